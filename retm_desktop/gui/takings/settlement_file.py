"""A day's settlement as a file for a spreadsheet: days and times of the account, the service's figures untouched."""

from collections.abc import Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.payments import SettlementLine
from retm_desktop.gui.takings.words import wallet_name
from retm_desktop.gui.widgets.spreadsheet import Cells, as_words, csv_file
from retm_desktop.slices import in_slices


async def settlement_file(lines: Sequence[SettlementLine], zone: ZoneInfo) -> bytes:
    """Return the file, a line for every line of the settlement; a refund is negative where the service tells it so."""
    return await csv_file(_headings(), await in_slices(lambda line: _cells(line, zone), lines))


def _headings() -> list[str]:
    translate = QCoreApplication.translate
    return [
        translate("SettlementFile", "Kind"),
        translate("SettlementFile", "Date"),
        translate("SettlementFile", "Time"),
        translate("SettlementFile", "Transaction"),
        translate("SettlementFile", "Reference"),
        translate("SettlementFile", "Store id"),
        translate("SettlementFile", "Store"),
        translate("SettlementFile", "Wallet code"),
        translate("SettlementFile", "Wallet"),
        translate("SettlementFile", "Region"),
        translate("SettlementFile", "Way of paying"),
        translate("SettlementFile", "Gross"),
        translate("SettlementFile", "Rate in percent"),
        translate("SettlementFile", "Fee"),
        translate("SettlementFile", "Net"),
        translate("SettlementFile", "Currency"),
    ]


def _cells(line: SettlementLine, zone: ZoneInfo) -> Cells:
    at = line.at.astimezone(zone) if line.at else None
    return [
        as_words(line.kind),
        at.strftime("%Y-%m-%d") if at else "",
        at.strftime("%H:%M:%S") if at else "",
        as_words(line.transaction_id),
        as_words(line.order_id),
        as_words(line.store_id),
        as_words(line.store_name),
        as_words(line.method),
        as_words(wallet_name(line.method)),
        as_words(line.region),
        as_words(line.type),
        *(_figure(each) for each in (line.gross, line.rate, line.fee, line.net)),
        as_words(line.currency),
    ]


def _figure(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
