"""The list: all stages, newest first, any number of orders at the cost of what is on screen."""

import asyncio
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton

from retm_desktop.domain.intents import MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.order_table import Column
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.gui.widgets.paged_model import PAGE
from retm_desktop.store import order_pages
from tests.gui import shop
from tests.gui.conftest import START, FakeHouse, MakeDesk, Show
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("qapp")


async def listed(desk: Desk, show: Show) -> OrdersPage:
    desk.settings.set("orders.view", "list")
    page = OrdersPage(desk)
    show(page)
    return page


def held(page: OrdersPage) -> list[int]:
    return [n for n in range(page.views.list.model.total // PAGE + 1) if n in page.views.list.model.pages]


def numbers(page: OrdersPage, count: int) -> list[str]:
    rows = [page.views.list.model.at(n) for n in range(min(count, page.views.list.model.total))]
    return [row.number for row in rows if row is not None]


async def test_a_thousand_orders_are_a_scroll_away_and_not_in_memory(desk: Desk, show: Show) -> None:
    await shop.rush(desk, 1000)
    page = await listed(desk, show)
    model, table = page.views.list.model, page.views.list.table
    assert model.rowCount() == 1000
    assert held(page) == [0]
    assert numbers(page, 3) == ["1999", "1998", "1997"]
    table.scrollToBottom()
    table.viewport().repaint()
    await until(lambda: model.at(999) is not None)
    last = model.at(999)
    assert last is not None
    assert last.number == "1000"
    assert len(held(page)) <= 4, "the pages in between were never read"


async def test_newer_orders_do_not_push_away_what_one_reads(desk: Desk, show: Show) -> None:
    await shop.rush(desk, 200)
    page = await listed(desk, show)
    table = page.views.list.table
    tester = QAbstractItemModelTester(page.views.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    row = table.verticalHeader().defaultSectionSize()
    table.verticalScrollBar().setValue(20 * row)
    seen = page.views.list.model.at(table.rowAt(0))
    assert seen is not None
    page.show_order(seen.key)
    await shop.deliver(desk, *(shop.order(f"n{n}", created_at=START + timedelta(seconds=n)) for n in range(3)))
    await until(lambda: page.views.list.model.total == 203)
    await until(lambda: (at := page.views.list.model.at(table.rowAt(0))) is not None and at.key == seen.key)
    await until(lambda: table.key == seen.key)
    assert tester.model() is page.views.list.model


async def test_stages_narrow_the_list_and_tell_their_counts(desk: Desk, show: Show) -> None:
    await shop.deliver(
        desk,
        shop.order("1", created_at=START),
        shop.order("2", Stage.CANCELLED, created_at=START),
        shop.order("3", Stage.OUT, created_at=START),
        shop.order("4", Stage.ASSIGNED, created_at=START),
    )
    page = await listed(desk, show)
    out = page.findChild(QPushButton, "orders_stage_out")
    assert out is not None
    assert "2" in out.text()
    out.click()
    await until(lambda: sorted(numbers(page, 9)) == ["3", "4"])
    all_stages = page.findChild(QPushButton, "orders_stage_all")
    assert all_stages is not None
    assert "4" in all_stages.text()
    all_stages.click()
    await until(lambda: page.views.list.model.total == 4)


async def test_a_row_tells_all_and_enter_acts(desk: Desk, house: FakeHouse, show: Show) -> None:
    await shop.stock(desk)
    (key,) = await shop.deliver(
        desk, shop.order("512", created_at=START - timedelta(minutes=12), note="no onion", refunded=True)
    )
    page = await listed(desk, show)
    row = page.views.list.model.at(0)
    assert row is not None
    text = page.views.list.row_as_text(row)
    for words in ("#512", "New", "Late · 12 min", "Sara Al-Otaibi", "2× Chicken shawarma", "Riyadh – Olaya", "Pickup",
                  "61.00\u00a0SAR", "Refunded", "no onion"):  # fmt: skip
        assert words in text, words
    table = page.views.list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_1)
    await until(lambda: page.selected == key)
    QTest.keyClick(table, Qt.Key.Key_Enter)
    await until(lambda: house.done == [(MoveOrder(Stage.PREPARING), key)])
    await until(
        lambda: page.views.list.cell(page.views.list.model.at(0) or row, Column.REMARK).startswith("Not sent yet")
    )


async def test_a_narrow_list_keeps_what_matters(desk: Desk, show: Show) -> None:
    await shop.deliver(desk, shop.order("1", created_at=START))
    page = await listed(desk, show)
    assert not page.views.list.table.isColumnHidden(Column.ITEMS)
    page.views.list.resize(page.views.list.table.rowHeight(0) * 16, 500)
    assert page.views.list.table.isColumnHidden(Column.ITEMS)
    for column in (Column.NUMBER, Column.STAGE, Column.AGE, Column.WHO, Column.TOTAL, Column.REMARK):
        assert not page.views.list.table.isColumnHidden(column)


async def test_a_digit_picks_a_row_in_an_arabic_window_too(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk(language="ar")
    (key,) = await shop.deliver(desk, shop.order("1", created_at=START))
    page = await listed(desk, show)
    table = page.views.list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_1)
    await until(lambda: page.selected == key)


async def test_rows_of_a_search_are_there_before_they_are_counted(
    desk: Desk, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shop.rush(desk, 60)
    page = await listed(desk, show)
    chip = page.findChild(QPushButton, "orders_stage_all")
    assert chip is not None
    # Counting sixty orders one by one takes sixty turns, as counting 100,000 does.
    monkeypatch.setattr(order_pages, "SLICE", 1)
    page.views.list.narrow("", "sara")
    assert "60" in chip.text(), "what stood there before"
    seen: list[tuple[int, str]] = []

    def told() -> bool:
        seen.append((page.views.list.model.total, chip.text()))
        return "…" not in chip.text()

    await until(lambda: not told(), step=0)
    assert seen[-1][0] == PAGE, "a page of rows, and no number yet"
    await until(told, step=0)
    assert {total for total, text in seen if "…" in text} == {PAGE}
    assert "60" in seen[-1][1]
    await until(lambda: page.views.list.model.total == 60)
    assert numbers(page, 2) == ["1059", "1058"]


async def test_only_the_last_of_what_was_typed_is_answered(
    desk: Desk, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shop.rush(desk, 60)
    page = await listed(desk, show)
    monkeypatch.setattr(order_pages, "SLICE", 1)
    totals: list[int] = []
    page.views.list.shown.connect(lambda: totals.append(page.views.list.model.total))
    for text in ("1", "10", "102", "1024"):
        page.views.list.narrow("", text)
        await asyncio.sleep(0)
    await until(lambda: bool(totals) and page.views.list.model.total == 1)
    assert numbers(page, 2) == ["1024"]
    assert set(totals) == {1}
    page.views.list.narrow("", "")
    await until(lambda: page.views.list.model.total == 60)


async def test_the_next_page_is_read_before_it_is_scrolled_to(desk: Desk, show: Show) -> None:
    await shop.rush(desk, 300)
    page = await listed(desk, show)
    table = page.views.list.table
    table.verticalScrollBar().setValue(3)
    await until(lambda: held(page) == [0, 1])
    table.verticalScrollBar().setValue(table.verticalHeader().defaultSectionSize() * 160)
    await until(lambda: {2, 3, 4} <= set(held(page)))
