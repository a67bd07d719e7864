"""One change of the menu as rows: headings with counts, names, and prices before and after."""

from decimal import Decimal

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from retm_desktop.domain.menu import MenuChange
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.words import money
from retm_desktop.gui.widgets.brush import Brush
from retm_desktop.gui.widgets.plain_list import PlainList

Index = QModelIndex | QPersistentModelIndex

_ROW_ROLE = Qt.ItemDataRole.UserRole


class ChangeRow(msgspec.Struct, frozen=True):
    """A heading with how many follow it, or a product; both prices are None where they did not change."""

    name: str
    count: int | None = None
    before: Decimal | None = None
    after: Decimal | None = None


class _ChangeModel(QAbstractListModel):
    """The rows of the change that is shown."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: list[ChangeRow] = []

    def show(self, change: MenuChange) -> None:
        self.beginResetModel()
        self.rows = []
        for title, names in (
            (self.tr("Added"), change.added),
            (self.tr("Removed"), change.removed),
            (self.tr("Changed otherwise"), change.altered),
        ):
            self._add(title, [ChangeRow(self._name(name)) for name in names])
        prices = [ChangeRow(self._name(one.name), None, one.before, one.after) for one in change.repriced]
        self._add(self.tr("Prices"), prices)
        self.endResetModel()

    def _add(self, title: str, rows: list[ChangeRow]) -> None:
        if rows:
            self.rows += [ChangeRow(title, len(rows)), *rows]

    def _name(self, name: BilingualText) -> str:
        return self._desk.text(name) or self.tr("Product without a name")

    def words_of(self, row: ChangeRow) -> str:
        """Return a row as plain text, tabs between its cells."""
        if row.before is None:
            return plain(row.name if row.count is None else f"{row.name}\t{row.count}")
        return plain(
            "\t".join((row.name, *(money(self._desk, price) for price in (row.before, row.after or row.before))))
        )

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()].count is not None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words_of(row).replace("\t", ", ")
        return None


class _RowPainter(QStyledItemDelegate):
    """The name at the reading start, the old price struck out and the new one at the end."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self._body, self._strong, self._caption = (theme.font(role) for role in ("body", "strong", "caption"))
        self._struck = theme.font("caption")
        self._struck.setStrikeOut(True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._desk.theme.size("detail"), self._desk.theme.size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._desk.theme, option.rect
        row: ChangeRow = index.data(_ROW_ROLE)
        painter.save()
        brush = Brush(painter, option.direction, rect)
        inner = rect.adjusted(theme.space("m"), 0, -theme.space("m"), 0)
        if row.count is not None:
            inner.setTop(rect.center().y() - theme.space("xs"))
            taken = brush.text(inner, row.name, self._strong, theme.color("text"))
            inner.setLeft(inner.left() + taken + theme.space("s"))
            brush.text(inner, bidi.ltr(str(row.count)), self._caption, theme.color("muted"))
            painter.restore()
            return
        ground = rect.adjusted(0, theme.space("hair"), 0, -theme.space("hair"))
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            brush.fill(ground, theme.color("selected"), theme.radius("s"))
        elif state & QStyle.StateFlag.State_MouseOver:
            brush.fill(ground, theme.color("hover"), theme.radius("s"))
        if row.before is not None:
            after = row.before if row.after is None else row.after
            taken = brush.text(inner, money(self._desk, after), self._strong, theme.color("text"), at_end=True)
            inner.setRight(inner.right() - taken - theme.space("s"))
            # The lowest price of a product may stay while that of a size or an extra changed.
            before = self.tr("sizes or extras") if after == row.before else money(self._desk, row.before)
            font = self._caption if after == row.before else self._struck
            taken = brush.text(inner, before, font, theme.color("muted"), at_end=True)
            inner.setRight(inner.right() - taken - theme.space("m"))
        brush.text(inner, bidi.auto(row.name), self._body, theme.color("text"))
        painter.restore()


class ChangeRows(PlainList):
    """Lists one change; Ctrl+C copies a row."""

    def __init__(self, desk: Desk, *, name: str) -> None:
        super().__init__(name=name, words=self.tr("What changed"), step=desk.theme.size("row"))
        self._rows = _ChangeModel(desk, self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(desk, self))

    @property
    def rows(self) -> tuple[str, ...]:
        """What is listed, as plain text with tabs between the cells."""
        return tuple(self._rows.words_of(row) for row in self._rows.rows)

    def show_change(self, change: MenuChange) -> None:
        """List a change from its beginning."""
        self._rows.show(change)
        self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(_ROW_ROLE)
        if event.matches(QKeySequence.StandardKey.Copy) and isinstance(row, ChangeRow):
            QGuiApplication.clipboard().setText(self._rows.words_of(row))
            return
        super().keyPressEvent(event)
