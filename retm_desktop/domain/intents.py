"""What an operator wants done at RETM: the content of the outbox."""

from decimal import Decimal

import msgspec

from retm_desktop.domain.orders import Line, NamedAmount, OrderCustomer
from retm_desktop.domain.stages import Stage


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


Intent = CreateOrder | MoveOrder | CancelOrder
