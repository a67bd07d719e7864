"""What the window says of the store: full, damaged, rebuilt; the worst first, and nothing once it is over."""

import asyncio

from PySide6.QtWidgets import QLabel, QWidget

from retm_desktop.domain.errors import DiskFull
from retm_desktop.domain.text import plain
from retm_desktop.gui.connect.welcome import WelcomePage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.main_window import MainWindow
from retm_desktop.store.database import Damage
from retm_desktop.store.rescue import RESCUED, Rescued
from tests.gui.conftest import START, Show
from tests.gui.connect.found import found, is_there, press

KEPT = "store.damaged-20260203T171400Z.sqlite3"


def words(page: QWidget, name: str) -> str:
    return plain(found(page, QLabel, name).text())


async def on_screen(desk: Desk, show: Show) -> MainWindow:
    window = MainWindow(desk)
    show(window, 1280, 800)
    await asyncio.sleep(0.05)
    return window


async def test_damage_offers_the_repair_and_outdoes_everything_else(desk: Desk, show: Show) -> None:
    desk.settings.set(RESCUED, Rescued(START, "malformed", KEPT, 2, 3))
    window = await on_screen(desk, show)
    assert words(window, "store_notice_title") == "The stored data was damaged and has been rebuilt."
    assert "restaurants 2, unsent actions 3" in words(window, "store_notice_words")
    assert KEPT in words(window, "store_notice_words")
    assert not is_there(window, "store_notice_button")

    desk.bridge.store_told.emit(DiskFull("full"))
    assert "The disk is full" in words(window, "store_notice_title")
    assert not is_there(window, "store_notice_close")
    desk.bridge.store_told.emit(Damage("malformed"))
    assert words(window, "store_notice_title") == "The stored data is damaged."
    asked: list[bool] = []
    window.repair_requested.connect(lambda: asked.append(True))
    press(window, "store_notice_button")
    assert asked == [True]

    desk.bridge.store_told.emit(None)
    assert "rebuilt" in words(window, "store_notice_title")
    press(window, "store_notice_close")
    assert not is_there(window, "store_notice")
    assert desk.settings.get(RESCUED, Rescued | None, None) is None  # type: ignore[arg-type]
    desk.bridge.store_told.emit(None)
    assert not is_there(window, "store_notice")


async def test_the_welcome_page_says_why_it_is_there_again(desk: Desk, show: Show) -> None:
    desk.settings.set(RESCUED, Rescued(START, "not an SQLite file", KEPT, whole=False))
    page = WelcomePage(desk)
    show(page, 1280, 800)
    assert "nothing of it could be read" in words(page, "store_notice_title")
    assert "connect the restaurant again" in words(page, "store_notice_words")


async def test_what_could_not_be_read_is_pointed_out(desk: Desk, show: Show) -> None:
    desk.settings.set(RESCUED, Rescued(START, "malformed", KEPT, 1, 0, whole=False))
    window = await on_screen(desk, show)
    assert "Not everything could be read" in words(window, "store_notice_words")
