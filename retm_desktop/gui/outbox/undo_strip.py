"""What is about to be sent and could not be taken back afterwards: a few seconds in which it can."""

import math

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.outbox.words import coming_words, names_of
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.sentences import sentence
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.store.outbox import Action, Waiting
from retm_desktop.sync.status import Link

_MOST_ROWS = 3
_TICK_MS = 200
_LONGEST_SECONDS = 60
"""What is held longer is held because it is being edited, and nobody counts the seconds of that."""


class UndoStrip(QFrame):
    """Lies over the foot of `host` while something can be taken back; it moves nothing below it.

    Of what is held the newest three have a row each. Ctrl+Z takes the newest back.
    """

    edit_requested = Signal(object)
    """Carries the `Action` of a new order that was taken back and is to be edited."""
    outbox_requested = Signal()

    def __init__(self, desk: Desk, host: QWidget, parent: QWidget) -> None:
        """`parent` is a widget that `host` lies in."""
        super().__init__(parent)
        self._desk = desk
        self._host = host
        self._tasks = ViewTasks(self, desk.background)
        self._names = Names(desk, (), ())
        self._held: list[Waiting] = []
        self._rows: dict[int, _UndoRow] = {}
        self.setObjectName("undo_strip")
        self.setProperty("role", "notice")
        theme = desk.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        self._column.setSpacing(theme.space("xs"))
        self._more = button("", "link", name="undo_more")
        self._more.clicked.connect(self.outbox_requested)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self._told = _UndoTold(desk)
        self._told.edit_requested.connect(self.edit_requested)
        self._told.ended.connect(self._place)
        self._column.addWidget(self._told)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._rereading = Rereading(self._tasks, "held", self._read)
        # Active while the strip is on screen; a text field undoes its own typing first.
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.undo_newest)
        undo.activatedAmbiguously.connect(self.undo_newest)
        bridge = desk.bridge
        bridge.outbox_changed.connect(self._rereading.ask)
        bridge.status_changed.connect(self._tick)
        bridge.active_changed.connect(self._start_anew)
        host.installEventFilter(self)
        self.hide()
        self._rereading.ask()

    def undo_newest(self) -> None:
        """Take back what was asked for last."""
        if self._rows:
            self._take_back(max(self._rows))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    def _start_anew(self) -> None:
        self._told.hide()
        self._rereading.ask()

    async def _read(self) -> None:
        at = self._desk.connection_id
        waiting = await self._desk.outbox.waiting(at)
        held = [one for one in waiting if 0 < self._left(one.action) <= _LONGEST_SECONDS]
        names = await names_of(self._desk, held)
        if at == self._desk.connection_id:
            self._held, self._names = held, names
            self._tick()

    def _left(self, action: Action) -> float:
        until = action.held_until
        return (until - self._desk.now()).total_seconds() if until is not None else 0.0

    def _tick(self) -> None:
        self._held = [one for one in self._held if self._left(one.action) > 0]
        shown = self._held[-_MOST_ROWS:]
        for number in self._rows.keys() - {one.action.id for one in shown}:
            self._drop(number)
        online = self._desk.house.status.link is Link.ONLINE
        for one in shown:
            seconds = math.ceil(self._left(one.action)) if online else None
            words = coming_words(self._desk, one, self._names, seconds)
            if one.action.id not in self._rows:
                self._add(one.action)
            self._rows[one.action.id].words.setText(words)
        hidden = len(self._held) - len(shown)
        self._more.setVisible(hidden > 0)
        self._more.setText(self.tr("More that can be taken back: {n}").format(n=bidi.ltr(str(hidden))))
        if self._held and not self._timer.isActive():
            self._timer.start()
        elif not self._held:
            self._timer.stop()
        self._place()

    def _add(self, action: Action) -> None:
        row = _UndoRow(self._desk, action.id)
        row.undo.clicked.connect(lambda: self._take_back(action.id))
        row.send.clicked.connect(lambda: self._tasks.spawn(self._send(action.id), f"send.{action.id}"))
        # The newest stands above, where the eye goes first; ids rise with time.
        place = sum(number > action.id for number in self._rows)
        self._column.insertWidget(place, row)
        self._rows[action.id] = row

    def _drop(self, number: int) -> None:
        row = self._rows.pop(number)
        self._column.removeWidget(row)
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def _take_back(self, number: int) -> None:
        action = next((one.action for one in self._held if one.action.id == number), None)
        if action is not None:
            self._tasks.spawn(self._undo(action), f"undo.{number}")

    async def _undo(self, action: Action) -> None:
        try:
            withdrawn = await self._desk.house.withdraw(action.id)
        except OperatorError as error:
            told = sentence(error)
            self._told.say(f"{told.what} {told.safe}")
        else:
            if not withdrawn:
                self._told.say(self.tr("It is too late to take this back: it was sent to RETM already."))
            elif isinstance(action.intent, CreateOrder):
                self._told.say(self.tr("The new order was taken back."), action)
        self._held = [one for one in self._held if one.action.id != action.id]
        self._tick()

    async def _send(self, number: int) -> None:
        try:
            await self._desk.house.retry(number)
        except OperatorError as error:
            told = sentence(error)
            self._told.say(f"{told.what} {told.safe}")
            self._place()

    def _place(self) -> None:
        """Stand at the foot of the host, at the reading start: the detail of an order is at the other end."""
        if not self._rows and self._told.isHidden():
            self.hide()
            return
        edge, detail = self._desk.theme.space("l"), self._desk.theme.size("detail")
        box = self._host.geometry()
        width = max(detail, min(detail * 3 // 2, box.width() - detail - 3 * edge))
        self._column.activate()
        height = self._column.totalHeightForWidth(width)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = box.right() + 1 - edge - width if right_to_left else box.left() + edge
        self.setGeometry(x, box.bottom() + 1 - edge - height, width, height)
        self.show()
        self.raise_()


class _UndoRow(QWidget):
    """One action that is about to be sent."""

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__()
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s"))
        drawn = QLabel()
        side = theme.size("icon")
        drawn.setPixmap(icon("timer", theme.color("info")).pixmap(QSize(side, side)))
        row.addWidget(drawn)
        self.words = label("", "strong", name=f"undo_words_{number}", wrap=True)
        row.addWidget(self.words, 1)
        self.undo: QPushButton = button(self.tr("Undo"), "primary", name=f"undo_{number}")
        self.undo.setToolTip(bidi.ltr("Ctrl+Z"))
        self.send: QPushButton = button(self.tr("Send now"), name=f"undo_send_{number}")
        row.addWidget(self.undo)
        row.addWidget(self.send)


class _UndoTold(QWidget):
    """What became of taking something back; of a new order it offers to edit it. It stays until it is put away."""

    edit_requested = Signal(object)
    ended = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._action: Action | None = None
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s"))
        self._words = label("", "strong", name="undo_told", wrap=True)
        row.addWidget(self._words, 1)
        self._edit = button(self.tr("Edit"), "primary")
        self._edit.clicked.connect(self._ask_to_edit)
        row.addWidget(self._edit)
        close = icon_button(icon("x", theme.color("muted")), self.tr("Close"), name="undo_told_close")
        close.clicked.connect(self._end)
        row.addWidget(close)
        self.hide()

    def say(self, words: str, action: Action | None = None) -> None:
        """Say what happened; `action` is a new order that may be edited."""
        self._action = action
        self._words.setText(words)
        self._edit.setVisible(action is not None)
        self._edit.setObjectName(f"undo_edit_{action.id}" if action is not None else "")
        self.show()

    def _ask_to_edit(self) -> None:
        action, self._action = self._action, None
        self._end()
        if action is not None:
            self.edit_requested.emit(action)

    def _end(self) -> None:
        self.hide()
        self.ended.emit()
