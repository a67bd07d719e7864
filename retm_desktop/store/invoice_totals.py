"""Sums over invoices, of RETM's own figures and nothing else."""

import sqlite3
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec

from retm_desktop.domain.money import ZERO
from retm_desktop.domain.stages import INVOICE_VOID
from retm_desktop.domain.text import BilingualText


class TotalOf(msgspec.Struct, frozen=True):
    """The sum over one payment method or tax, and on how many invoices it is.

    `refunded` is what of it belongs to invoices refunded whole: of the others RETM does not say how it was given back.
    """

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


def totals_of(connection: sqlite3.Connection, condition: str, values: Sequence[Any]) -> InvoiceTotals:
    """Return the sums over the invoices `i` that meet an SQL condition."""
    # SQLite only strings the figures together, since it knows no decimals; ten thousand of them are added in a few
    # milliseconds, where a step of Python for every invoice would hold up the window's thread.
    sql = (
        "SELECT count(*), sum(i.refund <> 'none'), sum(i.refund = 'untold'), group_concat(i.total, ' '),"  # noqa: S608
        " group_concat(i.subtotal, ' '), group_concat(i.tax, ' '),"
        " group_concat(CASE i.refund WHEN 'whole' THEN i.total ELSE i.refunded_amount END, ' ')"
        f" FROM invoices AS i INDEXED BY invoices_by_created WHERE {condition} AND i.status IS NOT ?"
    )
    count, refunded_count, untold, *figures = connection.execute(sql, (*values, INVOICE_VOID)).fetchone()
    total, subtotal, tax, refunded = (_sum(strung) for strung in figures)
    sql = f"SELECT count(*) FROM invoices AS i INDEXED BY invoices_by_created WHERE {condition} AND i.status = ?"  # noqa: S608
    (void,) = connection.execute(sql, (*values, INVOICE_VOID)).fetchone()
    return InvoiceTotals(
        count=count,
        total=total,
        subtotal=subtotal,
        tax=tax,
        refunded_count=refunded_count or 0,
        refunded=refunded,
        untold_refunds=untold or 0,
        void_count=void,
        payments=_sums(connection, condition, values, "payment"),
        taxes=_sums(connection, condition, values, "tax"),
    )


def _sums(connection: sqlite3.Connection, condition: str, values: Sequence[Any], role: str) -> tuple[TotalOf, ...]:
    """Return, largest first, what the invoices add up to for each payment method or tax, by its newest name."""
    sql = (
        "SELECT a.entry_id, a.name_en, a.name_ar, max(a.rowid), count(DISTINCT i.key), group_concat(a.amount, ' '),"  # noqa: S608
        " group_concat(CASE i.refund WHEN 'whole' THEN a.amount END, ' ')"
        " FROM invoices AS i INDEXED BY invoices_by_created CROSS JOIN invoice_amounts AS a ON a.invoice_key = i.key"
        f" WHERE {condition} AND i.status IS NOT ? AND a.role = ?"
        " GROUP BY a.entry_id, CASE a.entry_id WHEN '' THEN a.name_en || ' ' || a.name_ar END"
    )
    sums = [
        TotalOf(entry_id, BilingualText(en, ar), count, _sum(amounts), _sum(given_back))
        for entry_id, en, ar, _, count, amounts, given_back in connection.execute(sql, (*values, INVOICE_VOID, role))
    ]
    return tuple(sorted(sums, key=lambda one: -one.amount))


def _sum(strung: str | None) -> Decimal:
    return sum(map(Decimal, strung.split()), ZERO) if strung else ZERO
