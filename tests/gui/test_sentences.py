"""Every failure an operator can meet has words of its own, in both languages."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from retm_desktop.domain import errors
from retm_desktop.domain.text import plain
from retm_desktop.gui.language import Translations
from retm_desktop.gui.sentences import sentence, sentence_of_code

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.OperatorError) and kind is not errors.OperatorError
]


@pytest.fixture
def arabic(qapp: QApplication) -> Iterator[None]:
    translations = Translations(qapp)
    translations.use("ar")
    yield
    translations.use("en")


def test_codes_are_unique() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS) >= 20


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_told(qapp: QApplication, kind: type[errors.OperatorError]) -> None:
    told = sentence(kind("the detail"))
    general = sentence_of_code("no such code")
    assert told.what != general.what
    assert all((told.what, told.safe, told.next))
    assert "the detail" not in told.what


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_told_in_arabic(arabic: None, kind: type[errors.OperatorError]) -> None:
    told = sentence(kind())
    for words in (told.what, told.safe, told.next):
        assert any("\u0600" <= letter <= "\u06ff" for letter in words), words


def test_figures_and_fields_are_filled_in(qapp: QApplication) -> None:
    assert "7" in plain(sentence(errors.RateLimited(retry_after=6.6)).next)
    assert "47600" in plain(sentence(errors.PortTaken(port=47600)).what)
    rejected = sentence(errors.Rejected(fields={"customer.phone": ("is required", "too short")}))
    assert plain(rejected.safe) == "customer.phone: is required, too short"
