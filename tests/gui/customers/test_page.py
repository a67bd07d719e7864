"""The customers tab as an operator uses it."""

import asyncio
from datetime import timedelta
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from retm_desktop.domain.business import Customer
from retm_desktop.domain.orders import OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.domain.text import plain
from retm_desktop.gui.customers.orders import CustomerOrders
from retm_desktop.gui.customers.page import CustomersPage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.main_window import MainWindow
from retm_desktop.gui.widgets.paged_table import PagedTable
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.status import Link, Status
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui import shop
from tests.gui.conftest import FakeHouse, MakeDesk, Show
from tests.gui.customers import crowd
from tests.waiting import until

W = TypeVar("W", bound=QWidget)
SARA, FAHAD, NOURA = shop.CUSTOMERS
SILENT = Customer("9", Both("Walk-in guest", "زائر"))


class Screen:
    """Finds what is on a customers page by its object names, and does what an operator does."""

    def __init__(self, page: QWidget) -> None:
        self.page = page
        self.table = self.find(PagedTable, "customers_list")
        self.search = self.find(QLineEdit, "customers_search")
        self.orders = self.find(CustomerOrders, "customer_orders")
        self.detail = self.find(QWidget, "customer_detail")

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def said(self, name: str) -> str:
        return plain(self.find(QLabel, name).text())

    def visible(self, name: str) -> bool:
        return self.find(QWidget, name).isVisible()

    def rows(self, table: PagedTable | None = None) -> list[str]:
        """Return the first column of what is shown, without direction marks."""
        model = (table or self.table).model()
        cells = [str(model.index(row, 0).data() or "…") for row in range(model.rowCount())]
        return [plain(cell).replace("\u00a0", " ") for cell in cells]

    def place(self, table: QAbstractItemView, row: int) -> QPoint:
        return table.visualRect(table.model().index(row, 0)).center()

    def click(self, row: int) -> None:
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=self.place(self.table, row))

    def press(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        QTest.keyClick(widget or self.table, key)

    def copied_by(self, name: str) -> str:
        self.find(QToolButton, name).click()
        return QGuiApplication.clipboard().text()


async def opened(desk: Desk, show: Show, width: int = 1180) -> Screen:
    page = CustomersPage(desk)
    show(page, width)
    return Screen(page)


async def opened_with_customers(desk: Desk, show: Show, *more: Customer) -> Screen:
    await shop.stock(desk)
    everyone = (*shop.CUSTOMERS, *more)
    await crowd.move_in(desk, *everyone)
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == len(everyone) and screen.table.isVisible())
    return screen


async def asked_for(desk: Desk, *names: str) -> None:
    """Let Sara's orders arrive, one an hour, the first named the newest."""
    now = desk.now()
    for age, number in enumerate(names):
        stage = Stage.NEW if age == 0 else Stage.DELIVERED
        at = now - timedelta(hours=age, minutes=4)
        await shop.deliver(desk, shop.order(number, stage, created_at=at, branch=shop.BRANCHES[age % 3]))


async def test_lists_names_in_both_scripts_phones_and_e_mail(desk: Desk, show: Show) -> None:
    screen = await opened_with_customers(desk, show)
    assert screen.said("customers_count") == "3 customers"
    assert screen.said("customers_as_of") == "Customers as of 20:14"
    screen.click(0)
    screen.press(Qt.Key.Key_C)
    QTest.keyClick(screen.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Sara Al-Otaibi\tسارة العتيبي\t+966551234567\tsara@example.com"
    screen.click(2)
    QTest.keyClick(screen.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "نورة الشهري\t\t0561112233\t"


@pytest.mark.parametrize(
    ("typed", "whom"),
    [
        ("otaibi", ["Sara Al-Otaibi"]),
        ("ساره", ["Sara Al-Otaibi"]),
        ("0551", ["Sara Al-Otaibi"]),
        ("+966 55 123 4567", ["Sara Al-Otaibi"]),
        ("٠٥٠٩٨", ["Fahad Al-Qahtani"]),
        ("sara@", ["Sara Al-Otaibi"]),
        ("05", ["Sara Al-Otaibi", "Fahad Al-Qahtani", "نورة الشهري"]),
    ],
)
async def test_finds_while_typing(desk: Desk, show: Show, typed: str, whom: list[str]) -> None:
    screen = await opened_with_customers(desk, show)
    screen.page.focus_search()  # type: ignore[attr-defined]
    screen.search.setText("nobody at all")
    await until(lambda: screen.visible("customers_nothing"))
    assert "nobody at all" in screen.said("customers_nothing_words")
    screen.search.clear()
    QTest.keyClicks(screen.search, typed) if typed.isascii() else screen.search.setText(typed)
    await until(lambda: screen.rows() == whom and screen.table.isVisible())
    assert screen.said("customers_count") == f"{len(whom)} customers"


async def test_the_newest_text_wins_over_what_is_still_being_read(desk: Desk, show: Show) -> None:
    screen = await opened_with_customers(desk, show)
    for text in ("sara", "nobody", "fahad", "نورة", "0509876543"):
        screen.search.setText(text)
    await until(lambda: screen.rows() == ["Fahad Al-Qahtani"])
    await asyncio.sleep(0.3)
    assert screen.rows() == ["Fahad Al-Qahtani"]


async def test_a_fruitless_search_offers_everybody(desk: Desk, show: Show) -> None:
    screen = await opened_with_customers(desk, show)
    screen.search.setText("Tabuk")
    await until(lambda: screen.visible("customers_nothing"))
    screen.find(QPushButton, "customers_nothing_button").click()
    await until(lambda: screen.table.isVisible() and screen.table.total == 3)


async def test_enter_goes_from_the_search_to_the_first_found_and_then_to_a_new_order(desk: Desk, show: Show) -> None:
    screen = await opened_with_customers(desk, show)
    asked: list[Customer] = []
    screen.page.new_order_requested.connect(asked.append)  # type: ignore[attr-defined]
    screen.page.focus_search()  # type: ignore[attr-defined]
    screen.search.setText("050")
    # Pressed before the store has answered: it is not the first of the rows before.
    screen.press(Qt.Key.Key_Return, screen.search)
    await until(lambda: screen.said("customer_name") == "Fahad Al-Qahtani")
    assert screen.table.hasFocus()
    screen.press(Qt.Key.Key_Return)
    assert asked == [FAHAD]


async def test_a_double_click_and_the_button_ask_for_a_new_order(desk: Desk, show: Show) -> None:
    screen = await opened_with_customers(desk, show)
    asked: list[Customer] = []
    screen.page.new_order_requested.connect(asked.append)  # type: ignore[attr-defined]
    screen.click(2)
    QTest.mouseDClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=screen.place(screen.table, 2))
    assert asked == [NOURA]
    screen.press(Qt.Key.Key_Up)
    screen.find(QPushButton, "customer_new_order").click()
    assert asked == [NOURA, FAHAD]


async def test_the_detail_tells_who_and_copies_without_marks(desk: Desk, show: Show) -> None:
    marked = Customer("77", Both("Mona", "منى"), "\u2066+966 ٥٥ 000 1111\u2069", "mona@example.com")
    screen = await opened_with_customers(desk, show, marked)
    assert not screen.detail.isVisible()
    screen.click(3)
    assert screen.visible("customer_detail")
    assert (screen.said("customer_name"), screen.said("customer_other_name")) == ("Mona", "منى")
    assert screen.said("customer_phone") == "+966 55 000 1111"
    assert screen.copied_by("customer_copy_phone") == "+966 55 000 1111"
    assert screen.copied_by("customer_copy_email") == "mona@example.com"
    assert screen.copied_by("customer_copy_id") == "77"
    screen.click(2)
    assert screen.said("customer_name") == "نورة الشهري"
    assert not screen.visible("customer_other_name")
    assert screen.said("customer_email") == "not told by RETM"
    assert not screen.visible("customer_copy_email")


async def test_escape_closes_the_detail_and_a_click_opens_it_again(desk: Desk, show: Show) -> None:
    screen = await opened_with_customers(desk, show)
    screen.click(1)
    assert screen.detail.isVisible()
    screen.press(Qt.Key.Key_Escape)
    assert not screen.detail.isVisible()
    assert screen.table.hasFocus()
    screen.click(1)
    assert screen.detail.isVisible()
    screen.find(QToolButton, "customer_close").click()
    assert not screen.detail.isVisible()
    screen.press(Qt.Key.Key_Down)
    assert screen.said("customer_name") == "نورة الشهري"


async def test_the_orders_of_a_customer_are_told_and_opened(desk: Desk, show: Show) -> None:
    await asked_for(desk, "514", "513", "512")
    await shop.deliver(desk, shop.order("600", created_at=desk.now(), customer=shop.FAHAD))
    # The same phone, written in another way.
    late = msgspec.structs.replace(shop.SARA, phone="00966 55 123 4567")
    at = desk.now() - timedelta(days=40)
    await shop.deliver(desk, shop.order("300", Stage.CANCELLED, created_at=at, customer=late, refunded=True))
    screen = await opened_with_customers(desk, show)
    asked: list[int] = []
    screen.page.order_requested.connect(asked.append)  # type: ignore[attr-defined]
    screen.click(0)
    await until(lambda: screen.said("customer_order_count") == "4 orders, the first on 2025-12-25")
    await until(lambda: "Riyadh – Olaya" in screen.rows(screen.orders)[0])
    assert [row.split("\t") for row in screen.rows(screen.orders)] == [
        ["#514", "New", "20:10", "Riyadh – Olaya", "61.00 SAR"],
        ["#513", "Handed over", "19:10", "Jeddah – Corniche", "61.00 SAR"],
        ["#512", "Handed over", "18:10", "Khobar – Corniche", "61.00 SAR"],
        ["#300", "Cancelled", "2025-12-25 20:14", "Riyadh – Olaya", "Refunded", "61.00 SAR"],
    ]
    screen.orders.grab()
    QTest.mouseClick(screen.orders.viewport(), Qt.MouseButton.LeftButton, pos=screen.place(screen.orders, 1))
    keys = [screen.orders.model().index(row, 0).data(Qt.ItemDataRole.UserRole).key for row in range(4)]
    assert asked == [keys[1]]
    screen.press(Qt.Key.Key_Down, screen.orders)
    screen.press(Qt.Key.Key_Return, screen.orders)
    assert asked == [keys[1], keys[2]]
    QTest.keyClick(screen.orders, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "#512\tHanded over\t18:10\tKhobar – Corniche\t61.00\u00a0SAR"
    screen.press(Qt.Key.Key_Escape, screen.orders)
    assert not screen.detail.isVisible()


async def test_orders_that_arrive_are_counted_and_those_of_others_are_not(desk: Desk, show: Show) -> None:
    screen = await opened_with_customers(desk, show)
    screen.click(0)
    await until(lambda: screen.visible("customer_no_orders"))
    assert screen.said("customer_no_orders") == "No order with this phone number is on this computer."
    await shop.deliver(desk, shop.order("600", created_at=desk.now(), customer=shop.FAHAD))
    await asked_for(desk, "514")
    await until(lambda: screen.said("customer_order_count") == "1 order, on 2026-02-03")
    assert screen.orders.isVisible()
    assert not screen.visible("customer_no_orders")
    screen.click(1)
    await until(lambda: screen.orders.isVisible() and "#600" in screen.rows(screen.orders)[0])
    screen.click(2)
    await until(lambda: screen.visible("customer_no_orders"))
    assert not screen.orders.isVisible()
    assert screen.said("customer_order_count") == ""


async def test_without_a_phone_no_order_is_shown_and_nobody_elses(desk: Desk, show: Show) -> None:
    nameless = OrderCustomer(Both("Walk-in guest"))
    await shop.deliver(desk, shop.order("700", created_at=desk.now(), customer=nameless))
    await asked_for(desk, "514")
    screen = await opened_with_customers(desk, show, SILENT)
    screen.click(0)
    await until(screen.orders.isVisible)
    screen.click(3)
    words = "Orders are found by phone, and RETM tells no phone number of this customer."
    assert screen.said("customer_no_orders") == words
    await asyncio.sleep(0.2)
    assert screen.said("customer_no_orders") == words
    assert screen.rows(screen.orders) == []
    assert not screen.orders.isVisible()
    assert screen.said("customer_order_count") == ""


async def test_follows_what_webhooks_tell_and_keeps_what_is_selected(desk: Desk, show: Show) -> None:
    screen = await opened_with_customers(desk, show)
    screen.click(1)
    moved = msgspec.structs.replace(FAHAD, phone="0599999999", name=Both("Fahad A. Al-Qahtani", "فهد القحطاني"))
    at, catalogue = desk.connection_id, desk.catalogue
    await catalogue.upsert(at, Kind.CUSTOMER, [(moved, b"{}"), (SILENT, b"{}")], desk.now())
    await until(lambda: screen.said("customer_phone") == "0599999999")
    await until(lambda: screen.table.total == 4)
    assert screen.said("customer_name") == "Fahad A. Al-Qahtani"
    assert screen.table.key == FAHAD.id
    assert screen.said("customers_count") == "4 customers"
    await catalogue.remove(at, Kind.CUSTOMER, [SARA.id])
    await until(lambda: screen.rows()[0] == "Fahad A. Al-Qahtani")
    assert screen.table.key == FAHAD.id
    assert screen.detail.isVisible()
    assert screen.table.selectionModel().selectedRows()[0].row() == 0


async def test_a_customer_who_is_deleted_while_shown_is_said_to_be(desk: Desk, show: Show) -> None:
    await asked_for(desk, "514")
    screen = await opened_with_customers(desk, show)
    screen.click(0)
    await until(screen.orders.isVisible)
    await desk.catalogue.remove(desk.connection_id, Kind.CUSTOMER, [SARA.id])
    await until(lambda: screen.visible("customers_notice"))
    assert screen.said("customers_notice_title") == "The customer Sara Al-Otaibi was deleted at RETM."
    assert not screen.detail.isVisible()
    await until(lambda: screen.table.total == 2)
    assert screen.table.key is None
    screen.press(Qt.Key.Key_Return)
    screen.click(0)
    assert screen.said("customer_name") == "Fahad Al-Qahtani"
    assert not screen.visible("customers_notice")


async def test_a_whole_reading_that_brings_other_customers_is_shown_with_its_time(
    desk: Desk, show: Show, house: FakeHouse
) -> None:
    screen = await opened_with_customers(desk, show)
    screen.find(QToolButton, "customers_refresh").click()
    assert house.calls == [("refresh",)]
    assert screen.said("customers_as_of") == "Asking RETM…"
    pairs = [(one, msgspec.json.encode(one)) for one in (SILENT, SARA)]
    await desk.catalogue.replace(desk.connection_id, Kind.CUSTOMER, pairs, desk.now() + timedelta(minutes=7))
    await until(lambda: screen.rows() == ["Walk-in guest", "Sara Al-Otaibi"])
    assert screen.said("customers_as_of") == "Customers as of 20:21"
    assert screen.find(QToolButton, "customers_refresh").isEnabled()


async def test_a_customer_is_shown_by_id(desk: Desk, show: Show) -> None:
    screen = await opened_with_customers(desk, show)
    screen.search.setText("sara")
    await until(lambda: screen.table.total == 1)
    screen.page.show_customer(NOURA.id)  # type: ignore[attr-defined]
    await until(lambda: screen.table.key == NOURA.id)
    assert screen.said("customer_name") == "نورة الشهري"
    assert screen.search.text() == ""
    screen.page.show_customer("no such id")  # type: ignore[attr-defined]
    await until(lambda: screen.visible("customers_notice"))
    assert not screen.detail.isVisible()
    assert screen.said("customers_notice_title") == "This customer is not on this computer."


async def test_says_why_there_is_nobody(desk: Desk, house: FakeHouse, show: Show) -> None:
    screen = await opened(desk, show)
    await until(lambda: screen.visible("customers_empty"))
    assert screen.said("customers_empty_title") == "The customers are on their way"
    house.tell_status(Status(link=Link.OFFLINE, error_code="offline"))
    assert screen.visible("customers_offline")
    assert screen.said("customers_offline_title") == "No customers on this computer yet"
    house.tell_status(Status(link=Link.ONLINE))
    await crowd.move_in(desk)
    await until(lambda: screen.visible("customers_empty"))
    # Nobody came, which changes nothing but the time.
    screen.find(QPushButton, "customers_empty_button").click()
    await until(lambda: screen.said("customers_empty_title") == "No customers")
    assert ("refresh",) in house.calls
    await crowd.move_in(desk, SARA)
    await until(lambda: screen.table.isVisible() and screen.table.total == 1)
    await desk.catalogue.remove(desk.connection_id, Kind.CUSTOMER, [SARA.id])
    await until(lambda: screen.visible("customers_empty"))


async def test_another_restaurant_shows_its_own_customers(desk: Desk, house: FakeHouse, show: Show) -> None:
    screen = await opened_with_customers(desk, show)
    screen.click(0)
    first = house.active
    other = await desk.connections.add("retm", "production", "jeddah-grill", environment_document=b"{}")
    house.active = await desk.connections.get(other)
    await crowd.move_in(desk, SILENT)
    desk.bridge.active_changed.emit()
    assert not screen.detail.isVisible()
    await until(lambda: screen.rows() == ["Walk-in guest"])
    assert not screen.visible("customers_notice")
    house.active = first
    desk.bridge.active_changed.emit()
    await until(lambda: screen.table.total == 3)
    assert screen.table.key is None


async def test_a_narrow_page_leaves_out_what_matters_least(desk: Desk, show: Show) -> None:
    await crowd.move_in(desk, *shop.CUSTOMERS)
    screen = await opened(desk, show, width=860)
    await until(lambda: screen.table.total == 3)
    screen.click(0)
    screen.page.grab()
    hidden = [screen.table.isColumnHidden(column) for column in range(4)]
    assert hidden == [False, True, False, True]
    assert screen.page.width() == 860
    screen.page.resize(1180, 760)
    screen.page.grab()
    assert not any(screen.table.isColumnHidden(column) for column in range(4))


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_cells_do_not_paint_over_the_rounded_corners(make_desk: MakeDesk, show: Show, language: str) -> None:
    desk = await make_desk(language=language, theme="dark")
    await crowd.move_in(desk, *crowd.people(100))
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 100)
    whole, table = screen.page.grab().toImage(), screen.table
    inside = table.rect().adjusted(1, 1, -1, -1)
    for corner in (inside.topLeft(), inside.topRight(), inside.bottomLeft(), inside.bottomRight()):
        assert whole.pixelColor(table.mapTo(screen.page, corner)) == desk.theme.color("background")


async def test_in_arabic_names_are_arabic_and_the_detail_stands_at_the_left(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk(language="ar", theme="dark", scale=1.25)
    await asked_for(desk, "514", "513")
    screen = await opened_with_customers(desk, show)
    assert screen.rows() == ["سارة العتيبي", "فهد القحطاني", "نورة الشهري"]
    screen.page.focus_search()  # type: ignore[attr-defined]
    screen.search.setText("العتيبي")
    screen.press(Qt.Key.Key_Return, screen.search)
    await until(lambda: screen.said("customer_name") == "سارة العتيبي")
    await until(lambda: screen.orders.total == 2)
    screen.page.grab()
    assert screen.said("customer_other_name") == "Sara Al-Otaibi"
    assert screen.detail.mapTo(screen.page, QPoint()).x() < screen.table.mapTo(screen.page, QPoint()).x()
    assert screen.copied_by("customer_copy_phone") == "+966551234567"


async def test_from_a_customer_to_a_new_order_with_the_customer_filled_in(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await crowd.move_in(desk, *shop.CUSTOMERS, SILENT)
    desk.settings.set("window.tab", "customers")
    window = MainWindow(desk)
    show(window, 1280, 800)
    screen = Screen(window)
    await until(lambda: screen.table.total == 4)
    screen.click(0)
    screen.find(QPushButton, "customer_new_order").click()
    assert screen.find(QWidget, "new_order_page").isVisible()
    phone, name = screen.find(QLineEdit, "new_order_phone"), screen.find(QLineEdit, "new_order_name")
    assert (phone.text(), name.text()) == ("0551234567", "Sara Al-Otaibi")
    window.tabs.show_tab("customers")
    screen.click(2)
    screen.press(Qt.Key.Key_Return)
    assert (phone.text(), name.text()) == ("0561112233", "نورة الشهري")
    # Whoever has no phone must not get the phone of the customer before.
    window.tabs.show_tab("customers")
    screen.click(3)
    screen.press(Qt.Key.Key_Return)
    assert (phone.text(), name.text()) == ("", "Walk-in guest")


async def test_from_a_customer_to_one_of_the_orders(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await asked_for(desk, "514", "513")
    desk.settings.set("window.tab", "customers")
    window = MainWindow(desk)
    show(window, 1280, 800)
    screen = Screen(window)
    await until(lambda: screen.table.total == 3)
    screen.click(0)
    await until(lambda: screen.orders.isVisible() and screen.orders.total == 2)
    QTest.mouseClick(screen.orders.viewport(), Qt.MouseButton.LeftButton, pos=screen.place(screen.orders, 1))
    await until(lambda: window.findChild(QWidget, "order_detail") is not None and screen.visible("order_detail"))
    assert screen.said("order_number") == "#513"


async def test_thousands_of_customers_hold_up_nobody(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await crowd.move_in(desk, *shop.CUSTOMERS, *crowd.people(5000))
    await asked_for(desk, "514", "513")
    heart = Heartbeat(desk.bridge)
    heart.start()
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 5003)
    screen.click(0)
    await until(screen.orders.isVisible)
    bar = screen.table.verticalScrollBar()
    for place in (0.2, 0.9, 0.5, 1.0):
        bar.setValue(round(bar.maximum() * place))
        await asyncio.sleep(0.05)
    await until(lambda: "…" not in screen.rows()[-10:])
    for text in ("0551234567", "سارة", "noura.1"):
        for typed in range(1, len(text) + 1):
            screen.search.setText(text[:typed])
            await asyncio.sleep(0.02)
    await until(lambda: screen.rows() and all("Noura" in row or "نورة" in row for row in screen.rows()[:20]))
    screen.search.clear()
    await until(lambda: screen.table.total == 5003)
    heart.stop()
    assert heart.longest_ms < 250
