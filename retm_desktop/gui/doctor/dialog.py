"""Why no orders come: every look with its finding as it comes in, one sentence over all of them, and what to do."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.doctor.examination import Examination, Patient, Running
from retm_desktop.doctor.finding import Check, Finding, Level, worst_first
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.doctor.line import DoctorLine
from retm_desktop.gui.doctor.words import as_text, summary
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import frame, label, retone

_SAID_MS = 1500


class DoctorDialog(QDialog):
    """Runs at once when it is opened; closing it ends whatever still runs."""

    def __init__(self, desk: Desk, parent: QWidget, patient: Callable[[], Patient] | None = None) -> None:
        """`patient` says anew at each run what is examined; the running program where it is None."""
        super().__init__(parent)
        self._desk = desk
        self._patient = patient or (lambda: patient_of(desk))
        self._tasks = ViewTasks(self, desk.background)
        self._found: dict[Check, Finding] = {}
        self._zone = desk.zone
        self._runs = False
        self._run = 0
        self.setObjectName("doctor_dialog")
        self.setWindowTitle(self.tr("Why am I not getting orders?"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("xl"),) * 4)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(self.tr("Why am I not getting orders?"), "heading"))
        self._banner = frame("notice")
        around = QHBoxLayout(self._banner)
        around.setContentsMargins(theme.space("l"), theme.space("m"), theme.space("l"), theme.space("m"))
        self.summary = label("", "title", name="doctor_summary", wrap=True)
        around.addWidget(self.summary)
        column.addWidget(self._banner)
        column.addWidget(self._make_lines(), 1)
        column.addLayout(self._make_buttons())
        self.resize(theme.size("detail") * 2 - theme.space("xxl"), theme.size("window_height") * 9 // 10)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(_SAID_MS)
        self._said.timeout.connect(self._offer_copy)
        self._offer_copy()
        self._begin()

    @property
    def findings(self) -> list[Finding]:
        """What has been found so far, in the order of the checks."""
        return [self._found[check] for check in Check if check in self._found]

    @property
    def runs(self) -> bool:
        """Whether something is still being looked at."""
        return self._runs

    def _make_lines(self) -> QScrollArea:
        theme = self._desk.theme
        scroll = QScrollArea()
        scroll.setObjectName("doctor_lines")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("xs"))
        self._lines = {check: DoctorLine(theme, check) for check in Check}
        for each in self._lines.values():
            self._column.addWidget(each)
        self._column.addStretch(1)
        scroll.setWidget(body)
        self._scroll = scroll
        return scroll

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.space("s"))
        self._again = button("", name="doctor_again")
        self._again.clicked.connect(self._begin_or_stop)
        self._copy = button("", name="doctor_copy")
        self._copy.clicked.connect(self._take)
        close = button(self.tr("Close"), "primary", name="doctor_close")
        close.clicked.connect(self.accept)
        row.addWidget(self._again)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(close)
        close.setDefault(True)
        return row

    def _begin_or_stop(self) -> None:
        if self._runs:
            self._run += 1
            self._tasks.cancel("examine")
            self._ended()
        else:
            self._begin()

    def _begin(self) -> None:
        self._found = {}
        self._runs = True
        self._run += 1
        for line in self._lines.values():
            line.show_looking()
        self._arrange(list(Check))
        self._again.setText(self.tr("Stop"))
        self._copy.setEnabled(False)
        self._show_progress()
        self._tasks.spawn(self._examine(self._run), "examine")

    async def _examine(self, number: int) -> None:
        examination = Examination(self._patient())

        def told(found: Finding) -> None:
            if self._run != number:
                return  # It came in while this run was being stopped.
            self._found[found.check] = found
            self._zone = examination.zone
            self._lines[found.check].show_finding(found, self._zone, self._desk.now())
            self._show_progress()

        try:
            await examination.run(told)
        finally:
            if self._run == number:
                self._ended()

    def _ended(self) -> None:
        """Put the worst first, now that nothing moves under the reader's eyes any more; or say that it was stopped."""
        self._runs = False
        self._again.setText(self.tr("Run again"))
        self._copy.setEnabled(bool(self._found))
        unseen = [check for check in Check if check not in self._found]
        for check in unseen:
            self._lines[check].show_unseen()
        self._arrange([found.check for found in worst_first(self.findings)] + unseen)
        if unseen:
            retone(self._banner, "")
            words = self.tr("Stopped. Looked at {n} of {total}.")
            self.summary.setText(self._counted(words))
            return
        counted = [found.level for found in self.findings if found.counts]
        retone(self._banner, "danger" if Level.FAULT in counted else "warn" if counted else "good")
        self.summary.setText(summary(self.findings))

    def _arrange(self, order: list[Check]) -> None:
        for place, check in enumerate(order):
            line = self._lines[check]
            if self._column.indexOf(line) != place:
                self._column.removeWidget(line)
                self._column.insertWidget(place, line)
        self._scroll.verticalScrollBar().setValue(0)

    def _show_progress(self) -> None:
        retone(self._banner, "")
        self.summary.setText(self._counted(self.tr("Looking… {n} of {total}")))

    def _counted(self, words: str) -> str:
        return words.format(n=bidi.ltr(str(len(self._found))), total=bidi.ltr(str(len(Check))))

    def _take(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self.findings, self._zone, self._desk.now()))
        self._copy.setText(self.tr("Copied"))
        self._said.start()

    def _offer_copy(self) -> None:
        self._copy.setText(self.tr("Copy"))


def patient_of(desk: Desk) -> Patient:
    """Return the running program as what is to be examined."""
    house = desk.house
    particulars = house.particulars
    running = Running(
        port=urlsplit(house.listener_address).port or 0,
        listens=house.listener_error is None,
        vault_state=house.vault_state,
        vault_backend=particulars.vault_backend,
        inspector=house.inspector,
    )
    return Patient(home=particulars.home or Path(), running=running, now=desk.now)
