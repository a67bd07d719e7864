"""A file of the first version keeps everything when it is brought to the second."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from retm_desktop.domain.business import OrderType
from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import CancelOrder, CreateOrderType, MoveOrder
from retm_desktop.domain.orders import Order, OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.store import intake
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.changes import Changes
from retm_desktop.store.database import Database
from retm_desktop.store.migrations import MIGRATIONS
from retm_desktop.store.orders import Incoming, OrderQuery, Orders, Source
from retm_desktop.store.outbox import ActionState, Outbox
from tests.store.samples import NOW


def list_of(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@pytest.fixture
async def old_file(tmp_path: Path) -> Path:
    """A file as the first version wrote it: one order with a customer, one action on it that failed."""
    path = tmp_path / "store.sqlite3"
    database = Database(path, migrations=MIGRATIONS[:1])
    database.open()
    number = 1
    customer = OrderCustomer(BilingualText("Huda", "هدى"), "+966 50 000 0002")
    order = Order(id="A1", number="7", stage=Stage.NEW, customer=customer, created_at=NOW)

    def write(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO connections (id, provider, environment, business_id, label, currency, time_zone, state,"
            " environment_document) VALUES (?, 'retm', 'production', 'palmgrill', 'palmgrill', 'SAR', 'Asia/Riyadh',"
            " 'connecting', '{}')",
            (number,),
        )
        values = dict(zip(intake.SHOWN_COLUMNS, intake.shown_columns(order, Stage.NEW, NOW), strict=True))
        del values["phone_key"]
        at = values["created_at"]
        values |= {"stage_since": at, "updated_at": at, "estimated": 0, "document_rank": 0, "raw_digest": b""}
        values |= {"connection_id": number}
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO orders ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608
        connection.execute(
            "INSERT INTO outbox (id, connection_id, order_key, kind, target_stage, intent, state, attempts, created_at,"
            " next_try_at, error_code) VALUES (41, ?, 1, 'cancel_order', 'cancelled',"
            ' \'{"type":"cancel_order","reason":"late"}\', \'failed\', 2, ?, ?, \'rejected\')',
            (number, at, at),
        )

    await database.write(write)
    database.close()
    return path


async def test_orders_and_actions_stay_and_customers_are_found_by_phone(old_file: Path) -> None:
    database = Database(old_file)
    database.open()
    try:
        orders, actions = Orders(database, Changes()), Outbox(database, Changes())
        (row,) = await orders.page(OrderQuery(1, phone="٠٥٠٠٠٠٠٠٠٢"), 0, 10)
        assert (row.number, row.pending) == ("7", "failed")
        (action,) = await actions.open(1)
        assert (action.id, action.order_key, action.attempts, action.state) == (41, 1, 2, ActionState.FAILED)
        assert action.intent == CancelOrder("late")
        assert database.copy_before_migration(1) in list_of(old_file.parent)
        newer = await actions.put(1, MoveOrder(Stage.PREPARING), 1, NOW)
        assert newer.id > 41, "numbers of actions never come again"
    finally:
        database.close()


async def test_a_record_waits_for_no_order_and_lands_in_its_list(old_file: Path) -> None:
    database = Database(old_file)
    database.open()
    try:
        changes = Changes()
        actions = Outbox(database, changes)
        made = OrderType("", BilingualText("Drive through", "من السيارة"), 4)
        put = await actions.put(1, CreateOrderType(made), None, NOW)
        assert put.order_key is None
        # The order's action that failed holds up nothing else.
        assert [action.id for action in await actions.due(1, NOW)] == [put.id]
        assert await actions.open_records(1, Kind.ORDER_TYPE) == [put]
        assert await actions.open_records(1, Kind.TAX) == []
        assert await actions.sending(put.id)
        await actions.done_record(put.id, OrderType("T9", made.name, 4), b'{"uuid": "T9"}', NOW)
        assert await actions.open_records(1, Kind.ORDER_TYPE) == []
        held = await outbox_list(database, changes)
        assert held == [OrderType("T9", made.name, 4)]
        with pytest.raises(ValueError, match="needs an order"):
            await actions.put(1, CancelOrder("late"), None, NOW)
    finally:
        database.close()


async def outbox_list(database: Database, changes: Changes) -> list[OrderType]:
    return await Catalogue(database, changes).all(1, Kind.ORDER_TYPE, OrderType)


async def test_a_withdrawn_or_given_up_record_is_gone(old_file: Path) -> None:
    database = Database(old_file)
    database.open()
    try:
        actions = Outbox(database, Changes())
        made = OrderType("", BilingualText("Drive through", "من السيارة"), 4)
        first = await actions.put(1, CreateOrderType(made), None, NOW)
        assert await actions.withdraw(first.id)
        second = await actions.put(1, CreateOrderType(made), None, NOW)
        assert await actions.sending(second.id)
        assert not await actions.give_up(second.id), "not while it is on its way"
        await actions.unknown(second.id, OperatorError("?"), NOW + timedelta(minutes=1))
        assert await actions.give_up(second.id)
        assert await actions.open_records(1, Kind.ORDER_TYPE) == []
    finally:
        database.close()


async def test_an_order_without_a_phone_is_nobodys(old_file: Path) -> None:
    database = Database(old_file)
    database.open()
    try:
        orders = Orders(database, Changes())
        incoming = Incoming(Order(id="B2", number="8", stage=Stage.NEW, created_at=NOW), b"{}", Source.POLL, NOW)
        await orders.apply(1, [incoming])
        assert await orders.page(OrderQuery(1, phone="-"), 0, 10) == []
        assert len(await orders.page(OrderQuery(1), 0, 10)) == 2
    finally:
        database.close()
