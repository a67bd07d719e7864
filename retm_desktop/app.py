"""The only place where things are made and joined: store, window, network, and how they start and end."""

import asyncio
import contextlib
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from retm_desktop.connect.environments import load_environments
from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.text import Language
from retm_desktop.gui.bridge import Bridge
from retm_desktop.gui.collector import Collector
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.dialogs import DialogPrompter, Prompter
from retm_desktop.gui.language import Translations, system_language
from retm_desktop.gui.main_window import MainWindow
from retm_desktop.gui.pictures import Fetch, Pictures
from retm_desktop.gui.practice import PracticeRestaurant
from retm_desktop.gui.qt_log import route_qt_messages
from retm_desktop.gui.theme import load_fonts, theme_for
from retm_desktop.house import ProgramHouse
from retm_desktop.installing import ProgramInstalling, StartedNetwork
from retm_desktop.store.catalogue import Catalogue
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections
from retm_desktop.store.database import Trouble
from retm_desktop.store.events import Events
from retm_desktop.store.installs import Installs
from retm_desktop.store.invoices import Invoices
from retm_desktop.store.journal import JournalReader
from retm_desktop.store.ledger import Ledger
from retm_desktop.store.menu_changes import MenuChanges
from retm_desktop.store.orders import Orders
from retm_desktop.store.outbox import Outbox
from retm_desktop.store.payment_stores import PaymentStores
from retm_desktop.store.payments import Payments
from retm_desktop.store.rescue import open_store
from retm_desktop.store.rewards import Rewards
from retm_desktop.store.settings import Settings
from retm_desktop.store.takings import Takings
from retm_desktop.store.upkeep import Upkeep
from retm_desktop.sync.background import Background

if TYPE_CHECKING:
    from retm_desktop.gui.sleep import SystemSleep
    from retm_desktop.network import Network

log = logging.getLogger(__name__)

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
    """The running program. Make it with a QApplication in place, then `run`.

    Raises StoreNewer, StoreDamaged, DiskFull or BadEnvironments from the constructor: nothing was changed then.
    """

    def __init__(self, app: QApplication, options: Options) -> None:
        self._app = app
        self._options = options
        self._environments = load_environments(options.environments)
        self._database = open_store(options.home / STORE_NAME, now)
        self._changes = Changes()
        self._settings = Settings(self._database, self._changes)
        self._orders = Orders(self._database, self._changes)
        self._invoices = Invoices(self._database, self._changes)
        self._catalogue = Catalogue(self._database, self._changes)
        self._menu_changes = MenuChanges(self._database)
        self._rewards = Rewards(self._database, self._changes)
        self._events = Events(self._database, self._changes)
        self._ledger = Ledger(self._database, self._changes)
        self._outbox = Outbox(self._database, self._changes)
        self._payments = Payments(self._database, self._changes)
        self._payment_stores = PaymentStores(self._database, self._changes)
        self._takings = Takings(self._database, self._changes)
        self._connections = Connections(self._database, self._changes)
        self._installs = Installs(self._database, self._changes)
        self._journal = JournalReader(self._database, changes=self._changes)
        self._background = Background(self._report)
        self._bridge = Bridge(self._changes)
        self._collector = Collector()
        self._translations = Translations(app)
        self._pictures = Pictures(options.home / "pictures", self._background, self._fetch)
        self._practice = PracticeRestaurant(options.practice_arguments)
        self._started = StartedNetwork()
        self._installing = ProgramInstalling(
            started=self._started, practice=self._practice, installs=self._installs, orders=self._orders, now=now
        )
        self.house = ProgramHouse(
            home=options.home,
            port=options.port,
            environments=self._environments,
            settings=self._settings,
            outbox=self._outbox,
            connections=self._connections,
            started=self._started,
            installing=self._installing,
            background=self._background,
            bridge=self._bridge,
            pictures=self._pictures,
            rebuild=self._rebuild_window,
            now=now,
        )
        self._opening: asyncio.Task[None] | None = None
        self._sleep: SystemSleep | None = None
        self._reported: set[str] = set()
        self.quit_requested = asyncio.Event()
        self.wants_repair = False
        """The store is damaged and the operator wants it rescued: another program in this one's place does that."""
        load_fonts()
        self.window: MainWindow = self._build_window()

    @property
    def desk(self) -> Desk:
        """The collaborators the present window was built with."""
        return self._desk

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
        self._app.commitDataRequest.connect(self._close_unasked)
        self._collector.start()
        loop = asyncio.get_running_loop()
        self._database.on_trouble = lambda trouble: self._tell_soon(loop, trouble)
        upkeep = Upkeep(
            self._database,
            self._changes,
            self._settings,
            now=now,
            told=self._tell_trouble,
        )
        self._background.spawn(upkeep.run(), name="store.upkeep")
        self.window.painted.connect(self._start_network)
        self.window.show()

    async def stop(self) -> None:
        """End in stages, each of them bounded: no new work, network, tasks, practice, store."""
        begun = time.monotonic()
        with contextlib.suppress(RuntimeError):
            self._app.lastWindowClosed.disconnect(self.quit_requested.set)
            self._app.commitDataRequest.disconnect(self._close_unasked)
        self._close_unasked()
        self.window.close()
        if self._opening is not None:
            # Only at the end of its start is it known what there is to stop.
            await asyncio.wait({self._opening}, timeout=_OPENING_SECONDS)
        if self._sleep is not None:
            self._sleep.stop()
        if self._started.network is not None:
            await self._started.network.stop()
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

    def _close_unasked(self, _session: object = None) -> None:
        """The program was asked to end, or the operator logs off: nobody is asked about unsent work, which is kept."""
        self.window.leave_unasked()

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
            house=self.house,
            installing=self._installing,
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
            ledger=self._ledger,
            outbox=self._outbox,
            connections=self._connections,
            installs=self._installs,
            settings=self._settings,
            payments=self._payments,
            payment_stores=self._payment_stores,
            takings=self._takings,
        )
        window = MainWindow(self._desk)
        window.repair_requested.connect(self._repair)
        return window

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

    def _tell_soon(self, loop: asyncio.AbstractEventLoop, trouble: Trouble | None) -> None:
        with contextlib.suppress(RuntimeError):  # The store is closed last, behind the loop's end.
            loop.call_soon_threadsafe(self._bridge.store_told.emit, trouble)

    def _tell_trouble(self, trouble: Trouble | None) -> None:
        self._bridge.store_told.emit(trouble)
        network = self._started.network
        if trouble is None and network is not None and network.vault.is_behind:
            self._background.spawn(network.vault.catch_up(), name="vault.catch_up", replace=True)

    def _repair(self) -> None:
        self.wants_repair = True
        self.quit_requested.set()

    def _start_network(self) -> None:
        self._opening = self._background.spawn(self._open_network(), name="network.open")

    async def _open_network(self) -> None:
        try:
            network = self._started.network = await self._started_network()
        finally:
            self._started.settled()
        self._bridge.listener_changed.emit()
        self._hear_sleep(network)
        self._pictures.retry_failed()
        await network.serve(self.house.active)
        await network.serve_payments(self.house.payments_connection)
        self._collector.settle()
        if self._options.practise:
            self.window.practise()

    def _hear_sleep(self, network: "Network") -> None:
        """Tell the network when the system says that the computer sleeps or wakes."""
        from retm_desktop.gui.sleep import SystemSleep  # noqa: PLC0415 - behind the first paint, as the network is

        self._sleep = SystemSleep(self._app)
        self._sleep.going_to_sleep.connect(network.wake.going_to_sleep)
        self._sleep.awake.connect(network.wake.awake)
        self._sleep.start()

    async def _started_network(self) -> "Network":
        # Imported behind the first paint: HTTP client, server and keyring cost as much as the window itself.
        network_class = await asyncio.to_thread(_load_network)
        network = network_class(
            home=self._options.home,
            store_path=self._options.home / STORE_NAME,
            write_turn=self._database.turn,
            port=self.house.listener_port,
            environments=self._environments,
            orders=self._orders,
            invoices=self._invoices,
            catalogue=self._catalogue,
            rewards=self._rewards,
            payments=self._payments,
            payment_stores=self._payment_stores,
            takings=self._takings,
            changes=self._changes,
            events=self._events,
            ledger=self._ledger,
            outbox=self._outbox,
            connections=self._connections,
            installs=self._installs,
            journal=self._journal,
            settings=self._settings,
            background=self._background,
            now=now,
            on_status=self.house.told_status,
            on_vault=self._bridge.listener_changed.emit,
            on_alert=self._bridge.alert_told.emit,
            on_inspection=self._bridge.inspection_changed.emit,
        )
        self._started.listener_error = await network.start()
        return network

    def _fetch(self) -> Fetch | None:
        return self._started.network.fetch_picture if self._started.network else None

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
    # Python's usual 5 ms are long for the listener's thread, on which a cashier waits, and for a window that paints
    # while a thread reads a menu of thousands.
    sys.setswitchinterval(0.0005)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(arguments or sys.argv[:1])
    app.setApplicationName("RETM Desktop")
    app.setOrganizationName("RETM Desktop")
    app.setDesktopFileName("retm-desktop")
    return app
