"""In a child process: the program's client and a bare httpx client ask the same server for the same page, in turn."""

import asyncio
import json
import sys
import time
from statistics import median

from tests.benchmarks.children import say
from tests.benchmarks.practice_client import PER_PAGE, Both, both_clients

_CALLS = 300
_WARM = 20


async def measure(sandbox_url: str, business_id: str) -> None:
    """Tell of pages of one order and of fifty the medians of our call, the bare one, and the bare one read as JSON."""
    async with both_clients(sandbox_url, business_id) as clients:
        say(pages={per_page: await _in_turn(clients, per_page) for per_page in (1, PER_PAGE)})


async def _in_turn(clients: Both, per_page: int) -> dict[str, float]:
    ours: list[float] = []
    bare: list[float] = []
    read: list[float] = []
    params = {"page": 1, "per_page": per_page}
    for _ in range(_WARM + _CALLS):
        begun = time.perf_counter()
        await clients.ours.orders(1, per_page)
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        answer = await clients.bare.get(clients.orders, params=params)
        bare.append(time.perf_counter() - begun)
        json.loads(answer.content)
        read.append(time.perf_counter() - begun)
    taken = (("ours_ms", ours), ("bare_ms", bare), ("read_ms", read))
    return {name: median(each[_WARM:]) * 1000 for name, each in taken}


if __name__ == "__main__":
    asyncio.run(measure(*sys.argv[1:3]))
