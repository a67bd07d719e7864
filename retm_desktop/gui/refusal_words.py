"""Revenue Monster's reasons for refusing a payment or a refund, in an operator's words (reference, section 5.1)."""

from PySide6.QtCore import QCoreApplication

Words = tuple[str, str, str]
"""What happened, what is safe, what to do next; `{service}` stands for the name of the payment service."""

_WAYS_NOT_SET_UP = ("_NOT_ACTIVE", "_MERCHANT_ID_NOT_SET", "_MDR_NOT_SET")
"""How the reasons end that a single wallet or bank is not set up for the account."""


def refusal_words(reason: str) -> Words | None:
    """Return the words for a reason in capitals (`AUTH_CODE_EXPIRED`); None for one that is not known here."""
    for told in (_of_a_scan, _of_giving_back, _of_limits, _of_the_state, _of_the_account):
        words = told(reason)
        if words is not None:
            return words
    return None


def _of_a_scan(reason: str) -> Words | None:
    translate = QCoreApplication.translate
    nothing_charged = translate("Refusals", "Nothing was charged.")
    match reason:
        case "AUTH_CODE_EXPIRED":
            return (
                translate("Refusals", "The customer's code is too old."),
                nothing_charged,
                translate("Refusals", "Ask for a new code in the customer's app and scan that."),
            )
        case "AUTH_CODE_USED":
            return (
                translate("Refusals", "The customer's code was used before."),
                nothing_charged,
                translate("Refusals", "Ask for a new code in the customer's app and scan that."),
            )
        case "AUTH_CODE_INVALID" | "AUTH_CODE_MIS_MATCH" | "PAYMENT_SCAN_INVALID":
            return (
                translate("Refusals", "What was scanned is no code one can pay with."),
                nothing_charged,
                translate("Refusals", "Ask for the payment code in the customer's app and scan it again."),
            )
        case "INSUFFICIENT_CARD_BALANCE":
            return (
                translate("Refusals", "The customer's balance is too low."),
                nothing_charged,
                translate("Refusals", "Let the customer top up, or pay another way."),
            )
        case "BUYER_ACCOUNT_ERROR":
            return (
                translate("Refusals", "The customer's wallet cannot pay now."),
                nothing_charged,
                translate("Refusals", "Let the customer look into the app, or pay another way."),
            )
        case "CUSTOMER_REACHED_TRANSACTION_LIMIT":
            return (
                translate("Refusals", "The customer has reached the limit of the wallet."),
                nothing_charged,
                translate("Refusals", "Let the customer pay another way."),
            )
        case "PASSWORD_REQUIRED":
            return (
                translate("Refusals", "The customer has to confirm the payment with a PIN."),
                translate("Refusals", "Before that nothing is charged."),
                translate("Refusals", "Let the customer enter the PIN in the app; the result comes by itself."),
            )
        case _:
            return None


def _of_giving_back(reason: str) -> Words | None:
    translate = QCoreApplication.translate
    nothing_refunded = translate("Refusals", "Nothing was refunded.")
    stays = translate("Refusals", "The payment stays as it is.")
    match reason:
        case "NOT_ALLOW_REFUND" | "UNSUPPORTED_METHOD_PAYMENT_REFUND":
            return (
                translate(
                    "Refusals", "This payment cannot be refunded through {service}: its way of paying forbids it."
                ),
                nothing_refunded,
                translate("Refusals", "Give the money back another way, for example in cash."),
            )
        case "PAYMENT_FULLY_REFUNDED":
            return (
                translate("Refusals", "This payment has been refunded in full."),
                translate("Refusals", "Nothing was refunded a second time."),
                translate("Refusals", "Nothing is left to do."),
            )
        case "PAYMENT_REFUNDING":
            return (
                translate("Refusals", "A refund of this payment is under way."),
                translate("Refusals", "Nothing was refunded a second time."),
                translate("Refusals", "Wait a moment, then refresh the payment."),
            )
        case "REFUND_AMT_NOT_SAME_AS_TOTAL_AMOUNT" | "REFUND_AMT_NOT_SAME_AS_TRANSACTION":
            return (
                translate("Refusals", "This payment can be refunded only in full."),
                nothing_refunded,
                translate("Refusals", "Refresh the payment and refund the whole amount."),
            )
        case "REFUND_PAYMENT_NOT_FOUND":
            return (
                translate("Refusals", "{service} does not find the payment that is to be refunded."),
                nothing_refunded,
                translate("Refusals", "Refresh the payments and look whether it is still there."),
            )
        case "REFUND_PIN_INVALID":
            return (
                translate("Refusals", "{service} wants a refund PIN of its own and refuses the one it got."),
                nothing_refunded,
                translate("Refusals", "Make this refund in {service}'s merchant portal."),
            )
        case "INSUFFICIENT_REFUND_AMOUNT":
            return (
                translate("Refusals", "Less than this is left of the payment to refund."),
                nothing_refunded,
                translate("Refusals", "Refresh the payment and look how much is left."),
            )
        case "INSUFFICIENT_MERCHANT_BALANCE":
            return (
                translate("Refusals", "The account's balance at {service} is too low for this refund."),
                nothing_refunded,
                translate("Refusals", "Try again when more payments have come in, or give the money back in cash."),
            )
        case "PAYMENT_REFUND_AMOUNT_EXCEED_PER_DAY":
            return (
                translate("Refusals", "The account's limit of refunds for one day is reached."),
                nothing_refunded,
                translate("Refusals", "Refund it tomorrow, or ask {service} to raise the limit."),
            )
        case "UNSUPPORTED_METHOD_REVERSE":
            return (
                translate("Refusals", "A payment of this kind cannot be taken back."),
                stays,
                translate("Refusals", "Look how it stands; once it is paid, refund it."),
            )
        case "EXCEED_TIME_FOR_REVERSE_TRANSACTION":
            return (
                translate("Refusals", "It is too late to take this payment back."),
                stays,
                translate("Refusals", "Look how it stands; once it is paid, refund it."),
            )
        case "FAILED_TO_REVERSE_ORDER":
            return (
                translate("Refusals", "{service} could not take this payment back."),
                stays,
                translate("Refusals", "Look how it stands before anybody pays again."),
            )
        case _:
            return None


def _of_limits(reason: str) -> Words | None:
    translate = QCoreApplication.translate
    nothing_charged = translate("Refusals", "Nothing was charged.")
    match reason:
        case "PAYMENT_EXCEED_AMOUNT_LIMIT_PER_TRANSACTION":
            return (
                translate("Refusals", "The amount is above the account's limit for one payment."),
                nothing_charged,
                translate("Refusals", "Let the customer pay another way, or ask {service} to raise the limit."),
            )
        case "DAILY_PAYMENT_EXCEEDED" | "PAYMENT_EXCEED_AMOUNT_PER_DAY":
            return (
                translate("Refusals", "The account's limit of payments for one day is reached."),
                nothing_charged,
                translate("Refusals", "Let the customer pay another way, or ask {service} to raise the limit."),
            )
        case "PAYMENT_EXCEED_AMOUNT_PER_MONTH":
            return (
                translate("Refusals", "The account's limit of payments for one month is reached."),
                nothing_charged,
                translate("Refusals", "Let the customer pay another way, or ask {service} to raise the limit."),
            )
        case "PAYMENT_EXCEED_NO_TRANSACTION_PER_DAY":
            return (
                translate("Refusals", "The account may take no more payments today."),
                nothing_charged,
                translate("Refusals", "Let the customer pay another way, or ask {service} to raise the limit."),
            )
        case "MINIMUM_AMOUNT_REQUIRED":
            return (
                translate("Refusals", "The amount is too small: ten sen is the least."),
                nothing_charged,
                translate("Refusals", "Let the customer pay another way."),
            )
        case _:
            return None


def _of_the_state(reason: str) -> Words | None:
    """Return the words where the order or the transaction does not stand as was thought."""
    translate = QCoreApplication.translate
    nothing_charged = translate("Refusals", "Nothing was charged.")
    not_twice = translate("Refusals", "Nothing was charged a second time.")
    look = translate("Refusals", "Look how the payment stands before anybody pays again.")
    again = translate("Refusals", "Begin a new payment.")
    match reason:
        case "ORDER_ID_DUPLICATE" | "TRANSACTION_DUPLICATE":
            return translate("Refusals", "{service} has a payment of this number already."), not_twice, look
        case "TRANSACTION_PAID" | "ORDER_PAID":
            return (
                translate("Refusals", "This is paid already."),
                not_twice,
                translate("Refusals", "Refresh the payments; nothing is left to pay."),
            )
        case "ORDER_NOT_PAID":
            return translate("Refusals", "This has not been paid."), nothing_charged, again
        case "TRANSACTION_EXPIRED" | "ORDER_CLOSED" | "PAYMENT_TIMEOUT":
            return translate("Refusals", "The time for this payment is over."), nothing_charged, again
        case "ORDER_CANCELLED" | "CANCELLED":
            return translate("Refusals", "This payment was cancelled."), nothing_charged, again
        case "TRANSACTION_STATUS_FAILED" | "FAILED":
            return (
                translate("Refusals", "The payment did not succeed."),
                nothing_charged,
                translate("Refusals", "Begin a new payment, or let the customer pay another way."),
            )
        case "PAYMENT_IN_PROCESS":
            return (
                translate("Refusals", "The payment is still under way."),
                not_twice,
                translate("Refusals", "Wait for its result before anybody pays again."),
            )
        case (
            "TRANSACTION_STATUS_NOT_IN_PROCESS" | "TRANSACTION_STATUS_NOT_IN_PROCCESS" | "TRANSACTIN_STATUS_NOT_SUCCESS"
        ):
            return (
                translate("Refusals", "The payment does not stand as this would need."),
                translate("Refusals", "Nothing was charged or refunded by this."),
                translate("Refusals", "Refresh the payment and look how it stands."),
            )
        case "TRANSACTION_NOT_FOUND" | "ORDER_NOT_EXIST" | "TRANSACTION_QR_CODE_NOT_FOUND":
            return (
                translate("Refusals", "{service} does not know this payment."),
                translate("Refusals", "Nothing was charged or refunded by this."),
                translate("Refusals", "Refresh the payments and look whether it is still there."),
            )
        case _:
            return None


def _of_the_account(reason: str) -> Words | None:
    translate = QCoreApplication.translate
    nothing_changed = translate("Refusals", "Nothing was charged and nothing was changed.")
    match reason:
        case "MERCHANT_NOT_ACTIVE" | "MERCHANT_INACTIVE" | "MERCHANT_NOT_FOUND":
            return (
                translate("Refusals", "The account at {service} is not active."),
                nothing_changed,
                translate("Refusals", "Ask {service} to activate it; until then take payments another way."),
            )
        case "MERCHANT_SUSPENDED":
            return (
                translate("Refusals", "{service} has suspended the account."),
                nothing_changed,
                translate("Refusals", "Ask {service} why; until then take payments another way."),
            )
        case "SUBSCRIPTION_EXPIRED" | "SUBSCRIPTION_NOT_ACTIVE" | "SUBSCRIPTION_NOT_FOUND" | "NOT_SUBSCRIBE":
            return (
                translate("Refusals", "The account's plan for payments is missing or has run out."),
                nothing_changed,
                translate("Refusals", "Renew the plan in {service}'s merchant portal."),
            )
        case "DOES_NOT_HAVE_ACTIVE_WALLET":
            return (
                translate("Refusals", "No way of paying is active for the account."),
                nothing_changed,
                translate("Refusals", "Ask {service} to activate one; until then take payments another way."),
            )
        case "CLIENT_PRODUCT_NOT_SETUP" | "CLIENT_NOT_SET_PUBLIC_KEY":
            return (
                translate("Refusals", "The application at {service} is not set up for payments."),
                nothing_changed,
                translate(
                    "Refusals",
                    "Add the payment product, the webhook address and the public key to it in the merchant portal.",
                ),
            )
        case "STORE_MAXIMUM":
            return (
                translate("Refusals", "The account has as many stores as it may have: ten."),
                nothing_changed,
                translate("Refusals", "Use one of the stores there are, or ask {service} for more."),
            )
        case "DEFAULT_STORE_DELETE_NOT_ALLOWED":
            return (
                translate("Refusals", "The account's first store cannot be deleted."),
                nothing_changed,
                translate("Refusals", "Choose another store."),
            )
        case "STORE_NOT_FOUND" | "STORE_NOT_SET" | "STORE_ID_INVALID" | "STORE_KEY_INVALID":
            return (
                translate("Refusals", "{service} does not know this store."),
                nothing_changed,
                translate("Refusals", "Refresh the stores and link the branch to one of them."),
            )
        case _ if reason.endswith(_WAYS_NOT_SET_UP):
            return (
                translate("Refusals", "This way of paying is not set up for the account."),
                nothing_changed,
                translate("Refusals", "Let the customer pay another way, or ask {service} to set it up."),
            )
        case _:
            return None
