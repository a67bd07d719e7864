"""The devices tab: the devices of every branch, and when each last made an order."""

from retm_desktop.domain.business import Branch, Device
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.device_list import DeviceList
from retm_desktop.gui.devices.model import DeviceGroups, DeviceRow, search_line
from retm_desktop.gui.widgets.catalogue_page import CataloguePage, CatalogueWords
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.slices import in_slices
from retm_desktop.store.catalogue import Kind

_BRANCH = "devices.branch"


class DevicesPage(CataloguePage):
    """Shows the devices as they are stored, by branch, with search and a branch filter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Kind.DEVICE, name="devices")
        self._groups = DeviceGroups(desk)
        self._offered: list[tuple[str, str]] = []
        self._branch_ids: list[str] = [""]
        self._branch_id = desk.settings.get(_BRANCH, str, "")
        theme = desk.theme
        self._branches = Combo(theme, self.tr("Branch"), name="devices_branch")
        self._branches.setMaximumWidth(theme.size("board_column_least"))
        self._branches.setMinimumWidth(theme.size("rail"))
        self._branches.addItem(self.tr("All branches"))
        self._branches.activated.connect(self._choose_branch)
        self._head.insertWidget(self._head.indexOf(self._search), self._branches, 6)
        self._list = DeviceList(desk, name="devices_list")
        self._begin(self._list)

    def _words(self) -> CatalogueWords:
        return CatalogueWords(
            title=self.tr("Devices"),
            count=self.tr("{n} devices"),
            as_of=self.tr("Devices as of {time}"),
            search=self.tr("Search devices"),
            show_all=self.tr("Show all devices"),
            reading=(self.tr("Reading the devices…"), self.tr("They are on this computer and appear in a moment.")),
            none=(self.tr("No devices"), self.tr("RETM tells of no device of this restaurant.")),
            on_the_way=(
                self.tr("The devices are on their way"),
                self.tr("They have not been read from RETM yet and appear here by themselves."),
            ),
            missing=self.tr("No devices on this computer yet"),
        )

    async def _read_catalogue(self, at: int) -> None:
        catalogue = self._desk.catalogue
        branches = await catalogue.all(at, Kind.BRANCH, Branch)
        devices = await catalogue.all(at, Kind.DEVICE, Device)
        seen = await self._desk.orders.last_seen_devices(at)
        lines = await in_slices(search_line, devices)
        groups = DeviceGroups(self._desk)
        await groups.fill(branches, devices, lines)
        self._groups = groups
        self._list.show_seen(seen)
        self._fill_branches()

    def _read_orders(self) -> None:
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
        self._show_found()

    def _show_all(self) -> None:
        super()._show_all()
        self._branches.setCurrentIndex(0)
        self._choose_branch(0)

    def _show_found(self) -> None:
        self._list.show_rows(self._groups.rows(self._branch_id, self._text))
        self._show_state()

    def _amounts(self) -> tuple[int, int]:
        return self._groups.count, sum(isinstance(row, DeviceRow) for row in self._list.rows)

    def _nothing_found(self) -> EmptyState:
        said = self.tr("No device here holds “{text}”.").format(text=bidi.auto(self._text))
        self._nothing.words.setText(said if self._text else self.tr("This branch has no device."))
        return self._nothing

    def _show_state(self) -> None:
        super()._show_state()
        self._branches.setEnabled(self._groups.count > 0)
