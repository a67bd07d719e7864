"""What the system's keyring said; apart from the vault, whose libraries a window has no need of."""

from enum import StrEnum


class VaultState(StrEnum):
    """What the keyring said. Anything but OK: secrets live in memory until the program ends."""

    OK = "ok"
    LOCKED = "locked"
    ABSENT = "absent"
    REFUSED = "refused"
    MEMORY = "memory"
    """The operator wants nothing remembered, or the vault is not open yet."""
