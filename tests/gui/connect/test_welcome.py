"""The first start: two doors, a language, and what happens when practice cannot start."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from retm_desktop.domain.errors import PracticeFailed
from retm_desktop.gui.connect.card_button import CardButton
from retm_desktop.gui.connect.welcome import WelcomePage
from retm_desktop.gui.desk import Desk
from retm_desktop.store.connections import ConnectionState
from tests.gui.conftest import FakeHouse, MakeDesk, Show
from tests.gui.connect.found import found, is_there, press, words
from tests.waiting import until


async def test_practise_starts_the_practice_restaurant_and_then_asks_for_it(
    desk: Desk, house: FakeHouse, show: Show
) -> None:
    page = WelcomePage(desk)
    asked: list[str] = []
    page.practice_requested.connect(lambda: asked.append("practice"))
    show(page)
    press(page, "welcome_practise")
    assert not found(page, CardButton, "welcome_practise").isEnabled()
    await until(lambda: asked)
    assert house.calls == [("start_practice",)]
    assert found(page, CardButton, "welcome_practise").isEnabled()


async def test_a_practice_that_does_not_start_is_told_and_can_be_tried_again(
    desk: Desk, house: FakeHouse, show: Show
) -> None:
    page = WelcomePage(desk)
    asked: list[str] = []
    page.practice_requested.connect(lambda: asked.append("practice"))
    show(page)
    house.fail_with = PracticeFailed()
    press(page, "welcome_practise")
    await until(lambda: is_there(page, "welcome_notice"))
    assert "did not start" in words(page, "welcome_notice_title")
    assert not asked
    press(page, "welcome_notice_button")
    await until(lambda: asked)
    assert not is_there(page, "welcome_notice")


async def test_the_other_door_and_the_keyboard(desk: Desk, show: Show) -> None:
    page = WelcomePage(desk)
    asked: list[str] = []
    page.connect_requested.connect(lambda: asked.append("connect"))
    show(page)
    press(page, "welcome_connect")
    QTest.keyClick(found(page, CardButton, "welcome_connect"), Qt.Key.Key_Space)
    assert asked == ["connect", "connect"]


async def test_the_language_in_use_is_marked_and_another_can_be_chosen(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk(language="ar", connected=False)
    page = WelcomePage(desk)
    show(page)
    assert page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert isinstance(desk.house, FakeHouse)
    press(page, "welcome_language_ar")
    assert desk.house.calls == []
    press(page, "welcome_language_en")
    assert desk.house.calls == [("use_language", "en")]


async def test_an_install_that_ends_well_without_its_dialog_is_gone_on_with(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk(connected=False)
    assert isinstance(desk.house, FakeHouse)
    house = desk.house
    page = WelcomePage(desk)
    show(page)
    key = await desk.connections.add("retm", "production", "palm-grill")
    await asyncio.sleep(0.1)
    assert house.calls == []
    await desk.connections.set_state(key, ConnectionState.CONNECTED, desk.now())
    await until(lambda: house.calls == [("switch", key)])
