"""The gap detector: which orders of RETM's list were not here when they should have been, and why.

Webhooks may be lost, the line or the program may have been down: RETM's list is compared with the store at the start,
when the line is back, after sleep, when RETM reports failed deliveries, and every few minutes.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from retm_desktop.store.ledger import Absence, Comparison, Ledger, Missed, Occasion

log = logging.getLogger(__name__)

UNDELIVERED_FOR = timedelta(hours=1)
"""How far back RETM's report of failed deliveries (doc-401133) explains an order: it tells no time of its own."""


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
        """Note that no order could come from `began` until now; it is kept before the next order is looked at."""
        now = self._now()
        if began is not None and began < now:
            self._absences.append(Absence(why, began, now))

    def undelivered(self) -> None:
        """RETM has just reported that it could not deliver webhooks."""
        self.absent(Missed.UNDELIVERED, self._now() - UNDELIVERED_FOR)

    async def look_at(self, new: Sequence[int], retm_now: datetime) -> None:
        """Note which of the orders that RETM's list has just brought were missed; `retm_now` is RETM's own time."""
        await self._keep_absences()
        late = await self._ledger.sent_before(new, retm_now - self._late)
        if not late:
            return
        ahead = retm_now - self._now()
        absences = await self._ledger.absences(self._connection_id, min(sent_at for _, sent_at in late) - ahead)
        before = await self._ledger.last_comparison(self._connection_id)
        by_reason: dict[Missed, list[int]] = {}
        for key, sent_at in late:
            by_reason.setdefault(self._reason(sent_at - ahead, absences, before), []).append(key)
        for why, keys in by_reason.items():
            await self._ledger.missed(keys, why)
            self._missed += len(keys)
            log.info("%d orders were missed (%s) and have been fetched", len(keys), why.value)

    async def compared(self, occasion: Occasion, reached: datetime, listed: int) -> None:
        """Keep that RETM's list was compared down to `reached`."""
        await self._keep_absences()
        missed, self._missed = self._missed, 0
        await self._ledger.compared(self._connection_id, Comparison(self._now(), occasion, reached, listed, missed))

    async def _keep_absences(self) -> None:
        while self._absences:
            await self._ledger.absent(self._connection_id, self._absences[0])
            del self._absences[0]

    def _reason(self, sent_at: datetime, absences: Sequence[Absence], before: Comparison | None) -> Missed:
        for absence in absences:
            if absence.began <= sent_at <= absence.ended:
                return absence.why
        # It was sent well before the last look at RETM's list, which reached further back and did not have it.
        looked = before is not None and before.reached <= sent_at <= before.at - self._late
        return Missed.LISTED_LATE if looked else Missed.UNKNOWN
