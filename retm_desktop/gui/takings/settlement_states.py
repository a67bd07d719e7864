"""The lines of a settlement, or what stands in their place and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_account.words import trouble_words
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.list_states import ListStates


class SettlementStates(ListStates):
    """Shows `table`, or that the day has not been read yet, or that nothing was settled on it."""

    read_requested = Signal()

    def __init__(self, desk: Desk, table: QWidget) -> None:
        super().__init__(desk.theme, table, name="settlement")
        self._desk = desk

    def _reading(self) -> EmptyState:
        state = self._state("loading", "empty-orders")
        state.say(self.tr("Looking for the settlement…"), self.tr("It is on this computer and appears in a moment."))
        return state

    def _none_listed(self) -> EmptyState:
        state = self._state("quiet", "empty-orders")
        words = self.tr("{service} settled nothing on this day: no payment, no refund.")
        state.say(self.tr("Nothing was settled"), words.format(service=PAYMENTS_SERVICE))
        return state

    def _why_empty(self) -> EmptyState:
        session = self._desk.house.payments
        trouble = session.trouble if session is not None else None
        what = self.tr("This day has not been read yet")
        act = self.tr("Read this day")
        if trouble is not None:
            state = self._state("offline", "offline", act, self.read_requested.emit)
            state.say(what, " ".join(trouble_words(trouble)))
            return state
        state = self._state("unread", "empty-orders", act, self.read_requested.emit)
        state.button.setEnabled(session is not None)
        words = self.tr("What {service} settled is asked for a day at a time, and then kept on this computer.")
        state.say(what, words.format(service=PAYMENTS_SERVICE))
        return state
