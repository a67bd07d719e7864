"""Whatever the service answers, at whichever call, is a value or one of the errors an operator can be told."""

import asyncio
import json
import re
from collections.abc import Awaitable

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.responses import Response

from retm_desktop.domain.errors import OperatorError, OutcomeUnknown
from retm_desktop.domain.payments import Grant
from retm_desktop.providers.revenue_monster import install, wire
from retm_desktop.providers.revenue_monster.client import RevenueMonsterClient
from retm_desktop.providers.revenue_monster.endpoints import ENDPOINTS
from retm_desktop.providers.tokens import Tokens
from tests.providers.any_json import NUMBERS, TEXTS, spoilt
from tests.providers.revenue_monster.conftest import MakeClient
from tests.providers.revenue_monster.service import NOW, Service
from tests.providers.revenue_monster.test_client import ANSWERS, READS, SHOWN, WRITES, credentials

pytestmark = pytest.mark.expects_log  # a list of nonsense tells what it left out

bounded = settings(
    database=None,
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CALLS = READS | SHOWN | WRITES | {"grant": RevenueMonsterClient.grant}
WORDS = re.findall(
    r"\S+",
    """
    item items code meta cursor count total error message debug description errors field id transactionId order amount
    title store storeId balanceAmount finalAmount currencyType status method transactionAt createdAt checkoutId url
    qrcode base64Image data geoLocation latitude longitude isDefault active scopes exp accessToken refreshToken
    expiresIn transactionType grossAmount mdr serviceFee settlementAmount requestHeader X-Timestamp isValid SUCCESS
    TRANSACTION_NOT_FOUND INVALID_REQUEST_SIGNATURE PAYMENT_IN_PROCESS SYSTEM_ERROR VALIDATION_ERROR
    """,
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | TEXTS, inner, max_size=8),
    max_leaves=25,
)
ENVELOPES = (
    ANY_JSON
    | st.fixed_dictionaries({"item": ANY_JSON, "code": st.just("SUCCESS")})
    | st.fixed_dictionaries({"items": st.lists(ANY_JSON, max_size=3), "meta": ANY_JSON})
    | st.fixed_dictionaries({"error": ANY_JSON, "debug": ANY_JSON})
    | st.fixed_dictionaries({"error": st.fixed_dictionaries({"code": st.sampled_from(WORDS), "errors": ANY_JSON})})
)
STATUSES = (200, 201, 204, 206, 300, 302, 400, 401, 403, 404, 405, 408, 409, 422, 429, 500, 501, 502, 503, 504, 599)
UNREADABLE = {"unreadable_answer", "outcome_unknown"}


async def outcome(call: Awaitable[object]) -> object:
    """Return the value or the operator's error; anything else, and waiting without an end, fails the test."""
    async with asyncio.timeout(20):
        try:
            return await call
        except OperatorError as told:
            assert len(told.detail) <= 500
            return told


def most(name: str) -> int:
    """Return how often a call may come at the most: repeats of a GET, each with a renewal, and pages."""
    return 8 if name in READS else 4


@bounded
@given(st.sampled_from(sorted(CALLS)), ENVELOPES, st.sampled_from(STATUSES))
async def test_any_json_at_any_call(
    make: MakeClient, service: Service, name: str, document: object, status: int
) -> None:
    body = b"" if status == 204 else json.dumps(document).encode()
    service.answer = lambda _asked: Response(body, status)
    service.asked.clear()
    read = await outcome(CALLS[name](make(credentials=credentials)))
    assert 1 <= len(service.asked) <= most(name)
    if not isinstance(read, OperatorError):
        assert 200 <= status < 300
        msgspec.json.encode(read)


@bounded
@given(st.sampled_from(sorted(ANSWERS)), st.data())
async def test_a_real_answer_with_one_thing_replaced(
    make: MakeClient, service: Service, asked_for: tuple[str, str], data: st.DataObject
) -> None:
    document, _ = spoilt({"item": ANSWERS[asked_for], "code": "SUCCESS", "meta": {"cursor": ""}}, data)
    service.answer = lambda _asked: Response(json.dumps(document).encode())
    names = {
        (e.method, e.path.replace("{id}", "K-1" if "order" in e.path else "260101" if "payment" in e.path else "")): e
        for e in ENDPOINTS.values()
    }
    path = asked_for[1].replace("7700000000000000001", "")
    name = names[asked_for[0], path].name
    service.asked.clear()
    read = await outcome(CALLS["grant" if name == "token_info" else name](make(credentials=credentials)))
    assert 1 <= len(service.asked) <= 8
    if not isinstance(read, OperatorError):
        msgspec.json.encode(read)
    elif WRITES.get(name) and read.code == "unreadable_answer":
        raise AssertionError("a write that may have happened is told as one that cannot be read")


@bounded
@given(
    name=st.sampled_from(sorted(CALLS)),
    body=st.binary(max_size=60)
    | st.sampled_from([b'{"item": ', b"[" * 5000, b'{"item":"\\ud800"}', b"\xef\xbb\xbf{}"]),
    status=st.sampled_from(STATUSES),
    headers=st.dictionaries(
        st.sampled_from(["Retry-After", "Location", "Content-Type", "WWW-Authenticate", "Content-Encoding"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30)
        | st.sampled_from(["-1", "1e9", "inf", "Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "86400000", "gzip"]),
    ),
    date=st.sampled_from(
        ["", "soon", "Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "Tue, 03 Feb 9999 23:59:59 -2359"]
    ),
)
@example(name="merchant", body=b"", status=200, headers={"Retry-After": "\x80", "Content-Encoding": ""}, date="")
async def test_any_bytes_and_headers_at_any_call(
    make: MakeClient,
    service: Service,
    *,
    name: str,
    body: bytes,
    status: int,
    headers: dict[str, str],
    date: str,
) -> None:
    service.tells_time = False
    sent = {**headers, **({"Date": date} if date else {})}
    service.answer = lambda _asked: Response(b"" if status == 204 else body, status, sent)
    service.asked.clear()
    read = await outcome(CALLS[name](make(credentials=credentials)))
    assert isinstance(read, OperatorError), "no such bytes are an answer"
    if name in WRITES and 200 <= status < 300:
        assert type(read) is OutcomeUnknown
    assert 1 <= len(service.asked) <= most(name)


@bounded
@given(
    ENVELOPES
    | st.fixed_dictionaries({"accessToken": st.just("t") | ANY_JSON, "expiresIn": ANY_JSON, "refreshToken": ANY_JSON}),
    st.sampled_from(STATUSES),
)
async def test_any_answer_of_the_token_endpoint(
    http: httpx.AsyncClient, service: Service, document: object, status: int
) -> None:
    service.answer = lambda _asked: Response(b"" if status == 204 else json.dumps(document).encode(), status)
    service.asked.clear()
    where = (http, service.environment)
    for call in (
        install.exchange(*where, "x", "id", "secret", NOW),
        install.refresh(*where, "x", "id", "secret", NOW),
        install.token_info(*where, "x", "id", "secret"),
    ):
        told = await outcome(call)
        assert isinstance(told, OperatorError | Tokens | Grant)
        if isinstance(told, Tokens):
            assert 200 <= status < 300
            assert told.access_token.isascii()
            assert told.expires_at >= NOW
    assert len(service.asked) == 3


@bounded
@given(ANY_JSON)
def test_any_callback(document: object) -> None:
    try:
        msgspec.json.encode(wire.told_transaction(document))
    except OperatorError as told:
        assert told.code in UNREADABLE
