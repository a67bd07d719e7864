"""The thread that writes the listener's journal: what waits at one moment goes to the disk together."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from retm_desktop.store.journal import Journal

T = TypeVar("T")

MOST_TOGETHER = 64


@dataclass
class _Asked:
    """One piece of work, and who waits for it on which loop."""

    work: Callable[[Journal], Any]
    answer: "asyncio.Future[Any]"
    value: Any = None
    error: Exception | None = None


class JournalThread:
    """Owns one Journal; it is opened, used and closed on one thread, as SQLite connections have to be.

    A slow disk holds up no reading, and what came in while it wrote is written next in one transaction: under load a
    webhook waits for two writes of the disk at the most, not for one of each before it.
    """

    def __init__(
        self,
        path: Path,
        open_journal: Callable[[Path], Journal],
        turn: AbstractContextManager[object] | None = None,
    ) -> None:
        """`turn` is held while it writes (see `Database.turn`)."""
        self._turn = turn or nullcontext()
        self._journal = open_journal(path)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="listener-journal")
        self._waiting: deque[_Asked] = deque()

    def open(self) -> None:
        """Open the journal; raises what the store raises (DiskFull, StoreNewer, StoreDamaged)."""
        self._executor.submit(self._journal.open).result()

    def close(self) -> None:
        """Finish what is being written, then close."""
        self._executor.submit(self._journal.close).result()
        self._executor.shutdown()

    async def do(self, work: Callable[[Journal], T]) -> T:
        """Run `work` with the journal on its thread, after everything that was asked before.

        Returns when it is on disk; raises what it raises, and what ended the transaction it was part of.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._waiting.append(_Asked(work, answer))
        self._executor.submit(self._write, loop)
        return await answer

    def abandon(self) -> None:
        """End the thread of a journal that did not open."""
        self._executor.shutdown(wait=False)

    def _write(self, loop: asyncio.AbstractEventLoop) -> None:
        """Write what waits now; who finds nothing came second."""
        if not self._waiting:
            return
        with self._turn:
            some = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
            self._try_together(some)
        with suppress(RuntimeError):  # The listener's loop has ended: nobody waits any more.
            loop.call_soon_threadsafe(_tell, some)

    def _try_together(self, some: list[_Asked]) -> None:
        try:
            if len(some) == 1:
                self._try(some[0])
            else:
                with self._journal.together():
                    for asked in some:
                        self._try(asked)
                        if asked.error is not None and self._journal.lost:
                            raise asked.error
        except Exception as error:
            for asked in some:
                asked.error = error

    def _try(self, asked: _Asked) -> None:
        try:
            asked.value = asked.work(self._journal)
        except Exception as error:
            asked.error = error


def _tell(some: list[_Asked]) -> None:
    for asked in some:
        if asked.answer.done():
            continue
        if asked.error is not None:
            asked.answer.set_exception(asked.error)
        else:
            asked.answer.set_result(asked.value)
