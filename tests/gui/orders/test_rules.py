"""Ages, first lines and keys: the small rules of the orders screen."""

from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui.orders import ages
from retm_desktop.gui.orders.keys import Ask, ask_of
from retm_desktop.gui.orders.summary import first_lines
from tests.gui.conftest import START
from tests.gui.orders.test_column_model import row


@pytest.mark.parametrize(
    ("stage", "delivery", "minutes", "band"),
    [
        (Stage.NEW, False, 4.9, "fresh"),
        (Stage.NEW, False, 5, "risk"),
        (Stage.PREPARING, False, 10, "late"),
        (Stage.PREPARING, True, 9.9, "fresh"),
        (Stage.NEW, True, 10, "risk"),
        (Stage.NEW, True, 15, "late"),
        (Stage.OUT, True, 20, "fresh"),
        (Stage.OUT, True, 45, "late"),
        (Stage.DELIVERED, False, 99, None),
        (Stage.CANCELLED, True, 99, None),
    ],
)
def test_an_age_is_fresh_at_risk_or_late(stage: Stage, delivery: bool, minutes: float, band: str | None) -> None:
    made = msgspec.structs.replace(row(0), stage=stage, created_at=START, stage_since=START)
    assert ages.band(made, START + timedelta(minutes=minutes), delivery=delivery) == band


def test_waiting_counts_from_when_it_was_ready_and_never_below_zero() -> None:
    made = msgspec.structs.replace(
        row(0), stage=Stage.READY, created_at=START, stage_since=START + timedelta(minutes=20)
    )
    assert ages.minutes(made, START + timedelta(minutes=23)) == 3
    assert ages.minutes(made, START) == 0


@pytest.mark.parametrize(
    ("summary", "pieces", "lines", "more"),
    [
        ("", 0, [], 0),
        ("2× Burger, 1× Tea", 3, ["2× Burger", "1× Tea"], 0),
        ("2× Rice, chicken, 1× Tea, …", 9, ["2× Rice, chicken", "1× Tea"], 6),
        ("1×, 0.75× Lamb", 2, ["1× Item without a name", "0.75× Lamb"], 0),
        ("1× A\n1× B\n1× C\n1× D\n2× E", 6, ["1× A", "1× B", "1× C", "1× D"], 2),
        ("2× كبسة، 1× شاي، …", 5, ["2× كبسة", "1× شاي"], 2),
    ],
)
def test_the_first_lines_come_out_of_the_summary(summary: str, pieces: int, lines: list[str], more: int) -> None:
    made = msgspec.structs.replace(row(0), summary=BilingualText(summary, summary), item_count=pieces)
    found, rest = first_lines(made, "en")
    assert [plain(each) for each in found] == lines
    assert rest == more


@pytest.mark.parametrize(
    ("key", "text", "asked"),
    [
        (Qt.Key.Key_X, "x", (Ask.CANCEL, 0)),
        (0x0621, "ء", (Ask.CANCEL, 0)),
        (Qt.Key.Key_4, "4", (Ask.PICK, 3)),
        (0x0664, "٤", (Ask.PICK, 3)),
        (Qt.Key.Key_Return, "\r", (Ask.MAIN_ACTION, 0)),
        (Qt.Key.Key_Escape, "", (Ask.CLEAR, 0)),
        (Qt.Key.Key_0, "0", None),
        (Qt.Key.Key_Q, "q", None),
    ],
)
def test_keys_ask_the_same_on_both_layouts(key: int, text: str, asked: tuple[Ask, int] | None) -> None:
    assert ask_of(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)) == asked


def test_copying_works_with_the_arabic_letter_of_the_key() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, 0x0624, Qt.KeyboardModifier.ControlModifier, "")
    assert ask_of(event) == (Ask.COPY, 0)
