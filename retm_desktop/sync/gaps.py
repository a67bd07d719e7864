"""The gap detector: which orders of RETM's list were not here when they should have been, and why.

Webhooks may be lost, the line or the program may have been down: RETM's list is compared with the store at the start,
when the line is back, after sleep, when RETM reports failed deliveries, and every few minutes.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from retm_desktop.store.ledger import Absence, Comparison, Ledger, Missed, Occasion

log = logging.getLogger(__name__)

UNDELIVERED_FOR = timedelta(hours=1)
"""How far back RETM's report of failed deliveries (doc-401133) explains an order: it tells no time of its own."""
_AT_ONCE = 500
"""So many orders are judged in one turn."""
_EVER = datetime.min.replace(tzinfo=UTC)
"""How far down a list that was read to its end is known."""


class Gaps:
    """Watches one restaurant's orders as they are read."""

    def __init__(self, connection_id: int, ledger: Ledger, *, now: Callable[[], datetime], late: float) -> None:
        """An order counts as missed when it was sent more than `late` seconds before RETM's list brought it."""
        self._connection_id = connection_id
        self._ledger = ledger
        self._now = now
        self._late = timedelta(seconds=late)
        self._missed = 0
        self._absences: list[Absence] = []

    def absent(self, why: Missed, began: datetime | None) -> None:
        """Note that no order could come from `began` until now; `keep_absences` keeps it."""
        now = self._now()
        if began is not None and began < now:
            self._absences.append(Absence(why, began, now))

    def undelivered(self) -> None:
        """RETM has just reported that it could not deliver webhooks."""
        self.absent(Missed.UNDELIVERED, self._now() - UNDELIVERED_FOR)

    async def keep_absences(self) -> None:
        """Keep what was noted of absences: before the orders they explain, since the program may end in between."""
        while self._absences:
            await self._ledger.absent(self._connection_id, self._absences[0])
            del self._absences[0]

    async def judge(self, ahead: timedelta, *, history: bool) -> None:
        """Note which of the orders that RETM's lists have brought were missed.

        Args:
            ahead: how far RETM's clock is ahead of this computer's.
            history: they belong to the first reading ever, before which there was nothing to miss.
        """
        await self.keep_absences()
        while await self._judge_some(ahead, history=history) == _AT_ONCE:
            pass

    async def compared(self, occasion: Occasion, reached: datetime, listed: int, *, whole: bool) -> None:
        """Keep that RETM's list was compared down to `reached`, its end where it was read as a `whole`."""
        missed, self._missed = self._missed, 0
        known_since = _EVER if whole else reached
        comparison = Comparison(self._now(), occasion, reached, listed, missed, known_since)
        await self._ledger.compared(self._connection_id, comparison)

    async def _judge_some(self, ahead: timedelta, *, history: bool) -> int:
        arrivals = await self._ledger.unjudged(self._connection_id, _AT_ONCE)
        if not arrivals:
            return 0
        since = min(one.sent_at for one in arrivals) - ahead
        absences = await self._ledger.absences(self._connection_id, since)
        before = await self._ledger.last_comparison(self._connection_id)
        verdicts: dict[Missed, list[int]] = {}
        for one in arrivals:
            sent_at = one.sent_at - ahead
            in_time = history or one.received_at - sent_at <= self._late
            verdict = Missed.NOT if in_time else self._reason(sent_at, absences, before)
            verdicts.setdefault(verdict, []).append(one.key)
        for verdict, keys in verdicts.items():
            await self._ledger.judged(keys, verdict)
            if verdict is not Missed.NOT:
                self._missed += len(keys)
                log.info("%d orders were missed (%s) and have been fetched", len(keys), verdict.value)
        return len(arrivals)

    def _reason(self, sent_at: datetime, absences: Sequence[Absence], before: Comparison | None) -> Missed:
        for absence in absences:
            if absence.began <= sent_at <= absence.ended:
                return absence.why
        if before is None or sent_at < before.known_since:
            return Missed.NOT
        # It was sent well before the last look at RETM's list, which reached further back and did not have it.
        looked = before.reached <= sent_at <= before.at - self._late
        return Missed.LISTED_LATE if looked else Missed.UNKNOWN
