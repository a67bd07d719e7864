"""What the menu tab says of a menu that changed, of one that is stale, and of a chosen price list."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QToolButton, QWidget

from retm_desktop.domain.business import PriceList
from retm_desktop.domain.menu import MenuChange, Product
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.change_rows import ChangeRows
from retm_desktop.gui.menu.change_words import change_words
from retm_desktop.gui.menu.page import MenuPage
from retm_desktop.gui.menu.price_choice import PriceChoice
from retm_desktop.gui.products.grid import ProductGrid
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.journal import Journal
from retm_desktop.store.settings import price_list_key
from retm_desktop.sync.status import Link, Status
from tests.gui import shop
from tests.gui.conftest import Clock, FakeHouse, MakeDesk, Show
from tests.waiting import until

W = TypeVar("W", bound=QWidget)
LISTS = (PriceList("list-1", Both("Menu prices", "أسعار القائمة")), PriceList("list-2", Both("Apps", "التطبيقات")))
NEW = [Product(f"new-{n}", Both(f"Soup {n}", f"شوربة {n}"), price=Decimal(20)) for n in range(3)]


class Screen:
    """Finds what is on a menu page, and in its dialog, by object names."""

    def __init__(self, desk: Desk, page: MenuPage) -> None:
        self.desk = desk
        self.page = page
        self.grid = self.find(ProductGrid, "menu_grid")

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def said(self, name: str) -> str:
        return plain(self.find(QLabel, name).text())

    def visible(self, name: str) -> bool:
        found = self.page.findChild(QWidget, name)
        return found is not None and found.isVisible()

    async def take(self, *products: Product, price_list: str = "") -> None:
        """Let RETM's menu be these products now."""
        pairs = [(each, msgspec.json.encode(each)) for each in products]
        desk = self.desk
        await desk.catalogue.replace(desk.connection_id, Kind.PRODUCT, pairs, desk.now(), price_list=price_list)

    async def listed(self) -> tuple[str, ...]:
        """Return the rows of the change shown in the dialog."""
        await until(lambda: self.visible("menu_changes_dialog"))
        return self.find(ChangeRows, "menu_changes_rows").rows


@pytest.fixture
async def screen(desk: Desk, show: Show) -> Screen:
    return await opened(desk, show)


async def opened(desk: Desk, show: Show) -> Screen:
    await shop.stock(desk)
    pairs = [(each, msgspec.json.encode(each)) for each in LISTS]
    await desk.catalogue.replace(desk.connection_id, Kind.PRICE_LIST, pairs, desk.now())
    page = MenuPage(desk)
    show(page)
    screen = Screen(desk, page)
    await until(lambda: screen.grid.products)
    return screen


def dearer(products: tuple[Product, ...]) -> list[Product]:
    return [msgspec.structs.replace(each, price=each.price + 1) for each in products]


async def change(screen: Screen, clock: Clock) -> None:
    """3 added, 1 removed, 5 repriced: of the eight products the last goes, and 0, 1, 3, 4 and 5 cost more."""
    clock.forward(minutes=1)
    kept = [*dearer(shop.PRODUCTS[:2]), shop.PRODUCTS[2], *dearer(shop.PRODUCTS[3:6]), shop.PRODUCTS[6]]
    await screen.take(*kept, *NEW)
    await until(lambda: screen.visible("menu_change"))


# A menu that changed


async def test_a_change_is_told_in_numbers_until_it_is_put_aside(
    screen: Screen, desk: Desk, clock: Clock, show: Show
) -> None:
    assert not screen.visible("menu_change") and not screen.visible("menu_changes")
    await change(screen, clock)
    assert screen.said("menu_change_title") == "Menu changed at 20:15: 3 added, 1 removed, 5 prices changed"
    again = await opened_again(desk, show)
    assert again.visible("menu_change"), "it stands there until somebody has seen it"
    again.find(QToolButton, "menu_change_close").click()
    assert not again.visible("menu_change")
    third = await opened_again(desk, show)
    await until(lambda: third.visible("menu_changes"))
    assert not third.visible("menu_change"), "what was put aside does not come back"
    clock.forward(minutes=5)
    await third.take(*shop.PRODUCTS)
    await until(lambda: third.visible("menu_change"))
    assert third.said("menu_change_title") == "Menu changed at 20:20: 1 added, 3 removed, 5 prices changed"


async def opened_again(desk: Desk, show: Show) -> Screen:
    page = MenuPage(desk)
    show(page)
    screen = Screen(desk, page)
    await until(lambda: screen.grid.products)
    return screen


async def test_what_changed_is_listed_with_names_and_both_prices(screen: Screen, clock: Clock) -> None:
    await change(screen, clock)
    screen.find(QPushButton, "menu_change_button").click()
    sar = "\u00a0SAR"
    assert await screen.listed() == (
        "Added\t3",
        "Soup 0",
        "Soup 1",
        "Soup 2",
        "Removed\t1",
        "شاي كرك",
        "Prices\t5",
        f"Mixed grill\t69.00{sar}\t70.00{sar}",
        f"Shish tawook\t39.00{sar}\t40.00{sar}",
        f"Lamb mandi\t64.00{sar}\t65.00{sar}",
        f"Chicken shawarma\t12.00{sar}\t13.00{sar}",
        f"Falafel sandwich\t9.00{sar}\t10.00{sar}",
    )
    rows = screen.find(ChangeRows, "menu_changes_rows")
    rows.setCurrentIndex(rows.model().index(7, 0))
    QTest.keyClick(rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"Mixed grill\t69.00{sar}\t70.00{sar}"
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    await until(lambda: not screen.visible("menu_changes_dialog"))


async def test_earlier_changes_are_a_list_walked_by_the_arrows(screen: Screen, clock: Clock) -> None:
    await change(screen, clock)
    clock.forward(minutes=30)
    await screen.take(*shop.PRODUCTS)
    await until(lambda: "20:45" in screen.said("menu_change_title"))
    screen.find(QToolButton, "menu_changes").click()
    assert (await screen.listed())[0] == "Added\t1"
    times = screen.find(QListView, "menu_changes_list")
    told = [str(times.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(2)]
    assert told == [
        "20:45, 1 added, 3 removed, 5 prices changed",
        "20:15, 3 added, 1 removed, 5 prices changed",
    ]
    assert times.model().rowCount() == 2
    QTest.keyClick(times, Qt.Key.Key_Down)
    assert (await screen.listed())[0] == "Added\t3"


@pytest.mark.parametrize(
    ("alter", "english", "arabic"),
    [
        (lambda c: c(added=1), "1 added", "أُضيف: 1"),
        (lambda c: c(repriced=1), "1 price changed", "تغيّر السعر: 1"),
        (lambda c: c(repriced=2, altered=1), "2 prices changed, 1 other change", "تغيّر السعر: 2، تغييرات أخرى: 1"),
        (lambda c: c(removed=2, altered=3), "2 removed, 3 other changes", "حُذف: 2، تغييرات أخرى: 3"),
    ],
)
async def test_only_what_there_is_is_told_and_in_the_right_number(
    make_desk: MakeDesk, clock: Clock, alter: Callable[..., MenuChange], english: str, arabic: str
) -> None:
    from retm_desktop.domain.menu import Repriced

    name = Both("Tea", "شاي")

    def made(added: int = 0, removed: int = 0, repriced: int = 0, altered: int = 0) -> MenuChange:
        prices = (Repriced(name, Decimal(1), Decimal(2)),) * repriced
        return MenuChange(clock(), (name,) * added, (name,) * removed, prices, (name,) * altered)

    change = alter(made)
    for language, words in (
        ("en", f"Menu changed at 20:14: {english}"),
        ("ar", f"تغيّرت قائمة الطعام عند 20:14 - {arabic}"),
    ):
        assert plain(change_words(await make_desk(language=language), change)) == words


async def test_a_change_of_another_day_says_the_day(screen: Screen, desk: Desk, clock: Clock, show: Show) -> None:
    await change(screen, clock)
    clock.at += timedelta(days=1)
    again = await opened_again(desk, show)
    assert again.said("menu_change_title").startswith("Menu changed at 2026-02-03 20:15: 3 added")


async def test_a_price_of_a_size_is_listed_though_the_lowest_stays(screen: Screen, clock: Clock) -> None:
    clock.forward(minutes=1)
    kabsa = shop.PRODUCTS[2]
    whole = msgspec.structs.replace(kabsa.variations[1], price=Decimal(60))
    await screen.take(
        *(
            msgspec.structs.replace(each, variations=(kabsa.variations[0], whole)) if each is kabsa else each
            for each in shop.PRODUCTS
        )
    )
    await until(lambda: screen.visible("menu_change"))
    assert screen.said("menu_change_title") == "Menu changed at 20:15: 1 price changed"
    screen.find(QPushButton, "menu_change_button").click()
    assert (await screen.listed())[1] == "Chicken kabsa\t32.00\u00a0SAR\t32.00\u00a0SAR"
    screen.find(ChangeRows, "menu_changes_rows").grab()


# A stale menu


async def test_a_menu_webhook_makes_the_menu_stale_until_it_was_read(
    screen: Screen, desk: Desk, house: FakeHouse, clock: Clock, tmp_path: Path
) -> None:
    assert screen.said("menu_as_of") == "Menu as of 20:14"
    clock.forward(minutes=1)
    journal = Journal(tmp_path / "store.sqlite3")
    journal.open()
    journal.append("menu", desk.connection_id, b'{"event": "menu.updated"}', clock())
    journal.close()
    desk.events.heard()
    await until(lambda: screen.said("menu_as_of") == "RETM says the menu changed; reading it…")
    house.tell_status(Status(link=Link.OFFLINE, error_code="offline"))
    assert screen.said("menu_as_of") == "RETM says the menu changed; it is read when the connection is back"
    house.tell_status(Status(link=Link.ONLINE))
    assert screen.said("menu_as_of") == "RETM says the menu changed; reading it…"
    clock.forward(minutes=3)
    house.tell_status(Status(link=Link.ONLINE, updated_at=clock()))
    assert screen.said("menu_as_of") == "RETM said at 20:15 that the menu changed; it could not be read yet"
    await screen.take(*shop.PRODUCTS[:4])
    await until(lambda: screen.said("menu_as_of") == "Menu as of 20:18")


async def test_a_webhook_about_something_else_leaves_the_menu_fresh(
    screen: Screen, desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    clock.forward(minutes=1)
    journal = Journal(tmp_path / "store.sqlite3")
    journal.open()
    journal.append("order", desk.connection_id, b"{}", clock())
    journal.close()
    desk.events.heard()
    await screen.take(*shop.PRODUCTS[:4])
    await until(lambda: screen.said("menu_as_of") == "Menu as of 20:15")


# Price lists


async def test_a_price_list_is_chosen_remembered_and_asked_for(
    screen: Screen, desk: Desk, house: FakeHouse, show: Show
) -> None:
    box = screen.find(PriceChoice, "menu_price_list")
    assert [plain(box.itemText(n)) for n in range(box.count())] == ["RETM's prices", "Menu prices", "Apps"]
    assert box.currentIndex() == 0
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert house.calls == [("use_price_list", "list-1"), ("use_price_list", "list-2")]
    assert screen.said("menu_as_of") == "Asking RETM…"
    assert desk.settings.get(price_list_key(desk.connection_id), str, "") == "list-2"
    again = await opened_again(desk, show)
    assert plain(again.find(PriceChoice, "menu_price_list").currentText()) == "Apps"


async def test_the_prices_of_another_list_are_told_as_a_choice(screen: Screen, desk: Desk, clock: Clock) -> None:
    clock.forward(minutes=1)
    await screen.take(*dearer(shop.PRODUCTS[:7]), shop.PRODUCTS[7], price_list="list-2")
    await until(lambda: screen.visible("menu_prices"))
    # Chicken kabsa has its prices by size, which this list leaves alone, but its base price is another.
    assert screen.said("menu_prices_title") == "Prices of “Apps” since 20:15: 7 of 8 are different"
    assert not screen.visible("menu_change"), "RETM's menu is the same"
    screen.find(QPushButton, "menu_prices_button").click()
    assert (await screen.listed())[0] == "Prices\t7"
    times = screen.find(QListView, "menu_changes_list")
    assert times.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "20:15, Apps: 7 other prices"
    screen.find(QPushButton, "menu_changes_close").click()
    screen.find(QToolButton, "menu_prices_close").click()
    assert not screen.visible("menu_prices")


async def test_a_list_with_the_same_prices_is_said_to_be_so(screen: Screen, clock: Clock) -> None:
    clock.forward(minutes=1)
    await screen.take(*shop.PRODUCTS, price_list="list-1")
    await until(lambda: screen.visible("menu_prices"))
    assert screen.said("menu_prices_title") == "RETM sent the same prices for this list."
    assert "“Menu prices” is chosen" in screen.said("menu_prices_words")
    assert not screen.visible("menu_prices_button")
    screen.find(QToolButton, "menu_changes").click()
    assert await screen.listed() == ()
    assert screen.visible("menu_changes_nothing")


async def test_a_chosen_list_that_is_gone_is_shown_by_its_id(desk: Desk, show: Show) -> None:
    desk.settings.set(price_list_key(desk.connection_id), "LIST-9")
    screen = await opened(desk, show)
    box = screen.find(PriceChoice, "menu_price_list")
    assert plain(box.currentText()) == "LIST-9" and box.count() == 4


async def test_without_price_lists_there_is_nothing_to_choose(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await desk.catalogue.replace(desk.connection_id, Kind.PRICE_LIST, [], desk.now())
    screen = await opened_again(desk, show)
    assert not screen.visible("menu_price_list")


async def test_a_change_of_one_restaurant_is_not_told_of_another(
    screen: Screen, desk: Desk, house: FakeHouse, clock: Clock
) -> None:
    await change(screen, clock)
    other = await desk.connections.add("retm", "production", "other-kitchen")
    house.active = await desk.connections.get(other)
    desk.bridge.active_changed.emit()
    await until(lambda: not screen.grid.products or not screen.visible("menu_change"))
    await until(lambda: screen.visible("menu_empty"))
    assert not screen.visible("menu_change") and not screen.visible("menu_changes")
