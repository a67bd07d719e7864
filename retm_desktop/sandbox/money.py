"""Money inside the practice restaurant: whole thousandths of a riyal, and VAT taken out of them."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

VAT_PERCENT = 15


def mills(value: object) -> int | None:
    """`value` (number or decimal text, in SAR) as thousandths; None when it is not an amount."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    if not amount.is_finite() or abs(amount) > 10_000_000:
        return None
    return int((amount * 1000).to_integral_value(ROUND_HALF_UP))


def three_decimals(amount: int) -> str:
    """Thousandths as RETM writes most money: `"34.500"` (api-27167201)."""
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    return f"{sign}{amount // 1000}.{amount % 1000:03d}"


def two_decimals(amount: int) -> str:
    """Thousandths as order charges write money: `"12.00"` (api-5053421)."""
    return f"{Decimal(amount) / 1000:.2f}"


def without_vat(amount: int) -> int:
    """The part of a VAT-inclusive amount that is not VAT, rounded half up to a thousandth."""
    return (amount * 200 + 100 + VAT_PERCENT) // (2 * (100 + VAT_PERCENT))
