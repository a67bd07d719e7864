"""The page on which an order is taken by phone: the shelf to choose from, and the ticket beside it."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.domain.business import Branch, Charge, OrderType, PaymentMethod
from retm_desktop.domain.draft import DraftLine
from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.menu import Category, Product
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.menu.shelves import search_line
from retm_desktop.gui.new_order.choices import ChoicesDialog
from retm_desktop.gui.new_order.pad import OrderPad
from retm_desktop.gui.new_order.reopening import Reopening
from retm_desktop.gui.new_order.shelf import Shelf
from retm_desktop.gui.new_order.ticket import Ticket
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.slices import in_slices
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.outbox import Action


class NewOrderPage(QWidget):
    """`placed` carries the key of the order once it is in the outbox; `left` asks for the tab behind this one."""

    placed = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._pad = OrderPad(desk.settings, desk.connection_id, self)
        self._sending = self._stale = False
        self._reading = Rereading(self._tasks, "catalogue", self._read_catalogue)
        theme = desk.theme
        self.setObjectName("new_order_page")
        self.setProperty("role", "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("xl"), theme.space("l"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("m"))
        self._notice = Notice(theme, name="new_order_notice")
        column.addWidget(self._notice)
        self._reopening = Reopening(desk, self._pad, self, self._notice)
        self._replacing = Notice(theme, name="new_order_replacing")
        column.addWidget(self._replacing)
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        self._shelf = Shelf(desk)
        self._shelf.head.insertWidget(0, self._leave_button())
        self._title = label(self.tr("New order"), "heading", name="new_order_title")
        self._shelf.head.insertWidget(1, self._title)
        self._shelf.chosen.connect(self._take_product)
        self._shelf.ask_wanted.connect(desk.house.refresh)
        row.addWidget(self._shelf, 1)
        self._ticket = Ticket(desk, self._pad)
        self._ticket.edit_wanted.connect(self._edit)
        self._ticket.send_wanted.connect(self._send)
        row.addWidget(self._ticket)
        column.addLayout(row, 1)
        self._pad.changed.connect(self._show_counts)
        desk.bridge.catalogue_changed.connect(self._load_if_visible)
        desk.bridge.active_changed.connect(self._turn_to_active)
        for keys, act in (
            (Qt.Modifier.CTRL | Qt.Key.Key_Return, self._send),
            (Qt.Modifier.CTRL | Qt.Key.Key_Enter, self._send),
        ):
            _shortcut(self, keys, act)
        self._put_back = _shortcut(self, Qt.Modifier.CTRL | Qt.Key.Key_Z, self._pad.put_back)
        self._put_back.activatedAmbiguously.connect(self._pad.put_back)
        self._pad.changed.connect(self._show_whose)
        self._show_whose()
        self._show_counts()
        self._load()

    @property
    def pad(self) -> OrderPad:
        """The draft on this page."""
        return self._pad

    def start(self, customer_phone: str = "", customer_name: str = "") -> None:
        """Begin with a customer who is known already; lines that were begun stay."""
        if customer_phone or customer_name:
            # Both: whoever has no phone must not keep the phone of the customer before.
            self._pad.set_customer(phone=customer_phone, name=customer_name)
            self._pad.keep()
            self._ticket.fill()
        self.focus_search()

    def edit(self, action: Action) -> None:
        """Open an order that waits in the outbox, or was taken back, with everything filled in.

        Sent again it takes the place of what waits. An order that is being taken already is not lost without a
        question.
        """
        self._tasks.spawn(self._take_up(action), "edit")

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self._shelf.focus_search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.focus_search()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._load()
        self.focus_search()

    def hideEvent(self, event: QHideEvent) -> None:
        self._pad.keep()
        super().hideEvent(event)

    def _leave_button(self) -> QWidget:
        theme = self._desk.theme
        forward = self._desk.language == "ar"
        arrow = icon("arrow-right" if forward else "arrow-left", theme.color("text"))
        leave = icon_button(arrow, self.tr("Back to the orders"), name="new_order_leave", role="line_act")
        leave.clicked.connect(self._leave)
        return leave

    def _show_whose(self) -> None:
        """Tell whether this is an order of its own; Ctrl+Z is the page's only while it has something to put back."""
        self._put_back.setEnabled(self._pad.removed is not None)
        replaces = bool(self._reopening.replaces)
        self._title.setText(self.tr("Edit order") if replaces else self.tr("New order"))
        if replaces:
            self._replacing.say(
                self.tr("RETM does not have this order yet."),
                self.tr("What you send now takes the place of what waits in the outbox."),
                closable=False,
            )
        else:
            self._replacing.hide()

    async def _take_up(self, action: Action) -> None:
        if await self._reopening.take_up(action):
            self._begin_anew()
            self.focus_search()

    def _show_counts(self) -> None:
        self._shelf.show_counts(self._pad.counts())

    def _turn_to_active(self) -> None:
        self._pad.turn_to(self._desk.connection_id)
        self._ticket.fill()
        self._load()

    def _load(self) -> None:
        self._stale = False
        self._reading.ask()

    def _load_if_visible(self) -> None:
        # Thousands are not read again behind another tab.
        self._stale = not self.isVisible()
        if not self._stale:
            self._load()

    async def _read_catalogue(self) -> None:
        catalogue, connection = self._desk.catalogue, self._desk.connection_id
        products = await catalogue.all(connection, Kind.PRODUCT, Product)
        categories = await catalogue.all(connection, Kind.CATEGORY, Category)
        branches = await catalogue.all(connection, Kind.BRANCH, Branch)
        order_types = await catalogue.all(connection, Kind.ORDER_TYPE, OrderType)
        methods = await catalogue.all(connection, Kind.PAYMENT_METHOD, PaymentMethod)
        charges = await catalogue.all(connection, Kind.CHARGE, Charge)
        pulled = await catalogue.refreshed_at(connection, Kind.PRODUCT)
        lines = await in_slices(search_line, products)
        if connection != self._desk.connection_id:
            return
        await asyncio.sleep(0)
        await self._shelf.show_menu(products, categories, lines, ever_pulled=pulled is not None)
        # Each in a turn of its own: thousands of products and branches together would hold up the window.
        await asyncio.sleep(0)
        if connection != self._desk.connection_id:
            # One restaurant's lists must not take the choices off another's draft.
            return
        if products:
            self._pad.take_menu(products)
        self._ticket.offer(branches, order_types, methods, charges)

    def _take_product(self, product: Product) -> None:
        if product.variations or product.modifiers:
            dialog = ChoicesDialog(self._desk, self, product)
            dialog.taken.connect(self._pad.add)
            self._open(dialog)
        else:
            self._pad.add(DraftLine(product))

    def _edit(self, index: int) -> None:
        before = self._pad.draft.lines[index]
        dialog = ChoicesDialog(self._desk, self, before.product, before)
        dialog.taken.connect(lambda line: self._put_changed(before, line))
        self._open(dialog)

    def _put_changed(self, before: DraftLine, line: DraftLine) -> None:
        # The menu may have been renewed while the sheet was open: the line is looked for, not its place remembered.
        lines = self._pad.draft.lines
        if before in lines:
            self._pad.replace(lines.index(before), line)
        else:
            self._pad.add(line)

    def _open(self, dialog: ChoicesDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _leave(self) -> None:
        self._tasks.spawn(self._leave_or_stay(), "leave")

    async def _leave_or_stay(self) -> None:
        if self._pad.draft.lines:
            discard = await self._desk.prompter.confirm(
                self,
                self.tr("Discard the changes?") if self._reopening.replaces else self.tr("Discard this order?"),
                self.tr("The order itself stays in the outbox as it was.")
                if self._reopening.replaces
                else self.tr("It has not been sent. Kept, it is here again when you come back."),
                yes=self.tr("Discard"),
                no=self.tr("Keep for later"),
                dangerous=True,
            )
            if discard:
                await self._reopening.release()
                self._pad.clear()
                self._reopening.end()
                self._begin_anew()
        self._pad.keep()
        self.left.emit()

    def _begin_anew(self) -> None:
        self._show_whose()
        self._ticket.fill()
        self._notice.hide()

    def _send(self) -> None:
        if self._sending:
            return
        if problems := self._pad.draft.problems():
            if not self._ticket.go_to(problems[0]):
                self.focus_search()
            return
        self._sending = True
        self._ticket.sending(True)
        self._tasks.spawn(self._put_into_outbox(), "send")

    async def _put_into_outbox(self) -> None:
        draft = self._pad.draft
        try:
            action = await self._reopening.put(draft)
        except OperatorError as error:
            self._notice.tell(error)
            return
        finally:
            self._sending = False
            self._ticket.sending(False)
        if action is None:
            return
        self._pad.sent(draft)
        self._reopening.end()
        self._begin_anew()
        self.placed.emit(action.order_key)


def _shortcut(page: QWidget, keys: QKeyCombination, act: Callable[[], None]) -> QShortcut:
    shortcut = QShortcut(QKeySequence(keys), page)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)
    return shortcut
