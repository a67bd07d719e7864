"""Amounts, and the VAT inside a tax-inclusive price."""

from decimal import Decimal

import pytest

from retm_desktop.domain.money import parsed, rounded, vat_on, vat_within

FIFTEEN = Decimal(15)


@pytest.mark.parametrize(
    ("amount", "wanted"), [("2.675", "2.68"), ("0.125", "0.13"), ("-0.125", "-0.13"), ("1", "1.00")]
)
def test_rounding_is_half_up(amount: str, wanted: str) -> None:
    assert str(rounded(Decimal(amount))) == wanted


@pytest.mark.parametrize(
    ("gross", "vat", "net", "agrees"),
    [
        ("1.00", "0.13", "0.87", True),
        ("10.00", "1.30", "8.70", False),
        ("12.00", "1.57", "10.43", False),
        ("23.00", "3.00", "20.00", True),
        ("34.50", "4.50", "30.00", True),
        ("57.50", "7.50", "50.00", True),
        ("115.00", "15.00", "100.00", True),
        ("231.15", "30.15", "201.00", True),
        ("346.00", "45.13", "300.87", True),
    ],
)
def test_vat_table_of_tax_inclusive_prices(gross: str, vat: str, net: str, agrees: bool) -> None:
    inside = vat_within(Decimal(gross), FIFTEEN)
    assert inside == Decimal(vat)
    assert Decimal(gross) - inside == Decimal(net)
    assert (vat_on(Decimal(net), FIFTEEN) == Decimal(vat)) is agrees


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("115.50", "115.50"), ("١١٥٫٥٠", "115.50"), (" 1,234.5 ", "1234.5"), ("١٬٢٣٤", "1234"), ("\u200f12\u200f", "12")],
)
def test_amounts_are_read_in_both_digit_sets(typed: str, amount: str) -> None:
    assert parsed(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "abc", "NaN", "Infinity", "1.2.3", "-"])
def test_what_is_no_amount_is_none(typed: str) -> None:
    assert parsed(typed) is None
