"""The notice over every tab that orders were missed and have been fetched: told once, by reason and branch."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.ledger.words import many_missed, missed_sentence, missed_why, order_words
from retm_desktop.gui.orders.marks import in_reading_order
from retm_desktop.gui.orders.names import Names, read_names
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.ledger import LedgerRow, Missed
from retm_desktop.sync.status import Status

_MOST_NAMED = 8
"""Up to so many orders are told by their numbers, more by how many of each branch."""
_MOST_BRANCHES = 4
_MOST_READ = 500
"""What the store tells at most."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_EXPECTED = frozenset({Missed.CLOSED, Missed.ASLEEP})
"""Nothing is wrong when no order comes to a closed program."""


class MissedNotice(Notice):
    """Hidden until orders were missed; its button leads to the ledger. Orders of one restaurant are told once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, name="missed_notice")
        self._desk = desk
        self._told: list[LedgerRow] = []
        self._reading = Rereading(ViewTasks(self, desk.background), "missed", self._read)
        self.closed.connect(self._put_away)
        self.acted.connect(self._put_away)
        desk.bridge.ledger_changed.connect(self._reading.ask)
        # A long reading finds them page by page: they are told once it is over.
        desk.bridge.status_changed.connect(self._reading_goes_on)
        desk.bridge.active_changed.connect(self._start_over)

    def refresh(self) -> None:
        """Look whether there is anything that was not told yet."""
        self._reading.ask()

    def _start_over(self) -> None:
        self._put_away()
        self.refresh()

    def _reading_goes_on(self, status: Status) -> None:
        if not status.pulling:
            self._reading.ask()

    def _put_away(self) -> None:
        self._told.clear()
        self.hide()

    async def _read(self) -> None:
        desk, connection_id = self._desk, self._desk.connection_id
        if not connection_id or desk.house.status.pulling:
            return
        setting = f"ledger.told.{connection_id}"
        since = desk.settings.get(setting, datetime, _NEVER)
        if since == _NEVER:
            # What was in the ledger before anybody looked is history.
            desk.settings.set(setting, desk.now())
            return
        rows = await desk.ledger.missed_since(connection_id, since)
        if not rows or connection_id != desk.connection_id:
            return
        names = await read_names(desk)
        if connection_id != desk.connection_id:
            return
        desk.settings.set(setting, max(row.received_at for row in rows) + timedelta(microseconds=1))
        known = {row.key for row in self._told}
        self._told = [*(row for row in rows if row.key not in known), *self._told]
        self._say(names)

    def _say(self, names: Names) -> None:
        told = self._told
        tone = "" if all(row.missed in _EXPECTED for row in told) else "warn"
        act = self.tr("Show in the ledger")
        if len(told) == 1:
            (row,) = told
            sentence = missed_sentence(row, names.branch(row.branch_id) or row.branch_id, self._desk)
            self.say(sentence, tone=tone, act=act)
            return
        by_reason = Counter(row.missed for row in told).most_common()
        lines = [in_reading_order(_by_branch(told, names), self._desk.language)]
        if len(by_reason) == 1:
            title = many_missed(told[0].missed, _count(len(told))) + " " + self.tr("All have been fetched.")
        else:
            title = self.tr("{n} orders were missed and have been fetched.").format(n=_count(len(told)))
            words = self.tr("{reason}: {n}")
            reasons = [words.format(reason=missed_why(why), n=_count(count)) for why, count in by_reason]
            lines.insert(0, " · ".join(reasons))
        self.say(title, "\n".join(lines), tone=tone, act=act)


def _count(count: int) -> str:
    return bidi.ltr(f"{count:,}+" if count >= _MOST_READ else f"{count:,}")


def _by_branch(told: list[LedgerRow], names: Names) -> str:
    """Return which orders, or how many, of which branches, those with the most first."""
    by_branch: dict[str, list[LedgerRow]] = {}
    for row in told:
        by_branch.setdefault(names.branch(row.branch_id) or row.branch_id, []).append(row)
    most = sorted(by_branch.items(), key=lambda pair: -len(pair[1]))
    translate = QCoreApplication.translate
    parts = []
    for branch, rows in most[:_MOST_BRANCHES]:
        if len(told) <= _MOST_NAMED:
            what = translate("MissedNotice", ", ").join(order_words(row) for row in rows)
        else:
            what = _count(len(rows))
        parts.append(translate("MissedNotice", "{branch}: {orders}").format(branch=bidi.auto(branch), orders=what))
    if len(most) > _MOST_BRANCHES:
        rest = bidi.ltr(str(len(most) - _MOST_BRANCHES))
        parts.append(translate("MissedNotice", "further branches: {n}").format(n=rest))
    return " · ".join(parts)
