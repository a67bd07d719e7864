"""How old what is shown is, and a button that asks for it again."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.labels import label

_TICK_MS = 15_000
_ASKING_TICK_MS = 500
_ASKING_TICKS = 40
"""After so many looks the button may be pressed again, whatever became of the question."""


class AsOf(QWidget):
    """A subclass asks, knows when the line is down, and has the words; `changed` is told when the time is another one.

    Object names are `<name>_as_of` and `<name>_refresh`.
    """

    changed = Signal()

    def __init__(self, desk: Desk, said: str, ask: str, *, name: str) -> None:
        """`said` has a `{time}`; `ask` is what the button does."""
        super().__init__()
        self._desk = desk
        self._said = said
        self._tasks = ViewTasks(self, desk.background)
        self._left = 0
        self.at: datetime | None = None
        """When what is shown was last read; None: never, as far as is known."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.space("xs"))
        self._label = label("", "caption", name=f"{name}_as_of")
        row.addWidget(self._label)
        glyph = icon("arrow-clockwise", desk.theme.color("muted"))
        self._button = icon_button(glyph, ask, name=f"{name}_refresh")
        self._button.clicked.connect(self.ask)
        # A longer text is laid out a moment before the strip around it has grown: the button must not pay for it.
        self._button.ensurePolished()
        self._button.setMinimumWidth(self._button.sizeHint().width())
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def ask(self) -> None:
        """Ask for everything again; says so until the answer came or the line is down."""
        self._ask()
        self.wait()

    def wait(self) -> None:
        """Say that somebody has just asked, until the answer came or the line is down."""
        self._left = _ASKING_TICKS
        self._timer.start(_ASKING_TICK_MS)
        self._show()

    def show_time(self, at: datetime | None) -> None:
        """Show a time; another one than before ends the asking."""
        before, self.at = self.at, at
        if at != before:
            self._left = 0
        self._show()
        if at != before:
            self.changed.emit()

    def read(self) -> None:
        """Look the time up again."""
        raise NotImplementedError

    def _ask(self) -> None:
        raise NotImplementedError

    def _is_down(self) -> bool:
        """Tell whether nobody can answer."""
        raise NotImplementedError

    def _zone(self) -> ZoneInfo:
        """Whose time is told."""
        raise NotImplementedError

    def _asking_words(self) -> str:
        raise NotImplementedError

    def _never_words(self) -> str:
        raise NotImplementedError

    def _tick(self) -> None:
        self._left = max(0, self._left - 1)
        if self._is_down():
            self._left = 0
        if not self._left:
            self._timer.setInterval(_TICK_MS)
        self._show()
        if self.isVisible():
            self.read()

    def _show(self) -> None:
        asking = bool(self._left)
        self._button.setEnabled(not asking)
        if asking:
            self._label.setText(self._asking_words())
        elif self.at is None:
            self._label.setText(self._never_words())
        else:
            zone = self._zone()
            today = self.at.astimezone(zone).date() == self._desk.now().astimezone(zone).date()
            time = bidi.clock(self.at, zone) if today else bidi.day_and_clock(self.at, zone)
            self._label.setText(self._said.format(time=time))
