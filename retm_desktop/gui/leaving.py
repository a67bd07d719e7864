"""The question before the window closes while work is unsent: how much, of what kind, and whether to send it first."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import CancelOrder, CreateOrder, MoveOrder
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payments.roomy_dialog import RoomyDialog
from retm_desktop.gui.sentences import sentence
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import label
from retm_desktop.store.outbox import Action, ActionState

SEND_WITHIN = 20.0
"""Seconds closing waits for what is being sent, at the most."""
_LOOK_EVERY = 0.1


class Leaving(QObject):
    """Decides for one window whether it may close now."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._sure = False
        self._dialog: LeaveDialog | None = None

    def unasked(self) -> None:
        """From now on the window closes without a question: the system or the program itself ends."""
        self._sure = True

    def asks(self) -> bool:
        """Tell whether the window has to stay open because the operator is asked first; the question is then shown."""
        if self._sure or not self._window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose):
            return False
        if self._dialog is not None:
            self._dialog.raise_()
            return True
        try:
            unsent = self._desk.outbox.open_everywhere_now()
        except (OperatorError, RuntimeError):
            # The store cannot be read or is closed: nothing is gained by holding the window.
            return False
        if not unsent:
            return False
        dialog = self._dialog = LeaveDialog(self._desk, unsent, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.left.connect(self._leave)
        dialog.finished.connect(self._answered)
        dialog.open()
        return True

    def _answered(self, _code: int) -> None:
        self._dialog = None

    def _leave(self) -> None:
        self._sure = True
        self._window.close()


class LeaveDialog(RoomyDialog):
    """Stay, send and close, or close now; `left` says that the window may close. Whatever is unsent is kept."""

    left = Signal()

    def __init__(self, desk: Desk, unsent: Sequence[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._asked = {action.id for action in unsent}
        self.setObjectName("leave_dialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = desk.theme
        column = QVBoxLayout(self)
        pad(column, theme)
        column.setSpacing(theme.space("s"))
        self._title = label("", "heading", name="leave_title")
        self._kinds = label("", "strong", name="leave_kinds", wrap=True)
        self._words = label("", "muted", name="leave_words", wrap=True)
        self._kinds.setMinimumWidth(theme.size("detail"))
        self._progress = QProgressBar()
        self._progress.setObjectName("leave_progress")
        self._progress.setTextVisible(False)
        for part in (self._title, self._kinds, self._words, self._progress):
            column.addWidget(part)
        column.addSpacing(theme.space("s"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addStretch(1)
        self._now = button(self.tr("Close now"), name="leave_now")
        self._send = button(self.tr("Send and close"), name="leave_send")
        self._stay = button(self.tr("Stay"), "primary", name="leave_stay")
        for choice in (self._now, self._send, self._stay):
            choice.setAutoDefault(False)
            row.addWidget(choice)
        self._stay.setDefault(True)
        self._stay.setFocus()
        column.addLayout(row)
        self._stay.clicked.connect(self.reject)
        self._now.clicked.connect(self._leave)
        self._send.clicked.connect(lambda: self._tasks.spawn(self._send_and_leave(), "send"))
        self._progress.hide()
        self._tell(unsent)

    def _tell(self, unsent: Sequence[Action]) -> None:
        title = self.tr("Actions not sent yet: {n}").format(n=bidi.ltr(str(len(unsent))))
        self._title.setText(title)
        self.setWindowTitle(self.tr("Close the program?"))
        self._kinds.setText(kinds_of(unsent))
        words = [self.tr("They are kept on this computer and sent when the program is started again.")]
        if refused := [action for action in unsent if action.state is ActionState.FAILED]:
            n = bidi.ltr(str(len(refused)))
            words.append(self.tr("Refused by RETM, and waiting for you in the outbox: {n}.").format(n=n))
        if elsewhere := [action for action in unsent if action.connection_id != self._desk.connection_id]:
            n = bidi.ltr(str(len(elsewhere)))
            words.append(self.tr("Of another restaurant, sent when that one is shown: {n}.").format(n=n))
        self._words.setText(" ".join(words))
        self._send.setVisible(any(self._can_be_sent(action) for action in unsent))

    def _can_be_sent(self, action: Action) -> bool:
        return action.state is not ActionState.FAILED and action.connection_id == self._desk.connection_id

    async def _send_and_leave(self) -> None:
        """Send what can be sent now, and close once it is; what is left after `SEND_WITHIN` is told."""
        self._send.setEnabled(False)
        self._progress.setRange(0, 0)
        self._progress.show()
        try:
            left = await self._sent()
        except OperatorError as error:
            told = sentence(error)
            self._words.setText(f"{told.what} {told.safe}")
            self._progress.hide()
            self._send.setEnabled(True)
            return
        if not left:
            self._leave()
            return
        self._progress.hide()
        self._tell(left)
        self._title.setText(self.tr("Still not sent: {n}").format(n=bidi.ltr(str(len(left)))))
        self._send.setEnabled(True)

    async def _sent(self) -> list[Action]:
        """Wait until nothing that was asked about can be sent any more; return all of it that is not finished."""
        for action in await self._left():
            if self._can_be_sent(action) and action.state is not ActionState.SENDING:
                await self._desk.house.retry(action.id)
        loop = asyncio.get_running_loop()
        end = loop.time() + SEND_WITHIN
        while True:
            left = await self._left()
            waits = [action for action in left if self._can_be_sent(action)]
            done = len(self._asked) - len(left)
            self._progress.setRange(0, done + len(waits))
            self._progress.setValue(done)
            self._words.setText(
                self.tr("Sending to RETM: {n} of {all}").format(
                    n=bidi.ltr(str(done)), all=bidi.ltr(str(done + len(waits)))
                )
            )
            if not waits or loop.time() > end:
                return left
            await asyncio.sleep(_LOOK_EVERY)

    async def _left(self) -> list[Action]:
        found = [await self._desk.outbox.get(number) for number in sorted(self._asked)]
        return [action for action in found if action is not None and action.state.is_open]

    def _leave(self) -> None:
        self.left.emit()
        self.accept()


def kinds_of(unsent: Sequence[Action]) -> str:
    """Return what is unsent in a line, for example "New orders: 1 · Cancellations: 2"."""
    counts = Counter(_kind(action) for action in unsent)
    translate = QCoreApplication.translate
    names = {
        CreateOrder: translate("LeaveDialog", "New orders: {n}"),
        MoveOrder: translate("LeaveDialog", "Status changes: {n}"),
        CancelOrder: translate("LeaveDialog", "Cancellations: {n}"),
        object: translate("LeaveDialog", "New entries in the restaurant's lists: {n}"),
    }
    return " · ".join(words.format(n=bidi.ltr(str(counts[kind]))) for kind, words in names.items() if counts[kind])


def _kind(action: Action) -> type:
    kind = type(action.intent)
    return kind if kind in (CreateOrder, MoveOrder, CancelOrder) else object
