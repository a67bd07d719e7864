"""In a child process: how long the window's loop was held up while thousands of orders were pulled."""

import asyncio
import sys
import time
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from retm_desktop.app import Program
from retm_desktop.gui.orders.board import Board
from retm_desktop.store.orders import OrderQuery
from retm_desktop.sync.status import Link
from tests.benchmarks.children import NotMeasured, asked, say
from tests.benchmarks.connected import install, pulled, run
from tests.benchmarks.figures import at_rank
from tests.benchmarks.heartbeat import Heartbeat

_AWAY = timedelta(days=30)
_PULL_SECONDS = 400.0


async def measure(program: Program, sandbox_url: str, orders: int, outage: float, *, explain: bool) -> None:
    """Pull `orders` orders with the board on screen and tell the longest stall of the loop in milliseconds.

    The parent keeps RETM away for `outage` seconds while the board is built: what is measured begins shortly before
    the line returns.
    """
    opening = Heartbeat(program.window)
    opening.start()
    number = await install(program, sandbox_url)
    await asyncio.sleep(1)
    opening.stop()
    # As after weeks without a connection: a first reading ever would stop after 40 pages.
    program.desk.settings.set(f"pull.{number}.mark", (datetime.now(UTC) - _AWAY).isoformat())
    before = await program.desk.orders.count(OrderQuery(number))
    ended = asked("go")
    say(ready=True)
    await ended.wait()
    await program.house.switch(number)
    await asyncio.sleep(outage / 2)
    if early := await program.desk.orders.count(OrderQuery(number)) - before:
        raise NotMeasured(f"{early} orders came before the board was up")
    heart = Heartbeat(program.window, explain=explain)
    heart.start()
    while program.house.status.link is not Link.ONLINE:
        program.house.refresh()
        await asyncio.sleep(0.2)
    begun = time.monotonic()
    await pulled(program, number, before + orders, _PULL_SECONDS)
    seconds = time.monotonic() - begun
    await asyncio.sleep(1)
    heart.stop()
    board = program.window.findChild(Board)
    cards = sum(len(c.model.rows) for c in board.columns if c.cards.isVisible()) if board is not None else 0
    if not cards:
        raise NotMeasured("no card of the pulled orders is on the board")
    say(
        cards=cards,
        longest_ms=heart.longest_ms,
        p99_ms=at_rank(heart.gaps, 0.99),
        over_50_ms=sum(gap > 50 for gap in heart.gaps),
        over_20_ms=sum(gap > 20 for gap in heart.gaps),
        pull_seconds=seconds,
        while_opening_ms=opening.longest_ms,
        stalls=[{"at": stall.at, "ms": stall.ms, "seen": stall.seen[:40]} for stall in heart.worst[:8]],
        collections=sorted(heart.collections, key=lambda one: -one[2])[:10],
    )


if __name__ == "__main__":
    stocked, url, count, away, *more = sys.argv[1:]

    def measured(program: Program, _home: Path) -> Awaitable[None]:
        return measure(program, url, int(count), float(away), explain="explain" in more)

    sys.exit(run(measured, Path(stocked)))
