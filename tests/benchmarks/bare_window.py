"""The reference: a bare window with an empty table.

`paint` tells its first paint, `beat` watches an idle loop, `rest` stays open.
"""

import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from tests.benchmarks.children import SCREEN, say


class FirstPaint(QObject):
    """Calls `told` once, when the watched widget has been painted for the first time."""

    def __init__(self, table: QTableView, told: Callable[[], None]) -> None:
        super().__init__(table)
        self._told = False
        self._tell = told
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the paint; the timer fires once it is done and flushed."""
        if event.type() == QEvent.Type.Paint and not self._told:
            self._told = True
            QTimer.singleShot(0, self._tell)
        return super().eventFilter(watched, event)


def paint() -> int:
    """Show the window, tell when it is painted, end."""

    def painted() -> None:
        say(painted=True)
        QApplication.quit()

    app = QApplication(sys.argv[:1])
    window, table = _shown()
    FirstPaint(table, painted)
    window.show()
    return app.exec()


def rest() -> int:
    """Show the window, tell when it is painted, and stay until the parent writes `end`."""
    app = QApplication(sys.argv[:1])
    window, table = _shown()
    FirstPaint(table, lambda: say(resting=True))
    window.show()
    threading.Thread(target=_end_with_parent, args=(app,), daemon=True).start()
    return app.exec()


def _shown() -> tuple[QMainWindow, QTableView]:
    window = QMainWindow()
    window.resize(*SCREEN)
    table = QTableView()
    table.setModel(QStandardItemModel(0, 6, table))
    window.setCentralWidget(table)
    return window, table


def beat() -> int:
    """Show the window and let it idle until the parent writes `end`; tell the longest stall of its loop."""
    from tests.benchmarks.heartbeat import Heartbeat

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(*SCREEN)
    table = QTableView()
    window.setCentralWidget(table)
    window.show()
    heart = Heartbeat(window)
    heart.start()
    say(beating=True)
    threading.Thread(target=_end_with_parent, args=(app,), daemon=True).start()
    code = app.exec()
    say(longest_ms=heart.longest_ms)
    return code


def _end_with_parent(app: QApplication) -> None:
    sys.stdin.readline()
    QTimer.singleShot(0, app, app.quit)


if __name__ == "__main__":
    sys.exit({"beat": beat, "rest": rest}.get("".join(sys.argv[1:2]), paint)())
