"""What the operator may do to the payments of an order: each opens a dialog, and nothing more happens by itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from retm_desktop.domain.errors import NoPayments
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.dialogs import ask
from retm_desktop.gui.payments.due import Offer, may_refund, telling
from retm_desktop.gui.payments.moments import since
from retm_desktop.gui.sentences import sentence_of_payment
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.payments import PaymentRow

if TYPE_CHECKING:
    from retm_desktop.gui.payments.dialog import PaymentDialog
    from retm_desktop.sync.payments.session import PaymentSession


class PaymentActs:
    """Opens the dialogs of a page's orders, one for an order. They are imported when they are first wanted."""

    def __init__(self, desk: Desk, page: QWidget, tasks: ViewTasks, *, notice: Notice) -> None:
        self.open_page: Callable[[str], bool] | None = None
        """Opens a payment page; None for the operator's own browser."""
        self._desk = desk
        self._page = page
        self._tasks = tasks
        self._notice = notice
        self._dialogs: dict[int, PaymentDialog] = {}
        self._refunding: set[int] = set()

    def act(self, order_key: int, offer: str) -> None:
        """Do what is offered (an `Offer`) for the payments of an order: its dialog comes to the front."""
        self._tasks.spawn(self._act(order_key, Offer(offer)), f"pay.{order_key}")

    def refund(self, payment_id: int) -> None:
        """Ask why and for the PIN, then give the payment back."""
        if payment_id not in self._refunding:
            self._refunding.add(payment_id)
            self._tasks.spawn(self._ask_and_refund(payment_id), f"refund.{payment_id}")

    async def _act(self, order_key: int, offer: Offer) -> None:
        row = telling(await self._desk.payments.of_order(order_key))
        dialog = self._dialog(order_key)
        if row is not None and offer is Offer.SHOW and row.let_go:
            dialog.show_again(row.id)
        elif row is not None and offer is Offer.ASK:
            dialog.ask_again(row.id)

    def _dialog(self, order_key: int) -> "PaymentDialog":
        from retm_desktop.gui.payments.dialog import PaymentDialog, open_externally  # noqa: PLC0415

        dialog = self._dialogs.get(order_key)
        if dialog is None:
            dialog = PaymentDialog(self._desk, order_key, self._page, open_page=self.open_page or open_externally)
            dialog.finished.connect(lambda: self._closed(order_key))
            self._dialogs[order_key] = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def _closed(self, order_key: int) -> None:
        dialog = self._dialogs.pop(order_key, None)
        if dialog is not None:
            dialog.deleteLater()

    async def _ask_and_refund(self, payment_id: int) -> None:
        try:
            session = self._desk.house.payments
            row = await self._desk.payments.get(payment_id)
            if session is None:
                told = sentence_of_payment(NoPayments())
                self._notice.say(told.what, f"{told.safe} {told.next}", tone="danger")
            elif row is not None and may_refund(row, session.connection.id) and await self._has_pin(session):
                await self._show_refund(session, row)
        finally:
            self._refunding.discard(payment_id)

    async def _has_pin(self, session: "PaymentSession") -> bool:
        if await session.pin.is_set():
            return True
        from retm_desktop.gui.payments.pin_dialog import PinDialog  # noqa: PLC0415

        dialog = PinDialog(self._desk, session.pin, self._page, change=False)
        return await ask(dialog) == QDialog.DialogCode.Accepted

    async def _show_refund(self, session: "PaymentSession", row: PaymentRow) -> None:
        from retm_desktop.gui.payments.pin_dialog import PinDialog  # noqa: PLC0415
        from retm_desktop.gui.payments.refund_dialog import RefundDialog  # noqa: PLC0415

        details = await self._desk.orders.details(row.order_key) if row.order_key is not None else None
        number, events = (details.row.number, details.events) if details is not None else ("", ())
        dialog = RefundDialog(self._desk, row, number, since(row, events), self._page)

        def change_pin() -> None:
            other = PinDialog(self._desk, session.pin, dialog, change=True)
            other.accepted.connect(dialog.use_new_pin)
            other.finished.connect(other.deleteLater)
            other.open()

        dialog.change_pin_requested.connect(change_pin)
        await ask(dialog)
