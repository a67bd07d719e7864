"""The words of what came lately and what waits: messages, orders, the outbox."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.doctor.finding import Check, Finding
from retm_desktop.gui.doctor.words_of_the_way import AdviceText


def of_orders(found: Finding) -> AdviceText | None:
    """Return the words of a finding on orders, None for one of another kind."""
    translate = QCoreApplication.translate
    match found.check:
        case Check.WEBHOOKS | Check.LAST_ORDER | Check.OUTBOX if found.code == "no_restaurant":
            return translate("Doctor", "There is nothing to tell before a restaurant is connected."), ""
        case Check.WEBHOOKS:
            return _of_webhooks(found.code)
        case Check.LAST_ORDER:
            return _of_last_order(found.code)
        case Check.OUTBOX:
            return _of_outbox(found.code)
    return None


def _of_webhooks(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok":
            return translate("Doctor", "Last received: {kinds}."), ""
        case "none_expected":
            return translate("Doctor", "None has come, and none is expected without a public address."), ""
        case "never":
            return (
                translate("Doctor", "RETM has never sent a message, although a public address is set."),
                translate("Doctor", "Register the addresses of Setup, Connection in RETM's developer portal."),
            )
        case "silent":
            return (
                translate("Doctor", "Orders came without a message from RETM: {untold} since the last one at {last}."),
                translate(
                    "Doctor", "Check the addresses registered in RETM's developer portal and the public address."
                ),
            )
    return None


def _of_last_order(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok" | "quiet":
            return translate("Doctor", "Last order {last}; in the last hour {count}, usual at this time {usual}."), ""
        case "little_history":
            return translate("Doctor", "Last order {last}; too few weeks are known to say what is usual now."), ""
        case "none_yet":
            return (
                translate("Doctor", "No order has ever arrived here."),
                translate("Doctor", "Make a test order on the RETM till of this restaurant."),
            )
        case "few":
            return (
                translate("Doctor", "Orders in the last hour: {count}; usual at this time is {usual}."),
                translate("Doctor", "Compare with the RETM till: if it has no more orders either, it is a calm hour."),
            )
        case "silent":
            return (
                translate("Doctor", "No order in the last hour; usual at this time is {usual}. Last order {last}."),
                translate(
                    "Doctor", "Look whether the RETM till has orders that are missing here, and whether it is open."
                ),
            )
    return None


def _of_outbox(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok":
            return translate("Doctor", "Everything done here has been sent to RETM."), ""
        case "sending":
            return translate("Doctor", "Being sent to RETM: {pending}."), ""
        case "stuck":
            return (
                translate("Doctor", "Not sent to RETM yet: {pending}, the oldest since {oldest}."),
                translate("Doctor", "Leave the program open with internet; it sends them by itself."),
            )
        case "failed":
            return (
                translate("Doctor", "RETM did not take: {failed}; still to be sent: {pending}."),
                translate("Doctor", "Press the unsent actions at the top of the window, then retry or give up each."),
            )
    return None
