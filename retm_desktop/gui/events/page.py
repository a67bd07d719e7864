"""The events page: everything RETM sent to this computer, and what became of it."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.events.detail import EventDetail
from retm_desktop.gui.events.words import KIND_ICONS, KINDS, kind_name, outcome_tone, outcome_words
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.paged_table import Column, PagedTable
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.store.events import EventQuery, EventRow

_SHOWN = "events.shown"
"""Key of the setting: which messages were shown last."""
_SLOW_MS = 250


class _Remembered(msgspec.Struct, frozen=True):
    kind: str = ""
    trouble: bool = False


class EventsPage(QWidget):
    """The journal page by page, newest first, with filters, search, and one message in full."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._known = False
        self.setObjectName("events_page")
        theme = desk.theme
        remembered = desk.settings.get(_SHOWN, _Remembered, _Remembered())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("xl"), theme.space("l"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("l"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("m"))
        head.addWidget(label(self.tr("Events"), "display", name="events_title"))
        self.count = label("", "muted", name="events_count")
        head.addWidget(self.count)
        head.addStretch(1)
        self.search = SearchBox(theme, self.tr("Reference, number or event"), name="events_search")
        self.search.setMaximumWidth(theme.size("board_column"))
        self.search.searched.connect(lambda _text: self._narrow())
        head.addWidget(self.search, 8)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        self.kind = Combo(theme, self.tr("Which kind"), name="events_kind")
        self.kind.addItem(self.tr("All kinds"), "")
        for kind in KINDS:
            self.kind.addItem(kind_name(kind), kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(remembered.kind)))
        self.kind.currentIndexChanged.connect(self._narrow)
        row.addWidget(self.kind)
        self.trouble = button(self.tr("Only what needs a look"), "choice", name="events_trouble")
        self.trouble.setChecked(remembered.trouble)
        self.trouble.toggled.connect(self._narrow)
        row.addWidget(self.trouble)
        row.addStretch(1)
        column.addLayout(row)
        body = QHBoxLayout()
        body.setSpacing(theme.space("m"))
        self._lists = QStackedWidget()
        # What stands where there is nothing must not make the page wider than the table would.
        self._lists.setMinimumSize(theme.size("board_column"), 3 * theme.size("row"))
        self.table: PagedTable[EventQuery, EventRow] = PagedTable(
            desk,
            self._columns(),
            name="events_list",
            words=self.tr("Events"),
            key=lambda event: event.id,
            query=self._query,
            total=desk.events.count,
            page=self._page,
        )
        self.table.shown.connect(self._answered)
        self.table.picked.connect(self._open)
        self.table.opened.connect(self._open)
        self.search.returnPressed.connect(self.table.setFocus)
        self._make_empty_states()
        body.addWidget(self._lists, 4)
        self.detail = EventDetail(desk)
        self.detail.closed.connect(self._close_detail)
        self.detail.setMaximumWidth(theme.size("dialog"))
        self.detail.setMinimumWidth(theme.size("side_detail"))
        body.addWidget(self.detail, 3)
        column.addLayout(body, 1)
        self._renewing = Rereading(self._tasks, "renew", self._renew_detail)
        desk.bridge.events_changed.connect(self._follow)
        desk.bridge.active_changed.connect(self._start_anew)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self._show_list)
        self._slow.start()
        # After the first painting: reading on the store's thread would hold it up.
        QTimer.singleShot(0, self, self.table.ask)

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.detail.isHidden():
            self._close_detail()
            return
        super().keyPressEvent(event)

    def _columns(self) -> list[Column[EventRow]]:
        return [
            Column(self.tr("Arrived"), self._time_words, units=3.1, tone=lambda _row: "muted"),
            Column(
                self.tr("Kind"),
                lambda row: kind_name(row.kind),
                units=3.8,
                strong=True,
                icon=lambda row: KIND_ICONS.get(row.kind, "tray"),
            ),
            Column(
                self.tr("Event"), lambda row: bidi.ltr(row.event or row.reference), units=4.2, stretch=True, spare=2
            ),
            Column(
                self.tr("Reference"),
                lambda row: bidi.ltr(row.reference if row.event else ""),
                units=4.4,
                spare=1,
                tone=lambda _row: "muted",
            ),
            Column(self.tr("Outcome"), outcome_words, units=4.2, chip=True, tone=outcome_tone),
        ]

    def _make_empty_states(self) -> None:
        theme = self._desk.theme
        self._loading = EmptyState(
            theme,
            "menu",
            self.tr("Reading what arrived…"),
            self.tr("It is on this computer and appears in a moment."),
            name="events_loading",
        )
        self._blank = QWidget()
        self._empty = EmptyState(
            theme,
            "welcome",
            self.tr("Nothing has arrived yet"),
            self.tr(
                "What RETM sends to this computer is listed here. As long as no public address leads to it, orders "
                "come by asking RETM every few seconds, and none is missed."
            ),
            name="events_empty",
        )
        self._nothing = EmptyState(
            theme,
            "empty-search",
            self.tr("Nothing found"),
            self.tr("No message fits the search and the choices above."),
            self.tr("Show all"),
            name="events_nothing",
        )
        self._nothing.button.clicked.connect(self._show_all)
        for one in (self._blank, self._loading, self.table, self._empty, self._nothing):
            self._lists.addWidget(one)

    def _query(self) -> EventQuery:
        return EventQuery(
            self._desk.connection_id,
            str(self.kind.currentData() or ""),
            self.trouble.isChecked(),
            self.search.text().strip(),
        )

    async def _page(self, query: EventQuery, offset: int, limit: int) -> Sequence[EventRow]:
        return await self._desk.events.page(query, offset, limit)

    def _time_words(self, row: EventRow) -> str:
        zone = self._desk.zone
        today = row.received_at.astimezone(zone).date() == self._desk.now().astimezone(zone).date()
        return bidi.clock(row.received_at, zone) if today else bidi.day_and_clock(row.received_at, zone)

    def _narrow(self) -> None:
        query = self._query()
        self._desk.settings.set(_SHOWN, _Remembered(query.kind, query.trouble))
        self.table.verticalScrollBar().setValue(0)
        self.table.ask()

    def _show_all(self) -> None:
        self.kind.setCurrentIndex(0)
        self.trouble.setChecked(False)
        self.search.clear()
        self._narrow()

    def _answered(self, _total: int) -> None:
        self._known = True
        self._show_list()

    def _show_list(self) -> None:
        total, query = self.table.total, self._query()
        self.count.setText(self.tr("{n} messages").format(n=bidi.ltr(f"{total:,}")) if total else "")
        if not self._known:
            shown: QWidget = self._blank if self._slow.isActive() else self._loading
        elif total:
            shown = self.table
        else:
            shown = self._nothing if query.kind or query.trouble or query.text else self._empty
        self._lists.setCurrentWidget(shown)

    def _open(self, event_id: int) -> None:
        row = self.table.row(event_id)
        if row is not None:
            self.detail.show_event(row)

    def _close_detail(self) -> None:
        self.detail.forget()
        self.table.choose(None)
        self.table.setFocus()

    def _follow(self) -> None:
        self.table.ask()
        self._renewing.ask()

    async def _renew_detail(self) -> None:
        shown = self.detail.event_id
        row = await self._desk.events.row(shown) if shown is not None else None
        if row is not None and row.id == self.detail.event_id:
            self.detail.show_event(row)

    def _start_anew(self) -> None:
        self.detail.forget()
        self.table.choose(None)
        self.table.verticalScrollBar().setValue(0)
        self._known = False
        self._slow.start()
        self.table.ask()
