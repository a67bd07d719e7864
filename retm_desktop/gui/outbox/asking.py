"""The questions before work is let go, and the small dialogs in which it is changed."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from retm_desktop.domain.intents import CancelOrder, CreateOrder, MoveOrder
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.dialogs import ask
from retm_desktop.gui.new_order.pad import normal_phone
from retm_desktop.gui.new_order.phone_field import PhoneField
from retm_desktop.gui.orders.cancel_dialog import CancelDialog
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import Field, pad
from retm_desktop.gui.widgets.labels import label
from retm_desktop.store.outbox import Action, ActionState

_LONGEST_NAME = 120

translate = QCoreApplication.translate


async def sure_to_give_up(desk: Desk, parent: QWidget, action: Action) -> bool:
    """Ask before an order is lost, or before the search for what RETM may have is ended; True where nothing is."""
    unknown = action.state is ActionState.UNKNOWN
    order = isinstance(action.intent, CreateOrder)
    if unknown and (order or action.order_key is None):
        return await desk.prompter.confirm(
            parent,
            translate("Outbox", "Stop looking for it?"),
            translate("Outbox", "RETM may have it all the same: then it appears here by itself."),
            yes=translate("Outbox", "Give up"),
            no=translate("Outbox", "Keep looking"),
            dangerous=True,
        )
    if order:
        return await desk.prompter.confirm(
            parent,
            translate("Outbox", "Give up this order?"),
            translate("Outbox", "RETM does not have it. The kitchen will not hear of it, and it is closed here."),
            yes=translate("Outbox", "Give up the order"),
            no=translate("Outbox", "Keep it"),
            dangerous=True,
        )
    return True


async def changed_intent(desk: Desk, parent: QWidget, action: Action, number: str) -> CancelOrder | MoveOrder | None:
    """Ask what a cancellation or a move shall say instead; None where it stays as it is."""
    match action.intent:
        case CancelOrder(reason=reason):
            dialog = CancelDialog(desk.theme, number, parent, reason=reason)
            accepted = await ask(dialog) == QDialog.DialogCode.Accepted
            return CancelOrder(dialog.reason) if accepted else None
        case MoveOrder() as move:
            form = DriverDialog(desk.theme, move, parent)
            accepted = await ask(form) == QDialog.DialogCode.Accepted
            return form.move_order if accepted else None
        case _:
            return None


class DriverDialog(QDialog):
    """Who takes an order out; accepted with `move_order`."""

    def __init__(self, theme: Theme, move: MoveOrder, parent: QWidget) -> None:
        super().__init__(parent)
        self._move = move
        self.setObjectName("driver_dialog")
        title = self.tr("Who takes the order out?")
        self.setWindowTitle(plain(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = QVBoxLayout(self)
        pad(column, theme)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(title, "heading"))
        self._name = QLineEdit(move.driver_name)
        self._name.setMaxLength(_LONGEST_NAME)
        self._phone = PhoneField(name="driver_phone")
        self._phone.setText(move.driver_phone)
        name = Field(theme, self.tr("Driver's name"), self._name, name="driver_name")
        name.setMinimumWidth(theme.size("detail"))
        column.addWidget(name)
        column.addWidget(Field(theme, self.tr("Driver's phone"), self._phone, name="driver_phone"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addStretch(1)
        leave = button(self.tr("Leave as it is"), name="driver_leave")
        send = button(self.tr("Send"), "primary", name="driver_send")
        send.setDefault(True)
        leave.clicked.connect(self.reject)
        send.clicked.connect(self.accept)
        row.addWidget(leave)
        row.addWidget(send)
        column.addLayout(row)
        self._name.setFocus()

    @property
    def move_order(self) -> MoveOrder:
        """The move with the driver that was typed."""
        name = plain(self._name.text()).strip()
        return MoveOrder(self._move.stage, name, normal_phone(self._phone.text()))
