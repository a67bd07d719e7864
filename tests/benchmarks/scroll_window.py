"""In a child process: how long the orders list takes from a page's scroll until that page stands painted.

Painted means with its rows: a page whose rows are still being read shows quiet bars, and the time goes on.
"""

import asyncio
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QScrollBar

from retm_desktop.app import Options, Program, prepare_qt, run_loop
from retm_desktop.gui.orders.list_view import OrderList
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.gui.widgets.paged_model import PAGE
from tests.benchmarks.children import SCREEN, NotMeasured, heard, say
from tests.waiting import until

PAGES_A_TURN = 6
_PLACES = (0.0, 0.31, 0.63, 0.97)
"""Where in the list the scrolling begins."""
_PAINT_SECONDS = 20.0


class PageOfRows(QObject):
    """Tells when what is on screen has been painted with all its rows."""

    def __init__(self, orders_list: OrderList) -> None:
        super().__init__(orders_list)
        self._list = orders_list
        self._waiting: asyncio.Future[float] | None = None
        orders_list.table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each paint; the timer fires once it is done and flushed."""
        if event.type() == QEvent.Type.Paint and self._waiting is not None and self._whole():
            QTimer.singleShot(0, self._tell)
        return super().eventFilter(watched, event)

    async def scrolled_to(self, value: int) -> float:
        """Scroll and return the milliseconds until it is painted."""
        bar = self._list.table.verticalScrollBar()
        if bar.value() == value:
            return 0.0
        self._waiting = asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        bar.setValue(value)
        at = await asyncio.wait_for(self._waiting, _PAINT_SECONDS)
        self._waiting = None
        return (at - begun) * 1000

    def _whole(self) -> bool:
        table, model = self._list.table, self._list.model
        last = table.rowAt(table.viewport().height() - 1)
        rows = range(max(0, table.rowAt(0)), (last if last >= 0 else model.total - 1) + 1)
        return {row // PAGE for row in rows} <= model.pages.keys()

    def _tell(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(time.perf_counter())


async def measure(program: Program) -> None:
    """Tell `ready`; at each `go` scroll a few pages on and tell `pages_ms`, until the parent says anything else."""
    words = heard()
    page = program.window.findChild(OrdersPage)
    if page is None:
        raise NotMeasured("there are no orders on screen")
    button = page.findChild(QAbstractButton, "orders_view_list")
    if button is None:
        raise NotMeasured("the orders cannot be shown as a list")
    button.click()
    await until(lambda: program.house.vault_state is not None, 30)
    await until(lambda: page.views.list.model.total, 30)
    await asyncio.sleep(2)
    painted = PageOfRows(page.views.list)
    bar = page.views.list.table.verticalScrollBar()
    say(ready=page.views.list.model.total)
    turn = 0
    while await words.get() == "go":
        many = bar.maximum() > PAGES_A_TURN * bar.pageStep()
        if many:
            # From the top, the thirds and the end in turn, each time further on: nothing there is held already.
            round_, place = divmod(turn, len(_PLACES))
            await painted.scrolled_to(
                round(bar.maximum() * _PLACES[place]) + round_ * (PAGES_A_TURN + 1) * bar.pageStep()
            )
        say(pages_ms=[await _next_page(painted, bar) for _ in range(PAGES_A_TURN)])
        turn += 1


async def _next_page(painted: PageOfRows, bar: QScrollBar) -> float:
    if bar.value() + bar.pageStep() > bar.maximum():
        await painted.scrolled_to(0)
    return await painted.scrolled_to(bar.value() + bar.pageStep())


def main(home: Path) -> int:
    """Open the window on `home` and measure."""
    app = prepare_qt()

    async def run() -> int:
        program = Program(app, Options(home=home, port=0))
        program.window.resize(*SCREEN)
        program.show()
        try:
            await measure(program)
        finally:
            await program.stop()
            await asyncio.sleep(0)
        return 0

    return run_loop(app, run)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
