"""The network goes and comes back, the program closes and opens: nothing is lost and nothing happens twice."""

import asyncio

from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from retm_desktop.domain.business import OrderType
from retm_desktop.domain.intents import CreateOrder, CreateOrderType, MoveOrder
from retm_desktop.domain.menu import Product
from retm_desktop.domain.orders import Line, OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.wake import Cause, Jump
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Shop


async def test_an_accept_while_offline_waits_and_is_sent_once(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        placed = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(placed["id"])
        await shop.open_order(row.number)
        offline = shop.sandbox.offline()
        await asyncio.to_thread(offline.__enter__)
        try:
            await shop.reads("header_badge", "Offline since")
            assert "RETM cannot be reached." in shop.tooltip("header_badge")
            await shop.click("order_main_action")
            await shop.reads("header_unsent", "1 unsent")
            assert "Accept" in await shop.reads("order_action_asked", "Asked")
            shown = await shop.row(placed["id"])
            assert shown is not None
            assert (shown.stage, shown.pending_stage) == (Stage.NEW, Stage.PREPARING)
        finally:
            await asyncio.to_thread(offline.__exit__, None, None, None)
        await shop.reads("header_badge", "Online")
        await shop.in_stage(placed["id"], Stage.PREPARING)
        await shop.until(lambda: not shop.text("header_unsent"))
        book = await shop.book(placed["id"])
        assert [event["what"] for event in book["events"]].count("delivery 2") == 1
        assert (await shop.books())["calls"]["orders/update-delivery-status"] == 1


async def intent(shop: Shop, reference: str) -> CreateOrder:
    """Return an order of one piece of the first product without choices."""
    desk = shop.program.desk
    products = await desk.catalogue.all(desk.connection_id, Kind.PRODUCT, Product)
    product = next(one for one in products if not one.variations and not one.modifiers)
    branch = (await shop.books())["orders"][0]["branch_id"]
    return CreateOrder(
        partner_reference=reference,
        branch_id=branch,
        customer=OrderCustomer(BilingualText("Huda", "هدى"), "0500000002"),
        lines=(Line(product_id=product.id, name=product.name, unit_price=product.price, total=product.price),),
        variation_ids=("",),
        subtotal=product.price,
        tax=product.price - product.price,
        total=product.price,
    )


async def test_an_order_made_while_connections_break_is_made_once(open_shop: OpenShop) -> None:
    """The restaurant does the work and hangs up: the order is looked up, not sent again."""
    async with open_shop() as shop:
        await shop.ask(shop.sandbox.set_faults, {"drop": 1.0})
        action = await shop.program.house.do(await intent(shop, "our-ref-drop-1"))
        await shop.reads("header_unsent", "1 unsent")
        await shop.until_async(lambda: _made(shop, "our-ref-drop-1"))
        page = shop.program.window.tabs.show_tab("orders")
        page.show_order(action.order_key)  # type: ignore[attr-defined]
        await shop.reads("order_action_state", "RETM did not answer")
        await shop.ask(shop.sandbox.set_faults, {})
        await shop.until_async(lambda: _none_unsent(shop))
        await shop.nothing_lost()
        books = await shop.books()
        assert books["created_references"]["our-ref-drop-1"] == 1
        assert [order["partner_reference"] for order in books["orders"]].count("our-ref-drop-1") == 1
        details = await shop.details(action.order_key)
        assert details.row.id
        assert details.row.number
        await shop.reads("order_number", details.row.number)


async def _made(shop: Shop, reference: str) -> bool:
    return (await shop.books())["created_references"].get(reference, 0) >= 1


async def _none_unsent(shop: Shop) -> bool:
    return not await shop.unsent()


async def test_an_order_made_offline_survives_a_restart_and_is_made_once(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        made = await intent(shop, "our-ref-offline-1")
        offline = shop.sandbox.offline()
        await asyncio.to_thread(offline.__enter__)
        try:
            await shop.program.house.do(made)
            await shop.restart()
            await shop.reads("header_unsent", "1 unsent")
            await shop.reads("header_badge", "Offline since")
        finally:
            await asyncio.to_thread(offline.__exit__, None, None, None)
        await shop.until_async(lambda: _made(shop, "our-ref-offline-1"))
        await shop.until_async(lambda: _none_unsent(shop))
        await shop.nothing_lost()
        assert (await shop.books())["created_references"]["our-ref-offline-1"] == 1


async def test_opened_without_a_network_everything_stored_is_there_at_once(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        for _ in range(3):
            await shop.ask(shop.sandbox.place_order)
        await shop.nothing_lost()
        stored = await shop.rows()
        cards = await shop.board()
        offline = shop.sandbox.offline()
        await asyncio.to_thread(offline.__enter__)
        try:
            await shop.restart()
            assert set(shop.cards()) == set(cards)
            assert await shop.rows() == stored
            await shop.reads("header_badge", "Offline since")
            for tab, view, least in (("menu", "menu_grid", 60), ("branches", "branches_list", 5)):
                await shop.click(f"tab_{tab}")
                shown = await shop.see(QAbstractItemView, view)
                await shop.until(lambda shown=shown, least=least: shown.model().rowCount() >= least)
            await shop.click("tab_devices")
            await shop.see(QAbstractItemView, "devices_list")
            assert "12" in await shop.reads("devices_count", "12")
            assert shop.find(QLabel, "devices_offline") is None
        finally:
            await asyncio.to_thread(offline.__exit__, None, None, None)
        await shop.reads("header_badge", "Online")
        await shop.nothing_lost()


async def test_after_a_sleep_new_connections_bring_what_was_missed(open_shop: OpenShop) -> None:
    """While the computer slept no webhook came in; the connections it kept open are of no use any more."""
    async with open_shop() as shop:
        await shop.ask(shop.sandbox.set_partner, "http://127.0.0.1:9")
        missed = await shop.ask(shop.sandbox.place_order)
        network = shop.program._started.network
        assert network is not None
        told: list[Jump] = []
        react = network.wake.on_wake

        def hear(jump: Jump) -> None:
            told.append(jump)
            react(jump)

        network.wake.on_wake = hear
        # As the system says it, and as it may say it twice.
        system = shop.program._sleep
        assert system is not None
        system.going_to_sleep.emit()
        assert network.wake.asleep
        system.awake.emit()
        system.awake.emit()
        assert not network.wake.asleep
        assert [jump.cause for jump in told] == [Cause.SLEPT]
        row = await shop.stored(missed["id"])
        await shop.reads("header_badge", "Online")
        await shop.open_order(row.number)
        await shop.click("order_main_action")
        await shop.in_stage(missed["id"], Stage.PREPARING)
        await shop.nothing_lost()
        assert (await shop.books())["calls"]["orders/update-delivery-status"] == 1
        await shop.until(lambda: not shop.program.desk.background.running("network.renew"))


async def test_the_unsent_badge_leads_to_the_outbox(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        placed = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(placed["id"])
        offline = shop.sandbox.offline()
        await asyncio.to_thread(offline.__enter__)
        try:
            await shop.reads("header_badge", "Offline since")
            made = OrderType("", BilingualText("Curbside", "من السيارة"), 4)
            action = await shop.program.house.do(CreateOrderType(made))
            await shop.reads("header_unsent", "1 unsent")
            await shop.click("header_unsent")
            await shop.reads(f"outbox_action_asked_{action.id}", "Curbside")
            # Not while it is being tried.
            await shop.until_async(lambda: shop.program.house.give_up(action.id))
            await shop.see(QWidget, "outbox_empty")
            move = await shop.program.house.do(MoveOrder(Stage.PREPARING), row.key)
            await shop.reads(f"outbox_action_about_{move.id}", row.number)
            await shop.click(f"outbox_show_{move.id}")
            await shop.reads("order_number", row.number)
        finally:
            await asyncio.to_thread(offline.__exit__, None, None, None)
        await shop.in_stage(placed["id"], Stage.PREPARING)
