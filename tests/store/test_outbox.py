"""The outbox: one after the other for each order, nothing twice, and nothing forgotten by a crash."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from retm_desktop.domain.errors import Offline, OutcomeUnknown, Rejected, ServerFault
from retm_desktop.domain.intents import CancelOrder, CreateOrder, MoveOrder
from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.orders import OrderRow, Orders
from retm_desktop.store.outbox import ActionState, Outbox
from tests.store.samples import NOW, create_intent, hook, incoming, order

SOON = NOW + timedelta(seconds=30)


@pytest.fixture
async def key(orders: Orders, restaurant: int) -> int:
    """The key of an order at RETM."""
    applied = await orders.apply(restaurant, [incoming(order())])
    return applied.new[0]


async def row_of(orders: Orders, key: int) -> OrderRow:
    details = await orders.details(key)
    assert details is not None
    return details.row


async def timeline(orders: Orders, key: int) -> list[tuple[str, str]]:
    details = await orders.details(key)
    assert details is not None
    return [(event.kind, event.detail) for event in details.events if event.kind.startswith("action")]


async def test_one_order_goes_in_sequence_and_orders_beside_each_other(
    orders: Orders, outbox: Outbox, restaurant: int, key: int
) -> None:
    other = (await orders.apply(restaurant, [incoming(order(number="513"))])).new[0]
    first = await outbox.put(restaurant, MoveOrder(Stage.PREPARING), key, NOW)
    second = await outbox.put(restaurant, MoveOrder(Stage.READY), key, NOW)
    beside = await outbox.put(restaurant, CancelOrder("no more bread"), other, NOW)
    assert await outbox.due(restaurant, NOW) == [first, beside]
    assert await outbox.sending(first.id)
    assert await outbox.due(restaurant, NOW) == [beside]
    await outbox.done(first.id, None, b"", NOW)
    assert [action.id for action in await outbox.due(restaurant, NOW)] == [second.id, beside.id]
    assert [action.id for action in await outbox.open(restaurant)] == [second.id, beside.id]
    assert await outbox.open_count(restaurant) == 2
    assert await outbox.due(restaurant + 1, NOW) == []


async def test_an_accepted_move_is_a_stage_and_an_accepted_cancel_is_final(
    orders: Orders, outbox: Outbox, restaurant: int, key: int
) -> None:
    out = await outbox.put(restaurant, MoveOrder(Stage.OUT, "Omar", "0501111111"), key, NOW)
    await outbox.sending(out.id)
    assert (await row_of(orders, key)).stage is Stage.NEW
    await outbox.done(out.id, None, b"", NOW)
    details = await orders.details(key)
    assert details is not None
    assert (details.row.stage, details.row.raw_delivery_status) == (Stage.OUT, 6)
    assert (details.order.stage, details.order.driver_name) == (Stage.OUT, "Omar")
    # A list that was on its way meanwhile still tells the old stage.
    await orders.apply(restaurant, [incoming(order())])
    assert (await row_of(orders, key)).stage is Stage.OUT
    cancel = await outbox.put(restaurant, CancelOrder("guest left"), key, NOW)
    await outbox.sending(cancel.id)
    await outbox.done(cancel.id, None, b"", NOW)
    assert (await row_of(orders, key)).stage is Stage.CANCELLED
    assert await timeline(orders, key) == [
        ("action_put", "move_order"),
        ("action_done", "move_order"),
        ("action_put", "cancel_order"),
        ("action_done", "cancel_order"),
    ]


async def test_a_created_order_is_there_at_once_and_keeps_its_key(
    orders: Orders, outbox: Outbox, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    action = await outbox.put(restaurant, create_intent(), None, NOW)
    assert told == [{Topic.OUTBOX, Topic.ORDERS}]
    assert isinstance(action.intent, CreateOrder)
    row = await row_of(orders, action.order_key)
    assert (row.stage, row.estimated, row.total, row.partner_reference) == (
        Stage.NEW,
        True,
        Decimal("51.75"),
        "RD-7F3A",
    )
    await outbox.sending(action.id)
    answer = Order(id="01new", number="77", stage=Stage.NEW, status=2)
    await outbox.done(action.id, answer, b"{}", SOON)
    row = await row_of(orders, action.order_key)
    # RETM told no sums yet: ours are still shown, as an estimate.
    assert (row.id, row.number, row.estimated, row.total) == ("01new", "77", True, Decimal("51.75"))
    assert await outbox.open(restaurant) == []
    finished = await outbox.get(action.id)
    assert finished is not None
    assert (finished.state, finished.attempts, finished.finished_at) == (ActionState.DONE, 1, SOON)


async def test_what_could_not_be_sent_waits_and_counts(
    orders: Orders, outbox: Outbox, restaurant: int, key: int
) -> None:
    action = await outbox.put(restaurant, MoveOrder(Stage.READY), key, NOW)
    assert await outbox.next_due(restaurant) == NOW
    await outbox.sending(action.id)
    assert await outbox.next_due(restaurant) is None
    await outbox.later(action.id, Offline("no route"), SOON)
    assert await outbox.due(restaurant, NOW) == []
    assert await outbox.next_due(restaurant) == SOON
    (again,) = await outbox.due(restaurant, SOON)
    assert (again.state, again.attempts, again.error_code, again.error_detail) == (
        ActionState.PENDING,
        1,
        "offline",
        "no route",
    )
    assert (await row_of(orders, key)).pending == "pending"


async def test_a_refusal_stays_with_its_reasons_and_holds_back_what_follows(
    orders: Orders, outbox: Outbox, restaurant: int, key: int
) -> None:
    action = await outbox.put(restaurant, MoveOrder(Stage.READY), key, NOW)
    follower = await outbox.put(restaurant, MoveOrder(Stage.DELIVERED), key, NOW)
    await outbox.sending(action.id)
    await outbox.failed(action.id, Rejected("no", fields={"status": ("is closed", "is late")}), NOW)
    assert await outbox.due(restaurant, SOON) == []
    assert await outbox.next_due(restaurant) is None
    (failed, _) = await outbox.open(restaurant)
    assert (failed.state, failed.error_fields) == (ActionState.FAILED, {"status": ("is closed", "is late")})
    assert (await row_of(orders, key)).pending == "failed"
    await outbox.retry(action.id)
    assert [one.id for one in await outbox.due(restaurant, NOW)] == [action.id]
    await outbox.sending(action.id)
    await outbox.failed(action.id, ServerFault("still no"), NOW)
    assert await outbox.give_up(action.id)
    assert not await outbox.give_up(action.id)
    assert [one.id for one in await outbox.due(restaurant, NOW)] == [follower.id]
    assert [kind for kind, _ in await timeline(orders, key)] == [
        "action_put",
        "action_put",
        "action_failed",
        "action_failed",
        "action_given_up",
    ]


async def test_an_unknown_outcome_is_looked_up_before_it_is_sent_again(
    orders: Orders, outbox: Outbox, restaurant: int
) -> None:
    action = await outbox.put(restaurant, create_intent(), None, NOW)
    await outbox.sending(action.id)
    await outbox.unknown(action.id, OutcomeUnknown(), SOON)
    await outbox.unknown(action.id, OutcomeUnknown(), SOON)
    assert await outbox.due(restaurant, NOW) == []
    (due,) = await outbox.due(restaurant, SOON)
    assert due.state is ActionState.UNKNOWN
    assert (await row_of(orders, action.order_key)).pending == "unknown"
    await outbox.retry(action.id)
    (due,) = await outbox.due(restaurant, NOW)
    assert due.state is ActionState.UNKNOWN
    found = order(Stage.PREPARING, partner_reference="RD-7F3A")
    await outbox.done(action.id, found, incoming(found).raw, SOON)
    row = await row_of(orders, action.order_key)
    assert (row.id, row.stage, row.pending, row.estimated) == (found.id, Stage.PREPARING, "", False)
    assert [kind for kind, _ in await timeline(orders, row.key)] == ["action_put", "action_unknown", "action_done"]


async def test_undo_is_for_what_was_never_sent(orders: Orders, outbox: Outbox, restaurant: int, key: int) -> None:
    action = await outbox.put(restaurant, MoveOrder(Stage.READY), key, NOW)
    assert await outbox.withdraw(action.id)
    assert not await outbox.sending(action.id)
    assert (await row_of(orders, key)).pending == ""
    action = await outbox.put(restaurant, MoveOrder(Stage.READY), key, NOW)
    assert await outbox.sending(action.id)
    assert not await outbox.withdraw(action.id)
    assert not await outbox.give_up(action.id)
    await outbox.later(action.id, Offline(), SOON)
    assert not await outbox.withdraw(action.id)


async def test_withdrawing_a_new_order_closes_it_with_all_that_was_to_follow(
    orders: Orders, outbox: Outbox, restaurant: int
) -> None:
    action = await outbox.put(restaurant, create_intent(), None, NOW)
    await outbox.put(restaurant, MoveOrder(Stage.PREPARING), action.order_key, NOW)
    assert await outbox.withdraw(action.id)
    assert await outbox.open(restaurant) == []
    row = await row_of(orders, action.order_key)
    assert (row.stage, row.pending) == (Stage.CANCELLED, "")
    assert (await timeline(orders, row.key))[-1] == ("action_withdrawn", "move_order")


async def test_an_order_found_while_it_was_given_up_is_open_again(
    orders: Orders, outbox: Outbox, restaurant: int
) -> None:
    action = await outbox.put(restaurant, create_intent(), None, NOW)
    await outbox.sending(action.id)
    await outbox.unknown(action.id, OutcomeUnknown(), SOON)
    assert await outbox.give_up(action.id)
    await outbox.failed(action.id, Rejected(), NOW)
    given_up = await outbox.get(action.id)
    assert given_up is not None
    assert given_up.state is ActionState.GIVEN_UP
    found = order(Stage.PREPARING, partner_reference="RD-7F3A")
    await outbox.done(action.id, found, incoming(found).raw, SOON)
    row = await row_of(orders, action.order_key)
    assert (row.id, row.stage) == (found.id, Stage.PREPARING)
    assert [kind for kind, _ in await timeline(orders, row.key)] == [
        "action_put",
        "action_unknown",
        "action_given_up",
        "action_done",
    ]


async def test_after_a_crash_what_was_being_sent_is_unknown(path: Path, database: Database, restaurant: int) -> None:
    before = Outbox(database, Changes())
    sent = await before.put(restaurant, create_intent(), None, NOW)
    waiting = await before.put(restaurant, create_intent("RD-2"), None, NOW)
    await before.sending(sent.id)
    database.close()
    database.open()
    after = Outbox(database, Changes())
    assert await after.recover() == 1
    assert await after.recover() == 0
    states = {action.id: action.state for action in await after.due(restaurant, NOW)}
    assert states == {sent.id: ActionState.UNKNOWN, waiting.id: ActionState.PENDING}


async def test_webhooks_of_our_own_calls_change_nothing_more(
    orders: Orders, outbox: Outbox, restaurant: int, key: int
) -> None:
    action = await outbox.put(restaurant, MoveOrder(Stage.READY), key, NOW)
    await outbox.sending(action.id)
    await orders.apply(restaurant, [hook(order(Stage.READY))])
    since = (await row_of(orders, key)).stage_since
    await outbox.done(action.id, None, b"", SOON)
    row = await row_of(orders, key)
    assert (row.stage, row.stage_since, row.pending) == (Stage.READY, since, "")


async def test_an_intent_needs_an_order_and_carries_no_direction_marks(
    outbox: Outbox, restaurant: int, key: int
) -> None:
    with pytest.raises(ValueError, match="needs an order"):
        await outbox.put(restaurant, CancelOrder("x"), None, NOW)
    assert await outbox.open_count(restaurant) == 0
    action = await outbox.put(restaurant, CancelOrder("\u2068تأخر\u2069"), key, NOW)
    assert action.intent == CancelOrder("تأخر")
