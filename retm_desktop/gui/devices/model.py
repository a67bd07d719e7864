"""Devices by branch as a Qt list, with a heading above each branch."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from retm_desktop.domain.business import Branch, Device
from retm_desktop.domain.text import BilingualText, fold, plain, searchable
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.words import device_name, seen_words, type_words
from retm_desktop.slices import in_slices

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""Role of the `DeviceRow` or `BranchHeading`."""
SEEN_ROLE = Qt.ItemDataRole.UserRole + 1
"""Role of when the device last made an order, None where that is unknown."""


class BranchHeading(msgspec.Struct, frozen=True):
    """Stands above the devices of one branch; an empty `name` means that RETM names no branch."""

    branch_id: str
    name: str
    count: int


class DeviceRow(msgspec.Struct, frozen=True):
    """A device; `first` and `last` tell its place among those of its branch that are shown."""

    device: Device
    branch_name: str
    first: bool
    last: bool


def search_line(device: Device) -> str:
    """Return the folded texts a search looks through for one device; its branch's name comes apart."""
    return searchable(device.name.en, device.name.ar, device.type, type_words(device), device.id)


class _Group(NamedTuple):
    branch_id: str
    name: str
    search: str
    devices: list[tuple[Device, str]]


class DeviceGroups:
    """All devices sorted by branch, in RETM's order; what RETM names no branch for comes last."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._groups: dict[str, _Group] = {}
        self.count = 0
        """How many devices there are."""

    async def fill(self, branches: Sequence[Branch], devices: Sequence[Device], lines: Sequence[str]) -> None:
        """Sort `devices` in, once; `lines` (of `search_line`) run beside them. The loop goes on meanwhile."""
        known = {branch.id.casefold(): branch for branch in branches}
        found: dict[str, _Group] = {}

        def sort_in(place: tuple[Device, str]) -> None:
            device, _line = place
            key = device.branch_id.casefold()
            group = found.get(key)
            if group is None:
                branch = known.get(key, Branch(device.branch_id, device.branch if key else BilingualText()))
                name = self._desk.text(branch.name) or branch.id
                group = found[key] = _Group(branch.id, name, searchable(branch.name.en, branch.name.ar), [])
            group.devices.append(place)

        await in_slices(sort_in, zip(devices, lines, strict=True))
        order = [*(key for key in known if key), *(key for key in found if key and key not in known), ""]
        self._groups = {key: found[key] for key in order if key in found}
        self.count = len(devices)

    @property
    def branches(self) -> list[tuple[str, str]]:
        """Id and name of every branch that has a device."""
        return [(group.branch_id, group.name) for group in self._groups.values() if group.branch_id]

    def rows(self, branch_id: str = "", text: str = "", *, headings: bool = True) -> list[BranchHeading | DeviceRow]:
        """Return what is shown of one branch (empty: of all) and of devices that hold every word of `text`."""
        words = fold(text).split()
        one = self._groups.get(branch_id.casefold())
        shown = list(self._groups.values()) if not branch_id else [one] if one else []
        found: list[BranchHeading | DeviceRow] = []
        for group in shown:
            matching = [d for d, line in group.devices if all(word in line or word in group.search for word in words)]
            if matching and headings:
                found.append(BranchHeading(group.branch_id, group.name, len(matching)))
            last = len(matching) - 1
            found += [DeviceRow(device, group.name, n == 0, n == last) for n, device in enumerate(matching)]
        return found


class DevicesModel(QAbstractListModel):
    """Rows as `DeviceGroups` gives them; when each device was last seen comes apart, because it changes often."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: list[BranchHeading | DeviceRow] = []
        self._seen: dict[str, datetime] = {}

    def show(self, rows: Sequence[BranchHeading | DeviceRow]) -> None:
        """Show these rows; the same ones again leave selection and scroll position alone."""
        if list(rows) == self.rows:
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def show_seen(self, seen: Mapping[str, datetime]) -> None:
        """Take in when devices, by id, last made an order."""
        folded = {key.casefold(): at for key, at in seen.items()}
        if folded != self._seen:
            self._seen = folded
            self.tick()

    def tick(self) -> None:
        """Time has passed: what is said of it is another thing now."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1), [SEEN_ROLE])

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows[index.row()], BranchHeading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if isinstance(row, BranchHeading):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return self.branch_name(row.name)
            return None
        if role == SEEN_ROLE:
            return self._seen.get(row.device.id.casefold())
        if role == Qt.ItemDataRole.DisplayRole:
            return device_name(self._desk, row.device)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            seen = seen_words(self._seen.get(row.device.id.casefold()), self._desk.now())
            name, branch = device_name(self._desk, row.device), self.branch_name(row.branch_name)
            return plain(", ".join(part for part in (name, type_words(row.device), branch, seen) if part))
        return None

    def branch_name(self, name: str) -> str:
        """Return a branch's name, or words in its place where RETM names none."""
        return name or self.tr("Without a branch")
