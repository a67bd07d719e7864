"""A QR code drawn pixel by pixel: black on white in every theme, or no reader finds it."""

from math import ceil

import segno
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from retm_desktop.gui.theme import Theme

QUIET = 4
"""The white modules around a code that readers ask for (ISO/IEC 18004)."""
_LEAST = 260
_BLACK, _WHITE = 0, 255


class QrPicture(QWidget):
    """Draws a code as large as fits, each module a whole number of screen pixels, never below 260 logical pixels."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self._data = ""
        self._code: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def data(self) -> str:
        """What the code says; empty where none is drawn."""
        return self._data

    def show_data(self, data: str, words: str) -> bool:
        """Draw `data`; `words` are for a screen reader. False where it is empty or too long for any code."""
        self.setAccessibleName(words)
        if data == self._data:
            return self._code is not None
        try:
            code = segno.make(data, error="m", micro=False) if data else None
        except segno.DataOverflowError:
            code = None
        self._data = data if code is not None else ""
        self._code = _module_image(code) if code is not None else None
        self._claim_room()
        self.update()
        return self._code is not None

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._claim_room()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._code is None:
            return
        ratio = self.devicePixelRatioF()
        wide, high = self.width() * ratio, self.height() * ratio
        module = max(1, int(min(wide, high)) // self._code.width())
        edge = module * self._code.width()
        picture = self._code.scaled(
            edge, edge, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.FastTransformation
        )
        picture.setDevicePixelRatio(ratio)
        corner = QPointF(int((wide - edge) / 2) / ratio, int((high - edge) / 2) / ratio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        card = QRectF(corner.x(), corner.y(), edge / ratio, edge / ratio)
        painter.drawRoundedRect(card, self._theme.radius("m"), self._theme.radius("m"))
        # Only the modules themselves: the card's white around them is the quiet zone.
        quiet = QUIET * module
        inner = QRectF(quiet, quiet, edge - 2 * quiet, edge - 2 * quiet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.drawImage(corner + QPointF(quiet / ratio, quiet / ratio), picture, inner)
        painter.end()

    def _claim_room(self) -> None:
        if self._code is None:
            return
        ratio, modules = self.devicePixelRatioF(), self._code.width()
        least = _LEAST * max(1.0, self._theme.scale)
        edge = ceil(modules * ceil(least * ratio / modules) / ratio)
        self.setMinimumSize(edge, edge)


def _module_image(code: segno.QRCode) -> QImage:
    """Return a picture of one pixel a module, quiet zone included."""
    rows = [bytes(row) for row in code.matrix_iter(scale=1, border=QUIET)]
    pixels = bytes(_BLACK if module else _WHITE for row in rows for module in row)
    # The copy owns its pixels; the one around our bytes would not.
    return QImage(pixels, len(rows), len(rows), len(rows), QImage.Format.Format_Grayscale8).copy()
