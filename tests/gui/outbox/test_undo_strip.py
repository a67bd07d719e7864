"""The seconds before something goes out for good: counted down, taken back by hand or by Ctrl+Z, or ended early."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from retm_desktop.domain.business import OrderType
from retm_desktop.domain.errors import DiskFull
from retm_desktop.domain.intents import CancelOrder, CreateOrderType, MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.outbox.undo_strip import UndoStrip
from retm_desktop.store.outbox import Action, ActionState
from retm_desktop.sync.status import Link, Status
from tests.gui import shop
from tests.gui.conftest import START, Clock, FakeHouse, MakeDesk, Show
from tests.gui.connect.found import is_there, press, words
from tests.store.samples import create_intent
from tests.waiting import until


class Window(QWidget):
    """A window with a strip over what it shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.host = QLabel("orders")
        column = QVBoxLayout(self)
        column.addWidget(self.host)
        self.strip = UndoStrip(desk, self.host, self)


@pytest.fixture
async def key(desk: Desk, house: FakeHouse) -> int:
    """The key of a stored order; what cannot be taken back waits five seconds."""
    house.grace = timedelta(seconds=5)
    await shop.stock(desk)
    (key,) = await shop.deliver(desk, shop.order("1043", created_at=START, order_type=shop.DELIVERY))
    return key


@pytest.fixture
async def window(desk: Desk, show: Show, key: int) -> Window:
    """Open the window."""
    window = Window(desk)
    show(window, 1180, 760)
    window.activateWindow()
    return window


def said(window: Window, action: Action) -> str:
    return plain(words(window, f"undo_words_{action.id}"))


async def state(desk: Desk, action: Action) -> ActionState:
    now = await desk.outbox.get(action.id)
    assert now is not None
    return now.state


async def test_the_seconds_are_counted_down_and_then_it_is_gone(
    desk: Desk, window: Window, key: int, clock: Clock
) -> None:
    assert not window.strip.isVisible()
    action = await desk.house.do(CancelOrder("twice"), key)
    await until(lambda: is_there(window, f"undo_{action.id}"))
    assert said(window, action) == "Order #1043 will be cancelled in 5 s"
    clock.at += timedelta(seconds=1.2)
    await until(lambda: said(window, action).endswith("in 4 s"))
    clock.at += timedelta(seconds=4)
    await until(lambda: not window.strip.isVisible())
    assert await desk.outbox.due(desk.connection_id, clock()) != []


async def test_what_can_be_taken_back_later_is_not_counted(desk: Desk, window: Window, key: int) -> None:
    move = await desk.house.do(MoveOrder(Stage.READY), key)
    delivered = await desk.house.do(MoveOrder(Stage.DELIVERED), key)
    await until(lambda: is_there(window, f"undo_{delivered.id}"))
    assert said(window, delivered) == "Order #1043 will be marked delivered in 5 s"
    assert not is_there(window, f"undo_{move.id}")


async def test_undo_takes_it_back_and_the_keyboard_takes_the_newest(desk: Desk, window: Window, key: int) -> None:
    cancel = await desk.house.do(CancelOrder("twice"), key)
    record = await desk.house.do(CreateOrderType(OrderType("", BilingualText("Curbside", "من السيارة"), 4)))
    await until(lambda: is_there(window, f"undo_{record.id}"))
    assert said(window, record) == "New order type: Curbside – sent in 5 s"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: not is_there(window, f"undo_{record.id}"))
    assert await state(desk, record) is ActionState.GIVEN_UP
    assert await state(desk, cancel) is ActionState.PENDING
    press(window, f"undo_{cancel.id}")
    await until(lambda: not window.strip.isVisible())
    assert await state(desk, cancel) is ActionState.GIVEN_UP


async def test_send_now_ends_the_wait(desk: Desk, window: Window, key: int) -> None:
    action = await desk.house.do(CancelOrder("twice"), key)
    await until(lambda: is_there(window, f"undo_send_{action.id}"))
    press(window, f"undo_send_{action.id}")
    await until(lambda: not window.strip.isVisible())
    assert [one.id for one in await desk.outbox.due(desk.connection_id, START)] == [action.id]


async def test_a_new_order_that_was_taken_back_can_be_edited(desk: Desk, window: Window, key: int) -> None:
    asked: list[int] = []
    window.strip.edit_requested.connect(lambda action: asked.append(action.id))
    action = await desk.house.do(create_intent())
    await until(lambda: is_there(window, f"undo_{action.id}"))
    assert said(window, action) == "The new order for Sami is sent in 5 s"
    press(window, f"undo_{action.id}")
    await until(lambda: is_there(window, f"undo_edit_{action.id}"))
    assert words(window, "undo_told") == "The new order was taken back."
    press(window, f"undo_edit_{action.id}")
    assert asked == [action.id]
    assert not window.strip.isVisible()


async def test_at_most_three_stand_there_and_the_rest_is_counted(desk: Desk, window: Window, key: int) -> None:
    actions = [await desk.house.do(create_intent(f"RD-{number}")) for number in range(5)]
    await until(lambda: is_there(window, f"undo_{actions[-1].id}"))
    assert [is_there(window, f"undo_{action.id}") for action in actions] == [False, False, True, True, True]
    assert is_there(window, "undo_more")

    def newest_above() -> bool:
        places = [window.findChild(QWidget, f"undo_{action.id}").parentWidget().y() for action in actions[2:]]
        return places[0] > places[1] > places[2]

    await until(newest_above)


async def test_too_late_is_said(desk: Desk, window: Window, key: int, house: FakeHouse) -> None:
    first = await desk.house.do(CancelOrder("twice"), key)
    await until(lambda: is_there(window, f"undo_{first.id}"))
    # The press and the sending meet.
    assert await desk.outbox.sending(first.id)
    window.strip.undo_newest()
    await until(lambda: is_there(window, "undo_told"))
    assert "too late" in words(window, "undo_told")
    press(window, "undo_told_close")
    assert not window.strip.isVisible()
    await desk.outbox.done(first.id, None, b"", START)
    second = await desk.house.do(create_intent())
    await until(lambda: is_there(window, f"undo_{second.id}"))
    house.fail_with = DiskFull()
    press(window, f"undo_{second.id}")
    await until(lambda: is_there(window, "undo_told"))
    assert await state(desk, second) is ActionState.PENDING


async def test_without_a_line_no_seconds_are_promised(desk: Desk, window: Window, key: int, house: FakeHouse) -> None:
    house.tell_status(Status(link=Link.OFFLINE, since=START))
    action = await desk.house.do(CancelOrder("twice"), key)
    await until(lambda: is_there(window, f"undo_{action.id}"))
    assert said(window, action) == "Cancel the order (twice) · #1043 – sent once RETM can be reached again"


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_it_stands_at_the_reading_start_and_leaves_the_detail_free(
    make_desk: MakeDesk, show: Show, language: str
) -> None:
    desk = await make_desk(language)
    house = desk.house
    assert isinstance(house, FakeHouse)
    house.grace = timedelta(seconds=5)
    await shop.stock(desk)
    window = Window(desk)
    show(window, 1180, 760)
    await house.do(create_intent())
    await until(window.strip.isVisible)
    detail = desk.theme.size("detail")
    box, strip = window.host.geometry(), window.strip.geometry()
    at_the_end = QRect(box.left() if language == "ar" else box.right() - detail, box.top(), detail, box.height())
    assert box.contains(strip)
    assert not strip.intersects(at_the_end)
    window.resize(900, 500)
    await until(lambda: window.host.geometry().contains(window.strip.geometry()))
