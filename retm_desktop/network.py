"""The half of the program that talks: vault, HTTP client, listener, installer, and the session of one restaurant."""

import asyncio
import importlib
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import httpx
import msgspec

from retm_desktop.connect.installer import Installer
from retm_desktop.connect.terms import ConnectableEnvironment
from retm_desktop.connect.tokens import TokenKeeper
from retm_desktop.domain.errors import OperatorError, PortTaken, SignInExpired, UnreadableAnswer, WrongCredentials
from retm_desktop.listener.loopback import HOST
from retm_desktop.listener.server import INSTALL_KIND, Listener
from retm_desktop.payment_network import PaymentNetwork
from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.providers.retm.environment import Environment
from retm_desktop.providers.retm.rewards import AllowedProductsForm
from retm_desktop.providers.transport import DEADLINE, call, http_client
from retm_desktop.store.catalogue import Catalogue
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import ORDERS, ConnectionRecord, Connections, ConnectionState
from retm_desktop.store.events import Events
from retm_desktop.store.installs import Installs
from retm_desktop.store.invoices import Invoices
from retm_desktop.store.journal import JournalReader
from retm_desktop.store.ledger import Ledger, Occasion
from retm_desktop.store.orders import Orders
from retm_desktop.store.outbox import Outbox
from retm_desktop.store.payment_stores import PaymentStores
from retm_desktop.store.payments import Payments
from retm_desktop.store.rewards import Rewards
from retm_desktop.store.settings import ALLOWED_PRODUCTS, PUBLIC_ADDRESS, Settings, price_list_key
from retm_desktop.store.takings import Takings
from retm_desktop.store.vault import Vault
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.alert import Undelivered
from retm_desktop.sync.apply import Applier
from retm_desktop.sync.background import Background
from retm_desktop.sync.inspector import Inspector, overrides
from retm_desktop.sync.probe import Probe
from retm_desktop.sync.pull import forget_mark
from retm_desktop.sync.session import Session
from retm_desktop.sync.status import Link, Status
from retm_desktop.sync.wake import Cause, Jump, WakeDetector

log = logging.getLogger(__name__)

_UNLOCK_SECONDS = 15.0
"""How often a locked keyring is tried again; each try may show the system's own prompt."""
_REFUSED = {
    ConnectionState.SIGN_IN: SignInExpired.code,
    ConnectionState.NEW_SECRET: WrongCredentials.code,
}
_FIRST_PULL_PAGES = 200
"""Pages of 50 orders read at the first connection: 10,000 orders, some weeks of a busy restaurant."""


class Network:
    """Started once, behind the first paint.

    `serve` chooses the restaurant whose orders are kept fresh, `serve_payments` the payment account beside it.
    """

    def __init__(
        self,
        *,
        home: Path,
        store_path: Path,
        write_turn: AbstractContextManager[object],
        port: int,
        environments: dict[str, ConnectableEnvironment],
        orders: Orders,
        invoices: Invoices,
        catalogue: Catalogue,
        rewards: Rewards,
        payments: Payments,
        payment_stores: PaymentStores,
        takings: Takings,
        changes: Changes,
        events: Events,
        ledger: Ledger,
        outbox: Outbox,
        connections: Connections,
        installs: Installs,
        journal: JournalReader,
        settings: Settings,
        background: Background,
        now: Callable[[], datetime],
        on_status: Callable[[Status], None],
        on_vault: Callable[[], None],
        on_alert: Callable[[Undelivered], None],
        on_inspection: Callable[[], None],
    ) -> None:
        """Nothing is opened before `start`.

        `on_vault` is told when a locked vault has been opened after all, `on_inspection` when what the inspector of the
        restaurant on screen shows is another thing, or it is another inspector.
        """
        self.vault = Vault(home)
        self.session: Session | None = None
        self.inspector: Inspector | None = None
        self.listener: Listener | None = None
        self._store_path = store_path
        self._write_turn = write_turn
        self._port = port
        self._environments = environments
        self._orders = orders
        self._invoices = invoices
        self._rewards = rewards
        self._events = events
        self._ledger = ledger
        self._catalogue = catalogue
        self._outbox = outbox
        self._connections = connections
        self._installs = installs
        self._settings = settings
        self._background = background
        self._now = now
        self._on_status = on_status
        self._on_vault = on_vault
        self._on_inspection = on_inspection
        self._keeper: TokenKeeper | None = None
        self._http = http_client()
        # A signed request may not be repeated as it was, and a code is good for one exchange.
        self._account_http = http_client(repeat_reads=False)
        self._session_http = _listened_to(http_client(), lambda: self.session)
        self._renewing = asyncio.Lock()
        self.wake = WakeDetector(self._woke)
        """Told by who hears the system say that it goes to sleep or is awake."""
        self.installer = Installer(
            installs=installs,
            connections=connections,
            vault=self.vault,
            http=self._account_http,
            now=now,
            background=background,
            listener_address=lambda: self.listener.address if self.listener is not None else f"http://{HOST}:{port}",
            public_address=lambda: settings.get(PUBLIC_ADDRESS, str, ""),
        )
        self.payments = PaymentNetwork(
            payments=payments,
            stores=payment_stores,
            takings=takings,
            changes=changes,
            vault=self.vault,
            background=background,
            now=now,
            listener_address=lambda: self.listener.address if self.listener else f"http://{HOST}:{port}",
        )
        """The payment account in use."""
        self._applier = Applier(
            journal,
            orders,
            catalogue,
            connections,
            invoices=invoices,
            installer_received=self.installer.received,
            now=now,
            poke=self._poke,
            alert=on_alert,
            payment_heard=self.payments.heard,
        )

    async def start(self) -> PortTaken | None:
        """Open the vault, the listener and the journal's applier; return why there is no listener, if so."""
        await self.vault.open()
        loop = asyncio.get_running_loop()

        def stored(kind: str) -> None:
            loop.call_soon_threadsafe(self._stored, kind)

        listener = Listener(
            port=self._port,
            store_path=self._store_path,
            turn=self._write_turn,
            seal=self.vault.seal,
            on_stored=stored,
            allowed_products=self._allowed_products,
            verify_payment=self.payments.verify,
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
        self._background.spawn(self.wake.run(), name="wake")
        self._background.spawn(self._unlock(), name="vault.unlock")
        return refused

    async def serve(self, connection: ConnectionRecord | None) -> None:
        """Keep this restaurant fresh and send its outbox; the one before is left alone."""
        if self.session is not None:
            session, self.session = self.session, None
            await session.stop()
        if self.inspector is not None:
            self.inspector.close()
            self.inspector = None
        if connection is None:
            return
        if connection.state in _REFUSED:
            code = _REFUSED[connection.state]
            self._on_status(Status(link=Link.SIGN_IN, since=connection.last_answer_at, error_code=code))
        self._keeper = self._token_keeper(connection)
        self.inspector = Inspector(
            connection.id,
            client=self._present_client,
            keeper=self._present_keeper,
            settings=self._settings,
            own_paths=self._environment(connection).paths,
            rebuild=self._rebuild_client,
            now=self._now,
            on_changed=self._on_inspection,
        )
        self.session = Session(
            connection=connection,
            client=self._client(connection),
            orders=self._orders,
            invoices=self._invoices,
            catalogue=self._catalogue,
            ledger=self._ledger,
            outbox=self._outbox,
            connections=self._connections,
            settings=self._settings,
            now=self._now,
            background=self._background,
            on_status=self._on_status,
            probe=Probe(
                self._environment(connection).api_address(connection.business_id), asleep=lambda: self.wake.asleep
            ),
            on_reachable=self._way_is_open,
            first_pull_pages=_FIRST_PULL_PAGES,
        )
        self.session.start()
        self._on_inspection()

    async def serve_payments(self, connection: ConnectionRecord | None) -> None:
        """Use this payment account from now on, None for none."""
        await self.payments.serve(connection, self._token_keeper(connection) if connection is not None else None)

    def use_price_list(self, price_list_id: str) -> None:
        """Read the menu of the restaurant on screen with the prices of a list (empty: RETM's own) from now on."""
        if self.session is not None:
            self._settings.set(price_list_key(self.session.connection.id), price_list_id)
            self.session.client.price_list = price_list_id
            self.session.read_menu()

    async def apply_again(self, event_id: int) -> bool:
        """Apply a stored message once more."""
        again = await self._events.apply_again(event_id)
        self._applier.ring()
        return again

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
        await self.payments.stop()
        if self.listener is not None:
            await asyncio.to_thread(self.listener.stop)
        for client in (self._session_http, self._account_http, self._http):
            await client.aclose()

    def _environment(self, connection: ConnectionRecord) -> Environment:
        known = self._environments.get(connection.environment)
        if isinstance(known, Environment):
            return known
        return msgspec.json.decode(connection.environment_document, type=Environment)

    def _environment_in_use(self, connection: ConnectionRecord) -> Environment:
        """Return the environment with the paths a technician changed."""
        environment = self._environment(connection)
        paths = environment.paths | overrides(self._settings, connection.id)
        return msgspec.structs.replace(environment, paths=paths)

    def _token_keeper(self, connection: ConnectionRecord) -> TokenKeeper:
        # The inspector looks behind the restaurant's connection alone, and its technician changes that one's paths.
        inspected = connection.serves == ORDERS

        async def refused(why: OperatorError) -> None:
            new_secret = isinstance(why, WrongCredentials)
            state = ConnectionState.NEW_SECRET if new_secret else ConnectionState.SIGN_IN
            await self._connections.set_state(connection.id, state)
            self._on_inspection()

        return TokenKeeper(
            connection,
            self._environment_in_use(connection) if inspected else msgspec.Raw(connection.environment_document),
            vault=self.vault,
            http=self._account_http,
            now=self._now,
            on_refused=refused,
            on_accepted=lambda: self._connections.set_state(connection.id, ConnectionState.CONNECTED),
            on_asked=self._note_token if inspected else lambda _status, _seconds: None,
            background=self._background,
        )

    def _client(self, connection: ConnectionRecord) -> RetmClient:
        environment = self._environment_in_use(connection)
        client = RetmClient(self._session_http, environment, connection.business_id, self._present_keeper())
        client.price_list = self._settings.get(price_list_key(connection.id), str, "")
        if self.inspector is not None:
            client.on_call = self.inspector.note
        return client

    def _allowed_products(self) -> AllowedProductsForm:
        return self._settings.get(ALLOWED_PRODUCTS, AllowedProductsForm, AllowedProductsForm.ARRAY)

    def _present_keeper(self) -> TokenKeeper:
        if self._keeper is None:
            raise RuntimeError("no restaurant is served")
        return self._keeper

    def _present_client(self) -> RetmClient:
        if self.session is None:
            raise RuntimeError("no restaurant is served")
        return self.session.client

    def _note_token(self, status: int | None, seconds: float) -> None:
        if self.inspector is not None:
            self.inspector.note("token", status, seconds)

    async def _rebuild_client(self) -> None:
        """Paths or the secret changed: the same restaurant goes on with a client that knows them."""
        session = self.session
        if session is None:
            return
        # As it stands now: whether the tokens were refused meanwhile is not in what the session began with.
        connection = await self._connections.get(session.connection.id)
        if connection is not None and session is self.session:
            self._keeper = self._token_keeper(connection)
            await session.replace_client(self._client(connection))

    def _stored(self, kind: str) -> None:
        """The listener stored something: what the journal shows is another thing, and somebody has to apply it."""
        self._events.heard()
        if kind == INSTALL_KIND:
            self._background.spawn(self.installer.settle(), name="install.settle")
            self._installs.heard()
        if kind.startswith("reward/"):
            self._rewards.heard()
        else:
            self._applier.ring()

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
                if self.payments.session is not None:
                    await self.serve_payments(self.payments.session.connection)

    async def _expire_installs(self) -> None:
        while True:
            await self.installer.expire_due()
            await asyncio.sleep(5)

    def _woke(self, jump: Jump) -> None:
        """After sleep kept-alive connections are dead: a new client, then ask."""
        log.info("%s by %.0f s: asking anew", jump.cause, jump.seconds)
        if self.session is not None and jump.cause is not Cause.CLOCK_SET and jump.seconds > 0:
            self.session.slept(jump.seconds)
        self._background.spawn(self._renew_http(), name="network.renew")

    async def _renew_http(self) -> None:
        async with self._renewing:
            old, self._session_http = self._session_http, _listened_to(http_client(), lambda: self.session)
            try:
                if self.session is not None:
                    await self.session.replace_client(self._client(self.session.connection), Occasion.WAKE)
                await self.payments.woke()
            finally:
                await old.aclose()

    def _way_is_open(self) -> None:
        """After an outage kept-alive connections may be dead, as after a sleep, and a question over one hangs."""
        if self.session is not None:
            old, self._session_http = self._session_http, _listened_to(http_client(), lambda: self.session)
            self.session.ask_anew(self._client(self.session.connection))
            self._background.spawn(_close_later(old), name="network.close")


def _listened_to(http: httpx.AsyncClient, session: Callable[[], Session | None]) -> httpx.AsyncClient:
    """Have the session told of every try of a request, of which the client itself tells only the last."""

    async def listen(request: httpx.Request) -> None:
        if (present := session()) is not None:
            request.extensions["trace"] = present.on_wire

    http.event_hooks = {"request": [listen]}
    return http


async def _close_later(http: httpx.AsyncClient) -> None:
    """Close a client once what is on its way over it has come to its end."""
    try:
        await asyncio.sleep(DEADLINE)
    finally:
        await http.aclose()


def load() -> type[Network]:
    """Import what the network needs beyond this module; called off the window's thread, behind the first paint."""
    for name in ("uvicorn", "uvicorn.protocols.http.h11_impl", "uvicorn.lifespan.off", "h11", "keyring"):
        importlib.import_module(name)
    return Network
