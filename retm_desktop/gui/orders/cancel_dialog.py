"""Asks why an order is cancelled: a short list of reasons and room for words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label


class CancelDialog(QDialog):
    """Accepted with a reason (`reason`), rejected when the order is kept.

    `reason` is one that was given before: the cancellation waits to be sent, and its words are changed.
    """

    def __init__(self, theme: Theme, order_name: str, parent: QWidget, *, reason: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("cancel_dialog")
        title = self.tr("Cancel order {number}?").format(number=order_name).replace("  ", " ")
        self.setWindowTitle(plain(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("xl"),) * 4)
        column.setSpacing(theme.space("s"))
        column.addWidget(label(title, "heading"))
        words = label(
            self.tr("RETM and the kitchen are told the reason. A cancelled order does not come back."),
            "muted",
            wrap=True,
        )
        words.setMinimumWidth(theme.size("detail"))
        column.addWidget(words)
        column.addSpacing(theme.space("s"))
        self._reasons = QButtonGroup(self)
        self._reasons.setExclusive(True)
        for number, offered in enumerate(self._offered()):
            choice = button(offered, "choice", name=f"cancel_reason_{number}")
            self._reasons.addButton(choice, number)
            column.addWidget(choice)
        self._text = QLineEdit()
        self._text.setObjectName("cancel_reason_text")
        self._text.setPlaceholderText(self.tr("More words, or another reason"))
        self._text.setAccessibleName(self._text.placeholderText())
        self._text.setMaxLength(200)
        column.addSpacing(theme.space("xs"))
        column.addWidget(self._text)
        column.addSpacing(theme.space("m"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addStretch(1)
        keep = button(self.tr("Leave as it is") if reason else self.tr("Keep order"), name="cancel_keep")
        keep.setDefault(True)
        self._confirm = button(self.tr("Cancel order"), "danger_fill", name="cancel_confirm")
        self._confirm.setAutoDefault(False)
        self._confirm.setEnabled(False)
        row.addWidget(keep)
        row.addWidget(self._confirm)
        column.addLayout(row)
        keep.clicked.connect(self.reject)
        self._confirm.clicked.connect(self.accept)
        self._reasons.idToggled.connect(self._weigh)
        self._text.textChanged.connect(self._weigh)
        self._reasons.button(0).setFocus()
        self._take(reason)

    @property
    def reason(self) -> str:
        """What was chosen and what was typed, without invisible marks; empty while there is neither."""
        chosen = self._reasons.checkedButton()
        parts = [chosen.text() if chosen else "", " ".join(self._text.text().split())]
        return plain(": ".join(part for part in parts if part))

    def _take(self, reason: str) -> None:
        offered = self._offered()
        chosen = next((n for n, words in enumerate(offered) if f"{reason}: ".startswith(f"{words}: ")), None)
        if chosen is not None:
            self._reasons.button(chosen).setChecked(True)
            reason = reason.removeprefix(offered[chosen]).removeprefix(": ")
        self._text.setText(reason)

    def _offered(self) -> list[str]:
        return [
            self.tr("The customer asked for it"),
            self.tr("Something is sold out"),
            self.tr("The kitchen is too busy"),
            self.tr("Address or phone is wrong"),
            self.tr("Ordered twice by mistake"),
        ]

    def _weigh(self) -> None:
        self._confirm.setEnabled(bool(self.reason))


def order_name(number: str) -> str:
    """Return how an order is called inside a sentence; empty for one without a number yet."""
    return bidi.number(number)
