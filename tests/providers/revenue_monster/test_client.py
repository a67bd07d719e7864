"""The client against a service that proves every signature: paths, bodies, repeats, renewals, pace, outcomes."""

import asyncio
import datetime
from collections.abc import Awaitable, Callable
from itertools import pairwise

import httpx
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.responses import JSONResponse, PlainTextResponse, Response

from retm_desktop.domain.errors import (
    ClockWrong,
    NotFound,
    Offline,
    OutcomeUnknown,
    PaymentRefused,
    RateLimited,
    Rejected,
    ServerFault,
    SignatureRefused,
    UnreadableAnswer,
)
from retm_desktop.domain.payments import (
    Checkout,
    GeoLocation,
    Grant,
    NewPayment,
    PaymentStore,
    QrCode,
    SettlementKind,
    Transaction,
)
from retm_desktop.providers import transport
from retm_desktop.providers.revenue_monster import client as client_module
from retm_desktop.providers.revenue_monster.client import RevenueMonsterClient, local_address
from retm_desktop.providers.revenue_monster.endpoints import ENDPOINTS
from retm_desktop.providers.revenue_monster.environment import PRODUCTION, practice_environment
from retm_desktop.providers.revenue_monster.signing import Signer
from tests.providers.conftest import Source
from tests.providers.revenue_monster import documents
from tests.providers.revenue_monster.conftest import MakeClient, Pauses
from tests.providers.revenue_monster.service import NOW, Asked, Service, one, refused
from tests.providers.serving import free_port, raw_server

PAYMENT = NewPayment(reference="K-1", title="Meja 12 <&>", amount=1000, store_id="77", detail="Teh & 茶")
STORE = PaymentStore(id="7700000000000000001", name="Kopitiam 茶室", location=GeoLocation(3.0, 101.686855))
DAY = datetime.date(2026, 1, 2)
ANSWERS: dict[tuple[str, str], object] = {
    ("GET", "/v3/merchant"): documents.MERCHANT,
    ("GET", "/v3/merchant/subscriptions"): [documents.SUBSCRIPTION],
    ("GET", "/v3/user"): documents.USER,
    ("GET", "/v3/stores"): [documents.STORE],
    ("GET", "/v3/store/7700000000000000001"): documents.STORE,
    ("POST", "/v3/store"): documents.STORE,
    ("PATCH", "/v3/store/7700000000000000001"): documents.STORE,
    ("POST", "/v3/payment/online"): documents.CHECKOUT,
    ("GET", "/v3/payment/online"): documents.CHECKOUT_STATE,
    ("POST", "/v3/payment/online/checkout"): documents.QR_CODE,
    ("POST", "/v3/payment/quickpay"): documents.TRANSACTION,
    ("GET", "/v3/payment/transaction/260101"): documents.TRANSACTION,
    ("GET", "/v3/payment/transaction/order/K-1"): documents.TRANSACTION,
    ("GET", "/v3/payment/transactions"): [documents.TRANSACTION],
    ("POST", "/v3/payment/refund"): documents.TRANSACTION,
    ("POST", "/v3/payment/reverse"): documents.TRANSACTION,
    ("POST", "/v3/payment/reconciliation"): [documents.SETTLEMENT_LINE],
    ("POST", "/v1/token-info"): {"active": True, "scopes": ["manage_payment"]},
}


def documented(asked: Asked) -> Response:
    return one(ANSWERS[asked.method, asked.path.partition("?")[0]])


Call = Callable[[RevenueMonsterClient], Awaitable[object]]

READS: dict[str, Call] = {
    "merchant": lambda c: c.merchant(),
    "subscriptions": lambda c: c.subscriptions(),
    "user": lambda c: c.user(),
    "stores": lambda c: c.stores("c u+r/s&o=r"),
    "store": lambda c: c.store("7700000000000000001"),
    "checkout": lambda c: c.checkout("1767225600000000001"),
    "transaction": lambda c: c.transaction("260101"),
    "transaction_of_order": lambda c: c.transaction_of_order("K-1"),
    "transactions": lambda c: c.transactions("next", 20),
}
SHOWN: dict[str, Call] = {
    "qr_code": lambda c: c.qr_code("1767225600000000001"),
    "settlement": lambda c: c.settlement(DAY, SettlementKind.PAYMENT),
}
WRITES: dict[str, Call] = {
    "create_store": lambda c: c.create_store(STORE),
    "update_store": lambda c: c.update_store(STORE),
    "start_checkout": lambda c: c.start_checkout(
        PAYMENT, redirect_url="https://a.my/?a=1&b", notify_url="https://b.my"
    ),
    "quick_pay": lambda c: c.quick_pay(PAYMENT, "134650912345678901"),
    "refund": lambda c: c.refund("260101", 1000, "cold <food>"),
    "reverse": lambda c: c.reverse("K-1"),
}


async def credentials() -> tuple[str, str]:
    return "3675930941412424316", "secret"


async def test_every_endpoint_is_called_by_its_path_and_signed(make: MakeClient, service: Service) -> None:
    service.answer = documented
    client = make(credentials=credentials)
    for call in (READS | SHOWN | WRITES).values():
        assert await call(client)
    assert await client.grant() == Grant(active=True, scopes=("manage_payment",))
    assert set(READS | SHOWN | WRITES) | {"token", "token_info"} == set(ENDPOINTS)
    ids = {"store": "7700000000000000001", "update_store": "7700000000000000001", "transaction": "260101"}
    wanted = {
        (e.method, e.path.replace("{id}", ids.get(e.name, "K-1"))) for e in ENDPOINTS.values() if e.name != "token"
    }
    assert {(asked.method, asked.path.partition("?")[0]) for asked in service.asked} == wanted
    assert len({asked.nonce for asked in service.asked[:-1]}) == len(service.asked) - 1
    assert {asked.token for asked in service.asked[:-1]} == {"Bearer t0"}
    queries = {asked.path.partition("?")[0]: asked.path.partition("?")[2] for asked in service.asked}
    assert queries["/v3/payment/transactions"] == "limit=20&cursor=next"
    assert queries["/v3/stores"] == "cursor=c+u%2Br%2Fs%26o%3Dr"
    assert {asked.body is None for asked in service.asked if asked.method == "GET"} == {True}


async def test_what_was_answered_comes_back(client: RevenueMonsterClient, service: Service) -> None:
    service.answer = documented
    checkout = await client.start_checkout(PAYMENT, redirect_url="https://a.my/", notify_url="https://b.my/")
    assert checkout == Checkout("1767225600000000001", "https://pg.example/checkout?checkoutId=17")
    assert (await client.checkout(checkout.id)).is_waiting
    assert await client.qr_code(checkout.id) == QrCode("00020201", b"\x89PNG\r\n\x1a\n")
    charged = await client.quick_pay(PAYMENT, "134650912345678901")
    assert (charged.id, charged.amount) == ("260101120000020000000001", 2590)
    sent = service.asked[-1].body
    assert isinstance(sent, dict)
    assert sent["ipAddress"] == "127.0.0.1"
    assert [store.id for store in (await client.stores()).stores] == ["7700000000000000001"]
    assert (await client.update_store(STORE)).name == "Kopitiam 茶室"


async def test_a_failed_charge_is_a_transaction_and_no_success(client: RevenueMonsterClient, service: Service) -> None:
    failed = {**documents.TRANSACTION, "status": "FAILED", "error": {"message": "no balance"}}
    service.answer = lambda _asked: one(failed)
    charged = await client.quick_pay(PAYMENT, "134650912345678901")
    assert (charged.status, charged.error) == ("FAILED", "no balance")


async def test_an_id_cannot_leave_its_path(client: RevenueMonsterClient, service: Service) -> None:
    service.answer = lambda _asked: one(documents.STORE)
    await client.store("../a?b#c")
    assert service.asked[0].path == "/v3/store/..%2Fa%3Fb%23c"
    for nothing in ("", ".", ".."):
        for call in (client.store, client.transaction, client.transaction_of_order):
            with pytest.raises(NotFound):
                await call(nothing)
    assert len(service.asked) == 1


async def test_a_payment_that_cannot_be_asked_for_is_not_sent(client: RevenueMonsterClient, service: Service) -> None:
    small = msgspec.structs.replace(PAYMENT, amount=9)
    with pytest.raises(Rejected):
        await client.start_checkout(small, redirect_url="https://a.my/", notify_url="https://b.my/")
    with pytest.raises(Rejected):
        await client.quick_pay(small, "134650912345678901")
    assert service.asked == []


# Signatures and clocks


async def test_a_key_that_is_not_the_applications_is_told(
    make: MakeClient, service: Service, other_key: rsa.RSAPrivateKey
) -> None:
    with pytest.raises(SignatureRefused):
        await make(signer=Signer(other_key)).merchant()
    assert len(service.asked) == 1


@pytest.mark.parametrize("seconds", [-130, 130, 3600])
async def test_a_wrong_clock_is_told_with_how_wrong_it_is(make: MakeClient, service: Service, seconds: int) -> None:
    ahead = datetime.timedelta(seconds=seconds)
    service.time = NOW - ahead
    client = make()
    assert client.clock_ahead is None
    with pytest.raises(ClockWrong) as raised:
        await client.merchant()
    assert raised.value.ahead == client.clock_ahead == ahead
    service.tells_time = False
    with pytest.raises(ClockWrong) as raised:
        await client.merchant()
    assert raised.value.ahead is None
    assert client.clock_ahead == ahead, "what was known stays known"


async def test_the_signature_is_as_old_as_its_try_and_not_as_the_wait_before_it(
    make: MakeClient, service: Service, pauses: Pauses
) -> None:
    clock = [NOW]

    async def pause(seconds: float) -> None:
        await pauses(seconds)
        clock[0] += datetime.timedelta(seconds=100)
        service.time += datetime.timedelta(seconds=100)

    service.answer = lambda _asked: PlainTextResponse("", 503) if len(service.asked) < 4 else one(documents.MERCHANT)
    await make(now=lambda: clock[0], pause=pause).merchant()
    stamps = [int(asked.headers["x-timestamp"]) for asked in service.asked]
    assert stamps == [1767225600 + 100 * n for n in range(4)]


# Repeats


@pytest.mark.parametrize(
    "answer",
    [
        lambda: PlainTextResponse("", 502),
        lambda: PlainTextResponse("", 503),
        lambda: refused("OVERLOAD", 504),
        lambda: PlainTextResponse("", 429),
        lambda: refused("TOO_MANY_REQUEST_PER_SECOND", 200),
    ],
)
@pytest.mark.parametrize("name", READS)
async def test_a_get_is_repeated_after_a_passing_fault(
    client: RevenueMonsterClient, service: Service, pauses: Pauses, name: str, answer: Callable[[], Response]
) -> None:
    service.answer = lambda asked: answer() if len(service.asked) < 4 else documented(asked)
    assert await READS[name](client)
    waits = [wait for wait in pauses if wait] if name != "transaction_of_order" else []
    for wait, usual in zip(waits, (2.0, 4.0, 8.0), strict=bool(waits)):
        assert usual <= wait <= 1.2 * usual
    assert len({asked.nonce for asked in service.asked}) == 4, "each try is signed anew"
    service.answer = lambda _asked: answer()
    with pytest.raises((ServerFault, RateLimited)):
        await READS[name](client)
    assert len(service.asked) == 8, "three repeats are the most"


@pytest.mark.parametrize("name", SHOWN | WRITES)
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_nothing_else_is_repeated(
    client: RevenueMonsterClient, service: Service, pauses: Pauses, name: str, status: int
) -> None:
    service.answer = lambda _asked: PlainTextResponse("", status)
    wanted = RateLimited if status == 429 else OutcomeUnknown if name in WRITES else ServerFault
    with pytest.raises(wanted) as raised:
        await (SHOWN | WRITES)[name](client)
    assert type(raised.value) is wanted
    assert (len(service.asked), pauses) == (1, [])


async def test_a_fault_that_does_not_pass_is_not_repeated(client: RevenueMonsterClient, service: Service) -> None:
    for answer, wanted in (
        (PlainTextResponse("", 500), ServerFault),
        (refused("SYSTEM_ERROR", 200), ServerFault),
        (refused("STORE_NOT_FOUND", 404), NotFound),
        (PlainTextResponse("<html>", 200), UnreadableAnswer),
    ):
        service.asked.clear()
        service.answer = lambda _asked, answer=answer: answer  # type: ignore[misc]
        with pytest.raises(wanted):
            await client.merchant()
        assert len(service.asked) == 1


@pytest.mark.parametrize(("told", "waits"), [("3", 3), ("0", 3), ("9", 1), ("19", 0), ("3600", 0)])
async def test_the_wait_the_service_asks_for_is_kept_or_told(
    client: RevenueMonsterClient, service: Service, pauses: Pauses, told: str, waits: int
) -> None:
    service.answer = lambda _asked: PlainTextResponse("", 429, {"Retry-After": told})
    with pytest.raises(RateLimited) as raised:
        await client.merchant()
    assert raised.value.retry_after == float(told)
    # The jitter decides whether a second wait of nine seconds, or one of nineteen, still fits into twenty.
    assert waits <= len(pauses) <= waits + 1
    assert sum(pauses) <= transport.WAIT_LIMIT
    assert all(wait >= float(told) for wait in pauses)


async def test_a_broken_connection_is_tried_again_and_a_timeout_is_not(make: MakeClient, pauses: Pauses) -> None:
    async with raw_server(b"") as (address, requests):
        client = make(environment=practice_environment(address))
        with pytest.raises(Offline):
            await client.merchant()
        assert len(requests) == 4
        nonces = {line for request in requests for line in request.split(b"\r\n") if b"nonce" in line.lower()}
        assert len(nonces) == 4
        with pytest.raises(OutcomeUnknown):
            await client.quick_pay(PAYMENT, "134650912345678901")
        assert len(requests) == 5
    with pytest.raises(Offline):
        await make(environment=practice_environment(f"http://127.0.0.1:{free_port()}")).quick_pay(PAYMENT, "1")


async def test_a_read_without_an_answer_ends_after_one_timeout(
    key: rsa.RSAPrivateKey, source: Source, pauses: Pauses
) -> None:
    async with (
        transport.http_client(timeout=0.1, repeat_reads=False) as http,
        raw_server(b"", hold=0.3) as (address, requests),
    ):
        client = RevenueMonsterClient(
            http, practice_environment(address), source, Signer(key), now=lambda: NOW, pause=pauses
        )
        with pytest.raises(Offline):
            await client.merchant()
        assert (len(requests), pauses) == (1, [])
        with pytest.raises(OutcomeUnknown):
            await client.refund("260101", 1000, "cold food")
        with pytest.raises(OutcomeUnknown):
            # This one is waited for longer than the client's timeout: it ends when the connection does.
            await client.quick_pay(PAYMENT, "134650912345678901")
        assert len(requests) == 3


async def test_a_client_that_repeats_nothing_by_itself() -> None:
    async with (
        transport.http_client(timeout=5.0, repeat_reads=False) as http,
        raw_server(b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n") as (address, requests),
    ):
        request = http.build_request("GET", address)
        assert (await transport.send(http, request, write=False)).status_code == 503
        assert len(requests) == 1


# Looking up, in time


async def test_no_more_than_three_queries_by_order_in_five_seconds(make: MakeClient, service: Service) -> None:
    """With waits five times as short as they are said to be, and a clock that runs five times as fast."""
    loop, came = asyncio.get_running_loop(), []

    def answer(asked: Asked) -> Response:
        came.append(5 * loop.time())
        return documented(asked)

    service.answer = answer
    client = make(pause=lambda seconds: asyncio.sleep(seconds / 5), monotonic=lambda: 5 * loop.time())
    await asyncio.gather(*(client.transaction_of_order("K-1") for _ in range(5)), client.transaction("260101"))
    assert len(came) == 6
    by_order = [moment for moment, asked in zip(came, service.asked, strict=True) if "/order/" in asked.path]
    for first, fourth in zip(by_order, by_order[3:], strict=False):
        assert fourth - first > 5


async def test_the_queue_of_queries_by_order_is_even_and_a_caller_who_leaves_holds_nobody_up(
    make: MakeClient, service: Service, pauses: Pauses
) -> None:
    service.answer = documented
    client = make(monotonic=lambda: 50.0)
    await asyncio.gather(*(client.transaction_of_order("K-1") for _ in range(4)))
    assert pauses == [0, 2, 4, 6]
    leaving = asyncio.create_task(client.transaction_of_order("K-1"))
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    await client.transaction_of_order("K-1")
    assert [after - before for before, after in pairwise(pauses)] == [2, 2, 2, 2]


async def test_an_order_nobody_paid_yet_is_not_found(client: RevenueMonsterClient, service: Service) -> None:
    service.answer = lambda _asked: refused("TRANSACTION_NOT_FOUND", 400)
    with pytest.raises(NotFound):
        await client.transaction_of_order("K-1")
    assert len(service.asked) == 1


async def test_a_business_refusal_has_its_reason(client: RevenueMonsterClient, service: Service) -> None:
    service.answer = lambda _asked: refused("EXCEED_TIME_FOR_REVERSE_TRANSACTION", 400)
    with pytest.raises(PaymentRefused) as raised:
        await client.reverse("K-1")
    assert raised.value.reason == "EXCEED_TIME_FOR_REVERSE_TRANSACTION"


# The settlement


def pages(*cursors: object) -> Callable[[Asked], Response]:
    def answer(asked: Asked) -> Response:
        body = asked.body
        assert isinstance(body, dict)
        number = 0 if not body["cursor"] else int(str(body["cursor"])[1:])
        line = {**documents.SETTLEMENT_LINE, "transactionId": str(number)}
        return JSONResponse({"items": [line], "code": "SUCCESS", "meta": {"cursor": cursors[number]}})

    return answer


async def test_a_settlement_is_read_to_its_end(client: RevenueMonsterClient, service: Service) -> None:
    service.answer = pages("p1", "p2", "")
    lines = await client.settlement(DAY, SettlementKind.REFUND)
    assert [line.transaction_id for line in lines] == ["0", "1", "2"]
    wanted = {"date": "2026-01-02", "transactionType": "REFUND"}
    assert [asked.body for asked in service.asked] == [wanted | {"cursor": cursor} for cursor in ("", "p1", "p2")]


async def test_a_settlement_that_goes_round_is_no_settlement(
    client: RevenueMonsterClient, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.answer = pages("p1", "p1")
    with pytest.raises(UnreadableAnswer):
        await client.settlement(DAY, SettlementKind.PAYMENT)
    assert len(service.asked) == 2
    monkeypatch.setattr(client_module, "_SETTLEMENT_PAGES", 5)
    service.answer = pages(*(f"p{number}" for number in range(1, 100)))
    with pytest.raises(UnreadableAnswer):
        await client.settlement(DAY, SettlementKind.PAYMENT)
    assert len(service.asked) == 7


# Size


async def test_a_large_answer_is_read_and_one_too_large_is_not(
    client: RevenueMonsterClient, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [{**documents.TRANSACTION, "transactionId": str(number)} for number in range(500)]
    service.answer = lambda _asked: JSONResponse({"items": many, "meta": {"cursor": "c"}})
    page = await client.transactions()
    assert (len(page.transactions), page.cursor) == (500, "c")
    assert isinstance(page.transactions[499], Transaction)
    monkeypatch.setattr(transport, "SIZE_LIMIT", 1000)
    with pytest.raises(UnreadableAnswer):
        await client.transactions()
    with pytest.raises(OutcomeUnknown):
        await client.refund("260101", 1000, "cold food")


# Where the till stands


def test_the_address_of_this_computer_is_one_and_nothing_is_sent() -> None:
    assert local_address(practice_environment("http://localhost:9")) == "127.0.0.1"
    assert httpx.URL(f"http://{local_address(PRODUCTION)}/").host.count(".") == 3
