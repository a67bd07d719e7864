"""What lists of days have in common: filters on top, the list, and beside it what it adds up to or one entry whole."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.keys import Ask, ask_of
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.entry_detail import EntryDetail
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.list_states import ListStates
from retm_desktop.gui.widgets.paged_table import PagedTable
from retm_desktop.gui.widgets.period_filters import PeriodFilters
from retm_desktop.gui.widgets.totals_card import TotalsCard

_TICK_MS = 20_000

Q = TypeVar("Q")
S = TypeVar("S")
E = TypeVar("E")


@dataclass(frozen=True)
class Listed(Generic[Q, S, E]):
    """What a page lists: queries `Q` with sums `S`, and entries that are `E` when they are read whole."""

    words: Callable[[str], str]
    """How many there are, given the figure."""
    learn: Callable[[], Awaitable[None]]
    """Reads what the filters offer, and offers it."""
    count: Callable[[Q], Awaitable[int]]
    sums: Callable[[Q], Awaitable[tuple[S, int, bool]]]
    """Returns the sums, how many entries are listed, and whether there is any entry at all."""
    show_sums: Callable[[S], None]
    entry: Callable[[int], Awaitable[E | None]]
    show_entry: Callable[[E], None]
    moment: Callable[[E], datetime]
    """By when an entry is listed."""


class PeriodPage(QWidget):
    """A subclass makes the parts, hands them to `_begin`, and tells the page when the store has changed.

    `order_requested` carries the key of the order to show, `gone` that an entry that was asked for is not there.
    """

    order_requested = Signal(int)
    gone = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._named = False
        self._key: int | None = None
        self._wanted: int | None = None

    # What others may ask of the page

    def show_entry(self, key: int) -> None:
        """Show one entry whole, and where it stands in the list; days and filters make way where they hide it."""
        self._tasks.spawn(self._go_to(key), "go")

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self._filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filters.search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._filters.periods.tick()
        # The arrows walk through the list at once, or as soon as it is read.
        self._states.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = ask_of(event)
        match asked[0] if asked else None:
            case Ask.CLEAR if self._key is not None:
                self._clear()
            case Ask.CLEAR if self._filters.search.text():
                self._filters.search.clear()
            case Ask.COPY if self._key is not None:
                QGuiApplication.clipboard().setText(self._detail.as_text())
            case Ask.COPY if self._totals is not None:
                QGuiApplication.clipboard().setText(self._totals.as_text())
            case _:
                super().keyPressEvent(event)

    # Construction

    def _begin(
        self,
        listed: Listed[Any, Any, Any],
        *,
        filters: PeriodFilters,
        table: PagedTable[Any, Any],
        states: ListStates,
        totals: TotalsCard | None,
        detail: EntryDetail,
        head: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
    ) -> None:
        """Lay the page out and read; `head` stands before the filters, `below` between filters and list.

        Without `totals` the list has the page to itself while no entry is shown.
        """
        self._listed, self._filters, self._table, self._states = listed, filters, table, states
        self._totals, self._detail = totals, detail
        self._sums = Rereading(self._tasks, "totals", self._read_totals)
        self._details = Rereading(self._tasks, "details", self._read_details)
        self._naming = Rereading(self._tasks, "names", self._read_names)
        self._lay_out(head, below)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(filters.periods.tick)
        self._clock.start()
        filters.changed.connect(self._narrow)
        filters.search.returnPressed.connect(self._into_list)
        table.shown.connect(self._shown)
        table.picked.connect(self._pick)
        table.opened.connect(self._pick)
        detail.closed.connect(self._clear)
        detail.order_requested.connect(self.order_requested)
        self._place()
        # After the first painting.
        QTimer.singleShot(0, self, self._naming.ask)

    def _lay_out(self, head: Sequence[QWidget], below: Sequence[QWidget]) -> None:
        theme, filters = self._desk.theme, self._filters
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.space("m"))
        top = QHBoxLayout()
        top.setSpacing(theme.space("m"))
        self._count = label("", "muted", name=f"{self._table.objectName().removesuffix('_list')}_count")
        for widget in (*head, self._count):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(filters.boxes, 8)
        top.addWidget(filters.search, 6)
        whole.addLayout(top)
        for widget in (filters.periods, *below):
            whole.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        row.addWidget(self._states, 1)
        if self._totals is not None:
            row.addWidget(self._totals)
        row.addWidget(self._detail)
        whole.addLayout(row, 1)

    # Following the store

    def _narrow(self) -> None:
        self._table.lay_out()
        self._refresh()

    def _refresh(self) -> None:
        # Before the names are known, the boxes do not yet say what was chosen the last time.
        if self._named:
            self._table.ask()
            self._sums.ask()
            self._refresh_detail()

    def _refresh_detail(self) -> None:
        if self._key is not None:
            self._details.ask()

    def _start_over(self) -> None:
        self._clear()
        self._states.start_over()
        self._filters.search.clear()
        self._filters.periods.tick()
        self._naming.ask()

    async def _read_names(self) -> None:
        await self._listed.learn()
        self._named = True
        self._table.viewport().update()
        self._narrow()

    async def _read_totals(self) -> None:
        query = self._filters.query
        sums, listed, there_are = await self._listed.sums(query)
        if query != self._filters.query:
            self._sums.ask()
            return
        self._listed.show_sums(sums)
        self._states.tell(listed, there_are=there_are)
        self._place()

    async def _read_details(self) -> None:
        key = self._key
        if key is None:
            return
        entry = await self._listed.entry(key)
        if key != self._key:
            return
        if entry is None:
            self._clear()
            return
        # The other way round both would ask for room for a moment, and the window would grow.
        if self._totals is not None:
            self._totals.hide()
        self._listed.show_entry(entry)
        self._place()

    async def _go_to(self, key: int) -> None:
        entry = await self._listed.entry(key)
        if entry is None:
            self.gone.emit()
            return
        self._key = self._wanted = key
        self._filters.make_way(self._listed.moment(entry))

    async def _reveal(self, key: int) -> None:
        """Scroll to where an entry stands, which may be thousands of rows away, and select it there."""
        entry = await self._listed.entry(key)
        if entry is None or key != self._key:
            return
        after = self._listed.moment(entry) + timedelta(microseconds=1)
        at = await self._listed.count(msgspec.structs.replace(self._filters.query, since=after))
        if key == self._key:
            place = self._table.model().index(at, 0)
            if not self._table.viewport().rect().contains(self._table.visualRect(place).center()):
                self._table.scrollTo(place, PagedTable.ScrollHint.PositionAtCenter)
            self._table.choose(key, show=False)

    def _shown(self, _total: int) -> None:
        self._place()
        if self._wanted is not None:
            key, self._wanted = self._wanted, None
            self._tasks.spawn(self._reveal(key), "reveal")

    def _place(self) -> None:
        total = self._table.total
        self._count.setText(self._listed.words(bidi.ltr(f"{total:,}")) if total else "")
        self._states.place()
        if self._totals is not None:
            detailed = self._key is not None and not self._detail.isHidden()
            self._totals.setVisible(self._states.there_are and not detailed)

    # Choosing

    def _into_list(self) -> None:
        self._table.setFocus()
        if self._table.key is None and self._table.total:
            self._table.selectRow(0)

    def _pick(self, key: int) -> None:
        self._key = key
        self._details.ask()

    def _clear(self) -> None:
        self._key = self._wanted = None
        self._detail.hide()
        self._table.choose(None)
        self._place()
        self._table.setFocus()
