"""A button that copies one text and says that it did."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from retm_desktop.domain.text import plain
from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme

_SAID_MS = 1500


class CopyButton(QToolButton):
    """Copies `text()` as it is when pressed, without direction marks, and shows a tick for a moment."""

    def __init__(self, theme: Theme, what: str, text: Callable[[], str], *, name: str) -> None:
        """`what` names the thing copied, for the tooltip and the screen reader."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "quiet")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(theme.size("icon"), theme.size("icon")))
        self._what = what
        self._text = text
        self._copy = icon("copy", theme.color("muted"))
        self._done = icon("check", theme.color("good"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAID_MS)
        self._timer.timeout.connect(self._offer)
        self.clicked.connect(self._take)
        self._offer()

    def _offer(self) -> None:
        self.setIcon(self._copy)
        words = self.tr("Copy {what}").format(what=self._what)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def _take(self) -> None:
        QGuiApplication.clipboard().setText(plain(self._text()))
        self.setIcon(self._done)
        words = self.tr("Copied")
        self.setToolTip(words)
        self.setAccessibleName(words)
        self._timer.start()
