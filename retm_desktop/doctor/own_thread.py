"""Blocking looks, each on a daemon thread of its own: one that hangs holds up neither a loop nor the program's end."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def in_own_thread(fn: Callable[[], T]) -> T:
    """Return what `fn` returns; a caller that is cancelled leaves the thread to end by itself."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            answered = fn()
        except BaseException as error:
            with suppress(Exception):  # nobody waits any more
                future.set_exception(error)
        else:
            with suppress(Exception):
                future.set_result(answered)

    threading.Thread(target=run, name="doctor", daemon=True).start()
    return await asyncio.wrap_future(future)
