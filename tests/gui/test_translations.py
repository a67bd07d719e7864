"""The Arabic of the window: whole, found where the program looks for it, and safe to show from right to left."""

import ast
import re
import string
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from retm_desktop import gui
from retm_desktop.gui.language import Translations
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.words import environment_name
from retm_desktop.providers.retm.environment import BUILT_IN, sandbox_environment
from retm_desktop.resources import resource


class Text(NamedTuple):
    """One text of the window and its Arabic."""

    context: str
    source: str
    arabic: str


def _texts() -> list[Text]:
    root = ElementTree.parse(Path(str(resource("translations"))) / "retm_ar.ts").getroot()  # noqa: S314 - our own file
    return [
        Text(context.findtext("name", ""), message.findtext("source", ""), message.findtext("translation", ""))
        for context in root.iter("context")
        for message in context.iter("message")
    ]


TEXTS = _texts()
PARTS = re.compile(r"\{[^{}]*\}|https?://\S+")
"""What stands in a text besides words: places to be filled, and addresses."""


@pytest.fixture
def arabic(qapp: QApplication) -> Iterator[None]:
    """Let the program speak Arabic during a test."""
    translations = Translations(qapp)
    translations.use("ar")
    yield
    translations.use("en")


def test_every_text_is_found_where_the_program_looks_for_it(arabic: None) -> None:
    assert len(TEXTS) > 300
    missed = [each for each in TEXTS if QCoreApplication.translate(each.context, each.source) != each.arabic]
    assert missed == []
    assert [each for each in TEXTS if not each.arabic] == []


def test_a_class_derived_from_a_translated_one_speaks_arabic_too(arabic: None) -> None:
    class AnotherButton(CopyButton):
        pass

    button = AnotherButton(Theme("light", 1.0), "512", lambda: "512", name="copy")
    assert button.toolTip() == "نسخ 512"


def test_buttons_that_qt_names_are_arabic_and_the_window_reads_from_the_right(arabic: None, qapp: QApplication) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert _first_letter_is_arabic(box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", ""))
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_the_environments_that_come_with_the_program_have_arabic_names(arabic: None) -> None:
    ours = [*BUILT_IN.values(), sandbox_environment("http://127.0.0.1:9")]
    names = {each.name: environment_name(each.label) for each in ours}
    assert names.pop("production") == "RETM"
    assert len(names) == 2
    assert [name for name in names.values() if not _first_letter_is_arabic(name)] == []
    assert environment_name("Our own") == "Our own"


def test_places_to_be_filled_are_the_same_in_both_languages() -> None:
    def places(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)

    assert [each for each in TEXTS if places(each.source) != places(each.arabic)] == []


def test_the_arabic_keeps_the_spaces_and_lines_around_a_text() -> None:
    def edges(text: str) -> tuple[str, str, int]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n")

    assert [each for each in TEXTS if edges(each.source) != edges(each.arabic)] == []


def test_the_arabic_holds_no_direction_marks_and_no_punctuation_or_digits_of_another_script() -> None:
    marks = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    others = ",;?%٠١٢٣٤٥٦٧٨٩٪\u200e\u200f\u061c"
    wrong = [
        each
        for each in TEXTS
        for letter in PARTS.sub("", each.arabic)
        if unicodedata.bidirectional(letter) in marks or letter in others
    ]
    assert wrong == []


def test_every_arabic_text_begins_with_arabic() -> None:
    """A label reads its direction off the first letter outside a filled place, so a Latin one would turn it around."""
    wrong = [each for each in TEXTS if not _first_letter_is_arabic(PARTS.sub("", each.arabic))]
    assert wrong == []


def test_texts_in_the_code_are_written_so_that_they_can_be_collected() -> None:
    """What lupdate reads is `self.tr("...")` and `translate("Context", "...")`, with literals only."""
    wrong = []
    for path in sorted(Path(gui.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            asked = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if asked not in ("tr", "translate"):
                continue
            literal = all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in call.args)
            of_another = asked == "tr" and not ast.unparse(call.func).startswith("self.")
            if of_another or not literal or len(call.args) != (1 if asked == "tr" else 2):
                wrong.append(f"{path.name}:{call.lineno} {ast.unparse(call)}")
    assert wrong == []


def _first_letter_is_arabic(text: str) -> bool:
    kinds = [kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")]
    return not kinds or kinds[0] == "AL"
