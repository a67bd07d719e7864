"""The list of the ledger, or what stands in its place and why."""

from PySide6.QtWidgets import QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.ledger.filters import LedgerFilters
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.list_states import ListStates


class LedgerStates(ListStates):
    """Shows `table`, or that it is being read, that there is no order, or that none is left by days and filters."""

    def __init__(self, desk: Desk, table: QWidget, filters: LedgerFilters) -> None:
        super().__init__(desk.theme, table, name="ledger")
        self._desk = desk
        self._filters = filters

    def _reading(self) -> EmptyState:
        state = self._state("loading", "empty-orders")
        state.say(self.tr("Reading the ledger…"), self.tr("It is on this computer and appears in a moment."))
        return state

    def _none_listed(self) -> EmptyState:
        filters, choices = self._filters, self._filters.choices
        only_missed = choices.missed.isChecked() and not (choices.branch_id or choices.unseen.isChecked())
        if only_missed and not filters.text:
            state = self._state("none_missed", "empty-orders", self.tr("Show all"), filters.show_all)
            words = self.tr("Every order of these days came when it was sent: {days}.")
            state.say(self.tr("No order was missed"), words.format(days=filters.days))
            return state
        if filters.narrow:
            state = self._state("nothing", "empty-search", self.tr("Show all"), filters.show_all)
            words = self.tr("None of these days fits the filters and the search: {days}.")
            state.say(self.tr("No order matches"), words.format(days=filters.days))
            return state
        state = self._state("quiet", "empty-orders", self.tr("Show all days"), filters.show_all_days)
        state.say(self.tr("No orders"), self.tr("None was sent on these days: {days}.").format(days=filters.days))
        return state

    def _why_empty(self) -> EmptyState:
        state = self._state("empty", "empty-orders", self.tr("Ask RETM now"), self._desk.house.refresh)
        state.say(
            self.tr("No orders on this computer yet"),
            self.tr("Each order gets a line here as soon as it comes, and keeps it."),
        )
        return state
