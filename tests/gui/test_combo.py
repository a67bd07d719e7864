"""Choosing in a box by the first letter of what it shows, direction marks or not."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retm_desktop.gui import bidi
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.combo import Combo


def test_a_first_letter_chooses_and_is_told(qapp: QApplication) -> None:
    box = Combo(Theme("light"), "Currency", name="box")
    for words in (bidi.ltr("SAR"), bidi.ltr("MYR"), "mint", bidi.auto("فرع العليا")):
        box.addItem(words)
    told: list[int] = []
    box.activated.connect(told.append)
    for key in (Qt.Key.Key_M, Qt.Key.Key_M, Qt.Key.Key_S, Qt.Key.Key_X, Qt.Key.Key_S):
        QTest.keyClick(box, key)
    assert told == [1, 2, 0]
    arabic = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "ف")
    QApplication.sendEvent(box, arabic)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert told == [1, 2, 0, 3, 2]
    box.deleteLater()
