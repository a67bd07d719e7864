"""Taking an order by phone on the page itself: choosing, customer, estimate, sending, leaving, coming back."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QWidget

from retm_desktop.domain.errors import DiskFull
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.new_order.choices import ChoicesDialog
from retm_desktop.gui.new_order.page import NewOrderPage
from retm_desktop.gui.products.grid import ProductGrid
from retm_desktop.store.orders import OrderQuery
from retm_desktop.store.outbox import ActionState
from retm_desktop.sync.status import Link, Status
from tests.gui.conftest import FakeHouse, FakePrompter, MakeDesk, Show
from tests.gui.shop import CUSTOMERS, PRODUCTS, stock
from tests.waiting import until

Part = TypeVar("Part", bound=QWidget)
Open = Callable[[Desk], Awaitable["Counter"]]


class Counter:
    """The page, worked as an operator does: by what stands on it."""

    def __init__(self, page: NewOrderPage) -> None:
        self.page = page
        self.placed: list[int] = []
        self.left: list[bool] = []
        page.placed.connect(self.placed.append)
        page.left.connect(lambda: self.left.append(True))

    def part(self, kind: type[Part], name: str) -> Part:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        QTest.mouseClick(self.part(QAbstractButton, name), Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        field = self.part(QLineEdit, name)
        field.setFocus()
        for sign in text:
            QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign))

    def words(self, name: str) -> str:
        return plain(self.part(QLabel, name).text()).replace("\u00a0", " ")

    def choose(self, name: str, words: str) -> None:
        combo = self.part(QComboBox, name)
        index = next(n for n in range(combo.count()) if plain(combo.itemText(n)) == words)
        combo.setCurrentIndex(index)
        combo.activated.emit(index)

    def click_product(self, name: str) -> None:
        grid = self.grid
        row = next(n for n, product in enumerate(grid.products) if product.name.en == name)
        index = grid.model().index(row, 0)
        grid.scrollTo(index)
        place: QPoint = grid.visualRect(index).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def sheet(self) -> ChoicesDialog:
        found = [each for each in self.page.findChildren(ChoicesDialog) if each.isVisible()]
        assert len(found) == 1
        return found[0]

    @property
    def grid(self) -> ProductGrid:
        return self.part(ProductGrid, "new_order_grid")

    @property
    def shown(self) -> list[str]:
        return [product.name.en for product in self.grid.products]

    @property
    def lines(self) -> list[tuple[str, int]]:
        return [(line.product.name.en, line.quantity) for line in self.page.pad.draft.lines]

    @property
    def can_send(self) -> bool:
        return self.part(QAbstractButton, "new_order_send").isEnabled()

    def fill(self) -> None:
        """Take a whole order: one product, a customer, a branch."""
        self.click_product("Shish tawook")
        self.type("new_order_phone", "0551234567")
        self.choose("new_order_branch", "Riyadh – Olaya")


@pytest.fixture
def open_page(show: Show) -> Open:
    """Open the page over a stocked restaurant, once its menu is there."""

    async def opened(desk: Desk) -> Counter:
        await stock(desk)
        return await come_back(desk, show)

    return opened


async def come_back(desk: Desk, show: Show) -> Counter:
    page = NewOrderPage(desk)
    counter = Counter(page)
    show(page, 1176, 736)
    await until(lambda: counter.grid.products and counter.part(QComboBox, "new_order_branch").count() > 1)
    return counter


async def test_click_adds_and_the_estimate_follows(desk: Desk, open_page: Open) -> None:
    counter = await open_page(desk)
    counter.click_product("Shish tawook")
    counter.click_product("Lamb mandi")
    counter.click_product("Shish tawook")
    assert counter.lines == [("Shish tawook", 2), ("Lamb mandi", 1)]
    counter.press("new_order_more_1")
    counter.press("new_order_less_0")
    assert counter.lines == [("Shish tawook", 1), ("Lamb mandi", 2)]
    # 39 + 2 x 64 = 167 with 15 % inside.
    assert counter.words("new_order_total") == "167.00 SAR"
    assert counter.words("new_order_tax") == "21.79 SAR"
    assert counter.words("new_order_subtotal") == "145.21 SAR"
    assert counter.words("new_order_estimate_mark").startswith("Estimate")
    counter.press("new_order_charge_0")
    assert counter.words("new_order_charges") == "11.50 SAR"
    assert counter.words("new_order_total") == "178.50 SAR"
    assert "no field for charges" in counter.words("new_order_charges_words")


async def test_product_with_choices_opens_the_sheet_and_can_be_edited(desk: Desk, open_page: Open) -> None:
    counter = await open_page(desk)
    counter.click_product("Chicken kabsa")
    assert counter.lines == []
    sheet = counter.sheet()
    QTest.mouseClick(sheet.findChild(QAbstractButton, "choices_variation_1"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(sheet.findChild(QAbstractButton, "choices_add"), Qt.MouseButton.LeftButton)
    assert counter.words("new_order_line_0_price") == "58.00 SAR"
    await until(lambda: not counter.page.findChildren(ChoicesDialog))
    counter.press("new_order_edit_0")
    sheet = counter.sheet()
    QTest.mouseClick(sheet.findChild(QAbstractButton, "choices_variation_0"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(sheet.findChild(QAbstractButton, "choices_add"), Qt.MouseButton.LeftButton)
    assert counter.words("new_order_line_0_price") == "32.00 SAR"
    assert counter.lines == [("Chicken kabsa", 1)]


async def test_removed_line_comes_back(desk: Desk, open_page: Open) -> None:
    counter = await open_page(desk)
    counter.click_product("Shish tawook")
    counter.press("new_order_more_0")
    counter.press("new_order_remove_0")
    assert counter.lines == []
    assert counter.words("new_order_undo_words") == "Shish tawook was removed."
    counter.press("new_order_undo")
    assert counter.lines == [("Shish tawook", 2)]
    assert not counter.part(QWidget, "new_order_undo_strip").isVisible()
    counter.press("new_order_remove_0")
    counter.grid.setFocus()
    QTest.keyClick(counter.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert counter.lines == [("Shish tawook", 2)]


async def test_search_finds_both_scripts_and_enter_adds(desk: Desk, open_page: Open) -> None:
    counter = await open_page(desk)
    counter.press("new_order_category_1")
    assert counter.shown == ["Mixed grill", "Shish tawook"]
    counter.type("new_order_search", "مندى")
    await until(lambda: counter.shown == ["Lamb mandi"])
    assert plain(counter.part(QAbstractButton, "new_order_category_0").text()) == "All  1"
    assert not counter.part(QAbstractButton, "new_order_category_1").isEnabled(), "no hit in this category"
    QTest.keyClick(counter.part(QLineEdit, "new_order_search"), Qt.Key.Key_Return)
    assert counter.lines == [("Lamb mandi", 1)]
    counter.type("new_order_search", "SHISH")
    QTest.keyClick(counter.part(QLineEdit, "new_order_search"), Qt.Key.Key_Return)
    assert counter.lines == [("Lamb mandi", 1), ("Shish tawook", 1)], "Enter does not wait for the pause"
    counter.type("new_order_search", "nothing like it")
    await until(lambda: counter.part(QWidget, "new_order_not_found").isVisible())
    QTest.keyClick(counter.part(QLineEdit, "new_order_search"), Qt.Key.Key_Return)
    assert len(counter.lines) == 2
    counter.press("new_order_not_found_button")
    await until(lambda: len(counter.shown) == len(PRODUCTS))


async def test_keyboard_goes_from_search_to_the_cards(desk: Desk, open_page: Open) -> None:
    counter = await open_page(desk)
    search = counter.part(QLineEdit, "new_order_search")
    counter.page.setFocus()
    QTest.keyClick(counter.page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert search.hasFocus()
    QTest.keyClick(search, Qt.Key.Key_Down)
    assert counter.grid.hasFocus()
    QTest.keyClick(counter.grid, Qt.Key.Key_Right)
    QTest.keyClick(counter.grid, Qt.Key.Key_Return)
    assert counter.lines == [("Shish tawook", 1)]


async def test_what_is_missing_is_said_until_it_is_there(desk: Desk, open_page: Open) -> None:
    counter = await open_page(desk)
    assert counter.words("new_order_missing") == (
        "Add at least one product. Choose the branch. Enter the customer's phone number."
    )
    assert not counter.can_send
    counter.click_product("Shish tawook")
    counter.choose("new_order_branch", "Jeddah – Corniche")
    assert counter.words("new_order_missing") == "Enter the customer's phone number."
    counter.type("new_order_phone", "٠٥٥١abc٢٣")
    phone = counter.part(QLineEdit, "new_order_phone")
    assert phone.text() == "055123", "letters are refused, digits of both scripts become 0-9"
    assert not counter.can_send
    phone.editingFinished.emit()
    assert phone.property("invalid") == "true"
    assert counter.words("new_order_phone_state") == "too short"
    counter.type("new_order_phone", "٤٥٦٧")
    assert counter.can_send
    assert phone.property("invalid") == "false"
    assert not counter.part(QLabel, "new_order_missing").isVisible()


@pytest.mark.parametrize(("field", "typed"), [("new_order_phone", "٠٥٥١٢"), ("new_order_name", "عتيب")])
async def test_known_customer_is_offered_and_filled_in(desk: Desk, open_page: Open, field: str, typed: str) -> None:
    counter = await open_page(desk)
    counter.type(field, typed)
    offered = counter.part(QListWidget, "new_order_suggestions")
    await until(offered.isVisible)
    assert offered.count() == 1
    assert CUSTOMERS[0].name.en in offered.item(0).text()
    QTest.keyClick(counter.part(QLineEdit, field), Qt.Key.Key_Down)
    QTest.keyClick(counter.part(QLineEdit, field), Qt.Key.Key_Return)
    assert not offered.isVisible()
    assert counter.part(QLineEdit, "new_order_phone").text() == "0551234567"
    assert counter.part(QLineEdit, "new_order_name").text() == "Sara Al-Otaibi"
    assert counter.page.pad.draft.customer_phone == "0551234567"


async def test_sending_puts_one_order_into_the_outbox(desk: Desk, house: FakeHouse, open_page: Open) -> None:
    counter = await open_page(desk)
    counter.fill()
    counter.choose("new_order_type", "Pickup")
    counter.choose("new_order_payment", "mada card")
    counter.press("new_order_charge_0")
    counter.type("new_order_name", "Sara")
    counter.type("new_order_note", "ring twice")
    counter.press("new_order_send")
    counter.press("new_order_send")
    await until(lambda: counter.placed)
    assert len(house.done) == 1
    [action] = await desk.outbox.open(desk.connection_id)
    intent = action.intent
    assert isinstance(intent, CreateOrder)
    assert action.state == ActionState.PENDING
    assert intent.partner_reference.startswith("RD-")
    assert (intent.branch_id, intent.order_type_id) == ("branch-olaya", "type-pickup")
    assert intent.customer.phone == "0551234567"
    assert [payment.id for payment in intent.payments] == ["pay-mada"]
    assert intent.note == "ring twice | Delivery fee 10.00"
    assert counter.placed == [action.order_key]
    [row] = await desk.orders.page(OrderQuery(desk.connection_id), 0, 10)
    assert (row.partner_reference, row.stage) == (intent.partner_reference, Stage.NEW)
    assert not counter.page.pad.is_begun
    assert counter.part(QLineEdit, "new_order_phone").text() == ""
    assert counter.part(QComboBox, "new_order_branch").currentData() == "branch-olaya", "the next order starts alike"
    assert counter.page.pad.draft.payment_id == "pay-mada"
    assert not counter.page.pad.draft.charges


async def test_failure_is_told_and_the_draft_stays(desk: Desk, house: FakeHouse, open_page: Open) -> None:
    counter = await open_page(desk)
    counter.fill()
    house.fail_with = DiskFull()
    QTest.keyClick(counter.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: counter.part(QWidget, "new_order_notice").isVisible())
    assert counter.words("new_order_notice_title") == "The disk is full."
    assert counter.lines == [("Shish tawook", 1)]
    assert counter.placed == []
    assert await desk.outbox.open(desk.connection_id) == []
    counter.press("new_order_send")
    await until(lambda: counter.placed)
    assert len(await desk.outbox.open(desk.connection_id)) == 1
    assert not counter.part(QWidget, "new_order_notice").isVisible()


async def test_draft_survives_a_rebuilt_window_in_the_other_language(
    make_desk: MakeDesk, open_page: Open, show: Show
) -> None:
    counter = await open_page(await make_desk())
    counter.fill()
    counter.press("new_order_more_0")
    counter.press("new_order_charge_0")
    counter.type("new_order_name", "Sara")
    counter.page.hide()
    again = await come_back(await make_desk(language="ar", theme="dark"), show)
    assert again.lines == [("Shish tawook", 2)]
    assert again.part(QLineEdit, "new_order_phone").text() == "0551234567"
    assert again.part(QLineEdit, "new_order_name").text() == "Sara"
    assert plain(again.part(QComboBox, "new_order_branch").currentText()) == "الرياض – العليا"
    assert again.part(QAbstractButton, "new_order_charge_0").isChecked()
    assert again.can_send


async def test_leaving_with_lines_asks(desk: Desk, prompter: FakePrompter, open_page: Open) -> None:
    counter = await open_page(desk)
    counter.press("new_order_leave")
    await until(lambda: len(counter.left) == 1)
    assert prompter.asked == [], "nothing to lose, nothing to ask"
    counter.click_product("Shish tawook")
    prompter.answer = False
    QTest.keyClick(counter.grid, Qt.Key.Key_Escape)
    await until(lambda: len(counter.left) == 2)
    assert counter.lines == [("Shish tawook", 1)], "kept for later"
    prompter.answer = True
    counter.press("new_order_leave")
    await until(lambda: len(counter.left) == 3)
    assert counter.lines == []
    assert len(prompter.asked) == 2


async def test_without_a_menu_the_page_says_so_and_asks(desk: Desk, house: FakeHouse, show: Show) -> None:
    page = NewOrderPage(desk)
    counter = Counter(page)
    show(page, 1176, 736)
    await until(lambda: counter.part(QWidget, "new_order_no_menu").isVisible())
    assert counter.words("new_order_no_menu_title") == "The menu has not arrived yet"
    counter.press("new_order_no_menu_button")
    assert house.calls == [("refresh",)]
    await stock(desk)
    await until(lambda: len(counter.shown) == len(PRODUCTS))
    assert counter.grid.isVisible()


async def test_known_customer_can_be_handed_to_the_page(desk: Desk, open_page: Open) -> None:
    counter = await open_page(desk)
    counter.page.start("+966 55 123 4567", "سارة")
    assert counter.part(QLineEdit, "new_order_phone").text() == "0551234567"
    assert counter.part(QLineEdit, "new_order_name").text() == "سارة"
    assert counter.part(QLineEdit, "new_order_search").hasFocus()


async def test_page_is_mirrored_in_arabic(make_desk: MakeDesk, open_page: Open) -> None:
    counter = await open_page(await make_desk(language="ar"))
    ticket = counter.part(QWidget, "new_order_ticket")
    assert ticket.geometry().center().x() < counter.page.width() / 2
    phone, name = counter.part(QLineEdit, "new_order_phone"), counter.part(QLineEdit, "new_order_name")
    assert phone.mapTo(ticket, QPoint(0, 0)).x() > name.mapTo(ticket, QPoint(0, 0)).x()
    assert phone.layoutDirection() == Qt.LayoutDirection.LeftToRight, "a phone reads left to right in Arabic too"
    assert plain(counter.part(QAbstractButton, "new_order_category_1").text()) == "مشاوي  2"


async def test_ctrl_enter_goes_to_what_is_missing(desk: Desk, open_page: Open) -> None:
    counter = await open_page(desk)
    counter.click_product("Shish tawook")
    QTest.keyClick(counter.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert counter.part(QComboBox, "new_order_branch").hasFocus()
    counter.choose("new_order_branch", "Riyadh – Olaya")
    QTest.keyClick(counter.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert counter.part(QLineEdit, "new_order_phone").hasFocus()
    assert counter.placed == []


async def test_offline_is_said_but_does_not_keep_from_sending(desk: Desk, house: FakeHouse, open_page: Open) -> None:
    counter = await open_page(desk)
    assert not counter.part(QLabel, "new_order_waits").isVisible()
    house.tell_status(Status(link=Link.OFFLINE, since=desk.now()))
    counter.fill()
    assert counter.part(QLabel, "new_order_waits").isVisible()
    counter.press("new_order_send")
    await until(lambda: counter.placed)


async def test_another_restaurant_has_its_own_menu_and_draft(desk: Desk, house: FakeHouse, open_page: Open) -> None:
    counter = await open_page(desk)
    counter.fill()
    counter.choose("new_order_payment", "mada card")
    first = house.active
    other = await desk.connections.add(
        provider="retm",
        environment="production",
        business_id="other",
        label="Other",
        currency="SAR",
        time_zone="Asia/Riyadh",
        environment_document=b"{}",
    )
    house.active = await desk.connections.get(other)
    desk.bridge.active_changed.emit()
    await until(lambda: counter.part(QWidget, "new_order_no_menu").isVisible())
    assert counter.lines == []
    assert counter.part(QLineEdit, "new_order_phone").text() == ""
    house.active = first
    desk.bridge.active_changed.emit()
    await until(lambda: counter.grid.isVisible() and counter.can_send)
    assert counter.lines == [("Shish tawook", 1)]
    assert counter.part(QLineEdit, "new_order_phone").text() == "0551234567"
    assert counter.page.pad.draft.payment_id == "pay-mada"
    assert counter.part(QComboBox, "new_order_payment").currentData() == "pay-mada"


async def test_no_phone_number_is_logged(
    desk: Desk, open_page: Open, house: FakeHouse, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    counter = await open_page(desk)
    counter.fill()
    house.fail_with = DiskFull()
    counter.press("new_order_send")
    await until(lambda: counter.part(QWidget, "new_order_notice").isVisible())
    counter.press("new_order_send")
    await until(lambda: counter.placed)
    assert "551234567" not in caplog.text
