"""Practising again: a new practice restaurant knows nothing of the day before, and nothing of it stays open."""

import asyncio
import urllib.parse

import httpx

from retm_desktop.store.installs import InstallStatus
from retm_desktop.store.orders import OrderQuery
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Shop


async def practise(shop: Shop) -> str:
    """Start the practice restaurant and install into it; return its address."""
    practice = await shop.program.desk.installing.start_practice()
    begun = await shop.program.desk.installing.begin_install(
        practice.environment, practice.client_id, practice.client_secret
    )
    asked = urllib.parse.urlsplit(begun.consent_address)
    base = f"{asked.scheme}://{asked.netloc}"
    granted = await asyncio.to_thread(httpx.post, f"{base}/_sandbox/consent?{asked.query}", timeout=20)
    assert granted.json()["outcome"] == "granted"
    record = await shop.install_in(InstallStatus.CONNECTED)
    assert record.connection_id is not None
    await shop.program.house.switch(record.connection_id)
    await shop.online()
    return base


async def books(base: str) -> set[str]:
    told = await asyncio.to_thread(httpx.get, f"{base}/_sandbox/books", timeout=20)
    return {order["id"].casefold() for order in told.json()["orders"]}


async def stored(shop: Shop) -> set[str]:
    desk = shop.program.desk
    rows = await desk.orders.page(OrderQuery(desk.connection_id), 0, 500)
    return {row.id.casefold() for row in rows}


async def test_practising_again_begins_another_day(open_shop: OpenShop) -> None:
    async with open_shop(connected=False) as shop:
        first = await practise(shop)
        known = await books(first)

        async def all_here() -> bool:
            return known <= await stored(shop)

        await shop.until_async(all_here)
        kept, connection = await stored(shop), shop.program.desk.connection_id
        shop.program._practice.stop()
        await shop.program.desk.installing.start_practice()
        await shop.program.house.switch(connection)
        assert await stored(shop) == kept, "started but not connected, the new restaurant takes nothing away"
        second = await practise(shop)
        assert second != first
        known = await books(second)
        await shop.until_async(all_here)
        assert await stored(shop) <= await books(second), "orders of the first day are still here"
