"""Invoices as views read them, their totals, and the one door through which they come in."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

import msgspec

from retm_desktop.domain.money import ZERO
from retm_desktop.domain.orders import Invoice, NamedAmount, Order, RefundState
from retm_desktop.domain.stages import INVOICE_VOID
from retm_desktop.domain.text import BilingualText, searchable
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database, new_id
from retm_desktop.store.documents import packed, squeezed, unpacked, unsqueezed
from retm_desktop.store.instants import from_text, from_text_or_none, to_text
from retm_desktop.store.intake import NUMBER_REPEATS_AFTER
from retm_desktop.store.search import words_condition


class IncomingInvoice(msgspec.Struct, frozen=True):
    """An invoice as the list or a webhook told of it at `at`, with RETM's own document."""

    invoice: Invoice
    raw: bytes
    at: datetime


class InvoiceRow(msgspec.Struct, frozen=True):
    """What a list shows of an invoice; `key` is ours and never changes. `payments` and `taxes` are RETM's own."""

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


class TotalOf(msgspec.Struct, frozen=True):
    """The sum over one payment method or tax; `refunded` is what of it belongs to invoices refunded whole."""

    id: str
    name: BilingualText
    count: int
    amount: Decimal
    refunded: Decimal


class InvoiceTotals(msgspec.Struct, frozen=True):
    """Sums of RETM's own figures over the invoices of a query. Void invoices are counted apart and summed nowhere.

    `refunded` adds the whole total of invoices refunded whole and the told amount of those refunded in part;
    `untold_refunds` counts refunds of which RETM does not say how much, which are in no sum.
    """

    count: int = 0
    total: Decimal = ZERO
    subtotal: Decimal = ZERO
    tax: Decimal = ZERO
    refunded_count: int = 0
    refunded: Decimal = ZERO
    untold_refunds: int = 0
    void_count: int = 0
    payments: tuple[TotalOf, ...] = ()
    taxes: tuple[TotalOf, ...] = ()


_COLUMNS = "i.key, i.invoice_id, i.order_number, i.branch_id, i.created_at, i.status, i.refund, i.refunded_at, i.total"
_MOST_STATUS = 2**31


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
        changed = await self._database.write(lambda c: sum(_take(c, connection_id, one) for one in batch))
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
        return await self._database.read(lambda c: _totals(c, query))

    async def details(self, key: int) -> InvoiceDetails | None:
        """Return everything about one invoice, or None."""
        return await self._database.read(lambda c: _details(c, key))

    async def of_order(self, order_key: int) -> list[InvoiceRow]:
        """Return the invoices of an order, newest first."""

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
            around = _around(from_text(created_at))
            return _rows(connection, connection.execute(sql, (connection_id, number, branch_id, *around)).fetchall())

        return await self._database.read(read)


def _around(at: datetime) -> tuple[str, str]:
    return to_text(at - NUMBER_REPEATS_AFTER), to_text(at + NUMBER_REPEATS_AFTER)


def _take(connection: sqlite3.Connection, connection_id: int, one: IncomingInvoice) -> bool:
    held = _held(connection, connection_id, one)
    digest = blake2b(one.raw, digest_size=16).digest()
    if held is not None and held[2] == digest:
        return False
    before = _document(connection, held[0]) if held else None
    told, document = packed(_merged(before, one.invoice) if before else one.invoice)
    if held and before == told:
        # The same in other words: keep the newest words, tell nobody.
        connection.execute("UPDATE invoices SET raw_digest = ? WHERE key = ?", (digest, held[0]))
        return False
    refunded_at = held[1] if held else None
    if refunded_at is None and told.refund is not RefundState.NONE:
        # RETM dates the invoice, not the refund: the first we hear of it is the closest there is.
        refunded_at = to_text(one.at)
    columns = _columns(told, one.at, refunded_at, digest)
    raw = one.raw
    if held:
        names = ", ".join(f"{name} = ?" for name in _NAMES)
        connection.execute(f"UPDATE invoices SET {names} WHERE key = ?", (*columns, held[0]))  # noqa: S608
        key = held[0]
        connection.execute("DELETE FROM invoice_amounts WHERE invoice_key = ?", (key,))
    else:
        names = ", ".join(_NAMES)
        sql = f"INSERT INTO invoices ({names}, connection_id) VALUES ({', '.join('?' * len(_NAMES))}, ?)"  # noqa: S608
        key = new_id(connection.execute(sql, (*columns, connection_id)))
    connection.execute(
        "INSERT OR REPLACE INTO invoice_documents (invoice_key, document, raw) VALUES (?, ?, ?)",
        (key, squeezed(document, raw), squeezed(raw)),
    )
    amounts = [("payment", amount) for amount in told.order.payments] + [("tax", tax) for tax in told.order.taxes]
    connection.executemany(
        "INSERT INTO invoice_amounts (invoice_key, role, entry_id, name_en, name_ar, amount) VALUES (?, ?, ?, ?, ?, ?)",
        [(key, role, a.id, a.name.en, a.name.ar, str(a.amount)) for role, a in amounts],
    )
    return True


_NAMES = (
    "invoice_id",
    "order_number",
    "branch_id",
    "created_at",
    "status",
    "refund",
    "refunded_at",
    "total",
    "subtotal",
    "tax",
    "refunded_amount",
    "search",
    "raw_digest",
)


def _columns(invoice: Invoice, at: datetime, refunded_at: str | None, digest: bytes) -> tuple[object, ...]:
    order = invoice.order
    status = order.status if order.status is not None and abs(order.status) < _MOST_STATUS else None
    words = [invoice.invoice_id, order.number, invoice.sale_id, order.note]
    for line in order.lines:
        words += (line.name.en, line.name.ar, line.sku)
    return (
        invoice.invoice_id,
        order.number,
        order.branch_id,
        to_text(order.created_at or at),
        status,
        invoice.refund,
        refunded_at,
        *(
            None if amount is None else str(amount)
            for amount in (order.total, order.subtotal, order.tax, invoice.refunded_amount)
        ),
        searchable(*dict.fromkeys(words)),
        digest,
    )


def _held(
    connection: sqlite3.Connection, connection_id: int, one: IncomingInvoice
) -> tuple[int, str | None, bytes] | None:
    """Return key, time of refund and digest of the invoice that is held already."""
    found: tuple[int, str | None, bytes] | None = None
    if one.invoice.invoice_id:
        found = connection.execute(
            "SELECT key, refunded_at, raw_digest FROM invoices"
            " WHERE connection_id = ? AND invoice_id = ? AND invoice_id <> ''",
            (connection_id, one.invoice.invoice_id),
        ).fetchone()
    order = one.invoice.order
    if found is None and order.number:
        around = _around(order.created_at or one.at)
        found = connection.execute(
            "SELECT key, refunded_at, raw_digest FROM invoices WHERE connection_id = ? AND order_number = ?"
            " AND branch_id = ? AND created_at BETWEEN ? AND ? AND (invoice_id = '' OR ? = '') LIMIT 1",
            (connection_id, order.number, order.branch_id, *around, one.invoice.invoice_id),
        ).fetchone()
    return found


def _merged(held: Invoice, told: Invoice) -> Invoice:
    """Return what is known of an invoice after another word on it; the webhook's body was readable in part only."""
    kept: dict[str, Any] = {}
    for name in Order.__struct_fields__:
        value = getattr(told.order, name)
        kept[name] = getattr(held.order, name) if value in (None, "", (), False) else value
    if not told.order.customer.phone and not told.order.customer.name:
        kept["customer"] = held.order.customer
    return Invoice(
        told.invoice_id or held.invoice_id,
        Order(**kept),
        told.sale_id or held.sale_id,
        told.event or held.event,
        told.refunded_amount if told.refunded_amount is not None else held.refunded_amount,
    )


def _document(connection: sqlite3.Connection, key: int) -> Invoice:
    document, raw = connection.execute(
        "SELECT document, raw FROM invoice_documents WHERE invoice_key = ?", (key,)
    ).fetchone()
    return unpacked(unsqueezed(document, unsqueezed(raw)), Invoice)


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
            total=None if row[8] is None else Decimal(row[8]),
            payments=tuple(payments.get(row[0], ())),
        )
        for row in rows
    ]


def _details(connection: sqlite3.Connection, key: int) -> InvoiceDetails | None:
    sql = f"SELECT {_COLUMNS}, i.connection_id FROM invoices AS i WHERE i.key = ?"  # noqa: S608 - names of ours
    found = connection.execute(sql, (key,)).fetchone()
    if found is None:
        return None
    row = _rows(connection, [found[:-1]])[0]
    document, raw = connection.execute(
        "SELECT document, raw FROM invoice_documents WHERE invoice_key = ?", (key,)
    ).fetchone()
    told = unsqueezed(raw)
    order = None
    if row.order_number:
        order = connection.execute(
            "SELECT key FROM orders WHERE connection_id = ? AND number = ? AND branch_id = ?"
            " AND created_at BETWEEN ? AND ? ORDER BY abs(julianday(created_at) - julianday(?)) LIMIT 1",
            (found[-1], row.order_number, row.branch_id, *_around(row.created_at), found[4]),
        ).fetchone()
    return InvoiceDetails(row, unpacked(unsqueezed(document, told), Invoice), told, order[0] if order else None)


def _totals(connection: sqlite3.Connection, query: InvoiceQuery) -> InvoiceTotals:
    condition, values = _conditions(query)
    count = void = refunded_count = untold = 0
    total = subtotal = tax = refunded = ZERO
    source = f"invoices AS i INDEXED BY invoices_by_created WHERE {condition}"
    sql = f"SELECT i.status, i.refund, i.total, i.subtotal, i.tax, i.refunded_amount FROM {source}"  # noqa: S608
    for status, refund, *amounts in connection.execute(sql, values):
        if status == INVOICE_VOID:
            void += 1
            continue
        whole, net, tax_in_it, given_back = (Decimal(amount) if amount else ZERO for amount in amounts)
        state = RefundState(refund)
        count += 1
        total += whole
        subtotal += net
        tax += tax_in_it
        refunded_count += state is not RefundState.NONE
        untold += state is RefundState.UNTOLD
        refunded += whole if state is RefundState.WHOLE else given_back
    sums = _sums(connection, condition, values)
    return InvoiceTotals(
        count=count,
        total=total,
        subtotal=subtotal,
        tax=tax,
        refunded_count=refunded_count,
        refunded=refunded,
        untold_refunds=untold,
        void_count=void,
        payments=sums.get("payment", ()),
        taxes=sums.get("tax", ()),
    )


def _sums(connection: sqlite3.Connection, condition: str, values: Sequence[Any]) -> dict[str, tuple[TotalOf, ...]]:
    """Return by role, largest first, what the invoices add up to for each payment method and tax."""
    sql = (
        "SELECT a.role, a.entry_id, a.name_en, a.name_ar, a.amount, i.refund = 'whole'"  # noqa: S608
        " FROM invoices AS i INDEXED BY invoices_by_created CROSS JOIN invoice_amounts AS a ON a.invoice_key = i.key"
        f" WHERE {condition} AND i.status IS NOT ?"
    )
    sums: dict[tuple[str, str], TotalOf] = {}
    for role, entry_id, en, ar, text, whole in connection.execute(sql, (*values, INVOICE_VOID)):
        key, amount = (role, entry_id.casefold() or f"{en} {ar}"), Decimal(text)
        known = sums.get(key) or TotalOf(entry_id, BilingualText(en, ar), 0, ZERO, ZERO)
        given_back = known.refunded + (amount if whole else ZERO)
        sums[key] = TotalOf(known.id, known.name, known.count + 1, known.amount + amount, given_back)
    found: dict[str, list[TotalOf]] = {}
    for (role, _), one in sums.items():
        found.setdefault(role, []).append(one)
    return {role: tuple(sorted(ones, key=lambda one: -one.amount)) for role, ones in found.items()}
