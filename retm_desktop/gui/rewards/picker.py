"""A list of every product or branch, however many there are, to choose from."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.domain.business import Branch
from retm_desktop.domain.menu import Product
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.words import price_words
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.paged_table import Column, PagedTable
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.store.catalogue import Kind

Query = tuple[int, str]


class Picker(QDialog):
    """Stays open until it is closed; `picked` carries id and name of each one that is chosen."""

    picked = Signal(str, str)

    def __init__(self, desk: Desk, kind: Kind, parent: QWidget, chosen: Callable[[], set[str]]) -> None:
        """`kind` is PRODUCT or BRANCH; `chosen` returns the ids, folded, that are chosen already."""
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._chosen = chosen
        self._text = ""
        products = kind is Kind.PRODUCT
        title = self.tr("Choose products") if products else self.tr("Choose branches")
        self.setObjectName("reward_picker")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = desk.theme
        self.resize(theme.size("dialog") + theme.size("rail"), theme.size("dialog"))
        column = QVBoxLayout(self)
        pad(column, theme)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(title, "heading"))
        placeholder = self.tr("Name of a product") if products else self.tr("Name of a branch")
        self.search = SearchBox(theme, placeholder, name="reward_picker_search")
        self.search.searched.connect(self._search_for)
        self.search.returnPressed.connect(self._into_list)
        column.addWidget(self.search)
        type_: type[Any] = Product if products else Branch
        self.table: PagedTable[Query, Any] = PagedTable(
            desk,
            self._columns(),
            name="reward_picker_list",
            words=title,
            key=lambda entry: entry.id,
            query=lambda: (desk.connection_id, self._text),
            total=lambda query: desk.catalogue.count(query[0], kind, query[1]),
            page=lambda query, offset, limit: desk.catalogue.page(
                query[0], kind, type_, text=query[1], offset=offset, limit=limit
            ),
        )
        self.table.opened.connect(self._pick)
        self.table.picked.connect(self._selected)
        self.table.shown.connect(self._take_answer)
        self._none = EmptyState(theme, "empty-search", self.tr("Nothing found"), "", name="reward_picker_none")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addWidget(label(self.tr("Enter or a double click chooses as well."), "muted"), 1)
        self.add = button(self.tr("Choose"), "primary", name="reward_picker_choose")
        self.add.setAutoDefault(False)
        self.add.setEnabled(False)
        self.add.clicked.connect(lambda: self._pick(self.table.key))
        done = button(self.tr("Done"), name="reward_picker_done")
        done.setAutoDefault(False)
        done.clicked.connect(self.accept)
        row.addWidget(self.add)
        row.addWidget(done)
        column.addLayout(row)
        self.search.setFocus()
        self.table.ask()

    def _columns(self) -> list[Column[Any]]:
        desk = self._desk
        columns: list[Column[Any]] = [
            Column(
                self.tr("Name"),
                lambda entry: bidi.auto(desk.text(entry.name)) or bidi.ltr(entry.id),
                units=6,
                stretch=True,
                strong=True,
            )
        ]
        if self._kind is Kind.PRODUCT:
            columns += [
                Column(self.tr("Category"), lambda entry: bidi.auto(desk.text(entry.category)), units=3.4, spare=True),
                Column(self.tr("Price"), lambda entry: price_words(desk, entry), units=3, at_end=True),
            ]
        columns.append(
            Column(
                "",
                lambda entry: self.tr("chosen") if entry.id.casefold() in self._chosen() else "",
                units=2.4,
                chip=True,
                tone=lambda _entry: "good",
            )
        )
        return columns

    def _search_for(self, text: str) -> None:
        self._text = text
        self.table.verticalScrollBar().setValue(0)
        self.table.ask()

    def _take_answer(self, total: int) -> None:
        self._none.words.setText(
            self.tr("Nothing on this computer has “{text}” in its name.").format(text=bidi.auto(self._text))
            if self._text
            else self.tr("RETM has told of none yet. They appear here by themselves.")
        )
        self._stack.setCurrentWidget(self.table if total else self._none)
        self._selected()

    def _into_list(self) -> None:
        if self.table.total:
            self.table.setFocus()
            self.table.setCurrentIndex(self.table.model().index(0, 0))

    def _selected(self, _key: object = None) -> None:
        key = self.table.key
        self.add.setEnabled(key is not None and str(key).casefold() not in self._chosen())

    def _pick(self, key: str | None) -> None:
        entry = self.table.row(key) if key is not None else None
        if entry is None:
            return
        self.picked.emit(entry.id, self._desk.text(entry.name))
        self.table.viewport().update()
        self._selected()
