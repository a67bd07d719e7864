"""Removes what nobody looks at any more: old messages that came to a good end, and actions finished long ago."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.events import FINE, REFUSED
from retm_desktop.store.instants import to_text

MESSAGES_KEPT = timedelta(days=30)
ACTIONS_KEPT = timedelta(days=90)
AT_ONCE = 300
"""Rows looked at in one transaction: a few milliseconds, so that an order that arrives meanwhile does not wait."""
_PAUSE = 0.05
"""Seconds between two of them."""

_Batch = Callable[[sqlite3.Connection, int], tuple[int, int | None]]
"""Looks at `AT_ONCE` rows behind a number; returns how many it removed and where to go on, None at the end."""


async def prune(
    database: Database,
    changes: Changes,
    now: datetime,
    *,
    messages: timedelta = MESSAGES_KEPT,
    actions: timedelta = ACTIONS_KEPT,
) -> int:
    """Remove messages older than `messages` and actions finished longer ago than `actions`; return how many rows.

    Never what waits, failed or has to be looked into, and never the newest message of a kind, by which one sees when it
    was last heard of. An order's timeline keeps its words, though the message they came with is gone.
    """
    newest = await database.read(_newest_of_each_kind)
    gone = await _in_batches(database, _old_messages(to_text(now - messages), newest))
    finished = await _in_batches(database, _old_actions(to_text(now - actions)))
    if gone:
        changes.publish(Topic.EVENTS)
    if finished:
        changes.publish(Topic.OUTBOX)
    return gone + finished


async def _in_batches(database: Database, batch: _Batch) -> int:
    removed = 0
    behind: int | None = 0
    while behind is not None:
        start = behind
        some, behind = await database.write(lambda connection, start=start: batch(connection, start))  # type: ignore[misc]
        removed += some
        await asyncio.sleep(_PAUSE if some else 0)
    return removed


def _newest_of_each_kind(connection: sqlite3.Connection) -> str:
    sql = "SELECT max(id) FROM journal GROUP BY connection_id, kind"
    return msgspec.json.encode([number for (number,) in connection.execute(sql)]).decode()


def _old_messages(before: str, newest: str) -> _Batch:
    fine = ", ".join("?" * len(FINE))
    sql = (
        "DELETE FROM journal WHERE id BETWEEN ? AND ? AND applied_at < ?"  # noqa: S608 - as many marks as outcomes
        f" AND (outcome IN ({fine}) OR outcome LIKE ?) AND id NOT IN (SELECT value FROM json_each(?))"
    )

    def batch(connection: sqlite3.Connection, behind: int) -> tuple[int, int | None]:
        window = "SELECT id FROM journal WHERE id > ? AND received_at < ? ORDER BY id LIMIT ?"
        numbers = [number for (number,) in connection.execute(window, (behind, before, AT_ONCE))]
        if not numbers:
            return 0, None
        values = (numbers[0], numbers[-1], before, *FINE, REFUSED, newest)
        return connection.execute(sql, values).rowcount, numbers[-1]

    return batch


def _old_actions(before: str) -> _Batch:
    # An order that was given up before RETM had it is told apart by its action, for as long as the order is here.
    sql = (
        "DELETE FROM outbox WHERE id BETWEEN ? AND ? AND finished_at < ?"
        " AND NOT (kind = 'create_order' AND state = 'given_up')"
    )

    def batch(connection: sqlite3.Connection, behind: int) -> tuple[int, int | None]:
        window = "SELECT id FROM outbox WHERE id > ? AND created_at < ? ORDER BY id LIMIT ?"
        numbers = [number for (number,) in connection.execute(window, (behind, before, AT_ONCE))]
        if not numbers:
            return 0, None
        return connection.execute(sql, (numbers[0], numbers[-1], before)).rowcount, numbers[-1]

    return batch
