"""The side list of the menu: all, categories, and RETM's groups under a heading of their own."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.shelves import ALL, Shelf, ShelfKind
from retm_desktop.gui.widgets.brush import Brush
from retm_desktop.gui.widgets.plain_list import PlainList

Index = QModelIndex | QPersistentModelIndex

_SHELF_ROLE = Qt.ItemDataRole.UserRole
_COUNT_ROLE = Qt.ItemDataRole.UserRole + 1


class _ShelvesModel(QAbstractListModel):
    """Shelves and, as None, the heading above the groups."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: list[Shelf | None] = []
        self._counts: Mapping[str, int] = {}

    def show(self, shelves: Sequence[Shelf], counts: Mapping[str, int]) -> None:
        rows: list[Shelf | None] = list(shelves)
        first_group = next((n for n, shelf in enumerate(shelves) if shelf.kind is ShelfKind.GROUP), -1)
        if first_group >= 0:
            rows.insert(first_group, None)
        self._counts = counts
        if rows == self.rows:
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, key: str) -> int:
        return next((n for n, shelf in enumerate(self.rows) if shelf is not None and shelf.key == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()] is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        shelf = self.rows[index.row()]
        count = self._counts.get(shelf.key) if shelf else None
        if role == _SHELF_ROLE:
            return shelf
        if role == _COUNT_ROLE:
            return count
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name_of(shelf)
        if role == Qt.ItemDataRole.ToolTipRole:
            return bidi.auto(self._name_of(shelf))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = self._name_of(shelf)
            return plain(name if count is None else self.tr("{name}, {n} products").format(name=name, n=str(count)))
        return None

    def _name_of(self, shelf: Shelf | None) -> str:
        if shelf is None:
            return self.tr("Groups")
        match shelf.kind:
            case ShelfKind.ALL:
                return self.tr("All products")
            case ShelfKind.LOOSE:
                return self.tr("Without a category")
            case _:
                return self._desk.text(shelf.name) or shelf.id


class _ShelfRow(QStyledItemDelegate):
    """Name at the reading start, count at the end."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._desk.theme.size("side_list"), self._desk.theme.size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        painter.save()
        rect = option.rect
        brush = Brush(painter, option.direction, rect)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        inner = rect.adjusted(theme.space("m"), 0, -theme.space("m"), 0)
        if index.data(_SHELF_ROLE) is None:
            inner.setTop(rect.center().y() - theme.space("s"))
            brush.text(inner, words, theme.font("caption"), theme.color("muted"))
            painter.restore()
            return
        ground = rect.adjusted(0, theme.space("hair"), 0, -theme.space("hair"))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        radius = theme.radius("m")
        if chosen:
            brush.fill(ground, theme.color("primary_soft"), radius)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            brush.fill(ground, theme.color("hover"), radius)
        if option.state & QStyle.StateFlag.State_HasFocus:
            brush.outline(ground, theme.color("focus"), 2, radius)
        count: int | None = index.data(_COUNT_ROLE)
        ink = theme.color("primary" if chosen else "faint" if count == 0 else "text")
        number = "" if count is None else bidi.ltr(str(count))
        quiet = theme.color("primary" if chosen else "muted")
        taken = brush.text(inner, number, theme.font("caption"), quiet, at_end=True)
        inner.setRight(inner.right() - taken - theme.space("s"))
        brush.text(inner, words, theme.font("strong" if chosen else "body"), ink)
        painter.restore()


class ShelfList(PlainList):
    """`chosen` carries the key of the shelf the operator chose by click or keyboard."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, *, name: str) -> None:
        super().__init__(name=name, words=self.tr("Categories"), step=desk.theme.size("row"))
        self._placing = False
        self._shelves = _ShelvesModel(desk, self)
        self.setModel(self._shelves)
        self.setItemDelegate(_ShelfRow(desk, self))

    @property
    def key(self) -> str:
        """The chosen shelf."""
        shelf = self.currentIndex().data(_SHELF_ROLE)
        return shelf.key if isinstance(shelf, Shelf) else ALL.key

    @property
    def entries(self) -> list[tuple[str, int | None]]:
        """Name and count of every row, headings included, as shown; None where no count is known."""
        indexes = [self._shelves.index(n) for n in range(len(self._shelves.rows))]
        return [(str(index.data()), index.data(_COUNT_ROLE)) for index in indexes]

    def show_shelves(self, shelves: Sequence[Shelf], counts: Mapping[str, int], key: str) -> None:
        """Show these shelves with `key` as the chosen one, "all" where it is gone; tells nothing."""
        self._placing = True
        self._shelves.show(shelves, counts)
        row = max(0, self._shelves.row_of(key))
        index = self._shelves.index(row)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._placing = False

    def choose(self, key: str) -> None:
        """Choose a shelf as a click would."""
        index = self._shelves.index(self._shelves.row_of(key))
        if index.isValid():
            self.setCurrentIndex(index)

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._placing and current.isValid():
            self.chosen.emit(self.key)
