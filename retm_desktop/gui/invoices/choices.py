"""Which invoices are listed: branch, status and payment method, as they were chosen the last time."""

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.names import InvoiceNames
from retm_desktop.gui.invoices.words import STATUSES, status_name
from retm_desktop.gui.widgets.filter_boxes import FilterBoxes

_REFUNDED = "refunded"
_BRANCH, _STATUS, _PAYMENT = "branch", "status", "payment"


class Choices(FilterBoxes):
    """Three boxes; `changed` is told when the operator chose."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, name="invoices")
        for part, words in (
            (_BRANCH, self.tr("Branch")),
            (_STATUS, self.tr("Status")),
            (_PAYMENT, self.tr("Payment method")),
        ):
            self.add_box(part, words)
        statuses = [(str(code), status_name(code)) for code in STATUSES]
        statuses.append((_REFUNDED, self.tr("Refunded, also in part")))
        self.fill(_STATUS, self.tr("All statuses"), statuses)
        self.offer(InvoiceNames(desk))

    def offer(self, names: InvoiceNames) -> None:
        """Offer the branches and payment methods there are; what was chosen stays chosen."""
        for part, everything, offers in (
            (_BRANCH, self.tr("All branches"), names.branches),
            (_PAYMENT, self.tr("All payments"), names.methods),
        ):
            self.fill(part, everything, [(one, bidi.auto(name)) for one, name in offers])

    @property
    def branch_id(self) -> str:
        """Id of the chosen branch."""
        return self.chosen(_BRANCH)

    @property
    def payment_id(self) -> str:
        """Id of the chosen payment method."""
        return self.chosen(_PAYMENT)

    @property
    def status(self) -> int | None:
        """The chosen status, None for all."""
        chosen = self.chosen(_STATUS)
        return int(chosen) if chosen and chosen != _REFUNDED else None

    @property
    def refunded(self) -> bool:
        """Whether only those are asked for of which anything was given back."""
        return self.chosen(_STATUS) == _REFUNDED
