"""What was different each time the menu was read anew."""

import sqlite3

import msgspec

from retm_desktop.domain.menu import MenuChange
from retm_desktop.store.database import Database
from retm_desktop.store.documents import packed, unpacked

KEPT = 50
"""Changes kept for each restaurant."""


def keep_in(connection: sqlite3.Connection, connection_id: int, change: MenuChange) -> None:
    """Keep a change inside the transaction that changed the menu, and let go of the oldest."""
    _, document = packed(change)
    connection.execute("INSERT INTO menu_changes (connection_id, document) VALUES (?, ?)", (connection_id, document))
    connection.execute(
        "DELETE FROM menu_changes WHERE connection_id = ? AND id NOT IN"
        " (SELECT id FROM menu_changes WHERE connection_id = ? ORDER BY id DESC LIMIT ?)",
        (connection_id, connection_id, KEPT),
    )


class MenuChanges:
    """Reads them; a new one is told with the catalogue (`Topic.CATALOGUE`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self, connection_id: int, limit: int = 20) -> list[MenuChange]:
        """Return the changes of a restaurant, newest first."""
        sql = "SELECT document FROM menu_changes WHERE connection_id = ? ORDER BY id DESC LIMIT ?"
        rows = await self._database.read(lambda c: c.execute(sql, (connection_id, limit)).fetchall())
        found = []
        for (document,) in rows:
            try:
                found.append(unpacked(document, MenuChange))
            except msgspec.DecodeError:
                continue
        return found
