"""The takings tab: the transactions of the payment account, and what was settled, under one head."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_account.as_of import AccountAsOf
from retm_desktop.gui.payment_account.connected import moment_words
from retm_desktop.gui.payment_account.words import trouble_words
from retm_desktop.gui.takings.settlement import SettlementView
from retm_desktop.gui.takings.transactions import TransactionsView
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice

_SHOWN = "takings.shown"
"""Key of the setting: which view was open last."""
TRANSACTIONS, SETTLEMENT = "transactions", "settlement"


class TakingsPage(QWidget):
    """Shows what the payment account took; `order_requested` carries the key of an order to show."""

    order_requested = Signal(int)
    account_requested = Signal()
    """The account's page is wanted: something is wrong with the account."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("takings_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = desk.theme
        column = QVBoxLayout(self)
        edge = theme.space("xl")
        column.setContentsMargins(edge, theme.space("l"), edge, theme.space("l"))
        column.setSpacing(theme.space("m"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("xs"))
        head.addWidget(label(self.tr("Takings"), "display", name="takings_title"))
        head.addSpacing(theme.space("l"))
        self._choices = QButtonGroup(self)
        for name, words in ((TRANSACTIONS, self.tr("Transactions")), (SETTLEMENT, self.tr("Settlement"))):
            made = button(words, "segment", name=f"takings_show_{name}")
            made.clicked.connect(lambda _on=False, name=name: self.show_view(name))
            self._choices.addButton(made)
            head.addWidget(made)
        head.addStretch(1)
        self._as_of = AccountAsOf(desk, name="takings")
        self._as_of.changed.connect(self._tell_trouble)
        # What stands below must not move where it is hidden.
        policy = self._as_of.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._as_of.setSizePolicy(policy)
        head.addWidget(self._as_of)
        column.addLayout(head)
        self._trouble = Notice(theme, name="takings_trouble")
        self._trouble.acted.connect(self.account_requested)
        column.addWidget(self._trouble)
        self._views = QStackedWidget()
        column.addWidget(self._views, 1)
        self.transactions = TransactionsView(desk)
        """The view of the transactions."""
        self.transactions.order_requested.connect(self.order_requested)
        self._views.addWidget(self.transactions)
        self._settlement: SettlementView | None = None
        desk.bridge.payments_changed.connect(self._tell_trouble)
        known = desk.settings.get(_SHOWN, str, TRANSACTIONS)
        self.show_view(known if known in (TRANSACTIONS, SETTLEMENT) else TRANSACTIONS)

    @property
    def settlement(self) -> SettlementView:
        """The view of the settlement, built when it is first asked for."""
        if self._settlement is None:
            self._settlement = SettlementView(self._desk)
            self._views.addWidget(self._settlement)
        return self._settlement

    def show_view(self, name: str) -> None:
        """Show the transactions or the settlement."""
        view: QWidget = self.settlement if name == SETTLEMENT else self.transactions
        self._views.setCurrentWidget(view)
        for each in self._choices.buttons():
            each.setChecked(each.objectName() == f"takings_show_{name}")
        self._desk.settings.set(_SHOWN, name)
        # A settlement is read by itself, and tells when.
        self._as_of.setVisible(name == TRANSACTIONS)
        self._tell_trouble()

    def focus_search(self) -> None:
        """Put the cursor into the search field over the transactions."""
        self.show_view(TRANSACTIONS)
        self.transactions.focus_search()

    def ask_anew(self) -> None:
        """Ask the service for account and transactions."""
        self._as_of.ask()

    def _tell_trouble(self) -> None:
        session = self._desk.house.payments
        if session is None or session.trouble is None:
            self._trouble.hide()
            return
        what, words = trouble_words(session.trouble)
        at = self._as_of.at
        if at is not None and self._views.currentWidget() is self.transactions:
            kept = self.tr("What is shown is as of {time}.").format(time=moment_words(self._desk, at))
            words = f"{kept} {words}"
        self._trouble.say(what, words, tone="warn", act=self.tr("Payment account"), closable=False)
