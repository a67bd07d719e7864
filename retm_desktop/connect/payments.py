"""What taking payments needs of a provider once it is connected, and the providers that can: one row each."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

import httpx
import msgspec

from retm_desktop.connect.sealed import ClientCredentials
from retm_desktop.domain.errors import OperatorError, UnreadableAnswer
from retm_desktop.providers.auth import TokenSource
from retm_desktop.providers.documents import decode
from retm_desktop.providers.payment_service import PaymentService
from retm_desktop.providers.revenue_monster import keys, signing, wire
from retm_desktop.providers.revenue_monster.client import RevenueMonsterClient
from retm_desktop.providers.revenue_monster.environment import Environment

_MOST_LETTERS = 64


class PaymentProvider(Protocol):
    """A connected payment account. Environments travel as the JSON document the store keeps of them."""

    def service(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        credentials: ClientCredentials,
        source: TokenSource,
        now: Callable[[], datetime],
    ) -> PaymentService:
        """Return the account's calls. `http` must repeat nothing by itself. Raises Rejected for a key that is none."""
        ...

    def notify_address(self, environment: bytes) -> str:
        """Return where the service is told to call after a payment."""
        ...

    def reference_of(self, credentials: ClientCredentials, headers: Mapping[str, str], body: bytes) -> str | None:
        """Return our reference of the payment a genuine call is about, "" for one about something else.

        None for a call that is not signed by the service. Harmless on any input; from any thread.
        """
        ...


class RevenueMonsterPayments:
    """Revenue Monster's open API, every call signed with the application's key."""

    def service(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        credentials: ClientCredentials,
        source: TokenSource,
        now: Callable[[], datetime],
    ) -> PaymentService:
        """Return a client that signs with the private key the operator entered."""

        async def basic() -> tuple[str, str]:
            return credentials.client_id, credentials.client_secret

        signer = signing.Signer(keys.private_key(credentials.keys.get("private_key", "")))
        return RevenueMonsterClient(http, _own(environment), source, signer, now=now, credentials=basic)

    def notify_address(self, environment: bytes) -> str:
        """Return the address it was connected with."""
        return _own(environment).notify_url

    def reference_of(self, credentials: ClientCredentials, headers: Mapping[str, str], body: bytes) -> str | None:
        """Verify with the server's public key (D2, D3: verify-signature) and read the order's id."""
        try:
            key = keys.public_key(credentials.keys.get("server_public_key", ""))
        except OperatorError:
            return None
        if not signing.verify(key, headers, body):
            return None
        try:
            return wire.told_transaction(decode(body)).order_id[:_MOST_LETTERS]
        except UnreadableAnswer:
            return ""


def _own(document: bytes) -> Environment:
    return msgspec.json.decode(document, type=Environment)


PAYMENT_PROVIDERS: Mapping[str, PaymentProvider] = {"revenue-monster": RevenueMonsterPayments()}
"""By the name that is kept with connections."""
