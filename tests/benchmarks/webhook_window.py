"""In a child process: when webhooks came, and when their orders stood painted on the board."""

import asyncio
import json
import sqlite3
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, QTimer

from retm_desktop.app import STORE_NAME, Program
from retm_desktop.gui.orders.board import LANES, Board
from retm_desktop.gui.orders.column_view import OrderColumn
from retm_desktop.providers.retm import wire
from tests.benchmarks.children import NotMeasured, asked, say
from tests.benchmarks.connected import install, pulled, run

_ZONE = ZoneInfo("Asia/Riyadh")
_SETTLE_SECONDS = 3.0
_DELIVERED = 7

Sighting = tuple[str, str]
"""An order's number and the lane it stood in."""


class Sightings(QObject):
    """Notes when an order's card was first painted inside its column's viewport, on the wall clock of the journal."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.seen: dict[Sighting, float] = {}
        self._columns = {c.cards.viewport(): (lane.name, c) for lane, c in zip(LANES, board.columns, strict=True)}
        self._painted: list[Sighting] = []
        for viewport in self._columns:
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember what this paint shows; the timer fires once it is done and flushed."""
        if event.type() == QEvent.Type.Paint and watched in self._columns:
            lane, column = self._columns[watched]
            fresh = [(number, lane) for number in _on_screen(column) if (number, lane) not in self.seen]
            if fresh:
                self._painted += fresh
                QTimer.singleShot(0, self._stamp)
        return super().eventFilter(watched, event)

    def _stamp(self) -> None:
        now = time.time()
        for sighting in self._painted:
            self.seen.setdefault(sighting, now)
        self._painted.clear()


def _on_screen(column: OrderColumn) -> Iterable[str]:
    """Yield the numbers of the orders whose cards are at least partly inside the viewport."""
    viewport = column.cards.viewport().rect()
    for n, row in enumerate(column.model.rows):
        rect = column.cards.visualRect(column.model.index(n))
        if rect.intersects(viewport):
            yield row.number
        elif rect.top() > viewport.bottom():
            return


def _received(store: Path) -> tuple[dict[Sighting, float], dict[Sighting, float], int]:
    """Return, from the journal, when each order was first told of ("new") and told to be delivered ("done").

    The second answer says when those rows were applied, the third how many webhooks came.
    """
    came: dict[Sighting, float] = {}
    applied: dict[Sighting, float] = {}
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute(
            "SELECT kind, received_at, applied_at, body FROM journal WHERE kind IN ('order', 'invoice') ORDER BY id"
        ).fetchall()
    for kind, received_at, applied_at, body in rows:
        hook = wire.hook(wire.HookKind(kind), bytes(body), _ZONE)
        order = hook.invoice.order if hook.invoice is not None else hook.order
        if order is None:
            raise NotMeasured(f"a webhook without an order: {json.loads(body)}")
        what = (order.number, "done" if order.delivery_status == _DELIVERED else "new")
        came.setdefault(what, datetime.fromisoformat(received_at).timestamp())
        if applied_at:
            applied.setdefault(what, datetime.fromisoformat(applied_at).timestamp())
    return came, applied, len(rows)


async def measure(program: Program, home: Path, sandbox_url: str, orders: int) -> None:
    """Tell `ready` on a filled board, watch until the parent says `end`, then tell every latency in milliseconds."""
    ended = asked("end")
    number = await install(program, sandbox_url)
    await program.house.switch(number)
    await pulled(program, number, orders, 60)
    board = program.window.findChild(Board)
    if board is None:
        raise NotMeasured("there is no board")
    await asyncio.sleep(1)
    sightings = Sightings(board)
    say(ready=True)
    await ended.wait()
    await asyncio.sleep(_SETTLE_SECONDS)
    came, applied, hooks = await asyncio.to_thread(_received, home / STORE_NAME)
    seen = _answered(sightings.seen, came)
    say(
        latencies_ms=[round((seen[what] - at) * 1000, 1) for what, at in came.items() if what in seen],
        applied_ms=[round((applied[what] - at) * 1000, 1) for what, at in came.items() if what in applied],
        unseen=sorted(f"{number} {lane}" for number, lane in came if (number, lane) not in seen),
        hooks=hooks,
    )


def _answered(seen: dict[Sighting, float], came: dict[Sighting, float]) -> dict[Sighting, float]:
    """Return when each webhook showed on screen: a new order by its card anywhere, a delivered one in its lane."""
    first: dict[str, float] = {}
    for (number, _), at in seen.items():
        first[number] = min(at, first.get(number, at))
    return {
        (number, lane): seen[number, lane] if lane == "done" else first[number]
        for number, lane in came
        if ((number, lane) in seen if lane == "done" else number in first)
    }


if __name__ == "__main__":
    sys.exit(run(lambda program, home: measure(program, home, sys.argv[1], int(sys.argv[2]))))
