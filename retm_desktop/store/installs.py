"""Attempts to connect an account, kept so that one survives a crash between consent and token."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database, new_id
from retm_desktop.store.instants import from_text, to_text, utc_now


class InstallStatus(StrEnum):
    """How far an attempt is."""

    WAITING = "waiting"
    CODE_RECEIVED = "code_received"
    EXCHANGING = "exchanging"
    CONNECTED = "connected"
    DENIED = "denied"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"

    @property
    def is_finished(self) -> bool:
        """True once nothing more will come of this attempt."""
        return self not in UNFINISHED


UNFINISHED = (InstallStatus.WAITING, InstallStatus.CODE_RECEIVED, InstallStatus.EXCHANGING)


class InstallRecord(msgspec.Struct, frozen=True):
    """One attempt; `reason` is the code of the error it failed with."""

    id: int
    provider: str
    environment: str
    environment_document: bytes
    status: InstallStatus
    reason: str
    business_id: str
    connection_id: int | None
    created_at: datetime
    expires_at: datetime
    updated_at: datetime


_COLUMNS = (
    "id, provider, environment, environment_document, status, reason, business_id, connection_id, created_at, "
    "expires_at, updated_at"
)
_SELECT = f"SELECT {_COLUMNS} FROM installs"  # noqa: S608 - names of ours


class Installs:
    """Reads and writes the attempts; every change tells `Topic.INSTALLS`."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._changes = changes
        self._now = now

    async def begin(  # noqa: PLR0917 - as one reads it: for whom, where, what for, until when
        self,
        provider: str,
        environment: str,
        environment_document: bytes,
        state_hash: bytes,
        expires_at: datetime,
        now: datetime,
        *,
        business_id: str = "",
    ) -> int:
        """Start waiting for consent and cancel any other waiting attempt; `state_hash` is the SHA-256 of the state.

        `business_id` is empty where only the callback tells it.
        """

        def write(connection: sqlite3.Connection) -> int:
            at = to_text(now)
            connection.execute(
                "UPDATE installs SET status = 'cancelled', updated_at = ? WHERE status = 'waiting'", (at,)
            )
            cursor = connection.execute(
                "INSERT INTO installs (provider, environment, environment_document, state_hash, business_id,"
                " status, created_at, expires_at, updated_at) VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?)",
                (provider, environment, environment_document, state_hash, business_id, at, to_text(expires_at), at),
            )
            return new_id(cursor)

        number = await self._database.write(write)
        self._changes.publish(Topic.INSTALLS)
        return number

    async def get(self, install_id: int) -> InstallRecord | None:
        """Return one attempt, or None."""
        return await self._one(f"{_SELECT} WHERE id = ?", install_id)

    async def latest(self) -> InstallRecord | None:
        """Return the attempt begun last, or None."""
        return await self._one(f"{_SELECT} ORDER BY id DESC LIMIT 1")

    async def of_state(self, state_hash: bytes) -> InstallRecord | None:
        """Return the attempt with this state, or None."""
        return await self._one(f"{_SELECT} WHERE state_hash = ? ORDER BY id DESC LIMIT 1", state_hash)

    async def unfinished(self) -> list[InstallRecord]:
        """Return every attempt that may still come to something, oldest first."""
        sql = f"{_SELECT} WHERE status IN ('waiting', 'code_received', 'exchanging') ORDER BY id"
        return await self._database.read(lambda c: [_record(row) for row in c.execute(sql)])

    async def set_status(
        self,
        install_id: int,
        status: InstallStatus,
        reason: str = "",
        connection_id: int | None = None,
        business_id: str = "",
    ) -> None:
        """Move an attempt on; a connection or business told once is kept when later calls leave it out."""
        sql = (
            "UPDATE installs SET status = ?, reason = ?, connection_id = ifnull(?, connection_id),"
            " business_id = iif(? = '', business_id, ?), updated_at = ? WHERE id = ?"
        )
        values = (status, reason, connection_id, business_id, business_id, to_text(self._now()), install_id)
        await self._database.write(lambda c: c.execute(sql, values).rowcount)
        self._changes.publish(Topic.INSTALLS)

    def heard(self) -> None:
        """The listener wrote to the attempts over a connection of its own; call it on the window's thread."""
        self._changes.publish(Topic.INSTALLS)

    async def _one(self, sql: str, *values: int | bytes) -> InstallRecord | None:
        row = await self._database.read(lambda c: c.execute(sql, values).fetchone())
        return _record(row) if row else None


def _record(row: tuple[Any, ...]) -> InstallRecord:
    number, provider, environment, document, status, reason, business, connection_id, *instants = row
    created_at, expires_at, updated_at = map(from_text, instants)
    return InstallRecord(
        number,
        provider,
        environment,
        document,
        InstallStatus(status),
        reason,
        business,
        connection_id,
        created_at,
        expires_at,
        updated_at,
    )
