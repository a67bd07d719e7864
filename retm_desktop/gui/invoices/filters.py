"""Everything the list of invoices is narrowed by: days, branch, status, payment method and the search."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.choices import Choices
from retm_desktop.gui.widgets.period_filters import PeriodFilters
from retm_desktop.store.invoices import InvoiceQuery


class Filters(PeriodFilters):
    """Holds the widgets `search`, `periods` and `choices`; `changed` is told when the operator changed any of them."""

    def __init__(self, desk: Desk, view: QWidget) -> None:
        choices = Choices(desk)
        words = QCoreApplication.translate("Filters", "Number, item or sku")
        super().__init__(desk, view, lambda: desk.zone, choices, words, name="invoices")
        self._desk = desk
        self.choices = choices

    @property
    def query(self) -> InvoiceQuery:
        """Which invoices are listed and summed."""
        since, until = self.bounds
        return InvoiceQuery(
            self._desk.connection_id,
            since=since,
            until=until,
            branch_id=self.choices.branch_id,
            status=self.choices.status,
            refunded=self.choices.refunded,
            payment_id=self.choices.payment_id,
            text=self.text,
        )
