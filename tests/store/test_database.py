"""The file itself: threads, transactions, migrations, and bad days."""

import asyncio
import hashlib
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from contextlib import closing
from pathlib import Path

import pytest

from retm_desktop.domain.errors import DiskFull, StoreDamaged, StoreNewer
from retm_desktop.store.database import Database, connect
from retm_desktop.store.migrations import MIGRATIONS


def add_colour(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE settings ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")


def break_half_way(connection: sqlite3.Connection) -> None:
    add_colour(connection)
    raise sqlite3.OperationalError("no such thing")


async def put(database: Database, key: str, value: bytes = b"1") -> None:
    await database.write(lambda c: c.execute("INSERT INTO settings (key, value) VALUES (?, ?)", (key, value)).rowcount)


def keys(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT key FROM settings ORDER BY key")]


def store_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("store-")]


async def test_a_write_is_whole_or_not_at_all_and_is_read_everywhere(database: Database) -> None:
    await put(database, "a")

    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO settings (key, value) VALUES ('b', x'00')")
        raise LookupError("half way")

    with pytest.raises(LookupError):
        await database.write(fails)
    assert await database.read(keys) == ["a"] == database.read_now(keys)


async def test_readers_cannot_write_and_every_connection_is_durable(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.read(lambda c: c.execute("DELETE FROM settings"))
    full = 2
    assert await database.write(lambda c: c.execute("PRAGMA synchronous").fetchone()[0]) == full
    assert await database.write(lambda c: c.execute("PRAGMA journal_mode").fetchone()[0]) == "wal"
    assert await database.write(lambda c: c.execute("PRAGMA foreign_keys").fetchone()[0]) == 1


def test_closing_leaves_no_thread_and_works_after_the_loop_is_gone(path: Path) -> None:
    database = Database(path)
    database.open()
    asyncio.run(put(database, "a"))
    late = database.write_soon(lambda c: c.execute("INSERT INTO settings (key, value) VALUES ('b', x'00')").rowcount)
    assert store_threads()
    database.close()
    database.close()
    assert late.result() == 1
    assert store_threads() == []
    assert not path.with_name(path.name + "-wal").exists()
    with pytest.raises(RuntimeError, match="closed"):
        database.read_now(keys)


def test_migrating_from_version_1_keeps_a_copy(path: Path) -> None:
    first = Database(path, migrations=MIGRATIONS[:1])
    first.open()
    asyncio.run(put(first, "kept"))
    first.close()

    second = Database(path, migrations=(MIGRATIONS[0], add_colour))
    second.open()
    assert second.read_now(lambda c: c.execute("SELECT key, colour FROM settings").fetchall()) == [("kept", "red")]
    second.close()
    with closing(sqlite3.connect(second.copy_before_migration(1))) as copy:
        assert copy.execute("SELECT * FROM settings").fetchall() == [("kept", b"1")]
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_failing_migration_leaves_the_old_file(path: Path) -> None:
    first = Database(path, migrations=MIGRATIONS[:1])
    first.open()
    asyncio.run(put(first, "kept"))
    first.close()
    with pytest.raises(StoreDamaged, match="no such thing"):
        Database(path, migrations=(MIGRATIONS[0], break_half_way)).open()
    first.open()
    assert first.read_now(keys) == ["kept"]
    first.close()


def test_of_copies_before_migrations_the_newest_two_are_kept(path: Path) -> None:
    steps = (*MIGRATIONS[:1], *(lambda _connection: None,) * 4)
    for version in range(1, len(steps) + 1):
        store = Database(path, migrations=steps[:version])
        store.open()
        store.close()
    kept = [store.copy_before_migration(version) for version in range(1, len(steps))]
    assert [copy.exists() for copy in kept] == [False, False, True, True]
    for version, copy in ((3, kept[2]), (4, kept[3])):
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)


_MIGRATING = """
    import os, pathlib, sqlite3, sys
    from retm_desktop.store import database

    # Ends as a power cut does, at one step after the other of those that leave something on the disk.
    left = int(sys.argv[2])

    def counted(step):
        def counting(*arguments, **named):
            global left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), 9)
            return step(*arguments, **named)
        return counting

    for name in ("replace", "unlink"):
        setattr(pathlib.Path, name, counted(getattr(pathlib.Path, name)))
    migrations = tuple(counted(one) for one in database.MIGRATIONS)
    database.put_in_place = counted(database.put_in_place)
    database.os.fsync = counted(os.fsync)
    database.Database(pathlib.Path(sys.argv[1]), migrations=migrations).open()
    os._exit(0)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process cannot be ended like this here")
def test_a_migration_killed_at_any_step_is_finished_by_the_next_start_with_a_whole_copy(tmp_path: Path) -> None:
    killed = 0
    for steps in range(100):
        path = tmp_path / str(steps) / "store.sqlite3"
        old = Database(path, migrations=MIGRATIONS[:2])
        old.open()
        asyncio.run(put(old, "kept", bytes(100_000)))
        old.close()
        command = [sys.executable, "-c", textwrap.dedent(_MIGRATING), str(path), str(steps)]
        ended = subprocess.run(command, capture_output=True, timeout=60, check=False)
        new = Database(path)
        new.open()
        assert new.read_now(keys) == ["kept"]
        assert new.read_now(lambda c: c.execute("PRAGMA integrity_check").fetchall()) == [("ok",)]
        new.close()
        copies = [copy for version in (2, 3, 4) if (copy := new.copy_before_migration(version)).exists()]
        assert copies, "the old version was kept"
        for copy in copies:
            with closing(sqlite3.connect(copy)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert connection.execute("SELECT key, length(value) FROM settings").fetchall() == [("kept", 100_000)]
        assert not list(path.parent.glob("*.part"))
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        killed += 1
    else:
        pytest.fail("the migration never came to its end")
    assert killed >= 5


def test_a_new_file_needs_no_copy(database: Database, path: Path) -> None:
    assert sorted(file.name for file in path.parent.iterdir() if "-" not in file.name) == [path.name]
    assert database.read_now(lambda c: c.execute("PRAGMA user_version").fetchone()[0]) == len(MIGRATIONS)


def test_a_newer_file_is_refused_and_not_touched(path: Path) -> None:
    newer = Database(path, migrations=(*MIGRATIONS, add_colour))
    newer.open()
    newer.close()
    before = hashlib.sha256(path.read_bytes()).digest()
    with pytest.raises(StoreNewer):
        Database(path).open()
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_newer_version_that_is_only_in_the_wal_is_refused_too(path: Path) -> None:
    holder = Database(path)
    holder.open()
    with closing(connect(path)) as other:
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        before = path.read_bytes()
        with pytest.raises(StoreNewer):
            Database(path).open()
        assert path.read_bytes() == before
    holder.close()


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 300, b"SQLite format 3\x00", b"SQLite format 3\x00" * 99]
)
def test_a_damaged_file_is_told(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        Database(path).open()
    assert path.read_bytes() == content
    assert store_threads() == []


def test_damage_found_while_reading_is_told(path: Path) -> None:
    database = Database(path)
    database.open()
    for number in range(40):
        asyncio.run(put(database, f"{number:03d}", bytes(4000)))
    database.close()
    content = bytearray(path.read_bytes())
    content[4096 * 30 :] = b"\xa5" * (len(content) - 4096 * 30)
    path.write_bytes(content)
    damaged = Database(path)
    try:
        with pytest.raises(StoreDamaged):
            damaged.open()
            damaged.read_now(lambda c: c.execute("SELECT count(*), max(length(value)) FROM settings").fetchall())
            damaged.read_now(lambda c: c.execute("PRAGMA quick_check").fetchall())
    finally:
        damaged.close()


def test_another_programs_database_is_not_taken_over(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="not a store"):
        Database(path).open()
    assert path.read_bytes() == before


async def test_a_full_disk_changes_nothing_and_goes_on_when_there_is_room(database: Database) -> None:
    await put(database, "before")
    pages = await database.write(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    await database.write(lambda c: c.execute(f"PRAGMA max_page_count = {pages + 2}").fetchone())
    with pytest.raises(DiskFull):
        await put(database, "large", bytes(100_000))
    assert await database.read(keys) == ["before"]
    await database.write(lambda c: c.execute("PRAGMA max_page_count = 1000000").fetchone())
    await put(database, "large", bytes(100_000))
    assert await database.read(keys) == ["before", "large"]


def test_no_room_for_the_copy_stops_the_migration(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Database(path, migrations=MIGRATIONS[:1])
    first.open()
    first.close()
    before = path.read_bytes()
    full = type("Usage", (), {"free": 0})
    monkeypatch.setattr("retm_desktop.store.database.shutil.disk_usage", lambda _folder: full)
    with pytest.raises(DiskFull):
        Database(path, migrations=(MIGRATIONS[0], add_colour)).open()
    assert path.read_bytes() == before


_KILLED = """
    import asyncio, pathlib, sys
    from retm_desktop.store.database import Database

    database = Database(pathlib.Path(sys.argv[1]))
    database.open()

    def insert(connection, key):
        connection.execute("INSERT INTO settings (key, value) VALUES (?, ?)", (key, bytes(3000)))

    def never_ends(connection):
        # Larger than the page cache, so that unfinished pages are on the disk already.
        for number in range(3000):
            insert(connection, f"unfinished {number}")
        print("half way", flush=True)
        sys.stdin.read()

    asyncio.run(database.write(lambda c: insert(c, "finished")))
    asyncio.run(database.write(never_ends))
"""


def test_a_writer_killed_in_a_transaction_leaves_what_was_committed(path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(_KILLED), str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"half way"
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    database = Database(path)
    database.open()
    assert database.read_now(keys) == ["finished"]
    assert database.read_now(lambda c: c.execute("PRAGMA integrity_check").fetchall()) == [("ok",)]
    database.close()
