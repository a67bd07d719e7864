"""Opens the practice restaurant: joins its parts and serves them on a loopback port."""

import asyncio
import socket

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from retm_desktop.sandbox.api import Api
from retm_desktop.sandbox.books import Books
from retm_desktop.sandbox.consent import Consent
from retm_desktop.sandbox.control import Control
from retm_desktop.sandbox.desk import Desk
from retm_desktop.sandbox.faults import FaultGate, Faults
from retm_desktop.sandbox.growth import grow
from retm_desktop.sandbox.kitchen import Kitchen
from retm_desktop.sandbox.levers.access import AccessLevers
from retm_desktop.sandbox.levers.catalogue import CatalogueLevers
from retm_desktop.sandbox.levers.line import LineLevers
from retm_desktop.sandbox.levers.orders import OrderLevers
from retm_desktop.sandbox.levers.till import Till
from retm_desktop.sandbox.pictures import Pictures
from retm_desktop.sandbox.restaurant import Restaurant
from retm_desktop.sandbox.revenue_monster.clock import DateGate
from retm_desktop.sandbox.revenue_monster.levers import RevenueMonsterLevers
from retm_desktop.sandbox.revenue_monster.service import RevenueMonster
from retm_desktop.sandbox.settings import SandboxSettings
from retm_desktop.sandbox.signposts import SignpostGate, Signposts
from retm_desktop.sandbox.tokens import Tokens
from retm_desktop.sandbox.webhooks import Courier

_PICTURE_LIFE = "public, max-age=31536000, immutable"
LOOPBACK = "127.0.0.1"


def bound_socket(port: int) -> socket.socket:
    """A loopback socket on `port` (0 = any free one); raises OSError when it is taken."""
    # asyncio sets TCP_NODELAY only where the protocol is named; without it each small answer waits 40 ms.
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            door.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((LOOPBACK, port))
    except OSError:
        door.close()
        raise
    return door


class _Door(uvicorn.Server):
    """A server that can stop listening and start again on the same port; `opened` is set once it listens."""

    opened: asyncio.Event | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if self.opened:
            self.opened.set()

    def sever(self, client: tuple[str, int] | None = None) -> None:
        """Break the connection of one client address, or all of them, without an answer."""
        for connection in list(self.server_state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None and (client is None or getattr(connection, "client", None) == client):
                transport.abort()

    def shut(self) -> None:
        """Refuse new connections and break those there are."""
        for server in self.servers:
            server.close()
        self.servers = []
        self.sever()

    async def reopen(self, door: socket.socket) -> None:
        """Listen again on a fresh socket."""
        config = self.config

        def connection() -> asyncio.Protocol:
            return config.http_protocol_class(  # type: ignore[call-arg]
                config=config, server_state=self.server_state, app_state=self.lifespan.state
            )

        loop = asyncio.get_running_loop()
        self.servers = [await loop.create_server(connection, sock=door, backlog=config.backlog)]


class House:
    """The whole practice restaurant on one event loop. `port` is the one already bound."""

    def __init__(self, settings: SandboxSettings, port: int) -> None:
        self.url = f"http://{LOOPBACK}:{port}"
        self._port = port
        self._stopping = asyncio.Event()
        self._pictures = Pictures()
        self.restaurant = Restaurant(settings.seed, self.url, self._pictures)
        grow(self.restaurant, settings)
        self.books = Books(self.restaurant)
        self.faults = Faults(settings, self._stopping)
        self.tokens = Tokens(settings)
        self.courier = Courier(settings, self.restaurant.id, self.books, self.faults)
        self.desk = Desk(settings.seed, self.restaurant, self.books, self.courier)
        self.kitchen = Kitchen(settings, self.restaurant, self.books, self.desk, self.faults)
        self.kitchen.fill_past(max(settings.orders, settings.invoices))
        self.revenue_monster = RevenueMonster(settings, self.url, self._sever)
        consent = Consent(self.restaurant, self.books, self.tokens, self.courier)
        api = Api(self.restaurant, self.books, self.desk, self.tokens)
        signposts = Signposts(api.paths(), settings.moved_paths, settings.forbidden_paths)
        self._line = LineLevers(self.books, self.kitchen, self.courier, self.faults, self.offline_for)
        subjects = (
            OrderLevers(self.restaurant, self.books, self.desk, self.kitchen),
            CatalogueLevers(self.restaurant, self.desk),
            Till(self.restaurant, self.courier),
            AccessLevers(self.tokens, consent, signposts),
            self._line,
            RevenueMonsterLevers(self.revenue_monster),
        )
        self.control = Control(subjects, settings.client_id)
        routes = [
            *consent.routes(),
            *self.control.routes(),
            Route("/images/{file}", self._picture, methods=["GET"]),
            *self.revenue_monster.routes(),
            *api.routes(signposts.forbidden),
        ]
        app = Starlette(routes=routes, exception_handlers={HTTPException: _no_such_page, ClientDisconnect: _gone})
        tokens = (self.tokens, self.revenue_monster.tokens)
        gate = FaultGate(SignpostGate(app, signposts), self.faults, tokens, self._sever)
        self._door = _Door(
            uvicorn.Config(
                DateGate(gate, self.revenue_monster.clock),
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                timeout_graceful_shutdown=3,
            )
        )

    async def serve(self, door: socket.socket, opened: asyncio.Event | None = None) -> None:
        """Serve on `door` until `stop`; sets `opened` once it listens."""
        await self.courier.start()
        kitchen = asyncio.create_task(self.kitchen.run(), name="kitchen")
        try:
            self._door.opened = opened
            await self._door.serve([door])
        finally:
            self._stopping.set()
            self._line.close()
            await self.revenue_monster.stop()
            await self.courier.stop()
            await kitchen

    def stop(self) -> None:
        """Begin to close; on the server's loop."""
        self._stopping.set()
        self._door.should_exit = True
        self._door.sever()

    def shut(self) -> None:
        """Cut the network both ways: connections refused, the present ones broken, no webhook arrives."""
        self.courier.cut_off = self.revenue_monster.callbacks.cut_off = True
        self._door.shut()

    async def reopen(self) -> None:
        """Come back on the same port."""
        if not self._stopping.is_set():
            await self._door.reopen(bound_socket(self._port))
            self.courier.cut_off = self.revenue_monster.callbacks.cut_off = False

    async def offline_for(self, seconds: float) -> None:
        """Offline for some real seconds."""
        self.shut()
        await self.faults.wait(seconds)
        await self.reopen()

    def _sever(self, client: tuple[str, int] | None) -> None:
        self._door.sever(client)

    async def _picture(self, request: Request) -> Response:
        body, kind, tag = self._pictures.picture(request.path_params["file"])
        headers = {"ETag": tag, "Cache-Control": _PICTURE_LIFE}
        if tag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=kind, headers=headers)


async def _gone(_request: Request, _trouble: Exception) -> Response:
    """The partner hung up before its request was whole: nobody is left to answer."""
    return Response(status_code=499)


async def _no_such_page(_request: Request, trouble: Exception) -> Response:
    """Wrong paths and methods answer in the API's error form."""
    status = trouble.status_code if isinstance(trouble, HTTPException) else 500
    return JSONResponse({"message": "Not found." if status == 404 else str(trouble)}, status)
