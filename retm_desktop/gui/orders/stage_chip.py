"""A word or a number in a stage's colours."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui.icons import paint_icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.brush import Brush


class StageChip(QWidget):
    """Rounded, filled with the stage's colour; an icon is optional."""

    def __init__(self, theme: Theme, stage: Stage, words: str = "", *, name: str, icon: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme, self._stage, self._icon = theme, stage, icon
        self._font = theme.font("caption")
        self._font.setWeight(theme.font("strong").weight())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = ""
        self.say(words)

    def text(self) -> str:
        """Return what it says."""
        return self._words

    def say(self, words: str, stage: Stage | None = None, icon: str | None = None) -> None:
        """Show other words, or another stage."""
        self._words = words
        self._stage = stage or self._stage
        self._icon = self._icon if icon is None else icon
        self.setAccessibleName(plain(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        theme = self._theme
        height = metrics.height() + 2 * theme.space("hair") + theme.space("xs")
        width = metrics.horizontalAdvance(self._words) + 2 * theme.space("s") + theme.space("hair")
        if self._icon:
            width += theme.size("icon_s") + theme.space("xs")
        return QSize(max(width, height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(
            Brush(painter, self.layoutDirection(), self.rect()),
            self._theme,
            self.rect(),
            self._stage,
            words=self._words,
            icon=self._icon,
        )
        painter.end()


def paint_chip(brush: Brush, theme: Theme, rect: QRect, stage: Stage, *, words: str, icon: str = "") -> None:
    """Paint a chip into `rect` (left-to-right coordinates)."""
    fill, ink = theme.stage(stage)
    brush.fill(rect, fill, min(theme.radius("m"), rect.height() / 2))
    font = theme.font("caption")
    font.setWeight(theme.font("strong").weight())
    inner = rect.adjusted(theme.space("s"), 0, -theme.space("s"), 0)
    if icon:
        size = theme.size("icon_s")
        place = brush.placed(QRect(inner.left(), inner.top(), size, inner.height()))
        paint_icon(brush.painter, place, icon, ink)
        inner.setLeft(inner.left() + size + theme.space("xs"))
        brush.text(inner, words, font, ink)
    else:
        brush.text(rect, words, font, ink, centred=True)


def chip_width(theme: Theme, words: str, *, with_icon: bool) -> int:
    """Return how wide a chip with these words is."""
    font = theme.font("caption")
    font.setWeight(theme.font("strong").weight())
    extra = theme.size("icon_s") + theme.space("xs") if with_icon else 0
    return QFontMetrics(font).horizontalAdvance(words) + 2 * theme.space("s") + theme.space("hair") + extra
