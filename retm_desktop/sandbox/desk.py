"""What can happen to an order, the menu or a customer, and the webhooks each happening sends."""

from datetime import UTC, datetime
from typing import Any

from retm_desktop.sandbox.books import Books
from retm_desktop.sandbox.dice import dice
from retm_desktop.sandbox.orders import (
    ACTIVE,
    CANCELLED,
    CLOSED,
    DELIVERED,
    PENDING,
    REFUNDED,
    UNDER_REVIEW,
    VOID,
    Line,
    Order,
)
from retm_desktop.sandbox.restaurant import Branch, Customer, Named, Product, Restaurant, Words
from retm_desktop.sandbox.ulid import ulid
from retm_desktop.sandbox.webhooks import Courier

Document = dict[str, Any]

_SEASONAL = [
    (Words("Winter Soup Bowl", "شوربة الشتاء"), "pot-of-food"),
    (Words("Banana Milkshake", "ميلك شيك الموز"), "banana-milk"),
    (Words("Watermelon Juice", "عصير بطيخ"), "watermelon-juice"),
    (Words("Najdi Matazeez", "مطازيز نجدية"), "curry-rice"),
]


class Desk:
    """The one place where the restaurant's books change."""

    def __init__(self, seed: int, restaurant: Restaurant, books: Books, courier: Courier) -> None:
        self._random = dice("desk", seed)
        self._restaurant = restaurant
        self._books = books
        self._courier = courier
        self._menu_changes = 0

    def place(
        self,
        lines: list[Line],
        customer: Customer,
        branch: Branch,
        *,
        order_type: Named | None = None,
        payment: Named | None = None,
        address: Document | None = None,
        note: str | None = None,
        partner_reference: str | None = None,
        origin: str = "restaurant",
        created: datetime | None = None,
        discount: int = 0,
        raw: Document | None = None,
        announce: bool = True,
    ) -> Order:
        """Make an order and its invoice; `announce` sends the two webhooks of a new order."""
        moment = created or datetime.now(UTC)
        number, invoice = self._books.next_numbers()
        order = Order(
            id=ulid(self._random, moment),
            number=number,
            invoice=invoice,
            branch=branch.id,
            device=self._random.choice(branch.devices),
            created=moment,
            order_type=order_type,
            customer=customer,
            lines=lines,
            payment=payment,
            address=address,
            note=note,
            partner_reference=partner_reference,
            origin=origin,
            raw=raw or {},
        )
        order.discount_by(discount)
        self._books.enter(order)
        self._books.changed(order, moment, "created")
        if announce:
            self._announce_invoice(order, "order.created", "create.order")
            body = self._courier.envelope("order.delivery.created") | {"order": order.wire(self._restaurant)}
            self._courier.send("order", body, order.id)
        return order

    def move(
        self, order: Order, status: int, *, driver: Document | None = None, moment: datetime | None = None
    ) -> None:
        """Set a delivery status without asking whether the move is allowed; any integer goes."""
        order.delivery_status = status
        if driver:
            order.driver = driver
        if status == DELIVERED:
            order.status = CLOSED
        elif status == CANCELLED:
            order.status = VOID
        elif status == UNDER_REVIEW:
            order.status = PENDING
        else:
            order.status = ACTIVE
        self._books.changed(order, moment or datetime.now(UTC), f"delivery {status}")
        if moment is None:
            self._announce_delivery(order)

    def cancel(self, order: Order, reason: str | None, *, moment: datetime | None = None) -> None:
        """Cancel an order and void its invoice."""
        order.cancel_reason = reason
        self.move(order, CANCELLED, moment=moment)

    def refund(self, order: Order, *, moment: datetime | None = None) -> None:
        """Give the money back; sends `order.refunded` (doc-400813)."""
        order.status = REFUNDED
        self._books.changed(order, moment or datetime.now(UTC), "refunded")
        if moment is None:
            self._announce_invoice(order, "order.refunded", "refund.order")

    def change_menu(self) -> Document:
        """Add a dish, reprice or remove one, in turn; sends `menu.updated` (assumed). Says what it did."""
        turn = self._menu_changes % 3
        self._menu_changes += 1
        if turn == 0:
            words, slug = _SEASONAL[(self._menu_changes // 3) % len(_SEASONAL)]
            product = self._restaurant.add_seasonal_dish(words, 21_000, slug)
            change = "added"
        else:
            product = self._random.choice(list(self._restaurant.products()))
            if turn == 1:
                product.price += 1_000
                change = "repriced"
            else:
                self._restaurant.remove(product)
                change = "removed"
        self.tell_menu_changed()
        return {"change": change, "product": product.id, "name": product.name.wire()}

    def tell_menu_changed(self) -> None:
        """Send the menu webhook."""
        self._courier.send("menu", self._courier.envelope("menu.updated"))

    def tell_customer(self, customer: Customer, event: str) -> None:
        """Send a customer webhook (api-5053408); now and then with RETM's unset date."""
        body = self._courier.envelope(event)
        if self._random.random() < 0.3:
            body["timestamp"] = "0001-01-01T00:00:00"
        self._courier.send("customer", body | {"customer": customer.wire()})

    def change_customer(self, customer: Customer) -> None:
        """Give a customer an e-mail address, or take it away; sends `customer.updated`."""
        customer.email = None if customer.email else f"guest.{customer.id}@example.com"
        self.tell_customer(customer, "customer.updated")

    def customer_by_phone(self, phone: str, name: Words) -> Customer:
        """The customer with that phone, or a new one (which sends `customer.created`)."""
        known = next((c for c in self._restaurant.customers if c.phone == phone), None)
        if known:
            return known
        last = max(customer.id for customer in self._restaurant.customers)
        customer = Customer(last + 1, name.en or name.ar, name.ar or name.en, phone, None)
        self._restaurant.customers.append(customer)
        self.tell_customer(customer, "customer.created")
        return customer

    def line_of(self, product: Product) -> Line:
        """A line of one piece of `product`."""
        category = next(c for c in self._restaurant.categories if c.id == product.category)
        return Line(product, category.name)

    def _announce_invoice(self, order: Order, event: str, event_type: str) -> None:
        """The invoice webhook: three ids that are numbers or null in the list are text here (api-5053401)."""
        body = self._courier.envelope(event) | {
            "event_type": event_type,
            "invoice_id": str(order.invoice),
            "order_refrence": str(order.number),
            "sale_id": f"S{order.invoice}",
        }
        rest = order.invoice_wire(self._restaurant)
        self._courier.send("invoice", body | {key: rest[key] for key in rest if key not in body}, order.id)

    def _announce_delivery(self, order: Order) -> None:
        body = self._courier.envelope("order.delivery.updated") | {"order": order.delivery_wire()}
        self._courier.send("order", body, order.id)
