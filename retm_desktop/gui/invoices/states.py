"""The list of invoices, or what stands in its place and why."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.filters import Filters
from retm_desktop.gui.sentences import sentence_of_status
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.sync.status import Link

_SLOW_MS = 250
"""Reading the store is usually over before anybody could read that it goes on."""


class InvoiceStates(QStackedWidget):
    """Shows `table`, or that it is being read, that RETM has nothing, or that nothing is left by days and filters."""

    def __init__(self, desk: Desk, table: QWidget, filters: Filters) -> None:
        super().__init__()
        self._desk = desk
        self._filters = filters
        self._table = table
        self._total, self._there_are = 0, False
        self._known = False
        self._blank = QWidget()
        # The keyboard waits here, and goes on to what comes.
        self._blank.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._made: dict[str, EmptyState] = {}
        for each in (self._blank, table):
            self.addWidget(each)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self.place)
        self.start_over()

    def start_over(self) -> None:
        """Nothing is known any more: of another restaurant, of no restaurant yet."""
        self._known = False
        self._slow.start()
        self.place()

    def tell(self, total: int, *, there_are: bool) -> None:
        """Take in how many are listed, and whether the restaurant has any invoice at all."""
        self._total, self._there_are, self._known = total, there_are, True
        self.place()

    @property
    def there_are(self) -> bool:
        """Whether the restaurant has any invoice, as far as is known."""
        return self._known and self._there_are

    def take_focus(self) -> None:
        """Give the keyboard to the list, or as soon as it is there."""
        shown = self.currentWidget()
        if shown is not None:
            shown.setFocus()

    def place(self) -> None:
        """Show what is fit to be shown now."""
        if not self._known:
            wanted = self._blank if self._slow.isActive() else self._reading()
        elif self._total:
            wanted = self._table
        elif self._there_are:
            wanted = self._none_listed()
        else:
            wanted = self._why_empty()
        if self.currentWidget() is not wanted:
            self.setCurrentWidget(wanted)

    def _state(self, name: str, drawing: str, act: str = "", do: Callable[[], None] | None = None) -> EmptyState:
        """Return the state `invoices_<name>`, made when it is first needed: drawings take their time."""
        made = self._made.get(name)
        if made is None:
            made = EmptyState(self._desk.theme, drawing, "", "", act, name=f"invoices_{name}")
            if do is not None:
                made.button.clicked.connect(do)
            self._made[name] = made
            self.addWidget(made)
        return made

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
