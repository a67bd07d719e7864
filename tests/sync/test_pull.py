"""Orders come in by reading RETM's list, whatever the day is like."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from retm_desktop.domain.errors import Offline, OperatorError, SignInExpired
from retm_desktop.domain.stages import Stage
from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from retm_desktop.sync.pull import OrderPull
from retm_desktop.sync.status import Line, Link
from tests.sync.shop import QUICK, Shop
from tests.waiting import until, until_async


def puller(shop: Shop, *, most_pages: int = 40, per_page: int = 5) -> OrderPull:
    return OrderPull(
        shop.id,
        lambda: shop.client,
        shop.orders,
        Line(shop.now, shop.statuses.append),
        now=shop.now,
        pace=QUICK,
        settings=shop.settings,
        most_pages=most_pages,
        per_page=per_page,
    )


async def test_the_first_reading_takes_every_page_and_the_next_only_the_newest(shop: Shop) -> None:
    pull = puller(shop)
    first = await pull.pull()
    assert (first.pages, first.new) == (3, 12)
    rows = await shop.rows()
    assert {row.number for row in rows} == {str(entry["number"]) for entry in shop.book()}
    again = await pull.pull()
    assert (again.pages, again.new, again.changed) == (1, 0, 0)


async def test_a_new_and_a_changed_order_are_found(shop: Shop) -> None:
    pull = puller(shop)
    await pull.pull()
    newest = shop.sandbox.place_order()
    found = await pull.pull()
    assert (found.new, found.pages) == (1, 2)
    shop.sandbox.advance(newest["id"], 2)
    assert (await pull.pull()).changed == 1
    assert await shop.stage(newest["id"]) is Stage.PREPARING


async def test_the_first_reading_stops_at_its_limit(shop: Shop) -> None:
    assert (await puller(shop, most_pages=2).pull()).new == 10


async def test_after_a_long_absence_the_limit_of_the_first_reading_does_not_count(shop: Shop) -> None:
    await puller(shop, most_pages=2).pull()
    for _ in range(17):
        shop.sandbox.place_order()
    found = await puller(shop, most_pages=2).pull()
    assert found.new >= 17


async def test_only_a_long_reading_shows_as_pulling(shop: Shop) -> None:
    pull = puller(shop, per_page=50)
    await pull.pull()
    assert any(status.pulling for status in shop.statuses)
    shop.statuses.clear()
    await pull.pull()
    assert not any(status.pulling for status in shop.statuses)


async def test_a_reading_that_was_broken_off_leaves_no_gap(shop: Shop) -> None:
    """Seventeen orders came while we were away; the connection breaks after the newest page of them."""
    pull = puller(shop)
    await pull.pull()
    for _ in range(17):
        shop.sandbox.place_order()
    calls: list[str] = []

    def break_after_the_first(endpoint: str, status: int | None, seconds: float) -> None:
        calls.append(endpoint)
        if len(calls) == 1:
            shop.sandbox.set_faults({"drop": 1.0})

    shop.client.on_call = break_after_the_first
    with pytest.raises(Offline):
        await pull.pull()
    shop.sandbox.set_faults({})
    shop.client.on_call = None
    assert len(await shop.rows()) == 17
    # A new object knows nothing but what the store kept: the program was started again.
    found = await puller(shop).pull()
    assert found.new == 12
    assert len(await shop.rows()) == 29


async def test_an_order_that_is_open_for_long_is_reconciled(shop: Shop) -> None:
    """It lies deeper than the newest page, where nothing else changed."""
    old = shop.sandbox.place_order(created_at=(shop.now() - timedelta(hours=2)).isoformat())
    for minutes in range(8, 0, -1):
        shop.sandbox.place_order(created_at=(shop.now() - timedelta(minutes=minutes)).isoformat())
    pull = puller(shop)
    await pull.pull()
    shop.sandbox.advance(old["id"], 2)
    await pull.pull()
    assert await shop.stage(old["id"]) is Stage.NEW
    await pull.pull(reconcile=True)
    assert await shop.stage(old["id"]) is Stage.PREPARING


async def test_a_token_that_ends_between_two_pages_is_renewed(shop: Shop) -> None:
    expired: list[bool] = []

    def expire_once(endpoint: str, status: int | None, seconds: float) -> None:
        if not expired:
            expired.append(True)
            shop.sandbox.expire_tokens()

    shop.client.on_call = expire_once
    assert (await puller(shop).pull()).new == 12
    assert shop.keys.renewals == 1


@pytest.mark.parametrize("fault", ["error", "truncate", "throttle", "drop"])
async def test_bad_answers_lose_nothing_and_the_reading_recovers(shop: Shop, fault: str) -> None:
    session = await shop.session()
    await until_async(lambda: _count(shop, 12))
    shop.sandbox.set_faults({fault: 1.0})
    code = {"error": "server_fault", "truncate": "unreadable_answer", "throttle": "rate_limited", "drop": "offline"}
    await until(lambda: session.status.error_code == code[fault])
    if fault == "throttle":
        assert session.status.link is Link.ONLINE
        assert session.status.retry_at is not None
    else:
        await until(lambda: session.status.link is Link.OFFLINE)
    placed = shop.sandbox.place_order()
    shop.sandbox.set_faults({})
    await until_async(lambda: shop.stage(placed["id"]))
    assert session.status.link is Link.ONLINE
    assert session.status.error_code == ""
    assert len(await shop.rows()) == 13


async def _count(shop: Shop, wanted: int) -> bool:
    return len(await shop.rows()) == wanted


async def test_retry_after_is_kept_even_when_the_operator_is_impatient(shop: Shop) -> None:
    session = await shop.session()
    await until_async(lambda: _count(shop, 12))
    throttled: list[str] = []

    def note(endpoint: str, status: int | None, seconds: float) -> None:
        if endpoint == "orders" and status == 429:
            throttled.append(endpoint)

    shop.client.on_call = note
    shop.sandbox.set_faults({"throttle": 1.0})
    await until(lambda: throttled)
    told_at = shop.now()
    asked = len(throttled)
    shop.sandbox.set_faults({})
    placed = shop.sandbox.place_order()
    session.refresh()
    await until_async(lambda: shop.stage(placed["id"]))
    # RETM said one second; the wait may be jittered by a tenth.
    assert shop.now() - told_at >= timedelta(seconds=0.8)
    assert len(throttled) == asked


async def test_offline_at_the_start_then_everything_comes(sandbox: Sandbox, shop: Shop) -> None:
    with sandbox.offline():
        session = await shop.session()
        await until(lambda: session.status.link is Link.OFFLINE)
        assert session.status.since is None
    await until_async(lambda: _count(shop, 12))
    assert session.status.link is Link.ONLINE
    assert session.status.updated_at is not None
    await session.stop()
    record = await shop.record()
    assert record.last_answer_at is not None


async def test_invoices_tell_the_invoice_number_and_a_refund(shop: Shop) -> None:
    placed = shop.sandbox.place_order()
    shop.sandbox.advance(placed["id"], 7)
    await shop.session()
    await until_async(lambda: shop.stage(placed["id"]))
    shop.sandbox.refund(placed["id"])

    async def refunded() -> bool:
        details = await shop.order(placed["id"])
        return details is not None and details.row.refunded and bool(details.order.invoice_id)

    await until_async(refunded)
    assert await shop.stage(placed["id"]) is Stage.DELIVERED


async def test_unknown_codes_are_kept_with_the_order(shop: Shop) -> None:
    placed = shop.sandbox.place_order(raw={"status": 77, "delivery_status": 42})
    await puller(shop).pull()
    details = await shop.order(placed["id"])
    assert details is not None
    assert details.row.stage is Stage.NEW
    assert details.row.raw_delivery_status == 42
    assert any("42" in event.detail for event in details.events)


async def test_an_expired_sign_in_stops_reading_until_there_are_tokens(shop: Shop) -> None:
    session = await shop.session()
    await until_async(lambda: _count(shop, 12))
    shop.keys.refused = True
    shop.sandbox.expire_tokens()
    await until(lambda: session.status.link is Link.SIGN_IN)
    calls: list[str] = []
    shop.client.on_call = lambda endpoint, status, seconds: calls.append(endpoint)
    shop.keys.refused = False
    placed = shop.sandbox.place_order()
    session.refresh()
    await until_async(lambda: shop.stage(placed["id"]))
    assert session.status.link is Link.ONLINE
    assert calls


async def test_a_list_that_ignores_pages_ends(sandbox: Sandbox, tmp_path: Path) -> None:
    """Whether RETM pages at all is unknown: one that always answers the same must not be read for ever."""
    asked: list[str] = []

    async def orders(request: Request) -> Response:
        asked.append(request.url.query)
        return JSONResponse({"items": [{"id": f"o{n}", "order_reference": str(n), "status": 2} for n in range(5)]})

    app = Starlette(routes=[Route("/{business}/api/v2/orders/list", orders)])
    async with Shop(sandbox, tmp_path) as shop, httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as http:
        shop.client = RetmClient(http, shop.environment, sandbox.business_id, shop.keys)
        found = await puller(shop).pull()
    assert found.new == 5
    assert len(asked) == 2


@pytest.mark.parametrize("error", [SignInExpired, Offline])
async def test_what_was_read_before_a_failure_stays(shop: Shop, error: type[OperatorError]) -> None:
    cause: Callable[[], None] = (
        (lambda: shop.sandbox.set_faults({"drop": 1.0})) if error is Offline else shop.sandbox.expire_tokens
    )
    shop.keys.refused = True
    shop.client.on_call = lambda endpoint, status, seconds: cause()
    with pytest.raises(error):
        await puller(shop).pull()
    assert len(await shop.rows()) == 5
    assert shop.statuses[-1].pulling is False


async def test_many_orders_come_in_pages_of_fifty(tmp_path: Path) -> None:
    with running_sandbox(SandboxSettings(orders=230, rate=0, speed=0.001)) as sandbox:
        async with Shop(sandbox, tmp_path) as shop:
            found = await puller(shop, per_page=50).pull()
            assert (found.pages, found.new) == (5, 230)
