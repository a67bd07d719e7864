"""Installing into a restaurant's account, and the practice restaurant, as the views ask for them."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from retm_desktop.domain.errors import OperatorError, PortTaken, PracticeFailed
from retm_desktop.gui.desk import Practice
from retm_desktop.gui.practice import PracticeRestaurant
from retm_desktop.providers.revenue_monster.environment import practice_environment
from retm_desktop.store.connections import ConnectionRecord
from retm_desktop.store.installs import InstallRecord, Installs
from retm_desktop.store.orders import Orders

if TYPE_CHECKING:
    from retm_desktop.connect.installer import Begun
    from retm_desktop.connect.terms import ConnectableEnvironment
    from retm_desktop.network import Network
    from retm_desktop.sync.session import Session


_PAYMENTS_LEVER = "/_sandbox/rm-application"
"""Where the practice restaurant tells what was registered for us with its payments."""
_ANSWER_SECONDS = 10.0


class _Application(msgspec.Struct):
    """What its payments issued."""

    client_id: str
    client_secret: str
    private_key: str
    server_public_key: str


class StartedNetwork:
    """The network, which starts behind the first paint; `listener_error` says why nothing listens."""

    def __init__(self) -> None:
        self.network: Network | None = None
        self.listener_error: Exception | None = None
        self._ready = asyncio.Event()

    def settled(self) -> None:
        """The start has come to its end, well or not: whoever waits is told either way."""
        self._ready.set()

    async def whole(self) -> "Network":
        """Wait for the network; raises OperatorError where it did not start."""
        await self._ready.wait()
        if self.network is None:
            raise OperatorError("the network part did not start")
        return self.network

    @property
    def session(self) -> "Session | None":
        """The session of the restaurant on screen."""
        return self.network.session if self.network else None


class ProgramInstalling:
    """The `Installing` of the running program."""

    def __init__(
        self,
        *,
        started: StartedNetwork,
        practice: PracticeRestaurant,
        installs: Installs,
        orders: Orders,
        now: Callable[[], datetime],
    ) -> None:
        """`practice` is started here and stopped by the program."""
        self._started = started
        self._practice = practice
        self._installs = installs
        self._orders = orders
        self._now = now
        self._practice_since: datetime | None = None

    async def start_practice(self) -> Practice:
        """Start the practice restaurant, or return the running one."""
        network = await self._started.whole()
        if network.listener is None:
            raise (
                self._started.listener_error if isinstance(self._started.listener_error, OperatorError) else PortTaken()
            )
        if self._practice.running is not None:
            return self._practice.running
        since = self._now()
        practice = await self._practice.start(network.listener.address)
        self._practice_since = since
        return practice

    async def practice_payments(self) -> Practice:
        """Return what the practice restaurant's payments issued for us."""
        from retm_desktop.providers import transport  # noqa: PLC0415 - loaded with the network, behind the first paint

        await self.start_practice()
        address = self._practice.address
        try:
            async with transport.http_client(timeout=_ANSWER_SECONDS) as http:
                request = http.build_request("POST", f"{address}{_PAYMENTS_LEVER}")
                answer = await transport.call(http, request, write=False)
            issued = msgspec.json.decode(answer.content, type=_Application)
        except (OperatorError, msgspec.DecodeError) as error:
            raise PracticeFailed(f"its payments: {error}") from error
        keys = {"private_key": issued.private_key, "server_public_key": issued.server_public_key}
        return Practice(practice_environment(address), issued.client_id, issued.client_secret, keys)

    async def begin_install(
        self,
        environment: "ConnectableEnvironment",
        client_id: str,
        client_secret: str,
        keys: Mapping[str, str] = MappingProxyType({}),
    ) -> "Begun":
        """Start an install."""
        network = await self._started.whole()
        return await network.installer.begin(environment, client_id, client_secret, keys)

    async def paste_code(self, install_id: int, text: str, business_id: str = "") -> None:
        """Finish an install by hand."""
        network = await self._started.whole()
        await network.installer.paste(install_id, text, business_id)

    async def cancel_install(self, install_id: int) -> None:
        """Give up an install that waits for consent."""
        await (await self._started.whole()).installer.cancel(install_id)

    async def consent_denied(self, install_id: int) -> None:
        """The merchant pressed Deny."""
        await (await self._started.whole()).installer.denied(install_id)

    async def latest_install(self) -> InstallRecord | None:
        """The newest install."""
        return await self._installs.latest()

    async def begin_practice_day(self, active: ConnectionRecord | None) -> None:
        """A practice restaurant that was started anew knows nothing of its orders of before: they would stay open."""
        since, practice = self._practice_since, self._practice.running
        if active is None or since is None or practice is None:
            return
        # A stored connection to a practice restaurant of before stays whole until the new one has been connected.
        if active.environment_document != msgspec.json.encode(practice.environment):
            return
        self._practice_since = None
        await self._orders.forget_untouched(active.id, since)
        (await self._started.whole()).read_anew(active.id)
