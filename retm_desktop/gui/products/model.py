"""The products of a grid as a Qt model."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from retm_desktop.domain.menu import Product
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk

Index = QModelIndex | QPersistentModelIndex

PRODUCT_ROLE = Qt.ItemDataRole.UserRole
"""Role of the `Product` of a card."""
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Role of how many of the product are on the ticket, 0 for none."""


class ProductsModel(QAbstractListModel):
    """Products in the order they are given, with the number of each on the ticket."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._products: tuple[Product, ...] = ()
        self._counts: dict[str, int] = {}

    @property
    def products(self) -> tuple[Product, ...]:
        """The products shown, in order."""
        return self._products

    def show(self, products: Sequence[Product]) -> None:
        """Show these products; the same list again changes nothing, so that the scroll position stays."""
        shown = tuple(products)
        if shown == self._products:
            return
        self.beginResetModel()
        self._products = shown
        self.endResetModel()

    def count(self, counts: Mapping[str, int]) -> None:
        """Show how many of each product id are on the ticket."""
        if counts == self._counts:
            return
        self._counts = dict(counts)
        if self._products:
            self.dataChanged.emit(self.index(0), self.index(len(self._products) - 1), [COUNT_ROLE])

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._products)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        product = self._products[index.row()]
        if role == PRODUCT_ROLE:
            return product
        if role == COUNT_ROLE:
            return self._counts.get(product.id, 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name_of(product)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return plain(f"{self.name_of(product)}, {self.price_of(product)}")
        if role == Qt.ItemDataRole.ToolTipRole:
            return bidi.auto(self._desk.text(product.description)) or None
        return None

    def name_of(self, product: Product) -> str:
        """Return a product's name in the screen's language, or words in its place where RETM sends none."""
        return self._desk.text(product.name) or self.tr("Product without a name")

    def price_of(self, product: Product) -> str:
        """Return what a card says of the price: the price, or the lowest where it depends on the variation."""
        price = bidi.amount(product.lowest_price, self._desk.currency, self._desk.language)
        if len({variation.price for variation in product.variations}) > 1:
            return self.tr("from {price}").format(price=price)
        return price
