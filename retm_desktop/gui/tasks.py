"""Background work that belongs to a view and ends with it."""

import asyncio
import weakref
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from retm_desktop.sync.background import Background


class ViewTasks:
    """Spawns tasks through the one owner and cancels them when the view is destroyed.

    A task of the same name replaces the one before it: a new search cancels the old.
    """

    def __init__(self, view: QObject, background: Background) -> None:
        self._background = background
        self._view = weakref.ref(view)
        self._prefix = f"{type(view).__name__}.{id(self):x}"
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        view.destroyed.connect(self.cancel_all)

    def spawn(self, coro: Coroutine[Any, Any, object], name: str) -> asyncio.Task[Any]:
        """Start `coro`; failures go to the owner's report, which logs and shows them."""
        task = self._background.spawn(self._while_it_lives(coro), name=f"{self._prefix}.{name}", replace=True)
        # Cancelled before its first step, the task never awaits the coroutine; closing it says that this is meant.
        task.add_done_callback(lambda _task: coro.close())
        if task.done():
            # Nothing is spawned any more; once the loop stands still its callback would never come.
            coro.close()
        self._tasks[name] = task
        return task

    async def _while_it_lives(self, coro: Coroutine[Any, Any, object]) -> None:
        try:
            await coro
        except RuntimeError:
            # PySide raises it for a widget whose C++ half is gone: the view ended between two steps of its task.
            view = self._view()
            if view is not None and isValid(view):
                raise

    def cancel(self, name: str) -> None:
        """Cancel the task of this name, if it still runs."""
        task = self._tasks.pop(name, None)
        if task is not None:
            task.cancel()

    def cancel_all(self, _view: object = None) -> None:
        """Cancel whatever still runs."""
        for name in list(self._tasks):
            self.cancel(name)
