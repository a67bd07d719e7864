"""One of the restaurant's lists: what RETM has, what waits to be made there, and one record whole."""

from collections import defaultdict
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from retm_desktop.domain.business import OrderType
from retm_desktop.domain.intents import Record, same_record
from retm_desktop.domain.menu import Tax
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.records.detail import RecordDetail
from retm_desktop.gui.records.fields import Known
from retm_desktop.gui.records.form import RecordForm
from retm_desktop.gui.records.kinds import record_list
from retm_desktop.gui.records.waiting import WaitingRecords
from retm_desktop.gui.records.words import record_name
from retm_desktop.gui.widgets.action_card import tend
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.catalogue_page import CataloguePage, CatalogueWords
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.paged_table import PagedTable
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.outbox import Action, ActionState

_STEP = 200
_MOST_CODES = 7
_NAMES_OF_A_CODE = 3

_Query = tuple[int, str]


class RecordsPage(CataloguePage):
    """The list of one kind; where RETM lets one be made, a form makes it through the outbox."""

    def __init__(self, desk: Desk, kind: Kind) -> None:
        self._records = record_list(desk, kind)
        super().__init__(desk, kind, name=self._records.name, empty="menu")
        self._there_are = self._found = 0
        self._opened: str | None = None
        """The id of the record in the detail."""
        self._made: Record | None = None
        """RETM made it, and the list is looked through for it."""
        self._go_to: tuple[str, int] | None = None
        """The id and the place of a row to select as soon as it is there."""
        name, theme = self._records.name, desk.theme
        self._table: PagedTable[_Query, Any] = PagedTable(
            desk,
            self._records.columns,
            name=f"{name}_list",
            words=self._said.title,
            key=lambda row: row.id,
            query=lambda: (desk.connection_id, self._text),
            total=lambda query: desk.catalogue.count(query[0], kind, query[1]),
            page=lambda query, offset, limit: desk.catalogue.page(
                query[0], kind, self._records.type, text=query[1], offset=offset, limit=limit
            ),
        )
        self._table.shown.connect(self._rows_shown)
        self._table.picked.connect(self._open)
        self._table.opened.connect(self._open)
        # What stands there where nothing is would ask for more than a small window has beside the rest.
        self._stack.setMinimumSize(theme.size("board_column"), theme.size("product_card"))
        self._detail = RecordDetail(desk, self._records)
        self._detail.closed.connect(self.close_detail)
        self._row.addWidget(self._detail)
        self._notice = Notice(theme, name=f"{name}_notice")
        self._waiting = WaitingRecords(desk, self._records)
        self._waiting.acted.connect(self._tend)
        self._waiting.made.connect(self._made_at_retm)
        self._begin(self._table)
        self._lay_out()
        desk.bridge.settings_changed.connect(self._settings_changed)

    def close_detail(self) -> None:
        """Close the detail and go back into the list."""
        self._opened = None
        self._detail.hide()
        self._table.choose(None)
        self._table.setFocus()

    def make_new(self) -> None:
        """Open the form for a new record."""
        if self._records.new:
            self._tasks.spawn(self._open_form(None), "form")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._detail.isHidden():
            self.close_detail()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        """Put the act into the head, and search, age and what waits below it."""
        theme, column = self._desk.theme, self.layout()
        if not isinstance(column, QBoxLayout):
            raise TypeError("the page is no column")
        self._head.removeWidget(self._freshness)
        self._head.removeWidget(self._search)
        tools = QHBoxLayout()
        tools.setSpacing(theme.space("m"))
        tools.addWidget(self._search, 1)
        tools.addStretch(1)
        tools.addWidget(self._freshness)
        if self._records.new:
            glyph = icon("plus", theme.color("on_primary"))
            made = button(
                self._records.new,
                "primary",
                name=f"{self._records.name}_new",
                icon=glyph,
                icon_size=theme.size("icon_s"),
            )
            made.clicked.connect(self.make_new)
            self._head.addWidget(made)
        column.insertLayout(1, tools)
        below: list[QWidget] = [self._notice, self._waiting]
        if self._records.note:
            below.insert(0, label(self._records.note, "muted", name=f"{self._records.name}_note", wrap=True))
        for place, widget in enumerate(below, start=2):
            column.insertWidget(place, widget)

    def _words(self) -> CatalogueWords:
        return self._records.said

    async def _read_catalogue(self, at: int) -> None:
        catalogue, text = self._desk.catalogue, self._text
        there_are = await catalogue.count(at, self._kind)
        found = await catalogue.count(at, self._kind, text) if text else there_are
        await self._read_detail(at)
        self._there_are, self._found = there_are, found

    def _show_found(self) -> None:
        self._table.ask()
        self._show_state()
        if self._made is not None:
            self._tasks.spawn(self._look_for(self._made), "made")

    def _amounts(self) -> tuple[int, int]:
        return self._there_are, self._found

    def _nothing_found(self) -> EmptyState:
        words = self.tr("Nothing in this list holds “{text}”.").format(text=bidi.auto(self._text))
        self._nothing.words.setText(words)
        return self._nothing

    def _start_anew(self) -> None:
        self._made = self._go_to = None
        self._notice.hide()
        if not self._detail.isHidden():
            self.close_detail()
        super()._start_anew()

    def _rows_shown(self, count: int) -> None:
        self._found = count
        if self._known and not self._text:
            self._there_are = count
        self._show_state()
        if self._go_to is not None and not self._text and self._go_to[1] < count:
            (record_id, place), self._go_to = self._go_to, None
            self._table.choose(record_id)
            # The scroll bar learns of new rows with the next layout only, and would not go that far.
            self._table.updateGeometries()
            self._table.scrollTo(self._table.model().index(place, 0))

    def _open(self, record_id: str) -> None:
        self._opened = record_id
        self._tasks.spawn(self._read_detail(self._desk.connection_id), "detail")

    async def _read_detail(self, at: int) -> None:
        record_id = self._opened
        if record_id is None:
            return
        entry = await self._desk.catalogue.get(at, self._kind, record_id, self._records.type)
        if record_id != self._opened or at != self._desk.connection_id:
            return
        if entry is None:
            self._opened = None
            self._detail.hide()
        else:
            self._detail.show_record(*entry)

    def _settings_changed(self) -> None:
        if self._kind is Kind.PRICE_LIST:
            self._table.viewport().update()
            self._detail.show_again()

    # Making one

    async def _open_form(self, action: Action | None) -> None:
        known = await self._read_known()
        if action is not None:
            # It may have gone out since the card was painted.
            now = await self._desk.outbox.get(action.id)
            if now is None or now.state not in (ActionState.PENDING, ActionState.FAILED):
                self._waiting.ask()
                return
            action = now
        form = RecordForm(self._desk, self._records, known, self, replaced=action)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.sent.connect(self._sent)
        form.open()

    async def _read_known(self) -> Known:
        at, catalogue = self._desk.connection_id, self._desk.catalogue
        if self._kind is Kind.CHARGE:
            return Known(taxes=await catalogue.page(at, Kind.TAX, Tax, limit=_STEP))
        if self._kind is not Kind.ORDER_TYPE:
            return Known()
        users: dict[int, list[str]] = defaultdict(list)
        for each in await catalogue.page(at, Kind.ORDER_TYPE, OrderType, limit=_STEP):
            if each.type is not None:
                users[each.type].append(record_name(self._desk, each.name, each.id))
        most_used = sorted(users.items(), key=lambda item: -len(item[1]))[:_MOST_CODES]
        return Known(codes=[(code, names[:_NAMES_OF_A_CODE]) for code, names in most_used])

    def _sent(self, action: Action) -> None:
        self._notice.hide()
        self._waiting.expect(action)

    def _tend(self, action: Action, act: str) -> None:
        if act == "edit":
            self._tasks.spawn(self._open_form(action), "form")
        else:
            self._tasks.spawn(self._ask_and_tend(action, act), f"tend.{action.id}")

    async def _ask_and_tend(self, action: Action, act: str) -> None:
        if act == "give_up" and action.state is ActionState.UNKNOWN:
            sure = await self._desk.prompter.confirm(
                self,
                self.tr("Stop looking for it?"),
                self.tr("RETM may have made it all the same: then it appears in the list by itself."),
                yes=self.tr("Give up"),
                no=self.tr("Keep looking"),
                dangerous=True,
            )
            if not sure:
                return
        await tend(self._desk, self._notice, action.id, act)

    def _made_at_retm(self, record: Record) -> None:
        self._made = record
        name = record_name(self._desk, record.name)
        self._notice.say(self.tr("Created at RETM: {name}").format(name=name), tone="good")
        self._tasks.spawn(self._look_for(record), "made")

    async def _look_for(self, record: Record) -> None:
        """Select the record RETM made; its id may come with the next reading only."""
        at, catalogue = self._desk.connection_id, self._desk.catalogue
        end = await catalogue.count(at, self._kind)
        while end > 0:
            start = max(0, end - _STEP)
            page = await catalogue.page(at, self._kind, self._records.type, offset=start, limit=end - start)
            for place in reversed(range(len(page))):
                if same_record(page[place], record):
                    self._show_made(at, page[place].id, start + place)
                    return
            end = start

    def _show_made(self, at: int, record_id: str, place: int) -> None:
        if at != self._desk.connection_id:
            return
        self._made = None
        self._go_to = record_id, place
        self._open(record_id)
        if self._text:
            self._search.clear()
        else:
            self._table.ask()
