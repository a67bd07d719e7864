"""What the operator may do to an order: each act becomes a row of the outbox, and nothing more."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import CancelOrder, Intent, MoveOrder
from retm_desktop.domain.stages import Stage, can_cancel
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.dialogs import ask
from retm_desktop.gui.orders.marks import main_step
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.outbox import ActionState


class OrderActs:
    """Starts acts for a page; failures to keep one are told in the page's notice."""

    def __init__(
        self, desk: Desk, page: QWidget, tasks: ViewTasks, *, notice: Notice, names: Callable[[], Names]
    ) -> None:
        self._desk = desk
        self._page = page
        self._tasks = tasks
        self._notice = notice
        self._names = names
        self._moving: set[int] = set()
        self._cancelling: set[int] = set()

    @property
    def moving(self) -> frozenset[int]:
        """Keys of the orders whose next step is on its way into the outbox."""
        return frozenset(self._moving)

    def advance(self, key: int, stage: Stage) -> None:
        """Ask for the step after `stage`, which is what the operator saw; a second press is the same press."""
        if key not in self._moving:
            self._moving.add(key)
            self._tasks.spawn(self._move(key, stage), f"act.{key}")

    def cancel(self, key: int) -> None:
        """Ask why, then ask RETM to cancel."""
        if key not in self._cancelling:
            self._cancelling.add(key)
            self._tasks.spawn(self._ask_and_cancel(key), f"cancel.{key}")

    def retry(self, action_id: int) -> None:
        """Send a failed act again."""
        self._tasks.spawn(self._tend(action_id, "retry"), f"tend.{action_id}")

    def give_up(self, action_id: int) -> None:
        """Let a failed act go, after a question where an order would be lost."""
        self._tasks.spawn(self._ask_and_give_up(action_id), f"tend.{action_id}")

    def undo(self, action_id: int) -> None:
        """Take back an act that was not sent yet."""
        self._tasks.spawn(self._tend(action_id, "undo"), f"tend.{action_id}")

    def copy(self, key: int) -> None:
        """Put an order as plain text on the clipboard."""
        self._tasks.spawn(self._copy_text(key), "copy")

    async def _move(self, key: int, stage: Stage) -> None:
        try:
            # What is painted may be a moment old: a press meant for one stage must not act on the next.
            details = await self._desk.orders.details(key)
            if details is None or details.row.stage is not stage:
                return
            step = main_step(details.row, self._names())
            if step is not None:
                await self._do(MoveOrder(step), key)
        finally:
            self._moving.discard(key)

    async def _ask_and_cancel(self, key: int) -> None:
        try:
            details = await self._desk.orders.details(key)
            if details is None or not can_cancel(details.row.stage) or not details.row.id:
                return
            from retm_desktop.gui.orders.cancel_dialog import CancelDialog  # noqa: PLC0415 - on the first cancellation

            dialog = CancelDialog(self._desk.theme, bidi.number(details.row.number), self._page)
            if await ask(dialog) != QDialog.DialogCode.Accepted:
                return
            reason = dialog.reason
            details = await self._desk.orders.details(key)
            for action in details.actions if details is not None else ():
                # A failed step would keep the cancellation waiting behind it for ever; one that can still be taken
                # back would close the order first.
                if action.state is ActionState.FAILED:
                    await self._desk.house.give_up(action.id)
                elif action.held_until is not None:
                    await self._desk.house.withdraw(action.id)
            await self._do(CancelOrder(reason), key)
        finally:
            self._cancelling.discard(key)

    async def _ask_and_give_up(self, action_id: int) -> None:
        from retm_desktop.gui.outbox.asking import sure_to_give_up  # noqa: PLC0415 - a start asks nothing

        action = await self._desk.outbox.get(action_id)
        if action is not None and await sure_to_give_up(self._desk, self._page, action):
            await self._tend(action_id, "give_up")

    async def _tend(self, action_id: int, act: str) -> None:
        from retm_desktop.gui.widgets.action_card import tend  # noqa: PLC0415 - a start shows no action

        await tend(self._desk, self._notice, action_id, act)

    async def _do(self, intent: Intent, key: int) -> None:
        try:
            await self._desk.house.do(intent, key)
        except OperatorError as error:
            self._notice.tell(error)

    async def _copy_text(self, key: int) -> None:
        details = await self._desk.orders.details(key)
        if details is not None:
            payments = await self._desk.payments.of_order(key)
            from retm_desktop.gui.orders.plain_text import order_as_text  # noqa: PLC0415 - on the first copy

            QGuiApplication.clipboard().setText(order_as_text(details, self._names(), self._desk, payments))
