"""The facts of an order as RETM told them: who, where, what, and every amount untouched."""

from decimal import Decimal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from retm_desktop.domain.orders import Line
from retm_desktop.domain.text import BilingualText, ascii_digits, plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders.marks import in_reading_order, unknown_code
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.labels import chip, frame, label, trailing
from retm_desktop.gui.widgets.labels import line as rule
from retm_desktop.store.orders import OrderDetails

_TOP = Qt.AlignmentFlag.AlignTop


class Facts(QWidget):
    """Built once for one version of an order."""

    def __init__(self, desk: Desk, details: OrderDetails, names: Names) -> None:
        super().__init__()
        self._desk, self._details, self._names = desk, details, names
        theme = desk.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("m"))
        self._where()
        self._who()
        if details.order.note:
            self._column.addWidget(self._highlight(details.order.note, "order_note"))
        self._column.addWidget(rule())
        self._lines()
        self._column.addWidget(rule())
        self._money()
        if words := unknown_code(details.row):
            self._unknown(words)

    def _row(self, picture: str, words: str, name: str, *, role: str = "", act: QWidget | None = None) -> None:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        drawn = QLabel()
        size = theme.size("icon_s")
        drawn.setPixmap(icon(picture, theme.color("muted")).pixmap(QSize(size, size)))
        row.addWidget(drawn)
        words = in_reading_order(words, self._desk.language)
        row.addWidget(label(words, role, name=name, wrap=act is None), 0 if act else 1)
        if act is not None:
            row.addWidget(act)
            row.addStretch(1)
        self._column.addLayout(row)

    def _where(self) -> None:
        row, names = self._details.row, self._names
        kind = names.order_type(row.order_type_id)
        branch = names.branch(row.branch_id)
        theme = self._desk.theme
        place = QHBoxLayout()
        place.setSpacing(theme.space("s"))
        if kind:
            place.addWidget(chip(bidi.auto(kind), name="order_type"))
        if branch:
            place.addWidget(label(bidi.auto(branch), name="order_branch", wrap=True), 1)
        else:
            place.addStretch(1)
        self._column.addLayout(place)

    def _who(self) -> None:
        order, desk = self._details.order, self._desk
        name = desk.text(order.customer.name)
        if name:
            self._row("user", bidi.auto(name), "order_customer", role="strong")
        if order.customer.phone:
            copy = self._copy_button(order.customer.phone, self.tr("Copy the phone number"), "order_copy_phone")
            self._row("phone", bidi.phone(order.customer.phone), "order_phone", act=copy)
        address = order.customer.address
        if address is not None and (address.address or address.name):
            parts = [desk.text(address.name), address.address, address.note]
            self._row("map-pin", " · ".join(bidi.auto(part) for part in parts if part), "order_address")
        if order.driver_name or order.driver_phone:
            words = " · ".join(p for p in (bidi.auto(order.driver_name), bidi.phone(order.driver_phone)) if p)
            told = self.tr("Driver: {name}").format(name=words)
            if order.driver_phone:
                copy = self._copy_button(order.driver_phone, self.tr("Copy the driver's phone"), "order_copy_driver")
                self._row("truck", told, "order_driver", act=copy)
            else:
                self._row("truck", told, "order_driver")

    def _copy_button(self, text: str, words: str, name: str) -> QWidget:
        theme = self._desk.theme
        made = icon_button(icon("copy", theme.color("muted")), words, name=name, icon_size=theme.size("icon_s"))
        copied = plain(ascii_digits(text))
        made.clicked.connect(lambda: QGuiApplication.clipboard().setText(copied))
        return made

    def _highlight(self, note: str, name: str) -> QWidget:
        theme = self._desk.theme
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

    def _lines(self) -> None:
        theme, order = self._desk.theme, self._details.order
        if not order.lines:
            words = self.tr("RETM sent no items with this order.")
            self._column.addWidget(label(words, "muted", name="order_no_lines", wrap=True))
            return
        for n, item in enumerate(order.lines):
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.space("s"))
            grid.setVerticalSpacing(theme.space("hair"))
            grid.setColumnStretch(1, 1)
            grid.addWidget(label(bidi.times(item.quantity), "strong"), 0, 0, _TOP)
            name = bidi.auto(self._desk.text(item.name)) or self.tr("Item without a name")
            grid.addWidget(label(name, "strong", name=f"order_line_{n}", wrap=True), 0, 1)
            amount = label(self._amount(item.total))
            amount.setAlignment(trailing())
            grid.addWidget(amount, 0, 2, _TOP)
            self._choices(grid, item)
            self._column.addLayout(grid)

    def _choices(self, grid: QGridLayout, item: Line) -> None:
        desk = self._desk
        if item.variation:
            grid.addWidget(label(bidi.auto(desk.text(item.variation)), "muted", wrap=True), grid.rowCount(), 1)
        for modifier in item.modifiers:
            name = bidi.auto(desk.text(modifier.name)) or self.tr("Modifier without a name")
            words = name if modifier.quantity == 1 else f"{bidi.times(modifier.quantity)} {name}"
            at = grid.rowCount()
            grid.addWidget(label(in_reading_order(f"+ {words}", desk.language), "muted", wrap=True), at, 1)
            if modifier.price:
                price = label(self._amount(modifier.price), "caption")
                price.setAlignment(trailing())
                grid.addWidget(price, at, 2)
        if item.note:
            grid.addWidget(self._highlight(item.note, ""), grid.rowCount(), 1, 1, 2)

    def _money(self) -> None:
        theme, order = self._desk.theme, self._details.order
        if self._details.row.estimated:
            words = self.tr("Our estimate – RETM has not told its total yet")
            self._column.addWidget(chip(words, "warn", name="order_estimated"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(theme.space("xs"))
        grid.setColumnStretch(0, 1)
        self._sum(grid, self.tr("Subtotal"), order.subtotal, "order_subtotal")
        if order.discount:
            self._sum(grid, self.tr("Discount"), -abs(order.discount), "order_discount")
        for n, charge in enumerate(order.charges):
            self._sum(grid, self._named(charge.name, self.tr("Charge")), charge.amount, f"order_charge_{n}")
        for n, tax in enumerate(order.taxes):
            self._sum(grid, self._named(tax.name, self.tr("Tax")), tax.amount, f"order_tax_{n}")
        if not order.taxes:
            self._sum(grid, self.tr("Tax"), order.tax, "order_tax_0")
        at = grid.rowCount()
        grid.addWidget(label(self.tr("Total"), "title"), at, 0)
        total = label(self._amount(order.total), "title", name="order_total")
        total.setAlignment(trailing())
        grid.addWidget(total, at, 1)
        for n, payment in enumerate(order.payments):
            words = self.tr("Paid: {name}").format(name=self._named(payment.name, self.tr("payment")))
            self._sum(grid, words, payment.amount, f"order_payment_{n}")
        if not order.payments:
            self._sum(grid, self.tr("No payment told"), None, "order_payment_0", role="muted", always=True)
        if order.invoice_id:
            at = grid.rowCount()
            grid.addWidget(label(self.tr("Invoice"), "muted"), at, 0)
            number = label(bidi.ltr(order.invoice_id), "muted", name="order_invoice")
            number.setAlignment(trailing())
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(number, at, 1)
        self._column.addLayout(grid)

    def _sum(
        self, grid: QGridLayout, words: str, value: Decimal | None, name: str, *, role: str = "", always: bool = False
    ) -> None:
        if value is None and not always:
            return
        at = grid.rowCount()
        grid.addWidget(label(words, role, wrap=True), at, 0)
        amount = label(self._amount(value), role, name=name)
        amount.setAlignment(trailing())
        grid.addWidget(amount, at, 1)

    def _unknown(self, words: str) -> None:
        row = self._details.row
        self._column.addWidget(chip(words, "info", name="order_unknown_status"))
        codes = f"delivery_status={row.raw_delivery_status} status={row.raw_status}"
        told = self.tr("This program does not know this status yet; the order keeps its stage. RETM said: {codes}")
        self._column.addWidget(label(told.format(codes=bidi.ltr(codes)), "caption", name="order_raw_codes", wrap=True))

    def _amount(self, value: Decimal | None) -> str:
        language = self._desk.language
        return in_reading_order(bidi.amount(value, self._desk.currency, language), language)

    def _named(self, name: BilingualText, otherwise: str) -> str:
        return bidi.auto(self._desk.text(name)) or otherwise
