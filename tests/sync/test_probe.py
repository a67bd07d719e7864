"""The probe: what it sees of a line that breaks and comes back, how soon, and what it costs."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retm_desktop.domain.errors import Offline
from retm_desktop.sync.probe import LIMIT, Address, Probe
from retm_desktop.sync.status import Line, Link, Status
from tests.sync.virtual_time import run_virtually
from tests.waiting import until

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
SHOWN_WITHIN = 5.0
"""Seconds within which the badge has to tell the truth."""
REPEATED_AT = (1.0, 3.0, 7.0, 15.0)
"""Seconds after which a system sends an unanswered SYN again."""

Outage = tuple[float, float, str]
"""Seconds the line was up before it, how long it takes, and how it shows."""
OUTAGES = st.lists(
    st.tuples(st.floats(11, 40), st.floats(6, 60), st.sampled_from(["refused", "silent"])), min_size=1, max_size=4
)


QUESTION: Address = (0, ("", 0))
"""Where the world's questions go, beside the probe's knocks."""


class World:
    """A line that breaks and comes back by plan, and a restaurant that asks once a minute beside the probe."""

    def __init__(self, outages: Sequence[Outage]) -> None:
        self.changes: list[tuple[float, str]] = [(0.0, "up")]
        self.statuses: list[tuple[float, Status]] = []
        at = 0.0
        for up, down, how in outages:
            self.changes += [(at + up, how), (at + up + down, "up")]
            at += up + down
        self.end = at + 20
        self.line = Line(lambda: NOON, self._told, monotonic=self.time)
        self.line.on_reachable = self._ask_anew
        self.lost: set[int] = set()
        self._question_lost = False
        self.knocks = 0
        self._asking: asyncio.Task[None] | None = None

    def time(self) -> float:
        return asyncio.get_running_loop().time()

    def state(self) -> tuple[str, float]:
        """Return how the line is, and since when."""
        at, how = max(change for change in self.changes if change[0] <= self.time())
        return how, at

    async def knock(self, address: Address) -> None:
        self.knocks += 1
        lost = self.knocks in self.lost
        if address == QUESTION:
            # Two questions in a row without an answer are an outage, however many knocks came through between them.
            lost = self._question_lost = lost and not self._question_lost
        if lost:
            raise ConnectionResetError
        begun = self.time()
        for wait in (0.0, *REPEATED_AT):
            await asyncio.sleep(begun + wait - self.time())
            how, _since = self.state()
            if how == "up":
                await asyncio.sleep(0.05)
                return
            if how == "refused":
                raise ConnectionRefusedError
        raise TimeoutError

    async def run(self) -> None:
        probe = Probe("https://192.0.2.1/api", connect=self.knock, monotonic=self.time)
        self._ask_anew()
        tasks = [asyncio.ensure_future(probe.run(self.line)), asyncio.ensure_future(self._tick())]
        try:
            await self._look()
        finally:
            for task in [*tasks, self._asking]:
                if task is not None:
                    task.cancel()

    def _told(self, status: Status) -> None:
        self.statuses.append((self.time(), status))

    def _ask_anew(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        self._asking = asyncio.ensure_future(self._ask())

    async def _ask(self) -> None:
        while True:
            self.line.asked()
            try:
                async with asyncio.timeout(20):
                    await self.knock(QUESTION)
            except OSError:
                self.line.failed(Offline())
                await asyncio.sleep(4)
            else:
                self.line.answered()
                await asyncio.sleep(60)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            self.line.tick()

    async def _look(self) -> None:
        while self.time() < self.end:
            await asyncio.sleep(0.1)
            how, since = self.state()
            if self.time() - since > SHOWN_WITHIN:
                said = self.line.status.link
                assert (said is Link.ONLINE) == (how == "up"), f"{how} for {self.time() - since:.1f} s, shown {said}"


@settings(max_examples=40, deadline=None)
@given(OUTAGES)
def test_the_badge_tells_the_truth_within_five_seconds_either_way(outages: list[Outage]) -> None:
    run_virtually(World(outages).run())


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(5, 200)), st.floats(0.1, 2.0))
def test_lost_knocks_far_between_never_show(lost: set[int], moment: float) -> None:
    async def story() -> None:
        world = World([])
        world.end = 250
        # No two in a row: each is followed by one that gets through.
        world.lost = {one for one in lost if one - 1 not in lost}
        await asyncio.sleep(moment)
        await world.run()
        assert [status.link for _, status in world.statuses] == [Link.RECONNECTING, Link.ONLINE]

    run_virtually(story())


def test_nothing_is_opened_while_the_computer_sleeps() -> None:
    async def story() -> None:
        asleep = False
        world = World([])
        probe = Probe("https://192.0.2.1", connect=world.knock, monotonic=world.time, asleep=lambda: asleep)
        running = asyncio.ensure_future(probe.run(world.line))
        await asyncio.sleep(10)
        assert world.knocks >= 8
        asleep = True
        before = world.knocks
        await asyncio.sleep(30)
        assert world.knocks == before
        asleep = False
        await asyncio.sleep(5)
        assert world.knocks >= before + 3
        running.cancel()

    run_virtually(story())


def test_a_family_that_leads_nowhere_does_not_hold_up_the_other() -> None:
    async def story() -> None:
        tried: list[int] = []

        async def connect(address: Address) -> None:
            tried.append(address[0])
            if address[0] == socket.AF_INET6:
                await asyncio.Event().wait()

        v6 = [(socket.AF_INET6, (f"2001:db8::{n}", 443, 0, 0)) for n in range(6)]
        v4 = [(socket.AF_INET, ("192.0.2.1", 443))]
        probe = Probe("https://192.0.2.1", connect=connect)
        # The private way in: looking a name up takes a thread, and threads know nothing of virtual time.
        assert await probe._any([v6[0], v4[0]])
        assert tried == [socket.AF_INET6, socket.AF_INET]
        assert await probe._any(probe._addresses)
        assert tried[2:] == [socket.AF_INET]

    run_virtually(story())


@contextlib.asynccontextmanager
async def door(family: socket.AddressFamily = socket.AF_INET) -> AsyncIterator[tuple[socket.socket, list[int]]]:
    """Give a listening socket and the count of the connections it got."""
    met: list[int] = []

    async def came(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        met.append(1)
        writer.close()

    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.bind(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0))
    async with await asyncio.start_server(came, sock=bound):
        yield bound, met


async def test_it_reaches_who_listens_and_not_who_does_not() -> None:
    async with door() as (bound, met):
        port = bound.getsockname()[1]
        assert await Probe(f"http://127.0.0.1:{port}/api/v2").reached()
        assert await Probe(f"http://localhost:{port}").reached()
        await until(lambda: len(met) >= 2)
    assert not await Probe(f"http://127.0.0.1:{port}").reached()


async def test_a_name_with_addresses_of_both_families_is_reached_by_the_one_that_listens() -> None:
    async with door() as (bound, _):
        port = bound.getsockname()[1]
        both = [(socket.AF_INET6, ("::1", port, 0, 0)), (socket.AF_INET, ("127.0.0.1", port))]
        probe = Probe(f"http://restaurant.test:{port}", lookup=lambda _host, _port: both)
        assert await probe.reached()
        assert await probe.reached()


async def test_names_are_kept_while_they_answer_and_asked_for_again_after() -> None:
    asked: list[str] = []
    async with door() as (bound, _):
        port = bound.getsockname()[1]

        def lookup(host: str, number: int) -> list[Address]:
            asked.append(host)
            return [(socket.AF_INET, ("127.0.0.1", number))]

        probe = Probe(f"http://restaurant.test:{port}", lookup=lookup)
        assert await probe.reached()
        assert await probe.reached()
        assert asked == ["restaurant.test"]
    assert not await probe.reached()
    assert not await probe.reached()
    assert len(asked) == 2


async def test_a_name_server_that_does_not_answer_costs_one_thread_and_the_limit() -> None:
    let_go = threading.Event()
    asked: list[str] = []

    def lookup(host: str, _port: int) -> list[Address]:
        asked.append(host)
        let_go.wait(20)
        raise socket.gaierror("no name server")

    probe = Probe("https://restaurant.test", limit=0.05, lookup=lookup)
    try:
        for _ in range(4):
            assert not await probe.reached()
        assert asked == ["restaurant.test"]
        assert [thread.name for thread in threading.enumerate()].count("line-lookup") == 1
    finally:
        let_go.set()
    await until(lambda: "line-lookup" not in [thread.name for thread in threading.enumerate()])


async def test_a_name_that_is_not_one_is_not_reached() -> None:
    assert not await Probe(f"https://{'a' * 70}.test").reached()


@pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="how a full backlog behaves is Linux's own")
async def test_a_line_that_swallows_packets_is_seen_within_the_limit() -> None:
    """A listener with a full backlog answers no SYN, as a dead router does not."""
    with socket.socket() as full, contextlib.ExitStack() as fillers:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):
            filler = fillers.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        loop = asyncio.get_running_loop()
        begun = loop.time()
        assert not await Probe(f"http://127.0.0.1:{full.getsockname()[1]}").reached()
        assert loop.time() - begun >= LIMIT * 0.9
