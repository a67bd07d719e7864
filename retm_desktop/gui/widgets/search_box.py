"""A search field with an icon, a clear button, and a pause before it asks."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme

PAUSE_MS = 120
"""Until the typing counts as paused, where an answer costs more than a few milliseconds."""


class SearchBox(QLineEdit):
    """Tells `searched` once the typing pauses for `pause_ms`; Escape clears."""

    searched = Signal(str)

    def __init__(self, theme: Theme, placeholder: str, *, name: str, pause_ms: int = PAUSE_MS) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(icon("magnifying-glass", theme.color("muted")), QLineEdit.ActionPosition.LeadingPosition)
        self.setMaxLength(200)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause_ms)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._timer.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
