"""The outbox on screen: what waits and why, and retry, edit, give up, show, copy."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QWidget

from retm_desktop.domain.business import OrderType
from retm_desktop.domain.errors import Offline, OutcomeUnknown, Rejected
from retm_desktop.domain.intents import CancelOrder, CreateOrderType, MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.outbox.page import OutboxPage
from retm_desktop.store.outbox import Action, ActionState
from tests.gui import shop
from tests.gui.conftest import START, Clock, FakeHouse, FakePrompter, MakeDesk, Show
from tests.gui.connect.found import found, is_there, press, words
from tests.store.samples import create_intent
from tests.waiting import until

CURBSIDE = CreateOrderType(OrderType("", BilingualText("Curbside", "من السيارة"), 4))
Open = Callable[[], Awaitable[OutboxPage]]


@pytest.fixture
def opened(desk: Desk, show: Show) -> Open:
    """Open the page over a stocked restaurant."""

    async def made() -> OutboxPage:
        page = OutboxPage(desk)
        show(page, 960, 736)
        return page

    return made


@pytest.fixture
async def key(desk: Desk) -> int:
    """The key of a stored order."""
    await shop.stock(desk)
    (key,) = await shop.deliver(desk, shop.order("1043", created_at=START, order_type=shop.DELIVERY))
    return key


async def refuse(desk: Desk, action: Action) -> None:
    """Play RETM: it refuses."""
    assert await desk.outbox.sending(action.id)
    await desk.outbox.failed(action.id, Rejected("no", {"items": ("The item is gone.",)}), desk.now())


def said(page: OutboxPage, part: str, action: Action) -> str:
    return plain(words(page, f"outbox_{part}_{action.id}"))


def dialog(page: OutboxPage, name: str) -> QDialog:
    found = page.findChild(QDialog, name)
    assert found is not None
    return found


def is_open(page: OutboxPage, name: str) -> bool:
    made = page.findChild(QDialog, name)
    return made is not None and made.isVisible()


async def test_each_state_is_told_with_what_can_be_done(
    desk: Desk, key: int, opened: Open, clock: Clock, house: FakeHouse
) -> None:
    create = await desk.house.do(create_intent())
    await refuse(desk, create)
    house.grace = timedelta(seconds=5)
    move = await desk.house.do(MoveOrder(Stage.PREPARING), key)
    cancel = await desk.house.do(CancelOrder("twice"), key)
    record = await desk.house.do(CURBSIDE)
    assert await desk.outbox.sending(move.id)
    await desk.outbox.later(move.id, Offline(), clock() + timedelta(minutes=2))
    clock.forward(minutes=1)
    page = await opened()
    await until(lambda: is_there(page, f"outbox_action_{record.id}"))
    assert said(page, "action_asked", create) == "New order"
    assert "The item is gone." in said(page, "action_state", create)
    assert said(page, "action_since", create) == "Since 20:14 · Tries so far: 1"
    assert said(page, "action_asked", move) == "Accept"
    assert said(page, "action_about", move).startswith("#1043 · ")
    assert "Riyadh – Olaya" in said(page, "action_about", move)
    assert "It is sent again at 20:16." in said(page, "action_state", move)
    assert said(page, "action_asked", cancel) == "Cancel the order (twice)"
    assert said(page, "action_state", cancel) == "It waits for what was asked of this order before."
    assert said(page, "action_asked", record) == "New order type: Curbside"
    offered = {
        action.id: [
            act for act in ("undo", "edit", "retry", "give_up", "show") if is_there(page, f"outbox_{act}_{action.id}")
        ]
        for action in (create, move, cancel, record)
    }
    assert offered == {
        create.id: ["edit", "retry", "give_up", "show"],
        move.id: ["retry", "give_up", "show"],
        cancel.id: ["undo", "edit", "show"],
        record.id: ["undo", "edit", "retry"],
    }
    assert words(page, "outbox_count") == "\u20664\u2069"
    cards = [page.findChild(QWidget, f"outbox_action_{one.id}").y() for one in (create, move, cancel, record)]
    assert cards == sorted(cards), "the oldest first"


async def test_what_retm_may_have_cannot_be_edited_and_says_why(desk: Desk, key: int, opened: Open) -> None:
    action = await desk.house.do(create_intent())
    assert await desk.outbox.sending(action.id)
    await desk.outbox.unknown(action.id, OutcomeUnknown(), START + timedelta(minutes=3))
    page = await opened()
    await until(lambda: is_there(page, f"outbox_action_{action.id}"))
    assert not is_there(page, f"outbox_edit_{action.id}")
    assert "cannot be edited until that is known" in said(page, "action_state", action)
    assert said(page, "action_since", action).endswith("Looked up again at 20:17")


async def test_giving_up_asks_only_where_an_order_is_lost(
    desk: Desk, key: int, opened: Open, prompter: FakePrompter
) -> None:
    create, record = await desk.house.do(create_intent()), await desk.house.do(CURBSIDE)
    for action in (create, record):
        await refuse(desk, action)
    page = await opened()
    await until(lambda: is_there(page, f"outbox_give_up_{record.id}"))
    press(page, f"outbox_give_up_{record.id}")
    await until(lambda: not is_there(page, f"outbox_action_{record.id}"))
    assert prompter.asked == []
    prompter.answer = False
    press(page, f"outbox_give_up_{create.id}")
    await until(lambda: prompter.asked == ["Give up this order?"])
    assert (await desk.outbox.open(desk.connection_id))[0].state is ActionState.FAILED
    prompter.answer = True
    press(page, f"outbox_give_up_{create.id}")
    await until(lambda: is_there(page, "outbox_empty"))


async def test_what_is_being_sent_just_now_is_not_given_up(desk: Desk, key: int, opened: Open) -> None:
    action = await desk.house.do(CURBSIDE)
    await refuse(desk, action)
    page = await opened()
    await until(lambda: is_there(page, f"outbox_give_up_{action.id}"))
    # The press and the sending meet.
    await desk.outbox.retry(action.id)
    assert await desk.outbox.sending(action.id)
    press(page, f"outbox_give_up_{action.id}")
    await until(lambda: is_there(page, "outbox_notice"))
    assert words(page, "outbox_notice_title") == "It is being sent just now."
    assert await desk.outbox.open_count(desk.connection_id) == 1


async def test_the_empty_outbox_says_when_the_last_was_done(desk: Desk, key: int, opened: Open) -> None:
    page = await opened()
    await until(lambda: is_there(page, "outbox_empty"))
    assert "goes out by itself" in words(page, "outbox_empty_words")
    assert not is_there(page, "outbox_retry_all")
    action = await desk.house.do(MoveOrder(Stage.PREPARING), key)
    await until(lambda: is_there(page, f"outbox_action_{action.id}"))
    assert await desk.outbox.sending(action.id)
    await desk.outbox.done(action.id, None, b"", START)
    await until(lambda: is_there(page, "outbox_empty"))
    assert plain(words(page, "outbox_empty_words")) == "RETM did the last of it at 2026-02-03 20:14."


async def test_all_are_tried_again_and_copied(desk: Desk, key: int, opened: Open, house: FakeHouse) -> None:
    create = await desk.house.do(create_intent())
    await refuse(desk, create)
    move = await desk.house.do(MoveOrder(Stage.PREPARING), key)
    page = await opened()
    await until(lambda: is_there(page, f"outbox_action_{move.id}"))
    press(page, "outbox_copy")
    first, second = QGuiApplication.clipboard().text().splitlines()
    assert first.startswith("New order | ")
    assert "RETM refused what was entered." in first
    assert "items: The item is gone." in first
    assert second.startswith("Accept | #1043")
    assert first == plain(first)
    press(page, "outbox_retry_all")
    await until(lambda: house.calls == [("retry", create.id), ("retry", move.id)])
    await until(lambda: "It is sent again at 20:14." in said(page, "action_state", create))


async def test_a_cancellations_reason_is_changed_while_it_waits(
    desk: Desk, key: int, opened: Open, house: FakeHouse
) -> None:
    house.grace = timedelta(seconds=5)
    action = await desk.house.do(CancelOrder("Something is sold out: no bread"), key)
    page = await opened()
    await until(lambda: is_there(page, f"outbox_edit_{action.id}"))
    press(page, f"outbox_edit_{action.id}")
    await until(lambda: is_open(page, "cancel_dialog"))
    # Nothing goes out meanwhile.
    assert await desk.outbox.due(desk.connection_id, START + timedelta(minutes=5)) == []
    form = dialog(page, "cancel_dialog")
    assert found(form, QAbstractButton, "cancel_reason_1").isChecked()
    text = found(form, QLineEdit, "cancel_reason_text")
    assert text.text() == "no bread"
    text.setText("no rice")
    press(form, "cancel_confirm")
    await until(lambda: ("replace", action.id) in house.calls)
    await until(lambda: "no rice" in said(page, "action_asked", action))
    (changed,) = await desk.outbox.open(desk.connection_id)
    assert changed.intent == CancelOrder("Something is sold out: no rice")


async def test_left_as_it_is_a_waiting_act_goes_out(desk: Desk, key: int, opened: Open, house: FakeHouse) -> None:
    move = await desk.house.do(MoveOrder(Stage.OUT, "Omar", "0500000009"), key)
    page = await opened()
    await until(lambda: is_there(page, f"outbox_edit_{move.id}"))
    press(page, f"outbox_edit_{move.id}")
    await until(lambda: is_open(page, "driver_dialog"))
    form = dialog(page, "driver_dialog")
    assert found(form, QLineEdit, "driver_name").text() == "Omar"
    QTest.keyClick(form, Qt.Key.Key_Escape)
    await until(lambda: house.calls == [("hold", move.id), ("retry", move.id)])
    press(page, f"outbox_edit_{move.id}")
    await until(lambda: is_open(page, "driver_dialog"))
    form = dialog(page, "driver_dialog")
    found(form, QLineEdit, "driver_name").setText("Salem")
    press(form, "driver_send")
    await until(lambda: ("replace", move.id) in house.calls)
    (changed,) = await desk.outbox.due(desk.connection_id, START)
    assert changed.intent == MoveOrder(Stage.OUT, "Salem", "0500000009")


async def test_what_was_sent_while_it_was_edited_is_said_to_be_too_late(
    desk: Desk, key: int, opened: Open, house: FakeHouse
) -> None:
    action = await desk.house.do(CancelOrder("twice"), key)
    page = await opened()
    await until(lambda: is_there(page, f"outbox_edit_{action.id}"))
    press(page, f"outbox_edit_{action.id}")
    await until(lambda: is_open(page, "cancel_dialog"))
    assert await desk.outbox.sending(action.id)
    press(dialog(page, "cancel_dialog"), "cancel_confirm")
    await until(lambda: is_there(page, "outbox_notice"))
    assert words(page, "outbox_notice_title") == "It is too late to change this."


async def test_orders_and_lists_are_led_to(desk: Desk, key: int, opened: Open) -> None:
    create, record = await desk.house.do(create_intent()), await desk.house.do(CURBSIDE)
    move = await desk.house.do(MoveOrder(Stage.PREPARING), key)
    page = await opened()
    told: list[object] = []
    page.order_requested.connect(told.append)
    page.edit_requested.connect(lambda action: told.append(action.id))
    page.list_requested.connect(told.append)
    await until(lambda: is_there(page, f"outbox_show_{move.id}"))
    press(page, f"outbox_show_{move.id}")
    press(page, f"outbox_edit_{create.id}")
    await until(lambda: len(told) == 2)
    press(page, f"outbox_edit_{record.id}")
    await until(lambda: told == [key, create.id, "order_types"])


async def test_more_than_can_be_read_at_once_is_behind_a_button(desk: Desk, key: int, opened: Open) -> None:
    for number in range(45):
        await desk.house.do(create_intent(f"RD-{number}"))
    page = await opened()
    await until(lambda: is_there(page, "outbox_more"))
    shown = [each for each in page.findChildren(QWidget) if each.objectName().startswith("outbox_action_asked_")]
    assert len(shown) == 40
    assert plain(found(page, QAbstractButton, "outbox_more").text()) == "Show more (5)"
    found(page, QAbstractButton, "outbox_more").click()
    await until(lambda: not is_there(page, "outbox_more"))


async def test_another_restaurant_has_another_outbox_and_arabic_reads_from_the_right(
    make_desk: MakeDesk, show: Show
) -> None:
    desk = await make_desk("ar")
    await shop.stock(desk)
    (key,) = await shop.deliver(desk, shop.order("1043", created_at=START, order_type=shop.DELIVERY))
    action = await desk.house.do(MoveOrder(Stage.PREPARING), key)
    page = OutboxPage(desk)
    show(page, 960, 736)
    await until(lambda: is_there(page, f"outbox_action_{action.id}"))
    assert words(page, f"outbox_action_about_{action.id}").startswith("\u200f")
    house = desk.house
    assert isinstance(house, FakeHouse)
    house.active = None
    desk.bridge.active_changed.emit()
    await until(lambda: is_there(page, "outbox_empty"))
