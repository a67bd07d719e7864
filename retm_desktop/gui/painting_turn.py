"""How much of the loop's time the cards on screen may take at once: the rest of them is painted in the next turn."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_SECONDS = 0.012
"""What making pictures of cards may take before the loop gets to do something else."""


class PaintingTurn(QObject):
    """Shared by views whose paints follow one another without a pause, such as the columns of a board."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._spent = 0.0
        self._whole = False
        self._later: set[QWidget] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def paint_all_at_once(self) -> None:
        """Let the coming paint take as long as it needs: a window opens whole."""
        self._whole = True

    def has_time(self) -> bool:
        """Tell whether another picture may be made in this turn."""
        return self._whole or self._spent < _SECONDS

    def postpone(self, view: QWidget) -> None:
        """Paint the cards of `view` again in the next turn."""
        self._later.add(view)

    def make(self, work: Callable[[], None]) -> None:
        """Do `work` and count its time."""
        if not self._timer.isActive():
            self._timer.start()
        begun = time.perf_counter()
        work()
        self._spent += time.perf_counter() - begun

    def _next(self) -> None:
        self._spent, self._whole = 0.0, False
        later, self._later = self._later, set()
        for view in later:
            if isinstance(view, QAbstractScrollArea):
                view.viewport().update()
