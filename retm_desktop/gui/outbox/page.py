"""The outbox: everything that RETM has not done yet, oldest first, and what an operator can do about it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import CancelOrder, CreateOrder, MoveOrder
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.outbox.asking import changed_intent, sure_to_give_up
from retm_desktop.gui.outbox.card import OutboxCard, says
from retm_desktop.gui.outbox.words import as_text, names_of
from retm_desktop.gui.records.kinds import record_list
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.action_card import tend
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.labels import chip, label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.outbox import KIND_OF_INTENT, ActionState, Waiting

_SHOWN_AT_ONCE = 40
"""More cards than anybody reads at once; the rest is behind a button."""
_AGES_EVERY_MS = 15_000


class OutboxPage(QWidget):
    """Shows the outbox of the restaurant on screen; everything it is asked for becomes a row there, or a row's end."""

    order_requested = Signal(int)
    """Carries the key of an order."""
    edit_requested = Signal(object)
    """Carries the `Action` of a new order that is to be edited."""
    list_requested = Signal(str)
    """Carries the name of the list a record waits in; it is edited there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._waiting: list[Waiting] = []
        self._names = Names(desk, (), ())
        self._cards: dict[int, OutboxCard] = {}
        self._most = _SHOWN_AT_ONCE
        self.setObjectName("outbox_page")
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("xl"), theme.space("l"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("m"))
        column.addLayout(self._head())
        column.addWidget(
            label(self.tr("What was asked of RETM and is not done yet, the oldest first."), "muted", wrap=True)
        )
        self._notice = Notice(theme, name="outbox_notice")
        column.addWidget(self._notice)
        self._empty = EmptyState(theme, "connected", self.tr("Everything is sent"), "", name="outbox_empty")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list())
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        for part in (self._more, self._count, self._copy, self._retry_all):
            # Not before it is known whether there is anything.
            part.hide()
        self._rereading = Rereading(self._tasks, "outbox", self._read)
        bridge = desk.bridge
        bridge.outbox_changed.connect(self._rereading.ask)
        bridge.catalogue_changed.connect(self._rereading.ask)
        bridge.active_changed.connect(self._start_anew)
        self._ages = QTimer(self)
        self._ages.setInterval(_AGES_EVERY_MS)
        self._ages.timeout.connect(self._tick)
        self._ages.start()
        self._rereading.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rereading.ask()

    def _head(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(label(self.tr("Outbox"), "display", name="outbox_title"))
        self._count = chip("", "warn", name="outbox_count")
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        size, muted = theme.size("icon_s"), theme.color("text")
        self._copy = button(self.tr("Copy"), name="outbox_copy", icon=icon("copy", muted), icon_size=size)
        self._copy.clicked.connect(self._copy_all)
        row.addWidget(self._copy)
        again = icon("arrow-clockwise", theme.color("on_primary"))
        self._retry_all = button(self.tr("Try all now"), "primary", name="outbox_retry_all", icon=again, icon_size=size)
        self._retry_all.clicked.connect(lambda: self._tasks.spawn(self._try_all(), "all"))
        row.addWidget(self._retry_all)
        return row

    def _list(self) -> QWidget:
        theme = self._desk.theme
        scroll = QScrollArea()
        scroll.setObjectName("outbox_list")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("s"))
        self._more = button("", "quiet", name="outbox_more")
        self._more.clicked.connect(self._show_more)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        scroll.setWidget(body)
        return scroll

    async def _read(self) -> None:
        at = self._desk.connection_id
        waiting = await self._desk.outbox.waiting(at)
        names = await names_of(self._desk, waiting[: self._most])
        last = None if waiting else await self._desk.outbox.last_done(at)
        if at != self._desk.connection_id:
            return
        self._waiting, self._names = waiting, names
        if last is not None:
            words = self.tr("RETM did the last of it at {time}.").format(time=bidi.day_and_clock(last, self._desk.zone))
        else:
            words = self.tr("What is asked of RETM while it cannot be reached waits here and goes out by itself.")
        self._empty.say(self.tr("Everything is sent"), words)
        self._show()

    def _show(self) -> None:
        held = self.focusWidget()
        focused = held.objectName() if held is not None and held.hasFocus() else ""
        shown = self._waiting[: self._most]
        wanted = {one.action.id for one in shown}
        for number in [number for number in self._cards if number not in wanted]:
            self._drop(number)
        busy: set[int] = set()
        for place, one in enumerate(shown):
            waits = one.action.order_key in busy
            if one.action.order_key is not None:
                busy.add(one.action.order_key)
            self._place(place, one, waits=waits)
        self._more.setVisible(len(self._waiting) > len(shown))
        self._more.setText(self.tr("Show more ({n})").format(n=bidi.ltr(str(len(self._waiting) - len(shown)))))
        self._count.setText(bidi.ltr(str(len(self._waiting))))
        for part in (self._count, self._copy, self._retry_all):
            part.setVisible(bool(self._waiting))
        self._retry_all.setEnabled(any(one.action.state is not ActionState.SENDING for one in self._waiting))
        self._stack.setCurrentIndex(0 if self._waiting else 1)
        again = self.findChild(QPushButton, focused) if focused else None
        if again is not None and again.isVisible():
            again.setFocus()

    def _place(self, place: int, waiting: Waiting, *, waits: bool) -> None:
        number = waiting.action.id
        before = self._cards.get(number)
        if before is not None:
            if before.says == says(self._desk, waiting, self._names, waits=waits):
                return
            self._drop(number)
        made = OutboxCard(self._desk, waiting, self._names, waits=waits)
        made.acted.connect(lambda act: self._act(waiting, act))
        self._column.insertWidget(place, made)
        self._cards[number] = made

    def _drop(self, number: int) -> None:
        card = self._cards.pop(number)
        self._column.removeWidget(card)
        card.hide()
        # Without a parent at once: nobody may find a card that is gone by its name.
        card.setParent(None)
        card.deleteLater()

    def _start_anew(self) -> None:
        self._most = _SHOWN_AT_ONCE
        self._notice.hide()
        self._rereading.ask()

    def _tick(self) -> None:
        # How long something is held still, and when it is tried next, are words that grow old.
        if self.isVisible() and self._waiting:
            self._show()

    def _show_more(self) -> None:
        self._most += _SHOWN_AT_ONCE
        self._rereading.ask()

    def _copy_all(self) -> None:
        lines = [as_text(self._desk, one, self._names) for one in self._waiting]
        QGuiApplication.clipboard().setText("\n".join(lines))

    async def _try_all(self) -> None:
        try:
            for one in self._waiting:
                if one.action.state is not ActionState.SENDING:
                    await self._desk.house.retry(one.action.id)
        except OperatorError as error:
            self._notice.tell(error)

    def _act(self, waiting: Waiting, act: str) -> None:
        action = waiting.action
        if act == "show" and action.order_key is not None:
            self.order_requested.emit(action.order_key)
        elif act == "edit":
            self._tasks.spawn(self._edit(waiting), f"edit.{action.id}")
        else:
            self._tasks.spawn(self._tend(waiting, act), f"tend.{action.id}")

    async def _tend(self, waiting: Waiting, act: str) -> None:
        if act == "give_up" and not await sure_to_give_up(self._desk, self, waiting.action):
            return
        await tend(self._desk, self._notice, waiting.action.id, act)

    async def _edit(self, waiting: Waiting) -> None:
        action, house = waiting.action, self._desk.house
        match action.intent:
            case CreateOrder():
                self.edit_requested.emit(action)
                return
            case CancelOrder() | MoveOrder():
                pass
            case intent:
                self.list_requested.emit(record_list(self._desk, KIND_OF_INTENT[type(intent)]).name)
                return
        held = action.state is ActionState.PENDING
        try:
            if held and not await house.hold(action.id):
                self._too_late()
                return
            changed = await changed_intent(self._desk, self, action, bidi.number(waiting.number))
            if changed is None:
                if held:
                    await house.retry(action.id)
            elif await house.replace(action.id, changed) is None:
                self._too_late()
        except OperatorError as error:
            self._notice.tell(error)

    def _too_late(self) -> None:
        self._notice.say(
            self.tr("It is too late to change this."),
            self.tr("It was sent to RETM meanwhile; what you changed was not."),
            tone="warn",
        )
