"""A keyring for the length of a tour: a rehearsal never touches the operator's own."""

import keyring
import keyring.backend
import keyring.errors


class TourKeyring(keyring.backend.KeyringBackend):
    """Keeps entries in memory until the tour ends."""

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


def use_tour_keyring() -> None:
    """Make every vault of this process use a keyring that ends with it."""
    keyring.set_keyring(TourKeyring())
