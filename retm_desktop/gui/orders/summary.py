"""The first lines of an order, taken out of the one text the store keeps for lists."""

import re
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.text import Language
from retm_desktop.gui import bidi
from retm_desktop.store.orders import OrderRow

_BETWEEN = re.compile(r"(?:[,،] |\n)(?=\d+(?:\.\d+)?×|…$)")
_MORE = "…"
MOST_LINES = 4


def first_lines(row: OrderRow, language: Language) -> tuple[list[str], int]:
    """Return up to four lines such as `2× Chicken shawarma`, and how many pieces are not among them.

    A product without a name still has its line: what was ordered must never look like less.
    """
    text = row.summary.in_language(language)
    if not text:
        return [], 0
    parts = [part for part in _BETWEEN.split(text) if part != _MORE]
    shown = parts[:MOST_LINES]
    unnamed = QCoreApplication.translate("OrderLines", "Item without a name")
    lines: list[str] = []
    pieces = 0
    for part in shown:
        quantity, _, name = part.partition("×")
        pieces += _pieces(quantity)
        lines.append(f"{bidi.ltr(quantity + '×')} {bidi.auto(name.strip() or unnamed)}")
    return lines, max(0, row.item_count - pieces)


def _pieces(quantity: str) -> int:
    try:
        value = Decimal(quantity)
    except InvalidOperation:
        return 1
    return int(value) if value == value.to_integral_value() and value > 0 else 1
