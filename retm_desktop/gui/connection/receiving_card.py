"""What reaches this computer from RETM: the listener, its addresses, and when each kind of message last came."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.reachable import HOOK_PATHS, INSTALL_PATH
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.events.words import kind_name
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.sentences import sentence
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.labels import chip, label, retone
from retm_desktop.store.settings import PUBLIC_ADDRESS


class ReceivingCard(Section):
    """Follows the listener, the public address of the settings, and the journal."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            "broadcast",
            self.tr("Receiving"),
            self.tr("Register these addresses in RETM's developer portal."),
            name="connection_receiving",
        )
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._last: Mapping[str, datetime] = {}
        self.state = chip("", name="connection_listener_state")
        self.add_line(self.tr("Listener"), "", self.state)
        self.why = label("", "muted", name="connection_listener_words", wrap=True)
        self.add(self.why)
        addresses = QGridLayout()
        addresses.setHorizontalSpacing(theme.space("m"))
        addresses.setVerticalSpacing(theme.space("xs"))
        addresses.setColumnStretch(1, 1)
        self.local = self._address(addresses, self.tr("On this computer"), "listener_address")
        self.port = self._address(addresses, self.tr("Port"), "listener_port")
        self.public = self._address(addresses, self.tr("Public address"), "public_address")
        self.add(addresses)
        hooks = QGridLayout()
        hooks.setHorizontalSpacing(theme.space("s"))
        hooks.setVerticalSpacing(theme.space("xs"))
        hooks.setColumnStretch(0, 1)
        self._times: dict[str, QLabel] = {}
        self._shown: dict[str, QLabel] = {}
        for path in (INSTALL_PATH, *HOOK_PATHS):
            self._hook(hooks, path)
        self.add(hooks)
        self._reading = Rereading(self._tasks, "read", self._read)
        desk.bridge.listener_changed.connect(self.refresh)
        desk.bridge.settings_changed.connect(self.refresh)
        desk.bridge.events_changed.connect(self._reading.ask)
        desk.bridge.active_changed.connect(self._start_anew)
        self.refresh()
        self._reading.ask()

    def refresh(self) -> None:
        """Show the listener and the addresses as they are now."""
        error = self._desk.house.listener_error
        started = self._desk.house.vault_state is not None
        self.state.setText(
            self.tr("Not listening") if error is not None else self.tr("Listening") if started else self.tr("Opening…")
        )
        retone(self.state, "danger" if error is not None else "good" if started else "")
        words = ""
        if isinstance(error, OperatorError):
            told = sentence(error)
            words = f"{told.what} {told.safe} {told.next}"
        self.why.setText(words)
        self.why.setVisible(bool(words))
        local = self._desk.house.listener_address
        self.local.setText(bidi.ltr(local))
        self.port.setText(bidi.ltr(str(urlsplit(local).port or "")))
        public = self._public
        self.public.setText(bidi.ltr(public) if public else self.tr("none set; orders come by asking RETM"))
        for path, shown in self._shown.items():
            shown.setText(bidi.ltr(path))
            shown.setToolTip(self._whole(path))

    def _start_anew(self) -> None:
        self._last = {}
        self._show_times()
        self._reading.ask()

    @property
    def _public(self) -> str:
        return self._desk.settings.get(PUBLIC_ADDRESS, str, "")

    def _whole(self, path: str) -> str:
        return f"{self._public or self._desk.house.listener_address}{path}"

    def _address(self, grid: QGridLayout, caption: str, name: str) -> QLabel:
        words = label("", name=f"connection_{name}", wrap=True)
        row = grid.rowCount()
        grid.addWidget(label(caption, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, row, 1)
        return words

    def _hook(self, grid: QGridLayout, path: str) -> None:
        kind = "install" if path == INSTALL_PATH else path.removeprefix("/hooks/")
        name = kind.replace("/", "_")
        row = grid.rowCount()
        grid.addWidget(label(kind_name(kind), "strong"), row, 0)
        shown = label("", "caption", name=f"connection_hook_{name}")
        grid.addWidget(shown, row, 1)
        time = label("", "caption", name=f"connection_last_{name}")
        grid.addWidget(time, row, 2)
        copy = CopyButton(
            self._desk.theme, self.tr("the address"), lambda: self._whole(path), name=f"connection_copy_{name}"
        )
        grid.addWidget(copy, row, 3)
        self._shown[path], self._times[kind] = shown, time

    async def _read(self) -> None:
        self._last = await self._desk.events.last_by_kind(self._desk.connection_id)
        self._show_times()

    def _show_times(self) -> None:
        zone, today = self._desk.zone, self._desk.now()
        for kind, words in self._times.items():
            at = self._last.get(kind)
            if at is None:
                words.setText(self.tr("never"))
            elif at.astimezone(zone).date() == today.astimezone(zone).date():
                words.setText(bidi.clock(at, zone))
            else:
                words.setText(bidi.day_and_clock(at, zone))
