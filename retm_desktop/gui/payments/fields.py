"""Fields for what a scanner or a person types in digits of either script: a payment code, a PIN."""

import re

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit

from retm_desktop.domain.text import ascii_digits, plain
from retm_desktop.gui.widgets.labels import leading
from retm_desktop.sync.payments.pin import MOST_DIGITS

_GROUP = 4
_LEAST_CODE, _LONGEST_CODE = 10, 64
"""The least and most signs of a payment code, as `Charges.by_scan` takes them; those of the service's page have 18."""
_NO_PART = re.compile(r"[^0-9A-Za-z]")


class CodeField(QLineEdit):
    """Takes the code a scanner types, shown in groups of four; once it is sent only its last signs can be seen."""

    entered = Signal()
    """Enter was pressed, by a scanner or by hand."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._code = ""
        alignment = leading()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAlignment(alignment)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.textEdited.connect(self._group)
        self.returnPressed.connect(self.entered)

    @property
    def code(self) -> str:
        """What was scanned or typed, 0-9 and letters only."""
        return self._code

    @property
    def is_complete(self) -> bool:
        """Tell whether the code has as many signs as a payment code."""
        return len(self._code) >= _LEAST_CODE

    def take(self) -> str:
        """Return the code to be sent, and keep no more of it than its last signs, which cannot be edited."""
        code, self._code = self._code, ""
        self.setReadOnly(True)
        self.setText(_grouped("•" * max(0, len(code) - _GROUP) + code[-_GROUP:]))
        return code

    def start_over(self) -> None:
        """Be empty and take another code."""
        self._code = ""
        self.clear()
        self.setReadOnly(False)

    def _group(self, text: str) -> None:
        """Write the code in groups; the cursor stays behind the sign it was behind."""
        before = len(_code_in(text[: self.cursorPosition()]))
        self._code = _code_in(text)[:_LONGEST_CODE]
        self.setText(_grouped(self._code))
        before = min(before, len(self._code))
        self.setCursorPosition(before + max(0, before - 1) // _GROUP)


def _code_in(text: str) -> str:
    return _NO_PART.sub("", ascii_digits(plain(text)))


def _grouped(code: str) -> str:
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


class PinField(QLineEdit):
    """Takes a PIN in digits of either script and never shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        alignment = leading()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAlignment(alignment)
        self.setMaxLength(MOST_DIGITS)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.setValidator(_PinDigits(self))


class _PinDigits(QValidator):
    """Writes every digit as 0-9 while it is typed, and refuses all else."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        even = plain(ascii_digits(text))
        if even and not (even.isascii() and even.isdigit()):
            return QValidator.State.Invalid, text, position
        return QValidator.State.Acceptable, even, min(position, len(even))
