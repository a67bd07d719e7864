"""What the listed transactions add up to: sums of the service's own figures."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from retm_desktop.domain.payments import ringgit_of
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.marks import in_reading_order
from retm_desktop.gui.payments.money import money
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.widgets.labels import label, line
from retm_desktop.gui.widgets.totals_card import TotalsCard, add_sum, sum_grid
from retm_desktop.store.takings import TakingsTotals


class TakingsPanel(TotalsCard):
    """Built once; `show_totals` fills it."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            QCoreApplication.translate("TakingsPanel", "Totals"),
            QCoreApplication.translate("TakingsPanel", "the totals"),
            name="takings_totals",
            width=theme.size("board_column") + theme.space("xxl"),
        )
        self._desk = desk
        self._totals: TakingsTotals | None = None
        self._title, self._choices = "", ""

    @property
    def totals(self) -> TakingsTotals:
        """What is shown."""
        return self._totals or TakingsTotals()

    def show_totals(self, totals: TakingsTotals, title: str, choices: str) -> None:
        """Show sums; `title` names the days, `choices` what else the list was narrowed by, empty for nothing."""
        if (totals, title, choices) == (self._totals, self._title, self._choices):
            return
        self._totals, self._title, self._choices = totals, title, choices
        self._show(self._body())

    def as_text(self) -> str:
        """Return all of it as rows with tabs between the cells, figures as a spreadsheet reads them."""
        rows = [(self.tr("Totals"), *(part for part in (self._title, self._choices) if part))]
        rows += [(words, f"{value:.2f}") for words, value, _ in self._figures()]
        rows.append((self.tr("Transactions"), str(self.totals.count)))
        return plain("\n".join("\t".join(cells) for cells in rows))

    def _figures(self) -> list[tuple[str, Decimal, str]]:
        totals = self.totals
        return [
            (self.tr("Paid"), ringgit_of(totals.paid), "paid"),
            (self.tr("Given back"), ringgit_of(-totals.given_back), "given_back"),
            (self.tr("Net"), ringgit_of(totals.paid - totals.given_back), "net"),
        ]

    def _body(self) -> QWidget:
        theme, language = self._desk.theme, self._desk.language
        body = QWidget()
        column = self._column(body)
        for words, name in ((self._title, "takings_totals_days"), (self._choices, "takings_totals_choices")):
            if words:
                column.addWidget(label(words, "muted", name=name, wrap=True))
        sums = sum_grid(theme)
        for words, value, what in self._figures():
            role = {"net": "title", "paid": "strong"}.get(what, "")
            figure = in_reading_order(money(value, language), language)
            add_sum(sums, words, figure, role, name=f"takings_total_{what}")
        column.addLayout(sums)
        column.addWidget(line())
        counts = sum_grid(theme)
        count = bidi.ltr(f"{self.totals.count:,}")
        add_sum(counts, self.tr("Transactions"), count, name="takings_total_count")
        column.addLayout(counts)
        column.addSpacing(theme.space("xs"))
        source = self.tr(
            "Sums of {service}'s own figures for the transactions listed. What failed, was taken back, or has no end "
            "that is known here is in no sum; a refund counts with its payment."
        ).format(service=PAYMENTS_SERVICE)
        column.addWidget(label(source, "caption", name="takings_totals_source", wrap=True))
        column.addStretch(1)
        return body
