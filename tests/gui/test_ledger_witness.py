"""What is noted of orders on screen: shown when painted, seen when somebody used the window or opened them."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from retm_desktop.domain.stages import Stage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders import witness
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.store.ledger import LedgerRow
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui import shop
from tests.gui.conftest import START, Clock, Show
from tests.waiting import until, until_async


async def line(desk: Desk, key: int) -> LedgerRow:
    row = await desk.ledger.row(key)
    assert row is not None
    return row


async def shown(desk: Desk, *keys: int) -> None:
    """Wait until these orders are noted as shown."""

    async def all_of_them() -> bool:
        return all([(await line(desk, key)).shown_at for key in keys])

    await until_async(all_of_them)


async def seen(desk: Desk, *keys: int) -> None:
    """Wait until these orders are noted as seen."""

    async def all_of_them() -> bool:
        return all([(await line(desk, key)).seen_at for key in keys])

    await until_async(all_of_them)


async def rested(page: OrdersPage) -> None:
    """Wait until everything that was to be noted has been written."""
    witness_ = page._witness
    await asyncio.sleep(0.15)
    await until(lambda: not (witness_._shown.waiting or witness_._seen.waiting or witness_._writing._running))


async def opened(desk: Desk, show: Show) -> OrdersPage:
    await shop.stock(desk)
    page = OrdersPage(desk)
    show(page, 1240)
    page.activateWindow()
    await until(page.isActiveWindow)
    return page


def use(page: QWidget, event: QEvent) -> None:
    """Have the window told something, as the system would; QTest would turn the loop meanwhile."""
    QApplication.sendEvent(page.window().windowHandle(), event)


def move(page: QWidget, x: float = 200, y: float = 200) -> None:
    """Move the mouse."""
    none = Qt.MouseButton.NoButton
    at = QPointF(x, y)
    use(page, QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier))


async def test_a_painted_card_is_shown_and_not_yet_seen(desk: Desk, show: Show, clock: Clock) -> None:
    page = await opened(desk, show)
    clock.forward(minutes=1)
    (key,) = await shop.deliver(desk, shop.order("1", created_at=clock()))
    await shown(desk, key)
    await rested(page)
    row = await line(desk, key)
    assert row.shown_at == clock()
    assert row.seen_at is None


async def test_using_the_window_is_seeing_what_is_on_screen(desk: Desk, show: Show, clock: Clock) -> None:
    page = await opened(desk, show)
    (first,) = await shop.deliver(desk, shop.order("1", created_at=START))
    await shown(desk, first)
    clock.forward(minutes=2)
    move(page)
    await seen(desk, first)
    assert (await line(desk, first)).seen_at == clock()
    (second,) = await shop.deliver(desk, shop.order("2", created_at=START))
    await shown(desk, second)
    await rested(page)
    assert (await line(desk, second)).seen_at is None, "the mouse moved before it came"
    use(page, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))
    await seen(desk, second)


async def test_opening_an_order_is_seeing_it_however_old_it_is(desk: Desk, show: Show) -> None:
    page = await opened(desk, show)
    old = shop.order("1", Stage.DELIVERED, created_at=START - timedelta(days=40))
    (key,) = await shop.deliver(desk, old)
    page.show_order(key)
    await seen(desk, key)
    assert (await line(desk, key)).shown_at is not None


async def test_history_in_the_list_is_not_noted_but_what_is_open_is(desk: Desk, show: Show) -> None:
    desk.settings.set("orders.view", "list")
    old, waiting = await shop.deliver(
        desk,
        shop.order("1", Stage.DELIVERED, created_at=START - timedelta(days=2)),
        shop.order("2", Stage.NEW, created_at=START - timedelta(days=2)),
    )
    (fresh,) = await shop.deliver(desk, shop.order("3", Stage.DELIVERED, created_at=START - timedelta(hours=2)))
    page = await opened(desk, show)
    await shown(desk, waiting, fresh)
    move(page)
    await seen(desk, waiting, fresh)
    await rested(page)
    assert (await line(desk, old)).shown_at is None
    assert (await line(desk, old)).seen_at is None


async def test_behind_another_page_or_minimised_nothing_is_shown(desk: Desk, show: Show) -> None:
    page = await opened(desk, show)
    await rested(page)
    page.showMinimized()
    (key,) = await shop.deliver(desk, shop.order("1", created_at=START))
    await until(lambda: page.views.board.row(key))
    page.views.board.columns[0].cards.viewport().repaint()
    await rested(page)
    assert (await line(desk, key)).shown_at is None
    page.showNormal()
    # The system has a window painted that comes back; the offscreen platform does not.
    page.views.board.columns[0].cards.viewport().update()
    await shown(desk, key)
    page.hide()
    (hidden,) = await shop.deliver(desk, shop.order("2", created_at=START))
    await until(lambda: page.views.board.row(hidden))
    await rested(page)
    assert (await line(desk, hidden)).shown_at is None
    page.show()
    await shown(desk, hidden)


async def test_a_card_below_the_screen_is_not_shown_until_it_is_scrolled_to(desk: Desk, show: Show) -> None:
    page = await opened(desk, show)
    keys = await shop.deliver(desk, *(shop.order(str(n), created_at=START + timedelta(seconds=n)) for n in range(30)))
    await shown(desk, keys[0])
    await rested(page)
    assert (await line(desk, keys[-1])).shown_at is None
    cards = page.views.board.columns[0].cards
    cards.verticalScrollBar().setValue(cards.verticalScrollBar().maximum())
    await shown(desk, keys[-1])
    await rested(page)
    assert (await line(desk, keys[15])).shown_at is None, "jumped over"


async def test_a_window_that_is_not_active_is_not_used(desk: Desk, show: Show) -> None:
    page = await opened(desk, show)
    (key,) = await shop.deliver(desk, shop.order("1", created_at=START))
    await shown(desk, key)
    other = QWidget()
    show(other, 300, 200)
    other.activateWindow()
    await until(lambda: QApplication.activeWindow() is other)
    move(page)
    await rested(page)
    assert (await line(desk, key)).seen_at is None


async def test_a_burst_is_written_together(desk: Desk, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    page = await opened(desk, show)
    written: list[int] = []
    note = desk.ledger.shown

    async def noted(keys: Sequence[int], at: datetime) -> None:
        written.append(len(keys))
        await note(keys, at)

    monkeypatch.setattr(desk.ledger, "shown", noted)
    for n in range(3):
        (key,) = await shop.deliver(desk, shop.order(str(n), created_at=START - timedelta(seconds=n)))
        await until(lambda key=key: page.views.board.row(key))
        await until(lambda n=n: page._witness._shown.waiting or len(written) == n + 1)
    await rested(page)
    assert sum(written) == 3
    assert len(written) <= 2, "the first at once, the others together"


async def test_only_so_many_orders_are_remembered() -> None:
    notes = witness._Notes()
    notes.add(range(witness._MOST_REMEMBERED + 100), START)
    assert len(notes._known) == witness._MOST_REMEMBERED
    assert notes.lacks(frozenset({5}))
    assert not notes.lacks(frozenset({witness._MOST_REMEMBERED + 99}))


async def test_scrolling_through_thousands_of_rows_is_not_held_up(desk: Desk, show: Show) -> None:
    desk.settings.set("orders.view", "list")
    await shop.rush(desk, 5_000)
    page = await opened(desk, show)
    await until(lambda: page.views.list.model.total == 5_000)
    looks: list[float] = []
    heart = Heartbeat(desk.bridge)
    heart.start()
    bar = page.views.list.table.verticalScrollBar()
    loop = asyncio.get_running_loop()
    look = page._witness._look

    def timed() -> None:
        begun = loop.time()
        look()
        looks.append(loop.time() - begun)

    page._witness._look = timed  # type: ignore[method-assign]
    for place in range(200):
        bar.setValue(place * 40)
        move(page, 200 + place, 300)
        await asyncio.sleep(0.005)
    heart.stop()
    await rested(page)
    assert looks and sorted(looks)[len(looks) // 2] < 0.02
    print("look", sorted(looks)[len(looks) // 2] * 1000, max(looks) * 1000, "stall", max(heart.gaps))
