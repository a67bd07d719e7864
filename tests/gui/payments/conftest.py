"""A restaurant in Kuala Lumpur with a payment account: the real store and session over a service in memory."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.gui.payments.dialog import PaymentDialog
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import PAYMENTS, ConnectionState
from retm_desktop.store.payments import PaymentRow, PaymentState
from retm_desktop.store.vault import Vault
from retm_desktop.sync.payments.follow_up import ChargePace
from retm_desktop.sync.payments.refunds import RefundPace
from retm_desktop.sync.payments.session import PaymentSession
from tests.gui import shop
from tests.gui.conftest import START, Clock, FakeHouse, MakeDesk, Show
from tests.sync.payments.counter import Counter
from tests.waiting import until

CHARGES = ChargePace(checkout=0.02, order=0.02, patience=0.3, arrival=0.1, after_end=0.0, offline=0.02, reversals=2)
REFUNDS = RefundPace(between=0.02, looks=2, offline=0.02)
PIN = "4711"


class Till:
    """A restaurant whose orders page is on screen, its payment account, and the service on the other side."""

    def __init__(self, desk: Desk, show: Show, clock: Clock, home: Path) -> None:
        self.desk, self.clock = desk, clock
        self.counter = Counter(clock)
        self.opened: list[str] = []
        self.opens = True
        self._show, self._home = show, home
        self._page: OrdersPage | None = None

    @property
    def house(self) -> FakeHouse:
        """The house behind the desk."""
        assert isinstance(self.desk.house, FakeHouse)
        return self.desk.house

    @property
    def session(self) -> PaymentSession:
        """The payment account at work."""
        assert self.house.payments is not None
        return self.house.payments

    @property
    def page(self) -> OrdersPage:
        """The orders page."""
        assert self._page is not None
        return self._page

    async def use_currency(self, currency: str) -> None:
        """Sell in another currency."""
        await self.desk.connections.set_currency(self.desk.connection_id, currency)
        self.house.active = await self.desk.connections.get(self.desk.connection_id)

    async def connect_account(self, number: str = "5500000000000000001") -> PaymentSession:
        """Connect a payment account and read it."""
        key = await self.desk.connections.add(
            "revenue_monster", "production", number, label="Kopitiam Sedap", serves=PAYMENTS
        )
        await self.desk.connections.set_state(key, ConnectionState.CONNECTED, self.clock())
        record = await self.desk.connections.get(key)
        assert record is not None
        session = PaymentSession(
            record,
            lambda: self.counter,
            payments=self.desk.payments,
            stores=self.desk.payment_stores,
            takings=self.desk.takings,
            changes=Changes(),
            vault=Vault(self._home, forget_after_run=True),
            background=self.desk.background,
            now=self.clock,
            return_address=lambda: "http://127.0.0.1:47600/payments/back",
            notify_address=lambda: "https://hooks.example/payments",
            charge_pace=CHARGES,
            refund_pace=REFUNDS,
        )
        await session.account.read()
        self.house.payments = session
        return session

    async def sell(self, total: str = "25.90", number: str = "512", stage: Stage = Stage.NEW, **fields: object) -> int:
        """Let an order of this total arrive."""
        (key,) = await shop.deliver(self.desk, self.order(total, number, stage, **fields))
        return key

    def order(self, total: str = "25.90", number: str = "512", stage: Stage = Stage.NEW, **fields: object) -> Order:
        """Return an order of one line with this total."""
        lines = (shop.line(shop.Both("Nasi lemak", "ناسي ليماك"), total),)
        return shop.order(number, stage, created_at=START, lines=lines, **fields)  # type: ignore[arg-type]

    async def open(self, key: int) -> OrdersPage:
        """Show an order in the orders page."""
        if self._page is None:
            self._page = OrdersPage(self.desk)
            assert self._page.detail.isHidden()
            assert self._page.payments is not None
            self._page.payments.open_page = self._open_page
            self._show(self._page, 1280, 900)
        page = self._page
        page.show_order(key)
        await until(
            lambda: page.detail.isVisible() and page.detail.details is not None and page.detail.details.row.key == key
        )
        return page

    async def dialog(self, key: int) -> PaymentDialog:
        """Open an order and press what is offered for its payments; return the dialog once it shows something."""
        page = await self.open(key)
        names = ("order_take_payment", "order_show_code", "order_show_payment", "order_ask_again")
        found = lambda: [each for name in names if (each := seen(page, name)) is not None]  # noqa: E731
        await until(found)
        press(page, found()[0].objectName())
        await until(lambda: shown_dialog() is not None)
        dialog = shown_dialog()
        assert dialog is not None
        await until(lambda: told(dialog, "payment_order") and (seen(dialog, "payment_store") or title(dialog)))
        return dialog

    async def row(self, key: int) -> PaymentRow:
        """Return the newest payment of an order."""
        return (await self.desk.payments.of_order(key))[0]

    async def settled(self, key: int, state: PaymentState) -> PaymentRow:
        """Wait until the newest payment of an order is in this state."""
        rows: list[PaymentRow] = []
        for _ in range(1000):
            rows = await self.desk.payments.of_order(key)
            if rows and rows[0].state is state:
                return rows[0]
            await asyncio.sleep(0.01)
        raise AssertionError(f"{rows[:1]}, not {state}")

    async def paid(self, key: int) -> PaymentRow:
        """Let the customer pay what waits: no test ends while the service is still being asked."""
        row = await self.settled(key, PaymentState.WAITING)
        self.counter.pay(row.reference)
        return await self.settled(key, PaymentState.PAID)

    def _open_page(self, address: str) -> bool:
        self.opened.append(address)
        return self.opens


def shown_dialog() -> PaymentDialog | None:
    """Return the payment dialog that is on screen."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, PaymentDialog) and widget.isVisible():
            return widget
    return None


def top(name: str) -> QWidget | None:
    """Return the dialog of this name that is on screen."""
    for widget in QApplication.topLevelWidgets():
        if widget.objectName() == name and widget.isVisible():
            return widget
    return None


async def arrived(name: str) -> QWidget:
    """Wait for the dialog of this name."""
    await until(lambda: top(name) is not None)
    found = top(name)
    assert found is not None
    return found


def seen(window: QWidget, name: str) -> QWidget | None:
    """Return the widget of this name if it can be seen."""
    return next((each for each in window.findChildren(QWidget, name) if each.isVisible()), None)


def press(window: QWidget, name: str) -> None:
    """Click a button that is to be seen and to be pressed."""
    found = seen(window, name)
    assert isinstance(found, QPushButton), name
    assert found.isEnabled(), name
    found.click()


def told(window: QWidget, name: str) -> str:
    """Return what a label says, without direction marks; empty where it is not to be seen."""
    found = seen(window, name)
    return plain(found.text()).replace("\u00a0", " ") if isinstance(found, QLabel) else ""


def write(widget: QWidget, text: str) -> None:
    """Type text of any script, as a keyboard does."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def title(dialog: QWidget) -> str:
    """Return what the dialog says of the payment; "QR" while a code is shown."""
    return "QR" if seen(dialog, "payment_qr") is not None else told(dialog, "payment_title")


MakeTill = Callable[..., Awaitable[Till]]


@pytest.fixture
async def make_till(make_desk: MakeDesk, show: Show, clock: Clock, tmp_path: Path) -> MakeTill:
    """Hand out tills: with a payment account or without, in the restaurant's currency; the rest is the desk's."""

    async def make(*, account: bool = True, currency: str = "MYR", **looks: object) -> Till:
        desk = await make_desk(**looks)
        await shop.stock(desk)
        till = Till(desk, show, clock, tmp_path)
        await till.use_currency(currency)
        if account:
            await till.connect_account()
        return till

    return make


@pytest.fixture
async def till(make_till: MakeTill) -> Till:
    """A till in English with a connected account."""
    return await make_till()
