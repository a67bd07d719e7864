"""What the listener says: short JSON, never kept by anybody, never repeating what was sent."""

import json
from collections.abc import Mapping

from starlette.background import BackgroundTask
from starlette.responses import Response

SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def answer(
    status: int,
    content: object,
    *,
    headers: Mapping[str, str] | None = None,
    after: BackgroundTask | None = None,
) -> Response:
    """Return `content` as JSON; `after` runs once the answer has been sent."""
    return Response(
        json.dumps(content, ensure_ascii=False),
        status,
        headers={**SECURITY_HEADERS, **(headers or {})},
        media_type="application/json",
        background=after,
    )


def refusal(status: int, message: str, *, headers: Mapping[str, str] | None = None, close: bool = False) -> Response:
    """Return a refusal in one sentence; `close` ends the connection, for where a body was left unread."""
    extra = {**(headers or {}), **({"Connection": "close"} if close else {})}
    return answer(status, {"message": message}, headers=extra)
