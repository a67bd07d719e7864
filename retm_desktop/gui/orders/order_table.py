"""The table of orders: its columns, how a cell is painted, and the keys it understands."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from retm_desktop.domain.stages import Stage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders import ages
from retm_desktop.gui.orders.keys import Ask, ask_of
from retm_desktop.gui.orders.marks import pending_mark
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.orders.stage_chip import chip_width, paint_chip
from retm_desktop.gui.widgets.brush import Brush
from retm_desktop.gui.widgets.paged_model import ROW_ROLE
from retm_desktop.gui.widgets.row_table import RowTable, paint_row_ground
from retm_desktop.gui.words import STAGE_ICONS
from retm_desktop.store.orders import OrderRow

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The table's columns from the reading start on."""

    NUMBER = 0
    STAGE = 1
    AGE = 2
    WHO = 3
    ITEMS = 4
    BRANCH = 5
    KIND = 6
    TOTAL = 7
    REMARK = 8


UNITS = {
    Column.NUMBER: 1.8,
    Column.STAGE: 3.5,
    Column.AGE: 3.4,
    Column.WHO: 3.0,
    Column.ITEMS: 4.0,
    Column.BRANCH: 3.0,
    Column.KIND: 1.9,
    Column.TOTAL: 2.4,
    Column.REMARK: 3.3,
}
"""Column widths in row heights, so that they grow with the text."""
NARROW = {Column.STAGE: 3.4, Column.AGE: 3.0, Column.REMARK: 2.7}
"""What gives way when the details stand beside the list."""
ROOMY = 21
"""Row heights of width below which columns are left out."""


class OrderCellDelegate(QStyledItemDelegate):
    """Paints a cell; a row whose page is still being read is a quiet bar."""

    def __init__(self, desk: Desk, names: Callable[[], Names], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names = names
        theme = desk.theme
        self._fonts = {role: theme.font(role) for role in ("body", "strong", "caption")}
        self._colors = {token: theme.color(token) for token in ("text", "muted", "sunken", "danger", "warn", "info")}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        theme, colors = self._desk.theme, self._colors
        painter.save()
        paint_row_ground(painter, theme, option.state, rect)
        brush = Brush(painter, direction, rect)
        inner = rect.adjusted(theme.space("m"), 0, -theme.space("s"), 0)
        row: OrderRow | None = index.data(ROW_ROLE)
        if row is None:
            bar = QRect(inner.left(), rect.center().y() - theme.space("xs"), inner.width() // 2, theme.space("s"))
            brush.fill(bar, colors["sunken"], theme.radius("s"))
        else:
            self._cell(brush, inner, row, index.column(), str(index.data() or ""))
        painter.restore()

    def _cell(self, brush: Brush, inner: QRect, row: OrderRow, column: int, words: str) -> None:
        theme = self._desk.theme
        delivery = self._names().is_delivery(row.order_type_id)
        match column:
            case Column.STAGE:
                height = QFontMetrics(self._fonts["caption"]).height() + theme.space("s")
                width = min(inner.width(), chip_width(theme, words, with_icon=True))
                chip = QRect(inner.left(), inner.center().y() - height // 2, width, height)
                paint_chip(brush, theme, chip, row.stage, words=words, icon=STAGE_ICONS[row.stage])
            case Column.AGE:
                band = ages.band(row, self._desk.now(), delivery=delivery)
                tone = theme.age(band) if band else self._colors["muted"]
                size = theme.size("icon_s")
                picture = ages.BAND_ICONS[band] if band else "clock"
                brush.icon(QRect(inner.left(), inner.top(), size, inner.height()), picture, tone)
                brush.text(inner.adjusted(size + theme.space("xs"), 0, 0, 0), words, self._fonts["body"], tone)
            case Column.REMARK:
                mark = pending_mark(row)
                token = mark.tone if mark else "warn" if row.refunded else "muted"
                picture = (
                    mark.icon if mark else "arrow-u-up-left" if row.refunded else "note-pencil" if row.note else ""
                )
                size = theme.size("icon_s")
                if picture and words:
                    brush.icon(QRect(inner.left(), inner.top(), size, inner.height()), picture, self._colors[token])
                    inner = inner.adjusted(size + theme.space("xs"), 0, 0, 0)
                brush.text(inner, words, self._fonts["body"], self._colors[token])
            case Column.NUMBER | Column.TOTAL:
                font = self._fonts["strong"]
                if row.stage is Stage.CANCELLED and column == Column.NUMBER:
                    font = theme.font("strong")
                    font.setStrikeOut(True)
                brush.text(inner, words, font, self._colors["text"], at_end=column == Column.TOTAL)
            case _:
                color = self._colors["text" if column in (Column.WHO, Column.ITEMS) else "muted"]
                brush.text(inner, words, self._fonts["body"], color)


class OrderTable(RowTable):
    """The table; keys ask for the same things as on the board."""

    asked = Signal(object, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, name="orders_list", words=self.tr("Orders"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = ask_of(event)
        if asked is None or asked[0] in (Ask.TO_LEFT, Ask.TO_RIGHT):
            super().keyPressEvent(event)
        elif asked[0] is Ask.PICK:
            first = max(0, self.rowAt(0))
            if first + asked[1] < self.model().rowCount():
                self.pick(first + asked[1])
        else:
            self.asked.emit(*asked)
