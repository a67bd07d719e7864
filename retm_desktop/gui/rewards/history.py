"""What RETM's till redeemed, or wanted to: every call, good or refused, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rewards.listed import CodeDetail, ListedView
from retm_desktop.gui.rewards.names import HistoryRow, history_rows
from retm_desktop.gui.rewards.words import moment_words, recent_words, refusal_words
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import chip, label, retone
from retm_desktop.gui.widgets.paged_table import Column, PagedTable


@dataclass(frozen=True)
class Query:
    """Which redemptions: of one reward, or those whose code holds a text."""

    connection_id: int
    reward_id: int | None = None
    code: str = ""


class HistoryView(ListedView):
    """Lists the redemptions of all rewards, or of the one named by a strip above."""

    reward_requested = Signal(int)
    """Carries the id of a reward to show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reward: tuple[int, str] | None = None
        theme = desk.theme
        table: PagedTable[Query, HistoryRow] = PagedTable(
            desk,
            self._columns(),
            name="rewards_history",
            words=self.tr("Redemptions"),
            key=lambda row: row.redemption.id,
            query=lambda: self._query,
            total=self._count,
            page=self._read_page,
        )
        none = EmptyState(
            theme,
            "empty-orders",
            self.tr("Nothing redeemed yet"),
            self.tr("Every redemption RETM tells of appears here by itself, also one that was refused."),
            name="rewards_history_empty",
        )
        nothing = EmptyState(
            theme,
            "empty-search",
            self.tr("Nothing found"),
            self.tr("No redemption fits."),
            self.tr("Show all"),
            name="rewards_history_nothing",
        )
        nothing.button.clicked.connect(self._show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        column.addWidget(self._strip())
        column.addWidget(
            label(
                self.tr(
                    "RETM sends no invoice number with a redemption, and no branch with a check: a redemption leads to "
                    "no invoice, and a reward limited to branches is refused only when it is redeemed."
                ),
                "muted",
                name="rewards_history_words",
                wrap=True,
            )
        )
        column.addLayout(self._begin(table, none, nothing), 1)

    def search(self, text: str) -> None:
        """Show only redemptions whose code holds `text`; one reward's history is left for it."""
        if text == self._text:
            return
        self._text = text
        if text:
            self._reward = None
        self._narrowed()

    def show_only(self, reward_id: int, code: str) -> None:
        """Show the redemptions of one reward."""
        self._reward = (reward_id, code)
        self._text = ""
        self._narrowed()

    def start_anew(self) -> None:
        """Another restaurant: nothing is known any more."""
        self._reward = None
        self._stack.setCurrentWidget(self._blank)
        self._narrowed()

    @property
    def _query(self) -> Query:
        return Query(self._desk.connection_id, self._reward[0] if self._reward else None, self._text)

    def _columns(self) -> list[Column[HistoryRow]]:
        desk = self._desk
        return [
            Column(
                self.tr("Time"),
                lambda row: recent_words(desk, row.redemption.used_at or row.redemption.received_at),
                units=3.5,
            ),
            Column(
                self.tr("Code"), lambda row: bidi.auto(row.redemption.code) or "–", units=3.2, stretch=True, strong=True
            ),
            Column(self.tr("Branch"), branch_words, units=4, stretch=True, spare=2),
            Column(
                self.tr("Outcome"),
                lambda row: refusal_words(row.redemption.refusal),
                units=4.8,
                chip=True,
                tone=_tone,
            ),
            Column(
                self.tr("Told again"),
                lambda row: bidi.ltr(f"{row.redemption.repeats}×") if row.redemption.repeats else "",
                units=2.2,
                at_end=True,
                spare=1,
                tone=lambda _row: "muted",
            ),
        ]

    def _strip(self) -> QWidget:
        theme = self._desk.theme
        self._only = QFrame()
        self._only.setObjectName("rewards_history_only")
        self._only.setProperty("role", "notice")
        row = QHBoxLayout(self._only)
        row.setContentsMargins(theme.space("m"), theme.space("xs"), theme.space("m"), theme.space("xs"))
        self._only_words = label("", name="rewards_history_only_words")
        row.addWidget(self._only_words, 1)
        everything = button(self.tr("Show all"), "link", name="rewards_history_all")
        everything.clicked.connect(self._show_all)
        row.addWidget(everything)
        self._only.hide()
        return self._only

    def _narrowed(self) -> None:
        if self._reward is not None:
            words = self.tr("Only redemptions of {code}").format(code=bidi.auto(self._reward[1]))
            self._only_words.setText(words)
        self._only.setVisible(self._reward is not None)
        self._read_from_the_top()

    def _show_all(self) -> None:
        self._reward = None
        self._text = ""
        self._narrowed()
        self.show_all_requested.emit()

    async def _count(self, query: Query) -> int:
        history = self._desk.rewards
        found = await history.history_count(query.connection_id, reward_id=query.reward_id, code=query.code)
        narrow = query.reward_id is not None or query.code
        self._there_are = await history.history_count(query.connection_id) if narrow else found
        return found

    async def _read_page(self, query: Query, offset: int, limit: int) -> Sequence[HistoryRow]:
        rows = await self._desk.rewards.history(
            query.connection_id, offset, limit, reward_id=query.reward_id, code=query.code
        )
        return await history_rows(self._desk, rows)

    def _make_detail(self) -> CodeDetail:
        detail = _Detail(self._desk, self)
        detail.reward_requested.connect(self.reward_requested)
        return detail


class _Detail(CodeDetail):
    """One redemption, and the way to its reward."""

    reward_requested = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, name="redemption")
        self.row: HistoryRow | None
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("l"),) * 4)
        column.setSpacing(theme.space("m"))
        column.addLayout(self._head())
        outcome = QHBoxLayout()
        self._outcome = chip("", name="redemption_outcome")
        outcome.addWidget(self._outcome)
        outcome.addStretch(1)
        column.addLayout(outcome)
        fact = partial(Fact, theme, of="redemption")
        self._used = fact("clock", self.tr("Used, by the till's clock"), None, name="used")
        self._received = fact("tray", self.tr("Told by RETM"), None, name="received")
        self._branch = fact("storefront", self.tr("Branch"), self._copied_branch, name="branch")
        self._repeats = fact("repeat", self.tr("Told again, and answered the same"), None, name="repeats")
        for each in (self._used, self._received, self._branch, self._repeats):
            column.addWidget(each)
        self._reward = button(self.tr("Show the reward"), name="redemption_reward")
        self._reward.clicked.connect(self._ask_for_reward)
        column.addWidget(self._reward, 0, Qt.AlignmentFlag.AlignLeading)
        self._gone = label("", "muted", name="redemption_no_reward", wrap=True)
        column.addWidget(self._gone)
        column.addStretch(1)

    def show_row(self, row: HistoryRow) -> None:
        """Show a redemption."""
        desk, told = self._desk, row.redemption
        self.row = row
        self._show_code(told.code)
        self._outcome.setText(refusal_words(told.refusal))
        retone(self._outcome, _tone(row))
        self._used.show_words(moment_words(desk, told.used_at) if told.used_at else "")
        self._received.show_words(moment_words(desk, told.received_at))
        self._branch.show_words(branch_words(row) if told.branch_id else "")
        times = self.tr("{n} times").format(n=bidi.ltr(str(told.repeats))) if told.repeats else self.tr("Never")
        self._repeats.show_words(times)
        self._reward.setVisible(told.reward_id is not None)
        self._gone.setText(self.tr("No reward of the book belongs to it (any more)."))
        self._gone.setVisible(told.reward_id is None)
        self.show()

    def _ask_for_reward(self) -> None:
        if self.row is not None and self.row.redemption.reward_id is not None:
            self.reward_requested.emit(self.row.redemption.reward_id)

    def _copied_branch(self) -> str:
        return self.row.redemption.branch_id if self.row else ""


def branch_words(row: HistoryRow) -> str:
    """Return where it was: the branch's name, or its id where the store knows none."""
    return bidi.auto(row.branch) or bidi.ltr(row.redemption.branch_id) or "–"


def _tone(row: HistoryRow) -> str:
    return "good" if row.redemption.refusal is None else "danger"
