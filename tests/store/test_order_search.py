"""Searching orders by the index: it finds what looking through every text finds, and never waits for itself."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retm_desktop.domain.orders import Line, Order, OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.store import order_pages, order_search
from retm_desktop.store.changes import Changes
from retm_desktop.store.database import Database
from retm_desktop.store.intake import take_in
from retm_desktop.store.migrations import MIGRATIONS
from retm_desktop.store.orders import OrderQuery, Orders
from retm_desktop.store.search import words_condition
from tests.store.samples import NOW, incoming, order

FIFTH = 5
"""The version of the file that has the index first."""
BRANCHES = ("olaya", "corniche")
STAGES = (Stage.NEW, Stage.OUT, Stage.DELIVERED, Stage.CANCELLED)
PIECES = st.sampled_from(
    ["شاورما", "شَاوِرْمَا", "هدى", "هدي", "أحمد", "احمد", "قـهوة", "قهوه", "ع", "Sara", "SARA", "straße", "shawarma",
     "512", "٥١٢", "۵۱۲", "05", "0551234567", "+966 55 123 4567", "٠٥٥١٢٣٤٥٦٧", "00966551234567", "55123", "1",
     "🍔", "👩‍🍳", '"', '""', "'", "*", "^", "-", ":", "(", ")", "{", "+", "AND", "OR", "NOT", "NEAR(", "%", "_",
     "\x00", "\u200f", "a\x00b", "x"]
)  # fmt: skip
WORDS = st.lists(PIECES | st.text('abاب 1"*🍔', min_size=1, max_size=4), max_size=3).map(" ".join)
GLUED = st.lists(PIECES, min_size=1, max_size=2).map("".join)
TEXTS = WORDS | GLUED | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
TOLD = st.tuples(st.integers(0, 11), TEXTS, TEXTS, st.sampled_from(STAGES), st.sampled_from(BRANCHES))
FORGET = st.integers(0, 11)
QUERY = st.tuples(
    TEXTS,
    st.lists(st.sampled_from(STAGES), max_size=2, unique=True).map(tuple),
    st.sampled_from(("", *BRANCHES)),
    st.booleans(),
    st.integers(0, 4),
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a dozen orders as many as a hundred thousand are."""
    monkeypatch.setattr(order_pages, "SLICE", 3)
    monkeypatch.setattr(order_pages, "FEW", 4)
    monkeypatch.setattr(order_pages, "SOME", 8)
    monkeypatch.setattr(order_pages, "LONG_SLICE", 5)
    monkeypatch.setattr(order_search, "_WAITING", 5)


def told(number: int, name: str, item: str, stage: Stage = Stage.NEW, branch: str = BRANCHES[0]) -> Order:
    """Return an order with a name and an item; some are made in the same minute."""
    return order(
        stage,
        number=str(number),
        minutes=number // 3,
        branch_id=branch,
        customer=OrderCustomer(BilingualText(name, name[::-1]), name),
        lines=(Line(name=BilingualText(item), quantity=Decimal(1)),),
    )


def scanned(connection: sqlite3.Connection, query: OrderQuery) -> list[tuple[int, Stage]]:
    """Return key and stage of what a look through every order finds."""
    condition, words = words_condition("search", query.text)
    way = "ASC" if query.oldest_first else "DESC"
    rows = connection.execute(
        f"SELECT key, stage, branch_id FROM orders NOT INDEXED WHERE connection_id = ? AND {condition or 'true'}"  # noqa: S608
        f" ORDER BY created_at {way}, key {way}",
        (query.connection_id, *words),
    )
    return [
        (key, Stage(stage))
        for key, stage, branch in rows
        if (not query.stages or Stage(stage) in query.stages) and query.branch_id in ("", branch)
    ]


@pytest.mark.usefixtures("small")
def test_the_index_finds_what_looking_through_every_text_finds(database: Database, restaurant: int) -> None:
    orders = Orders(database, Changes())

    def write(change: Callable[[sqlite3.Connection], object]) -> None:
        database.write_soon(change).result()

    @settings(max_examples=120, deadline=None)
    @given(happened=st.lists(TOLD | FORGET, max_size=16), asked=st.lists(QUERY, min_size=1, max_size=4))
    def holds(
        happened: list[tuple[int, str, str, Stage, str] | int],
        asked: list[tuple[str, tuple[Stage, ...], str, bool, int]],
    ) -> None:
        write(lambda c: c.execute("DELETE FROM orders"))
        for one in happened:
            if isinstance(one, int):
                write(lambda c, one=one: c.execute("DELETE FROM orders WHERE number = ?", (str(one),)))  # type: ignore[misc]
            else:
                write(lambda c, one=one: take_in(c, restaurant, [incoming(told(*one))]))  # type: ignore[misc]
        texts = [text for one in happened if not isinstance(one, int) for text in one[1:3]]
        for text, stages, branch, oldest_first, offset in asked + [(text, (), "", False, 0) for text in texts[:3]]:
            query = OrderQuery(restaurant, stages, branch, text, oldest_first)
            expected = database.read_now(lambda c, query=query: scanned(c, query))  # type: ignore[misc]
            rows = orders.page_now(query, offset, 3)
            assert [(row.key, row.stage) for row in rows] == expected[offset : offset + 3], text
            any_stage = OrderQuery(restaurant, (), branch, text, oldest_first)
            everywhere = [stage for _, stage in database.read_now(lambda c, query=any_stage: scanned(c, query))]  # type: ignore[misc]
            assert orders.counts_now(query) == {stage: everywhere.count(stage) for stage in Stage}, text

    holds()
    # Nothing that was changed or taken away is left in the index itself.
    for n in range(6):
        write(lambda c, n=n: take_in(c, restaurant, [incoming(told(20 + n, "Sara", "x"))]))  # type: ignore[misc]
    write(lambda c: c.execute("INSERT INTO order_search (order_search) VALUES ('integrity-check')"))


@pytest.mark.usefixtures("small")
async def test_few_and_many_are_read_in_different_ways_to_the_same_end(orders: Orders, restaurant: int) -> None:
    batch = [told(n, "Zubaida" if n in {7, 31} else "Sara", "Lamb kebab") for n in range(40)]
    await orders.apply(restaurant, [incoming(one) for one in batch])
    for text, numbers in (
        ("zubaida", ["31", "7"]),
        ("zu", ["31", "7"]),
        ("lamb", [str(n) for n in range(39, -1, -1)]),
        ("qz", []),
        ("zubaida qz", []),
    ):
        query = OrderQuery(restaurant, text=text)
        assert [row.number for row in await orders.page(query, 0, 50)] == numbers
        assert [row.number for row in await orders.page(query, 1, 12)] == numbers[1:13]
        assert await orders.count(query) == len(numbers)


@pytest.mark.usefixtures("small")
async def test_counting_many_gives_way_and_can_be_called_off(
    database: Database, orders: Orders, restaurant: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_pages, "SLICE", 1)
    await orders.apply(restaurant, [incoming(told(n, "Sara", "Lamb")) for n in range(60)])
    many = OrderQuery(restaurant, text="sara")
    counting = asyncio.create_task(orders.counts(many))
    await asyncio.sleep(0)
    assert len(await orders.page(OrderQuery(restaurant, text="lamb"), 0, 5)) == 5
    assert not counting.done(), "the page did not wait for the whole count"
    assert (await counting)[Stage.NEW] == 60
    statements: list[str] = []
    await database.read(lambda c: c.set_trace_callback(statements.append))
    counting = asyncio.create_task(orders.counts(many))
    await asyncio.sleep(0)
    counting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await counting
    await database.read(lambda c: c.set_trace_callback(None))
    assert sum("GROUP BY" in statement for statement in statements) <= 2


async def test_a_search_reads_by_indexes_only(
    database: Database, orders: Orders, restaurant: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_pages, "SLICE", 3)
    await orders.apply(restaurant, [incoming(told(n, "Sara", "Lamb", STAGES[n % 4])) for n in range(20)])
    statements: list[str] = []
    await database.read(lambda c: c.set_trace_callback(statements.append))
    for few in (100, 4):
        monkeypatch.setattr(order_pages, "FEW", few)
        for query in (
            OrderQuery(restaurant, text="lamb"),
            OrderQuery(restaurant, text="la"),
            OrderQuery(restaurant, text="lamb", stages=(Stage.DELIVERED,), branch_id="olaya"),
            OrderQuery(restaurant, text="lamb", stages=(Stage.DELIVERED, Stage.CANCELLED), since=NOW),
        ):
            await orders.page(query, 0, 9)
            await orders.counts(query)
    await database.read(lambda c: c.set_trace_callback(None))

    def explain(connection: sqlite3.Connection) -> list[str]:
        asked = [statement for statement in statements if statement.startswith("SELECT")]
        return [row[3] for statement in asked for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]

    plans = await database.read(explain)
    assert any("orders_by_created (connection_id=? AND created_at" in plan for plan in plans), plans
    assert any("USING INTEGER PRIMARY KEY (rowid=?)" in plan for plan in plans)
    # What is gone through whole: the index itself, what waits for it, and the keys it named.
    allowed = ("order_search", "main.order_search", "json_each", "(subquery")
    assert [p for p in plans if p.startswith("SCAN") and not p.removeprefix("SCAN ").startswith(allowed)] == []


async def test_tallies_follow_every_change(database: Database, orders: Orders, restaurant: int) -> None:
    await orders.apply(restaurant, [incoming(told(n, "Sara", "x", STAGES[n % 4], BRANCHES[n % 2])) for n in range(12)])
    await orders.apply(restaurant, [incoming(told(0, "Sara", "x", Stage.CANCELLED)), incoming(told(1, "Reem", "x"))])
    await database.write(lambda c: c.execute("DELETE FROM orders WHERE number IN ('2', '3')"))
    for branch in ("", "Olaya", "corniche", "none"):
        rows = await orders.page(OrderQuery(restaurant, branch_id=branch), 0, 50)
        told_counts = await orders.counts(OrderQuery(restaurant, branch_id=branch))
        assert told_counts == {stage: sum(row.stage is stage for row in rows) for stage in Stage}
    assert await orders.forget_untouched(restaurant, NOW + timedelta(days=1)) == 10
    assert set((await orders.counts(OrderQuery(restaurant))).values()) == {0}


@pytest.mark.usefixtures("small")
async def test_the_orders_of_a_restaurant_that_goes_leave_the_index(
    database: Database, orders: Orders, restaurant: int
) -> None:
    await orders.apply(restaurant, [incoming(told(n, "Sara", "Lamb")) for n in range(8)])
    await database.write(lambda c: c.execute("DELETE FROM connections"))
    await database.write(order_search.keep_in_step)
    left = "SELECT (SELECT count(*) FROM order_search_terms), (SELECT count(*) FROM order_tallies)"
    assert await database.read(lambda c: c.execute(left).fetchone()) == (0, 0)
    await database.write(lambda c: c.execute("INSERT INTO order_search (order_search) VALUES ('integrity-check')"))


async def test_the_far_end_of_a_list_is_read_from_there(
    orders: Orders, restaurant: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await orders.apply(restaurant, [incoming(told(n, "Sara", "x", STAGES[n % 4])) for n in range(40)])
    for query in (OrderQuery(restaurant), OrderQuery(restaurant, stages=(Stage.NEW, Stage.OUT), oldest_first=True)):
        whole = await orders.page(query, 0, 100)
        monkeypatch.setattr(order_pages, "SLICE", 3)
        pages = [await orders.page(query, offset, 7) for offset in range(0, 63, 7)]
        monkeypatch.undo()
        assert [row for page in pages for row in page] == whole


async def test_orders_of_an_older_file_are_found(tmp_path: Path, small: None) -> None:
    path = tmp_path / "store.sqlite3"
    older = Database(path)
    older.open()
    older.write_soon(
        lambda c: c.execute(
            "INSERT INTO connections (id, provider, environment, business_id, label, currency, time_zone, state,"
            " environment_document) VALUES (1, 'retm', 'sandbox', 'palmgrill', '', 'SAR', 'Asia/Riyadh', 'connected',"
            " '{}')"
        )
    ).result()
    older.write_soon(
        lambda c: take_in(c, 1, [incoming(told(n, "Zubaida" if n == 3 else "Sara", "Lamb")) for n in range(9)])
    ).result()

    def back(connection: sqlite3.Connection) -> None:
        for kind, name in connection.execute(
            "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view') OR name IN"
            " ('order_search_terms', 'order_search', 'order_search_waiting', 'order_tallies') ORDER BY type DESC"
        ).fetchall():
            connection.execute(f"DROP {kind} IF EXISTS {name}")
        connection.execute("UPDATE orders SET search = 'a' || char(0) || 'b quraishi' WHERE number = '5'")
        connection.execute(f"PRAGMA user_version = {FIFTH - 1}")

    older.write_soon(back).result()
    older.close()
    database = Database(path, migrations=MIGRATIONS)
    database.open()
    try:
        orders = Orders(database, Changes())
        assert [row.number for row in orders.page_now(OrderQuery(1, text="zubaida"), 0, 9)] == ["3"]
        assert [row.number for row in orders.page_now(OrderQuery(1, text="quraishi"), 0, 9)] == ["5"]
        assert [row.number for row in orders.page_now(OrderQuery(1, text="ab quraishi"), 0, 9)] == ["5"]
        assert orders.counts_now(OrderQuery(1))[Stage.NEW] == 9
    finally:
        database.close()
