"""The listed lines of the ledger as a file for a spreadsheet: whole times with their offset, and the delays."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.ledger.words import how_words, missed_why
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.widgets.spreadsheet import Cells, as_words, csv_file
from retm_desktop.gui.words import stage_name
from retm_desktop.slices import in_slices
from retm_desktop.store.ledger import LedgerQuery, LedgerRow

_AT_ONCE = 500
"""Lines read in one go."""


async def read_all(desk: Desk, query: LedgerQuery) -> list[LedgerRow]:
    """Return every line of the query, newest first, without holding up the window."""
    found: dict[int, LedgerRow] = {}
    offset = 0
    while rows := await desk.ledger.page(query, offset, _AT_ONCE):
        # What comes in meanwhile pushes the rest down: a few are met twice, none is missed.
        found.update((row.key, row) for row in rows)
        offset += len(rows)
    return list(found.values())


async def as_csv(desk: Desk, names: Names, rows: Sequence[LedgerRow]) -> bytes:
    """Return the file: one line an order, ISO times in the restaurant's zone, empty where nothing has happened."""
    lines = await in_slices(lambda row: _line(desk, names, row), rows)
    return await csv_file(_headings(), lines)


def _headings() -> list[str]:
    translate = QCoreApplication.translate
    return [
        translate("LedgerExport", "Order"),
        translate("LedgerExport", "Our reference"),
        translate("LedgerExport", "Branch"),
        translate("LedgerExport", "Stage"),
        translate("LedgerExport", "Sent by RETM"),
        translate("LedgerExport", "Received"),
        translate("LedgerExport", "Received after (s)"),
        translate("LedgerExport", "How"),
        translate("LedgerExport", "Stored"),
        translate("LedgerExport", "Shown"),
        translate("LedgerExport", "Shown after (s)"),
        translate("LedgerExport", "Sounded"),
        translate("LedgerExport", "Seen"),
        translate("LedgerExport", "Seen after (s)"),
        translate("LedgerExport", "Acted on"),
        translate("LedgerExport", "Acted on after (s)"),
        translate("LedgerExport", "Missed, why"),
    ]


def _line(desk: Desk, names: Names, row: LedgerRow) -> Cells:
    def time(at: datetime | None) -> str:
        return "" if at is None else at.astimezone(desk.zone).isoformat(timespec="milliseconds")

    def after(at: datetime | None) -> str:
        return "" if at is None else f"{(at - row.sent_at).total_seconds():.3f}"

    return [
        as_words(row.number),
        as_words(row.partner_reference),
        as_words(names.branch(row.branch_id) or row.branch_id),
        stage_name(row.stage),
        time(row.sent_at),
        time(row.received_at),
        after(row.received_at),
        how_words(row.how),
        time(row.stored_at),
        time(row.shown_at),
        after(row.shown_at),
        time(row.sounded_at),
        time(row.seen_at),
        after(row.seen_at),
        time(row.acted_at),
        after(row.acted_at),
        missed_why(row.missed),
    ]
