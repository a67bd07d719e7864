"""How often RETM is asked, how long to wait after a failure, and the bell that ends a wait early."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from retm_desktop.domain.errors import OperatorError, RateLimited, ServerFault, UnreadableAnswer

LONGEST_WAIT = 600.0
"""Seconds a Retry-After is honoured at the most; a service that says "tomorrow" is asked again anyway."""


class Pace(msgspec.Struct, frozen=True):
    """Every waiting time of the sync, in seconds; tests use shorter ones."""

    poll: float = 10.0
    """Between two readings of the newest orders."""
    idle_poll: float = 60.0
    """The same, when nothing has happened for `idle_after` or RETM throttles us."""
    idle_after: float = 1800.0
    debounce: float = 0.15
    """Several wishes within this time lead to one reading."""
    shortest: float = 1.0
    """Least time between the starts of two readings that webhooks asked for."""
    invoices: float = 180.0
    late: float = 150.0
    """An order that RETM's list brings so long after it was sent was missed; idle readings are a minute apart."""
    reconcile: float = 300.0
    """Between two comparisons of RETM's list with the store."""
    catalogue: float = 900.0
    customers: float = 3600.0
    customers_asked: float = 60.0
    """Least age of the customers that are read again because the operator asked."""
    menu_debounce: float = 1.0
    settle: float = 15.0
    """How long after a write without an answer RETM may still be at work on it: not repeated sooner."""
    resend: float = 1.0
    """Wait before the second attempt at a write or a look-up; it doubles up to `slowest_resend`."""
    slowest_resend: float = 60.0
    grace: float = 5.0
    """How long a write that RETM cannot take back waits before it is sent, so that the operator can."""
    tick: float = 0.5
    """Between two looks at the badge."""
    jitter: float = 0.1
    """Share of a waiting time that chance adds or takes away, so that many tills do not ask at the same moment."""


def jittered(seconds: float, share: float, chance: Callable[[], float] = random.random) -> float:
    """Return `seconds` moved by at most `share` of itself either way."""
    return seconds * (1 + share * (2 * chance() - 1))


def backoff(attempts: int, first: float = 1.0, most: float = 60.0) -> float:
    """Return the wait after the `attempts`-th failure in a row: 1, 2, 4 ... `most` seconds."""
    return min(most, first * 2.0 ** min(max(attempts, 1) - 1, 16))


def wait_after(error: OperatorError, failures: int, pace: Pace) -> float:
    """Return how long to wait before asking for orders again after `failures` failures in a row.

    A broken line is probed every few seconds so that its return is seen at once; a fault of the server gets more rest.
    """
    if isinstance(error, RateLimited):
        return min(LONGEST_WAIT, error.retry_after or backoff(failures, pace.poll, pace.idle_poll))
    if isinstance(error, ServerFault | UnreadableAnswer):
        return backoff(failures, pace.poll / 5, 3 * pace.poll)
    if error.code == "offline":
        return backoff(failures, pace.poll / 10, pace.poll * 0.4)
    return pace.idle_poll


class Bell:
    """Something that can be rung at any time and waited for with a limit; ringing twice is ringing once."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """End the present wait, or the next one at once."""
        self._event.set()

    def clear(self) -> None:
        """Forget what was rung."""
        self._event.clear()

    @property
    def rung(self) -> bool:
        """Tell whether somebody rang since the last wait."""
        return self._event.is_set()

    async def wait(self, seconds: float | None = None) -> bool:
        """Return True as soon as it rings, False after `seconds`; None waits for the ring alone."""
        if seconds is not None and seconds <= 0:
            await asyncio.sleep(0)
        else:
            # Not wait_for: before Python 3.12 it swallows a cancellation that meets the ring.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._event.wait()
        rung = self._event.is_set()
        self._event.clear()
        return rung


def later(now: datetime, seconds: float) -> datetime:
    """Return the time `seconds` after `now`."""
    return now + timedelta(seconds=seconds)
