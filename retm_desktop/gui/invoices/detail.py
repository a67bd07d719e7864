"""One invoice whole: what was bought, what it came to, how it was paid, what was given back, and RETM's document."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.domain.orders import RefundState
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.invoices.names import InvoiceNames
from retm_desktop.gui.invoices.plain_text import invoice_as_text
from retm_desktop.gui.invoices.words import refund_words, status_name, status_tone
from retm_desktop.gui.widgets.bill import BillLines, BillSums, note_strip
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.entry_detail import EntryDetail
from retm_desktop.gui.widgets.labels import chip, label, line
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.raw_document import RawDocument
from retm_desktop.store.invoices import InvoiceDetails


class InvoiceDetail(EntryDetail):
    """A card of fixed width; `order_requested` carries the key of the order that is billed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, QCoreApplication.translate("InvoiceDetail", "the invoice"), name="invoice")
        self._names = InvoiceNames(desk)
        self._details: InvoiceDetails | None = None
        self._places = ("", "")

    @property
    def details(self) -> InvoiceDetails | None:
        """What is shown."""
        return self._details

    def show_invoice(self, details: InvoiceDetails, names: InvoiceNames) -> None:
        """Show an invoice; the same one again keeps the place that was scrolled to."""
        places = (names.branch(details.row.branch_id), names.device(details.invoice.order.device_id))
        before = self._details.row.key if self._details else None
        self._names = names
        if (details, places) == (self._details, self._places):
            self.show()
            return
        self._details, self._places = details, places
        self._show(self._title(details), self._body(details), same=before == details.row.key)

    def as_text(self) -> str:
        """Return the invoice on show as plain text."""
        if self._details is None:
            return ""
        return invoice_as_text(self._details, self._names, self._desk, self._title(self._details))

    def _title(self, details: InvoiceDetails) -> str:
        number = bidi.number(details.row.invoice_id)
        return self.tr("Invoice {number}").format(number=number) if number else self.tr("Invoice without a number")

    def _body(self, details: InvoiceDetails) -> QWidget:
        theme, order = self._desk.theme, details.invoice.order
        body = QWidget()
        column = self._column(body)
        state = QHBoxLayout()
        state.setSpacing(theme.space("s"))
        state.addWidget(chip(status_name(details.row.status), status_tone(details.row.status), name="invoice_state"))
        state.addWidget(
            label(bidi.day_and_clock(details.row.created_at, self._desk.zone), "muted", name="invoice_time")
        )
        state.addStretch(1)
        column.addLayout(state)
        if details.row.refund is not RefundState.NONE:
            column.addWidget(self._refund(details))
        self._add_order(column, details)
        self._add_places(column, details)
        if order.note:
            column.addWidget(note_strip(theme, order.note, name="invoice_note"))
        column.addWidget(line())
        nothing = self.tr("RETM sent no items with this invoice.")
        column.addWidget(BillLines(self._desk, order, name="invoice", nothing=nothing, figures=True))
        column.addWidget(line())
        column.addWidget(BillSums(self._desk, order, name="invoice"))
        column.addWidget(line())
        self._add_ids(column, details)
        raw = RawDocument(self._desk, name="invoice_document")
        raw.show_body(details.raw)
        column.addWidget(raw)
        column.addStretch(1)
        return body

    def _refund(self, details: InvoiceDetails) -> Notice:
        heard = details.row.refunded_at
        words = ""
        if heard is not None:
            words = self.tr("First heard of {time}; RETM gives a refund no date.").format(
                time=bidi.day_and_clock(heard, self._desk.zone)
            )
        notice = Notice(self._desk.theme, name="invoice_refund")
        notice.say(refund_words(self._desk, details.row), words, tone="warn", closable=False)
        return notice

    def _add_order(self, column: QVBoxLayout, details: InvoiceDetails) -> None:
        theme, key = self._desk.theme, details.order_key
        if key is not None:
            caption = self.tr("Show order {number}").format(number=bidi.number(details.row.order_number))
            glyph = icon("receipt", theme.color("text"))
            show = button(caption, name="invoice_show_order", icon=glyph, icon_size=theme.size("icon"))
            show.clicked.connect(lambda: self.order_requested.emit(key))
            column.addWidget(show)
            return
        if details.row.order_number:
            words = self.tr("Order {number} of this branch and day is not on this computer, so there is no way to it.")
            words = words.format(number=bidi.number(details.row.order_number))
        else:
            words = self.tr("RETM tells no order number with this invoice, so there is no way to its order.")
        column.addWidget(label(words, "muted", name="invoice_no_order", wrap=True))

    def _add_places(self, column: QVBoxLayout, details: InvoiceDetails) -> None:
        order, names = details.invoice.order, self._names
        facts = (
            ("storefront", self.tr("Branch"), names.branch(details.row.branch_id), "branch"),
            ("device-tablet", self.tr("Device"), names.device(order.device_id), "device"),
            ("user", self.tr("Customer"), self._desk.text(order.customer.name), "customer"),
        )
        for glyph, what, words, name in facts:
            if words or name == "branch":
                self._add_fact(column, glyph, what, words, name)

    def _add_ids(self, column: QVBoxLayout, details: InvoiceDetails) -> None:
        order = details.invoice.order
        column.addWidget(label(self.tr("At RETM"), "title"))
        for what, words, name in (
            (self.tr("Invoice number"), details.row.invoice_id, "id"),
            (self.tr("Order number"), details.row.order_number, "order_number"),
            (self.tr("Sale id"), details.invoice.sale_id, "sale_id"),
            (self.tr("Branch id"), details.row.branch_id, "branch_id"),
            (self.tr("Device id"), order.device_id, "device_id"),
        ):
            if words or name in ("id", "order_number"):
                self._add_fact(column, "hash", what, words, name, figures=True)
