"""An order as plain text, for the clipboard: no direction marks, one thing a line."""

from collections.abc import Sequence

from retm_desktop.domain.money import rounded
from retm_desktop.domain.text import ascii_digits, plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.words import stage_name
from retm_desktop.store.orders import OrderDetails
from retm_desktop.store.payments import PaymentRow


def order_as_text(details: OrderDetails, names: Names, desk: Desk, payments: Sequence[PaymentRow] = ()) -> str:
    """Return number, stage, where, who, lines with their modifiers and notes, the total, and what was paid here."""
    row, order = details.row, details.order
    driver = names.is_delivery(row.order_type_id)
    parts = [
        f"#{row.number}" if row.number else row.partner_reference,
        stage_name(row.stage, delivered_by_driver=driver),
    ]
    out = [" · ".join(part for part in parts if part)]
    out.append(row.created_at.astimezone(desk.zone).strftime("%Y-%m-%d %H:%M"))
    out.append(" · ".join(p for p in (names.order_type(row.order_type_id), names.branch(row.branch_id)) if p))
    out.append(" · ".join(p for p in (desk.text(order.customer.name), ascii_digits(order.customer.phone)) if p))
    for line in order.lines:
        name = " – ".join(p for p in (desk.text(line.name), desk.text(line.variation)) if p)
        amount = "" if line.total is None else f"  {rounded(line.total):,.2f}"
        out.append(f"{line.quantity.normalize():f}× {name}{amount}")
        out += [f"   + {m.quantity.normalize():f}× {desk.text(m.name)}" for m in line.modifiers]
        if line.note:
            out.append(f"   “{line.note}”")
    if order.note:
        out.append(f"“{order.note}”")
    if order.total is not None:
        out.append(f"{rounded(order.total):,.2f} {desk.currency}")
    if payments:
        from retm_desktop.gui.payments.money import sen_money  # noqa: PLC0415
        from retm_desktop.gui.payments.words import state_chip, wallet_name  # noqa: PLC0415
    for payment in payments:
        parts = [sen_money(payment.amount, desk.language), state_chip(desk, payment)[0], wallet_name(payment.method)]
        out.append(" · ".join(part for part in (*parts, payment.transaction_id) if part))
    return plain("\n".join(part for part in out if part))
