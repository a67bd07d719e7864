"""A day without a network: opened on yesterday's store, read, worked with, restarted, and set right in the evening."""

import asyncio

from PySide6.QtWidgets import QAbstractItemView

from retm_desktop.domain.intents import CancelOrder, MoveOrder
from retm_desktop.domain.stages import CODE_OF_STAGE, Stage
from retm_desktop.sync.status import Link
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Shop
from tests.end_to_end.test_offline import intent


async def none_unsent(shop: Shop) -> bool:
    return not await shop.unsent()


async def test_a_day_without_a_network_ends_as_the_books_say(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        ask, sandbox = shop.ask, shop.sandbox
        moved, cancelled, elsewhere = [await ask(sandbox.place_order) for _ in range(3)]
        await shop.nothing_lost()
        yesterday = await shop.rows()
        offline = sandbox.offline()
        await asyncio.to_thread(offline.__enter__)
        try:
            await shop.restart()
            await shop.reads("header_badge", "Offline since")
            # Only now: the last question of the program before may have been on its way.
            calls = (await shop.books())["calls"]
            assert await shop.rows() == yesterday
            new = {row.number for row in yesterday if row.stage is Stage.NEW}
            await shop.until(lambda: set(shop.cards("new")) == new)
            for tab, view, least in (("menu", "menu_grid", 60), ("branches", "branches_list", 5)):
                await shop.click(f"tab_{tab}")
                shown = await shop.see(QAbstractItemView, view)
                await shop.until(lambda shown=shown, least=least: shown.model().rowCount() >= least)
            await shop.click("tab_orders")
            # Meanwhile the restaurant goes on: orders come in, and another till works on one of them.
            for _ in range(4):
                await ask(sandbox.place_order)
            await ask(sandbox.advance, elsewhere["id"], CODE_OF_STAGE[Stage.PREPARING])
            # What is done here waits: two steps of one order, a cancellation, a new order and a step of that.
            row = await shop.stored(moved["id"])
            await shop.open_order(row.number)
            assert (await shop.details(row.key)).order.lines
            await shop.click("order_main_action")
            await shop.reads("header_unsent", "1 unsent")
            await shop.program.house.do(MoveOrder(Stage.READY), row.key)
            await shop.program.house.do(CancelOrder("the customer called"), (await shop.stored(cancelled["id"])).key)
            first = await shop.program.house.do(await intent(shop, "day-1"))
            await shop.reads("header_unsent", "4 unsent")
            await shop.restart()
            await shop.reads("header_unsent", "4 unsent")
            pending = await shop.row(moved["id"])
            assert pending is not None
            assert (pending.stage, pending.pending_stage) == (Stage.NEW, Stage.READY)
            await shop.program.house.do(MoveOrder(Stage.PREPARING), first.order_key)
            await shop.program.house.do(await intent(shop, "day-2"))
            await shop.reads("header_unsent", "6 unsent")
            assert (await shop.books())["calls"] == calls
            assert shop.program.house.status.link is Link.OFFLINE
        finally:
            await asyncio.to_thread(offline.__exit__, None, None, None)
        await shop.reads("header_badge", "Online")
        await shop.until_async(lambda: none_unsent(shop), 40)
        await shop.until(lambda: not shop.text("header_unsent"))
        await shop.nothing_lost()
        await shop.in_stage(moved["id"], Stage.READY)
        await shop.in_stage(cancelled["id"], Stage.CANCELLED)
        await shop.in_stage(elsewhere["id"], Stage.PREPARING)
        books = await shop.books()
        assert books["created_references"] == {"day-1": 1, "day-2": 1}
        assert books["calls"]["orders/create"] == 2
        assert books["calls"]["orders/update-delivery-status"] == 3
        assert books["calls"]["orders/cancel"] == 1
        made = next(order for order in books["orders"] if order["partner_reference"] == "day-1")
        await shop.in_stage(made["id"], Stage.PREPARING)
        for stage, order_id in (
            (Stage.PREPARING, moved["id"]),
            (Stage.READY, moved["id"]),
            (Stage.PREPARING, made["id"]),
        ):
            what = [event["what"] for event in (await shop.book(order_id))["events"]]
            assert what.count(f"delivery {CODE_OF_STAGE[stage]}") == 1, what
