"""Orders as views read them, and the one door through which they come in."""

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText, folded_phone
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.instants import from_text, from_text_or_none, to_text
from retm_desktop.store.intake import Applied, Incoming, Source, documents_of, take_in
from retm_desktop.store.outbox import Action, actions_of_order
from retm_desktop.store.search import words_condition

__all__ = ["Applied", "Incoming", "OrderDetails", "OrderEvent", "OrderQuery", "OrderRow", "Orders", "Source"]


class OrderRow(msgspec.Struct, frozen=True):
    """What a list shows of an order.

    `key` is ours and never changes; `id` is RETM's and empty until RETM told it. `estimated` says that the total is our
    own sum. `pending` is the state of the order's first open action ("pending", "sending", "unknown" or "failed", empty
    for none) and `pending_stage` the stage its last open action leads to.
    """

    key: int
    id: str
    number: str
    partner_reference: str
    stage: Stage
    refunded: bool
    branch_id: str
    order_type_id: str
    customer_name: BilingualText
    customer_phone: str
    total: Decimal | None
    estimated: bool
    item_count: int
    summary: BilingualText
    note: str
    created_at: datetime
    stage_since: datetime
    raw_delivery_status: int | None
    raw_status: int | None
    pending: str = ""
    pending_stage: Stage | None = None


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


class OrderQuery(msgspec.Struct, frozen=True):
    """Which orders, and in which order; no stage means every stage, `since` compares the time of creation."""

    connection_id: int
    stages: tuple[Stage, ...] = ()
    branch_id: str = ""
    text: str = ""
    oldest_first: bool = False
    since: datetime | None = None
    phone: str = ""
    """Only orders of the customer with this phone, in any way of writing it."""


_OPEN_STAGES = frozenset(stage for stage in Stage if stage.is_open)
_LAST_OPEN_RANK = max(stage.rank for stage in _OPEN_STAGES)

_ROW_COLUMNS = (
    "o.key, o.retm_id, o.number, o.partner_reference, o.stage, o.refunded, o.branch_id, o.order_type_id,"
    " o.customer_name_en, o.customer_name_ar, o.customer_phone, o.total, o.estimated, o.item_count, o.summary_en,"
    " o.summary_ar, o.note, o.created_at, o.stage_since, o.delivery_status, o.status,"
    " (SELECT a.state FROM outbox AS a WHERE a.order_key = o.key AND a.finished_at IS NULL ORDER BY a.id LIMIT 1),"
    " (SELECT a.target_stage FROM outbox AS a WHERE a.order_key = o.key AND a.finished_at IS NULL"
    " AND a.target_stage IS NOT NULL ORDER BY a.id DESC LIMIT 1)"
)


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

        writing = asyncio.ensure_future(self._database.write(take))
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
        """Return `limit` orders from `offset`, by time of creation and then by key."""
        return await self._database.read(lambda c: _page(c, query, offset, limit))

    def page_now(self, query: OrderQuery, offset: int, limit: int) -> list[OrderRow]:
        """Like `page`, on the calling thread, for the first paint."""
        return self._database.read_now(lambda c: _page(c, query, offset, limit))

    async def counts(self, query: OrderQuery) -> dict[Stage, int]:
        """Return how many orders there are at every stage (zero included); `query.stages` does not matter here."""
        return await self._database.read(lambda c: _counts(c, query))

    def counts_now(self, query: OrderQuery) -> dict[Stage, int]:
        """Like `counts`, on the calling thread, for the first paint."""
        return self._database.read_now(lambda c: _counts(c, query))

    async def count(self, query: OrderQuery) -> int:
        """Return how many orders `page` would go through."""
        return await self._database.read(lambda c: _count(c, query))

    async def details(self, key: int) -> OrderDetails | None:
        """Return everything about one order, or None when there is none of that key (any more)."""
        return await self._database.read(lambda c: _details(c, key))

    async def key_of(self, connection_id: int, retm_id: str) -> int | None:
        """Return the key of the order with this id of RETM's, or None."""
        sql = "SELECT key FROM orders WHERE connection_id = ? AND retm_id = ? AND retm_id <> ''"
        row = await self._database.read(lambda c: c.execute(sql, (connection_id, retm_id)).fetchone())
        return int(row[0]) if row else None

    async def open_by_branch(self, connection_id: int) -> dict[str, int]:
        """Return the number of open orders by branch id; branches without any are left out."""
        sql = (
            "SELECT branch_id, count(*) FROM orders INDEXED BY orders_by_stage"
            " WHERE connection_id = ? AND stage_rank <= ? GROUP BY branch_id"
        )
        return await self._database.read(lambda c: dict(c.execute(sql, (connection_id, _LAST_OPEN_RANK)).fetchall()))

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
        gone = await self._database.write(lambda c: c.execute(sql, (connection_id, to_text(since))).rowcount)
        if gone:
            self._changes.publish(Topic.ORDERS, Topic.OUTBOX)
        return gone

    async def latest_created(self, connection_id: int) -> datetime | None:
        """Return when the newest order was made, or None without orders."""
        sql = "SELECT max(created_at) FROM orders WHERE connection_id = ?"
        return from_text_or_none(await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchone()[0]))


def _conditions(query: OrderQuery, *, with_stages: bool) -> tuple[str, list[Any]]:
    conditions = ["o.connection_id = ?"]
    values: list[Any] = [query.connection_id]
    if with_stages and query.stages:
        conditions.append(f"o.stage_rank IN ({', '.join('?' * len(query.stages))})")
        values += [stage.rank for stage in query.stages]
    if query.branch_id:
        conditions.append("o.branch_id = ?")
        values.append(query.branch_id)
    if query.phone:
        conditions.append("o.phone_key = ? AND o.phone_key <> ''")
        values.append(folded_phone(query.phone))
    if query.since is not None:
        conditions.append("o.created_at >= ?")
        values.append(to_text(query.since))
    condition, words = words_condition("o.search", query.text)
    if condition:
        conditions.append(condition)
        values += words
    return " AND ".join(conditions), values


def _index(query: OrderQuery) -> str:
    # The few open orders, or one stage, come out of the stage's index at once. Anything else goes along the time of
    # creation, where SQLite left alone would sort every delivered order ever to show fifty of them.
    if query.phone:
        return "orders_by_phone"
    few = bool(query.stages) and (len(query.stages) == 1 or _OPEN_STAGES.issuperset(query.stages))
    return "orders_by_stage" if few else "orders_by_created"


def _page(connection: sqlite3.Connection, query: OrderQuery, offset: int, limit: int) -> list[OrderRow]:
    condition, values = _conditions(query, with_stages=True)
    way = "ASC" if query.oldest_first else "DESC"
    sql = (
        f"SELECT {_ROW_COLUMNS} FROM orders AS o INDEXED BY {_index(query)} WHERE {condition}"  # noqa: S608
        f" ORDER BY o.created_at {way}, o.key {way} LIMIT ? OFFSET ?"
    )
    return [_row(row) for row in connection.execute(sql, (*values, limit, offset))]


def _counts(connection: sqlite3.Connection, query: OrderQuery) -> dict[Stage, int]:
    condition, values = _conditions(query, with_stages=False)
    # Naming every rank lets SQLite step from stage to stage in the index and seek `since` in each.
    ranks = ", ".join(str(stage.rank) for stage in Stage)
    index = "orders_by_phone" if query.phone else "orders_by_stage"
    sql = (
        f"SELECT o.stage_rank, count(*) FROM orders AS o INDEXED BY {index} WHERE {condition}"  # noqa: S608
        f" AND o.stage_rank IN ({ranks}) GROUP BY o.stage_rank"
    )
    found = dict(connection.execute(sql, values).fetchall())
    return {stage: found.get(stage.rank, 0) for stage in Stage}


def _count(connection: sqlite3.Connection, query: OrderQuery) -> int:
    condition, values = _conditions(query, with_stages=True)
    sql = f"SELECT count(*) FROM orders AS o INDEXED BY {_index(query)} WHERE {condition}"  # noqa: S608
    return int(connection.execute(sql, values).fetchone()[0])


def _details(connection: sqlite3.Connection, key: int) -> OrderDetails | None:
    row = connection.execute(f"SELECT {_ROW_COLUMNS} FROM orders AS o WHERE o.key = ?", (key,)).fetchone()  # noqa: S608
    if row is None:
        return None
    order, raw = documents_of(
        *connection.execute("SELECT document, raw FROM order_documents WHERE order_key = ?", (key,)).fetchone()
    )
    events = connection.execute(
        "SELECT at, source, kind, stage, applied, detail FROM order_events WHERE order_key = ? ORDER BY at, id", (key,)
    )
    return OrderDetails(
        row=_row(row),
        order=order,
        raw=raw,
        events=tuple(
            OrderEvent(from_text(at), Source(source), kind, Stage(stage) if stage else None, bool(applied), detail)
            for at, source, kind, stage, applied, detail in events
        ),
        actions=actions_of_order(connection, key),
    )


def _row(row: tuple[Any, ...]) -> OrderRow:
    (
        key,
        retm_id,
        number,
        partner_reference,
        stage,
        refunded,
        branch_id,
        order_type_id,
        name_en,
        name_ar,
        phone,
        total,
        estimated,
        item_count,
        summary_en,
        summary_ar,
        note,
        created_at,
        stage_since,
        delivery_status,
        status,
        pending,
        pending_stage,
    ) = row
    return OrderRow(
        key,
        retm_id,
        number,
        partner_reference,
        Stage(stage),
        bool(refunded),
        branch_id,
        order_type_id,
        BilingualText(name_en, name_ar),
        phone,
        None if total is None else Decimal(total),
        bool(estimated),
        item_count,
        BilingualText(summary_en, summary_ar),
        note,
        from_text(created_at),
        from_text(stage_since),
        delivery_status,
        status,
        pending or "",
        Stage(pending_stage) if pending_stage else None,
    )
