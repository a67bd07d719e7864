"""Bad days on demand: the probabilities of each fault, and the gate that commits them on API answers."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retm_desktop.sandbox.dice import dice
from retm_desktop.sandbox.settings import SandboxSettings, checked_faults

_ERROR_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Server Error</title></head>
<body><h1>500</h1><p>Whoops, something went wrong on our servers.</p></body></html>"""

_PAYMENT_PATHS = ("/rm/open/", "/rm/oauth/v1/")
_PAYMENT_THROTTLE = {"error": {"code": "TOO_MANY_REQUEST_PER_SECOND", "message": "Too many requests"}}


class Faults:
    """Current probabilities and the fixed delay; `stopping` ends every wait when the server stops."""

    def __init__(self, settings: SandboxSettings, stopping: asyncio.Event) -> None:
        self._random = dice("faults", settings.seed)
        self._probability = dict(settings.faults)
        self.latency_ms = settings.latency_ms
        self.stopping = stopping

    def set(self, probabilities: dict[str, float]) -> None:
        """Replace all probabilities; raises ValueError for a bad name or value."""
        self._probability = checked_faults(probabilities)

    def strikes(self, name: str) -> bool:
        """Throw the dice for one fault."""
        probability = self._probability.get(name, 0.0)
        return probability > 0 and self._random.random() < probability

    def seconds(self, least: float, most: float) -> float:
        """A wait between two bounds."""
        return self._random.uniform(least, most)

    async def wait(self, seconds: float) -> None:
        """Sleep, but not beyond the server's end."""
        if seconds > 0:
            try:
                async with asyncio.timeout(seconds):
                    await self.stopping.wait()
            except TimeoutError:
                pass


class Revoker(Protocol):
    """Ends one access token."""

    def revoke(self, access_token: str) -> None:
        """End it now."""


class FaultGate:
    """ASGI wrapper: delays everything but the control paths, and spoils API and token answers of both services."""

    def __init__(
        self,
        app: ASGIApp,
        faults: Faults,
        tokens: Sequence[Revoker],
        sever: Callable[[tuple[str, int] | None], None],
    ) -> None:
        self._app = app
        self._faults = faults
        self._tokens = tokens
        self._sever = sever

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, with whatever fault strikes it."""
        if scope["type"] != "http" or scope["path"].startswith("/_sandbox"):
            await self._app(scope, receive, send)
            return
        faults = self._faults
        delay = faults.latency_ms / 1000
        if faults.strikes("latency"):
            delay += faults.seconds(0.3, 2.0)
        await faults.wait(delay)
        is_payment = scope["path"].startswith(_PAYMENT_PATHS)
        if "/api/" not in scope["path"] and not is_payment:
            await self._app(scope, receive, send)
        elif faults.strikes("throttle"):
            told = _PAYMENT_THROTTLE if is_payment else {"message": "Too Many Attempts."}
            answer: Response = JSONResponse(told, 429, {} if is_payment else {"Retry-After": "1"})
            await answer(scope, receive, send)
        elif faults.strikes("error"):
            await Response(_ERROR_PAGE, 500, media_type="text/html")(scope, receive, send)
        elif faults.strikes("drop"):
            await self._drop(scope, receive)
        elif faults.strikes("truncate"):
            await self._truncate(scope, receive, send)
        else:
            if faults.strikes("expire"):
                header = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
                for tokens in self._tokens:
                    tokens.revoke(header.removeprefix("Bearer "))
            await self._app(scope, receive, send)

    async def _drop(self, scope: Scope, receive: Receive) -> None:
        async def swallow(_message: Message) -> None:
            return None

        await self._app(scope, receive, swallow)
        self._sever(scope["client"])
        while (await receive())["type"] != "http.disconnect":
            pass

    async def _truncate(self, scope: Scope, receive: Receive, send: Send) -> None:
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self._app(scope, receive, hold)
        start = held[0]
        body = b"".join(message.get("body", b"") for message in held[1:])
        body = body[: len(body) // 2]
        headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": start["status"], "headers": headers})
        await send({"type": "http.response.body", "body": body})
