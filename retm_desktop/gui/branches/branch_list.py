"""The list of branches; tells which one is chosen and which ones are on screen."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent

from retm_desktop.domain.business import Branch
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui.branches.card import BranchCard
from retm_desktop.gui.branches.model import BRANCH_ROLE, BranchesModel, Index, branch_name
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.plain_list import PlainList


class BranchList(PlainList):
    """`chosen` carries the `Branch` that became current; `scrolled` says that other cards came on screen."""

    chosen = Signal(object)
    scrolled = Signal()

    def __init__(self, desk: Desk, *, name: str) -> None:
        super().__init__(name=name, words=self.tr("Branches"), step=desk.theme.size("touch"))
        self._desk = desk
        self._placing = False
        self._model = BranchesModel(desk, self)
        self.setModel(self._model)
        self.setItemDelegate(BranchCard(desk, self._model))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.scrolled.emit())

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The branches shown."""
        return self._model.branches

    @property
    def current(self) -> Branch | None:
        """The chosen branch."""
        branch = self.currentIndex().data(BRANCH_ROLE)
        return branch if isinstance(branch, Branch) else None

    @property
    def on_screen(self) -> list[Branch]:
        """The branches whose cards can be seen, at least in part."""
        branches = self._model.branches
        if not branches:
            return []
        middle, height = self.viewport().width() // 2, self.viewport().height()
        first = self.indexAt(QPoint(middle, 0))
        last = self.indexAt(QPoint(middle, height - 1))
        start = first.row() if first.isValid() else 0
        end = last.row() if last.isValid() else len(branches) - 1
        return list(branches[start : end + 1])

    def stages(self, branch: Branch) -> dict[Stage, int] | None:
        """Return the open orders of a branch by stage, None while they have not been counted."""
        return self._model.stages(branch)

    def open_orders(self, branch: Branch) -> int:
        """Return how many orders are open at a branch."""
        return self._model.open_orders(branch)

    def show_branches(self, branches: Sequence[Branch], branch_id: str) -> None:
        """Show these branches with that one chosen, the first where it is not among them; tells nothing."""
        self._placing = True
        self._model.show(branches)
        row = max(0, self._model.row_of(branch_id))
        index = self._model.index(row)
        if index.isValid() and index != self.currentIndex():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._placing = False

    def show_open(self, counts: Mapping[str, int]) -> None:
        """Show how many orders are open by branch id."""
        self._model.show_open(counts)

    def show_stages(self, branch_id: str, counts: Mapping[Stage, int]) -> None:
        """Show how many orders stand at each stage in one branch."""
        self._model.show_stages(branch_id, counts)

    def forget_counts(self) -> None:
        """Another restaurant is shown."""
        self._model.forget_counts()

    def show_stores(self, branch_ids: Iterable[str] | None) -> None:
        """Mark the branches without a store for their payments; None while no account is connected."""
        self._model.show_stores(branch_ids)

    def currentChanged(self, current: QModelIndex, previous: Index) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        branch = current.data(BRANCH_ROLE)
        if not self._placing and isinstance(branch, Branch):
            self.chosen.emit(branch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        branch = self.current
        if event.matches(QKeySequence.StandardKey.Copy) and branch is not None:
            parts = branch_name(self._desk, branch), branch.address, branch.phone
            QGuiApplication.clipboard().setText(plain("\t".join(part for part in parts if part)))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrolled.emit()
