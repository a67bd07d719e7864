"""The journal as it is read: filters, search, what a message tells of itself, and applying it again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.events import EventQuery, EventRow, Events
from retm_desktop.store.journal import Journal, JournalReader
from tests.store.samples import NOW


@pytest.fixture
def events(database: Database, changes: Changes) -> Events:
    return Events(database, changes)


@pytest.fixture
def journal(database: Database, path: Path) -> Iterator[Journal]:
    journal = Journal(path)
    journal.open()
    yield journal
    journal.close()


def arrive(journal: Journal, restaurant: int, kind: str, minutes: int = 0, **body: object) -> int:
    return journal.append(kind, restaurant, msgspec.json.encode(body), NOW + timedelta(minutes=minutes))


async def seal(database: Database, event_id: int) -> None:
    await database.write(lambda c: c.execute("UPDATE journal SET sealed = 1 WHERE id = ?", (event_id,)).rowcount)


async def everything(events: Events, query: EventQuery) -> list[EventRow]:
    rows = await events.page(query, 0, 1000)
    assert await events.count(query) == len(rows)
    return rows


async def test_messages_come_newest_first_with_what_they_tell(
    events: Events, journal: Journal, restaurant: int
) -> None:
    arrive(journal, restaurant, "invoice", 0, event="order.created", reference="ref-1", customer={"name": "Huda"})
    arrive(journal, restaurant, "error", 1, code=503, endpoint="https://shop.example/hooks/order", message="")
    arrive(journal, restaurant, "reward/check", 2, reward_code="SUMMER-204")
    arrive(journal, restaurant, "order", 3, event={"odd": True}, reference=17)
    journal.append("menu", restaurant, b"\xef\xbb\xbf" + b'{"event": "menu.updated"}', NOW + timedelta(minutes=4))
    journal.append("menu", restaurant, b"not JSON \xff", NOW + timedelta(minutes=5))
    rows = await everything(events, EventQuery(restaurant))
    assert [(row.kind, row.event, row.reference) for row in rows] == [
        ("menu", "", ""),
        ("menu", "menu.updated", ""),
        ("order", "", "17"),
        ("reward/check", "", "SUMMER-204"),
        ("error", "", "https://shop.example/hooks/order"),
        ("invoice", "order.created", "ref-1"),
    ]
    assert rows[-1].received_at == NOW
    assert rows[-1].applied_at is None
    assert rows[-1].outcome == ""
    assert rows[-1].size == len(await events.body(rows[-1].id)) > 0
    assert await events.row(rows[-1].id) == rows[-1]
    assert await events.row(10_000) is None


async def test_pages_and_filters(database: Database, events: Events, journal: Journal, restaurant: int) -> None:
    reader = JournalReader(database)
    outcomes = {
        "applied": "invoice",
        "unknown event": "invoice",
        "unknown order: pulling": "order",
        "unreadable": "order",
        "failed": "menu",
        "good": "reward/check",
        "refused: used_up": "reward/check",
        "repeated": "install",
    }
    for minutes, (outcome, kind) in enumerate(outcomes.items()):
        await reader.mark([arrive(journal, restaurant, kind, minutes, event="e")], outcome, "detail")
    waiting = arrive(journal, restaurant, "customer", 60, event="customer.updated")

    rows = await everything(events, EventQuery(restaurant))
    assert [row.id for row in await events.page(EventQuery(restaurant), 2, 3)] == [row.id for row in rows[2:5]]
    assert [row.kind for row in await everything(events, EventQuery(restaurant, kind="order"))] == ["order", "order"]
    troubled = await everything(events, EventQuery(restaurant, trouble=True))
    assert [row.outcome for row in troubled] == [
        "",
        "failed",
        "unreadable",
        "unknown order: pulling",
        "unknown event",
    ]
    assert troubled[0].id == waiting
    assert troubled[1].detail == "detail"
    both = await everything(events, EventQuery(restaurant, kind="order", trouble=True, text="E"))
    assert [row.outcome for row in both] == ["unreadable", "unknown order: pulling"]
    assert await everything(events, EventQuery(restaurant + 1)) == []


async def test_search_finds_references_numbers_and_names(
    database: Database, events: Events, journal: Journal, restaurant: int
) -> None:
    first = arrive(journal, restaurant, "order", 0, event="order.delivery.updated", order={"order_reference": "512"})
    second = arrive(journal, restaurant, "customer", 1, reference="4F2D-01", customer={"name_localized": "هدى ناصر"})
    sealed = arrive(journal, restaurant, "install", 2, code="512")
    await seal(database, sealed)

    async def found(text: str) -> list[int]:
        return [row.id for row in await everything(events, EventQuery(restaurant, text=text))]

    assert await found(" 512 ") == [first]
    assert await found("٥١٢") == [first]
    assert await found("DELIVERY") == [first]
    assert await found("4f2d-01") == [second]
    assert await found("هدى") == [second]
    assert await found("%") == []
    assert await found("   ") == [sealed, second, first]


async def test_a_sealed_message_tells_nothing(
    database: Database, events: Events, journal: Journal, restaurant: int
) -> None:
    sealed = arrive(journal, restaurant, "install", 0, event="secret", code="the-code")
    await seal(database, sealed)
    (row,) = await everything(events, EventQuery(restaurant))
    assert (row.sealed, row.event, row.reference) == (True, "", "")
    assert await events.body(sealed) == b""
    assert await events.body(10_000) == b""


async def test_applying_again_lets_a_message_wait_anew(
    database: Database,
    events: Events,
    journal: Journal,
    restaurant: int,
    told: list[frozenset[Topic]],
) -> None:
    reader = JournalReader(database)
    order = arrive(journal, restaurant, "order", 0, event="order.polished")
    check = arrive(journal, restaurant, "reward/check", 1, reward_code="A")
    install = arrive(journal, restaurant, "install", 2, code="c")
    await seal(database, install)
    await reader.mark([order, check, install], "failed", "KeyError")
    told.clear()

    assert await events.apply_again(check) is False
    assert await events.apply_again(install) is False
    assert await events.apply_again(10_000) is False
    assert told == []
    assert await reader.waiting() == []

    assert await events.apply_again(order) is True
    assert told == [frozenset({Topic.EVENTS})]
    row = await events.row(order)
    assert row is not None
    assert (row.applied_at, row.outcome, row.detail) == (None, "", "")
    assert [waiting.id for waiting in await reader.waiting()] == [order]


async def test_the_last_message_of_each_kind(events: Events, journal: Journal, restaurant: int) -> None:
    for minutes, kind in enumerate(("order", "invoice", "order", "reward/check", "order")):
        arrive(journal, restaurant, kind, minutes)
    assert await events.last_by_kind(restaurant) == {
        "order": NOW + timedelta(minutes=4),
        "invoice": NOW + timedelta(minutes=1),
        "reward/check": NOW + timedelta(minutes=3),
    }
    assert await events.last_by_kind(restaurant + 1) == {}


async def test_what_the_listener_stored_is_told(events: Events, told: list[frozenset[Topic]]) -> None:
    events.heard()
    assert told == [frozenset({Topic.EVENTS})]
