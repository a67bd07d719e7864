"""A page of a list of orders and how many there are, each read in pieces that take some milliseconds at most."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText, folded_phone
from retm_desktop.store.instants import from_text, to_text
from retm_desktop.store.order_search import FEW, SOME, keys_named
from retm_desktop.store.search import words_condition


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
LAST_OPEN_RANK = max(stage.rank for stage in _OPEN_STAGES)

SLICE = 2000
"""Rows whose text is looked through in one read: some 3 ms (docs/decisions/0020-search-index.md)."""
LONG_SLICE = 10 * SLICE
"""Rows in one read where the index names the orders whose text is worth looking at."""

ROW_COLUMNS = (
    "o.key, o.retm_id, o.number, o.partner_reference, o.stage, o.refunded, o.branch_id, o.order_type_id,"
    " o.customer_name_en, o.customer_name_ar, o.customer_phone, o.total, o.estimated, o.item_count, o.summary_en,"
    " o.summary_ar, o.note, o.created_at, o.stage_since, o.delivery_status, o.status,"
    " (SELECT a.state FROM outbox AS a WHERE a.order_key = o.key AND a.finished_at IS NULL ORDER BY a.id LIMIT 1),"
    " (SELECT a.target_stage FROM outbox AS a WHERE a.order_key = o.key AND a.finished_at IS NULL"
    " AND a.target_stage IS NOT NULL ORDER BY a.id DESC LIMIT 1)"
)

Condition = tuple[str, list[Any]]
"""An SQL condition and its values."""
Place = tuple[str, int]
"""Where an order stands in a list: its time of creation, as text, and its key."""

_NAMED = "o.key IN (SELECT value FROM json_each(?))"


class _Walk(ABC):
    """Goes through the orders of a query in pieces, unless the index of trigrams names few that may match its text.

    Where it names many, they are dense enough for a walk along the time to fill a page soon. Words of one or two
    letters nearly always are: they are looked up only after a first piece that was not enough. So is what the index
    names in between: from then on the others are passed over.
    """

    def __init__(self, query: OrderQuery) -> None:
        self._query = query
        self._text = words_condition("o.search", query.text)
        self._steps = 0
        self._after: Place | None = None
        self._named: str | None = None

    def step(self, connection: sqlite3.Connection) -> bool:
        """Read on; True once everything is read."""
        query, (text, words) = self._query, self._text
        if not text:
            self._read_plain(connection)
            return True
        condition, values = _conditions(query)
        until = _end_of_slice(connection, query, self._after, SLICE if self._named is None else LONG_SLICE)
        if until is not None and self._steps <= 1:
            later = self._steps == 1
            keys = keys_named(connection, query.text, most=SOME if later else FEW, with_short=later)
            named = None if keys is None else msgspec.json.encode(keys).decode()
            if keys is not None and len(keys) <= FEW:
                among = f"{condition} AND {text} AND {_NAMED}"
                self._read_among(connection, (among, [*values, *words, named]))
                return True
            if named is not None:
                self._named = named
                until = _end_of_slice(connection, query, self._after, LONG_SLICE)
        inside, places = _between(query, self._after, until)
        if self._named is not None:
            inside, places = f"{inside} AND {_NAMED}", [*places, self._named]
        enough = self._read_slice(connection, (f"{condition}{inside} AND {text}", [*values, *places, *words]))
        self._steps, self._after = self._steps + 1, until
        return enough or until is None

    @abstractmethod
    def _read_plain(self, connection: sqlite3.Connection) -> None:
        """Read all at once: the query has no text."""

    @abstractmethod
    def _read_among(self, connection: sqlite3.Connection, wanted: Condition) -> None:
        """Read all from the few orders that `wanted` names, whatever was read before."""

    @abstractmethod
    def _read_slice(self, connection: sqlite3.Connection, wanted: Condition) -> bool:
        """Read on among the orders of a slice; True when that is enough."""


class PageWalk(_Walk):
    """Reads the page of `limit` rows from `offset`; call `step` until it says that `rows` has them all."""

    def __init__(self, query: OrderQuery, offset: int, limit: int) -> None:
        super().__init__(query)
        self.rows: list[OrderRow] = []
        self._offset, self._limit = offset, limit
        self._passed = 0

    def _read_plain(self, connection: sqlite3.Connection) -> None:
        self.rows = _plain_page(connection, self._query, self._offset, self._limit)

    def _read_among(self, connection: sqlite3.Connection, wanted: Condition) -> None:
        condition, values = wanted
        sql = (
            f"SELECT o.key FROM orders AS o NOT INDEXED WHERE {condition}"  # noqa: S608
            f" ORDER BY {_sorting(self._query)} LIMIT ? OFFSET ?"
        )
        found = connection.execute(sql, (*values, self._limit, self._offset)).fetchall()
        sql = f"SELECT {ROW_COLUMNS} FROM orders AS o WHERE o.key = ?"  # noqa: S608
        self.rows = [row_of(connection.execute(sql, key).fetchone()) for key in found]

    def _read_slice(self, connection: sqlite3.Connection, wanted: Condition) -> bool:
        condition, values = wanted
        skip = self._offset - self._passed
        if skip:
            sql = (
                f"SELECT count(*) FROM (SELECT 1 FROM orders AS o INDEXED BY {_index(self._query)}"  # noqa: S608
                f" WHERE {condition} LIMIT ?)"
            )
            (passed,) = connection.execute(sql, (*values, skip)).fetchone()
            self._passed += passed
            if passed < skip:
                return False
        self.rows += _rows(connection, self._query, wanted, skip, self._limit - len(self.rows))
        return len(self.rows) >= self._limit


class CountWalk(_Walk):
    """Counts the orders of `query` by stage; call `step` until it says that `counts` is whole.

    Stages that the query does not name stay at zero.
    """

    def __init__(self, query: OrderQuery) -> None:
        super().__init__(query)
        self.counts = dict.fromkeys(Stage, 0)

    def _read_plain(self, connection: sqlite3.Connection) -> None:
        self._add(_plain_counts(connection, self._query))

    def _read_among(self, connection: sqlite3.Connection, wanted: Condition) -> None:
        self.counts = dict.fromkeys(Stage, 0)
        self._add(_counts(connection, "NOT INDEXED", wanted))

    def _read_slice(self, connection: sqlite3.Connection, wanted: Condition) -> bool:
        self._add(_counts(connection, f"INDEXED BY {_index(self._query)}", wanted))
        return False

    def _add(self, found: Sequence[tuple[int, int]]) -> None:
        counted = dict(found)
        for stage in Stage:
            self.counts[stage] += counted.get(stage.rank, 0)


def _conditions(query: OrderQuery) -> Condition:
    """Return what `query` asks for beside its text."""
    conditions = ["o.connection_id = ?"]
    values: list[Any] = [query.connection_id]
    if query.stages:
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
    return " AND ".join(conditions), values


def _index(query: OrderQuery) -> str:
    # The few open orders, or one stage, come out of the stage's index at once. Anything else goes along the time of
    # creation, where SQLite left alone would sort every delivered order ever to show fifty of them.
    if query.phone:
        return "orders_by_phone"
    few = bool(query.stages) and (len(query.stages) == 1 or _OPEN_STAGES.issuperset(query.stages))
    return "orders_by_stage" if few else "orders_by_created"


def _sorting(query: OrderQuery) -> str:
    way = "ASC" if query.oldest_first else "DESC"
    return f"o.created_at {way}, o.key {way}"


def _rows(
    connection: sqlite3.Connection, query: OrderQuery, wanted: Condition, skip: int, limit: int
) -> list[OrderRow]:
    condition, values = wanted
    sql = (
        f"SELECT {ROW_COLUMNS} FROM orders AS o INDEXED BY {_index(query)} WHERE {condition}"  # noqa: S608
        f" ORDER BY {_sorting(query)} LIMIT ? OFFSET ?"
    )
    return [row_of(row) for row in connection.execute(sql, (*values, limit, skip))]


def _plain_page(connection: sqlite3.Connection, query: OrderQuery, offset: int, limit: int) -> list[OrderRow]:
    """Read a page of a query without text, from whichever end of the list is nearer."""
    if offset > SLICE and not query.phone and query.since is None:
        total = sum(count for _, count in _tallies(connection, query))
        if offset > total // 2:
            limit = min(limit, max(0, total - offset))
            backwards = msgspec.structs.replace(query, oldest_first=not query.oldest_first)
            found = _rows(connection, backwards, _conditions(query), max(0, total - offset - limit), limit)
            return found[::-1]
    return _rows(connection, query, _conditions(query), offset, limit)


def _plain_counts(connection: sqlite3.Connection, query: OrderQuery) -> list[tuple[int, int]]:
    if not query.phone and query.since is None:
        return _tallies(connection, query)
    # Naming every rank lets SQLite step from stage to stage in the index and seek `since` in each.
    query = msgspec.structs.replace(query, stages=query.stages or tuple(Stage))
    index = "orders_by_phone" if query.phone else "orders_by_stage"
    return _counts(connection, f"INDEXED BY {index}", _conditions(query))


def _counts(connection: sqlite3.Connection, way: str, wanted: Condition) -> list[tuple[int, int]]:
    condition, values = wanted
    sql = f"SELECT o.stage_rank, count(*) FROM orders AS o {way} WHERE {condition} GROUP BY o.stage_rank"  # noqa: S608
    return connection.execute(sql, values).fetchall()


def _tallies(connection: sqlite3.Connection, query: OrderQuery) -> list[tuple[int, int]]:
    """Return how many orders each stage has, which is kept count of: it takes as long with many as with few."""
    ranks = ", ".join(str(stage.rank) for stage in query.stages or Stage)
    branch = (" AND branch_id = ?", (query.branch_id,)) if query.branch_id else ("", ())
    sql = (
        "SELECT stage_rank, sum(tally) FROM order_tallies"  # noqa: S608
        f" WHERE connection_id = ? AND stage_rank IN ({ranks}){branch[0]} GROUP BY stage_rank"
    )
    return connection.execute(sql, (query.connection_id, *branch[1])).fetchall()


def _end_of_slice(connection: sqlite3.Connection, query: OrderQuery, after: Place | None, length: int) -> Place | None:
    """Return the place of the last of `length` rows after `after`; None where fewer are left."""
    condition, values = _conditions(query)
    inside, places = _between(query, after, None)
    sql = (
        f"SELECT o.created_at, o.key FROM orders AS o INDEXED BY {_index(query)}"  # noqa: S608
        f" WHERE {condition}{inside} ORDER BY {_sorting(query)} LIMIT 1 OFFSET ?"
    )
    found: Place | None = connection.execute(sql, (*values, *places, length - 1)).fetchone()
    return found


def _between(query: OrderQuery, after: Place | None, until: Place | None) -> Condition:
    """Return what narrows a query to the rows past `after` up to and with `until`, either of which may be open."""
    past, up_to = (">", "<=") if query.oldest_first else ("<", ">=")
    condition: str = ""
    values: list[Any] = []
    for sign, place in ((past, after), (up_to, until)):
        if place is not None:
            condition += f" AND (o.created_at, o.key) {sign} (?, ?)"
            values += place
    return condition, values


def row_of(row: tuple[Any, ...]) -> OrderRow:
    """Return the row that `ROW_COLUMNS` selected."""
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
