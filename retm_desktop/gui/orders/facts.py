"""The facts of an order as RETM told them: who, where, what, and every amount untouched."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from retm_desktop.domain.text import ascii_digits, plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.invoices.words import state_tone, state_words
from retm_desktop.gui.orders.marks import in_reading_order, unknown_code
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.widgets.bill import BillLines, BillSums, money_words, note_strip
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.labels import chip, label, trailing
from retm_desktop.gui.widgets.labels import line as rule
from retm_desktop.store.invoices import InvoiceRow
from retm_desktop.store.orders import OrderDetails


class Facts(QWidget):
    """Built once for one version of an order; `invoice_requested` carries the key of one of its invoices."""

    invoice_requested = Signal(int)

    def __init__(self, desk: Desk, details: OrderDetails, names: Names, invoices: Sequence[InvoiceRow] = ()) -> None:
        super().__init__()
        self._desk, self._details, self._names, self._invoices = desk, details, names, invoices
        theme = desk.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("m"))
        self._where()
        self._who()
        if details.order.note:
            self._column.addWidget(note_strip(theme, details.order.note, name="order_note"))
        self._column.addWidget(rule())
        nothing = self.tr("RETM sent no items with this order.")
        self._column.addWidget(BillLines(desk, details.order, name="order", nothing=nothing))
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

    def _money(self) -> None:
        order = self._details.order
        if self._details.row.estimated:
            words = self.tr("Our estimate – RETM has not told its total yet")
            self._column.addWidget(chip(words, "warn", name="order_estimated"))
        self._column.addWidget(BillSums(self._desk, order, name="order"))
        if self._invoices:
            self._column.addWidget(rule())
            self._billed()
        elif order.invoice_id:
            row = QHBoxLayout()
            row.addWidget(label(self.tr("Invoice"), "muted"), 1)
            number = label(bidi.ltr(order.invoice_id), "muted", name="order_invoice")
            number.setAlignment(trailing())
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row.addWidget(number)
            self._column.addLayout(row)

    def _billed(self) -> None:
        desk = self._desk
        self._column.addWidget(label(self.tr("Invoices"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(desk.theme.space("s"))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for n, invoice in enumerate(self._invoices):
            number = bidi.number(invoice.invoice_id) or self.tr("Without a number")
            link = button(number, "link", name=f"order_invoice_{n}")
            link.setToolTip(self.tr("Show the invoice"))
            link.clicked.connect(partial(self.invoice_requested.emit, invoice.key))
            grid.addWidget(link, n, 0, Qt.AlignmentFlag.AlignLeading)
            state = chip(state_words(invoice), state_tone(invoice), name=f"order_invoice_{n}_state")
            grid.addWidget(state, n, 1, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
            total = label(money_words(desk, invoice.total), name=f"order_invoice_{n}_total")
            total.setAlignment(trailing())
            grid.addWidget(total, n, 2)
        self._column.addLayout(grid)

    def _unknown(self, words: str) -> None:
        row = self._details.row
        self._column.addWidget(chip(words, "info", name="order_unknown_status"))
        codes = f"delivery_status={row.raw_delivery_status} status={row.raw_status}"
        told = self.tr("This program does not know this status yet; the order keeps its stage. RETM said: {codes}")
        self._column.addWidget(label(told.format(codes=bidi.ltr(codes)), "caption", name="order_raw_codes", wrap=True))
