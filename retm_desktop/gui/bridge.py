"""The one place where events of the core become Qt signals."""

from PySide6.QtCore import QObject, QTimer, Signal

from retm_desktop.store.changes import Changes, Topic
from retm_desktop.sync.status import Status

_QUIET_MS = 60
"""Changes within this time are told together: a burst of webhooks repaints a view once."""


class Bridge(QObject):
    """Signals a view may listen to; all arrive on the window's thread."""

    orders_changed = Signal()
    outbox_changed = Signal()
    catalogue_changed = Signal()
    connections_changed = Signal()
    installs_changed = Signal()
    settings_changed = Signal()
    invoices_changed = Signal()
    rewards_changed = Signal()
    events_changed = Signal()
    customers_changed = Signal()
    payments_changed = Signal()
    takings_changed = Signal()
    ledger_changed = Signal()
    status_changed = Signal(object)
    """Carries a `Status`."""
    active_changed = Signal()
    """Another restaurant is shown, or none."""
    error_told = Signal(object)
    """Carries an `OperatorError` that no view has shown."""
    store_told = Signal(object)
    """Carries what stands in the way of writing the store, DiskFull or Damage, None when nothing does any more."""
    listener_changed = Signal()
    alert_told = Signal(object)
    """Carries an `Alert`: something the operator has to look into although no call of ours failed."""
    inspection_changed = Signal()
    """What the connection page tells of tokens and endpoints is another thing now."""

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: set[Topic] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._tell)
        self._unsubscribe = changes.subscribe(self._changed)

    def close(self) -> None:
        """Stop listening to the store."""
        self._unsubscribe()
        self._timer.stop()

    def status(self, status: Status) -> None:
        """Tell the connection's new status."""
        self.status_changed.emit(status)

    def _changed(self, topics: frozenset[Topic]) -> None:
        self._waiting |= topics
        if not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        topics, self._waiting = self._waiting, set()
        for topic, signal in (
            (Topic.CONNECTIONS, self.connections_changed),
            (Topic.INSTALLS, self.installs_changed),
            (Topic.CATALOGUE, self.catalogue_changed),
            (Topic.ORDERS, self.orders_changed),
            (Topic.OUTBOX, self.outbox_changed),
            (Topic.SETTINGS, self.settings_changed),
            (Topic.INVOICES, self.invoices_changed),
            (Topic.REWARDS, self.rewards_changed),
            (Topic.EVENTS, self.events_changed),
            (Topic.CUSTOMERS, self.customers_changed),
            (Topic.PAYMENTS, self.payments_changed),
            (Topic.TAKINGS, self.takings_changed),
            (Topic.LEDGER, self.ledger_changed),
        ):
            if topic in topics:
                signal.emit()
