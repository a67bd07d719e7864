"""What this computer knows of the connected payment account's stores, read again whenever it changes."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from retm_desktop.domain.payments import PaymentStore
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.store.payment_stores import PaymentAccount, StoreEdit
from retm_desktop.sync.payments.session import PaymentSession


class AccountStores(QObject):
    """The stores, the edits that have no good end yet, and the store of each branch of the restaurant on screen.

    `changed` is told after every reading; without a connected account there is nothing in here. Call `ask` to read.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.connection_id = 0
        """The account the rest is of, 0 for none."""
        self.stores: tuple[PaymentStore, ...] = ()
        """In the account's order."""
        self.edits: tuple[StoreEdit, ...] = ()
        """Oldest first."""
        self.account: PaymentAccount | None = None
        self.links: Mapping[str, str] = {}
        """The id of the store by a branch's id in lower case."""
        self._rereading = Rereading(ViewTasks(self, desk.background), "stores", self._read)

    @property
    def session(self) -> PaymentSession | None:
        """The account at work, None while none is connected."""
        return self._desk.house.payments

    @property
    def is_connected(self) -> bool:
        """Whether there was an account at the last reading."""
        return bool(self.connection_id)

    def ask(self) -> None:
        """Read soon."""
        self._rereading.ask()

    def get(self, store_id: str) -> PaymentStore | None:
        """Return a store by its id."""
        return next((store for store in self.stores if store.id == store_id), None)

    def store_of(self, branch_id: str) -> PaymentStore | None:
        """Return the store that takes the payments of a branch."""
        return self.get(self.links.get(branch_id.lower(), ""))

    async def link(self, branch_id: str, store_id: str) -> bool:
        """Write down which store takes the payments of a branch (empty: none); False where the account is gone."""
        session = self.session
        if session is None or session.connection.id != self.connection_id:
            return False
        await self._desk.payment_stores.link(self.connection_id, self._desk.connection_id, branch_id, store_id)
        self.ask()
        return True

    async def _read(self) -> None:
        session, restaurant, kept = self.session, self._desk.connection_id, self._desk.payment_stores
        at = session.connection.id if session else 0
        stores = await kept.all(at) if at else []
        edits = await kept.edits(at) if at else []
        account = await kept.account(at) if at else None
        links = await kept.links(at, restaurant) if at else {}
        if session is not self.session or restaurant != self._desk.connection_id:
            self.ask()
            return
        self.connection_id, self.account = at, account
        self.stores, self.edits, self.links = tuple(stores), tuple(edits), links
        self.changed.emit()
