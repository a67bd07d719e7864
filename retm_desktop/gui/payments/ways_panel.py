"""Where a payment begins: the store that takes it, and the three ways a customer can pay."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.domain.payments import PaymentStore
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.card_button import CardButton
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payments.fields import CodeField
from retm_desktop.gui.payments.money import sen_money
from retm_desktop.gui.payments.words import WAY_ICONS
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.form import HintedField
from retm_desktop.gui.widgets.labels import label
from retm_desktop.store.payments import PaymentWay


class WaysPanel(QWidget):
    """Tells which way was chosen; nothing is chosen by Enter except a code in its own field."""

    chosen = Signal(str, str)
    """A `PaymentWay`, and the customer's code where that is the way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ready = self._busy = False
        self._offered: list[tuple[str, str]] = []
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        takes = QHBoxLayout()
        takes.setSpacing(theme.space("m"))
        takes.addWidget(label(self.tr("Store"), "strong"))
        self.store = Combo(theme, self.tr("Store that takes the payment"), name="payment_store")
        self.store.setPlaceholderText(self.tr("Choose a store"))
        self.store.currentIndexChanged.connect(self._weigh)
        # A combo box takes letters and digits for itself: a scanner must not choose a store.
        self.store.activated.connect(self._back_to_code)
        takes.addWidget(self.store, 1)
        column.addLayout(takes)
        self._store_words = label("", "caption", name="payment_store_words", wrap=True)
        column.addWidget(self._store_words)
        self._told = label("", "caption", name="payment_told", tone="warn", wrap=True)
        column.addWidget(self._told)
        column.addSpacing(theme.space("s"))
        self._question = label(self.tr("How does the customer pay?"), "strong")
        column.addWidget(self._question)
        self._cards: dict[PaymentWay, CardButton] = {}
        for way, title, words in (
            (PaymentWay.QR, self.tr("Show a QR"), self.tr("The customer scans it with a wallet or bank app")),
            (PaymentWay.PAGE, self.tr("Open the payment page"), self.tr("In your browser, or as a link to send on")),
            (PaymentWay.SCAN, self.tr("Scan the customer's code"), self.tr("With a scanner at this computer")),
        ):
            card = CardButton(theme, WAY_ICONS[way], title, words, name=f"payment_way_{way}", compact=True)
            card.setAutoDefault(False)
            card.clicked.connect(partial(self._press, way))
            self._cards[way] = card
            column.addWidget(card)
        self._cards[PaymentWay.SCAN].setCheckable(True)
        column.addWidget(self._scan_part())
        column.addStretch(1)
        self._weigh()

    @property
    def store_id(self) -> str:
        """The store that is chosen, empty for none."""
        return str(self.store.currentData() or "")

    @property
    def scans(self) -> bool:
        """Tell whether a code is waited for."""
        return not self._scan.isHidden() and self.isVisible()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for card in self._cards.values():
            # The style sheet's least height, taken when it is polished, is less than that of the card's disc.
            card.setMinimumHeight(card.sizeHint().height())

    def offer_stores(self, stores: Sequence[PaymentStore], linked: str, branch: str) -> None:
        """Offer the account's stores; `linked` is the one of the order's branch, whose name is `branch`.

        What was chosen by hand stays chosen while there is such a store.
        """
        offered = [(store.id, bidi.auto(store.name) or bidi.ltr(store.id)) for store in stores]
        if offered != self._offered:
            chosen, self._offered = self.store_id, offered
            self.store.blockSignals(True)
            self.store.clear()
            for store_id, name in offered:
                self.store.addItem(name, store_id)
            self.store.setCurrentIndex(self.store.findData(chosen) if chosen else -1)
            self.store.blockSignals(False)
        known = {store.id for store in stores}
        fallback = _fallback(stores)
        if not self.store_id:
            self.store.setCurrentIndex(self.store.findData(linked if linked in known else fallback))
        self._store_words.setText(self._words_of(stores, linked if linked in known else "", fallback, branch))
        self._store_words.setVisible(self._scan.isHidden() and bool(self._store_words.text()))
        self._weigh()

    def allow(self, *, ready: bool, busy: bool) -> None:
        """Take presses while the order can be charged and nothing is being begun."""
        self._ready, self._busy = ready, busy
        self._weigh()

    def show_due(self, amount: int, told: str) -> None:
        """Write on the button what a code would be charged; `told` is what RETM says of payments, empty for nothing."""
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self._charge.setText(self.tr("Charge {amount}").format(amount=sen_money(amount, self._desk.language)))

    def start_over(self, _checked: bool = False) -> None:
        """Show the ways as they are at first."""
        self._wait_for_code(False)
        self.again()

    def again(self, words: str = "") -> None:
        """Wait for another code; `words` say what was wrong with the last one."""
        self.code.start_over()
        self._field.refuse(words)
        self._weigh()
        self._back_to_code()

    def _scan_part(self) -> QWidget:
        theme = self._desk.theme
        self._scan = QWidget()
        row = QVBoxLayout(self._scan)
        row.setContentsMargins(0, theme.space("xs"), 0, 0)
        self.code = CodeField(name="payment_code")
        self.code.entered.connect(self._send)
        self.code.textChanged.connect(self._typed)
        self._charge = button("", "primary", name="payment_charge")
        self._charge.setAutoDefault(False)
        self._charge.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._charge.clicked.connect(self._send)
        self._field = HintedField(
            theme,
            self.tr("The customer's payment code"),
            self.tr("Let the customer open the code in the app, and scan it."),
            self.code,
            self._charge,
            name="payment_code",
        )
        row.addWidget(self._field)
        other = button(self.tr("Another way"), "link", name="payment_other_way")
        other.setAutoDefault(False)
        other.clicked.connect(self.start_over)
        row.addWidget(other, 0, Qt.AlignmentFlag.AlignLeading)
        self._scan.hide()
        return self._scan

    def _words_of(self, stores: Sequence[PaymentStore], linked: str, fallback: str, branch: str) -> str:
        if not stores:
            return self.tr(
                "No store of the account is known here yet. They are being read; if none comes, make one first."
            )
        if linked or not branch:
            return ""
        named = bidi.auto(branch)
        if len(stores) == 1:
            return self.tr("{branch} is not linked to a store; the account has only this one.").format(branch=named)
        if fallback:
            words = self.tr("{branch} is not linked to a store; the account's default store is chosen.")
            return words.format(branch=named)
        return self.tr("{branch} is not linked to a store: choose the one that takes the payment.").format(branch=named)

    def _press(self, way: PaymentWay) -> None:
        if way is PaymentWay.SCAN:
            self._wait_for_code(True)
            self.code.setFocus()
        elif self._allowed:
            self.chosen.emit(way.value, "")

    def _wait_for_code(self, on: bool) -> None:
        if not on:
            # First: a layout takes room at once, and a window that has grown stays so.
            self._scan.hide()
        self._question.setVisible(not on)
        self._store_words.setVisible(not on and bool(self._store_words.text()))
        for way, card in self._cards.items():
            card.setChecked(on and way is PaymentWay.SCAN)
            card.setVisible(not on or way is PaymentWay.SCAN)
        self._scan.setVisible(on)

    def _send(self) -> None:
        if not self._allowed or self.code.isReadOnly():
            return
        if not self.code.is_complete:
            self._field.refuse(self.tr("This is no payment code: one has at least ten digits. Scan it again."))
            self.code.selectAll()
            return
        self._field.refuse("")
        self.chosen.emit(PaymentWay.SCAN.value, self.code.take())

    def _back_to_code(self) -> None:
        if self.scans:
            self.code.setFocus()

    def _typed(self) -> None:
        if self.code.code:
            self._field.refuse("")
        self._weigh()

    @property
    def _allowed(self) -> bool:
        return self._ready and not self._busy and bool(self.store_id)

    def _weigh(self) -> None:
        self.store.setEnabled(bool(self._offered) and not self._busy)
        for card in self._cards.values():
            card.setEnabled(self._allowed)
        self._charge.setEnabled(self._allowed and self.code.is_complete)


def _fallback(stores: Sequence[PaymentStore]) -> str:
    """Return the account's default store, or its only one; empty where there is neither."""
    if len(stores) == 1:
        return stores[0].id
    return next((store.id for store in stores if store.is_default), "")
