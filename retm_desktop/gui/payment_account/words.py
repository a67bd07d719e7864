"""The words and tones for what the payment service tells of an account."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.errors import Forbidden, OperatorError, ServerFault, SignInExpired
from retm_desktop.gui import bidi
from retm_desktop.gui.sentences import PAYMENTS_SERVICE, sentence, sentence_of_code, sentence_of_payment

PAYMENT_PLAN = 1001
"""The product without which nothing can be charged (reference 6.3)."""


def scopes() -> list[tuple[str, str, str]]:
    """Return what can be allowed (reference 3.1): the service's word, its name, and what it opens."""
    translate = QCoreApplication.translate
    return [
        (
            "manage_payment",
            translate("PaymentAccount", "Payments"),
            translate("PaymentAccount", "Take payments, look them up, refund them, and read what was settled."),
        ),
        (
            "manage_store",
            translate("PaymentAccount", "Stores"),
            translate("PaymentAccount", "See the account's stores, make new ones and change them."),
        ),
        (
            "get_merchant_profile",
            translate("PaymentAccount", "Company"),
            translate("PaymentAccount", "See whose account it is and which plans it has."),
        ),
        (
            "get_user_profile",
            translate("PaymentAccount", "User"),
            translate("PaymentAccount", "See who allowed access, and for which stores."),
        ),
    ]


def product_name(product: int) -> str:
    """Return the name of a product of the account (reference 6.3); a number that is not known here is told."""
    translate = QCoreApplication.translate
    match product:
        case 1000:
            return translate("PaymentAccount", "Loyalty and vouchers")
        case 1001:
            return translate("PaymentAccount", "Payments")
        case 1002:
            return translate("PaymentAccount", "Market place")
        case 1003:
            return translate("PaymentAccount", "Social media")
        case _:
            return translate("PaymentAccount", "Product {number}").format(number=bidi.ltr(str(product)))


def standing(status: str) -> tuple[str, str]:
    """Return the words and the tone of a company's, a user's or a plan's status; an unknown one as it came."""
    translate = QCoreApplication.translate
    match status:
        case "VERIFIED":
            return translate("PaymentAccount", "Verified"), "good"
        case "ACTIVE":
            return translate("PaymentAccount", "Enabled"), "good"
        case "REVIEWING":
            return translate("PaymentAccount", "Under review"), "warn"
        case "PENDING":
            return translate("PaymentAccount", "Pending"), "warn"
        case "SUSPEND":
            return translate("PaymentAccount", "Suspended"), "danger"
        case "":
            return translate("PaymentAccount", "No status"), ""
        case _:
            return bidi.ltr(status), ""


def trouble_words(error: OperatorError) -> tuple[str, str]:
    """Return why the service could not be asked, and what comes next; it is asked again by itself all the while."""
    told = sentence_of_payment(error) if isinstance(error, SignInExpired) else sentence(error, PAYMENTS_SERVICE)
    return told.what, told.next


def why_missing(part: str, refused: Mapping[str, str]) -> str:
    """Return why there is nothing to show of a part: what the service said to it, or that it told nothing."""
    translate = QCoreApplication.translate
    code = refused.get(part)
    # Of what the account keeps, this code means an answer such as "no such call", and no fault that passes.
    if code is None or code == ServerFault.code:
        told = translate("PaymentAccount", "{service} tells nothing of this.")
    elif code == Forbidden.code:
        told = translate("PaymentAccount", "{service} does not tell this to our sign-in.")
    else:
        return sentence_of_code(code, PAYMENTS_SERVICE).what
    return told.replace("{service}", PAYMENTS_SERVICE)
