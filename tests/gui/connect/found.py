"""Finding what is on screen by its stable name."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

W = TypeVar("W", bound=QWidget)


def found(parent: QWidget, type_: type[W], name: str) -> W:
    """Return the widget of this name; fail where there is none."""
    widget = parent.findChild(type_, name)
    assert widget is not None, name
    return widget


def press(parent: QWidget, name: str) -> None:
    """Click a button that is on screen, as a hand would."""
    pressed = found(parent, QAbstractButton, name)
    assert pressed.isVisible() and pressed.isEnabled(), name
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)


def words(parent: QWidget, name: str) -> str:
    """Return what a label says."""
    return found(parent, QLabel, name).text()


def is_there(parent: QWidget, name: str) -> bool:
    """Tell whether a widget of this name is on screen."""
    widget = parent.findChild(QWidget, name)
    return widget is not None and widget.isVisible()
