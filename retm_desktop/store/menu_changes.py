"""What was different each time the menu was read anew, and when RETM last said that it changed."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

import msgspec

from retm_desktop.domain.menu import MenuChange, Product, menu_change
from retm_desktop.store.database import Database
from retm_desktop.store.documents import packed, unpacked
from retm_desktop.store.instants import from_text_or_none

KEPT = 50
"""Changes kept for each restaurant, and the last choice of a price list however old it is."""

Documents = Sequence[tuple[str, bytes]]
"""Products as they are stored: id and document."""

_OF_A_CHOICE = (
    "SELECT id, json_extract(CAST(document AS TEXT), '$.price_list') FROM menu_changes WHERE connection_id = ?"
    " AND json_extract(CAST(document AS TEXT), '$.price_list') IS NOT NULL ORDER BY id DESC LIMIT 1"
)


def note_in(
    connection: sqlite3.Connection,
    connection_id: int,
    before: Documents,
    after: Documents,
    *,
    at: datetime,
    price_list: str,
) -> bool:
    """Keep what is different, inside the transaction that changes the menu; tell whether anything was kept.

    Where the products before had the prices of another list, the prices that differ are what the operator's choice
    brought, and are kept as that. Nothing is kept for the first menu ever but the choice of a list.
    """
    chosen = connection.execute(_OF_A_CHOICE, (connection_id,)).fetchone()
    another_list = (chosen[1] if chosen else "").casefold() != price_list.casefold()
    change = _difference(before, after, at) if before else None
    if another_list:
        repriced = change.repriced if change else ()
        compared = len({key.casefold() for key, _ in before} & {key.casefold() for key, _ in after})
        _keep(connection, connection_id, MenuChange(at, repriced=repriced, price_list=price_list, compared=compared))
        if change is not None:
            change = msgspec.structs.replace(change, repriced=())
    if change is not None and (change.added or change.removed or change.repriced or change.altered):
        _keep(connection, connection_id, change)
        return True
    return another_list


def _difference(before: Documents, after: Documents, at: datetime) -> MenuChange | None:
    """Compare two menus; only the products whose documents differ are read at all."""
    old = {key.casefold(): document for key, document in before}
    new = {key.casefold(): document for key, document in after}
    gone = [unpacked(document, Product) for key, document in old.items() if new.get(key) != document]
    come = [unpacked(document, Product) for key, document in new.items() if old.get(key) != document]
    return menu_change(gone, come, at)


def _keep(connection: sqlite3.Connection, connection_id: int, change: MenuChange) -> None:
    _, document = packed(change)
    connection.execute("INSERT INTO menu_changes (connection_id, document) VALUES (?, ?)", (connection_id, document))
    choice = connection.execute(_OF_A_CHOICE, (connection_id,)).fetchone()
    connection.execute(
        "DELETE FROM menu_changes WHERE connection_id = ? AND id <> ? AND id NOT IN"
        " (SELECT id FROM menu_changes WHERE connection_id = ? ORDER BY id DESC LIMIT ?)",
        (connection_id, choice[0] if choice else 0, connection_id, KEPT),
    )


class MenuChanges:
    """Reads them; a new one is told with the catalogue (`Topic.CATALOGUE`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self, connection_id: int, limit: int = 20) -> list[MenuChange]:
        """Return the changes of a restaurant, newest first, choices of a price list among them."""
        sql = "SELECT document FROM menu_changes WHERE connection_id = ? ORDER BY id DESC LIMIT ?"
        rows = await self._database.read(lambda c: c.execute(sql, (connection_id, limit)).fetchall())
        found = []
        for (document,) in rows:
            try:
                found.append(unpacked(document, MenuChange))
            except msgspec.DecodeError:
                continue
        return found

    async def newest(self, connection_id: int) -> tuple[MenuChange | None, MenuChange | None]:
        """Return the newest change at RETM and the newest choice of a price list, None where there is none."""

        def read(connection: sqlite3.Connection) -> list[MenuChange | None]:
            found: list[MenuChange | None] = []
            for chosen in ("NULL", "NOT NULL"):
                sql = (
                    "SELECT document FROM menu_changes WHERE connection_id = ?"  # noqa: S608 - words of ours
                    f" AND json_extract(CAST(document AS TEXT), '$.price_list') IS {chosen} ORDER BY id DESC LIMIT 1"
                )
                row = connection.execute(sql, (connection_id,)).fetchone()
                found.append(unpacked(row[0], MenuChange) if row else None)
            return found

        change, choice = await self._database.read(read)
        return change, choice

    async def told_at(self, connection_id: int) -> datetime | None:
        """Return when RETM last said, by a menu webhook, that the menu changed; None: never, as far as is known."""
        sql = "SELECT max(received_at) FROM journal WHERE connection_id = ? AND kind = 'menu'"
        row = await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchone())
        return from_text_or_none(row[0])
