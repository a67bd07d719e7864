"""How long a cashier waits for the answer about a coupon, with the window idle and with its thread busy."""

import http.client
import json
import random
import time
from urllib.parse import urlsplit

from tests.benchmarks.children import Child, NotMeasured
from tests.benchmarks.figures import Figure, Notes, at_rank
from tests.benchmarks.reward_window import REWARDS, TOKEN

CHECK_BAR_MS = 50.0
_CALLS = 500
_WARM = 20
_START_SECONDS = 60.0


def reward_check(repeats: int) -> list[Figure]:
    """Measure POST /hooks/reward/check over 500 calls, each over a connection of its own; the idle window beside it."""
    busy: list[float] = []
    idle: list[float] = []
    notes: Notes = {}
    for _ in range(repeats):
        with Child("tests.benchmarks.reward_window") as own:
            _, told = own.told("listener", _START_SECONDS)
            at_rest = _waits(told["listener"])
            own.tell("busy")
            own.told("busy", _START_SECONDS)
            hurried = _waits(told["listener"])
            kept = _waits(told["listener"], keep=True)
        busy.append(at_rank(hurried, 0.99))
        idle.append(at_rank(at_rest, 0.99))
        notes = {
            "calls": _CALLS,
            "rewards": REWARDS,
            "busy_median_ms": at_rank(hurried, 0.5),
            "busy_longest_ms": max(hurried),
            "busy_one_connection_p99_ms": at_rank(kept, 0.99),
            "idle_median_ms": at_rank(at_rest, 0.5),
        }
    return [Figure("reward check answered, p99", "ms", busy, idle, bar=CHECK_BAR_MS, notes=notes)]


def _waits(listener: str, *, keep: bool = False) -> list[float]:
    """Return how many milliseconds each call took; raises NotMeasured for an answer that is not good."""
    place = urlsplit(listener)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    waits: list[float] = []
    line: http.client.HTTPConnection | None = None
    for _ in range(_WARM + _CALLS):
        code = f"code {random.randrange(REWARDS):04}"  # noqa: S311 - nothing secret
        body = json.dumps({"reward_code": code, "business_refrence": "palm-grill"})
        begun = time.perf_counter()
        if line is None:
            line = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
        line.request("POST", "/hooks/reward/check", body, headers)
        answer = line.getresponse()
        content = answer.read()
        waits.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200:
            raise NotMeasured(f"{code!r} was answered {answer.status}: {content[:200]!r}")
        if not keep:
            line.close()
            line = None
    if line is not None:
        line.close()
    return waits[_WARM:]
