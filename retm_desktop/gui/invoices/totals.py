"""What the listed invoices add up to, by payment method and by tax: sums of RETM's own figures."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.money import rounded
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.widgets.bill import money_words
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.labels import label, line, trailing
from retm_desktop.store.invoices import InvoiceTotals, TotalOf


class TotalsPanel(QFrame):
    """Built once; `show_totals` fills it. `export_requested` asks for the listed invoices as a file."""

    export_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._totals = InvoiceTotals()
        self._title, self._choices = "", ""
        self.setObjectName("invoices_totals")
        self.setProperty("role", "card")
        theme = desk.theme
        self.setFixedWidth(theme.size("board_column") + theme.space("xxl"))
        edge = theme.space("l")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("hair"), theme.space("s"), theme.space("hair"), edge)
        column.setSpacing(theme.space("s"))
        head = QHBoxLayout()
        # Margins are not mirrored, spacing is.
        head.setContentsMargins(theme.space("s"), 0, theme.space("s"), 0)
        head.addSpacing(edge - theme.space("s"))
        head.addWidget(label(self.tr("Totals"), "title"), 1)
        head.addWidget(CopyButton(theme, self.tr("the totals"), self.as_text, name="invoices_totals_copy"))
        column.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(edge, 0, edge, 0)
        self._export = button(
            self.tr("Export as CSV"),
            name="invoices_export",
            icon=icon("download-simple", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self._export.clicked.connect(self.export_requested)
        foot.addWidget(self._export)
        column.addLayout(foot)
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
        place = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(self._body())
        self._scroll.verticalScrollBar().setValue(place)

    def allow_export(self, allowed: bool) -> None:
        """Take the export button away while a file is being written, or where there is nothing to write."""
        self._export.setEnabled(allowed)

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
        edge = theme.space("l")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(edge, 0, edge, theme.space("s"))
        column.setSpacing(theme.space("s"))
        for words, name in ((self._title, "invoices_totals_days"), (self._choices, "invoices_totals_choices")):
            if words:
                column.addWidget(label(words, "muted", name=name, wrap=True))
        sums = _grid(theme.space("s"), theme.space("xs"))
        for words, value, what in self._figures():
            role = {"net": "title", "sales": "strong", "tax": "caption"}.get(what, "")
            self._row(sums, words, money_words(self._desk, value), role, f"invoices_total_{what}")
        column.addLayout(sums)
        column.addWidget(line())
        counts = _grid(theme.space("s"), theme.space("xs"))
        for n, (words, count) in enumerate(self._counts()):
            name = f"invoices_count_{('all', 'refunded', 'void')[n]}"
            self._row(counts, words, bidi.ltr(str(count)), "" if n != 1 else "caption", name)
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
        grid = _grid(theme.space("s"), theme.space("xs"))
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

    def _row(self, grid: QGridLayout, words: str, value: str, role: str, name: str) -> None:
        at = grid.rowCount()
        grid.addWidget(label(words, role, wrap=True), at, 0)
        figure = label(value, role, name=name)
        figure.setAlignment(trailing())
        grid.addWidget(figure, at, 1)

    def _name(self, one: TotalOf) -> str:
        return self._desk.text(one.name) or one.id or self.tr("Without a name")


def _grid(across: int, down: int) -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(across)
    made.setVerticalSpacing(down)
    made.setColumnStretch(0, 1)
    return made


def _figure(value: Decimal) -> str:
    return f"{rounded(value):.2f}"
