"""Labels, chips and lines in the roles the style sheet knows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget


def leading() -> Qt.AlignmentFlag:
    """Return the alignment of the reading start, for texts of either script.

    A QLabel aligns by its text's own direction, so Latin text in an Arabic window would stand on the far side.
    """
    right_to_left = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def trailing() -> Qt.AlignmentFlag:
    """Return the alignment of the reading end."""
    right_to_left = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignLeft if right_to_left else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def label(text: str = "", role: str = "", *, name: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """Return a plain-text label: roles caption, muted, strong, title, heading, display; tones danger, warn, good."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setAlignment(leading())
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if name:
        made.setObjectName(name)
    made.setWordWrap(wrap)
    return made


def chip(text: str, tone: str = "", *, name: str = "") -> QLabel:
    """Return a small rounded label: tones primary, good, warn, danger, info."""
    made = label(text, "chip", name=name, tone=tone)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def retone(widget: QWidget, tone: str) -> None:
    """Give a label, chip or notice another tone."""
    if widget.property("tone") == tone:
        return
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def frame(role: str = "card", *, name: str = "") -> QFrame:
    """Return a frame: card, sunken, plain, header, rail."""
    made = QFrame()
    made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def line() -> QFrame:
    """Return a thin dividing line."""
    return frame("line")
