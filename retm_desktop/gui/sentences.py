"""One sentence, one assurance and one next step for every failure an operator can meet.

The words name the service that failed: RETM, unless the caller fills in another. Where money moves, the assurance is
about money (`sentence_of_payment`): nothing may be called safe there that is not known to be.
"""

import math
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.errors import (
    ClockWrong,
    OperatorError,
    PaymentRefused,
    PortTaken,
    RateLimited,
    Rejected,
    WrongCredentials,
    WrongPin,
)
from retm_desktop.gui import bidi
from retm_desktop.gui.refusal_words import refusal_words
from retm_desktop.gui.start_words import start_words
from retm_desktop.sync.status import Link, Status

ORDERS_SERVICE = "RETM"
PAYMENTS_SERVICE = "Revenue Monster"
"""The names of the services; a name is never translated."""

_LONGEST_REASON = 200
_SECONDS_TOLD_ONE_BY_ONE = 120


@dataclass(frozen=True)
class Sentence:
    """What happened, what is safe, and what to do next."""

    what: str
    safe: str
    next: str


def sentence(error: OperatorError, service: str = ORDERS_SERVICE) -> Sentence:
    """Return the operator's words for `error`, in the screen's language, with its figures filled in.

    `service` is the name of what was spoken to; codes that only payments know name theirs by themselves.
    """
    of_the_start = start_words(error)
    if of_the_start is not None:
        return Sentence(*of_the_start)
    told = _with_figures(sentence_of_code(error.code, service), error)
    if isinstance(error, RateLimited) and error.retry_after is not None:
        wait = QCoreApplication.translate("Sentences", "The next try is in {n} s.")
        return Sentence(told.what, told.safe, wait.format(n=bidi.ltr(str(max(1, round(error.retry_after))))))
    return told


def sentence_of_payment(error: OperatorError) -> Sentence:
    """Return the words for `error` where money moves: what became of it, and that nobody pays twice."""
    told = _with_figures(sentence_of_payment_code(error.code), error)
    if isinstance(error, RateLimited) and error.retry_after is not None:
        return Sentence(told.what, told.safe, _wait_words(error.retry_after))
    return told


def sentence_of_status(status: Status) -> Sentence:
    """Return the words for why a connection stands as it does; those of being offline where no failure is known."""
    return sentence_of_code("new_secret" if wants_new_secret(status) else status.error_code or "offline")


def sentence_of_session(error: OperatorError) -> Sentence:
    """Return the words for a failure of a connection that worked before: refused credentials are a new secret then."""
    return sentence_of_code("new_secret") if isinstance(error, WrongCredentials) else sentence(error)


def wants_new_secret(status: Status) -> bool:
    """Tell whether RETM refuses the client secret of a connection that worked before (folder-751726)."""
    return status.link is Link.SIGN_IN and status.error_code == WrongCredentials.code


def sentence_of_code(code: str, service: str = ORDERS_SERVICE) -> Sentence:
    """Return the words for an error's code; an unknown code gets the general ones."""
    told = _of_payments(code)
    return _named(told, PAYMENTS_SERVICE) if told is not None else _named(_of_any_service(code), service)


def sentence_of_payment_code(code: str, reason: str = "") -> Sentence:
    """Return the words for an error's code where money moves; `reason` is the service's own, where it gave one."""
    if reason and code == PaymentRefused.code:
        return _refused(reason)
    told = _of_payments(code)
    if told is None:
        told = _of_any_service(code)
        assured = _about_money(code)
        told = Sentence(told.what, *assured) if assured is not None else told
    return _named(told, PAYMENTS_SERVICE)


def _named(told: Sentence, service: str) -> Sentence:
    return Sentence(*(words.replace("{service}", service) for words in (told.what, told.safe, told.next)))


def _with_figures(told: Sentence, error: OperatorError) -> Sentence:
    match error:
        case PortTaken() if error.port:
            return Sentence(f"{told.what} ({bidi.ltr(str(error.port))})", told.safe, told.next)
        case Rejected() if error.fields:
            said = "; ".join(
                f"{bidi.auto(field)}: {bidi.auto(', '.join(words))}" for field, words in error.fields.items()
            )
            return Sentence(told.what, said, told.next)
        case ClockWrong() if error.ahead:
            return Sentence(_clock_words(error.ahead), told.safe, told.next)
        case WrongPin() if error.retry_after is not None:
            return Sentence(told.what, told.safe, _wait_words(error.retry_after))
        case PaymentRefused() if error.reason:
            return _refused(error.reason)
    return told


def _clock_words(ahead: timedelta) -> str:
    translate = QCoreApplication.translate
    minutes = round(abs(ahead).total_seconds() / 60)
    if minutes < 1:
        time = translate("Sentences", "{n} s").format(n=bidi.ltr(str(round(abs(ahead).total_seconds()))))
    else:
        time = bidi.age(minutes)
    words = (
        translate("Sentences", "This computer's clock is {time} ahead.")
        if ahead > timedelta(0)
        else translate("Sentences", "This computer's clock is {time} behind.")
    )
    return words.format(time=time)


def _wait_words(seconds: float) -> str:
    translate = QCoreApplication.translate
    if seconds <= _SECONDS_TOLD_ONE_BY_ONE:
        time = translate("Sentences", "{n} s").format(n=bidi.ltr(str(max(1, math.ceil(seconds)))))
    else:
        time = bidi.age(math.ceil(seconds / 60))
    return translate("Sentences", "Wait {time}, then try again.").format(time=time)


def _refused(reason: str) -> Sentence:
    """Return the words for the service's own reason; one that is not known is shown as it came."""
    words = refusal_words(reason)
    if words is not None:
        return _named(Sentence(*words), PAYMENTS_SERVICE)
    translate = QCoreApplication.translate
    told = _named(
        Sentence(
            translate("Sentences", "{service} refused it: {reason}"),
            translate("Sentences", "Nothing was charged or refunded by this."),
            translate("Sentences", "Try again or another way; if it repeats, tell {service}'s support this reason."),
        ),
        PAYMENTS_SERVICE,
    )
    shown = bidi.ltr(reason[:_LONGEST_REASON])
    return Sentence(told.what.replace("{reason}", shown), told.safe, told.next)


def _of_any_service(code: str) -> Sentence:
    """Return the words where orders are shown; `{service}` stands for the name of what was spoken to."""
    translate = QCoreApplication.translate
    match code:
        case "offline":
            return Sentence(
                translate("Sentences", "{service} cannot be reached."),
                translate("Sentences", "Orders on this computer stay here, and what you do is sent later."),
                translate("Sentences", "Check the internet connection; the program keeps trying by itself."),
            )
        case "sign_in_expired":
            return Sentence(
                translate("Sentences", "{service} no longer accepts this sign-in."),
                translate("Sentences", "Orders and unsent actions are kept."),
                translate("Sentences", "Connect the restaurant again."),
            )
        case "wrong_credentials":
            return Sentence(
                translate("Sentences", "{service} refuses the client id or the client secret."),
                translate("Sentences", "Nothing was changed at {service}."),
                translate("Sentences", "Check both values in {service}'s developer portal and connect again."),
            )
        case "new_secret":
            return Sentence(
                translate(
                    "Sentences",
                    "{service} no longer accepts the client secret: it replaces secrets that others may have seen.",
                ),
                translate("Sentences", "Orders are kept; what you do waits here and is sent afterwards."),
                translate("Sentences", "Get the new secret from {service}'s developer portal and enter it here."),
            )
        case "code_refused":
            return Sentence(
                translate("Sentences", "{service} refuses the authorization code: it was used before or is too old."),
                translate("Sentences", "Nothing was changed at {service}."),
                translate("Sentences", "Connect again to get a new code."),
            )
        case "forbidden":
            return Sentence(
                translate("Sentences", "{service} does not allow this for your sign-in."),
                translate("Sentences", "Nothing was changed."),
                translate("Sentences", "Ask {service} which rights the application has."),
            )
        case "not_found":
            return Sentence(
                translate("Sentences", "{service} does not know this record."),
                translate("Sentences", "Nothing was changed."),
                translate("Sentences", "Refresh, and look whether it still exists at {service}."),
            )
        case "rate_limited":
            return Sentence(
                translate("Sentences", "{service} asks us to slow down."),
                translate("Sentences", "Nothing is lost; everything waiting is kept."),
                translate("Sentences", "The program waits and tries again by itself."),
            )
        case "rejected":
            return Sentence(
                translate("Sentences", "{service} refused what was entered."),
                translate("Sentences", "Nothing was changed at {service}."),
                translate("Sentences", "Correct it and send it again."),
            )
        case "server_fault":
            return Sentence(
                translate("Sentences", "{service} has a fault of its own right now."),
                translate("Sentences", "Orders on this computer stay here."),
                translate("Sentences", "The program tries again by itself."),
            )
        case "unreadable_answer":
            return Sentence(
                translate("Sentences", "{service}'s answer could not be read."),
                translate("Sentences", "Orders on this computer stay as they were."),
                translate("Sentences", "The program asks again by itself; if it stays so, tell support."),
            )
        case "outcome_unknown":
            return Sentence(
                translate("Sentences", "{service} did not answer, so it is not known whether this happened."),
                translate("Sentences", "It is not sent twice: the program looks it up first."),
                translate("Sentences", "Wait a moment for the result."),
            )
        case "consent_denied":
            return Sentence(
                translate("Sentences", "Access was not granted."),
                translate("Sentences", "Nothing was connected."),
                translate("Sentences", "Start again and press Allow when you are ready."),
            )
        case "consent_expired":
            return Sentence(
                translate("Sentences", "The consent was not finished within ten minutes."),
                translate("Sentences", "Nothing was connected."),
                translate("Sentences", "Start again."),
            )
        case "state_mismatch":
            return Sentence(
                translate("Sentences", "An answer arrived that does not belong to this connection attempt."),
                translate("Sentences", "It was refused and nothing was stored."),
                translate("Sentences", "Start again; if it repeats, tell support."),
            )
        case "port_taken":
            return Sentence(
                translate("Sentences", "Another program uses the port this program listens on."),
                translate("Sentences", "Orders still arrive by asking {service} every few seconds."),
                translate("Sentences", "Close the other program or choose another port in Setup, then start again."),
            )
        case "keyring_unavailable":
            return Sentence(
                translate("Sentences", "The system's password store does not work."),
                translate("Sentences", "Sign-ins are kept in memory only and end with the program."),
                translate("Sentences", "Unlock the password store and start the program again."),
            )
        case "disk_full":
            return Sentence(
                translate("Sentences", "The disk is full."),
                translate("Sentences", "Nothing that was stored is damaged."),
                translate("Sentences", "Free some space, then try again."),
            )
        case "store_newer":
            return Sentence(
                translate("Sentences", "The stored data comes from a newer version of this program."),
                translate("Sentences", "It was not touched."),
                translate("Sentences", "Install the newer version, or start with another folder."),
            )
        case "store_damaged":
            return Sentence(
                translate("Sentences", "The stored data cannot be read."),
                translate("Sentences", "{service} still has all orders."),
                translate("Sentences", "Start with another folder, or ask support to look at the file."),
            )
        case "bad_environments":
            return Sentence(
                translate("Sentences", "The environments file cannot be used."),
                translate("Sentences", "Nothing was changed."),
                translate("Sentences", "Correct the file named below and start again."),
            )
        case "practice_failed":
            return Sentence(
                translate("Sentences", "The practice restaurant did not start."),
                translate("Sentences", "Nothing was changed."),
                translate("Sentences", "Close other programs and try again."),
            )
        case _:
            return Sentence(
                translate("Sentences", "Something unexpected happened."),
                translate("Sentences", "Orders on this computer are kept."),
                translate("Sentences", "Try again; if it repeats, send the report to support."),
            )


def _of_payments(code: str) -> Sentence | None:
    """Return the words for what only payments can meet; None for every other code."""
    translate = QCoreApplication.translate
    match code:
        case "clock_wrong":
            return Sentence(
                translate("Sentences", "This computer's clock is wrong."),
                translate("Sentences", "{service} takes nothing that is signed with a wrong time, so no money moved."),
                translate("Sentences", "Set the clock in the system's settings to automatic, then try again."),
            )
        case "signature_refused":
            return Sentence(
                translate("Sentences", "{service} refuses our signature: the private key is not the application's."),
                translate("Sentences", "Nothing was charged or refunded by this."),
                translate(
                    "Sentences",
                    "Compare the client public key in {service}'s merchant portal, then connect payments again.",
                ),
            )
        case "payment_refused":
            return Sentence(
                translate("Sentences", "{service} refused it."),
                translate("Sentences", "Nothing was charged or refunded by this."),
                translate("Sentences", "Try again or another way of paying."),
            )
        case "payment_open":
            return Sentence(
                translate("Sentences", "A payment of this order is still under way."),
                translate("Sentences", "No second one is begun, so nobody pays twice."),
                translate("Sentences", "Wait for its end, or look at it and end it there."),
            )
        case "already_paid":
            return Sentence(
                translate("Sentences", "This order is paid already."),
                translate("Sentences", "Nothing was charged a second time."),
                translate("Sentences", "Look at its payment; a refund is made there."),
            )
        case "wrong_pin":
            return Sentence(
                translate("Sentences", "The PIN is not right."),
                translate("Sentences", "Nothing was refunded and nothing was changed."),
                translate("Sentences", "Enter the PIN for refunds that was chosen on this computer."),
            )
        case "payments_elsewhere":
            return Sentence(
                translate("Sentences", "{service} takes payments in ringgit only."),
                translate("Sentences", "Nothing was charged; the order stays as it is."),
                translate("Sentences", "Take this payment another way, as before."),
            )
        case "no_payments":
            return Sentence(
                translate("Sentences", "No {service} account is connected for payments."),
                translate("Sentences", "Nothing was charged; orders go on as before."),
                translate("Sentences", "Connect payments in Setup, then try again."),
            )
        case "other_amount":
            return Sentence(
                translate("Sentences", "{service} tells of another amount than was asked for."),
                translate("Sentences", "Nothing more is charged by itself."),
                translate("Sentences", "Compare the payment in {service}'s merchant portal before you hand over."),
            )
        case "unknown_status":
            return Sentence(
                translate("Sentences", "{service} tells of this payment in a way that is not known here."),
                translate("Sentences", "Nothing more is charged by itself."),
                translate("Sentences", "Look at the payment in {service}'s merchant portal before you hand over."),
            )
        case _:
            return None


def _about_money(code: str) -> tuple[str, str] | None:
    """Return what is safe and what comes next where money moves; None where the general words are right there too."""
    translate = QCoreApplication.translate
    match code:
        case "offline":
            return (
                translate("Sentences", "This attempt charged and refunded nothing; no payment waits to be sent."),
                translate("Sentences", "Check the internet connection and try again."),
            )
        case "sign_in_expired":
            return (
                translate("Sentences", "Payments and refunds made so far stay as they are."),
                translate("Sentences", "Connect payments again in Setup."),
            )
        case "wrong_credentials":
            return (
                translate("Sentences", "Nothing was charged or refunded by this."),
                translate("Sentences", "Check both values in {service}'s merchant portal and connect payments again."),
            )
        case "code_refused":
            return (
                translate("Sentences", "Nothing was connected."),
                translate("Sentences", "Connect again to get a new code."),
            )
        case "forbidden":
            return (
                translate("Sentences", "Nothing was charged or refunded by this."),
                translate("Sentences", "Ask the owner of the {service} account which rights you and the program have."),
            )
        case "not_found":
            return (
                translate("Sentences", "Nothing was charged or refunded by this."),
                translate("Sentences", "Refresh, and look for it in {service}'s merchant portal."),
            )
        case "rate_limited":
            return (
                translate("Sentences", "This attempt charged and refunded nothing."),
                translate("Sentences", "Wait a moment, then try again."),
            )
        case "rejected":
            return (
                translate("Sentences", "Nothing was charged or refunded by this."),
                translate("Sentences", "Correct it and send it again."),
            )
        case "server_fault":
            return (
                translate("Sentences", "Nothing is charged or refunded twice: a payment is looked up first."),
                translate("Sentences", "Look how the payment stands before you try again."),
            )
        case "unreadable_answer":
            return (
                translate("Sentences", "Nothing is charged or refunded twice: a payment is looked up first."),
                translate(
                    "Sentences", "Look how the payment stands before you try again; if it stays so, tell support."
                ),
            )
        case "outcome_unknown":
            return (
                translate("Sentences", "Nothing is charged or refunded twice: a payment is looked up first."),
                translate("Sentences", "Wait for the result before anybody pays again."),
            )
        case "port_taken":
            return (
                translate("Sentences", "Payments go on; only connecting needs the port."),
                translate(
                    "Sentences",
                    "Close the other program and start again, or paste the address by hand after the consent.",
                ),
            )
        case "store_damaged":
            return (
                translate("Sentences", "{service} still has all payments."),
                translate("Sentences", "Start with another folder, or ask support to look at the file."),
            )
        case (
            "consent_denied"
            | "consent_expired"
            | "state_mismatch"
            | "keyring_unavailable"
            | "disk_full"
            | "store_newer"
            | "bad_environments"
            | "practice_failed"
        ):
            return None
        case _:
            return (
                translate("Sentences", "The program sends no payment and no refund again by itself."),
                translate("Sentences", "Look how the payment stands first; if it repeats, send the report to support."),
            )
