"""What was asked of RETM and has no good end yet: what, how it stands, and what one can do about it."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.sentences import sentence_of_code
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.outbox import Action, ActionState

Act = Literal["retry", "give_up", "undo", "edit", "show"]

_ABOUT = ("about", "since")
_SOON_SECONDS = 60
"""What is held longer is held because it is being edited."""

_LOOKS = {
    ActionState.PENDING: ("paper-plane-tilt", "info"),
    ActionState.SENDING: ("paper-plane-tilt", "info"),
    ActionState.UNKNOWN: ("question", "warn"),
    ActionState.FAILED: ("warning-circle", "danger"),
}


class ActionCard(QFrame):
    """One open action and its buttons; `acted` carries which was pressed."""

    acted = Signal(str)
    """An `Act`."""

    def __init__(
        self,
        desk: Desk,
        action: Action,
        asked: str,
        *,
        names: Callable[[str], str],
        waits: bool = False,
        whole: bool = False,
        about: Sequence[str] = (),
        acts: Sequence[Act] | None = None,
        field_words: Callable[[str], str] = bidi.auto,
    ) -> None:
        """Show an action as it is now.

        Args:
            desk: the view's collaborators.
            action: an action that is not finished.
            asked: what was asked, in words.
            names: gives the object name of a part: action, action_asked, action_about, action_state, action_since,
                and of an act's button (`Act`).
            waits: another action comes first, so that nothing can be done about this one but to take it back.
            whole: the action is all there is of the thing: it can be edited, and let go in any state.
            about: what the action is about, and since when; left out where the card stands with its order.
            acts: what may be done about it, the main thing first; None for what its state allows.
            field_words: gives the screen's words for a field RETM refused.
        """
        super().__init__()
        self.action = action
        self._desk = desk
        self._field_words = field_words
        self._waits = waits
        self._names = names
        self.setObjectName(names("action"))
        self.setProperty("role", "notice")
        picture, tone = _LOOKS[action.state]
        self.setProperty("tone", "" if tone == "info" else tone)
        theme = desk.theme
        # What stands alone has the width of a page, what belongs to an order that of its detail.
        along = QBoxLayout.Direction.LeftToRight if whole else QBoxLayout.Direction.TopToBottom
        parts = QBoxLayout(along, self)
        parts.setContentsMargins(*(theme.space("m"),) * 4)
        parts.setSpacing(theme.space("xl") if whole else theme.space("xs"))
        column = QVBoxLayout()
        column.setSpacing(theme.space("xs"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        drawn = QLabel()
        size = theme.size("icon")
        drawn.setPixmap(icon(picture, theme.color(tone)).pixmap(QSize(size, size)))
        head.addWidget(drawn, 0, Qt.AlignmentFlag.AlignTop)
        words = label(asked, "strong", name=names("action_asked"), wrap=True)
        state = label(self._state(), name=names("action_state"), wrap=True)
        told = zip(_ABOUT, about, strict=False)
        lines = [label(said, "muted", name=names(f"action_{what}"), wrap=True) for what, said in told if said]
        if whole:
            column.addWidget(words)
            for one in (*lines[:-1], state, *lines[-1:]):
                column.addWidget(one)
            column.addStretch(1)
            head.addLayout(column, 1)
            parts.addLayout(head, 1)
        else:
            head.addWidget(words, 1)
            column.addLayout(head)
            column.addWidget(state)
            parts.addLayout(column, 1)
        offered = _acts(action, waits=waits, whole=whole) if acts is None else acts
        made_acts = [self._button(act, main=not n) for n, act in enumerate(offered)]
        if made_acts:
            buttons = QHBoxLayout()
            buttons.setSpacing(theme.space("s"))
            for made in made_acts:
                buttons.addWidget(made)
            if not whole:
                buttons.addStretch(1)
            parts.addLayout(buttons)

    def _button(self, act: Act, *, main: bool) -> QPushButton:
        failed = self.action.state is ActionState.FAILED
        words = {
            "retry": self._retry_words(),
            "give_up": self.tr("Give up"),
            "undo": self.tr("Undo"),
            "edit": self.tr("Edit"),
            "show": self.tr("Show order"),
        }
        made = button(words[act], "primary" if main and failed else "", name=self._names(act))
        made.clicked.connect(lambda: self.acted.emit(act))
        return made

    def _retry_words(self) -> str:
        match self.action.state:
            case ActionState.FAILED:
                return self.tr("Retry")
            case ActionState.PENDING if not self.action.attempts:
                return self.tr("Send now")
            case _:
                return self.tr("Try now")

    def _state(self) -> str:
        action = self.action
        told = sentence_of_code(action.error_code) if action.error_code else None
        match action.state:
            case ActionState.SENDING:
                return self.tr("It is being sent; RETM has not answered yet.")
            case ActionState.UNKNOWN:
                told = sentence_of_code("outcome_unknown")
                known = [told.what, told.safe]
                if isinstance(action.intent, CreateOrder):
                    known.append(self.tr("It cannot be edited until that is known: RETM may have it already."))
                return " ".join(known)
            case ActionState.FAILED if told is not None:
                said = "\n".join(
                    f"{self._field_words(field)}: {bidi.auto(', '.join(words))}"
                    for field, words in action.error_fields.items()
                )
                return "\n".join(part for part in (told.what, said, told.safe) if part)
            case ActionState.FAILED:
                return self.tr("RETM did not do it.")
            case _ if told is not None:
                at = bidi.clock(action.next_try_at, self._desk.zone)
                return f"{told.what} " + self.tr("It is sent again at {time}.").format(time=at)
            case _ if self._waits:
                return self.tr("It waits for what was asked of this order before.")
            case _ if self._held_for > _SOON_SECONDS:
                at = bidi.clock(action.next_try_at, self._desk.zone)
                return self.tr("It is being edited, and sent as it is at {time} at the latest.").format(time=at)
            case _ if self._held_for > 0:
                return self.tr("It is sent in a few seconds; until then it can be taken back.")
            case _:
                return self.tr("It is kept here and sent as soon as RETM answers.")

    @property
    def _held_for(self) -> float:
        until = self.action.held_until
        return (until - self._desk.now()).total_seconds() if until is not None else 0.0


def _acts(action: Action, *, waits: bool, whole: bool) -> list[Act]:
    if action.state is ActionState.PENDING and not action.attempts:
        return ["undo", "edit"] if whole else ["undo"]
    if waits or action.state is ActionState.SENDING:
        return []
    if action.state is ActionState.FAILED:
        return ["edit", "retry", "give_up"] if whole else ["retry", "give_up"]
    if not action.error_code:
        return []
    return ["retry", "give_up"] if whole else ["retry"]


async def tend(desk: Desk, notice: Notice, action_id: int, act: str) -> None:
    """Do what a card was asked for, but for editing; what goes wrong is told in the page's notice."""
    house = desk.house
    translate = QCoreApplication.translate
    try:
        match act:
            case "retry":
                await house.retry(action_id)
            case "give_up":
                if not await house.give_up(action_id):
                    notice.say(
                        translate("ActionCard", "It is being sent just now."),
                        translate("ActionCard", "RETM answers in a moment; then it can be given up."),
                        tone="warn",
                    )
            case _:
                if not await house.withdraw(action_id):
                    notice.say(
                        translate("ActionCard", "It is too late to take this back."),
                        translate("ActionCard", "It was sent to RETM already."),
                        tone="warn",
                    )
    except OperatorError as error:
        notice.tell(error)
