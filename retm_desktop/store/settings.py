"""Small choices of the operator, read from memory and written through to the store."""

import logging
import sqlite3
from concurrent.futures import Future
from typing import Any, TypeVar

import msgspec

from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database

T = TypeVar("T")

ALLOWED_PRODUCTS = "rewards.allowed_products"
"""Key: which of the two documented forms of a reward's products the till is sent, "array" or "object"."""

PUBLIC_ADDRESS = "listener.public_address"
"""Key: the address the outside world reaches our listener at, without a slash at its end."""


def price_list_key(connection_id: int) -> str:
    """Return the key of the price list whose prices the menu is read with, empty for RETM's own."""
    return f"menu.price_list.{connection_id}"


_log = logging.getLogger(__name__)


class Settings:
    """Named values of any type msgspec can write as JSON. Make it after the database is open."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes
        rows = database.read_now(lambda c: c.execute("SELECT key, value FROM settings").fetchall())
        self._values: dict[str, bytes] = {key: bytes(value) for key, value in rows}

    def get(self, key: str, type_: type[T], default: T) -> T:
        """Return the value of `key`, or `default` where there is none or it is not of `type_` any more."""
        value = self._values.get(key)
        if value is None:
            return default
        try:
            return msgspec.json.decode(value, type=type_)
        except msgspec.DecodeError:
            return default

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 - anything that can be JSON
        """Keep `value` under `key`: in memory at once, on disk soon; tells `Topic.SETTINGS` when it differs."""
        document = msgspec.json.encode(value)
        if self._values.get(key) == document:
            return
        self._values[key] = document

        def write(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (key, document))

        self._database.write_soon(write).add_done_callback(_log_failure)
        self._changes.publish(Topic.SETTINGS)


def _log_failure(done: Future[None]) -> None:
    error = done.exception()
    if error is not None:
        _log.error("a setting could not be written: %s", type(error).__name__)
