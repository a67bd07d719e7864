"""A grid of product cards that fills its width, for choosing by click, touch or keyboard."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle

from retm_desktop.domain.menu import Product
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.products.card import ProductCard
from retm_desktop.gui.products.model import PRODUCT_ROLE, ProductsModel


class ProductGrid(QListView):
    """Shows products as cards; `chosen` carries the `Product` clicked, touched, or chosen with Enter or Space.

    The chosen card stays marked; a view in which a click means "add" calls `setSelectionMode(NoSelection)`.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk, *, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._columns = 1
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Products"))
        self._products = ProductsModel(desk, self)
        self.setModel(self._products)
        self._card = ProductCard(desk, self._products)
        self.setItemDelegate(self._card)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(desk.theme.size("touch"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._choose)
        desk.pictures.arrived.connect(self._picture_arrived)
        self._limit_pictures()
        desk.bridge.settings_changed.connect(self._limit_pictures)

    @property
    def products(self) -> tuple[Product, ...]:
        """The products shown, in order."""
        return self._products.products

    def show_products(self, products: Sequence[Product]) -> None:
        """Show these products in this order; the same ones again leave scroll position and current card alone."""
        self._products.show(products)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Mark the cards of products (by id) that are on the ticket with how many."""
        self._products.count(counts)

    def choose_current(self) -> None:
        """Choose the current card, or the first where none is current yet; nothing in an empty grid."""
        index = self.currentIndex()
        self._choose(index if index.isValid() else self._products.index(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # QListView lays its rows out as if the scroll bar were there, at the style's own width of one.
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        width = self.maximumViewportSize().width() - bar
        self._columns = max(1, width // self._desk.theme.size("product_card"))
        # A row that fills the width to the last pixel wraps its last card.
        self._card.cell_width = (width - 1) // self._columns
        self.setGridSize(QSize(self._card.cell_width, self._card.cell_height))
        super().resizeEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        # QListView takes left for backward in either direction, and stops at the end of a row.
        onward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        moves = QAbstractItemView.CursorAction
        steps = {
            moves.MoveRight: onward,
            moves.MoveLeft: -onward,
            moves.MoveDown: self._columns,
            moves.MoveUp: -self._columns,
        }
        current = self.currentIndex()
        if action not in steps or not current.isValid():
            return super().moveCursor(action, modifiers)
        wanted = self._products.index(current.row() + steps[action])
        return wanted if wanted.isValid() else current

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            product = self.currentIndex().data(PRODUCT_ROLE)
            if isinstance(product, Product):
                words = f"{self._products.name_of(product)}\t{self._products.price_of(product)}"
                QGuiApplication.clipboard().setText(plain(words))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.choose_current()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        product = index.data(PRODUCT_ROLE)
        if isinstance(product, Product):
            self.chosen.emit(product)

    def _limit_pictures(self) -> None:
        self._desk.pictures.keep_within(self._desk.settings)

    def _picture_arrived(self, address: str) -> None:
        for index in self._on_screen():
            if self._products.products[index.row()].image == address:
                self.update(index)

    def _on_screen(self) -> Iterator[QModelIndex]:
        """Yield the cards that can be seen, at least in part."""
        height = max(1, self.gridSize().height())
        first = max(0, self.verticalOffset() // height) * self._columns
        rows = self.viewport().height() // height + 2
        for row in range(first, min(first + rows * self._columns, self._products.rowCount())):
            yield self._products.index(row)
