"""One reward: what it gives, when and where, how often it was used, and what can be done with it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.text import ascii_digits
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.fold import Fold
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.rewards.listed import CodeDetail
from retm_desktop.gui.rewards.names import BookRow
from retm_desktop.gui.rewards.told import ToldDocument
from retm_desktop.gui.rewards.words import (
    branches_words,
    gives_words,
    period_words,
    products_words,
    state_of,
    uses_words,
)
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import chip, label, line, retone


class RewardDetail(CodeDetail):
    """Hidden until `show_row`; what is to be done with the reward is told."""

    edit_requested = Signal(int)
    """Carries the reward's id, as all below."""
    duplicate_requested = Signal(int)
    switch_requested = Signal(int, bool)
    remove_requested = Signal(int)
    history_requested = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, name="reward")
        self.row: BookRow | None
        theme = desk.theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.space("xs"),) * 4)
        scroll = QScrollArea()
        scroll.setObjectName("reward_detail_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(scroll)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(*(theme.space("m"),) * 4)
        column.setSpacing(theme.space("m"))
        column.addLayout(self._head())
        standing = QHBoxLayout()
        self._state = chip("", name="reward_state")
        standing.addWidget(self._state)
        standing.addStretch(1)
        column.addLayout(standing)
        self._gives = label("", "title", name="reward_gives", wrap=True)
        column.addWidget(self._gives)
        self._note = label("", "muted", name="reward_note", wrap=True)
        column.addWidget(self._note)
        column.addLayout(self._acts())
        column.addWidget(line())
        column.addLayout(self._facts())
        history = button(self.tr("Show what the till redeemed"), "link", name="reward_history")
        history.clicked.connect(lambda: self.history_requested.emit(self._id))
        column.addWidget(history, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(line())
        self._told = ToldDocument(desk, name="reward_told")
        column.addWidget(Fold(theme, self.tr("What the till gets"), self._told, name="reward_told_show"))
        column.addStretch(1)
        scroll.setWidget(body)
        desk.bridge.settings_changed.connect(self._renew)

    @property
    def _id(self) -> int:
        return self.row.reward.id if self.row is not None else 0

    def show_row(self, row: BookRow) -> None:
        """Show a reward."""
        desk, reward = self._desk, row.reward
        self.row = row
        self._show_code(reward.code)
        self._gives.setText(gives_words(desk, reward, products_words(reward, row.product)))
        self._note.setText(bidi.auto(reward.note))
        self._note.setVisible(bool(reward.note))
        self._switch.setText(self.tr("Switch off") if reward.active else self.tr("Switch on"))
        self._period.show_words(period_words(desk, reward))
        self._uses.show_words(uses_words(reward.uses_left))
        self._used.show_words(bidi.ltr(f"{row.used:,}"))
        where = branches_words(reward, row.branch)
        if reward.branch_ids:
            where += "\n" + self.tr("RETM's check names no branch: elsewhere it is refused only when it is redeemed.")
        self._branches.show_words(where)
        self._phone.show_words(bidi.phone(reward.customer_phone))
        self._phone.setVisible(bool(reward.customer_phone))
        self._button.show_words(
            f"{bidi.auto(desk.text(reward.label))}\n{bidi.ltr(reward.address)}" if reward.address else ""
        )
        self._button.setVisible(bool(reward.address))
        self._told.show_reward(reward)
        self.tick()
        self.show()

    def tick(self) -> None:
        """Tell whether it is good now."""
        if self.row is not None:
            state = state_of(self.row.reward, self._desk.now())
            self._state.setText(state.words)
            retone(self._state, state.tone)

    def _renew(self) -> None:
        if self.row is not None and not self.isHidden():
            self._told.show_reward(self.row.reward)

    def _acts(self) -> QGridLayout:
        theme = self._desk.theme
        grid = QGridLayout()
        grid.setSpacing(theme.space("s"))
        edit = self._act(self.tr("Edit"), "primary", "pencil-simple", "reward_edit")
        edit.clicked.connect(lambda: self.edit_requested.emit(self._id))
        self._switch = self._act("", "", "power", "reward_switch")
        self._switch.clicked.connect(self._turn)
        duplicate = self._act(self.tr("Duplicate"), "", "copy-simple", "reward_duplicate")
        duplicate.clicked.connect(lambda: self.duplicate_requested.emit(self._id))
        remove = self._act(self.tr("Remove"), "danger", "trash", "reward_remove")
        remove.clicked.connect(lambda: self.remove_requested.emit(self._id))
        for number, act in enumerate((edit, self._switch, duplicate, remove)):
            grid.addWidget(act, number // 2, number % 2)
        return grid

    def _act(self, words: str, role: str, glyph: str, name: str) -> QPushButton:
        theme = self._desk.theme
        ink = {"primary": "on_primary", "danger": "danger"}.get(role, "text")
        return button(words, role, name=name, icon=icon(glyph, theme.color(ink)), icon_size=theme.size("icon_s"))

    def _turn(self) -> None:
        if self.row is not None:
            self.switch_requested.emit(self.row.reward.id, not self.row.reward.active)

    def _facts(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("xs"))
        fact = partial(Fact, theme, of="reward")
        self._period = fact("calendar-blank", self.tr("Valid"), None, name="period")
        self._uses = fact("ticket", self.tr("Uses left"), None, name="uses")
        self._used = fact("checks", self.tr("Used so far"), None, name="used")
        self._branches = fact("storefront", self.tr("Branches"), None, name="branches")
        self._phone = fact("phone", self.tr("Customer's phone"), self._copied_phone, name="phone")
        self._button = fact("link-simple", self.tr("Button at the till"), self._copied_address, name="button")
        for each in (self._period, self._uses, self._used, self._branches, self._phone, self._button):
            column.addWidget(each)
        return column

    def _copied_phone(self) -> str:
        return ascii_digits(self.row.reward.customer_phone) if self.row else ""

    def _copied_address(self) -> str:
        return self.row.reward.address if self.row else ""
