"""The list of transactions, or what stands in its place and why."""

from PySide6.QtWidgets import QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_account.words import trouble_words
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.takings.filters import TakingsFilters
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.list_states import ListStates


class TransactionStates(ListStates):
    """Shows `table`, or that it is being read, that nothing was taken, or that nothing is left by days and filters."""

    def __init__(self, desk: Desk, table: QWidget, filters: TakingsFilters) -> None:
        super().__init__(desk.theme, table, name="takings")
        self._desk = desk
        self._filters = filters

    def _reading(self) -> EmptyState:
        state = self._state("loading", "empty-orders")
        state.say(self.tr("Reading the transactions…"), self.tr("They are on this computer and appear in a moment."))
        return state

    def _none_listed(self) -> EmptyState:
        days, filters = self._filters.days, self._filters
        if filters.narrow:
            state = self._state("nothing", "empty-search", self.tr("Show all"), filters.show_all)
            words = self.tr("No transaction of these days fits the filters and the search: {days}.")
            state.say(self.tr("No transaction matches"), words.format(days=days))
            return state
        state = self._state("quiet", "empty-orders", self.tr("Show all days"), filters.show_all_days)
        words = self.tr("{service} has told of none of these days: {days}.")
        state.say(self.tr("No transactions"), words.format(service=PAYMENTS_SERVICE, days=days))
        return state

    def _why_empty(self) -> EmptyState:
        session = self._desk.house.payments
        ask = self.tr("Ask {service} now").format(service=PAYMENTS_SERVICE)
        if session is not None and session.trouble is not None:
            state = self._state("offline", "offline", ask, self._ask)
            words = " ".join(trouble_words(session.trouble))
            state.say(self.tr("No transactions on this computer yet"), words)
            return state
        state = self._state("empty", "empty-orders", ask, self._ask)
        state.button.setEnabled(session is not None)
        if session is None or session.read_at is None:
            words = self.tr("They have not been read from {service} yet and appear here by themselves.")
            state.say(self.tr("The transactions are on their way"), words.format(service=PAYMENTS_SERVICE))
        else:
            words = self.tr("{service} tells of no transaction of this account. They appear here by themselves.")
            state.say(self.tr("No transactions yet"), words.format(service=PAYMENTS_SERVICE))
        return state

    def _ask(self) -> None:
        session = self._desk.house.payments
        if session is not None:
            session.refresh()
