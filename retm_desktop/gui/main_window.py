"""The main window: the rail of tabs, the header, and one page a tab; or the welcome before the first install."""

import asyncio
import importlib
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.gui.desk import Desk, Practice
from retm_desktop.gui.header import Header
from retm_desktop.gui.notices import WindowNotices
from retm_desktop.gui.rail import Rail, Tab
from retm_desktop.gui.tabs import Tabs
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.resources import resource
from retm_desktop.store.connections import PAYMENTS

if TYPE_CHECKING:
    from retm_desktop.gui.leaving import Leaving


class MainWindow(QMainWindow):
    """Built for one language and one theme; `painted` is told once, when it is first on screen."""

    painted = Signal()
    repair_requested = Signal()
    """The store is damaged, and the operator wants it rescued now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._first_paint_told = False
        self.setObjectName("main_window")
        self.setWindowTitle("RETM Desktop")
        self.setWindowIcon(QIcon(str(resource("icons", "app-256.png"))))
        self._workspace = self._make_workspace()
        self._root = QStackedWidget()
        self._root.addWidget(self._workspace)
        self.setCentralWidget(self._root)
        self._welcome: QWidget | None = None
        self._shortcuts()
        self._restore_size()
        self.painted.connect(lambda: self._tasks.spawn(self._complete(), "complete"))
        desk.bridge.active_changed.connect(self._show_what_there_is)
        self._show_what_there_is()

    def connect_restaurant(self) -> None:
        """Open the dialog that installs into a restaurant's account."""
        self._open_connect(None)

    def enter_secret(self) -> None:
        """Open the dialog that takes the client secret RETM issued in place of ours."""
        from retm_desktop.gui.connection.secret_dialog import SecretDialog  # noqa: PLC0415

        dialog = SecretDialog(self._desk, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.connect_requested.connect(self.connect_restaurant)
        dialog.open()

    def practise(self) -> None:
        """Start the practice restaurant and install into it."""
        self._tasks.spawn(self._practise(), "practise")

    def practise_payments(self) -> None:
        """Connect the practice restaurant's payments."""
        self._tasks.spawn(self._practise_payments(), "practise payments")

    @cached_property
    def _leaving(self) -> "Leaving":
        from retm_desktop.gui.leaving import Leaving  # noqa: PLC0415

        return Leaving(self._desk, self)

    def leave_unasked(self) -> None:
        """From now on close without a question about unsent work: the program or the system ends by itself."""
        self._leaving.unasked()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember size and place; while work is unsent the operator is asked first."""
        if self._leaving.asks():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._desk.settings.set("window.geometry", geometry)
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Wait for the first paint, after which the network may start."""
        super().showEvent(event)
        if not self._first_paint_told:
            self._root.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first paint of what the window holds."""
        if event.type() == QEvent.Type.Paint and not self._first_paint_told:
            self._first_paint_told = True
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return super().eventFilter(watched, event)

    def _make_workspace(self) -> QWidget:
        workspace = QWidget()
        workspace.setProperty("role", "page")
        row = QHBoxLayout(workspace)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._rail = Rail(
            self._desk.theme,
            [
                Tab("orders", "receipt", self.tr("Orders"), 1),
                Tab("invoices", "file-text", self.tr("Invoices"), 2),
                Tab("menu", "fork-knife", self.tr("Menu"), 3),
                Tab("customers", "users", self.tr("Customers"), 4),
                Tab("rewards", "ticket", self.tr("Rewards"), 5),
                Tab("branches", "storefront", self.tr("Branches"), 6),
                Tab("devices", "device-tablet", self.tr("Devices"), 7),
                Tab("takings", "wallet", self.tr("Takings"), 9),
            ],
            [Tab("setup", "gear-six", self.tr("Setup"), 8)],
        )
        self.tabs = Tabs(self._desk)
        """The pages behind the rail."""
        self.tabs.shown.connect(self._rail.show_chosen)
        self.tabs.connect_requested.connect(self.connect_restaurant)
        self.tabs.practice_requested.connect(self.practise)
        self.tabs.practice_payments_requested.connect(self.practise_payments)
        self.tabs.takings_offered.connect(lambda offered: self._rail.offer("takings", offered))
        self._rail.offer("takings", self.tabs.has_takings)
        self.tabs.secret_requested.connect(self.enter_secret)
        self._rail.chosen.connect(self.tabs.show_tab)
        row.addWidget(self._rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._header = Header(self._desk)
        self._header.practice_requested.connect(self.practise)
        self._header.connect_requested.connect(self.connect_restaurant)
        self._header.secret_requested.connect(self.enter_secret)
        self._header.unsent_requested.connect(self.tabs.show_unsent)
        column.addWidget(self._header)
        self._notices = WindowNotices(self._desk)
        self._notices.connect_requested.connect(self.connect_restaurant)
        self._notices.secret_requested.connect(self.enter_secret)
        self._notices.setup_requested.connect(lambda: self.tabs.show_setup("program"))
        self._notices.connection_requested.connect(lambda: self.tabs.show_setup("connection"))
        self._notices.missed_requested.connect(self.tabs.show_missed)
        self._notices.repair_requested.connect(self.repair_requested)
        column.addLayout(self._notices)
        column.addWidget(self.tabs, 1)
        row.addLayout(column, 1)
        return workspace

    async def _complete(self) -> None:
        """What a start has to show is on screen: now what rings, tells of missed orders and offers to take back."""
        # Imported on another thread, and here for their names: it would hold up the window's first moments.
        await asyncio.to_thread(_import_the_rest)
        from retm_desktop.gui.bell import Bell, Chime  # noqa: PLC0415
        from retm_desktop.gui.outbox.undo_strip import UndoStrip  # noqa: PLC0415

        Bell(self._desk, Chime(), self)
        self._notices.complete()
        strip = UndoStrip(self._desk, self.tabs, self._workspace)
        strip.edit_requested.connect(self.tabs.edit_order)
        strip.outbox_requested.connect(self.tabs.show_unsent)

    def _show_what_there_is(self) -> None:
        if self._desk.house.active is None:
            if self._welcome is None:
                self._welcome = self._make_welcome()
                self._root.addWidget(self._welcome)
            self._root.setCurrentWidget(self._welcome)
            return
        self._root.setCurrentWidget(self._workspace)
        self.tabs.show_last()
        self._notices.refresh()

    def _make_welcome(self) -> QWidget:
        from retm_desktop.gui.connect.welcome import WelcomePage  # noqa: PLC0415

        page = WelcomePage(self._desk)
        page.practice_requested.connect(self.practise)
        page.connect_requested.connect(self.connect_restaurant)
        page.repair_requested.connect(self.repair_requested)
        return page

    async def _practise(self) -> None:
        practice = await self._desk.installing.start_practice()
        self._open_connect(practice)

    async def _practise_payments(self) -> None:
        practice = await self._desk.installing.practice_payments()
        self._open_connect(practice)

    def _open_connect(self, practice: Practice | None) -> None:
        from retm_desktop.gui.connect.dialog import ConnectDialog  # noqa: PLC0415

        dialog = ConnectDialog(self._desk, self, practice)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.connected.connect(self._connected)
        dialog.open()

    def _connected(self, connection_id: int) -> None:
        self._tasks.spawn(self._take_up(connection_id), "switch")

    async def _take_up(self, connection_id: int) -> None:
        """Use what has just been connected: for its payments, or as the restaurant on screen."""
        connection = await self._desk.connections.get(connection_id)
        if connection is not None and connection.serves == PAYMENTS:
            await self._desk.house.use_payments(connection_id)
            self.tabs.show_setup("payments")
            return
        self.tabs.forget_last()
        await self._desk.house.switch(connection_id)

    def _shortcuts(self) -> None:
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Refresh), self.tabs.ask_anew),
            (QKeySequence(Qt.Key.Key_F5), self.tabs.ask_anew),
            (QKeySequence(QKeySequence.StandardKey.Find), self.tabs.focus_search),
            (QKeySequence(QKeySequence.StandardKey.New), lambda: self.tabs.show_tab("new_order")),
            (QKeySequence(Qt.Key.Key_F11), self._toggle_full_screen),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.activated.connect(act)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _restore_size(self) -> None:
        theme = self._desk.theme
        self.resize(theme.size("window_width"), theme.size("window_height"))
        remembered = self._desk.settings.get("window.geometry", str, "")
        if remembered:
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(remembered.encode("ascii"))))


def _import_the_rest() -> None:
    # The list too: whoever turns to it for the first time should not wait for its modules.
    for name in ("bell", "connection.alert_notice", "ledger.missed_notice", "orders.list_view", "outbox.undo_strip"):
        importlib.import_module(f"retm_desktop.gui.{name}")
