"""The menu tab as an operator uses it."""

from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from retm_desktop.domain.menu import Group, Product
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.page import MenuPage
from retm_desktop.gui.menu.shelf_list import ShelfList
from retm_desktop.gui.products.grid import ProductGrid
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.status import Link, Status
from tests.gui import shop
from tests.gui.conftest import Clock, FakeHouse, MakeDesk, Show
from tests.waiting import until

W = TypeVar("W", bound=QWidget)


class Screen:
    """Finds what is on a menu page by its object names."""

    def __init__(self, page: MenuPage) -> None:
        self.page = page
        self.grid = self.find(ProductGrid, "menu_grid")
        self.shelves = self.find(ShelfList, "menu_categories")
        self.search = self.find(QLineEdit, "menu_search")
        self.detail = self.find(QFrame, "menu_detail")

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def said(self, name: str) -> str:
        return plain(self.find(QLabel, name).text())

    def words_in(self, name: str) -> list[str]:
        return [plain(each.text()) for each in self.find(QFrame, name).findChildren(QLabel)]

    def names(self) -> list[str]:
        return [product.name.en or product.name.ar for product in self.grid.products]

    def visible(self, name: str) -> bool:
        return self.find(QWidget, name).isVisible()

    def choose(self, product_id: str) -> None:
        row = [product.id for product in self.grid.products].index(product_id)
        self.grid.setCurrentIndex(self.grid.model().index(row, 0))
        QTest.keyClick(self.grid, Qt.Key.Key_Return)


async def opened(desk: Desk, show: Show, *, stocked: bool = True) -> Screen:
    if stocked:
        await shop.stock(desk)
    page = MenuPage(desk)
    show(page)
    screen = Screen(page)
    if stocked:
        await until(lambda: screen.grid.products)
    return screen


async def put(desk: Desk, kind: Kind, *entries: msgspec.Struct) -> None:
    await desk.catalogue.replace(
        desk.connection_id, kind, [(each, msgspec.json.encode(each)) for each in entries], desk.now()
    )


async def test_shows_categories_and_groups_with_their_counts(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    assert screen.shelves.entries == [
        ("All products", 8),
        ("Grill", 2),
        ("Rice dishes", 2),
        ("Sandwiches", 2),
        ("Drinks", 2),
        ("Groups", None),
        ("Most ordered", 2),
    ]
    assert screen.said("menu_count") == "8 products"
    screen.shelves.choose("group:group-1")
    assert screen.names() == ["Chicken shawarma", "Chicken kabsa"]


async def test_the_keyboard_walks_over_the_heading_of_the_groups(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.shelves.choose("category:cat-drinks")
    QTest.keyClick(screen.shelves, Qt.Key.Key_Down)
    assert screen.shelves.key == "group:group-1"
    QTest.keyClick(screen.shelves, Qt.Key.Key_Up)
    assert screen.shelves.key == "category:cat-drinks"


async def test_the_chosen_shelf_is_remembered(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.shelves.choose("category:cat-drinks")
    again = await opened(desk, show)
    assert again.shelves.key == "category:cat-drinks"
    assert again.names() == ["Lemon with mint", "شاي كرك"]


async def test_search_goes_through_all_shelves_and_gives_the_chosen_one_back(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.shelves.choose("category:cat-drinks")
    screen.page.focus_search()
    screen.search.insert("دجاج")
    await until(lambda: screen.names() == ["Chicken kabsa", "Chicken shawarma"])
    assert screen.shelves.entries[0] == ("All products", 2)
    screen.shelves.choose("category:cat-rice")
    assert screen.names() == ["Chicken kabsa"]
    screen.shelves.choose("all:")
    QTest.keyClick(screen.search, Qt.Key.Key_Escape)
    await until(lambda: screen.names() == ["Lemon with mint", "شاي كرك"])
    assert screen.shelves.key == "category:cat-drinks"


async def test_a_search_without_result_says_so_and_offers_the_way_back(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.search.setText("sushi")
    await until(lambda: screen.visible("menu_nothing_found"))
    assert "sushi" in screen.said("menu_nothing_found_words")
    screen.find(QPushButton, "menu_nothing_found_button").click()
    await until(lambda: screen.grid.isVisible() and len(screen.names()) == 8)


async def test_enter_in_the_search_goes_to_the_first_product_found(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.search.setText("mandi")
    await until(lambda: screen.names() == ["Lamb mandi"])
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    QTest.keyClick(screen.grid, Qt.Key.Key_Return)
    assert screen.said("menu_detail_name") == "Lamb mandi"


async def test_the_detail_tells_variations_with_prices_and_skus(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    assert not screen.detail.isVisible()
    screen.choose("prod-kabsa")
    assert screen.detail.isVisible()
    assert screen.said("menu_detail_name") == "Chicken kabsa"
    assert screen.said("menu_detail_other_name") == "كبسة دجاج"
    assert screen.said("menu_detail_price") == "from 32.00\u00a0SAR"
    assert screen.said("menu_detail_description") == "Basmati rice, roasted chicken, raisins"
    assert screen.words_in("menu_detail_variations") == [
        "Half chicken",
        "KAB-H",
        "32.00\u00a0SAR",
        "Whole chicken",
        "KAB-W",
        "58.00\u00a0SAR",
    ]
    assert screen.words_in("menu_detail_taxes") == ["VAT 15%", "included in the price", "15%"]


async def test_the_detail_tells_modifiers_with_their_rules_and_extras(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.choose("prod-shawarma")
    assert screen.said("menu_detail_rule_0") == "Required, choose 1 to 2"
    assert screen.said("menu_detail_rule_1") == "Optional, any number"
    assert screen.words_in("menu_detail_group_0") == [
        "Garlic sauce",
        "no extra",
        "Tahini",
        "no extra",
        "Hot sauce",
        "+1.00\u00a0SAR",
    ]


async def test_the_chosen_card_stays_in_sight_when_the_detail_takes_room(desk: Desk, show: Show) -> None:
    many = [msgspec.structs.replace(shop.PRODUCTS[n % 8], id=f"p{n}") for n in range(80)]
    await put(desk, Kind.PRODUCT, *many)
    page = MenuPage(desk)
    show(page)
    screen = Screen(page)
    await until(lambda: screen.grid.products)
    screen.choose("p24")
    rect = screen.grid.visualRect(screen.grid.currentIndex())
    assert screen.grid.viewport().rect().contains(rect)


async def test_in_a_narrow_window_the_detail_takes_the_room_of_the_categories(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    show(screen.page, 900, 700)
    assert screen.shelves.isVisible()
    screen.choose("prod-kabsa")
    assert not screen.shelves.isVisible()
    screen.find(QToolButton, "menu_detail_close").click()
    assert screen.shelves.isVisible()


async def test_escape_closes_the_detail_and_arrows_change_it(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.choose("prod-mixed-grill")
    QTest.keyClick(screen.grid, Qt.Key.Key_Right)
    assert screen.said("menu_detail_name") == "Shish tawook"
    QTest.keyClick(screen.grid, Qt.Key.Key_Escape)
    assert not screen.detail.isVisible()
    QTest.keyClick(screen.grid, Qt.Key.Key_Left)
    assert not screen.detail.isVisible()


async def test_name_and_price_are_copied_without_direction_marks(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.choose("prod-shish-tawook")
    QTest.keyClick(screen.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Shish tawook\t39.00\u00a0SAR"
    QGuiApplication.clipboard().clear()
    screen.find(QToolButton, "menu_detail_copy").click()
    assert QGuiApplication.clipboard().text() == "Shish tawook\t39.00\u00a0SAR"


async def test_a_product_without_a_name_is_shown_by_its_id(desk: Desk, show: Show) -> None:
    nameless = Product(id="01HXNAMELESS", price=Decimal(5), calories=Decimal("120.00"))
    await put(desk, Kind.PRODUCT, nameless, Product(id="p2", name=Both("", "شاي")))
    page = MenuPage(desk)
    show(page)
    screen = Screen(page)
    await until(lambda: len(screen.grid.products) == 2)
    screen.choose("01HXNAMELESS")
    assert screen.said("menu_detail_name") == "01HXNAMELESS"
    assert screen.find(QLabel, "menu_detail_name").property("role") == "muted"
    assert screen.said("menu_detail_calories") == "120 kcal"
    screen.choose("p2")
    assert screen.said("menu_detail_name") == "شاي"
    assert page.findChild(QLabel, "menu_detail_other_name") is None


async def test_a_change_of_the_menu_reaches_the_open_detail(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.choose("prod-mandi")
    dearer = [
        msgspec.structs.replace(each, price=Decimal("70.00")) if each.id == "prod-mandi" else each
        for each in shop.PRODUCTS
    ]
    await put(desk, Kind.PRODUCT, *dearer)
    await until(lambda: screen.said("menu_detail_price") == "70.00\u00a0SAR")
    await put(desk, Kind.PRODUCT, *(each for each in dearer if each.id != "prod-mandi"))
    await until(lambda: not screen.detail.isVisible())
    assert "Lamb mandi" not in screen.names()


async def test_says_how_old_the_menu_is_and_asks_for_a_new_one(
    desk: Desk, house: FakeHouse, clock: Clock, show: Show
) -> None:
    screen = await opened(desk, show)
    assert screen.said("menu_as_of") == "Menu as of 20:14"
    refresh = screen.find(QToolButton, "menu_refresh")
    refresh.click()
    assert house.calls == [("refresh",)]
    assert screen.said("menu_as_of") == "Asking RETM…"
    assert not refresh.isEnabled()
    clock.forward(minutes=5)
    # The list comes back as it was: nothing but its time is new.
    await put(desk, Kind.PRODUCT, *shop.PRODUCTS)
    await until(lambda: screen.said("menu_as_of") == "Menu as of 20:19")
    assert refresh.isEnabled()


async def test_a_menu_of_another_day_says_the_day(desk: Desk, clock: Clock, show: Show) -> None:
    await shop.stock(desk)
    clock.at += timedelta(days=1)
    screen = await opened(desk, show, stocked=False)
    await until(lambda: screen.said("menu_as_of") == "Menu as of 2026-02-03 20:14")


async def test_a_menu_that_was_never_read_is_on_its_way_or_honestly_missing(
    desk: Desk, house: FakeHouse, show: Show
) -> None:
    screen = await opened(desk, show, stocked=False)
    await until(lambda: screen.visible("menu_empty"))
    assert screen.said("menu_empty_title") == "The menu is on its way"
    assert screen.said("menu_as_of") == "Not read from RETM yet"
    house.tell_status(Status(link=Link.OFFLINE, error_code="offline"))
    assert screen.visible("menu_offline")
    screen.find(QPushButton, "menu_offline_button").click()
    assert house.calls == [("refresh",)]
    await put(desk, Kind.PRODUCT)
    house.tell_status(Status(link=Link.ONLINE))
    await shop.stock(desk)
    await until(lambda: screen.grid.isVisible() and len(screen.names()) == 8)


async def test_a_menu_without_products_is_called_empty(desk: Desk, show: Show) -> None:
    await put(desk, Kind.PRODUCT)
    screen = await opened(desk, show, stocked=False)
    await until(lambda: screen.visible("menu_empty"))
    assert screen.said("menu_empty_title") == "The menu is empty"


async def test_a_group_without_told_products_does_not_pretend_to_be_empty(desk: Desk, show: Show) -> None:
    await put(desk, Kind.GROUP, Group("offers", Both("Offers", "عروض")))
    await put(desk, Kind.PRODUCT, *shop.PRODUCTS)
    page = MenuPage(desk)
    show(page)
    screen = Screen(page)
    await until(lambda: screen.grid.products)
    assert screen.shelves.entries[-1] == ("Offers", None)
    screen.shelves.choose("group:offers")
    assert screen.visible("menu_bare_shelf")
    assert screen.said("menu_bare_shelf_title") == "Products unknown"


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_in_arabic_the_list_stands_at_the_right_and_the_detail_at_the_left(
    make_desk: MakeDesk, show: Show, theme: str
) -> None:
    desk = await make_desk(language="ar", theme=theme)
    screen = await opened(desk, show)
    screen.choose("prod-kabsa")
    assert screen.said("menu_detail_name") == "كبسة دجاج"
    screen.page.grab()
    left = {each: each.mapTo(screen.page, each.rect().topLeft()).x() for each in (screen.detail, screen.shelves)}
    assert left[screen.detail] < left[screen.shelves]
