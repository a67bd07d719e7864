"""Keeps a paged table equal to the store: what is on screen is read, and nothing else."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer

from retm_desktop.gui.newest_reading import NewestReading
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.paged_model import PAGE, PagedModel
from retm_desktop.gui.widgets.row_table import RowTable

Q = TypeVar("Q")
T = TypeVar("T")


class PageReading(Generic[Q, T]):
    """Reads the total and the pages on screen of `query()`; a reading for a query of before is broken off.

    `replaced(slid, at)` is called after a reading was taken in, with the rows that came in at the top and where the
    scroll bar stood; `filled` after a page that was missing came; `counting` once the first rows of a query stand
    there while it is still being counted.
    """

    def __init__(
        self,
        tasks: ViewTasks,
        table: RowTable,
        *,
        query: Callable[[], Q],
        total: Callable[[Q], Awaitable[int]],
        page: Callable[[Q, int, int], Awaitable[Sequence[T]]],
        rows_first: Callable[[Q], bool] = lambda _query: False,
    ) -> None:
        """`page` is called with the query, the offset and how many rows.

        Where `rows_first` says so of a query, counting takes long: its first rows are shown before `total` is known.
        """
        self.replaced: Callable[[int, int], None] = lambda _slid, _at: None
        self.filled: Callable[[], None] = lambda: None
        self.counting: Callable[[], None] = lambda: None
        self._table = table
        self._query = query
        self._total = total
        self._page = page
        self._rows_first = rows_first
        self._counted: Q | None = None
        self._model: PagedModel[T] | None = None
        self._rereading = NewestReading(tasks, "refresh", wanted=query, read=self._read)
        self._pages = Rereading(tasks, "pages", self._read_missing)
        self._soon = QTimer(table)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._pages.ask)
        table.verticalScrollBar().valueChanged.connect(self._scrolled)

    def keep(self, model: PagedModel[T]) -> None:
        """Fill this model."""
        self._model = model

    def ask(self) -> None:
        """Read what is on screen again; calls during a reading are answered by one more reading."""
        self._rereading.ask()

    def missing(self, _page: int) -> None:
        """A page is about to be shown and not held."""
        # Asked while painting: what is read is decided once that is over, and only what is on screen by then.
        if not self._soon.isActive():
            self._soon.start()

    async def _read(self) -> None:
        query = self._query()
        if self._rows_first(query) and query != self._counted:
            rows = await self._page(query, 0, PAGE)
            # Fewer than a page are all there are; with a whole page, so many are known until they are counted.
            self._take(query, len(rows), {0: rows})
            self.counting()
        total = await self._total(query)
        wanted = sorted({0, *self._visible()} if total else {0})
        pages = {
            number: await self._page(query, number * PAGE, PAGE) for number in wanted if number * PAGE < max(total, 1)
        }
        self._take(query, total, pages)
        self._counted = query

    def _take(self, query: Q, total: int, pages: Mapping[int, Sequence[T]]) -> None:
        if query != self._query():
            self._rereading.ask()
            return
        model = self._held
        at = self._table.verticalScrollBar().value()
        with self._table.placing():
            slid = model.replace(total, pages)
        self.replaced(slid, at)
        if at:
            self._scrolled()

    async def _read_missing(self) -> None:
        query, model = self._query(), self._held
        for page in self._near():
            if not self._lacks(page):
                continue
            rows = await self._page(query, page * PAGE, PAGE)
            if query != self._query():
                return
            model.put_page(page, rows)
            model.forget_far(page)
        self.filled()

    def _scrolled(self) -> None:
        """Read the page beside those on screen before it is scrolled to."""
        if any(self._lacks(page) for page in self._near()):
            self.missing(0)

    def _lacks(self, page: int) -> bool:
        model = self._held
        return 0 <= page * PAGE < model.total and page not in model.pages

    def _near(self) -> list[int]:
        """What is on screen first, then what is beside it."""
        visible = self._visible()
        return [*visible, visible[-1] + 1, visible[0] - 1]

    @property
    def _held(self) -> PagedModel[T]:
        if self._model is None:
            raise RuntimeError("no model to fill")
        return self._model

    def _visible(self) -> range:
        height = max(1, self._table.verticalHeader().defaultSectionSize())
        first = self._table.verticalScrollBar().value() // height
        last = first + self._table.viewport().height() // height + 1
        return range(first // PAGE, last // PAGE + 1)
