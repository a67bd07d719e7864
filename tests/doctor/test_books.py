"""A look into the store: what it tells, and that it leaves no trace."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from retm_desktop import app
from retm_desktop.doctor.books import STORE_NAME, Books, read_books
from retm_desktop.domain.errors import Forbidden
from retm_desktop.store.database import Database
from retm_desktop.store.migrations import MIGRATIONS
from retm_desktop.store.settings import PUBLIC_ADDRESS
from tests.doctor.shop import Shop, listing

NOW = datetime(2026, 2, 3, 17, 14, tzinfo=UTC)
"""Tuesday, 20:14 in Riyadh."""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A running program's store."""
    made = Shop(tmp_path / "home")
    yield made
    made.close()


def test_the_file_is_the_one_the_program_uses() -> None:
    assert STORE_NAME == app.STORE_NAME


# What is wrong with the file


def test_a_home_without_a_store_stays_without_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert read_books(home, NOW) == Books("missing", whole=True)
    assert not home.exists()
    home.mkdir()
    (home / STORE_NAME).touch()
    assert read_books(home, NOW).state == "missing"
    assert listing(home) == {STORE_NAME: b""}


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\x07" * 5000])
def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / STORE_NAME).write_bytes(content)
    books = read_books(tmp_path, NOW)
    assert (books.state, books.whole) == ("damaged", False)
    assert listing(tmp_path) == {STORE_NAME: content}


def test_another_programs_database_is_no_store(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / STORE_NAME)) as other:
        other.execute("CREATE TABLE notes (words TEXT)")
    assert read_books(tmp_path, NOW).state == "damaged"


def test_a_newer_file_is_told_and_left_alone(tmp_path: Path) -> None:
    Shop(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / STORE_NAME)) as newer:
        newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = listing(tmp_path)
    books = read_books(tmp_path, NOW)
    assert (books.state, books.version, books.whole) == ("newer", len(MIGRATIONS) + 1, False)
    assert listing(tmp_path) == before


@pytest.mark.parametrize(("version", "state"), [(1, "too_old"), (len(MIGRATIONS) - 1, "older")])
def test_an_older_file_is_read_as_far_as_it_goes_and_never_migrated(tmp_path: Path, version: int, state: str) -> None:
    old = Database(tmp_path / STORE_NAME, migrations=MIGRATIONS[:version])
    old.open()
    old.close()
    before = listing(tmp_path)
    books = read_books(tmp_path, NOW)
    assert (books.state, books.version, books.whole) == (state, version, state == "older")
    assert listing(tmp_path) == before


# Beside a running program, and after one


async def test_it_reads_beside_a_program_that_writes(shop: Shop) -> None:
    number = await shop.connect()
    await shop.sell(number, [NOW - timedelta(minutes=5)])
    with closing(sqlite3.connect(shop.database.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE connections SET label = 'unfinished'")
        books = read_books(shop.home, NOW)
        assert (books.state, books.pace.count) == ("ok", 1)
        writer.execute("ROLLBACK")
    # It holds nothing: the program goes on writing, and can give its whole WAL back.
    await shop.sell(number, [NOW - timedelta(minutes=4)])
    with closing(sqlite3.connect(shop.database.path)) as writer:
        assert writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0


async def test_it_leaves_a_closed_store_to_the_last_byte_as_it_was(shop: Shop) -> None:
    number = await shop.connect()
    await shop.sell(number, [NOW - timedelta(minutes=5)])
    shop.close()
    before = listing(shop.home)
    assert set(before) == {STORE_NAME}
    assert read_books(shop.home, NOW).pace.count == 1
    assert listing(shop.home) == before


async def test_it_reads_what_a_killed_program_left_behind_and_leaves_it(shop: Shop, tmp_path: Path) -> None:
    number = await shop.connect()
    await shop.sell(number, [NOW - timedelta(minutes=5)])
    killed = tmp_path / "killed"
    shutil.copytree(shop.home, killed)
    before = listing(killed)
    assert len(before) == 3
    books = read_books(killed, NOW)
    assert (books.state, books.pace.count) == ("ok", 1)
    after = listing(killed)
    assert set(after) == set(before)
    for name in (STORE_NAME, f"{STORE_NAME}-wal"):
        assert after[name] == before[name]


# What it tells


async def test_without_a_restaurant_there_is_only_the_file(shop: Shop) -> None:
    books = read_books(shop.home, NOW)
    assert (books.state, books.whole, books.restaurant) == ("ok", True, None)
    number = await shop.connect()
    assert read_books(shop.home, NOW).restaurant is not None
    await shop.connections.add("revenue-monster", "live", "1", serves="payments")
    restaurant = read_books(shop.home, NOW).restaurant
    assert restaurant is not None
    assert (restaurant.id, restaurant.business_id, restaurant.state) == (number, "palmgrill", "connected")


async def test_settings_are_read_as_the_program_wrote_them(shop: Shop) -> None:
    number = await shop.connect()
    shop.settings.set(PUBLIC_ADDRESS, "https://orders.example")
    shop.settings.set("listener.port", 48123)
    shop.settings.set(f"connection.{number}.paths", {"orders": "/orders/all"})
    await shop.database.write(lambda c: c.execute("SELECT 1").fetchone())
    books = read_books(shop.home, NOW)
    assert (books.public_address, books.port) == ("https://orders.example", 48123)
    assert books.paths == {"orders": "/orders/all"}
    await shop.database.write(lambda c: c.execute("UPDATE settings SET value = x'7b'").rowcount)
    assert read_books(shop.home, NOW).port is None


async def test_orders_without_a_webhook_are_counted_from_the_last_one_on(shop: Shop) -> None:
    number = await shop.connect()
    await shop.sell(number, [NOW - timedelta(minutes=minutes) for minutes in (5, 20, 40, 60, 180)])
    assert read_books(shop.home, NOW).untold == 0
    shop.hear(number, "menu", NOW)
    assert read_books(shop.home, NOW).untold == 0
    shop.hear(number, "order", NOW - timedelta(minutes=65))
    books = read_books(shop.home, NOW)
    assert books.heard == {"menu": NOW, "order": NOW - timedelta(minutes=65)}
    # The one of an hour ago may well be what that webhook was about.
    assert books.untold == 3


async def test_the_usual_number_is_the_median_of_the_same_time_and_weekday(shop: Shop) -> None:
    number = await shop.connect()
    a_week = timedelta(weeks=1)
    moments = [NOW - a_week * week - timedelta(minutes=3 * place) for week in range(1, 6) for place in range(week * 2)]
    moments += [NOW - a_week * week - timedelta(minutes=65) for week in range(1, 6)]  # another hour
    moments += [NOW - a_week * week - timedelta(days=1) for week in range(1, 5)]  # another weekday
    moments += [NOW - timedelta(minutes=10), NOW + timedelta(minutes=10)]  # one now, one of a clock that is ahead
    await shop.sell(number, moments)
    pace = read_books(shop.home, NOW).pace
    assert (pace.count, pace.usual, pace.weeks) == (1, 6, 5)
    assert pace.last_at == NOW - timedelta(minutes=10)


async def test_fewer_than_three_weeks_are_no_history(shop: Shop) -> None:
    number = await shop.connect()
    await shop.sell(number, [NOW - timedelta(weeks=2, hours=2), NOW - timedelta(weeks=1)])
    pace = read_books(shop.home, NOW).pace
    assert (pace.usual, pace.weeks) == (None, 2)


async def test_the_hour_is_that_of_the_restaurants_wall_through_a_change_of_clocks(shop: Shop) -> None:
    """In Berlin the clocks went forward on 29 March 2026: noon of the week before is an hour later in UTC."""
    number = await shop.connect()
    await shop.database.write(lambda c: c.execute("UPDATE connections SET time_zone = 'Europe/Berlin'").rowcount)
    berlin = ZoneInfo("Europe/Berlin")
    noon = datetime(2026, 3, 31, 12, 0, tzinfo=berlin)
    lunches = [datetime(2026, 3, day, 11, 45, tzinfo=berlin) for day in (24, 17, 10)]
    await shop.sell(number, [*lunches, datetime(2026, 3, 2, tzinfo=berlin)])
    assert read_books(shop.home, noon.astimezone(UTC)).pace.usual == 1


async def test_the_outbox_is_counted_by_what_becomes_of_it(shop: Shop) -> None:
    number = await shop.connect()
    first, second, third = [await shop.put(number, NOW - timedelta(minutes=minutes)) for minutes in (30, 20, 10)]
    await shop.outbox.sending(first.id)
    await shop.outbox.failed(first.id, Forbidden("no"), NOW)
    waiting = read_books(shop.home, NOW).waiting
    assert (waiting.pending, waiting.failed, waiting.oldest) == (2, 1, NOW - timedelta(minutes=30))
    for action in (first, second, third):
        await shop.outbox.give_up(action.id)
    assert read_books(shop.home, NOW).waiting.oldest is None
