"""Looks behind one connection for a restaurant's technician: tokens, every endpoint, and what RETM really answers."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import msgspec

from retm_desktop.connect.tokens import TokenKeeper, TokenState
from retm_desktop.domain.errors import Rejected
from retm_desktop.providers.retm.client import Probe, RetmClient
from retm_desktop.providers.retm.endpoints import ENDPOINTS, Endpoint
from retm_desktop.providers.retm.environment import check_path
from retm_desktop.store.settings import Settings

RETELL = 0.5
"""Seconds between two tellings that calls were made: a busy connection makes many in that time."""


class Call(msgspec.Struct, frozen=True):
    """The last call of an endpoint: HTTP status (None: no answer came) and how long it took, in seconds."""

    at: datetime
    status: int | None
    seconds: float

    @property
    def works(self) -> bool:
        """True when RETM did what was asked."""
        return self.status is not None and 200 <= self.status < 300


class EndpointState(msgspec.Struct, frozen=True):
    """One endpoint of the table as this connection uses it; `path` is the one in use, `last` None before any call."""

    endpoint: Endpoint
    path: str
    overridden: bool
    last: Call | None


class Inspector:
    """Belongs to one session. `on_changed` is told, at most twice a second, when a state is another one."""

    def __init__(
        self,
        connection_id: int,
        *,
        client: Callable[[], RetmClient],
        keeper: Callable[[], TokenKeeper],
        settings: Settings,
        own_paths: dict[str, str],
        rebuild: Callable[[], Awaitable[None]],
        now: Callable[[], datetime],
        on_changed: Callable[[], None],
    ) -> None:
        """`own_paths` are those of the environment; `rebuild` makes the session use a new client with new paths."""
        self._connection_id = connection_id
        self._client = client
        self._keeper = keeper
        self._settings = settings
        self._own_paths = own_paths
        self._rebuild = rebuild
        self._now = now
        self._on_changed = on_changed
        self._last: dict[str, Call] = {}
        self._telling: asyncio.TimerHandle | None = None

    def note(self, endpoint: str, status: int | None, seconds: float) -> None:
        """A call was made."""
        self._last[endpoint] = Call(self._now(), status, seconds)
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(RETELL, self._tell)

    def close(self) -> None:
        """Tell nothing any more."""
        if self._telling is not None:
            self._telling.cancel()
            self._telling = None

    @property
    def endpoints(self) -> tuple[EndpointState, ...]:
        """Every endpoint, in the order of the table."""
        changed = overrides(self._settings, self._connection_id)
        return tuple(
            EndpointState(
                endpoint,
                changed.get(name) or self._own_paths.get(name) or endpoint.path,
                name in changed,
                self._last.get(name),
            )
            for name, endpoint in ENDPOINTS.items()
        )

    async def set_path(self, name: str, path: str) -> None:
        """Use another path for an endpoint from now on, an empty one for the usual path; the next call tells.

        Raises:
            Rejected: it cannot be a path (field `path`).
        """
        path = path.strip()
        if path:
            check_path(name, path)
        changed = overrides(self._settings, self._connection_id)
        changed.pop(name, None)
        usual = self._own_paths.get(name) or ENDPOINTS[name].path
        if path and path != usual:
            changed[name] = path
        self._settings.set(_key(self._connection_id), changed)
        self._last.pop(name, None)
        await self._rebuild()
        self._on_changed()

    async def call(self, name: str, id: str = "") -> Probe:  # noqa: A002 - RETM's own word in the path
        """Call an endpoint and return RETM's answer as it came, whatever it says.

        A reading endpoint is read; one that writes gets an empty object, which RETM refuses if the path is right. The
        token endpoint is called by `renew` instead.

        Raises:
            OperatorError: no answer came, or there is no token to ask with.
            Rejected: the endpoint wants an id (field `id`).
        """
        if "{id}" in ENDPOINTS[name].path and not id.strip():
            raise Rejected("an id is wanted", {"id": ("wanted",)})
        return await self._client().probe(name, id.strip())

    async def token(self) -> TokenState:
        """Return how the token stands."""
        return await self._keeper().state()

    async def renew(self) -> None:
        """Renew the token now; raises as a refresh does (SignInExpired, WrongCredentials, Offline and others)."""
        try:
            await self._keeper().renew()
        finally:
            self._on_changed()

    async def use_secret(self, client_secret: str) -> None:
        """Enter the client secret RETM issued in place of a leaked one (folder-751726), and go on where we stood.

        Raises:
            WrongCredentials: RETM refuses it too; the one before is kept.
            SignInExpired: the merchant has to allow access again.
            Rejected: there is none (field `client_secret`).
            OperatorError: it could not be tried.
        """
        if not client_secret.strip():
            raise Rejected("a secret is wanted", {"client_secret": ("wanted",)})
        try:
            await self._keeper().use_secret(client_secret.strip())
            await self._rebuild()
        finally:
            self._on_changed()

    def _tell(self) -> None:
        self._telling = None
        self._on_changed()


def overrides(settings: Settings, connection_id: int) -> dict[str, str]:
    """Return the paths a technician changed for one connection, by endpoint."""
    return dict(settings.get(_key(connection_id), dict[str, str], {}))


def _key(connection_id: int) -> str:
    return f"connection.{connection_id}.paths"
