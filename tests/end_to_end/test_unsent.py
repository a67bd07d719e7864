"""Unsent work in the real program: a moment to take it back, an order that is edited instead, and leaving."""

import asyncio

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from retm_desktop.domain.draft import Draft, DraftLine
from retm_desktop.domain.intents import CancelOrder, CreateOrder, MoveOrder
from retm_desktop.domain.menu import Product
from retm_desktop.domain.stages import Stage
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.outbox import ActionState
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import QUICK, Shop


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing that cannot be taken back out before the test says so."""
    slow = msgspec.structs.replace(QUICK, grace=50.0)
    monkeypatch.setattr("retm_desktop.sync.session.Pace", lambda: slow)


async def order(shop: Shop, reference: str) -> CreateOrder:
    """Return an order of one piece of the first product without choices."""
    desk = shop.program.desk
    products = await desk.catalogue.all(desk.connection_id, Kind.PRODUCT, Product)
    product = next(one for one in products if not one.variations and not one.modifiers)
    branch = (await shop.books())["orders"][0]["branch_id"]
    draft = Draft(lines=(DraftLine(product),), branch_id=branch, customer_name="Huda", customer_phone="0551234567")
    return draft.intent(reference)


async def partners(shop: Shop) -> list[str]:
    """Return our references in the restaurant's own books."""
    books = await shop.books()
    return [one["partner_reference"] for one in books["orders"] if one["origin"] == "partner"]


async def leave(shop: Shop) -> None:
    """Close the window by its button."""
    await shop.from_the_loop(lambda: shop.program.window.close() and None)


@pytest.mark.usefixtures("unhurried")
async def test_a_cancellation_is_taken_back_and_another_sent_at_once(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        placed = [await shop.ask(shop.sandbox.place_order) for _ in range(2)]
        rows = [await shop.stored(one["id"]) for one in placed]
        await shop.open_order(rows[0].number)
        await shop.click("order_cancel")
        await shop.click("cancel_reason_0")
        await shop.click("cancel_confirm")
        await shop.see(QWidget, "undo_strip")
        (first,) = await shop.unsent()
        await shop.reads(f"undo_words_{first.id}", f"Order #{rows[0].number} will be cancelled in")
        shop.program.window.activateWindow()
        await shop.until(shop.program.window.isActiveWindow)
        await shop.from_the_loop(
            lambda: QTest.keyClick(shop.program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        )
        await shop.until(lambda: shop.find(QWidget, "undo_strip") is None)
        await shop.program.house.do(CancelOrder("twice"), rows[1].key)
        (second,) = await shop.unsent()
        await shop.click(f"undo_send_{second.id}")
        await shop.in_stage(placed[1]["id"], Stage.CANCELLED)
        untouched = await shop.book(placed[0]["id"])
        assert [event["what"] for event in untouched["events"]] == ["created"]
        assert (await shop.books())["calls"]["orders/cancel"] == 1


@pytest.mark.usefixtures("unhurried")
async def test_an_order_is_taken_back_edited_and_made_once(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        action = await shop.program.house.do(await order(shop, "RD-FIRST"))
        await shop.click(f"undo_{action.id}")
        await shop.click(f"undo_edit_{action.id}")
        await shop.reads("new_order_title", "New order")
        await shop.until(lambda: shop.find(QWidget, "new_order_line_0") is not None)
        await shop.click("new_order_more_0")
        await shop.click("new_order_send")
        await shop.until_async(lambda: _one_unsent(shop))
        (again,) = await shop.unsent()
        await shop.click(f"undo_send_{again.id}")
        await shop.until_async(lambda: partners(shop))
        assert isinstance(again.intent, CreateOrder)
        assert await partners(shop) == [again.intent.partner_reference]
        assert again.order_key is not None
        assert [line.quantity for line in (await shop.details(again.order_key)).order.lines] == [2]


async def _one_unsent(shop: Shop) -> bool:
    return len(await shop.unsent()) == 1


async def test_a_refused_order_is_edited_in_the_outbox_and_made_once(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        good = await order(shop, "RD-REFUSED")
        bad = msgspec.structs.replace(good, branch_id="no-such-branch")
        action = await shop.program.house.do(bad)
        await shop.reads("header_unsent", "1 unsent")
        await shop.click("header_unsent")
        await shop.click(f"outbox_edit_{action.id}")
        await shop.reads("new_order_title", "Edit order")
        await shop.see(QWidget, "new_order_replacing")
        await shop.until(lambda: shop.find(QWidget, "new_order_line_0") is not None)
        # The branch that is not there is not chosen; the cashier chooses one.
        box = await shop.see(QWidget, "new_order_branch")
        await shop.until(lambda: box.count() > 1)  # type: ignore[attr-defined]
        await shop.from_the_loop(lambda: QTest.keyClick(box, Qt.Key.Key_Down))
        await shop.click("new_order_send")
        await shop.until_async(lambda: partners(shop))
        await shop.until_async(lambda: _none_unsent(shop))
        assert await partners(shop) == ["RD-REFUSED"]
        assert (await shop.program.desk.outbox.get(action.id) or action).state is ActionState.DONE
        await shop.nothing_lost()


@pytest.mark.usefixtures("unhurried")
async def test_leaving_asks_and_sends_first(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        placed = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(placed["id"])
        await shop.program.house.do(CancelOrder("twice"), row.key)
        await shop.program.house.do(await order(shop, "RD-LEAVING"))
        await leave(shop)
        await shop.reads("leave_title", "Actions not sent yet: 2")
        assert not shop.program.quit_requested.is_set()
        await shop.click("leave_stay")
        await shop.until(lambda: shop.find(QWidget, "leave_dialog") is None)
        assert shop.program.window.isVisible()
        await leave(shop)
        await shop.click("leave_send")
        await shop.until(shop.program.quit_requested.is_set)
        assert await partners(shop) == ["RD-LEAVING"]
        assert [event["what"] for event in (await shop.book(placed["id"]))["events"]] == ["created", "delivery 3"]


@pytest.mark.usefixtures("unhurried")
async def test_closed_at_once_it_is_kept_and_sent_at_the_next_start(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        action = await shop.program.house.do(await order(shop, "RD-KEPT"))
        await leave(shop)
        await shop.click("leave_now")
        await shop.until(shop.program.quit_requested.is_set)
        assert await partners(shop) == []
        await shop.restart()
        await shop.online()
        assert [one.id for one in await shop.unsent()] == [action.id]
        await shop.program.house.retry(action.id)
        await shop.until_async(lambda: partners(shop))
        assert await partners(shop) == ["RD-KEPT"]
        await shop.until_async(lambda: _none_unsent(shop))


async def _none_unsent(shop: Shop) -> bool:
    return not await shop.unsent()


async def test_a_rebuilt_window_and_the_end_of_the_program_ask_nothing(
    open_shop: OpenShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("retm_desktop.gui.leaving.LeaveDialog", lambda *questions: asked.append(questions))
    async with open_shop() as shop:
        placed = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(placed["id"])
        offline = shop.sandbox.offline()
        await asyncio.to_thread(offline.__enter__)
        try:
            await shop.reads("header_badge", "Offline since")
            await shop.program.house.do(MoveOrder(Stage.PREPARING), row.key)
            await shop.click("header_theme")
            await shop.reads("header_unsent", "1 unsent")
            await shop.stop()
            assert asked == []
        finally:
            await asyncio.to_thread(offline.__exit__, None, None, None)
        await shop.start()
        await shop.in_stage(placed["id"], Stage.PREPARING)
