"""The invoices tab: days and filters on top, the list, and beside it what it adds up to or one invoice whole."""

from PySide6.QtCore import Qt

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.columns import invoice_columns
from retm_desktop.gui.invoices.detail import InvoiceDetail
from retm_desktop.gui.invoices.export import as_csv, read_all
from retm_desktop.gui.invoices.filters import Filters
from retm_desktop.gui.invoices.names import InvoiceNames, read_names
from retm_desktop.gui.invoices.states import InvoiceStates
from retm_desktop.gui.invoices.totals import TotalsPanel
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.paged_table import PagedTable
from retm_desktop.gui.widgets.period_page import Listed, PeriodPage
from retm_desktop.gui.widgets.saving import Saving, SavingWords
from retm_desktop.store.invoices import InvoiceDetails, InvoiceQuery, InvoiceRow, InvoiceTotals


class InvoicesPage(PeriodPage):
    """Shows the stored invoices; `order_requested` carries the key of the order to show."""

    _filters: Filters
    _totals: TotalsPanel
    _detail: InvoiceDetail

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._names = InvoiceNames(desk)
        self.setObjectName("invoices_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        filters = Filters(desk, self)
        self._notice = Notice(desk.theme, name="invoices_notice")
        table: PagedTable[InvoiceQuery, InvoiceRow] = PagedTable(
            desk,
            invoice_columns(desk, lambda: self._names, lambda: filters.periods.period.span),
            name="invoices_list",
            words=self.tr("Invoices"),
            key=lambda row: row.key,
            query=lambda: filters.query,
            total=desk.invoices.count,
            page=desk.invoices.page,
        )
        words = SavingWords(
            self.tr("Export the invoices"),
            self.tr("Invoices exported: {n}"),
            self.tr("The invoices could not be written."),
        )
        self._saving = Saving(desk, self, self._notice, words, name="invoices")
        listed: Listed[InvoiceQuery, InvoiceTotals, InvoiceDetails] = Listed(
            words=lambda n: self.tr("{n} invoices").format(n=n),
            learn=self._learn_names,
            count=desk.invoices.count,
            sums=self._sums_of,
            show_sums=lambda totals: self._totals.show_totals(totals, filters.days, filters.words),
            entry=desk.invoices.details,
            show_entry=lambda details: self._detail.show_invoice(details, self._names),
            moment=lambda details: details.row.created_at,
        )
        self._begin(
            listed,
            filters=filters,
            table=table,
            states=InvoiceStates(desk, table, filters),
            totals=TotalsPanel(desk),
            detail=InvoiceDetail(desk),
            head=(label(self.tr("Invoices"), "display", name="invoices_title"),),
            below=(self._notice,),
        )
        whole, edge = self.layout(), desk.theme.space("xl")
        if whole is not None:
            whole.setContentsMargins(edge, desk.theme.space("l"), edge, desk.theme.space("l"))
        self._totals.export_requested.connect(self._export)
        self._saving.changed.connect(self._place)
        self.gone.connect(self._tell_gone)
        bridge = desk.bridge
        bridge.invoices_changed.connect(self._refresh)
        bridge.orders_changed.connect(self._refresh_detail)
        bridge.catalogue_changed.connect(self._naming.ask)
        bridge.active_changed.connect(self._start_over)
        bridge.status_changed.connect(self._place)

    def show_invoice(self, key: int) -> None:
        """Show one invoice whole, and where it stands in the list; days and filters make way where they hide it."""
        self.show_entry(key)

    async def _learn_names(self) -> None:
        self._names = await read_names(self._desk)
        self._filters.choices.offer(self._names)

    async def _sums_of(self, query: InvoiceQuery) -> tuple[InvoiceTotals, int, bool]:
        totals = await self._desk.invoices.totals(query)
        there_are = await self._desk.invoices.count(InvoiceQuery(query.connection_id))
        return totals, totals.count + totals.void_count, bool(there_are)

    def _place(self) -> None:
        super()._place()
        self._totals.allow_export(bool(self._table.total) and not self._saving.running)

    def _tell_gone(self) -> None:
        self._notice.say(
            self.tr("This invoice is not on this computer any more."),
            self.tr("Nothing was changed. Look for it in the list, or ask RETM."),
            tone="warn",
        )

    def _export(self) -> None:
        query, names = self._filters.query, self._names

        async def made() -> tuple[bytes, int]:
            rows = await read_all(self._desk, query)
            return await as_csv(self._desk, names, rows), len(rows)

        self._saving.begin(made, self._filters.periods.period.text.replace(" – ", "-"))
