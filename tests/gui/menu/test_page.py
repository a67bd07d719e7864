"""The menu tab as an operator uses it."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from retm_desktop.domain.menu import Group, Product
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.page import MenuPage
from retm_desktop.gui.menu.shelf_list import ShelfList
from retm_desktop.gui.products.grid import ProductGrid
from retm_desktop.gui.products.picture import ProductPicture
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.status import Link, Status
from tests.benchmarks.heartbeat import Heartbeat
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


async def test_the_detail_tells_every_field_of_a_product(desk: Desk, show: Show) -> None:
    whole = msgspec.structs.replace(
        shop.PRODUCTS[2],
        id="01HXWHOLE",
        type=4,
        price=Decimal("30.00"),
        sku="70010002",
        calories=Decimal("640.00"),
        estimated_minutes=Decimal("20"),
        sells_beyond_stock=True,
        image="https://cdn.example/kabsa.jpg",
        variations=tuple(
            msgspec.structs.replace(each, stock=Decimal(3), image="https://cdn.example/half.jpg")
            for each in shop.PRODUCTS[2].variations
        ),
        modifiers=shop.PRODUCTS[4].modifiers,
    )
    await shop.stock(desk)
    await put(desk, Kind.PRODUCT, whole)
    await put(
        desk,
        Kind.GROUP,
        Group("g1", Both("Most ordered", "الأكثر طلبًا"), ("01hxwhole",)),
        Group("g2", Both("Empty", "فارغ"), ()),
        Group("g3", Both("Friday", "الجمعة"), ("01HXWHOLE",)),
    )
    page = MenuPage(desk)
    show(page)
    screen = Screen(page)
    await until(lambda: len(screen.grid.products) == 1)
    screen.choose("01HXWHOLE")
    assert screen.words_in("menu_detail_particulars") == [
        *("Type", "Product with sizes or kinds", "SKU", "70010002", "Base price", "30.00\u00a0SAR"),
        *("Category", "Rice dishes", "Groups", "Most ordered, Friday"),
    ]
    assert screen.said("menu_detail_calories") == "640 kcal"
    assert screen.said("menu_detail_minutes") == "20 min"
    assert screen.visible("menu_detail_beyond_stock")
    assert screen.said("menu_detail_other_description") == "أرز بسمتي ودجاج محمر وزبيب"
    assert screen.words_in("menu_detail_variations")[:3] == ["Half chicken", "KAB-H · 3 in stock", "32.00\u00a0SAR"]
    assert len(screen.find(QFrame, "menu_detail_variations").findChildren(ProductPicture)) == 2
    screen.find(QToolButton, "menu_detail_copy_sku").click()
    assert QGuiApplication.clipboard().text() == "70010002"


async def test_what_retm_does_not_tell_of_a_product_is_said_to_be_so(desk: Desk, show: Show) -> None:
    await put(desk, Kind.PRODUCT, Product("bare", Both("Water", "ماء"), type=9))
    screen = Screen(page := MenuPage(desk))
    show(page)
    await until(lambda: screen.grid.products)
    screen.choose("bare")
    told = screen.words_in("menu_detail_particulars")
    assert dict(zip(told[::2], told[1::2], strict=True)) == {
        "Type": "Type 9",
        "SKU": "not told by RETM",
        "Category": "not told by RETM",
        "Groups": "in none",
        "Calories": "not told by RETM",
        "Preparation": "not told by RETM",
        "Sold beyond stock": "no",
    }
    assert page.findChild(QToolButton, "menu_detail_copy_sku") is None


@pytest.mark.parametrize(
    ("code", "words"), [(1, "Plain product"), (2, "Product with choices"), (3, "Reserved by RETM"), (12, "Type 12")]
)
async def test_the_type_is_told_in_words(desk: Desk, show: Show, code: int, words: str) -> None:
    await put(desk, Kind.PRODUCT, Product("one", Both("Water", "ماء"), type=code))
    screen = Screen(page := MenuPage(desk))
    show(page)
    await until(lambda: screen.grid.products)
    screen.choose("one")
    assert screen.words_in("menu_detail_particulars")[1] == words


async def test_every_id_in_a_product_can_be_copied(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.choose("prod-shawarma")
    assert screen.page.findChild(QLabel, "menu_detail_ids_0") is None
    screen.find(QPushButton, "menu_detail_ids_show").click()
    ids = [screen.said(f"menu_detail_ids_{n}") for n in range(7)]
    assert ids == ["cat-sandwich", "mod-garlic", "mod-tahini", "mod-hot", "mod-cheese", "mod-fries", "tax-vat"]
    screen.find(QToolButton, "menu_detail_ids_copy_3").click()
    assert QGuiApplication.clipboard().text() == "mod-hot"
    screen.find(QPushButton, "menu_detail_ids_show").click()
    assert not screen.visible("menu_detail_ids_0")


async def test_retms_own_document_is_shown_when_it_is_asked_for(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    for key in ("prod-shawarma", "prod-kabsa"):
        screen.choose(key)
        await until(lambda: screen.visible("menu_detail_document"))
        text = screen.find(QPlainTextEdit, "menu_detail_document_text")
        assert not text.isVisible(), "another product folds it away again"
        screen.find(QPushButton, "menu_detail_document_show").click()
        await until(lambda key=key, text=text: f'"{key}"' in text.toPlainText())


async def test_retm_is_asked_for_the_product_whose_detail_is_opened(desk: Desk, house: FakeHouse, show: Show) -> None:
    screen = await opened(desk, show)
    screen.grid.setCurrentIndex(screen.grid.model().index(0, 0))
    assert house.calls == []
    screen.choose("prod-kabsa")
    QTest.keyClick(screen.grid, Qt.Key.Key_Right)
    asked = [("look_at_product", "prod-kabsa"), ("look_at_product", "prod-mandi")]
    assert house.calls == asked
    dearer = [msgspec.structs.replace(each, price=Decimal("70.00")) for each in shop.PRODUCTS]
    await put(desk, Kind.PRODUCT, *dearer)
    await until(lambda: screen.said("menu_detail_price") == "70.00\u00a0SAR")
    assert house.calls == asked, "a new reading of the store asks RETM for nothing"


async def test_a_hidden_menu_is_read_again_when_it_is_shown(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    screen.page.hide()
    await put(desk, Kind.PRODUCT, *shop.PRODUCTS[:3])
    await asyncio.sleep(0.2)
    assert len(screen.grid.products) == 8
    screen.page.show()
    await until(lambda: len(screen.grid.products) == 3)


async def test_thousands_of_products_do_not_hold_the_window_up(desk: Desk, show: Show) -> None:
    many = [msgspec.structs.replace(shop.PRODUCTS[n % 8], id=f"p{n}", name=Both(f"Dish {n}", "")) for n in range(5000)]
    await put(desk, Kind.PRODUCT, *many)
    page = MenuPage(desk)
    heart = Heartbeat(page)
    heart.start()
    show(page)
    screen = Screen(page)
    await until(lambda: len(screen.grid.products) == 5000)
    screen.grid.verticalScrollBar().setValue(9000)
    for words in ("d", "di", "dish 49"):
        screen.search.setText(words)
        await asyncio.sleep(0.3)
    assert len(screen.grid.products) == sum("49" in str(n) for n in range(5000))
    screen.choose("p4900")
    await put(desk, Kind.PRODUCT, *many[:4950])
    await until(lambda: len(screen.grid.products) == sum("49" in str(n) for n in range(4950)))
    heart.stop()
    assert heart.longest_ms < 250
