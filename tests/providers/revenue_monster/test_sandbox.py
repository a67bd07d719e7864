"""The whole provider against the practice payments, which know nothing of it: install, charge, refund, settle."""

import datetime
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest
from starlette.requests import Request
from starlette.responses import Response

from retm_desktop.domain.errors import (
    ClockWrong,
    CodeRefused,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    PaymentRefused,
    RateLimited,
    Rejected,
    SignatureRefused,
    SignInExpired,
    WrongCredentials,
)
from retm_desktop.domain.payments import NewPayment, SettlementKind
from retm_desktop.providers.documents import decode
from retm_desktop.providers.revenue_monster import install, wire
from retm_desktop.providers.revenue_monster.client import RevenueMonsterClient
from retm_desktop.providers.revenue_monster.environment import Environment, practice_environment
from retm_desktop.providers.revenue_monster.keys import private_key, public_key
from retm_desktop.providers.revenue_monster.signing import Signer, verify
from retm_desktop.providers.tokens import Tokens
from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from tests.providers.serving import Seen, serving

PAID, DECLINED, STUCK, EXPIRED = "28", "29", "26", "25"
"""How the codes begin whose customers pay, decline, never confirm, or came too late."""


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Keeper:
    """The tokens of one installation, renewed at the service."""

    def __init__(self, http: httpx.AsyncClient, environment: Environment, application: dict[str, Any]) -> None:
        self._http = http
        self._environment = environment
        self._client = application["client_id"], application["client_secret"]
        self.tokens: Tokens | None = None

    async def credentials(self) -> tuple[str, str]:
        return self._client

    async def install(self, code: str) -> None:
        self.tokens = await install.exchange(self._http, self._environment, code, *self._client, now())

    async def token(self) -> str:
        assert self.tokens is not None
        return self.tokens.access_token

    async def renewed(self, stale: str) -> str:
        assert self.tokens is not None
        if self.tokens.access_token == stale:
            held = self.tokens.refresh_token
            self.tokens = await install.refresh(self._http, self._environment, held, *self._client, now())
        return self.tokens.access_token


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    settings = SandboxSettings(orders=0, customers=1, products=8, branches=1, devices=1, invoices=0, rm_transactions=40)
    with running_sandbox(settings) as running:
        yield running


@pytest.fixture
def environment(sandbox: Sandbox) -> Environment:
    practice = practice_environment(sandbox.url)
    application = sandbox.rm_application()
    assert (practice.oauth_url, practice.open_url) == (application["oauth_url"], application["open_url"])
    return msgspec.structs.replace(practice, redirect_uri=application["redirect_uris"][0])


def code_of(sandbox: Sandbox, environment: Environment, state: str = "s") -> str:
    back = sandbox.rm_consent(environment.redirect_uri, state)
    callback = install.callback(urlsplit(back).query.encode())
    assert (callback.state, callback.denied) == (state, "")
    return callback.code


@pytest.fixture
async def keeper(sandbox: Sandbox, http: httpx.AsyncClient, environment: Environment) -> Keeper:
    made = Keeper(http, environment, sandbox.rm_application())
    await made.install(code_of(sandbox, environment))
    return made


@pytest.fixture
async def till(
    sandbox: Sandbox, http: httpx.AsyncClient, environment: Environment, keeper: Keeper
) -> AsyncIterator[RevenueMonsterClient]:
    async def at_once(_seconds: float) -> None:
        return

    signer = Signer(private_key(sandbox.rm_application()["private_key"]))
    yield RevenueMonsterClient(
        http, environment, keeper, signer, now=now, credentials=keeper.credentials, pause=at_once
    )
    sandbox.rm_clock_skew(0.0)


_number = iter(range(1, 10_000))


def payment(amount: int = 1250, store_id: str = "") -> NewPayment:
    reference = f"K-{time.time_ns() // 1000}-{next(_number)}"
    return NewPayment(reference=reference, title="Meja 12 <茶>", amount=amount, store_id=store_id, detail="Teh & roti")


def scanned(beginning: str) -> str:
    """Return a code no customer has shown before."""
    return f"{beginning}{next(_number):016}"


async def store_of(till: RevenueMonsterClient) -> str:
    return (await till.stores()).stores[0].id


async def test_a_code_is_good_once_and_the_token_is_renewed(
    sandbox: Sandbox, http: httpx.AsyncClient, environment: Environment, keeper: Keeper, till: RevenueMonsterClient
) -> None:
    assert (await till.merchant()).id
    granted = await till.grant()
    assert granted.active
    assert set(granted.scopes) == {"manage_payment", "get_merchant_profile", "get_user_profile", "manage_store"}
    code = code_of(sandbox, environment)
    await keeper.install(code)
    with pytest.raises(CodeRefused):
        await keeper.install(code)
    application = sandbox.rm_application()
    with pytest.raises(WrongCredentials):
        await install.exchange(http, environment, code, application["client_id"], "wrong", now())
    sandbox.rm_expire_tokens()
    before = keeper.tokens
    assert (await till.user()).store_ids
    assert keeper.tokens != before
    sandbox.rm_expire_tokens()
    sandbox.rm_refuse_refresh()
    with pytest.raises(SignInExpired):
        await till.user()


async def test_the_account_and_its_stores(sandbox: Sandbox, till: RevenueMonsterClient) -> None:
    assert {subscription.id for subscription in await till.subscriptions()} >= {1001}
    first = (await till.stores()).stores[0]
    assert await till.store(first.id) == first
    changed = msgspec.structs.replace(first, name="Kopitiam <茶> & Co", address_line_2="Tingkat 2")
    written = await till.update_store(changed)
    assert (written.name, written.address_line_2, written.id) == ("Kopitiam <茶> & Co", "Tingkat 2", first.id)
    await till.update_store(first)
    made = await till.create_store(msgspec.structs.replace(first, id="", name="Gerai"))
    assert made.id not in ("", first.id)
    assert made.name == "Gerai"
    with pytest.raises(NotFound):
        await till.store("1")
    with pytest.raises(Rejected):
        await till.create_store(msgspec.structs.replace(first, name=""))
    sandbox.rm_scopes(["manage_payment"])
    try:
        with pytest.raises(Forbidden):
            await till.stores()
    finally:
        sandbox.rm_scopes(["manage_payment", "get_merchant_profile", "get_user_profile", "manage_store"])


async def test_a_customer_is_charged_and_gets_it_back(sandbox: Sandbox, till: RevenueMonsterClient) -> None:
    wanted = payment(store_id=await store_of(till))
    charged = await till.quick_pay(wanted, scanned(PAID))
    assert (charged.status, charged.order_id, charged.amount) == ("SUCCESS", wanted.reference, 1250)
    assert charged.title == wanted.title
    assert await till.transaction(charged.id) == await till.transaction_of_order(wanted.reference)
    assert sandbox.rm_books()["charged"][wanted.reference] == 1250
    with pytest.raises(PaymentRefused) as duplicate:
        await till.quick_pay(wanted, scanned(PAID))
    assert duplicate.value.reason == "ORDER_ID_DUPLICATE"
    with pytest.raises(PaymentRefused):
        await till.refund(charged.id, 1000, "cold food")
    refunded = await till.refund(charged.id, 1250, "cold food")
    assert (refunded.status, refunded.balance) == ("FULL_REFUNDED", 0)


async def test_what_the_customer_does_not_pay(sandbox: Sandbox, till: RevenueMonsterClient) -> None:
    store = await store_of(till)
    with pytest.raises(PaymentRefused) as expired:
        await till.quick_pay(payment(store_id=store), scanned(EXPIRED))
    assert expired.value.reason == "AUTH_CODE_EXPIRED"
    declined = await till.quick_pay(payment(store_id=store), scanned(DECLINED))
    assert declined.status == "FAILED"
    assert declined.error
    stuck = payment(store_id=store)
    assert (await till.quick_pay(stuck, scanned(STUCK))).status == "IN_PROCESS"
    assert (await till.reverse(stuck.reference)).status == "REVERSED"
    assert not sandbox.rm_books()["charged"].get(stuck.reference)
    with pytest.raises(NotFound):
        await till.transaction_of_order("K-never")


async def test_a_lost_answer_leaves_a_charge_unknown_until_it_is_looked_up(
    sandbox: Sandbox, till: RevenueMonsterClient
) -> None:
    store = await store_of(till)
    sandbox.rm_drop("quickpay", "after")
    wanted = payment(store_id=store)
    with pytest.raises(OutcomeUnknown):
        await till.quick_pay(wanted, scanned(PAID))
    assert (await till.transaction_of_order(wanted.reference)).status == "SUCCESS"
    assert sandbox.rm_books()["charged"][wanted.reference] == 1250
    sandbox.rm_drop("quickpay", "before")
    wanted = payment(store_id=store)
    with pytest.raises(OutcomeUnknown):
        await till.quick_pay(wanted, scanned(PAID))
    with pytest.raises(NotFound):
        await till.transaction_of_order(wanted.reference)
    sandbox.rm_drop("merchant", "before", 3)
    assert (await till.merchant()).id, "a read is repeated"
    sandbox.rm_refuse("refund", "SYSTEM_ERROR", 500)
    with pytest.raises(OutcomeUnknown):
        await till.refund("260101", 1250, "cold food")


async def test_a_checkout_is_paid_by_its_code_and_its_callback_is_genuine(
    sandbox: Sandbox, till: RevenueMonsterClient
) -> None:
    server = public_key(sandbox.rm_application()["server_public_key"])
    headers: list[dict[str, str]] = []

    def answer(request: Request, _seen: Seen) -> Response:
        headers.append(dict(request.headers))
        return Response(b"")

    with serving(answer) as (address, seen):
        wanted = payment(store_id=await store_of(till))
        checkout = await till.start_checkout(wanted, redirect_url=f"{address}/back?a=1&b=2", notify_url=f"{address}/rm")
        assert (await till.checkout(checkout.id)).is_waiting
        code = await till.qr_code(checkout.id)
        assert code.data
        assert code.image.startswith(b"\x89PNG")
        sandbox.rm_pay(wanted.reference)
        state = await till.checkout(checkout.id)
        assert state.status == "SUCCESS"
        assert (await till.transaction(state.transaction_id)).order_id == wanted.reference
        sandbox.rm_callback(wanted.reference)
        sandbox.rm_callback(wanted.reference, forged=True)
    told = list(zip(headers, seen.bodies, strict=True))
    assert len(told) >= 2
    assert [verify(server, sent, body) for sent, body in told].count(False) == 1, "the forged one alone"
    assert not verify(server, told[-1][0], told[-1][1])
    transaction = wire.told_transaction(decode(told[0][1]))
    assert (transaction.id, transaction.status) == (state.transaction_id, "SUCCESS")


async def test_the_past_is_read_page_by_page_and_settled(sandbox: Sandbox, till: RevenueMonsterClient) -> None:
    seen: list[str] = []
    cursor, pages = "", 0
    while pages == 0 or cursor:
        page = await till.transactions(cursor, 15)
        seen += [transaction.id for transaction in page.transactions]
        cursor, pages = page.cursor, pages + 1
    assert len(seen) == len(set(seen)) >= 40
    assert pages >= 3
    # The past is of the days before; a settlement's day is Malaysia's.
    zone = datetime.timezone(datetime.timedelta(hours=8))
    days = {now().astimezone(zone).date() - datetime.timedelta(days=back) for back in range(40)}
    lines = [line for day in sorted(days) for line in await settled(till, day)]
    assert lines
    assert {line.transaction_id for line in lines} <= set(seen)
    for line in lines:
        assert line.gross is not None
        assert line.fee is not None
        assert line.net == line.gross + line.fee


async def settled(till: RevenueMonsterClient, day: datetime.date) -> list[Any]:
    try:
        return list(await till.settlement(day, SettlementKind.PAYMENT))
    except NotFound:
        return []


async def test_a_clock_and_a_key_that_are_wrong_are_told_apart(
    sandbox: Sandbox, till: RevenueMonsterClient, http: httpx.AsyncClient, environment: Environment, keeper: Keeper
) -> None:
    other = private_key(sandbox.rm_other_application()["private_key"])
    stranger = RevenueMonsterClient(http, environment, keeper, Signer(other), now=now)
    with pytest.raises(SignatureRefused):
        await stranger.merchant()
    await install.require_clock(http, environment, now())
    sandbox.rm_clock_skew(300.0)
    with pytest.raises(ClockWrong) as raised:
        await till.merchant()
    assert raised.value.ahead is not None
    assert -302 <= raised.value.ahead.total_seconds() <= -298
    assert till.clock_ahead == raised.value.ahead
    with pytest.raises(ClockWrong):
        await install.require_clock(http, environment, now())


async def test_too_many_queries_by_order_are_refused(sandbox: Sandbox, till: RevenueMonsterClient) -> None:
    """The pace is kept by pauses, and this till makes none: so the service refuses it, and its repeats as well."""
    wanted = payment(store_id=await store_of(till))
    await till.quick_pay(wanted, scanned(PAID))
    sandbox.rm_expire_tokens()  # a token of its own, for which nothing was asked yet
    for _ in range(3):
        assert await till.transaction_of_order(wanted.reference)
    with pytest.raises(RateLimited):
        await till.transaction_of_order(wanted.reference)
