"""The board and the list of the orders, or what stands in their place and why."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.orders.witness import Witness
from retm_desktop.store.orders import OrderQuery
from retm_desktop.sync.status import Link

if TYPE_CHECKING:
    from retm_desktop.gui.orders.board import Board
    from retm_desktop.gui.orders.list_view import OrderList
    from retm_desktop.gui.widgets.empty_state import EmptyState


class OrderViews(QStackedWidget):
    """Shows one view at a time; each is made when it is first wanted, for a start shows but one."""

    picked = Signal(int)
    asked = Signal(object, int)
    act_requested = Signal(int, object)
    """As of `Board`; both views tell the other two."""
    new_order_requested = Signal()
    show_all_requested = Signal()

    def __init__(self, desk: Desk, names: Callable[[], Names], witness: Witness) -> None:
        super().__init__()
        self._desk = desk
        self._names = names
        self._witness = witness
        self._made: list[Board | OrderList] = []
        self._any = True
        self._listed = False
        self._branch_id = self._text = ""
        desk.bridge.status_changed.connect(self._tell_emptiness)

    @cached_property
    def board(self) -> "Board":
        """The columns of the stages."""
        from retm_desktop.gui.orders.board import Board  # noqa: PLC0415

        board = Board(self._desk, self._names)
        self._add(board)
        self._witness.watch(column.cards for column in board.columns)
        board.act_requested.connect(self.act_requested)
        return board

    @cached_property
    def list(self) -> "OrderList":
        """The table of all stages."""
        from retm_desktop.gui.orders.list_view import OrderList  # noqa: PLC0415

        made = OrderList(self._desk, self._names)
        self._add(made)
        self._witness.watch([made.table])
        return made

    @property
    def view(self) -> "Board | OrderList":
        """The view that is wanted, whether or not it has anything to show."""
        return self.list if self._listed else self.board

    def fill_now(self, branch_id: str, *, listed: bool) -> None:
        """Read for the first paint."""
        self._listed, self._branch_id = listed, branch_id
        self.view.fill_now(branch_id, "")
        counts = self._desk.orders.counts_now(OrderQuery(self._desk.connection_id))
        self._any = any(counts.values())
        self._place()

    def narrow(self, branch_id: str, text: str) -> None:
        """Show what fits."""
        self._branch_id, self._text = branch_id, text
        self.view.narrow(branch_id, text)

    def switch(self, *, listed: bool) -> None:
        """Show the list or the board, narrowed as the other was."""
        self._listed = listed
        self.view.narrow(self._branch_id, self._text)
        self.view.refresh()
        self._place()

    def rename(self) -> None:
        """Show what is called otherwise now."""
        for view in self._made:
            view.rename()

    async def read_presence(self) -> None:
        """Look whether there is any order at all."""
        self._any = await self._desk.orders.latest_created(self._desk.connection_id) is not None
        self._place()

    def _add(self, view: "Board | OrderList") -> None:
        self._made.append(view)
        view.picked.connect(self.picked)
        view.asked.connect(self.asked)
        view.shown.connect(self._place)
        self.addWidget(view)

    @cached_property
    def _none(self) -> "EmptyState":
        from retm_desktop.gui.widgets.empty_state import EmptyState  # noqa: PLC0415

        made = EmptyState(self._desk.theme, "empty-orders", "", "", self.tr("New order"), name="orders_none")
        made.button.clicked.connect(self.new_order_requested)
        self.addWidget(made)
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
        made.button.clicked.connect(self.show_all_requested)
        self.addWidget(made)
        return made

    def _place(self) -> None:
        """Show the view, or why there is nothing to show."""
        wanted: QWidget = self.view
        if not self._any and not (self._text or self._branch_id):
            wanted = self._none
            self._tell_emptiness()
        elif self._text and not self.view.total:
            wanted = self._nothing_found
        if self.currentWidget() is not wanted:
            self.setCurrentWidget(wanted)

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
