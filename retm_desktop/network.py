"""The half of the program that talks: vault, HTTP client, listener, installer, and the session of one restaurant."""

import asyncio
import importlib
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import httpx
import msgspec

from retm_desktop.connect.installer import Installer
from retm_desktop.connect.tokens import TokenKeeper
from retm_desktop.domain.errors import PortTaken, UnreadableAnswer
from retm_desktop.listener.server import Listener
from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.providers.retm.environment import Environment
from retm_desktop.providers.transport import call, http_client
from retm_desktop.store.catalogue import Catalogue
from retm_desktop.store.connections import ConnectionRecord, Connections, ConnectionState
from retm_desktop.store.installs import Installs
from retm_desktop.store.journal import JournalReader
from retm_desktop.store.orders import Orders
from retm_desktop.store.outbox import Outbox
from retm_desktop.store.settings import Settings
from retm_desktop.store.vault import Vault
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.apply import Applier
from retm_desktop.sync.background import Background
from retm_desktop.sync.pull import forget_mark
from retm_desktop.sync.session import Session
from retm_desktop.sync.status import Link, Status
from retm_desktop.sync.wake import WakeDetector

log = logging.getLogger(__name__)

_UNLOCK_SECONDS = 15.0
"""How often a locked keyring is tried again; each try may show the system's own prompt."""
_FIRST_PULL_PAGES = 200
"""Pages of 50 orders read at the first connection: 10,000 orders, some weeks of a busy restaurant."""


class Network:
    """Started once, behind the first paint; `serve` chooses the restaurant whose orders are kept fresh."""

    def __init__(
        self,
        *,
        home: Path,
        store_path: Path,
        port: int,
        environments: dict[str, Environment],
        orders: Orders,
        catalogue: Catalogue,
        outbox: Outbox,
        connections: Connections,
        installs: Installs,
        journal: JournalReader,
        settings: Settings,
        background: Background,
        now: Callable[[], datetime],
        on_status: Callable[[Status], None],
        on_vault: Callable[[], None],
    ) -> None:
        """Nothing is opened before `start`; `on_vault` is told when a locked vault has been opened after all."""
        self.vault = Vault(home)
        self.session: Session | None = None
        self.listener: Listener | None = None
        self._store_path = store_path
        self._port = port
        self._environments = environments
        self._orders = orders
        self._catalogue = catalogue
        self._outbox = outbox
        self._connections = connections
        self._installs = installs
        self._settings = settings
        self._background = background
        self._now = now
        self._on_status = on_status
        self._on_vault = on_vault
        self._http = http_client()
        self._session_http = http_client()
        self.installer = Installer(
            installs=installs,
            connections=connections,
            vault=self.vault,
            http=self._http,
            now=now,
            background=background,
        )
        self._applier = Applier(
            journal,
            orders,
            catalogue,
            connections,
            installer_received=self.installer.received,
            now=now,
            poke=self._poke,
        )

    async def start(self) -> PortTaken | None:
        """Open the vault, the listener and the journal's applier; return why there is no listener, if so."""
        await self.vault.open()
        loop = asyncio.get_running_loop()

        def stored(_kind: str) -> None:
            loop.call_soon_threadsafe(self._applier.ring)

        listener = Listener(
            port=self._port,
            store_path=self._store_path,
            seal=self.vault.seal,
            on_stored=stored,
        )
        refused: PortTaken | None = None
        try:
            await asyncio.to_thread(listener.start)
            self.listener = listener
        except PortTaken as error:
            log.warning("port %d is taken; orders still come by polling", error.port)
            refused = error
        await self._outbox.recover()
        self._background.spawn(self._applier.run(), name="journal.apply")
        self._background.spawn(self.installer.resume(), name="install.resume")
        self._background.spawn(self._expire_installs(), name="install.expire")
        self._background.spawn(WakeDetector(self._woke).run(), name="wake")
        self._background.spawn(self._unlock(), name="vault.unlock")
        return refused

    async def serve(self, connection: ConnectionRecord | None) -> None:
        """Keep this restaurant fresh and send its outbox; the one before is left alone."""
        if self.session is not None:
            session, self.session = self.session, None
            await session.stop()
        if connection is None:
            return
        if connection.state is ConnectionState.SIGN_IN:
            self._on_status(Status(link=Link.SIGN_IN, since=connection.last_answer_at, error_code="sign_in_expired"))
        self.session = Session(
            connection=connection,
            client=self._client(connection),
            orders=self._orders,
            catalogue=self._catalogue,
            outbox=self._outbox,
            connections=self._connections,
            settings=self._settings,
            now=self._now,
            background=self._background,
            on_status=self._on_status,
            first_pull_pages=_FIRST_PULL_PAGES,
        )
        self.session.start()

    def read_anew(self, connection_id: int) -> None:
        """Have the next reading of this connection's orders begin as if it were the first."""
        forget_mark(self._settings, connection_id)

    async def fetch_picture(self, address: str, limit: int) -> bytes:
        """Download a product picture of at most `limit` bytes; https, or http on loopback. No token is sent."""
        url = httpx.URL(address)
        if url.scheme != "https" and url.host not in ("127.0.0.1", "localhost", "::1"):
            raise UnreadableAnswer("a picture's address is not https")
        answer = await call(self._http, self._http.build_request("GET", url), write=False)
        if len(answer.content) > limit:
            raise UnreadableAnswer("a picture is too large")
        return answer.content

    async def stop(self) -> None:
        """End in stages: the session with what it sends, the listener, the client."""
        if self.session is not None:
            await self.session.stop()
        if self.listener is not None:
            await asyncio.to_thread(self.listener.stop)
        await self._session_http.aclose()
        await self._http.aclose()

    def _client(self, connection: ConnectionRecord) -> RetmClient:
        environment = msgspec.json.decode(connection.environment_document, type=Environment)
        known = self._environments.get(connection.environment)
        keeper = TokenKeeper(
            connection,
            known or environment,
            vault=self.vault,
            http=self._http,
            now=self._now,
            on_sign_in=lambda: self._connections.set_state(connection.id, ConnectionState.SIGN_IN),
            background=self._background,
        )
        return RetmClient(self._session_http, known or environment, connection.business_id, keeper)

    def _poke(self, connection_id: int, why: str) -> None:
        if self.session is not None and self.session.connection.id == connection_id:
            self.session.poke(why)

    async def _unlock(self) -> None:
        """Try a locked keyring again until its owner has unlocked it, then go on with what waited for it."""
        while self.vault.state is VaultState.LOCKED:
            await asyncio.sleep(_UNLOCK_SECONDS)
            if await self.vault.open() is VaultState.OK:
                log.info("the keyring is unlocked")
                self._on_vault()
                await self.installer.resume()
                if self.session is not None:
                    self.session.refresh()

    async def _expire_installs(self) -> None:
        while True:
            await self.installer.expire_due()
            await asyncio.sleep(5)

    def _woke(self, slept: float) -> None:
        """After sleep kept-alive connections are dead: a new client, then ask."""
        log.info("the clock jumped by %.0f s: asking anew", slept)
        self._background.spawn(self._renew_http(), name="network.renew")

    async def _renew_http(self) -> None:
        old, self._session_http = self._session_http, http_client()
        try:
            if self.session is not None:
                await self.session.replace_client(self._client(self.session.connection))
        finally:
            await old.aclose()


def load() -> type[Network]:
    """Import what the network needs beyond this module; called off the window's thread, behind the first paint."""
    for name in ("uvicorn", "uvicorn.protocols.http.h11_impl", "uvicorn.lifespan.off", "h11", "keyring"):
        importlib.import_module(name)
    return Network
