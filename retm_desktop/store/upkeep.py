"""Looks after the store while the program runs: room on the disk, damage, the length of the WAL, old rows."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from retm_desktop.domain.errors import OperatorError
from retm_desktop.store.changes import Changes
from retm_desktop.store.database import Database, Trouble
from retm_desktop.store.pruning import MESSAGES_KEPT, prune
from retm_desktop.store.settings import Settings

log = logging.getLogger(__name__)

MESSAGES_KEPT_DAYS = "journal.days"
"""Key of the settings: for how many days a message that came to a good end is kept, a whole number from 1."""
_EVERY = 3.0
_FIRST_PRUNING = 60.0
_PRUNE_EVERY = 24 * 3600.0


class Upkeep:
    """Tells `told` what stands in the way of writing, None where nothing does: again and again, for late listeners."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        settings: Settings,
        *,
        now: Callable[[], datetime],
        told: Callable[[Trouble | None], None],
        every: float = _EVERY,
        first_pruning: float = _FIRST_PRUNING,
    ) -> None:
        """`every` and `first_pruning` are seconds: between two looks, and until old rows are first removed."""
        self._database = database
        self._changes = changes
        self._settings = settings
        self._now = now
        self._told = told
        self._every = every
        self._prune_at = time.monotonic() + first_pruning
        self._said = ""

    async def run(self) -> None:
        """Look after it until cancelled; the store's own failures are told, and end nothing."""
        while True:
            try:
                await self._database.look_for_room()
                self._tell(self._database.look_for_damage())
                await self._database.shorten_wal()
                if time.monotonic() >= self._prune_at:
                    self._prune_at = time.monotonic() + _PRUNE_EVERY
                    await self._prune()
            except OperatorError as error:
                log.info("upkeep: %s", error.code)
            await asyncio.sleep(self._every)

    def _tell(self, trouble: Trouble | None) -> None:
        code = trouble.code if trouble is not None else ""
        if code != self._said:
            self._said = code
            log.info("the store: %s", code or "can be written again")
        self._told(trouble)

    async def _prune(self) -> None:
        days = self._settings.get(MESSAGES_KEPT_DAYS, int, MESSAGES_KEPT.days)
        removed = await prune(self._database, self._changes, self._now(), messages=timedelta(days=max(1, days)))
        if removed:
            log.info("%d old messages and actions removed", removed)
