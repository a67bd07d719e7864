"""JSON to read and to select from, left to right in either language."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from retm_desktop.gui.theme import Theme


class JsonText(QPlainTextEdit):
    """Cannot be written in; Tab leaves it."""

    def __init__(self, theme: Theme, words: str, *, name: str) -> None:
        """`words` are what a screen reader says of it."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.document().setDefaultTextOption(option)
        self.setMinimumHeight(theme.size("board_column"))
