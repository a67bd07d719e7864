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

Answer = Callable[[Request], Response | object]


class Seen(list[tuple[str, str, str]]):
    """What came in: method, path with query, Authorization header; `bodies` runs beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[bytes] = []
        self.cookies: list[str] = []


@contextlib.contextmanager
def serving(answer: Callable[[Request, Seen], Response]) -> Iterator[tuple[str, Seen]]:
    """Serve `answer` for every path on a thread of its own; yields the base address and what has been asked."""
    seen = Seen()

    async def handle(request: Request) -> Response:
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        seen.append((request.method, path, request.headers.get("Authorization", "")))
        seen.bodies.append(await request.body())
        seen.cookies.append(request.headers.get("Cookie", ""))
        return await asyncio.to_thread(answer, request, seen)

    app = Starlette(routes=[Route("/{path:path}", handle, methods=["GET", "POST"])])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            app, lifespan="off", log_config=None, log_level="critical", ws="none", date_header=False
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", seen
        finally:
            server.should_exit = True
            server.force_exit = True
            thread.join(10)


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
