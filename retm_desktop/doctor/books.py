"""A look into the store that leaves no trace: nothing is migrated, made or held, whether or not the program runs."""

import sqlite3
import statistics
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from retm_desktop.store.connections import ORDERS
from retm_desktop.store.instants import from_text, from_text_or_none, to_text
from retm_desktop.store.migrations import APPLICATION_ID, MIGRATIONS
from retm_desktop.store.settings import PUBLIC_ADDRESS

T = TypeVar("T")

STORE_NAME = "store.sqlite3"
PORT = "listener.port"
"""Key of the setting: the listener's port."""
WEEKS = 8
"""How many weeks back the usual number of orders is learned from."""
WINDOW = timedelta(minutes=60)
_LEAST_WEEKS = 3
_READ_SECONDS = 2.0
_GRACE = timedelta(minutes=10)
"""So much older than the last webhook an order has to be younger before it counts as one nobody told of."""


class Restaurant(msgspec.Struct, frozen=True):
    """The active restaurant; `environment_document` is the JSON of the environment it was connected in."""

    id: int
    provider: str
    business_id: str
    time_zone: str
    state: str
    environment_document: bytes


class Pace(msgspec.Struct, frozen=True):
    """Orders in the last `WINDOW`, and what is usual there: the median of the same time and weekday in past weeks.

    `usual` is None where fewer than three past weeks are known.
    """

    last_at: datetime | None = None
    count: int = 0
    usual: float | None = None
    weeks: int = 0


class Waiting(msgspec.Struct, frozen=True):
    """The outbox: what has still to be sent, what failed, and since when the oldest of them waits."""

    pending: int = 0
    failed: int = 0
    oldest: datetime | None = None


class Books(msgspec.Struct, frozen=True):
    """What the store tells. `state` is a code of Check.STORE; the rest is empty where nothing could be read.

    `whole` is False where an older or damaged file did not tell everything. `untold` counts the orders that came after
    the last webhook about an order.
    """

    state: str
    version: int = 0
    size: int = 0
    whole: bool = False
    restaurant: Restaurant | None = None
    public_address: str = ""
    port: int | None = None
    paths: dict[str, str] = {}
    heard: dict[str, datetime] = {}
    untold: int = 0
    pace: Pace = Pace()
    waiting: Waiting = Waiting()


def read_books(home: Path, now: datetime) -> Books:
    """Read the store in `home` as it is at `now`; whatever is wrong with it is told in `state`."""
    path = home / STORE_NAME
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        size = 0
    except OSError:
        return Books("unreadable")
    if not size:
        return Books("missing", whole=True)
    try:
        return _read(path, now, size, frozen=not path.with_name(f"{STORE_NAME}-wal").exists())
    except sqlite3.DatabaseError:
        # The program may have started in between, and a file that changes must not be read as one that does not.
        pass
    try:
        return _read(path, now, size, frozen=False)
    except sqlite3.DatabaseError as error:
        damaged = (getattr(error, "sqlite_errorcode", 0) & 0xFF) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        return Books("damaged" if damaged else "unreadable", size=size)


def _read(path: Path, now: datetime, size: int, *, frozen: bool) -> Books:
    # A file in WAL mode that nobody has open would be given two files beside it by any reader, unless it is immutable.
    mode = "mode=ro&immutable=1" if frozen else "mode=ro"
    with closing(
        sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_READ_SECONDS, isolation_level=None)
    ) as connection:
        connection.execute("PRAGMA query_only = ON")
        if _number(connection, "PRAGMA application_id") != APPLICATION_ID:
            return Books("damaged", size=size)
        version = _number(connection, "PRAGMA user_version")
        if version > len(MIGRATIONS):
            return Books("newer", version, size)
        state = "older" if version < len(MIGRATIONS) else "ok"
        try:
            return _told(connection, now, Books(state, version, size, whole=True))
        except sqlite3.OperationalError:
            if state == "ok":
                raise
            return Books("too_old", version, size)


def _told(connection: sqlite3.Connection, now: datetime, books: Books) -> Books:
    books = msgspec.structs.replace(
        books,
        public_address=_setting(connection, PUBLIC_ADDRESS, str, ""),
        port=_setting(connection, PORT, int, 0) or None,
    )
    row = connection.execute(
        "SELECT id, provider, business_id, time_zone, state, environment_document FROM connections"
        " WHERE state <> 'disconnected' AND serves = ? ORDER BY active DESC, connected_at DESC, id DESC LIMIT 1",
        (ORDERS,),
    ).fetchone()
    if row is None:
        return books
    restaurant = Restaurant(*row)
    heard = {
        str(kind): from_text(at)
        for kind, at in connection.execute(
            "SELECT kind, max(received_at) FROM journal WHERE connection_id = ? GROUP BY kind", (restaurant.id,)
        )
    }
    return msgspec.structs.replace(
        books,
        restaurant=restaurant,
        paths=_setting(connection, f"connection.{restaurant.id}.paths", dict[str, str], {}),
        heard=heard,
        untold=_untold(connection, restaurant.id, heard),
        pace=_pace(connection, restaurant, now),
        waiting=_waiting(connection, restaurant.id),
    )


def _untold(connection: sqlite3.Connection, connection_id: int, heard: dict[str, datetime]) -> int:
    told = [at for kind, at in heard.items() if kind in ("order", "invoice")]
    if not told:
        return 0
    sql = "SELECT count(*) FROM orders WHERE connection_id = ? AND created_at > ?"
    return int(connection.execute(sql, (connection_id, to_text(max(told) + _GRACE))).fetchone()[0])


def _pace(connection: sqlite3.Connection, restaurant: Restaurant, now: datetime) -> Pace:
    """Compare with the same time of the same weekday, by the clock on the restaurant's wall."""
    first, last = connection.execute(
        "SELECT min(created_at), max(created_at) FROM orders WHERE connection_id = ? AND created_at <= ?",
        (restaurant.id, to_text(now)),
    ).fetchone()
    zone = ZoneInfo(restaurant.time_zone)
    wall = now.astimezone(zone).replace(tzinfo=None)

    def count(weeks: int) -> int:
        end = (wall - timedelta(weeks=weeks)).replace(tzinfo=zone)
        start = (wall - timedelta(weeks=weeks) - WINDOW).replace(tzinfo=zone)
        sql = "SELECT count(*) FROM orders WHERE connection_id = ? AND created_at > ? AND created_at <= ?"
        return int(connection.execute(sql, (restaurant.id, to_text(start), to_text(end))).fetchone()[0])

    if first is None:
        return Pace()
    begun = from_text(first)
    known = [weeks for weeks in range(1, WEEKS + 1) if now - timedelta(weeks=weeks) - WINDOW >= begun]
    usual = statistics.median(map(count, known)) if len(known) >= _LEAST_WEEKS else None
    return Pace(from_text(last), count(0), usual, len(known))


def _waiting(connection: sqlite3.Connection, connection_id: int) -> Waiting:
    failed, pending, oldest = connection.execute(
        "SELECT ifnull(sum(state = 'failed'), 0), ifnull(sum(state <> 'failed'), 0), min(created_at) FROM outbox"
        " WHERE connection_id = ? AND finished_at IS NULL",
        (connection_id,),
    ).fetchone()
    return Waiting(int(pending), int(failed), from_text_or_none(oldest))


def _setting(connection: sqlite3.Connection, key: str, type_: type[T], default: T) -> T:
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    try:
        return msgspec.json.decode(row[0], type=type_) if row else default
    except msgspec.DecodeError:
        return default


def _number(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])
