"""Invoices as views read them, and the one door through which they come in."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from retm_desktop.domain.orders import Invoice, NamedAmount, RefundState
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.instants import from_text, from_text_or_none, to_text
from retm_desktop.store.invoice_intake import IncomingInvoice, around, document_of, take_in
from retm_desktop.store.invoice_totals import InvoiceTotals, TotalOf, totals_of
from retm_desktop.store.search import words_condition

__all__ = [
    "IncomingInvoice",
    "InvoiceDetails",
    "InvoiceQuery",
    "InvoiceRow",
    "InvoiceTotals",
    "Invoices",
    "TotalOf",
]


class InvoiceRow(msgspec.Struct, frozen=True):
    """What a list shows of an invoice; `key` is ours and never changes. The figures are RETM's own, None where it told
    none; `refunded_at` is when a refund was first heard of.
    """

    key: int
    invoice_id: str
    order_number: str
    branch_id: str
    created_at: datetime
    status: int | None
    refund: RefundState
    refunded_at: datetime | None
    total: Decimal | None
    payments: tuple[NamedAmount, ...] = ()
    subtotal: Decimal | None = None
    tax: Decimal | None = None
    refunded_amount: Decimal | None = None


class InvoiceDetails(msgspec.Struct, frozen=True):
    """Everything about one invoice; `order_key` is the order it bills, None where the store has none."""

    row: InvoiceRow
    invoice: Invoice
    raw: bytes
    order_key: int | None


class InvoiceQuery(msgspec.Struct, frozen=True):
    """Which invoices, newest first; `since` (from) and `until` (before) compare the time RETM gives them."""

    connection_id: int
    since: datetime | None = None
    until: datetime | None = None
    branch_id: str = ""
    status: int | None = None
    refunded: bool = False
    """Only those of which anything was given back."""
    payment_id: str = ""
    text: str = ""


_COLUMNS = (
    "i.key, i.invoice_id, i.order_number, i.branch_id, i.created_at, i.status, i.refund, i.refunded_at, i.total,"
    " i.subtotal, i.tax, i.refunded_amount"
)


class Invoices:
    """Reads invoices page by page and takes in what RETM tells of them; changes tell `Topic.INVOICES`."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    async def apply(self, connection_id: int, incoming: Sequence[IncomingInvoice]) -> int:
        """Store what was told, all of it or nothing; return how many invoices are new or different.

        An invoice is known by its id, else by order number and branch within 24 hours. What a short document leaves
        out stays as it was; a refund once told stays told.
        """
        batch = tuple(incoming)
        if not batch:
            return 0
        changed = await self._database.write(lambda c: sum(take_in(c, connection_id, one) for one in batch))
        if changed:
            self._changes.publish(Topic.INVOICES)
        return changed

    async def page(self, query: InvoiceQuery, offset: int, limit: int) -> list[InvoiceRow]:
        """Return one page, newest first."""
        return await self._database.read(lambda c: _page(c, query, offset, limit))

    async def count(self, query: InvoiceQuery) -> int:
        """Return how many there are."""

        def read(connection: sqlite3.Connection) -> int:
            condition, values = _conditions(query)
            sql = f"SELECT count(*) FROM invoices AS i INDEXED BY invoices_by_created WHERE {condition}"  # noqa: S608
            return int(connection.execute(sql, values).fetchone()[0])

        return await self._database.read(read)

    async def totals(self, query: InvoiceQuery) -> InvoiceTotals:
        """Return the sums over all invoices of the query."""
        condition, values = _conditions(query)
        return await self._database.read(lambda c: totals_of(c, condition, values))

    async def details(self, key: int) -> InvoiceDetails | None:
        """Return everything about one invoice, or None."""
        return await self._database.read(lambda c: _details(c, key))

    async def of_order(self, order_key: int) -> list[InvoiceRow]:
        """Return the invoices of an order, newest first: those whose `details` lead to it."""

        def read(connection: sqlite3.Connection) -> list[InvoiceRow]:
            order = connection.execute(
                "SELECT connection_id, number, branch_id, created_at FROM orders WHERE key = ?", (order_key,)
            ).fetchone()
            if order is None or not order[1]:
                return []
            connection_id, number, branch_id, created_at = order
            sql = (
                f"SELECT {_COLUMNS} FROM invoices AS i WHERE i.connection_id = ? AND i.order_number = ?"  # noqa: S608
                " AND i.branch_id = ? AND i.created_at BETWEEN ? AND ? ORDER BY i.created_at DESC, i.key DESC"
            )
            near = around(from_text(created_at))
            rows = _rows(connection, connection.execute(sql, (connection_id, number, branch_id, *near)).fetchall())
            return [row for row in rows if _order_of(connection, connection_id, row) == order_key]

        return await self._database.read(read)


def _conditions(query: InvoiceQuery) -> tuple[str, list[Any]]:
    conditions, values = ["i.connection_id = ?"], [query.connection_id]
    given: list[tuple[str, Any]] = [
        ("i.created_at >= ?", to_text(query.since) if query.since else None),
        ("i.created_at < ?", to_text(query.until) if query.until else None),
        ("i.branch_id = ?", query.branch_id or None),
        ("i.status = ?", query.status),
        (
            "EXISTS (SELECT 1 FROM invoice_amounts AS a WHERE a.invoice_key = i.key AND a.role = 'payment'"
            " AND a.entry_id = ?)",
            query.payment_id or None,
        ),
    ]
    for condition, value in given:
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if query.refunded:
        conditions.append("i.refund <> 'none'")
    condition, words = words_condition("i.search", query.text)
    if condition:
        conditions.append(condition)
        values += words  # type: ignore[arg-type]
    return " AND ".join(conditions), values


def _page(connection: sqlite3.Connection, query: InvoiceQuery, offset: int, limit: int) -> list[InvoiceRow]:
    condition, values = _conditions(query)
    sql = (
        f"SELECT {_COLUMNS} FROM invoices AS i INDEXED BY invoices_by_created WHERE {condition}"  # noqa: S608
        " ORDER BY i.created_at DESC, i.key DESC LIMIT ? OFFSET ?"
    )
    return _rows(connection, connection.execute(sql, (*values, limit, offset)).fetchall())


def _rows(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> list[InvoiceRow]:
    keys = msgspec.json.encode([row[0] for row in rows]).decode()
    payments: dict[int, list[NamedAmount]] = {}
    for key, entry_id, en, ar, amount in connection.execute(
        "SELECT a.invoice_key, a.entry_id, a.name_en, a.name_ar, a.amount FROM json_each(?) AS wanted"
        " CROSS JOIN invoice_amounts AS a ON a.invoice_key = wanted.value AND a.role = 'payment' ORDER BY a.rowid",
        (keys,),
    ):
        payments.setdefault(key, []).append(NamedAmount(entry_id, BilingualText(en, ar), Decimal(amount)))
    return [
        InvoiceRow(
            key=row[0],
            invoice_id=row[1],
            order_number=row[2],
            branch_id=row[3],
            created_at=from_text(row[4]),
            status=row[5],
            refund=RefundState(row[6]),
            refunded_at=from_text_or_none(row[7]),
            total=_amount(row[8]),
            payments=tuple(payments.get(row[0], ())),
            subtotal=_amount(row[9]),
            tax=_amount(row[10]),
            refunded_amount=_amount(row[11]),
        )
        for row in rows
    ]


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _details(connection: sqlite3.Connection, key: int) -> InvoiceDetails | None:
    sql = f"SELECT {_COLUMNS}, i.connection_id FROM invoices AS i WHERE i.key = ?"  # noqa: S608 - names of ours
    found = connection.execute(sql, (key,)).fetchone()
    if found is None:
        return None
    row = _rows(connection, [found])[0]
    return InvoiceDetails(row, *document_of(connection, key), _order_of(connection, found[-1], row))


def _order_of(connection: sqlite3.Connection, connection_id: int, row: InvoiceRow) -> int | None:
    """Return the key of the order an invoice bills: the nearest in time of those with its number and branch."""
    if not row.order_number:
        return None
    order = connection.execute(
        "SELECT key FROM orders WHERE connection_id = ? AND number = ? AND branch_id = ? AND created_at BETWEEN ? AND ?"
        " ORDER BY abs(julianday(created_at) - julianday(?)) LIMIT 1",
        (connection_id, row.order_number, row.branch_id, *around(row.created_at), to_text(row.created_at)),
    ).fetchone()
    return int(order[0]) if order else None
