"""A keyring for measured programs, named by PYTHON_KEYRING_BACKEND: nobody's real wallet is ever opened."""

import keyring.backend
import keyring.errors


class MemoryKeyring(keyring.backend.KeyringBackend):
    """Keeps entries until the process ends."""

    # keyring declares this as a class property of its own kind.
    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return an entry, or None."""
        return self._entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep an entry."""
        self._entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget an entry. Raises PasswordDeleteError where there is none."""
        if self._entries.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("no such entry")
