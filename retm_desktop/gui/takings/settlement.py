"""The settlement of one day, as it was read last: its lines, what they add up to, and reading it anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.domain.payments import SettlementKind, SettlementLine
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders.keys import Ask, ask_of
from retm_desktop.gui.payment_account.connected import account_id, account_zone, moment_words
from retm_desktop.gui.payments.money import money
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.takings.settlement_file import settlement_file
from retm_desktop.gui.takings.settlement_panel import SettlementPanel
from retm_desktop.gui.takings.settlement_reading import SettlementReading
from retm_desktop.gui.takings.settlement_states import SettlementStates
from retm_desktop.gui.takings.words import settled_name, wallet_name
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.day_bar import DayBar
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.paged_table import Column, PagedTable
from retm_desktop.gui.widgets.saving import Saving, SavingWords
from retm_desktop.store.takings import KeptSettlement

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SettledRow:
    """A line of the settlement on show, and where it stands in it."""

    number: int
    line: SettlementLine


class SettlementView(QWidget):
    """Begins with yesterday: the day that is whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._account = account_id(desk)
        self._day = self.yesterday
        self._kept: KeptSettlement | None = None
        self._rows: tuple[SettledRow, ...] = ()
        self.setObjectName("takings_settlement")
        self._table: PagedTable[datetime | None, SettledRow] = PagedTable(
            desk,
            self._columns(),
            name="settlement_list",
            words=self.tr("Settlement"),
            key=lambda row: row.number,
            query=lambda: self._kept.fetched_at if self._kept else None,
            total=self._count,
            page=self._page,
        )
        self._notice = Notice(desk.theme, name="settlement_notice")
        self._saved = Notice(desk.theme, name="settlement_saved")
        self._reading = SettlementReading(desk, self._notice)
        self._reading.changed.connect(self._place)
        self._totals = SettlementPanel(desk)
        self._totals.export_requested.connect(self._export)
        words = SavingWords(
            self.tr("Export the settlement"),
            self.tr("Lines of the settlement exported: {n}"),
            self.tr("The settlement could not be written."),
        )
        self._saving = Saving(desk, self, self._saved, words, name="settlement")
        self._saving.changed.connect(self._place)
        self._states = SettlementStates(desk, self._table)
        self._states.read_requested.connect(self.read)
        self._lay_out()
        self._loading = Rereading(self._tasks, "kept", self._load)
        bridge = desk.bridge
        bridge.takings_changed.connect(self._loading.ask)
        bridge.payments_changed.connect(self._look_whose)
        self._show_day()

    @property
    def yesterday(self) -> date:
        """The account's day before today."""
        return self._today - _DAY

    def show_day(self, day: date) -> None:
        """Show the settlement of a day."""
        if day != self._day:
            self._day = day
            self._kept, self._rows = None, ()
            self._notice.hide()
            self._show_day()

    def read(self) -> None:
        """Ask the service for the settlement of the day on show."""
        self._reading.begin(self._day)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Midnight may have passed since.
        self._place()
        self._states.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = ask_of(event)
        match asked[0] if asked else None:
            case Ask.CLEAR if self._table.key is not None:
                self._table.choose(None)
            case Ask.COPY if self._rows:
                QGuiApplication.clipboard().setText(self._totals.as_text())
            case _:
                super().keyPressEvent(event)

    # Construction

    def _lay_out(self) -> None:
        theme = self._desk.theme
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.space("m"))
        top = QHBoxLayout()
        top.setSpacing(theme.space("m"))
        self._days = DayBar(
            theme, self._desk.language, name="settlement", usual="yesterday", caption=self.tr("Yesterday")
        )
        self._days.turned.connect(lambda steps: self.show_day(self._day + steps * _DAY))
        self._days.chosen.connect(self.show_day)
        self._days.returned.connect(lambda: self.show_day(self.yesterday))
        top.addWidget(self._days)
        top.addStretch(1)
        self._as_of = label("", "caption", name="settlement_as_of")
        top.addWidget(self._as_of)
        self._read = button(
            self.tr("Read"),
            "primary",
            name="settlement_read",
            icon=icon("arrow-clockwise", theme.color("on_primary")),
            icon_size=theme.size("icon"),
        )
        self._read.clicked.connect(self.read)
        top.addWidget(self._read)
        whole.addLayout(top)
        for widget in (self._reading, self._notice, self._saved):
            whole.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        row.addWidget(self._states, 1)
        row.addWidget(self._totals)
        whole.addLayout(row, 1)

    def _columns(self) -> list[Column[SettledRow]]:
        language = self._desk.language

        def amount(row: SettledRow, what: str) -> str:
            return money(getattr(row.line, what), language, row.line.currency)

        def name(row: SettledRow) -> str:
            return bidi.auto(row.line.store_name) or bidi.ltr(row.line.store_id) or "–"

        return [
            Column(self.tr("Time"), self._time, 1.5, spare=4),
            Column(
                self.tr("Kind"),
                lambda row: settled_name(row.line.kind),
                2.2,
                chip=True,
                tone=lambda row: "warn" if row.line.kind == SettlementKind.REFUND else "good",
                icon=lambda row: "arrow-u-up-left" if row.line.kind == SettlementKind.REFUND else "",
            ),
            Column(
                self.tr("Reference"),
                lambda row: bidi.ltr(row.line.order_id or row.line.transaction_id),
                3.2,
                stretch=True,
                strong=True,
            ),
            Column(self.tr("Wallet"), lambda row: wallet_name(row.line.method) or "–", 2.5, spare=2),
            Column(self.tr("Store"), name, 2.8, stretch=True, spare=1),
            Column(self.tr("Gross"), lambda row: amount(row, "gross"), 2.6, at_end=True),
            Column(
                self.tr("Fee"),
                lambda row: amount(row, "fee"),
                2.2,
                at_end=True,
                spare=3,
                tone=lambda _row: "muted",
            ),
            Column(self.tr("Net"), lambda row: amount(row, "net"), 2.6, at_end=True, strong=True),
        ]

    def _time(self, row: SettledRow) -> str:
        return bidi.clock(row.line.at, account_zone(self._desk)) if row.line.at else "–"

    # What is kept

    @property
    def _today(self) -> date:
        return self._desk.now().astimezone(account_zone(self._desk)).date()

    def _show_day(self) -> None:
        self._states.start_over()
        self._place()
        self._loading.ask()

    def _look_whose(self) -> None:
        """Notice that another payment account is connected, or that one can be asked now."""
        account = account_id(self._desk)
        if account != self._account:
            self._account = account
            self._day = self.yesterday
            self._kept, self._rows = None, ()
            for notice in (self._notice, self._saved):
                notice.hide()
            self._show_day()
        self._place()

    async def _load(self) -> None:
        day, account = self._day, account_id(self._desk)
        kept = await self._desk.takings.settlement(account, day)
        if (day, account) != (self._day, account_id(self._desk)):
            self._loading.ask()
            return
        if kept is None or kept != self._kept:
            self._kept = kept
            lines = kept.settlement.lines if kept else ()
            self._rows = tuple(SettledRow(number, one) for number, one in enumerate(lines))
            self._totals.show_lines(lines, bidi.ltr(day.isoformat()))
            self._table.ask()
        self._states.tell(len(self._rows), there_are=kept is not None)
        self._place()

    async def _count(self, _kept: datetime | None) -> int:
        return len(self._rows)

    async def _page(self, _kept: datetime | None, offset: int, limit: int) -> Sequence[SettledRow]:
        return self._rows[offset : offset + limit]

    def _place(self) -> None:
        kept, running, today = self._kept, self._reading.running, self._today
        self._days.show_day(self._day, is_last=self._day >= today, is_usual=self._day == today - _DAY)
        self._as_of.setText(self._age(kept) if kept else "")
        self._read.setVisible(not running)
        self._read.setEnabled(self._desk.house.payments is not None)
        self._states.place()
        self._totals.setVisible(bool(self._rows))
        self._totals.allow_export(bool(self._rows) and not self._saving.running)

    def _age(self, kept: KeptSettlement) -> str:
        time_words = moment_words(self._desk, kept.fetched_at)
        end = datetime.combine(kept.settlement.day + _DAY, time.min, account_zone(self._desk))
        if kept.fetched_at < end:
            return self.tr("Read at {time}, before the day was over").format(time=time_words)
        return self.tr("Read at {time}").format(time=time_words)

    def _export(self) -> None:
        kept, zone = self._kept, account_zone(self._desk)
        if kept is None:
            return
        lines = kept.settlement.lines

        async def made() -> tuple[bytes, int]:
            return await settlement_file(lines, zone), len(lines)

        self._saving.begin(made, kept.settlement.day.isoformat())
