"""What is done with the account's stores: the form, and edits that are tried again, put right or given up."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from retm_desktop.domain.payments import PaymentStore
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_stores.account_stores import AccountStores
from retm_desktop.gui.payment_stores.draft import same_store
from retm_desktop.gui.payment_stores.edits import EDIT, GIVE_UP, RETRY
from retm_desktop.gui.payment_stores.form import StoreForm
from retm_desktop.gui.payment_stores.words import store_name
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.payment_stores import EditState, StoreEdit


class StoreActs(QObject):
    """Forms open over `page`; what came of them is told in `notice`, and `done` carries the id of the store."""

    done = Signal(str)

    def __init__(self, desk: Desk, known: AccountStores, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._known = known
        self._page = page
        self._tasks = ViewTasks(self, desk.background)
        self._account_id = known.connection_id
        self._waited: dict[int, tuple[StoreEdit, frozenset[str]]] = {}
        """Edits whose good end has not been told, and the stores there were before."""
        self.notice = Notice(desk.theme, name="stores_notice")

    def make_new(self) -> None:
        """Open the form for a new store."""
        self._open(StoreForm(self._desk, self._page))

    def change(self, store: PaymentStore) -> None:
        """Open the form for a store of the account."""
        self._open(StoreForm(self._desk, self._page, store))

    def tend(self, edit: StoreEdit, act: str) -> None:
        """Edit again, retry or give up an edit."""
        if act == EDIT:
            self._edit_again(edit)
        elif act in (RETRY, GIVE_UP):
            self._tasks.spawn(self._ask_and_tend(edit, act), f"tend {edit.id}")

    def follow(self) -> None:
        """Tell of edits that are gone and whose store the account has as it was wanted, and of no others."""
        known = self._known
        if known.connection_id != self._account_id:
            self._account_id = known.connection_id
            self._waited.clear()
            self.notice.hide()
        open_ids = {edit.id for edit in known.edits}
        for edit in known.edits:
            self._waited.setdefault(edit.id, (edit, self._store_ids))
        for key, (edit, before) in list(self._waited.items()):
            if key in open_ids:
                continue
            candidates = (
                store
                for store in known.stores
                if (store.id == edit.store.id if edit.store.id else store.id not in before)
            )
            store = next((store for store in candidates if same_store(store, edit.store)), None)
            if store is not None:
                del self._waited[key]
                words = (
                    self.tr("Changed at {service}: {name}") if edit.store.id else self.tr("Made at {service}: {name}")
                )
                self.notice.say(words.format(service=PAYMENTS_SERVICE, name=store_name(store)), tone="good")
                self.done.emit(store.id)

    @property
    def _store_ids(self) -> frozenset[str]:
        return frozenset(store.id for store in self._known.stores)

    def _open(self, form: StoreForm) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.saved.connect(self._saved)
        form.open()

    def _saved(self, edit: StoreEdit) -> None:
        self.notice.hide()
        if edit.store.id:
            # It took the place of an older one of the same store.
            self._waited = {key: each for key, each in self._waited.items() if each[0].store.id != edit.store.id}
        self._waited[edit.id] = (edit, self._store_ids)
        self._known.ask()

    def _edit_again(self, edit: StoreEdit) -> None:
        store = self._known.get(edit.store.id) if edit.store.id else None
        if edit.store.id and store is None:
            self.notice.say(
                self.tr("The account does not have this store any more."),
                self.tr("There is nothing left to change. Give the change up."),
                tone="warn",
            )
            return
        form = StoreForm(self._desk, self._page, store, replaced=edit)
        form.saved.connect(lambda _edit: self._waited.pop(edit.id, None))
        self._open(form)

    async def _ask_and_tend(self, edit: StoreEdit, act: str) -> None:
        if act == GIVE_UP and edit.state is EditState.UNKNOWN:
            sure = await self._desk.prompter.confirm(
                self._page,
                self.tr("Stop looking for it?"),
                self.tr("{service} may have done it all the same: then the list shows it by itself.").format(
                    service=PAYMENTS_SERVICE
                ),
                yes=self.tr("Give up"),
                no=self.tr("Keep looking"),
                dangerous=True,
            )
            if not sure:
                return
        session = self._known.session
        if session is None or session.connection.id != self._account_id:
            return
        if act == RETRY:
            await session.account.retry(edit)
        else:
            self._waited.pop(edit.id, None)
            await session.account.give_up(edit)
