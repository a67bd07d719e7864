"""What a form accepts before a record is sent, and what is made of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retm_desktop.domain.business import Charge, OrderType, PaymentKind, PaymentMethod
from retm_desktop.domain.intents import CreateCharge, CreatePaymentMethod, Record, same_record
from retm_desktop.domain.menu import RateKind, Tax
from retm_desktop.domain.records import (
    NAME_AR,
    NAME_EN,
    PAYMENT_CODES,
    TYPE,
    VALUE,
    ZATCA,
    Flaw,
    RecordDraft,
    drafted,
    flaws,
    intent_of,
    suggested_payment_code,
    with_tax,
)
from retm_desktop.domain.text import BilingualText as Both

NAME = Both("Meal card", "بطاقة وجبات")
VAT = Tax("vat", Both("VAT", "ضريبة"), RateKind.PERCENTAGE, Decimal(15))


def test_both_names_are_required() -> None:
    assert flaws(RecordDraft(Both(" \u200f ", ""), "1"), OrderType) == {
        NAME_EN: Flaw.NAME_MISSING,
        NAME_AR: Flaw.NAME_MISSING,
    }
    assert flaws(RecordDraft(Both("x" * 101, "ا"), "1"), OrderType) == {NAME_EN: Flaw.NAME_TOO_LONG}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (Both("  MEAL  card", "أخرى"), {NAME_EN: Flaw.NAME_TAKEN}),
        (Both("Other", "بطاقه وجبات"), {NAME_AR: Flaw.NAME_TAKEN}),
        (Both("Meal cards", "بطاقة"), {}),
    ],
)
def test_a_name_of_the_list_is_refused_in_either_language(typed: Both, wanted: dict[str, Flaw]) -> None:
    assert flaws(RecordDraft(typed, "1"), OrderType, [NAME, Both("", "")]) == wanted


@pytest.mark.parametrize(
    ("code", "of", "wanted"),
    [
        ("", OrderType, Flaw.CODE_MISSING),
        ("٧", OrderType, None),
        ("0", OrderType, Flaw.CODE_OUT_OF_RANGE),
        ("100", OrderType, Flaw.CODE_OUT_OF_RANGE),
        ("seven", OrderType, Flaw.CODE_OUT_OF_RANGE),
        ("²", OrderType, Flaw.CODE_OUT_OF_RANGE),
        ("6", PaymentMethod, None),
        ("7", PaymentMethod, Flaw.CODE_OUT_OF_RANGE),
        ("3", Tax, Flaw.CODE_OUT_OF_RANGE),
    ],
)
def test_a_type_is_one_there_is(code: str, of: type[Record], wanted: Flaw | None) -> None:
    draft = RecordDraft(NAME, code, "1", zatca_code="10")
    assert flaws(draft, of).get(TYPE) is wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Flaw.VALUE_MISSING),
        ("abc", Flaw.VALUE_UNREADABLE),
        ("1e3", Flaw.VALUE_UNREADABLE),
        ("1_000", Flaw.VALUE_UNREADABLE),
        ("12,5", Flaw.VALUE_UNREADABLE),
        ("0", Flaw.VALUE_NOT_ABOVE_ZERO),
        ("-3", Flaw.VALUE_NOT_ABOVE_ZERO),
        ("1.005", Flaw.VALUE_TOO_FINE),
        ("1000000", Flaw.VALUE_TOO_LARGE),
        ("9" * 400, Flaw.VALUE_TOO_LARGE),
        ("١٢٫٥٠", None),
        ("\u200f1,250.50", None),
        ("١٬٢٥٠", None),
        ("0.01", None),
    ],
)
def test_an_amount_is_read_in_either_digit_set(typed: str, wanted: Flaw | None) -> None:
    assert flaws(RecordDraft(NAME, value=typed), Charge).get(VALUE) is wanted


@pytest.mark.parametrize(
    ("code", "value", "wanted"),
    [
        ("2", "0", None),
        ("1", "0", Flaw.VALUE_NOT_ABOVE_ZERO),
        ("2", "100", None),
        ("2", "100.001", Flaw.PERCENTAGE_TOO_LARGE),
        ("2", "7.125", None),
        ("2", "7.1255", Flaw.VALUE_TOO_FINE),
        ("1", "250", None),
    ],
)
def test_a_percentage_ends_at_a_hundred(code: str, value: str, wanted: Flaw | None) -> None:
    assert flaws(RecordDraft(NAME, code, value), Tax).get(VALUE) is wanted


def test_a_payment_method_needs_its_code_for_the_tax_authority() -> None:
    assert flaws(RecordDraft(NAME, "6"), PaymentMethod) == {ZATCA: Flaw.ZATCA_MISSING}


def test_every_kind_of_payment_has_a_code_and_delivery_apps_are_credit() -> None:
    assert all(suggested_payment_code(kind) in PAYMENT_CODES for kind in PaymentKind)
    assert suggested_payment_code(PaymentKind.THIRD_PARTY) == "30"
    assert suggested_payment_code(None) == suggested_payment_code(77) == ""


def test_what_is_made_is_as_it_is_sent() -> None:
    draft = RecordDraft(Both(" Table ٧\u200f ", "طاولة  ٧"), value="١٢٫٥", tax=VAT)
    made = intent_of(draft, Charge)
    assert made == CreateCharge(Charge("", Both("Table 7", "طاولة 7"), Decimal("12.5"), VAT))
    with pytest.raises(ValueError, match="flaws"):
        intent_of(RecordDraft(NAME), PaymentMethod)


def test_the_total_of_a_charge_has_its_tax_on_top() -> None:
    assert with_tax(Decimal(10), None) == Decimal(10)
    assert with_tax(Decimal(10), VAT) == Decimal("11.50")
    assert with_tax(Decimal(10), Tax("fee", kind=RateKind.AMOUNT, value=Decimal(2))) == Decimal(12)


names = st.builds(Both, st.text(max_size=20), st.text(max_size=20))
codes = st.sampled_from(["", "1", "2", "6", "٣", "99", "x"])
values = st.one_of(st.text(max_size=8), st.decimals(0, 200, places=3).map(str))


@given(
    st.builds(RecordDraft, names, codes, values, st.none(), st.booleans(), st.booleans(), st.sampled_from(["", "10"]))
)
@pytest.mark.parametrize("of", [OrderType, PaymentMethod, Charge, Tax])
def test_a_draft_without_flaws_comes_back_the_same(of: type[Record], draft: RecordDraft) -> None:
    if flaws(draft, of):
        with pytest.raises(ValueError, match="flaws"):
            intent_of(draft, of)
        return
    made = intent_of(draft, of)
    assert same_record(made.record, of(name=draft.name))
    assert intent_of(drafted(made.record), of) == made


def test_a_payment_method_that_was_made_keeps_what_was_chosen() -> None:
    draft = RecordDraft(NAME, "6", opens_drawer=True, uses_terminal=True, zatca_code="30")
    made = intent_of(draft, PaymentMethod)
    assert made == CreatePaymentMethod(PaymentMethod("", NAME, PaymentKind.THIRD_PARTY, True, True, "30"))
