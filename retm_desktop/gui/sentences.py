"""One sentence, one assurance and one next step for every failure an operator can meet."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.errors import OperatorError, PortTaken, RateLimited, Rejected, WrongCredentials
from retm_desktop.gui import bidi
from retm_desktop.sync.status import Link, Status


@dataclass(frozen=True)
class Sentence:
    """What happened, what is safe, and what to do next."""

    what: str
    safe: str
    next: str


def sentence(error: OperatorError) -> Sentence:
    """Return the operator's words for `error`, in the screen's language, with its figures filled in."""
    told = sentence_of_code(error.code)
    if isinstance(error, RateLimited) and error.retry_after is not None:
        wait = QCoreApplication.translate("Sentences", "The next try is in {n} s.")
        return Sentence(told.what, told.safe, wait.format(n=bidi.ltr(str(max(1, round(error.retry_after))))))
    if isinstance(error, PortTaken) and error.port:
        return Sentence(f"{told.what} ({bidi.ltr(str(error.port))})", told.safe, told.next)
    if isinstance(error, Rejected) and error.fields:
        said = "; ".join(f"{bidi.auto(field)}: {bidi.auto(', '.join(words))}" for field, words in error.fields.items())
        return Sentence(told.what, said, told.next)
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


def sentence_of_code(code: str) -> Sentence:
    """Return the words for an error's code; an unknown code gets the general ones."""
    translate = QCoreApplication.translate
    match code:
        case "offline":
            return Sentence(
                translate("Sentences", "RETM cannot be reached."),
                translate("Sentences", "Orders on this computer stay here, and what you do is sent later."),
                translate("Sentences", "Check the internet connection; the program keeps trying by itself."),
            )
        case "sign_in_expired":
            return Sentence(
                translate("Sentences", "RETM no longer accepts this sign-in."),
                translate("Sentences", "Orders and unsent actions are kept."),
                translate("Sentences", "Connect the restaurant again."),
            )
        case "wrong_credentials":
            return Sentence(
                translate("Sentences", "RETM refuses the client id or the client secret."),
                translate("Sentences", "Nothing was changed at RETM."),
                translate("Sentences", "Check both values in RETM's developer portal and connect again."),
            )
        case "new_secret":
            return Sentence(
                translate(
                    "Sentences",
                    "RETM no longer accepts the client secret: it replaces secrets that others may have seen.",
                ),
                translate("Sentences", "Orders are kept; what you do waits here and is sent afterwards."),
                translate("Sentences", "Get the new secret from RETM's developer portal and enter it here."),
            )
        case "code_refused":
            return Sentence(
                translate("Sentences", "RETM refuses the authorization code: it was used before or is too old."),
                translate("Sentences", "Nothing was changed at RETM."),
                translate("Sentences", "Connect again to get a new code."),
            )
        case "forbidden":
            return Sentence(
                translate("Sentences", "RETM does not allow this for your sign-in."),
                translate("Sentences", "Nothing was changed."),
                translate("Sentences", "Ask RETM which rights the application has."),
            )
        case "not_found":
            return Sentence(
                translate("Sentences", "RETM does not know this record."),
                translate("Sentences", "Nothing was changed."),
                translate("Sentences", "Refresh, and look whether it still exists at RETM."),
            )
        case "rate_limited":
            return Sentence(
                translate("Sentences", "RETM asks us to slow down."),
                translate("Sentences", "Nothing is lost; everything waiting is kept."),
                translate("Sentences", "The program waits and tries again by itself."),
            )
        case "rejected":
            return Sentence(
                translate("Sentences", "RETM refused what was entered."),
                translate("Sentences", "Nothing was changed at RETM."),
                translate("Sentences", "Correct it and send it again."),
            )
        case "server_fault":
            return Sentence(
                translate("Sentences", "RETM has a fault of its own right now."),
                translate("Sentences", "Orders on this computer stay here."),
                translate("Sentences", "The program tries again by itself."),
            )
        case "unreadable_answer":
            return Sentence(
                translate("Sentences", "RETM's answer could not be read."),
                translate("Sentences", "Orders on this computer stay as they were."),
                translate("Sentences", "The program asks again by itself; if it stays so, tell support."),
            )
        case "outcome_unknown":
            return Sentence(
                translate("Sentences", "RETM did not answer, so it is not known whether this happened."),
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
                translate("Sentences", "Orders still arrive by asking RETM every few seconds."),
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
                translate("Sentences", "RETM still has all orders."),
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
