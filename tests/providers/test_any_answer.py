"""Whatever a RETM answers, at whichever endpoint, is a value or one of the errors an operator can be told."""

import asyncio
import contextlib
import datetime
import json
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response

from retm_desktop.domain.business import Charge, OrderType, PaymentMethod
from retm_desktop.domain.errors import OperatorError, OutcomeUnknown, UnreadableAnswer
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.menu import Tax
from retm_desktop.domain.orders import Line, OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers import transport
from retm_desktop.providers.retm import install, wire
from retm_desktop.providers.retm.client import Page, RetmClient, every
from retm_desktop.providers.retm.endpoints import ENDPOINTS
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.providers.retm.wire import HookKind
from retm_desktop.providers.tokens import Tokens
from tests.providers.any_json import ANY_JSON, spoilt
from tests.providers.conftest import Source
from tests.providers.other_reading import Asked
from tests.providers.other_retm import OtherRetm
from tests.providers.serving import Seen, serving

pytestmark = pytest.mark.expects_log  # a list of nonsense tells what it left out

bounded = settings(
    database=None,
    deadline=None,
    max_examples=70,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

NOW = datetime.datetime(2026, 2, 3, 15, tzinfo=datetime.UTC)
NAME = BilingualText("Meal card", "بطاقة")
LINES = (Line("p1", total=Decimal(23)),)
INTENT = CreateOrder(
    "WEB-1", "b1", OrderCustomer(phone="0500000002"), LINES, ("",), Decimal(20), Decimal(3), Decimal(23)
)
SUCCESSES = (200, 201, 202, 206)
FAILURES = (300, 302, 400, 401, 403, 404, 405, 408, 409, 410, 418, 422, 429, 500, 501, 502, 503, 504, 599)


async def _all_pages(method: Callable[..., Awaitable[Page[Any]]]) -> list[Page[Any]]:
    return [page async for page in every(method)]


CALLS: dict[str, Callable[[RetmClient], Awaitable[object]]] = {
    "orders": lambda c: _all_pages(c.orders),
    "invoices": lambda c: _all_pages(c.invoices),
    "customers": lambda c: _all_pages(c.customers),
    "products": lambda c: _all_pages(c.products),
    "category": lambda c: c.category("c1"),
    "group": lambda c: c.group("g1"),
    "product": lambda c: c.product("p1"),
    "categories": lambda c: c.categories(),
    "groups": lambda c: c.groups(),
    "branches": lambda c: c.branches(),
    "devices": lambda c: c.devices(),
    "order_types": lambda c: c.order_types(),
    "price_lists": lambda c: c.price_lists(),
    "payment_methods": lambda c: c.payment_methods(),
    "charges": lambda c: c.charges(),
    "taxes": lambda c: c.taxes(),
    "simple_list": lambda c: c.simple_list(),
    "menu": lambda c: c.menu(),
    "create_order": lambda c: c.create_order(INTENT),
    "cancel_order": lambda c: c.cancel_order("o1", "no rice"),
    "update_delivery_status": lambda c: c.update_delivery_status("o1", Stage.OUT),
    "create_order_type": lambda c: c.create_order_type(OrderType(name=NAME)),
    "create_payment_method": lambda c: c.create_payment_method(PaymentMethod(name=NAME)),
    "create_charge": lambda c: c.create_charge(Charge(name=NAME)),
    "create_tax": lambda c: c.create_tax(Tax(name=NAME)),
}


def test_no_endpoint_is_left_out() -> None:
    assert set(CALLS) | {"token"} == set(ENDPOINTS)


def _real() -> dict[str, list[object]]:
    """Return the other RETM's answers, from which the examples are spoilt."""
    other = OtherRetm()
    shelf, group, dish = (
        other.papers.ids.lower(record.id)
        for record in (other.books.categories[0], other.books.groups[0], other.books.dishes[0])
    )
    ids = {"category": shelf, "group": group, "product": dish}
    reads = [name for name, endpoint in ENDPOINTS.items() if endpoint.method == "GET"]
    answers = {name: [other.answers[name](Asked(1, 2, ids.get(name, "")))] for name in reads}
    for name in ("order", "tax", "charge"):
        answers[f"create_{name}"] = [{name: {"uuid": "x", "name": "Y"}}, {"data": {"order_id": 7, "name": {"en": "Y"}}}]
    return answers


REAL = _real()


class Answering:
    """Answers every call with the same status and body; other pages have bodies of their own when there are several."""

    def __init__(self) -> None:
        self.status = 200
        self.bodies = [b""]
        self.headers: dict[str, str] = {}

    def __call__(self, request: Request, _seen: Seen) -> Response:
        page = int(request.query_params.get("page", 1))
        body = self.bodies[(page - 1) % len(self.bodies)]
        return Response(body, self.status, {"Content-Type": "application/json", **self.headers})


async def outcome(call: Awaitable[object]) -> object:
    """Return the value or the operator's error; anything else, and waiting without an end, fails the test."""
    async with asyncio.timeout(20):
        try:
            return await call
        except OperatorError as told:
            return told


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    monkeypatch.setattr(transport, "WAIT_LIMIT", 0.001)
    return Answering()


@bounded
@given(st.sampled_from(sorted(CALLS)), st.lists(ANY_JSON, min_size=1, max_size=3), st.sampled_from(SUCCESSES))
async def test_any_json_as_an_answer(
    http: httpx.AsyncClient, answering: Answering, endpoint: str, documents: list[object], status: int
) -> None:
    answering.status, answering.bodies = status, [json.dumps(document).encode() for document in documents]
    with serving(answering) as (address, seen):
        client = RetmClient(http, sandbox_environment(address), "palmgrill", Source())
        read = await outcome(CALLS[endpoint](client))
    assert 1 <= len(seen) <= 2 * len(documents) + 1, "pages that repeat themselves end"
    if isinstance(read, OperatorError):
        assert type(read) is (OutcomeUnknown if ENDPOINTS[endpoint].method == "POST" else UnreadableAnswer)
    else:
        msgspec.json.encode(read)


@bounded
@given(st.sampled_from(sorted(REAL)), st.data())
async def test_a_real_answer_with_one_thing_replaced(
    http: httpx.AsyncClient, answering: Answering, endpoint: str, data: st.DataObject
) -> None:
    document, _ = spoilt(data.draw(st.sampled_from(REAL[endpoint])), data)
    answering.status, answering.bodies = 200, [json.dumps(document).encode()]
    with serving(answering) as (address, seen):
        client = RetmClient(http, sandbox_environment(address), "palmgrill", Source())
        read = await outcome(CALLS[endpoint](client))
    assert len(seen) <= 2
    if isinstance(read, OperatorError):
        assert type(read) is (OutcomeUnknown if ENDPOINTS[endpoint].method == "POST" else UnreadableAnswer)
    else:
        msgspec.json.encode(read)


@bounded
@given(
    endpoint=st.sampled_from(sorted(CALLS)),
    body=ANY_JSON.map(lambda document: json.dumps(document).encode()) | st.binary(max_size=40),
    status=st.sampled_from(FAILURES),
    headers=st.dictionaries(
        st.sampled_from(["Retry-After", "Date", "Location", "Content-Type", "WWW-Authenticate"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30)
        | st.sampled_from(["-1", "1e9", "inf", "Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "86400000", "²"]),
    ),
)
@example(endpoint="branches", body=b"[]", status=404, headers={"Date": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"})
@example(
    endpoint="branches", body=b"[]", status=404, headers={"Date": "Tue, 03 Feb 2009 00:00:00 +99999999999999999999"}
)
@example(endpoint="cancel_order", body=b"[]", status=429, headers={"Retry-After": "Tue, 03 Feb 9999 23:59:59 -2359"})
@example(
    endpoint="branches",
    body=b'{"error": {"code": [], "errors": {"a": {"b": 1}}, "message": 7}}',
    status=422,
    headers={},
)
async def test_any_refusal(
    http: httpx.AsyncClient, answering: Answering, *, endpoint: str, body: bytes, status: int, headers: dict[str, str]
) -> None:
    answering.status, answering.bodies, answering.headers = status, [body], headers
    with serving(answering) as (address, seen):
        client = RetmClient(http, sandbox_environment(address), "palmgrill", Source())
        read = await outcome(CALLS[endpoint](client))
    assert isinstance(read, OperatorError)
    assert len(seen) <= (4 if ENDPOINTS[endpoint].method == "GET" else 2), "a write is repeated for its token only"


@bounded
@given(st.sampled_from(sorted(CALLS)), st.binary(max_size=60), st.booleans())
async def test_any_bytes_as_an_answer(
    http: httpx.AsyncClient, answering: Answering, endpoint: str, body: bytes, packed: bool
) -> None:
    answering.status, answering.bodies = 200, [body]
    answering.headers = {"Content-Encoding": "gzip"} if packed else {}
    with serving(answering) as (address, _):
        client = RetmClient(http, sandbox_environment(address), "palmgrill", Source())
        await outcome(CALLS[endpoint](client))


@bounded
@given(
    ANY_JSON
    | st.fixed_dictionaries({"access_token": ANY_JSON, "expires_in": ANY_JSON, "refresh_token": ANY_JSON})
    | st.fixed_dictionaries({"data": st.fixed_dictionaries({"access_token": st.just("t"), "expires_in": ANY_JSON})})
    | st.fixed_dictionaries({"error": ANY_JSON, "errors": ANY_JSON, "message": ANY_JSON}),
    st.sampled_from(SUCCESSES + FAILURES),
)
async def test_any_answer_of_the_token_endpoint(
    http: httpx.AsyncClient, answering: Answering, document: object, status: int
) -> None:
    answering.status, answering.bodies = status, [json.dumps(document).encode()]
    with serving(answering) as (address, seen):
        where = (http, sandbox_environment(address), "palmgrill")
        for call in (install.exchange, install.refresh):
            told = await outcome(call(*where, "x", "id", "secret", NOW))
            assert isinstance(told, OperatorError | Tokens)
            if isinstance(told, Tokens):
                assert status in SUCCESSES
                assert told.access_token.isascii()
                assert told.expires_at >= NOW
    assert len(seen) == 2


HOOKS: list[object] = [
    {"event": "order.created", "business_refrence": "b", "invoice_id": 7, "products": [{"id": "p", "total": "1.000"}]},
    {"event": "order.delivery.updated", "timestamp": "0001-01-01T00:00:00", "order": {"id": "o", "delivery_status": 5}},
    {"event": "customer.updated", "reference": "r", "customer": {"id": 3071, "name": "H", "name_localized": "ه"}},
    {"event": "menu.updated", "reference": "r"},
    {"code": 503, "endpoint": "https://partner.example/hooks/invoice", "message": ""},
    {"reward_code": "S-204", "business_refrence": "b", "branch_id": "x", "date": "2026-02-03", "timestamp": "x"},
]


@bounded
@given(st.sampled_from(HOOKS), st.data())
def test_any_webhook(document: object, data: st.DataObject) -> None:
    spoilt_one, _ = spoilt(document, data)
    bodies = [json.dumps(spoilt_one).encode(), data.draw(st.binary(max_size=40)), b'{"order": "\\ud800"}']
    for body in bodies:
        for kind in HookKind:
            with contextlib.suppress(UnreadableAnswer):
                read = wire.hook(kind, body, ZoneInfo("Asia/Riyadh"))
                assert (read.kind, read.document) == (kind, body)
                msgspec.json.encode(msgspec.structs.replace(read, document=b"", order_document=b""))
