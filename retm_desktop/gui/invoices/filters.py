"""Everything the list of invoices is narrowed by: days, branch, status, payment method and the search."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.choices import Choices
from retm_desktop.gui.invoices.period import Period, Span
from retm_desktop.gui.invoices.period_bar import PeriodBar
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.store.invoices import InvoiceDetails, InvoiceQuery


class Filters(QObject):
    """Holds the widgets `search`, `periods` and `choices`; `changed` is told when the operator changed any of them."""

    changed = Signal()

    def __init__(self, desk: Desk, view: QWidget) -> None:
        super().__init__(view)
        self._desk = desk
        theme = desk.theme
        self.periods = PeriodBar(desk)
        self.choices = Choices(desk)
        self.search = SearchBox(theme, self.tr("Number, item or sku"), name="invoices_search")
        self.search.setMinimumWidth(theme.size("product_card"))
        self.search.setMaximumWidth(theme.size("board_column_least"))
        for changed in (self.periods.changed, self.choices.changed, self.search.searched):
            changed.connect(self.changed)

    @property
    def query(self) -> InvoiceQuery:
        """Which invoices are listed and summed."""
        since, until = self.periods.period.bounds(self._desk.zone)
        return InvoiceQuery(
            self._desk.connection_id,
            since=since,
            until=until,
            branch_id=self.choices.branch_id,
            status=self.choices.status,
            refunded=self.choices.refunded,
            payment_id=self.choices.payment_id,
            text=self._text,
        )

    @property
    def narrow(self) -> bool:
        """Whether anything but the days leaves invoices out."""
        return self.choices.narrow or bool(self._text)

    @property
    def days(self) -> str:
        """The days as words for the screen."""
        return bidi.ltr(self.periods.period.text) or self.tr("All days")

    @property
    def words(self) -> str:
        """What else was chosen, as words for the screen; empty for nothing."""
        chosen = self.choices.words
        if self._text:
            chosen.append(self.tr("“{text}”").format(text=bidi.auto(self._text)))
        return " · ".join(chosen)

    def show_all(self) -> None:
        """Leave out nothing of these days."""
        self.choices.clear()
        self.search.clear()
        self.changed.emit()

    def show_all_days(self) -> None:
        """Go through all days."""
        self.periods.show_period(Period(Span.ALL, self.periods.period.day))
        self.changed.emit()

    def make_way(self, details: InvoiceDetails) -> None:
        """Let the list hold an invoice: its day, and no filter that might leave it out."""
        day = details.row.created_at.astimezone(self._desk.zone).date()
        if not self.periods.period.holds(day):
            self.periods.show_period(Period(Span.DAY, day))
        self.show_all()

    @property
    def _text(self) -> str:
        return self.search.text().strip()
