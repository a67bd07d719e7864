"""Connections, catalogue, settings and changes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from retm_desktop.domain.business import Branch, Customer
from retm_desktop.domain.menu import Product, Variation
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.connections import Connections, ConnectionState
from retm_desktop.store.database import Database
from retm_desktop.store.instants import from_text, to_text
from retm_desktop.store.orders import OrderQuery, Orders
from retm_desktop.store.settings import Settings
from tests.store.samples import NOW, incoming, order

LATER = NOW + timedelta(minutes=15)
PRODUCTS = [
    Product("p1", BilingualText("Burger", "برجر"), price=Decimal("23.000"), variations=(Variation("v1"),)),
    Product("", BilingualText()),
    Product("p2", BilingualText("Juice", "عصير")),
]


def with_raw(values: Sequence[msgspec.Struct]) -> list[tuple[msgspec.Struct, bytes]]:
    return [(value, b'{"raw": 1}') for value in values]


async def test_a_list_is_replaced_whole_and_told_only_when_it_differs(
    catalogue: Catalogue, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    assert await catalogue.refreshed_at(restaurant, Kind.PRODUCT) is None
    assert await catalogue.replace(restaurant, Kind.PRODUCT, with_raw(PRODUCTS), NOW)
    assert not await catalogue.replace(restaurant, Kind.PRODUCT, with_raw(PRODUCTS), LATER)
    assert await catalogue.refreshed_at(restaurant, Kind.PRODUCT) == LATER
    assert await catalogue.all(restaurant, Kind.PRODUCT, Product) == PRODUCTS
    assert told == [{Topic.CATALOGUE}]
    assert await catalogue.replace(restaurant, Kind.PRODUCT, with_raw(PRODUCTS[::-1]), LATER)
    assert catalogue.all_now(restaurant, Kind.PRODUCT, Product) == PRODUCTS[::-1]
    assert await catalogue.all(restaurant, Kind.BRANCH, Branch) == []


async def test_single_entries_come_and_go(catalogue: Catalogue, restaurant: int, told: list[frozenset[Topic]]) -> None:
    sami, huda = Customer("3071", BilingualText("Sami", "سامي")), Customer("3072", BilingualText("Huda", "هدى"))
    assert await catalogue.upsert(restaurant, Kind.CUSTOMER, with_raw([sami, huda]), NOW)
    assert not await catalogue.upsert(restaurant, Kind.CUSTOMER, with_raw([sami]), NOW)
    renamed = msgspec.structs.replace(sami, name=BilingualText("Samir", ""))
    assert await catalogue.upsert(restaurant, Kind.CUSTOMER, with_raw([renamed]), NOW)
    assert await catalogue.all(restaurant, Kind.CUSTOMER, Customer) == [renamed, huda]
    assert await catalogue.remove(restaurant, Kind.CUSTOMER, ["3072", "9"])
    assert not await catalogue.remove(restaurant, Kind.CUSTOMER, ["3072"])
    assert await catalogue.all(restaurant, Kind.CUSTOMER, Customer) == [renamed]
    assert told == [{Topic.CUSTOMERS}] * 3
    assert await catalogue.refreshed_at(restaurant, Kind.CUSTOMER) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("huda", ["1"]),
        ("هدي ناصر", ["1"]),
        ("٠٥٥١٢٣", ["1"]),
        ("+966551234567", ["1"]),
        ("551234567", ["1"]),
        ("@EXAMPLE.com", ["1", "2"]),
        ("سامى", ["2"]),
        ("", ["1", "2"]),
        ("nobody", []),
    ],
)
async def test_customers_are_found_by_name_phone_and_email(
    catalogue: Catalogue, restaurant: int, text: str, found: list[str]
) -> None:
    customers = [
        Customer("1", BilingualText("Huda Nasser", "هُدى ناصر"), "+966 55 123 4567", "huda@example.com"),
        Customer("2", BilingualText("", "سامي"), "0500000002", "sami@example.com"),
    ]
    await catalogue.replace(restaurant, Kind.CUSTOMER, with_raw(customers), NOW)
    assert [customer.id for customer in await catalogue.page(restaurant, Kind.CUSTOMER, Customer, text=text)] == found
    assert len(await catalogue.page(restaurant, Kind.CUSTOMER, Customer, limit=1)) == 1


async def test_disconnecting_keeps_the_orders_for_when_the_restaurant_comes_back(
    connections: Connections, orders: Orders
) -> None:
    number = await connections.add("retm", "staging", "palmgrill", label="Palm Grill", environment_document=b'{"a":1}')
    await connections.set_state(number, ConnectionState.CONNECTED, NOW)
    await orders.apply(number, [incoming(order())])
    await connections.set_state(number, ConnectionState.DISCONNECTED)
    assert await connections.all() == []
    gone = await connections.get(number)
    assert gone is not None
    assert gone.state is ConnectionState.DISCONNECTED
    assert await connections.add("retm", "production", "palmgrill") != number
    assert await connections.add("retm", "staging", "palmgrill", environment_document=b'{"a":2}') == number
    back = await connections.get(number)
    assert back is not None
    assert (back.state, back.label, back.environment_document) == (
        ConnectionState.CONNECTING,
        "Palm Grill",
        b'{"a":2}',
    )
    assert await orders.count(OrderQuery(number)) == 1


async def test_the_connection_shown_is_remembered(
    connections: Connections, database: Database, told: list[frozenset[Topic]]
) -> None:
    assert await connections.active_id() is None
    assert connections.read_active_now() is None
    first = await connections.add("retm", "sandbox", "one")
    second = await connections.add("retm", "sandbox", "two")
    await connections.set_state(first, ConnectionState.CONNECTED, NOW)
    assert await connections.active_id() == first
    await connections.set_active(second)
    active = Connections(database, Changes()).read_active_now()
    assert active is not None
    assert active.id == second
    await connections.set_state(second, ConnectionState.DISCONNECTED)
    assert await connections.active_id() == first
    assert set(told) == {frozenset({Topic.CONNECTIONS})}


async def test_each_kind_has_an_active_connection_of_its_own(connections: Connections, database: Database) -> None:
    restaurant = await connections.add("retm", "sandbox", "palmgrill")
    other = await connections.add("retm", "sandbox", "other")
    account = await connections.add("pays", "sandbox", "palmgrill", serves="payments")
    second = await connections.add("pays", "sandbox", "second", serves="payments")
    assert len({restaurant, other, account, second}) == 4
    for number in (restaurant, account):
        await connections.set_active(number)
    assert await connections.active_id() == restaurant
    assert await connections.active_id("payments") == account
    await connections.set_active(second)
    await connections.set_active(other)
    again = Connections(database, Changes())
    shown, used = again.read_active_now(), again.read_active_now("payments")
    assert shown is not None
    assert used is not None
    assert (shown.id, shown.serves) == (other, "orders")
    assert (used.id, used.serves) == (second, "payments")
    assert [one.id for one in await connections.all()] == [restaurant, other]
    assert [one.id for one in await connections.all("payments")] == [account, second]
    await connections.set_state(second, ConnectionState.DISCONNECTED)
    assert await connections.active_id("payments") == account
    assert await connections.active_id() == other


async def test_a_currency_that_was_chosen_survives_connecting_anew(
    connections: Connections, told: list[frozenset[Topic]]
) -> None:
    number = await connections.add("retm", "sandbox", "palmgrill", currency="SAR")

    async def currency() -> str:
        record = await connections.get(number)
        assert record is not None
        return record.currency

    assert await currency() == "SAR"
    told.clear()
    await connections.set_currency(number, "MYR")
    assert told == [frozenset({Topic.CONNECTIONS})]
    assert await currency() == "MYR"
    assert await connections.add("retm", "sandbox", "palmgrill", currency="AED") == number
    assert await currency() == "MYR"
    await connections.set_currency(number, "")
    assert await currency() == "AED"


async def test_the_last_answer_is_the_one_heard_last_and_is_not_told(
    connections: Connections, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    # A clock that was wrong may have put the one before it into the future.
    await connections.heard(restaurant, LATER)
    await connections.heard(restaurant, NOW)
    await connections.set_label(restaurant, "Palm Grill")
    record = await connections.get(restaurant)
    assert record is not None
    assert (record.last_answer_at, record.label) == (NOW, "Palm Grill")
    assert told == [{Topic.CONNECTIONS}]


def test_settings_are_there_at_once_and_after_a_restart(
    path: Path, changes: Changes, told: list[frozenset[Topic]]
) -> None:
    database = Database(path)
    database.open()
    settings = Settings(database, changes)
    assert settings.get("language", str, "ar") == "ar"
    settings.set("language", "en")
    settings.set("language", "en")
    settings.set("widths", [1, 2])
    assert settings.get("language", str, "ar") == "en"
    assert told == [{Topic.SETTINGS}] * 2
    database.close()
    database.open()
    again = Settings(database, changes)
    assert again.get("language", str, "ar") == "en"
    assert again.get("widths", list[int], []) == [1, 2]
    assert again.get("widths", str, "other type") == "other type"
    database.close()


@pytest.mark.expects_log
def test_a_failing_subscriber_keeps_nobody_from_hearing(caplog: pytest.LogCaptureFixture) -> None:
    changes = Changes()
    heard: list[frozenset[Topic]] = []

    def fails(_topics: frozenset[Topic]) -> None:
        raise LookupError("broken view")

    changes.subscribe(fails)
    end = changes.subscribe(heard.append)
    changes.publish(Topic.ORDERS, Topic.OUTBOX)
    end()
    end()
    changes.publish(Topic.ORDERS)
    assert heard == [{Topic.ORDERS, Topic.OUTBOX}]
    assert "broken view" in caplog.text


def test_instants_sort_as_text_in_every_zone() -> None:
    riyadh = timezone(timedelta(hours=3))
    instants = [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(2026, 2, 3, 18, 0, tzinfo=riyadh),
        datetime(2026, 2, 3, 15, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 2, 3, 20, 0, tzinfo=riyadh),
    ]
    texts = [to_text(at) for at in instants]
    assert texts == sorted(texts)
    assert {len(text) for text in texts} == {27}
    assert [from_text(text) for text in texts] == instants
    with pytest.raises(ValueError, match="zone"):
        to_text(datetime(2026, 1, 1))
