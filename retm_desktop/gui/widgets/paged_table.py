"""A table of rows from the store, read page by page: columns are described, painting and keys come with it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.brush import Brush
from retm_desktop.gui.widgets.paged_model import ROW_ROLE, PagedModel
from retm_desktop.gui.widgets.paged_reading import PageReading
from retm_desktop.gui.widgets.row_table import RowTable, paint_row_ground

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
Q = TypeVar("Q")


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: `text` gives a cell's words; `tone` a colour token for them; `icon` a Phosphor icon before them.

    `units` is the width in row heights, so that it grows with the text; the `stretch` column takes what is left.
    `chip` sets the words in a rounded field of the tone's soft colour (primary, good, warn, danger, info).
    `spare` columns are left out where the table is narrow, those of a lower number first (True is 1), and any column
    while `shown` says no (call `lay_out` when it says another thing).
    """

    heading: str
    text: Callable[[T], str]
    units: float = 3.0
    stretch: bool = False
    at_end: bool = False
    strong: bool = False
    chip: bool = False
    spare: int = 0
    shown: Callable[[], bool] = lambda: True
    tone: Callable[[T], str] = lambda _row: "text"
    icon: Callable[[T], str] = lambda _row: ""


class PagedTable(RowTable, Generic[Q, T]):
    """Rows of `query()` from the store; call `ask` whenever the store or the query changed.

    `shown` tells how many rows there are, after every reading. Ctrl+C copies the selected row, tabs between its cells.
    """

    shown = Signal(int)

    def __init__(
        self,
        desk: Desk,
        columns: Sequence[Column[T]],
        *,
        name: str,
        words: str,
        key: Callable[[T], object],
        query: Callable[[], Q],
        total: Callable[[Q], Awaitable[int]],
        page: Callable[[Q, int, int], Awaitable[Sequence[T]]],
    ) -> None:
        """`page` is called with the query, the offset and how many rows; both read the store off the window's loop."""
        super().__init__(desk.theme, name=name, words=words)
        self._theme = desk.theme
        self._columns = tuple(columns)
        self._row_key = key
        self._selected: object = None
        self._reading: PageReading[Q, T] = PageReading(
            ViewTasks(self, desk.background), self, query=query, total=total, page=page
        )
        self._paged: PagedModel[T] = PagedModel(
            [column.heading for column in columns],
            lambda row, column: self._columns[column].text(row),
            self._reading.missing,
            key=key,
            at_end=frozenset(number for number, column in enumerate(columns) if column.at_end),
            parent=self,
        )
        self._reading.keep(self._paged)
        self._reading.replaced = self._replaced
        self._reading.filled = self._reselect
        self.setModel(self._paged)
        self.setItemDelegate(_CellPainter(desk.theme, self._columns, self))
        self.picked.connect(self._remember)
        self.lay_out()

    def key_of(self, row: Any) -> object:  # noqa: ANN401 - as its base
        return self._row_key(row)

    @property
    def total(self) -> int:
        """How many rows there are, as of the last reading."""
        return self._paged.total

    def ask(self) -> None:
        """Read what is on screen again."""
        self._reading.ask()

    def row(self, key: object) -> T | None:
        """Return a row by its key, None when it is not held."""
        at = self._paged.row_of(key)
        return self._paged.at(at) if at >= 0 else None

    def choose(self, key: object, *, show: bool = True) -> None:
        """Select the row of a key without telling `picked`, now or as soon as it is read; None selects none."""
        self._selected = key
        self.select(self._paged.row_of(key), show=show)

    def row_as_text(self, row: T) -> str:
        """Return a row as plain text, tabs between its cells."""
        return plain("\t".join(column.text(row) for column in self._columns if column.shown()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.row(self.key)
        if event.matches(QKeySequence.StandardKey.Copy) and row is not None:
            QGuiApplication.clipboard().setText(self.row_as_text(row))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def lay_out(self) -> None:
        """Leave out spare columns where there is little room, rather than cutting everything off.

        Where even the others do not fit, those narrow that are not figures at the reading end.
        """
        unit, room = self._theme.size("row"), self.viewport().width()
        shown = [column for column in self._columns if column.shown()]

        def kept(left_out: int) -> list[Column[T]]:
            return [column for column in shown if not 0 < column.spare <= left_out]

        levels = sorted({0, *(int(column.spare) for column in shown)})
        fits = (level for level in levels if sum(column.units for column in kept(level)) * unit <= room)
        stays = kept(next(fits, levels[-1]))
        figures = sum(column.units for column in stays if column.at_end) * unit
        words = sum(column.units for column in stays if not column.at_end) * unit
        share = min(1.0, max(0.5, (room - figures) / words)) if words and room > 0 else 1.0
        # With every stretching column left out, the last one with words takes what is left.
        stretching = [column for column in stays if column.stretch]
        stretching = stretching or [column for column in stays if not column.at_end][-1:]
        header = self.horizontalHeader()
        for number, column in enumerate(self._columns):
            self.setColumnHidden(number, column not in stays)
            stretches = column in stretching
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)
            if not stretches:
                header.resizeSection(number, round(column.units * unit * (1.0 if column.at_end else share)))

    def _replaced(self, slid: int, at: int) -> None:
        if slid and at:
            # What one is looking at stays where it is; the newer rows wait above.
            self.verticalScrollBar().setValue(at + slid * self.verticalHeader().defaultSectionSize())
        self._reselect()
        self.shown.emit(self._paged.total)

    def _reselect(self) -> None:
        self.select(self._paged.row_of(self._selected) if self._selected is not None else -1)

    def _remember(self, key: object) -> None:
        self._selected = key


class _CellPainter(QStyledItemDelegate):
    """Paints a cell; a row whose page is still being read is a quiet bar."""

    def __init__(self, theme: Theme, columns: Sequence[Column[Any]], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = columns
        self._body, self._strong, self._caption = (theme.font(role) for role in ("body", "strong", "caption"))
        self._caption.setWeight(self._strong.weight())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        rect: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        paint_row_ground(painter, theme, option.state, rect)
        brush = Brush(painter, direction, rect)
        # Amounts end where their heading does.
        at_end = self._columns[index.column()].at_end
        inner = rect.adjusted(theme.space("m"), 0, -theme.space("m" if at_end else "s"), 0)
        row = index.data(ROW_ROLE)
        if row is None:
            bar = QRect(inner.left(), rect.center().y() - theme.space("xs"), inner.width() // 2, theme.space("s"))
            brush.fill(bar, theme.color("sunken"), theme.radius("s"))
        else:
            self._cell(brush, inner, self._columns[index.column()], row, str(index.data() or ""))
        painter.restore()

    def _cell(self, brush: Brush, inner: QRect, column: Column[Any], row: object, words: str) -> None:
        theme = self._theme
        tone, icon = column.tone(row), column.icon(row)
        size = theme.size("icon_s")
        if column.chip and words:
            metrics = QFontMetrics(self._caption)
            width = metrics.horizontalAdvance(words) + 2 * theme.space("s") + theme.space("hair")
            width += size + theme.space("xs") if icon else 0
            height = metrics.height() + theme.space("s")
            chip = QRect(inner.left(), inner.center().y() - height // 2, min(width, inner.width()), height)
            soft = f"{tone}_soft" if tone in ("primary", "good", "warn", "danger", "info") else "sunken"
            brush.fill(chip, theme.color(soft), theme.radius("m"))
            inner = chip.adjusted(theme.space("s"), 0, -theme.space("s"), 0)
        if icon:
            brush.icon(QRect(inner.left(), inner.center().y() - size // 2, size, size), icon, theme.color(tone))
            inner = inner.adjusted(size + theme.space("xs"), 0, 0, 0)
        font = self._caption if column.chip else self._strong if column.strong else self._body
        brush.text(inner, words, font, theme.color(tone), at_end=column.at_end)
