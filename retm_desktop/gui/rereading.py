"""Reads the store again when asked, one reading at a time, never one for every change."""

from collections.abc import Awaitable, Callable

from retm_desktop.gui.tasks import ViewTasks


class Rereading:
    """However often `ask` is called during a reading, one more reading follows; a steady stream starves nobody."""

    def __init__(self, tasks: ViewTasks, name: str, read: Callable[[], Awaitable[None]]) -> None:
        self._tasks = tasks
        self._name = name
        self._read = read
        self._running = self._again = False

    def ask(self) -> None:
        """Read soon."""
        if self._running:
            self._again = True
            return
        self._running = True
        self._tasks.spawn(self._run(), self._name)

    async def _run(self) -> None:
        try:
            while True:
                self._again = False
                await self._read()
                if not self._again:
                    return
        finally:
            self._running = False
