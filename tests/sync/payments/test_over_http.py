"""The core with the real client against practice payments over HTTP: nothing is charged twice, whatever is lost."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

import msgspec
import pytest
import pytest_asyncio

from retm_desktop.domain.errors import Forbidden, SignInExpired
from retm_desktop.domain.payments import SettlementKind
from retm_desktop.providers import transport
from retm_desktop.providers.revenue_monster import install, keys
from retm_desktop.providers.revenue_monster.client import RevenueMonsterClient
from retm_desktop.providers.revenue_monster.environment import practice_environment
from retm_desktop.providers.revenue_monster.signing import Signer
from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from retm_desktop.store.payments import PaymentRow, PaymentState
from retm_desktop.store.takings import TransactionQuery
from retm_desktop.sync.payments.follow_up import ChargePace
from tests.sync.payments.conftest import PIN, Till

PACE = ChargePace(checkout=0.1, order=0.1, patience=1.0, arrival=0.5, after_end=0.2, offline=0.1)


class Given:
    """A token as it was issued."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self) -> str:
        return self._token

    async def renewed(self, stale: str) -> NoReturn:
        raise SignInExpired("it is refused")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(SandboxSettings(orders=0, rate=0, speed=0.001)) as sandbox:
        sandbox.pause()
        yield sandbox


class Counter:
    """The till's way to practice payments, and what the customer and the bookkeeper do there."""

    def __init__(self, till: Till, sandbox: Sandbox) -> None:
        self.till = till
        self.sandbox = sandbox

    async def pull(self, lever: str, *values: object, **named: object) -> Any:  # noqa: ANN401 - the lever's JSON
        return await asyncio.to_thread(self.sandbox.pull, lever, *values, **named)

    async def charged(self, row: PaymentRow) -> int:
        return int((await self.pull("rm_books"))["charged"].get(row.reference, 0))

    async def calls(self, endpoint: str, since: float = 0.0) -> list[float]:
        books = await self.pull("rm_books")
        return [call["at"] for call in books["calls"] if call["endpoint"] == endpoint and call["at"] >= since]

    async def next(self, outcome: str, after: float = 0.0) -> None:
        await self.pull("rm_next_payment", outcome, after)


@pytest_asyncio.fixture
async def counter(till: Till, sandbox: Sandbox) -> AsyncIterator[Counter]:
    till.at = datetime.now(UTC)
    application = await asyncio.to_thread(sandbox.pull, "rm_application")
    redirect = application["redirect_uris"][0]
    environment = msgspec.structs.replace(practice_environment(sandbox.url), redirect_uri=redirect)
    landed = await asyncio.to_thread(sandbox.pull, "rm_consent")
    callback = install.callback(landed.partition("?")[2].encode())
    secret = (application["client_id"], application["client_secret"])
    async with transport.http_client(timeout=5.0, repeat_reads=False) as http:
        tokens = await install.exchange(http, environment, callback.code, *secret, datetime.now(UTC))

        async def credentials() -> tuple[str, str]:
            return secret

        client = RevenueMonsterClient(
            http,
            environment,
            Given(tokens.access_token),
            Signer(keys.private_key(application["private_key"])),
            now=lambda: datetime.now(UTC),
            credentials=credentials,
        )
        # Only the till's own pace is shortened; the service's limit of order queries is kept by the client.
        till.serve(client, PACE)
        await till.account.read_stores()
        stores = await till.stores.all(till.account_id)
        till.store_id = next(store.id for store in stores if store.is_default)
        yield Counter(till, sandbox)
        await till.background.close()


async def test_a_scan_is_paid_and_given_back(counter: Counter) -> None:
    till = counter.till
    row = await till.charges.by_scan(till.charge(), "281111111111111111")
    paid = await till.becomes(row.id, PaymentState.PAID)
    assert await counter.charged(row) == 2590
    await till.pin.choose(PIN)
    await till.refunds.refund(row.id, PIN, "Sold out")
    await till.becomes(row.id, PaymentState.REFUNDED)
    books = await counter.pull("rm_books")
    assert [one["transaction_id"] for one in books["refunds"]].count(paid.transaction_id) == 1


async def test_declined_and_expired_codes_charge_nothing(counter: Counter) -> None:
    till = counter.till
    for code in ("291111111111111111", "251111111111111111", "281111111111111111"):
        row = await till.charges.by_scan(till.charge(), code)
        failed = await till.becomes(row.id, PaymentState.FAILED)
        assert failed.refusal, "the last one was used by another test, and says so"
        assert await counter.charged(row) == 0
        await till.quiet(row.id)


async def test_a_code_on_screen_is_paid_by_the_customer(counter: Counter) -> None:
    till = counter.till
    row = await till.charges.by_qr(till.charge())
    waiting = await till.becomes(row.id, PaymentState.WAITING)
    assert waiting.qr_data.startswith(counter.sandbox.url)
    await counter.pull("rm_pay", row.reference)
    await till.becomes(row.id, PaymentState.PAID)
    assert await counter.charged(row) == 2590


@pytest.mark.parametrize(("lever", "state"), [("rm_decline", PaymentState.FAILED), ("rm_expire", PaymentState.EXPIRED)])
async def test_a_page_that_is_not_paid(counter: Counter, lever: str, state: PaymentState) -> None:
    till = counter.till
    row = await till.charges.by_page(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    await counter.pull(lever, row.reference)
    await till.becomes(row.id, state)
    assert await counter.charged(row) == 0


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_line_that_breaks_around_a_charge_charges_once_or_not_at_all(counter: Counter, when: str) -> None:
    till = counter.till
    await counter.pull("rm_drop", "quickpay", when)
    row = await till.charges.by_scan(till.charge(), "2811111111111111" + ("21" if when == "after" else "22"))
    ended = await till.becomes(row.id, PaymentState.PAID, PaymentState.FAILED)
    assert ended.state is (PaymentState.PAID if when == "after" else PaymentState.FAILED)
    assert await counter.charged(row) == (2590 if when == "after" else 0)


async def test_stuck_payments_are_taken_back(counter: Counter) -> None:
    till = counter.till
    await counter.next("stuck")
    row = await till.charges.by_scan(till.charge(), "281111111111111131")
    await till.becomes(row.id, PaymentState.REVERSED)
    assert await counter.charged(row) == 0


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_line_that_breaks_around_a_reversal(counter: Counter, when: str) -> None:
    till = counter.till
    await counter.next("stuck")
    await counter.pull("rm_drop", "reverse", when)
    row = await till.charges.by_scan(till.charge(), "2811111111111111" + ("41" if when == "after" else "42"))
    await till.becomes(row.id, PaymentState.REVERSED)
    assert await counter.charged(row) == 0


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_line_that_breaks_around_a_refund_gives_back_once_or_not_at_all(counter: Counter, when: str) -> None:
    till = counter.till
    row = await till.charges.by_scan(till.charge(), "2811111111111111" + ("51" if when == "after" else "52"))
    paid = await till.becomes(row.id, PaymentState.PAID)
    await till.pin.choose(PIN)
    await counter.pull("rm_drop", "refund", when)
    await till.refunds.refund(row.id, PIN, "Sold out")
    await till.background_quiet(row.id)
    ended = await till.becomes(row.id, PaymentState.PAID, PaymentState.REFUNDED)
    assert ended.state is (PaymentState.REFUNDED if when == "after" else PaymentState.PAID)
    refunds = [one["transaction_id"] for one in (await counter.pull("rm_books"))["refunds"]]
    assert refunds.count(paid.transaction_id) == (1 if when == "after" else 0)


async def test_order_queries_keep_the_allowed_pace(counter: Counter) -> None:
    """Three in five seconds for a token; the practice restaurant would answer more with 429."""
    till = counter.till
    till.serve(till.service, msgspec.structs.replace(PACE, patience=8.0))
    since = max(await counter.calls("query_order"), default=0.0) + 0.001
    await counter.next("pending", 5.5)
    row = await till.charges.by_scan(till.charge(), "281111111111111161")
    for _ in range(20):
        till.charges.poke(row.id)
        await asyncio.sleep(0.05)
    await till.becomes(row.id, PaymentState.PAID, PaymentState.REVERSED)
    asked = await counter.calls("query_order", since)
    assert len(asked) >= 2
    for n in range(3, len(asked)):
        assert asked[n] - asked[n - 3] > 5.0


async def test_account_takings_and_settlement(counter: Counter) -> None:
    till = counter.till
    await till.account.read()
    account = await till.stores.account(till.account_id)
    assert account is not None
    assert account.merchant is not None
    assert account.grant is not None
    assert set(account.grant.scopes) >= {"manage_payment", "manage_store"}
    await till.reader.refresh()
    assert await till.takings.count(TransactionQuery(till.account_id)) >= 120
    page = await till.takings.page(TransactionQuery(till.account_id), 0, 200)
    assert b"payee" not in msgspec.json.encode([row.transaction for row in page])
    day = (datetime.now(UTC) + timedelta(hours=8)).date() - timedelta(days=1)
    await till.reader.settle(day)
    kept = await till.takings.settlement(till.account_id, day)
    assert kept is not None
    assert {line.kind for line in kept.settlement.lines} == {kind.value for kind in SettlementKind}


async def test_a_scope_that_is_taken_away_is_said_and_charges_nothing(counter: Counter) -> None:
    till = counter.till
    await counter.pull("rm_scopes", ["get_merchant_profile", "get_user_profile"])
    try:
        row = await till.charges.by_scan(till.charge(), "281111111111111171")
        failed = await till.becomes(row.id, PaymentState.FAILED)
        assert failed.error_code == Forbidden.code
        assert await counter.charged(row) == 0
    finally:
        everything = ["manage_payment", "manage_store", "get_merchant_profile", "get_user_profile"]
        await counter.pull("rm_scopes", everything)


async def test_a_clock_that_is_wrong_is_told_by_how_much_and_charges_nothing(counter: Counter) -> None:
    till = counter.till
    await counter.pull("rm_clock_skew", 600.0)
    try:
        row = await till.charges.by_scan(till.charge(), "281111111111111181")
        failed = await till.becomes(row.id, PaymentState.FAILED)
        assert failed.error_code == "clock_wrong"
        assert await counter.charged(row) == 0
    finally:
        await counter.pull("rm_clock_skew", 0.0)
