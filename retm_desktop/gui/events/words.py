"""The words of the events page: kinds of messages, and what became of one."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.gui import bidi
from retm_desktop.store.events import EventRow

KINDS = ("order", "invoice", "menu", "customer", "error", "reward/check", "reward/redeem", "install")
"""What RETM sends, by the last part of its address; `install` is the callback of an install."""

KIND_ICONS = {
    "order": "receipt",
    "invoice": "file-text",
    "menu": "fork-knife",
    "customer": "users",
    "error": "warning-circle",
    "reward/check": "ticket",
    "reward/redeem": "ticket",
    "install": "link",
}


def kind_name(kind: str) -> str:
    """Return what a kind of message is called; an unknown one keeps its name."""
    translate = QCoreApplication.translate
    match kind:
        case "order":
            return translate("Events", "Order")
        case "invoice":
            return translate("Events", "Invoice")
        case "menu":
            return translate("Events", "Menu")
        case "customer":
            return translate("Events", "Customer")
        case "error":
            return translate("Events", "Failure told by RETM")
        case "reward/check":
            return translate("Events", "Reward asked for")
        case "reward/redeem":
            return translate("Events", "Reward redeemed")
        case "install":
            return translate("Events", "Install callback")
        case _:
            return bidi.ltr(kind)


def outcome_words(row: EventRow) -> str:
    """Return what became of a message, short enough for a chip."""
    translate = QCoreApplication.translate
    match row.outcome:
        case "":
            return translate("Events", "Waiting")
        case "applied":
            return translate("Events", "Applied")
        case "good":
            return translate("Events", "Good")
        case "repeated":
            return translate("Events", "Repeated")
        case "unknown event":
            return translate("Events", "Unknown event")
        case "unknown order: pulling":
            return translate("Events", "Unknown order")
        case "unreadable":
            return translate("Events", "Unreadable")
        case "failed":
            return translate("Events", "Failed")
        case "no connection":
            return translate("Events", "No restaurant")
        case outcome if outcome.startswith("refused: "):
            return translate("Events", "Refused: {why}").format(why=refusal_words(outcome.removeprefix("refused: ")))
        case outcome:
            return bidi.auto(outcome)


def outcome_tone(row: EventRow) -> str:
    """Return the tone of `outcome_words`."""
    match row.outcome:
        case "applied" | "good":
            return "good"
        case "" | "repeated":
            return "info"
        case "unreadable" | "failed" | "no connection":
            return "danger"
        case outcome if outcome.startswith("refused: "):
            return "muted"
        case _:
            return "warn"


def outcome_sentence(row: EventRow) -> str:
    """Return what became of a message, what is safe, and what to do."""
    translate = QCoreApplication.translate
    match row.outcome:
        case "":
            return translate("Events", "It is stored and waits for its turn, which usually takes less than a second.")
        case "applied":
            return translate("Events", "It was understood, and what it told is on screen.")
        case "good":
            return translate("Events", "The till was answered that the reward is good.")
        case "repeated":
            return translate("Events", "RETM sent it again because an answer was lost; it was not worked on twice.")
        case "unknown event":
            return translate(
                "Events",
                "RETM's docs do not name this event. It is kept; what it told of an order was taken in where possible.",
            )
        case "unknown order: pulling":
            return translate(
                "Events", "It is about an order that was not here yet. The orders were read from RETM because of it."
            )
        case "unreadable":
            return translate(
                "Events", "It could not be read. It is kept as it came; the orders are read from RETM anyway."
            )
        case "failed":
            return translate(
                "Events",
                "A fault of this program kept it from being applied. It is kept; apply it again, or tell support.",
            )
        case "no connection":
            return translate("Events", "It belongs to a restaurant that is not connected any more. It is kept.")
        case outcome if outcome.startswith("refused: "):
            return translate("Events", "The till was answered that the reward is refused.")
        case _:
            return ""


def refusal_words(why: str) -> str:
    """Return why a reward was refused."""
    translate = QCoreApplication.translate
    match why:
        case "unknown":
            return translate("Events", "no such code")
        case "inactive":
            return translate("Events", "switched off")
        case "not_yet":
            return translate("Events", "not valid yet")
        case "expired":
            return translate("Events", "expired")
        case "used_up":
            return translate("Events", "used up")
        case "other_branch":
            return translate("Events", "another branch")
        case _:
            return bidi.auto(why)
