"""The orders page: search and filters on top, board or list below, the chosen order beside them."""

import asyncio
import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.acts import OrderActs
from retm_desktop.gui.orders.bar import OrdersBar
from retm_desktop.gui.orders.keys import Ask, ask_of
from retm_desktop.gui.orders.names import Names, names_now, read_names
from retm_desktop.gui.orders.views import OrderViews
from retm_desktop.gui.orders.witness import Witness
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.orders import OrderRow

if TYPE_CHECKING:
    from retm_desktop.gui.orders.detail import OrderDetail
    from retm_desktop.gui.payments.acts import PaymentActs

_AGES_EVERY_MS = 15_000


class OrdersPage(QWidget):
    """Shows the store's orders and puts what the operator wants into the outbox."""

    new_order_requested = Signal()
    invoice_requested = Signal(int)
    """Carries the key of an invoice of the order on screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._names: Names = names_now(desk)
        self._key: int | None = None
        self.setObjectName("orders_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = desk.theme
        whole = QVBoxLayout(self)
        edge = theme.space("xl")
        whole.setContentsMargins(edge, theme.space("l"), edge, theme.space("l"))
        whole.setSpacing(theme.space("l"))
        self._bar = OrdersBar(desk)
        whole.addWidget(self._bar)
        self.notice = Notice(theme, name="orders_notice")
        whole.addWidget(self.notice)
        self.acts = OrderActs(desk, self, self._tasks, notice=self.notice, names=lambda: self._names)
        self._witness = Witness(desk, self)
        self.views = OrderViews(desk, lambda: self._names, self._witness)
        self._detail: OrderDetail | None = None
        self.payments: PaymentActs | None = None
        """What may be done to an order's payments; made with the pane."""
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        row.addWidget(self.views, 1)
        self._beside = row
        whole.addLayout(row, 1)
        self._ages = QTimer(self)
        self._ages.setInterval(_AGES_EVERY_MS)
        self._details = Rereading(self._tasks, "details", self._read_details)
        self._branches = Rereading(self._tasks, "branches", self._read_branches)
        self._presence = Rereading(self._tasks, "presence", self.views.read_presence)
        self._connect()
        self._bar.offer(self._names, {})
        self.views.fill_now(self._bar.branch_id, listed=self._bar.listed)
        # The counts of the branches can wait for the loop; the window may be built before it turns.
        QTimer.singleShot(0, self, self._branches.ask)

    # What others may ask of the page

    def show_order(self, key: int) -> None:
        """Show one order with all its facts."""
        self._pick(key)
        self._reveal()

    def show_branch(self, branch_id: str) -> None:
        """Show the orders of one branch, all branches for an empty id."""
        self._bar.choose_branch(branch_id)

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self._bar.focus_search()

    @property
    def detail(self) -> "OrderDetail":
        """The pane beside the orders, made when the first order is shown: a start shows none."""
        if self._detail is None:
            self._detail = self._make_detail()
        return self._detail

    @property
    def selected(self) -> int | None:
        """Key of the order whose details are shown."""
        return self._key

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the orders, not to the search box: digits pick cards, Enter acts."""
        super().showEvent(event)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self._to_orders()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = ask_of(event)
        if asked is not None and asked[0] in (Ask.CLEAR, Ask.COPY, Ask.CANCEL):
            self._asked(*asked)
        else:
            super().keyPressEvent(event)

    # Construction

    def _connect(self) -> None:
        bridge = self._desk.bridge
        bridge.orders_changed.connect(self._refresh)
        for changed in (bridge.invoices_changed, bridge.payments_changed, bridge.connections_changed):
            changed.connect(self._details.ask)
        bridge.catalogue_changed.connect(self._rename)
        bridge.active_changed.connect(self._start_over)
        self._bar.narrowed.connect(self._narrow)
        self._bar.view_chosen.connect(self._switch_view)
        self._bar.entered.connect(self._to_orders)
        self.views.picked.connect(self._pick)
        self.views.asked.connect(self._asked)
        self.views.act_requested.connect(self.acts.advance)
        self.views.show_all_requested.connect(self._bar.show_all)
        for source in (self._bar, self.views):
            source.new_order_requested.connect(self.new_order_requested)
        self._ages.timeout.connect(self._tick)
        self._ages.start()

    def _make_detail(self) -> "OrderDetail":
        from retm_desktop.gui.orders.detail import OrderDetail  # noqa: PLC0415
        from retm_desktop.gui.payments.acts import PaymentActs  # noqa: PLC0415

        detail = OrderDetail(self._desk)
        self.payments = payments = PaymentActs(self._desk, self, self._tasks, notice=self.notice)
        detail.act_requested.connect(self.acts.advance)
        detail.cancel_requested.connect(self.acts.cancel)
        detail.retry_requested.connect(self.acts.retry)
        detail.give_up_requested.connect(self.acts.give_up)
        detail.undo_requested.connect(self.acts.undo)
        detail.copy_requested.connect(self.acts.copy)
        detail.invoice_requested.connect(self.invoice_requested)
        detail.payment_requested.connect(payments.act)
        detail.refund_requested.connect(payments.refund)
        detail.closed.connect(self._clear)
        detail.hide()
        self._beside.addWidget(detail)
        return detail

    # What is on screen

    def _narrow(self) -> None:
        self.views.narrow(self._bar.branch_id, self._bar.text)

    def _to_orders(self) -> None:
        self.views.view.focus_cards()

    def _switch_view(self) -> None:
        self.views.switch(listed=self._bar.listed)
        self._reveal()

    # Following the store

    def _refresh(self) -> None:
        self.views.view.refresh()
        self._branches.ask()
        self._presence.ask()
        self._details.ask()

    def _rename(self) -> None:
        self._tasks.spawn(self._read_names(), "names")

    def _start_over(self) -> None:
        self._clear()
        self._bar.clear_search()
        self._rename()
        self._refresh()

    async def _read_names(self) -> None:
        self._names = await read_names(self._desk)
        await self._read_branches()
        self.views.rename()
        self._narrow()
        self._details.ask()

    async def _read_branches(self) -> None:
        open_orders = await self._desk.orders.open_by_branch(self._desk.connection_id)
        self._bar.offer(self._names, open_orders)

    async def _read_details(self) -> None:
        key = self._key
        if key is None:
            return
        if self._detail is None:
            # A start shows no order; importing its pane here would hold up the window for a moment.
            await asyncio.to_thread(_import_pane)
        details = await self._desk.orders.details(key)
        invoices = await self._desk.invoices.of_order(key)
        payments = await self._desk.payments.of_order(key)
        if key != self._key:
            return
        if details is None:
            self._clear()
            return
        self.detail.show_order(details, self._names, invoices, payments)
        self._witness.opened(key)
        if self.detail.isHidden():
            self.detail.show()
            QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        self.views.view.select(self._key, show=True)

    def _tick(self) -> None:
        self.views.view.tick()
        if self._detail is not None:
            self._detail.tick()

    # Choosing and acting

    def _pick(self, key: int) -> None:
        self._key = key
        self.views.view.select(key)
        self._details.ask()

    def _clear(self) -> None:
        focused, shown = QApplication.focusWidget(), self._detail
        had_focus = focused is not None and shown is not None and shown.isAncestorOf(focused)
        self._key = None
        if shown is not None:
            shown.hide()
        self.views.view.select(None)
        if had_focus:
            self._to_orders()

    def _asked(self, asked: Ask, _number: int) -> None:
        if asked is Ask.CLEAR and self._key is None:
            self._bar.clear_search()
        if self._key is None:
            return
        match asked:
            case Ask.CLEAR:
                self._clear()
            case Ask.MAIN_ACTION:
                row = self._row(self._key)
                if row is not None:
                    self.acts.advance(row.key, row.stage)
            case Ask.CANCEL:
                self.acts.cancel(self._key)
            case Ask.COPY:
                self.acts.copy(self._key)
            case _:
                return

    def _row(self, key: int) -> OrderRow | None:
        details = self._detail.details if self._detail is not None else None
        if details is not None and details.row.key == key == self._key:
            return details.row
        return self.views.view.row(key)


def _import_pane() -> None:
    for name in ("orders.detail", "payments.acts"):
        importlib.import_module(f"retm_desktop.gui.{name}")
