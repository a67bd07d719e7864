"""A list, or what stands in its place and why."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.empty_state import EmptyState

_SLOW_MS = 250
"""Reading the store is usually over before anybody could read that it goes on."""


class ListStates(QStackedWidget):
    """Shows `table`, or that it is being read, that there is nothing, or that nothing is left of what there is.

    A subclass has the words; its states are called `<name>_<state>`.
    """

    def __init__(self, theme: Theme, table: QWidget, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
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
        """Take in how many are listed, and whether there is anything at all that could be."""
        self._total, self._there_are, self._known = total, there_are, True
        self.place()

    @property
    def there_are(self) -> bool:
        """Whether there is anything at all, as far as is known."""
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
        """Return the state of this name, made when it is first needed: drawings take their time."""
        made = self._made.get(name)
        if made is None:
            made = EmptyState(self._theme, drawing, "", "", act, name=f"{self._name}_{name}")
            if do is not None:
                made.button.clicked.connect(do)
            self._made[name] = made
            self.addWidget(made)
        return made

    def _reading(self) -> EmptyState:
        """Return what stands there while the store is being read."""
        raise NotImplementedError

    def _none_listed(self) -> EmptyState:
        """Return what stands there where there is something, but none of it is listed."""
        raise NotImplementedError

    def _why_empty(self) -> EmptyState:
        """Return what stands there where there is nothing at all."""
        raise NotImplementedError
