"""A token endpoint for tests: scripted answers, dropped connections, pauses; it remembers what it was asked."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)

Answer = tuple[int, dict[str, Any] | bytes]

REFUSED_CODE: Answer = (400, {"error": "invalid_grant", "message": "used"})
REFUSED_CLIENT: Answer = (401, {"error": "invalid_client", "message": "no"})
DROP: Answer = (0, b"")
"""The request is read, the connection is closed without a word."""


@dataclass
class TokenDesk:
    """Answers from `answers` in turn, then with fresh tokens; `hold` keeps requests waiting while it is clear."""

    answers: list[Answer] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    with_refresh: bool = True
    life: int = 3600
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

    def _fresh(self) -> Answer:
        self._issued += 1
        body = {"access_token": f"access-{self._issued}", "token_type": "Bearer", "expires_in": self.life}
        if self.with_refresh:
            body["refresh_token"] = f"refresh-{self._issued}"
        return 200, body

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = next(
                int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length:")
            )
            self.asked.append(json.loads(await reader.readexactly(length)))
            self.paths.append(head.split(" ")[1])
            await self.hold.wait()
            status, content = self.answers.pop(0) if self.answers else self._fresh()
            if status:
                body = content if isinstance(content, bytes) else json.dumps(content).encode()
                answer = f"HTTP/1.1 {status} x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(answer.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
