"""Reads the body of a new order, with errors named by field."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from retm_desktop.sandbox.desk import Desk
from retm_desktop.sandbox.entries import Branch, Choice, Named, Words
from retm_desktop.sandbox.forms import FieldErrors, Invalid, words_of
from retm_desktop.sandbox.money import mills
from retm_desktop.sandbox.orders import Line
from retm_desktop.sandbox.restaurant import Restaurant

Document = dict[str, Any]


@dataclass
class NewOrder:
    """A create-order body, read and resolved."""

    branch: Branch
    phone: str
    name: Words
    lines: list[Line]
    order_type: Named | None = None
    payments: list[tuple[Named, int]] = field(default_factory=list)
    address: Document | None = None
    note: str | None = None
    partner_reference: str | None = None
    discount: int = 0


@dataclass
class OrderReader:
    """Reads api-5053414's body; every problem is collected before Invalid is raised."""

    restaurant: Restaurant
    desk: Desk
    errors: FieldErrors = field(default_factory=dict)

    def read(self, body: Document) -> NewOrder:
        """The order asked for; raises Invalid."""
        branch = self._branch(body.get("branch"))
        customer = body.get("customer")
        if isinstance(customer, list):
            customer = customer[0] if customer else None
        phone, name, address = self._customer(customer)
        lines = self._lines(body.get("products"))
        order_type = self._known("ordertype", body.get("ordertype"), self.restaurant.order_type_of)
        payments = self._payments(body.get("payments"))
        for key in ("subtotal", "tax", "total"):
            if body.get(key) is not None and mills(body[key]) is None:
                self._wrong(key, f"The {key} must be a number.")
        discount = self._discount(body.get("discount"), sum(line.total for line in lines))
        if self.errors or branch is None:
            raise Invalid(self.errors)
        return NewOrder(
            branch,
            phone,
            name,
            lines,
            order_type,
            payments,
            address,
            self._text("note", body.get("note")),
            self._text("partner_reference", body.get("partner_reference")),
            discount,
        )

    def _wrong(self, key: str, message: str) -> None:
        self.errors.setdefault(key, []).append(message)

    def _text(self, key: str, value: object) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return str(value)

    def _branch(self, value: object) -> Branch | None:
        if not isinstance(value, str) or not value:
            self._wrong("branch", "The branch field is required.")
            return None
        branch = self.restaurant.branch(value)
        if branch is None:
            self._wrong("branch", "The selected branch is invalid.")
        return branch

    def _customer(self, value: object) -> tuple[str, Words, Document | None]:
        if not isinstance(value, dict):
            self._wrong("customer", "The customer field is required.")
            return "", Words("", ""), None
        phone = value.get("phone")
        if not isinstance(phone, str) or not phone.strip():
            self._wrong("customer.phone", "The customer.phone field is required.")
            phone = ""
        name = value.get("name")
        if name is not None and not isinstance(name, dict):
            self._wrong("customer.name", "The customer.name must be an object.")
        words = words_of(name) if isinstance(name, dict) else Words("", "")
        address = value.get("address")
        if address in (None, []):
            return phone, words, None
        if not isinstance(address, dict):
            self._wrong("customer.address", "The customer.address must be an object.")
            return phone, words, None
        for key in ("address", "id", "latitude", "longitude"):
            if not isinstance(address.get(key), str):
                self._wrong(f"customer.address.{key}", f"The customer.address.{key} field is required.")
        if not isinstance(address.get("name"), dict):
            self._wrong("customer.address.name", "The customer.address.name field is required.")
        return phone, words, address

    def _lines(self, value: object) -> list[Line]:
        if not isinstance(value, list) or not value:
            self._wrong("products", "The products field is required.")
            return []
        lines = []
        for index, row in enumerate(value):
            line = self._line(f"products.{index}", row)
            if line:
                lines.append(line)
        return lines

    def _line(self, at: str, row: object) -> Line | None:
        if not isinstance(row, dict):
            self._wrong(at, "The product must be an object.")
            return None
        quantity = row.get("quantity")
        pieces = mills(quantity) if isinstance(quantity, int | float) else None
        if pieces is None or pieces <= 0:
            self._wrong(f"{at}.quantity", "The quantity must be a number above zero.")
        if not isinstance(row.get("total"), int | float) or mills(row["total"]) is None:
            self._wrong(f"{at}.total", "The total must be a number.")
        wanted = row.get("id")
        product = self.restaurant.product(wanted) if isinstance(wanted, str) else None
        variation_id = row.get("variation")
        if isinstance(variation_id, dict):
            variation_id = variation_id.get("id")
        if product is None and isinstance(wanted, str):
            # Whether a size's own id goes here is not documented, so both are taken.
            owners = (p for p in self.restaurant.products() if any(v.id == wanted for v in p.variations))
            product, variation_id = next(owners, None), wanted
        if product is None:
            self._wrong(f"{at}.id", "The selected product is invalid.")
            return None
        line = self.desk.line_of(product)
        line.quantity = pieces or 0
        if variation_id is not None:
            line.variation = next((v for v in product.variations if v.id == variation_id), None)
            if line.variation is None:
                self._wrong(f"{at}.variation", "The selected variation is invalid.")
        line.modifiers = self._modifiers(at, row.get("modifiers"), line)
        line.note = self._text(f"{at}.note", row.get("note")) or None
        discount = mills(row.get("discount") or 0)
        if discount is None or discount < 0:
            self._wrong(f"{at}.discount", "The discount must be a number.")
        else:
            line.discount = discount
        return line

    def _modifiers(self, at: str, value: object, line: Line) -> list[tuple[Choice, int]]:
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(f"{at}.modifiers", "The modifiers must be an array.")
            return []
        offered = {choice.id: choice for group in line.product.modifiers for choice in group.choices}
        chosen = []
        for index, row in enumerate(value):
            choice = offered.get(row["id"]) if isinstance(row, dict) and isinstance(row.get("id"), str) else None
            if choice is None:
                self._wrong(f"{at}.modifiers.{index}.id", "The selected modifier is invalid.")
                continue
            count = row.get("quantity", 1)
            chosen.append((choice, int(count) if isinstance(count, int | float) and count >= 1 else 1))
        return chosen

    def _payments(self, value: object) -> list[tuple[Named, int]]:
        """Each method with its amount (the shape is assumed)."""
        if value in (None, []):
            return []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self._wrong("payments", "The payments must be an array.")
            return []
        found = []
        for index, row in enumerate(value):
            method = self._known(f"payments.{index}.id", row.get("id") or "", self.restaurant.payment_method_of)
            if method:
                found.append((method, mills(row.get("amount")) or 0))
        return found

    def _known(self, key: str, value: object, find: Callable[[str], Named | None]) -> Named | None:
        if value is None:
            return None
        found = find(value) if isinstance(value, str) else None
        if found is None:
            self._wrong(key, f"The selected {key} is invalid.")
        return found

    def _discount(self, value: object, total: int) -> int:
        if isinstance(value, list):
            value = value[0] if value else None
        if value is None:
            return 0
        if not isinstance(value, dict):
            self._wrong("discount", "The discount must be an object.")
            return 0
        given = mills(value.get("amount") if value.get("amount") is not None else value.get("value"))
        if given is None or given < 0:
            self._wrong("discount.value", "The discount.value must be a number.")
            return 0
        if value.get("type") == 2 and value.get("amount") is None:
            return total * given // 100_000
        return given
