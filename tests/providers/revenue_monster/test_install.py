"""The consent address, what the browser comes back with, tokens, and the clock."""

import base64
import datetime
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.responses import JSONResponse, PlainTextResponse, Response

from retm_desktop.domain.errors import (
    ClockWrong,
    CodeRefused,
    Forbidden,
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
from retm_desktop.domain.payments import Grant
from retm_desktop.providers import transport
from retm_desktop.providers.revenue_monster import install
from retm_desktop.providers.revenue_monster.environment import PRODUCTION, Environment, practice_environment
from retm_desktop.providers.tokens import Tokens
from tests.providers.revenue_monster.service import NOW, Service
from tests.providers.serving import free_port, raw_server

REDIRECT = "http://127.0.0.1:53682/rm/callback"
CLIENT, SECRET = "3675930941412424316", "a:secret/é"


def at(address: str) -> Environment:
    return msgspec.structs.replace(practice_environment(address), redirect_uri=REDIRECT)


async def exchange(http: httpx.AsyncClient, address: str) -> Tokens:
    return await install.exchange(http, at(address), "the-code", CLIENT, SECRET, NOW)


async def refresh(http: httpx.AsyncClient, address: str, held: str = "r1") -> Tokens:
    return await install.refresh(http, at(address), held, CLIENT, SECRET, NOW)


async def token_info(http: httpx.AsyncClient, address: str) -> Grant:
    return await install.token_info(http, at(address), "t0", CLIENT, SECRET)


def test_the_consent_address_is_camel_case_with_plain_commas() -> None:
    environment = msgspec.structs.replace(PRODUCTION, redirect_uri=REDIRECT)
    address = install.consent_address(environment, CLIENT, "s/t+a=te&x")
    assert address.startswith("https://oauth.revenuemonster.my/authorize?responseType=code&clientId=36759309414124243")
    assert "&redirectUri=http%3A%2F%2F127.0.0.1%3A53682%2Frm%2Fcallback&" in address
    assert "&scope=manage_payment,get_merchant_profile,get_user_profile,manage_store&" in address
    assert parse_qs(urlsplit(address).query) == {
        "responseType": ["code"],
        "clientId": [CLIENT],
        "redirectUri": [REDIRECT],
        "scope": ["manage_payment,get_merchant_profile,get_user_profile,manage_store"],
        "state": ["s/t+a=te&x"],
    }


@pytest.mark.parametrize(
    ("query", "read"),
    [
        (b"code=abc&state=s%2Ft", ("abc", "s/t", "")),
        (b"?code=abc&state=s", ("abc", "s", "")),
        (b" http://127.0.0.1:53682/rm/callback?code=abc&state=s#x\n", ("abc", "s", "")),
        (b"code=a%3Fb%26&state=", ("a?b&", "", "")),
        (b"code=a?b&state=s", ("a?b", "s", "")),
        (b"code=abc&error=late", ("abc", "", "")),
        (b"code=&error=access_denied&state=s", ("", "s", "access_denied")),
        (b"errorCode=ACCESS_DENIED&state=s", ("", "s", "ACCESS_DENIED")),
        (b"error_description=by+the+user", ("", "", "by the user")),
        (b"message=tak+jadi", ("", "", "tak jadi")),
        (b"reason=cancelled", ("", "", "cancelled")),
        (b"state=s", ("", "s", "no code")),
        (b"", ("", "", "no code")),
        (b"\xff\xfe", ("", "", "no code")),
    ],
)
def test_what_the_browser_comes_back_with(query: bytes, read: tuple[str, str, str]) -> None:
    callback = install.callback(query)
    assert callback == read
    assert (callback.code, callback.state, callback.denied) == read
    assert "abc" not in repr(callback)


@settings(database=None, deadline=None)
@given(st.binary(max_size=100) | st.text("code=&?#%stateror+0aé;", max_size=60).map(str.encode))
def test_any_query_is_a_code_or_a_denial(query: bytes) -> None:
    callback = install.callback(query)
    assert bool(callback.code) != bool(callback.denied)


def test_a_long_code_is_read_and_a_flood_is_not() -> None:
    assert len(install.callback(b"code=" + b"x" * 5000).code) == 5000
    assert install.callback(b"&".join(b"a=1" for _ in range(1000)) + b"&code=x").denied == "no code"


async def test_a_code_becomes_tokens(http: httpx.AsyncClient, service: Service) -> None:
    service.answer = lambda _asked: JSONResponse(
        {
            "accessToken": "eyJ-sample",
            "tokenType": "Bearer",
            "expiresIn": 2591999,
            "refreshToken": "def50",
            "refreshTokenExpiresIn": 1576799999,
        }
    )
    tokens = await exchange(http, service.address)
    assert tokens == Tokens(
        access_token="eyJ-sample", refresh_token="def50", expires_at=NOW + datetime.timedelta(seconds=2591999)
    )
    assert "eyJ" not in repr(tokens)
    [asked] = service.asked
    assert (asked.method, asked.path) == ("POST", "/v1/token")
    assert asked.body == {"grantType": "authorization_code", "code": "the-code", "redirectUri": REDIRECT}
    assert base64.b64decode(asked.token.removeprefix("Basic ")).decode() == f"{CLIENT}:{SECRET}"
    assert asked.headers["content-type"] == "application/json"
    assert not {"x-signature", "x-nonce-str"} & asked.headers.keys()


async def test_a_refresh_keeps_the_old_refresh_token_unless_it_gets_a_new_one(
    http: httpx.AsyncClient, service: Service
) -> None:
    answers: list[dict[str, object]] = [{"accessToken": "n", "expiresIn": "7200"}, {"accessToken": "n"}]
    answers[1]["refreshToken"] = "r2"
    service.answer = lambda _asked: JSONResponse(answers[len(service.asked) - 1])
    first = await refresh(http, service.address)
    assert (first.refresh_token, first.expires_at) == ("r1", NOW + datetime.timedelta(hours=2))
    assert (await refresh(http, service.address)).refresh_token == "r2"
    assert service.asked[0].body == {"grantType": "refresh_token", "refreshToken": "r1"}
    with pytest.raises(SignInExpired):
        await refresh(http, service.address, "")
    assert len(service.asked) == 2


@pytest.mark.parametrize(
    ("expires_in", "seconds"),
    [("120", 120), (60.0, 60), (None, 3600), ("soon", 3600), (True, 3600), (-5, 0), (72_591_999, 72_591_999)],
)
async def test_the_life_of_a_token_is_read_leniently(
    http: httpx.AsyncClient, service: Service, expires_in: object, seconds: int
) -> None:
    service.answer = lambda _asked: JSONResponse({"item": {"accessToken": "a", "expiresIn": expires_in}})
    assert (await exchange(http, service.address)).expires_at == NOW + datetime.timedelta(seconds=seconds)


def named(code: str, status: int = 400) -> Response:
    return JSONResponse({"error": {"code": code, "message": "about the-code r1"}}, status)


REFUSALS: list[tuple[Response, type[OperatorError], type[OperatorError]]] = [
    *[
        (named(code, status), CodeRefused, SignInExpired)
        for code in ("InvalidCode", "INVALID_CODE", "InvalidGrant", "invalid_grant", "InvalidRequest", "TOKEN_EXPIRED")
        for status in (200, 400, 401, 500)
    ],
    *[
        (named(code, status), WrongCredentials, WrongCredentials)
        for code in ("InvalidClient", "INVALID_CLIENT", "InActiveClient", "CLIENT_INVALID", "CLIENT_NOT_FOUND")
        for status in (200, 400, 401)
    ],
    *[
        (named(code, status), Forbidden, Forbidden)
        for code in ("InvalidScope", "AccessDenied", "UnAuthorizedClient", "UnSupportedGrantType", "GRANT_TYPE_INVALID")
        for status in (200, 403)
    ],
    (JSONResponse({"error": "invalid_grant", "error_description": "x"}, 400), CodeRefused, SignInExpired),
    (named("InternalError", 200), OutcomeUnknown, ServerFault),
    (named("TemporaryUnAvailable", 503), OutcomeUnknown, ServerFault),
    (named("SomethingNew", 200), CodeRefused, Rejected),
    (named("SomethingNew", 400), CodeRefused, SignInExpired),
    (named("SomethingNew", 401), WrongCredentials, WrongCredentials),
    (named("SomethingNew", 418), Rejected, Rejected),
    (JSONResponse({}, 401), WrongCredentials, WrongCredentials),
    (PlainTextResponse("<html>", 400), CodeRefused, SignInExpired),
    (PlainTextResponse("<html>", 404), NotFound, NotFound),
    (PlainTextResponse("<html>", 429), RateLimited, RateLimited),
    (PlainTextResponse("<html>", 502), OutcomeUnknown, ServerFault),
    (PlainTextResponse("<html>", 302), OutcomeUnknown, Offline),
    (PlainTextResponse("<html>", 200), UnreadableAnswer, UnreadableAnswer),
    (JSONResponse({"tokenType": "Bearer"}), UnreadableAnswer, UnreadableAnswer),
    (JSONResponse({"accessToken": "line\nbreak"}), UnreadableAnswer, UnreadableAnswer),
    (JSONResponse({"accessToken": "رمز"}), UnreadableAnswer, UnreadableAnswer),
]


@pytest.mark.parametrize(("answer", "on_code", "on_refresh"), REFUSALS)
async def test_refusals_of_the_token_endpoint(
    service: Service, answer: Response, on_code: type[OperatorError], on_refresh: type[OperatorError]
) -> None:
    service.answer = lambda _asked: answer
    calls: list[tuple[Callable[..., Awaitable[object]], type[OperatorError]]] = [
        (exchange, on_code),
        (refresh, on_refresh),
    ]
    # The client that repeats reads: not even it may repeat one of these.
    async with transport.http_client(timeout=5.0) as http:
        for call, wanted in calls:
            with pytest.raises(wanted) as raised:
                await call(http, service.address)
            assert type(raised.value) is wanted
            assert "the-code" not in raised.value.detail
            assert "r1" not in raised.value.detail
    assert len(service.asked) == 2, "neither is repeated"


async def test_a_lost_answer_uses_up_the_code_but_not_the_refresh(http: httpx.AsyncClient) -> None:
    async with raw_server(b"") as (address, requests):
        with pytest.raises(OutcomeUnknown):
            await exchange(http, address)
        with pytest.raises(Offline):
            await refresh(http, address)
    assert len(requests) == 2
    with pytest.raises(Offline):
        await exchange(http, f"http://127.0.0.1:{free_port()}")


async def test_what_was_granted_is_told(http: httpx.AsyncClient, service: Service) -> None:
    told = {"active": True, "clientId": CLIENT, "exp": 1767225600, "scopes": ["manage_payment"], "username": "Aminah"}
    service.answer = lambda _asked: JSONResponse(told)
    granted = await token_info(http, service.address)
    assert granted == Grant(active=True, scopes=("manage_payment",), expires_at=NOW)
    assert (service.asked[0].path, service.asked[0].body) == ("/v1/token-info", {"token": "t0"})
    service.answer = lambda _asked: JSONResponse({"item": {"active": "false", "exp": "x", "scopes": "a, b"}})
    assert await token_info(http, service.address) == Grant(active=False, scopes=("a", "b"))
    service.answer = lambda _asked: JSONResponse({"scopes": []})
    with pytest.raises(UnreadableAnswer):
        await token_info(http, service.address)
    service.answer = lambda _asked: PlainTextResponse("", 404)
    with pytest.raises(NotFound):
        await token_info(http, service.address)


@pytest.mark.parametrize("status", [200, 404, 500])
@pytest.mark.parametrize("seconds", [-3600, -121, -119, 0, 119, 122, 3600])
async def test_the_clock_is_compared_with_any_answer(
    http: httpx.AsyncClient, service: Service, status: int, seconds: int
) -> None:
    service.answer = lambda _asked: PlainTextResponse("", status)
    service.time = NOW - datetime.timedelta(seconds=seconds)
    ahead = await install.check_clock(http, at(service.address), NOW)
    assert 0 <= ahead.total_seconds() - seconds <= 1
    if abs(seconds) <= 120:
        await install.require_clock(http, at(service.address), NOW)
    else:
        with pytest.raises(ClockWrong) as raised:
            await install.require_clock(http, at(service.address), NOW)
        assert raised.value.ahead is not None
        assert 0 <= raised.value.ahead.total_seconds() - seconds <= 1
    assert {asked.method for asked in service.asked} == {"GET"}


async def test_without_a_time_to_compare_with_the_clock_is_not_judged(
    http: httpx.AsyncClient, service: Service
) -> None:
    service.tells_time = False
    for check in (install.check_clock, install.require_clock):
        with pytest.raises(Offline):
            await check(http, at(service.address), NOW)
    with pytest.raises(Offline):
        await install.check_clock(http, at(f"http://127.0.0.1:{free_port()}"), NOW)
