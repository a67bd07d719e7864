"""The connection page: the token, what reaches us, what works, and every endpoint with its path."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.gui.connection.areas_card import AreasCard
from retm_desktop.gui.connection.endpoints_view import EndpointsView
from retm_desktop.gui.connection.receiving_card import ReceivingCard
from retm_desktop.gui.connection.token_card import TokenCard
from retm_desktop.gui.connection.what_works import WhatWorks
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.doctor.opening import doctor_button
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.sync.inspector import EndpointState

_ENDPOINTS = "connection.endpoints"
"""Key of the setting: whether the endpoints were on screen last, or the overview."""
_TICK_MS = 2_000
"""How often is looked whether the network has started, until it has."""


class ConnectionPage(QWidget):
    """Two views under one sentence on what works: an overview, and every endpoint, built when it is asked for."""

    secret_requested = Signal()
    """The client secret RETM issued in place of ours is to be entered."""
    connect_requested = Signal()
    """The merchant has to allow access again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._endpoints: EndpointsView | None = None
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
        self._overview = self._make_overview()
        self._views.addWidget(self._overview)
        column.addWidget(self._views, 1)
        self._choices.idClicked.connect(lambda number: self._show_view(endpoints=bool(number)))
        self._show_view(endpoints=desk.settings.get(_ENDPOINTS, bool, False))
        bridge = desk.bridge
        bridge.inspection_changed.connect(self.refresh)
        bridge.status_changed.connect(self.refresh)
        bridge.active_changed.connect(self._start_anew)
        self._waiting = QTimer(self)
        self._waiting.setInterval(_TICK_MS)
        self._waiting.timeout.connect(self.refresh)
        self._waiting.start()
        self.refresh()

    @property
    def endpoints(self) -> EndpointsView:
        """The view of every endpoint."""
        if self._endpoints is None:
            self._endpoints = EndpointsView(self._desk)
            self._endpoints.show_states(self._states())
            self._views.addWidget(self._endpoints)
        return self._endpoints

    def refresh(self) -> None:
        """Show what is known of the endpoints now."""
        states = self._states()
        if states and self._waiting.isActive():
            self._waiting.stop()
            self.token.refresh()
        self.works.show_states(states)
        self.areas.show_states(states)
        if self._endpoints is not None:
            self._endpoints.show_states(states)

    def focus_search(self) -> None:
        """Put the cursor into the search field over the endpoints."""
        self._show_view(endpoints=True)
        self.endpoints.focus_search()

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
        row.addWidget(doctor_button(self._desk))
        row.addSpacing(theme.space("s"))
        self._choices = QButtonGroup(self)
        for number, (name, words) in enumerate(
            (("overview", self.tr("Overview")), ("endpoints", self.tr("Every endpoint")))
        ):
            made = button(words, "segment", name=f"connection_view_{name}")
            self._choices.addButton(made, number)
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

    def _show_view(self, *, endpoints: bool) -> None:
        self._views.setCurrentWidget(self.endpoints if endpoints else self._overview)
        self._choices.button(int(endpoints)).setChecked(True)
        self._desk.settings.set(_ENDPOINTS, endpoints)

    def _show_area(self, area: str) -> None:
        self._show_view(endpoints=True)
        self.endpoints.show_area(area)

    def _start_anew(self) -> None:
        if self._endpoints is not None:
            self._endpoints.forget()
        self._waiting.start()
        self.refresh()
