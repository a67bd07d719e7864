"""What an operator does to an order: every act is a row in the outbox, shown as pending, done or failed."""

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton, QToolButton, QWidget

from retm_desktop.domain.errors import Offline, Rejected
from retm_desktop.domain.intents import CancelOrder, CreateOrder, MoveOrder
from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.column_view import CardList
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.gui.orders.stage_chip import StageChip
from retm_desktop.store.orders import Source
from tests.gui import shop
from tests.gui.conftest import START, Clock, FakeHouse, MakeDesk, Show
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("qapp")


def push(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def told(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def stage_told(page: QWidget) -> str:
    found = page.findChild(StageChip, "order_stage")
    assert found is not None
    return found.text()


async def opened(desk: Desk, show: Show, key: int) -> OrdersPage:
    page = OrdersPage(desk)
    show(page)
    page.show_order(key)
    await until(lambda: page.detail.isVisible() and page.detail.details is not None)
    return page


async def test_an_order_goes_all_the_way_by_its_main_action(desk: Desk, house: FakeHouse, show: Show) -> None:
    await shop.stock(desk)
    (key,) = await shop.deliver(desk, shop.order("7", created_at=START, order_type=shop.DELIVERY))
    page = await opened(desk, show, key)
    for caption, stage, after in (
        ("Accept", Stage.PREPARING, "Preparing"),
        ("Mark ready", Stage.READY, "Ready"),
        ("Send out", Stage.OUT, "Out for delivery"),
        ("Mark delivered", Stage.DELIVERED, "Delivered"),
    ):
        act = push(page, "order_main_action")
        await until(lambda act=act, caption=caption: act.text() == caption and act.isEnabled())  # type: ignore[misc]
        before = stage_told(page)
        act.click()
        await until(lambda act=act: not act.isEnabled())  # type: ignore[misc]
        assert stage_told(page) == before, "nothing is shown as done before RETM says so"
        assert house.done[-1] == (MoveOrder(stage), key)
        (action,) = await desk.outbox.open(desk.connection_id)
        await desk.outbox.sending(action.id)
        await desk.outbox.done(action.id, None, b"", desk.now())
        await until(lambda after=after: stage_told(page) == after)  # type: ignore[misc]
    assert not push(page, "order_main_action").isVisible()
    assert not push(page, "order_cancel").isVisible()


async def test_pickup_is_handed_over_without_a_driver(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    (key,) = await shop.deliver(desk, shop.order("7", Stage.READY, created_at=START, order_type=shop.PICKUP))
    page = await opened(desk, show, key)
    assert push(page, "order_main_action").text() == "Hand over"


async def test_a_refused_act_says_why_and_can_be_sent_again_or_dropped(
    desk: Desk, house: FakeHouse, show: Show
) -> None:
    (key,) = await shop.deliver(desk, shop.order("7", created_at=START))
    page = await opened(desk, show, key)
    push(page, "order_main_action").click()
    await until(lambda: house.done)
    (action,) = await desk.outbox.open(desk.connection_id)
    await desk.outbox.sending(action.id)
    await desk.outbox.failed(action.id, Rejected("422", {"status": ("The order is closed",)}), desk.now())
    await until(lambda: page.findChild(QPushButton, "order_retry") is not None)
    assert "RETM refused what was entered." in told(page, "order_action_state")
    assert "The order is closed" in told(page, "order_action_state")
    assert "Accept" in told(page, "order_action_asked")
    push(page, "order_retry").click()
    await until(lambda: ("retry", action.id) in house.calls)
    await until(lambda: page.findChild(QPushButton, "order_give_up") is None)

    await desk.outbox.sending(action.id)
    await desk.outbox.failed(action.id, Rejected("422"), desk.now())
    await until(lambda: page.findChild(QPushButton, "order_give_up") is not None)
    push(page, "order_give_up").click()
    await until(lambda: push(page, "order_main_action").isEnabled() and page.findChild(QWidget, "order_action") is None)
    assert stage_told(page) == "New"


async def test_what_waits_for_the_network_says_so_and_can_be_undone(desk: Desk, house: FakeHouse, show: Show) -> None:
    (key,) = await shop.deliver(desk, shop.order("7", created_at=START))
    page = await opened(desk, show, key)
    push(page, "order_main_action").click()
    await until(lambda: page.findChild(QPushButton, "order_undo") is not None)
    push(page, "order_undo").click()
    await until(lambda: page.findChild(QWidget, "order_action") is None)
    assert await desk.outbox.open(desk.connection_id) == []

    push(page, "order_main_action").click()
    await until(lambda: page.findChild(QPushButton, "order_undo") is not None)
    (action,) = await desk.outbox.open(desk.connection_id)
    await desk.outbox.sending(action.id)
    await desk.outbox.later(action.id, Offline(), desk.now())
    await until(lambda: "RETM cannot be reached." in told(page, "order_action_state"))
    assert page.findChild(QPushButton, "order_undo") is None, "what was tried may have arrived"


async def test_cancelling_asks_why_and_puts_the_reason_into_the_outbox(
    desk: Desk, house: FakeHouse, show: Show
) -> None:
    (key,) = await shop.deliver(desk, shop.order("7", created_at=START))
    page = await opened(desk, show, key)
    push(page, "order_cancel").click()
    await until(lambda: page.findChild(QPushButton, "cancel_confirm") is not None)
    assert not push(page, "cancel_confirm").isEnabled()
    push(page, "cancel_keep").click()
    await until(lambda: page.findChild(QPushButton, "cancel_confirm") is None)
    assert house.done == []

    push(page, "order_cancel").click()
    await until(lambda: page.findChild(QPushButton, "cancel_confirm") is not None)
    push(page, "cancel_reason_1").click()
    text = page.findChild(QLineEdit, "cancel_reason_text")
    assert text is not None
    text.setText("no \u2067lamb\u2069 left")
    push(page, "cancel_confirm").click()
    await until(lambda: house.done)
    assert house.done == [(CancelOrder("Something is sold out: no lamb left"), key)]
    await until(lambda: not push(page, "order_cancel").isEnabled())
    (action,) = await desk.outbox.open(desk.connection_id)
    await desk.outbox.sending(action.id)
    await desk.outbox.done(action.id, None, b"", desk.now())
    await until(lambda: stage_told(page) == "Cancelled")
    cards = page.findChild(QListView, "orders_column_done")
    assert cards is not None
    await until(lambda: cards.model().rowCount() == 1)


async def test_cancelling_lets_a_failed_step_go_first(desk: Desk, house: FakeHouse, show: Show) -> None:
    (key,) = await shop.deliver(desk, shop.order("7", created_at=START))
    page = await opened(desk, show, key)
    step = await desk.outbox.put(desk.connection_id, MoveOrder(Stage.PREPARING), key, desk.now())
    await desk.outbox.sending(step.id)
    await desk.outbox.failed(step.id, Rejected("422"), desk.now())
    await until(lambda: page.findChild(QPushButton, "order_retry") is not None)
    push(page, "order_cancel").click()
    await until(lambda: page.findChild(QPushButton, "cancel_confirm") is not None)
    push(page, "cancel_reason_0").click()
    push(page, "cancel_confirm").click()
    await until(lambda: house.done)
    (due,) = await desk.outbox.due(desk.connection_id, desk.now())
    assert isinstance(due.intent, CancelOrder)


async def test_an_order_of_ours_is_an_estimate_until_retm_answers(desk: Desk, show: Show, clock: Clock) -> None:
    usual = shop.order("", created_at=START)
    intent = CreateOrder(
        partner_reference="ours-1",
        branch_id=usual.branch_id,
        customer=usual.customer,
        lines=usual.lines,
        variation_ids=("", "", ""),
        subtotal=usual.subtotal or shop.Decimal(0),
        tax=usual.tax or shop.Decimal(0),
        total=usual.total or shop.Decimal(0),
    )
    action = await desk.outbox.put(desk.connection_id, intent, None, desk.now())
    page = await opened(desk, show, action.order_key)
    assert told(page, "order_number") == "No number yet"
    assert "estimate" in told(page, "order_estimated").casefold()
    assert not push(page, "order_main_action").isEnabled()
    await desk.outbox.sending(action.id)
    answered = Order(
        id="order-900",
        number="900",
        partner_reference="ours-1",
        stage=Stage.NEW,
        delivery_status=1,
        lines=usual.lines,
        total=shop.Decimal("60.95"),
        branch_id=usual.branch_id,
    )
    await desk.outbox.done(action.id, answered, b"{}", desk.now())
    await until(lambda: "900" in told(page, "order_number"))
    await until(lambda: "60.95" in told(page, "order_total"))
    assert page.findChild(QLabel, "order_estimated") is None
    assert push(page, "order_main_action").isEnabled()


async def test_the_details_tell_everything_retm_told(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    (key,) = await shop.deliver(
        desk,
        shop.order(
            "512", Stage.OUT, created_at=START, order_type=shop.DELIVERY, note="ring twice", driver_name="Khalid"
        ),
    )
    page = await opened(desk, show, key)
    texts = "\n".join(made.text() for made in page.detail.findChildren(QLabel))
    for words in (
        "#512", "Delivery", "Riyadh – Olaya", "Sara Al-Otaibi", "+966551234567", "Khalid", "ring twice",
        "Chicken shawarma", "Half chicken", "+ \u2068Garlic sauce", "no pickles", "53.05", "7.95", "61.00", "VAT 15%",
        "mada card", "INV-512", "Order arrived", "RETM's webhook",
    ):  # fmt: skip
        assert words in texts, words
    copy = page.findChild(QToolButton, "order_copy_phone")
    assert copy is not None
    copy.click()
    assert QGuiApplication.clipboard().text() == "+966551234567"


async def test_the_timeline_names_every_source(desk: Desk, show: Show, clock: Clock) -> None:
    (key,) = await shop.deliver(desk, shop.order("7", Stage.READY, created_at=START))
    clock.forward(minutes=1)
    await shop.deliver(desk, shop.order("7", Stage.PREPARING, created_at=START), source=Source.POLL)
    page = await opened(desk, show, key)
    push(page, "order_main_action").click()
    events = lambda: [  # noqa: E731
        made.text() for n in range(20) if (made := page.detail.findChild(QLabel, f"order_event_{n}")) is not None
    ]
    await until(lambda: any("Asked for" in words for words in events()))
    assert any("Order arrived – RETM's webhook" in words for words in events())
    assert any("Came late and changed nothing: Preparing – asked RETM" in words for words in events())
    assert any("operator" in words for words in events())


async def test_an_unknown_state_keeps_its_raw_code(desk: Desk, show: Show) -> None:
    (key,) = await shop.deliver(
        desk, shop.order("7", None, created_at=START, delivery_status=42, lines=(shop.line(shop.Both()),))
    )
    page = await opened(desk, show, key)
    assert "42" in told(page, "order_unknown_status")
    assert "delivery_status=42" in told(page, "order_raw_codes")
    assert told(page, "order_line_0") == "Item without a name"
    (bare,) = await shop.deliver(desk, shop.order("8", created_at=START, lines=()))
    page.show_order(bare)
    await until(lambda: page.findChild(QLabel, "order_no_lines") is not None)


async def test_keys_choose_act_copy_and_clear(desk: Desk, house: FakeHouse, show: Show) -> None:
    await shop.stock(desk)
    keys = await shop.deliver(
        desk,
        shop.order("1", created_at=START),
        shop.order("2", created_at=START),
        shop.order("3", Stage.PREPARING, created_at=START),
    )
    page = OrdersPage(desk)
    show(page)
    new, preparing = (page.findChild(QListView, f"orders_column_{name}") for name in ("new", "preparing"))
    assert new is not None
    assert preparing is not None
    QTest.keyClick(new, Qt.Key.Key_2)
    await until(lambda: page.selected == keys[1])
    QTest.keyClick(new, Qt.Key.Key_Up)
    await until(lambda: page.selected == keys[0])
    QTest.keyClick(new, Qt.Key.Key_Right)
    await until(lambda: page.selected == keys[2])
    QTest.keyClick(preparing, Qt.Key.Key_Left)
    await until(lambda: page.selected == keys[0])
    QTest.keyClick(new, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: QGuiApplication.clipboard().text().startswith("#1 · New"))
    copied = QGuiApplication.clipboard().text()
    assert "2× Chicken shawarma  24.00\n   + 1× Garlic sauce" in copied
    assert "61.00 SAR" in copied
    assert not set(copied) & set("\u2066\u2067\u2068\u2069\u200e\u200f")
    QTest.keyClick(new, Qt.Key.Key_Return)
    await until(lambda: house.done == [(MoveOrder(Stage.PREPARING), keys[0])])
    arabic = QKeyEvent(QEvent.Type.KeyPress, 0x0621, Qt.KeyboardModifier.NoModifier, "ء")
    QApplication.sendEvent(new, arabic)
    await until(lambda: page.findChild(QPushButton, "cancel_keep") is not None)
    push(page, "cancel_keep").click()
    await until(lambda: page.findChild(QPushButton, "cancel_keep") is None)
    QTest.keyClick(new, Qt.Key.Key_Escape)
    assert page.selected is None
    assert page.detail.isHidden()


async def test_left_and_right_follow_the_screen_in_arabic(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk(language="ar")
    keys = await shop.deliver(
        desk, shop.order("1", created_at=START), shop.order("2", Stage.PREPARING, created_at=START)
    )
    page = OrdersPage(desk)
    show(page)
    new = page.findChild(QListView, "orders_column_new")
    assert new is not None
    QTest.keyClick(new, Qt.Key.Key_1)
    await until(lambda: page.selected == keys[0])
    QTest.keyClick(new, Qt.Key.Key_Left)
    await until(lambda: page.selected == keys[1])


async def test_a_press_meant_for_one_stage_does_not_act_on_the_next(desk: Desk, house: FakeHouse, show: Show) -> None:
    (key,) = await shop.deliver(desk, shop.order("7", created_at=START))
    page = await opened(desk, show, key)
    await shop.deliver(desk, shop.order("7", Stage.READY, created_at=START))
    push(page, "order_main_action").click()
    await until(lambda: stage_told(page) == "Ready")
    assert house.done == []


async def test_of_an_order_known_only_by_its_invoice_nothing_can_be_asked(desk: Desk, show: Show) -> None:
    billed = msgspec.structs.replace(shop.order("7", created_at=START), id="", delivery_status=None, status=2)
    (key,) = await shop.deliver(desk, billed)
    page = await opened(desk, show, key)
    assert not push(page, "order_main_action").isVisible()
    assert not push(page, "order_cancel").isVisible()
    cards = page.findChild(CardList, "orders_column_new")
    assert cards is not None
    assert cards.button_rect(0).isEmpty()
