"""Connecting a restaurant or its payments, from the client id to success, in one dialog."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.connect.installer import Begun
from retm_desktop.connect.provider import ConnectableEnvironment
from retm_desktop.connect.sealed import ClientCredentials
from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.consent_panel import ConsentPanel, open_externally
from retm_desktop.gui.connect.consent_view import BrowserMaker
from retm_desktop.gui.connect.embedded import embedded_browser
from retm_desktop.gui.connect.outcome_panel import OutcomePanel
from retm_desktop.gui.connect.paste import PasteDialog
from retm_desktop.gui.connect.progress_panel import ProgressPanel
from retm_desktop.gui.connect.providers import provider_words
from retm_desktop.gui.connect.where import WherePanel
from retm_desktop.gui.desk import Desk, Practice
from retm_desktop.gui.sentences import Sentence
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.empty_state import Illustration
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.words import environment_name
from retm_desktop.store.installs import InstallRecord, InstallStatus

_PRACTICE_GOES_ON_MS = 1200
"""How long the practice restaurant's success is shown before the dialog closes by itself."""

_CODES = {
    InstallStatus.DENIED: "consent_denied",
    InstallStatus.EXPIRED: "consent_expired",
}
_SIGNS = {
    "consent_denied": ("hand-palm", "warn"),
    "consent_expired": ("hourglass-medium", "warn"),
    "wrong_credentials": ("key", "danger"),
    "code_refused": ("key", "danger"),
    "signature_refused": ("key", "danger"),
    "clock_wrong": ("clock", "warn"),
    "practice_failed": ("cooking-pot", "danger"),
}
"""The picture and its tone for failures that have one of their own."""


class ConnectDialog(QDialog):
    """Where, consent, progress, outcome. Open it with `open()`; the caller deletes it after `finished`.

    Progress is read from the store: the same install goes on when RETM's call comes in by another way.
    """

    connected = Signal(int)
    """Carries the id of the connection that now stands."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        practice: Practice | None = None,
        *,
        browser: BrowserMaker = embedded_browser,
        open_external: Callable[[str], bool] = open_externally,
    ) -> None:
        """With `practice` the first step is skipped and the dialog closes by itself after success."""
        super().__init__(parent)
        self.setObjectName("connect_dialog")
        self.setWindowTitle(self.tr("Connect") if practice is None else self.tr("Practise"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._desk = desk
        self._practice = practice
        self._browser = browser
        self._open_external = open_external
        self._tasks = ViewTasks(self, desk.background)
        self._install: Begun | None = None
        self._consent: ConsentPanel | None = None
        self._progress: ProgressPanel | None = None
        self._connection_id: int | None = None
        self._told = False
        self._over = False
        column = QVBoxLayout(self)
        pad(column, desk.theme)
        self._steps = QStackedWidget()
        column.addWidget(self._steps)
        self.resize(self._generous_size())
        desk.bridge.installs_changed.connect(self._look)
        self._where: WherePanel | None = None
        if practice is None:
            self._where = WherePanel(desk)
            self._words = self._where.words
            self._where.entered.connect(self._begin)
            self._where.cancelled.connect(self.reject)
            self._steps.addWidget(self._where)
        else:
            self._words = provider_words(practice.environment.provider)
            self._begin()

    def done(self, result: int) -> None:
        """Close; an install that still waits for consent is given up, one that stands is told."""
        if not self._over:
            self._over = True
            self._leave_consent()
            if self._connection_id is None and self._install is not None:
                self._desk.background.spawn(
                    self._give_up(self._install.install_id), name=f"connect.give_up.{self._install.install_id}"
                )
        super().done(result)
        self._tell_connected()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Escape from throwing away a consent under way, where a page in front may want it for itself."""
        if event.key() != Qt.Key.Key_Escape or self._consent is None:
            super().keyPressEvent(event)

    def _generous_size(self) -> QSize:
        theme = self._desk.theme
        parent = self.parentWidget()
        window = parent.window().size() if parent is not None else QSize()
        wanted = QSize(
            max(theme.size("dialog") + theme.size("detail") // 2, window.width() * 2 // 3),
            max(theme.size("dialog"), window.height() * 15 // 16),
        )
        return wanted.boundedTo(QGuiApplication.primaryScreen().availableSize())

    def _begin(self) -> None:
        if self._practice is not None:
            practice = self._practice
            environment = practice.environment
            credentials = ClientCredentials(practice.client_id, practice.client_secret, dict(practice.keys))
            self._show_progress(0)
        elif self._where is not None:
            environment, credentials, self._words = self._where.environment, self._where.credentials, self._where.words
            self._where.notice.hide()
            self._where.busy(True)
        else:
            return
        self._tasks.spawn(self._begin_install(environment, credentials), "begin")

    async def _begin_install(self, environment: ConnectableEnvironment, credentials: ClientCredentials) -> None:
        try:
            begun = await self._desk.installing.begin_install(
                environment, credentials.client_id, credentials.client_secret, keys=credentials.keys
            )
        except OperatorError as error:
            if self._where is not None:
                self._where.tell(error)
            else:
                self._show_failed(error.code, self._words.told(error))
            return
        finally:
            if self._where is not None:
                self._where.busy(False)
        if self._over:
            await self._give_up(begun.install_id)
            return
        self._install = begun
        self._show_consent(begun)
        self._look()

    async def _give_up(self, install_id: int) -> None:
        record = await self._desk.installs.get(install_id)
        if record is not None and record.status == InstallStatus.WAITING:
            await self._desk.installing.cancel_install(install_id)

    def _look(self) -> None:
        if self._install is not None and not self._over:
            self._tasks.spawn(self._follow(self._install), "follow")

    async def _follow(self, install: Begun) -> None:
        record = await self._desk.installs.get(install.install_id)
        if record is None or self._over or self._install is not install:
            return
        match record.status:
            case InstallStatus.WAITING:
                if self._desk.now() >= install.expires_at:
                    self._show_failed("consent_expired", self._words.told_of_code("consent_expired"))
            case InstallStatus.CODE_RECEIVED:
                self._show_progress(1)
            case InstallStatus.EXCHANGING:
                self._show_progress(2)
            case InstallStatus.CONNECTED:
                await self._show_connected(record)
            case InstallStatus.CANCELLED:
                self._show_cancelled()
            case status:
                code = _CODES.get(status, record.reason)
                self._show_failed(code, self._words.told_of_code(code))

    def _show(self, panel: QWidget) -> None:
        """Put `panel` in front; every panel but the first step is made anew each time."""
        old = self._steps.currentWidget()
        if self._steps.indexOf(panel) < 0:
            self._steps.addWidget(panel)
        self._steps.setCurrentWidget(panel)
        if old is not None and old is not panel and old is not self._where:
            self._steps.removeWidget(old)
            old.deleteLater()

    def _show_consent(self, begun: Begun) -> None:
        self._leave_consent()
        panel = ConsentPanel(
            self._desk,
            begun,
            self._words,
            practice=self._practice is not None,
            browser=self._browser,
            open_external=self._open_external,
        )
        panel.cancelled.connect(self.reject)
        panel.denied.connect(self._denied)
        panel.paste_wanted.connect(self._paste)
        panel.ran_out.connect(self._look)
        self._consent = panel
        self._progress = None
        self._show(panel)

    def _leave_consent(self) -> None:
        if self._consent is not None:
            self._consent.close_page()
            self._consent = None

    def _denied(self) -> None:
        if self._install is not None:
            self._tasks.spawn(self._desk.installing.consent_denied(self._install.install_id), "denied")

    def _paste(self) -> None:
        if self._install is None:
            return
        dialog = PasteDialog(self._desk, self._install, self, self._words)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_progress(self, step: int) -> None:
        self._leave_consent()
        if self._progress is None:
            self._progress = ProgressPanel(self._desk.theme, self._words.service)
            self._show(self._progress)
        self._progress.reached(step)

    def _show_outcome(self, panel: OutcomePanel) -> None:
        self._leave_consent()
        self._progress = None
        panel.closed.connect(self.reject)
        self._show(panel)
        panel.button.setFocus()

    def _show_failed(self, code: str, told: Sentence) -> None:
        glyph, tone = _SIGNS.get(code, ("warning-circle", "danger"))
        picture = (
            Illustration(self._desk.theme, "offline")
            if code == "offline"
            else Disc(self._desk.theme, glyph, size="rail", fill=f"{tone}_soft", ink=tone)
        )
        self._show_ended(picture, told.what, f"{told.safe} {told.next}")

    def _show_cancelled(self) -> None:
        self._show_ended(
            Disc(self._desk.theme, "x-circle", size="rail", fill="sunken", ink="muted"),
            self.tr("This attempt was ended."),
            self.tr("Nothing was connected. Another attempt may have taken its place."),
        )

    def _show_ended(self, picture: QWidget, title: str, words: str) -> None:
        self._install = None
        panel = OutcomePanel(
            self._desk.theme,
            picture,
            title,
            words,
            self.tr("Try again"),
            act_name="connect_again",
            close=self.tr("Close"),
        )
        panel.acted.connect(self._again)
        self._show_outcome(panel)

    def _again(self) -> None:
        if self._where is not None:
            self._show(self._where)
        else:
            self._begin()

    async def _show_connected(self, record: InstallRecord) -> None:
        if record.connection_id is None or self._connection_id is not None:
            return
        self._connection_id = record.connection_id
        connection = await self._desk.connections.get(record.connection_id)
        name = (connection.label if connection is not None else "") or record.business_id or self._words.service
        environment = environment_name(self._install.environment.label) if self._install is not None else ""
        panel = OutcomePanel(
            self._desk.theme,
            Illustration(self._desk.theme, "connected"),
            self.tr("{restaurant} is connected").format(restaurant=bidi.auto(name)),
            self._words.connected,
            self._words.open,
            act_name="connect_done",
            note=" · ".join(part for part in (environment, bidi.ltr(record.business_id)) if part),
        )
        panel.acted.connect(self.accept)
        self._show_outcome(panel)
        if self._practice is not None:
            QTimer.singleShot(_PRACTICE_GOES_ON_MS, self, self.accept)

    def _tell_connected(self) -> None:
        if self._connection_id is not None and not self._told:
            self._told = True
            self.connected.emit(self._connection_id)
