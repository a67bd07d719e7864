"""The columns of the ledger: RETM's time first, everything after it as the delay, the whole time in the tool tip."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.ledger.words import (
    delay,
    how_sentence,
    how_words,
    missed_sentence,
    no_sound_words,
    order_words,
    unseen_words,
    unshown_words,
    untouched_words,
    whole_time,
)
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.widgets.paged_model import ROW_ROLE
from retm_desktop.gui.widgets.paged_table import Column
from retm_desktop.gui.widgets.period import Span
from retm_desktop.gui.widgets.period_columns import moment_columns
from retm_desktop.gui.widgets.row_table import RowTable
from retm_desktop.store.ledger import LedgerRow, Missed

Tip = Callable[[LedgerRow], str]
"""What is said of a cell under the pointer, empty for nothing."""


def ledger_columns(
    desk: Desk, names: Callable[[], Names], span: Callable[[], Span]
) -> list[tuple[Column[LedgerRow], Tip]]:
    """Return the columns with their tips; how much of RETM's time they tell hangs on the days that are listed."""
    translate = QCoreApplication.translate

    def branch(row: LedgerRow) -> str:
        return names().branch(row.branch_id) or row.branch_id

    def after(
        heading: str,
        at: Callable[[LedgerRow], datetime | None],
        *,
        spare: int = 0,
        never: Tip = lambda _row: "",
    ) -> tuple[Column[LedgerRow], Tip]:
        def tip(row: LedgerRow) -> str:
            moment = at(row)
            return never(row) if moment is None else f"{heading}: {whole_time(moment, desk)}"

        column: Column[LedgerRow] = Column(
            heading,
            lambda row: delay(at(row), row.sent_at),
            2.0,
            spare=spare,
            tone=lambda row: "muted" if at(row) is None else "text",
        )
        return column, tip

    number: Column[LedgerRow] = Column(
        translate("Ledger", "Order"),
        lambda row: bidi.number(row.number) or bidi.ltr(row.partner_reference) or "–",
        1.8,
        strong=True,
    )
    place: Column[LedgerRow] = Column(
        translate("Ledger", "Branch"), lambda row: bidi.auto(branch(row)) or "–", 2.6, stretch=True, spare=3
    )
    how: Column[LedgerRow] = Column(
        translate("Ledger", "How"),
        lambda row: how_words(row.how),
        3.0,
        chip=True,
        spare=6,
        tone=lambda row: "warn" if row.missed is not Missed.NOT else "muted",
    )
    received: Column[LedgerRow] = Column(
        translate("Ledger", "Received"),
        lambda row: delay(row.received_at, row.sent_at),
        2.4,
        tone=lambda row: "warn" if row.missed is not Missed.NOT else "text",
        icon=lambda row: "warning" if row.missed is not Missed.NOT else "",
    )
    times: list[Column[LedgerRow]] = moment_columns(lambda row: row.sent_at, lambda: desk.zone, span)
    sent = translate("Ledger", "Sent, by RETM's own time")
    return [
        (number, order_words),
        (place, lambda row: bidi.auto(branch(row))),
        *((column, lambda row: f"{sent}: {whole_time(row.sent_at, desk)}") for column in times),
        (received, lambda row: f"{received.heading}: {whole_time(row.received_at, desk)}"),
        (how, lambda row: missed_sentence(row, branch(row), desk) or how_sentence(row.how)),
        after(translate("Ledger", "Stored"), lambda row: row.stored_at, spare=1),
        after(translate("Ledger", "Shown"), lambda row: row.shown_at, spare=4, never=lambda _row: unshown_words()),
        after(
            translate("Ledger", "Sounded"),
            lambda row: row.sounded_at,
            spare=2,
            never=lambda row: no_sound_words(row, desk),
        ),
        after(translate("Ledger", "Seen"), lambda row: row.seen_at, never=lambda _row: unseen_words()),
        after(translate("Ledger", "Acted on"), lambda row: row.acted_at, spare=5, never=lambda _row: untouched_words()),
    ]


class CellTips(QObject):
    """Says under the pointer what a cell has no room for."""

    def __init__(self, table: RowTable, tips: Sequence[Tip]) -> None:
        """`tips` are as many as the table has columns."""
        super().__init__(table)
        self._table = table
        self._tips = tuple(tips)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._table.indexAt(event.pos())
            row = index.data(ROW_ROLE) if index.isValid() else None
            words = self._tips[index.column()](row) if row is not None else ""
            if words:
                QToolTip.showText(event.globalPos(), words, self._table.viewport(), self._table.visualRect(index))
            else:
                QToolTip.hideText()
            return True
        return super().eventFilter(watched, event)
