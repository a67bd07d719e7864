"""What was asked of RETM for an order and has no good end yet."""

from PySide6.QtCore import QCoreApplication, Signal

from retm_desktop.domain.intents import CancelOrder, CreateOrder, MoveOrder
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.action_card import ActionCard
from retm_desktop.gui.words import act_towards
from retm_desktop.store.outbox import Action


class ActionStrip(ActionCard):
    """One open action; only the first of an order can be acted on, the others wait behind it."""

    retry = Signal()
    give_up = Signal()
    undo = Signal()

    def __init__(self, desk: Desk, action: Action, *, delivered_by_driver: bool, first: bool) -> None:
        def name(part: str) -> str:
            return f"order_{part}" if first else f"order_{part}_{action.id}" if part in ("action", "undo") else ""

        asked = _asked(action, delivered_by_driver=delivered_by_driver)
        super().__init__(desk, action, asked, names=name, waits=not first)
        self.acted.connect(self._told)

    def _told(self, act: str) -> None:
        {"retry": self.retry, "give_up": self.give_up, "undo": self.undo}[act].emit()


def _asked(action: Action, *, delivered_by_driver: bool) -> str:
    translate = QCoreApplication.translate
    match action.intent:
        case CreateOrder():
            return translate("ActionStrip", "Make this order at RETM")
        case MoveOrder(stage=stage):
            act = act_towards(stage, delivered_by_driver=delivered_by_driver)
            return translate("ActionStrip", "Asked: {act}").format(act=act)
        case CancelOrder(reason=reason):
            said = translate("ActionStrip", "Asked: cancel the order ({reason})")
            return said.format(reason=bidi.auto(reason))
        case _:
            raise TypeError("an order's action is about an order")
