"""A card of the setup tab, and the lines in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import label


class Section(QFrame):
    """A card with an icon, a title, a sentence, and what is added to it."""

    def __init__(self, theme: Theme, glyph: str, title: str, words: str, *, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName(name)
        self._theme = theme
        self._column = QVBoxLayout(self)
        pad(self._column, theme)
        self._column.setSpacing(theme.space("l"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("m"))
        head.addWidget(Disc(theme, glyph, size="control"))
        texts = QVBoxLayout()
        texts.setSpacing(theme.space("hair"))
        texts.addWidget(label(title, "title"))
        texts.addWidget(label(words, "muted", wrap=True))
        head.addLayout(texts, 1)
        self._column.addLayout(head)

    def add(self, part: QWidget | QLayout) -> None:
        """Put something below what is there."""
        if isinstance(part, QWidget):
            self._column.addWidget(part)
        else:
            self._column.addLayout(part)

    def add_line(self, caption: str, hint: str, *controls: QWidget) -> None:
        """Put a caption with a hint at the reading start and controls at the reading end of one line."""
        row = QHBoxLayout()
        row.setSpacing(self._theme.space("m"))
        texts = QVBoxLayout()
        texts.setSpacing(self._theme.space("hair"))
        words = label(caption, "strong", wrap=True)
        if controls:
            words.setBuddy(controls[0])
        texts.addWidget(words)
        if hint:
            texts.addWidget(label(hint, "muted", wrap=True))
        row.addLayout(texts, 1)
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(row)
