"""Devices by branch as a Qt list, with a heading above each branch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from retm_desktop.domain.business import Branch, Device
from retm_desktop.domain.text import fold, plain, searchable
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.words import device_name, seen_words, type_words

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""Role of the `DeviceRow` or `BranchHeading`."""
SEEN_ROLE = Qt.ItemDataRole.UserRole + 1
"""Role of when the device last made an order, None where that is unknown."""


@dataclass(frozen=True)
class BranchHeading:
    """Stands above the devices of one branch; an empty `name` means that RETM names no branch."""

    branch_id: str
    name: str
    count: int


@dataclass(frozen=True)
class DeviceRow:
    """A device; `first` and `last` tell its place among those of its branch that are shown."""

    device: Device
    branch_name: str
    first: bool
    last: bool


class DeviceGroups:
    """All devices sorted by branch, in RETM's order; what RETM names no branch for comes last."""

    def __init__(self, desk: Desk, branches: Sequence[Branch] = (), devices: Sequence[Device] = ()) -> None:
        names = {branch.id.casefold(): (branch.id, desk.text(branch.name) or branch.id) for branch in branches}
        groups: dict[str, list[Device]] = {key: [] for key in names}
        for device in devices:
            key = device.branch_id.casefold()
            if key and key not in names:
                names[key] = (device.branch_id, desk.text(device.branch) or device.branch_id)
            groups.setdefault(key, []).append(device)
        if "" in groups:
            groups[""] = groups.pop("")
        names[""] = ("", "")
        self._groups = [(*names[key], of_branch) for key, of_branch in groups.items() if of_branch]
        self._searches = {
            id(device): searchable(device.name.en, device.name.ar, device.type, type_words(device), device.id, name)
            for _, name, of_branch in self._groups
            for device in of_branch
        }
        self.count = len(devices)
        """How many devices there are."""

    @property
    def branches(self) -> list[tuple[str, str]]:
        """Id and name of every branch that has a device."""
        return [(branch_id, name) for branch_id, name, _ in self._groups if branch_id]

    def rows(self, branch_id: str = "", text: str = "", *, headings: bool = True) -> list[BranchHeading | DeviceRow]:
        """Return what is shown of one branch (empty: of all) and of devices that hold every word of `text`."""
        words = fold(text).split()
        found: list[BranchHeading | DeviceRow] = []
        for each_id, name, of_branch in self._groups:
            if branch_id and each_id.casefold() != branch_id.casefold():
                continue
            matching = [d for d in of_branch if all(word in self._searches[id(d)] for word in words)]
            if matching and headings:
                found.append(BranchHeading(each_id, name, len(matching)))
            last = len(matching) - 1
            found += [DeviceRow(device, name, n == 0, n == last) for n, device in enumerate(matching)]
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
