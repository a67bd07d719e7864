"""How orders reach this computer: the listener, its port and its public address."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.reachable import Reachable
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.sentences import sentence
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.widgets.form import mark
from retm_desktop.gui.widgets.labels import chip, label, retone

PORT = "listener.port"
"""Key of the setting: the listener's port from the next start on."""
_USUAL_PORT = 47600
_LOWEST, _HIGHEST = 1024, 65535


class Receiving(Section):
    """Says whether the listener runs, when something was last heard, and where it is reached."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            "broadcast",
            self.tr("Receiving orders"),
            self.tr("RETM tells this program about new orders at once; besides, it asks RETM every few seconds."),
            name="setup_receiving",
        )
        self._desk = desk
        self.state = chip("", name="setup_listener_state")
        self.heard = label("", "muted", name="setup_last_heard", wrap=True)
        self.add_line(self.tr("Listener"), "", self.state)
        self.add(self.heard)
        self.port = QLineEdit(str(desk.settings.get(PORT, int, _USUAL_PORT)))
        self.port.setObjectName("setup_port")
        self.port.setAccessibleName(self.tr("Port"))
        self.port.setValidator(QIntValidator(_LOWEST, _HIGHEST, self.port))
        self.port.setMaximumWidth(theme.size("rail"))
        self.port.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.port.textChanged.connect(lambda _text: mark(self.port, invalid=not self.port.hasAcceptableInput()))
        self.port.editingFinished.connect(lambda: desk.settings.set(PORT, int(self.port.text())))
        self.add_line(
            self.tr("Port"),
            self.tr("Change it only if another program uses it. Counts from the next start of the program."),
            self.port,
        )
        self.reachable = Reachable(desk, prefix="setup")
        self.add(self.reachable)
        desk.bridge.listener_changed.connect(self.refresh)
        desk.bridge.orders_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the listener's state as it is now."""
        error = self._desk.house.listener_error
        self.state.setText(self.tr("Listening") if error is None else self.tr("Not listening"))
        retone(self.state, "good" if error is None else "danger")
        words = self._news(error)
        self.heard.setText(words)
        self.heard.setVisible(bool(words))

    def _news(self, error: Exception | None) -> str:
        if isinstance(error, OperatorError):
            told = sentence(error)
            return f"{told.what} {told.safe} {told.next}"
        heard = self._desk.house.particulars.last_heard
        if heard is None:
            return ""
        if not heard:
            return self.tr("Nothing has come in since the program was started.")
        return self._heard(max(heard.values()))

    def _heard(self, at: datetime) -> str:
        minutes = max(0, round((self._desk.now() - at).total_seconds() / 60))
        return self.tr("Last heard from RETM at {time} ({age}).").format(
            time=bidi.clock(at, self._desk.zone), age=bidi.age(minutes)
        )
