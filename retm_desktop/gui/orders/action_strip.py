"""What was asked of RETM and has no good end yet: what, how it stands, and what one can do about it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from retm_desktop.domain.intents import CancelOrder, CreateOrder, MoveOrder
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.sentences import sentence_of_code
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.words import act_towards
from retm_desktop.store.outbox import Action, ActionState

_LOOKS = {
    ActionState.PENDING: ("paper-plane-tilt", "info"),
    ActionState.SENDING: ("paper-plane-tilt", "info"),
    ActionState.UNKNOWN: ("question", "warn"),
    ActionState.FAILED: ("warning-circle", "danger"),
}


class ActionStrip(QFrame):
    """One open action; only the first of an order can be acted on, the others wait behind it."""

    retry = Signal()
    give_up = Signal()
    undo = Signal()

    def __init__(self, desk: Desk, action: Action, *, delivered_by_driver: bool, first: bool) -> None:
        super().__init__()
        self.action = action
        self._desk = desk
        self.setObjectName("order_action" if first else f"order_action_{action.id}")
        self.setProperty("role", "notice")
        picture, tone = _LOOKS[action.state]
        self.setProperty("tone", "" if tone == "info" else tone)
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("m"),) * 4)
        column.setSpacing(theme.space("xs"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        drawn = QLabel()
        size = theme.size("icon")
        drawn.setPixmap(icon(picture, theme.color(tone)).pixmap(QSize(size, size)))
        head.addWidget(drawn, 0, Qt.AlignmentFlag.AlignTop)
        asked = self._asked(delivered_by_driver=delivered_by_driver)
        head.addWidget(label(asked, "strong", name="order_action_asked" if first else "", wrap=True), 1)
        column.addLayout(head)
        column.addWidget(label(self._state(), name="order_action_state" if first else "", wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        if action.state is ActionState.FAILED and first:
            again = button(self.tr("Retry"), "primary", name="order_retry")
            again.clicked.connect(self.retry)
            drop = button(self.tr("Give up"), name="order_give_up")
            drop.clicked.connect(self.give_up)
            buttons.addWidget(again)
            buttons.addWidget(drop)
        elif action.state is ActionState.PENDING and not action.attempts:
            back = button(self.tr("Undo"), name="order_undo" if first else f"order_undo_{action.id}")
            back.clicked.connect(self.undo)
            buttons.addWidget(back)
        elif first and action.error_code and action.state is not ActionState.SENDING:
            again = button(self.tr("Try now"), name="order_retry")
            again.clicked.connect(self.retry)
            buttons.addWidget(again)
        if buttons.count():
            buttons.addStretch(1)
            column.addLayout(buttons)

    def _asked(self, *, delivered_by_driver: bool) -> str:
        match self.action.intent:
            case CreateOrder():
                return self.tr("Make this order at RETM")
            case MoveOrder(stage=stage):
                return self.tr("Asked: {act}").format(act=act_towards(stage, delivered_by_driver=delivered_by_driver))
            case CancelOrder(reason=reason):
                return self.tr("Asked: cancel the order ({reason})").format(reason=bidi.auto(reason))
            case _:
                raise TypeError("an order's action is about an order")

    def _state(self) -> str:
        action = self.action
        told = sentence_of_code(action.error_code) if action.error_code else None
        match action.state:
            case ActionState.SENDING:
                return self.tr("It is being sent; RETM has not answered yet.")
            case ActionState.UNKNOWN:
                told = sentence_of_code("outcome_unknown")
                return f"{told.what} {told.safe}"
            case ActionState.FAILED if told is not None:
                said = "; ".join(
                    f"{bidi.auto(field)}: {bidi.auto(', '.join(words))}" for field, words in action.error_fields.items()
                )
                return "\n".join(part for part in (told.what, said, told.safe) if part)
            case ActionState.FAILED:
                return self.tr("RETM did not do it.")
            case _ if told is not None:
                at = bidi.clock(action.next_try_at, self._desk.zone)
                return f"{told.what} " + self.tr("It is sent again at {time}.").format(time=at)
            case _:
                return self.tr("It is kept here and sent as soon as RETM answers.")
