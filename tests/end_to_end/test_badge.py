"""The badge tells the truth within five seconds either way, over real sockets, and one lost packet does not show."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from urllib.parse import urlsplit

import pytest

from retm_desktop.sandbox import Sandbox
from retm_desktop.sync.pace import Pace
from retm_desktop.sync.session import Session
from retm_desktop.sync.status import Link, Status
from tests.end_to_end.conftest import OpenSandbox, OpenShop
from tests.end_to_end.shop import Shop

WITHIN = 5.0

RARE = Pace(
    poll=40.0, idle_poll=60.0, debounce=0.02, shortest=0.1, invoices=60.0, reconcile=60.0, catalogue=60.0, settle=0.3
)
"""So seldom is RETM asked that its answers alone would tell nothing in time."""


class Road:
    """A forwarder between the program and the restaurant: a router that breaks in several ways."""

    def __init__(self, sandbox: Sandbox) -> None:
        place = urlsplit(sandbox.url)
        self._there = (str(place.hostname), place.port)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0
        self.swallows = False
        self.throttled_for = 0
        self.throttled = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Refuse, and break what is open."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut()

    def cut(self) -> None:
        """Break what is open."""
        for writer in list(self._writers):
            writer.transport.abort()

    @asynccontextmanager
    async def black_hole(self) -> AsyncIterator[None]:
        """No packet is answered: a full backlog on Linux; what is open stays so and carries nothing."""
        if self._server is not None:
            self._server.close()
        self.swallows = True
        with ExitStack() as stack:
            full = stack.enter_context(socket.socket())
            full.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            full.bind(("127.0.0.1", self.port))
            full.listen(0)
            for _ in range(4):
                filler = stack.enter_context(socket.socket())
                filler.setblocking(False)
                filler.connect_ex(("127.0.0.1", self.port))
            yield
        self.swallows = False
        await self.open()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        begun = await reader.read(65536) if self.throttled_for else b""
        if self.throttled_for and b"/orders/list" in begun:
            self.throttled += 1
            answer = f"HTTP/1.1 429 Wait\r\nRetry-After: {self.throttled_for}\r\nContent-Length: 0\r\n\r\n"
            self.throttled_for = 0
            writer.write(answer.encode())
            writer.close()
            return
        try:
            back, onward = await asyncio.open_connection(*self._there)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, onward}
        self._writers |= both
        onward.write(begun)
        try:
            await asyncio.gather(self._pump(reader, onward), self._pump(back, writer))
        finally:
            self._writers -= both
            for one in both:
                one.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        try:
            while part := await source.read(65536):
                if not self.swallows:
                    to.write(part)
                    await to.drain()
            # A router that is dead passes no end of a connection on either.
            if to.can_write_eof() and not self.swallows:
                to.write_eof()
        except OSError:
            to.transport.abort()


class OnRoad:
    """The restaurant as the program sees it: at the road's address."""

    def __init__(self, sandbox: Sandbox, road: Road) -> None:
        self._sandbox = sandbox
        self._road = road

    def __getattr__(self, name: str) -> object:
        found = getattr(self._sandbox, name)
        if isinstance(found, str):
            return found.replace(self._sandbox.url, self._road.url)
        return found


@pytest.fixture
def _rare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retm_desktop.sync.session.Pace", lambda: RARE)


@pytest.fixture
def _usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retm_desktop.sync.session.Pace", Pace)


@asynccontextmanager
async def on_the_road(open_shop: OpenShop, open_sandbox: OpenSandbox) -> AsyncIterator[tuple[Shop, Road, list[Status]]]:
    """Give a shop that is online behind a road, and every status its badge is told from then on."""
    sandbox = open_sandbox()
    road = Road(sandbox)
    await road.open()
    try:
        async with open_shop(sandbox=OnRoad(sandbox, road)) as shop:
            await quiet(shop)
            told: list[Status] = []
            shop.program.desk.bridge.status_changed.connect(told.append)
            yield shop, road, told
    finally:
        await road.close()


def session_of(shop: Shop) -> Session:
    network = shop.program._started.network
    assert network is not None
    assert network.session is not None
    return network.session


async def quiet(shop: Shop) -> None:
    """Wait until nothing is asked of RETM: an answer to anything says that the line is up."""
    line = session_of(shop)._line

    async def nothing_came() -> bool:
        before = line.last_answer_at
        await asyncio.sleep(0.5)
        return before == line.last_answer_at and not line.waiting

    await shop.until_async(nothing_came)


async def shown(shop: Shop, words: str) -> float:
    """Wait until the badge says so; return how many seconds it took."""
    begun = time.monotonic()
    await shop.reads("header_badge", words)
    return time.monotonic() - begun


@pytest.mark.usefixtures("_rare")
async def test_a_line_that_is_cut_shows_in_time_both_ways(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        offline = shop.sandbox.offline()
        await asyncio.to_thread(offline.__enter__)
        try:
            assert await shown(shop, "Offline since") < WITHIN
            # Long enough for the questions to grow rare: what brings the badge back is the probe.
            await asyncio.sleep(3)
        finally:
            await asyncio.to_thread(offline.__exit__, None, None, None)
        assert await shown(shop, "Online") < WITHIN


@pytest.mark.usefixtures("_rare")
async def test_a_line_that_swallows_everything_shows_in_time_both_ways(
    open_shop: OpenShop, open_sandbox: OpenSandbox
) -> None:
    """The worst kind: nothing is refused, and what was asked meanwhile hangs for long after the line is back."""
    async with on_the_road(open_shop, open_sandbox) as (shop, road, _):
        async with road.black_hole():
            assert await shown(shop, "Offline since") < WITHIN
            session = session_of(shop)
            session._pull.ring()
            await shop.until(lambda: session._line.waiting)
            # Over a connection that is open and dead: by itself it fails after 20 seconds.
            await asyncio.sleep(1)
        assert await shown(shop, "Online") < WITHIN


async def test_a_restaurant_that_takes_calls_and_says_nothing_is_not_online(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        await shop.ask(shop.sandbox.set_latency, 60_000)
        assert await shown(shop, "Reconnecting") < WITHIN + 1
        await shop.ask(shop.sandbox.set_latency, 0)


@pytest.mark.usefixtures("_rare")
async def test_one_knock_in_vain_does_not_show(open_shop: OpenShop, open_sandbox: OpenSandbox) -> None:
    async with on_the_road(open_shop, open_sandbox) as (shop, road, told):
        line = session_of(shop)._line
        for _ in range(3):
            await road.close()
            await shop.until(lambda: line._shut_out)
            await road.open()
            await shop.until(lambda: not line._shut_out)
        assert {status.link for status in told} <= {Link.ONLINE}


@pytest.mark.usefixtures("_usual")
async def test_one_lost_answer_does_not_show(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        told: list[Status] = []
        shop.program.desk.bridge.status_changed.connect(told.append)
        tracker = session_of(shop)._line._tracker
        await shop.ask(shop.sandbox.set_faults, {"drop": 1.0})
        await shop.click("header_refresh")
        await shop.until(lambda: tracker._failures == 1)
        await shop.ask(shop.sandbox.set_faults, {})
        await shop.until(lambda: tracker._failures == 0)
        assert {status.link for status in told} <= {Link.ONLINE}


@pytest.mark.usefixtures("_rare")
async def test_a_restaurant_that_asks_for_patience_is_not_offline(
    open_shop: OpenShop, open_sandbox: OpenSandbox
) -> None:
    """A throttled reading waits by itself for up to 20 seconds: nobody is silent then."""
    async with on_the_road(open_shop, open_sandbox) as (shop, road, told):
        road.throttled_for = 7
        road.cut()
        session_of(shop)._pull.ring()
        await shop.until(lambda: road.throttled)
        before = shop.program.house.status.updated_at
        await shop.until(lambda: shop.program.house.status.updated_at != before)
        assert {status.link for status in told} <= {Link.ONLINE}
