"""An owner of background tasks for tests: any failure in one fails the test."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Spawned:
    """Holds tasks; `idle` waits until none runs and raises what one failed with."""

    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, coro: Coroutine[Any, Any, T], *, name: str, replace: bool = False) -> asyncio.Task[T]:
        """Start `coro`."""
        task = asyncio.get_running_loop().create_task(coro, name=name)
        self.tasks.add(task)
        return task

    async def idle(self) -> None:
        """Wait for all tasks, those they start included."""
        while running := {task for task in self.tasks if not task.done()}:
            await asyncio.wait(running, timeout=10)
        for task in self.tasks:
            if not task.cancelled():
                task.result()

    async def close(self) -> None:
        """Cut off what runs."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
