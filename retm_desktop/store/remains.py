"""What can still be read of a damaged store: a copy of it, row by row, around every page that cannot be read."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retm_desktop.domain.errors import DiskFull
from retm_desktop.store.database import beside_of, has_room

Row = dict[str, Any]

_UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What reading fails with; the second when SQLite repeats what it found where text should have been."""
_PAGE = 4096
_HEADER = 100
_MOST_FAULTS = 20_000
"""How often reading a table may fail before the rest of it is left: bounds a file full of holes."""
_HIGHEST_ROW = 1 << 20
"""Where a table's highest row is looked for when the file does not tell it any more."""


class NoRoomToRescue(DiskFull):
    """The store is damaged and kept aside, and the disk too full to read it; the next start tries again."""


class Remains:
    """Reads a damaged file through a copy, so that SQLite, which repairs and tidies as it opens, changes only that.

    `whole` says that nothing that was asked for was unreadable so far.
    """

    def __init__(self, damaged: Path, copy: Path, example: Path) -> None:
        """`example` is a new store: where the first page is damaged, its own takes the place.

        Raises NoRoomToRescue where there is none for the copy.
        """
        self._damaged = damaged
        self._copy = copy
        self._example = example
        self._connection: sqlite3.Connection | None = None
        self.whole = True
        if not has_room(copy.parent, sum(one.stat().st_size for one in self._files() if one.exists()) + _PAGE):
            raise NoRoomToRescue("no room to read the damaged store")

    def open(self) -> None:
        """Find a way in; where there is none, every table is empty."""
        for mend in (_as_it_is, _with_header_of, _with_first_page_of):
            self.close()
            shutil.copyfile(self._damaged, self._copy)
            wal = beside_of(self._damaged)[0]
            if wal.exists():
                shutil.copyfile(wal, beside_of(self._copy)[0])
            mend(self._copy, self._example)
            connection = sqlite3.connect(self._copy, isolation_level=None)
            try:
                # What was overwritten is noticed in the page itself, before it is followed elsewhere.
                connection.execute("PRAGMA cell_size_check = ON")
                connection.execute("PRAGMA trusted_schema = OFF")
                found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'connections'").fetchone()
            except _UNREADABLE:
                found = None
            if found:
                self._connection = connection
                return
            connection.close()
        self.whole = False

    def close(self) -> None:
        """Let go of the copy and remove it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        for one in (self._copy, *beside_of(self._copy)):
            one.unlink(missing_ok=True)

    def rows(self, table: str, condition: str = "1", *, key: str = "") -> Iterator[Row]:
        """Return what can be read of a table, each row once; `key` names the key of one that has no row numbers.

        A table the file does not have yet is empty.
        """
        try:
            columns = self._columns(table)
        except _UNREADABLE:
            self.whole = False
            return
        if not columns:
            return
        selected = f"SELECT {', '.join(columns)} FROM {table}"  # noqa: S608 - names of ours
        found = self._from_both_ends(selected, key) if key else self._by_number(table, selected, condition)
        for values in found:
            yield dict(zip(columns, values, strict=True))

    def row(self, table: str, number: int) -> Row | None:
        """Return one row by its number, None where it is not there or cannot be read."""
        return next(self.rows(table, f"rowid = {number:d}"), None)

    def _files(self) -> tuple[Path, Path]:
        return self._damaged, beside_of(self._damaged)[0]

    def _columns(self, table: str) -> list[str]:
        return [str(name) for _, name, *_ in self._ask(f"PRAGMA table_info({table})")]

    def _ask(self, sql: str, *values: object) -> sqlite3.Cursor:
        if self._connection is None:
            raise sqlite3.ProgrammingError("nothing can be read of the file")
        return self._connection.execute(sql, values)

    def _by_number(self, table: str, selected: str, condition: str) -> Iterator[tuple[Any, ...]]:
        """Halve a range of row numbers until what cannot be read stands alone."""
        ranges = [(1, self._highest(table))]
        faults = 0
        while ranges and faults < _MOST_FAULTS:
            low, high = ranges.pop()
            # Not over an index: that may be what is damaged.
            sql = f"{selected} NOT INDEXED WHERE rowid BETWEEN ? AND ? AND {condition}"
            try:
                rows = self._ask(sql, low, high).fetchall()
            except _UNREADABLE:
                self.whole = False
                faults += 1
                if low < high:
                    middle = (low + high) // 2
                    ranges += [(middle + 1, high), (low, middle)]
            else:
                yield from rows

    def _highest(self, table: str) -> int:
        highest = 0
        for sql, values in (
            (f"SELECT max(rowid) FROM {table}", ()),  # noqa: S608 - a name of ours
            ("SELECT max(seq) FROM sqlite_sequence WHERE name = ?", (table,)),
        ):
            try:
                (told,) = self._ask(sql, *values).fetchone()
            except _UNREADABLE:
                self.whole = False
            else:
                highest = max(highest, told if isinstance(told, int) else 0)
        return highest or _HIGHEST_ROW

    def _from_both_ends(self, selected: str, key: str) -> Iterator[tuple[Any, ...]]:
        seen: set[tuple[Any, ...]] = set()
        for direction in ("ASC", "DESC"):
            try:
                for values in self._ask(f"{selected} ORDER BY {key} {direction}"):
                    if values not in seen:
                        seen.add(values)
                        yield values
            except _UNREADABLE:
                self.whole = False
            else:
                return


def _as_it_is(_copy: Path, _example: Path) -> None:
    """Mend nothing."""


def _with_header_of(copy: Path, example: Path) -> None:
    """Overwrite the first hundred bytes."""
    _overwrite(copy, example, _HEADER)


def _with_first_page_of(copy: Path, example: Path) -> None:
    """Overwrite the first page: tables begin on the same pages in every store that was made by this version."""
    _overwrite(copy, example, _PAGE)


def _overwrite(copy: Path, example: Path, length: int) -> None:
    with example.open("rb") as source:
        first = bytearray(source.read(length))
    pages = max(1, copy.stat().st_size // _PAGE)
    first[28:32] = pages.to_bytes(4, "big")
    # No page counts as free: the list of free pages is the damaged file's own.
    first[32:40] = bytes(8)
    with copy.open("rb+") as file:
        file.write(first)
