"""Painting in reading direction: every rectangle is given as if read from left to right and mirrored where needed."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle

from retm_desktop.gui.icons import paint_icon

_ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class Brush:
    """A painter that knows the reading direction and the bounds within which things are mirrored."""

    def __init__(self, painter: QPainter, direction: Qt.LayoutDirection, bounds: QRect) -> None:
        self.painter = painter
        self._direction = direction
        self._bounds = bounds
        painter.setLayoutDirection(direction)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def placed(self, rect: QRect) -> QRect:
        """Return where a rectangle of the left-to-right drawing really is."""
        return QStyle.visualRect(self._direction, self._bounds, rect)

    def fill(self, rect: QRect, color: QColor, radius: float = 0) -> None:
        """Fill a rectangle, its corners rounded."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(color)
        self.painter.drawRoundedRect(self.placed(rect), radius, radius)

    def outline(self, rect: QRect, color: QColor, width: int, radius: float) -> None:
        """Draw a rounded frame inside a rectangle."""
        pen = QPen(color)
        pen.setWidth(width)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        inner = self.placed(rect).toRectF().adjusted(half, half, -half, -half)
        self.painter.drawRoundedRect(inner, radius, radius)

    def icon(self, rect: QRect, name: str, color: QColor) -> None:
        """Draw an icon; pictures of things are not mirrored."""
        paint_icon(self.painter, self.placed(rect), name, color)

    def text(
        self, rect: QRect, words: str, font: QFont, color: QColor, *, at_end: bool = False, centred: bool = False
    ) -> int:
        """Write one line, cut off with an ellipsis where it does not fit; return the width it took."""
        metrics = QFontMetrics(font)
        # Eliding measures as well: most texts fit, and are measured once.
        width, room = metrics.horizontalAdvance(words), max(0, rect.width())
        fitting = words if width <= room else metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.painter.setFont(font)
        self.painter.setPen(color)
        right = (self._direction == Qt.LayoutDirection.RightToLeft) != at_end
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if centred:
            side = Qt.AlignmentFlag.AlignHCenter
        self.painter.drawText(self.placed(rect), side | _ABSOLUTE | Qt.TextFlag.TextSingleLine, fitting)
        return width if fitting is words else metrics.horizontalAdvance(fitting)
