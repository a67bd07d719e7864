"""Every failure an operator can meet has words of its own, about orders and about payments, in both languages."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from retm_desktop.domain import errors
from retm_desktop.domain.text import plain
from retm_desktop.gui import refusal_words as refusals
from retm_desktop.gui.language import Translations
from retm_desktop.gui.refusal_words import refusal_words
from retm_desktop.gui.sentences import (
    Sentence,
    sentence,
    sentence_of_code,
    sentence_of_payment,
    sentence_of_payment_code,
)

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.OperatorError) and kind is not errors.OperatorError
]
OF_PAYMENTS_ALONE = {
    "clock_wrong",
    "signature_refused",
    "payment_refused",
    "payment_open",
    "already_paid",
    "wrong_pin",
    "payments_elsewhere",
    "no_payments",
}
CONTEXTS: dict[str, Callable[[errors.OperatorError], Sentence]] = {
    "orders": sentence,
    "payments": sentence_of_payment,
}
REASONS = sorted(set(re.findall(r'"([A-Z][A-Z_]{3,})"', Path(refusals.__file__).read_text("utf-8"))))
"""Every reason that is spelled out in the table."""


@pytest.fixture
def arabic(qapp: QApplication) -> Iterator[None]:
    translations = Translations(qapp)
    translations.use("ar")
    yield
    translations.use("en")


def test_codes_are_unique() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS) >= 28
    assert {kind.code for kind in KINDS} > OF_PAYMENTS_ALONE


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_told(qapp: QApplication, kind: type[errors.OperatorError], context: str) -> None:
    told = CONTEXTS[context](kind("the detail"))
    general = sentence_of_code("no such code")
    assert told.what != general.what
    assert all((told.what, told.safe, told.next))
    assert "the detail" not in told.what
    assert not any("{" in words for words in (told.what, told.safe, told.next))


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_told_in_arabic(arabic: None, kind: type[errors.OperatorError], context: str) -> None:
    told = CONTEXTS[context](kind())
    for words in (told.what, told.safe, told.next):
        assert any("\u0600" <= letter <= "\u06ff" for letter in words), words


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_service_that_failed_is_named_and_no_other(qapp: QApplication, kind: type[errors.OperatorError]) -> None:
    of_payment = " ".join(vars(sentence_of_payment(kind())).values())
    assert "RETM" not in of_payment
    elsewhere = " ".join(vars(sentence(kind(), service="The Other")).values())
    assert "RETM" not in elsewhere
    of_orders = " ".join(vars(sentence(kind())).values())
    assert ("Revenue Monster" in of_orders) <= (kind.code in OF_PAYMENTS_ALONE)
    assert elsewhere.replace("The Other", "RETM") == of_orders


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_where_money_moves_nothing_is_promised_about_orders(
    qapp: QApplication, kind: type[errors.OperatorError]
) -> None:
    told = sentence_of_payment(kind())
    said = f"{told.safe} {told.next}".lower()
    assert "orders on this computer" not in said and "what you do is sent later" not in said
    assert "tries again by itself" not in said and "keeps trying" not in said


def test_what_is_not_known_is_told_in_general_words_of_each_context(qapp: QApplication) -> None:
    assert "Orders" in sentence_of_code("no such code").safe
    told = sentence_of_payment_code("no such code")
    assert told.what == sentence_of_code("no such code").what
    assert "no payment and no refund again by itself" in told.safe
    assert sentence_of_payment(errors.OperatorError()) == told


def test_figures_and_fields_are_filled_in(qapp: QApplication) -> None:
    assert "7" in plain(sentence(errors.RateLimited(retry_after=6.6)).next)
    assert plain(sentence_of_payment(errors.RateLimited(retry_after=6.6)).next) == "Wait 7 s, then try again."
    assert "47600" in plain(sentence(errors.PortTaken(port=47600)).what)
    assert "47600" in plain(sentence_of_payment(errors.PortTaken(port=47600)).what)
    for told in CONTEXTS.values():
        rejected = told(errors.Rejected(fields={"customer.phone": ("is required", "too short")}))
        assert plain(rejected.safe) == "customer.phone: is required, too short"


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(minutes=7), "This computer's clock is 7 min ahead."),
        (timedelta(minutes=-7), "This computer's clock is 7 min behind."),
        (timedelta(seconds=25), "This computer's clock is 25 s ahead."),
        (timedelta(hours=-3), "This computer's clock is 3:00 h behind."),
        (timedelta(0), "This computer's clock is wrong."),
        (None, "This computer's clock is wrong."),
    ],
)
def test_a_wrong_clock_is_told_by_how_much(
    qapp: QApplication, context: str, ahead: timedelta | None, said: str
) -> None:
    assert plain(CONTEXTS[context](errors.ClockWrong(ahead=ahead)).what) == said


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (0.2, "Wait 1 s, then try again."),
        (120, "Wait 120 s, then try again."),
        (121, "Wait 3 min, then try again."),
        (3600, "Wait 1:00 h, then try again."),
    ],
)
def test_a_wrong_pin_is_told_with_the_wait(qapp: QApplication, context: str, wait: float, said: str) -> None:
    assert plain(CONTEXTS[context](errors.WrongPin(retry_after=wait)).next) == said
    assert "Enter the PIN" in CONTEXTS[context](errors.WrongPin()).next


@pytest.mark.parametrize("reason", REASONS)
def test_every_known_reason_is_told_in_words(qapp: QApplication, reason: str) -> None:
    told = sentence_of_payment(errors.PaymentRefused("debug text of the service", reason))
    words = (told.what, told.safe, told.next)
    assert all(words) and not any("{" in each or reason in each or "debug" in each for each in words)
    assert sentence(errors.PaymentRefused(reason=reason)) == told
    assert sentence_of_payment_code("payment_refused", reason) == told


def test_reasons_of_all_groups_are_known() -> None:
    for reason in (
        *("AUTH_CODE_EXPIRED", "AUTH_CODE_INVALID", "AUTH_CODE_MIS_MATCH", "AUTH_CODE_USED", "PAYMENT_SCAN_INVALID"),
        *("INSUFFICIENT_CARD_BALANCE", "BUYER_ACCOUNT_ERROR", "CUSTOMER_REACHED_TRANSACTION_LIMIT"),
        *("NOT_ALLOW_REFUND", "PAYMENT_FULLY_REFUNDED", "PAYMENT_REFUNDING", "REFUND_AMT_NOT_SAME_AS_TOTAL_AMOUNT"),
        *("REFUND_AMT_NOT_SAME_AS_TRANSACTION", "REFUND_PAYMENT_NOT_FOUND", "REFUND_PIN_INVALID"),
        *("INSUFFICIENT_REFUND_AMOUNT", "INSUFFICIENT_MERCHANT_BALANCE", "PAYMENT_REFUND_AMOUNT_EXCEED_PER_DAY"),
        *("UNSUPPORTED_METHOD_PAYMENT_REFUND", "UNSUPPORTED_METHOD_REVERSE", "EXCEED_TIME_FOR_REVERSE_TRANSACTION"),
        *("FAILED_TO_REVERSE_ORDER", "DAILY_PAYMENT_EXCEEDED", "PAYMENT_EXCEED_AMOUNT_LIMIT_PER_TRANSACTION"),
        *("PAYMENT_EXCEED_AMOUNT_PER_DAY", "PAYMENT_EXCEED_AMOUNT_PER_MONTH", "PAYMENT_EXCEED_NO_TRANSACTION_PER_DAY"),
        *("MERCHANT_NOT_ACTIVE", "MERCHANT_INACTIVE", "MERCHANT_SUSPENDED", "MERCHANT_NOT_FOUND", "NOT_SUBSCRIBE"),
        *("SUBSCRIPTION_EXPIRED", "SUBSCRIPTION_NOT_ACTIVE", "SUBSCRIPTION_NOT_FOUND", "DOES_NOT_HAVE_ACTIVE_WALLET"),
        *("TNG_NOT_ACTIVE", "BOOST_MERCHANT_ID_NOT_SET", "GRABPAY_MDR_NOT_SET"),
        *("ORDER_ID_DUPLICATE", "TRANSACTION_DUPLICATE", "TRANSACTION_NOT_FOUND", "TRANSACTION_EXPIRED"),
        *("TRANSACTION_PAID", "ORDER_PAID", "ORDER_NOT_PAID", "ORDER_CANCELLED", "ORDER_CLOSED", "ORDER_NOT_EXIST"),
        *("PAYMENT_TIMEOUT", "TRANSACTION_STATUS_FAILED", "TRANSACTION_STATUS_NOT_IN_PROCESS", "PAYMENT_IN_PROCESS"),
        *("TRANSACTION_STATUS_NOT_IN_PROCCESS", "TRANSACTIN_STATUS_NOT_SUCCESS", "TRANSACTION_QR_CODE_NOT_FOUND"),
    ):
        assert refusal_words(reason) is not None, reason


def test_a_refund_that_is_refused_is_not_called_a_charge(qapp: QApplication) -> None:
    for reason in ("NOT_ALLOW_REFUND", "INSUFFICIENT_MERCHANT_BALANCE", "REFUND_PAYMENT_NOT_FOUND"):
        assert sentence_of_payment_code("payment_refused", reason).safe == "Nothing was refunded."
    assert sentence_of_payment_code("payment_refused", "AUTH_CODE_EXPIRED").safe == "Nothing was charged."
    assert "second time" in sentence_of_payment_code("payment_refused", "ORDER_PAID").safe


def test_a_reason_that_is_not_known_is_shown_as_it_came(qapp: QApplication) -> None:
    told = sentence_of_payment(errors.PaymentRefused(reason="SOMETHING_NEW"))
    assert told.what == "Revenue Monster refused it: \u2066SOMETHING_NEW\u2069"
    assert "{service}" in sentence_of_payment(errors.PaymentRefused(reason="a {service} and {n}")).what
    assert len(sentence_of_payment(errors.PaymentRefused(reason="A" * 9_000)).what) < 300
    assert sentence_of_payment(errors.PaymentRefused()).what == "Revenue Monster refused it."
