"""What the listed invoices add up to, by payment method and by tax: sums of RETM's own figures."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from retm_desktop.domain.money import rounded
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.bill import money_words
from retm_desktop.gui.widgets.labels import label, line, trailing
from retm_desktop.gui.widgets.totals_card import TotalsCard, add_sum, sum_grid
from retm_desktop.store.invoices import InvoiceTotals, TotalOf


class TotalsPanel(TotalsCard):
    """Built once; `show_totals` fills it. `export_requested` asks for the listed invoices as a file."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            QCoreApplication.translate("TotalsPanel", "Totals"),
            QCoreApplication.translate("TotalsPanel", "the totals"),
            name="invoices_totals",
            width=theme.size("board_column") + theme.space("xxl"),
            export="invoices_export",
        )
        self._desk = desk
        self._totals = InvoiceTotals()
        self._title, self._choices = "", ""
        self.show_totals(self._totals, "", "")

    @property
    def totals(self) -> InvoiceTotals:
        """What is shown."""
        return self._totals

    def show_totals(self, totals: InvoiceTotals, title: str, choices: str) -> None:
        """Show sums; `title` names the days, `choices` what else the list was narrowed by, empty for nothing."""
        if self._scroll.widget() and (totals, title, choices) == (self._totals, self._title, self._choices):
            return
        self._totals, self._title, self._choices = totals, title, choices
        self._show(self._body())

    def as_text(self) -> str:
        """Return all of it as rows with tabs between the cells, figures as a spreadsheet reads them."""
        totals = self._totals
        rows = [(self.tr("Totals"), *(part for part in (self._title, self._choices) if part))]
        rows += [(words, _figure(value)) for words, value, _ in self._figures()]
        rows += [(words, str(count)) for words, count in self._counts()]
        for heading, of in ((self.tr("Payment method"), totals.payments), (self.tr("Tax"), totals.taxes)):
            if of:
                rows += [(), (heading, self.tr("Invoices"), self.tr("Amount"), self.tr("Of it refunded in full"))]
                rows += [(self._name(one), str(one.count), _figure(one.amount), _figure(one.refunded)) for one in of]
        return plain("\n".join("\t".join(cells) for cells in rows))

    def _figures(self) -> list[tuple[str, Decimal, str]]:
        totals = self._totals
        return [
            (self.tr("Sales"), totals.total, "sales"),
            (self.tr("of it tax"), totals.tax, "tax"),
            (self.tr("Refunds"), -totals.refunded, "refunds"),
            (self.tr("Net"), totals.total - totals.refunded, "net"),
        ]

    def _counts(self) -> list[tuple[str, int]]:
        totals = self._totals
        return [
            (self.tr("Invoices"), totals.count),
            (self.tr("of them refunded"), totals.refunded_count),
            (self.tr("Void, in no sum"), totals.void_count),
        ]

    def _body(self) -> QWidget:
        theme, totals = self._desk.theme, self._totals
        body = QWidget()
        column = self._column(body)
        for words, name in ((self._title, "invoices_totals_days"), (self._choices, "invoices_totals_choices")):
            if words:
                column.addWidget(label(words, "muted", name=name, wrap=True))
        sums = sum_grid(theme)
        for words, value, what in self._figures():
            role = {"net": "title", "sales": "strong", "tax": "caption"}.get(what, "")
            add_sum(sums, words, money_words(self._desk, value), role, name=f"invoices_total_{what}")
        column.addLayout(sums)
        column.addWidget(line())
        counts = sum_grid(theme)
        for n, (words, count) in enumerate(self._counts()):
            name = f"invoices_count_{('all', 'refunded', 'void')[n]}"
            add_sum(counts, words, bidi.ltr(str(count)), "" if n != 1 else "caption", name=name)
        column.addLayout(counts)
        if totals.untold_refunds:
            words = self.tr("Refunds whose amount RETM does not tell, in no sum: {n}")
            words = words.format(n=bidi.ltr(str(totals.untold_refunds)))
            column.addWidget(label(words, "caption", name="invoices_untold", tone="warn", wrap=True))
        self._add_parts(column, self.tr("By payment method"), totals.payments, "payment")
        self._add_parts(column, self.tr("By tax"), totals.taxes, "tax")
        column.addSpacing(theme.space("xs"))
        source = self.tr("Sums of RETM's own figures for the invoices listed; a refund counts with its invoice.")
        column.addWidget(label(source, "caption", name="invoices_totals_source", wrap=True))
        column.addStretch(1)
        return body

    def _add_parts(self, column: QVBoxLayout, title: str, parts: Sequence[TotalOf], what: str) -> None:
        if not parts:
            return
        theme = self._desk.theme
        column.addWidget(line())
        column.addWidget(label(title, "caption"))
        grid = sum_grid(theme)
        grid.setColumnStretch(0, 0)
        grid.setColumnStretch(1, 1)
        for n, one in enumerate(parts):
            at = grid.rowCount()
            grid.addWidget(label(bidi.auto(self._name(one)), name=f"invoices_{what}_{n}", wrap=True), at, 0)
            grid.addWidget(label(bidi.ltr(f"×{one.count}"), "caption"), at, 1)
            amount = label(money_words(self._desk, one.amount), "strong", name=f"invoices_{what}_{n}_amount")
            amount.setAlignment(trailing())
            grid.addWidget(amount, at, 2)
        column.addLayout(grid)

    def _name(self, one: TotalOf) -> str:
        return self._desk.text(one.name) or one.id or self.tr("Without a name")


def _figure(value: Decimal) -> str:
    return f"{rounded(value):.2f}"
