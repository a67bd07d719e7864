"""What changed in the menu, and when: the changes at the reading start, the chosen one in full beside them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from retm_desktop.domain.menu import MenuChange
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.change_rows import ChangeRows
from retm_desktop.gui.menu.change_words import choice_words, parts_words, when_words
from retm_desktop.gui.widgets.brush import Brush
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import frame, label
from retm_desktop.gui.widgets.plain_list import PlainList

Index = QModelIndex | QPersistentModelIndex

_UNDER_ROLE = Qt.ItemDataRole.UserRole


class ChangesDialog(QDialog):
    """Lists `changes`, newest first, with one of them chosen; `name_of` says what a price list is called."""

    def __init__(
        self,
        desk: Desk,
        changes: Sequence[MenuChange],
        name_of: Callable[[str], str],
        parent: QWidget,
        *,
        chosen: MenuChange | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("menu_changes_dialog")
        self.setWindowTitle(self.tr("Changes of the menu"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = desk.theme
        self._changes = list(changes)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("xl"),) * 4)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(self.tr("Changes of the menu"), "heading"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        self._list = _ChangeList(desk, [_entry(desk, change, name_of) for change in self._changes])
        self._list.selectionModel().currentChanged.connect(self._show)
        row.addWidget(_carded(desk, theme.size("detail") * 3 // 4, self._list))
        self._rows = ChangeRows(desk, name="menu_changes_rows")
        self._nothing = label(
            self.tr("Every price of this list is the same as before."), "muted", name="menu_changes_nothing", wrap=True
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(_carded(desk, theme.size("detail"), self._rows, self._nothing), 1)
        column.addLayout(row, 1)
        acts = QHBoxLayout()
        acts.addStretch(1)
        close = button(self.tr("Close"), "primary", name="menu_changes_close")
        close.clicked.connect(self.accept)
        acts.addWidget(close)
        column.addLayout(acts)
        self.resize(theme.size("detail") * 2, theme.size("dialog"))
        first = self._changes.index(chosen) if chosen in self._changes else 0
        self._list.setCurrentIndex(self._list.model().index(first, 0))
        self._list.setFocus()

    def _show(self, current: QModelIndex, _previous: QModelIndex) -> None:
        change = self._changes[current.row()]
        self._rows.show_change(change)
        self._rows.setVisible(bool(self._rows.rows))
        self._nothing.setVisible(not self._rows.rows)


def _entry(desk: Desk, change: MenuChange, name_of: Callable[[str], str]) -> tuple[str, str]:
    under = (
        parts_words(change) if change.price_list is None else f"{name_of(change.price_list)}: {choice_words(change)}"
    )
    return when_words(desk, change), under


def _carded(desk: Desk, width: int, *inner: QWidget) -> QWidget:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(*(desk.theme.space("s"),) * 4)
    for each in inner:
        column.addWidget(each)
    card.setMinimumWidth(width)
    return card


class _EntriesModel(QAbstractListModel):
    def __init__(self, entries: Sequence[tuple[str, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._entries = entries

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        when, under = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return when
            case Qt.ItemDataRole.ToolTipRole:
                return under
            case Qt.ItemDataRole.AccessibleTextRole:
                return plain(f"{when}, {under}")
        return under if role == _UNDER_ROLE else None


class _ChangeList(PlainList):
    """The times, each with what it brought under it."""

    def __init__(self, desk: Desk, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__(name="menu_changes_list", words=self.tr("Changes"), step=desk.theme.size("touch"))
        self.setModel(_EntriesModel(entries, self))
        self.setItemDelegate(_EntryPainter(desk, self))


class _EntryPainter(QStyledItemDelegate):
    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = desk.theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.size("side_list"), self._theme.size("main_action"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, state = self._theme, option.rect, option.state
        painter.save()
        brush = Brush(painter, option.direction, rect)
        ground = rect.adjusted(0, theme.space("hair"), 0, -theme.space("hair"))
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            brush.fill(ground, theme.color("primary_soft"), theme.radius("m"))
        elif state & QStyle.StateFlag.State_MouseOver:
            brush.fill(ground, theme.color("hover"), theme.radius("m"))
        if state & QStyle.StateFlag.State_HasFocus:
            brush.outline(ground, theme.color("focus"), 2, theme.radius("m"))
        strong, caption = theme.font("strong"), theme.font("caption")
        heights = QFontMetrics(strong).height(), QFontMetrics(caption).height()
        inner = rect.adjusted(theme.space("m"), 0, -theme.space("m"), 0)
        top = rect.center().y() - sum(heights) // 2
        ink = theme.color("primary" if chosen else "text")
        brush.text(QRect(inner.left(), top, inner.width(), heights[0]), str(index.data()), strong, ink)
        under = QRect(inner.left(), top + heights[0], inner.width(), heights[1])
        brush.text(under, str(index.data(_UNDER_ROLE)), caption, theme.color("muted"))
        painter.restore()
