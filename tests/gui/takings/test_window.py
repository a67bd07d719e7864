"""The takings in the window: on the rail while there is an account, and connected by the dialog."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from retm_desktop.gui.connect import dialog as connect_dialog
from retm_desktop.gui.desk import Desk, Practice
from retm_desktop.gui.main_window import MainWindow
from retm_desktop.store.takings import TransactionQuery
from tests.gui import shop
from tests.gui.conftest import START, Clock, FakeHouse, MakeDesk, Show
from tests.gui.connect.found import found, is_there, press
from tests.gui.takings.account import PaymentDesk, kinds_of_transactions
from tests.waiting import until

TABS = ("orders", "invoices", "menu", "customers", "rewards", "branches", "devices", "setup")


class Dialog(QDialog):
    """Stands where the connect dialog would open."""

    connected = Signal(int)
    opened: "list[Dialog]" = []  # noqa: RUF012 - emptied by the fixture

    def __init__(self, _desk: Desk, parent: QWidget, practice: Practice | None = None) -> None:
        super().__init__(parent)
        self.practice = practice
        self.opened.append(self)


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> list[Dialog]:
    """The dialogs that were opened."""
    Dialog.opened.clear()
    monkeypatch.setattr(connect_dialog, "ConnectDialog", Dialog)
    return Dialog.opened


@pytest.fixture
def till(desk: Desk, clock: Clock, tmp_path: Path) -> PaymentDesk:
    """A desk without a payment account."""
    return PaymentDesk(desk, clock, tmp_path)


def chosen(window: MainWindow) -> list[str]:
    """Return the tabs that are pressed."""
    buttons = window.findChildren(QAbstractButton)
    return [each.objectName() for each in buttons if each.objectName().startswith("tab_") and each.isChecked()]


@pytest.fixture
def opened(desk: Desk, show: Show) -> Callable[[], MainWindow]:
    """Open the window."""

    def made() -> MainWindow:
        window = MainWindow(desk)
        show(window, 1280, 736)
        window.activateWindow()
        return window

    return made


async def test_the_tab_is_there_while_an_account_is(till: PaymentDesk, opened: Callable[[], MainWindow]) -> None:
    window = opened()
    assert not is_there(window, "tab_takings")
    await till.connect()
    await until(lambda: is_there(window, "tab_takings"))
    press(window, "tab_takings")
    await until(lambda: is_there(window, "takings_page"))
    till.use(None)
    await until(lambda: is_there(window, "orders_page"))
    assert not is_there(window, "tab_takings")
    assert chosen(window) == ["tab_orders"]


async def test_the_other_tabs_keep_their_figures(till: PaymentDesk, opened: Callable[[], MainWindow]) -> None:
    window = opened()
    QTest.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert chosen(window) == ["tab_orders"], "no account, no takings"
    await till.connect()
    await until(lambda: is_there(window, "tab_takings"))
    keys = {each.key().toString(): each for each in window.findChildren(QShortcut) if each.isEnabled()}
    for number, name in enumerate(TABS, start=1):
        keys[f"Ctrl+{number}"].activated.emit()
        assert chosen(window) == [f"tab_{name}"]
    keys["Ctrl+9"].activated.emit()
    assert chosen(window) == ["tab_takings"]
    tip = found(window, QAbstractButton, "tab_takings").toolTip()
    assert tip == "Takings (Ctrl+9)"
    order = [each.objectName() for each in window.findChildren(QAbstractButton) if each.property("role") == "rail"]
    assert order[-2:] == ["tab_takings", "tab_setup"]


async def test_a_tab_that_is_gone_is_not_what_a_start_shows(
    desk: Desk, till: PaymentDesk, opened: Callable[[], MainWindow]
) -> None:
    await till.connect()
    window = opened()
    press(window, "tab_takings")
    again = opened()
    assert chosen(again) == ["tab_takings"]
    till.use(None)
    last = opened()
    assert chosen(last) == ["tab_orders"]


@pytest.mark.parametrize("scale", [1.0, 1.25])
async def test_nine_tabs_fit_a_low_window(
    make_desk: MakeDesk, show: Show, clock: Clock, tmp_path: Path, scale: float
) -> None:
    desk = await make_desk(scale=scale)
    await PaymentDesk(desk, clock, tmp_path).connect()
    window = MainWindow(desk)
    show(window, 1280, 736)
    assert window.height() == 736
    setup = found(window, QAbstractButton, "tab_setup")
    assert window.rect().contains(setup.mapTo(window, setup.rect().bottomRight()))
    found(window, QAbstractButton, "tab_takings").click()
    takings = found(window, QAbstractButton, "tab_takings")
    shown = takings.visibleRegion().boundingRect()
    assert shown.height() == takings.height(), "the chosen tab is on screen, whole"


async def test_f5_asks_both_services(
    desk: Desk, house: FakeHouse, till: PaymentDesk, opened: Callable[[], MainWindow]
) -> None:
    await till.connect()
    session = till.open()
    window = opened()
    keys = {each.key().toString(): each for each in window.findChildren(QShortcut)}
    keys["F5"].activated.emit()
    assert house.calls == [("refresh",)]
    assert not session._wanted.is_set()
    for show_it in (lambda: press(window, "tab_takings"), lambda: window.tabs.show_setup("payments")):
        show_it()
        keys["F5"].activated.emit()
        assert session._wanted.is_set()
        session._wanted.clear()
    assert house.calls == [("refresh",)] * 3


async def test_from_a_transaction_to_its_order_and_to_the_account(
    desk: Desk, till: PaymentDesk, opened: Callable[[], MainWindow]
) -> None:
    (order_key,) = await shop.deliver(desk, shop.order("501", created_at=START))
    await till.connect()
    kinds = kinds_of_transactions()
    await till.put(*kinds)
    await till.charge(order_key, kinds[0])
    window = opened()
    page = window.tabs.show_tab("takings")
    (row,) = [one for one in await desk.takings.page(TransactionQuery(till.number), 0, 9) if one.order_key is not None]
    page.transactions.show_entry(row.key)  # type: ignore[attr-defined]
    await until(lambda: is_there(window, "transaction_show_order"))
    press(window, "transaction_show_order")
    orders = window.tabs.show_tab("orders")
    await until(lambda: orders.isVisible() and orders.selected == order_key)  # type: ignore[attr-defined]
    page.account_requested.emit()  # type: ignore[attr-defined]
    await until(lambda: is_there(window, "payments_page"))


async def test_what_was_connected_decides_what_happens(
    desk: Desk, house: FakeHouse, till: PaymentDesk, opened: Callable[[], MainWindow], dialogs: list[Dialog]
) -> None:
    record = await till.connect()
    restaurant = desk.connection_id
    window = opened()
    window.tabs.show_setup("payments")
    window.connect_restaurant()
    (dialog,) = dialogs
    assert dialog.practice is None
    dialog.connected.emit(record.id)
    await until(lambda: ("use_payments", record.id) in house.calls)
    await until(lambda: is_there(window, "payments_page"))
    dialog.connected.emit(restaurant)
    await until(lambda: ("switch", restaurant) in house.calls)
    assert house.calls == [("use_payments", record.id), ("switch", restaurant)]


async def test_practice_payments_are_connected(
    house: FakeHouse, opened: Callable[[], MainWindow], dialogs: list[Dialog]
) -> None:
    window = opened()
    window.tabs.show_setup("payments")
    await until(lambda: is_there(window, "payments_practise"))
    press(window, "payments_practise")
    await until(lambda: dialogs)
    (dialog,) = dialogs
    assert dialog.practice is not None
    assert dialog.practice.environment.name == "practice-payments"
    assert set(house.calls) == {("practice_payments",)}
