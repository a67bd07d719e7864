"""The strip above every tab: which restaurant, how we stand with RETM, what is unsent, language and theme."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from retm_desktop.domain.errors import KeyringUnavailable
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.doctor.opening import open_doctor
from retm_desktop.gui.icons import icon
from retm_desktop.gui.sentences import sentence_of_status, wants_new_secret
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.labels import chip, label
from retm_desktop.store.connections import ConnectionRecord
from retm_desktop.sync.status import Link, Status

_LOOKS = {
    Link.ONLINE: ("good", "wifi-high"),
    Link.RECONNECTING: ("warn", "arrows-clockwise"),
    Link.OFFLINE: ("danger", "wifi-slash"),
    Link.SIGN_IN: ("danger", "sign-in"),
}
_TICK_MS = 15_000


class Header(QFrame):
    """Shows the active restaurant's name, environment, connection badge, freshness and unsent actions."""

    practice_requested = Signal()
    connect_requested = Signal()
    secret_requested = Signal()
    unsent_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self.setProperty("role", "header")
        self.setObjectName("header")
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("xl"), theme.space("s"), theme.space("l"), theme.space("s"))
        row.setSpacing(theme.space("m"))

        self._name = button("", "quiet", name="header_restaurant")
        self._name.setIcon(icon("caret-down-bold", theme.color("muted")))
        self._name.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight if desk.language == "ar" else Qt.LayoutDirection.RightToLeft
        )
        font = theme.font("title")
        self._name.setFont(font)
        self._name.setStyleSheet(f"font-size: {font.pixelSize()}px; font-weight: 600; color: {theme.hex('text')};")
        self._menu = QMenu(self)
        self._menu.setObjectName("header_restaurants")
        self._name.clicked.connect(self._open_menu)
        row.addWidget(self._name)
        self._environment = chip("", "info", name="header_environment")
        row.addWidget(self._environment, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)

        self._unsent = button("", "quiet", name="header_unsent")
        self._unsent.setIcon(icon("paper-plane-tilt", theme.color("warn")))
        self._unsent.setIconSize(_beside_words(theme))
        self._unsent.clicked.connect(self.unsent_requested)
        row.addWidget(self._unsent)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._badge = button("", "quiet", name="header_badge")
        self._badge.clicked.connect(self._act)
        words.addWidget(self._badge)
        row.addLayout(words)
        self._updated = label("", "caption", name="header_updated")
        row.addWidget(self._updated)
        refresh = icon_button(
            icon("arrow-clockwise", theme.color("muted")), self.tr("Ask RETM now (F5)"), name="header_refresh"
        )
        refresh.clicked.connect(desk.house.refresh)
        row.addWidget(refresh)
        self._language = button("EN" if desk.language == "ar" else "ع", "quiet", name="header_language")
        self._language.setToolTip(self.tr("العربية") if desk.language == "en" else "English")
        self._language.setAccessibleName("English" if desk.language == "ar" else "العربية")
        self._language.clicked.connect(lambda: desk.house.use_language("en" if desk.language == "ar" else "ar"))
        row.addWidget(self._language)
        dark = theme.name == "dark"
        look = icon_button(
            icon("sun" if dark else "moon", theme.color("muted")),
            self.tr("Light theme") if dark else self.tr("Dark theme"),
            name="header_theme",
        )
        look.clicked.connect(lambda: desk.house.use_theme("light" if dark else "dark"))
        row.addWidget(look)

        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(lambda: self._show_status(desk.house.status))
        self._timer.start()
        desk.bridge.status_changed.connect(self._show_status)
        desk.bridge.active_changed.connect(self.show_active)
        desk.bridge.connections_changed.connect(self.show_active)
        desk.bridge.outbox_changed.connect(self._count_unsent)
        self.show_active()

    def show_active(self) -> None:
        """Show the active restaurant."""
        active = self._desk.house.active
        self.setVisible(active is not None)
        if active is None:
            return
        self._name.setText(bidi.auto(active.label or active.business_id))
        self._environment.setText(self._environment_words(active))
        self._environment.setVisible(active.environment != "production")
        self._show_status(self._desk.house.status)
        self._count_unsent()

    def _environment_words(self, active: ConnectionRecord) -> str:
        match active.environment:
            case "sandbox":
                return self.tr("Practice")
            case "staging":
                return self.tr("Staging")
            case other:
                known = self._desk.house.environments.get(other)
                return bidi.auto(known.label if known else other)

    def _show_status(self, status: Status) -> None:
        tone, picture = _LOOKS[status.link]
        zone = self._desk.zone
        match status.link:
            case Link.ONLINE:
                words = self.tr("Online")
            case Link.RECONNECTING:
                words = self.tr("Reconnecting…")
            case Link.OFFLINE if status.error_code == KeyringUnavailable.code:
                words = self.tr("Password store locked")
            case Link.OFFLINE:
                words = self._offline_words(status.since)
            case Link.SIGN_IN if wants_new_secret(status):
                words = self.tr("New secret needed")
            case Link.SIGN_IN:
                words = self.tr("Sign in again")
        active = self._desk.house.active
        practice_ended = active is not None and active.environment == "sandbox" and status.link is not Link.ONLINE
        if practice_ended and status.link in (Link.OFFLINE, Link.SIGN_IN):
            words = self.tr("{state} · practise again").format(state=words)
        theme = self._desk.theme
        self._badge.setText(words)
        self._badge.setIcon(icon(picture, theme.color(tone)))
        self._badge.setIconSize(_beside_words(theme))
        self._badge.setStyleSheet(
            f"background: {theme.hex(f'{tone}_soft')}; color: {theme.hex(tone)}; border-radius: {theme.radius('m')}px;"
            f" font-weight: 600; border: 1px solid {theme.hex(f'{tone}_soft')};"
        )
        told = sentence_of_status(status) if status.error_code else None
        self._badge.setToolTip(f"{told.what} {told.safe} {told.next}" if told else words)
        self._badge.setAccessibleName(words)
        if status.updated_at is None:
            self._updated.setText("")
        else:
            self._updated.setText(self.tr("updated {time}").format(time=bidi.clock(status.updated_at, zone)))

    def _offline_words(self, since: datetime | None) -> str:
        if since is None:
            return self.tr("Offline")
        zone = self._desk.zone
        same_day = since.astimezone(zone).date() == self._desk.now().astimezone(zone).date()
        when = bidi.clock(since, zone) if same_day else bidi.day_and_clock(since, zone)
        return self.tr("Offline since {time}").format(time=when)

    def _count_unsent(self) -> None:
        self._tasks.spawn(self._read_unsent(), "unsent")

    async def _read_unsent(self) -> None:
        count = await self._desk.outbox.open_count(self._desk.connection_id)
        self._unsent.setVisible(count > 0)
        self._unsent.setText(self.tr("{n} unsent").format(n=bidi.ltr(str(count))))

    def _act(self) -> None:
        active = self._desk.house.active
        link = self._desk.house.status.link
        if active is not None and active.environment == "sandbox" and link in (Link.OFFLINE, Link.SIGN_IN):
            self.practice_requested.emit()
        elif wants_new_secret(self._desk.house.status):
            self.secret_requested.emit()
        elif link is Link.SIGN_IN:
            self.connect_requested.emit()
        else:
            self._desk.house.refresh()
            if link is Link.OFFLINE:
                open_doctor(self._desk, self.window())

    def _open_menu(self) -> None:
        self._tasks.spawn(self._fill_menu(), "menu")

    async def _fill_menu(self) -> None:
        known = await self._desk.connections.all()
        self._menu.clear()
        for record in known:
            words = f"{bidi.auto(record.label or record.business_id)} – {self._environment_words(record)}"
            act = self._menu.addAction(words if record.environment != "production" else bidi.auto(record.label))
            act.setCheckable(True)
            act.setChecked(record.id == self._desk.connection_id)
            act.triggered.connect(lambda _on=False, number=record.id: self._switch(number))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Connect another restaurant…")).triggered.connect(
            lambda _on=False: self.connect_requested.emit()
        )
        self._menu.popup(self._name.mapToGlobal(self._name.rect().bottomLeft()))

    def _switch(self, number: int) -> None:
        self._tasks.spawn(self._desk.house.switch(number), "switch")


def _beside_words(theme: Theme) -> QSize:
    """Return the size of an icon on a button with words: Qt sets them close, a wider box keeps them apart."""
    return QSize(theme.size("icon") * 7 // 5, theme.size("icon"))
