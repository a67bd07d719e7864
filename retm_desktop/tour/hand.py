"""A hand and an eye on the real window: clicks, keystrokes, and waiting for what should appear."""

import asyncio
import json
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget

W = TypeVar("W", bound=QWidget)

PATIENCE = 30.0
"""Seconds after which something expected counts as never seen."""


class NotSeen(Exception):
    """Something the tour waited for did not appear."""


async def until(seen: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Wait until `seen()` is true. Raises NotSeen, naming `what`, after `patience` seconds."""
    end = time.monotonic() + patience
    while not seen():
        if time.monotonic() > end:
            raise NotSeen(f"{what} did not appear within {patience:.0f} s")
        await asyncio.sleep(0.03)


async def _from_the_loop(act: Callable[[], None]) -> None:
    """Run `act` from Qt's own loop, outside any task, as a person's event would come in."""
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def run() -> None:
        try:
            act()
        except Exception as error:
            done.set_exception(error)
        else:
            done.set_result(None)

    QTimer.singleShot(0, run)
    await done
    await asyncio.sleep(0.05)


def _in_reach(widget: QWidget) -> None:
    """Raise NotSeen where a dialog stands before the widget: a person could not click it."""
    before = QApplication.activeModalWidget()
    if before is not None and before is not widget.window():
        raise NotSeen(f"{widget.objectName()}: {before.objectName()} stands before it")


def _strike(field: QWidget, letter: str) -> None:
    """Press and release the key of one letter; QTest itself only knows the keys of ASCII letters."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


class Hand:
    """Finds widgets by their stable names below the windows on screen, and works them."""

    def find(self, kind: type[W], name: str) -> W | None:
        """Return the visible widget of this name, the newest window first, or None."""
        for window in reversed(QApplication.topLevelWidgets()):
            if not window.isVisible():
                continue
            named: list[QWidget] = [window] if window.objectName() == name else []
            named += window.findChildren(QWidget, name)
            for one in named:
                if isinstance(one, kind) and one.isVisible():
                    return one
        return None

    async def see(self, kind: type[W], name: str, patience: float = PATIENCE) -> W:
        """Wait for a visible widget of this name. Raises NotSeen."""
        await until(lambda: self.find(kind, name) is not None, f"{kind.__name__} {name}", patience)
        found = self.find(kind, name)
        if found is None:
            raise NotSeen(name)
        return found

    async def click(self, name: str, patience: float = PATIENCE) -> None:
        """Press the left button in the middle of the named widget, once it is visible and enabled."""
        widget = await self.see(QWidget, name, patience)
        await until(widget.isEnabled, f"{name} enabled", patience)
        _in_reach(widget)
        await _from_the_loop(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center()))

    async def click_row(self, view: QAbstractItemView, index: QModelIndex, *, double: bool = False) -> None:
        """Press on a row or card of a view."""
        _in_reach(view)
        view.scrollTo(index)
        place = view.visualRect(index).center()
        press = QTest.mouseDClick if double else QTest.mouseClick
        await _from_the_loop(lambda: press(view.viewport(), Qt.MouseButton.LeftButton, pos=place))

    async def type(self, name: str, text: str) -> None:
        """Click into a field, empty it and type, one key at a time."""
        field = await self.see(QWidget, name)
        await self.click(name)
        await _from_the_loop(lambda: QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier))
        await _from_the_loop(lambda: QTest.keyClick(field, Qt.Key.Key_Delete))
        for letter in text:
            await _from_the_loop(partial(_strike, field, letter))

    async def key(self, name: str, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press one key in the named widget."""
        widget = await self.see(QWidget, name)
        await _from_the_loop(lambda: QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier))

    async def click_in_page(self, element: str) -> None:
        """Press the element of this id on the page in the embedded browser."""
        from PySide6.QtWebEngineWidgets import QWebEngineView  # noqa: PLC0415 - the browser engine is loaded late

        view = await self.see(QWebEngineView, "connect_browser")
        where: list[float] = []
        end = time.monotonic() + PATIENCE
        while not where:
            if time.monotonic() > end:
                raise NotSeen(f"#{element} on the page")
            answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()

            def answered(value: object, answer: asyncio.Future[object] = answer) -> None:
                if not answer.done():
                    answer.set_result(value)

            view.page().runJavaScript(
                "(() => { const e = document.getElementById(" + json.dumps(element) + ");"
                " if (!e) return ''; e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                " return r.width ? JSON.stringify([r.x + r.width / 2, r.y + r.height / 2]) : ''; })()",
                0,
                answered,
            )
            told = await asyncio.wait_for(answer, PATIENCE)
            where = json.loads(told) if isinstance(told, str) and told else []
            await asyncio.sleep(0.1)
        zoom = view.zoomFactor()
        place = QPoint(round(where[0] * zoom), round(where[1] * zoom))
        target = view.focusProxy() or view
        await _from_the_loop(lambda: QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=place))


def picture(window: QWidget) -> QPixmap:
    """Return what is on screen: the window, and the dialogs over it where they stand."""
    whole = window.grab()
    painter = QPainter(whole)
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            # No window manager places dialogs offscreen: they are drawn in the middle, where one would put them.
            place = window.rect().center() - dialog.rect().center()
            painter.setOpacity(0.35)
            painter.fillRect(window.rect(), Qt.GlobalColor.black)
            painter.setOpacity(1.0)
            painter.drawPixmap(place, dialog.grab())
    painter.end()
    return whole
