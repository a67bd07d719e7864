"""One line of the ledger whole: every time to the millisecond, and in words why the order was missed."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.ledger.words import (
    delay,
    how_sentence,
    missed_sentence,
    no_sound_words,
    order_words,
    unseen_words,
    unshown_words,
    untouched_words,
    whole_time,
)
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.entry_detail import EntryDetail
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import label, line
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.words import stage_name
from retm_desktop.store.intake import Source
from retm_desktop.store.ledger import LedgerRow


@dataclass(frozen=True)
class _Step:
    """What happened to an order and when; the hint says how, or why it has not happened."""

    name: str
    glyph: str
    what: str
    at: datetime | None
    hint: str = ""


class LedgerDetail(EntryDetail):
    """A card of fixed width; `order_requested` carries the key of the order on show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, QCoreApplication.translate("LedgerDetail", "the times"), name="ledger")
        self._row: LedgerRow | None = None
        self._branch = ""

    def show_row(self, row: LedgerRow, names: Names) -> None:
        """Show an order's line; the same one again keeps the place that was scrolled to."""
        branch = names.branch(row.branch_id) or row.branch_id
        before = self._row
        if (row, branch) == (before, self._branch) and not self.isHidden():
            return
        self._row, self._branch = row, branch
        self._show(order_words(row), self._body(row), same=before is not None and before.key == row.key)

    def as_text(self) -> str:
        """Return the times on show as plain text, one a line."""
        row = self._row
        if row is None:
            return ""
        rows = [f"{order_words(row)} · {self._branch}".rstrip(" ·"), self._why(row)]
        rows += [f"{self._caption(step, row)}: {self._time(step.at)}" for step in self._steps(row)]
        return plain("\n".join(part for part in rows if part))

    def _steps(self, row: LedgerRow) -> list[_Step]:
        """Return what happened to the order, in the order in which it happens."""
        made_here = row.how is Source.OPERATOR
        sent = self.tr("Made, by this computer's time") if made_here else self.tr("Sent, by RETM's own time")
        steps = [
            _Step("sent", "paper-plane-tilt", sent, row.sent_at),
            _Step("received", "tray", self.tr("Received"), row.received_at, how_sentence(row.how)),
            _Step("stored", "database", self.tr("Stored on this computer"), row.stored_at),
            _Step("shown", "monitor", self.tr("Shown on screen"), row.shown_at),
            _Step("sounded", "bell-ringing", self.tr("Sounded"), row.sounded_at),
            _Step("seen", "eye", self.tr("Seen by a person"), row.seen_at),
            _Step("acted", "hand-pointing", self.tr("Acted on from this computer"), row.acted_at),
        ]
        never = {
            "shown": unshown_words(),
            "sounded": no_sound_words(row, self._desk),
            "seen": unseen_words(),
            "acted": untouched_words(),
        }
        return [step if step.at else replace(step, hint=never[step.name]) for step in steps]

    def _time(self, at: datetime | None) -> str:
        if at is None:
            return "–"
        return whole_time(at, self._desk)

    def _caption(self, step: _Step, row: LedgerRow) -> str:
        if step.at is None or step.at == row.sent_at:
            return step.what
        return f"{step.what} · {delay(step.at, row.sent_at)}"

    def _why(self, row: LedgerRow) -> str:
        return missed_sentence(row, self._branch, self._desk)

    def _body(self, row: LedgerRow) -> QWidget:
        theme = self._desk.theme
        body = QWidget()
        column = self._column(body)
        place = " · ".join(part for part in (bidi.auto(self._branch), stage_name(row.stage)) if part)
        column.addWidget(label(place, "muted", name="ledger_place", wrap=True))
        why = self._why(row)
        if why:
            notice = Notice(theme, name="ledger_why")
            notice.say(why, tone="warn", closable=False)
            column.addWidget(notice)
        show = button(
            self.tr("Show the order"),
            name="ledger_show_order",
            icon=icon("receipt", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        show.clicked.connect(lambda: self.order_requested.emit(row.key))
        column.addWidget(show)
        column.addWidget(line())
        for step in self._steps(row):
            self._add_step(column, step, self._caption(step, row))
        if row.partner_reference:
            column.addWidget(line())
            self._add_fact(column, "hash", self.tr("Our reference"), row.partner_reference, "reference", figures=True)
        column.addStretch(1)
        return body

    def _add_step(self, column: QVBoxLayout, step: _Step, caption: str) -> None:
        words = self._time(step.at)
        copied = (lambda: words) if step.at else None
        fact = Fact(self._desk.theme, step.glyph, caption, copied, name=step.name, of="ledger")
        fact.show_words(words)
        column.addWidget(fact)
        if step.hint:
            column.addWidget(label(step.hint, "caption", name=f"ledger_{step.name}_hint", wrap=True))
