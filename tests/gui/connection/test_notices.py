"""What the window says above every tab, and what its buttons lead to."""

import asyncio

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from retm_desktop.domain.errors import Offline, OperatorError, PortTaken, SignInExpired, WrongCredentials
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.main_window import MainWindow
from retm_desktop.gui.setup.page import SetupPage
from retm_desktop.store.connections import ConnectionState
from retm_desktop.sync.alert import Undelivered
from retm_desktop.sync.status import Link, Status
from tests.gui.conftest import Clock, FakeHouse, Show
from tests.gui.connect.found import found, is_there, press
from tests.gui.connection.conftest import FakeInspector
from tests.waiting import until

REFUSED = Status(link=Link.SIGN_IN, error_code="wrong_credentials")


def words(page: QWidget, name: str) -> str:
    return plain(found(page, QLabel, name).text()).replace("\u200b", "")


async def on_screen(desk: Desk, show: Show) -> MainWindow:
    window = MainWindow(desk)
    show(window, 1280, 800)
    await asyncio.sleep(0.05)
    return window


def undelivered(desk: Desk, kind: str, code: int | None = 503) -> Undelivered:
    return Undelivered(desk.connection_id, f"https://orders.example.com/hooks/{kind}", code, "", desk.now())


# A new secret


async def test_a_refused_secret_is_told_by_badge_and_notice_until_it_is_good_again(
    desk: Desk, house: FakeHouse, inspector: FakeInspector, show: Show
) -> None:
    window = await on_screen(desk, show)
    assert not is_there(window, "window_notice")
    house.tell_status(REFUSED)
    badge = found(window, QPushButton, "header_badge")
    assert plain(badge.text()) == "New secret needed"
    assert "what you do waits here and is sent afterwards" in badge.toolTip()
    assert "replaces secrets" in words(window, "window_notice_title")
    assert "developer portal" in words(window, "window_notice_words")
    press(window, "window_notice_button")
    await until(lambda: window.findChild(QWidget, "secret_dialog") is not None)
    window.findChild(QWidget, "secret_dialog").close()  # type: ignore[union-attr]
    await until(lambda: window.findChild(QWidget, "secret_dialog") is None)
    press(window, "header_badge")
    await until(lambda: window.findChild(QWidget, "secret_dialog") is not None)
    window.findChild(QWidget, "secret_dialog").close()  # type: ignore[union-attr]
    house.tell_status(Status(link=Link.ONLINE))
    assert not is_there(window, "window_notice")
    assert plain(badge.text()) == "Online"


async def test_a_closed_notice_of_the_secret_comes_back_only_with_another_refusal(
    desk: Desk, house: FakeHouse, show: Show
) -> None:
    window = await on_screen(desk, show)
    house.tell_status(REFUSED)
    found(window, QAbstractButton, "window_notice_close").click()
    house.tell_status(msgspec.structs.replace(REFUSED, pulling=True))
    assert not is_there(window, "window_notice")
    house.tell_status(Status(link=Link.ONLINE))
    house.tell_status(REFUSED)
    assert is_there(window, "window_notice")


async def test_a_window_built_in_that_state_says_so_at_once(desk: Desk, house: FakeHouse, show: Show) -> None:
    house.status = REFUSED
    window = await on_screen(desk, show)
    assert is_there(window, "window_notice")
    assert plain(found(window, QPushButton, "header_badge").text()) == "New secret needed"


async def test_a_practice_restaurant_is_practised_again_instead(desk: Desk, house: FakeHouse, show: Show) -> None:
    assert house.active is not None
    house.active = msgspec.structs.replace(house.active, environment="sandbox")
    window = await on_screen(desk, show)
    house.tell_status(REFUSED)
    assert not is_there(window, "window_notice")
    assert "practise again" in plain(found(window, QPushButton, "header_badge").text())


async def test_setup_lists_the_restaurant_and_asks_for_its_secret(
    desk: Desk, house: FakeHouse, inspector: FakeInspector, show: Show
) -> None:
    await desk.connections.set_state(desk.connection_id, ConnectionState.NEW_SECRET)
    window = await on_screen(desk, show)
    window.tabs.show_tab("setup")
    number = desk.connection_id
    await until(lambda: is_there(window, f"setup_secret_{number}"))
    assert words(window, f"setup_state_{number}") == "New secret needed"
    press(window, f"setup_secret_{number}")
    await until(lambda: window.findChild(QWidget, "secret_dialog") is not None)
    assert ("switch", number) not in house.calls


async def test_another_restaurant_is_shown_before_its_secret_is_asked_for(
    desk: Desk, house: FakeHouse, inspector: FakeInspector, show: Show
) -> None:
    other = await desk.connections.add("retm", "production", "other-place", label="Other place")
    await desk.connections.set_state(other, ConnectionState.NEW_SECRET)
    window = await on_screen(desk, show)
    window.tabs.show_tab("setup")
    await until(lambda: is_there(window, f"setup_secret_{other}"))
    press(window, f"setup_secret_{other}")
    await until(lambda: window.findChild(QWidget, "secret_dialog") is not None)
    assert ("switch", other) in house.calls


# Undelivered messages


async def test_undelivered_messages_are_told_once_a_minute_and_lead_to_the_connection(
    desk: Desk, inspector: FakeInspector, clock: Clock, show: Show
) -> None:
    window = await on_screen(desk, show)
    desk.bridge.alert_told.emit(undelivered(desk, "order"))
    assert "could not deliver messages" in words(window, "alert_notice_title")
    said = words(window, "alert_notice_words")
    assert (
        "Three tries in a row failed at https://orders.example.com/hooks/order; last answer: 503; told at 20:14."
        in said
    )
    assert "Everything is being read from RETM again, so no order is missed. Look at the connection." in said
    clock.forward(minutes=0.5)
    desk.bridge.alert_told.emit(undelivered(desk, "invoice", None))
    desk.bridge.alert_told.emit(undelivered(desk, "order", 500))
    said = words(window, "alert_notice_words")
    assert said.count("Three tries") == 2
    assert "/hooks/invoice; last answer: none" in said
    assert "/hooks/order; last answer: 500" in said
    for kind in ("menu", "customer"):
        desk.bridge.alert_told.emit(undelivered(desk, kind))
    said = words(window, "alert_notice_words")
    assert said.count("Three tries") == 3
    assert "Further addresses: 1." in said
    clock.forward(minutes=5)
    desk.bridge.alert_told.emit(undelivered(desk, "menu"))
    assert words(window, "alert_notice_words").count("Three tries") == 1

    press(window, "alert_notice_button")
    page = window.findChild(SetupPage)
    assert page is not None
    await until(lambda: is_there(page, "connection_page"))
    found(window, QAbstractButton, "alert_notice_close").click()
    assert not is_there(window, "alert_notice")


async def test_an_alert_of_another_restaurant_promises_nothing_for_this_one(desk: Desk, show: Show) -> None:
    window = await on_screen(desk, show)
    alert = msgspec.structs.replace(undelivered(desk, "order", None), connection_id=desk.connection_id + 1, endpoint="")
    desk.bridge.alert_told.emit(alert)
    said = words(window, "alert_notice_words")
    assert "an address RETM does not name" in said
    assert "another of your restaurants" in said
    assert "no order is missed" not in said


# What was there before


@pytest.mark.parametrize(
    ("error", "act"),
    [(SignInExpired(), "Connect again"), (WrongCredentials(), "Enter the new secret"), (Offline(), "")],
)
async def test_failures_nobody_showed_are_told(desk: Desk, show: Show, error: OperatorError, act: str) -> None:
    window = await on_screen(desk, show)
    desk.bridge.error_told.emit(error)
    assert is_there(window, "window_notice")
    assert is_there(window, "window_notice_button") == bool(act)
    assert found(window, QPushButton, "window_notice_button").text() == act


async def test_a_bug_offers_its_report(
    desk: Desk, house: FakeHouse, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeHouse, "report", lambda _self: "the report", raising=False)
    window = await on_screen(desk, show)
    desk.bridge.error_told.emit(OperatorError("KeyError"))
    press(window, "window_notice_button")
    assert QGuiApplication.clipboard().text() == "the report"


async def test_a_taken_port_leads_to_setup(desk: Desk, house: FakeHouse, show: Show) -> None:
    house.listener_error = PortTaken(port=47600)
    window = await on_screen(desk, show)
    assert is_there(window, "listener_notice")
    press(window, "listener_notice_button")
    await until(lambda: window.findChild(SetupPage) is not None)
    house.listener_error = None
    desk.bridge.listener_changed.emit()
    assert not is_there(window, "listener_notice")
