"""One unfinished action in the outbox: what, of which order, since when, why it is not done, and what can be done."""

from retm_desktop.domain.intents import MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.outbox.words import asked_words, history_words, order_words
from retm_desktop.gui.records.words import field_words
from retm_desktop.gui.widgets.action_card import Act, ActionCard
from retm_desktop.store.outbox import Action, ActionState, Waiting

_WITH_DRIVER = (Stage.ASSIGNED, Stage.OUT)


class OutboxCard(ActionCard):
    """`waiting` as it is now; `waits` says that another action of its order comes first."""

    def __init__(self, desk: Desk, waiting: Waiting, names: Names, *, waits: bool) -> None:
        action = waiting.action
        self.says = says(desk, waiting, names, waits=waits)
        super().__init__(
            desk,
            action,
            asked_words(desk, waiting, names),
            names=lambda part: f"outbox_{part}_{action.id}",
            waits=waits,
            whole=True,
            about=(order_words(desk, waiting, names), history_words(desk, action)),
            acts=acts_on(action, waits=waits),
            field_words=bidi.auto if action.order_key is not None else field_words,
        )


def says(desk: Desk, waiting: Waiting, names: Names, *, waits: bool) -> tuple[object, ...]:
    """Return all that is to be read on a card: one that says the same need not be made anew."""
    action = waiting.action
    held = action.held_until is not None and action.held_until > desk.now()
    return action, waits, held, order_words(desk, waiting, names), history_words(desk, action)


def acts_on(action: Action, *, waits: bool) -> list[Act]:
    """Return what an operator may do about an action, the main thing first."""
    acts: list[Act] = []
    edit: list[Act] = ["edit"] if can_edit(action) else []
    retry: list[Act] = [] if waits else ["retry"]
    match action.state:
        case ActionState.FAILED:
            acts = [*edit, *retry, "give_up"]
        case ActionState.UNKNOWN:
            acts = [*retry, "give_up"]
        case ActionState.PENDING if action.attempts:
            acts = [*retry, *edit, "give_up"]
        case ActionState.PENDING:
            acts = ["undo", *edit, *retry]
        case _:
            pass
    return [*acts, "show"] if action.order_key is not None else acts


def can_edit(action: Action) -> bool:
    """Tell whether there is something to change in what an action asks for, and RETM surely has not got it."""
    if action.state not in (ActionState.PENDING, ActionState.FAILED):
        return False
    return not isinstance(action.intent, MoveOrder) or action.intent.stage in _WITH_DRIVER
