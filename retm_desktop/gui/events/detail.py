"""One message that arrived: its facts, what became of it, the document, and applying it again."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.connection.words import breakable, size_words
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.events.words import kind_name, outcome_sentence, outcome_tone, outcome_words
from retm_desktop.gui.icons import icon
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.detail_pane import DetailPane
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import chip, label, line, retone
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.raw_document import RawDocument
from retm_desktop.store.events import EventRow


class EventDetail(DetailPane):
    """Hidden until `show_event`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, name="event")
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._event: EventRow | None = None
        self._applied_before: datetime | None = None
        self._awaiting = False
        theme, column = desk.theme, self.column
        chips = QHBoxLayout()
        chips.setSpacing(theme.space("s"))
        self._outcome = chip("", name="event_outcome")
        chips.addWidget(self._outcome)
        chips.addStretch(1)
        column.addLayout(chips)
        self._sentence = label("", name="event_sentence", wrap=True)
        column.addWidget(self._sentence)
        self._figures = label("", "caption", name="event_figures", wrap=True)
        column.addWidget(self._figures)
        self._facts = {
            name: Fact(theme, glyph, what, copied, name=name, of="event")
            for name, glyph, what, copied in (
                ("name", "tag", self.tr("Event"), lambda: self._event.event if self._event else ""),
                ("reference", "hash", self.tr("Reference"), lambda: self._event.reference if self._event else ""),
                ("why", "info", self.tr("Detail"), lambda: self._event.detail if self._event else ""),
            )
        }
        for fact in self._facts.values():
            column.addWidget(fact)
        column.addWidget(line())
        self._again = button(
            self.tr("Apply again"),
            name="event_apply_again",
            icon=icon("arrow-counter-clockwise", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self._again.clicked.connect(self._apply_again)
        column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeading)
        self._why_not = label("", "muted", name="event_why_not", wrap=True)
        column.addWidget(self._why_not)
        self.notice = Notice(theme, name="event_notice")
        column.addWidget(self.notice)
        self._document = RawDocument(desk, name="event_document", folded=False)
        column.addWidget(self._document)
        column.addStretch(1)

    @property
    def event_id(self) -> int | None:
        """The id of the message on screen."""
        return self._event.id if self._event is not None else None

    def show_event(self, event: EventRow) -> None:
        """Show a message; the one on screen may have another outcome by now."""
        another = event.id != self.event_id
        self._event = event
        self.title.setText(kind_name(event.kind))
        self._outcome.setText(outcome_words(event))
        retone(self._outcome, outcome_tone(event).replace("muted", ""))
        self._sentence.setText(outcome_sentence(event))
        self._sentence.setVisible(bool(self._sentence.text()))
        self._figures.setText(self._figure_words(event))
        words = {
            "name": breakable(event.event),
            "reference": breakable(event.reference),
            "why": bidi.auto(event.detail),
        }
        for name, fact in self._facts.items():
            fact.show_words(words[name])
            fact.setVisible(bool(words[name]))
        why_not = self._why_not_again(event)
        self._again.setVisible(not why_not)
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))
        self._document.setVisible(not event.sealed)
        if another:
            self._await(False)
            self.notice.hide()
            self._document.show_body(b"")
            self._tasks.spawn(self._read_body(event), "body")
        elif self._awaiting and event.outcome and event.applied_at != self._applied_before:
            self._tell_outcome(event)
        self.show()

    def forget(self) -> None:
        """Show nothing, and hold nothing of the document."""
        self._tasks.cancel_all()
        self._event = None
        self._await(False)
        self._document.show_body(b"")
        self.hide()

    def _figure_words(self, event: EventRow) -> str:
        zone = self._desk.zone
        received = bidi.ltr(event.received_at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"))
        parts = [self.tr("Arrived {time}").format(time=received)]
        if event.applied_at is not None:
            parts.append(self.tr("dealt with {time}").format(time=bidi.day_and_clock(event.applied_at, zone)))
        parts.append(size_words(event.size))
        return " · ".join(parts)

    async def _read_body(self, event: EventRow) -> None:
        body = await self._desk.events.body(event.id)
        if event.id == self.event_id:
            self._document.show_body(body)

    def _why_not_again(self, event: EventRow) -> str:
        if event.sealed or event.kind == "install":
            return self.tr(
                "Not to be applied again: it holds an authorization code, which is sealed and can be used only once. "
                "Connect again instead."
            )
        if event.kind.startswith("reward/"):
            return self.tr("Not to be applied again: the till was answered when it asked, and nobody waits any more.")
        return ""

    def _await(self, on: bool) -> None:
        self._awaiting = on
        self._again.setEnabled(not on)

    def _apply_again(self) -> None:
        if self._event is not None and not self._awaiting:
            self.notice.hide()
            self._applied_before = self._event.applied_at
            self._await(True)
            self._tasks.spawn(self._applied(self._event.id), "again")

    async def _applied(self, event_id: int) -> None:
        try:
            taken = await self._desk.house.apply_again(event_id)
        except OperatorError as error:
            self._await(False)
            self.notice.tell(error)
            return
        if not taken:
            self._await(False)
            self.notice.say(
                self.tr("This message cannot be applied again."), self.tr("Nothing was changed."), tone="warn"
            )

    def _tell_outcome(self, event: EventRow) -> None:
        self._await(False)
        tone = {"good": "good", "warn": "warn"}.get(outcome_tone(event), "danger")
        self.notice.say(
            self.tr("Applied again: {outcome}").format(outcome=outcome_words(event)), outcome_sentence(event), tone=tone
        )
