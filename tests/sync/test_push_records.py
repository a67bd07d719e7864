"""A record of the restaurant that was made here reaches RETM once, and its list shows it with RETM's id."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

import httpx
import msgspec
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from retm_desktop.domain.business import Charge, OrderType, PaymentKind, PaymentMethod
from retm_desktop.domain.intents import (
    CreateCharge,
    CreateOrderType,
    CreatePaymentMethod,
    CreateTax,
    Record,
    RecordIntent,
    same_record,
)
from retm_desktop.domain.menu import RateKind, Tax
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.outbox import KIND_OF_INTENT, ActionState
from retm_desktop.sync.session import Session
from retm_desktop.sync.status import Link
from tests.sync.shop import QUICK, Shop, in_state
from tests.waiting import until, until_async

MEAL_CARD = CreatePaymentMethod(
    PaymentMethod("", BilingualText("Meal card", "بطاقة وجبات"), PaymentKind.THIRD_PARTY, zatca_code="30")
)
TABLES = CreateOrderType(OrderType("", BilingualText("Garden tables", "طاولات الحديقة"), 7))
WRAPPING = CreateCharge(Charge("", BilingualText("Gift wrapping", "تغليف هدية"), Decimal("4.5")))
TOBACCO = CreateTax(Tax("", BilingualText("Tobacco fee", "رسم التبغ"), RateKind.PERCENTAGE, Decimal(100)))
EVERY: tuple[RecordIntent, ...] = (TABLES, MEAL_CARD, WRAPPING, TOBACCO)
PATHS = {
    CreateOrderType: "ordertypes",
    CreatePaymentMethod: "payments",
    CreateCharge: "charges",
    CreateTax: "taxes",
}


def kind_of(intent: RecordIntent) -> Kind:
    return KIND_OF_INTENT[type(intent)]


async def stored(shop: Shop, intent: RecordIntent) -> list[Record]:
    """Return what the store's list has under the names of an intent."""
    found: Sequence[Record] = await shop.catalogue.all(shop.id, kind_of(intent), type(intent.record))
    return [one for one in found if same_record(one, intent.record)]


async def at_retm(shop: Shop, intent: RecordIntent) -> list[Record]:
    """Return what RETM's list has under the names of an intent."""
    client = shop.client
    lists = {
        CreateOrderType: client.order_types,
        CreatePaymentMethod: client.payment_methods,
        CreateCharge: client.charges,
        CreateTax: client.taxes,
    }
    listed: Sequence[Any] = await lists[type(intent)]()
    return [one.value for one in listed if same_record(one.value, intent.record)]


async def read_once(shop: Shop) -> Session:
    """Return a session that has read every list, so that what is stored later came from the write alone."""
    session = await shop.session()
    await until_async(lambda: shop.catalogue.refreshed_at(shop.id, Kind.CUSTOMER))
    return session


def creates(shop: Shop, intent: RecordIntent) -> int:
    calls: dict[str, int] = shop.sandbox.books()["calls"]
    return calls.get(f"{PATHS[type(intent)]}/create", 0)


@pytest.mark.parametrize("intent", EVERY, ids=lambda intent: kind_of(intent).value)
async def test_a_record_made_here_ends_in_its_list_with_retms_id(shop: Shop, intent: RecordIntent) -> None:
    session = await read_once(shop)
    action = await session.do(intent)
    await in_state(shop, action, ActionState.DONE)
    (made,) = await at_retm(shop, intent)
    assert await stored(shop, intent) == [made]
    assert made.id
    assert msgspec.structs.replace(made, id="") == intent.record
    assert await shop.outbox.open_records(shop.id, kind_of(intent)) == []


async def test_a_charge_names_its_tax(shop: Shop) -> None:
    session = await read_once(shop)
    (vat, *_) = await shop.catalogue.all(shop.id, Kind.TAX, Tax)
    record = msgspec.structs.replace(WRAPPING.record, tax=vat)
    action = await session.do(CreateCharge(record))
    await in_state(shop, action, ActionState.DONE)
    (made,) = await stored(shop, WRAPPING)
    assert isinstance(made, Charge)
    assert made.tax is not None
    assert (made.tax.id, made.value) == (vat.id, Decimal("4.5"))


async def test_records_put_offline_wait_and_are_sent_on_the_return(sandbox: Sandbox, shop: Shop) -> None:
    session = await read_once(shop)
    with sandbox.offline():
        await until(lambda: session.status.link is Link.OFFLINE)
        actions = [await session.do(intent) for intent in EVERY]

        async def all_tried() -> bool:
            return all([(await shop.action(a.id)).error_code == "offline" for a in actions])

        await until_async(all_tried)
        for intent, action in zip(EVERY, actions, strict=True):
            assert (await shop.action(action.id)).state is ActionState.PENDING
            assert [a.id for a in await shop.outbox.open_records(shop.id, kind_of(intent))] == [action.id]
            assert await stored(shop, intent) == []
    for intent, action in zip(EVERY, actions, strict=True):
        await in_state(shop, action, ActionState.DONE)
        assert len(await at_retm(shop, intent)) == len(await stored(shop, intent)) == 1


@pytest.mark.parametrize(
    ("intent", "fields"),
    [
        (
            CreateOrderType(OrderType("", BilingualText("Tables", ""), 700)),
            {"name.ar": ("The name.ar field is required.",), "type": ("The selected type is invalid.",)},
        ),
        (
            CreatePaymentMethod(PaymentMethod("", BilingualText("", "بطاقة"), 9)),
            {
                "name.en": ("The name.en field is required.",),
                "type": ("The selected type is invalid.",),
                "zatca_payment_code": ("The zatca_payment_code field is required.",),
            },
        ),
        (
            CreateCharge(Charge("", BilingualText("Late", "تأخير"), Decimal(-1), Tax("no-such-tax"))),
            {"value": ("The value must be a number.",), "tax": ("The selected tax is invalid.",)},
        ),
        (
            CreateTax(Tax("", BilingualText("Odd", "غريبة"), 5, Decimal(1))),
            {"type": ("The selected type is invalid.",)},
        ),
    ],
    ids=lambda part: kind_of(part).value if isinstance(part, RecordIntent) else "",
)
async def test_what_retm_refuses_fails_field_by_field(
    shop: Shop, intent: RecordIntent, fields: dict[str, tuple[str, ...]]
) -> None:
    session = await read_once(shop)
    action = await session.do(intent)
    await in_state(shop, action, ActionState.FAILED)
    failed = await shop.action(action.id)
    assert (failed.error_code, failed.error_fields) == ("rejected", fields)
    assert [a.id for a in await shop.outbox.open_records(shop.id, kind_of(intent))] == [action.id]
    assert await stored(shop, intent) == []
    assert await session.give_up(action.id)
    assert await shop.outbox.open_records(shop.id, kind_of(intent)) == []


@pytest.mark.parametrize("intent", EVERY, ids=lambda intent: kind_of(intent).value)
async def test_a_dropped_connection_after_the_work_makes_one_record(shop: Shop, intent: RecordIntent) -> None:
    session = await read_once(shop)
    shop.sandbox.set_faults({"drop": 1.0})
    action = await session.do(intent)
    await in_state(shop, action, ActionState.UNKNOWN)
    # The look-up fails too for a while, and nothing is sent a second time for that.
    await until(lambda: session.status.link is Link.OFFLINE)
    assert creates(shop, intent) == 1
    shop.sandbox.set_faults({})
    await in_state(shop, action, ActionState.DONE)
    (made,) = await at_retm(shop, intent)
    assert await stored(shop, intent) == [made]
    assert creates(shop, intent) == 1


async def test_a_lost_answer_is_found_under_the_name_as_retm_wrote_it_down(shop: Shop) -> None:
    """What is sent has 0-9 and single spaces whatever was typed; the list is searched for the same."""
    session = await read_once(shop)
    typed = BilingualText("Table \u200f٧  upstairs ", "طاولة ٧  فوق")
    intent = CreateOrderType(OrderType("", typed, 7))
    shop.sandbox.set_faults({"drop": 1.0})
    action = await session.do(intent)
    await in_state(shop, action, ActionState.UNKNOWN)
    shop.sandbox.set_faults({})
    await in_state(shop, action, ActionState.DONE)
    assert creates(shop, intent) == 1
    (made,) = await stored(shop, intent)
    assert made.name.ar.startswith("طاولة 7")


async def test_a_record_that_never_arrived_is_sent_again_once_that_is_sure(shop: Shop) -> None:
    session = await read_once(shop)
    shop.sandbox.set_faults({"error": 1.0})
    action = await session.do(MEAL_CARD)
    await in_state(shop, action, ActionState.UNKNOWN)
    shop.sandbox.set_faults({})
    await in_state(shop, action, ActionState.DONE)
    assert len(await at_retm(shop, MEAL_CARD)) == 1
    assert (await shop.action(action.id)).attempts == 2


async def test_a_throttled_record_waits(shop: Shop) -> None:
    session = await read_once(shop)
    shop.sandbox.set_faults({"throttle": 1.0})
    action = await session.do(TOBACCO)

    async def held() -> bool:
        return (await shop.action(action.id)).error_code == "rate_limited"

    await until_async(held)
    assert (await shop.action(action.id)).state is ActionState.PENDING
    assert creates(shop, TOBACCO) == 0
    shop.sandbox.set_faults({})
    await in_state(shop, action, ActionState.DONE)
    assert len(await at_retm(shop, TOBACCO)) == 1


async def test_a_refused_record_holds_up_no_other(shop: Shop) -> None:
    session = await read_once(shop)
    refused = await session.do(CreateTax(Tax("", BilingualText("Odd", "غريبة"), 5, Decimal(1))))
    await in_state(shop, refused, ActionState.FAILED)
    after = await session.do(TOBACCO)
    await in_state(shop, after, ActionState.DONE)
    assert [a.id for a in await shop.outbox.open_records(shop.id, Kind.TAX)] == [refused.id]


async def test_a_withdrawn_record_is_never_sent(shop: Shop) -> None:
    session = await read_once(shop)
    await session.stop()
    action = await session.do(MEAL_CARD)
    assert await session.withdraw(action.id)
    session = await shop.session()
    after = await session.do(TOBACCO)
    await in_state(shop, after, ActionState.DONE)
    assert creates(shop, MEAL_CARD) == 0


class Terse:
    """A RETM that makes payment methods and tells of them no more than `answer`: nothing documents what it answers."""

    def __init__(self, shop: Shop, answer: object, *, listing: bool = True) -> None:
        self._shop = shop
        self._answer = answer
        self._listing = listing
        self.made: list[dict[str, Any]] = []
        self.reads = 0
        self.held: asyncio.Event | None = None
        """Where there is one, the list is written down at once and leaves when it is set."""

    async def _list(self, _request: Request) -> Response:
        self.reads += 1
        listed = JSONResponse(self.made) if self._listing else Response("<html>", 500)
        if self.held is not None:
            await self.held.wait()
        return listed

    async def _create(self, request: Request) -> Response:
        body = await request.json()
        self.made.append({"uuid": f"made-{len(self.made) + 1}", **body})
        return Response("", 201) if self._answer is None else JSONResponse(self._answer, 201)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Session]:
        """Give a session that has read its lists and would not by itself read them again for ten minutes."""
        base = "/{business}/api/v2/payments"
        routes = [Route(f"{base}/list", self._list), Route(f"{base}/create", self._create, methods=["POST"])]
        shop = self._shop
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=Starlette(routes=routes))) as http:
            shop.client = RetmClient(http, shop.environment, shop.sandbox.business_id, shop.keys)
            shop.pace = msgspec.structs.replace(QUICK, catalogue=600.0, poll=300.0)
            session = await shop.session()
            await until(lambda: Kind.CUSTOMER in session.catalogue_errors)
            yield session
            await session.stop()


@pytest.mark.parametrize("answer", [None, {"message": "Created."}, []], ids=["nothing", "a message", "a list"])
async def test_a_record_whose_id_the_answer_does_not_tell_is_read_from_the_list(shop: Shop, answer: object) -> None:
    retm = Terse(shop, answer)
    async with retm.open() as session:
        action = await session.do(MEAL_CARD)
        await in_state(shop, action, ActionState.DONE)

        async def listed() -> bool:
            return [one.id for one in await stored(shop, MEAL_CARD)] == ["made-1"]

        await until_async(listed)
    assert len(retm.made) == 1
    assert (await shop.action(action.id)).attempts == 1


async def test_a_record_without_an_id_is_not_made_again_where_the_list_fails(shop: Shop) -> None:
    retm = Terse(shop, None, listing=False)
    async with retm.open() as session:
        before = retm.reads
        action = await session.do(MEAL_CARD)
        await in_state(shop, action, ActionState.DONE)
        await until(lambda: retm.reads > before)
    assert len(retm.made) == 1
    assert await stored(shop, MEAL_CARD) == []


async def test_a_list_that_was_on_its_way_does_not_take_the_new_record_away(shop: Shop) -> None:
    """RETM wrote the list down before it made the record, and the list arrives after it."""
    retm = Terse(shop, {"uuid": "made-1", "name": {"en": "Meal card", "ar": "بطاقة وجبات"}})
    async with retm.open() as session:
        before, retm.held = retm.reads, asyncio.Event()
        session.refresh()
        await until(lambda: retm.reads > before)
        action = await session.do(MEAL_CARD)
        await in_state(shop, action, ActionState.DONE)
        assert [one.id for one in await stored(shop, MEAL_CARD)] == ["made-1"]
        retm.held.set()
        retm.held = None
        # The late list first, and after it the one that has the record.
        await until(lambda: retm.reads > before + 1)

        async def whole() -> bool:
            found = await stored(shop, MEAL_CARD)
            return [(one.id, one.zatca_code) for one in found if isinstance(one, PaymentMethod)] == [("made-1", "30")]

        await until_async(whole)
