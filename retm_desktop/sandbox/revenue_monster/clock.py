"""The service's own clock, which may go wrong, and the `Date` of every answer."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MALAYSIA = timezone(timedelta(hours=8))


class Clock:
    """Tells the time; `skew` is how many seconds it is ahead."""

    def __init__(self) -> None:
        self.skew = 0.0

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.skew)


def stamp(moment: datetime, *, nanoseconds: int | None = None) -> str:
    """RFC 3339 in UTC as the service writes it: whole seconds, or with nine digits behind the point."""
    text = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    if nanoseconds is None:
        return f"{text}Z"
    return f"{text}.{moment.microsecond:06d}{nanoseconds % 1000:03d}Z"


class DateGate:
    """ASGI wrapper: gives every answer its `Date`, by the service's own clock below `/rm/`."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                moment = self._clock.now() if scope["path"].startswith("/rm/") else datetime.now(UTC)
                date = format_datetime(moment, usegmt=True).encode()
                message = {**message, "headers": [(b"date", date), *message.get("headers", [])]}
            await send(message)

        await self._app(scope, receive, dated)
