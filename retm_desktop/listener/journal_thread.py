"""The thread that writes the listener's journal, one row after the other, so that a slow disk holds up no reading."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from retm_desktop.store.journal import Journal

T = TypeVar("T")


class JournalThread:
    """Owns one Journal; it is opened, used and closed on one thread, as SQLite connections have to be."""

    def __init__(self, path: Path, open_journal: Callable[[Path], Journal]) -> None:
        self._journal = open_journal(path)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="listener-journal")

    def open(self) -> None:
        """Open the journal; raises what the store raises (DiskFull, StoreNewer, StoreDamaged)."""
        self._executor.submit(self._journal.open).result()

    def close(self) -> None:
        """Finish what is being written, then close."""
        self._executor.submit(self._journal.close).result()
        self._executor.shutdown()

    async def do(self, work: Callable[[Journal], T]) -> T:
        """Run `work` with the journal on its thread, after everything that was asked before."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, work, self._journal)

    def abandon(self) -> None:
        """End the thread of a journal that did not open."""
        self._executor.shutdown(wait=False)
