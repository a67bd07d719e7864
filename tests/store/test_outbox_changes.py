"""The outbox before anything is sent: a moment to take it back, and changes that never make two of one."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from retm_desktop.domain.business import OrderType
from retm_desktop.domain.errors import Offline, OutcomeUnknown, Rejected
from retm_desktop.domain.intents import CancelOrder, CreateOrder, CreateOrderType, Intent, MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.orders import OrderQuery, Orders
from retm_desktop.store.outbox import LONGEST_HOLD, ActionState, Outbox, irreversible
from tests.store.samples import NOW, create_intent, incoming, order

GRACE = timedelta(seconds=5)
SOON = NOW + timedelta(seconds=2)
LATER = NOW + GRACE
RECORD = CreateOrderType(OrderType("", BilingualText("Curbside", "من السيارة"), 4))


@pytest.fixture
async def key(orders: Orders, restaurant: int) -> int:
    """The key of an order at RETM."""
    return (await orders.apply(restaurant, [incoming(order())])).new[0]


@pytest.mark.parametrize(
    ("intent", "final"),
    [
        (CancelOrder("twice"), True),
        (MoveOrder(Stage.DELIVERED), True),
        (create_intent(), True),
        (RECORD, True),
        (MoveOrder(Stage.PREPARING), False),
        (MoveOrder(Stage.OUT), False),
    ],
)
async def test_only_what_retm_cannot_take_back_waits_for_a_moment(
    outbox: Outbox, restaurant: int, key: int, intent: Intent, final: bool
) -> None:
    assert irreversible(intent) is final
    about = key if isinstance(intent, CancelOrder | MoveOrder) else None
    action = await outbox.put(restaurant, intent, about, NOW, GRACE)
    assert action.held_until == (LATER if final else None)
    assert (await outbox.due(restaurant, SOON) == [action]) is not final
    assert await outbox.due(restaurant, LATER) == [action]
    assert await outbox.next_due(restaurant) == (LATER if final else NOW)


async def test_send_now_ends_the_moment(outbox: Outbox, restaurant: int, key: int) -> None:
    action = await outbox.put(restaurant, CancelOrder("twice"), key, NOW, GRACE)
    await outbox.retry(action.id)
    (due,) = await outbox.due(restaurant, NOW)
    assert (due.id, due.held_until) == (action.id, None)


async def test_a_clock_that_was_set_back_holds_nothing(outbox: Outbox, restaurant: int, key: int) -> None:
    hour_before = NOW - timedelta(hours=1)
    action = await outbox.put(restaurant, CancelOrder("twice"), key, NOW, GRACE)
    assert [one.id for one in await outbox.due(restaurant, hour_before)] == [action.id]
    await outbox.sending(action.id)
    await outbox.later(action.id, Offline(), SOON)
    assert [one.id for one in await outbox.due(restaurant, hour_before)] == [action.id]
    # Tried then, its next wait is an ordinary one: it is not tried without end.
    await outbox.sending(action.id)
    await outbox.later(action.id, Offline(), hour_before + timedelta(seconds=2))
    assert await outbox.due(restaurant, hour_before) == []


async def test_an_edited_order_stays_one_order(orders: Orders, outbox: Outbox, restaurant: int) -> None:
    before = await outbox.put(restaurant, create_intent(), None, NOW)
    await outbox.sending(before.id)
    await outbox.failed(before.id, Rejected("no", fields={"items": ("unknown",)}), NOW)
    edited = msgspec.structs.replace(
        create_intent("RD-ANOTHER"), note="no onions", total=Decimal("20.00"), lines=create_intent().lines[:1]
    )
    after = await outbox.replace(before.id, edited, SOON, GRACE)
    assert after is not None
    assert isinstance(after.intent, CreateOrder)
    assert (after.id, after.order_key, after.state, after.attempts) == (before.id, before.order_key, "pending", 0)
    assert (after.error_code, after.error_fields, after.held_until) == ("", {}, SOON + GRACE)
    # By its reference RETM would be found to have it, whatever became of the first try.
    assert after.intent.partner_reference == create_intent().partner_reference
    (row,) = await orders.page(OrderQuery(restaurant), 0, 10)
    assert (row.key, row.note, row.total, row.partner_reference) == (
        before.order_key,
        "no onions",
        Decimal("20.00"),
        "RD-7F3A",
    )
    details = await orders.details(row.key)
    assert details is not None
    assert details.order.lines == edited.lines
    assert [event.kind for event in details.events if event.kind.startswith("action")] == [
        "action_put",
        "action_failed",
        "action_put",
    ]


async def test_what_retm_may_have_is_not_edited(orders: Orders, outbox: Outbox, restaurant: int) -> None:
    action = await outbox.put(restaurant, create_intent(), None, NOW)
    edited = msgspec.structs.replace(create_intent(), note="no onions")
    await outbox.sending(action.id)
    assert await outbox.replace(action.id, edited, NOW) is None
    await outbox.unknown(action.id, OutcomeUnknown(), SOON)
    assert await outbox.replace(action.id, edited, NOW) is None
    assert not await outbox.hold(action.id, NOW)
    now = await outbox.get(action.id)
    assert now is not None
    assert now.intent == action.intent


async def test_an_order_that_retm_told_of_meanwhile_is_not_edited(
    orders: Orders, outbox: Outbox, restaurant: int
) -> None:
    action = await outbox.put(restaurant, create_intent(), None, NOW)
    told = order(partner_reference="RD-7F3A")
    await orders.apply(restaurant, [incoming(told)])
    assert await outbox.replace(action.id, create_intent(), NOW) is None
    assert isinstance(action.intent, CreateOrder)
    details = await orders.details(action.order_key or 0)
    assert details is not None
    assert details.order.lines == told.lines


async def test_an_act_is_changed_in_its_place(outbox: Outbox, restaurant: int, key: int) -> None:
    first = await outbox.put(restaurant, MoveOrder(Stage.OUT), key, NOW)
    second = await outbox.put(restaurant, CancelOrder("late"), key, NOW, GRACE)
    changed = await outbox.replace(first.id, MoveOrder(Stage.OUT, "Omar", "0500000009"), SOON, GRACE)
    assert changed is not None
    assert (changed.intent, changed.held_until) == (MoveOrder(Stage.OUT, "Omar", "0500000009"), None)
    assert [one.id for one in await outbox.open(restaurant)] == [first.id, second.id]
    assert [one.id for one in await outbox.due(restaurant, LATER)] == [first.id]
    with pytest.raises(ValueError, match="stays what it is"):
        await outbox.replace(first.id, CancelOrder("no"), SOON)


async def test_what_is_being_edited_is_held_and_goes_out_by_itself_in_the_end(outbox: Outbox, restaurant: int) -> None:
    action = await outbox.put(restaurant, create_intent(), None, NOW)
    assert await outbox.hold(action.id, NOW)
    assert await outbox.due(restaurant, NOW + LONGEST_HOLD - timedelta(seconds=1)) == []
    assert [one.id for one in await outbox.due(restaurant, NOW + LONGEST_HOLD)] == [action.id]
    await outbox.retry(action.id)
    assert [one.id for one in await outbox.due(restaurant, NOW)] == [action.id]


async def test_the_list_says_what_each_action_is_about(outbox: Outbox, restaurant: int, key: int) -> None:
    cancel = await outbox.put(restaurant, CancelOrder("late"), key, NOW)
    record = await outbox.put(restaurant, RECORD, None, NOW)
    first, second = await outbox.waiting(restaurant)
    assert (first.action.id, first.number, first.customer_phone) == (cancel.id, "512", "0551234567")
    assert (first.branch_id, first.order_type_id) == (order().branch_id, "type-1")
    assert first.customer_name == BilingualText("Huda Nasser", "هدى ناصر")
    assert (second.action.id, second.number, second.branch_id) == (record.id, "", "")
    assert [one.id for one in outbox.open_everywhere_now()] == [cancel.id, record.id]
    assert await outbox.last_done(restaurant) is None
    await outbox.sending(cancel.id)
    await outbox.done(cancel.id, None, b"", SOON)
    assert await outbox.give_up(record.id)
    assert await outbox.waiting(restaurant) == []
    assert outbox.open_everywhere_now() == []
    assert await outbox.last_done(restaurant) == SOON
    assert (await outbox.get(record.id) or record).state is ActionState.GIVEN_UP
