"""How long RETM waits for the answer to a webhook at 200 a second, beside a bare Starlette handler."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec

from retm_desktop.sandbox.orders import CLOSED, DELIVERED, Order
from tests.benchmarks.children import Child, NotMeasured
from tests.benchmarks.figures import Figure, Notes, at_rank
from tests.benchmarks.hooked_window import TOKEN
from tests.benchmarks.stocked import Homes, PastKitchen

ANSWER_BAR = 3.0
"""Times the bare handler."""
ANSWER_BAR_MS = 250.0
A_SECOND = 200
SECONDS = 30.0
_LINES = 24
"""Connections kept alive: RETM's servers are several, and none waits for another's answer."""
_DELIVERED_AFTER = 60
_WARM = 100
_START_SECONDS = 90.0
_APPLIED_SECONDS = 150.0

Hook = tuple[str, bytes]
"""A webhook's kind and its body."""


def answers(repeats: int, homes: Homes, orders: int) -> list[Figure]:
    """Measure the answers to 200 webhooks a second for 30 s: p99, each timed from when it was due to be sent.

    The whole program is on screen over a store of so many orders, puts each webhook into its journal and then works on
    it: new orders, their invoices, and their delivery a few seconds later. The bare handler beside it has the same
    server, thread and loop and answers without storing anything; it is measured for half of the time before and for
    the other half after. Afterwards the journal is counted: what was answered 200 is in it once.
    """
    bodies = list(hooks(round(A_SECOND * SECONDS) + _WARM))
    ours: list[float] = []
    bare: list[float] = []
    lost = doubled = 0
    notes: Notes = {}
    for _ in range(repeats):
        with homes.copy_of(orders) as home:
            before = _bare(bodies[: len(bodies) // 2])
            with Child("tests.benchmarks.hooked_window", str(home)) as own:
                waits = sent_to(own.told("listener", _START_SECONDS)[1]["listener"], bodies)
                own.tell("end")
                _, kept = own.told("kept", _APPLIED_SECONDS)
            after = _bare(bodies[: len(bodies) // 2])
        lost += len(bodies) - kept["different"]
        doubled += kept["kept"] - kept["different"] + kept["orders_twice"]
        ours.append(at_rank(waits, 0.99))
        bare.append(at_rank(before + after, 0.99))
        notes = {
            "webhooks": len(waits),
            "median_ms": at_rank(waits, 0.5),
            "longest_ms": max(waits),
            "bare_median_ms": at_rank(before + after, 0.5),
            "bare_longest_ms": max(before + after),
        }
    return [
        Figure("webhook answered at 200 a second, p99", "ms", ours, bare, ANSWER_BAR, True, notes=notes),
        Figure("the same in milliseconds", "ms", ours, bar=ANSWER_BAR_MS),
        Figure("webhooks lost of these", "rows", [float(lost)], bar=0.0),
        Figure("webhooks or orders doubled of these", "rows", [float(doubled)], bar=0.0),
    ]


def hooks(count: int) -> Iterator[Hook]:
    """Yield so many webhooks of new orders: the order, its invoice, and some orders later its delivery."""
    kitchen = PastKitchen(count, datetime.now(UTC))
    house, made = kitchen.house, 0
    waiting: list[Order] = []
    while made < count:
        order = kitchen.place(datetime.now(UTC))
        waiting.append(order)
        whole = house.courier.envelope("order.delivery.created") | {"order": order.wire(house.restaurant)}
        bill = order.invoice_wire(house.restaurant) | house.courier.envelope("order.created")
        told: list[tuple[str, dict[str, object]]] = [("order", whole), ("invoice", bill)]
        if len(waiting) > _DELIVERED_AFTER:
            gone = waiting.pop(0)
            gone.delivery_status, gone.status = DELIVERED, CLOSED
            told.append(("order", house.courier.envelope("order.delivery.updated") | {"order": gone.delivery_wire()}))
        for kind, body in told[: count - made]:
            yield kind, msgspec.json.encode(body)
            made += 1


def _bare(bodies: Sequence[Hook]) -> list[float]:
    with Child("tests.benchmarks.bare_listener") as bare:
        return sent_to(bare.told("listener", _START_SECONDS)[1]["listener"], bodies)


def sent_to(listener: str, bodies: Sequence[Hook]) -> list[float]:
    """Send the webhooks evenly at 200 a second; return the milliseconds until each was answered, after some to warm up.

    Raises NotMeasured for an answer other than 200, or none.
    """
    return asyncio.run(_sent_to(listener, bodies))


async def _sent_to(listener: str, bodies: Sequence[Hook]) -> list[float]:
    place = urlsplit(listener)
    free: asyncio.Queue[_KeptLine] = asyncio.Queue()
    for _ in range(_LINES):
        free.put_nowait(_KeptLine(place.hostname or "", place.port or 80))
    waits: list[float] = []
    refused: list[str] = []

    async def send(due: float, kind: str, body: bytes) -> None:
        line = await free.get()
        try:
            status = await line.post(f"/hooks/{kind}", body)
            if status != 200:
                refused.append(str(status))
        except (OSError, asyncio.IncompleteReadError) as broken:
            refused.append(repr(broken))
        finally:
            free.put_nowait(line)
        waits.append((time.perf_counter() - due) * 1000)

    begun = time.perf_counter()
    async with asyncio.TaskGroup() as sending:
        for n, (kind, body) in enumerate(bodies):
            due = begun + n / A_SECOND
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            sending.create_task(send(due, kind, body))
    if refused:
        raise NotMeasured(f"{len(refused)} webhooks were not answered 200 but {refused[0]}")
    while not free.empty():
        await free.get_nowait().close()
    return waits[_WARM:]


class _KeptLine:
    """One kept-alive HTTP connection, as lean as can be: the sender runs beside what it measures."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: bytes) -> int:
        """Send and return the answer's status."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nAuthorization: Bearer {TOKEN}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        status, *headers = answer.decode("latin-1").split("\r\n")
        lengths = [line.partition(":")[2] for line in headers if line.lower().startswith("content-length")]
        await reader.readexactly(int(lengths[0]) if lengths else 0)
        return int(status.split()[1])

    async def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            with suppress(OSError):
                await self._streams[1].wait_closed()
