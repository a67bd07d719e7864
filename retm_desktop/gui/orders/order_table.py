"""The table of orders: its columns, how a cell is painted, and the keys it understands."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPixmap
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
_LINE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_AT_LEFT, _AT_RIGHT = Qt.AlignmentFlag.AlignLeft | _LINE, Qt.AlignmentFlag.AlignRight | _LINE
_MOST_CHIPS = 64
ROOMY = 21
"""Row heights of width below which columns are left out."""


class OrderCellDelegate(QStyledItemDelegate):
    """Paints a cell; a row whose page is still being read is a quiet bar.

    A list that fills a large screen has some two hundred cells: what is the same in all of them is made once.
    """

    def __init__(self, desk: Desk, names: Callable[[], Names], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names = names
        theme = desk.theme
        self._fonts = {role: theme.font(role) for role in ("body", "strong", "caption")}
        self._metrics = {role: QFontMetrics(font) for role, font in self._fonts.items()}
        self._struck = theme.font("strong")
        self._struck.setStrikeOut(True)
        self._colors = {token: theme.color(token) for token in ("text", "muted", "sunken", "danger", "warn", "info")}
        self._gap = {token: theme.space(token) for token in ("xs", "s", "m")}
        self._icon = theme.size("icon_s")
        self._radius = theme.radius("s")
        self._chips: dict[tuple[Stage, str, int, float], QPixmap] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        gap = self._gap
        painter.save()
        paint_row_ground(painter, self._desk.theme, option.state, rect)
        brush = Brush(painter, direction, rect)
        inner = rect.adjusted(gap["m"], 0, -gap["s"], 0)
        row: OrderRow | None = index.data(ROW_ROLE)
        if row is None:
            bar = QRect(inner.left(), rect.center().y() - gap["xs"], inner.width() // 2, gap["s"])
            brush.fill(bar, self._colors["sunken"], self._radius)
        else:
            self._cell(brush, inner, row, index.column(), str(index.data() or ""))
        painter.restore()

    def _cell(self, brush: Brush, inner: QRect, row: OrderRow, column: int, words: str) -> None:
        colors = self._colors
        match column:
            case Column.STAGE:
                self._chip(brush, inner, row.stage, words)
            case Column.AGE:
                delivery = self._names().is_delivery(row.order_type_id)
                band = ages.band(row, self._desk.now(), delivery=delivery)
                tone = self._desk.theme.age(band) if band else colors["muted"]
                inner = self._picture(brush, inner, ages.BAND_ICONS[band] if band else "clock", tone)
                self._write(brush, inner, words, "body", tone)
            case Column.REMARK:
                if not words:
                    return
                mark = pending_mark(row)
                token = mark.tone if mark else "warn" if row.refunded else "muted"
                picture = (
                    mark.icon if mark else "arrow-u-up-left" if row.refunded else "note-pencil" if row.note else ""
                )
                if picture:
                    inner = self._picture(brush, inner, picture, colors[token])
                self._write(brush, inner, words, "body", colors[token])
            case Column.NUMBER if not row.number and self._metrics["strong"].horizontalAdvance(words) > inner.width():
                # Half of "No number yet" would tell less.
                self._write(brush, inner, "—", "strong", colors["muted"])
            case Column.NUMBER if row.stage is Stage.CANCELLED:
                brush.text(inner, words, self._struck, colors["text"])
            case Column.NUMBER | Column.TOTAL:
                self._write(brush, inner, words, "strong", colors["text"], at_end=column == Column.TOTAL)
            case _:
                color = colors["text" if column in (Column.WHO, Column.ITEMS) else "muted"]
                self._write(brush, inner, words, "body", color)

    def _picture(self, brush: Brush, inner: QRect, name: str, color: QColor) -> QRect:
        """Draw an icon where `inner` begins and return what is left for the words."""
        brush.icon(QRect(inner.left(), inner.top(), self._icon, inner.height()), name, color)
        return inner.adjusted(self._icon + self._gap["xs"], 0, 0, 0)

    def _write(self, brush: Brush, rect: QRect, words: str, role: str, color: QColor, *, at_end: bool = False) -> None:
        """Write one line as `Brush.text` does, measured only once."""
        metrics, room = self._metrics[role], max(0, rect.width())
        if metrics.horizontalAdvance(words) > room:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter = brush.painter
        painter.setFont(self._fonts[role])
        painter.setPen(color)
        right = (painter.layoutDirection() == Qt.LayoutDirection.RightToLeft) != at_end
        painter.drawText(brush.placed(rect), _AT_RIGHT if right else _AT_LEFT, words)

    def _chip(self, brush: Brush, inner: QRect, stage: Stage, words: str) -> None:
        """Draw a stage's chip: there are few different ones, and each is painted once."""
        theme, painter = self._desk.theme, brush.painter
        density = painter.device().devicePixelRatioF()
        known = (stage, words, inner.width(), density)
        picture = self._chips.get(known)
        if picture is None:
            height = self._metrics["caption"].height() + self._gap["s"]
            width = max(1, min(inner.width(), chip_width(theme, words, with_icon=True)))
            picture = QPixmap(QSize(width, height) * density)
            picture.setDevicePixelRatio(density)
            picture.fill(Qt.GlobalColor.transparent)
            own = QPainter(picture)
            place = QRect(0, 0, width, height)
            paint_chip(
                Brush(own, painter.layoutDirection(), place), theme, place, stage, words=words, icon=STAGE_ICONS[stage]
            )
            own.end()
            if len(self._chips) >= _MOST_CHIPS:
                self._chips.clear()
            self._chips[known] = picture
        size = picture.deviceIndependentSize().toSize()
        place = QRect(inner.left(), inner.center().y() - size.height() // 2, size.width(), size.height())
        painter.drawPixmap(brush.placed(place).topLeft(), picture)


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
