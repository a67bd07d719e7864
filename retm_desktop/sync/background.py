"""The one owner of background tasks: named, strongly held, their failures reported, all awaited at the end."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from retm_desktop.domain.errors import OperatorError

log = logging.getLogger(__name__)

T = TypeVar("T")
Report = Callable[[str, BaseException], None]
"""Told a task's name and what it failed with: an OperatorError is for the operator, anything else is a bug."""


class Background:
    """Holds every task nobody awaits until it ends; the loop itself keeps only weak references."""

    def __init__(self, report: Report | None = None) -> None:
        """Failures go to `report` (called on the loop), or to the log where there is none."""
        self.report = report
        self._tasks: set[asyncio.Task[Any]] = set()
        self._named: dict[str, asyncio.Task[Any]] = {}
        self._closed = False

    @property
    def names(self) -> list[str]:
        """Names of the tasks that still run, sorted."""
        return sorted(task.get_name() for task in self._tasks if not task.done())

    def running(self, name: str) -> bool:
        """Tell whether the latest task of this name still runs."""
        task = self._named.get(name)
        return task is not None and not task.done()

    def spawn(self, coro: Coroutine[Any, Any, T], *, name: str, replace: bool = False) -> asyncio.Task[T]:
        """Start `coro` as a task; `replace` first cancels the running task of the same name.

        After `close` the task is cancelled before it takes a step, so that a late click does no harm.
        """
        old = self._named.get(name)
        if replace and old is not None:
            old.cancel()
        task = asyncio.get_running_loop().create_task(coro, name=name)
        if self._closed:
            task.cancel()
            return task
        self._tasks.add(task)
        self._named[name] = task
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        name = task.get_name()
        self._tasks.discard(task)
        if self._named.get(name) is task:
            del self._named[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            self.tell(name, error)

    def tell(self, name: str, error: BaseException) -> None:
        """Report a failure of the task `name`, for work that goes on after it."""
        if self.report is not None:
            try:
                self.report(name, error)
            except Exception:
                log.exception("the report of %s failed", name)
            else:
                return
        if isinstance(error, OperatorError):
            log.warning("%s: %s: %s", name, error.code, error.detail)
        else:
            log.error("%s failed", name, exc_info=error)

    async def close(self, grace: float = 2.0) -> list[str]:
        """Cancel every task and wait for them `grace` seconds at most; return the names of those that would not end.

        The task that calls this is left out. Nothing can be spawned afterwards.
        """
        self._closed = True
        waiting = self._tasks - {asyncio.current_task()}
        for task in waiting:
            task.cancel()
        if not waiting:
            return []
        _, stuck = await asyncio.wait(waiting, timeout=grace)
        names = sorted(task.get_name() for task in stuck)
        for name in names:
            log.warning("task %s does not end", name)
        return names


async def carried_through(background: Background, act: Coroutine[Any, Any, T], name: str) -> T:
    """Await `act` as a task of its own: whoever gives up waiting, as a view that is closed does, cuts nothing off.

    Raises what `act` raises.
    """

    async def ended() -> T | OperatorError:
        try:
            return await act
        except OperatorError as error:
            return error

    task = background.spawn(ended(), name=name)
    # Cancelled before its first step, the task never awaits the act; closing it says that this is meant.
    task.add_done_callback(lambda _task: act.close())
    outcome = await asyncio.shield(task)
    if isinstance(outcome, OperatorError):
        raise outcome
    return outcome
