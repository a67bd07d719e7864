"""A keyring in a file: unlike one in memory it outlives a killed program, and nobody's own is touched.

Imported in the killed processes only: keyring takes every backend it meets for one of the computer's.
"""

import json
import os
from pathlib import Path

import keyring.backend
import keyring.errors

from tests.chaos.killable import PLACE


class FileKeyring(keyring.backend.KeyringBackend):
    """Keeps entries in the file of `CHAOS_KEYRING`, replaced in one step: a kill leaves the old one or the new one."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._file = Path(os.environ[PLACE])

    def get_password(self, service: str, username: str) -> str | None:
        """Return an entry, or None."""
        return self._entries().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep an entry."""
        self._replace(self._entries() | {f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Forget an entry. Raises PasswordDeleteError where there is none."""
        entries = self._entries()
        if entries.pop(f"{service}/{username}", None) is None:
            raise keyring.errors.PasswordDeleteError("no such entry")
        self._replace(entries)

    def _entries(self) -> dict[str, str]:
        try:
            entries: dict[str, str] = json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return entries

    def _replace(self, entries: dict[str, str]) -> None:
        unfinished = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        unfinished.write_text(json.dumps(entries), "utf-8")
        unfinished.replace(self._file)
