"""The words and tones for an invoice's state and for what was given back."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.orders import RefundState
from retm_desktop.domain.stages import INVOICE_REFUNDED, INVOICE_VOID
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.store.invoices import InvoiceRow

INVOICE_CLOSED = 1
STATUSES = (INVOICE_CLOSED, 2, 3, INVOICE_REFUNDED, INVOICE_VOID)
"""RETM's codes in the order of its page (doc-400813)."""
_TONES = {INVOICE_CLOSED: "good", 2: "info", 3: "primary", INVOICE_REFUNDED: "warn", INVOICE_VOID: "danger"}


def status_name(status: int | None) -> str:
    """Return RETM's word for an invoice's status (doc-400813); a code unknown to us is told as it is."""
    translate = QCoreApplication.translate
    match status:
        case 1:
            return translate("Invoices", "Closed")
        case 2:
            return translate("Invoices", "Pending")
        case 3:
            return translate("Invoices", "Active")
        case 4:
            return translate("Invoices", "Refunded")
        case 5:
            return translate("Invoices", "Void")
        case None:
            return translate("Invoices", "No status")
        case _:
            return translate("Invoices", "Status {code}").format(code=bidi.ltr(str(status)))


def state_words(row: InvoiceRow) -> str:
    """Return the status, or what of the invoice was given back; both where the status is not the usual one."""
    translate = QCoreApplication.translate
    status = status_name(row.status)
    if row.status == INVOICE_REFUNDED or row.refund is RefundState.NONE:
        return status
    match row.refund:
        case RefundState.WHOLE:
            back = translate("Invoices", "Refunded")
        case RefundState.PART:
            back = translate("Invoices", "Part refunded")
        case _:
            back = translate("Invoices", "Some refunded")
    if row.status == INVOICE_CLOSED:
        return back
    return translate("Invoices", "{status}, {refund}").format(status=status, refund=back)


def status_tone(status: int | None) -> str:
    """Return the tone of a status, empty for a code unknown to us."""
    return _TONES.get(status or 0, "")


def state_tone(row: InvoiceRow) -> str:
    """Return the tone of `state_words`."""
    refunded = row.refund is not RefundState.NONE and row.status != INVOICE_VOID
    return "warn" if refunded else status_tone(row.status)


def refund_words(desk: Desk, row: InvoiceRow) -> str:
    """Return in a sentence how much was given back, empty where nothing was."""
    translate = QCoreApplication.translate
    match row.refund:
        case RefundState.WHOLE:
            return translate("Invoices", "Refunded in full.")
        case RefundState.PART:
            amount = bidi.amount(abs(row.refunded_amount or Decimal(0)), desk.currency, desk.language)
            return translate("Invoices", "Refunded in part: {amount}.").format(amount=amount)
        case RefundState.UNTOLD:
            return translate("Invoices", "Refunded; RETM does not say how much.")
        case RefundState.NONE:
            return ""
