"""The columns of an order's row that lists show, filter and search by, read off the order."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from retm_desktop.domain.orders import Line, Order
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import folded_phone
from retm_desktop.store.instants import to_text
from retm_desktop.store.search import folded

_LINES_IN_SUMMARY = 3
_LARGEST_INTEGER = 2**63 - 1
_MOST_PIECES = 10**6

SHOWN_COLUMNS = (
    "retm_id",
    "number",
    "partner_reference",
    "branch_id",
    "device_id",
    "order_type_id",
    "stage",
    "stage_rank",
    "created_at",
    "refunded",
    "customer_name_en",
    "customer_name_ar",
    "customer_phone",
    "total",
    "item_count",
    "summary_en",
    "summary_ar",
    "note",
    "delivery_status",
    "status",
    "search",
    "phone_key",
)


def shown_columns(order: Order, stage: Stage, created_at: datetime) -> tuple[object, ...]:
    """Return the values of `SHOWN_COLUMNS`, in their order; no number is too large or too odd."""
    name = order.customer.name
    return (
        order.id,
        order.number,
        order.partner_reference,
        order.branch_id,
        order.device_id,
        order.order_type_id,
        stage,
        stage.rank,
        to_text(created_at),
        order.refunded,
        name.en,
        name.ar,
        order.customer.phone,
        None if order.total is None else str(order.total),
        sum(_pieces(line.quantity) for line in order.lines),
        _summary(order.lines, arabic=False),
        _summary(order.lines, arabic=True),
        order.note,
        _integer(order.delivery_status),
        _integer(order.status),
        _search_text(order),
        folded_phone(order.customer.phone),
    )


def _integer(code: int | None) -> int | None:
    """Return a code as SQLite can hold it; the document keeps it in any case."""
    return None if code is None or abs(code) > _LARGEST_INTEGER else code


def _pieces(quantity: Decimal) -> int:
    """Return how many things a line is: 0.750 kg of something is one."""
    return int(quantity) if _is_count(quantity) else 1


def _is_count(quantity: Decimal) -> bool:
    return quantity.is_finite() and 0 < quantity <= _MOST_PIECES and quantity == quantity.to_integral_value()


def _amount(quantity: Decimal) -> str:
    if _is_count(quantity):
        return str(int(quantity))
    usual = quantity.is_finite() and -6 < quantity.adjusted() < 12
    return f"{quantity.normalize():f}" if usual else str(quantity)


def _summary(lines: Sequence[Line], *, arabic: bool) -> str:
    parts = []
    for line in lines[:_LINES_IN_SUMMARY]:
        name = (line.name.ar or line.name.en) if arabic else (line.name.en or line.name.ar)
        parts.append(f"{_amount(line.quantity)}× {name}".rstrip())
    if len(lines) > _LINES_IN_SUMMARY:
        parts.append("…")
    return ("، " if arabic else ", ").join(parts)


def _search_text(order: Order) -> str:
    customer = order.customer
    parts = [order.number, order.partner_reference, folded_phone(customer.phone), customer.name.en, customer.name.ar]
    for line in order.lines:
        parts += (line.name.en, line.name.ar)
    return " ".join(folded(part) for part in dict.fromkeys(parts) if part)
