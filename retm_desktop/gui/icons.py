"""Icons by name from the Phosphor font that QtAwesome carries.

Only QtAwesome's font files are used: importing its code would import every Qt module through QtPy, which costs more
than half of the whole start.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_FONT = "phosphor-1.3.0.ttf"
_NAMES = "phosphor-charmap-1.3.0.json"


@cache
def _font() -> tuple[str, dict[str, str]]:
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the icon fonts of QtAwesome are not installed")
    folder = Path(spec.submodule_search_locations[0]) / "fonts"
    number = QFontDatabase.addApplicationFont(str(folder / _FONT))
    names = json.loads((folder / _NAMES).read_text("utf-8"))
    return QFontDatabase.applicationFontFamilies(number)[0], {k: chr(int(v, 16)) for k, v in names.items()}


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, color: QColor) -> None:
    """Paint the glyph `name` (Phosphor's word, for example "fork-knife") centred in `rect`."""
    family, glyphs = _font()
    font = QFont(family)
    font.setPixelSize(max(1, round(min(rect.width(), rect.height()))))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, glyphs[name])
    painter.restore()


class _GlyphEngine(QIconEngine):
    """Paints a glyph at whatever size and density is asked for."""

    def __init__(self, name: str, color: QColor, checked: QColor) -> None:
        super().__init__()
        self._name, self._color, self._checked = name, color, checked

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        color = QColor(self._checked if state == QIcon.State.On else self._color)
        if mode == QIcon.Mode.Disabled:
            color.setAlphaF(0.45)
        paint_icon(painter, rect, self._name, color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():
            return QPixmap()
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._color, self._checked)


def icon(name: str, color: QColor, checked: QColor | None = None) -> QIcon:
    """Return the icon `name` in `color`; `checked` is its colour while a button is pressed in."""
    if name not in _font()[1]:
        raise KeyError(f"Phosphor has no icon {name!r}")
    return QIcon(_GlyphEngine(name, color, checked or color))
