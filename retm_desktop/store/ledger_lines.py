"""What the ledger notes of an order inside somebody else's transaction: that it came, that it was acted on."""

import sqlite3
from datetime import datetime

from retm_desktop.store.instants import to_text


def open_line(
    connection: sqlite3.Connection, key: int, how: str, received_at: datetime, stored_at: datetime, *, judged: bool
) -> None:
    """Begin the line of an order that has just been stored; `how` is a `Source`.

    An order that RETM has just told of is `judged`, it was not missed; one out of a list may have been there for long.
    """
    connection.execute(
        "INSERT INTO order_ledger (order_key, received_at, how, stored_at, missed) VALUES (?, ?, ?, ?, ?)",
        (key, to_text(received_at), how, to_text(stored_at), "" if judged else None),
    )


def acted(connection: sqlite3.Connection, key: int, at: datetime) -> None:
    """Note that somebody acted on an order; the first time stays."""
    sql = "UPDATE order_ledger SET acted_at = ? WHERE order_key = ? AND acted_at IS NULL"
    connection.execute(sql, (to_text(at), key))


def join_lines(connection: sqlite3.Connection, key: int, other: int) -> None:
    """Take the line of `other`, which turned out to be the same order, into that of `key`: what came first stays."""
    firsts = ", ".join(
        f"{column} = coalesce(min(l.{column}, o.{column}), l.{column}, o.{column})"
        for column in ("shown_at", "sounded_at", "seen_at", "acted_at")
    )
    connection.execute(
        f"UPDATE order_ledger AS l SET {firsts} FROM order_ledger AS o WHERE l.order_key = ? AND o.order_key = ?",  # noqa: S608
        (key, other),
    )
