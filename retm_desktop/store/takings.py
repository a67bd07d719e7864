"""The payment account's transactions and settlements, kept so that they can be looked at without a network."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from retm_desktop.domain.payments import Settlement, Transaction, TransactionStatus
from retm_desktop.domain.text import searchable
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.instants import from_text, to_text, utc_now
from retm_desktop.store.search import words_condition


class TransactionQuery(msgspec.Struct, frozen=True):
    """Which transactions, newest first; `since` (from) and `until` (before) compare when they were made."""

    connection_id: int
    since: datetime | None = None
    until: datetime | None = None
    status: str = ""
    method: str = ""
    store_id: str = ""
    text: str = ""


class TransactionRow(msgspec.Struct, frozen=True):
    """One transaction of the list; `order_key` is the order it paid, None where it was not charged here."""

    key: int
    transaction: Transaction
    at: datetime
    order_key: int | None = None
    payment_id: int | None = None


class TakingsTotals(msgspec.Struct, frozen=True):
    """Sums over a query, in sen: what was paid, and what of it was given back."""

    count: int = 0
    paid: int = 0
    given_back: int = 0


class KeptSettlement(msgspec.Struct, frozen=True):
    """A day's settlement as it was last read."""

    settlement: Settlement
    fetched_at: datetime


_PAID = (TransactionStatus.SUCCESS, TransactionStatus.FULL_REFUNDED, TransactionStatus.PARTIAL_REFUNDED)
_FROM = (
    "transactions AS t INDEXED BY transactions_by_time"
    " LEFT JOIN payments AS p ON p.reference = t.order_reference AND p.connection_id = t.connection_id"
)


class Takings:
    """Reads and writes transactions and settlements; every change tells `Topic.TAKINGS`."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    async def put(self, connection_id: int, transactions: Sequence[Transaction]) -> int:
        """Keep these transactions; return how many are new or different."""

        def write(connection: sqlite3.Connection) -> int:
            return sum(_put(connection, connection_id, one) for one in transactions)

        changed = await self._database.write(write)
        if changed:
            self._changes.publish(Topic.TAKINGS)
        return changed

    async def page(self, query: TransactionQuery, offset: int, limit: int) -> list[TransactionRow]:
        """Return one page, newest first."""

        def read(connection: sqlite3.Connection) -> list[TransactionRow]:
            condition, values = _conditions(query)
            sql = (
                f"SELECT t.key, t.document, t.at, p.order_key, p.id FROM {_FROM} WHERE {condition}"  # noqa: S608
                " ORDER BY t.at DESC, t.key DESC LIMIT ? OFFSET ?"
            )
            return [_row(row) for row in connection.execute(sql, (*values, limit, offset))]

        return await self._database.read(read)

    async def count(self, query: TransactionQuery) -> int:
        """Return how many there are."""

        def read(connection: sqlite3.Connection) -> int:
            condition, values = _conditions(query)
            sql = f"SELECT count(*) FROM transactions AS t WHERE {condition}"  # noqa: S608 - names of ours
            return int(connection.execute(sql, values).fetchone()[0])

        return await self._database.read(read)

    async def totals(self, query: TransactionQuery) -> TakingsTotals:
        """Return the sums over all transactions of the query."""

        def read(connection: sqlite3.Connection) -> TakingsTotals:
            condition, values = _conditions(query)
            marks = ", ".join("?" * len(_PAID))
            sql = (
                "SELECT count(*), coalesce(sum(iif(t.status IN (" + marks + "), t.amount, 0)), 0),"  # noqa: S608
                " coalesce(sum(iif(t.status = 'FULL_REFUNDED', t.amount, iif(t.status = 'PARTIAL_REFUNDED',"
                f" t.amount - coalesce(t.balance, t.amount), 0))), 0) FROM transactions AS t WHERE {condition}"
            )
            count, paid, back = connection.execute(sql, (*_PAID, *values)).fetchone()
            return TakingsTotals(count, paid, back)

        return await self._database.read(read)

    async def get(self, key: int) -> TransactionRow | None:
        """Return one transaction, or None."""
        sql = (
            "SELECT t.key, t.document, t.at, p.order_key, p.id FROM transactions AS t LEFT JOIN payments AS p"
            " ON p.reference = t.order_reference AND p.connection_id = t.connection_id WHERE t.key = ?"
        )
        row = await self._database.read(lambda c: c.execute(sql, (key,)).fetchone())
        return _row(row) if row else None

    async def known(self, connection_id: int, transaction_ids: Sequence[str]) -> set[str]:
        """Return which of these are kept already."""
        wanted = msgspec.json.encode(list(transaction_ids)).decode()
        sql = (
            "SELECT t.transaction_id FROM transactions AS t WHERE t.connection_id = ?"
            " AND t.transaction_id IN (SELECT value FROM json_each(?))"
        )
        rows = await self._database.read(lambda c: c.execute(sql, (connection_id, wanted)).fetchall())
        return {str(row[0]) for row in rows}

    async def is_whole(self, connection_id: int) -> bool:
        """Tell whether the last reading came to its end: nothing older than what is kept is missing in between."""
        sql = "SELECT 1 FROM transactions_whole WHERE connection_id = ?"
        return await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchone()) is not None

    async def set_whole(self, connection_id: int, whole: bool) -> None:
        """Note that a reading has begun, or has come to its end."""
        sql = (
            "INSERT OR IGNORE INTO transactions_whole (connection_id) VALUES (?)"
            if whole
            else "DELETE FROM transactions_whole WHERE connection_id = ?"
        )
        await self._database.write(lambda c: c.execute(sql, (connection_id,)).rowcount)

    async def choices(self, connection_id: int) -> tuple[list[str], list[str]]:
        """Return the statuses and the methods there are, for filters."""

        def read(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
            found = []
            for column in ("status", "method"):
                sql = f"SELECT DISTINCT {column} FROM transactions WHERE connection_id = ? ORDER BY 1"  # noqa: S608
                found.append([str(row[0]) for row in connection.execute(sql, (connection_id,)) if row[0]])
            return found[0], found[1]

        return await self._database.read(read)

    async def put_settlement(self, connection_id: int, settlement: Settlement, at: datetime) -> None:
        """Keep a day's settlement."""
        document = msgspec.json.encode(settlement)
        sql = "INSERT OR REPLACE INTO settlements (connection_id, day, document, fetched_at) VALUES (?, ?, ?, ?)"
        values = (connection_id, settlement.day.isoformat(), document, to_text(at))
        await self._database.write(lambda c: c.execute(sql, values).rowcount)
        self._changes.publish(Topic.TAKINGS)

    async def settlement(self, connection_id: int, day: date) -> KeptSettlement | None:
        """Return a day's settlement as it was last read, or None."""
        sql = "SELECT document, fetched_at FROM settlements WHERE connection_id = ? AND day = ?"
        row = await self._database.read(lambda c: c.execute(sql, (connection_id, day.isoformat())).fetchone())
        return KeptSettlement(msgspec.json.decode(row[0], type=Settlement), from_text(row[1])) if row else None


def _put(connection: sqlite3.Connection, connection_id: int, one: Transaction) -> int:
    at = one.paid_at or one.created_at or one.updated_at or utc_now()
    document = msgspec.json.encode(one)
    words = (one.id, one.order_id, one.title, one.store_name, one.method, one.reference_id)
    search = searchable("\n".join(word for word in words if word))
    values = (one.order_id, one.store_id, one.method, one.status, one.amount, one.balance, search, document)
    row = connection.execute(
        "SELECT key, document FROM transactions WHERE connection_id = ? AND transaction_id = ?", (connection_id, one.id)
    ).fetchone()
    if row is not None and bytes(row[1]) == document:
        return 0
    if row is not None:
        connection.execute(
            "UPDATE transactions SET order_reference = ?, store_id = ?, method = ?, status = ?, amount = ?,"
            " balance = ?, search = ?, document = ?, at = ? WHERE key = ?",
            (*values, to_text(at), row[0]),
        )
        return 1
    connection.execute(
        "INSERT INTO transactions (order_reference, store_id, method, status, amount, balance, search, document, at,"
        " connection_id, transaction_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, to_text(at), connection_id, one.id),
    )
    return 1


def _conditions(query: TransactionQuery) -> tuple[str, list[Any]]:
    conditions, values = ["t.connection_id = ?"], [query.connection_id]
    given: list[tuple[str, Any]] = [
        ("t.at >= ?", to_text(query.since) if query.since else None),
        ("t.at < ?", to_text(query.until) if query.until else None),
        ("t.status = ?", query.status or None),
        ("t.method = ?", query.method or None),
        ("t.store_id = ?", query.store_id or None),
    ]
    for condition, value in given:
        if value is not None:
            conditions.append(condition)
            values.append(value)
    condition, words = words_condition("t.search", query.text)
    if condition:
        conditions.append(condition)
        values += words  # type: ignore[arg-type]
    return " AND ".join(conditions), values


def _row(row: tuple[Any, ...]) -> TransactionRow:
    key, document, at, order_key, payment_id = row
    return TransactionRow(key, msgspec.json.decode(document, type=Transaction), from_text(at), order_key, payment_id)
