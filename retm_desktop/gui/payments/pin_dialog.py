"""Choosing the PIN that a refund asks for, or another one in its place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError, Rejected, WrongPin
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payments.fields import PinField
from retm_desktop.gui.payments.roomy_dialog import RoomyDialog
from retm_desktop.gui.sentences import sentence_of_payment
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import Field, pad
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.sync.background import carried_through
from retm_desktop.sync.payments.pin import LEAST_DIGITS, MOST_DIGITS, RefundPin


class _Entry(Field):
    """A field for a PIN with its caption."""

    def __init__(self, theme: Theme, caption: str, *, name: str) -> None:
        digits = PinField()
        super().__init__(theme, caption, digits, name=name)
        self.input = digits


class PinDialog(RoomyDialog):
    """Accepted once the PIN is kept. Open it with `open()` or `ask`."""

    def __init__(self, desk: Desk, pin: RefundPin, parent: QWidget, *, change: bool) -> None:
        """`change` asks for the present PIN first."""
        super().__init__(parent)
        self._desk = desk
        self._pin = pin
        self._tasks = ViewTasks(self, desk.background)
        self._busy = False
        self.setObjectName("pin_dialog")
        title = self.tr("Change the PIN for refunds") if change else self.tr("Choose a PIN for refunds")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = desk.theme
        column = QVBoxLayout(self)
        pad(column, theme)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(title, "heading"))
        words = label(
            self.tr(
                "Every refund on this computer asks for it. Tell it only to those who may give money back. If it is "
                "forgotten, disconnect the payment account and connect it again."
            ),
            "muted",
            wrap=True,
        )
        words.setMinimumWidth(theme.size("detail"))
        column.addWidget(words)
        self.notice = Notice(theme, name="pin_notice")
        column.addWidget(self.notice)
        self._present = _Entry(theme, self.tr("Present PIN"), name="pin_present")
        self._present.setVisible(change)
        self._new = _Entry(theme, self._new_caption(), name="pin_new")
        self._again = _Entry(theme, self.tr("The new PIN once more"), name="pin_again")
        self._fields = [self._present, self._new, self._again] if change else [self._new, self._again]
        for field in (self._present, self._new, self._again):
            column.addWidget(field)
            field.input.textChanged.connect(self._typed)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addStretch(1)
        cancel = button(self.tr("Cancel"), name="pin_cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._save = button(self.tr("Keep this PIN"), "primary", name="pin_save")
        self._save.setDefault(True)
        self._save.clicked.connect(self._try)
        row.addWidget(cancel)
        row.addWidget(self._save)
        column.addLayout(row)
        self._typed()
        self._fields[0].input.setFocus()

    def _new_caption(self) -> str:
        return self.tr("New PIN, {least} to {most} digits").format(
            least=bidi.ltr(str(LEAST_DIGITS)), most=bidi.ltr(str(MOST_DIGITS))
        )

    def _typed(self) -> None:
        for field in self._fields:
            field.refuse("")
        self._save.setEnabled(not self._busy and all(field.input.text() for field in self._fields))

    def _try(self) -> None:
        if self._busy or not self._save.isEnabled():
            return
        self.notice.hide()
        if len(self._new.input.text()) < LEAST_DIGITS:
            self._refuse(self._new, self._too_short())
        elif self._new.input.text() != self._again.input.text():
            self._refuse(self._again, self.tr("This is not the same PIN as above."))
        else:
            self._busy = True
            self._save.setEnabled(False)
            self._tasks.spawn(self._keep(self._new.input.text(), self._present.input.text()), "keep")

    def _too_short(self) -> str:
        words = self.tr("A PIN has {least} to {most} digits.")
        return words.format(least=bidi.ltr(str(LEAST_DIGITS)), most=bidi.ltr(str(MOST_DIGITS)))

    async def _keep(self, pin: str, present: str) -> None:
        try:
            await carried_through(self._desk.background, self._pin.choose(pin, present), "refund pin")
        except WrongPin as error:
            self._end(self._present, sentence_of_payment(error).what, error)
        except Rejected:
            self._end(self._new, self._too_short())
        except OperatorError as error:
            told = sentence_of_payment(error)
            self._busy = False
            self._typed()
            self.notice.say(told.what, f"{told.safe} {told.next}", tone="danger")
        else:
            self.accept()

    def _end(self, field: _Entry, words: str, error: WrongPin | None = None) -> None:
        self._busy = False
        if error is not None:
            field.input.clear()
            if error.retry_after is not None:
                words = f"{words} {sentence_of_payment(error).next}"
        self._typed()
        self._refuse(field, words)

    def _refuse(self, field: _Entry, words: str) -> None:
        field.refuse(words)
        field.input.setFocus()
        field.input.selectAll()
