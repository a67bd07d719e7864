"""A connection's bearer token: kept in the vault, renewed once for all callers."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import httpx
import msgspec

from retm_desktop.connect.provider import PROVIDERS, Provider
from retm_desktop.connect.sealed import ClientCredentials, Secrets, connection_client, connection_tokens, keep, kept
from retm_desktop.connect.spawner import Spawner
from retm_desktop.domain.errors import (
    KeyringUnavailable,
    Offline,
    OperatorError,
    OutcomeUnknown,
    RateLimited,
    ServerFault,
    SignInExpired,
    WrongCredentials,
)
from retm_desktop.providers.tokens import Tokens
from retm_desktop.store.connections import ConnectionRecord, ConnectionState
from retm_desktop.store.vault_state import VaultState

EARLY = timedelta(seconds=60)
"""So long before its end a token is renewed; one whose whole life is known and short, in the last fifth of it."""

_HTTP_STATUS = re.compile(r"HTTP (\d{3})\b")
"""How the details of failed calls begin where an answer came."""


class TokenState(msgspec.Struct, frozen=True):
    """How a connection's token stands; never the token itself.

    `renewable` says that it can be renewed without the merchant. `refused` is the code of the error that ended it
    (`sign_in_expired`, `wrong_credentials`; `keyring_unavailable` while nobody can look), empty while it is good.
    `doubted` is the code of a renewal that was refused while the token itself goes on until `expires_at`.
    """

    expires_at: datetime | None = None
    renewable: bool = False
    refused: str = ""
    doubted: str = ""


class _Trial(msgspec.Struct, frozen=True):
    """A renewal that was asked for out of turn, with another client secret where there is one."""

    client_secret: str = ""


class TokenKeeper:
    """Hands out the bearer token of one connection.

    * One refresh at a time; all callers wait for the same one, and one caller that gives up does not end it.
    * A rotated refresh token is in the vault before the new access token is used.
    * The clock may jump: a token is due by the wall clock or by the time that passed since it came, whichever
      is first, and where it cannot be renewed RETM is the judge of its end, not this machine's clock.
    * A refused refresh means "sign in again": `on_refused` is awaited once with the error, and every call raises it
      until other tokens are in the vault. RETM issues new credentials for leaked ones (folder-751726): then the error
      is WrongCredentials, and `use_secret` goes on where things stood.
    * What somebody only tried (`renew`, `use_secret`) and RETM refused ends no token that still works.
    """

    def __init__(
        self,
        connection: ConnectionRecord,
        environment: msgspec.Struct | msgspec.Raw,
        *,
        vault: Secrets,
        http: httpx.AsyncClient,
        now: Callable[[], datetime],
        on_refused: Callable[[OperatorError], Awaitable[object]],
        on_accepted: Callable[[], Awaitable[object]],
        background: Spawner,
        on_asked: Callable[[int | None, float], None] = lambda _status, _seconds: None,
        monotonic: Callable[[], float] = time.monotonic,
        providers: Mapping[str, Provider] = PROVIDERS,
    ) -> None:
        """`now` gives UTC, `monotonic` seconds; `http` is used for the token endpoint alone and carries no auth.

        `environment` may be the document the store keeps of it, as it is.

        `on_accepted` is awaited when a token is good again after a refusal, `on_asked` told of every call of the token
        endpoint: the HTTP status (None: no answer came) and how long it took, in seconds.
        """
        self._connection = connection
        self._environment = msgspec.json.encode(environment)
        self._vault = vault
        self._http = http
        self._now = now
        self._on_refused = on_refused
        self._on_accepted = on_accepted
        self._on_asked = on_asked
        self._background = background
        self._monotonic = monotonic
        self._provider = providers[connection.provider]
        self._tokens: Tokens | None = None
        self._due_at = 0.0
        self._early = EARLY
        self._told = False
        self._ended = connection.state in (ConnectionState.SIGN_IN, ConnectionState.NEW_SECRET)
        self._refused: Tokens | None = None
        self._refusal: OperatorError = (
            WrongCredentials("the client secret was refused")
            if connection.state is ConnectionState.NEW_SECRET
            else SignInExpired("the tokens were refused")
        )
        self._doubted = ""
        self._refresh: asyncio.Future[Tokens] | None = None

    async def token(self) -> str:
        """Return an access token that should be good.

        Raises SignInExpired where there is none or it was refused, KeyringUnavailable while the keyring is locked,
        Offline and the like where it has ended and cannot be renewed right now.
        """
        tokens = await self._current()
        if not self._due(tokens) or not self._provider.can_renew(self._environment, tokens):
            return tokens.access_token
        try:
            return (await self._renewed()).access_token
        except (Offline, ServerFault, RateLimited):
            if self._now() < tokens.expires_at:
                return tokens.access_token
            raise

    async def renewed(self, stale: str) -> str:
        """Return a token other than `stale`, which was answered 401; raises as `token` does."""
        tokens = await self._current()
        if tokens.access_token != stale:
            return tokens.access_token
        return (await self._renewed()).access_token

    async def state(self) -> TokenState:
        """Return how the token stands."""
        tokens = self._tokens or await kept(self._vault, connection_tokens(self._connection.id), Tokens)
        if tokens is None:
            locked = self._vault.state is VaultState.LOCKED
            return TokenState(refused=KeyringUnavailable.code if locked else SignInExpired.code)
        renewable = self._provider.can_renew(self._environment, tokens)
        return TokenState(tokens.expires_at, renewable, self._refusal.code if self._ended else "", self._doubted)

    async def renew(self) -> None:
        """Renew the token now, however good it is; raises as `token` does. A refusal leaves a good token in use."""
        self._refused = None
        await self._current()
        await self._renewed(_Trial())

    async def use_secret(self, client_secret: str) -> None:
        """Renew with another client secret and keep it once RETM took it.

        Raises WrongCredentials where RETM refuses it, with the one before still kept, SignInExpired where the merchant
        has to allow access again, and Offline and the like where it could not be tried.
        """
        while self._refresh is not None:
            await asyncio.wait({self._refresh})
        await self._renewed(_Trial(client_secret))

    async def _current(self) -> Tokens:
        if self._tokens is not None:
            return self._tokens
        tokens = await kept(self._vault, connection_tokens(self._connection.id), Tokens)
        if tokens is None and self._vault.state is VaultState.LOCKED:
            raise KeyringUnavailable("the keyring is locked")
        if tokens is None:
            raise await self._signed_out(None, SignInExpired("no tokens are kept"))
        if tokens == self._refused:
            raise type(self._refusal)(self._refusal.detail)
        if self._refused is not None:
            self._ended = False  # Connected anew in the meantime.
        return self._use(tokens, EARLY)

    def _use(self, tokens: Tokens, early: timedelta) -> Tokens:
        left = max(tokens.expires_at - self._now(), timedelta())
        self._early = early
        self._due_at = self._monotonic() + (left - self._early).total_seconds()
        self._told = False
        self._tokens = tokens
        return tokens

    def _due(self, tokens: Tokens) -> bool:
        return self._monotonic() >= self._due_at or tokens.expires_at - self._now() <= self._early

    async def _renewed(self, trial: _Trial | None = None) -> Tokens:
        if self._refresh is None:
            self._refresh = asyncio.get_running_loop().create_future()
            self._background.spawn(
                self._refresh_into(self._refresh, trial),
                name=f"connection {self._connection.id}: renew the token",
            ).add_done_callback(self._refresh_ended)
        refresh = self._refresh
        # `wait` leaves the future alone when a caller is cancelled: the refresh, and who else waits for it, go on.
        await asyncio.wait({refresh})
        return refresh.result()

    def _refresh_ended(self, _task: asyncio.Task[None]) -> None:
        refresh, self._refresh = self._refresh, None
        if refresh is not None and not refresh.done():
            refresh.set_exception(Offline("the program is closing"))
        if refresh is not None:
            refresh.exception()  # Seen here, should nobody wait any more.

    async def _refresh_into(self, refresh: asyncio.Future[Tokens], trial: _Trial | None) -> None:
        try:
            tokens = await self._ask(trial)
        except Exception as error:
            if not refresh.done():
                refresh.set_exception(error)
            if not isinstance(error, OperatorError):
                raise
        else:
            if not refresh.done():
                refresh.set_result(tokens)

    async def _ask(self, trial: _Trial | None) -> Tokens:
        tokens = await kept(self._vault, connection_tokens(self._connection.id), Tokens)
        secret = trial.client_secret if trial is not None else ""
        held = self._tokens
        if not secret and tokens is not None and held is not None and tokens.access_token != held.access_token:
            return self._use(tokens, EARLY)  # Connected anew in the meantime.
        if not secret or tokens is None:
            tokens = await self._current()
        client = await kept(self._vault, connection_client(self._connection.id), ClientCredentials)
        if client is None or not self._provider.can_renew(self._environment, tokens):
            why = SignInExpired("no client credentials are kept" if client is None else "there is no refresh token")
            raise await self._refused_with(tokens, why, trial)
        used = msgspec.structs.replace(client, client_secret=secret or client.client_secret)
        asked_at = self._now()
        try:
            fresh = await self._asked(tokens, used, asked_at)
        except (SignInExpired, WrongCredentials) as error:
            raise await self._refused_with(tokens, error, trial) from error
        except OutcomeUnknown as error:
            # To a caller that is about to write, "outcome unknown" would speak of its own write.
            raise Offline(f"renewing the token: {error.detail}") from error
        await keep(self._vault, connection_tokens(self._connection.id), fresh)
        if secret:
            # After the tokens: a secret that is lost can be entered again, a rotated refresh token cannot.
            await keep(self._vault, connection_client(self._connection.id), used)
        self._doubted = ""
        if self._ended:
            self._ended, self._refused = False, None
            await self._on_accepted()
        return self._use(fresh, min(EARLY, (fresh.expires_at - asked_at) / 5))

    async def _asked(self, tokens: Tokens, client: ClientCredentials, at: datetime) -> Tokens:
        begun = self._monotonic()
        status: int | None = 200
        try:
            return await self._provider.refresh(
                self._http,
                self._environment,
                business_id=self._connection.business_id,
                refresh_token=tokens.refresh_token,
                credentials=client,
                now=at,
            )
        except OperatorError as error:
            told = _HTTP_STATUS.match(error.detail)
            status = int(told.group(1)) if told else None
            raise
        finally:
            self._on_asked(status, self._monotonic() - begun)

    async def _refused_with(self, tokens: Tokens, why: OperatorError, trial: _Trial | None) -> OperatorError:
        """Take in a refusal: a wrong secret on trial proves nothing, and no trial ends a token that still works."""
        if trial is not None and trial.client_secret and isinstance(why, WrongCredentials):
            return why
        if trial is not None and not self._ended and self._now() < tokens.expires_at:
            self._doubted = why.code
            return why
        return await self._signed_out(tokens, why)

    async def _signed_out(self, tokens: Tokens | None, why: OperatorError) -> OperatorError:
        self._tokens, self._refused = None, tokens
        before, self._refusal = self._refusal, why
        self._ended = True
        if not self._told or before.code != why.code:
            self._told = True
            await self._on_refused(why)
        return why
