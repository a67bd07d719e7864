"""The consent address, RETM's callback, and tokens."""

import contextlib
import datetime
import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.responses import JSONResponse, PlainTextResponse, Response

from retm_desktop.domain.errors import (
    CodeRefused,
    NotFound,
    Offline,
    OperatorError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    ServerFault,
    SignInExpired,
    UnreadableAnswer,
    WrongCredentials,
)
from retm_desktop.providers.retm import install
from retm_desktop.providers.retm.environment import PRODUCTION, Environment, sandbox_environment
from retm_desktop.providers.tokens import Tokens
from tests.providers.serving import free_port, raw_server, serving

NOW = datetime.datetime(2026, 2, 3, 12, 0, tzinfo=datetime.UTC)


def test_the_consent_address_carries_our_state() -> None:
    address = install.consent_address(PRODUCTION, "client 1&x", "s/t+a=te")
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "retm.sa", "/integrations/authorized")
    assert parse_qs(parts.query) == {"client_id": ["client 1&x"], install.STATE_PARAMETER: ["s/t+a=te"]}


@pytest.mark.parametrize(
    ("data", "read"),
    [
        ({"state": "k2n9v0", "tenant": "418"}, {"state": "k2n9v0", "tenant": "418"}),
        ({"state": 7, "none": None, "deep": {"a": 1}}, {"state": "7", "none": "", "deep": ""}),
        ([], {}),
        (None, {}),
        ("text", {}),
    ],
)
def test_a_callback_is_read_whatever_its_data_is(data: object, read: dict[str, str]) -> None:
    body = json.dumps({"code": "b7Qx-sample-code", "business_id": "palmgrill", "data": data}).encode()
    callback = install.callback(body)
    assert (callback.code, callback.business_id, callback.data) == ("b7Qx-sample-code", "palmgrill", read)
    assert "b7Qx" not in repr(callback)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"code": "x"}', b'{"code": "", "business_id": "b"}', b"x=1", b"\xff"]
)
def test_a_callback_without_code_or_business_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableAnswer):
        install.callback(body)


@settings(database=None, deadline=None)
@given(
    st.binary()
    | st.dictionaries(st.sampled_from(["code", "business_id", "data"]), st.text() | st.none()).map(json.dumps)
)
def test_any_callback_is_read_or_unreadable(body: bytes | str) -> None:
    with contextlib.suppress(UnreadableAnswer):
        assert install.callback(body if isinstance(body, bytes) else body.encode()).code


async def exchange(http: httpx.AsyncClient, environment: Environment, business_id: str = "palmgrill") -> Tokens:
    return await install.exchange(http, environment, business_id, "the-code", "id", "secret", NOW)


async def refresh(http: httpx.AsyncClient, environment: Environment, held: str = "def50") -> Tokens:
    return await install.refresh(http, environment, "palmgrill", held, "id", "secret", NOW)


async def test_a_code_becomes_tokens(http: httpx.AsyncClient) -> None:
    answer = {"access_token": "eyJ-sample", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "def50"}
    with serving(lambda _r, _s: JSONResponse(answer)) as (address, seen):
        tokens = await exchange(http, sandbox_environment(address))
    assert tokens == Tokens(
        access_token="eyJ-sample", refresh_token="def50", expires_at=NOW + datetime.timedelta(hours=1)
    )
    assert seen == [("POST", "/palmgrill/api/oAuth/token", "")]
    assert json.loads(seen.bodies[0]) == {
        "grant_type": "authorization_code",
        "code": "the-code",
        "client_id": "id",
        "client_secret": "secret",
    }
    assert "eyJ" not in repr(tokens)
    assert "def50" not in repr(tokens)


@pytest.mark.parametrize(
    ("expires_in", "seconds"), [("120", 120), (60.9, 60), (None, 3600), ("soon", 3600), (-5, 0), (10**14, 316_224_000)]
)
async def test_the_life_of_a_token_is_read_leniently(http: httpx.AsyncClient, expires_in: object, seconds: int) -> None:
    with serving(lambda _r, _s: JSONResponse({"data": {"access_token": "a", "expires_in": expires_in}})) as (
        address,
        _,
    ):
        tokens = await exchange(http, sandbox_environment(address))
    assert tokens.expires_at == NOW + datetime.timedelta(seconds=seconds)
    assert tokens.refresh_token == ""


def told(status: int, **body: object) -> Response:
    return JSONResponse(body, status)


@pytest.mark.parametrize(
    ("answer", "on_code", "on_refresh"),
    [
        (told(400, error="invalid_grant"), CodeRefused, SignInExpired),
        (told(401, error="invalid_grant"), CodeRefused, SignInExpired),
        (told(400, error="invalid_client"), WrongCredentials, WrongCredentials),
        (told(401, error="unauthorized_client"), WrongCredentials, WrongCredentials),
        (told(422, message="Invalid", errors={"client_secret": ["wrong"]}), WrongCredentials, WrongCredentials),
        (told(422, message="Invalid", errors={"code": ["expired"]}), CodeRefused, SignInExpired),
        (told(401, message="Client authentication failed"), WrongCredentials, WrongCredentials),
        (told(401), WrongCredentials, WrongCredentials),
        (told(400), CodeRefused, SignInExpired),
        (PlainTextResponse("<html>", 400), CodeRefused, SignInExpired),
        (told(404), NotFound, NotFound),
        (told(429), RateLimited, RateLimited),
        (PlainTextResponse("<html>", 500), OutcomeUnknown, ServerFault),
        (PlainTextResponse("<html>", 200), UnreadableAnswer, UnreadableAnswer),
        (told(200, token_type="Bearer"), UnreadableAnswer, UnreadableAnswer),
        (told(200, access_token="line\nbreak"), UnreadableAnswer, UnreadableAnswer),
        (told(200, access_token="رمز"), UnreadableAnswer, UnreadableAnswer),
    ],
)
async def test_refusals_of_the_token_endpoint(
    http: httpx.AsyncClient, answer: Response, on_code: type[OperatorError], on_refresh: type[OperatorError]
) -> None:
    calls: list[tuple[Callable[..., object], type[OperatorError]]] = [(exchange, on_code), (refresh, on_refresh)]
    with serving(lambda _r, _s: answer) as (address, seen):
        for call, wanted in calls:
            with pytest.raises(wanted) as raised:
                await call(http, sandbox_environment(address))  # type: ignore[misc]
            assert type(raised.value) is wanted
    assert len(seen) == 2, "neither is repeated"


async def test_a_lost_answer_may_have_used_up_the_code_but_not_the_refresh(http: httpx.AsyncClient) -> None:
    async with raw_server(b"") as (address, requests):
        with pytest.raises(OutcomeUnknown):
            await exchange(http, sandbox_environment(address))
        with pytest.raises(Offline):
            await refresh(http, sandbox_environment(address))
    assert len(requests) == 2
    with pytest.raises(Offline):
        await exchange(http, sandbox_environment(f"http://127.0.0.1:{free_port()}"))


async def test_a_refresh_keeps_the_old_refresh_token_unless_it_gets_a_new_one(http: httpx.AsyncClient) -> None:
    with serving(
        lambda _r, seen: told(200, access_token="n", **({"refresh_token": "r2"} if len(seen) > 1 else {}))
    ) as (
        address,
        seen,
    ):
        environment = sandbox_environment(address)
        assert (await refresh(http, environment, "r1")).refresh_token == "r1"
        assert (await refresh(http, environment, "r1")).refresh_token == "r2"
    assert json.loads(seen.bodies[0]) == {
        "grant_type": "refresh_token",
        "refresh_token": "r1",
        "client_id": "id",
        "client_secret": "secret",
    }


async def test_without_a_refresh_token_the_merchant_signs_in_again(http: httpx.AsyncClient) -> None:
    with pytest.raises(SignInExpired):
        await refresh(http, PRODUCTION, "")


async def test_a_bad_business_id_never_reaches_the_network(http: httpx.AsyncClient) -> None:
    with pytest.raises(Rejected):
        await exchange(http, PRODUCTION, "evil.example/x")
