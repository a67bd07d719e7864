"""What must be sent to RETM: every write as a row before it is a request, in sequence for each order.

A record of the restaurant (order type, payment method, charge, tax) has no order and waits for nothing else.
"""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

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
from retm_desktop.domain.text import plain
from retm_desktop.store.catalogue import Kind, put_in
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database, new_id
from retm_desktop.store.instants import from_text, from_text_or_none, to_text, utc_now
from retm_desktop.store.intake import Incoming, Source, answer, give_up_own, insert_own, move, record
from retm_desktop.store.ledger_lines import acted

T = TypeVar("T")


class ActionState(StrEnum):
    """Where an action is. UNKNOWN was sent without an answer: it has to be looked up before it is sent again."""

    PENDING = "pending"
    SENDING = "sending"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DONE = "done"
    GIVEN_UP = "given_up"

    @property
    def is_open(self) -> bool:
        """True while something still has to come of the action."""
        return self not in (ActionState.DONE, ActionState.GIVEN_UP)


class Action(msgspec.Struct, frozen=True):
    """One write to RETM; `attempts` counts how often it was sent, `error_fields` says what was refused, by field.

    `order_key` is None for a record of the restaurant.
    """

    id: int
    connection_id: int
    order_key: int | None
    intent: Intent
    state: ActionState
    attempts: int
    created_at: datetime
    next_try_at: datetime
    error_code: str = ""
    error_detail: str = ""
    error_fields: dict[str, tuple[str, ...]] = {}
    finished_at: datetime | None = None


_COLUMNS = (
    "id, connection_id, order_key, intent, state, attempts, created_at, next_try_at, error_code, error_detail,"
    " error_fields, finished_at"
)
_SELECT = f"SELECT {_COLUMNS} FROM outbox"  # noqa: S608 - names of ours
# The first open action of its order, when it may be sent or looked up: what follows waits, also behind a failure.
_NEXT_OF_ORDER = (
    "connection_id = ? AND finished_at IS NULL AND state IN ('pending', 'unknown') AND NOT EXISTS (SELECT 1"
    " FROM outbox AS before WHERE before.order_key = outbox.order_key AND before.id < outbox.id"
    " AND before.finished_at IS NULL)"
)
_INTENTS = msgspec.json.Decoder(Intent)
KIND_OF_INTENT: dict[type, Kind] = {
    CreateOrderType: Kind.ORDER_TYPE,
    CreatePaymentMethod: Kind.PAYMENT_METHOD,
    CreateCharge: Kind.CHARGE,
    CreateTax: Kind.TAX,
}
"""The list a created record appears in."""
_FIELDS = msgspec.json.Decoder(dict[str, tuple[str, ...]])


def actions_of_order(connection: sqlite3.Connection, order_key: int) -> tuple[Action, ...]:
    """Return every action of an order, finished ones included, oldest first."""
    return tuple(_action(row) for row in connection.execute(f"{_SELECT} WHERE order_key = ? ORDER BY id", (order_key,)))


class Outbox:
    """Reads and writes the actions; every change tells `Topic.OUTBOX`, and `Topic.ORDERS` since rows show it."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._changes = changes
        self._now = now

    async def put(self, connection_id: int, intent: Intent, order_key: int | None, now: datetime) -> Action:
        """Keep an intent to be sent. For CreateOrder (`order_key` None) the order appears at once, its sums estimated.

        Raises ValueError when an intent about an order, other than CreateOrder, names none.
        """
        cleaned = _INTENTS.decode(plain(msgspec.json.encode(intent).decode()))

        def write(connection: sqlite3.Connection) -> Action:
            key = order_key
            if isinstance(cleaned, CreateOrder):
                key = insert_own(connection, connection_id, _order_of(cleaned, now), now)
            if key is None and isinstance(cleaned, MoveOrder | CancelOrder):
                raise ValueError("this intent needs an order")
            target = _target(cleaned)
            at = to_text(now)
            cursor = connection.execute(
                "INSERT INTO outbox (connection_id, order_key, kind, target_stage, intent, state, created_at,"
                " next_try_at) VALUES (?, ?, ?, ?, ?, 'pending', ?, ?)",
                (connection_id, key, _kind(cleaned), target, msgspec.json.encode(cleaned), at, at),
            )
            if key is not None:
                acted(connection, key, now)
                record(connection, key, "action_put", Source.OPERATOR, now, stage=target, detail=_kind(cleaned))
            return _one(connection, new_id(cursor))

        return await self._change(write)

    async def get(self, action_id: int) -> Action | None:
        """Return one action, or None."""
        row = await self._database.read(lambda c: c.execute(f"{_SELECT} WHERE id = ?", (action_id,)).fetchone())
        return _action(row) if row else None

    async def due(self, connection_id: int, now: datetime) -> list[Action]:
        """Return what is to be sent or looked up now: of each order its first open action, oldest first."""
        sql = f"{_SELECT} WHERE {_NEXT_OF_ORDER} AND next_try_at <= ? ORDER BY id"
        values = (connection_id, to_text(now))
        return await self._database.read(lambda c: [_action(row) for row in c.execute(sql, values)])

    async def next_due(self, connection_id: int) -> datetime | None:
        """Return when `due` will next have something, or None while nothing waits for time alone."""
        sql = f"SELECT min(next_try_at) FROM outbox WHERE {_NEXT_OF_ORDER}"  # noqa: S608 - a constant of ours
        return from_text_or_none(await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchone()[0]))

    async def sending(self, action_id: int) -> bool:
        """Note that the action goes out now and count the attempt; False when it was withdrawn or taken meanwhile."""

        def write(connection: sqlite3.Connection) -> bool:
            sql = (
                "UPDATE outbox SET state = 'sending', attempts = attempts + 1"
                " WHERE id = ? AND state IN ('pending', 'unknown')"
            )
            return connection.execute(sql, (action_id,)).rowcount == 1

        return await self._change(write)

    async def done_record(self, action_id: int, made: Record, raw: bytes, now: datetime) -> None:
        """Note that RETM made a record; with its id it is put into its list at once, without it the next reading does.

        Tells the list's topic too.
        """

        def write(connection: sqlite3.Connection) -> Kind:
            action = _one(connection, action_id)
            kind = KIND_OF_INTENT[type(action.intent)]
            if made.id:
                put_in(connection, action.connection_id, kind, made, raw)
            self._finish(connection, action_id, ActionState.DONE, now)
            return kind

        kind = await self._change(write)
        self._changes.publish(kind.topic)

    async def done(self, action_id: int, order: Order | None, raw: bytes, now: datetime) -> int:
        """Note that RETM did it, with the order as RETM told it (None where it told nothing); return the order's key.

        A move or a cancellation that RETM accepted sets the order's stage; a created order gets RETM's id and number.
        """

        def write(connection: sqlite3.Connection) -> int:
            action = _one(connection, action_id)
            intent = action.intent
            target = _target(intent)
            key = _order_key(action)
            match intent:
                case MoveOrder(stage=stage, driver_name=name, driver_phone=phone):
                    move(connection, key, stage, now, driver_name=name, driver_phone=phone)
                case CancelOrder():
                    move(connection, key, Stage.CANCELLED, now)
            if order is not None:
                one = Incoming(order, raw, Source.OUTBOX, now, partial=not order.lines)
                answer(connection, action.connection_id, key, one)
            self._finish(connection, action_id, ActionState.DONE, now)
            record(connection, key, "action_done", Source.OUTBOX, now, stage=target, detail=_kind(intent))
            return key

        return await self._change(write)

    async def later(self, action_id: int, error: OperatorError, at: datetime) -> None:
        """Note that it could not be sent and surely did not happen; it is tried again at `at`."""
        await self._change(lambda c: _set_back(c, action_id, ActionState.PENDING, error, at))

    async def unknown(self, action_id: int, error: OperatorError, at: datetime) -> None:
        """Note that nobody knows whether it happened; it is looked up at `at`, before it is sent again."""

        def write(connection: sqlite3.Connection) -> None:
            before = _one(connection, action_id)
            noted = _set_back(connection, action_id, ActionState.UNKNOWN, error, at)
            if noted and before.error_code != error.code:
                self._record(connection, before, "action_unknown", self._now(), error.code)

        await self._change(write)

    async def failed(self, action_id: int, error: OperatorError, now: datetime) -> None:
        """Note that RETM refused it: it stays, with the reason, until the operator retries it or gives it up."""

        def write(connection: sqlite3.Connection) -> None:
            if _set_back(connection, action_id, ActionState.FAILED, error, now):
                self._record(connection, _one(connection, action_id), "action_failed", now, error.code)

        await self._change(write)

    async def retry(self, action_id: int) -> None:
        """Try again at once: a failed action is pending again, one of unknown outcome is looked up again."""
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
            action = _one(connection, action_id)
            if not action.state.is_open or action.state is ActionState.SENDING:
                return False
            self._let_go(connection, action, "action_given_up")
            return True

        return await self._change(write)

    async def withdraw(self, action_id: int) -> bool:
        """Undo an action that was never sent; False once it has been attempted."""

        def write(connection: sqlite3.Connection) -> bool:
            action = _one(connection, action_id)
            if action.state is not ActionState.PENDING or action.attempts:
                return False
            self._let_go(connection, action, "action_withdrawn")
            return True

        return await self._change(write)

    async def recover(self) -> int:
        """At the start: what was being sent when the program ended has an unknown outcome. Return how many."""
        sql = "UPDATE outbox SET state = 'unknown', error_code = 'outcome_unknown', next_try_at = created_at"
        return await self._change(lambda c: c.execute(f"{sql} WHERE state = 'sending'").rowcount)

    async def open(self, connection_id: int) -> list[Action]:
        """Return everything that is not finished, failures included, oldest first."""
        sql = f"{_SELECT} WHERE connection_id = ? AND finished_at IS NULL ORDER BY id"
        return await self._database.read(lambda c: [_action(row) for row in c.execute(sql, (connection_id,))])

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

    def _let_go(self, connection: sqlite3.Connection, action: Action, kind: str) -> None:
        now = self._now()
        going = [action]
        if isinstance(action.intent, CreateOrder):
            going = [a for a in actions_of_order(connection, _order_key(action)) if a.state.is_open]
        for one in going:
            self._finish(connection, one.id, ActionState.GIVEN_UP, now)
            self._record(connection, one, kind, now, "")
        if isinstance(action.intent, CreateOrder):
            give_up_own(connection, _order_key(action), now)

    def _finish(self, connection: sqlite3.Connection, action_id: int, state: ActionState, now: datetime) -> None:
        sql = "UPDATE outbox SET state = ?, finished_at = ? WHERE id = ?"
        connection.execute(sql, (state, to_text(now), action_id))

    def _record(self, connection: sqlite3.Connection, action: Action, kind: str, at: datetime, code: str) -> None:
        if action.order_key is None:
            return
        source = Source.OPERATOR if kind in ("action_given_up", "action_withdrawn") else Source.OUTBOX
        detail = " ".join(part for part in (_kind(action.intent), code) if part)
        record(
            connection, action.order_key, kind, source, at, stage=_target(action.intent), applied=False, detail=detail
        )


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


def _one(connection: sqlite3.Connection, action_id: int) -> Action:
    row = connection.execute(f"{_SELECT} WHERE id = ?", (action_id,)).fetchone()
    if row is None:
        raise LookupError(f"no action {action_id}")
    return _action(row)


def _action(row: tuple[Any, ...]) -> Action:
    number, connection_id, order_key, intent, state, attempts, created, next_try, code, detail, fields, finished = row
    return Action(
        number,
        connection_id,
        order_key,
        _INTENTS.decode(intent),
        ActionState(state),
        attempts,
        from_text(created),
        from_text(next_try),
        code,
        detail,
        _FIELDS.decode(fields),
        from_text_or_none(finished),
    )


def _order_key(action: Action) -> int:
    if action.order_key is None:
        raise LookupError(f"action {action.id} is about no order")
    return action.order_key


def _kind(intent: Intent) -> str:
    return str(type(intent).__struct_config__.tag)


def _target(intent: Intent) -> Stage | None:
    match intent:
        case MoveOrder(stage=stage):
            return stage
        case CancelOrder():
            return Stage.CANCELLED
        case _:
            return None


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
