"""A till: a real store with one order, the core of payments over it, and a counter on the other side."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest_asyncio

from retm_desktop.providers.payment_service import PaymentService
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections
from retm_desktop.store.database import Database
from retm_desktop.store.orders import Orders
from retm_desktop.store.payment_stores import PaymentStores
from retm_desktop.store.payments import PaymentRow, Payments, PaymentState
from retm_desktop.store.takings import Takings
from retm_desktop.store.vault import Vault
from retm_desktop.sync.background import Background
from retm_desktop.sync.payments.account import Account
from retm_desktop.sync.payments.charges import Charge, Charges
from retm_desktop.sync.payments.follow_up import ChargePace
from retm_desktop.sync.payments.pin import RefundPin
from retm_desktop.sync.payments.refunds import RefundPace, Refunds
from retm_desktop.sync.payments.takings import TakingsReader
from tests.store.samples import NOW, incoming, order
from tests.sync.payments.counter import Counter
from tests.waiting import until

FAST = ChargePace(checkout=0.01, order=0.01, patience=0.15, arrival=0.05, after_end=0.05, offline=0.01)
FAST_REFUND = RefundPace(between=0.01, looks=3, offline=0.01)
PIN = "2580"


class Till:
    """Everything of one account; `again()` is the same store after the program was ended and started."""

    def __init__(self, path: Path, counter: Counter, background: Background) -> None:
        self.counter = counter
        self.background = background
        self.at: datetime = NOW
        self.path = path
        self.bugs: list[BaseException] = []
        self.store_id = "7700000000000000001"
        self.service: PaymentService = counter
        self.pace = FAST
        self._open()

    def _open(self) -> None:
        self.database = Database(self.path)
        self.database.open()
        changes = self.changes = Changes()
        self.connections = Connections(self.database, changes)
        self.orders = Orders(self.database, changes)
        self.payments = Payments(self.database, changes)
        self.stores = PaymentStores(self.database, changes)
        self.takings = Takings(self.database, changes)

    async def prepare(self) -> None:
        """One restaurant, one order, one payment account."""
        self.restaurant = await self.connections.add("retm", "production", "kopitiam", currency="MYR")
        await self.orders.apply(self.restaurant, [incoming(order(number="1043"))])
        self.order_key = 1
        self.account_id = await self.connections.add(
            "revenue-monster", "practice-payments", "7000000000000000001", currency="MYR"
        )
        self.join()

    def join(self) -> None:
        """Put the core over the store."""
        self.vault = getattr(self, "vault", None) or Vault(self.path.parent, forget_after_run=True)
        self.charges = Charges(
            self.account_id,
            lambda: self.service,
            self.payments,
            self.takings,
            background=self.background,
            now=lambda: self.at,
            return_address=lambda: "http://127.0.0.1:47600/paid",
            notify_address=lambda: "http://127.0.0.1:47600/hooks/payment",
            pace=self.pace,
        )
        self.pin = RefundPin(self.account_id, self.vault, lambda: self.at)
        self.refunds = Refunds(
            self.account_id,
            lambda: self.service,
            self.payments,
            self.takings,
            self.pin,
            background=self.background,
            now=lambda: self.at,
            pace=FAST_REFUND,
        )
        self.account = Account(
            self.account_id, lambda: self.service, self.stores, background=self.background, now=lambda: self.at
        )
        self.reader = TakingsReader(self.account_id, lambda: self.service, self.takings, now=lambda: self.at)

    def serve(self, service: PaymentService, pace: ChargePace) -> None:
        """Put another service behind the till."""
        self.service, self.pace = service, pace
        self.join()

    async def again(self) -> None:
        """End the program in the middle of whatever it does, and start it anew over the same file."""
        await self.background.close()
        self.database.close()
        self.background = Background(lambda _name, error: self.bugs.append(error))
        self._open()
        self.join()

    def charge(self, amount: int = 2590, *, order_key: int | None = None) -> Charge:
        """Return what is charged for the order."""
        return Charge(
            order_key=order_key if order_key is not None else self.order_key,
            number="1043",
            amount=amount,
            currency="MYR",
            store_id=self.store_id,
        )

    async def state(self, payment_id: int) -> PaymentState:
        """How a payment stands."""
        row = await self.payments.get(payment_id)
        assert row is not None
        return row.state

    async def becomes(self, payment_id: int, *states: PaymentState) -> PaymentRow:
        """Wait until a payment stands so and nothing works on it any more, or it waits for the customer."""
        seen: list[PaymentRow] = []

        async def look() -> bool:
            row = await self.payments.get(payment_id)
            assert row is not None
            seen.append(row)
            return row.state in states

        for _ in range(1000):
            if await look():
                return seen[-1]
            await asyncio.sleep(0.01)
        raise AssertionError(f"{[row.state for row in seen[-3:]]}, not {states}")

    async def quiet(self, payment_id: int) -> None:
        """Wait until nothing works on a payment."""
        name = f"payment {payment_id}"
        await until(lambda: not self.background.running(name))

    async def background_quiet(self, payment_id: int) -> None:
        """Wait until no refund of a payment is under way."""
        await until(lambda: not self.background.running(f"refund {payment_id}"))

    async def events(self) -> list[tuple[str, str]]:
        """The order's timeline as far as it is about payments."""
        details = await self.orders.details(self.order_key)
        assert details is not None
        return [(one.kind, one.detail) for one in details.events if one.kind.startswith("payment_")]


@pytest_asyncio.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    bugs: list[BaseException] = []
    till = Till(tmp_path / "store.sqlite3", Counter(), Background(lambda _name, error: bugs.append(error)))
    await till.prepare()
    yield till
    await till.background.close()
    till.database.close()
    assert not [*bugs, *till.bugs]
