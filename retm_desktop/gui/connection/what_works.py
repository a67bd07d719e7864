"""One sentence on what works, and trying all readings with progress."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.connection.standing import standing
from retm_desktop.gui.connection.trial import Step, readings
from retm_desktop.gui.connection.words import READINGS, endpoint_name, is_there
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.sentences import sentence_of_session
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import label
from retm_desktop.sync.inspector import EndpointState


class WhatWorks(QFrame):
    """The sentence, "Try all readings" and how far that is; `answered` is told after each of them."""

    answered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._trying = False
        self.setProperty("role", "card")
        self.setObjectName("connection_works")
        theme = desk.theme
        row = QHBoxLayout(self)
        pad(row, theme, "l")
        row.setSpacing(theme.space("m"))
        row.addWidget(Disc(theme, "gauge", size="control"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(theme.space("xs"))
        self.sentence = label("", "strong", name="connection_sentence", wrap=True)
        words.addWidget(self.sentence)
        self.progress = label("", "muted", name="connection_progress", wrap=True)
        self.progress.hide()
        words.addWidget(self.progress)
        self.bar = QProgressBar()
        self.bar.setObjectName("connection_bar")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, len(READINGS))
        self.bar.hide()
        words.addWidget(self.bar)
        row.addLayout(words, 1)
        self.try_all = button(
            self.tr("Try all readings"),
            "primary",
            name="connection_try_all",
            icon=icon("play", theme.color("on_primary")),
            icon_size=theme.size("icon"),
        )
        self.try_all.clicked.connect(self._start)
        row.addWidget(self.try_all)
        self.cancel = button(self.tr("Cancel"), name="connection_try_cancel")
        self.cancel.clicked.connect(self._stop)
        self.cancel.hide()
        row.addWidget(self.cancel)
        desk.bridge.active_changed.connect(self._start_anew)

    def show_states(self, states: Sequence[EndpointState]) -> None:
        """Show what works of these."""
        if not states:
            self.sentence.setText(self.tr("The program has not opened its connection to RETM yet."))
        else:
            self.sentence.setText(standing(states).words())
        self.try_all.setEnabled(bool(states) and not self._trying)

    def _start(self) -> None:
        if self._trying or self._desk.house.inspector is None:
            return
        self._go_on(True)
        self._say("")
        self._tasks.spawn(self._try(), "try")

    def _stop(self) -> None:
        if self._trying:
            self._tasks.cancel("try")
            self._go_on(False)
            self._say(self.tr("Cancelled; what was tried is shown below."))

    def _start_anew(self) -> None:
        self._tasks.cancel("try")
        self._go_on(False)
        self._say("")

    def _go_on(self, trying: bool) -> None:
        self._trying = trying
        self.try_all.setVisible(not trying)
        self.cancel.setVisible(trying)
        self.bar.setVisible(trying)
        self.try_all.setEnabled(not trying and self._desk.house.inspector is not None)

    def _say(self, words: str) -> None:
        self.progress.setText(words)
        self.progress.setVisible(bool(words))

    def _begin(self, step: Step) -> None:
        self.bar.setValue(step.number - 1)
        self._say(
            self.tr("Trying {n} of {total}: {name}").format(
                n=bidi.ltr(str(step.number)), total=bidi.ltr(str(step.total)), name=endpoint_name(step.name)
            )
        )

    async def _try(self) -> None:
        inspector = self._desk.house.inspector
        if inspector is None:
            return
        skipped: list[str] = []
        last: Step | None = None
        async for step in readings(self._desk, inspector, self._begin):
            last = step
            if step.skipped:
                skipped.append(step.name)
            self.answered.emit()
        self._go_on(False)
        if last is not None and last.error is not None and last.number < last.total:
            self._say(self._why_ended(last.error))
            return
        tried = {state.endpoint.name: state for state in inspector.endpoints if state.endpoint.name in READINGS}
        works = sum(is_there(state.last) for state in tried.values())
        words = self.tr("All readings were tried: {n} of {total} work.").format(
            n=bidi.ltr(str(works)), total=bidi.ltr(str(len(tried)))
        )
        if skipped:
            names = self.tr(", ").join(endpoint_name(name) for name in skipped)
            words += " " + self.tr("Left out, because no record is known yet: {names}.").format(names=names)
        self._say(words)

    def _why_ended(self, error: OperatorError) -> str:
        told = sentence_of_session(error)
        return self.tr("Ended early. {what} {next}").format(what=told.what, next=told.next)
