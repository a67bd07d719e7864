"""What connecting keeps in the vault, and under which names."""

from datetime import datetime
from typing import Protocol, TypeVar

import msgspec

from retm_desktop.store.vault_state import VaultState

T = TypeVar("T")


class Secrets(Protocol):
    """The part of the vault that is used here."""

    state: VaultState

    async def get(self, name: str) -> str | None:
        """Return the secret, None where there is none."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Keep the secret."""
        ...

    async def delete_all(self, prefix: str) -> None:
        """Forget every secret whose name starts with `prefix`."""
        ...

    def unseal(self, sealed: bytes) -> bytes:
        """Return what was sealed; raises where the key is another one."""
        ...


class ClientCredentials(msgspec.Struct, frozen=True):
    """What the provider's portal issued for this program; `keys` are PEM texts by the name of their field."""

    client_id: str
    client_secret: str
    keys: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"ClientCredentials(client_id={self.client_id!r})"


class ReceivedCode(msgspec.Struct, frozen=True):
    """An authorization code that waits for its exchange; `received_at` is UTC."""

    code: str
    business_id: str
    received_at: datetime

    def __repr__(self) -> str:
        return f"ReceivedCode(business_id={self.business_id!r}, received_at={self.received_at!r})"


def connection_prefix(connection_id: int) -> str:
    """Return what all names of a connection start with."""
    return f"connection.{connection_id}."


def connection_tokens(connection_id: int) -> str:
    """Return the name of a connection's Tokens."""
    return f"connection.{connection_id}.tokens"


def connection_client(connection_id: int) -> str:
    """Return the name of a connection's ClientCredentials."""
    return f"connection.{connection_id}.client"


def install_prefix(install_id: int) -> str:
    """Return what all names of an install start with."""
    return f"install.{install_id}."


def install_client(install_id: int) -> str:
    """Return the name of an install's ClientCredentials."""
    return f"install.{install_id}.client"


def install_code(install_id: int) -> str:
    """Return the name of an install's ReceivedCode."""
    return f"install.{install_id}.code"


def install_tokens(install_id: int) -> str:
    """Return the name of Tokens that were received and are not yet with their connection."""
    return f"install.{install_id}.tokens"


async def keep(vault: Secrets, name: str, value: msgspec.Struct) -> None:
    """Put `value` into the vault."""
    await vault.put(name, msgspec.json.encode(value).decode())


async def kept(vault: Secrets, name: str, type_: type[T]) -> T | None:
    """Return what is kept under `name`; None where nothing is, or where it cannot be read."""
    text = await vault.get(name)
    if text is None:
        return None
    try:
        return msgspec.json.decode(text, type=type_)
    except msgspec.DecodeError:
        return None
