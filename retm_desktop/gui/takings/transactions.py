"""The transactions: days and filters on top, the list, and beside it what it adds up to or one of them whole."""

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_account.connected import account_id
from retm_desktop.gui.takings.columns import transaction_columns
from retm_desktop.gui.takings.detail import TransactionDetail
from retm_desktop.gui.takings.filters import TakingsFilters
from retm_desktop.gui.takings.states import TransactionStates
from retm_desktop.gui.takings.totals import TakingsPanel
from retm_desktop.gui.widgets.paged_table import PagedTable
from retm_desktop.gui.widgets.period_page import Listed, PeriodPage
from retm_desktop.store.takings import TakingsTotals, TransactionQuery, TransactionRow


class TransactionsView(PeriodPage):
    """Shows the stored transactions of the payment account."""

    _filters: TakingsFilters
    _totals: TakingsPanel
    _detail: TransactionDetail

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stores: dict[str, str] = {}
        self._account = account_id(desk)
        self.setObjectName("takings_transactions")
        filters = TakingsFilters(desk, self)
        table: PagedTable[TransactionQuery, TransactionRow] = PagedTable(
            desk,
            transaction_columns(desk, self._store_name, lambda: filters.periods.period.span),
            name="takings_list",
            words=self.tr("Transactions"),
            key=lambda row: row.key,
            query=lambda: filters.query,
            total=desk.takings.count,
            page=desk.takings.page,
        )
        listed: Listed[TransactionQuery, TakingsTotals, TransactionRow] = Listed(
            words=lambda n: self.tr("{n} transactions").format(n=n),
            learn=self._learn_names,
            count=desk.takings.count,
            sums=self._sums_of,
            show_sums=lambda totals: self._totals.show_totals(totals, filters.days, filters.words),
            entry=desk.takings.get,
            show_entry=lambda row: self._detail.show_transaction(row, self._store_name(row)),
            moment=lambda row: row.at,
        )
        self._begin(
            listed,
            filters=filters,
            table=table,
            states=TransactionStates(desk, table, filters),
            totals=TakingsPanel(desk),
            detail=TransactionDetail(desk),
        )
        bridge = desk.bridge
        # Another transaction may bring another wallet, and the account's stores are told with its payments.
        bridge.takings_changed.connect(self._naming.ask)
        bridge.payments_changed.connect(self._payments_changed)

    async def _learn_names(self) -> None:
        account = account_id(self._desk)
        stores = await self._desk.payment_stores.all(account)
        statuses, methods = await self._desk.takings.choices(account)
        self._stores = {store.id: store.name for store in stores}
        self._filters.choices.offer(statuses, methods, stores)

    async def _sums_of(self, query: TransactionQuery) -> tuple[TakingsTotals, int, bool]:
        totals = await self._desk.takings.totals(query)
        there_are = await self._desk.takings.count(TransactionQuery(query.connection_id))
        return totals, totals.count, bool(there_are)

    def _store_name(self, row: TransactionRow) -> str:
        one = row.transaction
        return self._stores.get(one.store_id) or one.store_name or one.store_id

    def _payments_changed(self) -> None:
        account = account_id(self._desk)
        if account != self._account:
            self._account = account
            self._start_over()
            return
        self._naming.ask()
        self._place()
