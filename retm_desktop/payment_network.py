"""The part of the program that talks to the payment account in use: its client, its session, its signed calls to us."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec

from retm_desktop.connect.payments import PAYMENT_PROVIDERS, PaymentProvider
from retm_desktop.connect.sealed import ClientCredentials, Secrets, connection_client, kept
from retm_desktop.connect.tokens import TokenKeeper
from retm_desktop.domain.errors import KeyringUnavailable, SignInExpired
from retm_desktop.listener.payment_hint import PaymentHint
from retm_desktop.providers.payment_service import PaymentService
from retm_desktop.providers.transport import http_client
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import ConnectionRecord
from retm_desktop.store.payment_stores import PaymentStores
from retm_desktop.store.payments import Payments
from retm_desktop.store.takings import Takings
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.background import Background
from retm_desktop.sync.payments.session import PaymentSession

log = logging.getLogger(__name__)


class _Hint(msgspec.Struct):
    """What is kept of a call: which payment to ask about, and nothing of who paid."""

    reference: str = ""


class _Verifier(msgspec.Struct, frozen=True):
    """What the listener's thread needs to tell a genuine call; replaced whole, so that no lock is needed."""

    connection_id: int
    provider: PaymentProvider
    credentials: ClientCredentials


class PaymentNetwork:
    """Serves one payment account at a time."""

    def __init__(
        self,
        *,
        payments: Payments,
        stores: PaymentStores,
        takings: Takings,
        changes: Changes,
        vault: Secrets,
        background: Background,
        now: Callable[[], datetime],
        listener_address: Callable[[], str],
        providers: Mapping[str, PaymentProvider] = PAYMENT_PROVIDERS,
    ) -> None:
        self.session: PaymentSession | None = None
        self._payments = payments
        self._stores = stores
        self._takings = takings
        self._changes = changes
        self._vault = vault
        self._background = background
        self._now = now
        self._listener_address = listener_address
        self._providers = providers
        # A nonce is good once: whoever signs repeats by itself, with a signature of its own.
        self._http = http_client(repeat_reads=False)
        self._service: PaymentService | None = None
        self._verifier: _Verifier | None = None
        self._make: Callable[[], PaymentService] | None = None

    async def serve(self, connection: ConnectionRecord | None, keeper: TokenKeeper | None) -> None:
        """Take payments with this account, whose tokens `keeper` has, from now on.

        Payments of the account before that are under way stay in the store.
        """
        if self.session is not None:
            session, self.session = self.session, None
            await session.stop()
        self._service = self._verifier = self._make = None
        if connection is None or keeper is None:
            return
        provider = self._providers[connection.provider]
        environment = connection.environment_document
        credentials = await kept(self._vault, connection_client(connection.id), ClientCredentials)
        if credentials is not None:
            self._verifier = _Verifier(connection.id, provider, credentials)
            known = credentials
            self._make = lambda: provider.service(self._http, environment, known, keeper, self._now)

        async def token_ends() -> datetime | None:
            return (await keeper.state()).expires_at

        session = PaymentSession(
            connection,
            self._present_service,
            payments=self._payments,
            stores=self._stores,
            takings=self._takings,
            changes=self._changes,
            vault=self._vault,
            background=self._background,
            now=self._now,
            return_address=lambda: f"{self._listener_address()}/paid",
            notify_address=lambda: provider.notify_address(environment),
            token_ends=token_ends,
        )
        self.session = session
        session.start()

    def verify(self, headers: Mapping[str, str], body: bytes) -> PaymentHint | None:
        """Tell what a signed call is about, None for one that is not genuine; on the listener's thread."""
        verifier = self._verifier
        if verifier is None:
            return None
        reference = verifier.provider.reference_of(verifier.credentials, headers, body)
        if reference is None:
            return None
        return PaymentHint(verifier.connection_id, msgspec.json.encode(_Hint(reference)))

    def heard(self, connection_id: int, body: bytes) -> None:
        """A genuine call was stored: ask the service about that payment."""
        session = self.session
        if session is None or session.connection.id != connection_id:
            return
        reference = msgspec.json.decode(body, type=_Hint).reference
        if reference:
            self._background.spawn(session.charges.heard(reference), name=f"payment called {reference}", replace=True)
        session.refresh()

    async def woke(self) -> None:
        """After sleep kept-alive connections are dead: a new client, then ask what became of payments."""
        old, self._http = self._http, http_client(repeat_reads=False)
        self._service = None
        try:
            if self.session is not None:
                await self.session.charges.resume()
                self.session.refresh()
        finally:
            await old.aclose()

    async def stop(self) -> None:
        """End the session and close the client."""
        await self.serve(None, None)
        await self._http.aclose()

    def _present_service(self) -> PaymentService:
        if self._service is None:
            if self._make is None and self._vault.state is VaultState.LOCKED:
                raise KeyringUnavailable("the keyring is locked")
            if self._make is None:
                raise SignInExpired("no credentials are kept")
            self._service = self._make()
        return self._service
