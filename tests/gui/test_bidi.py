"""Numbers, phones and names keep their order in a right-to-left paragraph, and leave no marks behind."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi


def seen(text: str) -> str:
    """Return the letters of `text` from left to right as a right-to-left cell or button shows them."""
    layout = QTextLayout(text, QApplication.font())
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    places: list[tuple[float, str]] = []
    for run in line.glyphRuns(0, len(text), QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
        for index, place in zip(run.stringIndexes(), run.positions(), strict=True):
            if plain(text[index]):
                places.append((place.x(), text[index]))
    return "".join(letter for _, letter in sorted(places, key=lambda place: place[0]))


@pytest.mark.parametrize(
    "text",
    [
        "+966 55 123 4567",
        "#A-1024",
        "12-ORD-7",
        "12:30 - 13:15",
        "-15.00",
        "115.50 SAR",
        "2 x Burger",
        "Chicken (L)!",
        "055-123-4567",
        "ORD-2024-0012",
        "10:05",
        "1/2",
    ],
)
def test_isolated_text_keeps_its_order(qapp: QApplication, text: str) -> None:
    assert seen(bidi.ltr(text)) == text
    assert plain(bidi.ltr(text)) == text


@pytest.mark.parametrize("text", ["+966 55 123 4567", "#A-1024", "-15.00", "2 x Burger"])
def test_without_the_isolate_it_would_not(qapp: QApplication, text: str) -> None:
    assert seen(text) != text


def test_phone_in_an_arabic_sentence(qapp: QApplication) -> None:
    assert "+966 55 123 4567" in seen(f"اتصل على {bidi.phone('+966 55 123 4567')} الآن")


def test_amounts_in_both_languages(qapp: QApplication) -> None:
    english, arabic = bidi.amount(Decimal("1234.5"), "SAR", "en"), bidi.amount(Decimal("1234.5"), "SAR", "ar")
    assert plain(english) == "1,234.50\u00a0SAR"
    assert plain(arabic) == "1,234.50\u00a0ر.س"
    assert "1,234.50" in seen(arabic)
    assert seen(arabic).index("1") > seen(arabic).index("س"), "the currency follows to the left of the figures"
    assert bidi.amount(None, "SAR", "en") == "–"
    assert plain(bidi.amount(Decimal("0.125"), "SAR", "en")) == "0.13\u00a0SAR"


def test_times_are_the_restaurants(qapp: QApplication) -> None:
    at = datetime(2026, 2, 3, 17, 14, tzinfo=UTC)
    assert plain(bidi.clock(at, ZoneInfo("Asia/Riyadh"))) == "20:14"
    assert plain(bidi.day_and_clock(at, ZoneInfo("Asia/Riyadh"))) == "2026-02-03 20:14"


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "now"), (1, "1 min"), (59, "59 min"), (61, "1:01 h"), (1440, "1 d"), (4000, "2 d")]
)
def test_ages(qapp: QApplication, minutes: int, words: str) -> None:
    assert plain(bidi.age(minutes)) == words


def test_quantities_have_no_needless_zeros(qapp: QApplication) -> None:
    assert plain(bidi.quantity(Decimal("2.000"))) == "2"
    assert plain(bidi.quantity(Decimal("1E+1"))) == "10"
    assert plain(bidi.times(Decimal("0.500"))) == "0.5×"
