"""Installing, tokens, throttling and faults of a whole RETM: the practice restaurant, and one that differs from it."""

import asyncio
import datetime
from decimal import Decimal

import httpx
import msgspec
import pytest

from retm_desktop.domain.errors import (
    CodeRefused,
    NotFound,
    Offline,
    OperatorError,
    OutcomeUnknown,
    RateLimited,
    ServerFault,
    SignInExpired,
    UnreadableAnswer,
    WrongCredentials,
)
from retm_desktop.domain.menu import Tax
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers import transport
from retm_desktop.providers.retm import install
from retm_desktop.providers.retm.client import RetmClient
from tests.providers.asking import PAGED, an_order, now
from tests.providers.restaurants import Retm, connected

NAME = BilingualText("Meal card", "بطاقة وجبات")


# Installing


async def test_a_code_is_good_for_one_exchange_with_the_right_secret(http: httpx.AsyncClient, retm: Retm) -> None:
    code = await asyncio.to_thread(retm.grant_access)
    where = (http, retm.environment, retm.business_id)
    for grant_id, secret in ((retm.client_id, "no"), ("nobody", retm.client_secret)):
        with pytest.raises(WrongCredentials):
            await install.exchange(*where, code, grant_id, secret, now())
    mine = (retm.client_id, retm.client_secret)
    tokens = await install.exchange(*where, code, *mine, now())
    assert tokens.access_token
    assert tokens.refresh_token
    assert tokens.expires_at > now() + datetime.timedelta(minutes=10)
    for useless in (code, "never-issued"):
        with pytest.raises(CodeRefused):
            await install.exchange(*where, useless, *mine, now())
    with pytest.raises(NotFound):
        await install.exchange(http, retm.environment, "somebody-else", code, *mine, now())
    renewed = await install.refresh(*where, tokens.refresh_token, *mine, now())
    assert renewed.access_token != tokens.access_token
    assert renewed.refresh_token
    with pytest.raises(SignInExpired):
        await install.refresh(*where, "never-issued", *mine, now())
    with pytest.raises(WrongCredentials):
        await install.refresh(*where, renewed.refresh_token, retm.client_id, "no", now())


async def test_the_other_grant_of_the_documentation_renews_without_a_refresh_token(
    http: httpx.AsyncClient, retm: Retm
) -> None:
    environment = msgspec.structs.replace(retm.environment, grant="client_credentials")
    given = (http, environment, retm.business_id)
    mine = (retm.client_id, retm.client_secret)
    first = await install.exchange(*given, "any", *mine, now())
    assert first.refresh_token == ""
    second = await install.refresh(*given, first.refresh_token, *mine, now())
    assert second.access_token not in ("", first.access_token)


# Tokens


async def test_many_callers_share_one_refresh_and_a_write_is_done_once(http: httpx.AsyncClient, retm: Retm) -> None:
    client, source = await connected(http, retm)
    intent = await an_order(client)
    before = len(retm.orders())
    retm.expire_tokens()
    await asyncio.gather(*(client.branches() for _ in range(6)), client.create_order(intent))
    assert source.refreshes == 1
    assert len(retm.orders()) == before + 1
    retm.expire_tokens()
    await client.cancel_order((await client.find_order("WEB-1", since=now())).value.id, "no rice")  # type: ignore[union-attr]
    assert source.refreshes == 2


async def test_a_refresh_that_is_refused_asks_to_sign_in_again(http: httpx.AsyncClient, retm: Retm) -> None:
    client, source = await connected(http, retm)
    source.tokens = msgspec.structs.replace(source.tokens, refresh_token="never-issued")
    retm.expire_tokens()
    for call in (client.orders, client.branches):
        with pytest.raises(SignInExpired):
            await call()


async def test_a_changed_client_secret_is_told_as_such(http: httpx.AsyncClient, retm: Retm) -> None:
    client, _ = await connected(http, retm)
    retm.change_secret("rotated")
    await client.branches()
    retm.expire_tokens()
    with pytest.raises(WrongCredentials):
        await client.branches()


async def test_another_business_is_not_found(http: httpx.AsyncClient, retm: Retm) -> None:
    _, source = await connected(http, retm)
    with pytest.raises(NotFound):
        await RetmClient(http, retm.environment, "somebody-else", source).branches()


# Bad days


@pytest.mark.parametrize(
    ("fault", "read", "write"),
    [
        ("error", ServerFault, OutcomeUnknown),
        ("drop", Offline, OutcomeUnknown),
        ("truncate", UnreadableAnswer, OutcomeUnknown),
        ("expire", SignInExpired, SignInExpired),
    ],
)
async def test_a_bad_day_has_one_error_for_reads_and_one_for_writes_and_passes(
    client: RetmClient, retm: Retm, fault: str, read: type[OperatorError], write: type[OperatorError]
) -> None:
    retm.break_by(fault)
    for method in (*PAGED, "branches", "charges", "menu"):
        with pytest.raises(read) as told:
            await getattr(client, method)()
        assert type(told.value) is read, method
    with pytest.raises(write) as told:
        await client.create_tax(Tax(name=NAME, value=Decimal(5)))
    assert type(told.value) is write
    retm.break_by()
    assert len(await client.branches()) == retm.holds["branches"]


@pytest.mark.parametrize("fault", ["drop", "truncate"])
async def test_an_order_whose_answer_was_lost_is_found_and_was_made_once(
    client: RetmClient, retm: Retm, fault: str
) -> None:
    began, intent = now(), await an_order(client, "WEB-LOST")
    retm.break_by(fault)
    with pytest.raises(OutcomeUnknown):
        await client.create_order(intent)
    retm.break_by()
    found = await client.find_order("WEB-LOST", since=began)
    assert found is not None
    assert found.value.total == intent.total
    assert [order.partner_reference for order in retm.orders()].count("WEB-LOST") == 1


async def test_a_write_refused_for_haste_was_not_done(client: RetmClient, retm: Retm) -> None:
    intent, before = await an_order(client), len(retm.orders())
    retm.break_by("throttle")
    with pytest.raises(RateLimited) as told:
        await client.create_order(intent)
    assert told.value.retry_after is not None
    assert 0 <= told.value.retry_after <= 2
    retm.break_by()
    assert len(retm.orders()) == before


async def test_a_read_refused_for_haste_comes_back_when_it_may(
    client: RetmClient, retm: Retm, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = asyncio.Event()
    as_told = transport.ReadRetry.asleep

    async def noted(self: transport.ReadRetry, response: httpx.Response | Exception) -> None:
        waits.set()
        retm.break_by()
        await as_told(self, response)

    monkeypatch.setattr(transport.ReadRetry, "asleep", noted)
    retm.break_by("throttle")
    assert len(await client.branches()) == retm.holds["branches"]
    assert waits.is_set()


async def test_a_read_told_to_wait_too_long_says_how_long(
    client: RetmClient, retm: Retm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "WAIT_LIMIT", 0.01)
    retm.break_by("throttle")
    with pytest.raises(RateLimited) as told:
        await client.branches()
    assert told.value.retry_after is not None
    assert 0.01 < told.value.retry_after <= 2


async def test_every_call_is_told_of_and_the_clocks_are_compared(client: RetmClient, retm: Retm) -> None:
    told: list[tuple[str, int | None]] = []
    client.on_call = lambda endpoint, status, seconds: told.append((endpoint, status if seconds > 0 else -1))
    await client.taxes()
    assert set(told) == {("taxes", 200)}
    told.clear()
    await client.create_tax(Tax(name=NAME, value=Decimal(5)))
    with pytest.raises(NotFound):
        await client.product("01jnothere")
    retm.break_by("drop")
    with pytest.raises(Offline):
        await client.charges()
    assert told == [("create_tax", 201), ("product", 404), ("charges", None)]
    assert client.clock_skew is not None
    assert abs(client.clock_skew) < datetime.timedelta(minutes=1)
