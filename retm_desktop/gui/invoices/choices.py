"""Which invoices are listed: branch, status and payment method, as they were chosen the last time."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices.names import InvoiceNames, Offers
from retm_desktop.gui.invoices.words import STATUSES, status_name
from retm_desktop.gui.widgets.combo import Combo

_REFUNDED = "refunded"
_BRANCH, _STATUS, _PAYMENT = "invoices.branch", "invoices.status", "invoices.payment"


class Choices(QWidget):
    """Three boxes; `changed` is told when the operator chose."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._settings = desk.settings
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("m"))
        self._boxes: dict[str, QComboBox] = {}
        for key, words, name in (
            (_BRANCH, self.tr("Branch"), "invoices_branch"),
            (_STATUS, self.tr("Status"), "invoices_status"),
            (_PAYMENT, self.tr("Payment method"), "invoices_payment"),
        ):
            box = Combo(theme, words, name=name)
            box.setMinimumWidth(theme.size("rail") + theme.space("xxl"))
            box.setMaximumWidth(theme.size("board_column_least"))
            box.setToolTip(words)
            box.activated.connect(partial(self._chose, key))
            self._boxes[key] = box
            row.addWidget(box, 1)
        statuses = [(str(code), status_name(code)) for code in STATUSES]
        statuses.append((_REFUNDED, self.tr("Refunded, also in part")))
        _fill(self._boxes[_STATUS], self.tr("All statuses"), statuses, self._remembered(_STATUS))
        self.offer(InvoiceNames(desk))

    def offer(self, names: InvoiceNames) -> None:
        """Offer the branches and payment methods there are; what was chosen stays chosen."""
        for key, first, offers in (
            (_BRANCH, self.tr("All branches"), names.branches),
            (_PAYMENT, self.tr("All payments"), names.methods),
        ):
            _fill(self._boxes[key], first, [(one, bidi.auto(name)) for one, name in offers], self._remembered(key))

    @property
    def branch_id(self) -> str:
        """Id of the chosen branch."""
        return self._chosen(_BRANCH)

    @property
    def payment_id(self) -> str:
        """Id of the chosen payment method."""
        return self._chosen(_PAYMENT)

    @property
    def status(self) -> int | None:
        """The chosen status, None for all."""
        chosen = self._chosen(_STATUS)
        return int(chosen) if chosen and chosen != _REFUNDED else None

    @property
    def refunded(self) -> bool:
        """Whether only those are asked for of which anything was given back."""
        return self._chosen(_STATUS) == _REFUNDED

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return any(self._chosen(key) for key in self._boxes)

    @property
    def words(self) -> list[str]:
        """What was chosen, in the boxes' own words."""
        return [box.currentText() for key, box in self._boxes.items() if self._chosen(key)]

    def clear(self) -> None:
        """Choose all, without telling `changed`."""
        for key, box in self._boxes.items():
            box.setCurrentIndex(0)
            self._settings.set(key, "")

    def _chosen(self, key: str) -> str:
        return str(self._boxes[key].currentData() or "")

    def _remembered(self, key: str) -> str:
        return self._settings.get(key, str, "")

    def _chose(self, key: str, _number: int) -> None:
        self._settings.set(key, self._chosen(key))
        self.changed.emit()


def _fill(box: QComboBox, first: str, offers: Offers, chosen: str) -> None:
    # An open list of choices must not be emptied under the pointer for nothing.
    wanted = [("", first), *offers]
    if [(box.itemData(n), box.itemText(n)) for n in range(box.count())] == wanted:
        return
    box.clear()
    for key, words in wanted:
        box.addItem(words, key)
    folded = [key.casefold() for key, _ in wanted]
    box.setCurrentIndex(folded.index(chosen.casefold()) if chosen.casefold() in folded else 0)
