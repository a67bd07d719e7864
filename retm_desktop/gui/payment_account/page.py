"""Setup's part on payments: whose account is connected, what it allows, and what one can do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui.connect.providers import provider_words
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payment_account.acts_card import ActsCard
from retm_desktop.gui.payment_account.as_of import AccountAsOf
from retm_desktop.gui.payment_account.cards import AccessCard, AccountCard, CompanyCard, PlansCard, UserCard
from retm_desktop.gui.payment_account.connected import account_id, account_zone
from retm_desktop.gui.payment_account.plan import plan_trouble
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.sentences import sentence_of_payment
from retm_desktop.gui.setup.restaurants import environment_label
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.card_columns import CardColumns
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.labels import chip, label, retone
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.payment_stores import PaymentAccount


class PaymentAccountPage(QWidget):
    """Two doors while nothing is connected, else everything that is known of the account."""

    connect_requested = Signal()
    practice_payments_requested = Signal()
    """The practice payments run (`installing.practice_payments` returns them at once) and can be connected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self.setObjectName("payments_page")
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("xl"), theme.space("l"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("m"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("m"))
        head.addWidget(label(self.tr("Payments"), "display", name="payments_title"))
        self._environment = chip("", name="payments_environment")
        head.addWidget(self._environment, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        self._as_of = AccountAsOf(desk, name="payments")
        head.addWidget(self._as_of)
        column.addLayout(head)
        self._trouble = Notice(theme, name="payments_trouble")
        self._plan = Notice(theme, name="payments_plan")
        self._notice = Notice(theme, name="payments_notice")
        for notice in (self._trouble, self._plan, self._notice):
            column.addWidget(notice)
        self._states = QStackedWidget()
        self._empty = self._make_empty()
        self._connected = self._make_connected()
        for state in (self._empty, self._connected):
            self._states.addWidget(state)
        column.addWidget(self._states, 1)
        self._reading = Rereading(self._tasks, "read", self._read)
        desk.bridge.payments_changed.connect(self._reading.ask)
        self._show(None)
        self._reading.ask()

    def ask_anew(self) -> None:
        """Ask the service for account and transactions."""
        self._as_of.ask()

    def _make_empty(self) -> EmptyState:
        theme = self._desk.theme
        made = EmptyState(
            theme,
            "welcome",
            self.tr("No payment account is connected"),
            self.tr(
                "With one, orders in ringgit are charged here: by a code on the screen, a payment page or a scanner. "
                "Refunds, takings and settlements are here as well. Orders go on without it as before."
            ),
            self.tr("Connect a payment account"),
            name="payments_empty",
        )
        made.button.clicked.connect(self.connect_requested)
        self._practise = button(
            self.tr("Practise payments"),
            name="payments_practise",
            icon=icon("cooking-pot", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self._practise.clicked.connect(self._open_practice)
        column = made.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, self._practise, 0, Qt.AlignmentFlag.AlignHCenter)
        return made

    def _make_connected(self) -> CardColumns:
        desk = self._desk
        self.acts = ActsCard(desk)
        self.acts.read_requested.connect(self.ask_anew)
        self.acts.sign_in_requested.connect(self._sign_in)
        company, user = CompanyCard(desk), UserCard(desk)
        access, plans = AccessCard(desk), PlansCard(desk)
        self._cards: tuple[AccountCard, ...] = (company, user, access, plans)
        return CardColumns(desk.theme, ((company, plans, user), (self.acts, access)), name="payments_scroll")

    async def _read(self) -> None:
        number = account_id(self._desk)
        account = await self._desk.payment_stores.account(number)
        stores = {one.id: one.name for one in await self._desk.payment_stores.all(number)}
        if number != account_id(self._desk):
            self._reading.ask()
            return
        for card in self._cards:
            card.show_account(account, stores)
        self._show(account)

    def _show(self, account: PaymentAccount | None) -> None:
        connection = self._desk.house.payments_connection
        there = connection is not None
        state: QWidget = self._connected if there else self._empty
        if self._states.currentWidget() is not state:
            self._notice.hide()
            self._states.setCurrentWidget(state)
        self._as_of.setVisible(there)
        self._environment.setVisible(there)
        self._show_trouble()
        self._show_plan(account)
        if connection is not None:
            self._environment.setText(environment_label(connection))
            retone(
                self._environment,
                "primary" if connection.environment == provider_words(connection.provider).live else "warn",
            )
            self.acts.refresh(connection)

    def _show_trouble(self) -> None:
        session = self._desk.house.payments
        if session is None or session.trouble is None or self._desk.house.payments_connection is None:
            self._trouble.hide()
            return
        told = sentence_of_payment(session.trouble)
        self._trouble.say(told.what, f"{told.safe} {told.next}", tone="danger", closable=False)

    def _show_plan(self, account: PaymentAccount | None) -> None:
        zone = account_zone(self._desk)
        trouble = plan_trouble(account.subscriptions, self._desk.now(), zone) if account is not None else None
        if trouble is None:
            self._plan.hide()
        else:
            self._plan.say(trouble.title, trouble.words, tone=trouble.tone, closable=False)

    def _sign_in(self) -> None:
        connection = self._desk.house.payments_connection
        if connection is not None and connection.environment == provider_words(connection.provider).practice:
            self._open_practice()
        else:
            self.connect_requested.emit()

    def _open_practice(self) -> None:
        self._notice.hide()
        self._practice_opens(True)
        self._tasks.spawn(self._start_practice(), "practice")

    def _practice_opens(self, opening: bool) -> None:
        self._practise.setEnabled(not opening)
        self._practise.setText(self.tr("Practice payments open…") if opening else self.tr("Practise payments"))

    async def _start_practice(self) -> None:
        try:
            await self._desk.installing.practice_payments()
        except OperatorError as error:
            self._notice.tell(error)
        else:
            self.practice_payments_requested.emit()
        finally:
            self._practice_opens(False)
