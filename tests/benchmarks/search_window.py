"""In a child process: the orders list asked by every key of what people type, and Qt's own filter asked the same.

A keystroke's time begins where the search box tells the list what stands in it (the box waits for a pause in typing
before, on purpose) and ends when the first page of rows is in the list's model. When the total is known is noted
apart. Qt's filter is a QSortFilterProxyModel (fixed string, any case, all shown columns) over a QStandardItemModel
that holds the text of every shown cell of every order.
"""

import asyncio
import random
import sys
import time
from collections.abc import Callable, Collection, Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from retm_desktop.app import Options, Program, prepare_qt, run_loop
from retm_desktop.gui.orders.list_view import OrderList
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.store.orders import OrderQuery, OrderRow, Orders
from tests.benchmarks.children import SCREEN, NotMeasured, say
from tests.benchmarks.heartbeat import Heartbeat
from tests.waiting import until

_KEY_SECONDS = 0.08
_ANSWER_SECONDS = 30.0
_ITEMS = ("kabsa", "chicken", "coffee", "كبسة", "دجاج", "قهوة")
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_OF_EACH = 3


def typed_texts(rows: Sequence[OrderRow]) -> list[str]:
    """Return what people type to find some of `rows`: numbers, phones in several spellings, names, items."""
    texts: list[str] = []
    for n, row in enumerate(rows):
        phone = row.customer_phone
        spellings = (
            phone,
            f"+966 {phone[1:3]} {phone[3:6]} {phone[6:]}",
            f"00966{phone[1:]}",
            phone.translate(_EASTERN),
        )
        texts += [row.number, spellings[n % len(spellings)], row.customer_name.en, row.customer_name.ar]
    return [*texts, *_ITEMS, "#" + rows[0].number, "zzzz"]


class Typist:
    """Asks the list with one more key at a time and notes how long the answer took."""

    def __init__(self, orders_list: OrderList, counted: dict[str, float]) -> None:
        """`counted` is told when the total of a text became known."""
        self._list = orders_list
        self._counted = counted
        self.rows_ms: dict[str, float] = {}
        self.total_ms: dict[str, float] = {}

    async def type(self, text: str) -> None:
        """Type a text key by key, each as soon as the one before is answered; then clear the box."""
        for end in range(1, len(text) + 1):
            beginning = text[:end].strip()
            if beginning != text[: end - 1].strip():
                await self._ask(beginning)
        await self._ask("")

    async def _ask(self, text: str) -> None:
        answered: asyncio.Future[float] = asyncio.get_running_loop().create_future()

        def shown() -> None:
            if not answered.done():
                answered.set_result(time.perf_counter())

        self._counted.pop(text, None)
        self._list.shown.connect(shown)
        begun = time.perf_counter()
        self._list.narrow("", text)
        try:
            at = await asyncio.wait_for(answered, _ANSWER_SECONDS)
        finally:
            self._list.shown.disconnect(shown)
        await until(lambda: text in self._counted, _ANSWER_SECONDS, 0.001)
        if text:
            self.rows_ms[text] = (at - begun) * 1000
            self.total_ms[text] = (max(at, self._counted[text]) - begun) * 1000


def note_totals() -> dict[str, float]:
    """Have the store tell when the counts of a text have come; return where that is noted."""
    counted: dict[str, float] = {}
    counts: Callable[[Orders, OrderQuery], Coroutine[Any, Any, Any]] = Orders.counts

    async def told(self: Orders, query: OrderQuery) -> object:
        found = await counts(self, query)
        counted[query.text] = time.perf_counter()
        return found

    vars_of_orders: Any = Orders
    vars_of_orders.counts = told
    return counted


async def measure(program: Program, counted: dict[str, float], wanted: Collection[str]) -> None:
    """Tell what was wanted, `stall` (and `explain`) or `filter`, and at the end `rows_ms` and `total_ms` by text."""
    page = program.window.findChild(OrdersPage)
    if page is None:
        raise NotMeasured("there are no orders on screen")
    await until(lambda: program.house.vault_state is not None, 30)
    button = page.findChild(QAbstractButton, "orders_view_list")
    if button is None:
        raise NotMeasured("the orders cannot be shown as a list")
    button.click()
    query = OrderQuery(program.desk.connection_id)
    total = await program.desk.orders.count(query)
    chance = random.Random(7)  # noqa: S311 - the same texts at every run, nothing secret
    found = [await program.desk.orders.page(query, chance.randrange(total), 1) for _ in range(_OF_EACH * 2)]
    texts = typed_texts([row for rows in found for row in rows])
    await asyncio.sleep(1)
    typist = Typist(page.views.list, counted)
    for text in texts:
        await typist.type(text)
    if "stall" in wanted:
        say(typing=True)
        longest, stalls = await _stall(program, page, texts, explain="explain" in wanted)
        say(longest_ms=longest, stalls=stalls)
    filtered = {}
    if "filter" in wanted:
        rows = await program.desk.orders.page(query, 0, total)
        filtered = dict(_filter(page.views.list, rows, [*texts[:6], _ITEMS[0], _ITEMS[-3]]))
    say(
        rows_ms=typist.rows_ms,
        total_ms=typist.total_ms,
        filter_ms=filtered,
        orders=total,
    )


async def _stall(
    program: Program, page: OrdersPage, texts: Sequence[str], *, explain: bool
) -> tuple[float, list[dict[str, object]]]:
    """Type as fast as people do, without waiting for answers; return the loop's longest stall."""
    box = page.findChild(QLineEdit, "orders_search")
    if box is None:
        raise NotMeasured("the orders have no search")
    heart = Heartbeat(program.window, explain=explain)
    heart.start()
    for text in texts[:12]:
        for end in range(1, len(text) + 1):
            box.setText(text[:end])
            await asyncio.sleep(_KEY_SECONDS)
        await asyncio.sleep(0.3)
    box.clear()
    await asyncio.sleep(1)
    heart.stop()
    return heart.longest_ms, [{"at": one.at, "ms": one.ms, "seen": one.seen[:20]} for one in heart.worst[:5]]


def _filter(orders_list: OrderList, rows: Sequence[OrderRow], texts: Sequence[str]) -> Iterator[tuple[str, float]]:
    columns = range(orders_list.model.columnCount())
    model = QStandardItemModel()
    for row in rows:
        model.appendRow([QStandardItem(orders_list.cell(row, column)) for column in columns])
    proxy = QSortFilterProxyModel()
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    proxy.setFilterKeyColumn(-1)
    proxy.setSourceModel(model)
    proxy.rowCount()
    for text in texts:
        for end in range(1, len(text) + 1):
            begun = time.perf_counter()
            proxy.setFilterFixedString(text[:end])
            proxy.rowCount()
            yield text[:end], (time.perf_counter() - begun) * 1000
        proxy.setFilterFixedString("")


def main(home: Path, wanted: Collection[str]) -> int:
    """Open the window on `home` with its list of orders and measure."""
    counted = note_totals()
    app = prepare_qt()

    async def run() -> int:
        program = Program(app, Options(home=home, port=0))
        program.window.resize(*SCREEN)
        program.show()
        try:
            await measure(program, counted, wanted)
        finally:
            await program.stop()
            await asyncio.sleep(0)
        return 0

    return run_loop(app, run)


if __name__ == "__main__":
    stocked, *more = sys.argv[1:]
    sys.exit(main(Path(stocked), more))
