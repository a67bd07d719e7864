"""What can happen to an order, the menu or a customer, and the webhooks each happening sends."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from retm_desktop.sandbox.books import Books
from retm_desktop.sandbox.dice import dice
from retm_desktop.sandbox.entries import Branch, Customer, Named, Product, Words
from retm_desktop.sandbox.money import three_decimals
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
from retm_desktop.sandbox.restaurant import Restaurant
from retm_desktop.sandbox.ulid import ulid
from retm_desktop.sandbox.webhooks import Courier

Document = dict[str, Any]

_SEASONAL = [
    (Words("Winter Soup Bowl", "شوربة الشتاء"), "pot-of-food"),
    (Words("Banana Milkshake", "ميلك شيك الموز"), "banana-milk"),
    (Words("Watermelon Juice", "عصير بطيخ"), "watermelon-juice"),
    (Words("Najdi Matazeez", "مطازيز نجدية"), "curry-rice"),
]

# Assumed: neither the names nor the difference of "Menu Updates" and "Menu Changed" could be read, so a dish
# that comes or goes is `menu.updated`, one that changes is `menu.changed`.
_EVENT_OF = {
    "added": "menu.updated",
    "repriced": "menu.changed",
    "removed": "menu.updated",
    "renamed": "menu.changed",
}
MENU_CHANGES = tuple(_EVENT_OF)


class Desk:
    """The one place where the restaurant's books change."""

    def __init__(self, seed: int, restaurant: Restaurant, books: Books, courier: Courier) -> None:
        self._random = dice("desk", seed)
        self._restaurant = restaurant
        self._books = books
        self._courier = courier
        self._menu_changes = 0
        self._dishes = 0
        self._deletions = 0

    def place(
        self,
        lines: list[Line],
        customer: Customer,
        branch: Branch,
        *,
        order_type: Named | None = None,
        payments: Sequence[tuple[Named, int]] = (),
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
            payments=list(payments),
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

    def refund(self, order: Order, amount: int | None = None, *, moment: datetime | None = None) -> None:
        """Give the money back, or `amount` thousandths of it; sends `order.refunded` (doc-400813).

        Raises ValueError for an amount of nothing, or of more than is left.
        """
        left = order.total - order.refunded
        if amount is not None and not 0 < amount <= left:
            raise ValueError(f"{three_decimals(amount)} cannot be refunded, {three_decimals(left)} can")
        order.refunded += left if amount is None else amount
        whole = order.refunded == order.total
        if whole:
            order.status = REFUNDED
        what = "refunded" if whole else f"refunded {three_decimals(order.refunded)} in part"
        self._books.changed(order, moment or datetime.now(UTC), what)
        if moment is None:
            self._announce_invoice(order, "order.refunded", "refund.order")

    def change_menu(self, what: str | None = None) -> Document:
        """One change to the menu, by name or in turn, and its webhook. Says what it did; raises ValueError."""
        chosen = MENU_CHANGES[self._menu_changes % len(MENU_CHANGES)] if what is None else what
        if chosen not in MENU_CHANGES:
            raise ValueError(f"no such change: {what!r}; there are {', '.join(MENU_CHANGES)}")
        self._menu_changes += what is None
        product = None if chosen == "added" else self._random.choice(list(self._restaurant.products()))
        product = self._change(chosen, product)
        self.tell_menu_changed(_EVENT_OF[chosen])
        return {"change": chosen, "product": product.id, "name": product.name.wire()}

    def change_menu_many(self, **counts: int) -> dict[str, list[str]]:
        """So many changes of each kind to dishes that differ, and one webhook; the ids by kind of change.

        Raises ValueError when there are not that many dishes.
        """
        present = list(self._restaurant.products())
        wanted = sum(count for what, count in counts.items() if what != "added")
        if min(counts.values()) < 0 or wanted > len(present):
            raise ValueError(f"{wanted} of {len(present)} dishes cannot be changed")
        chosen = iter(self._random.sample(present, wanted))
        made = {
            what: [self._change(what, None if what == "added" else next(chosen)).id for _ in range(count)]
            for what, count in counts.items()
        }
        self.tell_menu_changed()
        return made

    def _change(self, what: str, product: Product | None) -> Product:
        """Add a dish, or change the one given."""
        if product is None:
            dish = self._dishes
            self._dishes += 1
            words, slug = _SEASONAL[dish % len(_SEASONAL)]
            if round_ := dish // len(_SEASONAL):
                words = Words(f"{words.en} {round_ + 1}", f"{words.ar} {round_ + 1}")
            return self._restaurant.add_seasonal_dish(words, 21_000, slug)
        if what == "removed":
            self._restaurant.remove(product)
        elif what == "repriced":
            product.price += 1_000
            for variation in product.variations:
                variation.price += 1_000
        else:
            old = product.name
            product.name = Words(f"{old.en} Special".strip(), f"{old.ar} المميز".strip(), old.arabic_first)
        return product

    def tell_menu_changed(self, event: str = "menu.updated") -> None:
        """Send the menu webhook."""
        self._courier.send("menu", self._courier.envelope(event))

    def tell_customer(self, customer: Customer, event: str, body: Document | None = None) -> None:
        """Send a customer webhook (api-5053408); now and then with RETM's unset date."""
        hook = self._courier.envelope(event)
        if self._random.random() < 0.3:
            hook["timestamp"] = "0001-01-01T00:00:00"
        self._courier.send("customer", hook | {"customer": body or customer.wire()})

    def add_customer(self, name: str, name_localized: str, phone: str, email: str | None = None) -> Customer:
        """A new customer, who sends `customer.created`."""
        customer = self._restaurant.new_customer(name, name_localized, phone, email)
        self.tell_customer(customer, "customer.created")
        return customer

    def change_customer(self, customer: Customer, fields: Mapping[str, str | None] | None = None) -> None:
        """Change a customer, without `fields` give or take an e-mail address; sends `customer.updated`."""
        changes = fields or {"email": None if customer.email else f"guest.{customer.id}@example.com"}
        for key, value in changes.items():
            setattr(customer, key, value if key == "email" else value or "")
        for order in self._books.orders:
            if order.customer is customer:
                order.shown = None
        self.tell_customer(customer, "customer.updated")

    def delete_customer(self, customer: Customer) -> None:
        """Take a customer off the list; sends `customer.deleted`.

        Assumed: the body may be the whole customer or only the id (api-5053408 does not say); every second
        deletion sends the id only. The orders of a deleted customer keep the name they were made with.
        """
        self._restaurant.customers.remove(customer)
        self._deletions += 1
        self.tell_customer(customer, "customer.deleted", {"id": customer.id} if self._deletions % 2 == 0 else None)

    def customer_by_phone(self, phone: str, name: Words) -> Customer:
        """The customer with that phone, or a new one (which sends `customer.created`)."""
        known = next((c for c in self._restaurant.customers if c.phone == phone), None)
        return known or self.add_customer(name.en or name.ar, name.ar or name.en, phone)

    def line_of(self, product: Product) -> Line:
        """A line of one piece of `product`."""
        return Line(product, self._restaurant.category(product).name)

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
