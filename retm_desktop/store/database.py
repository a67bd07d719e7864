"""The one SQLite file: a writer thread, a reader thread, migrations with a copy, and errors an operator can act on."""

import asyncio
import errno
import os
import shutil
import sqlite3
import struct
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TypeVar

from retm_desktop.domain.errors import DiskFull, StoreDamaged, StoreNewer
from retm_desktop.store.migrations import APPLICATION_ID, MIGRATIONS, Migration

T = TypeVar("T")

BUSY_TIMEOUT_MS = 10_000
_HEADER_LENGTH = 100
_MAGIC = b"SQLite format 3\x00"
_OUT_OF_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_UNWRITABLE = frozenset({sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE})
"""How SQLite says "no room" where it does not say FULL: a quota that is used up, and a WAL index that cannot grow."""
_REFUSED_STEP = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT})
"""What a migration's step fails with when the file does not hold what the step expects."""
_LEAST_ROOM = 1_000_000
"""Bytes a disk has to have free to count as one that can be written: some transactions and their WAL index."""
_COPIES_KEPT = 2
_LONG_WAL = 64_000_000
"""Bytes from which a WAL that readers held back is worth starting again from its beginning."""
_OWN = frozenset({"settings", "connections", "journal", "orders"})
"""Tables of ours since the first version: a file that has them is ours, whatever its header says."""
_PROBE = "store.probe"
_PROBE_BYTES = 32_768


class Damage(StoreDamaged):
    """The file is broken: `rescue` may keep it aside and begin anew. Any other StoreDamaged leaves the file alone."""


Trouble = DiskFull | Damage
Listening = Callable[[Trouble | None], None]
"""Told on a thread of the store: what writing or reading met, and None when writing works again after a full disk."""


def has_room(folder: Path, needed: int = _LEAST_ROOM) -> bool:
    """Tell whether the disk of `folder` has `needed` bytes free."""
    return shutil.disk_usage(folder).free >= needed


def beside_of(path: Path) -> tuple[Path, Path]:
    """Return the WAL and its index, which belong to the file at `path` and hold the newest of it."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def put_in_place(new: Path, path: Path) -> None:
    """Give a whole, closed file its name in one step that a power cut either sees done or not begun."""
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def marker_of(path: Path) -> Path:
    """Return the file that says that the store at `path` was found damaged: the next start acts on it.

    Its first line is the name the store is kept under, empty until a rescue has chosen one; then follows why.
    """
    return path.with_name(path.name + ".damaged")


@contextmanager
def told_errors() -> Iterator[None]:
    """Turn what SQLite and the file system say into DiskFull or StoreDamaged; leave everything else alone."""
    try:
        yield
    except (sqlite3.DatabaseError, zlib.error) as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code & 0xFF == sqlite3.SQLITE_FULL or code in _UNWRITABLE:
            raise DiskFull(str(error)) from error
        if _tells_damage(error):
            raise Damage(str(error)) from error
        raise
    except OSError as error:
        if error.errno in _OUT_OF_SPACE:
            raise DiskFull(str(error)) from error
        raise


def connect(path: Path, *, read_only: bool = False, any_thread: bool = False) -> sqlite3.Connection:
    """Open a connection set up as all of ours are: WAL, synchronous FULL, foreign keys, waiting for a busy writer."""
    connection = sqlite3.connect(
        path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, check_same_thread=not any_thread
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
    """Run the block in one transaction: committed as a whole, or rolled back when anything is raised.

    Damage that is met is noted beside the file, whoever meets it.
    """
    try:
        connection.execute(f"BEGIN {kind}")
        yield connection
        connection.execute("COMMIT")
    except BaseException as error:
        # SQLite has rolled back by itself after some errors (a full disk among them).
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        if _tells_damage(error):
            _note_damage(connection, str(error))
        raise


def _tells_damage(error: BaseException) -> bool:
    """Tell whether the file holds what was never written: by SQLite's word, or by a document's own checksum."""
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode to UTF-8"):
        return True
    return isinstance(error, zlib.error) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def _note_damage(connection: sqlite3.Connection, why: str) -> None:
    # Where even this cannot be written, the next start has to find the damage by itself.
    with suppress(OSError, sqlite3.Error):
        marker = marker_of(Path(connection.execute("PRAGMA database_list").fetchone()[2]))
        if not marker.exists():
            marker.write_text(f"\n{why}", "utf-8")


def new_id(cursor: sqlite3.Cursor) -> int:
    """Return the key of the row that `cursor` has just inserted."""
    return cursor.lastrowid or 0


class _Lane:
    """One thread with one connection; what is submitted runs in turn, each in a transaction of its own.

    `met` is told what is wrong with the file or its disk. A lane that writes does so only in its `turn`.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        name: str,
        kind: str,
        met: Callable[[Trouble], None],
        turn: AbstractContextManager[object],
    ) -> None:
        self._connection = connection
        self._kind = kind
        self._met = met
        self._turn = turn
        self._executor = ThreadPoolExecutor(1, name)

    def submit(self, fn: Callable[[sqlite3.Connection], T], *, durable: bool = True) -> Future[T]:
        return self._executor.submit(self._run if durable else self._run_in_passing, fn)

    def submit_bare(self, fn: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Run what cannot be in a transaction, a checkpoint; it tells nobody how it went."""
        return self._executor.submit(fn, self._connection)

    def _run(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        try:
            with self._turn, told_errors(), transaction(self._connection, self._kind) as connection:
                return fn(connection)
        except (DiskFull, Damage) as error:
            self._met(error)
            raise

    def _run_in_passing(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        self._connection.execute("PRAGMA synchronous = NORMAL")
        try:
            return self._run(fn)
        finally:
            self._connection.execute("PRAGMA synchronous = FULL")

    def close(self) -> None:
        self._executor.shutdown(wait=True)
        self._connection.close()


class Database:
    """Access to `path`: writes go through one thread, reads through another, so that no loop waits for the disk."""

    def __init__(self, path: Path, *, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.path = path
        self._migrations = migrations
        self._writer: _Lane | None = None
        self._reader: _Lane | None = None
        self._here: sqlite3.Connection | None = None
        self._here_lock = threading.Lock()
        self.turn = threading.Lock()
        """Held by whoever writes, of all that write in this process: SQLite itself lets a waiting writer nap for up to
        a tenth of a second, long after the other has ended."""
        self.trouble: Trouble | None = None
        """What stands in the way of writing now; Damage stays for the rest of the run."""
        self.on_trouble: Listening = lambda _trouble: None

    def open(self) -> None:
        """Create or migrate the file and start the threads.

        Raises StoreNewer (file untouched), Damage, StoreDamaged (a file of another program, or one that only this
        version cannot migrate) or DiskFull; nothing is left open then.
        """
        try:
            with told_errors():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                if self._exists():
                    self.refuse_newer()
                    self._migrate(self.path)
                else:
                    self._make()
                writing = connect(self.path, any_thread=True)
                self._writer = _Lane(writing, "store-writer", "IMMEDIATE", self._meet, self.turn)
                reading = connect(self.path, read_only=True, any_thread=True)
                self._reader = _Lane(reading, "store-reader", "DEFERRED", self._meet, nullcontext())
                self._here = connect(self.path, read_only=True, any_thread=True)
        except UnicodeDecodeError as error:
            # What SQLite says of a damaged schema repeats what it found there.
            self.close()
            raise Damage("the schema cannot be read") from error
        except sqlite3.DatabaseError as error:
            self.close()
            raise StoreDamaged(str(error)) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Finish what is queued, end both threads and close the file; safe to call twice and without a loop."""
        for lane in (self._reader, self._writer):
            if lane is not None:
                lane.close()
        self._reader = self._writer = None
        with self._here_lock:
            if self._here is not None:
                self._here.close()
            self._here = None

    async def write(self, fn: Callable[[sqlite3.Connection], T], *, durable: bool = True) -> T:
        """Run `fn` on the writer's thread in one transaction and return its answer once it is on disk.

        Without `durable` a power cut may undo it until the next write that is: for what can be read again, and whose
        reading is noted as done by such a write. A process that ends loses nothing.

        Raises DiskFull or StoreDamaged with nothing changed, and whatever `fn` raises.
        """
        return await asyncio.wrap_future(self._submit(fn, durable=durable))

    def write_soon(self, fn: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Queue a write from a place that cannot await; `close` still waits for it."""
        return self._submit(fn)

    def _submit(self, fn: Callable[[sqlite3.Connection], T], *, durable: bool = True) -> Future[T]:
        if self._writer is None:
            raise RuntimeError("the store is closed")
        return self._writer.submit(fn, durable=durable)

    async def read(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run `fn` on the reader's thread over one snapshot and return its answer."""
        if self._reader is None:
            raise RuntimeError("the store is closed")
        return await asyncio.wrap_future(self._reader.submit(fn))

    def read_now(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run `fn` on the calling thread: for the first paint, which must not wait for a loop, and nothing else."""
        try:
            with self._here_lock, told_errors():
                if self._here is None:
                    raise RuntimeError("the store is closed")
                with transaction(self._here, "DEFERRED") as connection:
                    return fn(connection)
        except Damage as error:
            self._meet(error)
            raise

    async def look_for_room(self) -> None:
        """Where the disk is nearly full, or was found to be, try whether it can be written; `on_trouble` is told.

        Else the first to learn of it would be an order that cannot be stored.
        """
        if not isinstance(self.trouble, DiskFull) and has_room(self.path.parent):
            return
        try:
            sql = "INSERT OR REPLACE INTO settings (key, value) VALUES (?, randomblob(?))"
            await self.write(lambda c: c.execute(sql, (_PROBE, _PROBE_BYTES)).rowcount)
            await self.write(lambda c: c.execute("DELETE FROM settings WHERE key = ?", (_PROBE,)).rowcount)
        except DiskFull:
            return
        # Only this ends it: what takes no more room than it had is written on a full disk, too.
        if isinstance(self.trouble, DiskFull):
            self.trouble = None
            self.on_trouble(None)

    def look_for_damage(self) -> Trouble | None:
        """Return what stands in the way of writing, also where somebody else, the listener, was the one to find out."""
        if not isinstance(self.trouble, Damage) and marker_of(self.path).exists():
            self._meet(Damage("found by another writer"))
        return self.trouble

    async def shorten_wal(self) -> bool:
        """Start a WAL that has grown long from its beginning again; False where readers are in the way just now.

        SQLite does so by itself, but never while somebody reads: under a load without a pause the file only grows.
        """
        wal = beside_of(self.path)[0]
        if self._writer is None or not wal.exists() or wal.stat().st_size < _LONG_WAL:
            return True
        return await asyncio.wrap_future(self._writer.submit_bare(_restart_wal))

    def _meet(self, trouble: Trouble) -> None:
        # A file that is damaged in one place can be written in another: that mends nothing.
        if not isinstance(self.trouble, Damage):
            self.trouble = trouble
            self.on_trouble(trouble)

    def _exists(self) -> bool:
        """Tell whether there is a store; raises Damage where only its WAL is left."""
        if self.path.exists():
            return True
        if any(beside.exists() for beside in beside_of(self.path)):
            raise Damage("the file is gone, what belongs to it is not")
        return False

    def _make(self) -> None:
        """Make a new store under another name first: one that is empty or half made is then always a damaged one."""
        new = self.path.with_name(self.path.name + ".new")
        for left in (new, *beside_of(new)):
            left.unlink(missing_ok=True)
        self._migrate(new)
        put_in_place(new, self.path)

    def refuse_newer(self) -> None:
        """Look at the version without opening the file for writing: first in the header, then past the WAL.

        Raises StoreNewer, Damage or StoreDamaged.
        """
        with self.path.open("rb") as file:
            header = file.read(_HEADER_LENGTH)
        if len(header) < _HEADER_LENGTH or not header.startswith(_MAGIC):
            raise Damage("not an SQLite file")
        version, _, owner = struct.unpack(">iii", header[60:72])
        if owner == APPLICATION_ID:
            self._refuse(version)
        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            if tables and _pragma(connection, "application_id") != APPLICATION_ID:
                raise Damage("the header is damaged") if tables >= _OWN else StoreDamaged("not a store of this program")
            self._refuse(_pragma(connection, "user_version"))

    def _refuse(self, version: int) -> None:
        if version < 0:
            raise Damage(f"the file has version {version}")
        if version > len(self._migrations):
            raise StoreNewer(f"the file has version {version}, this program knows {len(self._migrations)}")

    def _migrate(self, path: Path) -> None:
        with closing(connect(path)) as connection:
            version = _pragma(connection, "user_version")
            if 0 < version < len(self._migrations):
                self._keep_copy(connection, version)
            try:
                for number in range(version + 1, len(self._migrations) + 1):
                    with transaction(connection):
                        self._migrations[number - 1](connection)
                        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                        connection.execute(f"PRAGMA user_version = {number}")
            except (sqlite3.OperationalError, sqlite3.IntegrityError) as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in _REFUSED_STEP:
                    _blame_the_file(connection, version, error)
                raise

    def _keep_copy(self, connection: sqlite3.Connection, version: int) -> None:
        """Write the whole file, WAL included, to `copy_before_migration` first; of older copies one more is kept.

        A copy under its own name is whole: a start that is killed leaves one named `.part`, which the next writes anew.
        """
        kept = self.copy_before_migration(version)
        unfinished = kept.with_name(kept.name + ".part")
        unfinished.unlink(missing_ok=True)
        if not has_room(self.path.parent, self.path.stat().st_size):
            raise DiskFull("no room for a copy of the store before migrating it")
        try:
            with closing(sqlite3.connect(unfinished)) as copy:
                connection.backup(copy)
            put_in_place(unfinished, kept)
        except BaseException:
            # On a full disk what there is of the copy is in the way of everything else.
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
        for older in self._copies()[:-_COPIES_KEPT]:
            older.unlink(missing_ok=True)

    def _copies(self) -> list[Path]:
        """Return the copies before migrations, the oldest version first."""
        found: dict[int, Path] = {}
        for path in self.path.parent.glob(f"{self.path.stem}.v*{self.path.suffix}"):
            version = path.name.removeprefix(f"{self.path.stem}.v").removesuffix(self.path.suffix)
            if version.isdecimal():
                found[int(version)] = path
        return [found[version] for version in sorted(found)]

    def copy_before_migration(self, version: int) -> Path:
        """Return where the file of `version` is kept once a newer program has migrated it."""
        return self.path.with_name(f"{self.path.stem}.v{version}{self.path.suffix}")


def _blame_the_file(connection: sqlite3.Connection, version: int, error: sqlite3.DatabaseError) -> None:
    """Raise Damage when a step failed for what the file holds, not for what the step does."""
    held = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    first = "a new file holds tables already" if version == 0 and held else ""
    told = first or connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if told != "ok":
        raise Damage(f"{error}: {told}") from error


def _restart_wal(connection: sqlite3.Connection) -> bool:
    # Most of the work in the way that holds nobody up; then whoever wants to write, the listener above all, waits as
    # long as this waits for readers.
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    connection.execute("PRAGMA busy_timeout = 50")
    try:
        busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return not busy


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
