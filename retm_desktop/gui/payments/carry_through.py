"""Acts that move money go on to their end, whatever becomes of the view that asked for them."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from retm_desktop.domain.errors import OperatorError
from retm_desktop.sync.background import Background

T = TypeVar("T")


async def carried_through(background: Background, act: Coroutine[Any, Any, T], name: str) -> T:
    """Await `act` as a task of its own; a dialog that is closed meanwhile ends only the waiting for it.

    Raises what `act` raises. Between a payment's row and its first request nothing may be cut off.
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
