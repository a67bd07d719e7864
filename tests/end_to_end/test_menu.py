"""The menu in the whole program: changed at RETM, told by a webhook, read once, shown in exact numbers."""

import re
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget

from retm_desktop.domain.menu import Product
from retm_desktop.gui.menu.change_rows import ChangeRows
from retm_desktop.gui.menu.price_choice import PriceChoice
from retm_desktop.store.catalogue import Kind
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Shop


async def products(shop: Shop) -> dict[str, Product]:
    """Return what is stored, by folded id."""
    desk = shop.program.desk
    found = await desk.catalogue.all(desk.connection_id, Kind.PRODUCT, Product)
    return {product.id.casefold(): product for product in found}


async def on_the_menu(shop: Shop) -> QAbstractItemView:
    """Open the tab and wait for the products."""
    await shop.click("tab_menu")
    grid = await shop.see(QAbstractItemView, "menu_grid")
    await shop.until(grid.model().rowCount)
    return grid


def first_card(grid: QAbstractItemView) -> Product:
    product = grid.model().index(0, 0).data(Qt.ItemDataRole.UserRole)
    assert isinstance(product, Product)
    return product


async def test_a_changed_menu_is_read_once_and_told_in_exact_numbers(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        grid = await on_the_menu(shop)
        before, rows = await products(shop), grid.model().rowCount()
        calls = (await shop.books())["calls"]["menu"]
        made = await shop.ask(shop.sandbox.change_menu_many, added=3, removed=1, repriced=5)
        said = await shop.reads("menu_change_title", "3 added, 1 removed, 5 prices changed", 20)
        assert re.fullmatch(r"Menu changed at \d\d:\d\d: 3 added, 1 removed, 5 prices changed", said)
        await shop.until(lambda: grid.model().rowCount() == rows + 2)
        assert (await shop.books())["calls"]["menu"] == calls + 1
        await shop.click("menu_change_button")
        listed = (await shop.see(ChangeRows, "menu_changes_rows")).rows
        assert listed[0] == "Added\t3" and listed[4] == "Removed\t1" and listed[6] == "Prices\t5"
        assert listed[5] == before[made["removed"][0].casefold()].name.en
        told = {row.split("\t")[0]: row.split("\t")[1:] for row in listed[7:]}
        for key in made["repriced"]:
            product = before[key.casefold()]
            prices = [f"{price:.2f}\u00a0SAR" for price in (product.lowest_price, product.lowest_price + 1)]
            assert told[product.name.en or product.name.ar] == prices
        await shop.click("menu_changes_close")
        await shop.click("menu_change_close")
        await shop.restart()
        await shop.online()
        await on_the_menu(shop)
        await shop.see(QWidget, "menu_changes")
        assert shop.find(QWidget, "menu_change") is None, "put aside is put aside"


async def test_another_price_list_changes_the_prices_and_is_no_change_of_the_menu(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        grid = await on_the_menu(shop)
        box = await shop.see(PriceChoice, "menu_price_list")
        price = first_card(grid).lowest_price
        # The first list of the practice restaurant has the very prices it sends without one.
        for _ in range(2):
            await shop.from_the_loop(lambda: QTest.keyClick(box, Qt.Key.Key_Down))
        assert "Delivery app prices" in await shop.reads("menu_prices_title", "are different", 20)
        assert first_card(grid).lowest_price > price
        assert all(p.price % Decimal("0.5") == 0 for p in (await products(shop)).values()), "prices as RETM sent them"
        for _ in range(2):
            await shop.from_the_loop(lambda: QTest.keyClick(box, Qt.Key.Key_Up))
        await shop.until(lambda: first_card(grid).lowest_price == price, 20)
        desk = shop.program.desk
        change, choice = await desk.menu_changes.newest(desk.connection_id)
        assert change is None, "nothing changed at RETM"
        assert choice is not None and choice.price_list == ""


async def test_a_list_with_the_same_prices_is_said_to_be_so(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        await on_the_menu(shop)
        box = await shop.see(PriceChoice, "menu_price_list")
        await shop.from_the_loop(lambda: QTest.keyClick(box, Qt.Key.Key_Down))
        await shop.reads("menu_prices_title", "RETM sent the same prices for this list.", 20)
