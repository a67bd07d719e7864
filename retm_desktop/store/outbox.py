"""What must be sent to RETM: every write as a row before it is a request, in sequence for each order.

A record of the restaurant (order type, payment method, charge, tax) has no order and waits for nothing else.
"""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import (
    CancelOrder,
    CreateCharge,
    CreateOrder,
    CreateOrderType,
    CreatePaymentMethod,
    CreateTax,
    Intent,
    MoveOrder,
    Record,
)
from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.store.actions import (
    SELECT,
    SELECT_WAITING,
    Action,
    ActionState,
    Waiting,
    action_at,
    action_of,
    actions_of_order,
    cleaned,
    irreversible,
    kind_of,
    target_of,
    waiting_of,
)
from retm_desktop.store.catalogue import Kind, put_in
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database, new_id
from retm_desktop.store.documents import packed, squeezed
from retm_desktop.store.instants import from_text, from_text_or_none, to_text, utc_now
from retm_desktop.store.intake import Incoming, Source, answer, give_up_own, insert_own, move, record
from retm_desktop.store.ledger_lines import acted
from retm_desktop.store.order_columns import SHOWN_COLUMNS, shown_columns

__all__ = ["KIND_OF_INTENT", "Action", "ActionState", "Outbox", "Waiting", "actions_of_order", "irreversible"]

T = TypeVar("T")

LONGEST_HOLD = timedelta(minutes=10)
"""How long an action that is being edited is kept from being sent: an operator who walked away does not lose it."""
FARTHEST = timedelta(minutes=15)
"""No wait is longer: a time farther ahead was written before the clock was set back, and is due."""
# The first open action of its order, when it may be sent or looked up: what follows waits, also behind a failure.
_NEXT_OF_ORDER = (
    "connection_id = :at AND finished_at IS NULL AND state IN ('pending', 'unknown') AND NOT EXISTS (SELECT 1"
    " FROM outbox AS before WHERE before.order_key = outbox.order_key AND before.id < outbox.id"
    " AND before.finished_at IS NULL)"
)
# A clock that was set back must not hold for an hour what was put a second ago.
_IS_DUE = "(next_try_at <= :now OR next_try_at > :farthest OR (attempts = 0 AND created_at > :now))"
KIND_OF_INTENT: dict[type, Kind] = {
    CreateOrderType: Kind.ORDER_TYPE,
    CreatePaymentMethod: Kind.PAYMENT_METHOD,
    CreateCharge: Kind.CHARGE,
    CreateTax: Kind.TAX,
}
"""The list a created record appears in."""


class Outbox:
    """Reads and writes the actions; every change tells `Topic.OUTBOX`, and `Topic.ORDERS` since rows show it."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._changes = changes
        self._now = now

    async def put(
        self, connection_id: int, intent: Intent, order_key: int | None, now: datetime, grace: timedelta = timedelta()
    ) -> Action:
        """Keep an intent to be sent. For CreateOrder (`order_key` None) the order appears at once, its sums estimated.

        What cannot be taken back (`irreversible`) is not sent before `grace` has passed.

        Raises ValueError when an intent about an order, other than CreateOrder, names none.
        """
        wanted = cleaned(intent)

        def write(connection: sqlite3.Connection) -> Action:
            key = order_key
            if isinstance(wanted, CreateOrder):
                key = insert_own(connection, connection_id, _order_of(wanted, now), now)
            if key is None and isinstance(wanted, MoveOrder | CancelOrder):
                raise ValueError("this intent needs an order")
            target = target_of(wanted)
            first = to_text(now + grace if irreversible(wanted) else now)
            cursor = connection.execute(
                "INSERT INTO outbox (connection_id, order_key, kind, target_stage, intent, state, created_at,"
                " next_try_at) VALUES (?, ?, ?, ?, ?, 'pending', ?, ?)",
                (connection_id, key, kind_of(wanted), target, msgspec.json.encode(wanted), to_text(now), first),
            )
            if key is not None:
                acted(connection, key, now)
                record(connection, key, "action_put", Source.OPERATOR, now, stage=target, detail=kind_of(wanted))
            return action_at(connection, new_id(cursor))

        return await self._change(write)

    async def replace(
        self, action_id: int, intent: Intent, now: datetime, grace: timedelta = timedelta()
    ) -> Action | None:
        """Have an action ask for something else of the same kind; None when RETM has it by now or may have it.

        It stays the same row, so that nothing is ever there twice: it keeps its place among the actions of its order,
        and an order its key and its `partner_reference`, by which it would be found if RETM had it after all.

        Raises ValueError for an intent of another kind.
        """
        wanted = cleaned(intent)

        def write(connection: sqlite3.Connection) -> Action | None:
            action = action_at(connection, action_id)
            if type(wanted) is not type(action.intent):
                raise ValueError("an action stays what it is")
            if action.state not in (ActionState.PENDING, ActionState.FAILED):
                return None
            new = wanted
            if isinstance(new, CreateOrder) and isinstance(action.intent, CreateOrder):
                new = msgspec.structs.replace(new, partner_reference=action.intent.partner_reference)
                if not _rewrite_own(connection, _order_key(action), _order_of(new, action.created_at), now):
                    return None
            first = now + grace if grace and irreversible(new) else action.created_at
            connection.execute(
                "UPDATE outbox SET intent = ?, target_stage = ?, state = 'pending', attempts = 0, next_try_at = ?,"
                " error_code = '', error_detail = '', error_fields = '{}' WHERE id = ?",
                (msgspec.json.encode(new), target_of(new), to_text(first), action_id),
            )
            replaced = action_at(connection, action_id)
            _record(connection, replaced, "action_put", now, "")
            return replaced

        return await self._change(write)

    async def hold(self, action_id: int, now: datetime) -> bool:
        """Keep a pending action from being sent while it is edited, for `LONGEST_HOLD`; False when it is too late.

        `retry` lets it go again.
        """
        sql = "UPDATE outbox SET next_try_at = ? WHERE id = ? AND state = 'pending'"
        until = to_text(now + LONGEST_HOLD)
        return await self._change(lambda c: c.execute(sql, (until, action_id)).rowcount == 1)

    async def get(self, action_id: int) -> Action | None:
        """Return one action, or None."""
        row = await self._database.read(lambda c: c.execute(f"{SELECT} WHERE id = ?", (action_id,)).fetchone())
        return action_of(row) if row else None

    async def due(self, connection_id: int, now: datetime) -> list[Action]:
        """Return what is to be sent or looked up now: of each order its first open action, oldest first."""
        sql = f"{SELECT} WHERE {_NEXT_OF_ORDER} AND {_IS_DUE} ORDER BY id"
        values = {"at": connection_id, "now": to_text(now), "farthest": to_text(now + FARTHEST)}
        return await self._database.read(lambda c: [action_of(row) for row in c.execute(sql, values)])

    async def next_due(self, connection_id: int) -> datetime | None:
        """Return when `due` will next have something, or None while nothing waits for time alone."""
        sql = f"SELECT min(next_try_at) FROM outbox WHERE {_NEXT_OF_ORDER}"  # noqa: S608 - a constant of ours
        values = {"at": connection_id}
        return from_text_or_none(await self._database.read(lambda c: c.execute(sql, values).fetchone()[0]))

    async def sending(self, action_id: int) -> Action | None:
        """Note that the action goes out now, count the attempt, and return it: it may ask for something else by now.

        None when it was withdrawn or taken meanwhile.
        """

        def write(connection: sqlite3.Connection) -> Action | None:
            sql = (
                "UPDATE outbox SET state = 'sending', attempts = attempts + 1"
                " WHERE id = ? AND state IN ('pending', 'unknown')"
            )
            taken = connection.execute(sql, (action_id,)).rowcount == 1
            return action_at(connection, action_id) if taken else None

        return await self._change(write)

    async def done_record(self, action_id: int, made: Record, raw: bytes, now: datetime) -> None:
        """Note that RETM made a record; with its id it is put into its list at once, without it the next reading does.

        Tells the list's topic too.
        """

        def write(connection: sqlite3.Connection) -> Kind:
            action = action_at(connection, action_id)
            kind = KIND_OF_INTENT[type(action.intent)]
            if made.id:
                put_in(connection, action.connection_id, kind, made, raw)
            _finish(connection, action_id, ActionState.DONE, now)
            return kind

        kind = await self._change(write)
        self._changes.publish(kind.topic)

    async def done(self, action_id: int, order: Order | None, raw: bytes, now: datetime) -> int:
        """Note that RETM did it, with the order as RETM told it (None where it told nothing); return the order's key.

        A move or a cancellation that RETM accepted sets the order's stage; a created order gets RETM's id and number.
        """

        def write(connection: sqlite3.Connection) -> int:
            action = action_at(connection, action_id)
            intent = action.intent
            target = target_of(intent)
            key = _order_key(action)
            match intent:
                case MoveOrder(stage=stage, driver_name=name, driver_phone=phone) if (
                    order is None or order.stage is stage
                ):
                    move(connection, key, stage, now, driver_name=name, driver_phone=phone)
                case CancelOrder():
                    move(connection, key, Stage.CANCELLED, now)
            if order is not None:
                one = Incoming(order, raw, Source.OUTBOX, now, partial=not order.lines)
                answer(connection, action.connection_id, key, one)
            _finish(connection, action_id, ActionState.DONE, now)
            record(connection, key, "action_done", Source.OUTBOX, now, stage=target, detail=kind_of(intent))
            return key

        return await self._change(write)

    async def later(self, action_id: int, error: OperatorError, at: datetime) -> None:
        """Note that it could not be sent and surely did not happen; it is tried again at `at`."""
        await self._change(lambda c: _set_back(c, action_id, ActionState.PENDING, error, at))

    async def unknown(self, action_id: int, error: OperatorError, at: datetime) -> None:
        """Note that nobody knows whether it happened; it is looked up at `at`, before it is sent again."""

        def write(connection: sqlite3.Connection) -> None:
            before = action_at(connection, action_id)
            noted = _set_back(connection, action_id, ActionState.UNKNOWN, error, at)
            if noted and before.error_code != error.code:
                _record(connection, before, "action_unknown", self._now(), error.code)

        await self._change(write)

    async def failed(self, action_id: int, error: OperatorError, now: datetime) -> None:
        """Note that RETM refused it: it stays, with the reason, until the operator retries it or gives it up."""

        def write(connection: sqlite3.Connection) -> None:
            if _set_back(connection, action_id, ActionState.FAILED, error, now):
                _record(connection, action_at(connection, action_id), "action_failed", now, error.code)

        await self._change(write)

    async def retry(self, action_id: int) -> None:
        """Try again at once: a failed action is pending again, one of unknown outcome is looked up again.

        What waits so that it can be taken back, or while it is edited, is sent.
        """
        sql = (
            "UPDATE outbox SET state = iif(state = 'failed', 'pending', state), next_try_at = created_at"
            " WHERE id = ? AND state IN ('pending', 'failed', 'unknown')"
        )
        await self._change(lambda c: c.execute(sql, (action_id,)).rowcount)

    async def give_up(self, action_id: int) -> bool:
        """Let an action go; False while it is being sent or when it is finished.

        An order that was never made is closed, and whatever was to happen to it is given up with it.
        """

        def write(connection: sqlite3.Connection) -> bool:
            action = action_at(connection, action_id)
            if not action.state.is_open or action.state is ActionState.SENDING:
                return False
            _let_go(connection, action, "action_given_up", self._now())
            return True

        return await self._change(write)

    async def withdraw(self, action_id: int) -> bool:
        """Undo an action that was never sent; False once it has been attempted."""

        def write(connection: sqlite3.Connection) -> bool:
            action = action_at(connection, action_id)
            if action.state is not ActionState.PENDING or action.attempts:
                return False
            _let_go(connection, action, "action_withdrawn", self._now())
            return True

        return await self._change(write)

    async def recover(self) -> int:
        """At the start: what was being sent when the program ended has an unknown outcome. Return how many."""
        sql = "UPDATE outbox SET state = 'unknown', error_code = 'outcome_unknown', next_try_at = created_at"
        return await self._change(lambda c: c.execute(f"{sql} WHERE state = 'sending'").rowcount)

    async def open(self, connection_id: int) -> list[Action]:
        """Return everything that is not finished, failures included, oldest first."""
        sql = f"{SELECT} WHERE connection_id = ? AND finished_at IS NULL ORDER BY id"
        return await self._database.read(lambda c: [action_of(row) for row in c.execute(sql, (connection_id,))])

    async def waiting(self, connection_id: int) -> list[Waiting]:
        """Return what `open` does, with what each is about."""
        sql = f"{SELECT_WAITING} AND a.connection_id = ? ORDER BY a.id"
        return await self._database.read(lambda c: [waiting_of(row) for row in c.execute(sql, (connection_id,))])

    def open_everywhere_now(self) -> list[Action]:
        """Return what is not finished of every restaurant, on the calling thread: a window that closes cannot wait."""
        sql = f"{SELECT} WHERE finished_at IS NULL ORDER BY id"
        return self._database.read_now(lambda c: [action_of(row) for row in c.execute(sql)])

    async def last_done(self, connection_id: int) -> datetime | None:
        """Return when RETM did what was put last of all that is done, or None."""
        sql = "SELECT finished_at FROM outbox WHERE connection_id = ? AND state = 'done' ORDER BY id DESC LIMIT 1"
        row = await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchone())
        return from_text_or_none(row[0]) if row else None

    async def open_records(self, connection_id: int, kind: Kind) -> list[Action]:
        """Return the unfinished actions that make a record of `kind`, failures included, oldest first."""
        return [a for a in await self.open(connection_id) if KIND_OF_INTENT.get(type(a.intent)) is kind]

    async def open_count(self, connection_id: int) -> int:
        """Return how many actions are not finished."""
        sql = "SELECT count(*) FROM outbox WHERE connection_id = ? AND finished_at IS NULL"
        return int(await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchone()[0]))

    async def _change(self, write: Callable[[sqlite3.Connection], T]) -> T:
        answered = await self._database.write(write)
        self._changes.publish(Topic.OUTBOX, Topic.ORDERS)
        return answered


def _rewrite_own(connection: sqlite3.Connection, key: int, order: Order, at: datetime) -> bool:
    """Give an order that RETM has not heard of other contents; False when RETM has told its id meanwhile."""
    told, created = connection.execute("SELECT retm_id, created_at FROM orders WHERE key = ?", (key,)).fetchone()
    if told:
        return False
    order, document = packed(order)
    columns = ", ".join(f"{name} = ?" for name in SHOWN_COLUMNS)
    connection.execute(
        f"UPDATE orders SET {columns}, updated_at = ? WHERE key = ?",  # noqa: S608 - names of ours
        (*shown_columns(order, Stage.NEW, from_text(created)), to_text(at), key),
    )
    connection.execute("UPDATE order_documents SET document = ? WHERE order_key = ?", (squeezed(document), key))
    return True


def _let_go(connection: sqlite3.Connection, action: Action, kind: str, now: datetime) -> None:
    going = [action]
    if isinstance(action.intent, CreateOrder):
        going = [a for a in actions_of_order(connection, _order_key(action)) if a.state.is_open]
    for one in going:
        _finish(connection, one.id, ActionState.GIVEN_UP, now)
        _record(connection, one, kind, now, "")
    if isinstance(action.intent, CreateOrder):
        give_up_own(connection, _order_key(action), now)


def _record(connection: sqlite3.Connection, action: Action, kind: str, at: datetime, code: str) -> None:
    if action.order_key is None:
        return
    by_hand = kind in ("action_put", "action_given_up", "action_withdrawn")
    detail = " ".join(part for part in (kind_of(action.intent), code) if part)
    record(
        connection,
        action.order_key,
        kind,
        Source.OPERATOR if by_hand else Source.OUTBOX,
        at,
        stage=target_of(action.intent),
        applied=kind == "action_put",
        detail=detail,
    )


def _finish(connection: sqlite3.Connection, action_id: int, state: ActionState, now: datetime) -> None:
    sql = "UPDATE outbox SET state = ?, finished_at = ? WHERE id = ?"
    connection.execute(sql, (state, to_text(now), action_id))


def _set_back(
    connection: sqlite3.Connection, action_id: int, state: ActionState, error: OperatorError, at: datetime
) -> bool:
    """Keep why an action did not come to an end; False when it has an end already."""
    fields = msgspec.json.encode(getattr(error, "fields", {}))
    cursor = connection.execute(
        "UPDATE outbox SET state = ?, next_try_at = ?, error_code = ?, error_detail = ?, error_fields = ?"
        " WHERE id = ? AND finished_at IS NULL",
        (state, to_text(at), error.code, error.detail, fields, action_id),
    )
    return cursor.rowcount == 1


def _order_key(action: Action) -> int:
    if action.order_key is None:
        raise LookupError(f"action {action.id} is about no order")
    return action.order_key


def _order_of(intent: CreateOrder, now: datetime) -> Order:
    return Order(
        partner_reference=intent.partner_reference,
        branch_id=intent.branch_id,
        order_type_id=intent.order_type_id,
        created_at=now,
        stage=Stage.NEW,
        customer=intent.customer,
        lines=intent.lines,
        subtotal=intent.subtotal,
        tax=intent.tax,
        total=intent.total,
        taxes=intent.taxes,
        payments=intent.payments,
        charges=intent.charges,
        note=intent.note,
    )
