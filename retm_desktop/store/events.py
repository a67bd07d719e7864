"""The journal as an operator reads it: what arrived, when, what became of it, and "apply again"."""

from datetime import datetime
from typing import Any

import msgspec

from retm_desktop.domain.text import ascii_digits
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.instants import from_text, from_text_or_none


class EventRow(msgspec.Struct, frozen=True):
    """One message that arrived; `event` and `reference` are read from its body and may be empty.

    `kind` is the last part of the webhook's address (invoice, order, menu, customer, error, reward/check,
    reward/redeem) or "install". `outcome` is empty while it waits. A sealed one holds an authorization code and can be
    neither read nor applied again.
    """

    id: int
    kind: str
    received_at: datetime
    applied_at: datetime | None
    outcome: str
    detail: str
    event: str
    reference: str
    size: int
    sealed: bool


class EventQuery(msgspec.Struct, frozen=True):
    """Which messages, newest first; `trouble` leaves only those that somebody should look into.

    `text` is looked for in the bodies: a reference, an order's number, an event's name.
    """

    connection_id: int
    kind: str = ""
    trouble: bool = False
    text: str = ""


class _Told(msgspec.Struct):
    event: Any = ""
    reference: Any = ""
    reward_code: Any = ""
    endpoint: Any = ""


_COLUMNS = "id, kind, received_at, applied_at, outcome, detail, length(body), sealed, body"
FINE = ("applied", "repeated", "good")
"""Outcomes nobody has to look into: of the applier, of a repeated install callback, of a coupon that was good."""
REFUSED = "refused: %"
"""Coupons that were rightly refused: nobody has to look into these either."""


class Events:
    """Reads the journal page by page; changes of it tell `Topic.EVENTS`."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    async def page(self, query: EventQuery, offset: int, limit: int) -> list[EventRow]:
        """Return one page, newest first."""
        condition, values = _conditions(query)
        sql = f"SELECT {_COLUMNS} FROM journal WHERE {condition} ORDER BY id DESC LIMIT ? OFFSET ?"  # noqa: S608
        return await self._database.read(lambda c: [_row(row) for row in c.execute(sql, (*values, limit, offset))])

    async def count(self, query: EventQuery) -> int:
        """Return how many there are."""
        condition, values = _conditions(query)
        sql = f"SELECT count(*) FROM journal WHERE {condition}"  # noqa: S608 - a condition of ours
        return await self._database.read(lambda c: int(c.execute(sql, values).fetchone()[0]))

    async def row(self, event_id: int) -> EventRow | None:
        """Return one message, None when it is gone."""
        sql = f"SELECT {_COLUMNS} FROM journal WHERE id = ?"  # noqa: S608 - names of ours
        found = await self._database.read(lambda c: c.execute(sql, (event_id,)).fetchone())
        return _row(found) if found else None

    async def body(self, event_id: int) -> bytes:
        """Return a message's body as it came; empty for one that is sealed or gone."""
        sql = "SELECT body FROM journal WHERE id = ? AND sealed = 0"
        row = await self._database.read(lambda c: c.execute(sql, (event_id,)).fetchone())
        return bytes(row[0]) if row else b""

    async def apply_again(self, event_id: int) -> bool:
        """Let a message wait as if it had just come; False for an install callback and for calls about rewards.

        Those were answered when they came: another answer would reach nobody.
        """
        sql = (
            "UPDATE journal SET applied_at = NULL, outcome = '', detail = ''"
            " WHERE id = ? AND sealed = 0 AND kind NOT LIKE 'reward/%'"
        )
        again = await self._database.write(lambda c: c.execute(sql, (event_id,)).rowcount == 1)
        if again:
            self._changes.publish(Topic.EVENTS)
        return again

    async def last_by_kind(self, connection_id: int) -> dict[str, datetime]:
        """Return when the last message of each kind came."""
        sql = "SELECT kind, max(received_at) FROM journal WHERE connection_id = ? GROUP BY kind"
        rows = await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchall())
        return {kind: from_text(at) for kind, at in rows}

    def heard(self) -> None:
        """The listener wrote to the journal over a connection of its own; call it on the window's thread."""
        self._changes.publish(Topic.EVENTS)


def _conditions(query: EventQuery) -> tuple[str, list[Any]]:
    conditions = ["connection_id = ?"]
    parameters: list[Any] = [query.connection_id]
    if query.kind:
        conditions.append("kind = ?")
        parameters.append(query.kind)
    if query.trouble:
        conditions.append(f"outcome NOT IN ({', '.join('?' * len(FINE))}) AND outcome NOT LIKE ?")
        parameters += (*FINE, REFUSED)
    wanted = ascii_digits(query.text).strip().lower()
    if wanted:
        conditions.append("sealed = 0 AND instr(lower(CAST(body AS TEXT)), ?) > 0")
        parameters.append(wanted)
    return " AND ".join(conditions), parameters


def _row(row: tuple[Any, ...]) -> EventRow:
    number, kind, received_at, applied_at, outcome, detail, size, sealed, body = row
    told = _told(body) if not sealed else _Told()
    return EventRow(
        number,
        kind,
        from_text(received_at),
        from_text_or_none(applied_at),
        outcome,
        detail,
        _text(told.event),
        _text(told.reference) or _text(told.reward_code) or _text(told.endpoint),
        size,
        bool(sealed),
    )


def _told(body: bytes) -> _Told:
    try:
        return msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"), type=_Told)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return _Told()


def _text(value: object) -> str:
    return str(value)[:200] if isinstance(value, str | int) and not isinstance(value, bool) else ""
