"""What reaches the real listener: refused without a trace, or stored, whatever the order it comes in."""

import httpx

from retm_desktop.domain.stages import CODE_OF_STAGE, DELIVERY_CODES, Stage
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Shop

HOOK = {"event": "order.delivery.created", "reference": "1", "order": {"id": "forged-order", "delivery_status": 1}}


async def journal_rows(shop: Shop) -> int:
    """Count what the listener stored, applied or not."""
    return await shop.program._database.read(lambda c: int(c.execute("SELECT count(*) FROM journal").fetchone()[0]))


async def test_forged_too_large_and_unreadable_webhooks_store_nothing(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        rows, orders = await journal_rows(shop), await shop.rows()
        sandbox = shop.sandbox
        for token in (None, "wrong"):
            answer = await shop.ask(sandbox.send_webhook, "order", HOOK, token=token)
            assert answer["status"] == 401, answer
        for body, status in (("{not json", 400), ("[1, 2]", 400), ("", 400), ("x" * (1024 * 1024 + 1), 413)):
            answer = await shop.ask(sandbox.send_webhook, "order", body)
            assert answer["status"] == status, answer
        async with httpx.AsyncClient(trust_env=False) as stranger:
            address = shop.program.house.listener_address
            assert (await stranger.post(f"{address}/hooks/unheard-of", json=HOOK)).status_code == 404
            assert (await stranger.get(f"{address}/hooks/order")).status_code == 405
            assert (await stranger.get(f"{address}/health")).json() == {"ok": True}
        assert await journal_rows(shop) == rows
        assert await shop.rows() == orders
        assert shop.text("header_badge") == "Online"


async def test_duplicate_late_and_disordered_webhooks_end_as_the_books_say(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        sandbox = shop.sandbox
        await shop.ask(sandbox.set_faults, {"webhook-duplicate": 0.5, "webhook-late": 0.3, "webhook-disorder": 0.4})
        walks = [
            [Stage.PREPARING, Stage.READY, Stage.OUT, Stage.DELIVERED],
            [Stage.PREPARING, Stage.READY],
            [Stage.PREPARING, Stage.CANCELLED],
            [Stage.CANCELLED],
            [],
        ]
        ids: list[str] = []
        for walk in walks * 2:
            placed = await shop.ask(sandbox.place_order)
            ids.append(placed["id"])
            for stage in walk:
                await shop.ask(sandbox.advance, placed["id"], CODE_OF_STAGE[stage])
        await shop.until_async(lambda: _all_delivered(shop), 30)
        await shop.nothing_lost()
        for retm_id in ids:
            await shop.in_stage(retm_id, DELIVERY_CODES[(await shop.book(retm_id))["delivery_status"]])
        attempts = [len(one["attempts"]) for one in (await shop.books())["deliveries"]]
        assert max(attempts) > 1, "no webhook came twice"
        shown = {row.number for row in await shop.rows() if row.id in ids}
        await shop.until(lambda: shown <= set(shop.cards()))


async def _all_delivered(shop: Shop) -> bool:
    return all(one["outcome"] == "delivered" for one in (await shop.books())["deliveries"])


async def test_an_order_told_by_webhook_alone_is_on_screen(open_shop: OpenShop) -> None:
    """While the API is down, the order's own webhook is enough."""
    async with open_shop() as shop:
        await shop.ask(shop.sandbox.set_faults, {"error": 1.0})
        await shop.reads("header_badge", "Offline since")
        placed = await shop.ask(shop.sandbox.place_order, note="No onions please")
        row = await shop.stored(placed["id"])
        await shop.open_order(row.number)
        await shop.until(lambda: "No onions please" in shop.words("order_detail"))
        assert "RETM's webhook" in shop.words("order_detail")
