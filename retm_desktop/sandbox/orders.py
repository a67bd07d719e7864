"""One order of the practice restaurant, its lines and totals, and the shapes RETM shows it in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from retm_desktop.sandbox.entries import Choice, Customer, Named, Product, Variation, Words
from retm_desktop.sandbox.money import three_decimals, without_vat
from retm_desktop.sandbox.restaurant import Restaurant

Document = dict[str, Any]

RIYADH = timezone(timedelta(hours=3), "Asia/Riyadh")

# Invoice status, doc-400813.
CLOSED, PENDING, ACTIVE, REFUNDED, VOID = 1, 2, 3, 4, 5

# Delivery status, assumed (RETM's own list is not public).
UNDER_REVIEW, IN_PROCESS, CANCELLED, READY, ASSIGNED, OUT_FOR_DELIVERY, DELIVERED = 1, 2, 3, 4, 5, 6, 7
DELIVERY_RANK = {UNDER_REVIEW: 0, IN_PROCESS: 1, READY: 2, ASSIGNED: 3, OUT_FOR_DELIVERY: 4, DELIVERED: 5}


@dataclass
class Line:
    """One product line; amounts in thousandths with VAT inside, `quantity` in thousandths of a piece."""

    product: Product
    category: Words
    quantity: int = 1000
    variation: Variation | None = None
    modifiers: Sequence[tuple[Choice, int]] = ()
    note: str | None = None
    discount: int = 0

    @property
    def unit(self) -> int:
        """Price of one piece with its modifiers."""
        base = self.variation.price if self.variation else self.product.price
        return base + sum(choice.extra * count for choice, count in self.modifiers)

    @property
    def total(self) -> int:
        """What the line costs after its discount."""
        return max(0, (self.unit * self.quantity + 500) // 1000 - self.discount)

    @property
    def tax(self) -> int:
        """VAT inside the line's total."""
        return self.total - without_vat(self.total)

    def wire(self) -> Document:
        """The line as in api-27167201: id in lower case, `category.name`, no variation = two nulls."""
        chosen = self.variation
        return {
            "id": self.product.id.lower(),
            "sku": chosen.sku if chosen else self.product.sku,
            "name": self.product.name.wire(),
            "quantity": three_decimals(self.quantity),
            "total": three_decimals(self.total),
            "unit_price": three_decimals(without_vat(self.unit)),
            "discount_amount": three_decimals(self.discount),
            "tax": three_decimals(self.tax),
            "note": self.note,
            "category": {"id": self.product.category, "name": self.category.wire()},
            "variation": {"id": chosen.id, "name": chosen.name.wire()} if chosen else {"id": None, "name": None},
            "modifiers": [
                {
                    "id": choice.id,
                    "name": choice.name.wire(),
                    "quantity": three_decimals(count * 1000),
                    "price": three_decimals(choice.extra),
                }
                for choice, count in self.modifiers
            ],
        }


@dataclass
class Order:
    """An order and its invoice. Times are aware; `raw` overrides keys of every shape it is shown in.

    `payments` are methods with thousandths; the last one pays whatever the others leave. `refunded` is what
    was given back so far, in thousandths.
    """

    id: str
    number: int
    invoice: int
    branch: str
    device: str
    created: datetime
    order_type: Named | None
    customer: Customer
    lines: list[Line]
    payments: list[tuple[Named, int]]
    address: Document | None = None
    note: str | None = None
    partner_reference: str | None = None
    origin: str = "restaurant"
    status: int = PENDING
    delivery_status: int = UNDER_REVIEW
    refunded: int = 0
    driver: Document | None = None
    cancel_reason: str | None = None
    events: list[tuple[datetime, str]] = field(default_factory=list)
    raw: Document = field(default_factory=dict)
    due: float | None = None
    shown: bytes | None = None

    @property
    def total(self) -> int:
        """Sum of the lines, VAT inside."""
        return sum(line.total for line in self.lines)

    @property
    def tax(self) -> int:
        """VAT inside the total: the sum of the lines' VAT, so that lines and invoice agree."""
        return sum(line.tax for line in self.lines)

    @property
    def open(self) -> bool:
        """Still to be worked on."""
        return self.delivery_status not in (CANCELLED, DELIVERED) and self.status in (PENDING, ACTIVE)

    @property
    def delivers(self) -> bool:
        """Whether a driver brings it."""
        return self.order_type is not None and self.order_type.type == 3

    def discount_by(self, amount: int) -> None:
        """Spread an order-level discount over the lines: an invoice has no key of its own for it."""
        whole = self.total
        amount = min(amount, whole)
        left = amount
        for position, line in enumerate(self.lines):
            last = position == len(self.lines) - 1
            share = left if last else amount * line.total // whole if whole else 0
            share = min(share, line.total)
            line.discount += share
            left -= share

    def invoice_wire(self, restaurant: Restaurant) -> Document:
        """An invoices-list item (api-27167201).

        Assumed: money given back adds the key `refunded_amount` after the documented ones, in the list and in
        the webhook; the status of an invoice that was refunded in part stays what it was (doc-400813 does not
        say), and the status of one that was refunded whole is 4.
        """
        tax = restaurant.taxes[0]
        body: Document = {
            "event": "order.created",
            "event_type": "create.order",
            "invoice_id": self.invoice,
            "order_refrence": self.number,
            "sale_id": None,
            "order_reference": str(self.number),
            "branch_id": self.branch,
            "device_id": self.device,
            "created_at": wall_clock(self.created),
            "total_price": three_decimals(self.total),
            "subtotal_price": three_decimals(self.total - self.tax),
            "tax": three_decimals(self.tax),
            "status": self.status,
            "note": self.note,
            "taxes": [{"id": tax["uuid"], "name": tax["name"], "amount": three_decimals(self.tax)}],
            "payments": [
                {"id": method.id, "name": method.name.wire(), "amount": three_decimals(amount)}
                for method, amount in self.paid()
            ],
            "products": [line.wire() for line in self.lines],
        }
        if self.refunded:
            body["refunded_amount"] = three_decimals(self.refunded)
        return body | self.raw

    def paid(self) -> list[tuple[Named, int]]:
        """Each payment with its amount; together they are the total."""
        found, left = [], self.total
        for place, (method, amount) in enumerate(self.payments, start=1):
            share = left if place == len(self.payments) else max(0, min(amount, left))
            found.append((method, share))
            left -= share
        return found

    def wire(self, restaurant: Restaurant) -> Document:
        """An orders-list item (assumed): the invoice's keys and five of the order's own."""
        kind = self.order_type
        person: Document = {
            "id": self.customer.id,
            "name": self.customer.name,
            "name_localized": self.customer.name_localized,
            "phone": self.customer.phone,
        }
        if self.address:
            person["address"] = self.address
        return {
            "id": self.id,
            **self.invoice_wire(restaurant),
            "partner_reference": self.partner_reference,
            "ordertype": {"id": kind.id, "name": kind.name.wire()} if kind else {"id": None, "name": None},
            "customer": person,
            "delivery_status": self.delivery_status,
        } | self.raw

    def delivery_wire(self) -> Document:
        """The small `order` body of a delivery webhook (assumed)."""
        body: Document = {
            "id": self.id,
            "order_refrence": self.number,
            "order_reference": str(self.number),
            "partner_reference": self.partner_reference,
            "branch_id": self.branch,
            "delivery_status": self.delivery_status,
        }
        if self.driver:
            body["driver"] = self.driver
        return body | {key: value for key, value in self.raw.items() if key in body}


def wall_clock(moment: datetime) -> str:
    """`YYYY-MM-DD HH:MM:SS` in the restaurant's zone, without saying which (api-27167201)."""
    return moment.astimezone(RIYADH).strftime("%Y-%m-%d %H:%M:%S")


def hook_clock(moment: datetime) -> str:
    """ISO form without a zone, as webhooks carry it (api-5053408)."""
    return moment.astimezone(RIYADH).strftime("%Y-%m-%dT%H:%M:%S")
