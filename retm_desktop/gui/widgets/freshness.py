"""How old a list from RETM is, and a button that asks for it again."""

from datetime import datetime

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.bridge import Bridge
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.changes import Topic
from retm_desktop.sync.status import Link

_TICK_MS = 15_000
_ASKING_TICK_MS = 500
_ASKING_TICKS = 40
"""After so many looks the button may be pressed again, whatever became of the question."""


def changed_signal(bridge: Bridge, kind: Kind) -> SignalInstance:
    """Return the signal that tells of changes of a kind: customers, who are many, have one of their own."""
    return bridge.customers_changed if kind.topic is Topic.CUSTOMERS else bridge.catalogue_changed


class Freshness(QWidget):
    """Shows when a kind of the catalogue was last read whole; `changed` is told whenever that time is another one.

    A list that comes back unchanged changes nothing in the store but this time, so it is looked up now and then.
    """

    changed = Signal()

    def __init__(self, desk: Desk, kind: Kind, words: str, *, name: str) -> None:
        """`words` has a `{time}`; object names are `<name>_as_of` and `<name>_refresh`."""
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._said = words
        self._tasks = ViewTasks(self, desk.background)
        self._left = 0
        self.at: datetime | None = None
        """When RETM last sent the whole list; None: never, as far as is known."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.space("xs"))
        self._label = label("", "caption", name=f"{name}_as_of")
        row.addWidget(self._label)
        self._button = icon_button(
            icon("arrow-clockwise", desk.theme.color("muted")), self.tr("Ask RETM now"), name=f"{name}_refresh"
        )
        self._button.clicked.connect(self.ask)
        # A longer text is laid out a moment before the strip around it has grown: the button must not pay for it.
        self._button.ensurePolished()
        self._button.setMinimumWidth(self._button.sizeHint().width())
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        changed_signal(desk.bridge, kind).connect(self.read)
        desk.bridge.active_changed.connect(self.read)

    def read(self) -> None:
        """Look the time up again."""
        self._tasks.spawn(self._read(), "read")

    def ask(self) -> None:
        """Ask RETM for everything again; says so until the list came or the line is down."""
        self._desk.house.refresh()
        self.wait()

    def wait(self) -> None:
        """Say that RETM is being asked until the list came, which somebody has just caused, or the line is down."""
        self._left = _ASKING_TICKS
        self._timer.start(_ASKING_TICK_MS)
        self._show()

    def show_time(self, at: datetime | None) -> None:
        """Show a time that is known from elsewhere."""
        before, self.at = self.at, at
        if at != before:
            self._left = 0
        self._show()
        if at != before:
            self.changed.emit()

    async def _read(self) -> None:
        self.show_time(await self._desk.catalogue.refreshed_at(self._desk.connection_id, self._kind))

    def _tick(self) -> None:
        self._left = max(0, self._left - 1)
        if self._desk.house.status.link in (Link.OFFLINE, Link.SIGN_IN):
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
            self._label.setText(self.tr("Asking RETM…"))
        elif self.at is None:
            self._label.setText(self.tr("Not read from RETM yet"))
        else:
            zone = self._desk.zone
            today = self.at.astimezone(zone).date() == self._desk.now().astimezone(zone).date()
            time = bidi.clock(self.at, zone) if today else bidi.day_and_clock(self.at, zone)
            self._label.setText(self._said.format(time=time))
