"""The branches tab: every branch with its open orders, one of them in full, and the stores of a payment account."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QWidget

from retm_desktop.domain.business import Branch, Device
from retm_desktop.domain.text import fold
from retm_desktop.gui import bidi
from retm_desktop.gui.branches.branch_list import BranchList
from retm_desktop.gui.branches.detail import BranchDetail
from retm_desktop.gui.branches.model import search_line
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.model import DeviceGroups
from retm_desktop.gui.payment_stores.account_stores import AccountStores
from retm_desktop.gui.payment_stores.view import StoresView
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.catalogue_page import CataloguePage, CatalogueWords
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.slices import in_slices
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.orders import OrderQuery

_BRANCH, _VIEW = "branches.branch", "branches.view"
_BRANCHES, _STORES = "branches", "stores"


class BranchesPage(CataloguePage):
    """Shows the branches as they are stored; `orders_requested` carries the id of the branch to show orders of.

    While a payment account is connected there is a second view, its stores.
    """

    orders_requested = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Kind.BRANCH, name="branches")
        self._branches: list[Branch] = []
        self._lines: list[str] = []
        self._devices = DeviceGroups(desk)
        self._account = AccountStores(desk, self)
        self._account_stale = False
        self._stores: StoresView | None = None
        self._branch_id = desk.settings.get(_BRANCH, str, "")
        theme = desk.theme
        filled = QWidget()
        self._beside = QHBoxLayout(filled)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(theme.space("l"))
        self._list = BranchList(desk, name="branches_list")
        self._list.setMaximumWidth(theme.size("detail"))
        self._list.setMinimumWidth(theme.size("board_column"))
        self._list.chosen.connect(self._choose)
        self._list.scrolled.connect(self._count_stages)
        self._beside.addWidget(self._list, 3)
        self._begin(self._list, filled)
        self._views = self._make_views()
        column = self.layout()
        if isinstance(column, QBoxLayout):
            column.insertWidget(1, self._views)
        self._account.changed.connect(self._show_account)
        desk.bridge.payments_changed.connect(self._read_account)
        desk.bridge.connections_changed.connect(self._read_account)
        desk.bridge.active_changed.connect(self._account.ask)
        self._show_account()
        self._account.ask()

    def focus_search(self) -> None:
        """Put the cursor into the search field of what is on screen, its text selected."""
        if self._stores is not None and not self._stores.isHidden():
            self._stores.focus_search()
        else:
            super().focus_search()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._account_stale:
            self._read_account()

    def _finish(self) -> None:
        self._detail = BranchDetail(self._desk, self._account)
        self._detail.orders_requested.connect(self.orders_requested)
        self._beside.addWidget(self._detail, 4)

    def _make_views(self) -> QWidget:
        """Return the choice between branches and stores; it is shown only with an account."""
        views = QWidget()
        row = QHBoxLayout(views)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._desk.theme.space("xs"))
        self._choices = QButtonGroup(self)
        for name, words in ((_BRANCHES, self.tr("Branches")), (_STORES, self.tr("Payment stores"))):
            made = button(words, "segment", name=f"branches_view_{name}")
            made.clicked.connect(lambda _on=False, name=name: self._choose_view(name))
            self._choices.addButton(made)
            row.addWidget(made)
        row.addStretch(1)
        views.hide()
        return views

    def _choose_view(self, name: str) -> None:
        self._desk.settings.set(_VIEW, name)
        self._show_account()
        self._items.setFocus()

    def _read_account(self) -> None:
        self._account_stale = not self.isVisible()
        if not self._account_stale:
            self._account.ask()

    def _show_account(self) -> None:
        """Show what there is of the account, and the view that was chosen last."""
        account = self._account
        self._list.show_stores(account.links if account.is_connected else None)
        self._views.setVisible(account.is_connected)
        shown = self._desk.settings.get(_VIEW, str, _BRANCHES) if account.is_connected else _BRANCHES
        for each in self._choices.buttons():
            each.setChecked(each.objectName() == f"branches_view_{shown}")
        stores = shown == _STORES
        if stores and self._stores is None:
            self._stores = self._make_stores()
        for ours in (self._count, self._freshness, self._search, self._stack):
            ours.setVisible(not stores)
        self._items = self._list
        if self._stores is not None:
            for theirs in (self._stores.count, self._stores.new, self._stores.tools, self._stores):
                theirs.setVisible(stores)
            if stores:
                self._items = self._stores.table

    def _make_stores(self) -> StoresView:
        made = StoresView(self._desk, self._account)
        made.show_branches(self._branches, self._lines)
        self._head.insertWidget(self._head.indexOf(self._count), made.count)
        self._head.addWidget(made.new)
        row = self._views.layout()
        if isinstance(row, QBoxLayout):
            row.addWidget(made.tools, 8)
        self._row.addWidget(made, 1)
        return made

    def _words(self) -> CatalogueWords:
        return CatalogueWords(
            title=self.tr("Branches"),
            count=self.tr("{n} branches"),
            as_of=self.tr("Branches as of {time}"),
            search=self.tr("Search branches"),
            show_all=self.tr("Clear the search"),
            reading=(self.tr("Reading the branches…"), self.tr("They are on this computer and appear in a moment.")),
            none=(self.tr("No branches"), self.tr("RETM tells of no branch of this restaurant.")),
            on_the_way=(
                self.tr("The branches are on their way"),
                self.tr("They have not been read from RETM yet and appear here by themselves."),
            ),
            missing=self.tr("No branches on this computer yet"),
        )

    def _start_anew(self) -> None:
        self._list.forget_counts()
        super()._start_anew()

    async def _read_catalogue(self, at: int) -> None:
        catalogue = self._desk.catalogue
        branches = await catalogue.all(at, Kind.BRANCH, Branch)
        devices = await catalogue.all(at, Kind.DEVICE, Device)
        lines = await in_slices(search_line, branches)
        open_orders = await self._desk.orders.open_by_branch(at)
        groups = DeviceGroups(self._desk)
        # Devices are not searched here.
        await groups.fill(branches, devices, [""] * len(devices))
        self._devices = groups
        self._branches, self._lines = branches, lines
        self._list.show_open(open_orders)
        if self._stores is not None:
            self._stores.show_branches(branches, lines)

    async def _read_and_show(self) -> None:
        await super()._read_and_show()
        self._read_orders_if_visible()

    def _read_orders(self) -> None:
        self._tasks.spawn(self._read_counts(), "counts")

    async def _read_counts(self) -> None:
        at, orders = self._desk.connection_id, self._desk.orders
        self._list.show_open(await orders.open_by_branch(at))
        self._show_orders()
        self._detail.show_seen(await orders.last_seen_devices(at))
        await self._read_stages(again=True)

    def _count_stages(self) -> None:
        if self.isVisible() and self._known:
            self._tasks.spawn(self._read_stages(again=False), "stages")

    async def _read_stages(self, *, again: bool) -> None:
        """Count by stage what is on screen, the chosen branch first; `again` also what was counted before."""
        current = self._list.current
        wanted = [current] if current is not None else []
        wanted += [branch for branch in self._list.on_screen if branch != current]
        at = self._desk.connection_id
        for branch in wanted:
            if branch.id and self._list.open_orders(branch) and (again or self._list.stages(branch) is None):
                counts = await self._desk.orders.counts(OrderQuery(connection_id=at, branch_id=branch.id))
                self._list.show_stages(branch.id, counts)
                if branch is current:
                    self._show_orders()

    def _search_for(self, text: str) -> None:
        super()._search_for(text)
        self._count_stages()

    def _choose(self, branch: Branch) -> None:
        self._branch_id = branch.id
        self._desk.settings.set(_BRANCH, branch.id)
        self._show_chosen()
        self._read_orders_if_visible()

    def _show_found(self) -> None:
        words = fold(self._text).split()
        found = [
            branch
            for branch, line in zip(self._branches, self._lines, strict=True)
            if all(word in line for word in words)
        ]
        self._list.show_branches(found, self._branch_id)
        self._show_chosen()
        self._show_state()

    def _show_chosen(self) -> None:
        branch = self._list.current
        if branch is None:
            return
        self._detail.show_branch(branch)
        self._detail.show_devices(self._devices.rows(branch.id, headings=False) if branch.id else [])
        self._show_orders()

    def _show_orders(self) -> None:
        branch = self._list.current
        if branch is not None:
            self._detail.show_orders(self._list.open_orders(branch), self._list.stages(branch))

    def _amounts(self) -> tuple[int, int]:
        return len(self._branches), len(self._list.branches)

    def _nothing_found(self) -> EmptyState:
        self._nothing.words.setText(self.tr("No branch holds “{text}”.").format(text=bidi.auto(self._text)))
        return self._nothing
