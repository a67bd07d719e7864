"""What one can do about the payment account on this computer: read it, choose the PIN, sign in again, leave it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.dialogs import ask
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payment_account.connected import account_zone
from retm_desktop.gui.sentences import PAYMENTS_SERVICE, sentence_of_payment
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import chip, label, retone
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.connections import ConnectionRecord, ConnectionState


class ActsCard(Section):
    """Shows how the connection stands and has the buttons; `refresh` follows what there is."""

    read_requested = Signal()
    sign_in_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            "gear-six",
            self.tr("On this computer"),
            self.tr("The account is used by every restaurant of this program that is paid in ringgit."),
            name="payments_acts",
        )
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self.notice = Notice(theme, name="payments_acts_notice")
        self.add(self.notice)
        self._state = chip("", name="payments_state")
        self._again = button(self.tr("Sign in again"), "primary", name="payments_sign_in")
        self._again.clicked.connect(self.sign_in_requested)
        self.add_line(self.tr("Connection"), "", self._state, self._again)
        self._since = label("", "muted", name="payments_since", wrap=True)
        self.add(self._since)
        self._read = button(
            self.tr("Read now"),
            name="payments_read",
            icon=icon("arrow-clockwise", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self._read.clicked.connect(self.read_requested)
        self.add_line(
            self.tr("Account, stores and transactions"), self.tr("Read by themselves every few minutes."), self._read
        )
        self._pin = button(self.tr("Change the PIN"), name="payments_pin")
        self._pin.clicked.connect(lambda: self._tasks.spawn(self._change_pin(), "pin"))
        self.add_line(self.tr("PIN for refunds"), self.tr("Every refund on this computer asks for it."), self._pin)
        self._leave = button(self.tr("Disconnect"), "danger", name="payments_disconnect")
        self._leave.clicked.connect(self._ask_to_leave)
        self.add_line(
            self.tr("Disconnect"), self.tr("Transactions and settlements that were read stay here."), self._leave
        )

    def refresh(self, connection: ConnectionRecord) -> None:
        """Show how the connection stands."""
        words, tone = {
            ConnectionState.CONNECTED: (self.tr("Connected"), "good"),
            ConnectionState.CONNECTING: (self.tr("Connecting…"), "warn"),
            ConnectionState.SIGN_IN: (self.tr("Sign in again"), "danger"),
            ConnectionState.NEW_SECRET: (self.tr("New secret needed"), "danger"),
        }.get(connection.state, (self.tr("Disconnected"), ""))
        self._state.setText(words)
        retone(self._state, tone)
        expired = connection.state in (ConnectionState.SIGN_IN, ConnectionState.NEW_SECRET)
        # The button says it already.
        self._state.setVisible(connection.state is not ConnectionState.SIGN_IN)
        self._again.setVisible(expired)
        at = connection.connected_at
        since = self.tr("Connected since {time}").format(
            time=bidi.day_and_clock(at, account_zone(self._desk)) if at else self.tr("an unknown time")
        )
        self._since.setText(since)
        there = self._desk.house.payments is not None
        self._read.setEnabled(there)
        self._pin.setEnabled(there)

    async def _change_pin(self) -> None:
        from retm_desktop.gui.payments.pin_dialog import PinDialog  # noqa: PLC0415 - when it is first asked for

        session = self._desk.house.payments
        if session is None:
            return
        self.notice.hide()
        try:
            chosen = await session.pin.is_set()
        except OperatorError as error:
            self._tell(error)
            return
        dialog = PinDialog(self._desk, session.pin, self.window(), change=chosen)
        if await ask(dialog) == QDialog.DialogCode.Accepted:
            self.notice.say(self.tr("The PIN for refunds is kept."), tone="good")

    def _ask_to_leave(self) -> None:
        connection = self._desk.house.payments_connection
        if connection is not None:
            self.notice.hide()
            self._leave.setEnabled(False)
            self._tasks.spawn(self._disconnect(connection), "disconnect")

    async def _disconnect(self, connection: ConnectionRecord) -> None:
        try:
            if await self._may_leave(connection):
                await self._desk.house.disconnect(connection.id)
        except OperatorError as error:
            self._tell(error)
        finally:
            self._leave.setEnabled(True)

    async def _may_leave(self, connection: ConnectionRecord) -> bool:
        words = self.tr(
            "Forgotten: the sign-in, the keys and the PIN for refunds on this computer.\n"
            "Kept: the transactions and settlements that were read.\n"
            "{service} has no way for a program to give access back: remove the application under “My Account” there "
            "as well."
        ).format(service=PAYMENTS_SERVICE)
        under_way = len(await self._desk.payments.open(connection.id))
        if under_way:
            words += "\n" + self.tr(
                "Payments and refunds whose end is not certain yet: {n}. Nobody looks them up until the account is "
                "connected again."
            ).format(n=bidi.ltr(str(under_way)))
        return await self._desk.prompter.confirm(
            self.window(),
            self.tr("Disconnect {account}?").format(account=bidi.auto(connection.label or connection.business_id)),
            words,
            yes=self.tr("Disconnect"),
            no=self.tr("Keep it connected"),
            dangerous=True,
        )

    def _tell(self, error: OperatorError) -> None:
        told = sentence_of_payment(error)
        self.notice.say(told.what, f"{told.safe} {told.next}", tone="danger")
