"""What an operator wants done at RETM: the content of the outbox."""

from decimal import Decimal

import msgspec

from retm_desktop.domain.business import Charge, OrderType, PaymentMethod
from retm_desktop.domain.menu import Tax
from retm_desktop.domain.orders import Line, NamedAmount, OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import ascii_digits, plain


class CreateOrder(msgspec.Struct, frozen=True, tag="create_order"):
    """Make an order (api-5053414). Amounts are our estimate; RETM's answer replaces them.

    `variation_ids` runs beside `lines` and is empty where a line has no variation.
    """

    partner_reference: str
    branch_id: str
    customer: OrderCustomer
    lines: tuple[Line, ...]
    variation_ids: tuple[str, ...]
    subtotal: Decimal
    tax: Decimal
    total: Decimal
    order_type_id: str = ""
    taxes: tuple[NamedAmount, ...] = ()
    payments: tuple[NamedAmount, ...] = ()
    charges: tuple[NamedAmount, ...] = ()
    note: str = ""


class MoveOrder(msgspec.Struct, frozen=True, tag="move_order"):
    """Move an order to a later stage ("update delivery order status")."""

    stage: Stage
    driver_name: str = ""
    driver_phone: str = ""


class CancelOrder(msgspec.Struct, frozen=True, tag="cancel_order"):
    """Cancel an order, with the reason that was chosen or typed."""

    reason: str


class CreateOrderType(msgspec.Struct, frozen=True, tag="create_order_type"):
    """Make an order type; the record's id is empty until RETM has given one, here and in the three below."""

    record: OrderType


class CreatePaymentMethod(msgspec.Struct, frozen=True, tag="create_payment_method"):
    """Make a payment method (api-5053420)."""

    record: PaymentMethod


class CreateCharge(msgspec.Struct, frozen=True, tag="create_charge"):
    """Make an order charge."""

    record: Charge


class CreateTax(msgspec.Struct, frozen=True, tag="create_tax"):
    """Make a tax."""

    record: Tax


OrderIntent = CreateOrder | MoveOrder | CancelOrder
RecordIntent = CreateOrderType | CreatePaymentMethod | CreateCharge | CreateTax
Record = OrderType | PaymentMethod | Charge | Tax
Intent = OrderIntent | RecordIntent


def same_record(one: Record, other: Record) -> bool:
    """Tell whether two records have the same names in both languages, which is how one is found without its id."""
    return _names(one) == _names(other)


def _names(record: Record) -> tuple[str, str]:
    # As they are sent: digits as 0-9, no direction marks.
    en, ar = (" ".join(plain(ascii_digits(name)).split()).casefold() for name in (record.name.en, record.name.ar))
    return en, ar
