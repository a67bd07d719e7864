"""Branches with how many orders are open at each, as a Qt list."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from retm_desktop.domain.business import Branch
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import ascii_digits, folded_phone, plain, searchable
from retm_desktop.gui.desk import Desk

Index = QModelIndex | QPersistentModelIndex

BRANCH_ROLE = Qt.ItemDataRole.UserRole
OPEN_ROLE = Qt.ItemDataRole.UserRole + 1
"""How many orders are open."""

OPEN_STAGES = tuple(stage for stage in Stage if stage.is_open)


def branch_name(desk: Desk, branch: Branch) -> str:
    """Return a branch's name, or its id where RETM sends none."""
    return desk.text(branch.name) or branch.id


def search_line(branch: Branch) -> str:
    """Return what a search for a branch looks through."""
    digits = f"{ascii_digits(branch.phone)} {folded_phone(branch.phone)}" if branch.phone else ""
    return searchable(branch.name.en, branch.name.ar, branch.address, digits, branch.id)


class BranchesModel(QAbstractListModel):
    """Branches in RETM's order; counts come apart, because they change with every order."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.branches: tuple[Branch, ...] = ()
        self._open: dict[str, int] = {}
        self._stages: dict[str, dict[Stage, int]] = {}
        self._with_store: frozenset[str] | None = None

    def show(self, branches: Sequence[Branch]) -> None:
        """Show these branches; the same ones again leave selection and scroll position alone."""
        if tuple(branches) == self.branches:
            return
        self.beginResetModel()
        self.branches = tuple(branches)
        self.endResetModel()

    def show_open(self, counts: Mapping[str, int]) -> None:
        """Take in how many orders are open by branch id; branches without any may be left out."""
        folded: dict[str, int] = {}
        for key, count in counts.items():
            folded[key.casefold()] = folded.get(key.casefold(), 0) + count
        if folded != self._open:
            self._open = folded
            self._stages = {key: stages for key, stages in self._stages.items() if key in folded}
            self._changed()

    def show_stages(self, branch_id: str, counts: Mapping[Stage, int]) -> None:
        """Take in how many orders stand at each stage in one branch."""
        stages = {stage: counts.get(stage, 0) for stage in OPEN_STAGES}
        key = branch_id.casefold()
        if self._stages.get(key) != stages:
            self._stages[key] = stages
            self._changed()

    def forget_counts(self) -> None:
        """Another restaurant is shown."""
        self._open, self._stages = {}, {}
        self._changed()

    def show_stores(self, branch_ids: Iterable[str] | None) -> None:
        """Take in which branches have a store that takes their payments; None while no account is connected."""
        with_store = None if branch_ids is None else frozenset(key.casefold() for key in branch_ids)
        if with_store != self._with_store:
            self._with_store = with_store
            self._changed()

    def lacks_store(self, branch: Branch) -> bool:
        """Tell whether there is an account, but no store of it for the payments of a branch."""
        return self._with_store is not None and branch.id.casefold() not in self._with_store

    def open_orders(self, branch: Branch) -> int:
        """Return how many orders are open at a branch."""
        return self._open.get(branch.id.casefold(), 0)

    def stages(self, branch: Branch) -> dict[Stage, int] | None:
        """Return the open orders of a branch by stage, None while they have not been counted."""
        if not self.open_orders(branch):
            return dict.fromkeys(OPEN_STAGES, 0)
        return self._stages.get(branch.id.casefold())

    def row_of(self, branch_id: str) -> int:
        """Return where a branch is, -1 when it is not shown."""
        wanted = branch_id.casefold()
        return next((n for n, branch in enumerate(self.branches) if branch.id.casefold() == wanted), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.branches)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        branch = self.branches[index.row()]
        if role == BRANCH_ROLE:
            return branch
        if role == OPEN_ROLE:
            return self.open_orders(branch)
        if role == Qt.ItemDataRole.DisplayRole:
            return branch_name(self._desk, branch)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            open_words = self.tr("{n} open").format(n=str(self.open_orders(branch)))
            store_words = self.tr("No payment store") if self.lacks_store(branch) else ""
            told = branch_name(self._desk, branch), branch.address, open_words, store_words
            return plain(", ".join(part for part in told if part))
        return None

    def _changed(self) -> None:
        if self.branches:
            self.dataChanged.emit(self.index(0), self.index(len(self.branches) - 1))
