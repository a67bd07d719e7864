"""Long work on the loop's own thread, in slices short enough that nobody at the window notices.

A thread would be worse: while it runs Python, every step from Qt into Python waits for the interpreter's lock, up to
5 ms each, and a painting takes hundreds of such steps.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_SLICE_S = 0.006


async def in_slices(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Return `work(item)` for every item; the loop goes on between slices of some milliseconds."""
    done: list[R] = []
    begun = time.perf_counter()
    for item in items:
        done.append(work(item))
        if time.perf_counter() - begun > _SLICE_S:
            await asyncio.sleep(0)
            begun = time.perf_counter()
    return done
