"""An action of the outbox as it is read: what was asked, how it stands, and what it is about."""

import sqlite3
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from retm_desktop.domain.intents import CancelOrder, Intent, MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.store.instants import from_text, from_text_or_none


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

    @property
    def held_until(self) -> datetime | None:
        """When it is sent for the first time, where it waits so that it can be taken back; None once it was sent."""
        waits = self.state is ActionState.PENDING and not self.attempts and self.next_try_at > self.created_at
        return self.next_try_at if waits else None


class Waiting(msgspec.Struct, frozen=True):
    """An unfinished action and what it is about; the order's facts are empty for a record of the restaurant."""

    action: Action
    number: str = ""
    branch_id: str = ""
    order_type_id: str = ""
    customer_name: BilingualText = BilingualText()
    customer_phone: str = ""


_COLUMNS = (
    "id, connection_id, order_key, intent, state, attempts, created_at, next_try_at, error_code, error_detail,"
    " error_fields, finished_at"
)
SELECT = f"SELECT {_COLUMNS} FROM outbox"  # noqa: S608 - names of ours
SELECT_WAITING = (
    f"SELECT {', '.join(f'a.{name.strip()}' for name in _COLUMNS.split(','))}, o.number, o.branch_id,"  # noqa: S608
    " o.order_type_id, o.customer_name_en, o.customer_name_ar, o.customer_phone"
    " FROM outbox AS a LEFT JOIN orders AS o ON o.key = a.order_key WHERE a.finished_at IS NULL"
)
_INTENTS = msgspec.json.Decoder(Intent)
_FIELDS = msgspec.json.Decoder(dict[str, tuple[str, ...]])


def irreversible(intent: Intent) -> bool:
    """Tell whether RETM has no call that takes it back: a new order or record, a cancellation, "delivered"."""
    return not isinstance(intent, MoveOrder) or intent.stage is Stage.DELIVERED


def actions_of_order(connection: sqlite3.Connection, order_key: int) -> tuple[Action, ...]:
    """Return every action of an order, finished ones included, oldest first."""
    return tuple(
        action_of(row) for row in connection.execute(f"{SELECT} WHERE order_key = ? ORDER BY id", (order_key,))
    )


def cleaned(intent: Intent) -> Intent:
    """Return an intent without the screen's direction marks."""
    free: Intent = _INTENTS.decode(plain(msgspec.json.encode(intent).decode()))
    return free


def action_at(connection: sqlite3.Connection, action_id: int) -> Action:
    """Return the action of this id; raises LookupError where there is none."""
    row = connection.execute(f"{SELECT} WHERE id = ?", (action_id,)).fetchone()
    if row is None:
        raise LookupError(f"no action {action_id}")
    return action_of(row)


def action_of(row: tuple[Any, ...]) -> Action:
    """Return the action of a row that `SELECT` read."""
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


def waiting_of(row: tuple[Any, ...]) -> Waiting:
    """Return what a row says that `SELECT_WAITING` read."""
    *action, number, branch_id, order_type_id, name_en, name_ar, phone = row
    name = BilingualText(name_en or "", name_ar or "")
    return Waiting(action_of(tuple(action)), number or "", branch_id or "", order_type_id or "", name, phone or "")


def kind_of(intent: Intent) -> str:
    """Return an intent's name in the store, for example `move_order`."""
    return str(type(intent).__struct_config__.tag)


def target_of(intent: Intent) -> Stage | None:
    """Return the stage an intent leads an order to, None where it leads to none."""
    match intent:
        case MoveOrder(stage=stage):
            return stage
        case CancelOrder():
            return Stage.CANCELLED
        case _:
            return None
