"""A record of the restaurant as somebody types it: what is wrong with it, and what is made of it."""

import re
from collections.abc import Collection
from decimal import Decimal
from enum import Enum, auto

import msgspec

from retm_desktop.domain.business import Charge, OrderType, PaymentKind, PaymentMethod
from retm_desktop.domain.intents import (
    CreateCharge,
    CreateOrderType,
    CreatePaymentMethod,
    CreateTax,
    Record,
    RecordIntent,
)
from retm_desktop.domain.menu import RateKind, Tax
from retm_desktop.domain.money import ZERO, parsed, rounded, vat_on
from retm_desktop.domain.text import BilingualText, ascii_digits, fold, plain

NAME_EN, NAME_AR, TYPE, VALUE, TAX = "name.en", "name.ar", "type", "value", "tax"
DRAWER, TERMINAL, ZATCA = "auto_open_drawer", "ecr_enabled", "zatca_payment_code"
"""The fields by the keys RETM names them with, also where it refuses them (api-5053420)."""

ORDER_TYPE_CODES = range(1, 100)
"""RETM documents no code of an order type; this is what the form takes."""
LARGEST = Decimal(1_000_000)
LONGEST_NAME = 100
_CHARGE_PLACES, _TAX_PLACES = 2, 3
"""Decimals RETM writes for the value of a charge and of a tax (api-5053421)."""
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?|[^,]*")

PAYMENT_CODES = ("10", "48", "30", "42", "1")
"""Payment means of Saudi e-invoices: cash, card, credit, bank account, other. That RETM means these is assumed."""
_CODE_OF_KIND = {
    PaymentKind.CASH: "10",
    PaymentKind.CARD: "48",
    PaymentKind.OTHER: "1",
    PaymentKind.GIFT_CARD: "1",
    PaymentKind.CREDIT_ACCOUNT: "30",
    PaymentKind.THIRD_PARTY: "30",
}


class Flaw(Enum):
    """What is wrong with a field."""

    NAME_MISSING = auto()
    NAME_TOO_LONG = auto()
    NAME_TAKEN = auto()
    CODE_MISSING = auto()
    CODE_OUT_OF_RANGE = auto()
    VALUE_MISSING = auto()
    VALUE_UNREADABLE = auto()
    VALUE_NOT_ABOVE_ZERO = auto()
    VALUE_TOO_LARGE = auto()
    VALUE_TOO_FINE = auto()
    PERCENTAGE_TOO_LARGE = auto()
    ZATCA_MISSING = auto()


class RecordDraft(msgspec.Struct, frozen=True):
    """What was typed and chosen; `code` is the type's number and `value` the amount or percentage, both as text."""

    name: BilingualText = BilingualText()
    code: str = ""
    value: str = ""
    tax: Tax | None = None
    opens_drawer: bool = False
    uses_terminal: bool = False
    zatca_code: str = ""


def name_of(text: str) -> str:
    """Return a name as it is kept and sent: digits as 0-9, single spaces, no direction marks."""
    return " ".join(plain(ascii_digits(text)).split())


def names_alike(one: str, other: str) -> bool:
    """Tell whether two names could be taken for the same one; empty names are like none."""
    return bool(name_of(one)) and fold(name_of(one)) == fold(name_of(other))


def flaws(draft: RecordDraft, of: type[Record], taken: Collection[BilingualText] = ()) -> dict[str, Flaw]:
    """Return what keeps a draft from becoming a record, by field; `taken` are names the list has already."""
    found: dict[str, Flaw] = {}
    for field, typed, others in (
        (NAME_EN, draft.name.en, [name.en for name in taken]),
        (NAME_AR, draft.name.ar, [name.ar for name in taken]),
    ):
        if flaw := _flaw_of_name(typed, others):
            found[field] = flaw
    if of is not Charge and (flaw := _flaw_of_code(draft.code, of)):
        found[TYPE] = flaw
    if of in (Charge, Tax):
        percentage = of is Tax and _code(draft.code) == RateKind.PERCENTAGE
        places = _CHARGE_PLACES if of is Charge else _TAX_PLACES
        if flaw := _flaw_of_value(draft.value, places, percentage=percentage):
            found[VALUE] = flaw
    if of is PaymentMethod and not draft.zatca_code:
        found[ZATCA] = Flaw.ZATCA_MISSING
    return found


def intent_of(draft: RecordDraft, of: type[Record]) -> RecordIntent:
    """Return what makes the record at RETM; raises ValueError for a draft with flaws."""
    if flaws(draft, of):
        raise ValueError("this draft has flaws")
    name = BilingualText(name_of(draft.name.en), name_of(draft.name.ar))
    if of is OrderType:
        return CreateOrderType(OrderType("", name, _code(draft.code)))
    if of is PaymentMethod:
        return CreatePaymentMethod(
            PaymentMethod(
                "", name, _code(draft.code), draft.opens_drawer, draft.uses_terminal, name_of(draft.zatca_code)
            )
        )
    value = parsed(draft.value) or ZERO
    if of is Charge:
        return CreateCharge(Charge("", name, value, draft.tax))
    return CreateTax(Tax("", name, _code(draft.code) or RateKind.PERCENTAGE, value))


def drafted(record: Record) -> RecordDraft:
    """Return the draft a record could have come from."""
    match record:
        case OrderType(name=name, type=code):
            return RecordDraft(name, _text(code))
        case PaymentMethod():
            return RecordDraft(
                record.name,
                _text(record.kind),
                opens_drawer=record.opens_drawer,
                uses_terminal=record.uses_terminal,
                zatca_code=record.zatca_code,
            )
        case Charge(name=name, value=value, tax=tax):
            return RecordDraft(name, value=figures(value), tax=tax)
        case Tax(name=name, kind=code, value=value):
            return RecordDraft(name, _text(code), figures(value))


def figures(value: Decimal) -> str:
    """Return a number as one types it, without needless zeros."""
    return f"{value.normalize():f}"


def suggested_payment_code(code: int | None) -> str:
    """Return the tax authority's code that fits a kind of payment; RETM's help centre advises credit for the apps that
    deliver, which are third parties.
    """
    return _CODE_OF_KIND[PaymentKind(code)] if code in tuple(PaymentKind) else ""


def with_tax(value: Decimal, tax: Tax | None) -> Decimal:
    """Return what a customer probably pays for a charge: that its tax comes on top is assumed."""
    if tax is None:
        return rounded(value)
    return rounded(value + (vat_on(value, tax.value) if tax.kind == RateKind.PERCENTAGE else tax.value))


def _flaw_of_name(typed: str, taken: Collection[str]) -> Flaw | None:
    name = name_of(typed)
    if not name:
        return Flaw.NAME_MISSING
    if len(name) > LONGEST_NAME:
        return Flaw.NAME_TOO_LONG
    return Flaw.NAME_TAKEN if any(names_alike(name, other) for other in taken) else None


def _flaw_of_code(typed: str, of: type[Record]) -> Flaw | None:
    if not typed.strip():
        return Flaw.CODE_MISSING
    allowed: Collection[int] = ORDER_TYPE_CODES
    if of is PaymentMethod:
        allowed = tuple(PaymentKind)
    elif of is Tax:
        allowed = tuple(RateKind)
    return None if _code(typed) in allowed else Flaw.CODE_OUT_OF_RANGE


def _flaw_of_value(typed: str, places: int, *, percentage: bool) -> Flaw | None:
    text = plain(ascii_digits(typed)).strip()
    if not text:
        return Flaw.VALUE_MISSING
    # A comma may be meant as the decimal point: 12,5 must not become 125.
    value = parsed(text) if _GROUPED.fullmatch(text) and not set(text) & set("eE_") else None
    if value is None:
        return Flaw.VALUE_UNREADABLE
    # Zero-rated VAT is a tax of its own; a charge or an amount of nothing is not.
    if value < 0 or (value == 0 and not percentage):
        return Flaw.VALUE_NOT_ABOVE_ZERO
    if percentage and value > 100:
        return Flaw.PERCENTAGE_TOO_LARGE
    if value >= LARGEST:
        return Flaw.VALUE_TOO_LARGE
    return Flaw.VALUE_TOO_FINE if value != round(value, places) else None


def _code(typed: str) -> int | None:
    text = plain(ascii_digits(typed)).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def _text(code: int | None) -> str:
    return "" if code is None else str(code)
