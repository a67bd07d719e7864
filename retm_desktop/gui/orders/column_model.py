"""A list of orders that pages through the store and takes changes in without a reset."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from retm_desktop.store.orders import OrderRow

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `OrderRow` itself."""
PAGE = 40
"""Rows asked for at once."""

Words = Callable[[OrderRow], str]


class ColumnModel(QAbstractListModel):
    """Orders of one column in the order the store gives them; only what was scrolled to is loaded.

    `total` counts all of them. `wants_more` is called when the view nears the end of what is loaded.
    """

    def __init__(self, words: Words, wants_more: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[OrderRow] = []
        self._total = 0
        self._words = words
        self._wants_more = wants_more

    @property
    def rows(self) -> Sequence[OrderRow]:
        """What is loaded."""
        return self._rows

    @property
    def total(self) -> int:
        """How many orders there are, loaded or not."""
        return self._total

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._wants_more()

    def row_of(self, key: int | None) -> int:
        """Return where an order is, -1 when it is not loaded here."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), -1)

    def append(self, rows: Sequence[OrderRow]) -> None:
        """Add the next page; rows that are here already are left out."""
        known = {row.key for row in self._rows}
        fresh = [row for row in rows if row.key not in known]
        if fresh:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()

    def update_in_place(self, rows: Sequence[OrderRow], told: Mapping[int, OrderRow], total: int) -> None:
        """Renew what is known of loaded orders and add new ones at the end; nothing moves and nothing goes.

        `told` has the orders of all columns by key: what is leaving this one is in another.
        """
        for n, row in enumerate(self._rows):
            self._renew(n, told.get(row.key, row))
        known = {row.key for row in self._rows}
        last = max((n for n, row in enumerate(rows) if row.key in known), default=-1)
        self.append(rows[last + 1 :])
        self._total = max(total, len(self._rows))

    def replace(self, rows: Sequence[OrderRow], total: int) -> None:
        """Make the list equal to `rows` with the fewest row changes: selection and scroll position survive."""
        wanted = {row.key for row in rows}
        self._remove_others(wanted)
        here = {row.key for row in self._rows}
        n = 0
        while n < len(rows):
            row = rows[n]
            if n < len(self._rows) and self._rows[n].key == row.key:
                self._renew(n, row)
                n += 1
            elif row.key in here:
                self._move(self.row_of(row.key), n)
            else:
                until = n
                while until < len(rows) and rows[until].key not in here:
                    until += 1
                self.beginInsertRows(QModelIndex(), n, until - 1)
                self._rows[n:n] = rows[n:until]
                self.endInsertRows()
                n = until
        self._total = max(total, len(self._rows))

    def _remove_others(self, wanted: set[int]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._rows[last].key in wanted:
                last -= 1
                continue
            first = last
            while first > 0 and self._rows[first - 1].key not in wanted:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _move(self, source: int, target: int) -> None:
        self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target)
        self._rows.insert(target, self._rows.pop(source))
        self.endMoveRows()

    def _renew(self, n: int, row: OrderRow) -> None:
        if self._rows[n] != row:
            self._rows[n] = row
            index = self.index(n)
            self.dataChanged.emit(index, index)
