"""The grid of product cards: what it tells, what it paints, and how it is worked by mouse and keyboard."""

from decimal import Decimal
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from retm_desktop.domain.menu import Product
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.pictures import Pictures
from retm_desktop.gui.products.grid import ProductGrid
from retm_desktop.gui.products.model import COUNT_ROLE
from tests.gui.conftest import MakeDesk, Show
from tests.gui.shop import PRODUCTS
from tests.waiting import until


def _said(grid: ProductGrid, row: int) -> str:
    return str(grid.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


async def test_card_tells_name_and_lowest_price(desk: Desk, show: Show) -> None:
    grid = ProductGrid(desk, name="grid")
    show(grid)
    nameless = Product(id="x", price=Decimal(8))
    grid.show_products((*PRODUCTS, nameless))
    assert _said(grid, 1) == "Shish tawook, 39.00\u00a0SAR"
    assert _said(grid, 2) == "Chicken kabsa, from 32.00\u00a0SAR"
    assert _said(grid, len(PRODUCTS)) == "Product without a name, 8.00\u00a0SAR"


async def test_click_and_keys_choose(desk: Desk, show: Show) -> None:
    grid = ProductGrid(desk, name="grid")
    show(grid, 720, 600)
    grid.show_products(PRODUCTS)
    chosen: list[Product] = []
    grid.chosen.connect(chosen.append)
    place = grid.visualRect(grid.model().index(1, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert chosen == [PRODUCTS[1]]
    grid.setCurrentIndex(grid.model().index(1, 0))
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert chosen[1:] == [PRODUCTS[2], PRODUCTS[2]]
    below = QPoint(place.x(), grid.viewport().height() - 2)
    grid.show_products(PRODUCTS[:2])
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below)
    assert len(chosen) == 3, "a click beside the cards chooses nothing"


async def test_cards_fill_the_width_and_are_mirrored(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk(language="ar")
    grid = ProductGrid(desk, name="grid")
    show(grid, 720, 600)
    grid.show_products(PRODUCTS)
    first, second = (grid.visualRect(grid.model().index(row, 0)) for row in (0, 1))
    assert first.top() == second.top()
    assert first.left() > second.left()
    assert grid.viewport().width() - first.right() < desk.theme.space("l")
    assert _said(grid, 0).startswith("مشاوي مشكلة")
    grid.setCurrentIndex(grid.model().index(0, 0))
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert grid.currentIndex().row() == 1, "left is onward in a window read from the right"
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.currentIndex().row() == 5
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.currentIndex().row() == 4


async def test_four_cards_stand_in_a_row_at_the_usual_width(desk: Desk, show: Show) -> None:
    grid = ProductGrid(desk, name="grid")
    show(grid, 712, 600)
    grid.show_products(PRODUCTS)
    tops = [grid.visualRect(grid.model().index(row, 0)).top() for row in range(5)]
    assert len(set(tops[:4])) == 1
    assert tops[4] > tops[3]


async def test_same_products_again_keep_the_place(desk: Desk, show: Show) -> None:
    grid = ProductGrid(desk, name="grid")
    show(grid, 400, 300)
    grid.show_products(PRODUCTS)
    grid.setCurrentIndex(grid.model().index(5, 0))
    grid.show_products(list(PRODUCTS))
    assert grid.currentIndex().row() == 5
    grid.show_products(PRODUCTS[:2])
    assert not grid.currentIndex().isValid()


async def test_counts_and_copy(desk: Desk, show: Show) -> None:
    grid = ProductGrid(desk, name="grid")
    show(grid)
    grid.show_products(PRODUCTS)
    grid.show_counts({PRODUCTS[1].id: 3})
    assert grid.model().index(1, 0).data(COUNT_ROLE) == 3
    assert grid.model().index(0, 0).data(COUNT_ROLE) == 0
    grid.setCurrentIndex(grid.model().index(1, 0))
    QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Shish tawook\t39.00\u00a0SAR"


async def test_picture_takes_the_place_of_the_stand_in(desk: Desk, show: Show, tmp_path: Path) -> None:
    red = QImage(32, 24, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    red.save(buffer, "PNG")  # type: ignore[call-overload]
    asked: list[str] = []

    async def fetch(address: str, limit: int) -> bytes:
        asked.append(address)
        return bytes(buffer.data().data())

    pictures = Pictures(tmp_path / "seen", desk.background, lambda: fetch)
    grid = ProductGrid(_with(desk, pictures), name="grid")
    show(grid, 400, 300)
    pictured = Product(id="1", name=BilingualText("Tea", "شاي"), image="https://pictures.test/tea.png")
    grid.show_products([pictured, msgspec.structs.replace(pictured, id="2", image="")])

    def color(row: int) -> str:
        card = grid.visualRect(grid.model().index(row, 0))
        return str(grid.viewport().grab().toImage().pixelColor(card.left() + 20, card.top() + 20).name())

    await until(lambda: color(0) == "#ff0000")
    assert color(1) != "#ff0000"
    assert asked == ["https://pictures.test/tea.png"], "fetched once for all that is painted"


def _with(desk: Desk, pictures: Pictures) -> Desk:
    parts = {name: getattr(desk, name) for name in desk.__dataclass_fields__}
    return Desk(**{**parts, "pictures": pictures})
