"""The payments of an order in its detail: each with how it stands, and the one thing that is offered for them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from retm_desktop.domain.payments import CURRENCY
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payments.due import Offer, due_of, may_refund, offered, telling
from retm_desktop.gui.payments.moments import since
from retm_desktop.gui.payments.money import sen_money
from retm_desktop.gui.payments.words import WAY_ICONS, payment_sentence, state_chip, wallet_name, way_name
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.labels import chip, label, retone
from retm_desktop.gui.widgets.labels import line as rule
from retm_desktop.store.orders import OrderDetails
from retm_desktop.store.payments import PaymentRow, PaymentState, PaymentWay


def account_of(desk: Desk) -> int | None:
    """Return the connection of the payment account at work, None where there is none."""
    session = desk.house.payments
    return session.connection.id if session is not None else None


class OrderPayments(QWidget):
    """Built once for one reading of an order's payments, newest first; `refund_requested` carries a payment's id."""

    refund_requested = Signal(int)

    def __init__(self, desk: Desk, details: OrderDetails, payments: Sequence[PaymentRow]) -> None:
        super().__init__()
        self._desk = desk
        self._account = account_of(desk)
        theme = desk.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("m"))
        elsewhere = self._account is not None and desk.currency != CURRENCY and due_of(details) is not None
        if payments or elsewhere:
            self._column.addWidget(rule())
        if payments:
            self._column.addWidget(label(self.tr("Payment"), "title"))
        for n, row in enumerate(payments):
            self._payment(n, row, since(row, details.events))
        if any(row.connection_id != self._account for row in payments):
            words = self.tr(
                "Payments of an account that is not connected now can be looked up and refunded only there."
            )
            self._column.addWidget(label(words, "caption", name="order_pay_other_account", wrap=True))
        if elsewhere:
            words = self.tr(
                "{service} takes payments in ringgit ({ours}); this restaurant's prices are in {theirs}."
            ).format(service=PAYMENTS_SERVICE, ours=bidi.ltr(CURRENCY), theirs=bidi.ltr(desk.currency))
            self._column.addWidget(label(words, "caption", name="order_pay_elsewhere", wrap=True))

    def _payment(self, n: int, row: PaymentRow, moment: datetime) -> None:
        desk, theme = self._desk, self._desk.theme
        name = f"order_pay_{n}"
        column = QVBoxLayout()
        column.setSpacing(theme.space("xs"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        picture = QLabel()
        size = theme.size("icon_s")
        picture.setPixmap(icon(WAY_ICONS[row.way], theme.color("muted")).pixmap(QSize(size, size)))
        picture.setToolTip(way_name(row.way))
        head.addWidget(picture)
        head.addWidget(label(sen_money(row.amount, desk.language), "strong", name=f"{name}_amount"))
        words, tone = state_chip(desk, row)
        head.addWidget(chip(words, tone, name=f"{name}_state"))
        head.addStretch(1)
        at = label(bidi.clock(moment, desk.zone), "caption", name=f"{name}_time")
        at.setToolTip(bidi.day_and_clock(moment, desk.zone))
        head.addWidget(at)
        column.addLayout(head)
        if row.transaction_id:
            column.addLayout(self._by_whom(row, name))
        if told := self._words(row):
            column.addWidget(label(told, "muted", name=f"{name}_words", wrap=True))
        if may_refund(row, self._account):
            refund = button(self.tr("Refund"), name="order_refund", icon=icon("arrow-u-up-left", theme.color("text")))
            refund.clicked.connect(partial(self.refund_requested.emit, row.id))
            column.addWidget(refund, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addLayout(column)

    def _by_whom(self, row: PaymentRow, name: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._desk.theme.space("s"))
        if row.method:
            line.addWidget(label(bidi.auto(wallet_name(row.method)), name=f"{name}_wallet"))
        line.addWidget(label(bidi.ltr(row.transaction_id), "caption", name=f"{name}_transaction"))
        copied = partial(str, row.transaction_id)
        line.addWidget(CopyButton(self._desk.theme, self.tr("the transaction's number"), copied, name=f"{name}_copy"))
        line.addStretch(1)
        return line

    def _words(self, row: PaymentRow) -> str:
        """Return what has to be said beside the chip; of what ended well, nothing."""
        if row.state is PaymentState.REFUNDED or (row.state is PaymentState.PAID and not row.error_code):
            return ""
        told = payment_sentence(self._desk, row)
        if row.state is PaymentState.UNCLEAR or row.state is PaymentState.PAID:
            return f"{told.what} {told.safe} {told.next}"
        return f"{told.what} {told.safe}"


class PaymentOffer(QWidget):
    """The button for what is offered; hidden where nothing is."""

    requested = Signal(str)
    """Carries an `Offer`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = {
            Offer.TAKE: button(self.tr("Take payment"), name="order_take_payment"),
            Offer.SHOW: button(self.tr("Show the code again"), name="order_show_code"),
            Offer.FOLLOW: button(self.tr("Show the payment"), name="order_show_payment"),
            Offer.ASK: button(self.tr("Ask again"), name="order_ask_again"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        color, size = desk.theme.color("text"), desk.theme.size("icon")
        for offer, made in self._buttons.items():
            made.setIcon(icon("warning" if offer is Offer.ASK else "wallet", color))
            made.setIconSize(QSize(size * 7 // 5, size))
            made.clicked.connect(partial(self.requested.emit, offer.value))
            row.addWidget(made)
        self.hide()

    def show_offer(self, details: OrderDetails, payments: Sequence[PaymentRow]) -> None:
        """Offer what can be done now."""
        desk = self._desk
        offer = offered(details, payments, account=account_of(desk), currency=desk.currency)
        row = telling(payments)
        if row is not None and offer is Offer.SHOW:
            code = row.way is PaymentWay.QR
            self._buttons[offer].setText(self.tr("Show the code again") if code else self.tr("Show the payment page"))
        for each, made in self._buttons.items():
            made.setVisible(each is offer)
        self.setVisible(offer is not None)


def tell_mark(mark: QLabel, desk: Desk, payments: Sequence[PaymentRow]) -> None:
    """Tell in a chip how an order stands with its payments, or hide it where there is nothing to tell."""
    row = telling(payments)
    mark.setVisible(row is not None)
    if row is not None:
        words, tone = state_chip(desk, row)
        mark.setText(words)
        retone(mark, tone)
