"""The book: every reward in a list, and the chosen one beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rewards.detail import RewardDetail
from retm_desktop.gui.rewards.names import BookRow, book_rows
from retm_desktop.gui.rewards.words import (
    branches_words,
    day_words,
    gives_words,
    products_words,
    state_of,
    uses_words,
)
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.paged_table import Column, PagedTable

Query = tuple[int, str]
"""The restaurant, and what its rewards are searched for."""
_TICK_MS = 20_000


class BookView(QWidget):
    """Lists the rewards; what is to be done with one is told, and done by the page."""

    new_requested = Signal()
    edit_requested = Signal(int)
    """Carries the reward's id, as all below."""
    duplicate_requested = Signal(int)
    switch_requested = Signal(int, bool)
    remove_requested = Signal(int)
    history_requested = Signal(int)
    counted = Signal(int)
    show_all_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._text = ""
        self._there_are: int | None = None
        self._wanted: int | None = None
        self.table: PagedTable[Query, BookRow] = PagedTable(
            desk,
            self._columns(),
            name="rewards_list",
            words=self.tr("Rewards"),
            key=lambda row: row.reward.id,
            query=lambda: (desk.connection_id, self._text),
            total=self._count,
            page=self._read_page,
        )
        self.table.shown.connect(self._take_answer)
        self.table.picked.connect(self._open)
        self.table.opened.connect(self.edit_requested.emit)
        self._detail: RewardDetail | None = None
        theme = desk.theme
        self._none = EmptyState(
            theme,
            "empty-orders",
            self.tr("No rewards yet"),
            self.tr("A reward is a code that a cashier types at the till. RETM's till then asks this program."),
            self.tr("New reward"),
            name="rewards_empty",
        )
        self._none.button.clicked.connect(self.new_requested)
        self._nothing = EmptyState(
            theme, "empty-search", self.tr("Nothing found"), "", self.tr("Clear the search"), name="rewards_nothing"
        )
        self._nothing.button.clicked.connect(self.show_all_requested)
        self._blank = QWidget()
        # The keyboard waits here, and goes on to what comes.
        self._blank.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack = QStackedWidget()
        for state in (self._blank, self.table, self._none, self._nothing):
            self._stack.addWidget(state)
        self._stack.setMinimumWidth(theme.size("board_column"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space("m"))
        self._row.addWidget(self._stack, 1)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def refresh(self) -> None:
        """Read what is on screen again."""
        self.table.ask()

    def search(self, text: str) -> None:
        """Show only what has every word of `text` in its code or note."""
        if text != self._text:
            self._text = text
            self.table.verticalScrollBar().setValue(0)
            self.table.ask()

    def start_anew(self) -> None:
        """Another restaurant: nothing is known any more."""
        self._there_are = None
        if self._detail is not None:
            self._detail.hide()
        self.table.choose(None)
        self._stack.setCurrentWidget(self._blank)
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

    def show_reward(self, reward_id: int) -> None:
        """Choose a reward, now or as soon as it is read."""
        self.table.choose(reward_id)
        self._wanted = None if self._open(reward_id) else reward_id

    def _columns(self) -> list[Column[BookRow]]:
        desk = self._desk
        return [
            Column(self.tr("Code"), lambda row: bidi.auto(row.reward.code), units=3.2, strong=True),
            Column(
                self.tr("What it gives"),
                lambda row: gives_words(desk, row.reward, products_words(row.reward, row.product)),
                units=6,
                stretch=True,
            ),
            Column(
                self.tr("State"),
                lambda row: state_of(row.reward, desk.now()).words,
                units=2.6,
                chip=True,
                tone=lambda row: state_of(row.reward, desk.now()).tone,
            ),
            Column(self.tr("Uses left"), lambda row: uses_words(row.reward.uses_left), units=2.6, at_end=True, spare=5),
            Column(self.tr("Used"), lambda row: bidi.ltr(f"{row.used:,}"), units=2, at_end=True, spare=4),
            Column(
                self.tr("Valid from"),
                lambda row: day_words(desk, row.reward.valid_from),
                units=2.5,
                spare=2,
                tone=lambda _row: "muted",
            ),
            Column(
                self.tr("Valid until"),
                lambda row: day_words(desk, row.reward.valid_until),
                units=2.6,
                spare=3,
                tone=lambda _row: "muted",
            ),
            Column(
                self.tr("Branches"),
                lambda row: branches_words(row.reward, row.branch),
                units=3.4,
                spare=1,
                tone=lambda _row: "muted",
            ),
        ]

    async def _count(self, query: Query) -> int:
        found = await self._desk.rewards.count(*query)
        self._there_are = found if not query[1] else await self._desk.rewards.count(query[0])
        return found

    async def _read_page(self, query: Query, offset: int, limit: int) -> Sequence[BookRow]:
        return await book_rows(self._desk, await self._desk.rewards.page(*query, offset, limit))

    def _take_answer(self, total: int) -> None:
        if total:
            state: QWidget = self.table
        elif self._there_are:
            said = self.tr("No code and no note holds “{text}”.")
            self._nothing.words.setText(said.format(text=bidi.auto(self._text)))
            state = self._nothing
        else:
            state = self._none
        waited = self._blank.hasFocus() or self.table.hasFocus()
        self._stack.setCurrentWidget(state)
        if waited:
            state.setFocus()
        self.counted.emit(self._there_are or 0)
        self._renew_detail()

    def _renew_detail(self) -> None:
        if self._wanted is not None and self._open(self._wanted):
            return
        detail = self._detail
        if detail is None or detail.row is None or detail.isHidden():
            return
        row = self.table.row(detail.row.reward.id)
        if row is not None and row != detail.row:
            detail.show_row(row)

    def _open(self, key: int) -> bool:
        """Show a reward beside the list; False while its row is not read."""
        row = self.table.row(key)
        if row is None:
            return False
        if self._detail is None:
            self._detail = self._make_detail()
        self._detail.show_row(row)
        self._wanted = None
        return True

    def _make_detail(self) -> RewardDetail:
        detail = RewardDetail(self._desk, self)
        detail.closed.connect(self.close_detail)
        detail.edit_requested.connect(self.edit_requested)
        detail.duplicate_requested.connect(self.duplicate_requested)
        detail.switch_requested.connect(self.switch_requested)
        detail.remove_requested.connect(self.remove_requested)
        detail.history_requested.connect(self.history_requested)
        self._row.addWidget(detail)
        return detail

    def _tick(self) -> None:
        """What is good now may not be in a moment."""
        self.table.viewport().update()
        if self._detail is not None:
            self._detail.tick()
