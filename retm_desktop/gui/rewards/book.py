"""The book: every reward in a list, and the chosen one beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rewards.detail import RewardDetail
from retm_desktop.gui.rewards.listed import ListedView
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


class BookView(ListedView):
    """Lists the rewards; what is to be done with one is told, and done by the page."""

    new_requested = Signal()
    edit_requested = Signal(int)
    """Carries the reward's id, as all below."""
    duplicate_requested = Signal(int)
    switch_requested = Signal(int, bool)
    remove_requested = Signal(int)
    history_requested = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        theme = desk.theme
        table: PagedTable[Query, BookRow] = PagedTable(
            desk,
            self._columns(),
            name="rewards_list",
            words=self.tr("Rewards"),
            key=lambda row: row.reward.id,
            query=lambda: (desk.connection_id, self._text),
            total=self._count,
            page=self._read_page,
        )
        table.opened.connect(self.edit_requested.emit)
        none = EmptyState(
            theme,
            "empty-orders",
            self.tr("No rewards yet"),
            self.tr("A reward is a code that a cashier types at the till. RETM's till then asks this program."),
            self.tr("New reward"),
            name="rewards_empty",
        )
        none.button.clicked.connect(self.new_requested)
        nothing = EmptyState(
            theme, "empty-search", self.tr("Nothing found"), "", self.tr("Clear the search"), name="rewards_nothing"
        )
        nothing.button.clicked.connect(self.show_all_requested)
        self.setLayout(self._begin(table, none, nothing))
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def search(self, text: str) -> None:
        """Show only what has every word of `text` in its code or note."""
        if text != self._text:
            self._text = text
            self.table.verticalScrollBar().setValue(0)
            self.table.ask()

    def start_anew(self) -> None:
        """Another restaurant: nothing is known any more."""
        self._stack.setCurrentWidget(self._blank)
        self._read_from_the_top()

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
        said = self.tr("No code and no note holds “{text}”.")
        self._nothing.words.setText(said.format(text=bidi.auto(self._text)))
        super()._take_answer(total)

    def _make_detail(self) -> RewardDetail:
        detail = RewardDetail(self._desk, self)
        detail.edit_requested.connect(self.edit_requested)
        detail.duplicate_requested.connect(self.duplicate_requested)
        detail.switch_requested.connect(self.switch_requested)
        detail.remove_requested.connect(self.remove_requested)
        detail.history_requested.connect(self.history_requested)
        return detail

    def _tick(self) -> None:
        """What is good now may not be in a moment."""
        self.table.viewport().update()
        if isinstance(self._detail, RewardDetail):
            self._detail.tick()
