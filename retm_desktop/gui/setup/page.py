"""The setup tab: this program, the restaurant's lists, payments, the connection, and what arrived."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.setup.nav import SetupNav
from retm_desktop.gui.setup.this_program import ThisProgram
from retm_desktop.store.catalogue import Kind

_SHOWN = "setup.shown"
"""Key of the setting: which part was open last."""


class SetupPage(QWidget):
    """Names of the parts at the reading start, the chosen one beside them; each is built on its first visit."""

    connect_requested = Signal()
    secret_requested = Signal()
    order_requested = Signal(int)
    """Carries the key of an order to show."""
    edit_requested = Signal(object)
    """Carries the `Action` of a new order that waits in the outbox and is to be edited."""
    practice_requested = Signal()
    """The practice restaurant runs (`installing.start_practice` returns it at once) and can be connected."""
    practice_payments_requested = Signal()
    """The practice payments run (`installing.practice_payments` returns them at once) and can be connected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("setup_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._parts: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {
            "program": self._make_program,
            "outbox": self._make_outbox,
            "order_types": lambda: self._make_records(Kind.ORDER_TYPE),
            "price_lists": lambda: self._make_records(Kind.PRICE_LIST),
            "payment_methods": lambda: self._make_records(Kind.PAYMENT_METHOD),
            "charges": lambda: self._make_records(Kind.CHARGE),
            "taxes": lambda: self._make_records(Kind.TAX),
            "payments": self._make_payments,
            "connection": self._make_connection,
            "events": self._make_events,
            "ledger": self._make_ledger,
        }
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        # Margins are not mirrored, spacing is.
        row.addSpacing(theme.space("xl"))
        self._nav = self._make_nav()
        row.addWidget(self._nav)
        self._stack = QStackedWidget()
        row.addWidget(self._stack, 1)
        known = desk.settings.get(_SHOWN, str, "program")
        self.show_part(known if known in self._makers else "program")

    def show_part(self, name: str) -> QWidget:
        """Show a part by its name (program, outbox, order_types, ..., events, ledger) and return it."""
        part = self._parts.get(name)
        if part is None:
            part = self._parts[name] = self._makers[name]()
            self._stack.addWidget(part)
        self._stack.setCurrentWidget(part)
        self._nav.show_chosen(name)
        self._desk.settings.set(_SHOWN, name)
        return part

    def focus_search(self) -> None:
        """Put the cursor into the search field of the part on screen, where it has one."""
        focus = getattr(self._stack.currentWidget(), "focus_search", None)
        if focus is not None:
            focus()

    def ask_anew(self) -> None:
        """Ask for what the part on screen shows, where that is another service than RETM."""
        ask = getattr(self._stack.currentWidget(), "ask_anew", None)
        if ask is not None:
            ask()

    def _make_nav(self) -> SetupNav:
        nav = SetupNav(self._desk.theme, self.tr("Setup"))
        nav.add("program", self.tr("This program"), "gear-six")
        nav.add("outbox", self.tr("Outbox"), "paper-plane-tilt")
        nav.add_heading(self.tr("Restaurant"))
        nav.add("order_types", self.tr("Order types"), "list-bullets")
        nav.add("price_lists", self.tr("Price lists"), "tag")
        nav.add("payment_methods", self.tr("Payment methods"), "credit-card")
        nav.add("charges", self.tr("Order charges"), "plus-circle")
        nav.add("taxes", self.tr("Taxes"), "percent")
        nav.add_heading(self.tr("Payments"))
        nav.add("payments", self.tr("Payment account"), "wallet")
        nav.add_heading(self.tr("Technical"))
        nav.add("connection", self.tr("Connection"), "broadcast")
        nav.add("events", self.tr("Events"), "tray")
        nav.add("ledger", self.tr("Ledger"), "notebook")
        nav.chosen.connect(self.show_part)
        return nav

    def _make_program(self) -> QWidget:
        part = ThisProgram(self._desk)
        part.connect_requested.connect(self.connect_requested)
        part.secret_requested.connect(self.secret_requested)
        part.practice_requested.connect(self.practice_requested)
        return part

    def _make_outbox(self) -> QWidget:
        from retm_desktop.gui.outbox.page import OutboxPage  # noqa: PLC0415

        part = OutboxPage(self._desk)
        part.order_requested.connect(self.order_requested)
        part.edit_requested.connect(self.edit_requested)
        part.list_requested.connect(self.show_part)
        return part

    def _make_records(self, kind: Kind) -> QWidget:
        from retm_desktop.gui.records.page import RecordsPage  # noqa: PLC0415 - on the first visit

        return RecordsPage(self._desk, kind)

    def _make_payments(self) -> QWidget:
        from retm_desktop.gui.payment_account.page import PaymentAccountPage  # noqa: PLC0415

        part = PaymentAccountPage(self._desk)
        part.connect_requested.connect(self.connect_requested)
        part.practice_payments_requested.connect(self.practice_payments_requested)
        return part

    def _make_connection(self) -> QWidget:
        from retm_desktop.gui.connection.page import ConnectionPage  # noqa: PLC0415

        part = ConnectionPage(self._desk)
        part.connect_requested.connect(self.connect_requested)
        part.secret_requested.connect(self.secret_requested)
        return part

    def _make_events(self) -> QWidget:
        from retm_desktop.gui.events.page import EventsPage  # noqa: PLC0415

        return EventsPage(self._desk)

    def _make_ledger(self) -> QWidget:
        from retm_desktop.gui.ledger.page import LedgerPage  # noqa: PLC0415

        part = LedgerPage(self._desk)
        part.order_requested.connect(self.order_requested)
        return part
