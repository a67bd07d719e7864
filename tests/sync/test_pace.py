"""How long is waited, and that a bell ends a wait."""

import asyncio

import pytest

from retm_desktop.domain.errors import Forbidden, Offline, OperatorError, RateLimited, ServerFault
from retm_desktop.sync.pace import LONGEST_WAIT, Bell, Pace, backoff, jittered, wait_after


def test_waits_double_up_to_a_minute() -> None:
    assert [backoff(attempts) for attempts in (1, 2, 3, 4, 7, 8, 500)] == [1, 2, 4, 8, 60, 60, 60]


def test_jitter_goes_both_ways_and_no_further() -> None:
    assert [jittered(10, 0.1, lambda c=c: c) for c in (0.0, 0.5, 1.0)] == [9, 10, 11]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("error", "failures", "seconds"),
    [
        (Offline(), 1, 1),
        (Offline(), 9, 4),
        (ServerFault(), 1, 2),
        (ServerFault(), 9, 30),
        (RateLimited("", 17), 1, 17),
        (RateLimited("", 86_400), 1, LONGEST_WAIT),
        (RateLimited(), 1, 10),
        (RateLimited(), 4, 60),
        (Forbidden(), 1, 60),
    ],
)
def test_the_wait_suits_the_failure(error: OperatorError, failures: int, seconds: float) -> None:
    assert wait_after(error, failures, Pace()) == seconds


async def test_a_bell_ends_a_wait_and_is_heard_once() -> None:
    bell = Bell()
    assert not await bell.wait(0.01)
    asyncio.get_running_loop().call_later(0.01, bell.ring)
    assert await bell.wait(None)
    bell.ring()
    bell.ring()
    assert await bell.wait(0)
    assert not await bell.wait(0)
