"""Entering the client secret RETM issued in place of the one we had, and going on where things stood."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError, Rejected, SignInExpired, WrongCredentials
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.outcome_panel import OutcomePanel
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.sentences import sentence_of_code
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.form import Field, pad
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.secret_field import SecretField


class SecretDialog(QDialog):
    """Tries the secret at RETM before it is kept. Open it with `open()`."""

    connect_requested = Signal()
    """The merchant has to allow access again; the dialog is closed by then."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._again = False
        self.setObjectName("secret_dialog")
        self.setWindowTitle(self.tr("Enter the new client secret"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = desk.theme
        outer = QVBoxLayout(self)
        pad(outer, theme)
        self._steps = QStackedWidget()
        outer.addWidget(self._steps)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(self.tr("Enter the new client secret"), "heading", name="secret_title"))
        told = sentence_of_code("new_secret")
        words = label(
            f"{told.what} {told.next}" if self._is_refused() else self.tr("It is tried at RETM before it is kept."),
            "muted",
            name="secret_words",
            wrap=True,
        )
        words.setMinimumWidth(theme.size("dialog"))
        column.addWidget(words)
        self.waiting = label("", "strong", name="secret_waiting", wrap=True)
        column.addWidget(self.waiting)
        self.notice = Notice(theme, name="secret_notice")
        self.notice.acted.connect(self._connect_again)
        column.addWidget(self.notice)
        self.field = SecretField(theme, prefix="secret")
        self._field = Field(
            theme, self.tr("Client secret"), self.field, self.field.eye, self.field.paste_button, name="secret_value"
        )
        column.addWidget(self._field)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addStretch(1)
        cancel = button(self.tr("Cancel"), name="secret_cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go = button(self.tr("Try it and use it"), "primary", name="secret_use")
        self.go.setDefault(True)
        self.go.clicked.connect(self._try)
        row.addWidget(cancel)
        row.addWidget(self.go)
        column.addLayout(row)
        self._steps.addWidget(form)
        # Room for what may have to be said; a window does not grow by itself.
        self.setMinimumHeight(theme.size("detail") + theme.space("xxl"))
        desk.bridge.outbox_changed.connect(self._count)
        self._count()
        self.field.setFocus()

    def done(self, result: int) -> None:
        """Close, and only then go on to connecting again where that was chosen."""
        super().done(result)
        if self._again:
            self._again = False
            self.connect_requested.emit()

    def _is_refused(self) -> bool:
        return self._desk.house.status.error_code == WrongCredentials.code

    def _count(self) -> None:
        self._tasks.spawn(self._read_count(), "count")

    async def _read_count(self) -> None:
        self.waiting.setText(self._waiting_words(await self._desk.outbox.open_count(self._desk.connection_id)))

    def _waiting_words(self, count: int) -> str:
        if not count:
            return self.tr("Nothing waits to be sent.")
        return self.tr("Waiting here and sent as soon as RETM accepts the secret: {n}.").format(n=bidi.ltr(str(count)))

    def _try(self) -> None:
        if not self.go.isEnabled():
            return
        self.notice.hide()
        self._field.refuse("")
        self._busy(True)
        self._tasks.spawn(self._use(self.field.secret), "use")

    def _busy(self, on: bool) -> None:
        self.go.setEnabled(not on)
        # Not disabled: the keyboard would leave it.
        self.field.setReadOnly(on)
        self.go.setText(self.tr("Trying it at RETM…") if on else self.tr("Try it and use it"))

    async def _use(self, secret: str) -> None:
        try:
            await self._used(secret)
        finally:
            self._busy(False)

    async def _used(self, secret: str) -> None:
        inspector = self._desk.house.inspector
        if inspector is None:
            self.notice.say(
                self.tr("The program has not opened its connection to RETM yet."),
                self.tr("Nothing was changed. Try again in a moment; if it stays so, start the program again."),
                tone="warn",
            )
            return
        waited = await self._desk.outbox.open_count(self._desk.connection_id)
        try:
            await inspector.use_secret(secret)
        except WrongCredentials:
            self._field.refuse(
                self.tr("RETM refuses this secret too. The one before is kept, and nothing was changed at RETM.")
            )
            self.field.setFocus()
            self.field.selectAll()
        except SignInExpired:
            self.notice.say(
                self.tr("RETM wants the merchant to allow access again."),
                self.tr("Orders and what waits are kept. Connect again with the new secret."),
                tone="warn",
                act=self.tr("Connect again"),
            )
        except Rejected:
            self._field.refuse(self.tr("Enter the client secret from RETM's developer portal."))
            self.field.setFocus()
        except OperatorError as error:
            self.notice.tell(error)
        else:
            self._show_success(waited)

    def _show_success(self, waited: int) -> None:
        theme = self._desk.theme
        words = (
            self.tr("What waited is being sent now: {n}.").format(n=bidi.ltr(str(waited)))
            if waited
            else self.tr("Everything goes on as before.")
        )
        panel = OutcomePanel(
            theme,
            Disc(theme, "check-circle", size="rail", fill="good_soft", ink="good"),
            self.tr("RETM accepts the new secret"),
            words,
            self.tr("Close"),
            act_name="secret_done",
        )
        panel.acted.connect(self.accept)
        self._steps.addWidget(panel)
        self._steps.setCurrentWidget(panel)
        panel.button.setFocus()

    def _connect_again(self) -> None:
        self._again = True
        self.reject()
