"""The columns of the list of transactions."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_account.connected import account_zone
from retm_desktop.gui.payments.money import sen_money
from retm_desktop.gui.takings.words import is_known, status_name, status_tone, wallet_name
from retm_desktop.gui.widgets.paged_table import Column
from retm_desktop.gui.widgets.period import Span
from retm_desktop.gui.widgets.period_columns import moment_columns
from retm_desktop.store.takings import TransactionRow


def transaction_columns(
    desk: Desk, store_name: Callable[[TransactionRow], str], span: Callable[[], Span]
) -> list[Column[TransactionRow]]:
    """Return the columns; how much of the time they tell hangs on the days that are listed."""
    translate = QCoreApplication.translate
    return [
        *moment_columns(lambda row: row.at, lambda: account_zone(desk), span),
        Column(
            translate("Takings", "Order"),
            lambda row: bidi.auto(row.transaction.title) or "–",
            2.8,
            strong=True,
            stretch=True,
        ),
        Column(
            translate("Takings", "Reference"),
            lambda row: bidi.ltr(row.transaction.order_id or row.transaction.id),
            4.2,
            spare=1,
            tone=lambda _row: "muted",
        ),
        Column(translate("Takings", "Wallet"), lambda row: wallet_name(row.transaction.method) or "–", 2.5, spare=3),
        Column(
            translate("Takings", "Store"),
            lambda row: bidi.auto(store_name(row)) or "–",
            2.6,
            stretch=True,
            spare=2,
        ),
        Column(
            translate("Takings", "Status"),
            lambda row: status_name(row.transaction.status),
            2.9,
            chip=True,
            tone=lambda row: status_tone(row.transaction.status) or "muted",
            icon=lambda row: "" if is_known(row.transaction.status) else "question",
        ),
        Column(
            translate("Takings", "Amount"),
            lambda row: sen_money(row.transaction.amount, desk.language, row.transaction.currency),
            2.7,
            at_end=True,
            strong=True,
        ),
    ]
