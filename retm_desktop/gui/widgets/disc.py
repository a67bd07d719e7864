"""A round badge with an icon or a number: what a card or a step is about, at a glance."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from retm_desktop.gui.icons import paint_icon
from retm_desktop.gui.theme import Theme


class Disc(QWidget):
    """A filled circle with a Phosphor glyph, or with `number`; decoration, never the only sign."""

    def __init__(
        self,
        theme: Theme,
        glyph: str = "",
        *,
        number: str = "",
        size: str = "touch",
        fill: str = "primary_soft",
        ink: str = "primary",
    ) -> None:
        """`size`, `fill` and `ink` are theme tokens."""
        super().__init__()
        self._theme = theme
        self._edge = theme.size(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_as(glyph, number=number, fill=fill, ink=ink)

    def show_as(self, glyph: str = "", *, number: str = "", fill: str, ink: str) -> None:
        """Change what the disc shows."""
        self._glyph, self._number = glyph, number
        self._fill, self._ink = self._theme.color(fill), self._theme.color(ink)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._edge, self._edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill)
        painter.drawEllipse(self.rect())
        if self._number:
            painter.setPen(self._ink)
            painter.setFont(self._theme.font("strong"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._number)
        elif self._glyph:
            inset = self._edge * 0.24
            paint_icon(painter, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), self._glyph, self._ink)
        painter.end()
