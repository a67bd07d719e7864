"""Knocks at RETM's door every second or so, so that a line that breaks or comes back is seen before the next question.

It opens a TCP connection and closes it again: no request, no TLS, next to nothing for either side.
"""

import asyncio
import ipaddress
import itertools
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from retm_desktop.sync.status import Line

INTERVAL = 1.25
"""Seconds between the starts of two knocks: two that fail, each at its limit, are seen within five."""
LIMIT = 1.5
"""Seconds a knock may take. A lost first packet is sent again after one second (RFC 6298), and so is no failure."""
SHORTEST_REST = 0.25
NEXT_ADDRESS_AFTER = 0.25
"""Seconds until the host's next address is tried beside the one before (RFC 8305): IPv6 may lead nowhere."""
MOST_ADDRESSES = 4
ADDRESSES_GOOD_FOR = 60.0
"""Seconds the host's addresses are used again while they answer, so that the name is not asked for at each knock."""

Address = tuple[int, tuple[str, int] | tuple[str, int, int, int]]
"""A socket family and what `connect` takes."""
Lookup = Callable[[str, int], Sequence[Address]]


def looked_up(host: str, port: int) -> list[Address]:
    """Ask the system for the addresses of `host`; blocks, for half a minute where no name server answers.

    Raises OSError where there is none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [(family, address) for family, _, _, _, address in found if family in (socket.AF_INET, socket.AF_INET6)]  # type: ignore[misc]


class Probe:
    """Watches the way to one host from `run` until it is cancelled."""

    def __init__(
        self,
        address: str,
        *,
        interval: float = INTERVAL,
        limit: float = LIMIT,
        asleep: Callable[[], bool] = lambda: False,
        lookup: Lookup = looked_up,
        connect: Callable[[Address], Awaitable[None]] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is opened before `run`.

        Args:
            address: the base address of the API (http or https).
            interval: seconds between the starts of two knocks.
            limit: seconds after which one has failed.
            asleep: tells that the computer is going to sleep: nothing is opened then.
            lookup: finds the host's addresses, on a thread of its own.
            connect: opens and closes a connection, raises OSError where it cannot.
            monotonic: a clock that nobody can set, in seconds.
        """
        place = urlsplit(address)
        self._host = place.hostname or ""
        self._port = place.port or (443 if place.scheme == "https" else 80)
        self._interval = interval
        self._limit = limit
        self._asleep = asleep
        self._lookup = lookup
        self._connect = connect or _knock
        self._monotonic = monotonic
        self._addresses: Sequence[Address] = ()
        self._good_until = 0.0
        self._looking: asyncio.Future[Sequence[Address]] | None = None

    async def run(self, line: Line) -> None:
        """Tell `line` what each knock found, until cancelled."""
        while True:
            begun = self._monotonic()
            if not self._asleep():
                reached = await self.reached()
                # Begun before the sleep, ended after it: that says nothing about the line.
                if not self._asleep():
                    (line.reached if reached else line.unreached)()
            await asyncio.sleep(max(SHORTEST_REST, self._interval - (self._monotonic() - begun)))

    async def reached(self) -> bool:
        """Knock once; False where nobody opened in time."""
        with suppress(OSError):  # a TimeoutError is one
            async with asyncio.timeout(self._limit):
                if await self._any(await self._found()):
                    return True
        self._good_until = 0.0
        return False

    async def _any(self, addresses: Sequence[Address]) -> bool:
        """Try the addresses, each a little after the one before, until one opens; that one comes first next time."""
        waiting = list(addresses)
        trying: list[asyncio.Task[Address]] = []
        try:
            while waiting or not all(task.done() for task in trying):
                if waiting:
                    trying.append(asyncio.ensure_future(self._opened(waiting.pop(0))))
                done, _ = await asyncio.wait(
                    [task for task in trying if not task.done()],
                    timeout=NEXT_ADDRESS_AFTER if waiting else None,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                for task in done:
                    error = task.exception()
                    if error is None:
                        self._addresses = [task.result(), *(one for one in addresses if one != task.result())]
                        return True
                    if not isinstance(error, OSError):
                        raise error
            return False
        finally:
            for task in trying:
                task.cancel()
            await asyncio.wait(trying)

    async def _opened(self, address: Address) -> Address:
        await self._connect(address)
        return address

    async def _found(self) -> Sequence[Address]:
        """Return the host's addresses. Raises OSError where there are none."""
        with suppress(ValueError):
            family = socket.AF_INET if ipaddress.ip_address(self._host).version == 4 else socket.AF_INET6
            return [(family, (self._host, self._port))]
        if self._addresses and self._monotonic() < self._good_until:
            return self._addresses
        found = _alternating(await asyncio.shield(self._look()))
        if not found:
            raise OSError("the name has no address")
        self._addresses, self._good_until = found, self._monotonic() + ADDRESSES_GOOD_FOR
        return found

    def _look(self) -> asyncio.Future[Sequence[Address]]:
        """Look the name up: once at a time, and on a thread that the end of the program does not wait for.

        The loop's own threads are few, and a name server that does not answer would hold one for half a minute.
        """
        if self._looking is not None and not self._looking.done():
            return self._looking
        loop = asyncio.get_running_loop()
        looking: asyncio.Future[Sequence[Address]] = loop.create_future()
        looking.add_done_callback(_seen)

        def settle(found: Sequence[Address] | OSError) -> None:
            if looking.done():
                return
            if isinstance(found, OSError):
                looking.set_exception(found)
            else:
                looking.set_result(found)

        def look() -> None:
            try:
                found: Sequence[Address] | OSError = self._lookup(self._host, self._port)
            except (OSError, UnicodeError) as error:
                found = error if isinstance(error, OSError) else OSError(str(error))
            with suppress(RuntimeError):  # The loop has ended meanwhile.
                loop.call_soon_threadsafe(settle, found)

        threading.Thread(target=look, name="line-lookup", daemon=True).start()
        self._looking = looking
        return looking


def _alternating(found: Sequence[Address]) -> list[Address]:
    """Return the first few addresses of each family in turn: a family that leads nowhere must not use up the tries."""
    first = [one for one in found if one[0] == found[0][0]]
    other = [one for one in found if one[0] != found[0][0]]
    pairs = itertools.zip_longest(first, other)
    return [one for pair in pairs for one in pair if one is not None][:MOST_ADDRESSES]


async def _knock(address: Address) -> None:
    family, place = address
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setblocking(False)
        await asyncio.get_running_loop().sock_connect(door, place)


def _seen(looking: asyncio.Future[Sequence[Address]]) -> None:
    """Take note of a look-up that failed after its knock was over."""
    if not looking.cancelled():
        looking.exception()
