"""What an order's timeline says of its payments."""

import re

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.text import Language
from retm_desktop.gui import bidi
from retm_desktop.gui.payments.money import sen_money
from retm_desktop.gui.payments.words import cause_of, way_name
from retm_desktop.store.payments import PaymentWay

ICONS = {
    "payment_starting": "wallet",
    "payment_asking": "question",
    "payment_reversing": "arrow-u-up-left",
    "payment_unclear": "warning-circle",
    "payment_refunding": "arrow-u-up-left",
    "payment_paid": "check-circle",
    "payment_refunded": "arrow-u-up-left",
    "payment_failed": "x-circle",
    "payment_expired": "hourglass-medium",
    "payment_reversed": "arrow-u-up-left",
}
"""Phosphor's name of the icon of each kind of event."""

_OUR_CODE = re.compile(r"[a-z]+(_[a-z]+)*")
"""How our own codes are written; what the service says begins with a capital or is a sentence."""


def payment_event_words(kind: str, detail: str, language: Language) -> str:
    """Return one line for an event of a payment; `detail` is "<way> <sen> <reference> [refusal or error code]".

    Empty for a kind or a detail that is not known here.
    """
    parts = detail.split(" ", 3)
    if kind not in ICONS or len(parts) < 3 or parts[0] not in tuple(PaymentWay) or not parts[1].isdecimal():
        return ""
    reason = parts[3] if len(parts) > 3 else ""
    ours = bool(_OUR_CODE.fullmatch(reason))
    cause = cause_of(reason if ours else "", "" if ours else reason)
    return _line(kind, told=cause is not None).format(
        amount=sen_money(int(parts[1]), language),
        way=way_name(PaymentWay(parts[0])),
        reference=bidi.ltr(parts[2]),
        why=cause.what if cause is not None else "",
    )


def _line(kind: str, *, told: bool) -> str:
    """Return the line of a kind; `told` says that there is a reason to fill in."""
    translate = QCoreApplication.translate
    match kind:
        case "payment_starting":
            return translate("PaymentTimeline", "Payment of {amount} begun by {way} (reference {reference})")
        case "payment_asking":
            return translate("PaymentTimeline", "Asked how the payment of {amount} ended")
        case "payment_reversing":
            return translate("PaymentTimeline", "The payment of {amount} is being taken back")
        case "payment_unclear" if told:
            return translate(
                "PaymentTimeline", "Not certain whether {amount} was charged (reference {reference}). {why}"
            )
        case "payment_unclear":
            return translate("PaymentTimeline", "Not certain whether {amount} was charged (reference {reference})")
        case "payment_refunding":
            return translate("PaymentTimeline", "Refund of {amount} begun")
        case "payment_paid" if told:
            return translate("PaymentTimeline", "Refund of {amount} did not happen. {why}")
        case "payment_paid":
            return translate("PaymentTimeline", "Paid {amount} by {way} (reference {reference})")
        case "payment_refunded":
            return translate("PaymentTimeline", "Refunded {amount} (reference {reference})")
        case "payment_failed" if told:
            return translate("PaymentTimeline", "Payment of {amount} by {way} failed. {why}")
        case "payment_failed":
            return translate("PaymentTimeline", "Payment of {amount} by {way} failed")
        case "payment_expired":
            return translate("PaymentTimeline", "Payment of {amount} by {way}: not paid in time")
        case _:
            return translate("PaymentTimeline", "Payment of {amount} taken back: nothing is charged")
