"""Old rows go, what waits or needs a look stays; the WAL stays bounded whoever reads."""

import asyncio
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from retm_desktop.domain.errors import DiskFull, Rejected
from retm_desktop.domain.intents import MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Damage, Database, Trouble, beside_of, marker_of
from retm_desktop.store.journal import Journal, JournalReader
from retm_desktop.store.orders import OrderQuery, Orders
from retm_desktop.store.outbox import Outbox
from retm_desktop.store.pruning import AT_ONCE, prune
from retm_desktop.store.settings import Settings
from retm_desktop.store.upkeep import MESSAGES_KEPT_DAYS, Upkeep
from tests.store.samples import NOW, create_intent, incoming, order
from tests.waiting import until, until_async

LONG_AGO = NOW - timedelta(days=31)


async def message(database: Database, restaurant: int, at: datetime, outcome: str, kind: str = "order") -> int:
    """Keep a message that came at `at` and was marked with `outcome` then; empty for one that waits."""
    journal = Journal(database.path)
    journal.open()
    number = journal.append(kind, restaurant, b"{}", at)
    journal.close()
    if outcome:
        await JournalReader(database, now=lambda: at).mark([number], outcome)
    return number


async def messages(database: Database) -> list[int]:
    return await database.read(lambda c: [number for (number,) in c.execute("SELECT id FROM journal ORDER BY id")])


async def test_old_messages_that_ended_well_go_and_the_rest_stays(
    database: Database, restaurant: int, changes: Changes, told: list[frozenset[Topic]]
) -> None:
    for outcome in ("applied", "repeated", "good", "refused: expired"):
        await message(database, restaurant, LONG_AGO, outcome)
    stays = [
        await message(database, restaurant, LONG_AGO, outcome)
        for outcome in ("", "failed", "unreadable", "unknown event", "unknown order: pulling")
    ]
    # The only one of its kind tells when such a message last came.
    stays.append(await message(database, restaurant, LONG_AGO, "applied", "menu"))
    stays.append(await message(database, restaurant, NOW - timedelta(days=29), "applied"))
    # It came long ago and was applied again the other day.
    again = await message(database, restaurant, LONG_AGO, "applied")
    await JournalReader(database, now=lambda: NOW - timedelta(days=1)).mark([again], "applied")
    told.clear()
    assert await prune(database, changes, NOW) == 4
    assert await messages(database) == sorted([*stays, again])
    assert told == [frozenset({Topic.EVENTS})]
    assert await prune(database, changes, NOW) == 0


async def test_thousands_go_in_small_batches_between_which_others_write(
    database: Database, restaurant: int, changes: Changes
) -> None:
    many = 4 * AT_ONCE + 7
    rows = [(restaurant, "2020-01-01T00:00:00.000000Z", "2020-01-01T00:00:00.000000Z")] * many
    sql = (
        "INSERT INTO journal (kind, connection_id, received_at, applied_at, outcome, body)"
        " VALUES ('order', ?, ?, ?, 'applied', x'')"
    )
    await database.write(lambda c: c.executemany(sql, rows).rowcount)
    pruning = asyncio.ensure_future(prune(database, changes, NOW))
    seen: set[int] = set()
    while not pruning.done():
        # Each write waits for one batch at the most, and finds the others done or not begun.
        seen.add(await database.write(lambda c: c.execute("SELECT count(*) FROM journal").fetchone()[0]))
    assert await pruning == many - 1
    assert {left for left in seen if 1 < left < many}
    assert len(await messages(database)) == 1


async def test_old_finished_actions_go_and_open_ones_stay(
    database: Database, restaurant: int, orders: Orders, changes: Changes
) -> None:
    then = NOW - timedelta(days=91)
    outbox = Outbox(database, changes, now=lambda: then)
    await orders.apply(restaurant, [incoming(order())])
    (row,) = await orders.page(OrderQuery(restaurant), 0, 10)
    done = await outbox.put(restaurant, MoveOrder(Stage.PREPARING), row.key, then)
    await outbox.sending(done.id)
    await outbox.done(done.id, None, b"", then)
    refused = await outbox.put(restaurant, MoveOrder(Stage.READY), row.key, then)
    await outbox.failed(refused.id, Rejected("no"), then)
    made = await outbox.put(restaurant, create_intent(), None, then)
    assert await outbox.give_up(made.id)
    waiting = await outbox.put(restaurant, create_intent("RD-2"), None, then)
    details = await orders.details(row.key)
    assert details is not None
    events = len(details.events)
    assert await prune(database, changes, NOW) == 1
    assert await outbox.get(done.id) is None
    assert [a.id for a in await outbox.open(restaurant)] == [refused.id, waiting.id]
    # RETM may have it after all: that it was given up has to be known as long as the order is here.
    assert await outbox.get(made.id) is not None
    details = await orders.details(row.key)
    assert details is not None
    assert len(details.events) == events


async def test_upkeep_prunes_after_the_start_as_the_settings_say(
    database: Database, restaurant: int, changes: Changes
) -> None:
    for days in (5, 3, 1):
        await message(database, restaurant, NOW - timedelta(days=days), "applied")
    settings = Settings(database, changes)
    settings.set(MESSAGES_KEPT_DAYS, 2)
    told: list[Trouble | None] = []
    upkeep = Upkeep(database, changes, settings, now=lambda: NOW, told=told.append, every=0.01, first_pruning=0.0)
    running = asyncio.ensure_future(upkeep.run())
    await until_async(lambda: _left(database, 1))
    running.cancel()
    assert set(told) == {None}


async def _left(database: Database, count: int) -> bool:
    return len(await messages(database)) == count


async def test_a_full_disk_is_told_and_so_is_the_room_that_comes_back(database: Database, changes: Changes) -> None:
    heard: list[Trouble | None] = []
    database.on_trouble = heard.append
    pages = await database.read(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    await database.write(lambda c: c.execute(f"PRAGMA max_page_count = {pages}").fetchone())
    with pytest.raises(DiskFull):
        await database.write(lambda c: c.execute("INSERT INTO settings VALUES ('a', zeroblob(100000))").rowcount)
    assert isinstance(heard[-1], DiskFull)
    upkeep = Upkeep(database, changes, Settings(database, changes), now=lambda: NOW, told=lambda _: None, every=0.01)
    running = asyncio.ensure_future(upkeep.run())
    await until(lambda: len(heard) > 3)
    assert all(isinstance(one, DiskFull) for one in heard)
    await _lift_the_limit(database)
    await until(lambda: heard[-1] is None)
    running.cancel()
    assert database.trouble is None


async def test_damage_another_writer_met_is_told_and_not_forgotten(database: Database, path: Path) -> None:
    heard: list[Trouble | None] = []
    database.on_trouble = heard.append
    assert database.look_for_damage() is None
    marker_of(path).write_text("\nmalformed", "utf-8")
    assert isinstance(database.look_for_damage(), Damage)
    await database.write(lambda c: c.execute("DELETE FROM settings").rowcount)
    assert isinstance(database.trouble, Damage)
    assert len(heard) == 1


async def test_a_wal_grown_behind_a_long_reader_is_short_again_once_it_is_gone(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retm_desktop.store.database._LONG_WAL", 16_000_000)
    reading, go_on = threading.Event(), threading.Event()

    def read_for_long(connection: object) -> None:
        database_read = connection.execute("SELECT count(*) FROM settings")  # type: ignore[attr-defined]
        database_read.fetchone()
        reading.set()
        assert go_on.wait(60)

    reader = asyncio.ensure_future(database.read(read_for_long))
    await until(reading.is_set)

    async def write_much() -> None:
        sql = "INSERT OR REPLACE INTO settings VALUES ('large', randomblob(500000))"
        for _ in range(40):
            await database.write(lambda c: c.execute(sql).rowcount)

    wal = beside_of(path)[0]
    await write_much()
    grown = wal.stat().st_size
    assert grown > 16_000_000
    # While somebody reads it cannot be shortened, and nobody waits long for that.
    assert not await database.shorten_wal()
    await database.write(lambda c: c.execute("DELETE FROM settings WHERE key = 'none'").rowcount)
    go_on.set()
    await reader
    assert await database.shorten_wal()
    assert wal.stat().st_size == 0
    await write_much()
    assert wal.stat().st_size < 16_000_000


async def _lift_the_limit(database: Database) -> None:
    await database.write(lambda c: c.execute("PRAGMA max_page_count = 1000000").fetchone())
