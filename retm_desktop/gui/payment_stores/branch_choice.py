"""Which store takes the payments of one branch, with the choice; a part of the branch's detail."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from retm_desktop.domain.business import Branch
from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_stores.account_stores import AccountStores
from retm_desktop.gui.payment_stores.words import store_name
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.labels import label

_FEWEST_LETTERS = 12
"""A long name must not make the detail wider."""


class BranchChoice(QFrame):
    """Hidden while no account is connected; what is chosen is written at once, and choosing again takes it back.

    Object names: `branch_payments`, `branch_store`, `branch_store_hint`, `branch_store_said`.
    """

    def __init__(self, desk: Desk, known: AccountStores) -> None:
        super().__init__()
        self._desk = desk
        self._known = known
        self._tasks = ViewTasks(self, desk.background)
        self._branch = Branch()
        self._ids: list[str] = []
        self.setObjectName("branch_payments")
        self.setProperty("role", "sunken")
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space("m"), theme.space("s")) * 2)
        row.setSpacing(theme.space("m"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self.tr("Payments"), "strong"))
        self._hint = label("", "caption", name="branch_store_hint", wrap=True)
        words.addWidget(self._hint)
        self._said = label("", "caption", name="branch_store_said", tone="good", wrap=True)
        self._said.hide()
        words.addWidget(self._said)
        row.addLayout(words, 5)
        self._choice = Combo(theme, self.tr("Store for payments"), name="branch_store")
        self._choice.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMinimumContentsLength(_FEWEST_LETTERS)
        self._choice.activated.connect(self._chosen)
        row.addWidget(self._choice, 4)
        known.changed.connect(self.refresh)
        self.refresh()

    def show_branch(self, branch: Branch) -> None:
        """Show the store of a branch."""
        if branch.id != self._branch.id:
            self._said.hide()
        self._branch = branch
        self.refresh()

    def refresh(self) -> None:
        """Show the stores there are and the one that is written down."""
        known = self._known
        self.setVisible(known.is_connected and bool(self._branch.id))
        names = [(store.id, store_name(store)) for store in known.stores]
        offered = [("", self.tr("No store")), *names]
        if self._ids != [key for key, _ in offered] or [
            self._choice.itemText(n) for n in range(self._choice.count())
        ] != [words for _, words in offered]:
            self._ids = [key for key, _ in offered]
            self._choice.clear()
            self._choice.addItems([words for _, words in offered])
        store = known.store_of(self._branch.id)
        self._choice.setCurrentIndex(self._ids.index(store.id if store else ""))
        self._choice.setEnabled(bool(names))
        self._hint.setText(
            self.tr("Payments of this branch's orders go to this store.")
            if names
            else self.tr("The payment account has no store on this computer yet.")
        )

    def _chosen(self, place: int) -> None:
        self._tasks.spawn(self._link(self._branch, self._ids[place]), "link")

    async def _link(self, branch: Branch, store_id: str) -> None:
        try:
            written = await self._known.link(branch.id, store_id)
        except OperatorError:
            # What was not written down must not look chosen.
            self.refresh()
            raise
        store = self._known.get(store_id)
        if not written or branch.id != self._branch.id:
            return
        self._said.setText(
            self.tr("From now on they go to {store}.").format(store=store_name(store))
            if store
            else self.tr("From now on they go to no store.")
        )
        self._said.show()
