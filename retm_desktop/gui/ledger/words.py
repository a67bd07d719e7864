"""The words of the ledger: how an order came, how long after RETM's time, and why it was missed."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from retm_desktop.gui import bidi
from retm_desktop.gui.bell import ON, TROUBLE, trouble_words
from retm_desktop.gui.desk import Desk
from retm_desktop.store.intake import Source
from retm_desktop.store.ledger import Comparison, LedgerRow, Missed, Occasion

_ROUND = timedelta(milliseconds=50)
"""Less than this is no time at all on screen."""


def how_words(how: Source) -> str:
    """Return how an order came to this computer."""
    translate = QCoreApplication.translate
    match how:
        case Source.WEBHOOK:
            return translate("Ledger", "Webhook")
        case Source.POLL:
            return translate("Ledger", "Poll")
        case Source.RECONCILE:
            return translate("Ledger", "Comparison")
        case Source.OPERATOR | Source.OUTBOX:
            return translate("Ledger", "Made here")
        case Source.PAYMENT:
            return translate("Ledger", "Payment")


def how_sentence(how: Source) -> str:
    """Return in a sentence how an order came to this computer."""
    translate = QCoreApplication.translate
    match how:
        case Source.WEBHOOK:
            return translate("Ledger", "RETM sent it to this computer at once.")
        case Source.POLL:
            return translate("Ledger", "This computer found it by asking RETM, as every few seconds.")
        case Source.RECONCILE:
            return translate("Ledger", "This computer found it by comparing RETM's list with its own.")
        case Source.OPERATOR | Source.OUTBOX:
            return translate("Ledger", "It was made on this computer.")
        case Source.PAYMENT:
            return translate("Ledger", "A payment told of it.")


def delay(at: datetime | None, sent_at: datetime) -> str:
    """Return how long after RETM's own time something was, for example `+0.4 s`; a dash where it has not happened."""
    if at is None:
        return "–"
    after = at - sent_at
    sign, long = ("−", -after) if after < -_ROUND else ("+", max(after, timedelta()))
    translate = QCoreApplication.translate
    seconds = long.total_seconds()
    if seconds < 9.95:
        return translate("Ledger", "{n} s").format(n=bidi.ltr(f"{sign}{seconds:.1f}"))
    if seconds < 59.5:
        return translate("Ledger", "{n} s").format(n=bidi.ltr(f"{sign}{seconds:.0f}"))
    minutes = int((seconds + 0.5) // 60)
    if minutes < 60:
        return translate("Ledger", "{n} min").format(n=bidi.ltr(f"{sign}{minutes}"))
    if minutes < 60 * 24:
        return translate("Ledger", "{n} h").format(n=bidi.ltr(f"{sign}{minutes // 60}:{minutes % 60:02d}"))
    return translate("Ledger", "{n} d").format(n=bidi.ltr(f"{sign}{minutes // (60 * 24)}"))


def whole_time(at: datetime, desk: Desk) -> str:
    """Return day and time to the millisecond in the restaurant's zone; a whole second is told as one."""
    local = at.astimezone(desk.zone)
    text = local.strftime("%Y-%m-%d %H:%M:%S")
    return bidi.ltr(f"{text}.{local.microsecond // 1000:03d}" if local.microsecond else text)


def short_time(at: datetime, desk: Desk) -> str:
    """Return the time of day, with the day where it is not today."""
    today = at.astimezone(desk.zone).date() == desk.now().astimezone(desk.zone).date()
    return bidi.clock(at, desk.zone) if today else bidi.day_and_clock(at, desk.zone)


def order_words(row: LedgerRow) -> str:
    """Return what an order is called: its number, else our reference."""
    number = bidi.number(row.number) or bidi.ltr(row.partner_reference)
    return number or QCoreApplication.translate("Ledger", "an order without a number")


def missed_sentence(row: LedgerRow, branch: str, desk: Desk) -> str:
    """Return which order of which branch was missed, why, and that it has been fetched; empty where none was."""
    translate = QCoreApplication.translate
    match row.missed:
        case Missed.CLOSED:
            words = translate(
                "Ledger",
                "{branch} did not get {number} when it was sent at {sent}, because this program was closed or showed"
                " another restaurant. It was fetched at {received}.",
            )
        case Missed.ASLEEP:
            words = translate(
                "Ledger",
                "{branch} did not get {number} when it was sent at {sent}, because this computer was asleep. It was"
                " fetched at {received}.",
            )
        case Missed.OFFLINE:
            words = translate(
                "Ledger",
                "{branch} did not get {number} when it was sent at {sent}, because this computer was offline. It was"
                " fetched at {received}.",
            )
        case Missed.UNDELIVERED:
            words = translate(
                "Ledger",
                "{branch} did not get {number} when it was sent at {sent}, because RETM could not deliver it to this"
                " computer. It was fetched at {received}.",
            )
        case Missed.LISTED_LATE:
            words = translate(
                "Ledger",
                "{branch} did not get {number} when it was sent at {sent}, because RETM's own list did not have it"
                " before. It was fetched at {received}.",
            )
        case Missed.UNKNOWN:
            words = translate(
                "Ledger",
                "{branch} did not get {number} when it was sent at {sent}; why is not known. It was fetched at"
                " {received}.",
            )
        case _:
            return ""
    return words.format(
        branch=bidi.auto(branch) or translate("Ledger", "The restaurant"),
        number=order_words(row),
        sent=short_time(row.sent_at, desk),
        received=short_time(row.received_at, desk),
    )


def many_missed(why: Missed, count: str) -> str:
    """Return how many orders were missed for one reason."""
    translate = QCoreApplication.translate
    match why:
        case Missed.CLOSED:
            words = translate("Ledger", "{n} orders came while this program was closed or showed another restaurant.")
        case Missed.ASLEEP:
            words = translate("Ledger", "{n} orders came while this computer was asleep.")
        case Missed.OFFLINE:
            words = translate("Ledger", "{n} orders came while this computer was offline.")
        case Missed.UNDELIVERED:
            words = translate("Ledger", "{n} orders came that RETM could not deliver to this computer.")
        case Missed.LISTED_LATE:
            words = translate("Ledger", "{n} orders were in RETM's own list late.")
        case _:
            words = translate("Ledger", "{n} orders did not come when they were sent; why is not known.")
    return words.format(n=count)


def missed_why(why: Missed) -> str:
    """Return why an order was missed in few words, for a spreadsheet; empty where it was not."""
    translate = QCoreApplication.translate
    match why:
        case Missed.NOT:
            return ""
        case Missed.CLOSED:
            return translate("Ledger", "Program closed or showing another restaurant")
        case Missed.ASLEEP:
            return translate("Ledger", "Computer asleep")
        case Missed.OFFLINE:
            return translate("Ledger", "Computer offline")
        case Missed.UNDELIVERED:
            return translate("Ledger", "Not delivered by RETM")
        case Missed.LISTED_LATE:
            return translate("Ledger", "Listed late by RETM")
        case Missed.UNKNOWN:
            return translate("Ledger", "Unknown")


def occasion_words(occasion: Occasion) -> str:
    """Return what made the program compare."""
    translate = QCoreApplication.translate
    match occasion:
        case Occasion.START:
            return translate("Ledger", "at the start")
        case Occasion.RECONNECT:
            return translate("Ledger", "after the line came back")
        case Occasion.WAKE:
            return translate("Ledger", "after sleep")
        case Occasion.ERROR_WEBHOOK:
            return translate("Ledger", "because RETM reported failed deliveries")
        case Occasion.ASKED:
            return translate("Ledger", "because you asked")
        case Occasion.REGULAR:
            return translate("Ledger", "as every few minutes")


def compared_sentence(comparison: Comparison, desk: Desk) -> str:
    """Return in a sentence what the last comparison of RETM's list with the store found."""
    translate = QCoreApplication.translate
    if comparison.missed == 0:
        words = translate(
            "Ledger", "Compared with RETM at {time} ({occasion}): {n} orders back to {reached}, none missing."
        )
    elif comparison.missed == 1:
        words = translate(
            "Ledger",
            "Compared with RETM at {time} ({occasion}): {n} orders back to {reached}; one was missing and has been"
            " fetched.",
        )
    else:
        words = translate(
            "Ledger",
            "Compared with RETM at {time} ({occasion}): {n} orders back to {reached}; {missed} were missing and have"
            " been fetched.",
        )
    return words.format(
        time=short_time(comparison.at, desk),
        occasion=occasion_words(comparison.occasion),
        n=bidi.ltr(f"{comparison.listed:,}"),
        reached=short_time(comparison.reached, desk),
        missed=bidi.ltr(f"{comparison.missed:,}"),
    )


def no_sound_words(row: LedgerRow, desk: Desk) -> str:
    """Return why no sound was played for an order, as far as it is known now."""
    translate = QCoreApplication.translate
    if row.how is Source.OPERATOR:
        return translate("Ledger", "No sound is played for an order that was made here.")
    if not desk.settings.get(ON, bool, True):
        return translate("Ledger", "No sound was played for it. The sound for new orders is switched off now.")
    trouble = trouble_words(desk.settings.get(TROUBLE, str, ""))
    words = translate("Ledger", "No sound was played for it.")
    return f"{words} {trouble}" if trouble else words


def unshown_words() -> str:
    """Return what it means that an order was not shown."""
    return QCoreApplication.translate("Ledger", "It has not been on screen yet.")


def unseen_words() -> str:
    """Return what it means that nobody saw an order."""
    return QCoreApplication.translate("Ledger", "Nobody has used the window while it was on screen, or opened it.")


def untouched_words() -> str:
    """Return what it means that nobody acted on an order."""
    return QCoreApplication.translate("Ledger", "Nothing was done with it from this computer.")
