"""The words and tones for transactions, and money as the payment account counts it."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.payments import TransactionStatus
from retm_desktop.gui import bidi
from retm_desktop.gui.payments.words import wallet_name as own_name

_TONES: dict[str, str] = {
    TransactionStatus.SUCCESS: "good",
    TransactionStatus.FAILED: "danger",
    TransactionStatus.IN_PROCESS: "info",
    TransactionStatus.FULL_REFUNDED: "warn",
    TransactionStatus.PARTIAL_REFUNDED: "warn",
    TransactionStatus.REVERSED: "primary",
}


def is_known(status: str) -> bool:
    """Tell whether this program knows what a status means."""
    return status in tuple(TransactionStatus)


def status_name(status: str) -> str:
    """Return the word for a status; one that is not known here is told as it came."""
    translate = QCoreApplication.translate
    match status:
        case TransactionStatus.SUCCESS:
            return translate("Takings", "Paid")
        case TransactionStatus.FAILED:
            return translate("Takings", "Failed")
        case TransactionStatus.IN_PROCESS:
            return translate("Takings", "In process")
        case TransactionStatus.FULL_REFUNDED:
            return translate("Takings", "Refunded")
        case TransactionStatus.PARTIAL_REFUNDED:
            return translate("Takings", "Part refunded")
        case TransactionStatus.REVERSED:
            return translate("Takings", "Taken back")
        case "":
            return translate("Takings", "No status")
        case _:
            return bidi.ltr(status)


def status_tone(status: str) -> str:
    """Return the tone of a status, empty for one that is not known here."""
    return _TONES.get(status, "")


def wallet_name(method: str) -> str:
    """Return the name of a wallet or bank, isolated for the screen; a code that is not known here as it came."""
    return bidi.auto(own_name(method))


def region_name(region: str) -> str:
    """Return the name of a wallet's region."""
    translate = QCoreApplication.translate
    match region:
        case "MALAYSIA":
            return translate("Takings", "Malaysia")
        case "CHINA":
            return translate("Takings", "China")
        case "SINGAPORE":
            return translate("Takings", "Singapore")
        case _:
            return bidi.ltr(region)


def way_name(kind: str) -> str:
    """Return how it was paid, of the types of reference 8.9; a type that is not known here as it came."""
    translate = QCoreApplication.translate
    match kind:
        case "QUICK_PAY" | "QUICKPAY":
            return translate("Takings", "Customer's code scanned")
        case "WEB_PAYMENT":
            return translate("Takings", "Payment page")
        case "WEB_MOBILE_PAYMENT":
            return translate("Takings", "Payment page on a phone")
        case "BANK_CARD":
            return translate("Takings", "Bank card")
        case "RETAIL_QRPAY" | "QR_PAY":
            return translate("Takings", "Code on show scanned")
        case "MOBILE_PAYMENT":
            return translate("Takings", "In an app")
        case "MINI_PROGRAM":
            return translate("Takings", "Mini program")
        case "RECURRING_PAYMENT":
            return translate("Takings", "Recurring payment")
        case _:
            return bidi.ltr(kind)


def settled_name(kind: str) -> str:
    """Return which half of a settlement a line is of; a word that is not known here as it came."""
    translate = QCoreApplication.translate
    match kind:
        case "PAYMENT":
            return translate("Takings", "Paid")
        case "REFUND":
            return translate("Takings", "Refund")
        case _:
            return bidi.ltr(kind)
