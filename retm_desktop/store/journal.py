"""What arrived from outside, on disk before it is answered: install callbacks and webhooks, in the order they came."""

import hmac
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from retm_desktop.domain.errors import ConsentDenied
from retm_desktop.domain.rewards import Refusal
from retm_desktop.store import rewards
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.connections import ORDERS, connection_for
from retm_desktop.store.database import Database, connect, new_id, told_errors, transaction
from retm_desktop.store.installs import InstallStatus
from retm_desktop.store.instants import from_text, to_text, utc_now
from retm_desktop.store.rewards import RedeemCall

GOOD = "good"
"""Outcome of a call about a reward that was good."""
_USUAL_ZONE = "Asia/Riyadh"
_ROWS_AT_ONCE = 100
_CHECKPOINT_PAGES = 8192
"""Pages of the write-ahead log (32 MiB) after which the journal moves them itself, should nobody else write."""


class InstallVerdict(StrEnum):
    """What became of an install callback."""

    ACCEPTED = "accepted"
    DENIED = "denied"
    UNKNOWN_STATE = "unknown_state"
    EXPIRED = "expired"
    USED = "used"


class JournalRow(msgspec.Struct, frozen=True):
    """One message as it came; `sealed` says that `body` has to be unsealed by the vault."""

    id: int
    kind: str
    connection_id: int
    received_at: datetime
    body: bytes
    sealed: bool


class CheckRow(msgspec.Struct, frozen=True):
    """A question of the till as it came, and `reward_outcome` of its answer."""

    connection_id: int
    body: bytes
    received_at: datetime
    outcome: str


class _Attempt(msgspec.Struct, frozen=True):
    """What judging a callback needs of an attempt."""

    id: int
    provider: str
    environment: str
    environment_document: bytes
    code_hash: bytes | None
    status: str
    expires_at: datetime
    business_id: str
    connection_id: int | None


class _Place(msgspec.Struct):
    """What a connection needs of the environment's document."""

    currency: str = "SAR"
    time_zone: str = "Asia/Riyadh"
    serves: str = ORDERS


class Journal:
    """Writes the journal over a connection of its own, for one thread that may wait for the disk: the listener's.

    Every method is synchronous and on disk (synchronous=FULL) when it returns; raises DiskFull or StoreDamaged with
    nothing written. The file must have been opened by `Database` before.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._together = False

    def open(self) -> None:
        """Connect, on the thread that will use it."""
        with told_errors():
            self._connection = connect(self._path)
            # The store's own writer moves the log into the file, so that no webhook waits for that.
            self._connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")

    def close(self) -> None:
        """Disconnect, on the same thread; safe to call twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of all the calls in the block: on disk, every one of them, when it ends.

        A call that raises leaves nothing of its own and spoils no other. Raises DiskFull or StoreDamaged where the
        transaction as a whole is lost; nothing was written then.
        """
        with told_errors(), transaction(self._open()):
            self._together = True
            try:
                yield
            finally:
                self._together = False

    @property
    def lost(self) -> bool:
        """Inside `together`: tell whether SQLite has given up the whole transaction, as it may on a full disk."""
        return self._together and not self._open().in_transaction

    def accept_install(  # noqa: PLR0917 - one call of the listener's, everything in it needed
        self,
        state_hash: bytes,
        business_id: str,
        code_hash: bytes,
        sealed_body: bytes,
        webhook_token_hash: bytes | None,
        now: datetime,
    ) -> InstallVerdict:
        """Judge an install callback and, if it is ours and in time, keep it; all in one transaction.

        The hashes are SHA-256. A state counts once. A provider may repeat itself when our answer was lost, a browser
        when its page is loaded again: the same state with the same code and business is accepted again, noted, and not
        worked on twice; its new token counts as well. `business_id` is empty where the attempt knows it from its
        beginning, `webhook_token_hash` None where webhooks carry no token of ours.
        """
        with self._one() as connection:
            attempt = _attempt(connection, state_hash)
            if attempt is None:
                return InstallVerdict.UNKNOWN_STATE
            business_id, at = business_id or attempt.business_id, to_text(now)
            if not business_id:
                return InstallVerdict.UNKNOWN_STATE
            if attempt.code_hash is not None:
                known = attempt.connection_id
                same = attempt.business_id == business_id and hmac.compare_digest(attempt.code_hash, code_hash)
                if known is None or not same:
                    return InstallVerdict.USED
                self._keep_token(connection, webhook_token_hash, known, at)
                self._append(connection, "install", known, sealed_body, at, sealed=True, outcome="repeated")
                return InstallVerdict.ACCEPTED
            if (refused := _waits_no_more(connection, attempt, now)) is not None:
                return refused
            place = _place(attempt.environment_document)
            connection_id = connection_for(
                connection,
                attempt.provider,
                attempt.environment,
                business_id,
                label="",
                currency=place.currency,
                time_zone=place.time_zone,
                environment_document=attempt.environment_document,
                serves=place.serves,
            )
            connection.execute(
                "UPDATE installs SET status = 'code_received', code_hash = ?, business_id = ?, connection_id = ?,"
                " updated_at = ? WHERE id = ?",
                (code_hash, business_id, connection_id, at, attempt.id),
            )
            self._keep_token(connection, webhook_token_hash, connection_id, at)
            self._append(connection, "install", connection_id, sealed_body, at, sealed=True)
            return InstallVerdict.ACCEPTED

    def deny_install(self, state_hash: bytes, now: datetime) -> InstallVerdict:
        """End an attempt whose merchant said no; a repeat is DENIED again. An attempt that has a code keeps it."""
        with self._one() as connection:
            attempt = _attempt(connection, state_hash)
            if attempt is None:
                return InstallVerdict.UNKNOWN_STATE
            if attempt.status == InstallStatus.DENIED:
                return InstallVerdict.DENIED
            if (refused := _waits_no_more(connection, attempt, now)) is not None:
                return refused
            connection.execute(
                "UPDATE installs SET status = 'denied', reason = ?, updated_at = ? WHERE id = ?",
                (ConsentDenied.code, to_text(now), attempt.id),
            )
            return InstallVerdict.DENIED

    def connection_of_token(self, token_hash: bytes) -> int | None:
        """Return the connection whose webhooks carry the token of this SHA-256, or None."""
        with told_errors():
            row = (
                self._open()
                .execute("SELECT connection_id FROM webhook_tokens WHERE token_hash = ?", (token_hash,))
                .fetchone()
            )
        return int(row[0]) if row else None

    def append_heard(self, kind: str, token_hash: bytes, body: bytes, now: datetime) -> bool:
        """Keep a webhook's body as it came; False where the token of this SHA-256 is not known.

        In one statement: for every step of SQLite this thread asks for the interpreter, which the window may hold.
        """
        sql = (
            "INSERT INTO journal (kind, connection_id, received_at, sealed, body, outcome)"
            " SELECT ?, connection_id, ?, FALSE, ?, '' FROM webhook_tokens WHERE token_hash = ?"
        )
        with told_errors():
            return self._open().execute(sql, (kind, to_text(now), body, token_hash)).rowcount == 1

    def append(self, kind: str, connection_id: int, body: bytes, now: datetime) -> int:
        """Keep a webhook's body as it came and return its number; a repeated one is kept again."""
        with self._one() as connection:
            return self._append(connection, kind, connection_id, body, to_text(now), sealed=False)

    def append_checks(self, rows: Sequence[CheckRow]) -> None:
        """Keep questions of the till that have been answered; none of them waits.

        All in one statement: for every step of SQLite this thread asks for the interpreter, and a cashier is waiting.
        """
        columns = "(kind, connection_id, received_at, sealed, body, outcome, applied_at)"
        with self._one() as connection:
            for start in range(0, len(rows), _ROWS_AT_ONCE):
                some = rows[start : start + _ROWS_AT_ONCE]
                values: list[object] = []
                for row in some:
                    at = to_text(row.received_at)
                    values += ("reward/check", row.connection_id, at, False, row.body, row.outcome, at)
                places = ", ".join(["(?, ?, ?, ?, ?, ?, ?)"] * len(some))
                connection.execute(f"INSERT INTO journal {columns} VALUES {places}", values)  # noqa: S608

    def zone_of(self, connection_id: int) -> ZoneInfo:
        """Return the time zone of a restaurant, in which RETM's dates are."""
        with told_errors():
            sql = "SELECT time_zone FROM connections WHERE id = ?"
            row = self._open().execute(sql, (connection_id,)).fetchone()
        try:
            return ZoneInfo(row[0] if row else _USUAL_ZONE)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo(_USUAL_ZONE)

    def redeem_reward(self, connection_id: int, call: RedeemCall, body: bytes, now: datetime) -> Refusal | None:
        """Keep the call and use the reward up once, in one transaction; return why not, None when it is done."""
        with self._one() as connection:
            refusal = rewards.redeem(connection, connection_id, call, now)
            outcome = reward_outcome(refusal)
            self._append(connection, "reward/redeem", connection_id, body, to_text(now), sealed=False, outcome=outcome)
            return refusal

    @contextmanager
    def _one(self) -> Iterator[sqlite3.Connection]:
        """Run one call: in a transaction of its own, or as a part of the one it is in together with others."""
        connection = self._open()
        if not self._together:
            with told_errors(), transaction(connection):
                yield connection
            return
        with told_errors():
            connection.execute("SAVEPOINT one")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK TO one")
                    connection.execute("RELEASE one")
                raise
            connection.execute("RELEASE one")

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise RuntimeError("the journal is closed")
        return self._connection

    @staticmethod
    def _keep_token(connection: sqlite3.Connection, token_hash: bytes | None, connection_id: int, at: str) -> None:
        if token_hash is not None:
            connection.execute(
                "INSERT OR REPLACE INTO webhook_tokens (token_hash, connection_id, issued_at) VALUES (?, ?, ?)",
                (token_hash, connection_id, at),
            )

    @staticmethod
    def _append(
        connection: sqlite3.Connection,
        kind: str,
        connection_id: int,
        body: bytes,
        at: str,
        *,
        sealed: bool,
        outcome: str = "",
    ) -> int:
        cursor = connection.execute(
            "INSERT INTO journal (kind, connection_id, received_at, sealed, body, outcome, applied_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (kind, connection_id, at, sealed, body, outcome, at if outcome else None),
        )
        return new_id(cursor)


class JournalReader:
    """Reads what waits in the journal and marks what was done with it."""

    def __init__(
        self, database: Database, now: Callable[[], datetime] = utc_now, changes: Changes | None = None
    ) -> None:
        """`changes` are told `Topic.EVENTS` when rows were marked."""
        self._database = database
        self._now = now
        self._changes = changes

    async def waiting(self, limit: int = 200) -> list[JournalRow]:
        """Return what is not marked yet, in the order it came."""
        sql = (
            "SELECT id, kind, connection_id, received_at, body, sealed FROM journal"
            " WHERE applied_at IS NULL ORDER BY id LIMIT ?"
        )
        rows = await self._database.read(lambda c: c.execute(sql, (limit,)).fetchall())
        return [
            JournalRow(number, kind, connection_id, from_text(received_at), body, bool(sealed))
            for number, kind, connection_id, received_at, body, sealed in rows
        ]

    async def mark(self, ids: Iterable[int], outcome: str, detail: str = "") -> None:
        """Mark rows as worked on: they do not wait any more."""
        values = [(to_text(self._now()), outcome, detail, number) for number in ids]
        sql = "UPDATE journal SET applied_at = ?, outcome = ?, detail = ? WHERE id = ?"
        await self._database.write(lambda c: c.executemany(sql, values).rowcount)
        if self._changes is not None:
            self._changes.publish(Topic.EVENTS)


def reward_outcome(refusal: Refusal | None) -> str:
    """Return what the journal says became of a call about a reward."""
    return f"refused: {refusal}" if refusal else GOOD


def _attempt(connection: sqlite3.Connection, state_hash: bytes) -> _Attempt | None:
    # Compared in constant time, one by one: the state is a secret, and there are only ever a few attempts.
    rows = connection.execute(
        "SELECT id, provider, environment, environment_document, state_hash, code_hash, status, expires_at,"
        " business_id, connection_id FROM installs ORDER BY id DESC LIMIT 100"
    ).fetchall()
    matching = [row for row in rows if hmac.compare_digest(row[4], state_hash)]
    if not matching:
        return None
    number, provider, environment, document, _, code_hash, status, expires_at, business_id, known = matching[0]
    expires = from_text(expires_at)
    return _Attempt(number, provider, environment, document, code_hash, status, expires, business_id, known)


def _waits_no_more(connection: sqlite3.Connection, attempt: _Attempt, now: datetime) -> InstallVerdict | None:
    """Return why an attempt takes no answer any more, None while it does; one whose time is over expires here."""
    if attempt.status == InstallStatus.EXPIRED:
        return InstallVerdict.EXPIRED
    if attempt.status != InstallStatus.WAITING:
        return InstallVerdict.USED
    if attempt.expires_at <= now:
        sql = "UPDATE installs SET status = 'expired', updated_at = ? WHERE id = ?"
        connection.execute(sql, (to_text(now), attempt.id))
        return InstallVerdict.EXPIRED
    return None


def _place(document: bytes) -> _Place:
    try:
        return msgspec.json.decode(document, type=_Place)
    except msgspec.DecodeError:
        return _Place()
