"""Paints a device as a row of its branch's card: icon, name and type, id to copy, last seen."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.model import ROW_ROLE, SEEN_ROLE, BranchHeading, DeviceRow, DevicesModel, Index
from retm_desktop.gui.devices.words import device_icon, device_name, seen_words, type_words
from retm_desktop.gui.widgets.brush import Brush

_NAME_SHARE, _ID_SHARE = 0.36, 0.36
_RECENT_MINUTES = 15


class DevicePainter(QStyledItemDelegate):
    """Rows of one branch share a card; where it is not `roomy` the id is left out and the last order goes below."""

    def __init__(self, desk: Desk, model: DevicesModel, *, roomy: bool) -> None:
        super().__init__(model)
        self._desk = desk
        self._model = model
        self._roomy = roomy
        self.hovered: str | None = None
        """Id of the device whose id the pointer is over."""
        self.copied: str | None = None
        """Id that was copied a moment ago."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._desk.theme
        if isinstance(index.data(ROW_ROLE), BranchHeading):
            above = theme.space("l") if index.row() else 0
            return QSize(theme.size("detail"), theme.size("row") + above)
        return QSize(theme.size("detail"), theme.size("main_action") + theme.space("s"))

    def id_rect(self, rect: QRect) -> QRect:
        """Return where the id with its copy mark stands in a row, as if read from left to right; empty without it."""
        if not self._roomy:
            return QRect()
        left = rect.left() + round(rect.width() * _NAME_SHARE)
        return QRect(left, rect.top(), round(rect.width() * _ID_SHARE), rect.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        row: BranchHeading | DeviceRow = index.data(ROW_ROLE)
        brush = Brush(painter, option.direction, option.rect)
        if isinstance(row, BranchHeading):
            self._paint_heading(brush, option.rect, row)
        else:
            self._paint_row(painter, brush, option, row, index)
        painter.restore()

    def _paint_heading(self, brush: Brush, rect: QRect, heading: BranchHeading) -> None:
        theme = self._desk.theme
        line = QRect(rect.left(), rect.bottom() - theme.size("row") + 1, rect.width(), theme.size("row"))
        icon = theme.size("icon")
        brush.icon(QRect(line.left() + theme.space("xs"), line.top(), icon, line.height()), "storefront", self._muted)
        inner = line.adjusted(theme.space("xs") + icon + theme.space("s"), 0, 0, 0)
        name = self._model.branch_name(heading.name)
        font = theme.font("strong")
        taken = brush.text(inner, name, font, theme.color("text"))
        inner.setLeft(inner.left() + taken + theme.space("s"))
        brush.text(inner, bidi.ltr(str(heading.count)), theme.font("caption"), self._muted)

    def _paint_row(
        self, painter: QPainter, brush: Brush, option: QStyleOptionViewItem, row: DeviceRow, index: Index
    ) -> None:
        theme, rect = self._desk.theme, option.rect
        self._paint_ground(painter, brush, option, row)
        side = theme.size("control")
        inner = rect.adjusted(theme.space("l"), 0, -theme.space("l"), 0)
        disc = QRect(inner.left(), rect.center().y() - side // 2, side, side)
        brush.fill(disc, theme.color("primary_soft"), side / 2)
        inset = (side - theme.size("icon")) // 2
        brush.icon(disc.adjusted(inset, inset, -inset, -inset), device_icon(row.device), theme.color("primary"))
        names = QRect(disc.right() + theme.space("m"), rect.top(), 0, rect.height())
        name, kind = device_name(self._desk, row.device), type_words(row.device)
        if not self._roomy:
            names.setRight(inner.right())
            seen = seen_words(index.data(SEEN_ROLE), self._desk.now())
            self._paint_two_lines(brush, names, name, seen, self._seen_color(index))
            return
        place = self.id_rect(rect)
        names.setRight(place.left() - theme.space("m"))
        self._paint_two_lines(brush, names, name, kind, self._muted)
        self._paint_id(brush, place, row.device.id)
        self._paint_seen(brush, QRect(place.right(), rect.top(), inner.right() - place.right(), rect.height()), index)

    def _paint_ground(self, painter: QPainter, brush: Brush, option: QStyleOptionViewItem, row: DeviceRow) -> None:
        theme, rect, radius = self._desk.theme, option.rect, self._desk.theme.radius("l")
        painter.setClipRect(rect)
        card = rect.adjusted(0, 0 if row.first else -2 * radius, -1, (2 * radius) if not row.last else -1)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        fill = "selected" if selected else "hover" if state & QStyle.StateFlag.State_MouseOver else "surface"
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(theme.color(fill))
        painter.drawRoundedRect(card.toRectF().translated(0.5, 0.5), radius, radius)
        if not row.last:
            line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
            brush.fill(line.adjusted(theme.space("l"), 0, -theme.space("l"), 0), theme.color("border"))
        if state & QStyle.StateFlag.State_HasFocus:
            inset = theme.space("xs")
            brush.outline(rect.adjusted(inset, inset, -inset, -inset), theme.color("focus"), 2, theme.radius("m"))

    def _paint_two_lines(self, brush: Brush, rect: QRect, above: str, below: str, color: QColor) -> None:
        theme = self._desk.theme
        strong, caption = theme.font("strong"), theme.font("caption")
        if not below:
            brush.text(rect, above, strong, theme.color("text"))
            return
        heights = QFontMetrics(strong).height(), QFontMetrics(caption).height()
        top = rect.center().y() - sum(heights) // 2
        brush.text(QRect(rect.left(), top, rect.width(), heights[0]), above, strong, theme.color("text"))
        brush.text(QRect(rect.left(), top + heights[0], rect.width(), heights[1]), below, caption, color)

    def _paint_id(self, brush: Brush, rect: QRect, device_id: str) -> None:
        theme = self._desk.theme
        copied, hovered = self.copied == device_id, self.hovered == device_id
        if hovered:
            gap = theme.space("s")
            brush.fill(rect.adjusted(0, gap, 0, -gap), theme.color("sunken"), theme.radius("m"))
        inner = rect.adjusted(theme.space("m"), 0, -theme.space("m"), 0)
        icon = theme.size("icon_s")
        color = theme.color("good" if copied else "primary" if hovered else "muted")
        brush.icon(QRect(inner.left(), inner.top(), icon, inner.height()), "check" if copied else "copy", color)
        inner.setLeft(inner.left() + icon + theme.space("s"))
        words = self.tr("Copied") if copied else bidi.ltr(device_id)
        brush.text(inner, words, theme.font("caption"), color if copied or hovered else self._muted)

    def _paint_seen(self, brush: Brush, rect: QRect, index: Index) -> None:
        theme = self._desk.theme
        seen, color = index.data(SEEN_ROLE), self._seen_color(index)
        font = theme.font("caption")
        words = seen_words(seen, self._desk.now())
        icon = theme.size("icon_s")
        room = rect.adjusted(icon + theme.space("xs"), 0, 0, 0)
        taken = brush.text(room, words, font, color, at_end=True)
        place = QRect(rect.right() - taken - icon - theme.space("xs") + 1, rect.top(), icon, rect.height())
        brush.icon(place, "receipt" if seen else "circle-dashed", color)

    def _seen_color(self, index: Index) -> QColor:
        seen = index.data(SEEN_ROLE)
        recent = seen is not None and (self._desk.now() - seen).total_seconds() < _RECENT_MINUTES * 60
        return self._desk.theme.color("good" if recent else "muted" if seen else "faint")

    @property
    def _muted(self) -> QColor:
        return self._desk.theme.color("muted")
