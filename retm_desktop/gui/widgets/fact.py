"""One fact of a detail: what it is, its words, and a button that copies it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.labels import label


class Fact(QWidget):
    """An icon, what the fact is, the words, and a button that copies `copied()` without direction marks.

    Without `copied` there is no button.
    """

    def __init__(
        self, theme: Theme, glyph: str, what: str, copied: Callable[[], str] | None, *, name: str, of: str
    ) -> None:
        """The words are called `<of>_<name>`, the button `<of>_copy_<name>`."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("m"))
        picture = QLabel()
        side = theme.size("icon")
        picture.setPixmap(icon(glyph, theme.color("muted")).pixmap(QSize(side, side)))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(what, "caption"))
        self._words = label("", name=f"{of}_{name}", wrap=True)
        words.addWidget(self._words)
        row.addLayout(words, 1)
        self._copy: CopyButton | None = None
        if copied is not None:
            self._copy = CopyButton(theme, what, copied, name=f"{of}_copy_{name}")
            row.addWidget(self._copy)
        self.setMinimumHeight(theme.size("touch"))

    def show_words(self, words: str) -> None:
        """Show the fact; without one say that RETM tells none, and offer nothing to copy."""
        self._words.setText(words or self.tr("not told by RETM"))
        self._words.setProperty("role", "" if words else "muted")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        if self._copy is not None:
            self._copy.setVisible(bool(words))
