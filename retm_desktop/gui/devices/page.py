"""The devices tab: the devices of every branch, and when each last made an order."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.domain.business import Branch, Device
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.device_list import DeviceList
from retm_desktop.gui.devices.model import DeviceGroups, DeviceRow, search_line
from retm_desktop.gui.sentences import sentence_of_code
from retm_desktop.gui.slices import in_slices
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.freshness import Freshness
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.status import Link

_BRANCH = "devices.branch"
_SLOW_MS = 250
_ORDERS_PAUSE_MS = 1000
"""A busy kitchen changes orders many times a second; who was seen when is looked up once in this time."""


class DevicesPage(QWidget):
    """Shows the devices as they are stored, by branch, with search and a branch filter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._groups = DeviceGroups(desk)
        self._offered: list[tuple[str, str]] = []
        self._branch_ids: list[str] = [""]
        self._branch_id = desk.settings.get(_BRANCH, str, "")
        self._text = ""
        self._known = False
        self.setObjectName("devices_page")
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
        self._pause.timeout.connect(self._read_seen_if_visible)
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
        self._read_seen_if_visible()

    def _head(self) -> QHBoxLayout:
        desk, theme = self._desk, self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(label(self.tr("Devices"), "display", name="devices_title"))
        self._count = label("", "muted", name="devices_count")
        row.addWidget(self._count)
        row.addStretch(1)
        self._freshness = Freshness(desk, Kind.DEVICE, self.tr("Devices as of {time}"), name="devices")
        self._freshness.changed.connect(self._show_state)
        row.addWidget(self._freshness)
        self._branches = Combo(theme, self.tr("Branch"), name="devices_branch")
        self._branches.setMaximumWidth(theme.size("board_column_least"))
        self._branches.setMinimumWidth(theme.size("rail"))
        self._branches.addItem(self.tr("All branches"))
        self._branches.activated.connect(self._choose_branch)
        row.addWidget(self._branches, 6)
        self._search = SearchBox(theme, self.tr("Search devices"), name="devices_search")
        self._search.setMaximumWidth(theme.size("board_column"))
        self._search.setMinimumWidth(theme.size("rail"))
        self._search.searched.connect(self._search_for)
        row.addWidget(self._search, 8)
        return row

    def _body(self) -> QWidget:
        desk, theme = self._desk, self._desk.theme
        self._stack = QStackedWidget()
        self._list = DeviceList(desk, name="devices_list")
        self._search.returnPressed.connect(self._list.setFocus)
        self._stack.addWidget(self._list)
        self._blank = QWidget()
        self._stack.addWidget(self._blank)
        self._loading = EmptyState(
            theme,
            "menu",
            self.tr("Reading the devices…"),
            self.tr("They are on this computer and appear in a moment."),
            name="devices_loading",
        )
        self._stack.addWidget(self._loading)
        self._nothing = EmptyState(
            theme, "empty-search", self.tr("Nothing found"), "", self.tr("Show all devices"), name="devices_nothing"
        )
        self._nothing.button.clicked.connect(self._show_all)
        self._stack.addWidget(self._nothing)
        self._empty = EmptyState(theme, "welcome", "", "", self.tr("Ask RETM now"), name="devices_empty")
        self._empty.button.clicked.connect(self._freshness.ask)
        self._stack.addWidget(self._empty)
        self._offline = EmptyState(theme, "offline", "", "", self.tr("Ask RETM now"), name="devices_offline")
        self._offline.button.clicked.connect(self._freshness.ask)
        self._stack.addWidget(self._offline)
        return self._stack

    def _start_anew(self) -> None:
        self._known = False
        self._read()

    def _read(self) -> None:
        self._tasks.spawn(self._read_devices(), "devices")

    async def _read_devices(self) -> None:
        at, catalogue = self._desk.connection_id, self._desk.catalogue
        branches = await catalogue.all(at, Kind.BRANCH, Branch)
        devices = await catalogue.all(at, Kind.DEVICE, Device)
        refreshed = await catalogue.refreshed_at(at, Kind.DEVICE)
        seen = await self._desk.orders.last_seen_devices(at)
        lines = await in_slices(search_line, devices)
        self._groups = DeviceGroups(self._desk, branches, devices, lines)
        first, self._known = not self._known, True
        self._freshness.show_time(refreshed)
        self._list.show_seen(seen)
        self._fill_branches()
        self._show_devices()
        if first and self.isVisible() and not self._search.hasFocus():
            self._list.setFocus()

    def _orders_changed(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _read_seen_if_visible(self) -> None:
        if self.isVisible() and self._known:
            self._tasks.spawn(self._read_seen(), "seen")

    async def _read_seen(self) -> None:
        self._list.show_seen(await self._desk.orders.last_seen_devices(self._desk.connection_id))

    def _fill_branches(self) -> None:
        known = self._groups.branches
        # An open list of choices must not be emptied under the pointer for nothing.
        if known == self._offered:
            return
        self._offered = known
        self._branch_ids = ["", *(branch_id for branch_id, _ in known)]
        self._branches.clear()
        self._branches.addItems([self.tr("All branches"), *(bidi.auto(name) for _, name in known)])
        folded = [branch_id.casefold() for branch_id in self._branch_ids]
        wanted = self._branch_id.casefold()
        self._branches.setCurrentIndex(folded.index(wanted) if wanted in folded else 0)
        self._branch_id = self._branch_ids[self._branches.currentIndex()]

    def _choose_branch(self, number: int) -> None:
        self._branch_id = self._branch_ids[number]
        self._desk.settings.set(_BRANCH, self._branch_id)
        self._show_devices()

    def _search_for(self, text: str) -> None:
        self._text = text
        self._show_devices()

    def _show_all(self) -> None:
        self._search.clear()
        self._branches.setCurrentIndex(0)
        self._choose_branch(0)

    def _show_devices(self) -> None:
        self._list.show_rows(self._groups.rows(self._branch_id, self._text))
        self._show_state()

    def _show_state(self) -> None:
        shown = sum(isinstance(row, DeviceRow) for row in self._list.rows)
        there_are_some = self._groups.count > 0
        self._search.setEnabled(there_are_some)
        self._branches.setEnabled(there_are_some)
        self._count.setText(self.tr("{n} devices").format(n=bidi.ltr(str(shown))) if there_are_some else "")
        if not self._known:
            self._stack.setCurrentWidget(self._blank if self._slow.isActive() else self._loading)
        elif shown:
            self._stack.setCurrentWidget(self._list)
        elif there_are_some:
            said = self.tr("No device here holds “{text}”.").format(text=bidi.auto(self._text))
            self._nothing.words.setText(said if self._text else self.tr("This branch has no device."))
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._show_why_empty()

    def _show_why_empty(self) -> None:
        status = self._desk.house.status
        if self._freshness.at is not None:
            self._empty.say(self.tr("No devices"), self.tr("RETM tells of no device of this restaurant."))
            self._stack.setCurrentWidget(self._empty)
        elif status.link in (Link.OFFLINE, Link.SIGN_IN):
            told = sentence_of_code(status.error_code or "offline")
            self._offline.say(self.tr("No devices on this computer yet"), f"{told.what} {told.next}")
            self._stack.setCurrentWidget(self._offline)
        else:
            self._empty.say(
                self.tr("The devices are on their way"),
                self.tr("They have not been read from RETM yet and appear here by themselves."),
            )
            self._stack.setCurrentWidget(self._empty)
