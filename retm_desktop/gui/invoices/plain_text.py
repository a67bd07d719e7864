"""An invoice as plain text, for the clipboard: no direction marks, one thing a line."""

from decimal import Decimal

from retm_desktop.domain.money import rounded
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.names import InvoiceNames
from retm_desktop.gui.invoices.words import refund_words, state_words
from retm_desktop.store.invoices import InvoiceDetails


def invoice_as_text(details: InvoiceDetails, names: InvoiceNames, desk: Desk, title: str) -> str:
    """Return number, state, where, when, lines with their modifiers, taxes, total, payments and what was given back."""
    row, order = details.row, details.invoice.order
    out = [f"{title} · {state_words(row)}", row.created_at.astimezone(desk.zone).strftime("%Y-%m-%d %H:%M")]
    out.append(" · ".join(p for p in (names.branch(row.branch_id), names.device(order.device_id)) if p))
    out.append(f"#{row.order_number}" if row.order_number else "")
    for line in order.lines:
        name = " – ".join(p for p in (desk.text(line.name), desk.text(line.variation)) if p)
        out.append(f"{line.quantity.normalize():f}× {name}{_figure(line.total)}")
        out += [f"   + {m.quantity.normalize():f}× {desk.text(m.name)}" for m in line.modifiers]
    out += [f"{desk.text(tax.name)}{_figure(tax.amount)}".strip() for tax in order.taxes]
    if order.total is not None:
        out.append(f"{rounded(order.total):,.2f} {desk.currency}")
    out += [f"{names.payment(payment)}{_figure(payment.amount)}".strip() for payment in order.payments]
    out.append(refund_words(desk, row))
    return plain("\n".join(part for part in out if part))


def _figure(value: Decimal | None) -> str:
    return "" if value is None else f"  {rounded(value):,.2f}"
