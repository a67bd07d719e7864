"""A card that is one button: the welcome's doors and the choice of an environment."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout

from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.labels import label


class CardButton(QPushButton):
    """Shows an icon, a title and a sentence, and is pressed as a whole."""

    def __init__(self, theme: Theme, glyph: str, title: str, words: str, *, name: str, compact: bool = False) -> None:
        """`compact` sets icon and text side by side, for a choice among several."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        edge = theme.space("m" if compact else "xl")
        self._title = label(title, "strong" if compact else "heading", wrap=not compact)
        self._words = label(words, "caption" if compact else "muted", name=f"{name}_words", wrap=not compact)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(title)
        self._busy.hide()
        disc = Disc(theme, glyph, size="control" if compact else "main_action")
        texts = QVBoxLayout()
        texts.setSpacing(theme.space("hair" if compact else "s"))
        texts.addWidget(self._title)
        texts.addWidget(self._words)
        for part in (self._title, self._words, self._busy):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if compact:
            row = QHBoxLayout(self)
            row.setContentsMargins(edge, theme.space("s"), edge, theme.space("s"))
            row.setSpacing(theme.space("m"))
            row.addWidget(disc)
            row.addLayout(texts, 1)
            return
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.space("l"))
        head = QHBoxLayout()
        head.addWidget(disc)
        head.addStretch(1)
        head.addWidget(self._arrow(theme))
        column.addLayout(head)
        column.addLayout(texts)
        column.addStretch(1)
        column.addWidget(self._busy)

    def _arrow(self, theme: Theme) -> QLabel:
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        made = QLabel()
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        drawn = icon("arrow-left" if right_to_left else "arrow-right", theme.color("primary"))
        made.setPixmap(drawn.pixmap(QSize(theme.size("icon"), theme.size("icon"))))
        return made

    def busy(self, words: str) -> None:
        """Show that what was asked for is on its way, in `words`; the card cannot be pressed meanwhile."""
        self.setEnabled(False)
        self._words.setText(words)
        self._busy.show()

    def ready(self, words: str) -> None:
        """Show `words` and accept presses again."""
        self.setEnabled(True)
        self._words.setText(words)
        self._busy.hide()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()
