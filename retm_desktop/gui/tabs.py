"""The pages behind the rail: each is made on its first visit, and they lead to each other."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from retm_desktop.domain.business import Customer
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.store.outbox import Action

_CHOSEN = "window.tab"
"""Key of the setting: which tab was open last."""


class Tabs(QStackedWidget):
    """Shows one page; `shown` carries the name of its button on the rail."""

    shown = Signal(str)
    connect_requested = Signal()
    practice_requested = Signal()
    practice_payments_requested = Signal()
    secret_requested = Signal()
    takings_offered = Signal(bool)
    """Whether there is a payment account, and so takings to look at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pages: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {
            "orders": self._make_orders,
            "new_order": self._make_new_order,
            "invoices": self._make_invoices,
            "menu": self._make_menu,
            "customers": self._make_customers,
            "rewards": self._make_rewards,
            "branches": self._make_branches,
            "devices": self._make_devices,
            "takings": self._make_takings,
            "setup": self._make_setup,
        }
        for signal in (desk.bridge.payments_changed, desk.bridge.connections_changed):
            signal.connect(self._look_for_takings)

    @property
    def has_takings(self) -> bool:
        """Whether a payment account is connected."""
        return self._desk.house.payments_connection is not None

    def show_tab(self, name: str) -> QWidget:
        """Show a page by its name, made on the first visit, and return it."""
        page = self._pages.get(name)
        if page is None:
            page = self._makers[name]()
            self._pages[name] = page
            self.addWidget(page)
        self.setCurrentWidget(page)
        on_rail = "orders" if name == "new_order" else name
        self._desk.settings.set(_CHOSEN, on_rail)
        self.shown.emit(on_rail)
        return page

    def show_last(self) -> None:
        """Show the tab that was open last."""
        known = self._desk.settings.get(_CHOSEN, str, "orders")
        gone = known not in self._makers or (known == "takings" and not self.has_takings)
        self.show_tab("orders" if gone else known)

    def forget_last(self) -> None:
        """Have the orders be what is shown next."""
        self._desk.settings.set(_CHOSEN, "orders")

    def show_setup(self, part: str) -> None:
        """Show a part of Setup by its name."""
        from retm_desktop.gui.setup.page import SetupPage  # noqa: PLC0415

        page = self.show_tab("setup")
        if isinstance(page, SetupPage):
            page.show_part(part)

    def show_missed(self) -> None:
        """Show the orders that were missed, in the ledger."""
        from retm_desktop.gui.ledger.page import LedgerPage  # noqa: PLC0415
        from retm_desktop.gui.setup.page import SetupPage  # noqa: PLC0415

        page = self.show_tab("setup")
        part = page.show_part("ledger") if isinstance(page, SetupPage) else None
        if isinstance(part, LedgerPage):
            part.show_missed()

    def show_unsent(self) -> None:
        """Show everything that RETM has not done yet."""
        self.show_setup("outbox")

    def edit_order(self, action: Action) -> None:
        """Open an order that RETM does not have yet with everything filled in."""
        from retm_desktop.gui.new_order.page import NewOrderPage  # noqa: PLC0415

        page = self.show_tab("new_order")
        if isinstance(page, NewOrderPage):
            page.edit(action)

    def focus_search(self) -> None:
        """Put the cursor into the search field of the page on screen, where it has one."""
        focus = getattr(self.currentWidget(), "focus_search", None)
        if focus is not None:
            focus()

    def ask_anew(self) -> None:
        """Ask RETM now, and what else the page on screen shows."""
        self._desk.house.refresh()
        ask = getattr(self.currentWidget(), "ask_anew", None)
        if ask is not None:
            ask()

    def _look_for_takings(self) -> None:
        self.takings_offered.emit(self.has_takings)
        shown = self._pages.get("takings")
        if not self.has_takings and shown is not None and self.currentWidget() is shown:
            self.show_tab("orders")

    def _make_orders(self) -> QWidget:
        page = OrdersPage(self._desk)
        page.new_order_requested.connect(lambda: self.show_tab("new_order"))
        page.invoice_requested.connect(self._show_invoice)
        return page

    # The other pages are imported on their first visit: a window of orders is what a start has to show.

    def _make_new_order(self) -> QWidget:
        from retm_desktop.gui.new_order.page import NewOrderPage  # noqa: PLC0415

        page = NewOrderPage(self._desk)
        page.placed.connect(self._show_order)
        page.left.connect(lambda: self.show_tab("orders"))
        return page

    def _make_menu(self) -> QWidget:
        from retm_desktop.gui.menu.page import MenuPage  # noqa: PLC0415

        return MenuPage(self._desk)

    def _make_invoices(self) -> QWidget:
        from retm_desktop.gui.invoices.page import InvoicesPage  # noqa: PLC0415

        page = InvoicesPage(self._desk)
        page.order_requested.connect(self._show_order)
        return page

    def _make_customers(self) -> QWidget:
        from retm_desktop.gui.customers.page import CustomersPage  # noqa: PLC0415

        page = CustomersPage(self._desk)
        page.order_requested.connect(self._show_order)
        page.new_order_requested.connect(self._new_order_for)
        return page

    def _make_rewards(self) -> QWidget:
        from retm_desktop.gui.rewards.page import RewardsPage  # noqa: PLC0415

        return RewardsPage(self._desk)

    def _make_branches(self) -> QWidget:
        from retm_desktop.gui.branches.page import BranchesPage  # noqa: PLC0415

        page = BranchesPage(self._desk)
        page.orders_requested.connect(self._show_branch)
        return page

    def _make_devices(self) -> QWidget:
        from retm_desktop.gui.devices.page import DevicesPage  # noqa: PLC0415

        return DevicesPage(self._desk)

    def _make_takings(self) -> QWidget:
        from retm_desktop.gui.takings.page import TakingsPage  # noqa: PLC0415

        page = TakingsPage(self._desk)
        page.order_requested.connect(self._show_order)
        page.account_requested.connect(lambda: self.show_setup("payments"))
        return page

    def _make_setup(self) -> QWidget:
        from retm_desktop.gui.setup.page import SetupPage  # noqa: PLC0415

        page = SetupPage(self._desk)
        page.connect_requested.connect(self.connect_requested)
        page.practice_requested.connect(self.practice_requested)
        page.practice_payments_requested.connect(self.practice_payments_requested)
        page.secret_requested.connect(self.secret_requested)
        page.order_requested.connect(self._show_order)
        page.edit_requested.connect(self.edit_order)
        return page

    def _new_order_for(self, customer: Customer) -> None:
        from retm_desktop.gui.new_order.page import NewOrderPage  # noqa: PLC0415

        page = self.show_tab("new_order")
        if isinstance(page, NewOrderPage):
            page.start(customer.phone, self._desk.text(customer.name))

    def _show_invoice(self, key: int) -> None:
        from retm_desktop.gui.invoices.page import InvoicesPage  # noqa: PLC0415

        page = self.show_tab("invoices")
        if isinstance(page, InvoicesPage):
            page.show_invoice(key)

    def _show_order(self, key: int) -> None:
        orders = self.show_tab("orders")
        if isinstance(orders, OrdersPage):
            orders.show_order(key)

    def _show_branch(self, branch_id: str) -> None:
        orders = self.show_tab("orders")
        if isinstance(orders, OrdersPage):
            orders.show_branch(branch_id)
