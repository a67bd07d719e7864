"""Connecting an account: from consent to tokens, each step kept, so that a crash in between resumes."""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import httpx
import msgspec

from retm_desktop.connect.exchange import CODE_LIFE, Exchange
from retm_desktop.connect.pasted import read_pasted
from retm_desktop.connect.provider import PROVIDERS, Provider
from retm_desktop.connect.sealed import (
    ClientCredentials,
    ReceivedCode,
    Secrets,
    connection_client,
    connection_prefix,
    connection_tokens,
    install_client,
    install_code,
    install_prefix,
    install_tokens,
    keep,
    kept,
)
from retm_desktop.connect.spawner import Spawner
from retm_desktop.connect.terms import ConnectableEnvironment
from retm_desktop.domain.errors import (
    ConsentDenied,
    ConsentExpired,
    KeyringUnavailable,
    OperatorError,
    Rejected,
    StateMismatch,
)
from retm_desktop.providers.tokens import Tokens
from retm_desktop.store.connections import ORDERS, Connections, ConnectionState
from retm_desktop.store.installs import InstallRecord, Installs, InstallStatus
from retm_desktop.store.journal import JournalRow
from retm_desktop.store.vault_state import VaultState

log = logging.getLogger(__name__)

CONSENT_TIME = timedelta(minutes=10)
NAME_SECONDS = 15.0
"""How long the account's name is waited for: it is shown, and nothing else needs it."""


class Begun(msgspec.Struct, frozen=True):
    """An install that waits for consent; `consent_address` holds the state and belongs into no log.

    `environment` is the one that was begun with, prepared: with the hosts its consent page may lead to.
    """

    install_id: int
    consent_address: str
    expires_at: datetime
    environment: ConnectableEnvironment

    def __repr__(self) -> str:
        return f"Begun(install_id={self.install_id})"


class Installer:
    """Takes installs from "waiting for consent" to "connected", "denied", "failed", "expired" or "cancelled".

    Order of keeping, so that any crash leaves something to go on with:

    1. the row and the client credentials, before the consent page is shown;
    2. the listener's journal row (sealed), before the provider, or the merchant's browser, gets its answer;
    3. the code, in the vault, before the journal row counts as done;
    4. the tokens, in the vault under the install, as soon as they come;
    5. tokens and credentials under the connection, then the connection's and the install's state.
    """

    def __init__(
        self,
        *,
        installs: Installs,
        connections: Connections,
        vault: Secrets,
        http: httpx.AsyncClient,
        now: Callable[[], datetime],
        background: Spawner,
        listener_address: Callable[[], str],
        public_address: Callable[[], str] = lambda: "",
        providers: Mapping[str, Provider] = PROVIDERS,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`http` carries no token and repeats nothing by itself; `pause` waits seconds between attempts.

        The two addresses are the listener's own and the one that leads to it from outside (empty: none is known).
        """
        self._installs = installs
        self._connections = connections
        self._vault = vault
        self._http = http
        self._now = now
        self._background = background
        self._listener_address = listener_address
        self._public_address = public_address
        self._providers = providers
        self._codes = Exchange(http, now, pause)
        self._running: dict[int, asyncio.Task[None]] = {}
        self._begun_at = now()
        self._sealed: dict[int, JournalRow] = {}

    async def begin(
        self,
        environment: ConnectableEnvironment,
        client_id: str,
        client_secret: str,
        keys: Mapping[str, str] = MappingProxyType({}),
    ) -> Begun:
        """Start an install; any other that waits for consent is cancelled as a whole.

        Raises Rejected by the names of the provider's fields, and what its `ready` raises (ClockWrong, Offline); then
        nothing was begun, and the other goes on.
        """
        provider = self._providers[environment.provider]
        client = provider.checked(ClientCredentials(client_id, client_secret, dict(keys)))
        prepared = provider.prepared(
            environment, listener_address=self._listener_address(), public_address=self._public_address()
        )
        document = msgspec.json.encode(prepared)
        await provider.ready(self._http, document, self._now())
        state = secrets.token_urlsafe(32)
        address = provider.consent_address(document, client.client_id, state)
        now = self._now()
        expires_at = now + CONSENT_TIME
        replaced = [old.id for old in await self._installs.unfinished() if old.status is InstallStatus.WAITING]
        install_id = await self._installs.begin(
            environment.provider,
            environment.name,
            document,
            _sha256(state),
            expires_at,
            now,
            business_id=provider.business_id(client),
        )
        try:
            await keep(self._vault, install_client(install_id), client)
        except OperatorError as error:
            await self._installs.set_status(install_id, InstallStatus.FAILED, error.code)
            raise
        for old_id in replaced:
            await self._vault.delete_all(install_prefix(old_id))
        return Begun(install_id, address, expires_at, prepared)

    async def received(self, row: JournalRow) -> None:
        """Take up an install callback from the journal; returns when its code is kept, the exchange goes on alone.

        A repeat of a callback that is being worked on, or is done, changes nothing. While the keyring is locked
        the row is put aside for `resume`. Raises UnreadableAnswer for a row no listener stores.
        """
        connection = await self._connections.get(row.connection_id)
        if connection is None:
            return
        try:
            body = self._vault.unseal(row.body) if row.sealed else row.body
        except Exception as error:  # Whatever the cause: what was sealed with a lost key stays closed.
            log.info("journal row %d cannot be opened: %s", row.id, type(error).__name__)
            if self._vault.state is VaultState.LOCKED:
                self._sealed[row.id] = row
                return
            for lost in await self._installs.unfinished():
                if lost.connection_id == row.connection_id and lost.status is InstallStatus.CODE_RECEIVED:
                    await self._fail(lost, KeyringUnavailable.code)
            return
        provider = self._providers[connection.provider]
        callback = provider.parse_callback(body)
        install = await self._installs.of_state(_sha256(callback.state))
        if install is None or install.status is not InstallStatus.CODE_RECEIVED or install.id in self._running:
            return
        business_id = callback.business_id or install.business_id
        try:
            provider.check_business(install.environment_document, business_id)
        except Rejected as error:
            await self._fail(install, error.code)
            return
        await keep(self._vault, install_code(install.id), ReceivedCode(callback.code, business_id, row.received_at))
        self._start(install.id)

    async def paste(self, install_id: int, text: str, business_id: str = "") -> None:
        """Go on with what the operator pasted: a code, the callback's JSON, or an address with code and business_id.

        Raises Rejected (fields "code", "business_id") where something is missing or unreadable, StateMismatch
        where the pasted state is of another install, ConsentExpired or StateMismatch where nothing waits any more,
        ConsentDenied where the pasted address says that the merchant refused: the install has ended then.
        """
        install = await self._installs.get(install_id)
        if install is None or install.status is not InstallStatus.WAITING:
            raise ConsentExpired() if install and install.status is InstallStatus.EXPIRED else StateMismatch()
        if self._now() >= install.expires_at:
            await self._expire(install)
            raise ConsentExpired()
        provider = self._providers[install.provider]
        callback = read_pasted(text, install.business_id or business_id, provider)
        if callback.state:
            named = await self._installs.of_state(_sha256(callback.state))
            if named is None or named.id != install_id:
                raise StateMismatch("the pasted state is of another install")
        if callback.denied:
            await self.denied(install_id)
            raise ConsentDenied("the pasted address tells a refusal")
        document = install.environment_document
        provider.check_business(document, callback.business_id)
        account = msgspec.json.decode(document, type=_Account)
        connection_id = await self._connections.add(
            install.provider,
            install.environment,
            callback.business_id,
            currency=account.currency,
            time_zone=account.time_zone,
            environment_document=document,
            serves=account.serves,
        )
        # The code first: with the state alone, a crash would leave an install that waits for a callback for ever.
        code = ReceivedCode(callback.code, callback.business_id, self._now())
        await keep(self._vault, install_code(install_id), code)
        await self._installs.set_status(
            install_id, InstallStatus.CODE_RECEIVED, connection_id=connection_id, business_id=callback.business_id
        )
        self._start(install_id)

    async def cancel(self, install_id: int) -> None:
        """Stop an install in any state before "connected"; its secrets are forgotten."""
        await self._end(install_id, InstallStatus.CANCELLED, "")

    async def denied(self, install_id: int) -> None:
        """Note that the merchant refused access on the consent page."""
        install = await self._installs.get(install_id)
        if install is not None and install.status is InstallStatus.WAITING:
            await self._end(install_id, InstallStatus.DENIED, ConsentDenied.code)

    async def settle(self) -> None:
        """Forget the secrets of the newest install where it has ended: the listener ends one whose merchant refused."""
        latest = await self._installs.latest()
        if latest is not None and latest.status.is_finished:
            await self._vault.delete_all(install_prefix(latest.id))

    async def expire_due(self) -> None:
        """End what cannot come to anything any more; to be called every minute or so.

        Consent not finished within ten minutes expires. A code that was received ten minutes ago and is not being
        exchanged (its row could not be opened, or is gone) fails with "keyring_unavailable"; ten minutes of this
        run count, so that the journal comes first after a start.
        """
        for install in await self._installs.unfinished():
            if install.status is InstallStatus.WAITING:
                if self._now() >= install.expires_at:
                    await self._expire(install)
            elif install.id not in self._running and self._now() >= max(install.updated_at, self._begun_at) + CODE_LIFE:
                await self._fail(install, KeyringUnavailable.code)

    async def resume(self) -> None:
        """Take up what a crash or an exit interrupted: at start, and again once a locked keyring was opened.

        An install whose callback is still in the journal waits for it to be applied; one whose secrets are gone
        (they lived in memory) fails with "keyring_unavailable". While the keyring is locked such an install is left
        alone.
        """
        await self.settle()
        for install in await self._installs.unfinished():
            if install.id in self._running:
                continue
            if install.status is InstallStatus.WAITING:
                if self._now() >= install.expires_at:
                    await self._expire(install)
                continue
            tokens = await kept(self._vault, install_tokens(install.id), Tokens)
            code = await kept(self._vault, install_code(install.id), ReceivedCode)
            if tokens is not None or code is not None:
                self._start(install.id)
            elif install.status is InstallStatus.EXCHANGING and self._vault.state is not VaultState.LOCKED:
                await self._fail(install, KeyringUnavailable.code)
        put_aside, self._sealed = self._sealed, {}
        for row in put_aside.values():
            await self.received(row)

    async def disconnect(self, connection_id: int) -> None:
        """Forget an account's secrets and leave it; what is stored of it stays."""
        for install in await self._installs.unfinished():
            if install.connection_id == connection_id:
                await self.cancel(install.id)
        await self._connections.set_state(connection_id, ConnectionState.DISCONNECTED)
        await self._vault.delete_all(connection_prefix(connection_id))

    def _start(self, install_id: int) -> None:
        if install_id in self._running:
            return
        task = self._background.spawn(self._go_on(install_id), name=f"install {install_id}: exchange the code")
        self._running[install_id] = task
        task.add_done_callback(lambda _task: self._running.pop(install_id, None))

    async def _go_on(self, install_id: int) -> None:
        install = await self._installs.get(install_id)
        if install is None:
            return
        try:
            tokens = await kept(self._vault, install_tokens(install_id), Tokens)
            if tokens is None:
                tokens = await self._exchange(install)
                await keep(self._vault, install_tokens(install_id), tokens)
            await self._finish(install, tokens, await self._account_name(install, tokens))
        except OperatorError as error:
            log.info("install %d failed: %s: %s", install_id, error.code, error.detail)
            await self._fail(install, error.code)
        except Exception:
            await self._fail(install, OperatorError.code)
            raise

    async def _exchange(self, install: InstallRecord) -> Tokens:
        """Return the tokens the code stands for; raises what ended the attempts."""
        code = await kept(self._vault, install_code(install.id), ReceivedCode)
        client = await kept(self._vault, install_client(install.id), ClientCredentials)
        if code is None or client is None:
            raise KeyringUnavailable("code or client credentials are gone")
        return await self._codes.tokens(
            self._providers[install.provider],
            install.environment_document,
            code,
            client,
            interrupted=install.status is InstallStatus.EXCHANGING,
            begins=lambda: self._installs.set_status(install.id, InstallStatus.EXCHANGING),
        )

    async def _account_name(self, install: InstallRecord, tokens: Tokens) -> str:
        """Return whose account it is, empty where nobody says; raises where the tokens turn out to be of no use."""
        client = await kept(self._vault, install_client(install.id), ClientCredentials)
        if client is None:
            return ""
        try:
            async with asyncio.timeout(NAME_SECONDS):
                return await self._providers[install.provider].account_name(
                    self._http,
                    install.environment_document,
                    business_id=install.business_id,
                    tokens=tokens,
                    credentials=client,
                    now=self._now(),
                )
        except TimeoutError:
            return ""

    async def _finish(self, install: InstallRecord, tokens: Tokens, account_name: str) -> None:
        """Move everything to the connection; each step may be repeated after a crash."""
        client = await kept(self._vault, install_client(install.id), ClientCredentials)
        if install.connection_id is None or client is None:
            raise KeyringUnavailable("client credentials are gone")
        await keep(self._vault, connection_tokens(install.connection_id), tokens)
        await keep(self._vault, connection_client(install.connection_id), client)
        if account_name:
            await self._connections.set_label(install.connection_id, account_name)
        await self._connections.set_state(install.connection_id, ConnectionState.CONNECTED, self._now())
        await self._connections.heard(install.connection_id, self._now())
        await self._installs.set_status(install.id, InstallStatus.CONNECTED, connection_id=install.connection_id)
        await self._vault.delete_all(install_prefix(install.id))

    async def _expire(self, install: InstallRecord) -> None:
        await self._end(install.id, InstallStatus.EXPIRED, ConsentExpired.code)

    async def _fail(self, install: InstallRecord, reason: str) -> None:
        await self._close(install, InstallStatus.FAILED, reason)

    async def _end(self, install_id: int, status: InstallStatus, reason: str) -> None:
        install = await self._installs.get(install_id)
        if install is None or install.status.is_finished:
            return
        running = self._running.get(install_id)
        if running is not None:
            if await kept(self._vault, install_tokens(install_id), Tokens) is None:
                running.cancel()  # With tokens in hand it ends by itself in a moment, and as connected.
            await asyncio.wait({running})
        await self._close(install, status, reason)

    async def _close(self, install: InstallRecord, status: InstallStatus, reason: str) -> None:
        """End an install without success; a restaurant that was connected before stays so, with its old tokens."""
        current = await self._installs.get(install.id)
        if current is None or current.status.is_finished:
            return
        await self._installs.set_status(current.id, status, reason)
        await self._vault.delete_all(install_prefix(current.id))
        if current.connection_id is None:
            return
        connection = await self._connections.get(current.connection_id)
        if connection is not None and connection.state is ConnectionState.CONNECTING:
            await self._connections.set_state(connection.id, ConnectionState.DISCONNECTED)
            await self._vault.delete_all(connection_prefix(connection.id))


class _Account(msgspec.Struct):
    """The account settings an environment may carry."""

    currency: str = "SAR"
    time_zone: str = "Asia/Riyadh"
    serves: str = ORDERS


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
