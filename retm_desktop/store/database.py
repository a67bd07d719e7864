"""The one SQLite file: a writer thread, a reader thread, migrations with a copy, and errors an operator can act on."""

import asyncio
import errno
import os
import shutil
import sqlite3
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
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


@contextmanager
def told_errors() -> Iterator[None]:
    """Turn what SQLite and the file system say into DiskFull or StoreDamaged; leave everything else alone."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if primary == sqlite3.SQLITE_FULL:
            raise DiskFull(str(error)) from error
        if primary in _DAMAGED:
            raise StoreDamaged(str(error)) from error
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
    """Run the block in one transaction: committed as a whole, or rolled back when anything is raised."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has rolled back by itself after some errors (a full disk among them).
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


def new_id(cursor: sqlite3.Cursor) -> int:
    """Return the key of the row that `cursor` has just inserted."""
    return cursor.lastrowid or 0


class _Lane:
    """One thread with one connection; what is submitted runs in turn, each in a transaction of its own."""

    def __init__(self, connection: sqlite3.Connection, name: str, kind: str) -> None:
        self._connection = connection
        self._kind = kind
        self._executor = ThreadPoolExecutor(1, name)

    def submit(self, fn: Callable[[sqlite3.Connection], T]) -> Future[T]:
        return self._executor.submit(self._run, fn)

    def _run(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        with told_errors(), transaction(self._connection, self._kind) as connection:
            return fn(connection)

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

    def open(self) -> None:
        """Create or migrate the file and start the threads.

        Raises StoreNewer (file untouched), StoreDamaged or DiskFull; nothing is left open then.
        """
        try:
            with told_errors():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._refuse_newer()
                self._migrate()
                self._writer = _Lane(connect(self.path, any_thread=True), "store-writer", "IMMEDIATE")
                self._reader = _Lane(connect(self.path, read_only=True, any_thread=True), "store-reader", "DEFERRED")
                self._here = connect(self.path, read_only=True, any_thread=True)
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

    async def write(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run `fn` on the writer's thread in one transaction and return its answer once it is on disk.

        Raises DiskFull or StoreDamaged with nothing changed, and whatever `fn` raises.
        """
        return await asyncio.wrap_future(self.write_soon(fn))

    def write_soon(self, fn: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Queue a write from a place that cannot await; `close` still waits for it."""
        if self._writer is None:
            raise RuntimeError("the store is closed")
        return self._writer.submit(fn)

    async def read(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run `fn` on the reader's thread over one snapshot and return its answer."""
        if self._reader is None:
            raise RuntimeError("the store is closed")
        return await asyncio.wrap_future(self._reader.submit(fn))

    def read_now(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run `fn` on the calling thread: for the first paint, which must not wait for a loop, and nothing else."""
        with self._here_lock, told_errors():
            if self._here is None:
                raise RuntimeError("the store is closed")
            with transaction(self._here, "DEFERRED") as connection:
                return fn(connection)

    def _refuse_newer(self) -> None:
        """Look at the version without opening the file for writing: first in the header, then past the WAL."""
        try:
            with self.path.open("rb") as file:
                header = file.read(_HEADER_LENGTH)
        except FileNotFoundError:
            return
        if not header:
            return
        if len(header) < _HEADER_LENGTH or not header.startswith(_MAGIC):
            raise StoreDamaged("not an SQLite file")
        version, _, owner = struct.unpack(">iii", header[60:72])
        if owner == APPLICATION_ID:
            self._refuse(version)
        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
            if not empty and _pragma(connection, "application_id") != APPLICATION_ID:
                raise StoreDamaged("not a store of this program")
            self._refuse(_pragma(connection, "user_version"))

    def _refuse(self, version: int) -> None:
        if version > len(self._migrations):
            raise StoreNewer(f"the file has version {version}, this program knows {len(self._migrations)}")

    def _migrate(self) -> None:
        with closing(connect(self.path)) as connection:
            version = _pragma(connection, "user_version")
            if 0 < version < len(self._migrations):
                self._keep_copy(connection, version)
            for number in range(version + 1, len(self._migrations) + 1):
                with transaction(connection):
                    self._migrations[number - 1](connection)
                    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                    connection.execute(f"PRAGMA user_version = {number}")

    def _keep_copy(self, connection: sqlite3.Connection, version: int) -> None:
        """Write the whole file, WAL included, to `copy_before_migration` first."""
        needed = self.path.stat().st_size
        if shutil.disk_usage(self.path.parent).free < needed:
            raise DiskFull("no room for a copy of the store before migrating it")
        kept = self.copy_before_migration(version)
        unfinished = kept.with_name(kept.name + ".part")
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(kept)

    def copy_before_migration(self, version: int) -> Path:
        """Return where the file of `version` is kept once a newer program has migrated it."""
        return self.path.with_name(f"{self.path.stem}.v{version}{self.path.suffix}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
