"""Small servers on real sockets for one test each."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send


class Seen(list[tuple[str, str, str]]):
    """What came in: method, path with query, Authorization header; `bodies` runs beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[bytes] = []
        self.cookies: list[str] = []


Answer = Callable[[Request, Seen], Response]


class _Host:
    """One HTTP server on a thread of its own; what it serves is changed by each test."""

    def __init__(self) -> None:
        self.app: ASGIApp = _GONE
        # asyncio sets TCP_NODELAY only where the protocol is named; without it each small answer waits 40 ms.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        quiet = {"lifespan": "off", "log_config": None, "log_level": "critical", "ws": "none", "date_header": False}
        config = uvicorn.Config(self._serve, interface="asgi3", **quiet)  # type: ignore[arg-type]
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    def stop(self) -> None:
        """End the thread and free the port."""
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)
        self._socket.close()


_GONE = Response(b"no test is running", 410)
_idle: list[_Host] = []


@contextlib.contextmanager
def hosting(app: ASGIApp) -> Iterator[str]:
    """Serve `app` on a thread of its own; yields the base address."""
    host = _idle.pop() if _idle else _Host()
    host.app = app
    try:
        yield host.address
    finally:
        host.app = _GONE
        _idle.append(host)


@contextlib.contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, Seen]]:
    """Serve `answer` for every path; yields the base address and what has been asked."""
    seen = Seen()

    async def handle(request: Request) -> Response:
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        seen.append((request.method, path, request.headers.get("Authorization", "")))
        seen.bodies.append(await request.body())
        seen.cookies.append(request.headers.get("Cookie", ""))
        return await asyncio.to_thread(answer, request, seen)

    with hosting(Starlette(routes=[Route("/{path:path}", handle, methods=["GET", "POST"])])) as address:
        yield address, seen


def stop_serving() -> None:
    """Stop the servers that tests have started."""
    while _idle:
        _idle.pop().stop()


@contextlib.asynccontextmanager
async def raw_server(answer: bytes, *, hold: float = 0.0) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Read one request per connection whole, answer with `answer` after `hold` seconds, and drop the connection."""
    requests: list[bytes] = []
    handlers: set[asyncio.Task[None] | None] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handlers.add(asyncio.current_task())
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                (
                    int(line.split(b":")[1])
                    for line in head.lower().split(b"\r\n")
                    if line.startswith(b"content-length:")
                ),
                0,
            )
            requests.append(head + await reader.readexactly(length))
            await asyncio.sleep(hold)
            writer.write(answer)
            await writer.drain()
        writer.close()
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", requests
    finally:
        server.close()
        await server.wait_closed()
        await asyncio.gather(*(handler for handler in handlers if handler))


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port
