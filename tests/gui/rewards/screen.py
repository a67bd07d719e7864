"""Eyes and hands on a rewards page."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from retm_desktop.domain.rewards import Reward
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rewards.page import RewardsPage
from retm_desktop.gui.widgets.paged_table import PagedTable
from retm_desktop.store.journal import Journal
from retm_desktop.store.rewards import RedeemCall
from tests.gui.conftest import Show
from tests.waiting import until

W = TypeVar("W", bound=QWidget)


class Screen:
    """Finds what is on a rewards page by its object names."""

    def __init__(self, page: RewardsPage) -> None:
        self.page = page

    def find(self, kind: type[W], name: str) -> W:
        found = list(self.page.findChildren(kind, name))
        assert found, name
        return found[-1]

    def there(self, name: str) -> bool:
        """Whether a widget of this name is on screen."""
        return any(each.isVisible() for each in self.page.findChildren(QWidget, name))

    def said(self, name: str) -> str:
        return plain(self.find(QLabel, name).text())

    def click(self, name: str) -> None:
        widget = self.find(QWidget, name)
        assert widget.isVisible(), name
        assert widget.isEnabled(), name
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Type into a field in place of what is there, and leave it."""
        field = self.find(QLineEdit, name)
        assert field.isVisible(), name
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        QTest.keyClicks(field, text) if text.isascii() else field.insert(text)
        if not text.isascii():
            field.textEdited.emit(field.text())
        field.editingFinished.emit()

    def typed(self, name: str) -> str:
        return self.find(QLineEdit, name).text()

    def error(self, name: str) -> str:
        """What is said to be wrong at a field, "" where nothing is."""
        label = self.find(QLabel, f"{name}_error")
        return label.text() if label.isVisible() else ""

    def document(self, name: str) -> str:
        return self.find(QPlainTextEdit, f"{name}_text").toPlainText()

    def chosen(self, name: str) -> bool:
        return self.find(QPushButton, name).isChecked()

    def table(self, name: str = "rewards_list") -> PagedTable[Any, Any]:
        return self.find(PagedTable, name)

    def rows(self, name: str = "rewards_list") -> list[list[str]]:
        """What the cells of the rows that are held say."""
        table = self.table(name)
        model = table.model()
        return [
            [plain(str(model.index(row, column).data() or "")) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    async def choose(self, row: int, name: str = "rewards_list") -> None:
        """Click a row."""
        table = self.table(name)
        await until(lambda: table.model().index(row, 0).data())
        spot = table.visualRect(table.model().index(row, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)


async def opened(desk: Desk, show: Show, *, width: int = 1180, height: int = 760) -> Screen:
    page = RewardsPage(desk)
    show(page, width, height)
    screen = Screen(page)
    await until(lambda: screen.there("rewards_list") or screen.there("rewards_empty"))
    return screen


async def keep(desk: Desk, code: str = "SUMMER-204", **changes: Any) -> int:  # noqa: ANN401 - the fields of a reward
    """Put a reward of 20 % into the book; return its id."""
    return await desk.rewards.save(desk.connection_id, Reward(**{"code": code, "amount": Decimal(20)} | changes))


def redeem(desk: Desk, home: Path, code: str, branch: str, at: datetime, *, times: int = 1) -> None:
    """Let a till use a code, as the listener hears of it."""
    journal = Journal(home / "store.sqlite3")
    journal.open()
    call = RedeemCall(code, branch, at.date().isoformat(), at.isoformat(), at)
    for _ in range(times):
        journal.redeem_reward(desk.connection_id, call, b"{}", at)
    journal.close()
    desk.rewards.heard()
