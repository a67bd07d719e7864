"""What the other RETM knows: its menu, people and orders, as plain records without any wire form."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

NEW, CANCELLED, DELIVERED = 1, 3, 7
ORDERS, CUSTOMERS, DISHES = 57, 45, 41


@dataclass
class Named:
    """Anything with an id and a name in two languages; `more` holds what else belongs to it."""

    id: str
    en: str
    ar: str
    more: dict[str, object] = field(default_factory=dict)


@dataclass
class Choice(Named):
    """A size or an extra with its price."""

    price: Decimal = Decimal(0)


@dataclass
class Extras:
    """A modifier group: it has no id."""

    en: str
    ar: str
    least: int
    most: int | None
    choices: list[Choice]


@dataclass
class Dish(Named):
    """A product; the price has 15 percent of VAT inside."""

    price: Decimal = Decimal(0)
    category: int = 0
    sizes: list[Choice] = field(default_factory=list)
    extras: list[Extras] = field(default_factory=list)


@dataclass
class Row:
    """One line of an order."""

    dish: Dish
    quantity: Decimal
    size: Choice | None = None
    extras: list[tuple[Choice, Decimal]] = field(default_factory=list)
    note: str = ""

    @property
    def total(self) -> Decimal:
        """Price of the whole line, VAT inside."""
        each = self.size.price if self.size else self.dish.price
        return (each + sum((choice.price * count for choice, count in self.extras), Decimal(0))) * self.quantity


@dataclass
class Ticket:
    """An order; `delivery` is the delivery status code."""

    id: int
    number: int
    invoice: int
    branch: Named
    device: Named | None
    kind: Named | None
    person: Named | None
    rows: list[Row]
    created: datetime
    delivery: int = NEW
    reference: str | None = None
    note: str | None = None
    address: dict[str, object] | None = None
    payment: Named | None = None
    driver: dict[str, object] | None = None
    reason: str = ""

    @property
    def status(self) -> int:
        """The invoice's status code that goes with the delivery status."""
        return {NEW: 2, DELIVERED: 1, CANCELLED: 5}.get(self.delivery, 3)

    @property
    def total(self) -> Decimal:
        """Sum of the lines."""
        return sum((row.total for row in self.rows), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """VAT inside the total, at three decimals."""
        return (self.total * 15 / 115).quantize(Decimal("0.001"))


def ulid(kind: str, number: int) -> str:
    """Return an id of 26 characters, lower case, with letters enough for case to matter."""
    return f"01j{kind}{number:04}kqx7vbnw3fgh8cyz0"


class Books:
    """Everything the other RETM remembers, newest order last."""

    def __init__(self) -> None:
        self._made = itertools.count(1000)
        self.tax = Named(ulid("tx", 1), "VAT", "ضريبة", {"type": 2, "value": Decimal(15)})
        self.taxes = [self.tax, Named(ulid("tx", 2), "Tobacco", "تبغ", {"type": 1, "value": Decimal(25)})]
        self.branches = [Named(ulid("br", n), f"Branch {n}", f"فرع {n}") for n in range(3)]
        self.devices = [
            Named(ulid("de", n), f"Till {n}", f"صندوق {n}", {"branch": self.branches[n % 3]}) for n in range(5)
        ]
        self.order_types = [
            Named(ulid("ot", n), en, ar, {"type": n + 1})
            for n, (en, ar) in enumerate([("Dine in", "محلي"), ("Pickup", "استلام"), ("Delivery", "توصيل")])
        ]
        self.price_lists = [Named(ulid("px", n), f"Prices {n}", f"أسعار {n}") for n in range(2)]
        self.payments = [
            Named(ulid("pm", n), f"Way {n}", f"طريقة {n}", {"type": n + 1, "drawer": n == 0, "zatca": "10"})
            for n in range(4)
        ]
        self.charges = [
            Named(ulid("ch", 0), "Delivery", "توصيل", {"value": Decimal("12.5"), "tax": self.tax}),
            Named(ulid("ch", 1), "Bag", "كيس", {"value": Decimal(1), "tax": None}),
        ]
        self.categories = [Named(ulid("ca", n), f"Shelf {n}", f"رف {n}") for n in range(3)]
        self.dishes = [self._dish(n) for n in range(DISHES)]
        self.groups = [Named(ulid("gr", n), f"Group {n}", f"مجموعة {n}", {"every": 4 + n}) for n in range(2)]
        self.people = [
            Named(str(3000 + n), f"Person {n}", f"شخص {n}", {"phone": f"05{n:08}", "email": f"p{n}@example.com"})
            for n in range(CUSTOMERS)
        ]
        self.tickets: list[Ticket] = []
        began = datetime.now(UTC) - timedelta(days=2)
        for n in range(ORDERS):
            self.arrive(began + timedelta(minutes=37 * n), (DELIVERED, NEW, 2, CANCELLED, 4, 5, 6)[n % 7])

    def _dish(self, n: int) -> Dish:
        sizes = [Choice(ulid("vs", n), "Small", "صغير", price=Decimal(7)), Choice(ulid("vl", n), "Large", "كبير")]
        sizes[1].price = Decimal("11.25")
        bread = [Choice(ulid("mb", 10 * n + i), f"Bread {i}", f"خبز {i}", price=Decimal(i)) for i in range(3)]
        sauce = [Choice(ulid("ms", n), "Sauce", "صوص", price=Decimal("0.5"))]
        extras = [Extras("Bread", "خبز", 1, 2, bread), Extras("Sauce", "صوص", 0, None, sauce)]
        return Dish(
            ulid("pr", n),
            f"Dish {n}",
            f"طبق {n}",
            price=Decimal(5 + n),
            category=n % 3,
            sizes=sizes if n % 4 == 0 else [],
            extras=extras if n % 3 == 0 else [],
        )

    def new_id(self, kind: str) -> str:
        """Return an id nobody has yet."""
        return ulid(kind, next(self._made))

    def of_group(self, group: Named) -> list[Dish]:
        """Return a group's dishes."""
        every = group.more["every"]
        assert isinstance(every, int)
        return self.dishes[::every]

    def of_category(self, category: Named) -> list[Dish]:
        """Return a category's dishes."""
        return [dish for dish in self.dishes if self.categories[dish.category] is category]

    def arrive(self, created: datetime | None = None, delivery: int = NEW) -> Ticket:
        """Enter an order taken by the restaurant itself; every ninth is a very large one."""
        n = len(self.tickets)
        dish, large = self.dishes[n % DISHES], n % 9 == 8
        rows = [Row(dish, Decimal(1000) if large else Decimal("1.5"), dish.sizes[0] if dish.sizes else None)]
        rows.append(Row(self.dishes[3], Decimal(2), None, [(self.dishes[3].extras[0].choices[1], Decimal(1))], "crisp"))
        return self.enter(
            rows,
            self.branches[n % 3],
            created=created or datetime.now(UTC),
            delivery=delivery,
            kind=self.order_types[n % 3] if n % 4 else None,
            person=self.people[n % CUSTOMERS] if n % 5 else None,
            device=self.devices[n % 5] if n % 2 else None,
            payment=self.payments[n % 4] if n % 3 else None,
            reference=str(88_000 + n) if n % 6 == 0 else None,
        )

    def enter(self, rows: list[Row], branch: Named, *, created: datetime, **more: object) -> Ticket:
        """Enter any order; its id is beyond what a binary fraction holds exactly."""
        n = len(self.tickets)
        given: dict[str, object] = {"device": None, "kind": None, "person": None} | more
        ticket = Ticket(9_007_199_254_740_993 + n, 500 + n, 900 + n, branch, rows=rows, created=created, **given)  # type: ignore[arg-type]
        self.tickets.append(ticket)
        return ticket
