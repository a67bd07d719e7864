"""Home folders with years of a busy restaurant in their store, made once for a run and copied where a turn writes.

The orders are those of the practice restaurant: its own `wire` shape is what RETM's list would show (ids, both names of
everything, categories, sizes, choices, taxes, payments, addresses), four lines an order on the average. They enter as
from a poll, through the program's own reading of RETM's documents and `Orders.apply`, so that whatever the program
keeps of an order is kept of these.
"""

import asyncio
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from retm_desktop.app import STORE_NAME
from retm_desktop.providers.retm import wire
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.providers.retm.values import decode
from retm_desktop.sandbox.orders import CANCELLED, DELIVERED, IN_PROCESS, READY, UNDER_REVIEW, Line, Order
from retm_desktop.sandbox.server import House
from retm_desktop.sandbox.settings import SandboxSettings
from retm_desktop.store import migrations
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections, ConnectionState
from retm_desktop.store.database import Database
from retm_desktop.store.ledger import Ledger
from retm_desktop.store.orders import Incoming, Orders, Source
from retm_desktop.sync.gaps import Gaps
from retm_desktop.sync.pace import Pace

ORDERS = 100_000
OPEN = 40
"""Orders still to be worked on, at the most: what stands on the board."""
CUSTOMERS = 20_000
ORDERS_A_DAY = 150
_BATCH = 500
_SCHEMA = zlib.crc32(Path(migrations.__file__).read_bytes())
"""A home that was kept from before is not used once the store has other tables."""
_ZONE = ZoneInfo("Asia/Riyadh")
_LINES = ((2, 3, 4, 5, 6), (14, 23, 26, 23, 14))
"""How many lines an order has, and how often of a hundred: four on the average."""
_OPEN_STATUSES = (UNDER_REVIEW, UNDER_REVIEW, IN_PROCESS, IN_PROCESS, READY)


@dataclass(frozen=True)
class Stocked:
    """What went into a home: `raw_bytes` is the length of RETM's own documents, as they came, of all orders."""

    orders: int
    lines: int
    raw_bytes: int
    seconds: float


class Homes:
    """Stocked homes below one folder, by their number of orders; each is made when it is first asked for."""

    def __init__(self, folder: Path, refusing_port: int) -> None:
        """`refusing_port` is where the stored restaurant's RETM would be: it refuses every call."""
        self._folder = folder
        self._port = refusing_port

    def of(self, orders: int) -> Path:
        """Return the home with so many orders, checkpointed, for turns that only read it."""
        home = self._folder / f"stocked-{orders}-{_SCHEMA:08x}"
        if not (home / "stocked.json").exists():
            sys.stderr.write(f"stocking {orders:,} orders ...\n")
            shutil.rmtree(home, ignore_errors=True)
            told = asyncio.run(stock_home(home, self._port, orders))
            checkpoint(home)
            (home / "stocked.json").write_text(json.dumps(vars(told)), "utf-8")
        return home

    def stocked(self, orders: int) -> Stocked:
        """Return what is in the home with so many orders."""
        return Stocked(**json.loads((self.of(orders) / "stocked.json").read_text("utf-8")))

    @contextmanager
    def copy_of(self, orders: int) -> Iterator[Path]:
        """Hand out a copy of a home that may be written to; it is gone after the block."""
        used = Path(tempfile.mkdtemp(prefix="turn-", dir=self._folder))
        shutil.copytree(self.of(orders), used, dirs_exist_ok=True)
        # Else the first commits of what is measured would wait for all of the copy to reach the disk.
        with (used / STORE_NAME).open("rb+") as copied:
            os.fsync(copied.fileno())
        try:
            yield used
        finally:
            shutil.rmtree(used, ignore_errors=True)


def checkpoint(home: Path) -> None:
    """Move what is in the write-ahead log into the store's file."""
    with closing(sqlite3.connect(home / STORE_NAME)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def stock_home(home: Path, refusing_port: int, orders: int = ORDERS) -> Stocked:
    """Fill `home` with a connected restaurant whose RETM would be at a port that refuses every call."""
    begun = time.perf_counter()
    database = Database(home / STORE_NAME)
    database.open()
    lines = size = 0
    try:
        changes, now = Changes(), datetime.now(UTC)
        kitchen = PastKitchen(orders, now)
        restaurant = kitchen.house.restaurant.id
        number = await add_unreachable(Connections(database, changes), refusing_port, restaurant)
        await _stock_lists(Catalogue(database, changes), number, kitchen.house, now)
        store = Orders(database, changes)
        made = kitchen.orders()
        while documents := list(islice(made, _BATCH)):
            read = [wire.order(decode(raw), _ZONE) for raw in documents]
            lines += sum(len(order.lines) for order in read)
            size += sum(map(len, documents))
            pairs = zip(read, documents, strict=True)
            await store.apply(number, [Incoming(order, raw, source=Source.POLL, at=now) for order, raw in pairs])
        gaps = Gaps(number, Ledger(database, changes), now=lambda: datetime.now(UTC), late=Pace().late)
        await gaps.judge(timedelta(), history=True)
    finally:
        database.close()
    return Stocked(orders, lines, size, round(time.perf_counter() - begun, 1))


async def add_unreachable(connections: Connections, refusing_port: int, business_id: str = "palm-grill") -> int:
    """Add a restaurant whose RETM refuses every call, show it at the next start, and return its id.

    With the practice restaurant's own business id an install there connects this very restaurant, with all its orders.
    """
    environment = sandbox_environment(f"http://127.0.0.1:{refusing_port}")
    number = await connections.add(
        "retm",
        environment.name,
        business_id,
        label="Palm Grill",
        environment_document=msgspec.json.encode(environment),
    )
    await connections.set_state(number, ConnectionState.CONNECTED, datetime.now(UTC))
    await connections.set_active(number)
    return number


class PastKitchen:
    """The practice restaurant's kitchen, writing any number of orders into years of its past."""

    def __init__(self, orders: int, now: datetime) -> None:
        """The latest of `orders` are open and of the last minutes before `now`."""
        self.house = House(SandboxSettings(orders=0, rate=0, customers=CUSTOMERS), 0)
        self._count = orders
        self._now = now
        self._chance = random.Random(5)  # noqa: S311 - the same restaurant at every run, nothing secret
        self._regulars = [self.house.kitchen.customer() for _ in range(CUSTOMERS // 20)]

    def orders(self) -> Iterator[bytes]:
        """Yield RETM's documents of the orders, from the oldest to the newest."""
        still_open = min(OPEN, self._count // 5)
        past = self._count - still_open
        for n in range(past):
            age = timedelta(hours=1) + timedelta(days=(past - n) / ORDERS_A_DAY)
            order = self.place(self._now - age)
            self.house.desk.move(order, CANCELLED if self._chance.random() < 0.06 else DELIVERED, moment=self._now)
            if order.delivery_status == DELIVERED and self._chance.random() < 0.02:
                self.house.desk.refund(order, moment=self._now)
            yield self.document(order)
        for n in range(still_open):
            order = self.place(self._now - timedelta(minutes=still_open - n))
            self.house.desk.move(order, self._chance.choice(_OPEN_STATUSES), moment=self._now)
            yield self.document(order)

    def document(self, order: Order) -> bytes:
        """Return RETM's document of an order as its list shows it, and let the books forget the order."""
        books = self.house.books
        books.orders.clear()
        books.by_id.clear()
        return msgspec.json.encode(order.wire(self.house.restaurant))

    def place(self, moment: datetime) -> Order:
        """Make an order of that moment; nobody is told of it."""
        house, chance = self.house, self._chance
        kind = house.kitchen.order_type()
        branch = chance.choice(house.restaurant.branches)
        words = house.restaurant.words
        address = None
        reference = None
        if kind.type == 3:
            address = {
                "id": f"adr-{chance.randint(100, 999)}",
                "name": {"en": "Home", "ar": "المنزل"},
                "address": branch.wire["address"][chance.choice(("en", "ar"))],
                "latitude": branch.wire["latitude"],
                "longitude": branch.wire["longitude"],
                "note": "",
            }
            reference = f"HS-{chance.randint(10_000, 9_999_999)}" if chance.random() < 0.5 else None
        # Half of the orders come from a few who come again and again.
        customer = chance.choice(self._regulars) if chance.random() < 0.5 else house.kitchen.customer()
        return house.desk.place(
            self._basket(),
            customer,
            branch,
            order_type=kind,
            payments=[(chance.choice(house.restaurant.payment_methods), 0)],
            address=address,
            note=chance.choice(words["notes"]) if chance.random() < 0.35 else chance.choice((None, "")),
            partner_reference=reference,
            created=moment,
            announce=False,
        )

    def _basket(self) -> list[Line]:
        count = self._chance.choices(*_LINES)[0]
        lines: list[Line] = []
        while len(lines) < count:
            lines += self.house.kitchen.basket()
        return lines[:count]


async def _stock_lists(catalogue: Catalogue, number: int, house: House, now: datetime) -> None:
    restaurant = house.restaurant
    lists: tuple[tuple[Kind, Callable[[object], msgspec.Struct], Sequence[object]], ...] = (
        (Kind.BRANCH, wire.branch, [branch.wire for branch in restaurant.branches]),
        (Kind.DEVICE, wire.device, restaurant.devices),
        (Kind.ORDER_TYPE, wire.order_type, [kind.wire for kind in restaurant.order_types]),
        (Kind.PAYMENT_METHOD, wire.payment_method, [method.wire for method in restaurant.payment_methods]),
        (Kind.PRODUCT, wire.product, [restaurant.product_wire(product) for product in restaurant.products()]),
        (Kind.CATEGORY, wire.category, [category.wire() for category in restaurant.categories]),
        (Kind.CUSTOMER, wire.customer, [customer.wire() for customer in restaurant.customers]),
    )
    for kind, read, documents in lists:
        encoded = [msgspec.json.encode(document) for document in documents]
        await catalogue.replace(number, kind, [(read(decode(raw)), raw) for raw in encoded], now)
