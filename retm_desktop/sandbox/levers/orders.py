"""Levers for what happens to orders and their invoices."""

from datetime import datetime
from typing import Any

from retm_desktop.sandbox.books import Books
from retm_desktop.sandbox.desk import Desk
from retm_desktop.sandbox.entries import Branch, Customer, Named
from retm_desktop.sandbox.kitchen import Kitchen
from retm_desktop.sandbox.money import mills
from retm_desktop.sandbox.orders import CANCELLED, RIYADH, Line, Order
from retm_desktop.sandbox.restaurant import Restaurant

Document = dict[str, Any]

_OVERRIDES = frozenset(
    {
        *("branch", "ordertype", "payment", "payments", "partner_reference", "note", "customer", "address"),
        *("products", "created_at", "delivery_status", "raw"),
    }
)


class OrderLevers:
    """Makes, moves, cancels and refunds orders as the restaurant itself would."""

    def __init__(self, restaurant: Restaurant, books: Books, desk: Desk, kitchen: Kitchen) -> None:
        self._restaurant = restaurant
        self._books = books
        self._desk = desk
        self._kitchen = kitchen

    async def place_order(self, /, **overrides: Any) -> Document:  # noqa: ANN401  any JSON
        """Make an order now and send its webhooks; returns its orders-list item.

        Overrides: `branch`, `ordertype`, `payment` (ids), `payments` (`[{id, amount}]`, the last one pays
        what is left), `partner_reference`, `note`, `customer` (`{name, name_localized, phone}`), `address`,
        `products` (`[{id, quantity, variation, modifiers, note}]`, may be empty), `created_at` (ISO),
        `delivery_status`, and `raw`: keys to replace in every shape the order is shown in, however wrong.
        """
        if unknown := set(overrides) - _OVERRIDES:
            raise ValueError(f"unknown overrides: {', '.join(sorted(unknown))}")
        branch = self._branch(overrides["branch"]) if "branch" in overrides else self._restaurant.branches[0]
        order_type: Named | None = self._kitchen.order_type()
        if "ordertype" in overrides:
            order_type = self._restaurant.order_type_of(overrides["ordertype"] or "")
        payments = [(self._restaurant.payment_methods[0], 0)]
        if "payment" in overrides:
            method = self._restaurant.payment_method_of(overrides["payment"] or "")
            payments = [(method, 0)] if method else []
        if "payments" in overrides:
            payments = [self._share(row) for row in overrides["payments"]]
        lines = self._kitchen.basket()
        if "products" in overrides:
            lines = [self._line(row) for row in overrides["products"]]
        created = None
        if overrides.get("created_at"):
            created = datetime.fromisoformat(overrides["created_at"])
            created = created if created.tzinfo else created.replace(tzinfo=RIYADH)
        order = self._desk.place(
            lines,
            self._customer(overrides.get("customer")),
            branch,
            order_type=order_type,
            payments=payments,
            address=overrides.get("address"),
            note=overrides.get("note"),
            partner_reference=overrides.get("partner_reference"),
            created=created,
            raw=overrides.get("raw"),
        )
        if "delivery_status" in overrides:
            self._desk.move(order, overrides["delivery_status"])
        return order.wire(self._restaurant)

    async def advance(self, order_id: str, delivery_status: int) -> Document:
        """Set any delivery status, known or not, and send the webhook."""
        order = self._order(order_id)
        if delivery_status == CANCELLED:
            self._desk.cancel(order, None)
        else:
            self._desk.move(order, delivery_status)
        return order.wire(self._restaurant)

    async def cancel(self, order_id: str, reason: str | None = None) -> Document:
        """Cancel from the restaurant's side."""
        order = self._order(order_id)
        self._desk.cancel(order, reason)
        return order.wire(self._restaurant)

    async def refund(self, order_id: str, amount: str | float | None = None) -> Document:
        """Refund an order's invoice and send `order.refunded`; `amount` (SAR) only a part of it.

        Raises ValueError for an amount that is none, or more than was paid and not yet given back.
        """
        order = self._order(order_id)
        part = None if amount is None else mills(amount)
        if amount is not None and part is None:
            raise ValueError(f"not an amount: {amount!r}")
        self._desk.refund(order, part)
        return order.wire(self._restaurant)

    def _order(self, order_id: str) -> Order:
        order = self._books.by_id.get(order_id)
        if order is None:
            raise ValueError("no such order")
        return order

    def _branch(self, branch_id: str) -> Branch:
        branch = self._restaurant.branch(branch_id)
        if branch is None:
            raise ValueError("no such branch")
        return branch

    def _share(self, row: Document) -> tuple[Named, int]:
        method = self._restaurant.payment_method_of(str(row.get("id", "")))
        if method is None:
            raise ValueError("no such payment method")
        return method, mills(row.get("amount", 0)) or 0

    def _customer(self, given: Document | None) -> Customer:
        if not given:
            return self._kitchen.customer()
        name = str(given.get("name", ""))
        return Customer(
            int(given.get("id", 9000)),
            name,
            str(given.get("name_localized", name)),
            str(given.get("phone", "")),
            given.get("email"),
        )

    def _line(self, row: Document) -> Line:
        product = self._restaurant.product(str(row.get("id", "")))
        if product is None:
            raise ValueError("no such product")
        line = self._desk.line_of(product)
        line.quantity = mills(row.get("quantity", 1)) or 1000
        line.variation = next((v for v in product.variations if v.id == row.get("variation")), None)
        wanted = {entry["id"] if isinstance(entry, dict) else entry for entry in row.get("modifiers", [])}
        line.modifiers = [(c, 1) for group in product.modifiers for c in group.choices if c.id in wanted]
        line.note = row.get("note")
        return line
