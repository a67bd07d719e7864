"""The listed invoices as a file for a spreadsheet: ISO dates, figures 0-9, refunds as lines of their own day."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.money import rounded
from retm_desktop.domain.orders import RefundState
from retm_desktop.domain.stages import INVOICE_VOID
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.names import InvoiceNames
from retm_desktop.gui.invoices.words import status_name
from retm_desktop.gui.widgets.spreadsheet import Cells, as_words, csv_file
from retm_desktop.slices import in_slices
from retm_desktop.store.invoices import InvoiceQuery, InvoiceRow

_AT_ONCE = 200
"""Invoices read in one go."""
Figures = tuple[Decimal | None, Decimal | None, Decimal | None]
"""Before tax, tax, and the amount with it."""


async def read_all(desk: Desk, query: InvoiceQuery) -> list[InvoiceRow]:
    """Return every invoice of the query, newest first, without holding up the window."""
    found: dict[int, InvoiceRow] = {}
    offset = 0
    while rows := await desk.invoices.page(query, offset, _AT_ONCE):
        # What comes in meanwhile pushes the rest down: a few are met twice, none is missed.
        found.update((row.key, row) for row in rows)
        offset += len(rows)
    return list(found.values())


async def as_csv(desk: Desk, names: InvoiceNames, rows: Sequence[InvoiceRow]) -> bytes:
    """Return the file: one line a sale and one a refund.

    The column "Amount" adds up to the net of the totals; a void invoice has none.
    """
    lines = [line for made in await in_slices(lambda row: _lines(desk, names, row), rows) for line in made]
    return await csv_file(_headings(), lines)


def _headings() -> list[str]:
    translate = QCoreApplication.translate
    return [
        translate("InvoiceExport", "Kind"),
        translate("InvoiceExport", "Date"),
        translate("InvoiceExport", "Time"),
        translate("InvoiceExport", "Invoice"),
        translate("InvoiceExport", "Order"),
        translate("InvoiceExport", "Branch"),
        translate("InvoiceExport", "Status code"),
        translate("InvoiceExport", "Status"),
        translate("InvoiceExport", "Paid with"),
        translate("InvoiceExport", "Invoice total"),
        translate("InvoiceExport", "Before tax"),
        translate("InvoiceExport", "Tax"),
        translate("InvoiceExport", "Amount"),
        translate("InvoiceExport", "Currency"),
    ]


def _lines(desk: Desk, names: InvoiceNames, row: InvoiceRow) -> list[Cells]:
    translate = QCoreApplication.translate
    void = row.status == INVOICE_VOID
    sale: Figures = (None, None, None) if void else (row.subtotal, row.tax, row.total)
    kind = translate("InvoiceExport", "Void") if void else translate("InvoiceExport", "Sale")
    lines = [(kind, row.created_at, sale)]
    if row.refund is not RefundState.NONE and not void:
        lines.append((translate("InvoiceExport", "Refund"), row.refunded_at or row.created_at, _given_back(row)))
    paid = "; ".join(f"{names.payment(one)} {rounded(one.amount):.2f}".strip() for one in row.payments)
    return [
        [
            kind,
            at.astimezone(desk.zone).strftime("%Y-%m-%d"),
            at.astimezone(desk.zone).strftime("%H:%M:%S"),
            as_words(row.invoice_id),
            as_words(row.order_number),
            as_words(names.branch(row.branch_id)),
            "" if row.status is None else str(row.status),
            status_name(row.status),
            as_words(paid),
            *(_figure(each) for each in (row.total, *figures)),
            desk.currency,
        ]
        for kind, at, figures in lines
    ]


def _given_back(row: InvoiceRow) -> Figures:
    match row.refund:
        case RefundState.WHOLE:
            before_tax, tax, total = (None if each is None else -each for each in (row.subtotal, row.tax, row.total))
            return before_tax, tax, total
        case RefundState.PART if row.refunded_amount is not None:
            return None, None, -abs(row.refunded_amount)
        case _:
            return None, None, None


def _figure(value: Decimal | None) -> str:
    return "" if value is None else f"{rounded(value):.2f}"
