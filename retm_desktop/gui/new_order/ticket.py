"""The ticket: customer, lines, how and where, the estimate, and the button that sends it."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from retm_desktop.domain.business import Branch, Charge, Customer, OrderType, PaymentMethod
from retm_desktop.domain.draft import DraftLine
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.new_order.estimate import EstimateBlock
from retm_desktop.gui.new_order.line_row import LineRow
from retm_desktop.gui.new_order.pad import OrderPad, normal_phone
from retm_desktop.gui.new_order.phone_field import PhoneField
from retm_desktop.gui.new_order.suggestions import Suggestions
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.flow import FlowLayout
from retm_desktop.gui.widgets.labels import frame, label, line, retone

_LONGEST_NAME = 120
_LONGEST_NOTE = 500
_MOST_SUGGESTIONS = 5
_FEWEST_SIGNS = 3
"""Signs of a phone or name before customers are looked up: two match half the town."""


class Ticket(QFrame):
    """Shows the pad and writes into it; `edit_wanted` carries a line's place, `send_wanted` is the big button."""

    edit_wanted = Signal(int)
    send_wanted = Signal()

    def __init__(self, desk: Desk, pad: OrderPad) -> None:
        super().__init__()
        self._desk = desk
        self._pad = pad
        self._tasks = ViewTasks(self, desk.background)
        self._methods: dict[str, PaymentMethod] = {}
        self._charges: dict[str, Charge] = {}
        self._charge_chips: list[QPushButton] = []
        self._rows: list[LineRow] = []
        self._shown: tuple[DraftLine, ...] = ()
        theme = desk.theme
        self.setObjectName("new_order_ticket")
        self.setProperty("role", "card")
        self.setFixedWidth(theme.size("detail"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._customer())
        column.addWidget(line())
        column.addWidget(self._middle(), 1)
        column.addWidget(line())
        self._estimate = EstimateBlock(desk)
        self._estimate.send.clicked.connect(self.send_wanted)
        column.addWidget(self._estimate)
        self._suggestions = Suggestions(desk, self, self.phone, self.name)
        self._suggestions.picked.connect(self._take_customer)
        pad.changed.connect(self.show_pad)
        self._fill_fields()
        self.show_pad()

    def offer(
        self,
        branches: Sequence[Branch],
        order_types: Sequence[OrderType],
        methods: Sequence[PaymentMethod],
        charges: Sequence[Charge],
    ) -> None:
        """Offer what the restaurant has; a usual choice that is gone is no longer chosen."""
        draft = self._pad.draft
        self._methods = {method.id: method for method in methods}
        _fill_choices(self._desk, self.branch, branches, draft.branch_id)
        _fill_choices(self._desk, self.order_type, order_types, draft.order_type_id)
        _fill_choices(self._desk, self.payment, methods, draft.payment_id or self._pad.usual.payment_id)
        if self.branch.currentData() == "" and len(branches) == 1:
            self.branch.setCurrentIndex(1)
        if list(self._charges.values()) != list(charges):
            self._offer_charges(charges)
        for combo, known, take in (
            (self.branch, draft.branch_id, self._pad.set_branch),
            (self.order_type, draft.order_type_id, self._pad.set_order_type),
        ):
            if combo.currentData() != known:
                take(combo.currentData())
        if self.payment.currentData() != draft.payment_id:
            self._pad.set_payment(self._methods.get(self.payment.currentData()))

    def start(self) -> None:
        """Show the pad's customer, choices and note in the fields, after they were changed from elsewhere."""
        self._fill_fields()

    def sending(self, busy: bool) -> None:
        """Show that the order is on its way into the outbox; nothing can be sent twice meanwhile."""
        self._estimate.sending(busy)

    def show_pad(self) -> None:
        """Show lines, estimate and what is missing."""
        self._show_lines()
        self._show_removed()
        self._estimate.show_draft(self._pad.draft)

    def _customer(self) -> QBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setContentsMargins(theme.space("l"), theme.space("m"), theme.space("l"), theme.space("m"))
        column.setSpacing(theme.space("xs"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(theme.space("xs"))
        self.phone = PhoneField(name="new_order_phone")
        self.phone.setPlaceholderText(bidi.ltr("05X XXX XXXX"))
        self.name = QLineEdit()
        self.name.setObjectName("new_order_name")
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("Optional"))
        for place, (caption, field) in enumerate(((self.tr("Phone"), self.phone), (self.tr("Name"), self.name))):
            words = label(caption, "caption")
            words.setBuddy(field)
            field.setAccessibleName(caption)
            grid.addWidget(words, 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        self._phone_state = label("", "caption", name="new_order_phone_state")
        column.addWidget(self._phone_state)
        self.phone.textEdited.connect(self._phone_edited)
        self.phone.editingFinished.connect(self._phone_finished)
        self.name.textEdited.connect(self._name_edited)
        return column

    def _middle(self) -> QWidget:
        theme = self._desk.theme
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.space("l"), theme.space("s"), theme.space("l"), theme.space("m"))
        column.setSpacing(theme.space("s"))
        column.addWidget(self._undo_strip())
        self._lines = QWidget()
        self._lines.setObjectName("new_order_lines")
        self._lines.setAccessibleName(self.tr("Lines of the order"))
        self._lines_column = QVBoxLayout(self._lines)
        self._lines_column.setContentsMargins(0, 0, 0, 0)
        self._lines_column.setSpacing(0)
        self._nothing = self._nothing_yet()
        column.addWidget(self._nothing)
        column.addWidget(self._lines)
        column.addWidget(line())
        column.addLayout(self._details())
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        return self._scroll

    def _undo_strip(self) -> QWidget:
        theme = self._desk.theme
        self._undo = frame("notice", name="new_order_undo_strip")
        row = QHBoxLayout(self._undo)
        row.setContentsMargins(theme.space("m"), 0, theme.space("xs"), 0)
        self._undo_words = label("", name="new_order_undo_words", wrap=True)
        row.addWidget(self._undo_words, 1)
        undo = button(self.tr("Undo"), "link", name="new_order_undo")
        undo.clicked.connect(self._pad.put_back)
        row.addWidget(undo)
        self._undo.hide()
        return self._undo

    def _nothing_yet(self) -> QWidget:
        theme = self._desk.theme
        nothing = frame("sunken", name="new_order_no_lines")
        row = QHBoxLayout(nothing)
        row.setContentsMargins(*(theme.space("l"),) * 4)
        row.setSpacing(theme.space("m"))
        sign = label()
        side = theme.size("icon_l")
        sign.setPixmap(icon("shopping-cart-simple", theme.color("muted")).pixmap(side, side))
        row.addWidget(sign)
        row.addWidget(label(self.tr("Choose products to put them on the ticket."), "muted", wrap=True), 1)
        return nothing

    def _details(self) -> QBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("xs"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(theme.space("xs"))
        self.branch = _choice("new_order_branch", self.tr("Branch"), self.tr("Choose"))
        self.order_type = _choice("new_order_type", self.tr("Order type"), self.tr("Not said"))
        self.payment = _choice("new_order_payment", self.tr("Payment"), self.tr("Not said"))
        self.note = QLineEdit()
        self.note.setObjectName("new_order_note")
        self.note.setMaxLength(_LONGEST_NOTE)
        self.note.setPlaceholderText(self.tr("For the whole order"))
        self.note.setAccessibleName(self.tr("Order note"))
        fields: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Branch"), self.branch),
            (self.tr("Order type"), self.order_type),
            (self.tr("Payment"), self.payment),
            (self.tr("Order note"), self.note),
        )
        for number, (caption, field) in enumerate(fields):
            row, place = divmod(number, 2)
            heading = label(caption, "caption")
            heading.setBuddy(field)
            grid.addWidget(heading, 2 * row, place)
            grid.addWidget(field, 2 * row + 1, place)
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        self._charges_box = QWidget()
        box = QVBoxLayout(self._charges_box)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        box.setSpacing(theme.space("xs"))
        box.addWidget(label(self.tr("Charges"), "caption"))
        chips = QWidget()
        self._charge_flow = FlowLayout(chips, gap=theme.space("s"))
        box.addWidget(chips)
        words = self.tr("RETM has no field for charges in a new order: they are written into the note for the till.")
        box.addWidget(label(words, "caption", name="new_order_charges_words", wrap=True))
        self._charges_box.hide()
        column.addWidget(self._charges_box)
        self.branch.activated.connect(lambda _n: self._pad.set_branch(self.branch.currentData()))
        self.order_type.activated.connect(lambda _n: self._pad.set_order_type(self.order_type.currentData()))
        self.payment.activated.connect(lambda _n: self._pad.set_payment(self._methods.get(self.payment.currentData())))
        self.note.textEdited.connect(self._pad.set_note)
        return column

    def _offer_charges(self, charges: Sequence[Charge]) -> None:
        for chip in self._charge_chips:
            self._charge_flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._charge_chips = []
        self._charges = {charge.id: charge for charge in charges}
        chosen = {charge.id for charge in self._pad.draft.charges}
        for number, charge in enumerate(charges):
            price = bidi.amount(charge.value, self._desk.currency, self._desk.language)
            words = f"{bidi.auto(self._desk.text(charge.name))}  {price}".replace("&", "&&")
            made = button(words, "choice", name=f"new_order_charge_{number}")
            made.setProperty("charge", charge.id)
            made.setChecked(charge.id in chosen)
            made.toggled.connect(self._charges_chosen)
            self._charge_flow.addWidget(made)
            self._charge_chips.append(made)
        self._charges_box.setVisible(bool(charges))
        self._pad.set_charges([self._charges[key] for key in self._charges if key in chosen])

    def _charges_chosen(self, _checked: bool) -> None:
        pressed = [chip for chip in self._charge_chips if chip.isChecked()]
        self._pad.set_charges([self._charges[chip.property("charge")] for chip in pressed])

    def _fill_fields(self) -> None:
        draft = self._pad.draft
        self.phone.setText(draft.customer_phone)
        self.name.setText(draft.customer_name)
        self.note.setText(draft.note)
        for combo, key in (
            (self.branch, draft.branch_id),
            (self.order_type, draft.order_type_id),
            (self.payment, draft.payment_id),
        ):
            combo.setCurrentIndex(max(0, combo.findData(key)))
        chosen = {charge.id for charge in draft.charges}
        for chip in self._charge_chips:
            chip.blockSignals(True)
            chip.setChecked(chip.property("charge") in chosen)
            chip.blockSignals(False)
        self._show_phone_state(finished=True)

    def _phone_edited(self, text: str) -> None:
        self._pad.set_customer(phone=text)
        self._show_phone_state(finished=False)
        self._look_up(self.phone.phone, self.phone)

    def _phone_finished(self) -> None:
        self.phone.even_out()
        self._show_phone_state(finished=True)

    def _name_edited(self, text: str) -> None:
        self._pad.set_customer(name=text)
        self._look_up(text.strip(), self.name)

    def _show_phone_state(self, *, finished: bool) -> None:
        empty = not self.phone.text().strip()
        wrong = finished and not empty and not self.phone.is_valid
        self.phone.setProperty("invalid", "true" if wrong else "false")
        self.phone.style().unpolish(self.phone)
        self.phone.style().polish(self.phone)
        if empty:
            words, tone = "", ""
        elif self.phone.is_valid:
            words, tone = "✓ " + bidi.phone(self.phone.phone), "good"
        elif wrong:
            words, tone = self.tr("This phone number is too short."), "danger"
        else:
            words, tone = self.tr("Keep typing: a phone number is longer."), ""
        self._phone_state.setText(words)
        self._phone_state.setVisible(bool(words))
        retone(self._phone_state, tone)

    def _look_up(self, text: str, field: QLineEdit) -> None:
        if len(text) < _FEWEST_SIGNS:
            self._tasks.cancel("customers")
            self._suggestions.hide()
            return
        self._tasks.spawn(self._suggest(text, field), "customers")

    async def _suggest(self, text: str, field: QLineEdit) -> None:
        found = await self._desk.catalogue.search_customers(self._desk.connection_id, text, _MOST_SUGGESTIONS)
        known = [customer for customer in found if not self._is_taken(customer)]
        if field.hasFocus() or not self.isActiveWindow():
            self._suggestions.suggest(known, field)

    def _is_taken(self, customer: Customer) -> bool:
        draft = self._pad.draft
        return (normal_phone(customer.phone), self._desk.text(customer.name)) == (
            draft.customer_phone,
            draft.customer_name,
        )

    def _take_customer(self, customer: Customer) -> None:
        self._tasks.cancel("customers")
        name = self._desk.text(customer.name) or self._pad.draft.customer_name
        self._pad.set_customer(phone=customer.phone or self._pad.draft.customer_phone, name=name)
        self.phone.setText(self._pad.draft.customer_phone)
        self.name.setText(name)
        self._show_phone_state(finished=True)

    def _show_lines(self) -> None:
        lines = self._pad.draft.lines
        if lines == self._shown:
            return
        same = [msgspec.structs.replace(each, quantity=1) for each in lines]
        if same == [msgspec.structs.replace(each, quantity=1) for each in self._shown]:
            # Only quantities changed: the button under the finger stays where it is.
            for row, each in zip(self._rows, lines, strict=True):
                row.show_quantity(each)
            self._shown = lines
            return
        grown = len(lines) > len(self._shown)
        self._shown = lines
        for row in self._rows:
            self._lines_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for index, each in enumerate(lines):
            row = LineRow(self._desk, index, each)
            row.quantity_wanted.connect(self._pad.set_quantity)
            row.remove_wanted.connect(self._pad.remove)
            row.edit_wanted.connect(self.edit_wanted)
            self._lines_column.addWidget(row)
            self._rows.append(row)
        self._nothing.setVisible(not lines)
        self._lines.setVisible(bool(lines))
        if grown and self._rows:
            QTimer.singleShot(0, self, self._reveal_last)

    def _reveal_last(self) -> None:
        if self._rows:
            self._scroll.ensureWidgetVisible(self._rows[-1], 0, self._desk.theme.space("s"))

    def _show_removed(self) -> None:
        removed = self._pad.removed
        if removed is not None:
            name = self._desk.text(removed.product.name) or self.tr("Product without a name")
            self._undo_words.setText(self.tr("{product} was removed.").format(product=bidi.auto(name)))
        self._undo.setVisible(removed is not None)


def _choice(name: str, words: str, nothing: str) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(name)
    combo.setAccessibleName(words)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    combo.addItem(nothing, "")
    return combo


def _fill_choices(
    desk: Desk, combo: QComboBox, entries: Sequence[Branch | OrderType | PaymentMethod], chosen: str
) -> None:
    while combo.count() > 1:
        combo.removeItem(1)
    for entry in entries:
        combo.addItem(bidi.auto(desk.text(entry.name) or entry.id), entry.id)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
