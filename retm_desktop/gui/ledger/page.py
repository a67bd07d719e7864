"""The ledger in Setup: the last comparison on top, days and filters, every order's times, and one line whole."""

import msgspec
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.ledger.columns import CellTips, ledger_columns
from retm_desktop.gui.ledger.compared import ComparedStrip
from retm_desktop.gui.ledger.detail import LedgerDetail
from retm_desktop.gui.ledger.export import as_csv, read_all
from retm_desktop.gui.ledger.filters import LedgerFilters
from retm_desktop.gui.ledger.states import LedgerStates
from retm_desktop.gui.orders.names import Names, read_names
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.paged_table import PagedTable
from retm_desktop.gui.widgets.period_page import Listed, PeriodPage
from retm_desktop.gui.widgets.saving import Saving, SavingWords
from retm_desktop.store.ledger import LedgerQuery, LedgerRow

_Counts = tuple[int, int]
"""Of the orders listed without the two choices: how many were missed, how many nobody saw."""


class LedgerPage(PeriodPage):
    """Shows the stored ledger; `order_requested` carries the key of the order to show."""

    _filters: LedgerFilters
    _detail: LedgerDetail

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._names = Names(desk, (), ())
        self._stale = False
        self.setObjectName("ledger_page")
        theme = desk.theme
        filters = LedgerFilters(desk, self)
        described = ledger_columns(desk, lambda: self._names, lambda: filters.periods.period.span)
        table: PagedTable[LedgerQuery, LedgerRow] = PagedTable(
            desk,
            [column for column, _ in described],
            name="ledger_list",
            words=self.tr("Ledger"),
            key=lambda row: row.key,
            query=lambda: filters.query,
            total=desk.ledger.count,
            page=desk.ledger.page,
        )
        CellTips(table, [tip for _, tip in described])
        self._notice = Notice(theme, name="ledger_notice")
        words = SavingWords(
            self.tr("Export the ledger"), self.tr("Orders exported: {n}"), self.tr("The ledger could not be written.")
        )
        self._saving = Saving(desk, self, self._notice, words, name="ledger")
        self._export = button(
            self.tr("Export as CSV"),
            name="ledger_export",
            icon=icon("download-simple", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self._compared = ComparedStrip(desk)
        self._compared.add(self._export)
        listed: Listed[LedgerQuery, _Counts, LedgerRow] = Listed(
            words=lambda n: self.tr("{n} orders").format(n=n),
            learn=self._learn_names,
            count=desk.ledger.count,
            sums=self._counts_of,
            show_sums=lambda counts: filters.choices.show_counts(*counts),
            entry=desk.ledger.row,
            show_entry=lambda row: self._detail.show_row(row, self._names),
            moment=lambda row: row.sent_at,
        )
        self._begin(
            listed,
            filters=filters,
            table=table,
            states=LedgerStates(desk, table, filters),
            totals=None,
            detail=LedgerDetail(desk),
            head=(label(self.tr("Ledger"), "display", name="ledger_title"),),
            below=(self._notice,),
        )
        whole, edge = self.layout(), theme.space("xl")
        if isinstance(whole, QVBoxLayout):
            whole.setContentsMargins(edge, theme.space("l"), edge, theme.space("l"))
            whole.insertWidget(1, self._compared)
        self._export.clicked.connect(self._save)
        self._saving.changed.connect(self._place)
        bridge = desk.bridge
        for changed in (bridge.ledger_changed, bridge.orders_changed):
            changed.connect(self._follow)
        bridge.catalogue_changed.connect(self._naming.ask)
        bridge.active_changed.connect(self._start_over)
        bridge.active_changed.connect(self._compared.start_over)
        self._compared.refresh()

    def show_missed(self) -> None:
        """List the missed orders of all days, and nothing else."""
        self._clear()
        self._filters.show_missed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._follow()

    def _follow(self) -> None:
        # The ledger changes with every order that comes into view: nobody reads along behind another page.
        self._stale = not self.isVisible()
        if not self._stale:
            self._refresh()
            self._compared.refresh()

    async def _learn_names(self) -> None:
        self._names = await read_names(self._desk)
        self._filters.choices.offer(self._names)

    async def _counts_of(self, query: LedgerQuery) -> tuple[_Counts, int, bool]:
        count = self._desk.ledger.count
        missed = await count(msgspec.structs.replace(query, missed=True, unseen=False))
        unseen = await count(msgspec.structs.replace(query, missed=False, unseen=True))
        listed = await count(query)
        there_are = bool(listed) or bool(await self._desk.ledger.page(LedgerQuery(query.connection_id), 0, 1))
        return (missed, unseen), listed, there_are

    def _place(self) -> None:
        super()._place()
        self._export.setEnabled(bool(self._table.total) and not self._saving.running)

    def _save(self) -> None:
        query, names = self._filters.query, self._names

        async def made() -> tuple[bytes, int]:
            rows = await read_all(self._desk, query)
            return await as_csv(self._desk, names, rows), len(rows)

        self._saving.begin(made, self._filters.periods.period.text.replace(" – ", "-"))
