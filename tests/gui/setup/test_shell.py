"""Setup's shell: the names of its parts, walked by mouse and keyboard, and the part that was open last."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QStackedWidget, QStyle, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.setup.page import SetupPage
from tests.gui import shop
from tests.gui.conftest import MakeDesk, Show
from tests.gui.connect.found import found, is_there, press, words
from tests.waiting import until

LISTS = ("order_types", "price_lists", "payment_methods", "charges", "taxes")


def chosen(page: SetupPage) -> list[str]:
    """Return the names that are shown as chosen."""
    names = page.findChild(QWidget, "setup_nav").findChildren(QPushButton)
    return [name.objectName().removeprefix("setup_nav_") for name in names if name.isChecked()]


def focused(page: SetupPage) -> QWidget:
    """Return what has the keyboard."""
    widget = page.focusWidget()
    assert widget is not None
    return widget


async def test_every_list_is_opened_by_its_name(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    page = SetupPage(desk)
    show(page)
    assert words(page, "setup_heading") == "Setup"
    assert chosen(page) == ["program"]
    for name in LISTS:
        press(page, f"setup_nav_{name}")
        assert chosen(page) == [name]
        await until(lambda name=name: is_there(page, f"{name}_list"))
    press(page, "setup_nav_program")
    assert is_there(page, "setup_program")
    assert not is_there(page, "taxes_page")


async def test_the_names_are_walked_by_keys_and_opened_with_enter(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    page = SetupPage(desk)
    show(page)
    first = found(page, QAbstractButton, "setup_nav_program")
    first.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(focused(page), key)
    assert focused(page).objectName() == "setup_nav_price_lists"
    # Walking opens nothing: the part would take the focus away.
    assert chosen(page) == ["program"]
    QTest.keyClick(focused(page), Qt.Key.Key_End)
    assert focused(page).objectName() == "setup_nav_ledger"
    QTest.keyClick(focused(page), Qt.Key.Key_Home)
    QTest.keyClick(focused(page), Qt.Key.Key_Up)
    assert focused(page) is first
    for _ in range(6):
        QTest.keyClick(focused(page), Qt.Key.Key_Down)
    QTest.keyClick(focused(page), Qt.Key.Key_Return)
    assert chosen(page) == ["taxes"]
    # And the arrows go on in the list that was opened.
    await until(lambda: focused(page).objectName() == "taxes_list")


async def test_find_reaches_the_part_on_screen(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    page = SetupPage(desk)
    show(page)
    page.focus_search()
    assert page.findChild(QLineEdit, "charges_search") is None
    page.show_part("charges")
    await until(lambda: found(page, QLineEdit, "charges_search").isEnabled())
    page.focus_search()
    assert focused(page).objectName() == "charges_search"


async def test_the_part_that_was_open_is_open_again(desk: Desk, show: Show) -> None:
    page = SetupPage(desk)
    show(page)
    press(page, "setup_nav_charges")
    again = SetupPage(desk)
    show(again)
    assert chosen(again) == ["charges"]
    desk.settings.set("setup.shown", "a part of another version")
    last = SetupPage(desk)
    show(last)
    assert chosen(last) == ["program"]


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_the_names_stand_at_the_reading_start(make_desk: MakeDesk, show: Show, language: str) -> None:
    desk = await make_desk(language)
    page = SetupPage(desk)
    show(page)
    edge = desk.theme.space("xl")
    nav, stack = found(page, QWidget, "setup_nav"), page.findChild(QStackedWidget)
    assert stack is not None
    left = nav.mapTo(page, QPoint(0, 0)).x()
    gap = left if language == "en" else page.width() - left - nav.width()
    assert gap == edge
    assert (left < stack.x()) is (language == "en")
    # The words begin at the reading start of the button: most of what is drawn is there.
    name = found(page, QPushButton, "setup_nav_taxes")
    image = name.grab().toImage()
    ground = image.pixelColor(image.width() // 2, 4)
    drawn = [x for x in range(8, image.width() - 8) if any(image.pixelColor(x, y) != ground for y in range(8, 34))]
    half = QStyle.visualRect(page.layoutDirection(), name.rect(), name.rect().adjusted(0, 0, -name.width() // 3, 0))
    assert all(half.contains(x, 20) for x in drawn)


async def test_large_text_scrolls_the_names(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk(scale=1.6)
    page = SetupPage(desk)
    show(page, 1300, 600)
    assert page.height() == 600
    last = found(page, QAbstractButton, "setup_nav_events")
    found(page, QAbstractButton, "setup_nav_connection").setFocus()
    QTest.keyClick(focused(page), Qt.Key.Key_Down)
    assert focused(page) is last
    assert page.rect().contains(last.mapTo(page, last.rect().center()))
