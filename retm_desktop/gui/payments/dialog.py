"""Taking an order's payment: how the customer pays, then the payment itself as the store tells it."""

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.domain.errors import NoPayments, OperatorError, Rejected
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.consent_panel import open_externally
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payments.charging import Charging
from retm_desktop.gui.payments.due import Due, due_of, telling
from retm_desktop.gui.payments.follow_panel import FollowPanel
from retm_desktop.gui.payments.moments import since
from retm_desktop.gui.payments.money import sen_money
from retm_desktop.gui.payments.roomy_dialog import RoomyDialog
from retm_desktop.gui.payments.ways_panel import WaysPanel
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.sentences import sentence_of_payment
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.orders import OrderDetails
from retm_desktop.store.payments import PaymentRow, PaymentState, PaymentWay
from retm_desktop.sync.payments.charges import Charges
from retm_desktop.sync.payments.session import PaymentSession

__all__ = ["PaymentDialog", "open_externally"]

_TICK_MS = 500
_SIZE = "payments.dialog"


class PaymentDialog(RoomyDialog):
    """Follows the payments of one order. Open it with `show()`: orders go on beside it.

    Closing it at any moment is safe: a payment goes on in the background and is seen in its order.
    """

    def __init__(self, desk: Desk, order_key: int, parent: QWidget, *, open_page: Callable[[str], bool]) -> None:
        """`open_page` opens an address in the operator's own browser, False where that cannot be done."""
        super().__init__(parent)
        self._desk = desk
        self._key = order_key
        self._open_page = open_page
        self._charging = Charging(desk)
        self._tasks = ViewTasks(self, desk.background)
        self._due: Due | None = None
        self._followed: int | None = None
        self._opens: int | None = None
        self._busy = self._told = False
        self._asked_for_stores = False
        self.setObjectName("payment_dialog")
        self.setWindowTitle(self.tr("Take payment"))
        theme = desk.theme
        column = QVBoxLayout(self)
        pad(column, theme)
        column.setSpacing(theme.space("m"))
        head = QVBoxLayout()
        head.setSpacing(0)
        self._amount = label("", "display", name="payment_amount")
        self._amount.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._order = label("", "muted", name="payment_order")
        self._order.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head.addWidget(self._amount)
        head.addWidget(self._order)
        column.addLayout(head)
        self.notice = Notice(theme, name="payment_notice")
        column.addWidget(self.notice)
        self.ways = WaysPanel(desk)
        self.ways.chosen.connect(self._choose)
        self.follow = FollowPanel(desk)
        self._connect_follow()
        self._nothing = QWidget()
        self._stack = QStackedWidget()
        for panel in (self._nothing, self.ways, self.follow):
            self._stack.addWidget(panel)
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot())
        self._reading = Rereading(self._tasks, "read", self._read)
        for changed in (desk.bridge.payments_changed, desk.bridge.orders_changed, desk.bridge.connections_changed):
            changed.connect(self._changed)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self.follow.tick)
        self._clock.start()
        usual = (theme.size("dialog"), theme.size("dialog") + theme.space("xxl"))
        width, height = desk.settings.get(_SIZE, tuple[int, int], usual)
        screen = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(width, screen.width()), min(height, screen.height()))
        # Not on the first button there is: nothing may be begun by a key that was meant for something else.
        self.setFocus()
        self._reading.ask()

    # What others may ask of the dialog

    def follow_payment(self, payment_id: int) -> None:
        """Show this payment of the order, whatever others there are."""
        self._followed = payment_id
        self._reading.ask()

    def show_again(self, payment_id: int) -> None:
        """Show the code of a waiting payment that was looked away from."""
        self._tasks.spawn(self._do(lambda charges: charges.take_up(payment_id)), "show")

    def ask_again(self, payment_id: int) -> None:
        """Find out once more what became of a payment."""
        self._tasks.spawn(self._ask_again(payment_id), "ask")

    def done(self, result: int) -> None:
        """Close and remember the size."""
        self._desk.settings.set(_SIZE, (self.width(), self.height()))
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give what a scanner types to the field that waits for it, wherever the keyboard is."""
        code = self.ways.code
        if self.ways.scans and not code.hasFocus() and event.text().strip().isalnum():
            code.setFocus()
            code.event(event)
            return
        super().keyPressEvent(event)

    # Construction

    def _connect_follow(self) -> None:
        follow = self.follow
        follow.stop_requested.connect(
            lambda number: self._tasks.spawn(self._do(lambda charges: charges.let_go(number)), "stop")
        )
        follow.show_requested.connect(self.show_again)
        follow.ask_again_requested.connect(self.ask_again)
        follow.ask_now_requested.connect(self._ask_now)
        follow.page_requested.connect(self._open)
        follow.try_again_requested.connect(self._try_again)
        follow.done_requested.connect(self.accept)

    def _foot(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        self._hint = label(
            self.tr("You can close this window: the payment goes on, and its order shows it."),
            "caption",
            name="payment_hint",
            wrap=True,
        )
        policy = self._hint.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self._hint.setSizePolicy(policy)
        row.addWidget(self._hint, 1)
        close = button(self.tr("Close"), name="payment_close")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        self._close = close
        return row

    # Following the store

    def _changed(self) -> None:
        self._reading.ask()

    async def _read(self) -> None:
        desk = self._desk
        details = await desk.orders.details(self._key)
        if details is None:
            self.reject()
            return
        payments = await desk.payments.of_order(self._key)
        self._tell_order(details)
        row = self._row_to_follow(payments)
        if row is None:
            await self._show_ways(details)
            return
        self._followed = row.id
        self._amount.setText(sen_money(row.amount, desk.language))
        self._hint.setVisible(row.state.is_open)
        self._close.setVisible(row.state is not PaymentState.PAID)
        self.follow.show_row(row, since(row, details.events))
        self._bring(self.follow)
        if self._opens == row.id and row.state is not PaymentState.STARTING:
            self._opens = None
            if row.state is PaymentState.WAITING:
                self._open()

    def _row_to_follow(self, payments: list[PaymentRow]) -> PaymentRow | None:
        """Return the payment this dialog is about: the one begun here, else the one that tells how the order stands."""
        if self._followed is not None:
            return next((row for row in payments if row.id == self._followed), None)
        return telling(payments)

    def _tell_order(self, details: OrderDetails) -> None:
        number = bidi.number(details.row.number)
        words = self.tr("Order {number}").format(number=number) if number else self.tr("Order without a number")
        self._order.setText(words)
        self.setWindowTitle(plain(f"{self.tr('Take payment')} · {words}"))

    async def _show_ways(self, details: OrderDetails) -> None:
        desk, session = self._desk, self._desk.house.payments
        self._due = due_of(details)
        self._hint.hide()
        self._close.show()
        if self._due is not None:
            self._amount.setText(sen_money(self._due.amount, desk.language))
            self.ways.show_due(self._due.amount, _told_payments(self._desk, details))
        self.ways.allow(ready=self._due is not None and session is not None, busy=self._busy)
        self._tell_trouble(session)
        if session is not None:
            choice = await self._charging.stores(details.row.branch_id)
            self.ways.offer_stores(choice.stores, choice.linked, choice.branch)
            if not choice.stores and not self._asked_for_stores:
                self._asked_for_stores = True
                session.refresh()
        self._bring(self.ways)

    def _tell_trouble(self, session: PaymentSession | None) -> None:
        """Say what stands in the way of any payment, or nothing."""
        if self._busy:
            return
        trouble = NoPayments() if session is None else session.trouble
        if self._due is None:
            self.notice.say(
                self.tr("This order cannot be charged any more."),
                self.tr("Nothing was charged. Close this window and look at the order."),
                tone="warn",
                closable=False,
            )
        elif trouble is not None:
            told = sentence_of_payment(trouble)
            self.notice.say(told.what, f"{told.safe} {told.next}", tone="warn", closable=False)
        elif not self._told:
            self.notice.hide()

    def _bring(self, panel: QWidget) -> None:
        if self._stack.currentWidget() is panel:
            return
        self._stack.setCurrentWidget(panel)
        self._told = False
        self.setFocus()
        if panel is self.follow:
            self.notice.hide()
            self.ways.start_over()

    # Acting

    def _choose(self, way: str, code: str) -> None:
        """Begin a payment; a second press meanwhile is the same press."""
        if self._busy or self._due is None:
            return
        self._busy, self._told = True, False
        self.notice.hide()
        self.ways.allow(ready=True, busy=True)
        self._tasks.spawn(self._begin(PaymentWay(way), code, self._due, self.ways.store_id), "begin")

    async def _begin(self, way: PaymentWay, code: str, due: Due, store_id: str) -> None:
        wrong = ""
        try:
            details = await self._desk.orders.details(self._key)
            if details is None or due_of(details) != due:
                self._told = True
                self.notice.say(
                    self.tr("The order changed meanwhile."),
                    self.tr("Nothing was charged. Look at the amount and choose again."),
                    tone="warn",
                )
                return
            row = await self._charging.begin(due, way, store_id, code)
            self._opens = row.id if way is PaymentWay.PAGE else None
            self.follow_payment(row.id)
        except Rejected as error:
            if "auth_code" not in error.fields:
                self._tell(error)
            else:
                wrong = self.tr("This is no payment code. Let the customer show it again, and scan it.")
        except OperatorError as error:
            self._tell(error)
        finally:
            self._busy = False
            if self._followed is None:
                self.ways.allow(ready=True, busy=False)
                self.ways.again(wrong)
            self._reading.ask()

    def _ask_now(self, payment_id: int) -> None:
        with suppress(NoPayments):
            self._charging.charges.poke(payment_id)

    def _open(self) -> None:
        row = self.follow.row
        if row is None or not row.address:
            return
        if _is_page(row.address) and self._open_page(row.address):
            self.notice.hide()
        else:
            self.notice.say(
                self.tr("The browser could not be opened."),
                self.tr("Nothing is charged. Copy the link below and open it by hand, or send it to the customer."),
                tone="warn",
            )

    def _try_again(self) -> None:
        self._followed = None
        self._reading.ask()

    async def _do(self, act: Callable[[Charges], Coroutine[Any, Any, None]]) -> None:
        try:
            await act(self._charging.charges)
        except OperatorError as error:
            self._tell(error)

    async def _ask_again(self, payment_id: int) -> None:
        row = await self._desk.payments.get(payment_id)
        if row is None or row.state is not PaymentState.UNCLEAR:
            return
        try:
            charges = self._charging.charges_of(row)
        except NoPayments as error:
            self._tell(error)
            return
        # Noted before it is asked: the answer may be quicker than the screen.
        self.follow.asked_again(row)
        await charges.ask_again(payment_id)

    def _tell(self, error: OperatorError) -> None:
        self._told = True
        told = sentence_of_payment(error)
        self.notice.say(told.what, f"{told.safe} {told.next}", tone="danger")


def _is_page(address: str) -> bool:
    """Tell whether an address is one a browser shows: what the service told is opened as it came, or not at all."""
    return address.isascii() and QUrl(address).scheme() in ("https", "http")


def _told_payments(desk: Desk, details: OrderDetails) -> str:
    """Return what RETM says of this order's payments: somebody may have paid at the till."""
    told = [
        f"{bidi.auto(desk.text(each.name))} {bidi.amount(each.amount, desk.currency, desk.language)}".strip()
        for each in details.order.payments
        if each.amount
    ]
    if not told:
        return ""
    translate = QCoreApplication.translate
    words = translate(
        "PaymentDialog", "RETM tells of a payment of this order: {payments}. See that the customer pays only once."
    )
    return words.format(payments=translate("PaymentDialog", ", ").join(told))
