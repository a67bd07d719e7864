"""A home folder with 10,000 stored orders: days of a busy restaurant, forty of them still open."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec

from retm_desktop.app import STORE_NAME
from retm_desktop.domain.orders import Line, Order, OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections, ConnectionState
from retm_desktop.store.database import Database
from retm_desktop.store.orders import Incoming, Orders, Source
from tests.gui import shop

ORDERS = 10_000
OPEN = 40
_DAYS = 14
_BATCH = 500
_OPEN_STAGES = (Stage.NEW, Stage.NEW, Stage.PREPARING, Stage.PREPARING, Stage.READY, Stage.OUT)
_FIRST = (("Sara", "سارة"), ("Fahad", "فهد"), ("Noura", "نورة"), ("Khalid", "خالد"), ("Reem", "ريم"), ("Omar", "عمر"))
_FAMILY = (("Al-Otaibi", "العتيبي"), ("Al-Qahtani", "القحطاني"), ("Al-Shehri", "الشهري"), ("Al-Harbi", "الحربي"))
_NOTES = ("", "", "", "No onions please", "بدون بصل", "Call on arrival", "الدور الثاني")


async def stock_home(home: Path, refusing_port: int) -> None:
    """Fill `home` with a connected restaurant whose RETM would be at a port that refuses every call."""
    database = Database(home / STORE_NAME)
    database.open()
    try:
        changes = Changes()
        number = await add_unreachable(Connections(database, changes), refusing_port)
        catalogue, orders = Catalogue(database, changes), Orders(database, changes)
        now = datetime.now(UTC)
        for kind, entries in ((Kind.BRANCH, shop.BRANCHES), (Kind.ORDER_TYPE, shop.ORDER_TYPES)):
            pairs = [(entry, msgspec.json.encode(entry)) for entry in entries]
            await catalogue.replace(number, kind, pairs, now)
        batch: list[Incoming] = []
        for made in _days_of_orders(now):
            batch.append(Incoming(order=made, raw=msgspec.json.encode(made), source=Source.POLL, at=now))
            if len(batch) == _BATCH:
                await orders.apply(number, batch)
                batch = []
        if batch:
            await orders.apply(number, batch)
    finally:
        database.close()


async def add_unreachable(connections: Connections, refusing_port: int) -> int:
    """Add a restaurant whose RETM refuses every call, show it at the next start, and return its id."""
    environment = sandbox_environment(f"http://127.0.0.1:{refusing_port}")
    number = await connections.add(
        "retm",
        environment.name,
        "palm-grill",
        label="Palm Grill",
        environment_document=msgspec.json.encode(environment),
    )
    await connections.set_state(number, ConnectionState.CONNECTED, datetime.now(UTC))
    await connections.set_active(number)
    return number


def _days_of_orders(now: datetime) -> Iterator[Order]:
    """Yield the orders from the oldest to the newest; the last ones are open."""
    chance = random.Random(2)  # noqa: S311 - the same restaurant at every run, nothing secret
    past = ORDERS - OPEN
    for n in range(past):
        ended = Stage.CANCELLED if chance.random() < 0.06 else Stage.DELIVERED
        age = timedelta(hours=1) + timedelta(days=_DAYS) * (past - n) / past
        yield _order(chance, n, ended, now - age)
    for n in range(OPEN):
        yield _order(chance, past + n, chance.choice(_OPEN_STAGES), now - timedelta(minutes=OPEN - n))


def _order(chance: random.Random, n: int, stage: Stage, created_at: datetime) -> Order:
    first, family = chance.choice(_FIRST), chance.choice(_FAMILY)
    customer = OrderCustomer(
        BilingualText(f"{first[0]} {family[0]}", f"{first[1]} {family[1]}"), f"05{chance.randrange(10**8):08}"
    )
    return shop.order(
        str(100_000 + n),
        stage,
        created_at=created_at,
        branch=chance.choice(shop.BRANCHES),
        order_type=chance.choice(shop.ORDER_TYPES),
        customer=customer,
        lines=tuple(_line(chance) for _ in range(chance.choices((1, 2, 3, 4, 5), (18, 32, 28, 15, 7))[0])),
        note=chance.choice(_NOTES),
        refunded=stage is Stage.DELIVERED and chance.random() < 0.02,
    )


def _line(chance: random.Random) -> Line:
    product = chance.choice(shop.PRODUCTS)
    return shop.line(product.name, str(product.price or Decimal(10)), chance.choice((1, 1, 1, 2, 3)))
