"""A payment account beside a restaurant: the real store and session, and the service in memory behind them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec

from retm_desktop.domain.payments import PaymentStore, Settlement, SettlementKind, SettlementLine, Transaction
from retm_desktop.gui.desk import Desk
from retm_desktop.providers.revenue_monster.environment import PRODUCTION, Environment
from retm_desktop.store.changes import Topic
from retm_desktop.store.connections import PAYMENTS, ConnectionRecord, ConnectionState
from retm_desktop.store.payments import PaymentState, PaymentWay, Step
from retm_desktop.store.vault import Vault
from retm_desktop.sync.payments.session import PaymentSession
from tests.gui.conftest import Clock, FakeHouse
from tests.sync.payments.counter import Counter, shop

NOON = datetime(2026, 2, 3, 17, 14, tzinfo=UTC)
"""When tests of views begin: 01:14 of the next day in Kuala Lumpur."""
STORES = (
    shop("7700000000000000001", "Kedai Bangsar", default=True),
    shop("7700000000000000002", "Kedai Ampang 茶室"),
)


class PaymentDesk:
    """What a test does to the account of `desk`; `counter` is the service's side."""

    def __init__(self, desk: Desk, clock: Clock, home: Path) -> None:
        self.desk, self.clock = desk, clock
        self.counter = Counter(clock)
        self._home = home

    @property
    def house(self) -> FakeHouse:
        """The house behind the desk."""
        assert isinstance(self.desk.house, FakeHouse)
        return self.desk.house

    @property
    def number(self) -> int:
        """The id of the connection in use."""
        assert self.house.payments_connection is not None
        return self.house.payments_connection.id

    @property
    def session(self) -> PaymentSession:
        """The account at work."""
        assert self.house.payments is not None
        return self.house.payments

    async def connect(
        self,
        environment: Environment = PRODUCTION,
        state: ConnectionState = ConnectionState.CONNECTED,
        merchant: str = "5500000000000000001",
    ) -> ConnectionRecord:
        """Connect an account and use it; nothing asks the service before `open`."""
        number = await self.desk.connections.add(
            environment.provider,
            environment.name,
            merchant,
            label=self.counter.company,
            currency=environment.currency,
            time_zone=environment.time_zone,
            environment_document=msgspec.json.encode(environment),
            serves=PAYMENTS,
        )
        await self.desk.connections.set_state(number, ConnectionState.CONNECTED, self.clock())
        await self.desk.connections.set_state(number, state)
        record = await self.desk.connections.get(number)
        assert record is not None
        self.use(record)
        return record

    def use(self, record: ConnectionRecord | None) -> None:
        """Have the house use this account, or none, and tell of it as the program does."""
        self.house.payments_connection = record
        if record is None:
            self.house.payments = None
        self.desk.bridge.payments_changed.emit()

    def open(self) -> PaymentSession:
        """Have the account at work, as it is once the network has started; it asks for nothing before `start`."""
        record = self.house.payments_connection
        assert record is not None
        self.house.payments = PaymentSession(
            record,
            lambda: self.counter,
            payments=self.desk.payments,
            stores=self.desk.payment_stores,
            takings=self.desk.takings,
            changes=self.desk.takings._changes,
            vault=Vault(self._home, forget_after_run=True),
            background=self.desk.background,
            now=self.clock,
            return_address=lambda: "http://127.0.0.1:47600/payments/back",
            notify_address=lambda: "https://hooks.example/payments",
        )
        self.desk.takings._changes.publish(Topic.PAYMENTS)
        return self.session

    async def put(self, *transactions: Transaction) -> None:
        """Keep transactions and the stores they were made in."""
        await self.desk.payment_stores.replace(self.number, STORES)
        await self.desk.takings.put(self.number, transactions)

    async def charge(self, order_key: int, one: Transaction) -> None:
        """Note that a transaction was charged here for an order."""
        row = await self.desk.payments.begin(
            self.number,
            order_key,
            reference=one.order_id,
            way=PaymentWay.SCAN,
            title=one.title,
            amount=one.amount,
            store_id=one.store_id,
            at=self.clock(),
        )
        paid = Step(state=PaymentState.PAID, transaction_id=one.id, method=one.method)
        await self.desk.payments.step(row.id, paid, self.clock())

    async def settle(self, day: date, *lines: SettlementLine, at: datetime | None = None) -> None:
        """Keep the settlement of a day, as if it had been read."""
        await self.desk.takings.put_settlement(self.number, Settlement(day, lines), at or self.clock())


def transaction(number: int, *, minutes: float = 0, **told: object) -> Transaction:
    """Return a payment of RM 25.90 that was made so many minutes before the test begins."""
    at = NOON - timedelta(minutes=minutes)
    store: PaymentStore = STORES[number % len(STORES)]
    usual: dict[str, object] = {
        "id": f"2602030{number:017}",
        "order_id": f"{number}-BCDFGHJKMNPQ",
        "title": f"Order {number}",
        "amount": 2590,
        "balance": 2590,
        "status": "SUCCESS",
        "method": ("TNG", "GRABPAY", "BOOST")[number % 3],
        "region": "MALAYSIA",
        "type": "QUICK_PAY",
        "reference_id": f"WLT{number:09}",
        "store_id": store.id,
        "store_name": store.name,
        "paid_at": at,
        "created_at": at - timedelta(seconds=12),
        "updated_at": at,
    }
    return msgspec.convert(usual | told, Transaction, strict=False)


def settled(number: int, gross: str = "25.90", fee: str = "-0.18", **told: object) -> SettlementLine:
    """Return a line of a settlement; the net is the sum of the other two."""
    store = STORES[number % len(STORES)]
    usual: dict[str, object] = {
        "kind": SettlementKind.PAYMENT,
        "transaction_id": f"2602030{number:017}",
        "order_id": f"{number}-BCDFGHJKMNPQ",
        "store_id": store.id,
        "store_name": store.name,
        "method": ("TNG", "GRABPAY", "BOOST")[number % 3],
        "region": "MALAYSIA",
        "type": "QUICK_PAY",
        "gross": Decimal(gross),
        "rate": Decimal("0.70"),
        "fee": Decimal(fee),
        "net": Decimal(gross) + Decimal(fee),
        "at": datetime(2026, 2, 3, 4, 30, tzinfo=UTC) + timedelta(minutes=number),
    }
    return SettlementLine(**(usual | told))  # type: ignore[arg-type]


def kinds_of_transactions() -> tuple[Transaction, ...]:
    """Return one transaction of every kind, newest first."""
    return (
        transaction(501, minutes=5),
        transaction(502, minutes=15, status="FULL_REFUNDED", balance=0),
        transaction(503, minutes=25, status="PARTIAL_REFUNDED", balance=1590),
        transaction(
            504, minutes=35, status="FAILED", error="INSUFFICIENT_CARD_BALANCE: not enough balance", paid_at=None
        ),
        transaction(505, minutes=45, status="IN_PROCESS", paid_at=None),
        transaction(506, minutes=55, status="REVERSED", balance=0),
        transaction(507, minutes=65, status="CHARGED_BACK", final_amount=2490),
    )
