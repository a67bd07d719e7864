"""The program as its views know it: what they may read, and what they may ask for."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from retm_desktop.domain.intents import Intent
from retm_desktop.domain.text import Language
from retm_desktop.gui.bridge import Bridge
from retm_desktop.gui.desk import Particulars
from retm_desktop.gui.pictures import Pictures
from retm_desktop.gui.theme import ThemeChoice
from retm_desktop.installing import ProgramInstalling, StartedNetwork
from retm_desktop.log import log_tail
from retm_desktop.payment_account import PaymentAccount
from retm_desktop.store.connections import PAYMENTS, ConnectionRecord, Connections
from retm_desktop.store.outbox import Action, Outbox
from retm_desktop.store.settings import Settings
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.background import Background, carried_through
from retm_desktop.sync.pace import Pace
from retm_desktop.sync.status import Link, Status

if TYPE_CHECKING:
    from retm_desktop.connect.terms import ConnectableEnvironment
    from retm_desktop.sync.inspector import Inspector
    from retm_desktop.sync.payments.session import PaymentSession

DEFAULT_PORT = 47600


class ProgramHouse:
    """The `House` of the running program: which restaurant is on screen, how it stands, and the acts of its views."""

    def __init__(
        self,
        *,
        home: Path,
        port: int | None,
        environments: "dict[str, ConnectableEnvironment]",
        settings: Settings,
        outbox: Outbox,
        connections: Connections,
        started: StartedNetwork,
        installing: ProgramInstalling,
        background: Background,
        bridge: Bridge,
        pictures: Pictures,
        rebuild: Callable[[], None],
        now: Callable[[], datetime],
    ) -> None:
        """`port` is the command line's word on the listener's port; `rebuild` builds the window anew in its place."""
        self._home = home
        self._port = port
        self._environments = environments
        self._settings = settings
        self._outbox = outbox
        self._connections = connections
        self._started = started
        self._installing = installing
        self._background = background
        self._bridge = bridge
        self._pictures = pictures
        self._rebuild = rebuild
        self._now = now
        self._clicks = 0
        self._active = connections.read_active_now()
        since = self._active.last_answer_at if self._active else None
        self._status = Status(link=Link.RECONNECTING, since=since, updated_at=since)
        self._payment_account = PaymentAccount(connections, started, background, bridge)

    # What a view may read.

    @property
    def active(self) -> ConnectionRecord | None:
        """The restaurant on screen."""
        return self._active

    @property
    def status(self) -> Status:
        """How the active restaurant stands with its provider."""
        return self._status

    @property
    def environments(self) -> "dict[str, ConnectableEnvironment]":
        """Where one may connect."""
        return self._environments

    @property
    def payments_connection(self) -> ConnectionRecord | None:
        """The payment account in use."""
        return self._payment_account.connection

    @property
    def payments(self) -> "PaymentSession | None":
        """The payment account at work."""
        network = self._started.network
        return network.payments.session if network else None

    @property
    def listener_port(self) -> int:
        """The port callbacks and webhooks reach; a change in Setup counts from the next start."""
        return self._port if self._port is not None else self._settings.get("listener.port", int, DEFAULT_PORT)

    @property
    def listener_address(self) -> str:
        """The local address callbacks and webhooks reach."""
        network = self._started.network
        if network is not None and network.listener is not None:
            return network.listener.address
        return f"http://127.0.0.1:{self.listener_port}"

    @property
    def listener_error(self) -> Exception | None:
        """Why the listener does not run."""
        return self._started.listener_error

    @property
    def vault_state(self) -> VaultState | None:
        """Whether secrets outlive this run; None until the vault has been opened."""
        network = self._started.network
        return network.vault.state if network else None

    @property
    def particulars(self) -> Particulars:
        """What the setup tab tells of this computer."""
        network = self._started.network
        return Particulars(
            home=self._home,
            vault_backend=network.vault.backend_name if network else "",
            last_heard=network.listener.last_heard if network and network.listener else None,
        )

    # What a view may ask for.

    def report(self) -> str:
        """Return what support needs to know: version, system and the end of the log, without secrets."""
        from importlib.metadata import version  # noqa: PLC0415 - it brings all of e-mail with it

        return f"RETM Desktop {version('retm-desktop')}, {sys.platform}\n{log_tail(self._home / 'log')}"

    async def do(self, intent: Intent, order_key: int | None = None) -> Action:
        """Put what the operator wants into the outbox, whether or not there is a network to send it.

        A click counts even where the view it was made in is gone the next moment, hence the task of its own.
        """
        self._clicks += 1
        return await carried_through(self._background, self._put(intent, order_key), f"click {self._clicks}")

    async def _put(self, intent: Intent, order_key: int | None) -> Action:
        if self._started.session is not None:
            return await self._started.session.do(intent, order_key)
        grace = timedelta(seconds=Pace().grace)
        return await self._outbox.put(self._active_id, intent, order_key, self._now(), grace)

    async def replace(self, action_id: int, intent: Intent) -> Action | None:
        """Have an unsent or refused action ask for something else of its kind.

        As `do`, it counts whatever becomes of the view.
        """
        self._clicks += 1
        return await carried_through(self._background, self._replace(action_id, intent), f"click {self._clicks}")

    async def _replace(self, action_id: int, intent: Intent) -> Action | None:
        if self._started.session is not None:
            return await self._started.session.replace(action_id, intent)
        return await self._outbox.replace(action_id, intent, self._now(), timedelta(seconds=Pace().grace))

    async def hold(self, action_id: int) -> bool:
        """Keep a pending action from being sent while it is edited."""
        return await self._outbox.hold(action_id, self._now())

    async def retry(self, action_id: int) -> None:
        """Send a failed action again."""
        await (self._started.session or self._outbox).retry(action_id)

    async def give_up(self, action_id: int) -> bool:
        """Drop an action; False while it is being sent."""
        return await (self._started.session or self._outbox).give_up(action_id)

    async def withdraw(self, action_id: int) -> bool:
        """Take back an action that was never sent."""
        return await (self._started.session or self._outbox).withdraw(action_id)

    def refresh(self) -> None:
        """Ask RETM now."""
        self._pictures.retry_failed()
        if self._started.session is not None:
            self._started.session.refresh()

    @property
    def inspector(self) -> "Inspector | None":
        """Looks behind the connection of the restaurant on screen."""
        network = self._started.network
        return network.inspector if network else None

    def look_at_product(self, product_id: str) -> None:
        """Ask RETM for one product."""
        if self._started.session is not None:
            self._started.session.look_at_product(product_id)

    def use_price_list(self, price_list_id: str) -> None:
        """Read the menu with the prices of another list."""
        if self._started.network is not None:
            self._started.network.use_price_list(price_list_id)

    async def apply_again(self, event_id: int) -> bool:
        """Apply a stored message once more."""
        return await (await self._started.whole()).apply_again(event_id)

    async def switch(self, connection_id: int) -> None:
        """Show another restaurant: its stored orders at once, its network behind."""
        await self._connections.set_active(connection_id)
        self._active = await self._connections.get(connection_id)
        await self._installing.begin_practice_day(self._active)
        self.told_status(Status(since=self._active.last_answer_at if self._active else None))
        self._bridge.active_changed.emit()
        await (await self._started.whole()).serve(self._active)

    async def use_payments(self, connection_id: int) -> None:
        """Use another payment account, or one that has just been connected."""
        await self._payment_account.use(connection_id)

    async def disconnect(self, connection_id: int) -> None:
        """Forget an account's secrets; its orders stay on this computer."""
        connection = await self._connections.get(connection_id)
        if connection is not None and connection.serves == PAYMENTS:
            await self._payment_account.disconnect(connection_id)
            return
        network = await self._started.whole()
        if self._active is not None and self._active.id == connection_id:
            await network.serve(None)
        await network.installer.disconnect(connection_id)
        if self._active is None or self._active.id != connection_id:
            return
        left = await self._connections.all()
        if left:
            await self.switch(left[0].id)
        else:
            self._active = None
            self._bridge.active_changed.emit()

    def use_language(self, language: Language) -> None:
        """Speak another language."""
        self._settings.set("window.language", language)
        self._rebuild()

    def use_theme(self, choice: ThemeChoice) -> None:
        """Look different."""
        self._settings.set("window.theme", choice)
        self._rebuild()

    def use_text_scale(self, percent: int) -> None:
        """Write larger or smaller, 80 to 200 per cent."""
        self._settings.set("window.text_scale", min(200, max(80, percent)))
        self._rebuild()

    # What the program tells.

    def told_status(self, status: Status) -> None:
        """The active restaurant stands differently."""
        if status == self._status:
            return
        self._status = status
        self._bridge.status(status)

    @property
    def _active_id(self) -> int:
        return self._active.id if self._active else 0
