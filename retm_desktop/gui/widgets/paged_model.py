"""One long table of which only the pages on screen are held: 100,000 rows cost no more than fifty."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
PAGE = 50
"""Rows read at once."""
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The row itself."""
_MOST_PAGES = 12

T = TypeVar("T")


class PagedModel(QAbstractTableModel, Generic[T]):
    """Rows by position; `missing` is called with a page that is about to be shown and not held."""

    def __init__(
        self,
        headings: Sequence[str],
        cell: Callable[[T, int], str],
        missing: Callable[[int], None],
        *,
        key: Callable[[T], object],
        at_end: frozenset[int] = frozenset(),
        parent: QObject | None = None,
    ) -> None:
        """`key` tells rows apart; `at_end` numbers the columns whose headings stand at the reading end."""
        super().__init__(parent)
        self._headings = list(headings)
        self._at_end = at_end
        self._cell = cell
        self._missing = missing
        self._key = key
        self._total = 0
        self._pages: dict[int, list[T]] = {}

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self._total

    @property
    def pages(self) -> Mapping[int, Sequence[T]]:
        """The pages that are held, by number."""
        return self._pages

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if (
            orientation == Qt.Orientation.Horizontal
            and role == Qt.ItemDataRole.TextAlignmentRole
            and section in self._at_end
        ):
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        row = self.at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(row, index.column())
        return None

    def at(self, position: int) -> T | None:
        """Return the row at a position; None while its page is being read."""
        number, place = divmod(position, PAGE)
        page = self._pages.get(number)
        if page is None:
            if 0 <= position < self._total:
                self._missing(number)
            return None
        return page[place] if place < len(page) else None

    def row_of(self, key: object) -> int:
        """Return where the row of a key is among the held pages, -1 when it is not there."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if self._key(row) == key:
                    return number * PAGE + place
        return -1

    def put_page(self, number: int, rows: Sequence[T]) -> None:
        """Hold a page that was missing."""
        self._pages[number] = list(rows)
        self._changed(number * PAGE, number * PAGE + len(rows) - 1)

    def replace(self, total: int, pages: Mapping[int, Sequence[T]]) -> int:
        """Take in a new reading; return how many rows came in at the top.

        Rows that only slid down because newer ones arrived keep their selection and their place on screen.
        """
        slid = self._slid(total, pages)
        if slid:
            self.beginInsertRows(QModelIndex(), 0, slid - 1)
            self._total += slid
            self._pages = {number: list(rows) for number, rows in pages.items()}
            self.endInsertRows()
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()
        held = self._pages
        self._pages = {number: list(rows) for number, rows in pages.items()}
        for number, page in self._pages.items():
            before = held.get(number, [])
            for place, row in enumerate(page):
                if place >= len(before) or before[place] != row:
                    self._changed(number * PAGE + place, number * PAGE + place)
        return slid

    def forget_far(self, near: int) -> None:
        """Let go of pages far from page `near`, so that scrolling through everything holds little."""
        if len(self._pages) > _MOST_PAGES:
            kept = sorted(self._pages, key=lambda number: abs(number - near))[:_MOST_PAGES]
            self._pages = {number: self._pages[number] for number in kept}

    def _slid(self, total: int, pages: Mapping[int, Sequence[T]]) -> int:
        before, after = self._pages.get(0), pages.get(0)
        if not before or not after or total <= self._total:
            return 0
        first = self._key(before[0])
        slid = next((n for n, row in enumerate(after) if self._key(row) == first), 0)
        return slid if slid == total - self._total else 0

    def _changed(self, first: int, last: int) -> None:
        # A page may hold more than was counted a moment before: its next reading will say so.
        last = min(last, self._total - 1)
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
