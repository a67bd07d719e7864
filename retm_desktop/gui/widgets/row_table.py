"""The look and the keys of a table whose rows are picked as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTableView

from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.paged_model import ROW_ROLE


class RowTable(QTableView):
    """`picked` carries the key of a row that was chosen by click or arrow."""

    picked = Signal(object)
    opened = Signal(object)
    """Enter, or a double click: carries the row's key."""

    def __init__(self, theme: Theme, *, name: str, words: str) -> None:
        """`words` are what a screen reader says of the table."""
        super().__init__()
        self._placing = False
        self._corner = theme.radius("l") - theme.space("hair")
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setMinimumSectionSize(theme.size("row"))
        self.doubleClicked.connect(lambda _index: self._open())

    def key_of(self, row: Any) -> object:  # noqa: ANN401 - whatever the model's rows are
        """Return what tells a row from another."""
        return row.key

    @property
    def key(self) -> Any:  # noqa: ANN401 - whatever the keys of the rows are
        """The key of the selected row, None where none is."""
        rows = self.selectionModel().selectedRows() if self.selectionModel() else []
        row = rows[0].data(ROW_ROLE) if rows else None
        return self.key_of(row) if row is not None else None

    def select(self, row: int, *, show: bool = False) -> None:
        """Select a row without telling `picked`; -1 selects none."""
        with self.placing():
            if row < 0:
                self.clearSelection()
            elif not self.selectionModel().isRowSelected(row, QModelIndex()):
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                self.selectionModel().setCurrentIndex(self.model().index(row, 0), flags)
            if row >= 0 and show:
                self.scrollTo(self.model().index(row, 0))

    def pick(self, row: int) -> None:
        """Choose a row as a key or a click would, which tells `picked`.

        Not selectRow: in a right-to-left window Qt looks for a column at the very edge there, and finds none.
        """
        self.setCurrentIndex(self.model().index(row, 0))

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Do not take for the operator's choice what the block changes."""
        before, self._placing = self._placing, True
        try:
            yield
        finally:
            self._placing = before

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._round_off()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        key = self.key
        if not self._placing and key is not None:
            self.picked.emit(key)

    def _round_off(self) -> None:
        """Keep headings and cells, which know of no radius, from painting over the rounded corners of the frame."""
        inside = QPainterPath()
        inside.addRoundedRect(self.rect().marginsRemoved(self.contentsMargins()), self._corner, self._corner)
        shape = QRegion(inside.toFillPolygon().toPolygon())
        for child in (self.horizontalHeader(), self.viewport()):
            child.setMask(shape.translated(-child.pos()))

    def _open(self) -> None:
        key = self.key
        if key is not None:
            self.opened.emit(key)


def paint_row_ground(painter: QPainter, theme: Theme, state: QStyle.StateFlag, rect: QRect) -> None:
    """Paint what lies under a cell: selected, hovered or plain, and the thin line below."""
    selected, hovered, surface, border, hair = _ground_of(theme)
    tone = surface
    if state & QStyle.StateFlag.State_Selected:
        tone = selected
    elif state & QStyle.StateFlag.State_MouseOver:
        tone = hovered
    painter.fillRect(rect, tone)
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), hair), border)


@lru_cache(maxsize=2)
def _ground_of(theme: Theme) -> tuple[QColor, QColor, QColor, QColor, int]:
    """Return what every cell is painted on, made once for a theme."""
    selected, hovered, surface, border = (theme.color(t) for t in ("selected", "hover", "surface", "border"))
    return selected, hovered, surface, border, theme.space("hair")
