"""The branches tab: every branch with its open orders, and one of them in full."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.domain.business import Branch, Device
from retm_desktop.domain.text import fold
from retm_desktop.gui import bidi
from retm_desktop.gui.branches.branch_list import BranchList
from retm_desktop.gui.branches.detail import BranchDetail
from retm_desktop.gui.branches.model import search_line
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.model import DeviceGroups
from retm_desktop.gui.sentences import sentence_of_code
from retm_desktop.gui.slices import in_slices
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.freshness import Freshness
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.orders import OrderQuery
from retm_desktop.sync.status import Link

_BRANCH = "branches.branch"
_SLOW_MS = 250
_ORDERS_PAUSE_MS = 1000
"""A busy kitchen changes orders many times a second; they are counted once in this time."""


class BranchesPage(QWidget):
    """Shows the branches as they are stored; `orders_requested` carries the id of the branch to show orders of."""

    orders_requested = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._branches: list[Branch] = []
        self._lines: list[str] = []
        self._devices = DeviceGroups(desk)
        self._branch_id = desk.settings.get(_BRANCH, str, "")
        self._text = ""
        self._known = False
        self.setObjectName("branches_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("xl"), theme.space("l"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("l"))
        column.addLayout(self._head())
        column.addWidget(self._body(), 1)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._show_state)
        self._slow.start()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_ORDERS_PAUSE_MS)
        self._pause.timeout.connect(self._count_if_visible)
        desk.bridge.catalogue_changed.connect(self._read)
        desk.bridge.active_changed.connect(self._start_anew)
        desk.bridge.status_changed.connect(self._show_state)
        desk.bridge.orders_changed.connect(self._orders_changed)
        self._show_state()
        # After the first painting: reading thousands of rows on the store's thread would hold it up.
        QTimer.singleShot(0, self, self._read)

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.setFocus()
        self._count_if_visible()

    def _head(self) -> QHBoxLayout:
        desk, theme = self._desk, self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(label(self.tr("Branches"), "display", name="branches_title"))
        self._count = label("", "muted", name="branches_count")
        row.addWidget(self._count)
        row.addStretch(1)
        self._freshness = Freshness(desk, Kind.BRANCH, self.tr("Branches as of {time}"), name="branches")
        self._freshness.changed.connect(self._show_state)
        row.addWidget(self._freshness)
        self._search = SearchBox(theme, self.tr("Search branches"), name="branches_search")
        self._search.setMaximumWidth(theme.size("board_column"))
        self._search.setMinimumWidth(theme.size("rail"))
        self._search.searched.connect(self._search_for)
        row.addWidget(self._search, 8)
        return row

    def _body(self) -> QWidget:
        desk, theme = self._desk, self._desk.theme
        self._stack = QStackedWidget()
        self._filled = QWidget()
        row = QHBoxLayout(self._filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("l"))
        self._list = BranchList(desk, name="branches_list")
        self._list.setMaximumWidth(theme.size("detail"))
        self._list.setMinimumWidth(theme.size("board_column"))
        self._list.chosen.connect(self._choose)
        self._list.scrolled.connect(self._count_stages)
        self._search.returnPressed.connect(self._list.setFocus)
        row.addWidget(self._list, 3)
        self._detail = BranchDetail(desk)
        self._detail.orders_requested.connect(self.orders_requested)
        row.addWidget(self._detail, 4)
        self._stack.addWidget(self._filled)
        self._blank = QWidget()
        self._stack.addWidget(self._blank)
        self._loading = EmptyState(
            theme,
            "menu",
            self.tr("Reading the branches…"),
            self.tr("They are on this computer and appear in a moment."),
            name="branches_loading",
        )
        self._stack.addWidget(self._loading)
        self._nothing = EmptyState(
            theme, "empty-search", self.tr("Nothing found"), "", self.tr("Clear the search"), name="branches_nothing"
        )
        self._nothing.button.clicked.connect(self._search.clear)
        self._stack.addWidget(self._nothing)
        self._empty = EmptyState(theme, "welcome", "", "", self.tr("Ask RETM now"), name="branches_empty")
        self._empty.button.clicked.connect(self._freshness.ask)
        self._stack.addWidget(self._empty)
        self._offline = EmptyState(theme, "offline", "", "", self.tr("Ask RETM now"), name="branches_offline")
        self._offline.button.clicked.connect(self._freshness.ask)
        self._stack.addWidget(self._offline)
        return self._stack

    def _start_anew(self) -> None:
        self._known = False
        self._list.forget_counts()
        self._read()

    def _read(self) -> None:
        self._tasks.spawn(self._read_branches(), "branches")

    async def _read_branches(self) -> None:
        at, catalogue = self._desk.connection_id, self._desk.catalogue
        branches = await catalogue.all(at, Kind.BRANCH, Branch)
        devices = await catalogue.all(at, Kind.DEVICE, Device)
        refreshed = await catalogue.refreshed_at(at, Kind.BRANCH)
        lines = await in_slices(search_line, branches)
        # Devices are not searched here.
        self._devices = DeviceGroups(self._desk, branches, devices, [""] * len(devices))
        self._branches, self._lines = branches, lines
        self._list.show_open(await self._desk.orders.open_by_branch(at))
        first, self._known = not self._known, True
        self._freshness.show_time(refreshed)
        self._show_branches()
        self._count_if_visible()
        if first and self.isVisible() and not self._search.hasFocus():
            self._list.setFocus()

    def _orders_changed(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _count_if_visible(self) -> None:
        if self.isVisible() and self._known:
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
        self._text = text
        self._show_branches()
        self._count_stages()

    def _choose(self, branch: Branch) -> None:
        self._branch_id = branch.id
        self._desk.settings.set(_BRANCH, branch.id)
        self._show_chosen()
        self._count_if_visible()

    def _show_branches(self) -> None:
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

    def _show_state(self) -> None:
        shown = len(self._list.branches)
        self._search.setEnabled(bool(self._branches))
        self._count.setText(self.tr("{n} branches").format(n=bidi.ltr(str(shown))) if self._branches else "")
        if not self._known:
            self._stack.setCurrentWidget(self._blank if self._slow.isActive() else self._loading)
        elif shown:
            self._stack.setCurrentWidget(self._filled)
        elif self._branches:
            said = self.tr("No branch holds “{text}”.").format(text=bidi.auto(self._text))
            self._nothing.words.setText(said)
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._show_why_empty()

    def _show_why_empty(self) -> None:
        status = self._desk.house.status
        if self._freshness.at is not None:
            self._empty.say(self.tr("No branches"), self.tr("RETM tells of no branch of this restaurant."))
            self._stack.setCurrentWidget(self._empty)
        elif status.link in (Link.OFFLINE, Link.SIGN_IN):
            told = sentence_of_code(status.error_code or "offline")
            self._offline.say(self.tr("No branches on this computer yet"), f"{told.what} {told.next}")
            self._stack.setCurrentWidget(self._offline)
        else:
            self._empty.say(
                self.tr("The branches are on their way"),
                self.tr("They have not been read from RETM yet and appear here by themselves."),
            )
            self._stack.setCurrentWidget(self._empty)
