"""The stores of the payment account: all of them, what waits to be changed, and one of them whole."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.domain.business import Branch
from retm_desktop.domain.payments import MOST_STORES
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payment_stores.account_stores import AccountStores
from retm_desktop.gui.payment_stores.acts import StoreActs
from retm_desktop.gui.payment_stores.age import StoresAge
from retm_desktop.gui.payment_stores.detail import StoreDetail
from retm_desktop.gui.payment_stores.edits import LOOK, StoreEdits
from retm_desktop.gui.payment_stores.table import StoreRow, StoreTable
from retm_desktop.gui.payment_stores.words import full_words
from retm_desktop.gui.sentences import PAYMENTS_SERVICE, sentence_of_code, sentence_of_payment
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.store.payment_stores import StoreEdit


class StoresView(QWidget):
    """The list and what is beside it; `count`, `new` and `tools` are its parts for the page's own head."""

    def __init__(self, desk: Desk, known: AccountStores) -> None:
        super().__init__()
        self._desk = desk
        self._known = known
        self._opened = ""
        """The id of the store in the detail."""
        self._branches: Sequence[Branch] = ()
        self.setObjectName("stores_view")
        self._acts = StoreActs(desk, known, self)
        self._acts.done.connect(self._go_to)
        self.table = StoreTable(desk)
        self.table.picked.connect(self._open)
        self.table.opened.connect(self._open_and_go)
        # A row that is selected already tells nothing of a click.
        self.table.clicked.connect(lambda _index: self._open(self.table.key or ""))
        self.count = label("", "muted", name="stores_count")
        self._glyphs = {on: icon("plus", desk.theme.color("on_primary" if on else "text")) for on in (True, False)}
        size = desk.theme.size("icon_s")
        self.new = button(self.tr("New store"), "primary", name="stores_new", icon=self._glyphs[True], icon_size=size)
        self.new.clicked.connect(self._acts.make_new)
        self.tools = self._make_tools()
        self._detail = StoreDetail(desk, known)
        self._detail.closed.connect(self.close_detail)
        self._detail.change_requested.connect(self._acts.change)
        self._edits = StoreEdits(desk, known)
        self._edits.acted.connect(self._tend)
        self._lay_out()
        known.changed.connect(self._take)
        self._take()

    def show_branches(self, branches: Sequence[Branch], lines: Sequence[str]) -> None:
        """Count and offer these branches; `lines` are what a search looks through."""
        if branches is not self._branches:
            self._branches = branches
            self._detail.show_branches(branches, lines)
            self._take()

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def close_detail(self) -> None:
        """Close the detail and go back into the list, whose row stays where it was."""
        self._opened = ""
        self._detail.hide()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._detail.isHidden():
            self.close_detail()
            return
        super().keyPressEvent(event)

    def _make_tools(self) -> QWidget:
        theme = self._desk.theme
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("m"))
        row.addStretch(1)
        self._age = StoresAge(self._desk, self._known)
        row.addWidget(self._age)
        self._search = SearchBox(theme, self.tr("Search stores"), name="stores_search")
        self._search.setMaximumWidth(theme.size("board_column"))
        self._search.setMinimumWidth(theme.size("rail"))
        self._search.searched.connect(self._search_for)
        self._search.returnPressed.connect(self.table.setFocus)
        row.addWidget(self._search, 8)
        return tools

    def _lay_out(self) -> None:
        theme = self._desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        self._trouble = Notice(theme, name="stores_trouble")
        self._trouble.acted.connect(self._age.ask)
        removing = self.tr("A store is removed in {service}'s merchant portal.").format(service=PAYMENTS_SERVICE)
        self._full = label(f"{full_words()} {removing}", "muted", name="stores_full", wrap=True)
        for part in (self._trouble, self._acts.notice, self._edits, self._full):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(self._make_stack(), 1)
        row.addWidget(self._detail)
        column.addLayout(row, 1)

    def _make_stack(self) -> QStackedWidget:
        theme = self._desk.theme
        ask = self.tr("Ask {service} now").format(service=PAYMENTS_SERVICE)
        coming = self.tr("They have not been read from {service} yet and appear here by themselves.")
        self._coming = EmptyState(
            theme,
            "welcome",
            self.tr("The stores are on their way"),
            coming.format(service=PAYMENTS_SERVICE),
            ask,
            name="stores_coming",
        )
        self._none = EmptyState(
            theme,
            "welcome",
            self.tr("No stores"),
            self.tr("The payment account has no store yet. Payments need one: make the first one here."),
            self.tr("New store"),
            name="stores_none",
        )
        self._barred = EmptyState(theme, "offline", "", "", ask, name="stores_barred")
        clear = self.tr("Clear the search")
        self._nothing = EmptyState(theme, "empty-search", self.tr("Nothing found"), "", clear, name="stores_nothing")
        self._coming.button.clicked.connect(self._age.ask)
        self._none.button.clicked.connect(self._acts.make_new)
        self._barred.button.clicked.connect(self._age.ask)
        self._nothing.button.clicked.connect(self._search.clear)
        self._blank = QWidget()
        self._stack = QStackedWidget()
        self._stack.setMinimumSize(theme.size("board_column"), theme.size("product_card"))
        for state in (self.table, self._blank, self._coming, self._none, self._barred, self._nothing):
            self._stack.addWidget(state)
        return self._stack

    def _take(self) -> None:
        """Show what was read just now."""
        known = self._known
        linked = Counter(known.links.get(branch.id.lower(), "") for branch in self._branches)
        self.table.show_rows([StoreRow(store, linked[store.id]) for store in known.stores])
        count, most = bidi.ltr(str(len(known.stores))), bidi.ltr(str(MOST_STORES))
        self.count.setText(self.tr("{n} of at most {most}").format(n=count, most=most))
        full = len(known.stores) >= MOST_STORES
        self.new.setEnabled(known.is_connected and not full)
        # The white of a button that can be pressed would be lost on the grey of one that cannot.
        self.new.setIcon(self._glyphs[self.new.isEnabled()])
        self.new.setToolTip(full_words() if full else "")
        self._full.setVisible(full)
        self._edits.refresh()
        self._show_trouble()
        self._show_opened()
        self._show_state()
        self._acts.follow()

    def _show_trouble(self) -> None:
        trouble = self._known.session.trouble if self._known.session else None
        if trouble is None or not self._known.stores:
            # Without a store to show, the words stand in the middle.
            self._trouble.hide()
            return
        told = sentence_of_payment(trouble)
        kept = self.tr("The stores below are as they were read last.")
        self._trouble.say(told.what, f"{kept} {told.next}", tone="warn", act=self.tr("Try again"), closable=False)

    def _show_opened(self) -> None:
        if not self._opened:
            return
        row = next((row for row in self.table.rows if row.store.id == self._opened), None)
        if row is None:
            self._opened = ""
            self._detail.hide()
            return
        self._detail.show_store(row.store)
        self._detail.show_count(row.branches)

    def _show_state(self) -> None:
        there_are = bool(self._known.stores)
        self._search.setEnabled(there_are)
        if there_are:
            words = self.tr("No store holds “{text}”.").format(text=bidi.auto(self.table.text))
            self._nothing.words.setText(words)
            self._stack.setCurrentWidget(self.table if self.table.found else self._nothing)
        else:
            self._stack.setCurrentWidget(self._why_empty())

    def _why_empty(self) -> QWidget:
        session, account = self._known.session, self._known.account
        if session is None:
            return self._blank
        refused = account.refused.get("stores", "") if account else ""
        if session.trouble is None and not refused:
            return self._coming if session.read_at is None and account is None else self._none
        told = sentence_of_payment(session.trouble) if session.trouble else sentence_of_code(refused, PAYMENTS_SERVICE)
        self._barred.say(self.tr("No stores on this computer yet"), f"{told.what} {told.next}")
        return self._barred

    def _search_for(self, text: str) -> None:
        self.table.search(text)
        self._show_state()

    def _open(self, store_id: str) -> None:
        self._opened = store_id
        self._show_opened()

    def _open_and_go(self, store_id: str) -> None:
        self._open(store_id)
        self._detail.focus_change()

    def _go_to(self, store_id: str) -> None:
        """Show a store that was just made or changed."""
        if self.table.text:
            self._search.clear()
        self.table.choose(store_id)
        self._open(store_id)

    def _tend(self, edit: StoreEdit, act: str) -> None:
        if act == LOOK:
            self._age.ask()
        else:
            self._acts.tend(edit, act)
