"""What was bought and what it came to, as an order and an invoice tell it: every amount untouched."""

from decimal import Decimal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from retm_desktop.domain.orders import Line, Order
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders.marks import in_reading_order
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.labels import frame, label, trailing

_TOP = Qt.AlignmentFlag.AlignTop


def money_words(desk: Desk, value: Decimal | None) -> str:
    """Return an amount for a label of its own, an en dash where nothing is known."""
    return in_reading_order(bidi.amount(value, desk.currency, desk.language), desk.language)


def note_strip(theme: Theme, note: str, *, name: str = "") -> QFrame:
    """Return a coloured strip with what somebody wrote."""
    made = frame("notice")
    made.setProperty("tone", "warn")
    row = QHBoxLayout(made)
    row.setContentsMargins(theme.space("s"), theme.space("xs"), theme.space("s"), theme.space("xs"))
    row.setSpacing(theme.space("s"))
    drawn = QLabel()
    size = theme.size("icon_s")
    drawn.setPixmap(icon("note-pencil", theme.color("warn")).pixmap(QSize(size, size)))
    row.addWidget(drawn, 0, _TOP)
    row.addWidget(label(bidi.auto(note), "strong", name=name, tone="warn", wrap=True), 1)
    return made


class BillLines(QWidget):
    """The lines of `order`; object names begin with `name`, and `figures` asks for each line's price, discount and tax.

    `nothing` is said where RETM sent no line.
    """

    def __init__(self, desk: Desk, order: Order, *, name: str, nothing: str, figures: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._figures = figures
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.space("m"))
        if not order.lines:
            column.addWidget(label(nothing, "muted", name=f"{name}_no_lines", wrap=True))
        for n, item in enumerate(order.lines):
            column.addLayout(self._line(item, f"{name}_line_{n}"))

    def _line(self, item: Line, name: str) -> QGridLayout:
        desk = self._desk
        grid = QGridLayout()
        grid.setHorizontalSpacing(desk.theme.space("s"))
        grid.setVerticalSpacing(desk.theme.space("hair"))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(bidi.times(item.quantity), "strong"), 0, 0, _TOP)
        words = bidi.auto(desk.text(item.name)) or self.tr("Item without a name")
        grid.addWidget(label(words, "strong", name=name, wrap=True), 0, 1)
        amount = label(money_words(desk, item.total))
        amount.setAlignment(trailing())
        grid.addWidget(amount, 0, 2, _TOP)
        if item.variation:
            grid.addWidget(label(bidi.auto(desk.text(item.variation)), "muted", wrap=True), grid.rowCount(), 1)
        for modifier in item.modifiers:
            words = bidi.auto(desk.text(modifier.name)) or self.tr("Modifier without a name")
            if modifier.quantity != 1:
                words = f"{bidi.times(modifier.quantity)} {words}"
            at = grid.rowCount()
            grid.addWidget(label(in_reading_order(f"+ {words}", desk.language), "muted", wrap=True), at, 1)
            if modifier.price:
                price = label(money_words(desk, modifier.price), "caption")
                price.setAlignment(trailing())
                grid.addWidget(price, at, 2)
        if self._figures and (told := self._figures_of(item)):
            words = in_reading_order(told, desk.language)
            grid.addWidget(label(words, "caption", name=f"{name}_figures", wrap=True), grid.rowCount(), 1, 1, 2)
        if item.note:
            grid.addWidget(note_strip(desk.theme, item.note), grid.rowCount(), 1, 1, 2)
        return grid

    def _figures_of(self, item: Line) -> str:
        desk = self._desk
        parts = []
        if item.unit_price is not None:
            parts.append(self.tr("{amount} each before tax").format(amount=_figure(desk, item.unit_price)))
        if item.discount:
            parts.append(self.tr("discount {amount}").format(amount=_figure(desk, item.discount)))
        if item.tax is not None:
            parts.append(self.tr("tax {amount}").format(amount=_figure(desk, item.tax)))
        return " · ".join(parts)


def _figure(desk: Desk, value: Decimal) -> str:
    return bidi.amount(value, desk.currency, desk.language)


class BillSums(QWidget):
    """Subtotal, discount, charges, taxes, total and payments of `order`; object names begin with `name`."""

    def __init__(self, desk: Desk, order: Order, *, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._name = name
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(desk.theme.space("s"))
        grid.setVerticalSpacing(desk.theme.space("xs"))
        grid.setColumnStretch(0, 1)
        self._told(self.tr("Subtotal"), order.subtotal, "subtotal")
        if order.discount:
            self._told(self.tr("Discount"), -abs(order.discount), "discount")
        for n, charge in enumerate(order.charges):
            self._told(self._named(charge.name, self.tr("Charge")), charge.amount, f"charge_{n}")
        for n, tax in enumerate(order.taxes):
            self._told(self._named(tax.name, self.tr("Tax")), tax.amount, f"tax_{n}")
        if not order.taxes:
            self._told(self.tr("Tax"), order.tax, "tax_0")
        self._add(self.tr("Total"), order.total, "total", "title")
        for n, payment in enumerate(order.payments):
            words = self.tr("Paid: {name}").format(name=self._named(payment.name, self.tr("payment")))
            self._told(words, payment.amount, f"payment_{n}")
        if not order.payments:
            self._add(self.tr("No payment told"), None, "payment_0", "muted")

    def _told(self, words: str, value: Decimal | None, name: str) -> None:
        if value is not None:
            self._add(words, value, name, "")

    def _add(self, words: str, value: Decimal | None, name: str, role: str) -> None:
        at = self._grid.rowCount()
        self._grid.addWidget(label(words, role, wrap=True), at, 0)
        amount = label(money_words(self._desk, value), role, name=f"{self._name}_{name}")
        amount.setAlignment(trailing())
        self._grid.addWidget(amount, at, 1)

    def _named(self, name: BilingualText, otherwise: str) -> str:
        return bidi.auto(self._desk.text(name)) or otherwise
