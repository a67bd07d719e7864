"""The program, ending by itself at the first paint of a board with cards."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer

from retm_desktop.app import Program
from retm_desktop.gui.orders.board import Board
from retm_desktop.gui.orders.column_view import OrderColumn
from tests.benchmarks.children import SCREEN, asked, say
from tests.waiting import until


class PaintedProgram(Program):
    """Tells `painted` with the number of cards on screen, then closes the window."""

    def show(self) -> None:
        """Put the window on screen and wait for its paint."""
        board = self.window.findChild(Board)
        if board is not None:
            self._paint = FirstBoardPaint(board, self._painted)
        self.window.resize(*SCREEN)
        super().show()

    def _painted(self, cards: int) -> None:
        say(painted=cards)
        self.quit_requested.set()


class RestingProgram(PaintedProgram):
    """Tells `resting` once it is painted and its network has started, and stays until the parent writes `end`."""

    def _painted(self, cards: int) -> None:
        self._resting = self._background.spawn(self._rest(cards), name="bench.rest")

    async def _rest(self, cards: int) -> None:
        ended = asked("end")
        await until(lambda: self.house.vault_state is not None, 30)
        say(resting=cards)
        await ended.wait()
        self.quit_requested.set()


class FirstBoardPaint(QObject):
    """Calls `told` once, with the cards on screen, after the paint of the last column that has any."""

    def __init__(self, board: Board, told: Callable[[int], None]) -> None:
        super().__init__(board)
        self._told = told
        self._filled = {column.cards.viewport(): column for column in board.columns if column.model.rows}
        self._painted: set[QObject] = set()
        self._over = False
        for viewport in self._filled:
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look whether every column on screen has been painted; the timer fires once the paint is done and flushed."""
        if event.type() == QEvent.Type.Paint and not self._over:
            self._painted.add(watched)
            on_screen = {viewport for viewport in self._filled if not viewport.visibleRegion().isEmpty()}
            if on_screen <= self._painted:
                self._over = True
                QTimer.singleShot(0, self._tell)
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self._told(sum(self._on_screen(column) for column in self._filled.values()))

    @staticmethod
    def _on_screen(column: OrderColumn) -> int:
        cards, model = column.cards, column.model
        region = cards.viewport().visibleRegion()
        return sum(region.intersects(cards.visualRect(model.index(row))) for row in range(len(model.rows)))
