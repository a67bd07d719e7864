"""The rewards book: coupons the operator manages, and every redemption RETM told of, good or refused."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from retm_desktop.domain.errors import Rejected
from retm_desktop.domain.rewards import Refusal, Reward, folded_code, refusal_of
from retm_desktop.domain.text import ascii_digits, fold, searchable
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database, connect, new_id, told_errors
from retm_desktop.store.documents import packed, unpacked
from retm_desktop.store.instants import from_text, from_text_or_none, to_text, utc_now
from retm_desktop.store.search import words_condition

FUTURE_DOUBT = timedelta(minutes=10)
"""How far ahead of ours a till's clock may be before its time of use is not believed."""
PAST_DOUBT = timedelta(days=3)
"""How late a redemption may be told; a till that names an older time has lost its clock."""
REPEATED_WITHIN = timedelta(minutes=10)
"""So long a call without a time of day counts as told again; after that it is another use of the same day."""


class RedeemCall(msgspec.Struct, frozen=True):
    """What RETM's redeem webhook says (api-5053407); `timestamp` is empty where it names no time of day.

    `used_at` is when that was, at the latest: the end of its day where only that is known, None where nothing is.
    """

    code: str
    branch_id: str = ""
    date: str = ""
    timestamp: str = ""
    used_at: datetime | None = None


class Redemption(msgspec.Struct, frozen=True):
    """One redemption as it was answered; `refusal` is None for a good one. `repeats` counts RETM's re-deliveries.

    `used_at` is None where the till named no time of day.
    """

    id: int
    reward_id: int | None
    code: str
    branch_id: str
    used_at: datetime | None
    received_at: datetime
    refusal: Refusal | None
    repeats: int


class Removed(msgspec.Struct, frozen=True):
    """A reward that was taken out of the book, with the redemptions that were its own."""

    reward: Reward
    redemptions: tuple[int, ...]


class Found(msgspec.Struct, frozen=True):
    """Whose question it is, and the reward it is about, None where the book has none of this code."""

    connection_id: int
    reward: Reward | None


class TillBook:
    """The book as the till's questions find it: over a connection that only reads, so that no writer is waited for.

    For one thread at a time. Both methods raise what the store raises; the file must have been opened by `Database`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def open(self) -> None:
        """Connect."""
        with told_errors():
            self._connection = connect(self._path, read_only=True, any_thread=True)

    def close(self) -> None:
        """Disconnect; safe to call twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def look_up(self, token_hash: bytes, code: str) -> Found | None:
        """Return what the caller with this token (its SHA-256) asks about; None for a token that is not known."""
        if self._connection is None:
            raise RuntimeError("the book is closed")
        sql = (
            "SELECT webhook_tokens.connection_id, rewards.id, rewards.uses_left, rewards.document FROM webhook_tokens"
            " LEFT JOIN rewards ON rewards.connection_id = webhook_tokens.connection_id AND rewards.code_key = ?"
            " WHERE webhook_tokens.token_hash = ?"
        )
        with told_errors():
            # Every step of SQLite lets other threads run Python: one statement keeps a cashier waiting the least.
            rows = self._connection.execute(sql, (folded_code(code), token_hash)).fetchall()
        if not rows:
            return None
        connection_id, *reward = rows[0]
        return Found(connection_id, _reward(tuple(reward)) if reward[0] is not None else None)


def redeem(connection: sqlite3.Connection, connection_id: int, call: RedeemCall, now: datetime) -> Refusal | None:
    """Use a reward up once, inside the caller's transaction; return why not, None for a good redemption.

    The same call again (RETM repeats what it got no answer to, or another than 2xx) gets the answer it got before and
    counts nothing. A call carries no id (api-5053407), so it is known by all it says. A use counts at the time the
    till names, as far as that can be believed.
    """
    said = _digest(call)
    before = _told_before(connection, connection_id, call, said, now)
    if before is not None:
        connection.execute("UPDATE redemptions SET repeats = repeats + 1 WHERE id = ?", (before[0],))
        return Refusal(before[1]) if before[1] else None
    row = connection.execute(
        f"{_SELECT} WHERE connection_id = ? AND code_key = ?", (connection_id, folded_code(call.code))
    ).fetchone()
    reward = _reward(row) if row else None
    told = call.used_at
    at = told if told is not None and now - PAST_DOUBT <= told <= now + FUTURE_DOUBT else now
    refusal = Refusal.UNKNOWN if reward is None else refusal_of(reward, at, call.branch_id)
    if reward is not None and refusal is None:
        connection.execute("UPDATE rewards SET uses_left = uses_left - 1 WHERE id = ?", (reward.id,))
    values = (
        connection_id,
        said if call.timestamp else said + to_text(now).encode(),
        reward.id if reward else None,
        ascii_digits(call.code),
        call.branch_id,
        to_text(told) if told is not None and call.timestamp else None,
        to_text(now),
        refusal or "",
    )
    connection.execute(
        "INSERT INTO redemptions"
        " (connection_id, call_digest, reward_id, code, branch_id, used_at, received_at, refusal)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    return refusal


class Rewards:
    """The book for views; every change tells `Topic.REWARDS`."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._changes = changes
        self._now = now

    async def page(self, connection_id: int, text: str, offset: int, limit: int) -> list[Reward]:
        """Return rewards whose code or note holds every word of `text`, newest first."""
        condition, words = words_condition("search", text)
        sql = f"{_SELECT} WHERE connection_id = ? AND {condition or 'true'} ORDER BY id DESC LIMIT ? OFFSET ?"
        values = (connection_id, *words, limit, offset)
        return await self._database.read(lambda c: [_reward(row) for row in c.execute(sql, values)])

    async def count(self, connection_id: int, text: str = "") -> int:
        """Return how many there are."""
        condition, words = words_condition("search", text)
        sql = f"SELECT count(*) FROM rewards WHERE connection_id = ? AND {condition or 'true'}"  # noqa: S608
        return await self._database.read(lambda c: int(c.execute(sql, (connection_id, *words)).fetchone()[0]))

    async def get(self, reward_id: int) -> Reward | None:
        """Return one reward, or None."""
        row = await self._database.read(lambda c: c.execute(f"{_SELECT} WHERE id = ?", (reward_id,)).fetchone())
        return _reward(row) if row else None

    async def save(self, connection_id: int, reward: Reward, *, set_uses: bool = True) -> int:
        """Keep a reward, new where its id is 0, and return its id.

        `set_uses` False leaves the uses as they are in the book: a till may have counted one down since the form was
        opened.

        Raises:
            Rejected: another reward has this code (field `code`).
        """
        cleaned, document = packed(reward)
        key = folded_code(cleaned.code)
        search = _search_text(cleaned)
        at = to_text(self._now())

        def write(connection: sqlite3.Connection) -> int:
            other = connection.execute(
                "SELECT 1 FROM rewards WHERE connection_id = ? AND code_key = ? AND id <> ?",
                (connection_id, key, reward.id),
            ).fetchone()
            if other is not None:
                raise Rejected("the code is taken", {"code": ("taken",)})
            changed = connection.execute(
                "UPDATE rewards SET code_key = ?, document = ?, search = ?, updated_at = ?,"
                " uses_left = iif(?, ?, uses_left) WHERE id = ? AND connection_id = ?",
                (key, document, search, at, set_uses, reward.uses_left, reward.id, connection_id),
            ).rowcount
            if changed:
                return reward.id
            # New, or taken out of the book while its form was open: nothing the operator wrote is dropped.
            return _add(connection, None, connection_id, key, reward.uses_left, document, search, at)

        kept = await self._database.write(write)
        self.heard()
        return kept

    async def switch(self, reward_id: int, *, on: bool) -> None:
        """Make a reward good at the till or not; everything else of it stays as it is in the book."""

        def write(connection: sqlite3.Connection) -> None:
            row = connection.execute(f"{_SELECT} WHERE id = ?", (reward_id,)).fetchone()
            if row is not None:
                _, document = packed(msgspec.structs.replace(_reward(row), active=on))
                sql = "UPDATE rewards SET document = ?, updated_at = ? WHERE id = ?"
                connection.execute(sql, (document, to_text(self._now()), reward_id))

        await self._database.write(write)
        self.heard()

    async def remove(self, reward_id: int) -> Removed | None:
        """Take a reward out of the book and return it, for `put_back`; its history stays."""

        def write(connection: sqlite3.Connection) -> Removed | None:
            row = connection.execute(f"{_SELECT} WHERE id = ?", (reward_id,)).fetchone()
            own = connection.execute("SELECT id FROM redemptions WHERE reward_id = ?", (reward_id,)).fetchall()
            connection.execute("DELETE FROM rewards WHERE id = ?", (reward_id,))
            return Removed(_reward(row), tuple(number for (number,) in own)) if row else None

        removed = await self._database.write(write)
        self.heard()
        return removed

    async def put_back(self, connection_id: int, removed: Removed) -> None:
        """Undo `remove`: the same reward in the same place, with its uses and its history.

        Raises:
            Rejected: another reward has got this code meanwhile (field `code`).
        """
        reward = removed.reward
        _, document = packed(reward)
        at = to_text(self._now())

        def write(connection: sqlite3.Connection) -> None:
            key = folded_code(reward.code)
            sql = "SELECT 1 FROM rewards WHERE connection_id = ? AND code_key = ?"
            if connection.execute(sql, (connection_id, key)).fetchone() is not None:
                raise Rejected("the code is taken", {"code": ("taken",)})
            _add(connection, reward.id, connection_id, key, reward.uses_left, document, _search_text(reward), at)
            relinked = [(reward.id, number) for number in removed.redemptions]
            connection.executemany("UPDATE redemptions SET reward_id = ? WHERE id = ?", relinked)

        await self._database.write(write)
        self.heard()

    async def history(
        self, connection_id: int, offset: int, limit: int, *, reward_id: int | None = None, code: str = ""
    ) -> list[Redemption]:
        """Return redemptions, newest first: all, those of one reward, or those of a code."""
        condition, values = _which(connection_id, reward_id, code)
        sql = (
            "SELECT id, reward_id, code, branch_id, used_at, received_at, refusal, repeats FROM redemptions"  # noqa: S608
            f" WHERE {condition} ORDER BY id DESC LIMIT ? OFFSET ?"
        )
        rows = await self._database.read(lambda c: c.execute(sql, (*values, limit, offset)).fetchall())
        return [
            Redemption(
                number,
                known,
                typed,
                branch_id,
                from_text_or_none(used_at),
                from_text(received_at),
                Refusal(refusal) if refusal else None,
                repeats,
            )
            for number, known, typed, branch_id, used_at, received_at, refusal, repeats in rows
        ]

    async def history_count(self, connection_id: int, *, reward_id: int | None = None, code: str = "") -> int:
        """Return how many redemptions there are."""
        condition, values = _which(connection_id, reward_id, code)
        sql = f"SELECT count(*) FROM redemptions WHERE {condition}"  # noqa: S608 - a condition of ours
        return await self._database.read(lambda c: int(c.execute(sql, values).fetchone()[0]))

    async def used(self, reward_ids: Sequence[int]) -> dict[int, int]:
        """Return how often each of these rewards was redeemed, by its id; those that never were are left out."""
        sql = (
            "SELECT reward_id, count(*) FROM redemptions WHERE refusal = ''"  # noqa: S608 - only question marks
            f" AND reward_id IN ({', '.join('?' * len(reward_ids))}) GROUP BY reward_id"
        )
        return await self._database.read(lambda c: dict(c.execute(sql, tuple(reward_ids)).fetchall()))

    async def by_code(self, connection_id: int, code: str) -> Reward | None:
        """Return the reward the till would find for a code as typed, or None."""
        sql = f"{_SELECT} WHERE connection_id = ? AND code_key = ?"
        values = (connection_id, folded_code(code))
        row = await self._database.read(lambda c: c.execute(sql, values).fetchone())
        return _reward(row) if row else None

    def heard(self) -> None:
        """Tell of a change: the listener writes to the book over a connection of its own. On the window's thread."""
        self._changes.publish(Topic.REWARDS)


_SELECT = "SELECT id, uses_left, document FROM rewards"


def _reward(row: tuple[Any, ...]) -> Reward:
    number, uses_left, document = row
    # The column counts: it goes down inside the redemption's transaction, the document is the operator's last word.
    return msgspec.structs.replace(unpacked(document, Reward), id=number, uses_left=uses_left)


def _add(  # noqa: PLR0917 - the columns of one row
    connection: sqlite3.Connection,
    number: int | None,
    connection_id: int,
    key: str,
    uses_left: int | None,
    document: bytes,
    search: str,
    at: str,
) -> int:
    sql = (
        "INSERT INTO rewards (id, connection_id, code_key, uses_left, document, search, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    )
    return new_id(connection.execute(sql, (number, connection_id, key, uses_left, document, search, at, at)))


def _search_text(reward: Reward) -> str:
    return searchable(reward.code, reward.note, reward.label.en, reward.label.ar)


def _which(connection_id: int, reward_id: int | None, code: str) -> tuple[str, tuple[Any, ...]]:
    if reward_id is not None:
        return "connection_id = ? AND reward_id = ?", (connection_id, reward_id)
    if code:
        return "connection_id = ? AND instr(lower(code), lower(?)) > 0", (connection_id, ascii_digits(code).strip())
    return "connection_id = ?", (connection_id,)


def _told_before(
    connection: sqlite3.Connection, connection_id: int, call: RedeemCall, said: bytes, now: datetime
) -> tuple[int, str] | None:
    """Return id and refusal of the redemption this call is a repeat of, None when it is a new one."""
    known: tuple[int, str] | None
    if call.timestamp:
        sql = "SELECT id, refusal FROM redemptions WHERE connection_id = ? AND call_digest = ?"
        known = connection.execute(sql, (connection_id, said)).fetchone()
    else:
        sql = (
            "SELECT id, refusal FROM redemptions WHERE connection_id = ? AND call_digest > ? AND call_digest < ?"
            " AND received_at >= ? ORDER BY id DESC LIMIT 1"
        )
        since = to_text(now - REPEATED_WITHIN)
        known = connection.execute(sql, (connection_id, said, said + b"\xff", since)).fetchone()
    return known


def _digest(call: RedeemCall) -> bytes:
    parts = (folded_code(call.code), fold(call.branch_id).strip(), call.date.strip(), call.timestamp.strip())
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
