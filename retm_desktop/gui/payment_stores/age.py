"""How old the list of stores is, and a button that asks the service for it again."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payment_stores.account_stores import AccountStores
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.labels import label

_LONGEST_ASKING_MS = 20_000
"""After this time the button may be pressed again, whatever became of the question."""


class StoresAge(QWidget):
    """Names: `stores_as_of` and `stores_refresh`."""

    def __init__(self, desk: Desk, known: AccountStores) -> None:
        super().__init__()
        self._desk = desk
        self._known = known
        self._asked: tuple[datetime | None, OperatorError | None] | None = None
        """What was known when the service was asked, None while nobody waits for it."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.space("xs"))
        self._label = label("", "caption", name="stores_as_of")
        row.addWidget(self._label)
        words = self.tr("Ask {service} now").format(service=PAYMENTS_SERVICE)
        self._button = icon_button(icon("arrow-clockwise", desk.theme.color("muted")), words, name="stores_refresh")
        self._button.clicked.connect(self.ask)
        self._button.ensurePolished()
        self._button.setMinimumWidth(self._button.sizeHint().width())
        row.addWidget(self._button)
        self._bound = QTimer(self, singleShot=True, interval=_LONGEST_ASKING_MS)
        self._bound.timeout.connect(self._give_up)
        known.changed.connect(self.refresh)
        self.refresh()

    def ask(self) -> None:
        """Ask for the stores again; says so until an answer came, or for 20 s at most."""
        session = self._known.session
        if session is not None:
            self._asked = (session.read_at, session.trouble)
            self._bound.start()
            session.refresh()
        self.refresh()

    def refresh(self) -> None:
        """Show how old the list is now."""
        session = self._known.session
        now = (session.read_at, session.trouble) if session else (None, None)
        if self._asked is not None and (now[0] != self._asked[0] or now[1] is not self._asked[1]):
            self._asked = None
            self._bound.stop()
        self._button.setEnabled(session is not None and self._asked is None)
        account = self._known.account
        at = now[0] or (account.fetched_at if account else None)
        if self._asked is not None:
            self._label.setText(self.tr("Asking {service}…").format(service=PAYMENTS_SERVICE))
        elif at is None:
            self._label.setText(self.tr("Not read from {service} yet").format(service=PAYMENTS_SERVICE))
        else:
            zone = self._desk.zone
            today = at.astimezone(zone).date() == self._desk.now().astimezone(zone).date()
            time = bidi.clock(at, zone) if today else bidi.day_and_clock(at, zone)
            self._label.setText(self.tr("Stores as of {time}").format(time=time))

    def _give_up(self) -> None:
        self._asked = None
        self.refresh()
