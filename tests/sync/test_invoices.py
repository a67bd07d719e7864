"""Invoices come behind the orders: the whole list once, then the news, and refunds in the middle of it."""

from datetime import datetime, timedelta

import pytest

from retm_desktop.domain.errors import RateLimited
from retm_desktop.domain.orders import RefundState
from retm_desktop.store.invoices import InvoiceQuery, InvoiceRow
from retm_desktop.sync import invoices as room
from retm_desktop.sync.invoices import InvoicePull
from tests.sync.shop import Shop
from tests.waiting import until_async


def puller(shop: Shop) -> InvoicePull:
    return InvoicePull(shop.id, lambda: shop.client, shop.invoices, shop.orders, now=shop.now, settings=shop.settings)


async def held(shop: Shop) -> list[InvoiceRow]:
    return await shop.invoices.page(InvoiceQuery(shop.id), 0, 10_000)


async def test_the_first_reading_brings_every_invoice_and_the_next_reads_one_page(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "PER_PAGE", 3)
    monkeypatch.setattr(room, "LOOKED_BACK", timedelta())
    pull = puller(shop)
    assert await pull.pull() > 2
    assert len(await held(shop)) == len(shop.book())
    assert await pull.pull() == 1
    assert await puller(shop).pull() == 1, "a new start remembers that the list was read whole"


async def test_a_reading_that_broke_off_is_made_up_for(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PER_PAGE", 3)
    whole = shop.client.invoices

    async def two_pages(page: int = 1, per_page: int = 50) -> object:
        if page > 2:
            raise RateLimited
        return await whole(page, per_page)

    monkeypatch.setattr(shop.client, "invoices", two_pages)
    assert await puller(shop).pull() == 2
    assert len(await held(shop)) == 6
    monkeypatch.setattr(shop.client, "invoices", whole)
    await puller(shop).pull()
    assert len(await held(shop)) == len(shop.book())


async def test_a_refund_in_the_middle_of_the_list_is_found_by_a_reconciliation(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "PER_PAGE", 3)
    pull = puller(shop)
    await pull.pull()
    old = sorted(await held(shop), key=lambda row: row.created_at)[0]
    order = next(order for order in shop.book() if str(order["number"]) == old.order_number)
    shop.sandbox.refund(order["id"])
    assert await pull.pull() == 1
    span = shop.now() - old.created_at + timedelta(hours=1)
    monkeypatch.setattr(room, "RECONCILED", span)
    await pull.pull(reconcile=True)
    row = next(row for row in await held(shop) if row.key == old.key)
    assert row.refund is RefundState.WHOLE
    assert isinstance(row.refunded_at, datetime)


async def test_a_session_keeps_invoices_and_webhooks_add_to_them(shop: Shop) -> None:
    await shop.session()

    async def all_here() -> bool:
        return len(await held(shop)) == len(shop.book())

    await until_async(all_here)
    placed = shop.sandbox.place_order()
    hook = {
        key: value for key, value in placed.items() if key not in ("id", "customer", "delivery_status", "ordertype")
    }
    shop.arrive("invoice", hook | {"event": "order.created"})
    await shop.applier.run_once()
    await until_async(all_here)
    shop.arrive(
        "invoice",
        {
            "event": "order.refunded",
            "invoice_id": hook["invoice_id"],
            "order_refrence": hook["order_refrence"],
            "branch_id": hook["branch_id"],
            "refunded_amount": "1.500",
        },
    )
    await shop.applier.run_once()
    row = next(row for row in await held(shop) if row.invoice_id == str(hook["invoice_id"]))
    assert row.refund is RefundState.PART
    assert row.total is not None, "a short webhook takes nothing away"


async def test_the_error_webhook_tells_an_alert_and_asks_for_a_reconciliation(shop: Shop) -> None:
    shop.arrive("error", {"code": 503, "endpoint": "https://partner.example/hooks/invoice", "message": ""})
    await shop.applier.run_once()
    (alert,) = shop.alerts
    assert (alert.connection_id, alert.code, alert.endpoint) == (
        shop.id,
        503,
        "https://partner.example/hooks/invoice",
    )
    assert shop.pokes == ["error"]
