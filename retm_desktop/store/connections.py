"""The accounts this program is connected to, each in one environment of one provider, for orders or for payments."""

import sqlite3
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.instants import from_text_or_none, to_text

ORDERS = "orders"
PAYMENTS = "payments"
"""What a connection serves; among those of one kind one is active."""


class ConnectionState(StrEnum):
    """How far a connection is; a disconnected one keeps its orders and no secrets.

    SIGN_IN wants the merchant to allow access again; NEW_SECRET wants the client secret RETM issued in place of ours.
    """

    CONNECTING = "connecting"
    CONNECTED = "connected"
    SIGN_IN = "sign_in"
    NEW_SECRET = "new_secret"  # noqa: S105 - a state, no secret
    DISCONNECTED = "disconnected"


class ConnectionRecord(msgspec.Struct, frozen=True):
    """One account; `environment_document` is the JSON of the environment it was connected in.

    `serves` is ORDERS or PAYMENTS. `currency` is the one that was chosen here, else the environment's.
    """

    id: int
    provider: str
    environment: str
    business_id: str
    label: str
    currency: str
    time_zone: str
    state: ConnectionState
    connected_at: datetime | None
    last_answer_at: datetime | None
    environment_document: bytes
    serves: str = ORDERS


_COLUMNS = (
    "id, provider, environment, business_id, label, iif(chosen_currency = '', currency, chosen_currency), time_zone, "
    "state, connected_at, last_answer_at, environment_document, serves"
)
_SELECT = f"SELECT {_COLUMNS} FROM connections"  # noqa: S608 - names of ours
_CONNECTED = f"{_SELECT} WHERE state <> 'disconnected'"


def connection_for(
    connection: sqlite3.Connection,
    provider: str,
    environment: str,
    business_id: str,
    *,
    label: str,
    currency: str,
    time_zone: str,
    environment_document: bytes,
    serves: str = ORDERS,
) -> int:
    """Return the id of the account's row inside a transaction, made if there is none.

    A disconnected one becomes CONNECTING again; a connected one, or one to sign in again, keeps its state until new
    tokens are there, so that a failed attempt takes nothing away. The environment's document is always the newest; a
    currency that was chosen stays.
    """
    row = connection.execute(
        "INSERT INTO connections (provider, environment, business_id, label, currency, time_zone, state,"
        " environment_document, serves) VALUES (?, ?, ?, ?, ?, ?, 'connecting', ?, ?)"
        " ON CONFLICT (provider, environment, business_id) DO UPDATE SET"
        " environment_document = excluded.environment_document, currency = excluded.currency,"
        " time_zone = excluded.time_zone, serves = excluded.serves,"
        " state = iif(state = 'disconnected', 'connecting', state)"
        " RETURNING id",
        (provider, environment, business_id, label or business_id, currency, time_zone, environment_document, serves),
    ).fetchall()
    return int(row[0][0])


class Connections:
    """Reads and writes the connections; every change tells `Topic.CONNECTIONS`, except `heard`."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    async def all(self, serves: str = ORDERS) -> list[ConnectionRecord]:
        """Return every connection of a kind that is not disconnected, oldest first."""
        sql = f"{_CONNECTED} AND serves = ? ORDER BY id"
        return await self._database.read(lambda c: [_record(row) for row in c.execute(sql, (serves,))])

    async def get(self, connection_id: int) -> ConnectionRecord | None:
        """Return one connection in whatever state, or None."""
        sql = f"{_SELECT} WHERE id = ?"
        row = await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchone())
        return _record(row) if row else None

    async def add(
        self,
        provider: str,
        environment: str,
        business_id: str,
        *,
        label: str = "",
        currency: str = "SAR",
        time_zone: str = "Asia/Riyadh",
        environment_document: bytes = b"{}",
        serves: str = ORDERS,
    ) -> int:
        """Return the id of this account, new (CONNECTING) or known from before with what is stored of it."""
        number = await self._database.write(
            lambda c: connection_for(
                c,
                provider,
                environment,
                business_id,
                label=label,
                currency=currency,
                time_zone=time_zone,
                environment_document=environment_document,
                serves=serves,
            )
        )
        self._changes.publish(Topic.CONNECTIONS)
        return number

    async def set_state(self, connection_id: int, state: ConnectionState, at: datetime | None = None) -> None:
        """Set the state; CONNECTED notes `at` as `connected_at`, DISCONNECTED also ends its webhook tokens."""

        def write(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE connections SET state = ? WHERE id = ?", (state, connection_id))
            if state is ConnectionState.CONNECTED and at is not None:
                connection.execute("UPDATE connections SET connected_at = ? WHERE id = ?", (to_text(at), connection_id))
            if state is ConnectionState.DISCONNECTED:
                connection.execute("UPDATE connections SET active = 0 WHERE id = ?", (connection_id,))
                connection.execute("DELETE FROM webhook_tokens WHERE connection_id = ?", (connection_id,))

        await self._database.write(write)
        self._changes.publish(Topic.CONNECTIONS)

    async def set_label(self, connection_id: int, label: str) -> None:
        """Set the name shown for the account."""
        sql = "UPDATE connections SET label = ? WHERE id = ?"
        await self._database.write(lambda c: c.execute(sql, (label, connection_id)).rowcount)
        self._changes.publish(Topic.CONNECTIONS)

    async def set_currency(self, connection_id: int, currency: str) -> None:
        """Set the currency of the account, three letters; empty for the environment's own."""
        sql = "UPDATE connections SET chosen_currency = ? WHERE id = ?"
        await self._database.write(lambda c: c.execute(sql, (currency, connection_id)).rowcount)
        self._changes.publish(Topic.CONNECTIONS)

    async def heard(self, connection_id: int, at: datetime) -> None:
        """Note that RETM answered at `at`. Tells nobody: it happens with every call and the status shows it already."""
        sql = "UPDATE connections SET last_answer_at = ? WHERE id = ?"
        await self._database.write(lambda c: c.execute(sql, (to_text(at), connection_id)).rowcount)

    async def active_id(self, serves: str = ORDERS) -> int | None:
        """Return the active connection of a kind, or None where there is none."""
        record = await self._database.read(lambda c: _active(c, serves))
        return record.id if record else None

    async def set_active(self, connection_id: int) -> None:
        """Make this connection the active one of its kind, now and at the next start."""
        sql = "UPDATE connections SET active = (id = ?) WHERE serves = (SELECT serves FROM connections WHERE id = ?)"
        await self._database.write(lambda c: c.execute(sql, (connection_id, connection_id)).rowcount)
        self._changes.publish(Topic.CONNECTIONS)

    def read_active_now(self, serves: str = ORDERS) -> ConnectionRecord | None:
        """Return the active connection of a kind at the start, without waiting for a loop."""
        return self._database.read_now(lambda c: _active(c, serves))


def _active(connection: sqlite3.Connection, serves: str) -> ConnectionRecord | None:
    # Where none is chosen (the chosen one was disconnected), the one connected last is the likeliest.
    sql = f"{_CONNECTED} AND serves = ? ORDER BY active DESC, connected_at DESC, id DESC LIMIT 1"
    row = connection.execute(sql, (serves,)).fetchone()
    return _record(row) if row else None


def _record(row: tuple[Any, ...]) -> ConnectionRecord:
    number, provider, environment, business_id, label, currency, time_zone, state, *instants, document, serves = row
    connected_at, last_answer_at = map(from_text_or_none, instants)
    return ConnectionRecord(
        number,
        provider,
        environment,
        business_id,
        label,
        currency,
        time_zone,
        ConnectionState(state),
        connected_at,
        last_answer_at,
        document,
        serves,
    )
