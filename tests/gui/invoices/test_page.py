"""The invoices tab as an operator uses it."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCalendarWidget, QPlainTextEdit, QPushButton, QTableView, QToolButton

from retm_desktop.domain.orders import Invoice, NamedAmount, Order
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.main_window import MainWindow
from retm_desktop.gui.widgets.date_field import DateField
from retm_desktop.store.invoices import IncomingInvoice
from retm_desktop.sync.status import Link, Status
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui import shop
from tests.gui.conftest import START, Clock, FakeHouse, MakeDesk, Show
from tests.gui.invoices.screen import day_of_invoices, opened
from tests.waiting import until

ALL = ("501", "502", "503", "504", "505", "506", "507")


async def test_a_day_is_listed_newest_first_with_state_payment_and_total(desk: Desk, show: Show) -> None:
    await day_of_invoices(desk)
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    assert screen.said("invoices_count") == "7 invoices"
    row = screen.table.row(screen.page._table.model().index(1, 0).data(Qt.ItemDataRole.UserRole).key)
    assert row is not None
    assert screen.table.row_as_text(row).replace("\u00a0", " ").split("\t") == [
        "#INV-502", "#502", "20:04", "Jeddah – Corniche", "Closed", "Cash + mada card", "61.00 SAR",
    ]  # fmt: skip
    states = [screen.cell(n, 6) for n in range(7)]
    assert states == ["Closed", "Closed", "Refunded", "Part refunded", "Some refunded", "Void", "Status 9"]


async def test_totals_are_of_just_what_is_listed(desk: Desk, show: Show) -> None:
    await day_of_invoices(desk)
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    await until(lambda: screen.visible("invoices_totals"))
    told = {name: screen.said(f"invoices_total_{name}") for name in ("sales", "tax", "refunds", "net")}
    assert told == {"sales": "366.00 SAR", "tax": "47.70 SAR", "refunds": "-73.50 SAR", "net": "292.50 SAR"}
    counts = [screen.said(f"invoices_count_{name}") for name in ("all", "refunded", "void")]
    assert counts == ["6", "3", "1"]
    assert screen.said("invoices_untold").endswith(": 1")
    assert screen.said("invoices_payment_0_amount") == "346.00 SAR"
    assert screen.said("invoices_payment_1_amount") == "20.00 SAR"
    assert screen.said("invoices_tax_0") == "VAT 15%"
    assert "RETM's own figures" in screen.said("invoices_totals_source")
    assert screen.said("invoices_totals_days") == "2026-02-03"
    screen.choose("invoices_branch", "Jeddah – Corniche")
    await screen.shows("502", "504", "506")
    await until(lambda: screen.said("invoices_total_sales") == "122.00 SAR")
    assert screen.said("invoices_total_refunds") == "-12.50 SAR"
    assert screen.said("invoices_totals_choices") == "Jeddah – Corniche"
    assert not screen.has("invoices_untold") or not screen.visible("invoices_untold")


async def test_totals_are_copied_as_a_table(desk: Desk, show: Show) -> None:
    await day_of_invoices(desk)
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    await until(lambda: screen.visible("invoices_totals"))
    screen.find(QToolButton, "invoices_totals_copy").click()
    copied = QGuiApplication.clipboard().text()
    rows = [line.split("\t") for line in copied.splitlines()]
    assert rows[:8] == [
        ["Totals", "2026-02-03"],
        ["Sales", "366.00"],
        ["of it tax", "47.70"],
        ["Refunds", "-73.50"],
        ["Net", "292.50"],
        ["Invoices", "6"],
        ["of them refunded", "3"],
        ["Void, in no sum", "1"],
    ]
    assert ["mada card", "6", "346.00", "61.00"] in rows
    assert ["VAT 15%", "6", "47.70", "7.95"] in rows
    QGuiApplication.clipboard().clear()
    screen.press(Qt.Key.Key_C, screen.find(QAbstractButton, "invoices_export"), control=True)
    assert QGuiApplication.clipboard().text() == copied


async def test_days_before_and_after(desk: Desk, show: Show) -> None:
    for days in (0, 1, 3, 40):
        await shop.bill(desk, shop.order(str(days), created_at=START - timedelta(days=days)))
    screen = await opened(desk, show)
    await screen.shows("0")
    assert not screen.find(QAbstractButton, "invoices_later").isEnabled(), "there is no tomorrow to look at"
    assert not screen.find(QAbstractButton, "invoices_today").isEnabled()
    screen.click("invoices_earlier")
    await screen.shows("1")
    screen.click("invoices_earlier")
    await until(lambda: screen.visible("invoices_quiet"))
    assert "2026-02-01" in screen.said("invoices_quiet_words")
    screen.click("invoices_later")
    await screen.shows("1")
    screen.click("invoices_today")
    await screen.shows("0")
    screen.click("invoices_span_week")
    await screen.shows("0", "1", "3")
    assert screen.cell(0, 3) == "02-03 20:14"
    assert screen.table.isColumnHidden(2)
    screen.click("invoices_span_month")
    await screen.shows("0", "1")
    screen.click("invoices_earlier")
    await screen.shows("3")
    screen.click("invoices_span_all")
    await screen.shows("0", "1", "3", "40")
    assert not screen.find(DateField, "invoices_day").isEnabled()
    assert screen.said("invoices_totals_days") == "All days"


async def test_a_day_is_the_restaurants_own(desk: Desk, show: Show, clock: Clock) -> None:
    midnight = START.replace(hour=21, minute=0)
    last, first = midnight - timedelta(seconds=1), midnight
    await shop.bill(desk, shop.order("1", created_at=last), shop.order("2", created_at=first))
    screen = await opened(desk, show)
    await screen.shows("1")
    # The page stays open over midnight in Riyadh, which is nine in the evening in London.
    clock.at = midnight + timedelta(minutes=1)
    screen.page._clock.timeout.emit()
    await screen.shows("2")
    screen.click("invoices_earlier")
    await screen.shows("1")
    screen.page._clock.timeout.emit()
    await asyncio.sleep(0.05)
    assert screen.numbers() == ["#INV-1"], "another day than today stays"


async def test_a_day_is_typed_in_either_digits(desk: Desk, show: Show) -> None:
    await shop.bill(desk, shop.order("1", created_at=START - timedelta(days=9)), shop.order("2", created_at=START))
    screen = await opened(desk, show)
    await screen.shows("2")
    field = screen.find(DateField, "invoices_day")
    for typed in ("2026-01-25", "٢٠٢٦-٠١-٢٥"):
        screen.click("invoices_today")
        await screen.shows("2")
        field.setFocus()
        field.selectAll()
        field.insert(typed)
        screen.press(Qt.Key.Key_Return, field)
        await screen.shows("1")
        assert field.text() == "2026-01-25"


async def test_what_is_no_day_is_marked_and_taken_back(desk: Desk, show: Show) -> None:
    await shop.bill(desk, shop.order("2", created_at=START))
    screen = await opened(desk, show)
    await screen.shows("2")
    field = screen.find(DateField, "invoices_day")
    for typed in ("2026-02-30", "yesterday", "1812-01-01"):
        field.setFocus()
        field.selectAll()
        field.insert(typed)
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        QTest.keyClicks(field, typed[-1])
        assert field.property("invalid") is True, typed
        screen.press(Qt.Key.Key_Return, field)
        assert field.text() == "2026-02-03"
        assert field.property("invalid") is False
    assert screen.numbers() == ["#INV-2"]


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
async def test_a_day_is_picked_from_the_calendar(desk: Desk, show: Show) -> None:
    await shop.bill(desk, shop.order("1", created_at=START - timedelta(days=1)), shop.order("2", created_at=START))
    screen = await opened(desk, show)
    await screen.shows("2")
    field = screen.find(DateField, "invoices_day")
    screen.press(Qt.Key.Key_Down, field)
    calendar = screen.find(QCalendarWidget, "invoices_day_calendar")
    assert calendar.isVisible()
    assert calendar.selectedDate().day() == 3
    days = calendar.findChild(QTableView)
    assert days is not None
    screen.press(Qt.Key.Key_Left, days)
    screen.press(Qt.Key.Key_Return, days)
    await screen.shows("1")
    assert not calendar.isVisible()


async def test_how_long_and_which_filters_are_remembered_but_not_which_day(desk: Desk, show: Show) -> None:
    await day_of_invoices(desk)
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.choose("invoices_status", "Refunded, also in part")
    await screen.shows("503", "504", "505")
    screen.choose("invoices_branch", "Riyadh – Olaya")
    await screen.shows("503", "505")
    screen.click("invoices_span_week")
    screen.click("invoices_earlier")
    await until(lambda: screen.visible("invoices_nothing"))
    again = await opened(desk, show)
    await again.shows("503", "505")
    assert again.find(QPushButton, "invoices_span_week").isChecked()


async def test_filters_by_status_and_payment_and_search(desk: Desk, show: Show) -> None:
    await day_of_invoices(desk)
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.choose("invoices_status", "Void")
    await screen.shows("506")
    screen.choose("invoices_status", "Closed")
    await screen.shows("501", "502", "504", "505")
    screen.choose("invoices_payment", "Cash")
    await screen.shows("502")
    screen.page.focus_search()
    assert screen.search.hasFocus()
    screen.search.setText("falafel")
    await until(lambda: screen.visible("invoices_nothing"))
    screen.click("invoices_nothing_button")
    await screen.shows(*ALL)
    assert screen.search.text() == ""
    for text, found in (("#505", ("505",)), ("INV-502", ("502",)), ("كبسة", ALL), ("call FIRST", ("504",))):
        screen.search.setText(text)
        await screen.shows(*found)
    screen.press(Qt.Key.Key_Return, screen.search)
    await until(screen.detail.isVisible)
    assert screen.said("invoice_number") == "Invoice #INV-504"


async def test_an_invoice_whole(desk: Desk, show: Show) -> None:
    keys = await day_of_invoices(desk)
    odd = shop.order("508", created_at=START - timedelta(hours=2), lines=shop.USUAL)
    charge = NamedAmount("c", Both("Delivery fee", "رسوم التوصيل"), Decimal("10.00"))
    await shop.bill(desk, odd, discount=Decimal("5.00"), charges=(charge,))
    screen = await opened(desk, show)
    await screen.shows(*ALL, "508")
    screen.click_row(1)
    await until(screen.detail.isVisible)
    assert screen.said("invoice_number") == "Invoice #INV-502"
    assert (screen.said("invoice_state"), screen.said("invoice_time")) == ("Closed", "2026-02-03 20:04")
    assert (screen.said("invoice_branch"), screen.said("invoice_device")) == ("Jeddah – Corniche", "Till 1")
    assert screen.said("invoice_line_1") == "Chicken kabsa"
    assert screen.said("invoice_line_0_figures") == "10.44 SAR each before tax · tax 3.13 SAR"
    assert screen.said("invoice_tax_0") == "7.95 SAR"
    assert screen.said("invoice_total") == "61.00 SAR"
    assert (screen.said("invoice_payment_0"), screen.said("invoice_payment_1")) == ("20.00 SAR", "41.00 SAR")
    assert not screen.has("invoice_refund")
    assert not screen.visible("invoices_totals")
    screen.find(QToolButton, "invoice_copy_id").click()
    assert QGuiApplication.clipboard().text() == "INV-502"
    screen.find(QToolButton, "invoice_copy").click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(
        "Invoice #INV-502 · Closed\n2026-02-03 20:04\nJeddah – Corniche · Till 1\n#502\n2× Chicken"
    )
    assert copied.endswith("61.00 SAR\nCash  20.00\nmada card  41.00")
    for _ in range(6):
        screen.press(Qt.Key.Key_Down)
    await until(lambda: screen.said("invoice_number") == "Invoice #INV-508")
    assert (screen.said("invoice_discount"), screen.said("invoice_charge_0")) == ("-5.00 SAR", "10.00 SAR")
    screen.press(Qt.Key.Key_Escape)
    assert screen.detail.isHidden()
    assert screen.visible("invoices_totals")
    assert screen.table.key is None
    assert keys["502"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("503", "Refunded in full."),
        ("504", "Refunded in part: 12.50 SAR."),
        ("505", "Refunded; RETM does not say how much."),
    ],
)
async def test_what_was_given_back_is_told_in_words(desk: Desk, show: Show, number: str, words: str) -> None:
    keys = await day_of_invoices(desk)
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.page.show_invoice(keys[number])
    await until(screen.detail.isVisible)
    assert screen.said("invoice_refund_title") == words
    assert "First heard of 2026-02-03 20:19" in screen.said("invoice_refund_words")


async def test_the_way_to_the_order_and_why_there_is_none(desk: Desk, show: Show) -> None:
    (order_key,) = await shop.deliver(desk, shop.order("501", created_at=START))
    keys = await day_of_invoices(desk)
    numberless = Invoice("77", Order(created_at=START - timedelta(hours=3), branch_id=shop.BRANCHES[0].id))
    await desk.invoices.apply(desk.connection_id, [IncomingInvoice(numberless, b"{}", START)])
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 8)
    asked: list[int] = []
    screen.page.order_requested.connect(asked.append)
    screen.click_row(0)
    await until(lambda: screen.visible("invoice_show_order"))
    screen.click("invoice_show_order")
    assert asked == [order_key]
    screen.page.show_invoice(keys["502"])
    await until(lambda: screen.visible("invoice_no_order"))
    assert "Order #502 of this branch and day is not on this computer" in screen.said("invoice_no_order")
    await shop.deliver(desk, shop.order("502", created_at=START, branch=shop.BRANCHES[1]))
    await until(lambda: screen.visible("invoice_show_order"))
    screen.click_row(7)
    await until(lambda: screen.visible("invoice_no_order"))
    assert "no order number" in screen.said("invoice_no_order")
    assert screen.said("invoice_no_lines") == "RETM sent no items with this invoice."
    assert screen.said("invoice_state") == "No status"


async def test_retms_document_is_shown_on_demand_and_hides_people(desk: Desk, show: Show) -> None:
    keys = await day_of_invoices(desk)
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.page.show_invoice(keys["501"])
    await until(screen.detail.isVisible)
    text = screen.find(QPlainTextEdit, "invoice_document_text")
    assert not text.isVisible()
    screen.click("invoice_document_show")
    await until(lambda: "INV-501" in text.toPlainText())
    assert "551234567" not in text.toPlainText()
    screen.click("invoice_document_personal")
    await until(lambda: "+966551234567" in text.toPlainText())
    # The catalogue is read every now and then: what one reads stays open.
    desk.bridge.catalogue_changed.emit()
    await asyncio.sleep(0.1)
    assert "+966551234567" in text.toPlainText()


async def test_an_invoice_asked_for_from_elsewhere_is_found_whatever_is_listed(desk: Desk, show: Show) -> None:
    keys = await day_of_invoices(desk)
    (old,) = await shop.bill(desk, shop.order("9", created_at=START - timedelta(days=50)))
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.choose("invoices_status", "Void")
    screen.search.setText("kabsa")
    await screen.shows("506")
    screen.page.show_invoice(old)
    await screen.shows("9")
    await until(lambda: screen.detail.isVisible() and screen.table.key == old)
    assert screen.find(DateField, "invoices_day").text() == "2025-12-15"
    screen.page.show_invoice(keys["503"])
    await screen.shows(*ALL)
    await until(lambda: screen.table.key == keys["503"])
    screen.page.show_invoice(10_000)
    await until(lambda: screen.visible("invoices_notice"))
    assert screen.said("invoices_notice_title") == "This invoice is not on this computer any more."


async def test_the_list_follows_the_store_and_keeps_what_is_open(desk: Desk, show: Show) -> None:
    keys = await day_of_invoices(desk)
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.click_row(0)
    await until(screen.detail.isVisible)
    await shop.bill(desk, shop.order("508", created_at=START + timedelta(seconds=30)))
    await screen.shows("508", *ALL)
    await until(lambda: screen.table.key == keys["501"])
    await shop.bill(desk, shop.order("501", created_at=START), status=4)
    await until(lambda: screen.visible("invoice_refund"))
    assert screen.said("invoice_state") == "Refunded"


async def test_says_why_there_is_nothing(desk: Desk, house: FakeHouse, show: Show) -> None:
    house.tell_status(Status(link=Link.ONLINE))
    screen = await opened(desk, show)
    await until(lambda: screen.visible("invoices_empty"))
    assert screen.said("invoices_empty_title") == "The invoices are on their way"
    assert not screen.visible("invoices_totals")
    house.tell_status(Status(link=Link.OFFLINE, error_code="offline"))
    assert screen.visible("invoices_offline")
    assert "cannot be reached" in screen.said("invoices_offline_words")
    screen.click("invoices_offline_button")
    assert house.calls == [("refresh",)]
    house.tell_status(Status(link=Link.ONLINE, updated_at=START))
    assert screen.said("invoices_empty_title") == "No invoices yet"
    await shop.bill(desk, shop.order("1", created_at=START - timedelta(days=2)))
    await until(lambda: screen.visible("invoices_quiet"))
    screen.click("invoices_quiet_button")
    await screen.shows("1")


async def test_another_restaurant_has_its_own_invoices(desk: Desk, house: FakeHouse, show: Show) -> None:
    await day_of_invoices(desk)
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.click_row(0)
    await until(screen.detail.isVisible)
    assert house.active is not None
    other = await desk.connections.add("retm", "staging", "other", label="Other")
    house.active = msgspec.structs.replace(house.active, id=other)
    desk.bridge.active_changed.emit()
    await until(lambda: screen.visible("invoices_empty"))
    assert screen.detail.isHidden()
    assert not screen.visible("invoices_totals")


async def test_in_arabic_the_arrows_turn_round_and_columns_stay(make_desk: MakeDesk, show: Show) -> None:
    pictures = {}
    for language in ("en", "ar"):
        desk = await make_desk(language=language)
        await day_of_invoices(desk)
        screen = await opened(desk, show)
        await screen.shows(*ALL)
        for name in ("invoices_earlier", "invoices_later"):
            button = screen.find(QAbstractButton, name)
            pictures[language, name] = button.icon().pixmap(button.iconSize()).toImage()
    assert pictures["ar", "invoices_earlier"] == pictures["en", "invoices_later"]
    assert pictures["ar", "invoices_later"] == pictures["en", "invoices_earlier"]
    assert pictures["ar", "invoices_later"] != pictures["ar", "invoices_earlier"]
    assert screen.cell(3, 6) == "رُد جزء منها"


async def test_a_narrow_list_keeps_number_time_state_and_total(desk: Desk, show: Show) -> None:
    await day_of_invoices(desk)
    screen = await opened(desk, show, 1000)
    await screen.shows(*ALL)
    screen.click_row(0)
    await until(screen.detail.isVisible)
    assert screen.page.width() == 1000, "the page never asks for more than it has"
    hidden = [column for column in range(9) if screen.table.isColumnHidden(column)]
    assert 5 in hidden, "the branch goes first"
    assert not {0, 2, 6, 8} & set(hidden)
    assert screen.table.horizontalScrollBar().maximum() == 0


async def test_from_an_order_to_its_invoice_and_back(desk: Desk, show: Show) -> None:
    (order_key,) = await shop.deliver(desk, shop.order("501", created_at=START))
    await day_of_invoices(desk)
    window = MainWindow(desk)
    show(window, 1280, 800)
    window.tabs.show_tab("orders").show_order(order_key)  # type: ignore[attr-defined]
    await until(lambda: (link := window.findChild(QPushButton, "order_invoice_0")) and link.isVisible())
    link = window.findChild(QPushButton, "order_invoice_0")
    assert link is not None
    link.click()
    await until(lambda: (back := window.findChild(QPushButton, "invoice_show_order")) and back.isVisible())
    back = window.findChild(QPushButton, "invoice_show_order")
    assert back is not None
    back.click()
    orders = window.tabs.show_tab("orders")
    await until(lambda: orders.isVisible() and orders.selected == order_key)  # type: ignore[attr-defined]


async def test_five_thousand_invoices_do_not_hold_up_the_window(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    made = [
        shop.order(str(n), created_at=START - timedelta(minutes=n), branch=shop.BRANCHES[n % 3]) for n in range(5000)
    ]
    for start in range(0, 5000, 1000):
        await shop.bill(desk, *made[start : start + 1000])
    heart = Heartbeat(desk.bridge)
    heart.start()
    screen = await opened(desk, show)
    await until(lambda: screen.table.total > 1000)
    screen.click("invoices_span_all")
    await until(lambda: screen.table.total == 5000)
    await until(lambda: screen.said("invoices_count_all") == "5000")
    bar = screen.table.verticalScrollBar()
    for place in (0.2, 0.9, 0.5, 1.0):
        bar.setValue(round(bar.maximum() * place))
        await asyncio.sleep(0.05)
    await until(lambda: screen.cell(4999, 0) == "#INV-4999")
    for typed in ("4", "49", "499", "4999"):
        screen.search.setText(typed)
        await asyncio.sleep(0.15)
    await until(lambda: screen.table.total == 1)
    await until(lambda: screen.said("invoices_total_sales") == "61.00 SAR")
    screen.search.clear()
    await until(lambda: screen.table.total == 5000)
    rows = await desk.invoices.page(screen.page._filters.query, 3333, 1)
    screen.page.show_invoice(rows[0].key)
    await until(lambda: screen.table.key == rows[0].key)
    heart.stop()
    print(f"longest stall {heart.longest_ms:.0f} ms", heart.worst[:3])
    assert heart.longest_ms < 250
