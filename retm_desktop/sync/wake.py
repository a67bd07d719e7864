"""Notices that the computer slept or its clock was set: the wall clock moved further than the wait."""

import asyncio
import time
from collections.abc import Awaitable, Callable


class WakeDetector:
    """Looks at the wall clock every `interval` seconds; a gap of more than `tolerance` seconds is a wake.

    Kept-alive connections are dead after a sleep, and the monotonic clock may stand still during it: hence the wall
    clock. A clock that was set forwards or backwards looks the same and wants the same: read everything again.
    """

    def __init__(
        self,
        on_wake: Callable[[float], None],
        *,
        interval: float = 2.0,
        tolerance: float = 8.0,
        wall: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`on_wake` gets the gap in seconds, negative when the clock went back; it is called on the loop."""
        self.on_wake = on_wake
        self.interval = interval
        self.tolerance = tolerance
        self._wall = wall
        self._sleep = sleep

    async def run(self) -> None:
        """Watch until cancelled."""
        before = self._wall()
        while True:
            await self._sleep(self.interval)
            now = self._wall()
            gap = now - before - self.interval
            before = now
            if abs(gap) > self.tolerance:
                self.on_wake(gap)
