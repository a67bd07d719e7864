"""An order as RETM tells it: lines, modifiers, payments, taxes, customer; and an invoice."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from retm_desktop.domain.money import ZERO
from retm_desktop.domain.stages import INVOICE_REFUNDED, Stage
from retm_desktop.domain.text import BilingualText


class NamedAmount(msgspec.Struct, frozen=True):
    """A tax, payment or charge on an order: whose it is and how much, in the account's currency."""

    id: str = ""
    name: BilingualText = BilingualText()
    amount: Decimal = ZERO


class LineModifier(msgspec.Struct, frozen=True):
    """A modifier item chosen on a line; `price` is for one, as RETM sends it."""

    id: str = ""
    name: BilingualText = BilingualText()
    quantity: Decimal = Decimal(1)
    price: Decimal = ZERO


class Line(msgspec.Struct, frozen=True):
    """One product on an order. `total` includes tax, `unit_price` excludes it (api-27167201, derived)."""

    product_id: str = ""
    sku: str = ""
    name: BilingualText = BilingualText()
    variation: BilingualText = BilingualText()
    category: BilingualText = BilingualText()
    quantity: Decimal = Decimal(1)
    unit_price: Decimal | None = None
    total: Decimal | None = None
    tax: Decimal | None = None
    discount: Decimal | None = None
    note: str = ""
    modifiers: tuple[LineModifier, ...] = ()


class Address(msgspec.Struct, frozen=True):
    """Where a delivery goes; latitude and longitude are text, as RETM wants them (api-5053414)."""

    id: str = ""
    name: BilingualText = BilingualText()
    address: str = ""
    latitude: str = ""
    longitude: str = ""
    note: str = ""


class OrderCustomer(msgspec.Struct, frozen=True):
    """Who ordered."""

    name: BilingualText = BilingualText()
    phone: str = ""
    address: Address | None = None


class Order(msgspec.Struct, frozen=True):
    """An order with RETM's own figures; None where RETM told nothing.

    `id` is RETM's order id and is empty when only an invoice is known. `stage` is None when RETM's codes are
    unknown to us; the raw codes stay in `status` and `delivery_status`. `created_at` is aware (UTC).
    """

    id: str = ""
    number: str = ""
    invoice_id: str = ""
    partner_reference: str = ""
    branch_id: str = ""
    device_id: str = ""
    order_type_id: str = ""
    created_at: datetime | None = None
    status: int | None = None
    delivery_status: int | None = None
    stage: Stage | None = None
    refunded: bool = False
    customer: OrderCustomer = OrderCustomer()
    lines: tuple[Line, ...] = ()
    subtotal: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None
    discount: Decimal | None = None
    taxes: tuple[NamedAmount, ...] = ()
    payments: tuple[NamedAmount, ...] = ()
    charges: tuple[NamedAmount, ...] = ()
    note: str = ""
    driver_name: str = ""
    driver_phone: str = ""


class RefundState(StrEnum):
    """How much of an invoice was given back; UNTOLD is a refund of which RETM does not say how much."""

    NONE = "none"
    PART = "part"
    WHOLE = "whole"
    UNTOLD = "untold"


class Invoice(msgspec.Struct, frozen=True):
    """A sales invoice of RETM (api-27167201), kept apart from the order it bills.

    `refunded_amount` is what RETM says was given back (key assumed), None where it says nothing.
    """

    invoice_id: str
    order: Order
    sale_id: str = ""
    event: str = ""
    refunded_amount: Decimal | None = None

    @property
    def refund(self) -> RefundState:
        """How much was given back: all by status 4 (doc-400813), else by the amount where one is told."""
        order, amount = self.order, self.refunded_amount
        if order.status == INVOICE_REFUNDED or (amount is not None and order.total and amount >= order.total):
            return RefundState.WHOLE
        if amount:
            return RefundState.PART
        return RefundState.UNTOLD if order.refunded else RefundState.NONE
