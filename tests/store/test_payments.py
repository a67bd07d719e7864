"""Payments, stores and takings on disk: judged and written in one transaction, kept over the orders' own changes."""

import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from retm_desktop.domain.errors import AlreadyPaid, PaymentOpen
from retm_desktop.domain.payments import Transaction
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.connections import Connections
from retm_desktop.store.database import Database
from retm_desktop.store.migrations import MIGRATIONS
from retm_desktop.store.orders import OrderQuery, Orders
from retm_desktop.store.payments import PaymentRow, Payments, PaymentState, PaymentWay, Step
from retm_desktop.store.takings import Takings, TransactionQuery
from tests.store.samples import NOW, incoming, order


@pytest.fixture
def payments(database: Database, changes: Changes) -> Payments:
    return Payments(database, changes)


async def begin(payments: Payments, account: int, key: int | None = None, reference: str = "r1") -> PaymentRow:
    return await payments.begin(
        account, key, reference=reference, way=PaymentWay.QR, title="Order 7", amount=2590, store_id="7", at=NOW
    )


async def test_every_step_is_on_disk_and_told(
    payments: Payments, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    row = await begin(payments, restaurant)
    assert (row.state, row.amount, row.created_at) == (PaymentState.STARTING, 2590, NOW)
    later = NOW + timedelta(seconds=3)
    step = Step(state=PaymentState.WAITING, checkout_id="c", address="https://x", qr_data="0002", ends_at=later)
    waiting = await payments.step(row.id, step, later)
    assert waiting.ends_at == later
    paid = await payments.step(row.id, Step(state=PaymentState.PAID, transaction_id="t1", method="TNG"), later)
    assert (paid.checkout_id, paid.qr_data, paid.method) == ("c", "0002", "TNG")
    assert await payments.get(row.id) == paid
    assert await payments.of_reference("r1") == paid
    assert told == [frozenset({Topic.PAYMENTS})] * 3
    assert await payments.open(restaurant) == []


async def test_one_open_payment_an_order_and_none_after_it_was_paid(
    payments: Payments, orders: Orders, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    await orders.apply(restaurant, [incoming(order())])
    begun = await asyncio.gather(*(begin(payments, restaurant, 1, f"r{n}") for n in range(6)), return_exceptions=True)
    rows = [one for one in begun if isinstance(one, PaymentRow)]
    assert len(rows) == 1
    assert sum(isinstance(one, PaymentOpen) for one in begun) == 5
    assert Topic.ORDERS in told[-1]
    await payments.step(rows[0].id, Step(state=PaymentState.FAILED, refusal="DECLINED"), NOW)
    second = await begin(payments, restaurant, 1, "again")
    await payments.step(second.id, Step(state=PaymentState.PAID, transaction_id="t"), NOW)
    with pytest.raises(AlreadyPaid):
        await begin(payments, restaurant, 1, "third")
    details = await orders.details(1)
    assert details is not None
    assert [event.kind for event in details.events][-2:] == ["payment_starting", "payment_paid"]


async def test_a_refund_is_begun_once(payments: Payments, restaurant: int) -> None:
    row = await begin(payments, restaurant)
    assert await payments.begin_refund(row.id, NOW) is None
    await payments.step(row.id, Step(state=PaymentState.PAID, transaction_id="t"), NOW)
    begun = await asyncio.gather(*(payments.begin_refund(row.id, NOW) for _ in range(5)))
    assert sum(one is not None for one in begun) == 1


async def test_an_order_told_twice_keeps_its_payment(payments: Payments, orders: Orders, restaurant: int) -> None:
    """Two rows that turn out to be one order become one; what was charged goes with it."""
    ours = order(id="", number="", partner_reference="PR-1")
    theirs = order(number="77")
    await orders.apply(restaurant, [incoming(ours), incoming(theirs)])
    rows = [row.key for row in await orders.page(OrderQuery(restaurant), 0, 10)]
    assert len(rows) == 2
    row = await begin(payments, restaurant, min(rows))
    other = await begin(payments, restaurant, max(rows), "r2")
    await orders.apply(restaurant, [incoming(order(number="77", partner_reference="PR-1"))])
    (left,) = await orders.page(OrderQuery(restaurant), 0, 10)
    assert {one.id for one in await payments.of_order(left.key)} == {row.id, other.id}


async def test_transactions_are_found_filtered_and_added_up(
    database: Database, changes: Changes, payments: Payments, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    takings = Takings(database, changes)
    row = await begin(payments, restaurant, None, "1043-ABC")
    made = [
        Transaction(
            id="t1", order_id="1043-ABC", amount=2590, status="SUCCESS", method="TNG", store_id="7", paid_at=NOW
        ),
        Transaction(
            id="t2", amount=1000, balance=400, status="PARTIAL_REFUNDED", method="BOOST", created_at=NOW - timedelta(1)
        ),
        Transaction(id="t3", amount=500, status="FAILED", method="TNG", created_at=NOW - timedelta(2)),
        Transaction(id="t4", amount=700, status="FULL_REFUNDED", method="GRABPAY", created_at=NOW - timedelta(3)),
    ]
    assert await takings.put(restaurant, made) == 4
    assert await takings.put(restaurant, made) == 0
    told.clear()
    page = await takings.page(TransactionQuery(restaurant), 0, 10)
    assert [one.transaction.id for one in page] == ["t1", "t2", "t3", "t4"]
    assert page[0].payment_id == row.id
    totals = await takings.totals(TransactionQuery(restaurant))
    assert (totals.count, totals.paid, totals.given_back) == (4, 4290, 1300)
    for query, found in (
        (TransactionQuery(restaurant, method="TNG"), 2),
        (TransactionQuery(restaurant, status="FAILED"), 1),
        (TransactionQuery(restaurant, store_id="7"), 1),
        (TransactionQuery(restaurant, text="1043"), 1),
        (TransactionQuery(restaurant, since=NOW), 1),
        (TransactionQuery(restaurant, until=NOW), 3),
        (TransactionQuery(restaurant + 1), 0),
    ):
        assert await takings.count(query) == found == len(await takings.page(query, 0, 10))
    assert await takings.choices(restaurant) == (
        ["FAILED", "FULL_REFUNDED", "PARTIAL_REFUNDED", "SUCCESS"],
        ["BOOST", "GRABPAY", "TNG"],
    )
    assert await takings.put(restaurant, [Transaction(id="t1", amount=2590, status="REVERSED", paid_at=NOW)]) == 1
    assert told == [frozenset({Topic.TAKINGS})]
    kept = await takings.get(page[0].key)
    assert kept is not None
    assert kept.transaction.status == "REVERSED"
    assert await takings.known(restaurant, ["t1", "t9"]) == {"t1"}


async def test_a_file_of_the_second_version_is_brought_along(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    old = Database(path, migrations=MIGRATIONS[:2])
    old.open()

    def write(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO connections (provider, environment, business_id, label, currency, time_zone, state,"
            " environment_document) VALUES ('retm', 'production', 'palmgrill', 'Palm Grill', 'SAR', 'Asia/Riyadh',"
            " 'connected', '{}')"
        )

    await old.write(write)
    old.close()
    database = Database(path)
    database.open()
    try:
        changes = Changes()
        (record,) = await Connections(database, changes).all()
        assert (record.label, record.currency) == ("Palm Grill", "SAR")
        row = await begin(Payments(database, changes), record.id)
        assert row.state is PaymentState.STARTING
        assert database.copy_before_migration(2).exists()
    finally:
        database.close()
