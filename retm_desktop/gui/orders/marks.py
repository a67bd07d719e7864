"""Words, icons and tones for what may be said about an order besides its stage."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.stages import Stage, next_stage, stage_of
from retm_desktop.domain.text import Language
from retm_desktop.gui import bidi
from retm_desktop.gui.orders.names import Names
from retm_desktop.store.orders import OrderRow


class Mark(NamedTuple):
    """A short remark; `tone` names a colour token (danger, warn, info)."""

    words: str
    icon: str
    tone: str


def pending_mark(row: OrderRow) -> Mark | None:
    """Return what is on its way to RETM for this order, None when nothing is."""
    translate = QCoreApplication.translate
    match row.pending:
        case "":
            return None
        case "failed":
            return Mark(translate("OrderMarks", "Not sent – retry"), "warning-circle", "danger")
        case "unknown":
            return Mark(translate("OrderMarks", "Checking…"), "question", "warn")
        case "pending":
            return Mark(translate("OrderMarks", "Not sent yet"), "paper-plane-tilt", "info")
        case _:
            return Mark(translate("OrderMarks", "Sending…"), "paper-plane-tilt", "info")


def unknown_code(row: OrderRow) -> str:
    """Return words for a state of RETM's that we do not know, empty where all is known."""
    code = row.raw_delivery_status if row.raw_delivery_status is not None else row.raw_status
    if code is None or stage_of(row.raw_delivery_status, row.raw_status) is not None:
        return ""
    return QCoreApplication.translate("OrderMarks", "RETM status {code}").format(code=bidi.ltr(str(code)))


def in_reading_order(text: str, language: Language) -> str:
    """Return `text` so that a label reads it from the right in Arabic.

    A label finds its direction by the first letter outside an isolate, and what is made of names and figures has none.
    """
    return f"\u200f{text}" if language == "ar" and text else text


def main_step(row: OrderRow, names: Names) -> Stage | None:
    """Return the stage the main action leads to; None at the end of the way or while RETM has yet to answer."""
    if row.pending or not row.id:
        return None
    return next_stage(row.stage, delivered_by_driver=names.is_delivery(row.order_type_id))
