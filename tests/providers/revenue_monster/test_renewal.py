"""The token on each call: renewed once where it is refused, and left alone where something else is."""

import asyncio
from collections.abc import Callable

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from retm_desktop.domain.errors import (
    Forbidden,
    Offline,
    OutcomeUnknown,
    SignatureRefused,
    SignInExpired,
    WrongCredentials,
)
from retm_desktop.providers.revenue_monster.client import RevenueMonsterClient
from tests.providers.conftest import Source
from tests.providers.revenue_monster.conftest import MakeClient
from tests.providers.revenue_monster.service import Asked, Service, refused
from tests.providers.revenue_monster.test_client import PAYMENT, READS, SHOWN, WRITES, documented


def guarded(good: str, refusal: Callable[[], Response]) -> Callable[[Asked], Response]:
    return lambda asked: documented(asked) if asked.token == f"Bearer {good}" else refusal()


@pytest.mark.parametrize(
    "refusal",
    [
        lambda: PlainTextResponse("", 401),
        lambda: JSONResponse({"message": "no"}, 401),
        lambda: refused("TOKEN_EXPIRED", 401),
        lambda: refused("TOKEN_INVALID", 400),
        lambda: refused("UNAUTHORIZED", 200),
    ],
)
@pytest.mark.parametrize("name", READS | SHOWN | WRITES)
async def test_a_refused_token_is_renewed_once_and_the_request_signed_anew(
    client: RevenueMonsterClient, service: Service, source: Source, name: str, refusal: Callable[[], Response]
) -> None:
    service.answer = guarded("t1", refusal)
    assert await (READS | SHOWN | WRITES)[name](client)
    assert [asked.token for asked in service.asked] == ["Bearer t0", "Bearer t1"]
    assert len({asked.nonce for asked in service.asked}) == 2
    assert service.asked[0].body == service.asked[1].body
    assert source.refreshes == 1


async def test_a_second_refusal_asks_to_sign_in_again(
    client: RevenueMonsterClient, service: Service, source: Source
) -> None:
    service.answer = guarded("never", lambda: refused("TOKEN_EXPIRED", 401))
    with pytest.raises(SignInExpired):
        await client.merchant()
    assert (len(service.asked), source.refreshes) == (2, 1)


async def test_a_signature_refused_with_401_does_not_cost_the_token(
    make: MakeClient, service: Service, source: Source
) -> None:
    service.answer = lambda _asked: refused("INVALID_REQUEST_SIGNATURE", 401)
    with pytest.raises(SignatureRefused):
        await make().merchant()
    service.answer = lambda _asked: refused("CLIENT_NO_PERMISSION", 401)
    with pytest.raises(Forbidden):
        await make().merchant()
    assert (len(service.asked), source.asked) == (2, 0)


@pytest.mark.parametrize(
    ("failure", "wanted"),
    [(SignInExpired("none is kept"), SignInExpired), (Offline("x"), Offline), (OutcomeUnknown("x"), Offline)],
)
async def test_a_refresh_that_fails_tells_so_and_the_write_did_not_happen(
    client: RevenueMonsterClient, service: Service, source: Source, failure: Exception, wanted: type[Exception]
) -> None:
    source.fails_with = failure
    service.answer = guarded("t1", lambda: refused("TOKEN_EXPIRED", 401))
    with pytest.raises(wanted):
        await client.quick_pay(PAYMENT, "134650912345678901")
    assert len(service.asked) == 1


async def test_calls_refused_together_share_one_refresh(
    client: RevenueMonsterClient, service: Service, source: Source
) -> None:
    service.answer = guarded("t1", lambda: refused("TOKEN_EXPIRED", 401))
    await asyncio.gather(*(client.merchant() for _ in range(5)), client.user(), client.reverse("K-1"))
    assert source.refreshes == 1


async def test_without_credentials_what_was_granted_is_not_asked_for(
    client: RevenueMonsterClient, service: Service
) -> None:
    with pytest.raises(WrongCredentials):
        await client.grant()
    assert service.asked == []
