"""Buttons in the roles the style sheet knows: "", primary, main, danger, danger_fill, quiet, link, segment, choice."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QToolButton


def button(text: str, role: str = "", *, name: str = "", icon: QIcon | None = None, icon_size: int = 20) -> QPushButton:
    """Return a push button; `name` is the stable object name scripts rely on."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    if icon is not None:
        made.setIcon(icon)
        # Qt sets words close to the icon; a wider box around the drawing keeps them apart in either direction.
        made.setIconSize(QSize(icon_size * 7 // 5 if text else icon_size, icon_size))
    if role in ("segment", "choice"):
        made.setCheckable(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def icon_button(icon: QIcon, words: str, *, name: str, icon_size: int = 20, role: str = "quiet") -> QToolButton:
    """Return a button that is only an icon; `words` are its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setProperty("role", role)
    made.setObjectName(name)
    made.setIcon(icon)
    made.setIconSize(QSize(icon_size, icon_size))
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
