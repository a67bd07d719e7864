"""What the tabs of the catalogue have in common: head, search, reading, and what stands where there is nothing."""

import asyncio
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.sentences import sentence_of_status
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.freshness import Freshness, changed_signal
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.status import Link

_SLOW_MS = 250
"""Reading the store is usually over before anybody could read that it goes on."""
_ORDERS_PAUSE_MS = 1000
"""A busy kitchen changes orders many times a second; what a page tells of them is read once in this time."""


@dataclass(frozen=True)
class CatalogueWords:
    """What a page says of its things; a pair is a title and the sentence under it."""

    title: str
    count: str
    """Has a `{n}`."""
    as_of: str
    """Has a `{time}`."""
    search: str
    show_all: str
    reading: tuple[str, str]
    none: tuple[str, str]
    on_the_way: tuple[str, str]
    missing: str


class CataloguePage(QWidget):
    """Shows one kind of the catalogue as it is stored.

    A page adds what it needs to `_head` and `_row`, then calls `_begin`; object names start with `name`.
    """

    def __init__(
        self, desk: Desk, kind: Kind, *, name: str, empty: str = "welcome", nothing_found: str = "nothing"
    ) -> None:
        """`empty` is the drawing where RETM has nothing; `nothing_found` ends the name of the fruitless search."""
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._tasks = ViewTasks(self, desk.background)
        self._reading = Rereading(self._tasks, "catalogue", self._read_and_show)
        self._text = ""
        self._known = self._finished = self._stale = False
        self.setObjectName(f"{name}_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme, words = desk.theme, self._words()
        self._said = words
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.space("m"))
        self._head.addWidget(label(words.title, "display", name=f"{name}_title"))
        self._count = label("", "muted", name=f"{name}_count")
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        self._freshness = self._make_freshness(words.as_of, name)
        self._freshness.changed.connect(self._show_state)
        self._head.addWidget(self._freshness)
        self._search = SearchBox(theme, words.search, name=f"{name}_search")
        self._search.setMaximumWidth(theme.size("board_column"))
        self._search.setMinimumWidth(theme.size("rail"))
        self._search.searched.connect(self._search_for)
        self._search.returnPressed.connect(self._into_items)
        self._head.addWidget(self._search, 8)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.space("m"))
        self._stack = QStackedWidget()
        self._row.addWidget(self._stack, 1)
        ask = self.tr("Ask RETM now")
        self._blank = QWidget()
        self._loading = EmptyState(theme, "menu", *words.reading, name=f"{name}_loading")
        self._nothing = EmptyState(
            theme, "empty-search", self.tr("Nothing found"), "", words.show_all, name=f"{name}_{nothing_found}"
        )
        self._nothing.button.clicked.connect(self._show_all)
        self._empty = EmptyState(theme, empty, "", "", ask, name=f"{name}_empty")
        self._empty.button.clicked.connect(self._freshness.ask)
        self._offline = EmptyState(theme, "offline", "", "", ask, name=f"{name}_offline")
        self._offline.button.clicked.connect(self._freshness.ask)
        for state in (self._blank, self._loading, self._nothing, self._empty, self._offline):
            self._stack.addWidget(state)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self._show_state)
        self._pause = QTimer(self, singleShot=True, interval=_ORDERS_PAUSE_MS)
        self._pause.timeout.connect(self._read_orders_if_visible)

    def _begin(self, items: QWidget, filled: QWidget | None = None) -> None:
        """Lay the page out and read; the keyboard starts in `items`, which `filled` holds if it is more than these."""
        self._items = items
        self._filled = filled or items
        self._stack.insertWidget(0, self._filled)
        theme = self._desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("xl"), theme.space("l"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("l"))
        column.addLayout(self._head)
        column.addLayout(self._row, 1)
        self._slow.start()
        bridge = self._desk.bridge
        changed_signal(bridge, self._kind).connect(self._read)
        bridge.active_changed.connect(self._start_anew)
        bridge.status_changed.connect(self._show_state)
        bridge.orders_changed.connect(self._orders_changed)
        self._show_state()
        # After the first painting: reading thousands of rows on the store's thread would hold it up.
        QTimer.singleShot(0, self, self._read)

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The arrows walk through the items at once.
        self._items.setFocus()
        if self._stale:
            self._read()
        self._read_orders_if_visible()

    def _make_freshness(self, as_of: str, name: str) -> Freshness:
        """Return what says how old the list is."""
        return Freshness(self._desk, self._kind, as_of, name=name)

    def _finish(self) -> None:
        """Build what nobody sees before something has been read; called once."""

    def _words(self) -> CatalogueWords:
        raise NotImplementedError

    async def _read_catalogue(self, at: int) -> None:
        """Read what connection `at` has, and keep it after the last await: nothing half-read is ever shown."""
        raise NotImplementedError

    def _show_found(self) -> None:
        """Show what search and choices leave of the things that were read, then the state."""
        raise NotImplementedError

    def _amounts(self) -> tuple[int, int]:
        """Return how many things there are, and how many of them are shown."""
        raise NotImplementedError

    def _nothing_found(self) -> EmptyState:
        """Return what stands there when there are things, but none is shown."""
        raise NotImplementedError

    def _read_orders(self) -> None:
        """Read what the page tells of orders, if anything."""

    def _start_anew(self) -> None:
        self._known = False
        self._read()

    def _read(self) -> None:
        # Thousands are not read again behind another tab.
        self._stale = self._known and not self.isVisible()
        if not self._stale:
            self._reading.ask()

    async def _read_and_show(self) -> None:
        at = self._desk.connection_id
        # Before the things themselves: the time must not be later than what is shown.
        refreshed = await self._desk.catalogue.refreshed_at(at, self._kind)
        await self._read_catalogue(at)
        if at != self._desk.connection_id:
            return
        if not self._finished:
            # In a turn of its own: together with what follows it would hold the window up.
            self._finished = True
            self._finish()
            await asyncio.sleep(0)
        first, self._known = not self._known, True
        self._freshness.show_time(refreshed)
        self._show_found()
        if first and self.isVisible() and not self._search.hasFocus():
            self._items.setFocus()

    def _orders_changed(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _read_orders_if_visible(self) -> None:
        if self.isVisible() and self._known:
            self._read_orders()

    def _search_for(self, text: str) -> None:
        self._text = text
        self._show_found()

    def _into_items(self) -> None:
        self._items.setFocus()

    def _show_all(self) -> None:
        self._search.clear()

    def _show_state(self) -> None:
        there_are, shown = self._amounts()
        self._search.setEnabled(there_are > 0)
        self._count.setText(self._said.count.format(n=bidi.ltr(f"{shown:,}")) if there_are else "")
        if not self._known:
            state = self._blank if self._slow.isActive() else self._loading
        elif not there_are:
            state = self._why_empty()
        else:
            state = self._filled if shown else self._nothing_found()
        self._stack.setCurrentWidget(state)

    def _why_empty(self) -> EmptyState:
        status = self._desk.house.status
        if self._freshness.at is None and status.link in (Link.OFFLINE, Link.SIGN_IN):
            told = sentence_of_status(status)
            self._offline.say(self._said.missing, f"{told.what} {told.next}")
            return self._offline
        self._empty.say(*(self._said.on_the_way if self._freshness.at is None else self._said.none))
        return self._empty
