"""Text that must keep its order in a right-to-left window: phones, ids, times, amounts, names of unknown language.

Marks are added here, at display time only. `retm_desktop.domain.text.plain` takes them off again for copying,
exporting and sending.
"""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.money import rounded
from retm_desktop.domain.text import Language, ascii_digits

_LRI, _RLI, _FSI, _PDI = "\u2066", "\u2067", "\u2068", "\u2069"

_CURRENCY_AR = {"SAR": "ر.س", "MYR": "رنجيت"}


def ltr(text: str) -> str:
    """Isolate `text` as left to right: a phone, an id, a time, a quantity."""
    return f"{_LRI}{text}{_PDI}" if text else ""


def auto(text: str) -> str:
    """Isolate `text` by its own first strong letter: names and notes of unknown language."""
    return f"{_FSI}{text}{_PDI}" if text else ""


def amount(value: Decimal | None, currency: str, language: Language) -> str:
    """Return money for the screen, two decimals, for example `23.00 SAR`; an en dash where nothing is known."""
    return "–" if value is None else _money(f"{rounded(value):,.2f}", currency, language)


def surcharge(value: Decimal, currency: str, language: Language) -> str:
    """Return what something costs more, with its sign, for example `+1.00 SAR`."""
    return _money(f"{'+' if value > 0 else '−'}{rounded(abs(value)):,.2f}", currency, language)


def _money(figures: str, currency: str, language: Language) -> str:
    if language == "en":
        return ltr(f"{figures}\u00a0{currency}")
    # The whole is isolated right to left: a label of isolates alone would fall back to left to right.
    return f"{_RLI}{ltr(figures)}\u00a0{auto(_CURRENCY_AR.get(currency, currency))}{_PDI}"


def currency(code: str, language: Language) -> str:
    """Return a currency as it stands beside an amount, for example `SAR`."""
    return ltr(code) if language == "en" else auto(_CURRENCY_AR.get(code, code))


def quantity(value: Decimal) -> str:
    """Return a quantity without needless zeros, for example `2` or `0.5`."""
    text = f"{value.normalize():f}"
    return ltr(text)


def times(value: Decimal) -> str:
    """Return a quantity as a factor, for example `2×`."""
    return ltr(f"{value.normalize():f}×")


def phone(text: str) -> str:
    """Return a phone number, 0-9 and left to right."""
    return ltr(ascii_digits(text))


def number(text: str) -> str:
    """Return an order number with its sign, for example `#512`."""
    return ltr(f"#{text}") if text else ""


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Return the time of day in the restaurant's zone, for example `20:14`."""
    return ltr(at.astimezone(zone).strftime("%H:%M"))


def day_and_clock(at: datetime, zone: ZoneInfo) -> str:
    """Return day and time in the restaurant's zone, for example `2026-02-03 20:14`."""
    return ltr(at.astimezone(zone).strftime("%Y-%m-%d %H:%M"))


def age(minutes: int) -> str:
    """Return how long ago something was, in the shortest whole words of the screen's language."""
    if minutes < 1:
        return QCoreApplication.translate("Age", "now")
    if minutes < 60:
        return QCoreApplication.translate("Age", "{n} min").format(n=ltr(str(minutes)))
    if minutes < 60 * 24:
        hours, rest = divmod(minutes, 60)
        return QCoreApplication.translate("Age", "{n} h").format(n=ltr(f"{hours}:{rest:02d}"))
    return QCoreApplication.translate("Age", "{n} d").format(n=ltr(str(minutes // (60 * 24))))
