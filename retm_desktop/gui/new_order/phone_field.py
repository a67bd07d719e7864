"""The field for a customer's phone: both digit sets, left to right in either language, checked while typing."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit

from retm_desktop.domain.text import ascii_digits, folded_phone, plain
from retm_desktop.gui.new_order.pad import normal_phone
from retm_desktop.gui.widgets.labels import leading

FEWEST_DIGITS = 7
"""The fewest digits an order's phone must have, as `Draft.problems` asks for."""
_MOST_SIGNS = 24
_SIGNS = frozenset("0123456789+-() ")


class PhoneField(QLineEdit):
    """Shows 0-9 whatever digits are typed or pasted, and refuses letters."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMaxLength(_MOST_SIGNS)
        # A phone reads left to right everywhere, but stands where the eye starts reading.
        alignment = leading()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAlignment(alignment)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.setValidator(_PhoneSigns(self))

    @property
    def phone(self) -> str:
        """The phone in the form it is sent."""
        return normal_phone(self.text())

    @property
    def is_valid(self) -> bool:
        """Tell whether the phone has enough digits to be sent."""
        return len(folded_phone(self.text())) >= FEWEST_DIGITS

    def even_out(self) -> None:
        """Show the phone in the form it is sent, once it is complete."""
        if self.is_valid and self.text() != self.phone:
            self.setText(self.phone)


class _PhoneSigns(QValidator):
    """Writes every digit as 0-9 while it is typed; anything but digits and the signs of a phone is refused."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        even = plain(ascii_digits(text)).replace("\u00a0", " ")
        if not _SIGNS.issuperset(even):
            return QValidator.State.Invalid, text, position
        return QValidator.State.Acceptable, even, min(position, len(even))
