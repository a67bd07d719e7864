"""What was charged here for orders: a row before the first request, and every step on disk before the next one."""

import sqlite3
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from retm_desktop.domain.errors import AlreadyPaid, PaymentOpen
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database, new_id
from retm_desktop.store.instants import from_text, from_text_or_none, to_text
from retm_desktop.store.intake import Source, record


class PaymentWay(StrEnum):
    """How the customer pays."""

    QR = "qr"
    """Scans a code on our screen."""
    PAGE = "page"
    """Uses the service's own page, here or by a link."""
    SCAN = "scan"
    """Shows a code that our scanner reads."""


class PaymentState(StrEnum):
    """How far a payment is; while `is_open` nothing else may be charged for its order."""

    STARTING = "starting"
    """On disk, the first request under way: whether it arrived is not known before its answer."""
    WAITING = "waiting"
    """A code or a page waits for the customer until `ends_at`."""
    ASKING = "asking"
    """The service was asked to charge and has not said how it ended."""
    REVERSING = "reversing"
    UNCLEAR = "unclear"
    """Neither asking nor reversing brought an answer: somebody has to ask again."""
    REFUNDING = "refunding"
    """The refund was sent once; whether it happened is looked up, never sent again by itself."""
    PAID = "paid"
    REFUNDED = "refunded"
    FAILED = "failed"
    """Declined, or refused before anything was charged; `refusal` or `error_code` say why."""
    EXPIRED = "expired"
    """The customer did not pay in time."""
    REVERSED = "reversed"
    """Taken back whole; nothing is charged."""

    @property
    def is_open(self) -> bool:
        """True while it is not certain what was charged."""
        return self in _OPEN


_OPEN = (
    PaymentState.STARTING,
    PaymentState.WAITING,
    PaymentState.ASKING,
    PaymentState.REVERSING,
    PaymentState.UNCLEAR,
    PaymentState.REFUNDING,
)
_OPEN_WORDS = ", ".join(f"'{state.value}'" for state in _OPEN)


class PaymentRow(msgspec.Struct, frozen=True, kw_only=True):
    """One payment. `reference` is our unique id of it at the service; `amount` is sen.

    `address` is the checkout's page, `qr_data` what the shown code says. `let_go` says that the operator looked away
    from a waiting code that may still be paid. `refusal` is the service's own code of a business refusal.
    """

    id: int
    connection_id: int
    order_key: int | None
    reference: str
    way: PaymentWay
    title: str
    amount: int
    store_id: str
    state: PaymentState
    checkout_id: str = ""
    address: str = ""
    qr_data: str = ""
    transaction_id: str = ""
    method: str = ""
    let_go: bool = False
    error_code: str = ""
    refusal: str = ""
    created_at: datetime
    updated_at: datetime
    ends_at: datetime | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What changes with a step; None leaves a value as it was. `detail` goes into the order's timeline."""

    state: PaymentState
    checkout_id: str | None = None
    address: str | None = None
    qr_data: str | None = None
    transaction_id: str | None = None
    method: str | None = None
    let_go: bool | None = None
    error_code: str = ""
    refusal: str = ""
    ends_at: datetime | None = None


_COLUMNS = (
    "id, connection_id, order_key, reference, way, title, amount, store_id, state, checkout_id, address, qr_data,"
    " transaction_id, method, let_go, error_code, refusal, created_at, updated_at, ends_at"
)
_SELECT = f"SELECT {_COLUMNS} FROM payments"  # noqa: S608 - names of ours
_KEPT = ("checkout_id", "address", "qr_data", "transaction_id", "method", "let_go")


class Payments:
    """Reads and writes payments; every change tells `Topic.PAYMENTS`, and with an order `Topic.ORDERS`."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    async def begin(
        self,
        connection_id: int,
        order_key: int | None,
        *,
        reference: str,
        way: PaymentWay,
        title: str,
        amount: int,
        store_id: str,
        at: datetime,
    ) -> PaymentRow:
        """Write a payment down, STARTING, before anything is asked of the service.

        Raises PaymentOpen or AlreadyPaid where the order has a payment that is open or paid; judged and written in one
        transaction, so that two clicks make one payment.
        """

        def write(connection: sqlite3.Connection) -> PaymentRow:
            if order_key is not None:
                states = {
                    state
                    for (state,) in connection.execute("SELECT state FROM payments WHERE order_key = ?", (order_key,))
                }
                if PaymentState.PAID in states:
                    raise AlreadyPaid(f"order {order_key}")
                if states & set(_OPEN):
                    raise PaymentOpen(f"order {order_key}")
            now = to_text(at)
            cursor = connection.execute(
                "INSERT INTO payments (connection_id, order_key, reference, way, title, amount, store_id, state,"
                " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'starting', ?, ?)",
                (connection_id, order_key, reference, way, title, amount, store_id, now, now),
            )
            row = _one(connection, new_id(cursor))
            _note(connection, row, at)
            return row

        row = await self._database.write(write)
        self._tell(row)
        return row

    async def begin_refund(self, payment_id: int, at: datetime) -> PaymentRow | None:
        """Turn a paid payment into REFUNDING; None where it is not paid (any more). Two clicks get one row."""

        def write(connection: sqlite3.Connection) -> PaymentRow | None:
            changed = connection.execute(
                "UPDATE payments SET state = 'refunding', error_code = '', refusal = '', updated_at = ?"
                " WHERE id = ? AND state = 'paid' AND transaction_id <> ''",
                (to_text(at), payment_id),
            ).rowcount
            if not changed:
                return None
            row = _one(connection, payment_id)
            _note(connection, row, at)
            return row

        row = await self._database.write(write)
        if row is not None:
            self._tell(row)
        return row

    async def step(self, payment_id: int, step: Step, at: datetime) -> PaymentRow:
        """Move a payment on. A payment that has ended well or been taken back never becomes open again, except that
        one that is PAID may be refunded.
        """

        def write(connection: sqlite3.Connection) -> PaymentRow:
            before = _one(connection, payment_id)
            if not _may_follow(before.state, step.state):
                return before
            values: dict[str, Any] = {
                "state": step.state,
                "error_code": step.error_code,
                "refusal": step.refusal,
                "updated_at": to_text(at),
            }
            values |= {name: value for name in _KEPT if (value := getattr(step, name)) is not None}
            if step.ends_at is not None:
                values["ends_at"] = to_text(step.ends_at)
            names = ", ".join(f"{name} = ?" for name in values)
            connection.execute(f"UPDATE payments SET {names} WHERE id = ?", (*values.values(), payment_id))  # noqa: S608
            row = _one(connection, payment_id)
            if row.state is not before.state:
                _note(connection, row, at)
            return row

        row = await self._database.write(write)
        self._tell(row)
        return row

    async def get(self, payment_id: int) -> PaymentRow | None:
        """Return one payment, or None."""
        sql = f"{_SELECT} WHERE id = ?"
        row = await self._database.read(lambda c: c.execute(sql, (payment_id,)).fetchone())
        return _row(row) if row else None

    async def of_order(self, order_key: int) -> list[PaymentRow]:
        """Return the payments of an order, newest first."""
        return await self._many("order_key = ? ORDER BY id DESC", order_key)

    async def of_reference(self, reference: str) -> PaymentRow | None:
        """Return the payment with our reference, or None."""
        found = await self._many("reference = ?", reference)
        return found[0] if found else None

    async def open(self, connection_id: int) -> list[PaymentRow]:
        """Return every payment of an account of which it is not certain what was charged, oldest first."""
        return await self._many(f"connection_id = ? AND state IN ({_OPEN_WORDS}) ORDER BY id", connection_id)

    async def paid_after_all(self, connection_id: int) -> list[str]:
        """Return our references of payments that were given up and that the account's transactions call paid."""
        sql = (
            "SELECT p.reference FROM payments AS p JOIN transactions AS t ON t.connection_id = p.connection_id"
            " AND t.order_reference = p.reference WHERE p.connection_id = ? AND p.state IN ('expired', 'failed')"
            " AND t.status = 'SUCCESS' ORDER BY p.id"
        )
        return await self._database.read(lambda c: [str(row[0]) for row in c.execute(sql, (connection_id,))])

    async def _many(self, condition: str, *values: int | str) -> list[PaymentRow]:
        sql = f"{_SELECT} WHERE {condition}"
        return await self._database.read(lambda c: [_row(row) for row in c.execute(sql, values)])

    def _tell(self, row: PaymentRow) -> None:
        topics = [Topic.PAYMENTS] if row.order_key is None else [Topic.PAYMENTS, Topic.ORDERS]
        self._changes.publish(*topics)


def _may_follow(before: PaymentState, after: PaymentState) -> bool:
    if before.is_open:
        return True
    match before:
        case PaymentState.PAID:
            return after in (PaymentState.PAID, PaymentState.REFUNDING, PaymentState.REFUNDED, PaymentState.REVERSED)
        case PaymentState.EXPIRED | PaymentState.FAILED:
            # What was thought to be over may turn out to have been paid all the same: that has to be seen.
            return after in (before, PaymentState.PAID, PaymentState.REVERSED, PaymentState.REFUNDED)
        case _:
            return after is before


def _note(connection: sqlite3.Connection, row: PaymentRow, at: datetime) -> None:
    """Tell the order's timeline: "<way> <sen> <reference> [refusal or error]"."""
    if row.order_key is None or row.state is PaymentState.WAITING:
        return
    why = row.refusal or row.error_code
    detail = " ".join(part for part in (row.way, str(row.amount), row.reference, why) if part)
    record(connection, row.order_key, f"payment_{row.state}", Source.PAYMENT, at, detail=detail)


def _one(connection: sqlite3.Connection, payment_id: int) -> PaymentRow:
    row = connection.execute(f"{_SELECT} WHERE id = ?", (payment_id,)).fetchone()
    if row is None:
        raise LookupError(f"no payment {payment_id}")
    return _row(row)


def _row(row: tuple[Any, ...]) -> PaymentRow:
    number, connection_id, order_key, reference, way, title, amount, store_id, state, *rest = row
    checkout_id, address, qr_data, transaction_id, method, let_go, error_code, refusal, created, updated, ends = rest
    return PaymentRow(
        id=number,
        connection_id=connection_id,
        order_key=order_key,
        reference=reference,
        way=PaymentWay(way),
        title=title,
        amount=amount,
        store_id=store_id,
        state=PaymentState(state),
        checkout_id=checkout_id,
        address=address,
        qr_data=qr_data,
        transaction_id=transaction_id,
        method=method,
        let_go=bool(let_go),
        error_code=error_code,
        refusal=refusal,
        created_at=from_text(created),
        updated_at=from_text(updated),
        ends_at=from_text_or_none(ends),
    )
