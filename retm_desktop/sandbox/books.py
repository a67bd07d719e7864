"""The practice restaurant's own truth: every order, install, API call and webhook delivery."""

from collections import Counter, deque
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from retm_desktop.sandbox.money import three_decimals
from retm_desktop.sandbox.orders import Order
from retm_desktop.sandbox.restaurant import Restaurant

Document = dict[str, Any]

_KEPT_DELIVERIES = 20_000


@dataclass
class Delivery:
    """One webhook: what was sent, every attempt at it, and how it ended.

    `outcome` is `waiting`, `delivered`, `refused` (a reward, by a 400), `failed` (three attempts) or
    `dropped` (queue full). An attempt holds `status` (0 for no answer), `error` (exception name or None) and `seconds`.
    """

    kind: str
    event: str
    reference: str
    order_id: str | None
    url: str = ""
    outcome: str = "waiting"
    attempts: list[Document] = field(default_factory=list)


@dataclass
class Install:
    """One press of Allow: what the partner answered. Secrets are not part of it."""

    at: str
    outcome: str
    status: int
    token_given: bool
    url: str | None


class Books:
    """Orders in the order they were made, and counts of what was asked of the API."""

    def __init__(self, restaurant: Restaurant) -> None:
        self._restaurant = restaurant
        self.orders: list[Order] = []
        self.by_id: dict[str, Order] = {}
        self._open: dict[str, Order] = {}
        self.calls: Counter[str] = Counter()
        self.created_references: Counter[str] = Counter()
        self.create_calls = 0
        self.installs: list[Install] = []
        self.deliveries: deque[Delivery] = deque(maxlen=_KEPT_DELIVERIES)
        self._last_number = 500
        self._last_invoice = 900

    def next_numbers(self) -> tuple[int, int]:
        """The next order number and invoice number."""
        self._last_number += 1
        self._last_invoice += 1
        return self._last_number, self._last_invoice

    def enter(self, order: Order) -> None:
        """Write a new order down."""
        self.orders.append(order)
        self.by_id[order.id] = order
        if order.open:
            self._open[order.id] = order

    def changed(self, order: Order, moment: datetime, what: str) -> None:
        """Note a change; forget the order's cached body and the kitchen's plan for it."""
        order.events.append((moment, what))
        order.shown = None
        order.due = None
        if order.open:
            self._open[order.id] = order
        else:
            self._open.pop(order.id, None)

    def shown(self, order: Order) -> msgspec.Raw:
        """The order's list item as JSON, encoded once per change."""
        if order.shown is None:
            order.shown = msgspec.json.encode(order.wire(self._restaurant))
        return msgspec.Raw(order.shown)

    def open_orders(self) -> list[Order]:
        """Orders still to be worked on, oldest first."""
        return list(self._open.values())

    def report(self) -> Document:
        """Everything above as plain data, for tests and the control path."""
        return {
            "orders": [
                {
                    "id": order.id,
                    "number": order.number,
                    "invoice": order.invoice,
                    "partner_reference": order.partner_reference,
                    "origin": order.origin,
                    "branch_id": order.branch,
                    "status": order.status,
                    "refunded": three_decimals(order.refunded),
                    "delivery_status": order.delivery_status,
                    "cancel_reason": order.cancel_reason,
                    "driver": order.driver,
                    "created_at": order.created.isoformat(),
                    "events": [{"at": at.isoformat(), "what": what} for at, what in order.events],
                }
                for order in self.orders
            ],
            "calls": dict(self.calls),
            "create_calls": self.create_calls,
            "created_references": dict(self.created_references),
            "installs": [asdict(install) for install in self.installs],
            "deliveries": [asdict(delivery) for delivery in self.deliveries],
        }
