"""The till's questions go into the journal after they were answered, those of one moment together."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from retm_desktop.store.journal import CheckRow

log = logging.getLogger(__name__)

TOGETHER_SECONDS = 0.25
MOST_WAITING = 1000


class Questions:
    """Holds what is still to be written; lives on the listener's loop."""

    def __init__(self, write: Callable[[Sequence[CheckRow]], Awaitable[None]]) -> None:
        """`write` raises nothing: the till has its answer, and what could not be written is told in the log."""
        self._write = write
        self._waiting: list[CheckRow] = []
        self._writing: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()

    async def add(self, row: CheckRow) -> None:
        """Have a question written soon; returns at once."""
        if len(self._waiting) >= MOST_WAITING:
            log.error("a question of the till is not stored: the disk does not keep up")
            return
        self._waiting.append(row)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._run(), name="listener.questions")

    async def end(self, seconds: float) -> None:
        """Write what waits now, for so long at most."""
        self._ending.set()
        if self._writing is not None:
            await asyncio.wait({self._writing}, timeout=seconds)

    async def _run(self) -> None:
        while self._waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), TOGETHER_SECONDS)
            rows, self._waiting = self._waiting, []
            await self._write(rows)
