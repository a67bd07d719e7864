"""The words for prices, choice rules and taxes of a product."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.menu import ModifierGroup, Product, RateKind, Tax
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk


def money(desk: Desk, amount: Decimal) -> str:
    """Return an amount in the restaurant's currency."""
    return bidi.amount(amount, desk.currency, desk.language)


def price_words(desk: Desk, product: Product) -> str:
    """Return the price, or the lowest one where it depends on the variation."""
    price = money(desk, product.lowest_price)
    if len({variation.price for variation in product.variations}) > 1:
        return QCoreApplication.translate("Menu", "from {price}").format(price=price)
    return price


def type_words(code: int) -> str:
    """Return what RETM calls a product of this type (api-11176998); a code nobody knows as such."""
    translate = QCoreApplication.translate
    match code:
        case 1:
            return translate("Menu", "Plain product")
        case 2:
            return translate("Menu", "Product with choices")
        case 3:
            return translate("Menu", "Reserved by RETM")
        case 4:
            return translate("Menu", "Product with sizes or kinds")
        case _:
            return translate("Menu", "Type {n}").format(n=bidi.ltr(str(code)))


def extra_words(desk: Desk, extra: Decimal) -> str:
    """Return what a modifier costs more."""
    if not extra:
        return QCoreApplication.translate("Menu", "no extra")
    return bidi.surcharge(extra, desk.currency, desk.language)


def rule_words(group: ModifierGroup) -> str:
    """Return whether and how many may be chosen from a group, for example "Required, choose 1 to 2"."""
    translate = QCoreApplication.translate
    least, most = group.least, group.most
    fewest = bidi.ltr(str(least))
    if least <= 0:
        match most:
            case None:
                return translate("Menu", "Optional, any number")
            case 1:
                return translate("Menu", "Optional, one at most")
            case _:
                return translate("Menu", "Optional, choose up to {n}").format(n=bidi.ltr(str(most)))
    if most is None:
        return translate("Menu", "Required, choose at least {n}").format(n=fewest)
    if most == least:
        return translate("Menu", "Required, choose {n}").format(n=fewest)
    return translate("Menu", "Required, choose {least} to {most}").format(least=fewest, most=bidi.ltr(str(most)))


def rate_words(desk: Desk, tax: Tax) -> str:
    """Return a tax's rate, for example `15%`, or its amount."""
    if tax.kind == RateKind.PERCENTAGE:
        return bidi.ltr(f"{tax.value.normalize():f}%")
    return money(desk, tax.value)


def included_words(tax: Tax) -> str:
    """Return whether the price has the tax in it."""
    translate = QCoreApplication.translate
    return translate("Menu", "included in the price") if tax.included else translate("Menu", "added to the price")
