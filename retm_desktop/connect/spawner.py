"""Who owns the background work of connecting: given from above, so that nothing here starts a task of its own."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Spawner(Protocol):
    """Starts tasks, holds them, reports their failures and ends them with the program."""

    def spawn(self, coro: Coroutine[Any, Any, T], *, name: str, replace: bool = False) -> asyncio.Task[T]:
        """Start `coro` as a task; `replace` first cancels the running task of the same name."""
        ...
