"""Money as Decimal from the wire to the screen, and the VAT arithmetic of an estimate."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from retm_desktop.domain.text import ascii_digits, plain

ZERO = Decimal(0)
CENT = Decimal("0.01")
SCALE = Decimal("0.001")
"""RETM writes money with three decimals although the riyal has two (api-27167201)."""


def rounded(amount: Decimal) -> Decimal:
    """Return `amount` at two decimals, half up, as Saudi tax rules want (never half even)."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def parsed(text: str) -> Decimal | None:
    """Read an amount as a person types it, in either digit set; None when it is not a finite amount."""
    cleaned = plain(ascii_digits(text)).strip().replace(",", "").replace("\u00a0", "")
    try:
        amount = Decimal(cleaned)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def vat_within(gross: Decimal, percent: Decimal) -> Decimal:
    """Return the tax contained in a tax-inclusive `gross`, at two decimals."""
    return rounded(gross * percent / (100 + percent))


def vat_on(net: Decimal, percent: Decimal) -> Decimal:
    """Return the tax to add to a tax-exclusive `net`, at two decimals."""
    return rounded(net * percent / 100)
