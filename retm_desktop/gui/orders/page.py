"""The orders page: search and filters on top, board or list below, the chosen order beside them."""

import asyncio
import importlib
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders.acts import OrderActs
from retm_desktop.gui.orders.keys import Ask, ask_of
from retm_desktop.gui.orders.names import Names, names_now, read_names
from retm_desktop.gui.orders.witness import Witness
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.store.orders import OrderQuery, OrderRow
from retm_desktop.sync.status import Link

if TYPE_CHECKING:
    from retm_desktop.gui.orders.board import Board
    from retm_desktop.gui.orders.detail import OrderDetail
    from retm_desktop.gui.orders.list_view import OrderList
    from retm_desktop.gui.payments.acts import PaymentActs
    from retm_desktop.gui.widgets.empty_state import EmptyState

_AGES_EVERY_MS = 15_000
_VIEW, _BRANCH = "orders.view", "orders.branch"
_MEASURED_BRANCHES = 100
"""Up to so many the choice of a branch is as wide as the longest name."""
_BRANCH_LETTERS = 8


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
        self._any = True
        self._offered: list[tuple[str, str]] = []
        self.setObjectName("orders_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = desk.theme
        whole = QVBoxLayout(self)
        edge = theme.space("xl")
        whole.setContentsMargins(edge, theme.space("l"), edge, theme.space("l"))
        whole.setSpacing(theme.space("l"))
        whole.addLayout(self._bar())
        self.notice = Notice(theme, name="orders_notice")
        whole.addWidget(self.notice)
        self.acts = OrderActs(desk, self, self._tasks, notice=self.notice, names=lambda: self._names)
        self._witness = Witness(desk, self)
        self._stack = QStackedWidget()
        self._made: list[Board | OrderList] = []
        self._detail: OrderDetail | None = None
        self.payments: PaymentActs | None = None
        """What may be done to an order's payments; made with the pane."""
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        row.addWidget(self._stack, 1)
        self._beside = row
        whole.addLayout(row, 1)
        self._ages = QTimer(self)
        self._ages.setInterval(_AGES_EVERY_MS)
        self._details = Rereading(self._tasks, "details", self._read_details)
        self._branches = Rereading(self._tasks, "branches", self._read_branches)
        self._presence = Rereading(self._tasks, "presence", self._read_presence)
        self._connect()
        self._open_filled()

    # What others may ask of the page

    def show_order(self, key: int) -> None:
        """Show one order with all its facts."""
        self._pick(key)
        self._view.select(key, show=True)

    def show_branch(self, branch_id: str) -> None:
        """Show the orders of one branch, all branches for an empty id."""
        at = max(0, self._branch.findData(branch_id))
        self._branch.setCurrentIndex(at)
        self._narrow()

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self._search.setFocus()
        self._search.selectAll()

    # What a start does not show is made when it is first wanted.

    @cached_property
    def board(self) -> "Board":
        """The columns of the stages."""
        from retm_desktop.gui.orders.board import Board  # noqa: PLC0415

        board = Board(self._desk, lambda: self._names)
        self._add_view(board)
        self._witness.watch(column.cards for column in board.columns)
        board.act_requested.connect(self.acts.advance)
        return board

    @cached_property
    def list(self) -> "OrderList":
        """The table of all stages."""
        from retm_desktop.gui.orders.list_view import OrderList  # noqa: PLC0415

        made = OrderList(self._desk, lambda: self._names)
        self._add_view(made)
        self._witness.watch([made.table])
        return made

    @cached_property
    def _none(self) -> "EmptyState":
        from retm_desktop.gui.widgets.empty_state import EmptyState  # noqa: PLC0415

        made = EmptyState(self._desk.theme, "empty-orders", "", "", self.tr("New order"), name="orders_none")
        made.button.clicked.connect(self.new_order_requested)
        self._stack.addWidget(made)
        return made

    @cached_property
    def _nothing_found(self) -> "EmptyState":
        from retm_desktop.gui.widgets.empty_state import EmptyState  # noqa: PLC0415

        made = EmptyState(
            self._desk.theme,
            "empty-search",
            self.tr("No order matches"),
            self.tr("Try another word, an order number or a phone number, or look in all branches."),
            self.tr("Show all orders"),
            name="orders_not_found",
        )
        made.button.clicked.connect(self._show_all)
        self._stack.addWidget(made)
        return made

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
            self._view.focus_cards()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = ask_of(event)
        if asked is not None and asked[0] in (Ask.CLEAR, Ask.COPY, Ask.CANCEL):
            self._asked(*asked)
        else:
            super().keyPressEvent(event)

    # Construction

    def _bar(self) -> QHBoxLayout:
        theme, settings = self._desk.theme, self._desk.settings
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("m"))
        bar.addWidget(label(self.tr("Orders"), "heading"))
        bar.addSpacing(theme.space("s"))
        hint = self.tr("Number, phone, name or item")
        self._search = SearchBox(theme, hint, name="orders_search", pause_ms=0)
        self._search.setMinimumWidth(theme.size("product_card"))
        self._search.setMaximumWidth(theme.size("detail"))
        bar.addWidget(self._search, 2)
        self._branch = Combo(theme, self.tr("Branch"), name="orders_branch")
        self._branch.setMinimumWidth(theme.size("product_card"))
        self._branch.setMinimumContentsLength(_BRANCH_LETTERS)
        bar.addWidget(self._branch)
        bar.addStretch(1)
        muted, primary = theme.color("muted"), theme.color("primary")
        size = theme.size("icon")
        board, rows = icon("columns", muted, primary), icon("list-bullets", muted, primary)
        self._board_button = button(self.tr("Board"), "segment", name="orders_view_board", icon=board, icon_size=size)
        self._list_button = button(self.tr("List"), "segment", name="orders_view_list", icon=rows, icon_size=size)
        self._views = QButtonGroup(self)
        self._views.addButton(self._board_button, 0)
        self._views.addButton(self._list_button, 1)
        listed = settings.get(_VIEW, str, "board") == "list"
        (self._list_button if listed else self._board_button).setChecked(True)
        bar.addWidget(self._board_button)
        bar.addWidget(self._list_button)
        plus = icon("plus", theme.color("on_primary"))
        self._new = button(self.tr("New order"), "primary", name="orders_new", icon=plus, icon_size=size)
        bar.addWidget(self._new)
        return bar

    def _connect(self) -> None:
        bridge = self._desk.bridge
        bridge.orders_changed.connect(self._refresh)
        for changed in (bridge.invoices_changed, bridge.payments_changed, bridge.connections_changed):
            changed.connect(self._bill)
        bridge.catalogue_changed.connect(self._rename)
        bridge.active_changed.connect(self._start_over)
        bridge.status_changed.connect(self._tell_emptiness)
        self._search.searched.connect(self._narrow)
        self._search.returnPressed.connect(self._to_orders)
        self._branch.activated.connect(self._branch_chosen)
        self._views.idClicked.connect(self._switch_view)
        self._new.clicked.connect(self.new_order_requested)
        self._ages.timeout.connect(self._tick)
        self._ages.start()

    def _open_filled(self) -> None:
        self._fill_branches({}, self._desk.settings.get(_BRANCH, str, ""))
        self._view.fill_now(self._branch_id, "")
        counts = self._desk.orders.counts_now(OrderQuery(self._desk.connection_id))
        self._any = any(counts.values())
        self._place()
        # The counts of the branches can wait for the loop; the window may be built before it turns.
        QTimer.singleShot(0, self, self._branches.ask)

    def _add_view(self, view: "Board | OrderList") -> None:
        self._made.append(view)
        view.picked.connect(self._pick)
        view.asked.connect(self._asked)
        view.shown.connect(self._place)
        self._stack.addWidget(view)

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

    # Filters

    @property
    def _view(self) -> "Board | OrderList":
        return self.list if self._list_button.isChecked() else self.board

    @property
    def _branch_id(self) -> str:
        return str(self._branch.currentData() or "")

    def _narrow(self) -> None:
        self._view.narrow(self._branch_id, self._search.text().strip())

    def _to_orders(self) -> None:
        self._view.focus_cards()

    def _branch_chosen(self) -> None:
        self._desk.settings.set(_BRANCH, self._branch_id)
        self._narrow()

    def _show_all(self) -> None:
        self._search.clear()
        self._branch.setCurrentIndex(0)
        self._branch_chosen()

    def _switch_view(self, number: int) -> None:
        self._desk.settings.set(_VIEW, "list" if number else "board")
        self._view.narrow(self._branch_id, self._search.text().strip())
        self._view.refresh()
        self._view.select(self._key, show=True)
        self._place()

    def _fill_branches(self, open_orders: dict[str, int], chosen: str) -> None:
        counts = {key.casefold(): count for key, count in open_orders.items()}
        entries = [("", self.tr("All branches"), sum(counts.values()))]
        entries += [(key, bidi.auto(name), counts.get(key.casefold(), 0)) for key, name in self._names.branches]
        offered = [(key, f"{name}  {bidi.ltr(str(count))}" if count else name) for key, name, count in entries]
        before, self._offered = self._offered, offered
        self._branch.blockSignals(True)
        if [key for key, _ in before] == [key for key, _ in offered]:
            # With thousands of branches, writing each anew for one order would hold up the window.
            for n, (old, new) in enumerate(zip(before, offered, strict=True)):
                if old != new:
                    self._branch.setItemText(n, new[1])
        else:
            self._branch.clear()
            # Fitting the box to its longest entry measures every one of them, at each change of any.
            policies = QComboBox.SizeAdjustPolicy
            few = len(offered) <= _MEASURED_BRANCHES
            self._branch.setSizeAdjustPolicy(
                policies.AdjustToContents if few else policies.AdjustToMinimumContentsLengthWithIcon
            )
            for key, text in offered:
                self._branch.addItem(text, key)
            self._branch.setCurrentIndex(max(0, self._branch.findData(chosen)))
        self._branch.blockSignals(False)

    # Following the store

    def _refresh(self) -> None:
        self._view.refresh()
        self._branches.ask()
        self._presence.ask()
        if self._key is not None:
            self._details.ask()

    def _bill(self) -> None:
        if self._key is not None:
            self._details.ask()

    def _rename(self) -> None:
        self._tasks.spawn(self._read_names(), "names")

    def _start_over(self) -> None:
        self._clear()
        self._search.clear()
        self._tasks.spawn(self._read_names(), "names")
        self._refresh()

    async def _read_names(self) -> None:
        self._names = await read_names(self._desk)
        # Before the first catalogue there is no branch to choose: what was remembered is chosen once it is known.
        remembered = self._desk.settings.get(_BRANCH, str, "") if self._branch.count() <= 1 else self._branch_id
        self._fill_branches(await self._desk.orders.open_by_branch(self._desk.connection_id), remembered)
        for view in self._made:
            view.rename()
        self._narrow()
        if self._key is not None:
            self._details.ask()

    async def _read_branches(self) -> None:
        counts = await self._desk.orders.open_by_branch(self._desk.connection_id)
        self._fill_branches(counts, self._branch_id)

    async def _read_presence(self) -> None:
        self._any = await self._desk.orders.latest_created(self._desk.connection_id) is not None
        self._place()

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
        self._view.select(self._key, show=True)

    def _tick(self) -> None:
        self._view.tick()
        if self._detail is not None:
            self._detail.tick()

    def _place(self) -> None:
        """Show the view, or why there is nothing to show."""
        narrowed = bool(self._search.text().strip() or self._branch_id)
        searching = bool(self._search.text().strip())
        wanted: QWidget = self._view
        if not self._any and not narrowed:
            wanted = self._none
            self._tell_emptiness()
        elif searching and not self._view.total:
            wanted = self._nothing_found
        if self._stack.currentWidget() is not wanted:
            self._stack.setCurrentWidget(wanted)

    def _tell_emptiness(self) -> None:
        if self._any:
            return
        status = self._desk.house.status
        if status.pulling and status.updated_at is None:
            self._none.say(self.tr("Reading orders from RETM…"), self.tr("They appear here in a moment."))
        elif status.link in (Link.OFFLINE, Link.RECONNECTING):
            self._none.say(
                self.tr("No orders on this computer yet"),
                self.tr("RETM cannot be reached right now. Orders appear by themselves once it can."),
            )
        else:
            self._none.say(
                self.tr("No orders yet"),
                self.tr("Orders from RETM appear here by themselves. You can also make one by phone."),
            )

    # Choosing and acting

    def _pick(self, key: int) -> None:
        self._key = key
        self._view.select(key)
        self._details.ask()

    def _clear(self) -> None:
        focused, shown = QApplication.focusWidget(), self._detail
        had_focus = focused is not None and shown is not None and shown.isAncestorOf(focused)
        self._key = None
        if shown is not None:
            shown.hide()
        self._view.select(None)
        if had_focus:
            self._view.focus_cards()

    def _asked(self, asked: Ask, _number: int) -> None:
        if asked is Ask.CLEAR and self._key is None and self._search.text():
            self._search.clear()
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
        return self._view.row(key)


def _import_pane() -> None:
    for name in ("orders.detail", "payments.acts"):
        importlib.import_module(f"retm_desktop.gui.{name}")
