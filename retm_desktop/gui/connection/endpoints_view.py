"""The table of every endpoint with its filters, and one of them in full beside it."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.gui.connection.endpoint_detail import EndpointDetail
from retm_desktop.gui.connection.endpoint_table import Choice, EndpointTable
from retm_desktop.gui.connection.words import AREAS, area_name
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.sync.inspector import EndpointState

_SHOWN = "connection.shown"
"""Key of the setting: which endpoints were shown last."""


class _Remembered(msgspec.Struct, frozen=True):
    area: str = ""
    sort: str = ""


class EndpointsView(QWidget):
    """Shows what `show_states` was told last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._states: Sequence[EndpointState] = ()
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        self.area = Combo(theme, self.tr("Which area"), name="connection_area")
        self.area.addItem(self.tr("All areas"), "")
        for area in AREAS:
            self.area.addItem(area_name(area), area)
        self.sort = Combo(theme, self.tr("Which endpoints"), name="connection_sort")
        for sort, words in (
            ("", self.tr("All endpoints")),
            ("trouble", self.tr("What does not work")),
            ("untried", self.tr("Not tried yet")),
            ("changed", self.tr("With a changed path")),
            ("assumed", self.tr("With an assumed path")),
        ):
            self.sort.addItem(words, sort)
        self.search = SearchBox(theme, self.tr("Name, path or docs page"), name="connection_search")
        row.addWidget(self.area)
        row.addWidget(self.sort)
        row.addWidget(self.search, 1)
        column.addLayout(row)
        body = QHBoxLayout()
        body.setSpacing(theme.space("m"))
        self._lists = QStackedWidget()
        # What stands where there is nothing must not make the page wider than the table would.
        self._lists.setMinimumSize(theme.size("board_column"), 3 * theme.size("row"))
        self.table = EndpointTable(desk)
        self.table.shown.connect(self._show_list)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.picked.connect(self._open)
        self.table.opened.connect(self._open)
        self.nothing = EmptyState(
            theme,
            "empty-search",
            self.tr("No such endpoint"),
            self.tr("No endpoint fits the search and the choices above."),
            self.tr("Show all"),
            name="connection_nothing",
        )
        self.nothing.button.clicked.connect(self._show_all)
        self.starting = EmptyState(
            theme,
            "offline",
            self.tr("Not connected yet"),
            self.tr(
                "The endpoints appear as soon as the program has opened its connection to RETM. If that takes more "
                "than a minute, start the program again; orders on this computer are kept."
            ),
            name="connection_starting",
        )
        for one in (self.table, self.nothing, self.starting):
            self._lists.addWidget(one)
        body.addWidget(self._lists, 1)
        self.detail = EndpointDetail(desk)
        self.detail.closed.connect(self._close_detail)
        self.detail.setMaximumWidth(theme.size("dialog") + theme.space("xxl"))
        self.detail.setMinimumWidth(theme.size("side_detail"))
        body.addWidget(self.detail, 1)
        column.addLayout(body, 1)
        remembered = desk.settings.get(_SHOWN, _Remembered, _Remembered())
        _choose(self.area, remembered.area)
        _choose(self.sort, remembered.sort)
        for combo in (self.area, self.sort):
            combo.currentIndexChanged.connect(self._narrow)
        self.search.searched.connect(lambda _text: self._narrow())
        self._narrow()

    def show_states(self, states: Sequence[EndpointState]) -> None:
        """Show these endpoints; the one in full follows."""
        self._states = states
        self.table.show_states(states)
        shown = self._state(self.detail.endpoint)
        if shown is not None:
            self.detail.show_state(shown)

    def show_area(self, area: str) -> None:
        """Show the endpoints of one area, and nothing else of the choices."""
        _choose(self.sort, "")
        _choose(self.area, area)
        self.search.clear()
        self.table.setFocus()

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def forget(self) -> None:
        """Another restaurant is shown: nothing of the one before stays."""
        self.detail.forget()
        self.table.choose(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.detail.isHidden():
            self._close_detail()
            return
        super().keyPressEvent(event)

    def _state(self, name: str) -> EndpointState | None:
        return next((state for state in self._states if state.endpoint.name == name), None)

    def _show_all(self) -> None:
        _choose(self.sort, "")
        _choose(self.area, "")
        self.search.clear()
        self._narrow()

    def _narrow(self) -> None:
        choice = Choice(
            str(self.area.currentData() or ""), str(self.sort.currentData() or ""), self.search.text().strip()
        )
        self.table.choice = choice
        self._desk.settings.set(_SHOWN, _Remembered(choice.area, choice.sort))
        self.table.ask()

    def _show_list(self, total: int) -> None:
        there = self.table if total else self.nothing if self._states else self.starting
        self._lists.setCurrentWidget(there)

    def _open(self, name: str) -> None:
        state = self._state(name)
        if state is not None:
            self.detail.show_state(state)

    def _close_detail(self) -> None:
        self.forget()
        self.table.setFocus()


def _choose(combo: Combo, value: str) -> None:
    combo.setCurrentIndex(max(0, combo.findData(value)))
