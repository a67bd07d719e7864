"""What a form asks for beside the names, kind by kind."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from retm_desktop.domain.business import Charge, PaymentKind
from retm_desktop.domain.menu import RateKind, Tax
from retm_desktop.domain.money import ZERO, parsed
from retm_desktop.domain.records import (
    DRAWER,
    PAYMENT_CODES,
    TAX,
    TERMINAL,
    TYPE,
    VALUE,
    ZATCA,
    RecordDraft,
    flaws,
    suggested_payment_code,
    with_tax,
)
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.records.parts import Part
from retm_desktop.gui.records.words import (
    coded,
    field_words,
    money,
    payment_kind,
    rate_kind,
    tax_words,
    zatca_class,
    zatca_use,
)
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.form import Field, HintedField
from retm_desktop.gui.widgets.labels import chip, label, trailing
from retm_desktop.gui.widgets.one_of import OneOf
from retm_desktop.gui.widgets.option import Option
from retm_desktop.store.catalogue import Kind

_ANOTHER = "another"


@dataclass(frozen=True)
class Known:
    """What the restaurant has already and a form offers."""

    taxes: Sequence[Tax] = ()
    codes: Sequence[tuple[int, Sequence[str]]] = ()
    """Codes of order types that are in use, the most used first, and the names of those that use them."""


class TypePart(Part):
    """The code of an order type, chosen by what has it: RETM documents no meaning of the numbers."""

    def __init__(self, desk: Desk, known: Known) -> None:
        super().__init__(desk)
        theme = desk.theme
        self._codes = {str(code) for code, _ in known.codes}
        options = [
            (
                str(code),
                self.tr("As {names}").format(names=self.tr(", ").join(names)),
                self.tr("Code {n}").format(n=bidi.ltr(str(code))),
            )
            for code, names in known.codes
        ]
        options.append((_ANOTHER, self.tr("Another code"), self.tr("A whole number from 1 to 99")))
        self._choice = OneOf(theme, options, name="record_type", a_row=2)
        self._choice.chosen.connect(self._chosen)
        hint = self.tr(
            "RETM does not publish what its numbers mean. Order types with the same number are of the same kind."
        )
        self.fields[TYPE] = HintedField(theme, self.tr("What is it like?"), hint, self._choice, name="record_type")
        self._column.addWidget(self.fields[TYPE])
        self._number = QLineEdit()
        self._number.setObjectName("record_type_number")
        self._number.setAccessibleName(self.tr("Another code"))
        self._number.setPlaceholderText(bidi.ltr("1 – 99"))
        self._number.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._number.setMaxLength(20)
        self._number.setMaximumWidth(theme.size("product_card"))
        self.listen(self._number, TYPE)
        row = QHBoxLayout()
        row.addWidget(self._number, 1)
        # Its own direction would put it to the left.
        row.addStretch(2)
        self._column.addLayout(row)
        self._show_number()

    def take(self, draft: RecordDraft) -> None:
        another = draft.code not in self._codes and bool(draft.code or not self._codes)
        self._choice.choose(_ANOTHER if another else draft.code)
        self._number.setText(draft.code if another else "")
        self._show_number()

    def put(self, draft: RecordDraft) -> RecordDraft:
        chosen = self._choice.value
        return msgspec.structs.replace(draft, code=self._number.text() if chosen == _ANOTHER else chosen)

    def focus_field(self, field: str) -> None:
        if self._choice.value == _ANOTHER:
            self._number.setFocus()
        else:
            super().focus_field(field)

    def _chosen(self, value: str) -> None:
        self._show_number()
        if value == _ANOTHER:
            self._number.setFocus()
        self.changed.emit(TYPE)

    def _show_number(self) -> None:
        self._number.setHidden(self._choice.value != _ANOTHER)


class PaymentPart(Part):
    """Kind, drawer, terminal and the tax authority's code; what fits the kind is suggested until a hand chose."""

    def __init__(self, desk: Desk, known: Known) -> None:
        super().__init__(desk)
        theme = desk.theme
        self._touched: set[str] = set()
        kinds = [(str(int(kind)), payment_kind(kind), "") for kind in PaymentKind]
        self._kind = OneOf(theme, kinds, name="record_type", a_row=2)
        self._kind.chosen.connect(self._kind_chosen)
        self.fields[TYPE] = Field(theme, self.tr("How is it paid?"), self._kind, name="record_type")
        self._column.addWidget(self.fields[TYPE])
        self._flags = {
            DRAWER: self._flag(DRAWER, self.tr("As soon as it is chosen at the till"), "record_drawer"),
            TERMINAL: self._flag(TERMINAL, self.tr("Nobody types it a second time"), "record_terminal"),
        }
        flags = QVBoxLayout()
        flags.setSpacing(theme.space("s"))
        for field in self._flags:
            flags.addWidget(self.fields[field])
        self._column.addLayout(flags)
        codes = [(code, coded(code, zatca_class(code)), zatca_use(code)) for code in PAYMENT_CODES]
        self._zatca = OneOf(theme, codes, name="record_zatca", a_row=1)
        self._zatca.chosen.connect(lambda _code: self._touch(ZATCA))
        hint = self.tr("What the tax invoice calls this way to pay.")
        self.fields[ZATCA] = HintedField(theme, field_words(ZATCA), hint, self._zatca, name="record_zatca")
        self.beside = self.fields[ZATCA]

    def take(self, draft: RecordDraft) -> None:
        self._kind.choose(draft.code)
        self._zatca.choose(draft.zatca_code)
        self._flags[DRAWER].setChecked(draft.opens_drawer)
        self._flags[TERMINAL].setChecked(draft.uses_terminal)
        if draft.code:
            self._touched |= {ZATCA, DRAWER, TERMINAL}
        self._tag_suggested()

    def put(self, draft: RecordDraft) -> RecordDraft:
        return msgspec.structs.replace(
            draft,
            code=self._kind.value,
            opens_drawer=self._flags[DRAWER].isChecked(),
            uses_terminal=self._flags[TERMINAL].isChecked(),
            zatca_code=self._zatca.value,
        )

    def _flag(self, field: str, under: str, name: str) -> Option:
        tile = Option(self._desk.theme, field_words(field), under, name)
        tile.clicked.connect(lambda _on=False: self._touch(field))
        self.fields[field] = Field(self._desk.theme, "", tile, name=name)
        return tile

    def _touch(self, field: str) -> None:
        self._touched.add(field)
        self.changed.emit(field)

    def _kind_chosen(self, value: str) -> None:
        kind = int(value)
        if DRAWER not in self._touched:
            self._flags[DRAWER].setChecked(kind == PaymentKind.CASH)
        if TERMINAL not in self._touched:
            self._flags[TERMINAL].setChecked(kind == PaymentKind.CARD)
        if ZATCA not in self._touched:
            self._zatca.choose(suggested_payment_code(kind))
            self.changed.emit(ZATCA)
        self._tag_suggested()
        self.changed.emit(TYPE)

    def _tag_suggested(self) -> None:
        suggested = suggested_payment_code(int(self._kind.value)) if self._kind.value else ""
        for code, tile in self._zatca.tiles.items():
            tile.set_tag(self.tr("Suggested") if code == suggested else "")


class ChargePart(Part):
    """The amount, the tax on it, and what both come to."""

    def __init__(self, desk: Desk, known: Known) -> None:
        super().__init__(desk)
        theme = desk.theme
        self._taxes: list[Tax | None] = [None, *known.taxes]
        self._value = _number_field(self)
        unit = label(bidi.currency(desk.currency, desk.language), "muted")
        self.fields[VALUE] = Field(theme, self.tr("Amount"), self._value, unit, name="record_value")
        self._tax = Combo(theme, self.tr("Tax on it"), name="record_tax")
        self._tax.activated.connect(lambda _number: self.changed.emit(TAX))
        hint = (
            self.tr("Added to the amount, as far as is known.")
            if known.taxes
            else self.tr("No tax of this restaurant has been read from RETM yet.")
        )
        self.fields[TAX] = HintedField(theme, self.tr("Tax on it"), hint, self._tax, name="record_tax", under=True)
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        row.addWidget(self.fields[VALUE], 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.fields[TAX], 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._column.addLayout(self._sum())
        self._offer()
        self._value.textChanged.connect(self._show_total)
        self._tax.currentIndexChanged.connect(self._show_total)

    def take(self, draft: RecordDraft) -> None:
        ids = [tax.id.casefold() if tax else "" for tax in self._taxes]
        wanted = draft.tax.id.casefold() if draft.tax else ""
        if draft.tax is not None and wanted not in ids:
            # It was chosen when the restaurant still had it: RETM has the last word.
            self._taxes.append(draft.tax)
            ids.append(wanted)
            self._offer()
        self._tax.setCurrentIndex(ids.index(wanted))
        self._value.setText(draft.value)
        self._show_total()

    def put(self, draft: RecordDraft) -> RecordDraft:
        chosen = max(0, self._tax.currentIndex())
        return msgspec.structs.replace(draft, value=self._value.text(), tax=self._taxes[chosen])

    def _offer(self) -> None:
        self._tax.clear()
        self._tax.addItems([tax_words(self._desk, tax) for tax in self._taxes])

    def _sum(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.space("s"))
        row.addWidget(label(self.tr("With tax"), "strong"))
        row.addWidget(chip(self.tr("Estimate"), "info"))
        row.addStretch(1)
        self._total: QLabel = label("", "heading", name="record_total")
        self._total.setAlignment(trailing())
        row.addWidget(self._total)
        return row

    def _show_total(self) -> None:
        draft = self.put(RecordDraft())
        readable = VALUE not in flaws(draft, Charge)
        total = with_tax(parsed(draft.value) or ZERO, draft.tax) if readable else ZERO
        self._total.setText(money(self._desk, total) if readable else "–")


class TaxPart(Part):
    """Percentage or amount, and how much."""

    def __init__(self, desk: Desk, known: Known) -> None:
        super().__init__(desk)
        theme = desk.theme
        under = {
            RateKind.PERCENTAGE: self.tr("A share of the price, as VAT is"),
            RateKind.AMOUNT: self.tr("The same amount each time"),
        }
        options = [(str(int(kind)), rate_kind(kind), words) for kind, words in under.items()]
        self._kind = OneOf(theme, options, name="record_type", a_row=2)
        self._kind.chosen.connect(self._chosen)
        self.fields[TYPE] = Field(theme, field_words(TYPE), self._kind, name="record_type")
        self._column.addWidget(self.fields[TYPE])
        self._value = _number_field(self)
        self._unit = label("", "muted", name="record_unit")
        self.fields[VALUE] = Field(theme, field_words(VALUE), self._value, self._unit, name="record_value")
        self.fields[VALUE].setMaximumWidth(theme.size("board_column"))
        self._column.addWidget(self.fields[VALUE])

    def take(self, draft: RecordDraft) -> None:
        self._kind.choose(draft.code)
        self._value.setText(draft.value)
        self._show_unit()

    def put(self, draft: RecordDraft) -> RecordDraft:
        return msgspec.structs.replace(draft, code=self._kind.value, value=self._value.text())

    def _chosen(self, _value: str) -> None:
        self._show_unit()
        self.changed.emit(TYPE)
        self.changed.emit(VALUE)

    def _show_unit(self) -> None:
        amount = self._kind.value == str(int(RateKind.AMOUNT))
        self._unit.setText(bidi.currency(self._desk.currency, self._desk.language) if amount else "%")


def part_of(desk: Desk, kind: Kind, known: Known) -> Part:
    """Return the fields of a kind that RETM lets be made; raises KeyError for another."""
    parts: dict[Kind, type[TypePart | PaymentPart | ChargePart | TaxPart]] = {
        Kind.ORDER_TYPE: TypePart,
        Kind.PAYMENT_METHOD: PaymentPart,
        Kind.CHARGE: ChargePart,
        Kind.TAX: TaxPart,
    }
    return parts[kind](desk, known)


def first_draft(kind: Kind, known: Known) -> RecordDraft:
    """Return what a new form begins with: what nearly every record of the kind has."""
    if kind is Kind.TAX:
        return RecordDraft(code=str(int(RateKind.PERCENTAGE)))
    if kind is Kind.CHARGE and len(known.taxes) == 1:
        return RecordDraft(tax=known.taxes[0])
    return RecordDraft()


def _number_field(part: Part) -> QLineEdit:
    typed = QLineEdit()
    typed.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    typed.setMaxLength(20)
    typed.setPlaceholderText("0.00")
    part.listen(typed, VALUE)
    return typed
