"""Sleep, a clock that was set, a program that stood still: told apart, and each of them told once."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retm_desktop.sync.wake import Cause, Clocks, Jump, WakeDetector, judge, read_clocks

HOUR = 3600.0


class Computer:
    """Three clocks; the detector's waits let them run."""

    def __init__(self) -> None:
        self.clocks = Clocks(1_000_000.0, 500.0, 400.0)
        self.jumps: list[Jump] = []
        self.detector = WakeDetector(self.jumps.append, clocks=lambda: self.clocks, sleep=self._sleep)
        self.plan: list[tuple[str, float]] = []

    def run_on(self, seconds: float) -> None:
        was = self.clocks
        self.clocks = Clocks(was.wall + seconds, was.elapsed + seconds, was.running + seconds)

    def suspend(self, seconds: float) -> None:
        was = self.clocks
        self.clocks = Clocks(was.wall + seconds, was.elapsed + seconds, was.running)

    def set_clock(self, seconds: float) -> None:
        was = self.clocks
        self.clocks = Clocks(was.wall + seconds, was.elapsed, was.running)

    async def live(self, *plan: tuple[str, float]) -> list[Jump]:
        """Go through what happens, each during a wait of its own, with quiet waits between."""
        self.plan = [step for one in plan for step in (("run_on", 0.0), one)]
        with pytest.raises(StopAsyncIteration):
            await self.detector.run()
        return self.jumps

    async def _sleep(self, seconds: float) -> None:
        self.run_on(seconds + 0.05)
        if not self.plan:
            raise StopAsyncIteration
        what, how_long = self.plan.pop(0)
        if what in ("going_to_sleep", "awake"):
            getattr(self.detector, what)()
        else:
            getattr(self, what)(how_long)


def rounded(jumps: list[Jump]) -> list[Jump]:
    return [Jump(jump.cause, float(round(jump.seconds))) for jump in jumps]


async def test_the_three_causes_are_told_apart() -> None:
    jumps = await Computer().live(
        ("suspend", HOUR), ("set_clock", 5 * HOUR), ("set_clock", -5 * HOUR), ("run_on", 60.0), ("suspend", 3.0)
    )
    assert rounded(jumps) == [
        Jump(Cause.SLEPT, HOUR),
        Jump(Cause.CLOCK_SET, 5 * HOUR),
        Jump(Cause.CLOCK_SET, -5 * HOUR),
        Jump(Cause.STALLED, 60.0),
    ]


async def test_a_night_in_which_the_clock_was_set_too_is_a_sleep() -> None:
    computer = Computer()
    before = computer.clocks
    computer.suspend(8 * HOUR)
    computer.set_clock(-HOUR)
    jump = judge(before, computer.clocks, 0.0)
    assert jump is not None
    assert rounded([jump]) == [Jump(Cause.SLEPT, 8 * HOUR)]


@pytest.mark.parametrize("seen_first", [True, False])
async def test_the_systems_word_and_the_clocks_are_one_wake(seen_first: bool) -> None:
    computer = Computer()
    told = [("suspend", HOUR), ("awake", 0.0)] if seen_first else [("suspend", 3.0), ("awake", 0.0)]
    jumps = await computer.live(("going_to_sleep", 0.0), *told, ("run_on", 0.0))
    assert [jump.cause for jump in jumps] == [Cause.SLEPT]


async def test_a_wake_of_which_the_system_tells_is_measured_by_the_clocks() -> None:
    computer = Computer()
    computer.detector.going_to_sleep()
    computer.suspend(HOUR)
    computer.detector.awake()
    assert rounded(computer.jumps) == [Jump(Cause.SLEPT, HOUR)]
    computer.detector.awake()
    assert len(computer.jumps) == 1


async def test_every_sleep_is_told_even_short_ones_after_each_other() -> None:
    computer = Computer()
    for _ in range(3):
        computer.detector.going_to_sleep()
        computer.suspend(2.0)
        computer.detector.awake()
        computer.run_on(1.0)
    assert len(computer.jumps) == 3


async def test_where_no_clock_counts_sleep_the_wall_clock_shows_it() -> None:
    computer = Computer()
    computer.clocks = Clocks(1_000_000.0, 400.0, 400.0)
    jumps = await computer.live(("set_clock", HOUR))
    assert rounded(jumps) == [Jump(Cause.CLOCK_SET, HOUR)]


async def test_a_sleep_that_was_announced_and_did_not_come_ends_by_itself() -> None:
    computer = Computer()
    computer.detector.going_to_sleep()
    assert computer.detector.asleep
    computer.run_on(61.0)
    assert not computer.detector.asleep


@given(st.lists(st.tuples(st.floats(0, 7), st.floats(-0.2, 0.2)), max_size=50))
def test_a_busy_computer_whose_clock_is_kept_right_is_never_a_wake(waits: list[tuple[float, float]]) -> None:
    jumps: list[Jump] = []
    computer = Computer()
    for late, corrected in waits:
        before = computer.clocks
        computer.run_on(2.0 + late)
        computer.set_clock(corrected)
        if (jump := judge(before, computer.clocks, 2.0)) is not None:
            jumps.append(jump)
    assert jumps == []


@pytest.mark.skipif(sys.platform not in ("linux", "darwin", "win32"), reason="has no pair of such clocks")
def test_this_computers_own_clocks_run_together() -> None:
    first = read_clocks()
    begun = time.monotonic()
    while time.monotonic() - begun < 0.05:
        pass
    then = read_clocks()
    assert judge(first, then, 0.05) is None
    assert then.running - first.running == pytest.approx(then.elapsed - first.elapsed, abs=0.05)
    assert then.elapsed - then.running > -1.0 or sys.platform != "linux"
