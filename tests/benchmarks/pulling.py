"""In a child process: the same pages downloaded with bare httpx and json.loads, and pulled into the store.

The pull is the program's own (RetmClient, OrderPull, Orders.apply, Gaps), on a plain asyncio loop as the bare download
is.
"""

import asyncio
import math
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from retm_desktop.app import STORE_NAME
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections
from retm_desktop.store.database import Database
from retm_desktop.store.ledger import Ledger
from retm_desktop.store.orders import OrderQuery, Orders
from retm_desktop.store.settings import Settings
from retm_desktop.sync.gaps import Gaps
from retm_desktop.sync.pace import Pace
from retm_desktop.sync.pull import OrderPull
from retm_desktop.sync.status import Line
from tests.benchmarks.children import NotMeasured, say
from tests.benchmarks.practice_client import PER_PAGE, both_clients
from tests.benchmarks.sampling import Sampler

_AWAY = timedelta(days=30)


async def measure(home: Path, sandbox_url: str, business_id: str, orders: int, *, explain: bool) -> None:
    """Tell `pull_seconds` and `download_seconds` of the newest `orders` orders, and the profile of the pull."""
    database = Database(home / STORE_NAME)
    database.open()
    try:
        changes = Changes()
        connections, store = Connections(database, changes), Orders(database, changes)
        settings = Settings(database, changes)
        active = connections.read_active_now()
        if active is None:
            raise NotMeasured("the home has no restaurant")
        before = await store.count(OrderQuery(active.id))
        pages = math.ceil(orders / PER_PAGE)
        async with both_clients(sandbox_url, business_id) as clients:
            for page in range(1, pages + 1):  # The practice restaurant writes each document once, and keeps it.
                await clients.download(page)
            begun = time.perf_counter()
            for page in range(1, pages + 1):
                await clients.download(page)
            download_seconds = time.perf_counter() - begun
            # As after weeks without a connection: the reading goes down to the end of the list.
            settings.set(f"pull.{active.id}.mark", (datetime.now(UTC) - _AWAY).isoformat())
            pull = OrderPull(
                active.id,
                lambda: clients.ours,
                store,
                Line(lambda: datetime.now(UTC), lambda _status: None),
                now=lambda: datetime.now(UTC),
                settings=settings,
                gaps=Gaps(active.id, Ledger(database, changes), now=lambda: datetime.now(UTC), late=Pace().late),
                most_pages=pages,
                per_page=PER_PAGE,
            )
            sampler = Sampler()
            if explain:
                sampler.start()
            begun = time.perf_counter()
            pulled = await pull.pull()
            pull_seconds = time.perf_counter() - begun
        came = await store.count(OrderQuery(active.id)) - before
        if came != orders or pulled.new != orders:
            raise NotMeasured(f"{came} of {orders} orders were pulled in {pulled.pages} pages")
    finally:
        database.close()
    say(pull_seconds=pull_seconds, download_seconds=download_seconds, profile=sampler.stop() if explain else "")


if __name__ == "__main__":
    stocked, url, business, count, *more = sys.argv[1:]
    asyncio.run(measure(Path(stocked), url, business, int(count), explain="explain" in more))
