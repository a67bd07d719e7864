"""The program, ending by itself at the first paint of a board with cards."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer

from retm_desktop.app import Program
from retm_desktop.gui.orders.board import Board
from tests.benchmarks.children import say


class PaintedProgram(Program):
    """Tells `painted` with the number of cards that were loaded, then closes the window."""

    def show(self) -> None:
        """Put the window on screen and wait for its paint."""
        board = self.window.findChild(Board)
        if board is not None:
            self._paint = FirstBoardPaint(board, self._painted)
        super().show()

    def _painted(self, cards: int) -> None:
        say(painted=cards)
        self.quit_requested.set()


class FirstBoardPaint(QObject):
    """Calls `told` once, after the paint of the last column that has cards."""

    def __init__(self, board: Board, told: Callable[[int], None]) -> None:
        super().__init__(board)
        self._told = told
        self._filled = [column for column in board.columns if column.model.rows]
        self._unpainted = {column.cards.viewport() for column in self._filled}
        for viewport in self._unpainted:
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Strike the painted column off; the timer fires once the paint is done and flushed."""
        if event.type() == QEvent.Type.Paint and watched in self._unpainted:
            self._unpainted.discard(watched)
            if not self._unpainted:
                QTimer.singleShot(0, self._tell)
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self._told(sum(len(column.model.rows) for column in self._filled))
