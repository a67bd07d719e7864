"""Leaving with unsent work asks first, says how much and of what kind, and holds nobody who was not asked."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QWidget

from retm_desktop.domain.business import OrderType
from retm_desktop.domain.errors import DiskFull, Rejected
from retm_desktop.domain.intents import CancelOrder, CreateOrderType, MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui import leaving
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.main_window import MainWindow
from retm_desktop.store.outbox import ActionState
from tests.gui import shop
from tests.gui.conftest import START, FakeHouse, Show
from tests.gui.connect.found import found, is_there, press
from tests.store.samples import create_intent
from tests.waiting import until

Open = Callable[[], Awaitable[MainWindow]]


@pytest.fixture
async def key(desk: Desk) -> int:
    """The key of a stored order."""
    await shop.stock(desk)
    (key,) = await shop.deliver(desk, shop.order("1043", created_at=START))
    return key


@pytest.fixture
def opened(desk: Desk, show: Show) -> Open:
    """Open the main window."""

    async def made() -> MainWindow:
        window = MainWindow(desk)
        show(window, 1280, 800)
        await asyncio.sleep(0)
        return window

    return made


def asked(window: MainWindow) -> QDialog | None:
    return next((each for each in window.findChildren(QDialog, "leave_dialog") if each.isVisible()), None)


def question(window: MainWindow) -> QDialog:
    dialog = asked(window)
    assert dialog is not None
    return dialog


def said(dialog: QWidget, name: str) -> str:
    return plain(found(dialog, QLabel, name).text())


async def test_without_unsent_work_nobody_is_asked(key: int, opened: Open) -> None:
    window = await opened()
    assert window.close()
    assert not window.isVisible()


async def test_the_question_says_how_much_and_of_what_kind(desk: Desk, key: int, opened: Open) -> None:
    create = await desk.house.do(create_intent())
    await desk.outbox.sending(create.id)
    await desk.outbox.failed(create.id, Rejected(), desk.now())
    await desk.house.do(MoveOrder(Stage.PREPARING), key)
    await desk.house.do(CancelOrder("twice"), key)
    await desk.house.do(CreateOrderType(OrderType("", BilingualText("Curbside", "من السيارة"), 4)))
    window = await opened()
    assert not window.close()
    assert window.isVisible()
    dialog = question(window)
    assert said(dialog, "leave_title") == "Actions not sent yet: 4"
    assert said(dialog, "leave_kinds") == (
        "New orders: 1 · Status changes: 1 · Cancellations: 1 · New entries in the restaurant's lists: 1"
    )
    assert said(dialog, "leave_words") == (
        "They are kept on this computer and sent when the program is started again."
        " Refused by RETM, and waiting for you in the outbox: 1."
    )
    # Asked again while it is asked, the same question stays.
    assert not window.close()
    assert len(window.findChildren(QDialog, "leave_dialog")) == 1
    press(dialog, "leave_stay")
    await until(lambda: asked(window) is None)
    assert window.isVisible()
    assert not window.close()
    QTest.keyClick(question(window), Qt.Key.Key_Escape)
    await until(lambda: asked(window) is None)
    assert not window.close()
    press(question(window), "leave_now")
    await until(lambda: not window.isVisible())
    assert await desk.outbox.open_count(desk.connection_id) == 4


async def test_send_and_close_waits_until_all_is_sent(desk: Desk, key: int, opened: Open, house: FakeHouse) -> None:
    move = await desk.house.do(MoveOrder(Stage.PREPARING), key)
    create = await desk.house.do(create_intent())
    window = await opened()
    assert not window.close()
    dialog = question(window)
    press(dialog, "leave_send")
    await until(lambda: house.calls == [("retry", move.id), ("retry", create.id)])
    await until(lambda: said(dialog, "leave_words") == "Sending to RETM: 0 of 2")
    assert await desk.outbox.sending(move.id)
    await desk.outbox.done(move.id, None, b"", desk.now())
    await until(lambda: said(dialog, "leave_words") == "Sending to RETM: 1 of 2")
    bar = found(dialog, QProgressBar, "leave_progress")
    assert (bar.isVisible(), bar.value(), bar.maximum()) == (True, 1, 2)
    assert window.isVisible()
    assert await desk.outbox.give_up(create.id)
    await until(lambda: not window.isVisible())


async def test_what_cannot_be_sent_in_time_is_told_and_kept(
    desk: Desk, key: int, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "SEND_WITHIN", 0.2)
    action = await desk.house.do(MoveOrder(Stage.PREPARING), key)
    window = await opened()
    assert not window.close()
    dialog = question(window)
    press(dialog, "leave_send")
    await until(lambda: said(dialog, "leave_title") == "Still not sent: 1")
    assert "They are kept" in said(dialog, "leave_words")
    assert not is_there(dialog, "leave_progress")
    assert window.isVisible()
    press(dialog, "leave_now")
    await until(lambda: not window.isVisible())
    kept = await desk.outbox.get(action.id)
    assert kept is not None
    assert kept.state is ActionState.PENDING


async def test_what_was_refused_meanwhile_keeps_the_window(desk: Desk, key: int, opened: Open) -> None:
    action = await desk.house.do(MoveOrder(Stage.PREPARING), key)
    window = await opened()
    assert not window.close()
    dialog = question(window)
    press(dialog, "leave_send")
    await desk.outbox.sending(action.id)
    await desk.outbox.failed(action.id, Rejected(), desk.now())
    await until(lambda: said(dialog, "leave_title") == "Still not sent: 1")
    assert not is_there(dialog, "leave_send"), "waiting sends no refused action"
    assert window.isVisible()


async def test_of_another_restaurant_nothing_can_be_sent_now(desk: Desk, key: int, opened: Open) -> None:
    other = await desk.connections.add("retm", "production", "other")
    await desk.outbox.put(other, create_intent(), None, desk.now())
    window = await opened()
    assert not window.close()
    dialog = question(window)
    assert said(dialog, "leave_title") == "Actions not sent yet: 1"
    assert said(dialog, "leave_words").endswith("Of another restaurant, sent when that one is shown: 1.")
    assert not is_there(dialog, "leave_send")


async def test_a_full_disk_is_said(desk: Desk, key: int, opened: Open, house: FakeHouse) -> None:
    await desk.house.do(MoveOrder(Stage.PREPARING), key)
    window = await opened()
    assert not window.close()
    dialog = question(window)
    house.fail_with = DiskFull()
    press(dialog, "leave_send")
    await until(lambda: "disk is full" in said(dialog, "leave_words").lower())
    assert is_there(dialog, "leave_send")
    assert window.isVisible()


async def test_a_rebuilt_window_and_the_programs_own_end_ask_nobody(desk: Desk, key: int, opened: Open) -> None:
    await desk.house.do(MoveOrder(Stage.PREPARING), key)
    rebuilt = await opened()
    rebuilt.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
    assert rebuilt.close()
    ended = await opened()
    ended.leave_unasked()
    assert ended.close()
