"""What the window says above every tab: a failure, a wanted secret, the listener, undelivered and missed orders."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from retm_desktop.domain.errors import OperatorError, PortTaken, SignInExpired, WrongCredentials
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.sentences import sentence_of_code, wants_new_secret
from retm_desktop.gui.store_notice import StoreNotice
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.status import Status

if TYPE_CHECKING:
    from retm_desktop.gui.connection.alert_notice import AlertNotice
    from retm_desktop.gui.ledger.missed_notice import MissedNotice


class WindowNotices(QVBoxLayout):
    """The strips between header and tab; a layout, since it takes no room while all of them are hidden."""

    connect_requested = Signal()
    secret_requested = Signal()
    setup_requested = Signal()
    connection_requested = Signal()
    missed_requested = Signal()
    repair_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._told: OperatorError | None = None
        self._wanted_secret = False
        self.alert: AlertNotice | None = None
        self.missed: MissedNotice | None = None
        space = desk.theme.space
        self.setContentsMargins(space("xl"), space("s"), space("xl"), 0)
        self.notice = Notice(desk.theme, name="window_notice")
        self.listener = Notice(desk.theme, name="listener_notice")
        self.store = StoreNotice(desk)
        for one in (self.store, self.notice, self.listener):
            self.addWidget(one)
        self.notice.acted.connect(self._act)
        self.listener.acted.connect(self.setup_requested)
        self.store.repair_requested.connect(self.repair_requested)
        bridge = desk.bridge
        bridge.error_told.connect(self._tell)
        bridge.status_changed.connect(self._follow)
        bridge.listener_changed.connect(self._tell_listener)

    def complete(self) -> None:
        """Tell of undelivered and missed orders too; neither is known before the network has started."""
        from retm_desktop.gui.connection.alert_notice import AlertNotice  # noqa: PLC0415
        from retm_desktop.gui.ledger.missed_notice import MissedNotice  # noqa: PLC0415

        self.alert, self.missed = AlertNotice(self._desk), MissedNotice(self._desk)
        for one in (self.alert, self.missed):
            self.insertWidget(self.count() - 1, one)
        self.alert.acted.connect(self.connection_requested)
        self.missed.acted.connect(self.missed_requested)
        self._desk.bridge.alert_told.connect(self.alert.add)
        self.missed.refresh()

    def refresh(self) -> None:
        """Tell what stands now; call it once the layout is in its window, and for another restaurant."""
        self._tell_listener()
        self._follow(self._desk.house.status)
        if self.missed is not None:
            self.missed.refresh()

    def _tell(self, error: OperatorError) -> None:
        act = ""
        if isinstance(error, WrongCredentials):
            self._want_secret()
            return
        if isinstance(error, SignInExpired):
            act = self.tr("Connect again")
        elif type(error) is OperatorError:
            act = self.tr("Copy report")
        self._told = error
        self.notice.tell(error, act=act)

    def _follow(self, status: Status) -> None:
        active = self._desk.house.active
        # A practice restaurant hands out its secret itself: one practises again.
        wanted = wants_new_secret(status) and active is not None and active.environment != "sandbox"
        if wanted and not self._wanted_secret:
            self._want_secret()
        elif self._wanted_secret and not wanted and isinstance(self._told, WrongCredentials):
            self.notice.hide()
        self._wanted_secret = wanted

    def _want_secret(self) -> None:
        self._told = WrongCredentials()
        told = sentence_of_code("new_secret")
        self.notice.say(told.what, f"{told.safe} {told.next}", tone="danger", act=self.tr("Enter the new secret"))

    def _act(self) -> None:
        match self._told:
            case WrongCredentials():
                self.secret_requested.emit()
            case SignInExpired():
                self.connect_requested.emit()
            case _:
                QGuiApplication.clipboard().setText(self._desk.house.report())

    def _tell_listener(self) -> None:
        error = self._desk.house.listener_error
        if isinstance(error, PortTaken):
            self.listener.tell(error, act=self.tr("Setup"))
        elif self._desk.house.vault_state not in (None, VaultState.OK):
            self.listener.say(
                self.tr("Sign-ins are kept in memory only."),
                self.tr("The system's password store does not work, so you will sign in again after a restart."),
                tone="warn",
            )
        else:
            self.listener.hide()
