"""The board: a column a stage, read from the store again whenever it changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from retm_desktop.domain.stages import Stage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.newest_reading import NewestReading
from retm_desktop.gui.orders.column_model import PAGE
from retm_desktop.gui.orders.column_view import OrderColumn
from retm_desktop.gui.orders.keys import Ask
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.painting_turn import PaintingTurn
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.words import stage_name
from retm_desktop.store.orders import OrderQuery, OrderRow

_DONE_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Lane:
    """Which orders a column shows."""

    name: str
    stages: tuple[Stage, ...]
    recent: bool = False
    """Only the last 24 hours, newest first."""


LANES = (
    Lane("new", (Stage.NEW,)),
    Lane("preparing", (Stage.PREPARING,)),
    Lane("ready", (Stage.READY,)),
    Lane("out", (Stage.ASSIGNED, Stage.OUT)),
    Lane("done", (Stage.DELIVERED, Stage.CANCELLED), recent=True),
)


class Board(QScrollArea):
    """Columns from the reading start on; each pages by itself. Only what the store says is shown."""

    picked = Signal(int)
    act_requested = Signal(int, object)
    """The main action of the order with this key, as painted at this `Stage`."""
    asked = Signal(object, int)
    """An `Ask` that is not about moving between cards, with its number."""
    shown = Signal()
    """A reading of the store is on screen."""

    def __init__(self, desk: Desk, names: Callable[[], Names]) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._branch_id = self._text = ""
        self._selected: int | None = None
        self._turn = PaintingTurn(self)
        self._rereading = NewestReading(self._tasks, "refresh", wanted=lambda: self._asked_for, read=self._read)
        self.setObjectName("orders_board")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.space("m"))
        texts = {
            "new": (stage_name(Stage.NEW), self.tr("New orders appear here by themselves.")),
            "preparing": (stage_name(Stage.PREPARING), self.tr("Accepted orders wait here for the kitchen.")),
            "ready": (stage_name(Stage.READY), self.tr("What is ready to be handed over stands here.")),
            "out": (stage_name(Stage.OUT), self.tr("Orders with a driver stand here.")),
            "done": (self.tr("Done today"), self.tr("Finished orders of the last 24 hours stand here.")),
        }
        self.columns: list[OrderColumn] = []
        self._more: list[Rereading] = []
        for lane in LANES:
            title, empty = texts[lane.name]
            stage = lane.stages[-1] if lane.name == "out" else lane.stages[0]
            column = OrderColumn(desk, names, self._turn, name=lane.name, title=title, empty=empty, stage=stage)
            row.addWidget(column, 1)
            self.columns.append(column)
            column.cards.picked.connect(self.picked)
            column.cards.act_requested.connect(self.act_requested)
            column.cards.asked.connect(self._asked)
            column.settled.connect(self._mark_selected)
            column.wants_more.connect(self._wants_more)
            read_more = partial(self._read_more, lane, column)
            self._more.append(Rereading(self._tasks, f"more.{lane.name}", read_more))
        self.setWidget(ground)

    @property
    def total(self) -> int:
        """How many orders the columns stand for."""
        return sum(column.model.total for column in self.columns)

    def narrow(self, branch_id: str, text: str) -> None:
        """Show one branch only (empty: all), and only what matches `text`."""
        if (branch_id, text) != (self._branch_id, self._text):
            self._branch_id, self._text = branch_id, text
            self.refresh()

    def fill_now(self, branch_id: str, text: str) -> None:
        """Read the first pages at once, so that the window opens filled."""
        self._branch_id, self._text = branch_id, text
        orders = self._desk.orders
        open_counts = orders.counts_now(self._query(LANES[0]))
        done_counts = orders.counts_now(self._query(LANES[-1]))
        for lane, column in zip(LANES, self.columns, strict=True):
            counts = done_counts if lane.recent else open_counts
            total = sum(counts[stage] for stage in lane.stages)
            column.show_rows(orders.page_now(self._query(lane), 0, PAGE) if total else [], {}, total)
        if self.total:
            self._turn.paint_all_at_once()

    def refresh(self) -> None:
        """Read the loaded pages again; calls during a reading are answered by one more reading."""
        self._rereading.ask()

    def select(self, key: int | None, *, show: bool = False) -> None:
        """Mark the card of an order wherever it is; `show` scrolls to it."""
        self._selected = key
        self._mark_selected(show=show)

    def row(self, key: int) -> OrderRow | None:
        """Return what is on screen of an order, None when it is not loaded."""
        for column in self.columns:
            at = column.model.row_of(key)
            if at >= 0:
                return column.model.rows[at]
        return None

    def tick(self) -> None:
        """Paint the ages anew."""
        for column in self.columns:
            column.tick()

    def rename(self) -> None:
        """Paint everything anew: names changed."""
        for column in self.columns:
            column.rename()

    def focus_cards(self) -> None:
        """Give the keyboard to the column of the selected order, or to the first that has any."""
        for column in self.columns:
            if column.model.row_of(self._selected) >= 0:
                column.cards.setFocus()
                return
        next((c for c in self.columns if c.model.rows), self.columns[0]).cards.setFocus()

    def _query(self, lane: Lane) -> OrderQuery:
        return OrderQuery(
            self._desk.connection_id,
            stages=lane.stages,
            branch_id=self._branch_id,
            text=self._text,
            oldest_first=not lane.recent,
            since=self._desk.now() - _DONE_FOR if lane.recent else None,
        )

    @property
    def _asked_for(self) -> tuple[str, str, int]:
        return (self._branch_id, self._text, self._desk.connection_id)

    async def _read(self) -> None:
        asked_for = self._asked_for
        loaded = [column.wanted for column in self.columns]
        orders = self._desk.orders
        found: list[tuple[Sequence[OrderRow], int]] = []
        for lane, column in zip(LANES, self.columns, strict=True):
            query = self._query(lane)
            total = await orders.count(query)
            found.append((await orders.page(query, 0, column.wanted) if total else [], total))
        grown = any(column.wanted > before for column, before in zip(self.columns, loaded, strict=True))
        if grown or asked_for != self._asked_for:
            # Asked for something else meanwhile, or scrolled on: what was read would take loaded cards away again.
            self._rereading.ask()
            return
        told = {row.key: row for rows, _ in found for row in rows}
        for column, (rows, total) in zip(self.columns, found, strict=True):
            column.show_rows(rows, told, total)
        self._mark_selected()
        self.shown.emit()

    def _wants_more(self) -> None:
        # Asked while the view lays itself out, perhaps before the loop turns: the reading begins after that.
        column = self.sender()
        if isinstance(column, OrderColumn):
            QTimer.singleShot(0, self, self._more[self.columns.index(column)].ask)

    async def _read_more(self, lane: Lane, column: OrderColumn) -> None:
        if len(column.model.rows) < column.model.total:
            rows = await self._desk.orders.page(self._query(lane), len(column.model.rows), PAGE)
            column.model.append(rows)

    def _mark_selected(self, *, show: bool = False) -> None:
        for column in self.columns:
            row = column.model.row_of(self._selected)
            if row >= 0 and show:
                self.ensureWidgetVisible(column, 0, 0)
            column.cards.select(row, show=show)

    def _asked(self, ask: Ask, number: int) -> None:
        cards = self.sender()
        at = next((n for n, column in enumerate(self.columns) if column.cards is cards), 0)
        match ask:
            case Ask.PICK:
                self.columns[at].cards.pick(number)
            case Ask.TO_LEFT | Ask.TO_RIGHT:
                forward = (ask is Ask.TO_RIGHT) == (self.layoutDirection() == Qt.LayoutDirection.LeftToRight)
                self._step(at, 1 if forward else -1)
            case _:
                self.asked.emit(ask, number)

    def _step(self, at: int, way: int) -> None:
        """Go to the next column that has cards, at about the same height."""
        beside = at + way
        while 0 <= beside < len(self.columns):
            column = self.columns[beside]
            if column.model.rows:
                here = self.columns[at].cards
                row = here.currentIndex().row() if here.key is not None else 0
                column.cards.pick(min(max(row, 0), len(column.model.rows) - 1))
                self.ensureWidgetVisible(column, 0, 0)
                return
            beside += way
