"""The other RETM's documents: the same facts as the reference's, each written in a way of its own."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from tests.providers.other_books import Choice, Dish, Extras, Named, Row, Ticket

Document = dict[str, object]

ZONE = ZoneInfo("Asia/Dubai")
"""The zone its account is set to; the invoices do not say so."""

NOISE: Document = {"_v": 3, "flags": [None, {"deep": [[]]}], "مفتاح": "قيمة", "links_to": {"self": "/x"}, "count": 1.50}
"""Keys nobody has heard of, which every document carries."""


class Ids:
    """Spells ids in upper or lower case and knows only what it has handed out, letter by letter."""

    def __init__(self) -> None:
        self._issued: dict[str, str] = {}

    def upper(self, id_: str) -> str:
        """Hand an id out in capitals."""
        return self._issue(id_.upper(), id_)

    def lower(self, id_: str) -> str:
        """Hand an id out in small letters."""
        return self._issue(id_.lower(), id_)

    def meant(self, received: object) -> str | None:
        """Return the id that was received, or None unless it comes back exactly as it was handed out."""
        return self._issued.get(received) if isinstance(received, str) else None

    def _issue(self, spelling: str, id_: str) -> str:
        self._issued[spelling] = id_
        return spelling


def number(amount: Decimal) -> int | float:
    """Write an amount as a number, whole ones without a fraction."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def grouped(amount: Decimal) -> str:
    """Write an amount as text with commas."""
    return f"{amount:,.3f}"


def arabic_first(named: Named | Extras) -> Document:
    """Write a name as an object, the Arabic first."""
    return {"ar": named.ar, "xx": None, "en": named.en}


class Papers:
    """Writes each record the other way; ids go through `ids`."""

    def __init__(self) -> None:
        self.ids = Ids()

    def order(self, ticket: Ticket) -> Document:
        """Write an order; every second one lacks what is optional and writes the rest differently."""
        even = ticket.number % 2 == 0
        rows = [self._row(row, even=even) for row in ticket.rows]
        paper: Document = NOISE | {
            "products": {"data": rows} if even else rows,
            "delivery_status": str(ticket.delivery),
            "status": f"{ticket.status}.0" if even else str(ticket.status),
            "created_at": self._moment(ticket.created, even=even),
            "total_price": grouped(ticket.total) if even else number(ticket.total),
            "tax": number(ticket.tax),
            "subtotal": grouped(ticket.total - ticket.tax),
            "order_reference": ticket.number,
            "branch": {"name": ticket.branch.en, "uuid": self.ids.upper(ticket.branch.id)},
        }
        if not even:
            del paper["branch"]
            paper |= {"branch_id": self.ids.lower(ticket.branch.id), "order_refrence": str(ticket.number)}
            paper |= {"device_id": self.ids.lower(ticket.device.id) if ticket.device else None}
        if ticket.kind:
            kind = self.ids.lower(ticket.kind.id)
            paper["ordertype"] = kind if even else {"name": arabic_first(ticket.kind), "uuid": kind}
        if ticket.reference:
            paper["partner_reference"] = int(ticket.reference) if ticket.reference.isdecimal() else ticket.reference
        paper["customer"] = self._buyer(ticket) if ticket.person else []
        if ticket.payment:
            paid = {"amount": number(ticket.total), "name": ticket.payment.en, "id": self.ids.lower(ticket.payment.id)}
            paper["payments"] = {"0": paid} if even else [paid]
        if ticket.note is not None:
            paper["note"] = ticket.note
        if ticket.driver:
            paper["driver"] = ticket.driver
        return paper | {"id": ticket.id}

    def _moment(self, moment: datetime, *, even: bool) -> str:
        return moment.isoformat().replace("+00:00", "Z") if even else moment.astimezone(ZONE).isoformat()

    def _row(self, row: Row, *, even: bool) -> Document:
        paper: Document = NOISE | {
            "modifiers": [
                {"price": grouped(extra.price), "id": self.ids.lower(extra.id), "name": extra.en, "quantity": number(n)}
                for extra, n in row.extras
            ],
            "total": number(row.total),
            "quantity": number(row.quantity),
            "name": arabic_first(row.dish),
            "uuid" if even else "id": self.ids.upper(row.dish.id),
        }
        if row.size:
            paper["variation"] = {"name": arabic_first(row.size)}
        elif even:
            paper |= {"variation": [], "category": None, "sku": 70_010_001}
        if row.note:
            paper["note"] = row.note
        return paper

    def _buyer(self, ticket: Ticket) -> object:
        assert ticket.person
        buyer: Document = {"phone": ticket.person.more["phone"], "id": ticket.person.id, "name": ticket.person.en}
        if ticket.number % 2:
            buyer["name_localized"] = ticket.person.ar
        if ticket.address:
            buyer["address"] = ticket.address
        return [buyer] if ticket.number % 4 == 0 else buyer

    def invoice(self, ticket: Ticket) -> Document:
        """Write an invoice: numbers as text, text as numbers, dates in the account's zone without saying so."""
        return NOISE | {
            "products": [self._row(row, even=False) for row in ticket.rows],
            "taxes": {"7": {"amount": number(ticket.tax), "uuid": "t", "name": "VAT"}},
            "status": str(ticket.status),
            "total_price": grouped(ticket.total),
            "tax": grouped(ticket.tax),
            "created_at": ticket.created.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S.%f"),
            "branch_id": self.ids.upper(ticket.branch.id),
            "sale_id": 40 + ticket.number,
            "order_refrence": str(ticket.number),
            "order_reference": ticket.number,
            "invoice_id": str(ticket.invoice),
        }

    def customer(self, person: Named) -> Document:
        """Write a customer: the id as text, the name in either form, no e-mail for every third."""
        place = int(person.id)
        paper: Document = NOISE | {"phone": person.more["phone"], "id" if place % 2 else "customer_id": person.id}
        if place % 3:
            paper["email"] = person.more["email"]
        named = {"name": person.en, "name_localized": person.ar} if place % 2 else {"name": arabic_first(person)}
        return named | paper

    def dish(self, dish: Dish, *, upper: bool, category: Named | None = None) -> Document:
        """Write a product with numbers for amounts and text for codes; `category` only where it is wanted."""
        spell = self.ids.upper if upper else self.ids.lower
        paper: Document = NOISE | {
            "over_stock": upper or "0",
            "type": "4" if dish.sizes else "1",
            "price": number(dish.price),
            "calories": 120 + dish.category,
            "name": arabic_first(dish),
            "description": None if upper else "plain words",
            "taxes": [{"uuid": self.ids.lower("01jtx0001kqx7vbnw3fgh8cyz0"), "type": "2", "value": 15}],
            "id": spell(dish.id),
        }
        if category:
            paper["category"] = {"name": category.en, "uuid": spell(category.id)}
        if dish.sizes:
            sizes = [self._size(size) for size in dish.sizes]
            paper["variations"] = {str(3 * place): size for place, size in enumerate(sizes)} if upper else sizes
        if dish.extras:
            paper["modifiers"] = [self._extras(extras, upper=upper) for extras in dish.extras]
        return paper

    def _size(self, size: Choice) -> Document:
        return {
            "price": number(size.price),
            "name": arabic_first(size),
            "sku": 80_020_001,
            "uuid": self.ids.lower(size.id),
        }

    def _extras(self, extras: Extras, *, upper: bool) -> Document:
        choices = [
            {"extra_price": grouped(choice.price), "name": choice.en, "id": self.ids.lower(choice.id)}
            for choice in extras.choices
        ]
        group: Document = {"items": {"data": choices} if upper else choices, "name": arabic_first(extras)}
        group |= {"max_selection": str(extras.most) if extras.most else 0, "multiple": "1"}
        return group | ({"min_selection": str(extras.least)} if extras.least else {})

    def named(self, record: Named, **more: object) -> Document:
        """Write anything small: `uuid` in capitals and a plain name with the Arabic beside it."""
        told = {"name_localized": record.ar, "name": record.en, "uuid": self.ids.upper(record.id)}
        return NOISE | more | told

    def titled(self, record: Named, **more: object) -> Document:
        """Write anything small: `id` in small letters and the name as an object called title."""
        return NOISE | more | {"title": arabic_first(record), "id": self.ids.lower(record.id)}

    def device(self, device: Named) -> Document:
        """Write a device whose branch is spelt otherwise than in the list of branches."""
        branch = device.more["branch"]
        assert isinstance(branch, Named)
        return {
            "branch": {"uuid": self.ids.lower(branch.id)},
            "name": device.en,
            "device_id": self.ids.upper(device.id),
        }

    def payment(self, method: Named) -> Document:
        """Write a payment method: the type as text, a flag as true or false, the tax authority's code as a number."""
        more = method.more
        zatca, drawer = int(str(more["zatca"])), more["drawer"]
        return self.named(method, type=str(more["type"]), auto_open_drawer=drawer, zatca_payment_code=zatca)

    def charge(self, charge: Named) -> Document:
        """Write an order charge: the value as a number, `[]` where no tax is on it."""
        tax, value = charge.more["tax"], charge.more["value"]
        assert isinstance(value, Decimal)
        return self.named(charge, tax=self.tax(tax) if isinstance(tax, Named) else [], value=number(value))

    def tax(self, tax: Named) -> Document:
        """Write a tax: the value as a number, the type as text, the name as an object."""
        value = tax.more["value"]
        assert isinstance(value, Decimal)
        told = {"value": number(value), "type": str(tax.more["type"]), "name": arabic_first(tax)}
        return NOISE | told | {"uuid": self.ids.upper(tax.id)}
