"""The invoices page as tests see it, and the invoices of a believable day."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from retm_desktop.domain.orders import NamedAmount
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.page import InvoicesPage
from retm_desktop.gui.widgets.paged_table import PagedTable
from tests.gui import shop
from tests.gui.conftest import START, Show
from tests.waiting import until

W = TypeVar("W", bound=QWidget)
CASH, CARD = shop.PAYMENTS


class PeriodScreen:
    """Finds what is on a page that lists days by its object names, and does what an operator does."""

    def __init__(self, page: QWidget, name: str) -> None:
        """`name` begins the object names of the list and its search."""
        self.page: Any = page
        self.table = self.find(PagedTable, f"{name}_list")
        self.search = self.find(QLineEdit, f"{name}_search")

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def has(self, name: str) -> bool:
        return self.page.findChild(QWidget, name) is not None

    def said(self, name: str) -> str:
        return plain(self.find(QLabel, name).text()).replace("\u00a0", " ")

    def visible(self, name: str) -> bool:
        found = self.page.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def cell(self, row: int, column: int) -> str:
        return plain(str(self.table.model().index(row, column).data() or "…")).replace("\u00a0", " ")

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(QAbstractButton, name), Qt.MouseButton.LeftButton)

    def click_row(self, row: int) -> None:
        shown = next(n for n in range(self.table.model().columnCount()) if not self.table.isColumnHidden(n))
        place = self.table.visualRect(self.table.model().index(row, shown)).center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def press(self, key: Qt.Key, widget: QWidget | None = None, *, control: bool = False) -> None:
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(widget or self.table, key, held)

    def choose(self, name: str, words: str) -> None:
        box = self.find(QComboBox, name)
        at = next(n for n in range(box.count()) if plain(box.itemText(n)) == words)
        box.setCurrentIndex(at)
        box.activated.emit(at)


class Screen(PeriodScreen):
    """The invoices page."""

    page: InvoicesPage

    def __init__(self, page: InvoicesPage) -> None:
        super().__init__(page, "invoices")
        self.detail = self.find(QWidget, "invoice_detail")

    def numbers(self) -> list[str]:
        """Return the invoices' numbers as listed, `…` for those being read."""
        return [self.cell(row, 0) for row in range(self.table.model().rowCount())]

    async def shows(self, *numbers: str) -> None:
        """Wait until just these invoices are listed, and summed."""
        await until(lambda: self.numbers() == [f"#INV-{number}" for number in numbers])
        await until(lambda: self.page.isVisible() and not self.page._sums._running)
        await asyncio.sleep(0)


async def opened(desk: Desk, show: Show, width: int = 1180) -> Screen:
    page = InvoicesPage(desk)
    show(page, width)
    return Screen(page)


async def day_of_invoices(desk: Desk) -> dict[str, int]:
    """Stock a day: one of every kind, 61.00 each; return their keys by number."""
    await shop.stock(desk)
    split = (
        NamedAmount(CASH.id, CASH.name, Decimal("20.00")),
        NamedAmount(CARD.id, CARD.name, Decimal("41.00")),
    )
    keys: dict[str, int] = {}
    for n, told in enumerate(
        (
            {"number": "501"},
            {"number": "502", "payments": split},
            {"number": "503", "status": 4},
            {"number": "504", "refunded_amount": "12.50", "note": "call first"},
            {"number": "505", "refunded": True, "status": 1},
            {"number": "506", "status": 5},
            {"number": "507", "status": 9},
        )
    ):
        number = str(told.pop("number"))
        made = shop.order(number, created_at=START - timedelta(minutes=10 * n), branch=shop.BRANCHES[n % 2])
        (keys[number],) = await shop.bill(desk, made, at=START + timedelta(minutes=5), **told)  # type: ignore[arg-type]
    return keys
