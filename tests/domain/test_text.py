"""Two languages, two digit sets, and what a search folds together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retm_desktop.domain.text import BilingualText, ascii_digits, fold, folded_phone, plain, searchable


def test_a_missing_language_falls_back_to_the_other() -> None:
    assert BilingualText("Tea", "").in_language("ar") == "Tea"
    assert BilingualText("", "شاي").in_language("en") == "شاي"
    assert BilingualText("Tea", "شاي").in_language("ar") == "شاي"
    assert not BilingualText()


def test_both_digit_sets_and_their_separators_become_ascii() -> None:
    assert ascii_digits("١٬٢٣٤٫٥٠ ۰۱۲۳۴۵۶۷۸۹") == "1,234.50 0123456789"


def test_direction_marks_disappear_and_nothing_else() -> None:
    assert plain("\u2066+966 50\u2069\u200f ب") == "+966 50 ب"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("احمد", "أحمد"),
        ("منى", "مني"),
        ("قهوه", "قهوة"),
        ("مُحَمَّد", "محمد"),
        ("شـــاي", "شاي"),
        ("BURGER", "Burger"),
        ("طلب ٥١٢", "طلب 512"),
        ("\u200fشاي", "شاي"),
    ],
)
def test_two_spellings_of_one_word_fold_together(typed: str, stored: str) -> None:
    assert fold(typed) == fold(stored)


def test_folding_keeps_different_words_apart() -> None:
    assert fold("شاي") != fold("شاهي")
    assert searchable("512", "", "أحمد") == "512 احمد"


@settings(database=None, deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "typed",
    [
        "0500000002",
        "500000002",
        "+966500000002",
        "00966 50 000 0002",
        "966500000002",
        "٠٥٠٠٠٠٠٠٠٢",
        "\u2066050-000-0002\u2069",
    ],
)
def test_every_way_to_write_a_saudi_mobile_is_one_number(typed: str) -> None:
    assert folded_phone(typed) == "500000002"


def test_other_numbers_keep_their_digits() -> None:
    assert folded_phone("+1 (212) 555-0100") == "12125550100"
    assert folded_phone("9200") == "9200"
    assert folded_phone("no number") == ""
