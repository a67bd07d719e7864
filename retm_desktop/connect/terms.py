"""The words of connecting that all providers share: credentials' fields, callbacks, and where one connects."""

from enum import StrEnum
from typing import ClassVar, Protocol

import msgspec


class CredentialKind(StrEnum):
    """How a credential is entered: in the open, hidden, or as a key in PEM form from a file or pasted."""

    TEXT = "text"
    SECRET = "secret"  # noqa: S105 - a kind, no secret
    KEY = "key"


class CredentialField(msgspec.Struct, frozen=True):
    """One thing a provider's portal issues and the operator enters.

    `name` is "client_id", "client_secret", or for a KEY its name among `ClientCredentials.keys`.
    """

    name: str
    kind: CredentialKind


class CallbackBy(StrEnum):
    """Who brings the authorization code: the provider's server by POST, or the merchant's browser by GET.

    A server is answered in JSON, a browser is shown a page.
    """

    SERVER = "server"
    BROWSER = "browser"


class InstallCallback(msgspec.Struct, frozen=True):
    """What an install callback, or a pasted one, says.

    `business_id` is empty where the callback does not tell it, `state` where it was not handed back. `denied` is the
    provider's word for a refusal, and then there is no code.
    """

    code: str
    business_id: str
    state: str = ""
    denied: str = ""

    def __repr__(self) -> str:
        return f"InstallCallback(business_id={self.business_id!r}, denied={self.denied!r})"


class ConnectableEnvironment(Protocol):
    """What connecting needs of an environment, whichever provider's it is: a msgspec struct, kept as JSON."""

    provider: ClassVar[str]
    """The name in `PROVIDERS`."""

    @property
    def serves(self) -> str:
        """What a connection is for: "orders" or "payments"; part of the JSON, since the store reads it there."""
        ...

    @property
    def name(self) -> str:
        """The name it is chosen and kept by; no two environments share one."""
        ...

    @property
    def label(self) -> str:
        """The name on screen."""
        ...

    @property
    def consent_url(self) -> str:
        """Where the merchant allows access, without a query."""
        ...

    @property
    def consent_hosts(self) -> frozenset[str]:
        """Hosts the consent browser may visit (see `browser_rules`)."""
        ...
