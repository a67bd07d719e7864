"""How a payment stands, in an operator's words: what happened, what is safe, and what to do next."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payments.money import sen_money
from retm_desktop.gui.refusal_words import refusal_words
from retm_desktop.gui.sentences import PAYMENTS_SERVICE, Sentence, sentence_of_payment_code
from retm_desktop.store.payments import PaymentRow, PaymentState, PaymentWay
from retm_desktop.sync.payments.follow_up import ChargePace

PATIENCE = round(ChargePace().patience)
"""The seconds a payment may be asked about before it is taken back or called unclear."""

WAY_ICONS = {PaymentWay.QR: "qr-code", PaymentWay.PAGE: "browser", PaymentWay.SCAN: "barcode"}
"""Phosphor's name of each way's icon."""

_WALLETS = {
    "ALIPAY": "Alipay",
    "ALIPAYPLUS": "Alipay+",
    "ATOME": "Atome",
    "BOOST": "Boost",
    "FAVEPAY": "FavePay",
    "FPX": "FPX",
    "GOPAYZ": "GoPayz",
    "GRABPAY": "GrabPay",
    "MASTERCARD": "Mastercard",
    "MAYBANK": "Maybank",
    "MCASH": "MCash",
    "PRESTO": "Presto",
    "RAZERPAY": "Razer Pay",
    "SARAWAKPAY": "Sarawak Pay",
    "SETEL": "Setel",
    "SHOPEEPAY": "ShopeePay",
    "TNG": "Touch 'n Go",
    "TRUEMONEY": "TrueMoney",
    "WECHATPAY": "WeChat Pay",
}
_SAY_WHAT_NEXT = (
    "offline",
    "sign_in_expired",
    "wrong_credentials",
    "forbidden",
    "rate_limited",
    "clock_wrong",
    "signature_refused",
    "payment_refused",
    "no_payments",
    "disk_full",
)
"""Codes whose own advice is right for a payment that was certainly not charged, or a refund that did not happen."""


def way_name(way: PaymentWay) -> str:
    """Return how the customer pays, as it stands in a sentence."""
    translate = QCoreApplication.translate
    match way:
        case PaymentWay.QR:
            return translate("PaymentWords", "QR code")
        case PaymentWay.PAGE:
            return translate("PaymentWords", "payment page")
        case PaymentWay.SCAN:
            return translate("PaymentWords", "customer's code")


def wallet_name(method: str) -> str:
    """Return a wallet's or bank's own name; one that is not known here stays as it came."""
    return _WALLETS.get(method, method)


def state_chip(desk: Desk, row: PaymentRow) -> tuple[str, str]:
    """Return a payment's state in a word or two, and the tone of the chip."""
    translate = QCoreApplication.translate
    match row.state:
        case PaymentState.STARTING if row.way is PaymentWay.SCAN:
            return translate("PaymentWords", "Being charged"), "info"
        case PaymentState.STARTING:
            return translate("PaymentWords", "Being prepared"), "info"
        case PaymentState.WAITING if is_over(desk, row):
            return translate("PaymentWords", "Being looked up"), "warn"
        case PaymentState.WAITING if row.let_go:
            return translate("PaymentWords", "Can still be paid"), "warn"
        case PaymentState.WAITING:
            return translate("PaymentWords", "Waits for the customer"), "info"
        case PaymentState.ASKING:
            return translate("PaymentWords", "Being looked up"), "warn"
        case PaymentState.REVERSING:
            return translate("PaymentWords", "Being taken back"), "warn"
        case PaymentState.UNCLEAR:
            return translate("PaymentWords", "Not certain"), "danger"
        case PaymentState.REFUNDING:
            return translate("PaymentWords", "Being refunded"), "warn"
        case PaymentState.PAID:
            return translate("PaymentWords", "Paid"), "good"
        case PaymentState.REFUNDED:
            return translate("PaymentWords", "Refunded"), "warn"
        case PaymentState.FAILED:
            return translate("PaymentWords", "Not paid"), "danger"
        case PaymentState.EXPIRED:
            return translate("PaymentWords", "Not paid in time"), ""
        case PaymentState.REVERSED:
            return translate("PaymentWords", "Taken back"), ""


def is_over(desk: Desk, row: PaymentRow) -> bool:
    """Tell whether the time is over in which a waiting code could be paid."""
    return row.ends_at is not None and desk.now() >= row.ends_at


def cause_of(error_code: str, refusal: str) -> Sentence | None:
    """Return the words for why a payment or refund came to nothing or is not certain; None where no reason is told.

    A refusal is the service's code, or its code and its own words ("CODE: words").
    """
    translate = QCoreApplication.translate
    if error_code == "not_refunded":
        return _named(
            translate("PaymentWords", "{service} shows the payment as it was before."),
            translate("PaymentWords", "Nothing was refunded."),
            translate("PaymentWords", "Try again, or give the money back another way."),
        )
    if error_code == "unknown_status":
        told = sentence_of_payment_code(error_code)
        return Sentence(f"{told.what} ({bidi.ltr(refusal)})" if refusal else told.what, told.safe, told.next)
    if refusal:
        known = refusal.partition(":")[0].strip()
        return sentence_of_payment_code("payment_refused", known if refusal_words(known) is not None else refusal)
    return sentence_of_payment_code(error_code) if error_code else None


def payment_sentence(desk: Desk, row: PaymentRow) -> Sentence:
    """Return what happened to a payment, what that means for the money, and what to do next."""
    translate = QCoreApplication.translate
    not_certain = translate(
        "PaymentWords", "It is not certain yet whether the customer is charged: do not take another payment."
    )
    match row.state:
        case PaymentState.STARTING if row.way is PaymentWay.SCAN:
            return Sentence(
                translate("PaymentWords", "The customer's code has been sent."),
                not_certain,
                translate("PaymentWords", "The customer's app may ask for a PIN now."),
            )
        case PaymentState.STARTING:
            return _named(
                translate("PaymentWords", "The payment is being prepared at {service}."),
                translate("PaymentWords", "Nothing is charged yet."),
                translate("PaymentWords", "Wait a moment; it goes on by itself."),
            )
        case PaymentState.WAITING:
            return _waiting(desk, row, not_certain)
        case PaymentState.ASKING:
            return _asking(row, not_certain)
        case PaymentState.REVERSING:
            return Sentence(
                translate("PaymentWords", "The payment is being taken back."),
                not_certain,
                translate("PaymentWords", "No certain answer came. Wait for the result; it comes by itself."),
            )
        case PaymentState.UNCLEAR:
            return _unclear(desk, row)
        case PaymentState.REFUNDING:
            return Sentence(
                translate("PaymentWords", "The refund is under way."),
                translate("PaymentWords", "It is sent once only, and looked up until it is certain how it ended."),
                translate("PaymentWords", "Wait for the result before you give the money back another way."),
            )
        case PaymentState.PAID:
            return _paid(desk, row)
        case PaymentState.REFUNDED:
            return Sentence(
                translate("PaymentWords", "The payment has been given back."),
                translate("PaymentWords", "The customer gets {amount} back.").format(
                    amount=sen_money(row.amount, desk.language)
                ),
                translate("PaymentWords", "Nothing is left to do; when it arrives is up to the customer's wallet."),
            )
        case PaymentState.FAILED:
            return _failed(row)
        case PaymentState.EXPIRED:
            return Sentence(
                translate("PaymentWords", "The customer did not pay in time."),
                translate("PaymentWords", "Nothing was charged."),
                translate("PaymentWords", "Take the payment again if the customer still wants to pay."),
            )
        case PaymentState.REVERSED:
            return Sentence(
                translate("PaymentWords", "The payment was taken back."),
                translate("PaymentWords", "Nothing was charged: the customer has all of it back."),
                translate("PaymentWords", "Take the payment again, or another way."),
            )


def _named(what: str, safe: str, then: str) -> Sentence:
    return Sentence(*(words.replace("{service}", PAYMENTS_SERVICE) for words in (what, safe, then)))


def _waiting(desk: Desk, row: PaymentRow, not_certain: str) -> Sentence:
    translate = QCoreApplication.translate
    if is_over(desk, row):
        return Sentence(
            translate("PaymentWords", "The time to pay is over."),
            not_certain,
            translate("PaymentWords", "It is looked up whether it was paid; the result comes by itself."),
        )
    time = bidi.clock(row.ends_at, desk.zone) if row.ends_at is not None else ""
    shown = row.way is PaymentWay.QR
    if row.let_go:
        return Sentence(
            translate("PaymentWords", "The code is not shown any more.")
            if shown
            else translate("PaymentWords", "The payment page is not waited for here any more."),
            translate("PaymentWords", "It can still be paid until {time}.").format(time=time),
            translate("PaymentWords", "Another payment of this order can only begin after that."),
        )
    return Sentence(
        translate("PaymentWords", "The customer can pay now."),
        translate("PaymentWords", "Nothing is charged before the customer confirms."),
        translate("PaymentWords", "Let the customer scan the code with a wallet or bank app.")
        if shown
        else translate("PaymentWords", "Let the customer pay on the page: in your browser, or by its link."),
    )


def _asking(row: PaymentRow, not_certain: str) -> Sentence:
    translate = QCoreApplication.translate
    if row.refusal == "PASSWORD_REQUIRED":
        then = translate("PaymentWords", "Let the customer enter the PIN in the app; the result comes by itself.")
    elif row.way is PaymentWay.SCAN:
        then = translate("PaymentWords", "Without an answer the payment is taken back after {n} s.")
    else:
        then = translate("PaymentWords", "Wait for the result; it comes by itself within {n} s.")
    asked = translate("PaymentWords", "{service} is asked how the payment ended.")
    return _named(asked, not_certain, then.format(n=bidi.ltr(str(PATIENCE))))


def _unclear(desk: Desk, row: PaymentRow) -> Sentence:
    translate = QCoreApplication.translate
    cause = cause_of(row.error_code, row.refusal)
    look = translate(
        "PaymentWords", "Ask again. If it stays so, look for {reference} in {service}'s merchant portal."
    ).format(reference=bidi.ltr(row.reference), service=PAYMENTS_SERVICE)
    if row.error_code == "other_amount" and cause is not None:
        safe = translate(
            "PaymentWords", "The customer has been charged, but not {amount}: do not take another payment."
        ).format(amount=sen_money(row.amount, desk.language))
        return Sentence(cause.what, safe, look)
    safe = translate("PaymentWords", "Do not take another payment of this order yet.")
    return Sentence(
        translate("PaymentWords", "It is not certain whether the customer has been charged."),
        f"{cause.what} {safe}" if cause is not None else safe,
        look,
    )


def _paid(desk: Desk, row: PaymentRow) -> Sentence:
    translate = QCoreApplication.translate
    cause = cause_of(row.error_code, row.refusal)
    if cause is None:
        return Sentence(
            translate("PaymentWords", "Paid"),
            translate("PaymentWords", "The customer has been charged {amount}.").format(
                amount=sen_money(row.amount, desk.language)
            ),
            translate("PaymentWords", "Nothing is left to do."),
        )
    what = (
        translate("PaymentWords", "The refund is refused.")
        if row.error_code == "payment_refused"
        else translate("PaymentWords", "The refund did not happen.")
    )
    stands = translate("PaymentWords", "The payment stands: the customer has been charged.")
    again = translate("PaymentWords", "Try again, or give the money back another way.")
    return Sentence(
        what,
        f"{cause.what} {stands}",
        cause.next if row.error_code in _SAY_WHAT_NEXT else again,
    )


def _failed(row: PaymentRow) -> Sentence:
    translate = QCoreApplication.translate
    nothing = translate("PaymentWords", "Nothing was charged.")
    again = translate("PaymentWords", "Try again, or let the customer pay another way.")
    cause = cause_of(row.error_code, row.refusal)
    if row.error_code == "outcome_unknown":
        what = (
            translate("PaymentWords", "The payment did not reach {service}.")
            if row.way is PaymentWay.SCAN
            else translate("PaymentWords", "{service} did not answer, so there is nothing the customer could pay.")
        )
        return _named(what, nothing, again)
    if cause is None:
        return Sentence(translate("PaymentWords", "The payment did not succeed."), nothing, again)
    advised = bool(row.refusal) or row.error_code in _SAY_WHAT_NEXT
    return Sentence(cause.what, nothing, cause.next if advised else again)
