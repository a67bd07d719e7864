"""A list of the store with what stands in its place, and the chosen row beside it."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.rewards.words import breakable
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.paged_table import PagedTable


class CodeDetail(QFrame):
    """A card of fixed width about a code; `closed` is told when the operator closes it.

    Object names are `<name>_detail`, `<name>_code`, `<name>_copy_code` and `<name>_close`.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget, *, name: str) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = name
        self._copied_code = ""
        self.row: Any = None
        """What is shown."""
        self.setObjectName(f"{name}_detail")
        self.setProperty("role", "card")
        self.setFixedWidth(desk.theme.size("side_detail"))
        self.hide()

    def show_row(self, row: Any) -> None:  # noqa: ANN401 - any row of the list
        """Show a row of the list."""
        raise NotImplementedError

    def _show_code(self, code: str) -> None:
        self._copied_code = code
        self._code.setText(breakable(code) or "–")

    def _head(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        self._code: QLabel = label("", "heading", name=f"{self._name}_code", wrap=True)
        row.addWidget(self._code, 1)
        copied = CopyButton(theme, self.tr("the code"), lambda: self._copied_code, name=f"{self._name}_copy_code")
        row.addWidget(copied)
        close = icon_button(icon("x", theme.color("muted")), self.tr("Close (Esc)"), name=f"{self._name}_close")
        close.clicked.connect(self.closed)
        row.addWidget(close)
        return row


class ListedView(QWidget):
    """A subclass makes `table` and hands it to `_begin`; `_make_detail` is called when a row is first chosen.

    `counted` tells how many there are, however few are listed.
    """

    counted = Signal(int)
    show_all_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._text = ""
        self._there_are = 0
        self._wanted: int | None = None
        self._detail: CodeDetail | None = None

    def refresh(self) -> None:
        """Read what is on screen again."""
        self.table.ask()

    def take_focus(self) -> None:
        """Give the keyboard to the list, or as soon as it is there."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus()

    def focus_list(self) -> None:
        """Give the keyboard to the list, to its first row where none is chosen."""
        if self._stack.currentWidget() is not self.table:
            return
        self.table.setFocus()
        if self.table.key is None and self.table.total:
            self.table.setCurrentIndex(self.table.model().index(0, 0))

    def close_detail(self) -> bool:
        """Close the detail; False when none is open."""
        if self._detail is None or self._detail.isHidden():
            return False
        self._detail.hide()
        self.table.choose(None)
        self.table.setFocus()
        return True

    def show_key(self, key: int) -> None:
        """Choose a row by its key, now or as soon as it is read."""
        self.table.choose(key)
        self._wanted = None if self._open(key) else key

    def _begin(self, table: PagedTable[Any, Any], none: EmptyState, nothing: EmptyState) -> QHBoxLayout:
        """Return the row of list and detail; `none` stands there without anything, `nothing` without anything found."""
        self.table = table
        self._none, self._nothing = none, nothing
        self._blank = QWidget()
        # The keyboard waits here, and goes on to what comes.
        self._blank.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack = QStackedWidget()
        for state in (self._blank, table, none, nothing):
            self._stack.addWidget(state)
        self._stack.setMinimumWidth(self._desk.theme.size("board_column"))
        table.shown.connect(self._take_answer)
        table.picked.connect(self._open)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(self._desk.theme.space("m"))
        self._row.addWidget(self._stack, 1)
        return self._row

    def _make_detail(self) -> CodeDetail:
        raise NotImplementedError

    def _read_from_the_top(self) -> None:
        """Another list: nothing of it is chosen."""
        if self._detail is not None:
            self._detail.hide()
        self.table.choose(None)
        self.table.verticalScrollBar().setValue(0)
        self.table.ask()

    def _take_answer(self, total: int) -> None:
        state: QWidget = self.table if total else self._nothing if self._there_are else self._none
        waited = self._blank.hasFocus() or self.table.hasFocus()
        self._stack.setCurrentWidget(state)
        if waited:
            state.setFocus()
        self.counted.emit(self._there_are)
        self._renew_detail()

    def _renew_detail(self) -> None:
        detail = self._detail
        if self._wanted is not None and self._open(self._wanted):
            return
        if detail is None or detail.row is None or detail.isHidden():
            return
        row = self.table.row(self.table.key_of(detail.row))
        if row is not None and row != detail.row:
            detail.show_row(row)

    def _open(self, key: int) -> bool:
        """Show a row beside the list; False while it is not read."""
        row = self.table.row(key)
        if row is None:
            return False
        if self._detail is None:
            self._detail = self._make_detail()
            self._detail.closed.connect(self.close_detail)
            self._row.addWidget(self._detail)
        self._detail.show_row(row)
        self._wanted = None
        return True
