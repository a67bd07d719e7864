"""Reads the store for what is wanted last, one reading at a time, never one for every change."""

from collections.abc import Awaitable, Callable

from retm_desktop.gui.tasks import ViewTasks


class NewestReading:
    """Asked for the same during a reading, one more follows; for something else, the running one ends at once.

    A steady stream of changes starves nobody, and nobody waits for the answer to what was typed a letter ago.
    """

    def __init__(
        self, tasks: ViewTasks, name: str, *, wanted: Callable[[], object], read: Callable[[], Awaitable[None]]
    ) -> None:
        """`wanted` says, as a value that can be compared, what `read` is going to read."""
        self._tasks = tasks
        self._name = name
        self._wanted = wanted
        self._read = read
        self._reading: object = None
        self._turn = 0
        self._running = self._again = False

    def ask(self) -> None:
        """Read soon."""
        wanted = self._wanted()
        if self._running and wanted == self._reading:
            self._again = True
            return
        self._reading = wanted
        self._turn += 1
        self._running = True
        # A task of the same name replaces the one before it, which is thereby cancelled.
        self._tasks.spawn(self._run(self._turn), self._name)

    async def _run(self, turn: int) -> None:
        try:
            while True:
                self._again = False
                await self._read()
                if not self._again:
                    return
        finally:
            if turn == self._turn:
                self._running = False
