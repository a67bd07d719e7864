"""The rewards tab: the book, what became of it at the till, and the till itself; a form lies over them while open."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.domain.rewards import Reward
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.rewards.acts import RewardActs
from retm_desktop.gui.rewards.book import BookView
from retm_desktop.gui.rewards.form import RewardForm
from retm_desktop.gui.rewards.history import HistoryView
from retm_desktop.gui.rewards.listed import ListedView
from retm_desktop.gui.rewards.till import TillView, needs_address
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.search_box import SearchBox

_SHOWN = "rewards.shown"
"""Key of the setting: which part was open last."""
BOOK, HISTORY, TILL = "book", "history", "till"


class RewardsPage(QWidget):
    """Shows the rewards of the restaurant on screen; everything in it is local but for what RETM's till asks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._form: RewardForm | None = None
        self._counts = {BOOK: 0, HISTORY: 0}
        self.setObjectName("rewards_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._book = BookView(desk)
        self._history: HistoryView | None = None
        self._till: TillView | None = None
        self._lay_out()
        self._connect()
        known = desk.settings.get(_SHOWN, str, BOOK)
        self.show_part(known if known in (BOOK, HISTORY, TILL) else BOOK)
        # After the first painting.
        QTimer.singleShot(0, self, self._read)

    def show_part(self, name: str) -> None:
        """Show the book, the history or the till."""
        self._stack.setCurrentWidget(self._made(name))
        for each in self._choices.buttons():
            each.setChecked(each.objectName() == f"rewards_show_{name}")
        self._search.setVisible(name != TILL)
        self._search.setPlaceholderText(self.tr("Code or note") if name == BOOK else self.tr("Code"))
        self._new.setVisible(name == BOOK)
        self._desk.settings.set(_SHOWN, name)
        self._search_for(self._search.text().strip())
        self._show_count()
        self._tell_address()

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        if self._form is not None:
            return
        if self._part == TILL:
            self.show_part(BOOK)
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def open_form(self, reward: Reward | None = None, *, copy: bool = False) -> None:
        """Open the form: for a new reward, for one of the book, or for a copy of it."""
        if self._form is not None:
            return
        form = self._form = RewardForm(self._desk, self._whole, reward, copy=copy)
        form.saved.connect(self._saved)
        form.closed.connect(self.close_form)
        self._whole.addWidget(form)
        self._whole.setCurrentWidget(form)

    def close_form(self) -> None:
        """Close the form without a question."""
        form, self._form = self._form, None
        if form is None:
            return
        self._whole.setCurrentIndex(0)
        self._whole.removeWidget(form)
        form.hide()
        # Without a parent at once: nobody may find a form that is gone by its name.
        form.setParent(None)
        form.deleteLater()
        self._book.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._form is None and self._part == BOOK:
            # The arrows walk through the rewards at once.
            self._book.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._form is None:
            part = self._stack.currentWidget()
            if isinstance(part, ListedView) and part.close_detail():
                return
        super().keyPressEvent(event)

    @property
    def _part(self) -> str:
        shown = self._stack.currentWidget()
        return HISTORY if isinstance(shown, HistoryView) else TILL if isinstance(shown, TillView) else BOOK

    def _made(self, name: str) -> QWidget:
        """Return a part; history and till are built on their first visit."""
        if name == TILL:
            if self._till is None:
                self._till = TillView(self._desk)
                self._stack.addWidget(self._till)
            return self._till
        return self._made_history() if name == HISTORY else self._book

    def _made_history(self) -> HistoryView:
        if self._history is None:
            history = self._history = HistoryView(self._desk)
            history.show_all_requested.connect(self._search.clear)
            history.reward_requested.connect(self._show_reward)
            history.counted.connect(lambda count: self._counted(HISTORY, count))
            self._stack.addWidget(history)
            history.refresh()
        return self._history

    def _lay_out(self) -> None:
        theme = self._desk.theme
        outer = QVBoxLayout(self)
        edge = theme.space("xl")
        outer.setContentsMargins(edge, theme.space("l"), edge, theme.space("l"))
        self._whole = QStackedWidget()
        outer.addWidget(self._whole)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("m"))
        head.addWidget(label(self.tr("Rewards"), "display", name="rewards_title"))
        self._count = label("", "muted", name="rewards_count")
        head.addWidget(self._count)
        head.addStretch(1)
        self._search = SearchBox(theme, self.tr("Code or note"), name="rewards_search")
        self._search.setMinimumWidth(theme.size("rail"))
        self._search.setMaximumWidth(theme.size("board_column"))
        head.addWidget(self._search, 8)
        self._new = button(
            self.tr("New reward"),
            "primary",
            name="rewards_new",
            icon=icon("plus", theme.color("on_primary")),
            icon_size=theme.size("icon_s"),
        )
        head.addWidget(self._new)
        column.addLayout(head)
        parts = QHBoxLayout()
        parts.setSpacing(theme.space("xs"))
        self._choices = QButtonGroup(self)
        for name, words in (
            (BOOK, self.tr("Book")),
            (HISTORY, self.tr("Redemptions")),
            (TILL, self.tr("At the till")),
        ):
            made = button(words, "segment", name=f"rewards_show_{name}")
            made.clicked.connect(lambda _on=False, name=name: self.show_part(name))
            self._choices.addButton(made)
            parts.addWidget(made)
        parts.addStretch(1)
        column.addLayout(parts)
        self._address = Notice(theme, name="rewards_address_notice")
        self._acts = RewardActs(self._desk, self)
        for notice in (self._address, self._acts.notice, self._acts.undo):
            column.addWidget(notice)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._book)
        column.addWidget(self._stack, 1)
        self._whole.addWidget(page)

    def _connect(self) -> None:
        book, acts, bridge = self._book, self._acts, self._desk.bridge
        self._search.searched.connect(self._search_for)
        self._search.returnPressed.connect(self._into_list)
        self._new.clicked.connect(lambda _on=False: self.open_form())
        book.new_requested.connect(self.open_form)
        book.edit_requested.connect(lambda number: self._open(number, copy=False))
        book.duplicate_requested.connect(lambda number: self._open(number, copy=True))
        book.switch_requested.connect(acts.switch)
        book.remove_requested.connect(acts.remove)
        acts.removed.connect(book.close_detail)
        acts.put_back.connect(book.show_key)
        book.history_requested.connect(self._show_history)
        book.show_all_requested.connect(self._search.clear)
        book.counted.connect(lambda count: self._counted(BOOK, count))
        self._address.acted.connect(lambda: self.show_part(TILL))
        bridge.rewards_changed.connect(self._read)
        bridge.catalogue_changed.connect(self._read)
        bridge.active_changed.connect(self._start_anew)
        bridge.settings_changed.connect(self._tell_address)
        bridge.listener_changed.connect(self._tell_address)

    def _read(self) -> None:
        self._book.refresh()
        if self._history is not None:
            self._history.refresh()

    def _start_anew(self) -> None:
        if self._form is not None and self._form.is_of_another_restaurant:
            # What was entered was meant for the other restaurant.
            self.close_form()
        self._acts.restaurant_changed()
        self._search.clear()
        for part in (self._book, self._history, self._till):
            if part is not None:
                part.start_anew()
        self._tell_address()

    def _search_for(self, text: str) -> None:
        part = self._stack.currentWidget()
        if isinstance(part, BookView | HistoryView):
            part.search(text)

    def _into_list(self) -> None:
        part = self._stack.currentWidget()
        if isinstance(part, ListedView):
            part.focus_list()

    def _counted(self, part: str, count: int) -> None:
        self._counts[part] = count
        self._show_count()

    def _show_count(self) -> None:
        count = self._counts.get(self._part, 0)
        words = self.tr("{n} rewards") if self._part == BOOK else self.tr("{n} redemptions")
        self._count.setText(words.format(n=bidi.ltr(f"{count:,}")) if count else "")

    def _tell_address(self) -> None:
        if not needs_address(self._desk) or self._part == TILL:
            self._address.hide()
        elif self._address.isHidden():
            self._address.say(
                self.tr("RETM's till cannot ask this computer yet"),
                self.tr("No public address is set. Rewards are kept here all the same; the till cannot check them."),
                tone="warn",
                act=self.tr("Addresses"),
                closable=False,
            )

    def _open(self, reward_id: int, *, copy: bool) -> None:
        self._tasks.spawn(self._open_form_of(reward_id, copy=copy), "open")

    async def _open_form_of(self, reward_id: int, *, copy: bool) -> None:
        reward = await self._desk.rewards.get(reward_id)
        if reward is not None:
            self.open_form(reward, copy=copy)

    def _show_history(self, reward_id: int) -> None:
        self._tasks.spawn(self._show_history_of(reward_id), "history")

    async def _show_history_of(self, reward_id: int) -> None:
        reward = await self._desk.rewards.get(reward_id)
        if reward is not None:
            self._search.clear()
            self._made_history().show_only(reward_id, reward.code)
            self.show_part(HISTORY)

    def _show_reward(self, reward_id: int) -> None:
        self._search.clear()
        self.show_part(BOOK)
        self._book.search("")
        self._book.show_key(reward_id)

    def _saved(self, reward_id: int) -> None:
        self.close_form()
        self._show_reward(reward_id)
