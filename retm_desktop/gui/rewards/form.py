"""The form of one reward: new, edited or a copy of another, with the very JSON the till gets beside it."""

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError, Rejected
from retm_desktop.domain.money import ZERO
from retm_desktop.domain.rewards import Reward, RewardProblem, problems_of, suggested_code
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.rewards.cards import ButtonCard, CodeCard, WhereCard
from retm_desktop.gui.rewards.names import book_rows
from retm_desktop.gui.rewards.terms import GivesCard, WhenCard
from retm_desktop.gui.rewards.told import ToldDocument
from retm_desktop.gui.rewards.words import gives_words, problem_words, products_words
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import Field, pad
from retm_desktop.gui.widgets.labels import frame, label
from retm_desktop.gui.widgets.notice import Notice

_PREVIEW_MS = 150
P = RewardProblem
_AMOUNTS = {P.AMOUNT_MISSING, P.AMOUNT_TOO_LARGE, P.PERCENT_TOO_LARGE}
_CEILINGS = {P.CEILING_NEGATIVE, P.CEILING_TOO_LARGE}


class RewardForm(QWidget):
    """Tells `saved` with the reward's id, or `closed` when it is left; Escape leaves, after a question where needed."""

    saved = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget, reward: Reward | None = None, *, copy: bool = False) -> None:
        """`reward` is edited, or taken as a pattern where `copy`; without one a new one is made."""
        super().__init__(parent)
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._connection_id = desk.connection_id
        self._busy = self._tried = False
        begun = Reward() if reward is None else reward
        self._id = 0 if copy else begun.id
        if not self._id:
            begun = msgspec.structs.replace(begun, id=0, code=suggested_code(), active=True)
        self._book_uses = begun.uses_left
        self.setObjectName("reward_form")
        self._code, self._when, self._where = CodeCard(desk), WhenCard(desk), WhereCard(desk)
        self._cards = (self._code, GivesCard(desk), self._when, self._where, ButtonCard(desk))
        self._notice = Notice(desk.theme, name="reward_form_notice")
        title = self.tr("Edit {code}").format(code=bidi.auto(begun.code)) if self._id else self.tr("New reward")
        self._lay_out(title)
        for card in self._cards:
            card.take(begun)
            card.changed.connect(self._changed)
        self._begun = self._entered()
        self._preview_soon = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        self._preview_soon.timeout.connect(self._show_preview)
        self._book = Rereading(self._tasks, "book", self._read_book)
        desk.bridge.rewards_changed.connect(self._book_changed)
        desk.bridge.settings_changed.connect(self._preview_soon.start)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self._save_by_key)
        self._show_preview()
        QTimer.singleShot(0, self, self._code.focus_code)

    @property
    def reward(self) -> Reward:
        """What is entered."""
        entered = Reward(id=self._id)
        for card in self._cards:
            entered = card.put(entered)
        return entered

    @property
    def is_of_another_restaurant(self) -> bool:
        """Whether another restaurant is on screen than when the form was opened."""
        return self._desk.connection_id != self._connection_id

    def leave(self) -> None:
        """Close, after a question where something was entered."""
        if self._busy:
            return
        if self._entered() == self._begun:
            self.closed.emit()
        else:
            self._tasks.spawn(self._ask_and_close(), "close")

    def save(self) -> None:
        """Keep what is entered, or say at the fields what is wrong with it."""
        if not self._busy:
            self._busy = True
            self._save.setEnabled(False)
            self._tasks.spawn(self._check_and_save(), "save")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def _lay_out(self, title: str) -> None:
        theme = self._desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("m"))
        # From the outside in: whatever is put into another parent is styled once more.
        fields = QVBoxLayout()
        row.addLayout(fields, 1)
        fields.setSpacing(theme.space("m"))
        fields.addWidget(label(title, "heading", name="reward_form_title"))
        fields.addWidget(self._notice)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("reward_form_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fields.addWidget(self._scroll, 1)
        body = QWidget(self._scroll)
        self._scroll.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, theme.space("s"))
        column.setSpacing(theme.space("m"))
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)
        side = frame("card", name="reward_form_side")
        row.addWidget(side)
        self._fill_side(side)

    def _fill_side(self, side: QWidget) -> None:
        theme = self._desk.theme
        side.setFixedWidth(theme.size("side_detail"))
        column = QVBoxLayout(side)
        pad(column, theme, "l")
        column.setSpacing(theme.space("m"))
        self._words = label("", "title", name="reward_form_words", wrap=True)
        column.addWidget(self._words)
        column.addWidget(label(self.tr("What the till gets"), "strong"))
        self._told = ToldDocument(self._desk, name="reward_form_told")
        column.addWidget(self._told, 1)
        acts = QHBoxLayout()
        acts.setSpacing(theme.space("s"))
        acts.addStretch(1)
        cancel = button(self.tr("Cancel"), "quiet", name="reward_form_cancel")
        cancel.clicked.connect(self.leave)
        acts.addWidget(cancel)
        self._save = button(
            self.tr("Save"),
            "primary",
            name="reward_form_save",
            icon=icon("check", theme.color("on_primary")),
            icon_size=theme.size("icon_s"),
        )
        self._save.setToolTip(bidi.ltr("Ctrl+S"))
        self._save.clicked.connect(self.save)
        acts.addWidget(self._save)
        column.addLayout(acts)

    def _entered(self) -> tuple[Reward, tuple[str, ...]]:
        """What is entered, readable or not."""
        return self.reward, tuple(typed.text() for typed in self.findChildren(QLineEdit))

    def _changed(self) -> None:
        self._preview_soon.start()
        if self._tried:
            # What is wrong has been said once: from now on it follows what is entered.
            self._say_problems(problems_of(self.reward))

    def _show_preview(self) -> None:
        reward = self.reward
        problems = set(problems_of(reward))
        readable = msgspec.structs.replace(
            reward,
            amount=ZERO if problems & _AMOUNTS else reward.amount,
            ceiling=ZERO if problems & _CEILINGS else reward.ceiling,
        )
        self._told.show_reward(readable)
        self._tasks.spawn(self._show_words(readable, whole=not problems & _AMOUNTS), "words")

    async def _show_words(self, reward: Reward, *, whole: bool) -> None:
        (row,) = await book_rows(self._desk, [reward])
        words = gives_words(self._desk, reward, products_words(reward, row.product))
        self._words.setText(words if whole else self.tr("Enter how much it takes off."))

    def _say_problems(self, problems: list[RewardProblem]) -> QWidget | None:
        """Show what is wrong at each field, and return the first of them."""
        said: dict[Field, str] = {}
        for problem in problems:
            for card in self._cards:
                if problem in card.at:
                    said.setdefault(card.at[problem], problem_words(problem))
        if self._where.branch_missing:
            self._where.refuse_branches(self.tr("Choose the branches, or all of them."))
        else:
            self._where.refuse_branches("")
        for card in self._cards:
            for field in card.at.values():
                field.refuse(said.get(field, ""))
        return next(iter(said), None)

    async def _check_and_save(self) -> None:
        reward, uses = self.reward, self._when.uses
        try:
            self._tried = True
            problems = problems_of(reward)
            wrong = self._say_problems(problems)
            if wrong is not None or self._where.branch_missing:
                self._go_to(wrong)
                return
            self._notice.hide()
            # Uses nobody touched stay as the book has them: a till may have counted one down this very moment.
            kept = await self._desk.rewards.save(self._connection_id, reward, set_uses=uses != self._book_uses)
        except Rejected:
            self._code.refuse_code(self.tr("Another reward has this code."))
            self._code.focus_code()
            return
        except OperatorError as error:
            self._notice.tell(error)
            return
        finally:
            self._busy = False
            self._save.setEnabled(True)
        self.saved.emit(kept)

    def _save_by_key(self) -> None:
        # A day or a time that is still being typed counts once its field is left.
        self._save.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.save()

    def _go_to(self, field: QWidget | None) -> None:
        if field is None:
            self._where.focus_branches()
            self._scroll.ensureWidgetVisible(self._where)
            return
        typed = field.findChild(QLineEdit)
        if typed is not None:
            typed.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(field)

    def _book_changed(self) -> None:
        if self._id:
            self._book.ask()

    async def _read_book(self) -> None:
        kept = await self._desk.rewards.get(self._id)
        if kept is None or kept.uses_left == self._book_uses:
            return
        touched = self._when.uses != self._book_uses
        self._book_uses = kept.uses_left
        if touched:
            self._when.tell_meanwhile(kept.uses_left)
            return
        unsaved = self._entered() != self._begun
        self._when.show_uses(kept.uses_left)
        if not unsaved:
            self._begun = self._entered()

    async def _ask_and_close(self) -> None:
        discard = await self._desk.prompter.confirm(
            self,
            self.tr("Discard what you entered?"),
            self.tr("The book stays as it is."),
            yes=self.tr("Discard"),
            no=self.tr("Keep editing"),
            dangerous=True,
        )
        if discard:
            self.closed.emit()
