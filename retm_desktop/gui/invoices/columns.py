"""The columns of the list of invoices."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.orders import RefundState
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.names import InvoiceNames
from retm_desktop.gui.invoices.words import state_tone, state_words
from retm_desktop.gui.widgets.paged_table import Column
from retm_desktop.gui.widgets.period import Span
from retm_desktop.gui.widgets.period_columns import moment_columns
from retm_desktop.store.invoices import InvoiceRow


def invoice_columns(
    desk: Desk, names: Callable[[], InvoiceNames], span: Callable[[], Span]
) -> list[Column[InvoiceRow]]:
    """Return the columns; how much of the time they tell hangs on the days that are listed."""
    translate = QCoreApplication.translate
    return [
        Column(translate("Invoices", "Invoice"), lambda row: bidi.number(row.invoice_id) or "–", 2.2, strong=True),
        Column(translate("Invoices", "Order"), lambda row: bidi.number(row.order_number) or "–", 1.8, spare=3),
        *moment_columns(lambda row: row.created_at, lambda: desk.zone, span),
        Column(
            translate("Invoices", "Branch"),
            lambda row: bidi.auto(names().branch(row.branch_id)),
            2.4,
            stretch=True,
            spare=1,
        ),
        Column(
            translate("Invoices", "Status"),
            state_words,
            3.4,
            chip=True,
            tone=lambda row: state_tone(row) or "muted",
            icon=lambda row: "arrow-u-up-left" if row.refund is not RefundState.NONE else "",
        ),
        Column(
            translate("Invoices", "Paid with"),
            lambda row: names().payments(row.payments) or "–",
            2.4,
            stretch=True,
            spare=2,
        ),
        Column(
            translate("Invoices", "Total"),
            lambda row: bidi.amount(row.total, desk.currency, desk.language),
            2.8,
            at_end=True,
            strong=True,
        ),
    ]
