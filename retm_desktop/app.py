"""The only place where things are made and joined: store, window, network, and how they start and end."""

import asyncio
import contextlib
import importlib.metadata
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from retm_desktop.domain.errors import OperatorError, PortTaken
from retm_desktop.domain.intents import Intent
from retm_desktop.domain.text import Language
from retm_desktop.gui.bridge import Bridge
from retm_desktop.gui.collector import Collector
from retm_desktop.gui.desk import Desk, Particulars, Practice
from retm_desktop.gui.dialogs import DialogPrompter, Prompter
from retm_desktop.gui.language import Translations, system_language
from retm_desktop.gui.main_window import MainWindow
from retm_desktop.gui.pictures import Fetch, Pictures
from retm_desktop.gui.practice import PracticeRestaurant
from retm_desktop.gui.qt_log import route_qt_messages
from retm_desktop.gui.theme import ThemeChoice, load_fonts, theme_for
from retm_desktop.log import log_tail
from retm_desktop.providers.retm.environment import Environment, load_environments
from retm_desktop.store.catalogue import Catalogue
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import ConnectionRecord, Connections
from retm_desktop.store.database import Database
from retm_desktop.store.events import Events
from retm_desktop.store.installs import InstallRecord, Installs
from retm_desktop.store.invoices import Invoices
from retm_desktop.store.journal import JournalReader
from retm_desktop.store.menu_changes import MenuChanges
from retm_desktop.store.orders import Orders
from retm_desktop.store.outbox import Action, Outbox
from retm_desktop.store.rewards import Rewards
from retm_desktop.store.settings import Settings
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.background import Background
from retm_desktop.sync.status import Link, Status

if TYPE_CHECKING:
    from retm_desktop.connect.installer import Begun
    from retm_desktop.network import Network
    from retm_desktop.sync.inspector import Inspector
    from retm_desktop.sync.session import Session

log = logging.getLogger(__name__)

DEFAULT_PORT = 47600
_OPENING_SECONDS = 8.0
"""How long closing waits for a start that is still under way; the listener alone may take five."""
STORE_NAME = "store.sqlite3"


@dataclass(frozen=True)
class Options:
    """What the command line decided."""

    home: Path
    environments: Path | None = None
    practise: bool = False
    port: int | None = None
    practice_arguments: tuple[str, ...] = ("--orders", "60", "--rate", "6")
    prompter: Prompter | None = field(default=None, compare=False)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


class Program:
    """The running program; also the `House` every view asks. Make it with a QApplication in place, then `run`.

    Raises StoreNewer, StoreDamaged, DiskFull or BadEnvironments from the constructor: nothing was changed then.
    """

    def __init__(self, app: QApplication, options: Options) -> None:
        self._app = app
        self._options = options
        self._environments = load_environments(options.environments)
        self._database = Database(options.home / STORE_NAME)
        self._database.open()
        self._changes = Changes()
        self._settings = Settings(self._database, self._changes)
        self._orders = Orders(self._database, self._changes)
        self._invoices = Invoices(self._database, self._changes)
        self._catalogue = Catalogue(self._database, self._changes)
        self._menu_changes = MenuChanges(self._database)
        self._rewards = Rewards(self._database, self._changes)
        self._events = Events(self._database, self._changes)
        self._outbox = Outbox(self._database, self._changes)
        self._connections = Connections(self._database, self._changes)
        self._installs = Installs(self._database, self._changes)
        self._journal = JournalReader(self._database, changes=self._changes)
        self._background = Background(self._report)
        self._bridge = Bridge(self._changes)
        self._collector = Collector()
        self._translations = Translations(app)
        self._pictures = Pictures(options.home / "pictures", self._background, self._fetch)
        self._practice = PracticeRestaurant(options.practice_arguments)
        self._active = self._connections.read_active_now()
        self._status = Status(
            link=Link.RECONNECTING,
            since=self._active.last_answer_at if self._active else None,
            updated_at=self._active.last_answer_at if self._active else None,
        )
        self._listener_error: Exception | None = None
        self._network: Network | None = None
        self._opening: asyncio.Task[None] | None = None
        self._network_ready = asyncio.Event()
        self._reported: set[str] = set()
        self._clicks = 0
        self._practice_since: datetime | None = None
        self.quit_requested = asyncio.Event()
        load_fonts()
        self.window: MainWindow = self._build_window()

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
    def environments(self) -> dict[str, Environment]:
        """Where one may connect."""
        return self._environments

    @property
    def listener_port(self) -> int:
        """The port callbacks and webhooks reach; a change in Setup counts from the next start."""
        return (
            self._options.port
            if self._options.port is not None
            else self._settings.get("listener.port", int, DEFAULT_PORT)
        )

    @property
    def listener_address(self) -> str:
        """The local address callbacks and webhooks reach."""
        if self._network is not None and self._network.listener is not None:
            return self._network.listener.address
        return f"http://127.0.0.1:{self.listener_port}"

    @property
    def listener_error(self) -> Exception | None:
        """Why the listener does not run."""
        return self._listener_error

    @property
    def vault_state(self) -> VaultState | None:
        """Whether secrets outlive this run; None until the vault has been opened."""
        return self._network.vault.state if self._network else None

    @property
    def particulars(self) -> Particulars:
        """What the setup tab tells of this computer."""
        network = self._network
        return Particulars(
            home=self._options.home,
            vault_backend=network.vault.backend_name if network else "",
            last_heard=network.listener.last_heard if network and network.listener else None,
        )

    @property
    def desk(self) -> Desk:
        """The collaborators the present window was built with."""
        return self._desk

    # What a view may ask for.

    def report(self) -> str:
        """Return what support needs to know: version, system and the end of the log, without secrets."""
        version = importlib.metadata.version("retm-desktop")
        return f"RETM Desktop {version}, {sys.platform}\n{log_tail(self._options.home / 'log')}"

    async def do(self, intent: Intent, order_key: int | None = None) -> Action:
        """Put what the operator wants into the outbox, whether or not there is a network to send it.

        A click counts even where the view it was made in is gone the next moment, hence the task of its own.
        """
        self._clicks += 1
        put = self._background.spawn(self._put(intent, order_key), name=f"click {self._clicks}")
        done = await asyncio.shield(put)
        if isinstance(done, OperatorError):
            raise done
        return done

    async def _put(self, intent: Intent, order_key: int | None) -> Action | OperatorError:
        try:
            return await self._put_or_raise(intent, order_key)
        except OperatorError as error:  # The view that asked tells it; the owner of tasks need not tell it again.
            return error

    async def _put_or_raise(self, intent: Intent, order_key: int | None) -> Action:
        if self._session is not None:
            return await self._session.do(intent, order_key)
        return await self._outbox.put(self._desk.connection_id, intent, order_key, now())

    async def retry(self, action_id: int) -> None:
        """Send a failed action again."""
        await (self._session or self._outbox).retry(action_id)

    async def give_up(self, action_id: int) -> None:
        """Drop a failed action."""
        await (self._session or self._outbox).give_up(action_id)

    async def withdraw(self, action_id: int) -> bool:
        """Take back an action that was never sent."""
        return await (self._session or self._outbox).withdraw(action_id)

    def refresh(self) -> None:
        """Ask RETM now."""
        self._pictures.retry_failed()
        if self._session is not None:
            self._session.refresh()

    @property
    def inspector(self) -> "Inspector | None":
        """Looks behind the connection of the restaurant on screen."""
        return self._network.inspector if self._network else None

    def look_at_product(self, product_id: str) -> None:
        """Ask RETM for one product."""
        if self._session is not None:
            self._session.look_at_product(product_id)

    def use_price_list(self, price_list_id: str) -> None:
        """Read the menu with the prices of another list."""
        if self._network is not None:
            self._network.use_price_list(price_list_id)

    async def apply_again(self, event_id: int) -> bool:
        """Apply a stored message once more."""
        return await (await self._whole_network()).apply_again(event_id)

    async def start_practice(self) -> Practice:
        """Start the practice restaurant, or return the running one."""
        network = await self._whole_network()
        if network.listener is None:
            raise self._listener_error if isinstance(self._listener_error, OperatorError) else PortTaken()
        if self._practice.running is not None:
            return self._practice.running
        since = now()
        practice = await self._practice.start(network.listener.address)
        self._practice_since = since
        return practice

    async def begin_install(self, environment: Environment, client_id: str, client_secret: str) -> "Begun":
        """Start an install."""
        network = await self._whole_network()
        return await network.installer.begin(environment, client_id, client_secret)

    async def paste_code(self, install_id: int, text: str, business_id: str = "") -> None:
        """Finish an install by hand."""
        network = await self._whole_network()
        await network.installer.paste(install_id, text, business_id)

    async def cancel_install(self, install_id: int) -> None:
        """Give up an install that waits for consent."""
        await (await self._whole_network()).installer.cancel(install_id)

    async def consent_denied(self, install_id: int) -> None:
        """The merchant pressed Deny."""
        await (await self._whole_network()).installer.denied(install_id)

    async def latest_install(self) -> InstallRecord | None:
        """The newest install."""
        return await self._installs.latest()

    async def switch(self, connection_id: int) -> None:
        """Show another restaurant: its stored orders at once, its network behind."""
        await self._connections.set_active(connection_id)
        self._active = await self._connections.get(connection_id)
        await self._begin_practice_day()
        self._told_status(Status(since=self._active.last_answer_at if self._active else None))
        self._bridge.active_changed.emit()
        await (await self._whole_network()).serve(self._active)

    async def _begin_practice_day(self) -> None:
        """A practice restaurant that was started anew knows nothing of its orders of before: they would stay open."""
        active, since, practice = self._active, self._practice_since, self._practice.running
        if active is None or since is None or practice is None:
            return
        # A stored connection to a practice restaurant of before stays whole until the new one has been connected.
        if active.environment_document != msgspec.json.encode(practice.environment):
            return
        self._practice_since = None
        await self._orders.forget_untouched(active.id, since)
        (await self._whole_network()).read_anew(active.id)

    async def disconnect(self, connection_id: int) -> None:
        """Forget a restaurant's secrets; its orders stay on this computer."""
        network = await self._whole_network()
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
        self._rebuild_window()

    def use_theme(self, choice: ThemeChoice) -> None:
        """Look different."""
        self._settings.set("window.theme", choice)
        self._rebuild_window()

    def use_text_scale(self, percent: int) -> None:
        """Write larger or smaller, 80 to 200 per cent."""
        self._settings.set("window.text_scale", min(200, max(80, percent)))
        self._rebuild_window()

    # From start to end.

    async def run(self) -> int:
        """Show the window, start the network behind it, and end in stages once the window is closed."""
        self.show()
        try:
            await self.quit_requested.wait()
        finally:
            await self.stop()
        return 0

    def show(self) -> None:
        """Put the window on screen; the network starts when it has been painted."""
        self._app.lastWindowClosed.connect(self.quit_requested.set)
        self._collector.start()
        self.window.painted.connect(self._start_network)
        self.window.show()

    async def stop(self) -> None:
        """End in stages, each of them bounded: no new work, network, tasks, practice, store."""
        begun = time.monotonic()
        with contextlib.suppress(RuntimeError):
            self._app.lastWindowClosed.disconnect(self.quit_requested.set)
        self.window.close()
        if self._opening is not None:
            # Only at the end of its start is it known what there is to stop.
            await asyncio.wait({self._opening}, timeout=_OPENING_SECONDS)
        if self._network is not None:
            await self._network.stop()
            log.info("network stopped after %.2f s", time.monotonic() - begun)
        await self._background.close()
        self._practice.stop()
        self._bridge.close()
        self._collector.stop()
        self._translations.use("en")
        self.window.deleteLater()
        await asyncio.to_thread(self._database.close)
        log.info("ended after %.2f s", time.monotonic() - begun)

    def raise_window(self) -> None:
        """Bring the window to the front: somebody started the program again."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _build_window(self) -> MainWindow:
        language = self._settings.get("window.language", str, system_language())
        spoken: Language = "ar" if language == "ar" else "en"
        choice = self._settings.get("window.theme", str, "system")
        theme = theme_for(
            choice if choice in ("light", "dark") else "system",  # type: ignore[arg-type]
            self._settings.get("window.text_scale", int, 100) / 100,
        )
        self._translations.use(spoken)
        theme.apply(self._app)
        self._desk = Desk(
            house=self,
            bridge=self._bridge,
            background=self._background,
            prompter=self._options.prompter or DialogPrompter(theme),
            pictures=self._pictures,
            theme=theme,
            language=spoken,
            now=now,
            orders=self._orders,
            invoices=self._invoices,
            catalogue=self._catalogue,
            menu_changes=self._menu_changes,
            rewards=self._rewards,
            events=self._events,
            outbox=self._outbox,
            connections=self._connections,
            installs=self._installs,
            settings=self._settings,
        )
        return MainWindow(self._desk)

    def _rebuild_window(self) -> None:
        """Build the window anew where it stood: the one way in which language, theme and text size change."""
        old = self.window
        geometry, state = old.geometry(), old.windowState()
        old.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.window = self._build_window()
        self.window.setGeometry(geometry)
        self.window.setWindowState(state)
        self.window.show()
        old.close()
        old.deleteLater()

    def _start_network(self) -> None:
        self._opening = self._background.spawn(self._open_network(), name="network.open")

    async def _open_network(self) -> None:
        try:
            self._network = await self._started_network()
        finally:
            # Whoever waits for the network is told either way; `_whole_network` says that it is not there.
            self._network_ready.set()
        self._bridge.listener_changed.emit()
        self._pictures.retry_failed()
        await self._network.serve(self._active)
        self._collector.settle()
        if self._options.practise:
            self.window.practise()

    async def _started_network(self) -> "Network":
        # Imported behind the first paint: HTTP client, server and keyring cost as much as the window itself.
        network_class = await asyncio.to_thread(_load_network)
        network = network_class(
            home=self._options.home,
            store_path=self._options.home / STORE_NAME,
            port=self.listener_port,
            environments=self._environments,
            orders=self._orders,
            invoices=self._invoices,
            catalogue=self._catalogue,
            rewards=self._rewards,
            events=self._events,
            outbox=self._outbox,
            connections=self._connections,
            installs=self._installs,
            journal=self._journal,
            settings=self._settings,
            background=self._background,
            now=now,
            on_status=self._told_status,
            on_vault=self._bridge.listener_changed.emit,
            on_alert=self._bridge.alert_told.emit,
            on_inspection=self._bridge.inspection_changed.emit,
        )
        self._listener_error = await network.start()
        return network

    @property
    def _session(self) -> "Session | None":
        return self._network.session if self._network else None

    async def _whole_network(self) -> "Network":
        await self._network_ready.wait()
        if self._network is None:
            raise OperatorError("the network part did not start")
        return self._network

    def _fetch(self) -> Fetch | None:
        return self._network.fetch_picture if self._network else None

    def _told_status(self, status: Status) -> None:
        if status == self._status:
            return
        self._status = status
        self._bridge.status(status)

    def _report(self, name: str, error: BaseException) -> None:
        """Log what a background task failed with, then show it: an operator's error in words, a bug once."""
        if isinstance(error, OperatorError):
            log.info("%s: %s: %s", name, error.code, error.detail)
            self._bridge.error_told.emit(error)
            return
        self.report_bug(type(error), error, error.__traceback__)

    def report_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None) -> None:
        """Log a bug with its trace and show the operator, once for each kind, that something unexpected happened."""
        log.error("unexpected: %s", kind.__name__, exc_info=(kind, error, trace))
        place = f"{kind.__name__}:{error}"
        if place in self._reported:
            return
        self._reported.add(place)
        with contextlib.suppress(RuntimeError):  # The window may be gone already.
            self._bridge.error_told.emit(OperatorError(kind.__name__))


def _load_network() -> "type[Network]":
    from retm_desktop.network import load  # noqa: PLC0415

    return load()


def run_loop(app: QApplication, main: Callable[[], "asyncio.Future[int] | object"]) -> int:
    """Run `main()` (a coroutine function) on a Qt loop and return its exit code."""
    import qasync  # noqa: PLC0415 - after PySide6, whose binding it then takes

    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return int(runner.run(main()))  # type: ignore[arg-type]


def prepare_qt(arguments: list[str] | None = None) -> QApplication:
    """Make the application object with what has to be set before it."""
    route_qt_messages()
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(arguments or sys.argv[:1])
    app.setApplicationName("RETM Desktop")
    app.setOrganizationName("RETM Desktop")
    app.setDesktopFileName("retm-desktop")
    return app
