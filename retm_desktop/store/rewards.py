"""The rewards book: coupons the operator manages, and every redemption RETM told of, good or refused."""

import hashlib
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from retm_desktop.domain.errors import Rejected
from retm_desktop.domain.rewards import Refusal, Reward, folded_code, refusal_of
from retm_desktop.domain.text import fold, searchable
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database, new_id
from retm_desktop.store.documents import packed, unpacked
from retm_desktop.store.instants import from_text, from_text_or_none, to_text, utc_now
from retm_desktop.store.search import words_condition

FUTURE_DOUBT = timedelta(minutes=10)
"""How far ahead of ours a till's clock may be before its time of use is not believed."""


class RedeemCall(msgspec.Struct, frozen=True):
    """What RETM's redeem webhook says (api-5053407); `used_at` is its timestamp, None where it cannot be read."""

    code: str
    branch_id: str = ""
    date: str = ""
    timestamp: str = ""
    used_at: datetime | None = None


class Redemption(msgspec.Struct, frozen=True):
    """One redemption as it was answered; `refusal` is None for a good one. `repeats` counts RETM's re-deliveries."""

    id: int
    reward_id: int | None
    code: str
    branch_id: str
    used_at: datetime | None
    received_at: datetime
    refusal: Refusal | None
    repeats: int


def find(connection: sqlite3.Connection, connection_id: int, code: str) -> Reward | None:
    """Return the reward of a code as typed, or None."""
    sql = f"{_SELECT} WHERE connection_id = ? AND code_key = ?"
    row = connection.execute(sql, (connection_id, folded_code(code))).fetchone()
    return _reward(row) if row else None


def redeem(connection: sqlite3.Connection, connection_id: int, call: RedeemCall, now: datetime) -> Refusal | None:
    """Use a reward up once, inside the caller's transaction; return why not, None for a good redemption.

    The same call again (RETM repeats what it got no answer to) gets the answer it got before and counts nothing: a call
    carries no id (api-5053407), so it is known by all five of its fields. A use counts at the time the till names.
    """
    digest = _digest(call)
    before = connection.execute(
        "SELECT id, refusal FROM redemptions WHERE connection_id = ? AND call_digest = ?", (connection_id, digest)
    ).fetchone()
    if before is not None and not before[1]:
        connection.execute("UPDATE redemptions SET repeats = repeats + 1 WHERE id = ?", (before[0],))
        return None
    reward = find(connection, connection_id, call.code)
    at = call.used_at if call.used_at is not None and call.used_at <= now + FUTURE_DOUBT else now
    refusal = Refusal.UNKNOWN if reward is None else refusal_of(reward, at, call.branch_id)
    if reward is not None and refusal is None:
        connection.execute("UPDATE rewards SET uses_left = uses_left - 1 WHERE id = ?", (reward.id,))
    values = (
        connection_id,
        digest,
        reward.id if reward else None,
        call.code,
        call.branch_id,
        to_text(call.used_at) if call.used_at else None,
        to_text(now),
        refusal or "",
    )
    connection.execute(
        "INSERT INTO redemptions"
        " (connection_id, call_digest, reward_id, code, branch_id, used_at, received_at, refusal)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (connection_id, call_digest) DO UPDATE SET"
        " reward_id = excluded.reward_id, received_at = excluded.received_at, refusal = excluded.refusal,"
        " repeats = repeats + 1",
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
        search = searchable(cleaned.code, cleaned.note, cleaned.label.en, cleaned.label.ar)
        at = to_text(self._now())

        def write(connection: sqlite3.Connection) -> int:
            other = connection.execute(
                "SELECT 1 FROM rewards WHERE connection_id = ? AND code_key = ? AND id <> ?",
                (connection_id, key, reward.id),
            ).fetchone()
            if other is not None:
                raise Rejected("the code is taken", {"code": ("taken",)})
            if not reward.id:
                sql = (
                    "INSERT INTO rewards (connection_id, code_key, uses_left, document, search, created_at, updated_at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)"
                )
                values = (connection_id, key, reward.uses_left, document, search, at, at)
                return new_id(connection.execute(sql, values))
            connection.execute(
                "UPDATE rewards SET code_key = ?, document = ?, search = ?, updated_at = ?,"
                " uses_left = iif(?, ?, uses_left) WHERE id = ? AND connection_id = ?",
                (key, document, search, at, set_uses, reward.uses_left, reward.id, connection_id),
            )
            return reward.id

        kept = await self._database.write(write)
        self.heard()
        return kept

    async def remove(self, reward_id: int) -> Reward | None:
        """Take a reward out of the book and return it, for undoing; its history stays."""

        def write(connection: sqlite3.Connection) -> Reward | None:
            row = connection.execute(f"{_SELECT} WHERE id = ?", (reward_id,)).fetchone()
            connection.execute("DELETE FROM rewards WHERE id = ?", (reward_id,))
            return _reward(row) if row else None

        removed = await self._database.write(write)
        self.heard()
        return removed

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

    async def used(self, connection_id: int) -> dict[int, int]:
        """Return how often each reward was redeemed, by its id."""
        sql = (
            "SELECT reward_id, count(*) FROM redemptions WHERE connection_id = ? AND refusal = ''"
            " AND reward_id IS NOT NULL GROUP BY reward_id"
        )
        return await self._database.read(lambda c: dict(c.execute(sql, (connection_id,)).fetchall()))

    def heard(self) -> None:
        """Tell of a change: the listener writes to the book over a connection of its own. On the window's thread."""
        self._changes.publish(Topic.REWARDS)


_SELECT = "SELECT id, uses_left, document FROM rewards"


def _reward(row: tuple[Any, ...]) -> Reward:
    number, uses_left, document = row
    # The column counts: it goes down inside the redemption's transaction, the document is the operator's last word.
    return msgspec.structs.replace(unpacked(document, Reward), id=number, uses_left=uses_left)


def _which(connection_id: int, reward_id: int | None, code: str) -> tuple[str, tuple[Any, ...]]:
    if reward_id is not None:
        return "connection_id = ? AND reward_id = ?", (connection_id, reward_id)
    if code:
        return "connection_id = ? AND instr(code, ?) > 0", (connection_id, code.strip())
    return "connection_id = ?", (connection_id,)


def _digest(call: RedeemCall) -> bytes:
    parts = (folded_code(call.code), fold(call.branch_id).strip(), call.date.strip(), call.timestamp.strip())
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
