"""The takings page as tests see it, and what an operator does there."""

from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.takings.page import TakingsPage
from retm_desktop.gui.widgets.paged_table import PagedTable
from tests.gui.conftest import Show
from tests.gui.invoices.screen import PeriodScreen
from tests.waiting import until


class Screen(PeriodScreen):
    """The takings page, both views of it."""

    page: TakingsPage

    def __init__(self, page: TakingsPage) -> None:
        super().__init__(page, "takings")

    def rows(self, table: PagedTable | None = None) -> list[list[str]]:  # type: ignore[type-arg]
        """Return the cells of the columns that are not hidden, `…` for those being read."""
        shown = table or self.table
        model = shown.model()
        columns = [column for column in range(model.columnCount()) if not shown.isColumnHidden(column)]
        return [
            [plain(str(model.index(row, column).data() or "…")).replace("\u00a0", " ") for column in columns]
            for row in range(model.rowCount())
        ]

    def orders(self) -> list[str]:
        """Return what the transactions on the list were for."""
        return [row[1] for row in self.rows()]

    async def shows(self, *numbers: int) -> None:
        """Wait until just the transactions of these orders are listed, and summed."""
        await until(lambda: self.orders() == [f"Order {number}" for number in numbers])
        await until(lambda: self.page.isVisible() and not self.page.transactions._sums._running)


async def opened(desk: Desk, show: Show, width: int = 1400, height: int = 760) -> Screen:
    """Show the page, all days of it."""
    desk.settings.set("takings.span", "all")
    page = TakingsPage(desk)
    show(page, width, height)
    return Screen(page)
