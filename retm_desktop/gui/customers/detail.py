"""One customer: names, how to reach them, and their orders."""

from functools import partial

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.business import Customer
from retm_desktop.domain.text import ascii_digits, folded_phone
from retm_desktop.gui import bidi
from retm_desktop.gui.customers.orders import CustomerOrders
from retm_desktop.gui.customers.words import customer_name, other_name
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders.names import read_names
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import label, line
from retm_desktop.store.orders import OrderQuery


class CustomerDetail(QFrame):
    """A card of fixed width; hidden until `show_customer`, `closed` is told when the operator closes it."""

    closed = Signal()
    order_requested = Signal(int)
    """Carries the key of one of the customer's orders."""
    new_order_requested = Signal(object)
    """Carries the `Customer`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self.customer: Customer | None = None
        """Who is shown."""
        theme = desk.theme
        self.setObjectName("customer_detail")
        self.setProperty("role", "card")
        self.setFixedWidth(theme.size("detail"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.space("xs"),) * 4)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("customer_detail_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._scroll)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(*(theme.space("m"),) * 4)
        column.setSpacing(theme.space("m"))
        column.addLayout(self._head())
        column.addWidget(self._new_order_button())
        column.addLayout(self._facts())
        column.addWidget(line())
        column.addLayout(self._orders_part(), 1)
        self._scroll.setWidget(body)
        desk.bridge.catalogue_changed.connect(self._read_names)
        self.hide()

    def show_customer(self, customer: Customer) -> None:
        """Show a customer; the same one again keeps the place among the orders."""
        desk, before = self._desk, self.customer
        self.customer = customer
        name, other = customer_name(desk, customer), other_name(desk, customer)
        self._name.setText(bidi.auto(name) or self.tr("No name"))
        self._other_name.setText(bidi.auto(other))
        self._other_name.setVisible(bool(other))
        self._phone.show_words(bidi.phone(customer.phone))
        self._email.show_words(bidi.ltr(customer.email))
        self._id.show_words(bidi.ltr(customer.id))
        if before is None or before.id != customer.id or before.phone != customer.phone or self.isHidden():
            self._scroll.verticalScrollBar().setValue(0)
            self._count.clear()
            self._tell("")
        self.show()
        self._read_names()
        self.read_orders()

    def read_orders(self) -> None:
        """Read the customer's orders again."""
        if self.customer is None or self.isHidden():
            return
        if folded_phone(self.customer.phone):
            self._orders.show_phone(self.customer.phone)
        else:
            self._orders.show_phone("")
            self._tell(self.tr("Orders are found by phone, and RETM tells no phone number of this customer."))

    def _head(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(Disc(theme, "user", size="touch"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space("hair"))
        words.addStretch(1)
        self._name = label("", "heading", name="customer_name", wrap=True)
        self._other_name = label("", "muted", name="customer_other_name", wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._other_name)
        words.addStretch(1)
        row.addLayout(words, 1)
        close = icon_button(icon("x", theme.color("muted")), self.tr("Close (Esc)"), name="customer_close")
        close.clicked.connect(self.closed)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _new_order_button(self) -> QWidget:
        theme = self._desk.theme
        made = button(
            self.tr("New order for this customer"),
            "primary",
            name="customer_new_order",
            icon=icon("plus", theme.color("on_primary")),
            icon_size=theme.size("icon"),
        )
        made.clicked.connect(lambda: self.new_order_requested.emit(self.customer))
        return made

    def _facts(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("xs"))
        fact = partial(Fact, theme, of="customer")
        self._phone = fact("phone", self.tr("Phone"), lambda: ascii_digits(self._shown.phone), name="phone")
        self._email = fact("envelope-simple", self.tr("E-mail"), lambda: self._shown.email, name="email")
        self._id = fact("hash", self.tr("Id at RETM"), lambda: self._shown.id, name="id")
        for each in (self._phone, self._email, self._id):
            column.addWidget(each)
        return column

    def _orders_part(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("s"))
        heading = QVBoxLayout()
        heading.setSpacing(0)
        heading.addWidget(label(self.tr("Orders"), "title"))
        self._count = label("", "muted", name="customer_order_count", wrap=True)
        heading.addWidget(self._count)
        column.addLayout(heading)
        self._orders = CustomerOrders(self._desk)
        self._orders.order_requested.connect(self.order_requested)
        self._orders.shown.connect(self._show_found)
        column.addWidget(self._orders, 1)
        self._told = label("", "muted", name="customer_no_orders", wrap=True)
        column.addWidget(self._told)
        column.addStretch(0)
        return column

    @property
    def _shown(self) -> Customer:
        return self.customer or Customer()

    def _tell(self, words: str) -> None:
        """Say why there are no orders; nothing to say while they are read."""
        self._told.setText(words)
        self._told.setVisible(bool(words))
        self._orders.hide()

    def _show_found(self, total: int) -> None:
        if self.customer is None or not folded_phone(self.customer.phone):
            self._count.clear()
            return
        if total:
            self._told.hide()
            self._orders.show()
            self._tasks.spawn(self._tell_since(self.customer, total), "since")
        else:
            self._count.clear()
            self._tell(self.tr("No order with this phone number is on this computer."))

    async def _tell_since(self, customer: Customer, total: int) -> None:
        query = OrderQuery(self._desk.connection_id, phone=customer.phone)
        first = await self._desk.orders.page(msgspec.structs.replace(query, oldest_first=True), 0, 1)
        if first and self.customer is customer:
            day = bidi.ltr(first[0].created_at.astimezone(self._desk.zone).strftime("%Y-%m-%d"))
            words = self.tr("{n} orders, the first on {day}") if total > 1 else self.tr("{n} order, on {day}")
            self._count.setText(words.format(n=bidi.ltr(f"{total:,}"), day=day))

    def _read_names(self) -> None:
        if not self.isHidden():
            self._tasks.spawn(self._take_names(), "names")

    async def _take_names(self) -> None:
        self._orders.use_names(await read_names(self._desk))
