"""What a key press asks for on the orders screen, whatever the keyboard's layout."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class Ask(Enum):
    """The things a key can ask for."""

    MAIN_ACTION = auto()
    CANCEL = auto()
    COPY = auto()
    CLEAR = auto()
    TO_LEFT = auto()
    TO_RIGHT = auto()
    PICK = auto()


_CANCEL_LETTERS = frozenset("xXء")
_COPY_LETTERS = frozenset("cCؤ")
"""A key's Latin letter and what the same key writes on the Arabic layout."""
_DIGITS = "123456789"
_ARABIC_DIGITS = "١٢٣٤٥٦٧٨٩"


def ask_of(event: QKeyEvent) -> tuple[Ask, int] | None:
    """Return what is asked, and for PICK which card (from 0); None for every other key."""
    keys = Qt.Key
    plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    if event.matches(QKeySequence.StandardKey.Copy) or (
        event.modifiers() == Qt.KeyboardModifier.ControlModifier and _letter(event) in _COPY_LETTERS
    ):
        return Ask.COPY, 0
    if not plain:
        return None
    match event.key():
        case keys.Key_Return | keys.Key_Enter:
            return Ask.MAIN_ACTION, 0
        case keys.Key_Escape:
            return Ask.CLEAR, 0
        case keys.Key_Left:
            return Ask.TO_LEFT, 0
        case keys.Key_Right:
            return Ask.TO_RIGHT, 0
        case keys.Key_X:
            return Ask.CANCEL, 0
    text = event.text()
    if text and text in _CANCEL_LETTERS:
        return Ask.CANCEL, 0
    for digits in (_DIGITS, _ARABIC_DIGITS):
        if text and text in digits:
            return Ask.PICK, digits.index(text)
    return None


def _letter(event: QKeyEvent) -> str:
    key = int(event.key())
    return chr(key) if key < 0x10000 else ""
