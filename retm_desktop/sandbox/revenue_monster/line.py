"""The line to the service: what breaks or is refused on demand, and the list of what was called."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from retm_desktop.sandbox.revenue_monster.errors import Refused

Document = dict[str, Any]
Sever = Callable[[tuple[str, int] | None], None]

ENDPOINTS = (
    *("token", "token_info", "merchant", "user", "subscriptions", "stores", "store", "create_store", "update_store"),
    *("delete_store", "checkout", "checkout_status", "direct_checkout", "quickpay", "query_transaction"),
    *("query_order", "transactions", "refund", "reverse", "reconciliation"),
)
_LARGEST_BODY = 64 * 1024
_KEPT_CALLS = 20_000


@dataclass
class Call:
    """One call: `at` is monotonic seconds, `status` 0 where the line broke before anything was done."""

    endpoint: str
    at: float
    status: int = 0


class Line:
    """Answers calls, and breaks where it was told to. `sever` breaks the connection of one client address."""

    def __init__(self, sever: Sever) -> None:
        self._sever = sever
        self._drops: Counter[tuple[str, str]] = Counter()
        self._refusals: dict[str, deque[Refused]] = {}
        self._calls: deque[Call] = deque(maxlen=_KEPT_CALLS)

    def drop(self, endpoint: str, when: str, times: int) -> None:
        """Break the next `times` calls `before` or `after` the work; raises ValueError."""
        _require_endpoint(endpoint)
        if when not in ("before", "after"):
            raise ValueError(f"a line breaks before or after, not {when!r}")
        self._drops[endpoint, when] = _times(times)

    def refuse(self, endpoint: str, code: str, status: int, times: int) -> None:
        """Refuse the next `times` calls with a code instead of working; raises ValueError."""
        _require_endpoint(endpoint)
        if not 400 <= status <= 599:
            raise ValueError(f"{status} is no status of a refusal")
        self._refusals[endpoint] = deque([Refused(code, status=status)] * _times(times))

    def require_no_refusal(self, endpoint: str) -> None:
        """Raises the refusal that was asked for, if there is one left."""
        if waiting := self._refusals.get(endpoint):
            raise waiting.popleft()

    def calls(self) -> list[Document]:
        """What was called, oldest first."""
        return [asdict(call) for call in self._calls]

    async def answer(self, endpoint: str, request: Request, work: Callable[[bytes], Document]) -> Response:
        """Answer one call with what `work` makes of its body, or with the refusal it raises."""
        call = Call(endpoint, time.monotonic())
        self._calls.append(call)
        try:
            content = await body_of(request)
            if self._breaks(endpoint, "before"):
                return await self._broken(request)
            document, call.status = work(content), 200
        except Refused as refusal:
            document, call.status = refusal.body(), refusal.status
        if self._breaks(endpoint, "after"):
            return await self._broken(request)
        return Response(msgspec.json.encode(document), call.status, media_type="application/json")

    def _breaks(self, endpoint: str, when: str) -> bool:
        left = self._drops[endpoint, when]
        self._drops[endpoint, when] = max(0, left - 1)
        return left > 0

    async def _broken(self, request: Request) -> Response:
        client = request.client
        self._sever((client.host, client.port) if client else None)
        while (await request.receive())["type"] != "http.disconnect":
            pass
        return Response(status_code=499)


async def body_of(request: Request) -> bytes:
    """The body of a request; raises Refused for one that is too large."""
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > _LARGEST_BODY:
            raise Refused("INVALID_REQUEST", "The body is too large", status=413)
    return content


def _require_endpoint(endpoint: str) -> None:
    if endpoint not in ENDPOINTS:
        raise ValueError(f"no such endpoint: {endpoint!r}; there are {', '.join(ENDPOINTS)}")


def _times(times: int) -> int:
    if not 0 <= times <= 1000:
        raise ValueError(f"not {times} times")
    return times
