"""The live kitchen: makes believable orders and moves accepted ones on."""

import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate, zip_longest
from math import inf
from typing import Any

from retm_desktop.sandbox.books import Books
from retm_desktop.sandbox.desk import Desk
from retm_desktop.sandbox.dice import dice
from retm_desktop.sandbox.entries import Customer, Named, Product
from retm_desktop.sandbox.faults import Faults
from retm_desktop.sandbox.orders import (
    ASSIGNED,
    CANCELLED,
    DELIVERED,
    IN_PROCESS,
    OUT_FOR_DELIVERY,
    READY,
    UNDER_REVIEW,
    Line,
    Order,
)
from retm_desktop.sandbox.restaurant import Restaurant
from retm_desktop.sandbox.settings import SandboxSettings

Document = dict[str, Any]

_TICK = 0.1
_CUSTOMER_EVERY = 360.0
_MENU_EVERY = 2700.0
_SPLIT_SHARE = 0.08
# The five first branches are busy; those a restaurant was grown by take one order each in their turn of chance.
_BRANCH_WEIGHTS = (34, 26, 17, 13, 10)
_CANCELLED_SHARE = {UNDER_REVIEW: 0.12, IN_PROCESS: 0.03}


class Kitchen:
    """Runs on simulated seconds: real ones times the speed, standing still while paused."""

    def __init__(
        self, settings: SandboxSettings, restaurant: Restaurant, books: Books, desk: Desk, faults: Faults
    ) -> None:
        self.paused = False
        self._random = dice("kitchen", settings.seed)
        self._wallets = dice("split payments", settings.seed)
        self._rate = settings.rate / 60
        self._speed = settings.speed
        self._restaurant = restaurant
        weights = [*_BRANCH_WEIGHTS, *(1 for _ in restaurant.branches[len(_BRANCH_WEIGHTS) :])]
        self._branch_weights = list(accumulate(weights[: len(restaurant.branches)]))
        self._books = books
        self._desk = desk
        self._faults = faults
        self._now = 0.0
        self._next_order = self._gap()
        self._next_customer = self._now + _CUSTOMER_EVERY
        self._next_menu = self._now + _MENU_EVERY
        self._refunds: list[tuple[float, Order]] = []

    async def run(self) -> None:
        """Tick until the server stops."""
        before = time.monotonic()
        while not self._faults.stopping.is_set():
            await self._faults.wait(_TICK)
            now = time.monotonic()
            if not self.paused:
                self.tick((now - before) * self._speed)
            before = now

    def tick(self, seconds: float) -> None:
        """Let `seconds` of simulated time pass."""
        self._now += seconds
        while self._now >= self._next_order:
            self.new_order()
            self._next_order += self._gap()
        for order in self._books.open_orders():
            if order.due is None:
                order.due = self._now + self._patience(order)
            elif self._now >= order.due:
                self._move_on(order)
        if self._now >= self._next_customer:
            self._next_customer += _CUSTOMER_EVERY
            self._desk.change_customer(self.customer())
        if self._now >= self._next_menu:
            self._next_menu += _MENU_EVERY
            self._desk.change_menu()
        for due, order in list(self._refunds):
            if self._now >= due:
                self._refunds.remove((due, order))
                self._desk.refund(order)

    def new_order(self) -> Order:
        """A customer orders now."""
        return self._place(datetime.now(UTC), announce=True)

    def fill_past(self, count: int) -> None:
        """Write `count` orders into the past: a few open from the last half hour, the rest finished.

        From ten orders on every invoice status occurs, and a split payment and a partial refund too.
        """
        now = datetime.now(UTC)
        still_open = min(60, (count + 2) // 5)
        ages = sorted((self._random.uniform(1, 28) * 60 for _ in range(still_open)), reverse=True)
        old: list[float] = []
        for _ in range(count - still_open):
            recent = self._random.random() < 0.4
            old.append(self._random.uniform(0.6, 6) * 3600 if recent else self._random.uniform(6, 96) * 3600)
        fates = ("closed", "void", "split", "refunded", "closed", "refunded in part")
        for age, fate in zip_longest(sorted(old, reverse=True), fates if len(old) >= len(fates) else ()):
            order = self._place(now - timedelta(seconds=age), announce=False)
            self._finish(order, fate)
        for place, age in enumerate(ages):
            order = self._place(now - timedelta(seconds=age), announce=False)
            # The oldest is being prepared and the newest is not, whatever the dice say.
            steps = min(int(age / 60 / 5), 4) if place < len(ages) - 1 else 0
            made = self._random.randint(0, steps) if steps else 0
            for step in range(max(made, int(place == 0 and len(ages) > 1))):
                self._step(order, now - timedelta(seconds=age * (1 - (step + 1) / (steps + 1))))

    def basket(self) -> list[Line]:
        """One to five lines, with sizes, required and optional modifiers, and sometimes a note."""
        products = list(self._restaurant.products())
        count = self._random.choices((1, 2, 3, 4, 5), (18, 32, 28, 15, 7))[0]
        return [self._line(product) for product in self._random.sample(products, min(count, len(products)))]

    def customer(self) -> Customer:
        """Any known customer."""
        return self._random.choice(self._restaurant.customers)

    def order_type(self) -> Named:
        """An order type, delivery most often."""
        kinds = self._restaurant.order_types
        weights = [{1: 25, 2: 25, 3: 38, 4: 12}.get(kind.type, 1) for kind in kinds]
        return self._random.choices(kinds, weights)[0]

    def _gap(self) -> float:
        return self._random.expovariate(self._rate) if self._rate > 0 else inf

    def _line(self, product: Product) -> Line:
        chance = self._random
        line = self._desk.line_of(product)
        line.quantity = 1000 * chance.choices((1, 2, 3), (78, 17, 5))[0]
        if product.by_weight:
            line.quantity = chance.choice((500, 750, 1000, 1500))
        if product.variations:
            line.variation = chance.choice(product.variations)
        chosen = []
        for group in product.modifiers:
            most = min(group.most or len(group.choices), len(group.choices))
            least = group.least
            count = least if chance.random() < 0.65 else chance.randint(least, min(most, least + 2))
            chosen += [(choice, 1) for choice in chance.sample(group.choices, count)]
        line.modifiers = chosen
        if chance.random() < 0.1:
            line.note = chance.choice(self._restaurant.words["line_notes"])
        return line

    def _place(self, moment: datetime, announce: bool) -> Order:
        chance = self._random
        kind = self.order_type()
        methods = self._restaurant.payment_methods
        own = [method for method in methods if method.type != 6]
        apps = [method for method in methods if method.type == 6]
        reference, payment = None, chance.choice(own)
        if kind.type == 3 and apps and chance.random() < 0.55:
            payment = chance.choice(apps)
            prefix = "HS" if payment.name.en == "HungerStation" else "JZ"
            reference = f"{prefix}-{chance.randint(10_000, 99_999)}"
        address: Document | None = None
        branch = chance.choices(self._restaurant.branches, cum_weights=self._branch_weights)[0]
        if kind.type == 3:
            address = {
                "id": f"adr-{chance.randint(100, 999)}",
                "name": {"en": "Home", "ar": "المنزل"},
                "address": branch.wire["address"]["ar" if chance.random() < 0.5 else "en"],
                "latitude": f"{float(branch.wire['latitude']) + chance.uniform(-0.03, 0.03):.4f}",
                "longitude": f"{float(branch.wire['longitude']) + chance.uniform(-0.03, 0.03):.4f}",
                "note": "",
            }
        lines = self.basket()
        payments = [(payment, 0)]
        if payment in own and self._wallets.random() < _SPLIT_SHARE:
            payments = [self._share(payment, lines), *payments]
        return self._desk.place(
            lines,
            self.customer(),
            branch,
            order_type=kind,
            payments=payments,
            address=address,
            note=chance.choice(self._restaurant.words["notes"])
            if chance.random() < 0.35
            else chance.choice((None, "")),
            partner_reference=reference,
            created=moment,
            announce=announce,
        )

    def _patience(self, order: Order) -> float:
        """Simulated seconds until the order changes by itself."""
        chance = self._random
        match order.delivery_status:
            case 1:
                share = chance.random()
                if share < 0.6:
                    return max(90.0, chance.gauss(180, 35))
                return chance.uniform(420, 1500)
            case 2:
                return chance.uniform(120, 400)
            case 4:
                return chance.uniform(40, 150)
            case 5:
                return chance.uniform(30, 90)
            case 6:
                return chance.uniform(200, 540)
            case _:
                return inf

    def _move_on(self, order: Order) -> None:
        chance = self._random.random()
        if chance < _CANCELLED_SHARE.get(order.delivery_status, 0.0):
            self._desk.cancel(order, self._random.choice(self._restaurant.words["cancel_reasons"]))
        else:
            self._step(order, None)
            if order.delivery_status == DELIVERED and chance < 0.05:
                self._refunds.append((self._now + self._random.uniform(60, 300), order))

    def _step(self, order: Order, moment: datetime | None) -> None:
        """One move forward on the order's own way."""
        way: tuple[int, ...] = (UNDER_REVIEW, IN_PROCESS, READY, ASSIGNED, OUT_FOR_DELIVERY, DELIVERED)
        if not order.delivers:
            way = (UNDER_REVIEW, IN_PROCESS, READY, DELIVERED)
        if order.delivery_status not in way[:-1]:
            self._desk.move(order, DELIVERED, moment=moment)
            return
        following = way[way.index(order.delivery_status) + 1]
        driver = None
        if following == ASSIGNED and not order.driver:
            name = self._random.choice(self._restaurant.words["drivers"])
            driver = {
                "name": self._random.choice(name),
                "phone": f"05{self._random.randint(10_000_000, 99_999_999)}",
            }
        self._desk.move(order, following, driver=driver, moment=moment)

    def _share(self, payment: Named, lines: list[Line]) -> tuple[Named, int]:
        """The half of a split bill that is not paid with `payment`, in whole riyals."""
        others = [method for method in self._restaurant.payment_methods if method.type != 6 and method != payment]
        return self._wallets.choice(others), sum(line.total for line in lines) // 2000 * 1000

    def _finish(self, order: Order, fate: str | None) -> None:
        """Bring a past order to its end; a `fate` that is given is certain."""
        chance = self._random.random()
        chance = {None: chance, "void": 0.0, "refunded": 1.0}.get(fate, 0.5)
        ended = order.created + timedelta(minutes=self._random.uniform(14, 34))
        if chance < 0.06:
            self._desk.cancel(order, self._random.choice(self._restaurant.words["cancel_reasons"]), moment=ended)
            return
        while order.delivery_status not in (DELIVERED, CANCELLED):
            self._step(order, ended)
        if fate == "split":
            cash = self._restaurant.payment_methods[0]
            order.payments = [self._share(cash, order.lines), (cash, 0)]
        if chance > 0.96:
            self._desk.refund(order, moment=ended + timedelta(minutes=20))
        elif fate == "refunded in part":
            self._desk.refund(order, max(1, order.total // 3000) * 1000, moment=ended + timedelta(minutes=20))
