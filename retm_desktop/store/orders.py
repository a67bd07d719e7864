"""Orders as views read them, and the one door through which they come in."""

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import datetime

import msgspec

from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.instants import from_text, from_text_or_none, to_text
from retm_desktop.store.intake import Applied, Incoming, Source, documents_of, take_in
from retm_desktop.store.order_pages import (
    LAST_OPEN_RANK,
    ROW_COLUMNS,
    CountWalk,
    OrderQuery,
    OrderRow,
    PageWalk,
    row_of,
)
from retm_desktop.store.order_search import keep_in_step
from retm_desktop.store.outbox import Action, actions_of_order

__all__ = ["Applied", "Incoming", "OrderDetails", "OrderEvent", "OrderQuery", "OrderRow", "Orders", "Source"]


class OrderEvent(msgspec.Struct, frozen=True):
    """One line of an order's timeline; `applied` is False for what was only noted.

    `kind` is one of: stored, stage, cancelled, refunded, changed (`detail` names the fields), late, event (a webhook
    or a code without effect), action_put, action_done, action_failed, action_unknown, action_given_up, action_withdrawn
    (`detail` begins with the action: create_order, move_order, cancel_order); payment_ and a `PaymentState` (`detail`
    has the way, the sen, our reference, and why it ended so).
    """

    at: datetime
    source: Source
    kind: str
    stage: Stage | None
    applied: bool
    detail: str


class OrderDetails(msgspec.Struct, frozen=True):
    """Everything about one order; `raw` is RETM's own document and empty while RETM told none."""

    row: OrderRow
    order: Order
    raw: bytes
    events: tuple[OrderEvent, ...]
    actions: tuple[Action, ...]


def _last_event(connection: sqlite3.Connection) -> int:
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM order_events").fetchone()
    return int(last)


class Orders:
    """Reads orders page by page and takes in what RETM tells of them."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    async def apply(self, connection_id: int, incoming: Sequence[Incoming]) -> Applied:
        """Store what was told, all of it or nothing.

        Tells `Topic.ORDERS` only when an order is new or different, or when its timeline has a new line.

        An order is found by RETM's id (case does not matter), else by our partner reference, else by number and branch
        within 24 hours where one side has no id. Stages only move forward; what is told late or again is recorded.
        """
        batch = tuple(incoming)
        if not batch:
            return Applied()

        def take(connection: sqlite3.Connection) -> tuple[Applied, bool]:
            last = _last_event(connection)
            applied = take_in(connection, connection_id, batch)
            return applied, _last_event(connection) != last

        # RETM has them still, and a webhook is marked as applied by a write that is durable.
        writing = asyncio.ensure_future(self._database.write(take, durable=False))
        try:
            applied, _ = await asyncio.shield(writing)
        except asyncio.CancelledError:
            # A session that ends cancels its reading; what it had begun to store is stored, and has to be told too.
            writing.add_done_callback(self._tell)
            raise
        self._tell(writing)
        return applied

    def _tell(self, writing: asyncio.Future[tuple[Applied, bool]]) -> None:
        if writing.cancelled() or writing.exception() is not None:
            return
        applied, noted = writing.result()
        if applied.new or applied.changed or noted:
            self._changes.publish(Topic.ORDERS)

    async def page(self, query: OrderQuery, offset: int, limit: int) -> list[OrderRow]:
        """Return `limit` orders from `offset`, by time of creation and then by key.

        Other readings get their turn in between where a search takes several; cancelled, it ends with the running one.
        """
        walk = PageWalk(query, offset, limit)
        while not await self._database.read(walk.step):
            pass
        return walk.rows

    def page_now(self, query: OrderQuery, offset: int, limit: int) -> list[OrderRow]:
        """Like `page`, on the calling thread, for the first paint."""
        walk = PageWalk(query, offset, limit)
        while not self._database.read_now(walk.step):
            pass
        return walk.rows

    async def counts(self, query: OrderQuery) -> dict[Stage, int]:
        """Return how many orders there are at every stage (zero included); `query.stages` does not matter here.

        With a text that many orders match it takes as long as looking through them all, in turns with other readings.
        """
        return await self._counted(msgspec.structs.replace(query, stages=()))

    def counts_now(self, query: OrderQuery) -> dict[Stage, int]:
        """Like `counts`, on the calling thread, for the first paint."""
        walk = CountWalk(msgspec.structs.replace(query, stages=()))
        while not self._database.read_now(walk.step):
            pass
        return walk.counts

    async def count(self, query: OrderQuery) -> int:
        """Return how many orders `page` would go through."""
        return sum((await self._counted(query)).values())

    async def _counted(self, query: OrderQuery) -> dict[Stage, int]:
        walk = CountWalk(query)
        while not await self._database.read(walk.step):
            pass
        return walk.counts

    async def details(self, key: int) -> OrderDetails | None:
        """Return everything about one order, or None when there is none of that key (any more)."""
        return await self._database.read(lambda c: _details(c, key))

    async def key_of(self, connection_id: int, retm_id: str) -> int | None:
        """Return the key of the order with this id of RETM's, or None."""
        sql = "SELECT key FROM orders WHERE connection_id = ? AND retm_id = ? AND retm_id <> ''"
        row = await self._database.read(lambda c: c.execute(sql, (connection_id, retm_id)).fetchone())
        return int(row[0]) if row else None

    async def newest_known_before(self, key: int) -> datetime | None:
        """Return RETM's date of the newest order of its that was stored before this one, which no clock of ours moves.

        None where there is none.
        """
        sql = (
            "SELECT max(created_at) FROM orders WHERE connection_id = (SELECT connection_id FROM orders WHERE key = ?)"
            " AND key < ? AND retm_id <> ''"
        )
        row = await self._database.read(lambda c: c.execute(sql, (key, key)).fetchone())
        return from_text(row[0]) if row[0] else None

    async def open_by_branch(self, connection_id: int) -> dict[str, int]:
        """Return the number of open orders by branch id; branches without any are left out."""
        sql = (
            "SELECT branch_id, count(*) FROM orders INDEXED BY orders_by_stage"
            " WHERE connection_id = ? AND stage_rank <= ? GROUP BY branch_id"
        )
        return await self._database.read(lambda c: dict(c.execute(sql, (connection_id, LAST_OPEN_RANK)).fetchall()))

    async def last_seen_devices(self, connection_id: int) -> dict[str, datetime]:
        """Return by device id when the latest order of the device was made."""
        sql = (
            "SELECT device_id, max(created_at) FROM orders WHERE connection_id = ? AND device_id <> ''"
            " GROUP BY device_id"
        )
        rows = await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchall())
        return {device_id: from_text(at) for device_id, at in rows}

    async def forget_untouched(self, connection_id: int, since: datetime) -> int:
        """Delete the orders of which nothing was told since then, with their timelines and actions; return how many.

        For the practice restaurant alone, whose every start is another day: a real restaurant's orders stay.
        """
        sql = "DELETE FROM orders WHERE connection_id = ? AND updated_at < ?"

        def forget(connection: sqlite3.Connection) -> int:
            gone = connection.execute(sql, (connection_id, to_text(since))).rowcount
            keep_in_step(connection)
            return gone

        gone = await self._database.write(forget)
        if gone:
            self._changes.publish(Topic.ORDERS, Topic.OUTBOX)
        return gone

    async def latest_created(self, connection_id: int) -> datetime | None:
        """Return when the newest order was made, or None without orders."""
        sql = "SELECT max(created_at) FROM orders WHERE connection_id = ?"
        return from_text_or_none(await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchone()[0]))


def _details(connection: sqlite3.Connection, key: int) -> OrderDetails | None:
    row = connection.execute(f"SELECT {ROW_COLUMNS} FROM orders AS o WHERE o.key = ?", (key,)).fetchone()  # noqa: S608
    if row is None:
        return None
    order, raw = documents_of(
        *connection.execute("SELECT document, raw FROM order_documents WHERE order_key = ?", (key,)).fetchone()
    )
    events = connection.execute(
        "SELECT at, source, kind, stage, applied, detail FROM order_events WHERE order_key = ? ORDER BY at, id", (key,)
    )
    return OrderDetails(
        row=row_of(row),
        order=order,
        raw=raw,
        events=tuple(
            OrderEvent(from_text(at), Source(source), kind, Stage(stage) if stage else None, bool(applied), detail)
            for at, source, kind, stage, applied, detail in events
        ),
        actions=actions_of_order(connection, key),
    )
