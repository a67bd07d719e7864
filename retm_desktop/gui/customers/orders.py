"""The orders of one customer, two lines each, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.marks import pending_mark, unknown_code
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.orders.stage_chip import chip_width, paint_chip
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.brush import Brush
from retm_desktop.gui.widgets.paged_model import ROW_ROLE
from retm_desktop.gui.widgets.paged_table import Column, PagedTable
from retm_desktop.gui.widgets.row_table import paint_row_ground
from retm_desktop.gui.words import STAGE_ICONS, stage_name
from retm_desktop.store.orders import OrderQuery, OrderRow

Index = QModelIndex | QPersistentModelIndex
_FEWEST_ROWS = 2
"""Rows that are seen in the lowest window; a higher one shows more."""


class CustomerOrders(PagedTable[OrderQuery, OrderRow]):
    """The orders of a phone; a click, or Enter, tells `order_requested`. Ctrl+C copies what is selected."""

    order_requested = Signal(int)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._phone = ""
        self._names = Names(desk, (), ())
        super().__init__(
            desk,
            [Column(self.tr("Orders"), lambda row: "\t".join(self.parts(row)), stretch=True)],
            name="customer_orders",
            words=self.tr("The customer's orders"),
            key=lambda row: row.key,
            query=lambda: OrderQuery(desk.connection_id, phone=self._phone),
            total=self._count,
            page=self._read,
        )
        theme = desk.theme
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setDefaultSectionSize(theme.size("row") + theme.space("m"))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setItemDelegate(_OrderPainter(desk.theme, self))
        self.clicked.connect(self._ask_for)
        self.opened.connect(self.order_requested.emit)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _FEWEST_ROWS * self.verticalHeader().defaultSectionSize())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def show_phone(self, phone: str) -> None:
        """Show the orders of a phone, in any way of writing it; none without a phone."""
        if phone != self._phone:
            self._phone = phone
            self.choose(None)
            self.verticalScrollBar().setValue(0)
        self.ask()

    def use_names(self, names: Names) -> None:
        """Call branches by these names."""
        self._names = names
        self.viewport().update()

    def parts(self, row: OrderRow) -> list[str]:
        """Return what is told of an order: number, stage, when, where, remarks and total."""
        remarks = (self.stage(row), self.when(row), self.branch(row), *self.remarks(row))
        return [self.number(row), *(part for part in remarks if part), self.total_words(row)]

    def number(self, row: OrderRow) -> str:
        """Return an order's number in words."""
        return bidi.number(row.number) or self.tr("No number yet")

    def stage(self, row: OrderRow) -> str:
        """Return an order's stage in words."""
        return stage_name(row.stage, delivered_by_driver=self._names.is_delivery(row.order_type_id))

    def when(self, row: OrderRow) -> str:
        """Return when an order was made; the time alone tells of today."""
        desk = self._desk
        today = row.created_at.astimezone(desk.zone).date() == desk.now().astimezone(desk.zone).date()
        return (bidi.clock if today else bidi.day_and_clock)(row.created_at, desk.zone)

    def branch(self, row: OrderRow) -> str:
        """Return the name of an order's branch, empty where it is unknown."""
        return bidi.auto(self._names.branch(row.branch_id))

    def remarks(self, row: OrderRow) -> list[str]:
        """Return what else has to be known of an order."""
        mark = pending_mark(row)
        refunded = self.tr("Refunded") if row.refunded else ""
        return [part for part in (mark.words if mark else "", refunded, unknown_code(row)) if part]

    def total_words(self, row: OrderRow) -> str:
        """Return an order's total as RETM told it; ours is marked as an estimate."""
        amount = bidi.amount(row.total, self._desk.currency, self._desk.language)
        return self.tr("{amount} est.").format(amount=amount) if row.estimated else amount

    def _ask_for(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, OrderRow):
            self.order_requested.emit(row.key)

    async def _count(self, query: OrderQuery) -> int:
        # Without a phone the query would be of everybody's orders.
        return await self._desk.orders.count(query) if query.phone else 0

    async def _read(self, query: OrderQuery, offset: int, limit: int) -> Sequence[OrderRow]:
        return await self._desk.orders.page(query, offset, limit) if query.phone else ()


class _OrderPainter(QStyledItemDelegate):
    """Number, stage and total above; when, where and remarks below."""

    def __init__(self, theme: Theme, orders: CustomerOrders) -> None:
        super().__init__(orders)
        self._theme = theme
        self._orders = orders
        self._strong, self._caption = theme.font("strong"), theme.font("caption")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        rect: QRect = option.rect
        painter.save()
        paint_row_ground(painter, theme, option.state, rect)
        brush = Brush(painter, option.direction, rect)
        inner = rect.adjusted(theme.space("m"), 0, -theme.space("m"), 0)
        row = index.data(ROW_ROLE)
        if row is None:
            bar = QRect(inner.left(), rect.center().y() - theme.space("xs"), inner.width() // 2, theme.space("s"))
            brush.fill(bar, theme.color("sunken"), theme.radius("s"))
        else:
            self._paint_order(brush, inner, row)
        painter.restore()

    def _paint_order(self, brush: Brush, inner: QRect, row: OrderRow) -> None:
        theme, orders = self._theme, self._orders
        text, muted = theme.color("text"), theme.color("muted")
        chip_height = QFontMetrics(self._caption).height() + theme.space("xs")
        below_height = QFontMetrics(self._caption).height()
        gap = theme.space("xs")
        top = inner.center().y() - (chip_height + gap + below_height) // 2
        above = QRect(inner.left(), top, inner.width(), chip_height)
        below = QRect(inner.left(), top + chip_height + gap, inner.width(), below_height)
        total = brush.text(above, orders.total_words(row), self._strong, text, at_end=True)
        above.setRight(above.right() - total - theme.space("s"))
        number = brush.text(above, orders.number(row), self._strong, text)
        above.setLeft(above.left() + number + theme.space("s"))
        stage = orders.stage(row)
        above.setWidth(min(above.width(), chip_width(theme, stage, with_icon=True)))
        paint_chip(brush, theme, above, row.stage, words=stage, icon=STAGE_ICONS[row.stage])
        told = [orders.when(row), orders.branch(row), *orders.remarks(row)]
        brush.text(below, " · ".join(part for part in told if part), self._caption, muted)
