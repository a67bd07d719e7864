"""What a view shows where there is nothing to show: a drawing, a sentence, and what to do."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.resources import resource

_DRAWN = {"#0F766E": "primary", "#F59E0B": "illustration_accent", "#94A3B8": "neutral_line"}
"""Colours in the drawings' files, and the token that takes their place."""


class Illustration(QWidget):
    """A drawing of resources/illustrations in the theme's colours, at its own proportions."""

    def __init__(self, theme: Theme, name: str, height: str = "detail") -> None:
        super().__init__()
        drawing = resource("illustrations", f"{name}.svg").read_text("utf-8")
        for drawn, token in _DRAWN.items():
            drawing = drawing.replace(drawn, theme.hex(token)).replace(drawn.lower(), theme.hex(token))
        self._renderer = QSvgRenderer(QByteArray(drawing.encode()), self)
        width = theme.size(height) * 3 // 4
        box = self._renderer.defaultSize()
        self._size = QSize(width, round(width * box.height() / max(1, box.width())))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(self.rect()))
        painter.end()


class EmptyState(QWidget):
    """A drawing, a title, a sentence, and at most one thing to do (`button`, hidden without words)."""

    def __init__(self, theme: Theme, drawing: str, title: str, words: str, act: str = "", *, name: str = "") -> None:
        super().__init__()
        if name:
            self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setSpacing(theme.space("m"))
        column.addStretch(1)
        column.addWidget(Illustration(theme, drawing), 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = label(title, "title", name=f"{name}_title" if name else "")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.title)
        self.words = label(words, "muted", name=f"{name}_words" if name else "", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setMaximumWidth(theme.size("dialog"))
        self.words.setMinimumWidth(min(theme.size("detail"), theme.size("dialog")))
        # In a row of its own: an aligned label is given the height its words need at the full width, and is cut.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.words, 2)
        row.addStretch(1)
        column.addLayout(row)
        self.button = button(act, "primary", name=f"{name}_button" if name else "")
        if not act:
            # Never shown here: it has no parent yet, and would be a window of its own for a moment.
            self.button.hide()
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def say(self, title: str, words: str) -> None:
        """Change the words, for example from "loading" to "nothing found"."""
        self.title.setText(title)
        self.words.setText(words)
