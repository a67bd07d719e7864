"""A damaged store: kept aside as it is, and a new one begun with what RETM cannot give back.

Orders, invoices and the menu are read from RETM again. What only this computer knew is taken over from the damaged
file as far as it can be read. A start that is killed in the midst of it is taken up by the next.
"""

import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from retm_desktop.domain.errors import StoreDamaged
from retm_desktop.domain.intents import CancelOrder, CreateOrder, Intent, MoveOrder
from retm_desktop.domain.menu import MenuChange
from retm_desktop.domain.orders import Order
from retm_desktop.domain.payments import PaymentStore
from retm_desktop.domain.rewards import Reward
from retm_desktop.domain.stages import Stage
from retm_desktop.store.connections import ConnectionState
from retm_desktop.store.database import (
    Damage,
    Database,
    beside_of,
    connect,
    marker_of,
    put_in_place,
    told_errors,
    transaction,
)
from retm_desktop.store.installs import InstallStatus
from retm_desktop.store.instants import from_text, utc_now
from retm_desktop.store.intake import Incoming, Source, documents_of, insert_own, take_in
from retm_desktop.store.outbox import ActionState, _order_of
from retm_desktop.store.payment_stores import EditState
from retm_desktop.store.payments import PaymentState, PaymentWay
from retm_desktop.store.remains import Remains, Row

log = logging.getLogger(__name__)

RESCUED = "store.rescued"
"""Key of the settings: what the operator has not put away yet of the last rescue (`Rescued`)."""
_NOT_SETTINGS = ("pull.", "invoices.", "store.")
"""How keys begin that say how far RETM was read: into the store that is not there any more."""


class Rescued(msgspec.Struct, frozen=True):
    """What became of a damaged store.

    `kept` is the name of the file it is now, in the same folder; `restaurants` and `unsent` count the connections and
    the unsent actions that were taken over; `whole` says that nothing of what was looked for was unreadable.
    """

    at: datetime
    why: str
    kept: str
    restaurants: int = 0
    unsent: int = 0
    whole: bool = True


def open_store(path: Path, now: Callable[[], datetime] = utc_now) -> Database:
    """Return the store at `path`, opened; one that is damaged, as is seen now or was in the last run, is rescued first.

    Raises StoreNewer, StoreDamaged (a file that is not ours, which is left alone) or DiskFull.
    """
    database = Database(path)
    with told_errors():
        if not marker_of(path).exists():
            try:
                database.open()
            except Damage as error:
                _mark(path, "", error.detail)
            else:
                return database
        _rescue(path, now())
    database.open()
    return database


def _rescue(path: Path, at: datetime) -> None:
    if path.exists():
        with suppress(StoreDamaged, sqlite3.Error, UnicodeDecodeError):
            # A newer program knows better what is in its file.
            Database(path).refuse_newer()
    kept_name, _, why = marker_of(path).read_text("utf-8", errors="replace").partition("\n")
    if not kept_name:
        kept_name = _free_name(path, at)
        _mark(path, kept_name, why)
    kept = path.with_name(kept_name)
    if not (kept.exists() and path.exists()):
        log.error("the store is damaged (%s): it is kept as %s", why, kept_name)
        _move_aside(path, kept)
        new = path.with_name(path.name + ".rescued")
        rescued = _made_anew(kept, new, Rescued(at, why, kept_name))
        put_in_place(new, path)
        log.info("taken over: %d restaurants, %d unsent actions", rescued.restaurants, rescued.unsent)
    marker_of(path).unlink()


def _mark(path: Path, kept_name: str, why: str) -> None:
    """Write down that the store is damaged and, once it is chosen, the name it is kept under."""
    marker = marker_of(path)
    unfinished = marker.with_name(marker.name + ".part")
    unfinished.write_text(f"{kept_name}\n{why}", "utf-8")
    put_in_place(unfinished, marker)


def _free_name(path: Path, at: datetime) -> str:
    stem = f"{path.stem}.damaged-{at:%Y%m%dT%H%M%SZ}"
    turn = 1
    while True:
        name = f"{stem}{path.suffix}" if turn == 1 else f"{stem}-{turn}{path.suffix}"
        kept = path.with_name(name)
        if not any(one.exists() for one in (kept, *beside_of(kept))):
            return name
        turn += 1


def _move_aside(path: Path, kept: Path) -> None:
    """Give the file its other name, the database last: until then the next start begins with this again."""
    for beside, kept_beside in zip(beside_of(path), beside_of(kept), strict=True):
        if beside.exists() and not kept.exists():
            beside.rename(kept_beside)
    if path.exists():
        path.rename(kept)
    else:
        kept.touch()


def _made_anew(kept: Path, new: Path, told: Rescued) -> Rescued:
    """Make the store at `new`, closed and with no WAL left, out of what `kept` still says; return what it holds."""
    for left in (new, *beside_of(new)):
        left.unlink(missing_ok=True)
    empty = Database(new)
    empty.open()
    empty.close()
    remains = Remains(kept, new.with_name(new.name + ".copy"), new)
    try:
        remains.open()
        with closing(connect(new)) as connection, transaction(connection):
            taking = _TakingOver(remains, connection, told.at)
            taking.run()
            told = msgspec.structs.replace(
                told, restaurants=taking.restaurants, unsent=taking.unsent, whole=taking.whole and remains.whole
            )
            sql = "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)"
            connection.execute(sql, (RESCUED, msgspec.json.encode(told)))
    finally:
        remains.close()
    return told


def _json(type_: Any) -> Callable[[Any], object]:  # noqa: ANN401 - whatever msgspec can read
    return msgspec.json.Decoder(type_).decode


_FIELDS = _json(dict[str, tuple[str, ...]])
_SOUND: dict[tuple[str, str], Callable[[Any], object]] = {
    ("connections", "state"): ConnectionState,
    ("connections", "environment_document"): _json(dict[str, Any]),
    ("installs", "status"): InstallStatus,
    ("installs", "environment_document"): _json(dict[str, Any]),
    ("outbox", "state"): ActionState,
    ("outbox", "intent"): _json(Intent),
    ("outbox", "error_fields"): _FIELDS,
    ("rewards", "document"): _json(Reward),
    ("menu_changes", "document"): _json(MenuChange),
    ("payments", "way"): PaymentWay,
    ("payments", "state"): PaymentState,
    ("payment_store_edits", "document"): _json(PaymentStore),
    ("payment_store_edits", "state"): EditState,
    ("payment_store_edits", "error_fields"): _FIELDS,
}
"""What the program reads out of a column without a doubt: a value that fails here would fail there."""
_TYPES: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "TEXT": (str,), "BLOB": (bytes, str)}


class _TakingOver:
    """Takes the rows only this computer knows from the remains into a new store; a row that is not sound stays behind.

    An action that was not sent, or was being sent, counts as one whose outcome is unknown: what the store said of it
    last may be what is damaged, so RETM's list is looked at before it is sent.
    """

    def __init__(self, remains: Remains, new: sqlite3.Connection, at: datetime) -> None:
        self._remains = remains
        self._new = new
        self._at = at
        self._keys: dict[int, int | None] = {}
        self.restaurants = 0
        self.unsent = 0
        self.whole = True

    def run(self) -> None:
        """Take over everything, parents before children."""
        self.restaurants = self._all("connections", self._remains.rows("connections"))
        settings = self._remains.rows("settings", key="key")
        self._all("settings", (row for row in settings if not str(row["key"]).startswith(_NOT_SETTINGS)))
        self._all("webhook_tokens", self._remains.rows("webhook_tokens", key="token_hash"))
        for table in ("installs", "rewards", "redemptions", "menu_changes", "payment_store_edits", "absences"):
            self._all(table, self._remains.rows(table))
        links = self._remains.rows("payment_store_links", key="connection_id, restaurant_id, branch_id")
        self._all("payment_store_links", links)
        # What arrived and was acknowledged, but is in no order yet: nobody sends it again.
        self._all("journal", self._remains.rows("journal", "applied_at IS NULL"))
        self.unsent = self._all("outbox", self._actions())
        self._all("payments", self._payments())

    def _all(self, table: str, rows: Iterator[Row]) -> int:
        """Put every sound row into the table; return how many."""
        columns = {name: kind for _, name, kind, *_ in self._new.execute(f"PRAGMA table_info({table})")}
        count = 0
        for row in rows:
            known = {name: value for name, value in row.items() if name in columns}
            try:
                for name, value in known.items():
                    _check(table, name, columns[name], value)
                places = ", ".join("?" * len(known))
                sql = f"INSERT INTO {table} ({', '.join(known)}) VALUES ({places})"  # noqa: S608 - names of ours
                self._new.execute(sql, tuple(known.values()))
            except (sqlite3.IntegrityError, ValueError, TypeError, OverflowError):
                # Its restaurant is not there, it is there twice, or it says what no row of ours says.
                self.whole = False
            else:
                count += 1
        return count

    def _actions(self) -> Iterator[Row]:
        for row in self._remains.rows("outbox", "finished_at IS NULL"):
            if row["state"] in (ActionState.PENDING, ActionState.SENDING):
                row |= {"state": "unknown", "error_code": "outcome_unknown", "next_try_at": row["created_at"]}
            try:
                intent = msgspec.json.decode(row["intent"], type=Intent)
            except (msgspec.DecodeError, TypeError):
                self.whole = False
                continue
            if row["order_key"] is not None:
                row["order_key"] = self._order(row["order_key"], row["connection_id"], intent)
            if row["order_key"] is None and isinstance(intent, CreateOrder | MoveOrder | CancelOrder):
                self.whole = False
                continue
            yield row

    def _payments(self) -> Iterator[Row]:
        for row in self._remains.rows("payments"):
            if row["order_key"] is not None:
                row["order_key"] = self._order(row["order_key"], row["connection_id"])
            yield row

    def _order(self, old: Any, connection_id: Any, intent: object = None) -> int | None:  # noqa: ANN401 - damaged
        """Return the key of an order in the new store, which it is put into when it is first asked for."""
        if not isinstance(old, int):
            return None
        if self._keys.get(old) is None:
            order = self._read_order(old)
            if order is None and isinstance(intent, CreateOrder):
                order = _order_of(intent, self._at)
            self._keys[old] = self._put_order(connection_id, order) if order is not None else None
        return self._keys[old]

    def _put_order(self, connection_id: Any, order: Order) -> int | None:  # noqa: ANN401 - damaged
        self._new.execute("SAVEPOINT one_order")
        try:
            if not (order.id or order.number):
                key = insert_own(self._new, connection_id, order, order.created_at or self._at)
            else:
                # Without RETM's own document: the next reading brings that, and finds that it is another.
                one = Incoming(order, b"", Source.RECONCILE, self._at)
                applied = take_in(self._new, connection_id, [one])
                key = (*applied.new, *applied.changed)[0]
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError, ValueError, TypeError, IndexError):
            self.whole = False
            self._new.execute("ROLLBACK TO one_order")
            return None
        finally:
            self._new.execute("RELEASE one_order")
        return key

    def _read_order(self, key: int) -> Order | None:
        """Return an order as it was stored; of one whose document cannot be read, what its row says."""
        documents, row = self._remains.row("order_documents", key), self._remains.row("orders", key)
        order = Order()
        if documents is not None:
            try:
                order, _ = documents_of(documents["document"], documents["raw"])
            except (zlib.error, msgspec.DecodeError, ValueError, TypeError):
                self.whole = False
        if row is not None:
            try:
                # What counts is the row: RETM's id may have been learned after the document.
                order = msgspec.structs.replace(
                    order,
                    id=_text(row["retm_id"]) or order.id,
                    number=_text(row["number"]) or order.number,
                    partner_reference=_text(row["partner_reference"]) or order.partner_reference,
                    branch_id=_text(row["branch_id"]) or order.branch_id,
                    created_at=order.created_at or from_text(row["created_at"]),
                    stage=Stage(row["stage"]),
                )
            except (ValueError, TypeError):
                self.whole = False
        return order if order.id or order.number or order.partner_reference else None


def _check(table: str, column: str, kind: str, value: object) -> None:
    """Raise ValueError or TypeError for a value that the program would not have written there."""
    if value is None:
        return
    if not isinstance(value, _TYPES[kind]):
        raise TypeError(f"{table}.{column} is no {kind}")
    if column.endswith("_at") and isinstance(value, str):
        from_text(value)
    sound = _SOUND.get((table, column))
    if sound is not None:
        sound(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
