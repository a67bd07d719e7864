"""A combo box that shows it can be opened: the style sheet takes Qt's own arrow away."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle

from retm_desktop.domain.text import fold, plain
from retm_desktop.gui.icons import paint_icon
from retm_desktop.gui.theme import Theme


class Combo(QComboBox):
    """A QComboBox with a caret at the reading end; `name` is its object name, `words` what a screen reader says."""

    def __init__(self, theme: Theme, words: str, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(words)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling past a closed box must not change what was chosen.
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt's own search by a first letter fails at the direction marks many texts begin with, and tells of no choice.
        if not event.text().isalnum() or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
            return
        wanted, count, here = fold(event.text()), self.count(), self.currentIndex()
        for step in range(1, count):
            at = (here + step) % count
            if fold(plain(self.itemText(at))).startswith(wanted):
                self.setCurrentIndex(at)
                self.activated.emit(at)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._theme.size("icon_s")
        inset = self._theme.space("m")
        caret = QRect(self.width() - side - inset, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        color = self._theme.color("muted" if self.isEnabled() else "faint")
        paint_icon(painter, QStyle.visualRect(self.layoutDirection(), self.rect(), caret), "caret-down", color)
        painter.end()
