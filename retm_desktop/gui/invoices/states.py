"""The list of invoices, or what stands in its place and why."""

from PySide6.QtWidgets import QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.filters import Filters
from retm_desktop.gui.sentences import sentence_of_status
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.list_states import ListStates
from retm_desktop.sync.status import Link


class InvoiceStates(ListStates):
    """Shows `table`, or that it is being read, that RETM has nothing, or that nothing is left by days and filters."""

    def __init__(self, desk: Desk, table: QWidget, filters: Filters) -> None:
        super().__init__(desk.theme, table, name="invoices")
        self._desk = desk
        self._filters = filters

    def _reading(self) -> EmptyState:
        state = self._state("loading", "empty-orders")
        state.say(self.tr("Reading the invoices…"), self.tr("They are on this computer and appear in a moment."))
        return state

    def _none_listed(self) -> EmptyState:
        days, filters = self._filters.days, self._filters
        if filters.narrow:
            state = self._state("nothing", "empty-search", self.tr("Show all"), filters.show_all)
            words = self.tr("None of these days fits the filters and the search: {days}.")
            state.say(self.tr("No invoice matches"), words.format(days=days))
            return state
        state = self._state("quiet", "empty-orders", self.tr("Show all days"), filters.show_all_days)
        words = self.tr("RETM has told of none of these days: {days}.")
        state.say(self.tr("No invoices"), words.format(days=days))
        return state

    def _why_empty(self) -> EmptyState:
        status, house = self._desk.house.status, self._desk.house
        ask = self.tr("Ask RETM now")
        if status.link in (Link.OFFLINE, Link.SIGN_IN):
            state = self._state("offline", "offline", ask, house.refresh)
            told = sentence_of_status(status)
            state.say(self.tr("No invoices on this computer yet"), f"{told.what} {told.next}")
            return state
        state = self._state("empty", "empty-orders", ask, house.refresh)
        if status.updated_at is None or status.pulling:
            state.say(
                self.tr("The invoices are on their way"),
                self.tr("They have not been read from RETM yet and appear here by themselves."),
            )
        else:
            state.say(
                self.tr("No invoices yet"),
                self.tr("RETM tells of no invoice of this restaurant. They appear here by themselves."),
            )
        return state
