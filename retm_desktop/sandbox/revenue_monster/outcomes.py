"""How the imagined customer will behave: paid, declined, pending, expired or stuck."""

from collections import deque
from dataclasses import dataclass

from retm_desktop.sandbox.revenue_monster.errors import Refused

OUTCOMES = ("paid", "declined", "pending", "expired", "stuck")
PENDING_SECONDS = 6.0
_MOST_PLANNED = 1000
_LONGEST_WAIT = 86_400.0

_BY_CODE = {"28": "paid", "29": "declined", "27": "pending", "26": "stuck"}


@dataclass(frozen=True)
class Plan:
    """What comes of a payment, `after` real seconds.

    `pending` is in process until it is paid, by six seconds unless told; `stuck` stays in process for good.
    """

    outcome: str
    after: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return self.after or (PENDING_SECONDS if self.outcome == "pending" else 0.0)


class Outcomes:
    """Plans for the payments to come, first come first served."""

    def __init__(self) -> None:
        self._next: deque[Plan] = deque(maxlen=_MOST_PLANNED)

    def plan(self, outcome: str, after: float) -> None:
        """Plan the next payment; raises ValueError."""
        if outcome not in OUTCOMES:
            raise ValueError(f"no such outcome: {outcome!r}; there are {', '.join(OUTCOMES)}")
        if not 0 <= after <= _LONGEST_WAIT:
            raise ValueError(f"nobody waits {after} seconds")
        self._next.append(Plan(outcome, after))

    def take(self) -> Plan | None:
        """The plan of the payment that begins now."""
        return self._next.popleft() if self._next else None


def plan_by_code(auth_code: str) -> Plan:
    """What a scanned code says: 28… paid, 29… declined, 27… pending, 26… stuck; raises Refused for 25… and others."""
    if auth_code.startswith("25"):
        raise Refused("AUTH_CODE_EXPIRED")
    if (outcome := _BY_CODE.get(auth_code[:2])) is None:
        raise Refused("AUTH_CODE_INVALID")
    return Plan(outcome)
