"""The sheet on which a product's variation, modifiers, quantity and note are chosen."""

from decimal import Decimal

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from retm_desktop.domain.draft import ChosenModifier, DraftLine
from retm_desktop.domain.menu import ModifierGroup, ModifierItem, Product
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.new_order.choices import ChoicesDialog
from retm_desktop.gui.new_order.problem_words import rule_words
from tests.gui.conftest import MakeDesk
from tests.gui.shop import PRODUCTS

GRILL, _, KABSA, _, SHAWARMA, *_rest = PRODUCTS


class Sheet:
    """A sheet that is open, worked by the object names of its parts."""

    def __init__(self, desk: Desk, qtbot: object, product: Product, before: DraftLine | None = None) -> None:
        self.page = QWidget()
        self.page.resize(1176, 736)
        qtbot.addWidget(self.page)  # type: ignore[attr-defined]
        self.page.show()
        self.dialog = ChoicesDialog(desk, self.page, product, before)
        self.taken: list[DraftLine] = []
        self.dialog.taken.connect(self.taken.append)
        self.dialog.open()

    def button(self, name: str) -> QPushButton:
        found = self.dialog.findChild(QPushButton, name)
        assert found is not None, name
        return found

    def press(self, *names: str) -> None:
        for name in names:
            found = self.dialog.findChild(QPushButton, name) or self.dialog.findChild(QToolButton, name)
            assert found is not None, name
            QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    def words(self, name: str) -> str:
        found = self.dialog.findChild(QLabel, name)
        assert found is not None, name
        return plain(found.text())

    @property
    def add(self) -> QPushButton:
        return self.button("choices_add")


async def test_variation_must_be_chosen_and_sets_the_price(desk: Desk, qtbot: object) -> None:
    sheet = Sheet(desk, qtbot, KABSA)
    assert not sheet.add.isEnabled()
    assert sheet.words("choices_missing") == "Choose one of the kinds."
    sheet.press("choices_variation_1")
    assert sheet.add.isEnabled()
    assert "58.00" in sheet.add.text()
    sheet.press("choices_variation_0", "choices_more", "choices_more")
    assert "96.00" in sheet.add.text()
    sheet.press("choices_less", "choices_add")
    assert sheet.taken == [DraftLine(KABSA, KABSA.variations[0], (), 2)]
    assert not sheet.dialog.isVisible()


async def test_minimum_and_maximum_are_kept_while_choosing(desk: Desk, qtbot: object) -> None:
    sheet = Sheet(desk, qtbot, SHAWARMA)
    assert sheet.words("choices_rule_0") == "Choose 1 to 2"
    assert sheet.words("choices_missing") == "Choose at least 1 from Sauce."
    assert not sheet.add.isEnabled()
    sheet.press("choices_modifier_0_0")
    assert sheet.words("choices_rule_0") == "Choose 1 to 2 · 1 chosen"
    assert sheet.add.isEnabled()
    sheet.press("choices_modifier_0_2")
    assert not sheet.button("choices_modifier_0_1").isEnabled(), "two of two are chosen"
    sheet.press("choices_modifier_0_1", "choices_more_0_0")
    assert sum(m.quantity for m in sheet.dialog.chosen.modifiers) == 2
    sheet.press("choices_modifier_0_0")
    assert sheet.button("choices_modifier_0_1").isEnabled()
    sheet.press("choices_more_0_2")
    assert "14.00" in sheet.add.text(), "12 and twice hot sauce at 1"
    sheet.press("choices_add")
    assert sheet.taken[0].modifiers == (ChosenModifier(0, SHAWARMA.modifiers[0].items[2], 2),)


async def test_one_of_one_changes_places(desk: Desk, qtbot: object) -> None:
    sheet = Sheet(desk, qtbot, GRILL)
    sheet.press("choices_modifier_0_0", "choices_modifier_0_1")
    assert [m.item.id for m in sheet.dialog.chosen.modifiers] == ["mod-spicy"]
    assert not sheet.button("choices_modifier_0_0").isChecked()
    more = sheet.dialog.findChild(QToolButton, "choices_more_0_1")
    assert more is not None
    assert not more.isVisible(), "a single choice has no number"


async def test_optional_group_without_limit(desk: Desk, qtbot: object) -> None:
    sheet = Sheet(desk, qtbot, SHAWARMA)
    assert sheet.words("choices_rule_1") == "Optional"
    sheet.press("choices_modifier_0_0", "choices_modifier_1_0", *["choices_more_1_0"] * 4)
    assert "27.00" in sheet.add.text(), "12 and five times cheese at 3"
    sheet.press("choices_less_1_0", "choices_modifier_1_0")
    assert "12.00" in sheet.add.text()


async def test_editing_starts_from_the_line_and_enter_takes_it(desk: Desk, qtbot: object) -> None:
    sauces = SHAWARMA.modifiers[0].items
    before = DraftLine(SHAWARMA, None, (ChosenModifier(0, sauces[1]),), 2, "no pickles")
    sheet = Sheet(desk, qtbot, SHAWARMA, before)
    assert sheet.dialog.chosen == before
    note = sheet.dialog.findChild(QLineEdit, "choices_note")
    assert note is not None
    note.setText("\u200fمقرمش ")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert sheet.taken == [msgspec.structs.replace(before, note="مقرمش")]


async def test_escape_takes_nothing(desk: Desk, qtbot: object) -> None:
    sheet = Sheet(desk, qtbot, SHAWARMA)
    QTest.keyClick(sheet.dialog, Qt.Key.Key_Return)
    assert sheet.dialog.isVisible(), "Enter adds nothing while something is missing"
    sheet.press("choices_modifier_0_0")
    QTest.keyClick(sheet.dialog, Qt.Key.Key_Escape)
    assert sheet.taken == []
    assert not sheet.dialog.isVisible()


async def test_choices_stand_from_right_to_left(make_desk: MakeDesk, qtbot: object) -> None:
    desk = await make_desk(language="ar", theme="dark")
    sheet = Sheet(desk, qtbot, KABSA)
    first, second = sheet.button("choices_variation_0"), sheet.button("choices_variation_1")
    assert first.mapTo(sheet.dialog, first.rect().center()).x() > second.mapTo(sheet.dialog, second.rect().center()).x()
    assert "نص دجاجة" in first.text()


SOME = (ModifierItem(id="a"), ModifierItem(id="b"), ModifierItem(id="c"))


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (ModifierGroup(items=SOME, minimum=0, maximum=None), "Optional"),
        (ModifierGroup(items=SOME, minimum=0, maximum=3), "Optional, up to 3"),
        (ModifierGroup(items=SOME, minimum=2, maximum=None), "Choose at least 2"),
        (ModifierGroup(items=SOME, minimum=1, maximum=2), "Choose 1 to 2"),
        (ModifierGroup(items=SOME, minimum=2, maximum=2), "Choose 2"),
        (ModifierGroup(items=SOME, multiple=False, minimum=1, maximum=5), "Choose 1"),
    ],
)
def test_rules_in_words(group: ModifierGroup, words: str) -> None:
    assert plain(rule_words(group)) == words


async def test_items_and_groups_without_names_can_be_chosen(desk: Desk, qtbot: object) -> None:
    group = ModifierGroup(minimum=1, items=(ModifierItem("bare", BilingualText(), Decimal(1)),))
    product = Product(id="odd", price=Decimal(5), modifiers=(group,))
    sheet = Sheet(desk, qtbot, product)
    sheet.press("choices_modifier_0_0", "choices_add")
    assert sheet.taken[0].price == Decimal(6)
