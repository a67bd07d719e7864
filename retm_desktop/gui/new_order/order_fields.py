"""Where and how: branch and order type, and below the lines payment, note and charges."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from retm_desktop.domain.business import Branch, Charge, OrderType, PaymentMethod
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.new_order.pad import OrderPad
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.flow import FlowLayout
from retm_desktop.gui.widgets.labels import label

_LONGEST_NOTE = 500


class PlaceFields(QWidget):
    """Branch and order type: what every order on the phone needs, so never scrolled away."""

    def __init__(self, desk: Desk, pad: OrderPad) -> None:
        super().__init__()
        self._desk = desk
        self._pad = pad
        self.branch = _combo(desk, self.tr("Branch"), self.tr("Choose a branch"), name="new_order_branch")
        self.order_type = _combo(desk, self.tr("Order type"), self.tr("Not chosen"), name="new_order_type")
        _beside(self, desk, (self.tr("Branch"), self.branch), (self.tr("Order type"), self.order_type))
        self.branch.activated.connect(lambda _n: pad.set_branch(self.branch.currentData()))
        self.order_type.activated.connect(lambda _n: pad.set_order_type(self.order_type.currentData()))

    def offer(self, branches: Sequence[Branch], order_types: Sequence[OrderType]) -> None:
        """Offer what the restaurant has; a choice that is gone is no longer chosen, an only branch is."""
        draft = self._pad.draft
        only = branches[0].id if len(branches) == 1 else ""
        if _offer(self._desk, self.branch, branches, draft.branch_id or only) != draft.branch_id:
            self._pad.set_branch(self.branch.currentData())
        if _offer(self._desk, self.order_type, order_types, draft.order_type_id) != draft.order_type_id:
            self._pad.set_order_type(self.order_type.currentData())

    def fill(self) -> None:
        """Show the pad's choices."""
        _choose(self.branch, self._pad.draft.branch_id)
        _choose(self.order_type, self._pad.draft.order_type_id)


class PaymentFields(QWidget):
    """Payment method, note and charges."""

    def __init__(self, desk: Desk, pad: OrderPad) -> None:
        super().__init__()
        self._desk = desk
        self._pad = pad
        self._methods: dict[str, PaymentMethod] = {}
        self._charges: tuple[Charge, ...] = ()
        self._chips: list[QPushButton] = []
        theme = desk.theme
        self.payment = _combo(desk, self.tr("Payment"), self.tr("Not chosen"), name="new_order_payment")
        self.note = QLineEdit()
        self.note.setObjectName("new_order_note")
        self.note.setMaxLength(_LONGEST_NOTE)
        self.note.setPlaceholderText(self.tr("For the whole order"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        fields = QWidget()
        _beside(fields, desk, (self.tr("Payment"), self.payment), (self.tr("Order note"), self.note))
        column.addWidget(fields)
        self._charges_box = QWidget()
        box = QVBoxLayout(self._charges_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("xs"))
        box.addWidget(label(self.tr("Charges"), "caption"))
        chips = QWidget()
        self._flow = FlowLayout(chips, gap=theme.space("s"))
        box.addWidget(chips)
        words = self.tr("RETM has no field for charges in a new order: they are written into the note for the till.")
        box.addWidget(label(words, "caption", name="new_order_charges_words", wrap=True))
        self._charges_box.hide()
        column.addWidget(self._charges_box)
        self.payment.activated.connect(lambda _n: self._take_payment())
        self.note.textEdited.connect(pad.set_note)

    def offer(self, methods: Sequence[PaymentMethod], charges: Sequence[Charge]) -> None:
        """Offer what the restaurant has; a choice that is gone is no longer chosen."""
        draft = self._pad.draft
        self._methods = {method.id: method for method in methods}
        if _offer(self._desk, self.payment, methods, draft.payment_id) != draft.payment_id:
            self._take_payment()
        if tuple(charges) != self._charges:
            self._offer_charges(charges)
        self.fill()

    def fill(self) -> None:
        """Show the pad's choices."""
        usual = self._methods.get(self._pad.usual.payment_id)
        if usual is not None and not self._pad.draft.payment_id:
            self._pad.set_payment(usual)
        draft = self._pad.draft
        _choose(self.payment, draft.payment_id)
        self.note.setText(draft.note)
        chosen = {charge.id for charge in draft.charges}
        for chip, charge in zip(self._chips, self._charges, strict=True):
            chip.setChecked(charge.id in chosen)

    def _take_payment(self) -> None:
        self._pad.set_payment(self._methods.get(self.payment.currentData()))

    def _offer_charges(self, charges: Sequence[Charge]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.setParent(None)
            chip.deleteLater()
        self._charges, self._chips = tuple(charges), []
        chosen = {charge.id for charge in self._pad.draft.charges}
        for number, charge in enumerate(charges):
            price = bidi.amount(charge.value, self._desk.currency, self._desk.language)
            words = f"{bidi.auto(self._desk.text(charge.name))}  {price}".replace("&", "&&")
            chip = button(words, "choice", name=f"new_order_charge_{number}")
            chip.setChecked(charge.id in chosen)
            chip.clicked.connect(self._take_charges)
            self._flow.addWidget(chip)
            self._chips.append(chip)
        self._charges_box.setVisible(bool(charges))
        self._take_charges()

    def _take_charges(self) -> None:
        pairs = zip(self._chips, self._charges, strict=True)
        self._pad.set_charges([charge for chip, charge in pairs if chip.isChecked()])


def _beside(host: QWidget, desk: Desk, *fields: tuple[str, QWidget]) -> None:
    grid = QGridLayout(host)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(desk.theme.space("s"))
    grid.setVerticalSpacing(desk.theme.space("xs"))
    for place, (words, field) in enumerate(fields):
        caption = label(words, "caption")
        caption.setBuddy(field)
        field.setAccessibleName(words)
        grid.addWidget(caption, 0, place)
        grid.addWidget(field, 1, place)
        grid.setColumnStretch(place, 1)


def _combo(desk: Desk, words: str, nothing: str, *, name: str) -> Combo:
    combo = Combo(desk.theme, words, name=name)
    combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    combo.addItem(nothing, "")
    return combo


def _offer(desk: Desk, combo: Combo, entries: Sequence[Branch | OrderType | PaymentMethod], chosen: str) -> str:
    """Fill `combo` and return the id it then shows, "" where `chosen` is not among the entries."""
    while combo.count() > 1:
        combo.removeItem(1)
    for entry in entries:
        combo.addItem(bidi.auto(desk.text(entry.name) or entry.id), entry.id)
    _choose(combo, chosen)
    return str(combo.currentData())


def _choose(combo: Combo, key: str) -> None:
    combo.setCurrentIndex(max(0, combo.findData(key)))
