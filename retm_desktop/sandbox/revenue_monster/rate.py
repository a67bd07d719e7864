"""How often one token may ask for an order (reference 10)."""

from collections import deque

from retm_desktop.sandbox.revenue_monster.errors import Refused

QUERIES, SECONDS = 3, 5.0


class QueryRate:
    """Counts the queries by order id of each token; those refused do not count. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._made: dict[str, deque[float]] = {}

    def require(self, token: str, now: float) -> None:
        """Note a query; raises Refused for the fourth within five seconds."""
        made = self._made.setdefault(token, deque())
        while made and made[0] <= now - SECONDS:
            made.popleft()
        if len(made) >= QUERIES:
            raise Refused("TOO_MANY_REQUEST_PER_SECOND")
        made.append(now)
