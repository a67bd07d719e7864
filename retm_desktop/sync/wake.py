"""Notices that the computer slept or that its clock was set, from its clocks and from what the system tells."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from enum import StrEnum

import msgspec

INTERVAL = 2.0
TOLERANCE = 8.0
"""Seconds of a gap that count: kept-alive connections outlive a shorter one."""
ONCE_WITHIN = 10.0
"""Seconds within which the system's word and the clocks' are about the same wake."""
LONGEST_ASLEEP = 60.0
"""Seconds of running after which a sleep that was announced and not ended did not take place."""


class Clocks(msgspec.Struct, frozen=True):
    """Three clocks at one moment, in seconds.

    `wall` can be set, `elapsed` counts while the computer sleeps, `running` stands still then. Where a system has no
    pair of the latter two they are the same, and a sleep looks like a clock that was set forward.
    """

    wall: float
    elapsed: float
    running: float


class Cause(StrEnum):
    """What made the clocks jump."""

    SLEPT = "slept"
    CLOCK_SET = "clock_set"
    STALLED = "stalled"
    """The program did not run though the computer did: a machine that was paused, a process that was stopped."""


class Jump(msgspec.Struct, frozen=True):
    """Why everything has to be asked anew; `seconds` are negative for a clock that was set back, 0 when not known."""

    cause: Cause
    seconds: float


def read_clocks() -> Clocks:
    """Return what this computer's clocks show."""
    wall, monotonic = time.time(), time.monotonic()
    if sys.platform == "linux":
        # clock_gettime(2): CLOCK_BOOTTIME is CLOCK_MONOTONIC and the time the system was suspended.
        return Clocks(wall, time.clock_gettime(time.CLOCK_BOOTTIME), monotonic)
    if sys.platform == "darwin":
        # clock_gettime(3): CLOCK_MONOTONIC goes on while the system is asleep, CLOCK_UPTIME_RAW does not.
        return Clocks(wall, time.clock_gettime(time.CLOCK_MONOTONIC), time.clock_gettime(time.CLOCK_UPTIME_RAW))
    if sys.platform == "win32":
        return Clocks(wall, monotonic, _unbiased())
    return Clocks(wall, monotonic, monotonic)


def judge(before: Clocks, now: Clocks, interval: float, tolerance: float = TOLERANCE) -> Jump | None:
    """Return what happened between two looks that should be `interval` seconds apart, None where nothing did."""
    elapsed, ran = now.elapsed - before.elapsed, now.running - before.running
    set_by = now.wall - before.wall - elapsed
    if elapsed - ran > tolerance:
        return Jump(Cause.SLEPT, elapsed - ran)
    if abs(set_by) > tolerance:
        return Jump(Cause.CLOCK_SET, set_by)
    if ran - interval > tolerance:
        return Jump(Cause.STALLED, ran - interval)
    return None


class WakeDetector:
    """Looks at the clocks every `interval` seconds and listens to the system (`going_to_sleep`, `awake`).

    After a sleep, kept-alive connections are dead; after a clock was set, whatever was to happen at a time of day is
    due too late or was due too early. Both want the same: everything anew. One wake is told once, whoever saw it first.
    """

    def __init__(
        self,
        on_wake: Callable[[Jump], None],
        *,
        interval: float = INTERVAL,
        tolerance: float = TOLERANCE,
        clocks: Callable[[], Clocks] = read_clocks,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`on_wake` is called on the loop."""
        self.on_wake = on_wake
        self.interval = interval
        self.tolerance = tolerance
        self._clocks = clocks
        self._sleep = sleep
        self._before = clocks()
        self._told_at: float | None = None
        self._told_length = 0.0
        self._asleep_since: float | None = None

    @property
    def asleep(self) -> bool:
        """Tell whether the system said that it goes to sleep and not yet that it is awake."""
        since = self._asleep_since
        return since is not None and self._clocks().running - since < LONGEST_ASLEEP

    async def run(self) -> None:
        """Watch until cancelled."""
        self._before = self._clocks()
        while True:
            await self._sleep(self.interval)
            jump = self._look()
            if jump is not None:
                self._tell(jump)

    def going_to_sleep(self) -> None:
        """The system says that it goes to sleep."""
        self._asleep_since = self._clocks().running
        self._told_at = None

    def awake(self) -> None:
        """The system says that it is awake again."""
        self._tell(self._look() or Jump(Cause.SLEPT, 0.0))

    def _look(self) -> Jump | None:
        before, self._before = self._before, self._clocks()
        return judge(before, self._before, self.interval, self.tolerance)

    def _tell(self, jump: Jump) -> None:
        self._asleep_since = None
        now = self._before.running
        recent = self._told_at is not None and now - self._told_at < ONCE_WITHIN
        # The system's word carries no length: with the clocks' own close by, it is about the same wake.
        if recent and not (jump.seconds and self._told_length):
            return
        self._told_at, self._told_length = now, jump.seconds
        self.on_wake(jump)


def _unbiased() -> float:
    """Return the seconds since the start of Windows without those it slept (QueryUnbiasedInterruptTime, 100 ns)."""
    import ctypes  # noqa: PLC0415 - needed on Windows alone

    ticks = ctypes.c_ulonglong()
    ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))  # type: ignore[attr-defined,unused-ignore]
    return ticks.value / 1e7
