"""The list: orders of all stages in one table, newest first, narrowed by stage."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QTimer,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders import ages
from retm_desktop.gui.orders.column_view import STILL_MS
from retm_desktop.gui.orders.marks import pending_mark, unknown_code
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.orders.order_table import NARROW, ROOMY, UNITS, Column, OrderCellDelegate, OrderTable
from retm_desktop.gui.orders.summary import first_lines
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.paged_model import PAGE, PagedModel
from retm_desktop.gui.widgets.paged_reading import PageReading
from retm_desktop.gui.words import stage_name
from retm_desktop.store.orders import OrderQuery, OrderRow


class OrderList(QWidget):
    """Stage chips above the table; reads counts and the pages on screen again whenever the store changes."""

    picked = Signal(int)
    asked = Signal(object, int)
    shown = Signal()

    def __init__(self, desk: Desk, names: Callable[[], Names]) -> None:
        super().__init__()
        self._desk = desk
        self._names = names
        self._tasks = ViewTasks(self, desk.background)
        self._branch_id = self._text = ""
        self._stages: tuple[Stage, ...] = ()
        self._selected: int | None = None
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        chips = QHBoxLayout()
        chips.setSpacing(theme.space("xs"))
        self._chips = QButtonGroup(self)
        self._choices: list[tuple[str, tuple[Stage, ...]]] = [
            (self.tr("All"), ()),
            (stage_name(Stage.NEW), (Stage.NEW,)),
            (stage_name(Stage.PREPARING), (Stage.PREPARING,)),
            (stage_name(Stage.READY), (Stage.READY,)),
            (stage_name(Stage.OUT), (Stage.ASSIGNED, Stage.OUT)),
            (self.tr("Done"), (Stage.DELIVERED,)),
            (stage_name(Stage.CANCELLED), (Stage.CANCELLED,)),
        ]
        for number, (words, stages) in enumerate(self._choices):
            made = button(words, "segment", name=f"orders_stage_{stages[-1].value if stages else 'all'}")
            self._chips.addButton(made, number)
            chips.addWidget(made)
        self._chips.button(0).setChecked(True)
        chips.addStretch(1)
        column.addLayout(chips)
        self.table = OrderTable(desk)
        headings = [
            self.tr("Order"),
            self.tr("Stage"),
            self.tr("Age"),
            self.tr("Customer"),
            self.tr("Items"),
            self.tr("Branch"),
            self.tr("Type"),
            self.tr("Total"),
            self.tr("Remarks"),
        ]
        self._reading: PageReading[OrderQuery, OrderRow] = PageReading(
            self._tasks,
            self.table,
            query=lambda: self._query,
            total=self._count,
            page=desk.orders.page,
            rows_first=lambda query: bool(query.text),
        )
        self._reading.counting = lambda: self._tell_counts(None)
        self._reading.replaced = self._replaced
        self._reading.filled = lambda: self.table.select(self.model.row_of(self._selected))
        self.model: PagedModel[OrderRow] = PagedModel(
            headings,
            self.cell,
            self._reading.missing,
            key=lambda row: row.key,
            at_end=frozenset({Column.TOTAL}),
            parent=self,
        )
        self._reading.keep(self.model)
        self.table.setModel(self.model)
        self.table.setItemDelegate(OrderCellDelegate(desk, names, self.table))
        column.addWidget(self.table, 1)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL_MS)
        self._still.timeout.connect(self._pointer_rests)
        self.table.viewport().installEventFilter(self)
        self._chips.idClicked.connect(self._choose)
        self.table.picked.connect(self._picked)
        self.table.asked.connect(self.asked)

    @property
    def total(self) -> int:
        """How many orders the table stands for."""
        return self.model.total

    def narrow(self, branch_id: str, text: str) -> None:
        """Show one branch only (empty: all), and only what matches `text`."""
        if (branch_id, text) != (self._branch_id, self._text):
            self._branch_id, self._text = branch_id, text
            self.table.verticalScrollBar().setValue(0)
            self.refresh()

    def fill_now(self, branch_id: str, text: str) -> None:
        """Read the first page at once, so that the window opens filled."""
        self._branch_id, self._text = branch_id, text
        counts = self._desk.orders.counts_now(self._query)
        self._tell_counts(counts)
        total = self._total(counts)
        self.model.replace(total, {0: self._desk.orders.page_now(self._query, 0, PAGE) if total else []})

    def refresh(self) -> None:
        """Read what is on screen again; calls during a reading are answered by one more reading."""
        self._reading.ask()

    def select(self, key: int | None, *, show: bool = False) -> None:
        """Mark the row of an order, if it is on screen."""
        self._selected = key
        self.table.select(self.model.row_of(key), show=show)

    def row(self, key: int) -> OrderRow | None:
        """Return what is on screen of an order, None when it is not held."""
        at = self.model.row_of(key)
        return self.model.at(at) if at >= 0 else None

    def tick(self) -> None:
        """Paint the ages anew."""
        self.table.viewport().update()

    def rename(self) -> None:
        """Paint everything anew: names changed."""
        self.table.viewport().update()

    def focus_cards(self) -> None:
        """Give the keyboard to the table."""
        self.table.setFocus()

    def cell(self, row: OrderRow, column: int) -> str:
        """Return a cell's text."""
        desk, names = self._desk, self._names()
        delivery = names.is_delivery(row.order_type_id)
        match column:
            case Column.NUMBER:
                return bidi.number(row.number) or self.tr("No number yet")
            case Column.STAGE:
                return stage_name(row.stage, delivered_by_driver=delivery)
            case Column.AGE:
                now = desk.now()
                band = ages.band(row, now, delivery=delivery)
                if band is None:
                    today = row.created_at.astimezone(desk.zone).date() == now.astimezone(desk.zone).date()
                    return (bidi.clock if today else bidi.day_and_clock)(row.created_at, desk.zone)
                return ages.words(band, ages.minutes(row, now))
            case Column.WHO:
                return bidi.auto(desk.text(row.customer_name)) or bidi.phone(row.customer_phone) or "–"
            case Column.ITEMS:
                lines, more = first_lines(row, desk.language)
                shown = lines + ([bidi.ltr(f"+{more}")] if more else [])
                return "  ".join(shown)
            case Column.BRANCH:
                return bidi.auto(names.branch(row.branch_id))
            case Column.KIND:
                return bidi.auto(names.order_type(row.order_type_id))
            case Column.TOTAL:
                total = bidi.amount(row.total, desk.currency, desk.language)
                return self.tr("{amount} est.").format(amount=total) if row.estimated else total
            case _:
                mark = pending_mark(row)
                refunded = self.tr("Refunded") if row.refunded else ""
                note = bidi.auto(" ".join(row.note.split()))
                return " · ".join(p for p in (mark.words if mark else "", refunded, unknown_code(row), note) if p)

    def row_as_text(self, row: OrderRow) -> str:
        """Return a row as plain text."""
        return plain("\t".join(self.cell(row, column) for column in range(self.model.columnCount())))

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            self._still.start()
        elif event.type() == QEvent.Type.Leave:
            self._still.stop()
            self._pointer_rests()
        return super().eventFilter(watched, event)

    @property
    def _query(self) -> OrderQuery:
        return OrderQuery(self._desk.connection_id, stages=self._stages, branch_id=self._branch_id, text=self._text)

    def _total(self, counts: dict[Stage, int]) -> int:
        return sum(counts[stage] for stage in self._stages or Stage)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what matters least where there is little room, rather than cutting everything off."""
        super().resizeEvent(event)
        header = self.table.horizontalHeader()
        roomy = self.width() >= self._desk.theme.size("row") * ROOMY
        for column in (Column.ITEMS, Column.BRANCH, Column.KIND):
            self.table.setColumnHidden(column, not roomy)
        wide, other = (Column.ITEMS, Column.WHO) if roomy else (Column.WHO, Column.ITEMS)
        header.setSectionResizeMode(other, QHeaderView.ResizeMode.Interactive)
        for column, units in (UNITS if roomy else UNITS | NARROW).items():
            header.resizeSection(column, round(self._desk.theme.size("row") * units))
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    def _tell_counts(self, counts: dict[Stage, int] | None) -> None:
        """Tell on every chip how many there are; None while they are still being counted."""
        for number, (words, stages) in enumerate(self._choices):
            count = "…" if counts is None else f"{sum(counts[stage] for stage in stages or Stage):,}"
            self._chips.button(number).setText(f"{words}  {bidi.ltr(count)}")

    async def _count(self, query: OrderQuery) -> int:
        counts = await self._desk.orders.counts(query)
        if query == self._query:
            self._tell_counts(counts)
        return sum(counts[stage] for stage in query.stages or Stage)

    def _replaced(self, slid: int, at: int) -> None:
        if slid and (at or (self._still.isActive() and self.table.underMouse())):
            # What one is looking at stays where it is; the newer orders wait above.
            self.table.verticalScrollBar().setValue(at + slid * self.table.verticalHeader().defaultSectionSize())
        self.table.select(self.model.row_of(self._selected))
        self.shown.emit()

    def _choose(self, number: int) -> None:
        self._stages = self._choices[number][1]
        self.table.verticalScrollBar().setValue(0)
        self.refresh()

    def _picked(self, key: int) -> None:
        self._selected = key
        self.picked.emit(key)

    def _pointer_rests(self) -> None:
        """Newer orders that waited above come into view once the pointer rests and nothing was scrolled by hand."""
        bar = self.table.verticalScrollBar()
        if 0 < bar.value() <= self._desk.theme.size("row") * 2 and not self._selected:
            bar.setValue(0)
