"""One sentence, one assurance and one next step for every failure an operator can meet."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.errors import OperatorError, PortTaken, RateLimited, Rejected
from retm_desktop.gui import bidi


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


def sentence_of_code(code: str) -> Sentence:
    """Return the words for an error's code; an unknown code gets the general ones."""
    tr = QCoreApplication.translate
    match code:
        case "offline":
            return Sentence(
                tr("Sentences", "RETM cannot be reached."),
                tr("Sentences", "Orders on this computer stay here, and what you do is sent later."),
                tr("Sentences", "Check the internet connection; the program keeps trying by itself."),
            )
        case "sign_in_expired":
            return Sentence(
                tr("Sentences", "RETM no longer accepts this sign-in."),
                tr("Sentences", "Orders and unsent actions are kept."),
                tr("Sentences", "Connect the restaurant again."),
            )
        case "wrong_credentials":
            return Sentence(
                tr("Sentences", "RETM refuses the client id or the client secret."),
                tr("Sentences", "Nothing was changed at RETM."),
                tr("Sentences", "Check both values in RETM's developer portal and connect again."),
            )
        case "code_refused":
            return Sentence(
                tr("Sentences", "RETM refuses the authorization code: it was used before or is too old."),
                tr("Sentences", "Nothing was changed at RETM."),
                tr("Sentences", "Connect again to get a new code."),
            )
        case "forbidden":
            return Sentence(
                tr("Sentences", "RETM does not allow this for your sign-in."),
                tr("Sentences", "Nothing was changed."),
                tr("Sentences", "Ask RETM which rights the application has."),
            )
        case "not_found":
            return Sentence(
                tr("Sentences", "RETM does not know this record."),
                tr("Sentences", "Nothing was changed."),
                tr("Sentences", "Refresh, and look whether it still exists at RETM."),
            )
        case "rate_limited":
            return Sentence(
                tr("Sentences", "RETM asks us to slow down."),
                tr("Sentences", "Nothing is lost; everything waiting is kept."),
                tr("Sentences", "The program waits and tries again by itself."),
            )
        case "rejected":
            return Sentence(
                tr("Sentences", "RETM refused what was entered."),
                tr("Sentences", "Nothing was changed at RETM."),
                tr("Sentences", "Correct it and send it again."),
            )
        case "server_fault":
            return Sentence(
                tr("Sentences", "RETM has a fault of its own right now."),
                tr("Sentences", "Orders on this computer stay here."),
                tr("Sentences", "The program tries again by itself."),
            )
        case "unreadable_answer":
            return Sentence(
                tr("Sentences", "RETM's answer could not be read."),
                tr("Sentences", "Orders on this computer stay as they were."),
                tr("Sentences", "The program asks again by itself; if it stays so, tell support."),
            )
        case "outcome_unknown":
            return Sentence(
                tr("Sentences", "RETM did not answer, so it is not known whether this happened."),
                tr("Sentences", "It is not sent twice: the program looks it up first."),
                tr("Sentences", "Wait a moment for the result."),
            )
        case "consent_denied":
            return Sentence(
                tr("Sentences", "Access was not granted."),
                tr("Sentences", "Nothing was connected."),
                tr("Sentences", "Start again and press Allow when you are ready."),
            )
        case "consent_expired":
            return Sentence(
                tr("Sentences", "The consent was not finished within ten minutes."),
                tr("Sentences", "Nothing was connected."),
                tr("Sentences", "Start again."),
            )
        case "state_mismatch":
            return Sentence(
                tr("Sentences", "An answer arrived that does not belong to this connection attempt."),
                tr("Sentences", "It was refused and nothing was stored."),
                tr("Sentences", "Start again; if it repeats, tell support."),
            )
        case "port_taken":
            return Sentence(
                tr("Sentences", "Another program uses the port this program listens on."),
                tr("Sentences", "Orders still arrive by asking RETM every few seconds."),
                tr("Sentences", "Close the other program or choose another port in Setup, then start again."),
            )
        case "keyring_unavailable":
            return Sentence(
                tr("Sentences", "The system's password store does not work."),
                tr("Sentences", "Sign-ins are kept in memory only and end with the program."),
                tr("Sentences", "Unlock the password store and start the program again."),
            )
        case "disk_full":
            return Sentence(
                tr("Sentences", "The disk is full."),
                tr("Sentences", "Nothing that was stored is damaged."),
                tr("Sentences", "Free some space, then try again."),
            )
        case "store_newer":
            return Sentence(
                tr("Sentences", "The stored data comes from a newer version of this program."),
                tr("Sentences", "It was not touched."),
                tr("Sentences", "Install the newer version, or start with another folder."),
            )
        case "store_damaged":
            return Sentence(
                tr("Sentences", "The stored data cannot be read."),
                tr("Sentences", "RETM still has all orders."),
                tr("Sentences", "Start with another folder, or ask support to look at the file."),
            )
        case "bad_environments":
            return Sentence(
                tr("Sentences", "The environments file cannot be used."),
                tr("Sentences", "Nothing was changed."),
                tr("Sentences", "Correct the file named below and start again."),
            )
        case "practice_failed":
            return Sentence(
                tr("Sentences", "The practice restaurant did not start."),
                tr("Sentences", "Nothing was changed."),
                tr("Sentences", "Close other programs and try again."),
            )
        case _:
            return Sentence(
                tr("Sentences", "Something unexpected happened."),
                tr("Sentences", "Orders on this computer are kept."),
                tr("Sentences", "Try again; if it repeats, send the report to support."),
            )
