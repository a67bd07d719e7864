"""The setup tab: what it says of this computer, and what it lets one change."""

import asyncio
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea, QWidget

from retm_desktop.domain.errors import Offline, PortTaken, PracticeFailed
from retm_desktop.gui.desk import Desk, Particulars
from retm_desktop.gui.setup.page import SetupPage
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.store.connections import ConnectionState
from retm_desktop.store.vault_state import VaultState
from tests.gui.conftest import FakeHouse, FakePrompter, MakeDesk, Show
from tests.gui.connect.found import found, is_there, press, words
from tests.waiting import until


async def add_practice(desk: Desk, state: ConnectionState = ConnectionState.CONNECTED) -> int:
    document = msgspec.json.encode(sandbox_environment("http://127.0.0.1:9"))
    key = await desk.connections.add(
        "retm", "sandbox", "practice-1", label="مطعم النخلة", environment_document=document
    )
    await desk.connections.set_state(key, state, desk.now())
    return key


async def on_screen(desk: Desk, show: Show, width: int = 1180, height: int = 760) -> SetupPage:
    """Show the page and let the store's news of what the test has set up arrive."""
    page = SetupPage(desk)
    show(page, width, height)
    await asyncio.sleep(0.08)
    await until(lambda: page.findChild(QWidget, f"setup_restaurant_{desk.connection_id}"))
    return page


async def test_restaurants_are_listed_and_switched(desk: Desk, house: FakeHouse, show: Show) -> None:
    other = await add_practice(desk)
    page = await on_screen(desk, show)
    await until(lambda: is_there(page, f"setup_show_{other}"))
    active = desk.connection_id
    assert words(page, f"setup_state_{active}") == "Shown now"
    assert words(page, f"setup_state_{other}") == "Connected"
    assert not is_there(page, f"setup_show_{active}")
    press(page, f"setup_show_{other}")
    await until(lambda: ("switch", other) in house.calls)


async def test_the_list_follows_the_store(desk: Desk, show: Show) -> None:
    page = await on_screen(desk, show)
    await until(lambda: is_there(page, f"setup_restaurant_{desk.connection_id}"))
    other = await add_practice(desk, ConnectionState.SIGN_IN)
    await until(lambda: is_there(page, f"setup_sign_in_{other}"))
    assert words(page, f"setup_state_{other}") == "Sign in again"


async def test_disconnecting_asks_first_and_says_what_is_kept(
    desk: Desk, house: FakeHouse, prompter: FakePrompter, show: Show
) -> None:
    page = await on_screen(desk, show)
    active = desk.connection_id
    await until(lambda: is_there(page, f"setup_disconnect_{active}"))
    prompter.answer = False
    press(page, f"setup_disconnect_{active}")
    await until(lambda: prompter.asked)
    assert "Najd Kitchen" in prompter.asked[0]
    assert house.calls == []
    prompter.answer = True
    press(page, f"setup_disconnect_{active}")
    await until(lambda: ("disconnect", active) in house.calls)


async def test_practise_and_connect_are_asked_for(desk: Desk, house: FakeHouse, show: Show) -> None:
    page = await on_screen(desk, show)
    asked: list[str] = []
    page.practice_requested.connect(lambda: asked.append("practice"))
    page.connect_requested.connect(lambda: asked.append("connect"))
    press(page, "setup_connect")
    house.fail_with = PracticeFailed()
    press(page, "setup_practise")
    await until(lambda: is_there(page, "setup_restaurants_notice"))
    await until(lambda: found(page, QAbstractButton, "setup_practise").isEnabled())
    press(page, "setup_practise")
    await until(lambda: asked == ["connect", "practice"])


async def test_the_look_is_chosen_by_its_buttons(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk(scale=1.6)
    assert isinstance(desk.house, FakeHouse)
    desk.settings.set("window.theme", "dark")
    page = await on_screen(desk, show)
    assert found(page, QAbstractButton, "setup_theme_dark").isChecked()
    assert "160" in words(page, "setup_text_percent")
    assert not found(page, QAbstractButton, "setup_text_larger").isEnabled()
    for name in ("setup_text_smaller", "setup_theme_light", "setup_language_ar"):
        found(page, QScrollArea, "setup_scroll").ensureWidgetVisible(found(page, QWidget, name))
        press(page, name)
    assert desk.house.calls == [("use_text_scale", 150), ("use_theme", "light"), ("use_language", "ar")]


async def test_the_listener_says_how_it_is(desk: Desk, house: FakeHouse, show: Show) -> None:
    house.particulars = Particulars(last_heard={"order": desk.now() - timedelta(minutes=3)})
    page = await on_screen(desk, show)
    assert words(page, "setup_listener_state") == "Listening"
    assert "20:11" in words(page, "setup_last_heard")
    house.listener_error = PortTaken(port=47600)
    desk.bridge.listener_changed.emit()
    assert words(page, "setup_listener_state") == "Not listening"
    assert "47600" in words(page, "setup_last_heard")


async def test_a_port_is_kept_when_it_is_one(desk: Desk, show: Show) -> None:
    page = await on_screen(desk, show)
    field = found(page, QLineEdit, "setup_port")
    field.clear()
    QTest.keyClicks(field, "80\r")
    assert field.property("invalid") is True
    assert desk.settings.get("listener.port", int, 0) == 0
    field.clear()
    QTest.keyClicks(field, "48000\r")
    assert field.property("invalid") is False
    assert desk.settings.get("listener.port", int, 0) == 48000


@pytest.mark.parametrize("state", [None, *VaultState])
async def test_the_vault_has_words_for_each_state(
    desk: Desk, house: FakeHouse, show: Show, state: VaultState | None
) -> None:
    house.__dict__["vault_state"] = state
    house.particulars = Particulars(home=Path("/srv/till"), vault_backend="Secret Service")
    page = await on_screen(desk, show)
    assert words(page, "setup_vault_words")
    assert (words(page, "setup_vault_state") == "Safe") is (state == VaultState.OK)
    press(page, "setup_copy_data_folder")
    assert QGuiApplication.clipboard().text() == str(Path("/srv/till"))


async def test_the_licences_are_named(desk: Desk, show: Show) -> None:
    page = await on_screen(desk, show)
    press(page, "setup_licences")

    def said() -> str:
        labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
        return " ".join(label.text() for label in labels)

    await until(lambda: "PySide6" in said() and "OFL-1.1" in said())


async def test_a_new_look_finds_the_page_where_it_stood(desk: Desk, show: Show) -> None:
    page = await on_screen(desk, show, 900, 500)
    bar = found(page, QScrollArea, "setup_scroll").verticalScrollBar()
    await until(lambda: bar.maximum() > 100)
    bar.setValue(90)
    await until(lambda: desk.settings.get("setup.scrolled", int, 0) == 90)
    again = await on_screen(desk, show, 900, 500)
    await until(lambda: found(again, QScrollArea, "setup_scroll").verticalScrollBar().value() == 90)


async def test_a_refused_disconnect_is_told(desk: Desk, house: FakeHouse, show: Show) -> None:
    async def refuse(_connection_id: int) -> None:
        raise Offline

    house.__dict__["disconnect"] = refuse
    page = await on_screen(desk, show)
    await until(lambda: is_there(page, f"setup_disconnect_{desk.connection_id}"))
    press(page, f"setup_disconnect_{desk.connection_id}")
    await until(lambda: is_there(page, "setup_restaurants_notice"))
    assert "cannot be reached" in words(page, "setup_restaurants_notice_title")
