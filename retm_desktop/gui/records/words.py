"""The words for codes and fields of the restaurant's lists, and for what is wrong with what was typed."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.business import PaymentKind
from retm_desktop.domain.menu import RateKind, Tax
from retm_desktop.domain.money import rounded
from retm_desktop.domain.records import (
    DRAWER,
    LONGEST_NAME,
    NAME_AR,
    NAME_EN,
    TAX,
    TERMINAL,
    TYPE,
    VALUE,
    ZATCA,
    Flaw,
    figures,
)
from retm_desktop.domain.text import BilingualText, ascii_digits, plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk

translate = QCoreApplication.translate

KIND_GLYPHS: dict[int, str] = {
    PaymentKind.CASH: "money",
    PaymentKind.CARD: "credit-card",
    PaymentKind.OTHER: "dots-three-circle",
    PaymentKind.GIFT_CARD: "gift",
    PaymentKind.CREDIT_ACCOUNT: "notebook",
    PaymentKind.THIRD_PARTY: "handshake",
}
"""Phosphor's name of each payment kind's icon."""


def record_name(desk: Desk, name: BilingualText, record_id: str = "") -> str:
    """Return what a record is called on screen: its name in the screen's language, or its id."""
    words = desk.text(name)
    return bidi.auto(words) if words else bidi.ltr(record_id)


def other_name(desk: Desk, name: BilingualText) -> str:
    """Return a record's name in the language that is not the screen's, "" where it is the same or missing."""
    shown, other = desk.text(name), name.en if desk.language == "ar" else name.ar
    return bidi.auto(other) if other != shown else ""


def coded(code: object, words: str) -> str:
    """Return a code of RETM's and what it means."""
    return f"{bidi.ltr(str(code))} · {words}"


def payment_kind(code: int | None) -> str:
    """Return the meaning of a payment method's code (api-5053420); an unknown one is shown as such."""
    match code:
        case PaymentKind.CASH:
            return translate("Records", "Cash")
        case PaymentKind.CARD:
            return translate("Records", "Card")
        case PaymentKind.OTHER:
            return translate("Records", "Other")
        case PaymentKind.GIFT_CARD:
            return translate("Records", "Gift card")
        case PaymentKind.CREDIT_ACCOUNT:
            return translate("Records", "Credit account")
        case PaymentKind.THIRD_PARTY:
            return translate("Records", "Third party")
        case None:
            return translate("Records", "not told")
        case _:
            return translate("Records", "Kind {code}").format(code=bidi.ltr(str(code)))


def zatca_class(code: str) -> str:
    """Return the name of a class of payment of the tax authority, "" for one that is not known."""
    match code:
        case "10":
            return translate("Records", "Cash")
        case "48":
            return translate("Records", "Card")
        case "30":
            return translate("Records", "Credit")
        case "42":
            return translate("Records", "Bank account")
        case "1":
            return translate("Records", "Other")
        case _:
            return ""


def zatca_use(code: str) -> str:
    """Return what a class of payment of the tax authority is for."""
    match code:
        case "10":
            return translate("Records", "Notes and coins that go into the drawer.")
        case "48":
            return translate("Records", "Any bank card, also on a phone or watch.")
        case "30":
            return translate("Records", "Paid later: delivery apps, accounts.")
        case "42":
            return translate("Records", "A transfer to the restaurant's bank account.")
        case "1":
            return translate("Records", "None of these, such as a gift card.")
        case _:
            return ""


def zatca_words(code: str) -> str:
    """Return a tax authority's code and its meaning; an unknown one is shown as such."""
    if not code:
        return translate("Records", "not told")
    return coded(code, zatca_class(code) or translate("Records", "unknown code"))


def rate_kind(code: int) -> str:
    """Return how the value of a tax is meant; an unknown code is shown as such."""
    match code:
        case RateKind.PERCENTAGE:
            return translate("Records", "Percentage")
        case RateKind.AMOUNT:
            return translate("Records", "Fixed amount")
        case _:
            return translate("Records", "Kind {code}").format(code=bidi.ltr(str(code)))


def rate(desk: Desk, tax: Tax) -> str:
    """Return a tax's percentage or amount; the value of an unknown kind stays a bare number."""
    match tax.kind:
        case RateKind.PERCENTAGE:
            return bidi.ltr(f"{figures(tax.value)}%")
        case RateKind.AMOUNT:
            return money(desk, tax.value)
        case _:
            return bidi.ltr(figures(tax.value))


def tax_words(desk: Desk, tax: Tax | None) -> str:
    """Return a tax and its rate, where its name does not tell it already."""
    if tax is None:
        return translate("Records", "No tax")
    name, value = desk.text(tax.name), rate(desk, tax)
    if not name:
        return value
    told = plain(value) in ascii_digits(name).replace("٪", "%")
    return bidi.auto(name) if told else f"{bidi.auto(name)} · {value}"


def money(desk: Desk, value: Decimal) -> str:
    """Return an amount in the restaurant's currency, with a third decimal only where RETM has one."""
    if value == rounded(value):
        return bidi.amount(value, desk.currency, desk.language)
    return bidi.ltr(f"{value.normalize():,f}\u00a0{desk.currency}")


def yes_no(value: bool) -> str:
    """Return a flag in words."""
    return translate("Records", "Yes") if value else translate("Records", "No")


def field_words(field: str) -> str:
    """Return the caption of a field RETM names; a field that is not known keeps RETM's word for it."""
    words = {
        "name": translate("Records", "Name"),
        NAME_EN: translate("Records", "Name in English"),
        NAME_AR: translate("Records", "Name in Arabic"),
        TYPE: translate("Records", "Kind"),
        VALUE: translate("Records", "Value"),
        TAX: translate("Records", "Tax"),
        DRAWER: translate("Records", "Opens the cash drawer"),
        TERMINAL: translate("Records", "Sends the amount to the card terminal"),
        ZATCA: translate("Records", "ZATCA payment code"),
    }
    return words.get(field) or bidi.auto(field)


def flaw_words(flaw: Flaw) -> str:
    """Return what is wrong with a field and what to do about it."""
    match flaw:
        case Flaw.NAME_MISSING:
            return translate("Records", "RETM wants the name in both languages.")
        case Flaw.NAME_TOO_LONG:
            longest = bidi.ltr(str(LONGEST_NAME))
            return translate("Records", "At most {n} letters.").format(n=longest)
        case Flaw.NAME_TAKEN:
            return translate("Records", "Another one in this list has this name. Choose a name of its own.")
        case Flaw.CODE_MISSING:
            return translate("Records", "Choose one.")
        case Flaw.CODE_OUT_OF_RANGE:
            return translate("Records", "A whole number from 1 to 99.")
        case Flaw.VALUE_MISSING:
            return translate("Records", "Enter a number above zero.")
        case Flaw.VALUE_UNREADABLE:
            return translate("Records", "This is no number. Write the decimals after a dot, for example 12.50.")
        case Flaw.VALUE_NOT_ABOVE_ZERO:
            return translate("Records", "It has to be above zero.")
        case Flaw.VALUE_TOO_LARGE:
            return translate("Records", "This is too much to be meant.")
        case Flaw.VALUE_TOO_FINE:
            return translate("Records", "RETM keeps fewer decimals than that.")
        case Flaw.PERCENTAGE_TOO_LARGE:
            return translate("Records", "A percentage is at most 100.")
        case Flaw.ZATCA_MISSING:
            return translate("Records", "Choose the code that goes on the tax invoice.")
