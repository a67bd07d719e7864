"""The board: what arrives is seen, what is done is pending until RETM answers, and nothing jumps under the pointer."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListView, QPushButton

from retm_desktop.domain.errors import DiskFull
from retm_desktop.domain.intents import MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.column_model import PAGE, ROW_ROLE
from retm_desktop.gui.orders.column_view import CardList
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.store.orders import OrderRow
from tests.gui import shop
from tests.gui.conftest import START, Clock, FakeHouse, MakeDesk, Show
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("qapp")


def column(page: OrdersPage, name: str) -> CardList:
    found = page.findChild(QListView, f"orders_column_{name}")
    assert isinstance(found, CardList)
    return found


def rows(page: OrdersPage, name: str) -> list[OrderRow]:
    model = column(page, name).model()
    return [model.index(n, 0).data(ROW_ROLE) for n in range(model.rowCount())]


def numbers(page: OrdersPage, name: str) -> list[str]:
    return [row.number for row in rows(page, name)]


def ago(minutes: float) -> "shop.datetime":
    return START - timedelta(minutes=minutes)


async def test_opens_filled_and_shows_what_arrives(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await shop.deliver(desk, shop.order("1", created_at=ago(3)), shop.order("2", Stage.READY, created_at=ago(9)))
    page = OrdersPage(desk)
    show(page)
    assert numbers(page, "new") == ["1"], "the first paint reads the store at once"
    assert numbers(page, "ready") == ["2"]

    await shop.deliver(desk, shop.order("3", created_at=ago(1)))
    await until(lambda: numbers(page, "new") == ["1", "3"])
    card = column(page, "new").model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    for words in ("#3", "New", "Sara Al-Otaibi", "2× Chicken shawarma", "Riyadh – Olaya", "61.00\u00a0SAR", "1 min"):
        assert words in card


async def test_accept_on_the_card_is_pending_until_retm_answers(desk: Desk, house: FakeHouse, show: Show) -> None:
    await shop.stock(desk)
    (key,) = await shop.deliver(desk, shop.order("7", created_at=ago(3)))
    page = OrdersPage(desk)
    show(page)
    cards = column(page, "new")
    assert column(page, "ready").model().rowCount() == 0
    place = cards.button_rect(0).center()
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    await until(lambda: house.done)
    assert house.done == [(MoveOrder(Stage.PREPARING), key)]
    await until(lambda: rows(page, "new")[0].pending == "pending")
    assert page.selected is None, "accepting does not open the order"
    assert cards.button_rect(0).isEmpty(), "what is on its way cannot be asked for again"
    assert "Not sent yet" in cards.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    (action,) = await desk.outbox.open(desk.connection_id)
    await desk.outbox.sending(action.id)
    await desk.outbox.done(action.id, None, b"", desk.now())
    await until(lambda: numbers(page, "preparing") == ["7"], timeout=5)
    assert rows(page, "preparing")[0].pending == ""


async def test_a_double_click_accepts_once(desk: Desk, house: FakeHouse, show: Show) -> None:
    await shop.deliver(desk, shop.order("7", created_at=ago(3)), shop.order("8", created_at=ago(2)))
    page = OrdersPage(desk)
    show(page)
    cards = column(page, "new")
    place = cards.button_rect(0).center()
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    await until(lambda: any(row.pending for row in rows(page, "new")))
    await until(lambda: not page.acts.moving)
    assert len(house.done) == 1


async def test_a_full_disk_is_told_and_nothing_is_pending(desk: Desk, house: FakeHouse, show: Show) -> None:
    await shop.deliver(desk, shop.order("7", created_at=ago(3)))
    page = OrdersPage(desk)
    show(page)
    house.fail_with = DiskFull("no space")
    cards = column(page, "new")
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=cards.button_rect(0).center())
    await until(page.notice.isVisible)
    assert page.notice.title.text() == "The disk is full."
    assert rows(page, "new")[0].pending == ""


async def test_search_and_branch_narrow_the_board(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await shop.deliver(
        desk,
        shop.order("21", created_at=ago(3)),
        shop.order("22", created_at=ago(2), branch=shop.BRANCHES[1], customer=shop.FAHAD),
    )
    page = OrdersPage(desk)
    show(page)
    branch = page.findChild(QComboBox, "orders_branch")
    search = page.findChild(QLineEdit, "orders_search")
    assert branch is not None
    assert search is not None
    await until(lambda: branch.itemText(0).endswith("\u20662\u2069"))
    assert [branch.itemData(n) for n in range(branch.count())] == ["", *(b.id for b in shop.BRANCHES)]

    page.show_branch("branch-corniche")
    await until(lambda: numbers(page, "new") == ["22"])
    page.show_branch("")
    search.setText("٠٥٠٩٨٧٦٥٤٣")
    await until(lambda: numbers(page, "new") == ["22"])
    search.setText("nothing of the kind")
    await until(lambda: page.findChild(QLabel, "orders_not_found_title") is not None)
    nothing = page.findChild(QLabel, "orders_not_found_title")
    assert nothing is not None
    await until(nothing.isVisible)
    all_button = page.findChild(QPushButton, "orders_not_found_button")
    assert all_button is not None
    all_button.click()
    await until(lambda: numbers(page, "new") == ["21", "22"])
    assert not nothing.isVisible()


async def test_a_column_of_a_thousand_loads_what_is_scrolled_to(desk: Desk, show: Show) -> None:
    await shop.rush(desk, 1000)
    page = OrdersPage(desk)
    show(page)
    cards = column(page, "new")
    assert cards.model().rowCount() <= 2 * PAGE
    assert page.views.board.columns[0].model.total == 1000
    seen = 0
    while cards.model().rowCount() < 200:
        seen += 1
        assert seen < 50
        before = cards.model().rowCount()
        cards.scrollToBottom()
        await until(lambda before=before: cards.model().rowCount() > before)  # type: ignore[misc]
    keys = [row.key for row in rows(page, "new")]
    assert len(keys) == len(set(keys))
    assert [row.created_at for row in rows(page, "new")] == sorted(row.created_at for row in rows(page, "new"))


async def settled(place: Callable[[], int]) -> int:
    """Return a place once it is the same twice: a detail that opens brings the card into view a moment later."""
    before, now = None, place()
    while now != before:
        await asyncio.sleep(0.1)
        before, now = now, place()
    return now


async def test_the_selected_card_stays_where_it_is(desk: Desk, clock: Clock, show: Show) -> None:
    keys = await shop.deliver(*(desk, *(shop.order(str(n), created_at=ago(40 - n)) for n in range(20))))
    page = OrdersPage(desk)
    show(page)
    cards = column(page, "new")
    page.show_order(keys[9])
    await until(page.detail.isVisible)
    await until(lambda: cards.key == keys[9])
    top = await settled(lambda: cards.visualRect(cards.currentIndex()).top())
    await shop.deliver(desk, *(shop.order(str(n), Stage.PREPARING, created_at=ago(40 - n)) for n in range(3)))
    await until(lambda: len(rows(page, "preparing")) == 3)
    assert "0" not in numbers(page, "new")
    assert cards.key == keys[9]
    assert cards.visualRect(cards.currentIndex()).top() == top

    await shop.deliver(desk, shop.order("9", Stage.READY, created_at=ago(31)))
    await until(lambda: column(page, "ready").key == keys[9])
    assert cards.key is None, "the mark moves with the order"
    assert page.selected == keys[9]


async def test_cards_do_not_move_under_a_moving_pointer(
    desk: Desk, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shop.deliver(desk, *(shop.order(str(n), created_at=ago(40 - n)) for n in range(4)))
    page = OrdersPage(desk)
    show(page)
    cards = column(page, "new")
    monkeypatch.setattr(cards, "underMouse", lambda: True)
    place = QPointF(30, 30)
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        QPointF(cards.viewport().mapToGlobal(QPoint(30, 30))),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(cards.viewport(), moved)
    await shop.deliver(desk, shop.order("0", Stage.PREPARING, created_at=ago(40)), shop.order("4", created_at=ago(1)))
    await until(lambda: numbers(page, "preparing") == ["0"])
    assert numbers(page, "new") == ["0", "1", "2", "3", "4"], "what leaves waits, what is new comes in at the end"
    assert rows(page, "new")[0].stage is Stage.PREPARING, "what is known of the card is told at once"
    QApplication.sendEvent(cards.viewport(), QEvent(QEvent.Type.Leave))
    assert numbers(page, "new") == ["1", "2", "3", "4"]


async def test_columns_flow_from_the_reading_start(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk(language="ar")
    await shop.stock(desk)
    await shop.deliver(desk, shop.order("1", created_at=ago(3)))
    page = OrdersPage(desk)
    show(page, 1500)
    await until(page.views.board.isVisible)
    places = [c.mapTo(page, QPoint(0, 0)).x() for c in page.views.board.columns]
    assert places == sorted(places, reverse=True)
    assert "سارة العتيبي" in column(page, "new").model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    button = column(page, "new").button_rect(0)
    assert column(page, "new").viewport().rect().contains(button)


async def test_strange_orders_are_shown_and_never_lost(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await shop.deliver(
        desk,
        shop.order("31", None, created_at=ago(3), delivery_status=42),
        shop.order("32", created_at=ago(2), lines=()),
        shop.order("33", created_at=ago(1), lines=(shop.line(shop.Both()),), customer=shop.NOBODY),
    )
    page = OrdersPage(desk)
    show(page)
    cards = [column(page, "new").model().index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(3)]
    assert "RETM status 42" in cards[0]
    assert "RETM sent no items" in cards[1]
    assert "1× Item without a name" in cards[2]
    assert "Pickup" in cards[2], "without a customer the order type says whose it is"


async def test_an_empty_store_invites(desk: Desk, show: Show) -> None:
    page = OrdersPage(desk)
    show(page)
    title = page.findChild(QLabel, "orders_none_title")
    assert title is not None
    assert title.isVisible()
    asked: list[bool] = []
    page.new_order_requested.connect(lambda: asked.append(True))
    button = page.findChild(QPushButton, "orders_none_button")
    assert button is not None
    button.click()
    assert asked
    await shop.deliver(desk, shop.order("1", created_at=ago(3)))
    await until(lambda: numbers(page, "new") == ["1"] and page.views.board.isVisible())


async def test_the_chosen_view_and_branch_are_remembered(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await shop.deliver(desk, shop.order("1", created_at=ago(3)))
    page = OrdersPage(desk)
    show(page)
    button = page.findChild(QPushButton, "orders_view_list")
    branch = page.findChild(QComboBox, "orders_branch")
    assert button is not None
    assert branch is not None
    button.click()
    branch.setCurrentIndex(2)
    branch.activated.emit(2)
    again = OrdersPage(desk)
    show(again)
    assert again.views.list.isVisible()
    assert again.findChild(QComboBox, "orders_branch").currentData() == "branch-corniche"  # type: ignore[union-attr]


async def test_names_come_in_with_the_catalogue(desk: Desk, show: Show) -> None:
    desk.settings.set("orders.branch", "branch-corniche")
    keys = await shop.deliver(
        desk, shop.order("1", created_at=ago(3)), shop.order("2", created_at=ago(2), branch=shop.BRANCHES[1])
    )
    page = OrdersPage(desk)
    show(page)
    page.show_order(keys[1])
    await until(page.detail.isVisible)
    assert numbers(page, "new") == ["1", "2"], "a branch nobody has told us of hides nothing"
    assert page.findChild(QLabel, "order_branch") is None
    await shop.stock(desk)
    await until(lambda: numbers(page, "new") == ["2"])
    card = column(page, "new").model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Jeddah – Corniche" in card
    await until(lambda: page.findChild(QLabel, "order_branch") is not None)


async def test_another_restaurant_starts_over(desk: Desk, house: FakeHouse, show: Show) -> None:
    (key,) = await shop.deliver(desk, shop.order("1", created_at=ago(3)))
    page = OrdersPage(desk)
    show(page)
    page.show_order(key)
    await until(page.detail.isVisible)
    other = await desk.connections.add("retm", "production", "other-kitchen")
    house.active = await desk.connections.get(other)
    desk.bridge.active_changed.emit()
    await until(lambda: (title := page.findChild(QLabel, "orders_none_title")) and title.isVisible())
    assert page.selected is None
    assert page.detail.isHidden()


async def test_a_chosen_card_is_brought_into_view(desk: Desk, show: Show) -> None:
    (key,) = await shop.deliver(desk, shop.order("1", Stage.DELIVERED, created_at=ago(30)))
    page = OrdersPage(desk)
    show(page)
    page.show_order(key)
    await until(page.detail.isVisible)
    done = page.views.board.columns[-1]
    view = page.views.board.viewport()
    await until(lambda: view.rect().contains(done.mapTo(view, done.rect().center())))
