"""Keeps a paged table equal to the store: what is on screen is read, and nothing else."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer

from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.paged_model import PAGE, PagedModel
from retm_desktop.gui.widgets.row_table import RowTable

Q = TypeVar("Q")
T = TypeVar("T")


class PageReading(Generic[Q, T]):
    """Reads the total and the pages on screen of `query()`; an answer to a query of before is thrown away.

    `replaced(slid, at)` is called after a reading was taken in, with the rows that came in at the top and where the
    scroll bar stood; `filled` after a page that was missing came.
    """

    def __init__(
        self,
        tasks: ViewTasks,
        table: RowTable,
        *,
        query: Callable[[], Q],
        total: Callable[[Q], Awaitable[int]],
        page: Callable[[Q, int, int], Awaitable[Sequence[T]]],
    ) -> None:
        """`page` is called with the query, the offset and how many rows."""
        self.replaced: Callable[[int, int], None] = lambda _slid, _at: None
        self.filled: Callable[[], None] = lambda: None
        self._table = table
        self._query = query
        self._total = total
        self._page = page
        self._model: PagedModel[T] | None = None
        self._rereading = Rereading(tasks, "refresh", self._read)
        self._pages = Rereading(tasks, "pages", self._read_missing)
        self._soon = QTimer(table)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._pages.ask)

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
        query, model = self._query(), self._held
        total = await self._total(query)
        wanted = sorted({0, *self._visible()} if total else {0})
        pages = {
            number: await self._page(query, number * PAGE, PAGE) for number in wanted if number * PAGE < max(total, 1)
        }
        if query != self._query():
            self._rereading.ask()
            return
        at = self._table.verticalScrollBar().value()
        with self._table.placing():
            slid = model.replace(total, pages)
        self.replaced(slid, at)

    async def _read_missing(self) -> None:
        query, model = self._query(), self._held
        for page in self._visible():
            if page in model.pages or page * PAGE >= model.total:
                continue
            rows = await self._page(query, page * PAGE, PAGE)
            if query != self._query():
                return
            model.put_page(page, rows)
            model.forget_far(page)
        self.filled()

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
