"""What an action is called on screen: what it asks for, of which order, how it came so far, and what is to come."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.business import Branch, OrderType
from retm_desktop.domain.intents import CancelOrder, CreateOrder, MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.marks import in_reading_order
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.sentences import sentence_of_code
from retm_desktop.gui.words import act_towards
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.outbox import KIND_OF_INTENT, Action, ActionState, Waiting

translate = QCoreApplication.translate


async def names_of(desk: Desk, waiting: list[Waiting]) -> Names:
    """Return the names of the branches and order types that these actions are about, and of no others."""
    at, catalogue = desk.connection_id, desk.catalogue
    branches = {one.branch_id for one in waiting if one.branch_id}
    types = {one.order_type_id for one in waiting if one.order_type_id}
    found = [await catalogue.get(at, Kind.BRANCH, key, Branch) for key in sorted(branches)]
    known = [await catalogue.get(at, Kind.ORDER_TYPE, key, OrderType) for key in sorted(types)]
    return Names(desk, [one[0] for one in found if one is not None], [one[0] for one in known if one is not None])


def asked_words(desk: Desk, waiting: Waiting, names: Names) -> str:
    """Return what an action asks for, for example "Mark delivered"."""
    match waiting.action.intent:
        case CreateOrder():
            return translate("Outbox", "New order")
        case MoveOrder(stage=stage):
            return act_towards(stage, delivered_by_driver=names.is_delivery(waiting.order_type_id))
        case CancelOrder(reason=reason):
            return translate("Outbox", "Cancel the order ({reason})").format(reason=bidi.auto(reason))
        case intent:
            # The lists of Setup are large, and a record is rarely made.
            from retm_desktop.gui.records.kinds import record_list  # noqa: PLC0415
            from retm_desktop.gui.records.waiting import record_of  # noqa: PLC0415
            from retm_desktop.gui.records.words import record_name  # noqa: PLC0415

            record = record_of(intent)
            return record_list(desk, KIND_OF_INTENT[type(intent)]).asked.format(name=record_name(desk, record.name))


def order_words(desk: Desk, waiting: Waiting, names: Names) -> str:
    """Return which order an action is about: number, customer and branch as far as known; empty for a record."""
    parts = (
        bidi.number(waiting.number),
        bidi.auto(desk.text(waiting.customer_name)),
        bidi.phone(waiting.customer_phone),
        bidi.auto(names.branch(waiting.branch_id)),
    )
    return in_reading_order(" · ".join(part for part in parts if part), desk.language)


def history_words(desk: Desk, action: Action) -> str:
    """Return since when an action waits, how often it was tried, and when it is looked up next."""
    now, zone = desk.now(), desk.zone
    today = action.created_at.astimezone(zone).date() == now.astimezone(zone).date()
    at = bidi.clock(action.created_at, zone) if today else bidi.day_and_clock(action.created_at, zone)
    parts = [translate("Outbox", "Since {time}").format(time=at)]
    if action.attempts:
        parts.append(translate("Outbox", "Tries so far: {n}").format(n=bidi.ltr(str(action.attempts))))
    # Of what waits to be sent again the card says when.
    if action.state is ActionState.UNKNOWN and action.next_try_at > now:
        time = bidi.clock(action.next_try_at, zone)
        parts.append(translate("Outbox", "Looked up again at {time}").format(time=time))
    return " · ".join(parts)


def coming_words(desk: Desk, waiting: Waiting, names: Names, seconds: int | None) -> str:
    """Return what happens in so many seconds unless it is taken back; None where RETM cannot be reached now."""
    asked = asked_words(desk, waiting, names)
    order = bidi.number(waiting.number)
    if seconds is None:
        what = " · ".join(part for part in (asked, order) if part)
        return translate("Outbox", "{what} – sent once RETM can be reached again").format(what=what)
    n = bidi.ltr(str(seconds))
    match waiting.action.intent:
        case CreateOrder():
            who = bidi.auto(desk.text(waiting.customer_name)) or bidi.phone(waiting.customer_phone)
            return translate("Outbox", "The new order for {customer} is sent in {n} s").format(customer=who, n=n)
        case CancelOrder():
            return translate("Outbox", "Order {number} will be cancelled in {n} s").format(number=order, n=n)
        case MoveOrder(stage=Stage.DELIVERED) if names.is_delivery(waiting.order_type_id):
            return translate("Outbox", "Order {number} will be marked delivered in {n} s").format(number=order, n=n)
        case MoveOrder(stage=Stage.DELIVERED):
            return translate("Outbox", "Order {number} will be marked handed over in {n} s").format(number=order, n=n)
        case _:
            return translate("Outbox", "{what} – sent in {n} s").format(what=asked, n=n)


def as_text(desk: Desk, waiting: Waiting, names: Names) -> str:
    """Return one action as a line of plain text, for support or for a note."""
    action = waiting.action
    state = {
        ActionState.PENDING: translate("Outbox", "waits to be sent"),
        ActionState.SENDING: translate("Outbox", "is being sent"),
        ActionState.UNKNOWN: translate("Outbox", "no answer, is being looked up"),
        ActionState.FAILED: translate("Outbox", "not done"),
    }[action.state]
    why = sentence_of_code(action.error_code).what if action.error_code else ""
    parts = (
        asked_words(desk, waiting, names),
        order_words(desk, waiting, names),
        state,
        why,
        *(f"{field}: {', '.join(said)}" for field, said in action.error_fields.items()),
        history_words(desk, action),
    )
    return plain(" | ".join(part for part in parts if part))
