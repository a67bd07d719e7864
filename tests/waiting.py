"""Waiting in tests without a nested event loop."""

import asyncio
import time
from collections.abc import Awaitable, Callable


async def until(predicate: Callable[[], object], timeout: float = 10.0, step: float = 0.01) -> None:
    """Return as soon as `predicate()` is true; fail after `timeout` seconds (a bound against hangs, not a measure)."""
    deadline = time.monotonic() + timeout
    while not predicate():
        if time.monotonic() > deadline:
            raise AssertionError(f"still not true after {timeout} s: {predicate}")
        await asyncio.sleep(step)


async def until_async(predicate: Callable[[], Awaitable[object]], timeout: float = 10.0, step: float = 0.02) -> None:
    """Like `until`, for a predicate that has to be awaited."""
    deadline = time.monotonic() + timeout
    while not await predicate():
        if time.monotonic() > deadline:
            raise AssertionError(f"still not true after {timeout} s: {predicate}")
        await asyncio.sleep(step)
