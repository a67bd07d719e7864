"""A home folder with 5,000 of everything the tabs list."""

import asyncio
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec

from retm_desktop.app import STORE_NAME
from retm_desktop.domain.business import Branch, Charge, Customer, Device, OrderType, PaymentMethod, PriceList
from retm_desktop.domain.menu import Category, Group, Product, Tax, Variation
from retm_desktop.domain.orders import Invoice, Order
from retm_desktop.domain.rewards import Reward
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections
from retm_desktop.store.database import Database
from retm_desktop.store.invoices import IncomingInvoice, Invoices
from retm_desktop.store.orders import Incoming, Orders, Source
from retm_desktop.store.rewards import Rewards
from tests.benchmarks.stocked import add_unreachable
from tests.gui import shop

RECORDS = 5_000
_BATCH = 500
_CATEGORIES = 40
_OPEN = 60
_DISTRICTS = (("Olaya", "العليا"), ("Malqa", "الملقا"), ("Narjis", "النرجس"), ("Corniche", "الكورنيش"))


def _named(english: str, arabic: str, n: int) -> BilingualText:
    return BilingualText(f"{english} {n}", f"{arabic} {n}")


def categories() -> list[Category]:
    """Return the categories."""
    return [Category(f"cat-{n}", _named("Category", "تصنيف", n)) for n in range(_CATEGORIES)]


def products() -> list[Product]:
    """Return products that are as wordy as those of a real menu: every third has sizes, half have choices."""
    shelves = categories()
    made = []
    for n in range(RECORDS):
        like, shelf = shop.PRODUCTS[n % len(shop.PRODUCTS)], shelves[n % _CATEGORIES]
        sizes = (
            Variation(f"{n}-s", BilingualText("Small", "صغير"), Decimal(10 + n % 50), f"7{n:05}1"),
            Variation(f"{n}-l", BilingualText("Large", "كبير"), Decimal(15 + n % 50), f"7{n:05}2"),
        )
        made.append(
            msgspec.structs.replace(
                like,
                id=f"01hproduct{n:05}",
                name=_named(like.name.en or "Karak tea", like.name.ar, n),
                description=BilingualText("Made to order with fresh bread", "يحضر عند الطلب مع خبز طازج"),
                price=Decimal(10 + n % 50),
                calories=Decimal(200 + n % 700),
                category_id=shelf.id,
                category=shelf.name,
                variations=sizes if n % 3 == 0 else (),
            )
        )
    return made


def branches() -> list[Branch]:
    """Return branches with phones and addresses."""
    made = []
    for n in range(RECORDS):
        english, arabic = _DISTRICTS[n % len(_DISTRICTS)]
        made.append(
            Branch(f"branch-{n}", _named(english, arabic, n), f"011{n:07}", f"{english} Street {n}", "24.7", "46.7")
        )
    return made


def devices() -> list[Device]:
    """Return two devices for every second branch."""
    places = branches()
    return [
        Device(f"device-{n}", _named("Till", "كاشير", n), places[n // 2].id, places[n // 2].name, "cashier")
        for n in range(RECORDS)
    ]


def customers() -> list[Customer]:
    """Return customers with phones and e-mail addresses."""
    return [
        Customer(str(n), _named("Sara Al-Otaibi", "سارة العتيبي", n), f"05{n:08}", f"guest{n}@example.com")
        for n in range(RECORDS)
    ]


def _groups() -> list[Group]:
    return [
        Group(f"group-{n}", _named("Offers", "عروض", n), tuple(f"01hproduct{n + m:05}" for m in range(60)))
        for n in range(8)
    ]


def order_types() -> list[OrderType]:
    """Return order types."""
    return [OrderType(f"type-{n}", _named("Delivery", "توصيل", n), 3) for n in range(RECORDS)]


def price_lists() -> list[PriceList]:
    """Return price lists."""
    return [PriceList(f"list-{n}", _named("Prices", "أسعار", n)) for n in range(RECORDS)]


def payment_methods() -> list[PaymentMethod]:
    """Return payment methods."""
    return [PaymentMethod(f"pay-{n}", _named("Card", "بطاقة", n), 2, zatca_code="48") for n in range(RECORDS)]


def charges() -> list[Charge]:
    """Return order charges."""
    return [Charge(f"charge-{n}", _named("Fee", "رسوم", n), Decimal(n), shop.VAT) for n in range(RECORDS)]


def taxes() -> list[Tax]:
    """Return taxes."""
    return [Tax(f"tax-{n}", _named("VAT", "ضريبة", n), 2, Decimal(15)) for n in range(RECORDS)]


_STOCK: tuple[tuple[Kind, Sequence[msgspec.Struct]], ...] = (
    (Kind.BRANCH, branches()),
    (Kind.DEVICE, devices()),
    (Kind.PRODUCT, products()),
    (Kind.CATEGORY, categories()),
    (Kind.GROUP, _groups()),
    (Kind.CUSTOMER, customers()),
    # A few: the tabs of the setup lists are given their thousands when they are measured. A new order offers each
    # charge as a button, and no restaurant has more than a dozen.
    (Kind.ORDER_TYPE, order_types()[:6]),
    (Kind.PRICE_LIST, price_lists()[:4]),
    (Kind.PAYMENT_METHOD, payment_methods()[:8]),
    (Kind.CHARGE, charges()[:5]),
    (Kind.TAX, taxes()[:3]),
)


async def stock_many(home: Path, refusing_port: int) -> None:
    """Fill `home` with a connected restaurant whose RETM refuses every call, and 5,000 of everything."""
    database = Database(home / STORE_NAME)
    database.open()
    try:
        changes = Changes()
        number = await add_unreachable(Connections(database, changes), refusing_port)
        now = datetime.now(UTC)
        catalogue = Catalogue(database, changes)
        for kind, made in _STOCK:
            await catalogue.replace(number, kind, [(each, msgspec.json.encode(each)) for each in made], now)
        orders, invoices = Orders(database, changes), Invoices(database, changes)
        batch: list[Order] = []
        for one in _orders(now):
            batch.append(one)
            if len(batch) == _BATCH:
                await orders.apply(
                    number, [Incoming(each, msgspec.json.encode(each), source=Source.POLL, at=now) for each in batch]
                )
                await invoices.apply(number, [invoice(each, now) for each in batch])
                batch = []
        rewards = Rewards(database, changes)
        await asyncio.gather(*(rewards.save(number, reward(n)) for n in range(RECORDS)))
    finally:
        database.close()


def invoice(billed: Order, at: datetime) -> IncomingInvoice:
    """Return the invoice of an order."""
    made = msgspec.structs.replace(billed, id="", status=1)
    return IncomingInvoice(Invoice(billed.invoice_id, made), msgspec.json.encode(made), at)


def reward(n: int) -> Reward:
    """Return a coupon."""
    return Reward(code=f"SUMMER-{n}", amount=Decimal(5 + n % 50), uses_left=n % 7, note=f"Campaign {n % 90}")


def _orders(now: datetime) -> Iterator[Order]:
    chance = random.Random(3)  # noqa: S311 - the same restaurant at every run, nothing secret
    for n in range(RECORDS):
        is_open = n >= RECORDS - _OPEN
        stage = chance.choice((Stage.NEW, Stage.PREPARING, Stage.READY)) if is_open else Stage.DELIVERED
        branch = Branch(f"branch-{n % 200}")
        yield shop.order(str(100_000 + n), stage, created_at=now - timedelta(minutes=(RECORDS - n) / 4), branch=branch)
