"""Real damage to a real store: never a crash, never silent, the damaged file kept, what was ours taken over."""

import asyncio
import hashlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from retm_desktop.domain.errors import DiskFull, Rejected, StoreDamaged, StoreNewer
from retm_desktop.domain.intents import CreateOrder, MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections, ConnectionState
from retm_desktop.store.database import Damage, Database, beside_of, marker_of
from retm_desktop.store.journal import Journal, JournalReader
from retm_desktop.store.orders import OrderQuery, Orders
from retm_desktop.store.outbox import Action, ActionState, Outbox
from retm_desktop.store.rescue import RESCUED, Rescued, open_store
from retm_desktop.store.settings import Settings
from tests.store.samples import NOW, create_intent, incoming, order

PAGE = 4096
ORDERS = 150

pytestmark = pytest.mark.expects_log


async def _fill(database: Database) -> None:
    """Put in what a working day leaves: orders, unsent and finished actions, messages that wait, choices."""
    changes = Changes()
    connections, orders = Connections(database, changes), Orders(database, changes)
    outbox = Outbox(database, changes, now=lambda: NOW)
    at = await connections.add("retm", "sandbox", "palmgrill", label="Palm Grill")
    await connections.set_state(at, ConnectionState.CONNECTED, NOW)
    await connections.set_active(at)
    await orders.apply(at, [incoming(order(number=str(500 + n), minutes=n)) for n in range(ORDERS)])
    keys = [row.key for row in await orders.page(OrderQuery(at), 0, ORDERS)]
    for key in keys[:40]:
        done = await outbox.put(at, MoveOrder(Stage.PREPARING), key, NOW)
        await outbox.sending(done.id)
        await outbox.done(done.id, None, b"", NOW)
    await outbox.put(at, create_intent("RD-UNSENT"), None, NOW)
    await outbox.put(at, MoveOrder(Stage.PREPARING), keys[-1], NOW)
    refused = await outbox.put(at, MoveOrder(Stage.READY), keys[-2], NOW)
    await outbox.failed(refused.id, Rejected("no", {"stage": ("no",)}), NOW)
    settings = Settings(database, changes)
    settings.set("window.language", "ar")
    settings.set(f"pull.{at}.mark", NOW.isoformat())
    settings.set(f"invoices.{at}.whole", True)
    # Settings are written behind the caller's back, each after the one before.
    await database.write(lambda _connection: None)
    journal = Journal(database.path)
    journal.open()
    journal.append("order", at, b'{"event": "order.delivery.updated"}', NOW)
    journal.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole store as a program that was killed leaves it, its WAL beside it; to be copied."""
    place = tmp_path_factory.mktemp("filled")
    database = Database(place / "working" / "store.sqlite3")
    database.open()
    asyncio.run(_fill(database))
    killed = place / "killed"
    shutil.copytree(database.path.parent, killed)
    database.close()
    shutil.copytree(database.path.parent, place / "closed")
    return place


@pytest.fixture
def damaged(filled: Path, path: Path) -> Callable[[str], Path]:
    """Put a filled store, "closed" or "killed", where it can be damaged."""

    def put(state: str) -> Path:
        shutil.copytree(filled / state, path.parent)
        return path

    return put


def files_of(path: Path) -> dict[str, str]:
    """Return the digest of a store's file and of what belongs to it, by the end of its name."""
    wal = beside_of(path)[0]
    there = [path, *([wal] if wal.exists() and wal.stat().st_size else [])]
    return {one.name.removeprefix(path.name): hashlib.sha256(one.read_bytes()).hexdigest() for one in there}


def told_of(database: Database) -> Rescued | None:
    return Settings(database, Changes()).get(RESCUED, Rescued | None, None)  # type: ignore[arg-type]


async def unsent(database: Database) -> list[Action]:
    return await Outbox(database, Changes()).open(1)


def is_sound(database: Database) -> bool:
    return database.read_now(lambda c: c.execute("PRAGMA integrity_check").fetchall()) == [("ok",)]


async def read_everything(database: Database) -> None:
    """Read what the program reads; a value it cannot read is a crash."""
    changes = Changes()
    for one in await Connections(database, changes).all():
        orders = Orders(database, changes)
        for row in await orders.page(OrderQuery(one.id), 0, 10_000):
            assert await orders.details(row.key) is not None
        await Outbox(database, changes).open(one.id)
        await Outbox(database, changes).due(one.id, NOW)
    await JournalReader(database).waiting()
    Settings(database, changes)


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(content)


async def test_a_whole_store_is_opened_as_it_is(damaged: Callable[[str], Path]) -> None:
    path = damaged("killed")
    database = open_store(path)
    assert told_of(database) is None
    assert len(await unsent(database)) == 3
    database.close()
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name]


@pytest.mark.parametrize("state", ["closed", "killed"])
@pytest.mark.parametrize(
    ("what", "length"), [("header", 100), ("magic", 16), ("first page", PAGE)], ids=["header", "magic", "first page"]
)
async def test_a_store_without_a_beginning_gives_back_what_was_ours(
    damaged: Callable[[str], Path], state: str, what: str, length: int
) -> None:
    path = damaged(state)
    overwrite(path, 0, b"\xa5" * length)
    before = files_of(path)
    database = open_store(path, lambda: NOW)
    try:
        told = told_of(database)
        assert told is not None
        assert (told.restaurants, told.unsent) == (1, 3), what
        assert told.kept == "store.damaged-20260203T150000Z.sqlite3"
        assert files_of(path.with_name(told.kept)) == before
        await _all_of_ours_is_here(database)
        assert is_sound(database)
    finally:
        database.close()


async def _all_of_ours_is_here(database: Database) -> None:
    changes = Changes()
    (restaurant,) = await Connections(database, changes).all()
    assert (restaurant.label, restaurant.state) == ("Palm Grill", ConnectionState.CONNECTED)
    assert restaurant.business_id == "palmgrill"
    assert await Connections(database, changes).active_id() == restaurant.id
    made, moved, refused = await unsent(database)
    # What was never sent is looked up before it is sent: the store's last word may be what was damaged.
    assert (made.state, moved.state, refused.state) == (ActionState.UNKNOWN, ActionState.UNKNOWN, ActionState.FAILED)
    assert refused.error_fields == {"stage": ("no",)}
    assert isinstance(made.intent, CreateOrder)
    assert made.intent.partner_reference == "RD-UNSENT"
    orders = Orders(database, changes)
    for action, reference in ((made, "RD-UNSENT"), (moved, ""), (refused, "")):
        details = await orders.details(action.order_key or 0)
        assert details is not None
        assert details.row.partner_reference == reference
        assert bool(details.row.id) is not bool(reference)
        assert details.order.lines
    assert [row.body for row in await JournalReader(database).waiting()] == [b'{"event": "order.delivery.updated"}']
    settings = Settings(database, changes)
    assert settings.get("window.language", str, "") == "ar"
    # RETM is read anew from the beginning.
    assert settings.get(f"pull.{restaurant.id}.mark", str, "") == ""
    assert settings.get(f"invoices.{restaurant.id}.whole", bool, False) is False
    assert await orders.count(OrderQuery(restaurant.id)) == 3


@pytest.mark.parametrize("seed", range(80))
async def test_whatever_is_overwritten_the_program_opens_and_says_so(damaged: Callable[[str], Path], seed: int) -> None:
    """Pages overwritten, cut off or swapped anywhere: the program starts, or works until it meets the damage."""
    dice = random.Random(seed)  # noqa: S311 - damage has to be repeatable, not secret
    path = damaged(dice.choice(["closed", "killed"]))
    victims = [one for one in (path, beside_of(path)[0]) if one.exists() and one.stat().st_size]
    before = _hurt(dice, path, dice.choice(victims))

    database = open_store(path, lambda: NOW)
    met = await _work(database)
    told = told_of_or_none(database)
    database.close()
    if told is None and met:
        # It was met later than at the start: the next start acts on what was noted.
        assert marker_of(path).exists()
        before = files_of(path)
        database = open_store(path, lambda: NOW)
        told = told_of(database)
        database.close()
        assert told is not None
    if told is not None:
        assert told.kept.startswith("store.damaged-")
        assert files_of(path.with_name(told.kept)) == before
        assert not marker_of(path).exists()
        database = open_store(path, lambda: NOW)
        assert is_sound(database)
        await read_everything(database)
        database.close()


def told_of_or_none(database: Database) -> Rescued | None:
    try:
        return told_of(database)
    except StoreDamaged:
        return None


def _hurt(dice: random.Random, path: Path, victim: Path) -> dict[str, str]:
    size = victim.stat().st_size
    match dice.randrange(5):
        case 0:
            overwrite(victim, dice.randrange(size // 512) * 512, dice.randbytes(512 * dice.randint(1, 8)))
        case 1:
            for _ in range(dice.randint(2, 12)):
                overwrite(victim, dice.randrange(max(1, size // PAGE)) * PAGE, dice.randbytes(PAGE))
        case 2:
            with victim.open("rb+") as file:
                file.truncate(dice.randrange(size))
        case 3:
            for _ in range(dice.randint(1, 40)):
                overwrite(victim, dice.randrange(size), dice.randbytes(1))
        case 4:
            content = victim.read_bytes()
            one, other = (dice.randrange(max(1, size // PAGE)) * PAGE for _ in range(2))
            overwrite(victim, one, content[other : other + PAGE])
            overwrite(victim, other, content[one : one + PAGE])
    return files_of(path)


async def _work(database: Database) -> bool:
    """Use the store as a program does; True where it met damage."""
    met = False
    for work in (read_everything, _put_an_order, _put_an_action):
        try:
            await work(database)
        except StoreDamaged:
            met = True
        except (sqlite3.IntegrityError, sqlite3.OperationalError, LookupError, ValueError, TypeError):
            # A value, or a column's name, was overwritten by another, which no file can tell: a report, no crash.
            continue
    return met


async def _put_an_order(database: Database) -> None:
    await Orders(database, Changes()).apply(1, [incoming(order(number="999"))])


async def _put_an_action(database: Database) -> None:
    await Outbox(database, Changes()).put(1, create_intent("RD-LATER"), None, NOW)


def test_a_file_that_was_emptied_or_is_gone_with_its_wal_left_is_no_new_store(damaged: Callable[[str], Path]) -> None:
    path = damaged("killed")
    path.write_bytes(b"")
    with pytest.raises(Damage):
        Database(path).open()
    path.unlink()
    with pytest.raises(Damage):
        Database(path).open()
    wal = beside_of(path)[0].read_bytes()
    database = open_store(path, lambda: NOW)
    told = told_of(database)
    database.close()
    assert told is not None
    assert beside_of(path.with_name(told.kept))[0].read_bytes() == wal


def test_nothing_readable_is_said_and_begun_anew(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no store at all " * 2000)
    database = open_store(path, lambda: NOW)
    told = told_of(database)
    assert told == Rescued(NOW, "not an SQLite file", "store.damaged-20260203T150000Z.sqlite3", 0, 0, whole=False)
    database.close()
    # Damaged again within the same second: the first one is not overwritten.
    first = path.with_name(told.kept).read_bytes()
    path.write_bytes(b"once more")
    database = open_store(path, lambda: NOW)
    again = told_of(database)
    database.close()
    assert again is not None
    assert again.kept == "store.damaged-20260203T150000Z-2.sqlite3"
    assert path.with_name(told.kept).read_bytes() == first


def test_another_programs_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="not a store"):
        open_store(path)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_newer_programs_damaged_store_is_left_to_it(damaged: Callable[[str], Path]) -> None:
    path = damaged("closed")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    marker_of(path).write_text("\nmalformed", "utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreNewer):
        open_store(path)
    assert path.read_bytes() == before


def test_damage_the_listener_meets_is_noted_for_the_next_start(damaged: Callable[[str], Path]) -> None:
    path = damaged("closed")
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'journal'").fetchone()
    overwrite(path, (page - 1) * PAGE, b"\xa5" * PAGE)
    journal = Journal(path)
    journal.open()
    with pytest.raises(Damage):
        journal.append("order", 1, b"{}", NOW)
    journal.close()
    assert marker_of(path).exists()
    database = open_store(path, lambda: NOW)
    told = told_of(database)
    database.close()
    assert told is not None
    assert told.why == "database disk image is malformed"
    assert (told.restaurants, told.unsent, told.whole) == (1, 3, False)


def test_no_room_to_read_the_damaged_file_is_told_and_taken_up_later(
    damaged: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = damaged("killed")
    overwrite(path, 0, b"\xa5" * 100)
    before = files_of(path)
    with monkeypatch.context() as patched:
        patched.setattr("retm_desktop.store.remains.has_room", lambda *_: False)
        with pytest.raises(DiskFull):
            open_store(path, lambda: NOW)
    database = open_store(path, lambda: NOW)
    told = told_of(database)
    database.close()
    assert told is not None
    assert told.unsent == 3
    assert files_of(path.with_name(told.kept)) == before


_RESCUING = """
    import os, pathlib, sys
    from retm_desktop.store import rescue

    # Ends as a power cut does, after so many steps that leave something on the disk.
    left = int(sys.argv[2])

    def counted(step):
        def counting(*arguments, **named):
            global left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), 9)
            return step(*arguments, **named)
        return counting

    for name in ("rename", "replace", "unlink", "touch"):
        setattr(pathlib.Path, name, counted(getattr(pathlib.Path, name)))
    rescue.transaction = counted(rescue.transaction)
    rescue.open_store(pathlib.Path(sys.argv[1])).close()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process cannot be ended like this here")
def test_a_rescue_killed_at_any_step_is_finished_by_the_next_start(filled: Path, tmp_path: Path) -> None:
    killed = 0
    for steps in range(100):
        path = tmp_path / str(steps) / "store.sqlite3"
        shutil.copytree(filled / "killed", path.parent)
        overwrite(path, 0, b"\xa5" * 100)
        before = files_of(path)
        command = [sys.executable, "-c", textwrap.dedent(_RESCUING), str(path), str(steps)]
        ended = subprocess.run(command, capture_output=True, timeout=60, check=False)
        database = open_store(path, lambda: NOW)
        told = told_of(database)
        assert told is not None
        assert (told.restaurants, told.unsent) == (1, 3)
        database.close()
        assert files_of(path.with_name(told.kept)) == before
        assert sorted(one.name for one in path.parent.iterdir()) == sorted(
            {path.name, told.kept, *(one.name for one in beside_of(path.with_name(told.kept)) if one.exists())}
        )
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        killed += 1
    else:
        pytest.fail("the rescue never came to its end")
    assert killed > 8
