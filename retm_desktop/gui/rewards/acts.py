"""Switching a reward off and on, removing it, and taking that back for some seconds."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from retm_desktop.domain.errors import OperatorError, Rejected
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.rewards import Removed

_UNDO_MS = 10_000


class RewardActs(QObject):
    """`undo` is the strip that offers a removed reward back, `notice` tells what went wrong; the page places both."""

    removed = Signal()
    put_back = Signal(int)
    """Carries the id of a reward that is in the book again."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._tasks = ViewTasks(self, desk.background)
        self._removed: tuple[int, Removed] | None = None
        self.notice = Notice(desk.theme, name="rewards_notice")
        self.undo = Notice(desk.theme, name="rewards_undo")
        self.undo.acted.connect(lambda: self._tasks.spawn(self._put_back(), "undo"))
        self._time = QTimer(self, singleShot=True, interval=_UNDO_MS)
        self._time.timeout.connect(self.forget)

    def switch(self, reward_id: int, on: bool) -> None:
        """Make a reward good at the till or not."""
        self._tasks.spawn(self._switch(reward_id, on=on), "switch")

    def remove(self, reward_id: int) -> None:
        """Take a reward out of the book, after a question."""
        self._tasks.spawn(self._remove(reward_id), "remove")

    def forget(self) -> None:
        """A removal cannot be undone any more."""
        self._removed = None
        self._time.stop()
        self.undo.hide()

    def restaurant_changed(self) -> None:
        """What was removed is offered back in its own restaurant only."""
        if self._removed is not None and self._removed[0] != self._desk.connection_id:
            self.forget()

    async def _switch(self, reward_id: int, *, on: bool) -> None:
        try:
            await self._desk.rewards.switch(reward_id, on=on)
        except OperatorError as error:
            self.notice.tell(error)

    async def _remove(self, reward_id: int) -> None:
        reward = await self._desk.rewards.get(reward_id)
        if reward is None:
            return
        code = bidi.auto(reward.code)
        sure = await self._desk.prompter.confirm(
            self._page,
            self.tr("Remove {code}?").format(code=code),
            self.tr("The till refuses it from now on. Its redemptions stay in the history."),
            yes=self.tr("Remove"),
            no=self.tr("Keep"),
            dangerous=True,
        )
        if not sure:
            return
        connection_id = self._desk.connection_id
        try:
            removed = await self._desk.rewards.remove(reward_id)
        except OperatorError as error:
            self.notice.tell(error)
            return
        self.removed.emit()
        if removed is not None:
            self._removed = (connection_id, removed)
            self.undo.say(self.tr("{code} was removed.").format(code=code), act=self.tr("Undo"))
            self._time.start()

    async def _put_back(self) -> None:
        if self._removed is None:
            return
        connection_id, removed = self._removed
        self.forget()
        try:
            await self._desk.rewards.put_back(connection_id, removed)
        except Rejected:
            self.notice.say(
                self.tr("It was not put back: another reward has this code now."),
                self.tr("Its redemptions are kept in the history."),
                tone="warn",
            )
        except OperatorError as error:
            self.notice.tell(error)
        else:
            self.put_back.emit(removed.reward.id)
