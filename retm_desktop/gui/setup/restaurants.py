"""The restaurants this computer is connected to: show one, disconnect one, connect another."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import chip, frame, label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.words import environment_name
from retm_desktop.store.connections import ConnectionRecord, ConnectionState


class _Label(msgspec.Struct):
    """The one thing the list wants of an environment's document."""

    label: str = ""


def environment_label(connection: ConnectionRecord) -> str:
    """Return the environment's name for the screen, as it was when the restaurant was connected."""
    try:
        told = msgspec.json.decode(connection.environment_document, type=_Label).label
    except msgspec.DecodeError:
        told = ""
    return environment_name(told) or connection.environment


CURRENCIES = ("SAR", "AED", "BHD", "EGP", "JOD", "KWD", "MYR", "OMR", "QAR")
"""Those of the countries RETM sells in, its own first, and that of the payment service."""


class Restaurants(Section):
    """Lists the connections as the store has them."""

    practice_requested = Signal()
    """The practice restaurant runs and can be connected."""
    connect_requested = Signal()
    secret_requested = Signal()
    """The client secret of the restaurant that is shown has to be entered anew."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            "storefront",
            self.tr("Restaurants"),
            self.tr("One is shown at a time; all keep receiving what RETM sends."),
            name="setup_restaurants",
        )
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self.notice = Notice(theme, name="setup_restaurants_notice")
        self.add(self.notice)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.space("s"))
        self.add(self._list)
        currency = self.tr("RETM does not tell a restaurant's currency: choose the one its prices are in.")
        self._hint = label(currency, "muted", name="setup_currency_hint", wrap=True)
        self.add(self._hint)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("s"))
        another = button(
            self.tr("Connect another restaurant"),
            "primary",
            name="setup_connect",
            icon=icon("plus", theme.color("on_primary")),
            icon_size=theme.size("icon"),
        )
        another.clicked.connect(self.connect_requested)
        self.practise = button(
            self.tr("Practise"),
            name="setup_practise",
            icon=icon("cooking-pot", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self.practise.clicked.connect(self._practise)
        foot.addWidget(another)
        foot.addWidget(self.practise)
        foot.addStretch(1)
        self.add(foot)
        desk.bridge.connections_changed.connect(self._read)
        desk.bridge.active_changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        self._tasks.spawn(self._fill(), "fill")

    async def _fill(self) -> None:
        connections = await self._desk.connections.all()
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for connection in connections:
            self._list.addWidget(self._row(connection))
        self._hint.setVisible(bool(connections))
        if not connections:
            self._list.addWidget(
                label(self.tr("No restaurant is connected on this computer."), "muted", name="setup_no_restaurant")
            )

    def _row(self, connection: ConnectionRecord) -> QFrame:
        theme = self._desk.theme
        shown = connection.id == self._desk.connection_id
        made = frame("sunken", name=f"setup_restaurant_{connection.id}")
        row = QHBoxLayout(made)
        pad(row, theme, "m")
        row.setSpacing(theme.space("m"))
        glyph = "cooking-pot" if connection.environment == "sandbox" else "storefront"
        row.addWidget(Disc(theme, glyph, size="control", fill="surface"))
        texts = QVBoxLayout()
        texts.setSpacing(theme.space("xs"))
        name = label(bidi.auto(connection.label or connection.business_id), "strong")
        first = QHBoxLayout()
        first.setSpacing(theme.space("s"))
        first.addWidget(name)
        first.addWidget(chip(environment_label(connection)))
        first.addWidget(self._state(connection, shown=shown))
        first.addStretch(1)
        texts.addLayout(first)
        texts.addWidget(label(self._since(connection), "caption"))
        row.addLayout(texts, 1)
        row.addLayout(self._acts(connection, shown=shown))
        return made

    def _state(self, connection: ConnectionRecord, *, shown: bool) -> QWidget:
        name = f"setup_state_{connection.id}"
        if connection.state == ConnectionState.SIGN_IN:
            return chip(self.tr("Sign in again"), "danger", name=name)
        if connection.state == ConnectionState.NEW_SECRET:
            return chip(self.tr("New secret needed"), "danger", name=name)
        if connection.state == ConnectionState.CONNECTING:
            return chip(self.tr("Connecting…"), "warn", name=name)
        return chip(self.tr("Shown now") if shown else self.tr("Connected"), "primary" if shown else "good", name=name)

    def _since(self, connection: ConnectionRecord) -> str:
        business = bidi.ltr(connection.business_id)
        if connection.connected_at is None:
            return business
        return self.tr("{business} · connected since {time}").format(
            business=business, time=bidi.day_and_clock(connection.connected_at, self._desk.zone)
        )

    def _acts(self, connection: ConnectionRecord, *, shown: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.space("s"))
        name = bidi.auto(connection.label or connection.business_id)
        row.addWidget(self._currency(connection, name))
        if connection.state == ConnectionState.SIGN_IN:
            again = button(self.tr("Sign in"), "primary", name=f"setup_sign_in_{connection.id}")
            again.clicked.connect(
                self.practise.click if connection.environment == "sandbox" else self.connect_requested
            )
            row.addWidget(again)
        if connection.state == ConnectionState.NEW_SECRET:
            secret = button(self.tr("Enter the new secret"), "primary", name=f"setup_secret_{connection.id}")
            secret.clicked.connect(
                self.practise.click
                if connection.environment == "sandbox"
                else lambda: self._tasks.spawn(self._ask_for_secret(connection.id, shown=shown), "secret")
            )
            row.addWidget(secret)
        if not shown:
            show = button(self.tr("Show"), name=f"setup_show_{connection.id}")
            show.setAccessibleName(self.tr("Show {restaurant}").format(restaurant=name))
            show.clicked.connect(lambda: self._tasks.spawn(self._desk.house.switch(connection.id), "switch"))
            row.addWidget(show)
        leave = button(self.tr("Disconnect"), "quiet", name=f"setup_disconnect_{connection.id}")
        leave.setAccessibleName(self.tr("Disconnect {restaurant}").format(restaurant=name))
        leave.clicked.connect(lambda: self._tasks.spawn(self._disconnect(connection), "disconnect"))
        row.addWidget(leave)
        return row

    def _currency(self, connection: ConnectionRecord, name: str) -> QComboBox:
        """Return a box for the restaurant's currency; one that came from elsewhere is offered as well."""
        words = self.tr("Currency of {restaurant}").format(restaurant=name)
        box = Combo(self._desk.theme, words, name=f"setup_currency_{connection.id}")
        box.setToolTip(self.tr("Currency"))
        for code in dict.fromkeys((*CURRENCIES, connection.currency)):
            box.addItem(bidi.currency(code, self._desk.language), code)
        box.setCurrentIndex(box.findData(connection.currency))
        box.activated.connect(
            lambda _number: self._tasks.spawn(self._use_currency(connection, str(box.currentData())), "currency")
        )
        return box

    async def _use_currency(self, connection: ConnectionRecord, code: str) -> None:
        if code == connection.currency:
            return
        await self._desk.connections.set_currency(connection.id, code)
        if connection.id == self._desk.connection_id:
            # The restaurant on screen is told in its prices everywhere.
            await self._desk.house.switch(connection.id)

    async def _ask_for_secret(self, connection_id: int, *, shown: bool) -> None:
        """Ask for it once the restaurant is the one that is shown: it is tried at RETM over its own connection."""
        if not shown:
            await self._desk.house.switch(connection_id)
        self.secret_requested.emit()

    async def _disconnect(self, connection: ConnectionRecord) -> None:
        unsent = await self._desk.outbox.open_count(connection.id)
        words = self.tr(
            "Forgotten: the sign-in and the secrets of this restaurant on this computer; nothing more is received.\n"
            "Kept: its orders, menu and customers, for when it is connected again."
        )
        if unsent:
            words += "\n" + self.tr("Not sent yet and kept waiting: {n}.").format(n=bidi.ltr(str(unsent)))
        agreed = await self._desk.prompter.confirm(
            self.window(),
            self.tr("Disconnect {restaurant}?").format(
                restaurant=bidi.auto(connection.label or connection.business_id)
            ),
            words,
            yes=self.tr("Disconnect"),
            no=self.tr("Keep it connected"),
            dangerous=True,
        )
        if not agreed:
            return
        try:
            await self._desk.house.disconnect(connection.id)
        except OperatorError as error:
            self.notice.tell(error)

    def _practise(self) -> None:
        self.notice.hide()
        self.practise.setEnabled(False)
        self.practise.setText(self.tr("The practice restaurant opens…"))
        self._tasks.spawn(self._start_practice(), "practice")

    async def _start_practice(self) -> None:
        try:
            await self._desk.installing.start_practice()
        except OperatorError as error:
            self.notice.tell(error)
        else:
            self.practice_requested.emit()
        finally:
            self.practise.setEnabled(True)
            self.practise.setText(self.tr("Practise"))
            self.practise.setCursor(Qt.CursorShape.PointingHandCursor)
