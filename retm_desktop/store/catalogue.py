"""What RETM tells of the restaurant beside its orders: menu, branches, devices, customers, with the raw documents."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import msgspec

from retm_desktop.domain.business import Customer
from retm_desktop.domain.text import BilingualText, searchable
from retm_desktop.slices import in_slices
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.documents import packed, unpacked
from retm_desktop.store.instants import from_text_or_none, to_text
from retm_desktop.store.menu_changes import note_in
from retm_desktop.store.search import searchable_phone, words_condition

T = TypeVar("T", bound=msgspec.Struct)


class Kind(StrEnum):
    """What an entry is."""

    CATEGORY = "category"
    GROUP = "group"
    PRODUCT = "product"
    BRANCH = "branch"
    DEVICE = "device"
    ORDER_TYPE = "order_type"
    PRICE_LIST = "price_list"
    PAYMENT_METHOD = "payment_method"
    CHARGE = "charge"
    TAX = "tax"
    CUSTOMER = "customer"

    @property
    def topic(self) -> Topic:
        """What is told when entries of this kind change."""
        return Topic.CUSTOMERS if self is Kind.CUSTOMER else Topic.CATALOGUE


_INSERT = (
    "INSERT INTO catalogue (connection_id, kind, position, entry_id, search, document, raw)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_ALL = "SELECT document FROM catalogue WHERE connection_id = ? AND kind = ? ORDER BY position"


class Catalogue:
    """Reads and replaces the lists; every change tells the topic of its kind."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    async def replace(
        self,
        connection_id: int,
        kind: Kind,
        entries: Sequence[tuple[msgspec.Struct, bytes]],
        at: datetime,
        *,
        price_list: str = "",
    ) -> bool:
        """Make `entries` (value and RETM's document, in RETM's order) the whole list; True when anything differs.

        `price_list` is the id of the list whose prices the products have, empty for RETM's own.
        """
        prepared = await in_slices(lambda entry: _prepared(*entry), entries)

        def write(connection: sqlite3.Connection) -> bool:
            _refreshed(connection, connection_id, kind, at)
            held = connection.execute(
                "SELECT entry_id, search, document, raw FROM catalogue WHERE connection_id = ? AND kind = ?"
                " ORDER BY position",
                (connection_id, kind),
            ).fetchall()
            noted = False
            if kind is Kind.PRODUCT:
                before, after = ([(entry[0], entry[2]) for entry in entries] for entries in (held, prepared))
                noted = note_in(connection, connection_id, before, after, at=at, price_list=price_list)
            if held == prepared:
                return noted
            connection.execute("DELETE FROM catalogue WHERE connection_id = ? AND kind = ?", (connection_id, kind))
            connection.executemany(
                _INSERT, ((connection_id, kind, position, *entry) for position, entry in enumerate(prepared))
            )
            return True

        return self._told(kind, await self._database.write(write))

    async def upsert(
        self, connection_id: int, kind: Kind, entries: Sequence[tuple[msgspec.Struct, bytes]], at: datetime
    ) -> bool:
        """Put single entries in place by their id, new ones at the end; True when anything differs."""
        prepared = [_prepared(value, raw) for value, raw in entries]

        def write(connection: sqlite3.Connection) -> bool:
            return sum(_put(connection, connection_id, kind, entry) for entry in prepared) > 0

        return self._told(kind, await self._database.write(write))

    async def remove(self, connection_id: int, kind: Kind, ids: Sequence[str]) -> bool:
        """Take entries out by their ids; True when any was there."""

        def write(connection: sqlite3.Connection) -> bool:
            sql = "DELETE FROM catalogue WHERE connection_id = ? AND kind = ? AND entry_id = ?"
            return connection.executemany(sql, [(connection_id, kind, one) for one in ids]).rowcount > 0

        return self._told(kind, await self._database.write(write))

    async def all(self, connection_id: int, kind: Kind, type_: type[T]) -> list[T]:
        """Return every entry of `kind` as `type_`, in RETM's order."""
        rows = await self._database.read(lambda c: c.execute(_ALL, (connection_id, kind)).fetchall())
        return await in_slices(lambda row: unpacked(row[0], type_), rows)

    def all_now(self, connection_id: int, kind: Kind, type_: type[T]) -> list[T]:
        """Like `all`, on the calling thread, for the first paint."""
        values = (connection_id, kind)
        return self._database.read_now(lambda c: [unpacked(row[0], type_) for row in c.execute(_ALL, values)])

    async def page(
        self, connection_id: int, kind: Kind, type_: type[T], *, text: str = "", offset: int = 0, limit: int = 50
    ) -> list[T]:
        """Return the entries from `offset` on whose texts hold every word of `text`, in RETM's order."""
        condition, words = words_condition("search", text, signed_phones=kind is Kind.CUSTOMER)
        sql = (
            "SELECT document FROM catalogue WHERE connection_id = ? AND kind = ?"  # noqa: S608 - a condition of ours
            f" AND {condition or 'true'} ORDER BY position LIMIT ? OFFSET ?"
        )
        values = (connection_id, kind, *words, limit, offset)
        return await self._database.read(lambda c: [unpacked(row[0], type_) for row in c.execute(sql, values)])

    async def count(self, connection_id: int, kind: Kind, text: str = "") -> int:
        """Return how many entries there are whose texts hold every word of `text`."""
        condition, words = words_condition("search", text, signed_phones=kind is Kind.CUSTOMER)
        sql = f"SELECT count(*) FROM catalogue WHERE connection_id = ? AND kind = ? AND {condition or 'true'}"  # noqa: S608
        values = (connection_id, kind, *words)
        return await self._database.read(lambda c: int(c.execute(sql, values).fetchone()[0]))

    async def get(self, connection_id: int, kind: Kind, entry_id: str, type_: type[T]) -> tuple[T, bytes] | None:
        """Return one entry, by its id in any letter case, and RETM's own document of it; None where there is none."""
        sql = "SELECT document, raw FROM catalogue WHERE connection_id = ? AND kind = ? AND entry_id = ?"
        values = (connection_id, kind, entry_id)
        row = await self._database.read(lambda c: c.execute(sql, values).fetchone())
        return (unpacked(row[0], type_), bytes(row[1])) if row else None

    async def refreshed_at(self, connection_id: int, kind: Kind) -> datetime | None:
        """Return when the whole list was last read from RETM, or None."""
        sql = "SELECT at FROM catalogue_refreshes WHERE connection_id = ? AND kind = ?"
        row = await self._database.read(lambda c: c.execute(sql, (connection_id, kind)).fetchone())
        return from_text_or_none(row[0] if row else None)

    def _told(self, kind: Kind, different: bool) -> bool:
        if different:
            self._changes.publish(kind.topic)
        return different


def _prepared(value: msgspec.Struct, raw: bytes) -> tuple[str, str, bytes, bytes]:
    cleaned, document = packed(value)
    return str(getattr(cleaned, "id", "")), _search_text(cleaned), document, raw


def _search_text(value: msgspec.Struct) -> str:
    name = getattr(value, "name", BilingualText())
    words = [name.en, name.ar]
    if isinstance(value, Customer):
        return searchable(*words, searchable_phone(value.phone), value.email)
    return searchable(*words, str(getattr(value, "id", "")), str(getattr(value, "sku", "")))


def put_in(connection: sqlite3.Connection, connection_id: int, kind: Kind, value: msgspec.Struct, raw: bytes) -> bool:
    """Put one entry in place by its id, inside the caller's transaction, a new one at the end; True when it differs."""
    return _put(connection, connection_id, kind, _prepared(value, raw))


def _put(connection: sqlite3.Connection, connection_id: int, kind: Kind, entry: tuple[str, str, bytes, bytes]) -> bool:
    held = connection.execute(
        "SELECT id, entry_id, search, document, raw FROM catalogue WHERE connection_id = ? AND kind = ?"
        " AND entry_id = ? AND entry_id <> ''",
        (connection_id, kind, entry[0]),
    ).fetchone()
    if held is None:
        connection.execute(
            "INSERT INTO catalogue (connection_id, kind, position, entry_id, search, document, raw)"
            " SELECT ?1, ?2, ifnull(max(position) + 1, 0), ?3, ?4, ?5, ?6 FROM catalogue"
            " WHERE connection_id = ?1 AND kind = ?2",
            (connection_id, kind, *entry),
        )
    elif held[1:] != entry:
        connection.execute(
            "UPDATE catalogue SET entry_id = ?, search = ?, document = ?, raw = ? WHERE id = ?",
            (*entry, held[0]),
        )
    else:
        return False
    return True


def _refreshed(connection: sqlite3.Connection, connection_id: int, kind: Kind, at: datetime) -> None:
    sql = "INSERT OR REPLACE INTO catalogue_refreshes (connection_id, kind, at) VALUES (?, ?, ?)"
    connection.execute(sql, (connection_id, kind, to_text(at)))
