"""Orders: what comes in twice, late or in pieces, and what lists and searches read."""

import asyncio
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retm_desktop.domain.intents import MoveOrder
from retm_desktop.domain.orders import Address, Line, Order, OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.connections import Connections
from retm_desktop.store.database import Database
from retm_desktop.store.orders import Applied, Incoming, OrderDetails, OrderQuery, Orders, Source
from retm_desktop.store.outbox import Outbox
from tests.store.samples import LINES, NOW, create_intent, hook, incoming, invoice, order, status_only


async def only(orders: Orders, restaurant: int) -> OrderDetails:
    """Return the details of the one order there is."""
    (row,) = await orders.page(OrderQuery(restaurant), 0, 10)
    details = await orders.details(row.key)
    assert details is not None
    return details


def kinds(details: OrderDetails) -> list[str]:
    return [event.kind for event in details.events]


async def test_an_order_is_shown_as_it_came(orders: Orders, restaurant: int, told: list[frozenset[Topic]]) -> None:
    one = order(Stage.PREPARING)
    applied = await orders.apply(restaurant, [incoming(one)])
    details = await only(orders, restaurant)
    assert applied == Applied(new=(details.row.key,))
    assert details.order == one
    assert details.raw == msgspec.json.encode(one)
    row = details.row
    assert (row.id, row.number, row.stage, row.total) == (one.id, "512", Stage.PREPARING, Decimal("52.000"))
    assert row.summary == BilingualText("2× Burger, 0.5× Mint tea", "2× برجر، 0.5× شاي بالنعناع")
    assert (row.item_count, row.estimated, row.pending, row.created_at) == (3, False, "", NOW)
    assert kinds(details) == ["stored"]
    assert told == [{Topic.ORDERS}]


async def test_the_same_again_changes_and_tells_nothing(
    orders: Orders, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    one = incoming(order())
    await orders.apply(restaurant, [one, one])
    before = await only(orders, restaurant)
    told.clear()
    assert await orders.apply(restaurant, [one]) == Applied()
    assert await orders.apply(restaurant, [incoming(order(id=order().id.upper()))]) == Applied()
    assert told == []
    after = await only(orders, restaurant)
    assert (after.row, after.order, after.events) == (before.row, before.order, before.events)


async def test_a_repeated_webhook_leaves_one_line_in_the_timeline(orders: Orders, restaurant: int) -> None:
    await orders.apply(restaurant, [incoming(order())])
    for _ in range(3):
        await orders.apply(restaurant, [hook(order(Stage.READY)), hook(order(Stage.READY), event="order.nodded")])
    details = await only(orders, restaurant)
    assert [(e.kind, e.stage, e.applied, e.detail) for e in details.events[1:]] == [
        ("stage", Stage.READY, True, "order.delivery.updated"),
        ("event", Stage.READY, False, "order.nodded"),
        ("event", Stage.READY, False, "order.delivery.updated"),
    ]


async def test_a_late_stage_is_recorded_once_and_not_applied(orders: Orders, restaurant: int) -> None:
    await orders.apply(restaurant, [incoming(order(Stage.READY, note="no ice"))])
    for _ in range(2):
        await orders.apply(restaurant, [hook(order(Stage.PREPARING, note="old note", driver_name="Omar"))])
    details = await only(orders, restaurant)
    assert (details.row.stage, details.row.note, details.row.raw_delivery_status) == (Stage.READY, "no ice", 4)
    assert details.order.driver_name == "Omar"
    late = [event for event in details.events if event.kind == "late"]
    assert [(e.stage, e.applied, e.source) for e in late] == [(Stage.PREPARING, False, Source.WEBHOOK)]


async def test_cancelled_beats_all_and_stays(orders: Orders, restaurant: int) -> None:
    delivered, cancelled = order(Stage.DELIVERED), order(Stage.CANCELLED)
    await orders.apply(restaurant, [incoming(delivered), hook(cancelled), hook(delivered)])
    details = await only(orders, restaurant)
    assert details.row.stage is details.order.stage is Stage.CANCELLED
    assert kinds(details) == ["stored", "cancelled", "late"]


async def test_a_refund_is_a_mark_not_a_stage(orders: Orders, restaurant: int) -> None:
    await orders.apply(restaurant, [incoming(order(Stage.OUT))])
    refund = invoice(Stage.DELIVERED, refunded=True, status=4)
    await orders.apply(restaurant, [hook(refund, event="order.refunded")])
    await orders.apply(restaurant, [incoming(order(Stage.DELIVERED))])
    details = await only(orders, restaurant)
    assert (details.row.stage, details.row.refunded, details.order.invoice_id) == (Stage.DELIVERED, True, "908")
    assert kinds(details).count("refunded") == 1


async def test_a_partial_webhook_moves_on_and_blanks_nothing(orders: Orders, restaurant: int) -> None:
    address = Address("adr-19", BilingualText("Home", "المنزل"), "12 Palm Street", "24.71", "46.67")
    full = order(customer=OrderCustomer(BilingualText("Huda", ""), "0551234567", address), note="ring the bell")
    await orders.apply(restaurant, [incoming(full)])
    applied = await orders.apply(restaurant, [hook(status_only(Stage.OUT), partial=True)])
    details = await only(orders, restaurant)
    assert applied.changed == (details.row.key,)
    assert details.order == msgspec.structs.replace(full, stage=Stage.OUT, delivery_status=6)
    assert details.raw == msgspec.json.encode(full)


async def test_a_partial_webhook_of_an_order_we_do_not_have_is_counted(orders: Orders, restaurant: int) -> None:
    applied = await orders.apply(restaurant, [hook(status_only(Stage.OUT), partial=True), incoming(order())])
    assert (len(applied.new), applied.unknown) == (1, 1)


async def test_unknown_codes_keep_the_stage_and_are_kept(orders: Orders, restaurant: int) -> None:
    await orders.apply(restaurant, [incoming(order(None, number="1")), incoming(order(Stage.READY, number="2"))])
    for _ in range(2):
        await orders.apply(restaurant, [hook(order(None, number="2"))])
    rows = await orders.page(OrderQuery(restaurant, oldest_first=True), 0, 10)
    assert [(row.number, row.stage, row.raw_delivery_status) for row in rows] == [
        ("1", Stage.NEW, 99),
        ("2", Stage.READY, 99),
    ]
    for row in rows:
        details = await orders.details(row.key)
        assert details is not None
        noted = [event.detail for event in details.events if "delivery_status=99" in event.detail]
        assert len(noted) == 1


async def test_an_order_without_lines_total_or_date_is_an_order(orders: Orders, restaurant: int) -> None:
    bare = Order(id="x1", stage=Stage.NEW)
    await orders.apply(restaurant, [incoming(bare)])
    row = (await only(orders, restaurant)).row
    assert (row.item_count, row.summary, row.total, row.created_at) == (0, BilingualText(), None, NOW)
    await orders.apply(restaurant, [incoming(order(id="x1")), incoming(bare)])
    assert (await only(orders, restaurant)).order.lines == LINES


async def test_senseless_numbers_and_dates_do_not_keep_an_order_out(orders: Orders, restaurant: int) -> None:
    amounts = ("1E+300", "0.000000000000001", "-1", "Infinity", "1.250")
    senseless = order(
        None,
        created_at=datetime(1, 1, 1, tzinfo=UTC),
        delivery_status=2**70,
        status=-(2**70),
        lines=tuple(Line(name=BilingualText("Tea"), quantity=Decimal(amount)) for amount in amounts),
    )
    late = msgspec.structs.replace(senseless, id="last", created_at=datetime.max.replace(tzinfo=UTC))
    applied = await orders.apply(restaurant, [incoming(senseless), incoming(late)])
    assert len(applied.new) == 2
    details = await orders.details(applied.new[0])
    assert details is not None
    assert (details.order.delivery_status, details.row.raw_delivery_status) == (2**70, None)
    assert (details.row.item_count, details.row.summary.en) == (5, "1E+300× Tea, 1E-15× Tea, -1× Tea, …")


async def test_a_polled_invoice_is_no_event(orders: Orders, restaurant: int) -> None:
    await orders.apply(restaurant, [incoming(order(Stage.READY))])
    polled = incoming(invoice(Stage.READY, invoice_id=""), event="order.created")
    assert await orders.apply(restaurant, [polled, polled]) == Applied()
    assert kinds(await only(orders, restaurant)) == ["stored"]


async def test_an_invoice_finds_its_order_and_says_nothing_of_where_the_food_is(
    orders: Orders, restaurant: int
) -> None:
    await orders.apply(restaurant, [incoming(order(Stage.PREPARING)), hook(invoice(Stage.DELIVERED, status=1))])
    details = await only(orders, restaurant)
    assert (details.row.stage, details.order.invoice_id) == (Stage.PREPARING, "908")
    await orders.apply(restaurant, [hook(invoice(Stage.CANCELLED, status=5))])
    assert (await only(orders, restaurant)).row.stage is Stage.CANCELLED


async def test_a_number_comes_again_after_a_day_and_in_another_branch(orders: Orders, restaurant: int) -> None:
    await orders.apply(restaurant, [incoming(order())])
    await orders.apply(
        restaurant,
        [
            hook(invoice(Stage.NEW, created_at=NOW + timedelta(hours=25), invoice_id="1")),
            hook(invoice(Stage.NEW, branch_id="another", invoice_id="2")),
            hook(invoice(Stage.NEW, created_at=NOW + timedelta(hours=23), invoice_id="3")),
        ],
    )
    assert await orders.count(OrderQuery(restaurant)) == 3


async def test_two_orders_with_one_number_and_two_ids_stay_two(orders: Orders, restaurant: int) -> None:
    await orders.apply(restaurant, [incoming(order()), incoming(order(id="another"))])
    assert await orders.count(OrderQuery(restaurant)) == 2


async def test_direction_marks_are_not_stored(orders: Orders, restaurant: int) -> None:
    marked = order(note="\u2066no ice\u2069", customer=OrderCustomer(BilingualText("", "\u200fهدى"), "\u2066055\u2069"))
    await orders.apply(restaurant, [incoming(marked)])
    details = await only(orders, restaurant)
    assert (details.order.note, details.row.note, details.row.customer_phone) == ("no ice", "no ice", "055")
    assert details.row.customer_name.ar == "هدى"
    assert await orders.apply(restaurant, [incoming(marked, Source.RECONCILE, event="x")]) == Applied()


async def test_our_own_order_becomes_retms_by_its_reference(orders: Orders, outbox: Outbox, restaurant: int) -> None:
    action = await outbox.put(restaurant, create_intent(), None, NOW)
    before = await only(orders, restaurant)
    assert (before.row.id, before.row.estimated, before.row.pending) == ("", True, "pending")
    assert before.order.charges
    answered = order(Stage.PREPARING, partner_reference="RD-7F3A", created_at=NOW + timedelta(minutes=1))
    applied = await orders.apply(restaurant, [incoming(answered)])
    details = await only(orders, restaurant)
    assert applied == Applied(changed=(action.order_key,))
    assert (details.row.key, details.row.id, details.row.estimated) == (action.order_key, answered.id, False)
    # RETM's figures replace the estimate as a whole: it charged nothing for the delivery.
    assert (details.row.total, details.order.charges) == (Decimal("52.000"), ())
    assert details.row.created_at == answered.created_at


@pytest.mark.parametrize("reference_in_webhook", [True, False])
async def test_a_webhook_that_overtakes_our_own_answer_makes_no_second_order(
    orders: Orders, outbox: Outbox, restaurant: int, reference_in_webhook: bool
) -> None:
    action = await outbox.put(restaurant, create_intent(), None, NOW)
    reference = "RD-7F3A" if reference_in_webhook else ""
    await orders.apply(restaurant, [hook(order(Stage.PREPARING, partner_reference=reference))])
    assert await orders.count(OrderQuery(restaurant)) == (1 if reference_in_webhook else 2)
    await outbox.sending(action.id)
    answer = Order(id=order().id.upper(), number="512", partner_reference="RD-7F3A", stage=Stage.NEW, status=2)
    assert await outbox.done(action.id, answer, b"{}", NOW) == action.order_key
    details = await only(orders, restaurant)
    assert (details.row.key, details.row.stage, details.row.estimated) == (action.order_key, Stage.PREPARING, False)
    assert details.row.partner_reference == "RD-7F3A"
    assert details.raw == msgspec.json.encode(order(Stage.PREPARING, partner_reference=reference))
    assert {"action_put", "action_done", "stored"} <= set(kinds(details))
    assert [action.id for action in details.actions] == [action.id]


async def test_an_order_given_up_that_retm_has_after_all_comes_back(
    orders: Orders, outbox: Outbox, restaurant: int
) -> None:
    action = await outbox.put(restaurant, create_intent(), None, NOW)
    await outbox.give_up(action.id)
    assert (await only(orders, restaurant)).row.stage is Stage.CANCELLED
    await orders.apply(restaurant, [incoming(order(Stage.PREPARING, partner_reference="RD-7F3A"))])
    details = await only(orders, restaurant)
    assert (details.row.key, details.row.stage) == (action.order_key, Stage.PREPARING)


async def test_connections_do_not_see_each_others_orders(
    orders: Orders, connections: Connections, restaurant: int
) -> None:
    other = await connections.add("retm", "sandbox", "another")
    await orders.apply(restaurant, [incoming(order())])
    assert await orders.apply(other, [hook(status_only(Stage.OUT), partial=True)]) == Applied(unknown=1)
    assert await orders.page(OrderQuery(other), 0, 10) == []
    assert sum((await orders.counts(OrderQuery(restaurant))).values()) == 1


_EVENTS = [
    hook(order(Stage.NEW, note="")),
    incoming(order(Stage.PREPARING, note="no ice"), Source.POLL),
    incoming(order(Stage.READY, note="no ice", driver_name="Omar"), Source.RECONCILE),
    hook(status_only(Stage.ASSIGNED), partial=True),
    hook(invoice(Stage.DELIVERED, status=1), event="order.created"),
    hook(invoice(Stage.DELIVERED, status=4, refunded=True), event="order.refunded"),
    hook(order(Stage.OUT, note="no ice", driver_phone="0501111111")),
]
_CANCEL = hook(order(Stage.CANCELLED, note="no ice", status=5))
_FULL = (0, 1, 2, 6)


def _final(events: list[Incoming]) -> tuple[Any, ...]:
    async def run(path: Path) -> tuple[Any, ...]:
        database = Database(path)
        database.open()
        try:
            restaurant = await Connections(database, Changes()).add("retm", "sandbox", "palmgrill")
            orders = Orders(database, Changes())
            for event in events:
                await orders.apply(restaurant, [event])
            details = await only(orders, restaurant)
            count = len(details.events)
            for event in events:
                again = await orders.apply(restaurant, [event])
                assert again == Applied()
            details = await only(orders, restaurant)
            # Saying everything again may add one remark for each event, never a second one.
            assert len(details.events) <= count + len(set(events))
            count = len(details.events)
            await orders.apply(restaurant, events)
            assert len((await only(orders, restaurant)).events) == count
            return details.order, details.raw, details.row.stage, details.row.refunded, details.row.total
        finally:
            database.close()

    with TemporaryDirectory() as folder:
        return asyncio.run(run(Path(folder) / "store.sqlite3"))


@given(
    permuted=st.permutations(range(len(_EVENTS))),
    repeated=st.lists(st.integers(0, len(_EVENTS) - 1), max_size=4),
    cancelled_at=st.none() | st.integers(0, len(_EVENTS)),
)
@settings(max_examples=25, deadline=None)
def test_any_sequence_of_the_same_events_ends_the_same(
    permuted: list[int], repeated: list[int], cancelled_at: int | None
) -> None:
    # A partial alone makes no order, so something whole comes before it.
    whole = next(number for number in permuted if number in _FULL)
    indexes = [whole, *(number for number in permuted if number != whole), *repeated]
    events = [_EVENTS[number] for number in indexes]
    expected = [*_EVENTS]
    if cancelled_at is not None:
        events.insert(max(1, cancelled_at), _CANCEL)
        expected.append(_CANCEL)
    assert _final(events) == _final(expected)


async def test_pages_are_stable_and_whole(orders: Orders, restaurant: int) -> None:
    # Several orders share each minute: only the key tells them apart.
    batch = [incoming(order(list(Stage)[n % 7], number=str(n), minutes=n // 10)) for n in range(95)]
    await orders.apply(restaurant, batch)
    queries = [
        OrderQuery(restaurant),
        OrderQuery(restaurant, oldest_first=True),
        OrderQuery(restaurant, stages=(Stage.NEW,)),
        OrderQuery(restaurant, stages=(Stage.NEW, Stage.OUT)),
        OrderQuery(restaurant, stages=(Stage.NEW, Stage.DELIVERED), since=NOW + timedelta(minutes=3)),
        OrderQuery(restaurant, text="burger"),
        OrderQuery(restaurant, branch_id="01H0DD3YRST4CHN5KN0T78F603"),
    ]
    for query in queries:
        count = await orders.count(query)
        rows = [row for offset in range(0, count + 7, 7) for row in await orders.page(query, offset, 7)]
        assert len({row.key for row in rows}) == len(rows) == count > 0
        assert rows == orders.page_now(query, 0, 1000)
        made = [(row.created_at, row.key) for row in rows]
        assert made == sorted(made, reverse=not query.oldest_first)
        if query.stages:
            assert {row.stage for row in rows} == set(query.stages)
        if query.since:
            assert all(row.created_at >= query.since for row in rows)
    assert orders.counts_now(OrderQuery(restaurant, stages=(Stage.NEW,))) == {
        stage: 14 if stage.rank < 4 else 13 for stage in Stage
    }
    assert await orders.count(OrderQuery(restaurant, branch_id="elsewhere")) == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("512", True),
        ("#512", True),
        ("٥١٢", True),
        ("huda", True),
        ("NASS hud", True),
        ("هدي", True),
        ("ناصر هدى", True),
        ("برجر", True),
        ("شاى", True),
        ("mint TEA", True),
        ("0551234567", True),
        ("+966 55 123 4567", True),
        ("00966551234567", True),
        ("٠٥٥١٢٣", True),
        ("055-123", True),
        ("web-88", True),
        ("  ", True),
        ("burger pizza", False),
        ("0559", False),
        ("%", False),
        ("_", False),
        ("'", False),
    ],
)
async def test_orders_are_found_as_people_type(orders: Orders, restaurant: int, text: str, found: bool) -> None:
    await orders.apply(restaurant, [incoming(order(partner_reference="WEB-88104"))])
    query = OrderQuery(restaurant, text=text)
    assert len(await orders.page(query, 0, 10)) == await orders.count(query) == int(found)


async def test_branches_devices_and_the_newest(orders: Orders, restaurant: int) -> None:
    assert await orders.latest_created(restaurant) is None
    await orders.apply(
        restaurant,
        [
            incoming(order(Stage.NEW, number="1", branch_id="a", device_id="d1", minutes=1)),
            incoming(order(Stage.OUT, number="2", branch_id="a", device_id="d1", minutes=2)),
            incoming(order(Stage.DELIVERED, number="3", branch_id="b", device_id="d2", minutes=3)),
            incoming(order(Stage.READY, number="4", branch_id="c", device_id="", minutes=4)),
        ],
    )
    assert await orders.open_by_branch(restaurant) == {"a": 2, "c": 1}
    assert await orders.last_seen_devices(restaurant) == {
        "d1": NOW + timedelta(minutes=2),
        "d2": NOW + timedelta(minutes=3),
    }
    assert await orders.latest_created(restaurant) == NOW + timedelta(minutes=4)
    assert await orders.details(10_000) is None
    assert await orders.key_of(restaurant, order(number="3").id.upper()) is not None
    assert await orders.key_of(restaurant, "") is None


async def test_a_row_shows_what_is_still_to_be_sent(orders: Orders, outbox: Outbox, restaurant: int) -> None:
    await orders.apply(restaurant, [incoming(order())])
    key = (await only(orders, restaurant)).row.key
    first = await outbox.put(restaurant, MoveOrder(Stage.PREPARING), key, NOW)
    await outbox.put(restaurant, MoveOrder(Stage.READY), key, NOW)
    await outbox.sending(first.id)
    row = (await only(orders, restaurant)).row
    assert (row.stage, row.pending, row.pending_stage) == (Stage.NEW, "sending", Stage.READY)
    await outbox.done(first.id, None, b"", NOW)
    row = (await only(orders, restaurant)).row
    assert (row.stage, row.pending, row.pending_stage) == (Stage.PREPARING, "pending", Stage.READY)


async def test_lists_and_counts_read_indexes_only(database: Database, orders: Orders, restaurant: int) -> None:
    statements: list[str] = []
    await database.read(lambda c: c.set_trace_callback(statements.append))
    queries = [
        OrderQuery(restaurant),
        OrderQuery(restaurant, stages=(Stage.DELIVERED,)),
        OrderQuery(restaurant, stages=(Stage.NEW, Stage.DELIVERED), branch_id="a"),
        OrderQuery(restaurant, since=NOW),
    ]
    for query in queries:
        await orders.page(query, 50, 50)
        await orders.counts(query)
        await orders.count(query)
    await orders.open_by_branch(restaurant)
    await orders.latest_created(restaurant)
    await orders.last_seen_devices(restaurant)
    await database.read(lambda c: c.set_trace_callback(None))

    def explain(connection: sqlite3.Connection) -> list[str]:
        asked = [statement for statement in statements if statement.startswith("SELECT")]
        return [row[3] for statement in asked for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]

    plans = await database.read(explain)
    assert plans
    assert [plan for plan in plans if plan.startswith("SCAN") or "FOR ORDER BY" in plan] == []
    counting = [plan for plan in plans if "SEARCH o " in plan or "SEARCH orders" in plan]
    paged = len(queries)
    assert len([plan for plan in counting if "COVERING" in plan]) == len(counting) - paged


async def test_a_loop_goes_on_while_many_orders_come_in(orders: Orders, restaurant: int) -> None:
    batches = [
        [incoming(order(Stage.DELIVERED, number=str(k + n), minutes=k + n)) for n in range(100)]
        for k in range(0, 1000, 100)
    ]
    turns = 0

    async def pull() -> None:
        for batch in batches:
            await orders.apply(restaurant, batch)

    pulling = asyncio.ensure_future(pull())
    began = time.perf_counter()
    while not pulling.done():
        turns += 1
        await asyncio.sleep(0.001)
    await pulling
    took = time.perf_counter() - began
    assert await orders.count(OrderQuery(restaurant)) == 1000
    # The loop turned all the while: were the work done on it, there would be ten turns in all.
    assert turns > 10 * 3, f"{turns} turns in {took:.2f} s"
