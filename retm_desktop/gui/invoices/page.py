"""The invoices tab: days and filters on top, the list, and beside it what it adds up to or one invoice whole."""

from datetime import timedelta

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.columns import invoice_columns
from retm_desktop.gui.invoices.detail import InvoiceDetail
from retm_desktop.gui.invoices.filters import Filters
from retm_desktop.gui.invoices.names import InvoiceNames, read_names
from retm_desktop.gui.invoices.saving import Saving
from retm_desktop.gui.invoices.states import InvoiceStates
from retm_desktop.gui.invoices.totals import TotalsPanel
from retm_desktop.gui.orders.keys import Ask, ask_of
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.paged_table import PagedTable
from retm_desktop.store.invoices import InvoiceQuery, InvoiceRow

_TICK_MS = 20_000


class InvoicesPage(QWidget):
    """Shows the stored invoices; `order_requested` carries the key of the order to show."""

    order_requested = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._names = InvoiceNames(desk)
        self._named = False
        self._key: int | None = None
        self._wanted: int | None = None
        self.setObjectName("invoices_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        filters = self._filters = Filters(desk, self)
        self._count = label("", "muted", name="invoices_count")
        self._notice = Notice(desk.theme, name="invoices_notice")
        self._table: PagedTable[InvoiceQuery, InvoiceRow] = PagedTable(
            desk,
            invoice_columns(desk, lambda: self._names, lambda: filters.periods.period.span),
            name="invoices_list",
            words=self.tr("Invoices"),
            key=lambda row: row.key,
            query=lambda: filters.query,
            total=desk.invoices.count,
            page=desk.invoices.page,
        )
        self._states = InvoiceStates(desk, self._table, filters)
        self._totals = TotalsPanel(desk)
        self._detail = InvoiceDetail(desk)
        self._saving = Saving(desk, self, self._notice)
        self._lay_out()
        self._sums = Rereading(self._tasks, "totals", self._read_totals)
        self._details = Rereading(self._tasks, "details", self._read_details)
        self._naming = Rereading(self._tasks, "names", self._read_names)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(filters.periods.tick)
        self._clock.start()
        self._connect()
        self._place()
        # After the first painting.
        QTimer.singleShot(0, self, self._naming.ask)

    # What others may ask of the page

    def show_invoice(self, key: int) -> None:
        """Show one invoice whole, and where it stands in the list; days and filters make way where they hide it."""
        self._tasks.spawn(self._go_to(key), "go")

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self._filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filters.search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._filters.periods.tick()
        # The arrows walk through the invoices at once, or as soon as they are read.
        self._states.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = ask_of(event)
        match asked[0] if asked else None:
            case Ask.CLEAR if self._key is not None:
                self._clear()
            case Ask.CLEAR if self._filters.search.text():
                self._filters.search.clear()
            case Ask.COPY:
                text = self._totals.as_text() if self._key is None else self._detail.as_text()
                QGuiApplication.clipboard().setText(text)
            case _:
                super().keyPressEvent(event)

    # Construction

    def _lay_out(self) -> None:
        theme, filters = self._desk.theme, self._filters
        whole = QVBoxLayout(self)
        edge = theme.space("xl")
        whole.setContentsMargins(edge, theme.space("l"), edge, theme.space("l"))
        whole.setSpacing(theme.space("m"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("m"))
        head.addWidget(label(self.tr("Invoices"), "display", name="invoices_title"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(filters.choices, 8)
        head.addWidget(filters.search, 6)
        whole.addLayout(head)
        whole.addWidget(filters.periods)
        whole.addWidget(self._notice)
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        row.addWidget(self._states, 1)
        row.addWidget(self._totals)
        row.addWidget(self._detail)
        whole.addLayout(row, 1)

    def _connect(self) -> None:
        bridge = self._desk.bridge
        bridge.invoices_changed.connect(self._refresh)
        bridge.orders_changed.connect(self._refresh_detail)
        bridge.catalogue_changed.connect(self._rename)
        bridge.active_changed.connect(self._start_over)
        bridge.status_changed.connect(self._place)
        self._filters.changed.connect(self._narrow)
        self._filters.search.returnPressed.connect(self._into_list)
        self._table.shown.connect(self._shown)
        self._table.picked.connect(self._pick)
        self._table.opened.connect(self._pick)
        self._detail.closed.connect(self._clear)
        self._detail.order_requested.connect(self.order_requested)
        self._totals.export_requested.connect(self._export)
        self._saving.changed.connect(self._place)

    # Following the store

    def _narrow(self) -> None:
        self._table.lay_out()
        self._refresh()

    def _refresh(self) -> None:
        # Before the names are known, the boxes do not yet say what was chosen the last time.
        if self._named:
            self._table.ask()
            self._sums.ask()
            self._refresh_detail()

    def _refresh_detail(self) -> None:
        if self._key is not None:
            self._details.ask()

    def _rename(self) -> None:
        self._naming.ask()

    def _start_over(self) -> None:
        self._clear()
        self._states.start_over()
        self._filters.search.clear()
        self._filters.periods.tick()
        self._naming.ask()

    async def _read_names(self) -> None:
        self._names = await read_names(self._desk)
        self._named = True
        self._filters.choices.offer(self._names)
        self._table.viewport().update()
        self._narrow()

    async def _read_totals(self) -> None:
        query = self._filters.query
        totals = await self._desk.invoices.totals(query)
        there_are = await self._desk.invoices.count(InvoiceQuery(query.connection_id))
        if query != self._filters.query:
            self._sums.ask()
            return
        self._totals.show_totals(totals, self._filters.days, self._filters.words)
        self._states.tell(totals.count + totals.void_count, there_are=bool(there_are))
        self._place()

    async def _read_details(self) -> None:
        key = self._key
        if key is None:
            return
        details = await self._desk.invoices.details(key)
        if key != self._key:
            return
        if details is None:
            self._clear()
            return
        # The other way round both would ask for room for a moment, and the window would grow.
        self._totals.hide()
        self._detail.show_invoice(details, self._names)
        self._place()

    async def _go_to(self, key: int) -> None:
        details = await self._desk.invoices.details(key)
        if details is None:
            self._notice.say(
                self.tr("This invoice is not on this computer any more."),
                self.tr("Nothing was changed. Look for it in the list, or ask RETM."),
                tone="warn",
            )
            return
        self._key = self._wanted = key
        self._filters.make_way(details)

    async def _reveal(self, key: int) -> None:
        """Scroll to where an invoice stands, which may be thousands of rows away, and select it there."""
        details = await self._desk.invoices.details(key)
        if details is None or key != self._key:
            return
        newer = msgspec.structs.replace(self._filters.query, since=details.row.created_at + timedelta(microseconds=1))
        at = await self._desk.invoices.count(newer)
        if key == self._key:
            place = self._table.model().index(at, 0)
            if not self._table.viewport().rect().contains(self._table.visualRect(place).center()):
                self._table.scrollTo(place, PagedTable.ScrollHint.PositionAtCenter)
            self._table.choose(key, show=False)

    def _shown(self, _total: int) -> None:
        self._place()
        if self._wanted is not None:
            key, self._wanted = self._wanted, None
            self._tasks.spawn(self._reveal(key), "reveal")

    def _place(self) -> None:
        total = self._table.total
        self._count.setText(self.tr("{n} invoices").format(n=bidi.ltr(f"{total:,}")) if total else "")
        self._states.place()
        detailed = self._key is not None and not self._detail.isHidden()
        self._totals.setVisible(self._states.there_are and not detailed)
        self._totals.allow_export(bool(total) and not self._saving.running)

    # Choosing

    def _into_list(self) -> None:
        self._table.setFocus()
        if self._table.key is None and self._table.total:
            self._table.selectRow(0)

    def _pick(self, key: int) -> None:
        self._key = key
        self._details.ask()

    def _clear(self) -> None:
        self._key = self._wanted = None
        self._detail.hide()
        self._table.choose(None)
        self._place()
        self._table.setFocus()

    def _export(self) -> None:
        self._saving.begin(self._filters.query, self._names, self._filters.periods.period.text.replace(" – ", "-"))
