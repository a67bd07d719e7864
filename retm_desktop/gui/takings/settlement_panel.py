"""What a day's settlement adds up to: payments and refunds, by wallet and by store."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from retm_desktop.domain.payments import SettlementKind, SettlementLine
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payments.money import exact
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.takings.settled import Part, Sums, is_signed, kinds_of, parts_of, sums_of
from retm_desktop.gui.takings.words import settled_name, wallet_name
from retm_desktop.gui.widgets.labels import label, line, trailing
from retm_desktop.gui.widgets.totals_card import TotalsCard

_Rows = list[tuple[str, str, Sums]]
"""What the sums are of, the end of their object names, and the sums."""


class SettlementPanel(TotalsCard):
    """Built once; `show_lines` fills it. `export_requested` asks for the settlement as a file."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            QCoreApplication.translate("SettlementPanel", "Totals in ringgit"),
            QCoreApplication.translate("SettlementPanel", "the totals"),
            name="settlement_totals",
            width=theme.size("board_column") + 2 * theme.space("xxl"),
            export="settlement_export",
        )
        self._desk = desk
        self._title = ""
        self._groups: list[tuple[str, _Rows]] = []
        self._untold = 0
        self._signed = True

    def show_lines(self, lines: Sequence[SettlementLine], title: str) -> None:
        """Show the sums of a day's lines; `title` names the day."""
        self._title = title
        self._signed = is_signed(lines)
        self._untold = sums_of(lines).untold
        self._groups = [("", self._of_kinds(lines))]
        stores = {each.store_id: each.store_name for each in lines}
        for heading, parts, what in (
            (self.tr("By wallet"), parts_of(lines, lambda each: each.method), "wallet"),
            (self.tr("By store"), parts_of(lines, lambda each: each.store_id), "store"),
        ):
            names = [self._name(part, stores, what) for part in parts]
            rows = [(name, f"{what}_{n}", part.sums) for n, (name, part) in enumerate(zip(names, parts, strict=True))]
            self._groups.append((heading, rows))
        self._show(self._body())

    def as_text(self) -> str:
        """Return all of it as rows with tabs between the cells, figures as a spreadsheet reads them."""
        rows: list[tuple[str, ...]] = [(self.tr("Totals in ringgit"), self._title)]
        for heading, sums in self._groups:
            rows += [(), (heading, self.tr("Lines"), *self._headings())]
            rows += [
                (name, str(one.count), *(f"{each:f}" for each in (one.gross, one.fee, one.net)))
                for name, _, one in sums
            ]
        return plain("\n".join("\t".join(cells) for cells in rows))

    def _of_kinds(self, lines: Sequence[SettlementLine]) -> _Rows:
        words: dict[str, str] = {
            SettlementKind.PAYMENT: self.tr("Payments"),
            SettlementKind.REFUND: self.tr("Refunds"),
        }
        rows = [
            (words.get(part.kind) or settled_name(part.kind), part.kind.lower(), part.sums) for part in kinds_of(lines)
        ]
        if self._signed and len(rows) > 1:
            rows.append((self.tr("Together"), "together", sums_of(lines)))
        return rows

    def _name(self, part: Part, stores: dict[str, str], what: str) -> str:
        store = bidi.auto(stores.get(part.of, "")) or bidi.ltr(part.of)
        name = (wallet_name(part.of) if what == "wallet" else store) or self.tr("Without a name")
        if part.kind == SettlementKind.REFUND:
            return self.tr("{name}, refunds").format(name=name)
        return name

    def _headings(self) -> tuple[str, str, str]:
        return self.tr("Gross"), self.tr("Fee"), self.tr("Net")

    def _body(self) -> QWidget:
        theme = self._desk.theme
        body = QWidget()
        column = self._column(body)
        column.addWidget(label(self._title, "muted", name="settlement_totals_day"))
        for heading, rows in self._groups:
            if heading:
                column.addWidget(line())
                column.addWidget(label(heading, "title"))
            self._add_group(column, rows)
        if self._untold:
            words = self.tr("Lines without a figure or in another currency, in no sum: {n}")
            words = words.format(n=bidi.ltr(str(self._untold)))
            column.addWidget(label(words, "caption", name="settlement_untold", tone="warn", wrap=True))
        if not self._signed:
            words = self.tr("{service} tells these refunds without a minus, so they are not taken off anywhere here.")
            words = words.format(service=PAYMENTS_SERVICE)
            column.addWidget(label(words, "caption", name="settlement_unsigned", tone="warn", wrap=True))
        column.addSpacing(theme.space("xs"))
        source = self.tr("Sums of {service}'s own figures.").format(service=PAYMENTS_SERVICE)
        column.addWidget(label(source, "caption", name="settlement_totals_source", wrap=True))
        column.addStretch(1)
        return body

    def _add_group(self, column: QVBoxLayout, rows: _Rows) -> None:
        theme = self._desk.theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(theme.space("hair"))
        for place, words in enumerate(self._headings()):
            grid.setColumnStretch(place, 1)
            grid.addWidget(_at_end(words, "caption"), 0, place)
        for name, end, sums in rows:
            at = grid.rowCount()
            grid.setRowMinimumHeight(at, theme.size("icon_l"))
            named = label(name, "strong", name=f"settlement_{end}", wrap=True)
            grid.addWidget(named, at, 0, 1, 2)
            count = _at_end(bidi.ltr(f"×{sums.count:,}"), "caption", name=f"settlement_{end}_count")
            grid.addWidget(count, at, 2)
            figures = (("gross", sums.gross), ("fee", sums.fee), ("net", sums.net))
            for place, (what, value) in enumerate(figures):
                figure = _at_end(bidi.ltr(exact(value)), name=f"settlement_{end}_{what}")
                grid.addWidget(figure, at + 1, place)
        column.addLayout(grid)


def _at_end(words: str, role: str = "", *, name: str = "") -> QLabel:
    made = label(words, role, name=name)
    made.setAlignment(trailing())
    return made
