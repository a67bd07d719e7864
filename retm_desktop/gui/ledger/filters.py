"""Everything the ledger is narrowed by: days, branch, the search, only what was missed, only what nobody saw."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.filter_boxes import FilterBoxes
from retm_desktop.gui.widgets.period_filters import PeriodFilters
from retm_desktop.store.ledger import LedgerQuery

_BRANCH = "branch"


class LedgerChoices(FilterBoxes):
    """A box of branches, and two choices that are not remembered: a list that hides most orders would puzzle."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, name="ledger")
        self.add_box(_BRANCH, self.tr("Branch"))
        self.missed = self._choice(self.tr("Missed only"), "ledger_missed")
        self.unseen = self._choice(self.tr("Nobody saw"), "ledger_unseen")
        self._captions = {each: each.text() for each in (self.missed, self.unseen)}
        self.offer(None)

    def offer(self, names: Names | None) -> None:
        """Offer the branches there are; what was chosen stays chosen."""
        branches = names.branches if names else []
        self.fill(_BRANCH, self.tr("All branches"), [(one, bidi.auto(name)) for one, name in branches if one])

    def show_counts(self, missed: int, unseen: int) -> None:
        """Show how many orders of the listed days the two choices would leave."""
        for choice, count in ((self.missed, missed), (self.unseen, unseen)):
            words = self._captions[choice]
            choice.setText(f"{words}  {bidi.ltr(f'{count:,}')}" if count else words)

    @property
    def branch_id(self) -> str:
        """Id of the chosen branch."""
        return self.chosen(_BRANCH)

    @property
    def narrow(self) -> bool:
        return super().narrow or self.missed.isChecked() or self.unseen.isChecked()

    @property
    def words(self) -> list[str]:
        chosen = [self._captions[each] for each in (self.missed, self.unseen) if each.isChecked()]
        return [*super().words, *chosen]

    def clear(self) -> None:
        super().clear()
        self.choose(missed=False)

    def choose(self, *, missed: bool) -> None:
        """Leave only the missed orders or all of them, without telling `changed`."""
        for each, checked in ((self.missed, missed), (self.unseen, False)):
            each.blockSignals(True)
            each.setChecked(checked)
            each.blockSignals(False)

    def _choice(self, words: str, name: str) -> QPushButton:
        made = button(words, "choice", name=name)
        made.toggled.connect(self.changed)
        self._row.addWidget(made)
        self.setMaximumWidth(self._theme.size("window_width"))
        return made


class LedgerFilters(PeriodFilters):
    """Holds the widgets `periods`, `choices` and `search`."""

    def __init__(self, desk: Desk, view: QWidget) -> None:
        choices = LedgerChoices(desk)
        words = QCoreApplication.translate("LedgerFilters", "Number, phone, name or item")
        super().__init__(desk, view, lambda: desk.zone, choices, words, name="ledger")
        self._desk = desk
        self.choices = choices

    @property
    def query(self) -> LedgerQuery:
        """Which orders are listed."""
        since, until = self.bounds
        return LedgerQuery(
            self._desk.connection_id,
            since=since,
            until=until,
            branch_id=self.choices.branch_id,
            text=self.text,
            missed=self.choices.missed.isChecked(),
            unseen=self.choices.unseen.isChecked(),
        )

    def show_missed(self) -> None:
        """List the missed orders of all days, and nothing else."""
        self.show_all_days()
        self.choices.clear()
        self.choices.choose(missed=True)
        self.search.clear()
        self.changed.emit()
