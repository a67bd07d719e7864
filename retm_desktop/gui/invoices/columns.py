"""The columns of the list of invoices."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.orders import RefundState
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.names import InvoiceNames
from retm_desktop.gui.invoices.period import Span
from retm_desktop.gui.invoices.words import state_tone, state_words
from retm_desktop.gui.widgets.paged_table import Column
from retm_desktop.store.invoices import InvoiceRow


def invoice_columns(
    desk: Desk, names: Callable[[], InvoiceNames], span: Callable[[], Span]
) -> list[Column[InvoiceRow]]:
    """Return the columns; how much of the time they tell hangs on the days that are listed."""
    translate = QCoreApplication.translate
    day_and_time = translate("Invoices", "Day and time")
    return [
        Column(translate("Invoices", "Invoice"), lambda row: bidi.number(row.invoice_id) or "–", 2.2, strong=True),
        Column(translate("Invoices", "Order"), lambda row: bidi.number(row.order_number) or "–", 1.8, spare=3),
        Column(
            translate("Invoices", "Time"),
            lambda row: bidi.clock(row.created_at, desk.zone),
            1.6,
            shown=lambda: span() is Span.DAY,
        ),
        Column(
            day_and_time,
            lambda row: bidi.ltr(row.created_at.astimezone(desk.zone).strftime("%m-%d %H:%M")),
            2.6,
            shown=lambda: span() in (Span.WEEK, Span.MONTH),
        ),
        Column(
            day_and_time,
            lambda row: bidi.day_and_clock(row.created_at, desk.zone),
            3.4,
            shown=lambda: span() is Span.ALL,
        ),
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
