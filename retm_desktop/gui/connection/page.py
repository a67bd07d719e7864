"""The connection page: the token, what reaches us, what works, and every endpoint with its path."""

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from retm_desktop.gui.connection.areas_card import AreasCard
from retm_desktop.gui.connection.endpoint_detail import EndpointDetail
from retm_desktop.gui.connection.endpoint_table import Choice, EndpointTable
from retm_desktop.gui.connection.receiving_card import ReceivingCard
from retm_desktop.gui.connection.token_card import TokenCard
from retm_desktop.gui.connection.what_works import WhatWorks
from retm_desktop.gui.connection.words import AREAS, area_name
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.sync.inspector import EndpointState

_VIEW = "connection.view"
"""Key of the setting: which of the two views was open, and which endpoints were shown."""
_TICK_MS = 2_000
"""How often is looked whether the network has started, until it has."""


class _Remembered(msgspec.Struct, frozen=True):
    endpoints: bool = False
    area: str = ""
    sort: str = ""


class ConnectionPage(QWidget):
    """Two views under one sentence on what works: an overview, and the table of every endpoint."""

    secret_requested = Signal()
    """The client secret RETM issued in place of ours is to be entered."""
    connect_requested = Signal()
    """The merchant has to allow access again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("connection_page")
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("xl"), theme.space("l"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("l"))
        column.addLayout(self._head())
        self.works = WhatWorks(desk)
        self.works.answered.connect(self.refresh)
        column.addWidget(self.works)
        self._views = QStackedWidget()
        self._views.addWidget(self._make_overview())
        self._views.addWidget(self._make_endpoints())
        column.addWidget(self._views, 1)
        remembered = desk.settings.get(_VIEW, _Remembered, _Remembered())
        _choose(self.area, remembered.area)
        _choose(self.sort, remembered.sort)
        for combo in (self.area, self.sort):
            combo.currentIndexChanged.connect(self._narrow)
        self.search.searched.connect(lambda _text: self._narrow())
        self._narrow()
        self._views_group.idClicked.connect(self._show_view)
        self._show_view(int(remembered.endpoints))
        bridge = desk.bridge
        bridge.inspection_changed.connect(self.refresh)
        bridge.status_changed.connect(self.refresh)
        bridge.active_changed.connect(self._start_anew)
        self._waiting = QTimer(self)
        self._waiting.setInterval(_TICK_MS)
        self._waiting.timeout.connect(self.refresh)
        self._waiting.start()
        self.refresh()

    def refresh(self) -> None:
        """Show what is known of the endpoints now."""
        states = self._states()
        if states and self._waiting.isActive():
            self._waiting.stop()
            self.token.refresh()
        self.works.show_states(states)
        self.areas.show_states(states)
        self.table.show_states(states)
        shown = next((state for state in states if state.endpoint.name == self.detail.endpoint), None)
        if shown is not None:
            self.detail.show_state(shown)

    def focus_search(self) -> None:
        """Put the cursor into the search field over the endpoints."""
        self._show_view(1)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.detail.isHidden():
            self._close_detail()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = self._desk.theme
        roomy = self.width() >= 2 * theme.size("side_detail") + 3 * theme.space("xl")
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(beside if roomy else below)

    def _states(self) -> tuple[EndpointState, ...]:
        inspector = self._desk.house.inspector
        return inspector.endpoints if inspector is not None else ()

    def _head(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(label(self.tr("Connection"), "display", name="connection_title"))
        row.addStretch(1)
        self._views_group = QButtonGroup(self)
        for number, (name, words) in enumerate(
            (("overview", self.tr("Overview")), ("endpoints", self.tr("Every endpoint")))
        ):
            made = button(words, "segment", name=f"connection_view_{name}")
            self._views_group.addButton(made, number)
            row.addWidget(made)
        return row

    def _make_overview(self) -> QWidget:
        theme = self._desk.theme
        scroll = QScrollArea()
        scroll.setObjectName("connection_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        around = QHBoxLayout(body)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        around.addLayout(self._cards, 1)
        # Room for the scroll bar; spacing is mirrored, margins are not.
        around.addSpacing(theme.space("s"))
        self._cards.setSpacing(theme.space("l"))
        self.token = TokenCard(self._desk)
        self.token.secret_requested.connect(self.secret_requested)
        self.token.connect_requested.connect(self.connect_requested)
        self.receiving = ReceivingCard(self._desk)
        self.areas = AreasCard(theme)
        self.areas.asked.connect(self._show_area)
        for cards in ((self.token, self.receiving), (self.areas,)):
            side = QVBoxLayout()
            side.setSpacing(theme.space("l"))
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            self._cards.addLayout(side, 1)
        scroll.setWidget(body)
        return scroll

    def _make_endpoints(self) -> QWidget:
        theme = self._desk.theme
        page = QWidget()
        column = QVBoxLayout(page)
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
        self.table = EndpointTable(self._desk)
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
        self.detail = EndpointDetail(self._desk)
        self.detail.closed.connect(self._close_detail)
        self.detail.setMaximumWidth(theme.size("dialog") + theme.space("xxl"))
        self.detail.setMinimumWidth(theme.size("side_detail"))
        body.addWidget(self.detail, 1)
        column.addLayout(body, 1)
        return page

    def _show_view(self, number: int) -> None:
        self._views.setCurrentIndex(number)
        self._views_group.button(number).setChecked(True)
        self._remember()

    def _show_area(self, area: str) -> None:
        _choose(self.sort, "")
        _choose(self.area, area)
        self.search.clear()
        self._show_view(1)
        self.table.setFocus()

    def _show_all(self) -> None:
        _choose(self.sort, "")
        _choose(self.area, "")
        self.search.clear()
        self._narrow()

    def _narrow(self) -> None:
        self.table.choice = Choice(
            str(self.area.currentData() or ""), str(self.sort.currentData() or ""), self.search.text().strip()
        )
        self._remember()
        self.table.ask()

    def _remember(self) -> None:
        shown = _Remembered(self._views.currentIndex() == 1, self.table.choice.area, self.table.choice.sort)
        self._desk.settings.set(_VIEW, shown)

    def _show_list(self, total: int) -> None:
        there = self.table if total else self.nothing if self._states() else self.starting
        self._lists.setCurrentWidget(there)

    def _open(self, name: str) -> None:
        state = next((state for state in self._states() if state.endpoint.name == name), None)
        if state is not None:
            self.detail.show_state(state)

    def _close_detail(self) -> None:
        self.detail.forget()
        self.table.choose(None)
        self.table.setFocus()

    def _start_anew(self) -> None:
        self.detail.forget()
        self._waiting.start()
        self.refresh()


def _choose(combo: Combo, value: str) -> None:
    combo.setCurrentIndex(max(0, combo.findData(value)))
