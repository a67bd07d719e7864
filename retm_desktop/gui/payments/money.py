"""Money as the payment account counts it, for the screen."""

from decimal import Decimal

from retm_desktop.domain.payments import CURRENCY, SEN, ringgit_of
from retm_desktop.domain.text import Language
from retm_desktop.gui import bidi

_SIGN = "RM"


def money(value: Decimal | None, language: Language, currency: str = CURRENCY) -> str:
    """Return an amount for the screen, for example `RM 12.50`; an en dash where nothing is known."""
    if value is None:
        return "–"
    if language == "en" and currency == CURRENCY:
        return bidi.ltr(f"{'-' if value < 0 else ''}{_SIGN}\u00a0{exact(abs(value))}")
    return bidi.amount(value, currency, language)


def sen_money(sen: int | None, language: Language, currency: str = CURRENCY) -> str:
    """Return whole sen as `money`."""
    return money(None if sen is None else ringgit_of(sen), language, currency)


def exact(value: Decimal) -> str:
    """Return the figures of an amount, at least two decimals and none lost."""
    in_sen = value == value.quantize(SEN)
    return f"{value:,.2f}" if in_sen else f"{value:,f}"
