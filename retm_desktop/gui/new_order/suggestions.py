"""Known customers under the field that is being typed in."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from retm_desktop.domain.business import Customer
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon

_CUSTOMER = Qt.ItemDataRole.UserRole


class Suggestions(QListWidget):
    """Lies over its parent under one of the fields, whose arrows and Enter it takes; `picked` carries a `Customer`."""

    picked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, *fields: QLineEdit) -> None:
        super().__init__(parent)
        self._desk = desk
        self._over = parent
        self.setObjectName("new_order_suggestions")
        self.setAccessibleName(self.tr("Known customers"))
        self.setProperty("role", "suggestions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(self._pick)
        for field in fields:
            field.installEventFilter(self)
        self.hide()

    def suggest(self, customers: Sequence[Customer], under: QLineEdit) -> None:
        """Show these customers under a field; none hides the list."""
        self.clear()
        height = self._desk.theme.size("touch")
        for customer in customers:
            name = bidi.auto(self._desk.text(customer.name))
            words = "   ".join(part for part in (name, bidi.phone(customer.phone)) if part)
            item = QListWidgetItem(icon("user", self._desk.theme.color("muted")), words)
            item.setData(_CUSTOMER, customer)
            item.setSizeHint(QSize(0, height))
            self.addItem(item)
        if not customers:
            self.hide()
            return
        parent = self._over
        top = under.mapTo(parent, QPoint(0, under.height())).y() + self._desk.theme.space("xs")
        margin = self._desk.theme.space("l")
        frame = 2 * self.frameWidth() + self._desk.theme.space("s")
        self.setGeometry(margin, top, parent.width() - 2 * margin, height * len(customers) + frame)
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.isVisible():
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down:
                self.setCurrentRow(min(self.currentRow() + 1, self.count() - 1))
            case Qt.Key.Key_Up:
                self.setCurrentRow(max(self.currentRow() - 1, 0))
            case Qt.Key.Key_Escape:
                self.hide()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.currentItem() is not None:
                self._pick(self.currentItem())
            case _:
                return False
        return True

    def _pick(self, item: QListWidgetItem) -> None:
        self.hide()
        self.picked.emit(item.data(_CUSTOMER))
