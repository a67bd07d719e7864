"""Everything the list of transactions is narrowed by: days, status, wallet, store and the search."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from retm_desktop.domain.payments import PaymentStore
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_account.connected import account_id, account_zone
from retm_desktop.gui.takings.words import status_name, wallet_name
from retm_desktop.gui.widgets.filter_boxes import FilterBoxes
from retm_desktop.gui.widgets.period_filters import PeriodFilters
from retm_desktop.store.takings import TransactionQuery

_STATUS, _WALLET, _STORE = "status", "wallet", "store"


class TakingsChoices(FilterBoxes):
    """Three boxes, which offer what there is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, name="takings")
        for part, words in (
            (_STATUS, self.tr("Status")),
            (_WALLET, self.tr("Wallet")),
            (_STORE, self.tr("Store")),
        ):
            self.add_box(part, words)
        self.offer((), (), ())

    def offer(self, statuses: Sequence[str], methods: Sequence[str], stores: Sequence[PaymentStore]) -> None:
        """Offer what there is; what was chosen stays chosen."""
        self.fill(_STATUS, self.tr("All statuses"), [(one, status_name(one)) for one in statuses])
        self.fill(_WALLET, self.tr("All wallets"), [(one, wallet_name(one)) for one in methods])
        named = [(one.id, bidi.auto(one.name) or bidi.ltr(one.id)) for one in stores]
        self.fill(_STORE, self.tr("All stores"), named)

    @property
    def status(self) -> str:
        """The chosen status."""
        return self.chosen(_STATUS)

    @property
    def method(self) -> str:
        """The chosen wallet, by the service's word for it."""
        return self.chosen(_WALLET)

    @property
    def store_id(self) -> str:
        """Id of the chosen store."""
        return self.chosen(_STORE)


class TakingsFilters(PeriodFilters):
    """Days are those of the payment account."""

    def __init__(self, desk: Desk, view: QWidget) -> None:
        choices = TakingsChoices(desk)
        words = QCoreApplication.translate("TakingsFilters", "Order, reference or id")
        super().__init__(desk, view, lambda: account_zone(desk), choices, words, name="takings")
        self._desk = desk
        self.choices = choices

    @property
    def query(self) -> TransactionQuery:
        """Which transactions are listed and summed."""
        since, until = self.bounds
        return TransactionQuery(
            account_id(self._desk),
            since=since,
            until=until,
            status=self.choices.status,
            method=self.choices.method,
            store_id=self.choices.store_id,
            text=self.text,
        )
