"""The ledger: when every order was sent, received, stored, shown, sounded, seen and acted on, and which were missed.

An order counts as missed when RETM's list had it for a while before it came here; why is told where it is known.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec

from retm_desktop.domain.stages import Stage
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.instants import from_text, from_text_or_none, to_text
from retm_desktop.store.intake import Source
from retm_desktop.store.search import words_condition

ABSENCES_KEPT = timedelta(days=90)
"""Older reasons explain no order that is still to come."""


class Missed(StrEnum):
    """Why an order did not come when it should have."""

    NOT = ""
    CLOSED = "closed"
    """The program was closed, or watched another restaurant."""
    ASLEEP = "asleep"
    OFFLINE = "offline"
    UNDELIVERED = "undelivered"
    """RETM told by its error webhook (doc-401133) that it could not deliver."""
    LISTED_LATE = "listed_late"
    """RETM's own list did not have it before."""
    UNKNOWN = "unknown"


class Occasion(StrEnum):
    """What made the program compare RETM's list with the store."""

    START = "start"
    RECONNECT = "reconnect"
    WAKE = "wake"
    ERROR_WEBHOOK = "error_webhook"
    ASKED = "asked"
    REGULAR = "regular"


class LedgerRow(msgspec.Struct, frozen=True):
    """One order's line; `sent_at` is RETM's own time of the order, every other time is this computer's.

    `received_at` is when the webhook or the answer with the order in it came, `how` by which of them. None stands for
    what has not happened.
    """

    key: int
    number: str
    partner_reference: str
    branch_id: str
    stage: Stage
    sent_at: datetime
    received_at: datetime
    how: Source
    stored_at: datetime
    shown_at: datetime | None
    sounded_at: datetime | None
    seen_at: datetime | None
    acted_at: datetime | None
    missed: Missed


class Arrival(msgspec.Struct, frozen=True):
    """An order out of RETM's lists of which nobody has judged yet whether it was missed; times as in `LedgerRow`."""

    key: int
    sent_at: datetime
    received_at: datetime


class LedgerQuery(msgspec.Struct, frozen=True):
    """Which orders, newest first: those sent in [since, until); `missed` leaves the missed ones, `unseen` those that
    nobody saw or acted on though they were still open when they came.
    """

    connection_id: int
    since: datetime | None = None
    until: datetime | None = None
    branch_id: str = ""
    text: str = ""
    missed: bool = False
    unseen: bool = False


class Absence(msgspec.Struct, frozen=True):
    """A span in which no order could come, and why."""

    why: Missed
    began: datetime
    ended: datetime


class Comparison(msgspec.Struct, frozen=True):
    """The last comparison of RETM's list with the store: `listed` orders down to the time `reached`, `missed` of them
    were not here before.

    `known_since` is how far down any comparison ever reached: what is older is a history that nobody has looked at.
    """

    at: datetime
    occasion: Occasion
    reached: datetime
    listed: int
    missed: int
    known_since: datetime


class Ledger:
    """Reads and writes the ledger; every change tells `Topic.LEDGER`.

    What is noted of an order counts once: the first time stays.
    """

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    async def page(self, query: LedgerQuery, offset: int, limit: int) -> list[LedgerRow]:
        """Return `limit` lines from `offset`, by RETM's time of the order, the newest first."""
        return await self._database.read(lambda c: _page(c, query, offset, limit))

    async def count(self, query: LedgerQuery) -> int:
        """Return how many lines `page` would go through."""
        return await self._database.read(lambda c: _count(c, query))

    async def row(self, key: int) -> LedgerRow | None:
        """Return the line of one order, None when there is no such order (any more)."""
        sql = f"{_SELECT} WHERE o.key = ?"
        found = await self._database.read(lambda c: c.execute(sql, (key,)).fetchone())
        return _row(found) if found else None

    async def shown(self, keys: Sequence[int], at: datetime) -> None:
        """Note that the orders were on screen."""
        await self._note("shown_at", keys, at)

    async def sounded(self, keys: Sequence[int], at: datetime) -> None:
        """Note that a sound was played for the orders."""
        await self._note("sounded_at", keys, at)

    async def seen(self, keys: Sequence[int], at: datetime) -> None:
        """Note that somebody saw the orders."""
        await self._note("seen_at", keys, at)

    async def judged(self, keys: Sequence[int], missed: Missed) -> None:
        """Note whether and why the orders were missed before they came."""
        if keys:
            sql = "UPDATE order_ledger SET missed = ? WHERE order_key IN (SELECT value FROM json_each(?))"
            values = (missed.value, msgspec.json.encode(list(keys)).decode())
            # A power cut may undo a verdict: the next reading gives it again.
            await self._database.write(lambda c: c.execute(sql, values).rowcount, durable=False)
        if keys and missed is not Missed.NOT:
            self._changes.publish(Topic.LEDGER)

    async def unjudged(self, connection_id: int, limit: int) -> list[Arrival]:
        """Return some of the orders that are still to be judged, whoever read them and whenever that was."""
        sql = (
            "SELECT o.key, o.created_at, l.received_at"
            " FROM order_ledger AS l INDEXED BY order_ledger_unjudged CROSS JOIN orders AS o ON o.key = l.order_key"
            " WHERE l.missed IS NULL AND o.connection_id = ? LIMIT ?"
        )
        rows = await self._database.read(lambda c: c.execute(sql, (connection_id, limit)).fetchall())
        return [Arrival(key, from_text(sent_at), from_text(received_at)) for key, sent_at, received_at in rows]

    async def silent(self, connection_id: int, since: datetime) -> list[LedgerRow]:
        """Return the new orders received since then that no sound was played for and nobody saw, oldest first."""
        sql = (
            f"{_SELECT} WHERE o.connection_id = ? AND o.stage_rank = ? AND l.received_at >= ? AND l.how <> 'operator'"
            " AND l.sounded_at IS NULL AND l.seen_at IS NULL AND l.acted_at IS NULL ORDER BY o.created_at LIMIT 200"
        )
        values = (connection_id, Stage.NEW.rank, to_text(since))
        return await self._database.read(lambda c: [_row(row) for row in c.execute(sql, values)])

    # Why orders are missed.

    async def absent(self, connection_id: int, absence: Absence) -> None:
        """Keep a span without orders; those of long ago go."""
        values = (connection_id, absence.why.value, to_text(absence.began), to_text(absence.ended))

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO absences (connection_id, why, began_at, ended_at) VALUES (?, ?, ?, ?)", values
            )
            old = (connection_id, to_text(absence.ended - ABSENCES_KEPT))
            connection.execute("DELETE FROM absences WHERE connection_id = ? AND ended_at < ?", old)

        await self._database.write(write)

    async def absences(self, connection_id: int, since: datetime) -> list[Absence]:
        """Return the spans without orders that ended since then, the one that was noted last first."""
        sql = (
            "SELECT why, began_at, ended_at FROM absences WHERE connection_id = ? AND ended_at >= ?"
            " ORDER BY id DESC LIMIT 1000"
        )
        rows = await self._database.read(lambda c: c.execute(sql, (connection_id, to_text(since))).fetchall())
        return [Absence(Missed(why), from_text(began), from_text(ended)) for why, began, ended in rows]

    async def compared(self, connection_id: int, comparison: Comparison) -> None:
        """Keep the last comparison; `known_since` stays where an earlier one reached further down."""
        values = (
            connection_id,
            to_text(comparison.at),
            comparison.occasion.value,
            to_text(comparison.reached),
            comparison.listed,
            comparison.missed,
            to_text(comparison.known_since),
        )
        sql = (
            "INSERT INTO comparisons (connection_id, at, occasion, reached, listed, missed, known_since)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET at = excluded.at, occasion = excluded.occasion, reached = excluded.reached,"
            " listed = excluded.listed, missed = excluded.missed,"
            " known_since = min(known_since, excluded.known_since)"
        )
        await self._database.write(lambda c: c.execute(sql, values).rowcount)
        self._changes.publish(Topic.LEDGER)

    async def last_comparison(self, connection_id: int) -> Comparison | None:
        """Return the last comparison, None before the first."""
        sql = "SELECT at, occasion, reached, listed, missed, known_since FROM comparisons WHERE connection_id = ?"
        row = await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchone())
        if row is None:
            return None
        at, occasion, reached, listed, missed, since = row
        return Comparison(from_text(at), Occasion(occasion), from_text(reached), listed, missed, from_text(since))

    async def missed_since(self, connection_id: int, since: datetime) -> list[LedgerRow]:
        """Return the missed orders that came since then, by RETM's time of the order, the newest first; 500 at most."""
        where = f"o.connection_id = ? AND {_MISSED} AND l.received_at >= ?"
        sql = f"{_SELECT} WHERE {where} ORDER BY o.created_at DESC LIMIT 500"
        values = (connection_id, to_text(since))
        return await self._database.read(lambda c: [_row(row) for row in c.execute(sql, values)])

    async def _note(self, column: str, keys: Iterable[int], at: datetime) -> None:
        wanted = list(keys)
        if not wanted:
            return
        sql = (
            f"UPDATE order_ledger SET {column} = ?"  # noqa: S608 - a column of ours
            f" WHERE {column} IS NULL AND order_key IN (SELECT value FROM json_each(?))"
        )
        values = (to_text(at), msgspec.json.encode(wanted).decode())
        if await self._database.write(lambda c: c.execute(sql, values).rowcount):
            self._changes.publish(Topic.LEDGER)


_MISSED = "l.missed <> ''"
# What was over when it came, as a restaurant's history is, needs nobody to see it.
_UNSEEN = (
    "l.seen_at IS NULL AND l.acted_at IS NULL AND l.how <> 'operator' AND EXISTS (SELECT 1 FROM order_events AS e"
    " WHERE e.order_key = o.key AND e.kind = 'stored' AND e.stage NOT IN ('delivered', 'cancelled'))"
)
_SELECT = (
    "SELECT o.key, o.number, o.partner_reference, o.branch_id, o.stage, o.created_at, l.received_at, l.how,"
    " l.stored_at, l.shown_at, l.sounded_at, l.seen_at, l.acted_at, l.missed"
    " FROM orders AS o JOIN order_ledger AS l ON l.order_key = o.key"
)


def _conditions(query: LedgerQuery) -> tuple[str, list[Any]]:
    conditions = ["o.connection_id = ?"]
    values: list[Any] = [query.connection_id]
    if query.since is not None:
        conditions.append("o.created_at >= ?")
        values.append(to_text(query.since))
    if query.until is not None:
        conditions.append("o.created_at < ?")
        values.append(to_text(query.until))
    if query.branch_id:
        conditions.append("o.branch_id = ?")
        values.append(query.branch_id)
    if query.missed:
        conditions.append(_MISSED)
    if query.unseen:
        conditions.append(_UNSEEN)
    condition, words = words_condition("o.search", query.text)
    if condition:
        conditions.append(condition)
        values += words
    return " AND ".join(conditions), values


def _page(connection: sqlite3.Connection, query: LedgerQuery, offset: int, limit: int) -> list[LedgerRow]:
    condition, values = _conditions(query)
    sql = f"{_SELECT} WHERE {condition} ORDER BY o.created_at DESC, o.key DESC LIMIT ? OFFSET ?"
    return [_row(row) for row in connection.execute(sql, (*values, limit, offset))]


def _count(connection: sqlite3.Connection, query: LedgerQuery) -> int:
    condition, values = _conditions(query)
    sql = f"SELECT count(*) FROM orders AS o JOIN order_ledger AS l ON l.order_key = o.key WHERE {condition}"  # noqa: S608
    return int(connection.execute(sql, values).fetchone()[0])


def _row(row: tuple[Any, ...]) -> LedgerRow:
    key, number, reference, branch_id, stage, sent, received, how, stored, shown, sounded, seen, acted_at, missed = row
    return LedgerRow(
        key,
        number,
        reference,
        branch_id,
        Stage(stage),
        from_text(sent),
        from_text(received),
        Source(how),
        from_text(stored),
        from_text_or_none(shown),
        from_text_or_none(sounded),
        from_text_or_none(seen),
        from_text_or_none(acted_at),
        Missed(missed or ""),
    )
