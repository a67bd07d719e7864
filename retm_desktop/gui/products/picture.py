"""The picture of one product as a widget, with the same stand-in as on its card."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from retm_desktop.domain.menu import Product
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.products.card import paint_picture


class ProductPicture(QWidget):
    """Four to three, `width` logical pixels wide, with round corners."""

    def __init__(self, desk: Desk, product: Product, width: int) -> None:
        super().__init__()
        self._desk = desk
        self._product = product
        self._size = QSize(width, width * 3 // 4)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        desk.pictures.arrived.connect(self._arrived)

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        radius = self._desk.theme.radius("m")
        shape.addRoundedRect(QRectF(self.rect()), radius, radius)
        paint_picture(self._desk, painter, self.rect(), shape, self._product)
        painter.end()

    def _arrived(self, address: str) -> None:
        if address == self._product.image:
            self.update()
