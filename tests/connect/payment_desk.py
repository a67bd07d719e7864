"""A payment service for tests of connecting: its clock, token endpoint and merchant, scripted; it keeps the calls."""

import asyncio
import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.connect.token_desk import Answer

MERCHANT: Answer = (200, {"item": {"id": "m-1", "companyName": " Najd Kitchen Sdn. Bhd. "}, "code": "SUCCESS"})
DROP: Answer = (0, b"")


def refused(code: str, status: int = 400) -> Answer:
    """Return an answer of the service's that refuses with a code."""
    return status, {"error": {"code": code, "message": "no"}}


@dataclass
class PaymentDesk:
    """Answers token requests from `answers` in turn, then with fresh tokens; `hold` keeps them while it is clear."""

    now: Callable[[], datetime]
    answers: list[Answer] = field(default_factory=list)
    merchant: Answer = MERCHANT
    skew: timedelta = timedelta()
    """How far the service's clock is ahead of ours."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    """The bodies of the token requests, with `basic`: who asked."""
    paths: list[str] = field(default_factory=list)
    port: int = 0
    hold: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.hold.set()
        self._server: asyncio.Server | None = None
        self._issued = 0

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self.port}"

    async def open(self) -> None:
        """Listen, on the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Listen no more; the port is refused."""
        self.hold.set()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _answer(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        if path == "/rm/oauth/v1/token":
            basic = base64.b64decode(headers["authorization"].removeprefix("Basic ")).decode()
            self.asked.append(json.loads(body) | {"basic": basic})
            await self.hold.wait()
            return self.answers.pop(0) if self.answers else self._fresh()
        if path == "/rm/open/v3/merchant":
            assert headers["authorization"] == f"Bearer pay-access-{self._issued}"
            assert headers["x-signature"].startswith("sha256 ")
            return self.merchant
        return 404, {}

    def _fresh(self) -> Answer:
        self._issued += 1
        return 200, {
            "accessToken": f"pay-access-{self._issued}",
            "tokenType": "Bearer",
            "expiresIn": 2591999,
            "refreshToken": f"pay-refresh-{self._issued}",
        }

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode().rstrip().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            path = first.split(" ")[1]
            self.paths.append(path)
            status, content = await self._answer(path, headers, body)
            if status:
                sent = content if isinstance(content, bytes) else json.dumps(content).encode()
                date = format_datetime(self.now() + self.skew, usegmt=True)
                head = (
                    f"HTTP/1.1 {status} x\r\nDate: {date}\r\nConnection: close\r\nContent-Length: {len(sent)}\r\n\r\n"
                )
                writer.write(head.encode() + sent)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
