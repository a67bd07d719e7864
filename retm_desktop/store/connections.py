"""The restaurants this program is connected to, each in one environment of one provider."""

import sqlite3
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.instants import from_text_or_none, to_text


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
    """One restaurant; `environment_document` is the JSON of the environment it was connected in."""

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


_COLUMNS = (
    "id, provider, environment, business_id, label, currency, time_zone, state, connected_at, last_answer_at, "
    "environment_document"
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
) -> int:
    """Return the id of the restaurant's row inside a transaction, made if there is none.

    A disconnected one becomes CONNECTING again; a connected one, or one to sign in again, keeps its state until new
    tokens are there, so that a failed attempt takes nothing away. The environment's document is always the newest.
    """
    row = connection.execute(
        "INSERT INTO connections (provider, environment, business_id, label, currency, time_zone, state,"
        " environment_document) VALUES (?, ?, ?, ?, ?, ?, 'connecting', ?)"
        " ON CONFLICT (provider, environment, business_id) DO UPDATE SET"
        " environment_document = excluded.environment_document, currency = excluded.currency,"
        " time_zone = excluded.time_zone, state = iif(state = 'disconnected', 'connecting', state)"
        " RETURNING id",
        (provider, environment, business_id, label or business_id, currency, time_zone, environment_document),
    ).fetchall()
    return int(row[0][0])


class Connections:
    """Reads and writes the connections; every change tells `Topic.CONNECTIONS`, except `heard`."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    async def all(self) -> list[ConnectionRecord]:
        """Return every connection that is not disconnected, oldest first."""
        return await self._database.read(lambda c: [_record(row) for row in c.execute(f"{_CONNECTED} ORDER BY id")])

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
    ) -> int:
        """Return the id of this restaurant, new (CONNECTING) or known from before with its orders."""
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
        """Set the name shown for the restaurant."""
        sql = "UPDATE connections SET label = ? WHERE id = ?"
        await self._database.write(lambda c: c.execute(sql, (label, connection_id)).rowcount)
        self._changes.publish(Topic.CONNECTIONS)

    async def heard(self, connection_id: int, at: datetime) -> None:
        """Note that RETM answered at `at`. Tells nobody: it happens with every call and the status shows it already."""
        sql = "UPDATE connections SET last_answer_at = max(ifnull(last_answer_at, ''), ?) WHERE id = ?"
        await self._database.write(lambda c: c.execute(sql, (to_text(at), connection_id)).rowcount)

    async def active_id(self) -> int | None:
        """Return the connection that is shown, or None where there is none."""
        record = await self._database.read(_active)
        return record.id if record else None

    async def set_active(self, connection_id: int) -> None:
        """Show this connection, now and at the next start."""
        sql = "UPDATE connections SET active = (id = ?)"
        await self._database.write(lambda c: c.execute(sql, (connection_id,)).rowcount)
        self._changes.publish(Topic.CONNECTIONS)

    def read_active_now(self) -> ConnectionRecord | None:
        """Return the connection to show first, without waiting for a loop."""
        return self._database.read_now(_active)


def _active(connection: sqlite3.Connection) -> ConnectionRecord | None:
    # Where none is chosen (the chosen one was disconnected), the one connected last is the likeliest.
    row = connection.execute(f"{_CONNECTED} ORDER BY active DESC, connected_at DESC, id DESC LIMIT 1").fetchone()
    return _record(row) if row else None


def _record(row: tuple[Any, ...]) -> ConnectionRecord:
    number, provider, environment, business_id, label, currency, time_zone, state, connected, answered, document = row
    return ConnectionRecord(
        number,
        provider,
        environment,
        business_id,
        label,
        currency,
        time_zone,
        ConnectionState(state),
        from_text_or_none(connected),
        from_text_or_none(answered),
        document,
    )
