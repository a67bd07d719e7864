"""The branches of the restaurant on screen, each with a tick where a store takes its payments."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from retm_desktop.domain.business import Branch
from retm_desktop.domain.text import fold, plain
from retm_desktop.gui import bidi
from retm_desktop.gui.branches.model import branch_name
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_stores.account_stores import AccountStores
from retm_desktop.gui.payment_stores.words import store_name
from retm_desktop.gui.widgets.brush import Brush
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.plain_list import PlainList
from retm_desktop.gui.widgets.search_box import SearchBox

Index = QModelIndex | QPersistentModelIndex
_BRANCH_ROLE = Qt.ItemDataRole.UserRole
_ELSEWHERE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The name of another store that takes the branch's payments, empty for none."""
_SEEN_WHOLE = 6
"""With more branches than this there is a search field."""


class LinkedBranches(QWidget):
    """Branches of `store_id` first; `wanted` carries a branch and whether the store is to take its payments.

    A tick shows what is written down, so it comes with the next reading of the store. Object names:
    `store_branches`, `store_branches_search`, `store_branches_none`.
    """

    wanted = Signal(object, bool)

    def __init__(self, desk: Desk, known: AccountStores) -> None:
        super().__init__()
        self._text = ""
        self._all: Sequence[Branch] = ()
        self._lines: Sequence[str] = ()
        self._order: list[int] = []
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        self._search = SearchBox(theme, self.tr("Search branches"), name="store_branches_search")
        self._search.searched.connect(self._search_for)
        column.addWidget(self._search)
        self._model = _BranchModel(desk, known, self)
        self._model.wanted.connect(self.wanted)
        self.list = PlainList(name="store_branches", words=self.tr("Branches"), step=theme.size("row"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_BranchPainter(desk, self._model))
        column.addWidget(self.list)
        self._none = label("", "muted", name="store_branches_none", wrap=True)
        column.addWidget(self._none)
        self._theme = theme

    @property
    def names(self) -> list[str]:
        """The names that are shown, in their order."""
        return [str(self._model.index(row).data()) for row in range(self._model.rowCount())]

    def show_branches(self, branches: Sequence[Branch], lines: Sequence[str]) -> None:
        """Offer these branches; `lines` are what a search looks through. The same ones again keep their order."""
        before, self._all, self._lines = self._all, branches, lines
        if branches != before:
            self._sort()

    def show_store(self, store_id: str) -> None:
        """Show the branches of another store; what was searched for is forgotten."""
        if store_id != self._model.store_id:
            self._model.store_id = store_id
            self._search.clear()
            self._text = ""
            self._sort()

    def refresh(self) -> None:
        """Show the links as they are now; the order stays, so that nothing runs away from under a hand."""
        self._model.tell()

    def _sort(self) -> None:
        linked = [self._model.is_linked(branch) for branch in self._all]
        self._order = sorted(range(len(self._all)), key=lambda n: not linked[n])
        self._show()

    def _search_for(self, text: str) -> None:
        self._text = text
        self._show()

    def _show(self) -> None:
        words = fold(self._text).split()
        self._model.show([self._all[n] for n in self._order if all(word in self._lines[n] for word in words)])
        shown = self._model.rowCount()
        self._search.setVisible(len(self._all) > _SEEN_WHOLE)
        self.list.setVisible(bool(shown))
        frame = 2 * self.list.frameWidth()
        self.list.setFixedHeight(min(max(shown, 1), _SEEN_WHOLE) * self._theme.size("row") + frame)
        self._none.setVisible(not shown)
        self._none.setText(
            self.tr("No branch holds “{text}”.").format(text=bidi.auto(self._text))
            if self._all
            else self.tr("This restaurant has no branches on this computer yet.")
        )


class _BranchModel(QAbstractListModel):
    """Branches with their ticks; `wanted` is told instead of ticking."""

    wanted = Signal(object, bool)

    def __init__(self, desk: Desk, known: AccountStores, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known = known
        self._branches: list[Branch] = []
        self.store_id = ""

    def is_linked(self, branch: Branch) -> bool:
        """Tell whether the store takes the payments of a branch."""
        return bool(self.store_id) and self._known.links.get(branch.id.lower()) == self.store_id

    def show(self, branches: list[Branch]) -> None:
        """Show these branches; the same ones again leave the place in the list alone."""
        if branches == self._branches:
            self.tell()
            return
        self.beginResetModel()
        self._branches = branches
        self.endResetModel()

    def tell(self) -> None:
        """Links have changed."""
        if self._branches:
            self.dataChanged.emit(self.index(0), self.index(len(self._branches) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._branches)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        branch = self._branches[index.row()]
        if role == _BRANCH_ROLE:
            return branch
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.is_linked(branch) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return branch_name(self._desk, branch)
        if role == _ELSEWHERE_ROLE:
            return self._elsewhere(branch)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return plain(", ".join(filter(None, (branch_name(self._desk, branch), self._elsewhere(branch)))))
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        branch = index.data(_BRANCH_ROLE)
        if role != Qt.ItemDataRole.CheckStateRole or not isinstance(branch, Branch):
            return False
        self.wanted.emit(branch, value == Qt.CheckState.Checked)
        return True

    def _elsewhere(self, branch: Branch) -> str:
        other = self._known.store_of(branch.id)
        if other is None or other.id == self.store_id:
            return ""
        return self.tr("now {store}").format(store=store_name(other))


class _BranchPainter(QStyledItemDelegate):
    """A tick, the name, and below it another store that has the branch; a click anywhere, or Space, changes it."""

    def __init__(self, desk: Desk, model: _BranchModel) -> None:
        super().__init__(model)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._desk.theme
        return QSize(theme.size("board_column"), theme.size("row"))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        clicked = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
        )
        pressed = isinstance(event, QKeyEvent) and event.key() in (
            Qt.Key.Key_Space,
            Qt.Key.Key_Select,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        )
        if not clicked and not pressed:
            return False
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        wanted = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        painter.save()
        brush = Brush(painter, option.direction, option.rect)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if hovered:
            brush.fill(option.rect, theme.color("hover"), theme.radius("m"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            brush.outline(option.rect, theme.color("focus"), 2, theme.radius("m"))
        inner = option.rect.adjusted(theme.space("s"), 0, -theme.space("s"), 0)
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        side = theme.size("icon")
        box = QRect(inner.left(), inner.center().y() - side // 2, side, side)
        brush.icon(box, "check-square" if ticked else "square", theme.color("primary" if ticked else "muted"))
        words = inner.adjusted(side + theme.space("s"), 0, 0, 0)
        name, elsewhere = bidi.auto(str(index.data())), str(index.data(_ELSEWHERE_ROLE) or "")
        strong, caption = theme.font("strong" if ticked else "body"), theme.font("caption")
        if elsewhere:
            heights = QFontMetrics(strong).height(), QFontMetrics(caption).height()
            top = words.center().y() - sum(heights) // 2
            below = QRect(words.left(), top + heights[0], words.width(), heights[1])
            brush.text(below, elsewhere, caption, theme.color("muted"))
            words = QRect(words.left(), top, words.width(), heights[0])
        brush.text(words, name, strong, theme.color("text"))
        painter.restore()
