"""The customers tab: everybody RETM tells of, found at every key, and one of them beside the list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from retm_desktop.domain.business import Customer
from retm_desktop.gui import bidi
from retm_desktop.gui.customers.detail import CustomerDetail
from retm_desktop.gui.customers.words import customer_name, other_name
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.catalogue_page import CataloguePage, CatalogueWords
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.paged_table import Column, PagedTable
from retm_desktop.store.catalogue import Kind

Query = tuple[int, str]
"""The restaurant, and what its customers are searched for."""


class CustomersPage(CataloguePage):
    """Shows the customers as they are stored, page by page; names, phone and e-mail are searched at every key."""

    order_requested = Signal(int)
    """Carries the key of an order to show."""
    new_order_requested = Signal(object)
    """Carries the `Customer` a new order is for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Kind.CUSTOMER, name="customers")
        self._there_are = 0
        self._found: int | None = None
        self._answered_text: str | None = None
        self._enter_when_answered = False
        theme = desk.theme
        self._table: PagedTable[Query, Customer] = PagedTable(
            desk,
            self._columns(),
            name="customers_list",
            words=self.tr("Customers"),
            key=lambda customer: customer.id,
            query=lambda: (desk.connection_id, self._text),
            total=lambda query: desk.catalogue.count(query[0], Kind.CUSTOMER, query[1]),
            page=self._read_page,
        )
        self._table.shown.connect(self._take_answer)
        self._table.picked.connect(self._open)
        self._table.opened.connect(self._order_for)
        self._stack.setMinimumWidth(theme.size("board_column"))
        self._detail = CustomerDetail(desk)
        self._detail.closed.connect(self.close_detail)
        self._detail.order_requested.connect(self.order_requested)
        self._detail.new_order_requested.connect(self.new_order_requested)
        self._row.addWidget(self._detail)
        # No waiting for a pause in typing: the store is read off the loop, and the newest text wins.
        self._search.textChanged.connect(lambda text: self._search_for(text.strip()))
        self._notice = Notice(theme, name="customers_notice")
        self._begin(self._table)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self._notice)

    def show_customer(self, customer_id: str) -> None:
        """Open a customer by RETM's id; one who is not stored (any more) is said to be so."""
        self._tasks.spawn(self._show_by_id(customer_id), "show")

    def close_detail(self) -> None:
        """Close the detail; the keyboard goes on in the list."""
        if self._detail.isHidden():
            return
        self._detail.hide()
        # A click on the same row opens it again.
        self._table.choose(None)
        self._table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._detail.isHidden():
            self.close_detail()
            return
        super().keyPressEvent(event)

    def _words(self) -> CatalogueWords:
        return CatalogueWords(
            title=self.tr("Customers"),
            count=self.tr("{n} customers"),
            as_of=self.tr("Customers as of {time}"),
            search=self.tr("Name, phone or e-mail"),
            show_all=self.tr("Clear the search"),
            reading=(
                self.tr("Reading the customers…"),
                self.tr("The list is on this computer and appears in a moment."),
            ),
            none=(
                self.tr("No customers"),
                self.tr("RETM has no customers of this restaurant. New ones appear here by themselves."),
            ),
            on_the_way=(
                self.tr("The customers are on their way"),
                self.tr("The list has not been read from RETM yet and appears here by itself."),
            ),
            missing=self.tr("No customers on this computer yet"),
        )

    def _columns(self) -> list[Column[Customer]]:
        desk = self._desk
        in_english = desk.language == "en"
        return [
            Column(
                self.tr("Name"),
                lambda row: bidi.auto(customer_name(desk, row)) or self.tr("No name"),
                units=3.6,
                stretch=True,
                strong=True,
                tone=lambda row: "text" if row.name else "muted",
            ),
            Column(
                self.tr("Name in Arabic") if in_english else self.tr("Name in English"),
                lambda row: bidi.auto(other_name(desk, row)),
                units=3.8,
                stretch=True,
                spare=True,
            ),
            Column(self.tr("Phone"), lambda row: bidi.phone(row.phone), units=3.4),
            Column(
                self.tr("E-mail"),
                lambda row: bidi.ltr(row.email),
                units=5,
                stretch=True,
                spare=True,
                tone=lambda _row: "muted",
            ),
        ]

    def _start_anew(self) -> None:
        self._detail.hide()
        self._notice.hide()
        self._table.choose(None)
        self._table.verticalScrollBar().setValue(0)
        self._found = self._answered_text = None
        super()._start_anew()

    async def _read_page(self, query: Query, offset: int, limit: int) -> Sequence[Customer]:
        connection_id, text = query
        return await self._desk.catalogue.page(
            connection_id, Kind.CUSTOMER, Customer, text=text, offset=offset, limit=limit
        )

    async def _read_catalogue(self, at: int) -> None:
        self._there_are = await self._desk.catalogue.count(at, Kind.CUSTOMER)

    async def _read_and_show(self) -> None:
        await super()._read_and_show()
        await self._renew_detail()

    async def _renew_detail(self) -> None:
        shown = self._detail.customer
        if shown is None or self._detail.isHidden():
            return
        held = await self._desk.catalogue.get(self._desk.connection_id, Kind.CUSTOMER, shown.id, Customer)
        if self._detail.customer is not shown or self._detail.isHidden():
            return
        if held is None:
            self._tell_deleted(shown)
        elif held[0] != shown:
            self._detail.show_customer(held[0])

    def _tell_deleted(self, customer: Customer) -> None:
        self.close_detail()
        name = bidi.auto(customer_name(self._desk, customer)) or bidi.phone(customer.phone) or bidi.ltr(customer.id)
        self._notice.say(
            self.tr("The customer {name} was deleted at RETM.").format(name=name),
            self.tr("Orders of this customer are kept. Find them by phone number in Orders."),
            tone="warn",
        )

    async def _show_by_id(self, customer_id: str) -> None:
        held = await self._desk.catalogue.get(self._desk.connection_id, Kind.CUSTOMER, customer_id, Customer)
        if held is None:
            self._detail.hide()
            self._notice.say(
                self.tr("This customer is not on this computer."),
                self.tr("RETM may have deleted the customer. Nothing else changed; ask RETM again to be sure."),
                tone="warn",
            )
            return
        self._search.clear()
        self._table.choose(held[0].id)
        self._show(held[0])

    def _show_found(self) -> None:
        # The answer shows the state: told now, customers who have just come would be said not to be found.
        self._table.ask()

    def _search_for(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self._enter_when_answered = False
        self._table.verticalScrollBar().setValue(0)
        self._table.ask()

    def _take_answer(self, total: int) -> None:
        self._found, self._answered_text = total, self._text
        self._show_state()
        if self._enter_when_answered:
            self._into_items()

    def _into_items(self) -> None:
        # Enter may be faster than the store: the rows on screen are still those of the text before.
        self._enter_when_answered = self._answered_text != self._text
        if self._enter_when_answered or not self._found:
            return
        self._table.setFocus()
        if self._table.key is None:
            self._table.pick(0)

    def _open(self, key: str) -> None:
        customer = self._table.row(key)
        if customer is not None:
            self._show(customer)

    def _show(self, customer: Customer) -> None:
        self._notice.hide()
        self._detail.show_customer(customer)

    def _order_for(self, key: str) -> None:
        customer = self._table.row(key)
        if customer is not None:
            self.new_order_requested.emit(customer)

    def _read_orders(self) -> None:
        self._detail.read_orders()

    def _amounts(self) -> tuple[int, int]:
        # Until the list has answered for the first time nothing is said to be missing.
        return self._there_are, self._there_are if self._found is None else self._found

    def _nothing_found(self) -> EmptyState:
        said = self.tr("No name, phone or e-mail of a customer holds “{text}”.")
        self._nothing.words.setText(said.format(text=bidi.auto(self._text)))
        return self._nothing
