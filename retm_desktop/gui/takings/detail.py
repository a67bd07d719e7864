"""One transaction whole: what was paid and how, what is left of it, its order, and every id of it."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.domain.payments import Transaction, TransactionStatus
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders.marks import in_reading_order
from retm_desktop.gui.payment_account.connected import account_zone
from retm_desktop.gui.payments.money import sen_money
from retm_desktop.gui.payments.words import cause_of
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.takings.words import is_known, region_name, status_name, status_tone, wallet_name, way_name
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.entry_detail import EntryDetail
from retm_desktop.gui.widgets.labels import chip, label, line
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.totals_card import add_sum, sum_grid
from retm_desktop.store.takings import TransactionRow

_GIVEN_BACK = (TransactionStatus.FULL_REFUNDED, TransactionStatus.PARTIAL_REFUNDED)
_PAID = (TransactionStatus.SUCCESS, *_GIVEN_BACK)


class TransactionDetail(EntryDetail):
    """A card of fixed width; `order_requested` carries the key of the order that was paid."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, QCoreApplication.translate("TransactionDetail", "the transaction"), name="transaction")
        self._row: TransactionRow | None = None
        self._store = ""

    def show_transaction(self, row: TransactionRow, store: str) -> None:
        """Show a transaction, `store` being the name of its store; the same one again keeps its place."""
        before = self._row
        if (row, store) == (before, self._store):
            self.show()
            return
        self._row, self._store = row, store
        title = in_reading_order(self._money(row.transaction.amount), self._desk.language)
        self._show(title, self._body(row), same=before is not None and before.key == row.key)

    def as_text(self) -> str:
        """Return the transaction on show as plain text, one fact a line."""
        if self._row is None:
            return ""
        one = self._row.transaction
        out = [f"{self._money(one.amount)} · {status_name(one.status)}", self._time(self._row.at), one.title]
        out += [f"{what}: {words}" for _, what, words, _, _ in (*self._facts(one), *self._ids(one)) if words]
        out += [f"{what}: {words}" for what, words, _ in self._figures(one)]
        return plain("\n".join(part for part in out if part)).replace("\u00a0", " ")

    def _money(self, sen: int | None) -> str:
        currency = self._row.transaction.currency if self._row else ""
        return sen_money(sen, self._desk.language, currency)

    def _time(self, at: datetime) -> str:
        return at.astimezone(account_zone(self._desk)).strftime("%Y-%m-%d %H:%M:%S")

    def _body(self, row: TransactionRow) -> QWidget:
        theme, one = self._desk.theme, row.transaction
        body = QWidget()
        column = self._column(body)
        state = QHBoxLayout()
        state.setSpacing(theme.space("s"))
        state.addWidget(chip(status_name(one.status), status_tone(one.status), name="transaction_state"))
        state.addWidget(label(bidi.ltr(self._time(row.at)), "muted", name="transaction_time"))
        state.addStretch(1)
        column.addLayout(state)
        self._add_remarks(column, one)
        if one.title:
            column.addWidget(label(bidi.auto(one.title), "title", name="transaction_title", wrap=True))
        self._add_order(column, row)
        figures = self._figures(one)
        if figures:
            sums = sum_grid(theme)
            for what, words, name in figures:
                add_sum(sums, what, in_reading_order(words, self._desk.language), name=f"transaction_{name}")
            column.addLayout(sums)
        column.addWidget(line())
        for glyph, what, words, name, figure in self._facts(one):
            if words:
                self._add_fact(column, glyph, what, words, name, figures=figure)
        column.addWidget(line())
        column.addWidget(label(self.tr("At {service}").format(service=PAYMENTS_SERVICE), "title"))
        for glyph, what, words, name, figure in self._ids(one):
            if words:
                self._add_fact(column, glyph, what, words, name, figures=figure)
        column.addStretch(1)
        return body

    def _add_remarks(self, column: QVBoxLayout, one: Transaction) -> None:
        if not is_known(one.status):
            unknown = Notice(self._desk.theme, name="transaction_unknown")
            unknown.say(
                self.tr("This program does not know this status."),
                self.tr("It is shown as {service} sent it, and is in no sum.").format(service=PAYMENTS_SERVICE),
                tone="warn",
                closable=False,
            )
            column.addWidget(unknown)
        cause = cause_of("", one.error)
        if cause is not None:
            failed = Notice(self._desk.theme, name="transaction_error")
            # What the service said beside its code is for its support, and not always in the screen's language.
            failed.say(cause.what, bidi.auto(one.error.partition(":")[2].strip()), tone="danger", closable=False)
            column.addWidget(failed)

    def _add_order(self, column: QVBoxLayout, row: TransactionRow) -> None:
        theme, key = self._desk.theme, row.order_key
        if key is None:
            words = self.tr("It was not charged here for an order, so there is no way to one.")
            column.addWidget(label(words, "muted", name="transaction_no_order", wrap=True))
            return
        glyph = icon("receipt", theme.color("text"))
        show = button(self.tr("Show order"), name="transaction_show_order", icon=glyph, icon_size=theme.size("icon"))
        show.clicked.connect(lambda: self.order_requested.emit(key))
        column.addWidget(show)

    def _figures(self, one: Transaction) -> list[tuple[str, str, str]]:
        """Return what there is to say of the amount besides itself."""
        told = []
        if one.final_amount is not None and one.final_amount != one.amount:
            told.append((self.tr("Paid after vouchers"), self._money(one.final_amount), "final_amount"))
        if one.status in _GIVEN_BACK and one.balance is not None:
            told.append((self.tr("Given back"), self._money(one.balance - one.amount), "given_back"))
        if one.balance is not None:
            what = self.tr("Can still be refunded") if one.status in _PAID else self.tr("Balance")
            told.append((what, self._money(one.balance), "balance"))
        return told

    def _facts(self, one: Transaction) -> list[tuple[str, str, str, str, bool]]:
        return [
            ("wallet", self.tr("Wallet"), plain(wallet_name(one.method)), "wallet", False),
            ("globe", self.tr("Region"), plain(region_name(one.region)), "region", False),
            ("qr-code", self.tr("Way of paying"), plain(way_name(one.type)), "way", False),
            ("storefront", self.tr("Store"), self._store or one.store_name, "store", False),
            ("money", self.tr("Currency"), one.currency, "currency", True),
        ]

    def _ids(self, one: Transaction) -> list[tuple[str, str, str, str, bool]]:
        code, _, _ = one.error.partition(":")
        return [
            ("hash", self.tr("Transaction"), one.id, "id", True),
            ("hash", self.tr("Our reference"), one.order_id, "reference", True),
            ("hash", self.tr("Reference of the wallet or bank"), one.reference_id, "wallet_reference", True),
            ("hash", self.tr("Store id"), one.store_id, "store_id", True),
            ("hash", self.tr("Terminal"), one.terminal_id, "terminal", True),
            ("hash", self.tr("Status"), one.status, "status", True),
            ("hash", self.tr("Reason"), code.strip(), "reason", True),
            *(
                ("clock", what, self._time(at) if at else "", name, True)
                for what, at, name in (
                    (self.tr("Paid at"), one.paid_at, "paid_at"),
                    (self.tr("Made at"), one.created_at, "created_at"),
                    (self.tr("Last changed at"), one.updated_at, "updated_at"),
                )
            ),
        ]
