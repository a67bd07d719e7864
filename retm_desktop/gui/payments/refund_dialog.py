"""Giving a payment back: what goes to whom, why, and the PIN that allows it."""

from datetime import datetime, timedelta
from functools import partial
from math import ceil

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from retm_desktop.domain.errors import NoPayments, OperatorError, Rejected, WrongPin
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payments.fields import PinField
from retm_desktop.gui.payments.money import sen_money
from retm_desktop.gui.payments.roomy_dialog import RoomyDialog
from retm_desktop.gui.payments.words import wallet_name
from retm_desktop.gui.sentences import sentence_of_payment
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.form import Field, pad
from retm_desktop.gui.widgets.labels import frame, label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.payments import PaymentRow

_A_ROW = 2
_TICK_MS = 500


class RefundDialog(RoomyDialog):
    """Accepted once the refund is on its way; how it ends is told by the payment's row. Open it with `open()`."""

    change_pin_requested = Signal()

    def __init__(self, desk: Desk, row: PaymentRow, order_number: str, paid_at: datetime, parent: QWidget) -> None:
        """`order_number` is the order's number as people see it, empty for none."""
        super().__init__(parent)
        self._desk = desk
        self._row = row
        self._tasks = ViewTasks(self, desk.background)
        self._busy = False
        self._wait_until: datetime | None = None
        amount = sen_money(row.amount, desk.language)
        self.setObjectName("refund_dialog")
        title = self.tr("Give {amount} back?").format(amount=amount)
        self.setWindowTitle(plain(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = desk.theme
        column = QVBoxLayout(self)
        pad(column, theme)
        column.setSpacing(theme.space("s"))
        column.addWidget(label(title, "heading", name="refund_title"))
        words = label(
            self.tr("All of it goes back to where the customer paid from. A refund cannot be taken back."),
            "muted",
            wrap=True,
        )
        words.setMinimumWidth(theme.size("dialog"))
        column.addWidget(words)
        self.notice = Notice(theme, name="refund_notice")
        column.addWidget(self.notice)
        column.addWidget(self._facts(order_number, paid_at))
        column.addSpacing(theme.space("xs"))
        column.addWidget(label(self.tr("Why?"), "strong"))
        column.addLayout(self._reasons())
        column.addSpacing(theme.space("xs"))
        column.addWidget(self._pin_field())
        column.addSpacing(theme.space("s"))
        column.addStretch(1)
        column.addLayout(self._acts(amount))
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._group.button(0).setFocus()

    @property
    def reason(self) -> str:
        """What was chosen and what was typed, without invisible marks; empty while there is neither."""
        chosen = self._group.checkedButton()
        parts = [chosen.text() if chosen else "", " ".join(self._text.text().split())]
        return plain(": ".join(part for part in parts if part))

    def use_new_pin(self) -> None:
        """Wait for the PIN that has just been chosen."""
        self._pin.clear()
        self._field.refuse("")
        self._pin.setFocus()

    # Construction

    def _facts(self, order_number: str, paid_at: datetime) -> QWidget:
        theme, row = self._desk.theme, self._row
        card = frame("card")
        grid = QGridLayout(card)
        # The same on both sides: Qt does not mirror margins.
        grid.setContentsMargins(*(theme.space("m"), theme.space("xs")) * 2)
        grid.setHorizontalSpacing(theme.space("l"))
        grid.setVerticalSpacing(0)
        facts = (
            ("hash", self.tr("Order"), bidi.number(order_number), "order"),
            ("wallet", self.tr("Wallet or bank"), bidi.auto(wallet_name(row.method)), "wallet"),
            ("clock", self.tr("Paid at"), bidi.day_and_clock(paid_at, self._desk.zone), "time"),
            ("receipt", self.tr("Transaction"), bidi.ltr(row.transaction_id), "transaction"),
        )
        for n, (glyph, what, words, name) in enumerate(fact for fact in facts if fact[2]):
            copied = partial(str, row.transaction_id) if name == "transaction" else None
            made = Fact(theme, glyph, what, copied, name=name, of="refund")
            made.show_words(words)
            grid.addWidget(made, n // _A_ROW, n % _A_ROW)
        for n in range(_A_ROW):
            grid.setColumnStretch(n, 1)
        return card

    def _reasons(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("s"))
        grid = QGridLayout()
        grid.setSpacing(theme.space("s"))
        self._group = QButtonGroup(self)
        offered = (
            self.tr("The order was cancelled"),
            self.tr("Something was missing or wrong"),
            self.tr("The wrong amount was charged"),
            self.tr("The customer paid twice"),
        )
        for n, reason in enumerate(offered):
            choice = button(reason, "choice", name=f"refund_reason_{n}")
            choice.setAutoDefault(False)
            self._group.addButton(choice, n)
            grid.addWidget(choice, n // _A_ROW, n % _A_ROW)
        column.addLayout(grid)
        self._text = QLineEdit()
        self._text.setObjectName("refund_reason_text")
        self._text.setPlaceholderText(self.tr("More words, or another reason"))
        self._text.setAccessibleName(self._text.placeholderText())
        self._text.setMaxLength(150)
        column.addWidget(self._text)
        self._group.idToggled.connect(self._weigh)
        self._text.textChanged.connect(self._weigh)
        return column

    def _pin_field(self) -> QWidget:
        self._pin = PinField()
        change = button(self.tr("Change the PIN"), "link", name="refund_change_pin")
        change.setAutoDefault(False)
        change.clicked.connect(self.change_pin_requested)
        self._field = Field(self._desk.theme, self.tr("PIN for refunds"), self._pin, change, name="refund_pin")
        self._pin.textChanged.connect(self._typed)
        return self._field

    def _acts(self, amount: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.space("s"))
        row.addStretch(1)
        keep = button(self.tr("Keep the payment"), name="refund_keep")
        keep.setAutoDefault(False)
        keep.clicked.connect(self.reject)
        self._confirm = button(self.tr("Refund {amount}").format(amount=amount), "danger_fill", name="refund_confirm")
        self._confirm.setAutoDefault(False)
        self._confirm.setEnabled(False)
        self._confirm.clicked.connect(self._send)
        row.addWidget(keep)
        row.addWidget(self._confirm)
        return row

    # Acting

    def _typed(self) -> None:
        if self._wait_until is None and self._pin.text():
            self._field.refuse("")
        self._weigh()

    def _weigh(self) -> None:
        free = not self._busy and self._wait_until is None
        self._confirm.setEnabled(free and bool(self.reason) and bool(self._pin.text()))

    def _send(self) -> None:
        if self._busy or not self._confirm.isEnabled():
            return
        self._busy = True
        self.notice.hide()
        self._weigh()
        self._tasks.spawn(self._refund(self._pin.text(), self.reason), "refund")

    async def _refund(self, pin: str, reason: str) -> None:
        session = self._desk.house.payments
        try:
            if session is None:
                raise NoPayments("the account was disconnected")
            await session.refunds.refund(self._row.id, pin, reason)
        except WrongPin as error:
            self._refuse(error)
        except Rejected as error:
            if "payment" in error.fields:
                self._say_not_paid()
            else:
                self._tell(error)
        except OperatorError as error:
            self._tell(error)
        else:
            self.accept()

    def _refuse(self, error: WrongPin) -> None:
        self._busy = False
        self._pin.clear()
        if error.retry_after is not None:
            self._wait_until = self._desk.now() + timedelta(seconds=error.retry_after)
            self._clock.start()
            self._tick()
        else:
            told = sentence_of_payment(error)
            self._field.refuse(f"{told.what} {told.safe}")
        self._weigh()
        self._pin.setFocus()

    def _tick(self) -> None:
        """Count down until another PIN may be tried."""
        left = (self._wait_until - self._desk.now()).total_seconds() if self._wait_until is not None else 0
        if left > 0:
            words = self.tr("The PIN was wrong too often; nothing was refunded. It can be tried again in {n} s.")
            self._field.refuse(words.format(n=bidi.ltr(str(ceil(left)))))
            return
        self._wait_until = None
        self._clock.stop()
        self._field.refuse("")
        self._weigh()

    def _say_not_paid(self) -> None:
        self.notice.say(
            self.tr("This payment cannot be refunded any more."),
            self.tr("Nothing was refunded by this. Close this window and look how the payment stands now."),
            tone="warn",
            closable=False,
        )

    def _tell(self, error: OperatorError) -> None:
        self._busy = False
        self._weigh()
        told = sentence_of_payment(error)
        self.notice.say(told.what, f"{told.safe} {told.next}", tone="danger")
