"""Takes in what RETM tells of invoices: known again by id or number, filled in, never emptied, refunds kept."""

import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

import msgspec

from retm_desktop.domain.orders import Invoice, Order, RefundState
from retm_desktop.domain.stages import INVOICE_REFUNDED, INVOICE_VOID
from retm_desktop.domain.text import searchable
from retm_desktop.store.database import new_id
from retm_desktop.store.documents import packed, squeezed, unpacked, unsqueezed
from retm_desktop.store.instants import to_text
from retm_desktop.store.intake import NUMBER_REPEATS_AFTER

_FIRST_DAY = datetime(2, 1, 1, tzinfo=UTC)
_LAST_DAY = datetime(9998, 12, 31, tzinfo=UTC)
_MOST_STATUS = 2**31
_FINAL = frozenset({INVOICE_REFUNDED, INVOICE_VOID})
"""After these only another of them is believed: the webhook of the sale may come late, and is told again."""

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


class IncomingInvoice(msgspec.Struct, frozen=True):
    """An invoice as the list or a webhook told of it at `at`, with RETM's own document."""

    invoice: Invoice
    raw: bytes
    at: datetime


class _Held(msgspec.Struct, frozen=True):
    """What is known of an invoice that is stored already."""

    key: int
    created_at: str
    refunded_at: str | None
    digest: bytes


def around(at: datetime) -> tuple[str, str]:
    """Return the first and last time at which the same number and branch mean the same order (assumed)."""
    at = min(max(at, _FIRST_DAY), _LAST_DAY)
    return to_text(at - NUMBER_REPEATS_AFTER), to_text(at + NUMBER_REPEATS_AFTER)


def document_of(connection: sqlite3.Connection, key: int) -> tuple[Invoice, bytes]:
    """Return all that is known of an invoice, and RETM's own document as it came last."""
    document, raw = connection.execute(
        "SELECT document, raw FROM invoice_documents WHERE invoice_key = ?", (key,)
    ).fetchone()
    told = unsqueezed(raw)
    return unpacked(unsqueezed(document, told), Invoice), told


def take_in(connection: sqlite3.Connection, connection_id: int, one: IncomingInvoice) -> bool:
    """Store an invoice as it was told; return whether it is new or different."""
    held = _held(connection, connection_id, one)
    digest = blake2b(one.raw, digest_size=16).digest()
    if held is not None and held.digest == digest:
        return False
    before = document_of(connection, held.key)[0] if held else None
    told, document = packed(_merged(before, one.invoice) if before else one.invoice)
    if held and before == told:
        # The same in other words: keep the newest words, tell nobody.
        connection.execute("UPDATE invoices SET raw_digest = ? WHERE key = ?", (digest, held.key))
        _keep_document(connection, held.key, document, one.raw)
        return False
    columns = _columns(told, one.at, held, digest)
    if held:
        key = held.key
        names = ", ".join(f"{name} = ?" for name in _NAMES)
        connection.execute(f"UPDATE invoices SET {names} WHERE key = ?", (*columns, key))  # noqa: S608
        connection.execute("DELETE FROM invoice_amounts WHERE invoice_key = ?", (key,))
    else:
        names = ", ".join(_NAMES)
        sql = f"INSERT INTO invoices ({names}, connection_id) VALUES ({', '.join('?' * len(_NAMES))}, ?)"  # noqa: S608
        key = new_id(connection.execute(sql, (*columns, connection_id)))
    _keep_document(connection, key, document, one.raw)
    amounts = [("payment", amount) for amount in told.order.payments] + [("tax", tax) for tax in told.order.taxes]
    connection.executemany(
        "INSERT INTO invoice_amounts (invoice_key, role, entry_id, name_en, name_ar, amount) VALUES (?, ?, ?, ?, ?, ?)",
        [(key, role, a.id, a.name.en, a.name.ar, str(a.amount)) for role, a in amounts],
    )
    return True


def _keep_document(connection: sqlite3.Connection, key: int, document: bytes, raw: bytes) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO invoice_documents (invoice_key, document, raw) VALUES (?, ?, ?)",
        (key, squeezed(document, raw), squeezed(raw)),
    )


def _columns(invoice: Invoice, at: datetime, held: _Held | None, digest: bytes) -> tuple[object, ...]:
    order = invoice.order
    status = order.status if order.status is not None and abs(order.status) < _MOST_STATUS else None
    words = [invoice.invoice_id, order.number, invoice.sale_id, order.note]
    for line in order.lines:
        words += (line.name.en, line.name.ar, line.sku)
    refunded_at = held.refunded_at if held else None
    if refunded_at is None and invoice.refund is not RefundState.NONE:
        # RETM dates the invoice, not the refund: the first we hear of it is the closest there is.
        refunded_at = to_text(at)
    # An invoice that RETM gives no date is one of the day it was first heard of, whatever is told of it later.
    first_heard = held.created_at if held else to_text(at)
    return (
        invoice.invoice_id,
        order.number,
        order.branch_id,
        to_text(order.created_at) if order.created_at else first_heard,
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


def _held(connection: sqlite3.Connection, connection_id: int, one: IncomingInvoice) -> _Held | None:
    """Return the invoice that is held already: the one of this id, else the nearest in time of number and branch."""
    names = "SELECT key, created_at, refunded_at, raw_digest FROM invoices WHERE connection_id = ?"
    invoice_id, order = one.invoice.invoice_id, one.invoice.order
    found = None
    if invoice_id:
        found = connection.execute(
            f"{names} AND invoice_id = ? AND invoice_id <> ''", (connection_id, invoice_id)
        ).fetchone()
    if found is None and order.number:
        at = order.created_at or one.at
        found = connection.execute(
            f"{names} AND order_number = ? AND branch_id = ? AND created_at BETWEEN ? AND ?"
            " AND (invoice_id = '' OR ? = '') ORDER BY abs(julianday(created_at) - julianday(?)) LIMIT 1",
            (connection_id, order.number, order.branch_id, *around(at), invoice_id, to_text(at)),
        ).fetchone()
    return _Held(*found) if found else None


def _merged(held: Invoice, told: Invoice) -> Invoice:
    """Return what is known of an invoice after another word on it; the webhook's body was readable in part only."""
    kept: dict[str, Any] = {}
    for name in Order.__struct_fields__:
        value = getattr(told.order, name)
        # Zero is a word of RETM's as well, and equal to False.
        kept[name] = getattr(held.order, name) if value is None or value is False or value in ("", ()) else value
    if not told.order.customer.phone and not told.order.customer.name:
        kept["customer"] = held.order.customer
    if held.order.status in _FINAL and kept["status"] not in _FINAL:
        kept["status"] = held.order.status
    return Invoice(
        told.invoice_id or held.invoice_id,
        Order(**kept),
        told.sale_id or held.sale_id,
        told.event or held.event,
        _given_back(held.refunded_amount, told.refunded_amount),
    )


def _given_back(held: Decimal | None, told: Decimal | None) -> Decimal | None:
    # What was given back is not taken again, and is told as a sum: the lesser word was said before.
    if told is None or held is None:
        return held if told is None else told
    return max(held, told, key=abs)
