"""The envelope of every answer: which error each code means, whatever its status and spelling."""

import datetime
import json
from email.utils import format_datetime

import httpx
import pytest

from retm_desktop.domain.errors import (
    ClockWrong,
    Forbidden,
    NotFound,
    Offline,
    OperatorError,
    OutcomeUnknown,
    PaymentRefused,
    RateLimited,
    Rejected,
    ServerFault,
    SignatureRefused,
    SignInExpired,
    UnreadableAnswer,
    WrongCredentials,
)
from retm_desktop.providers.revenue_monster import refusals
from tests.providers.revenue_monster.service import NOW


def told(document: object, status: int = 200, *, write: bool = False, **headers: str) -> object:
    """Return the envelope or the error of an answer."""
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = httpx.Response(status, headers=named, content=content)
    try:
        return refusals.answer(response, write=write, now=NOW)
    except OperatorError as error:
        return error


def failure(code: object, message: object = "in words", **more: object) -> dict[str, object]:
    return {"error": {"code": code, "message": message, "debug": "d-e-b-u-g"}, **more}


@pytest.mark.parametrize(
    "document",
    [
        {"item": {}, "code": "SUCCESS"},
        {"items": [], "code": "SUCCESS", "meta": {}},
        {"items": None, "code": "SUCCESS"},
        {"code": "SUCCESS"},
        {"code": "Success"},
        {"items": None},
        {"item": {"id": 1}},
        {"item": {"status": "FAILED", "error": {"message": "no"}}, "code": "SUCCESS"},
        {"item": {}, "code": "SUCCESS", "error": None},
        {"item": {}, "code": "SUCCESS", "error": {}},
    ],
)
def test_a_success_is_its_envelope(document: dict[str, object]) -> None:
    for write in (False, True):
        assert told(document, write=write) == document
        assert told(document, 201, write=write) == document


@pytest.mark.parametrize("document", [b"", b"<html>", b"[]", b"7", b"{}", b'{"ok": true}', b'{"item": ', b"\xff"])
def test_a_success_that_cannot_be_read(document: bytes) -> None:
    assert type(told(document)) is UnreadableAnswer
    assert type(told(document, write=True)) is OutcomeUnknown


CODES: list[tuple[str, type[OperatorError]]] = [
    *[
        (code, SignInExpired)
        for code in ("TOKEN_EXPIRED", "TOKEN_INVALID", "TOKEN_SUSPENDED", "UNAUTHORIZED", "NOT_AUTH", "TOKEN_OF_NEW")
    ],
    *[
        (code, Forbidden)
        for code in (
            "CLIENT_NO_PERMISSION",
            "NOT_PERMITTED",
            "NO_ACCESS",
            "INSUFFICIENT_PERMISSION_LEVEL",
            "USER_NO_PERMISSION",
            "CLIENT_NOT_AUTHORIZE_STORE",
            "NOT_AUTHORIZE_USER_STORE",
            "NOT_USER_STORE",
            "INVALID_SCOPE",
            "SCOPE_NOT_FOUND",
            "CLIENT_PRODUCT_NOT_SETUP",
        )
    ],
    *[(code, WrongCredentials) for code in ("CLIENT_NOT_FOUND", "CLIENT_INVALID", "INVALID_CLIENT")],
    *[
        (code, NotFound)
        for code in (
            "STORE_NOT_FOUND",
            "TRANSACTION_NOT_FOUND",
            "TRANSACTION_QR_CODE_NOT_FOUND",
            "ORDER_NOT_EXIST",
            "REPORT_NOT_FOUND",
            "RECONCILIATION_NOT_FOUND",
        )
    ],
    *[
        (code, Rejected)
        for code in (
            "VALIDATION_ERROR",
            "INVALID_PARAMETER",
            "INVALID_REQUEST",
            "INVALID_ID",
            "INVALID_FORMAT",
            "MAX_VALUE",
            "METHOD_NOT_ALLOWED",
            "PAYMENT_PARAM_INVALID",
            "PAYMENT_AMT_INVALID",
            "PAYMENT_CURRENCY_INVALID",
            "MINIMUM_AMOUNT_REQUIRED",
            "STORE_ID_INVALID",
            "STORE_MAXIMUM",
            "DEFAULT_STORE_DELETE_NOT_ALLOWED",
            "SOMETHING_NEW",
        )
    ],
    *[
        (code, PaymentRefused)
        for code in (
            "ORDER_ID_DUPLICATE",
            "TRANSACTION_DUPLICATE",
            "TRANSACTION_PAID",
            "ORDER_CLOSED",
            "TRANSACTIN_STATUS_NOT_SUCCESS",
            "AUTH_CODE_EXPIRED",
            "AUTH_CODE_INVALID",
            "AUTH_CODE_MIS_MATCH",
            "AUTH_CODE_USED",
            "INSUFFICIENT_CARD_BALANCE",
            "NOT_ALLOW_REFUND",
            "PAYMENT_FULLY_REFUNDED",
            "REFUND_AMT_NOT_SAME_AS_TRANSACTION",
            "REFUND_PAYMENT_NOT_FOUND",
            "UNSUPPORTED_METHOD_REVERSE",
            "EXCEED_TIME_FOR_REVERSE_TRANSACTION",
            "DAILY_PAYMENT_EXCEEDED",
            "PAYMENT_EXCEED_NO_TRANSACTION_PER_DAY",
            "MERCHANT_NOT_ACTIVE",
            "MERCHANT_SUSPENDED",
            "SUBSCRIPTION_EXPIRED",
            "NOT_SUBSCRIBE",
            "BOOST_NOT_ACTIVE",
            "GRABPAY_MERCHANT_ID_NOT_SET",
            "TNG_MDR_NOT_SET",
        )
    ],
    *[(code, RateLimited) for code in ("TOO_MANY_REQUEST_PER_SECOND", "EXCEEDED_LIMIT", "SPAM")],
]


@pytest.mark.parametrize(("code", "wanted"), CODES)
def test_each_code_is_one_error_whatever_the_status(code: str, wanted: type[OperatorError]) -> None:
    camel = "".join(part.capitalize() for part in code.split("_"))
    for spelling in {code, code.lower(), code if code == "TOKEN_OF_NEW" else camel}:
        for status in (200, 400, 422):
            for write in (False, True):
                error = told(failure(spelling), status, write=write)
                assert type(error) is wanted, (spelling, status, write)
                assert isinstance(error, OperatorError)
                assert error.detail == f"HTTP {status}: {spelling}: in words"
                if isinstance(error, PaymentRefused) and spelling != camel:
                    assert error.reason == code


def test_a_reason_is_in_capitals_however_it_was_spelt() -> None:
    error = told(failure("AuthCodeExpired"), write=True)
    assert isinstance(error, PaymentRefused)
    assert error.reason == "AUTH_CODE_EXPIRED"


@pytest.mark.parametrize("code", ["PAYMENT_IN_PROCESS", "PASSWORD_REQUIRED", "PAYMENT_TIMEOUT"])
def test_a_payment_under_way_is_not_refused(code: str) -> None:
    assert type(told(failure(code), 400, write=True)) is OutcomeUnknown
    assert type(told(failure(code), 400)) is PaymentRefused


@pytest.mark.parametrize(
    ("code", "status", "told_status"),
    [
        ("SYSTEM_ERROR", 200, 500),
        ("INTERNAL_ERROR", 400, 500),
        ("OVERLOAD", 200, 503),
        ("BANK_ERROR", 502, 502),
        ("SYSTEM_ERROR", 500, 500),
    ],
)
def test_a_fault_leaves_a_write_unknown(code: str, status: int, told_status: int) -> None:
    error = told(failure(code), status)
    assert isinstance(error, ServerFault)
    assert error.status == told_status
    assert type(told(failure(code), status, write=True)) is OutcomeUnknown


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_no_code_makes_the_outcome_of_a_write_known_where_the_status_does_not(status: int) -> None:
    for document in (failure("AUTH_CODE_INVALID"), failure("SOMETHING_NEW"), b"<html>"):
        assert type(told(document, status, write=True)) is OutcomeUnknown


@pytest.mark.parametrize("code", ["API_ENDPOINT_NOT_FOUND", "API_INACTIVE"])
def test_a_path_that_is_not_known_says_nothing_of_any_payment(code: str) -> None:
    """Whoever asks for a payment takes "not found" for "nobody was charged"."""
    for status in (200, 404):
        assert type(told(failure(code), status)) is ServerFault
        assert type(told(failure(code), status, write=True)) is Rejected


@pytest.mark.parametrize(
    ("status", "read", "write"),
    [
        (302, Offline, OutcomeUnknown),
        (400, Rejected, Rejected),
        (401, SignInExpired, SignInExpired),
        (403, Forbidden, Forbidden),
        (404, ServerFault, OutcomeUnknown),
        (429, RateLimited, RateLimited),
        (500, ServerFault, OutcomeUnknown),
        (501, ServerFault, ServerFault),
    ],
)
def test_without_a_known_code_the_status_tells(
    status: int, read: type[OperatorError], write: type[OperatorError]
) -> None:
    for document in (failure("SOMETHING_NEW"), failure(""), failure([1]), {"item": {}}, {"code": "SUCCESS"}, b"<html>"):
        assert type(told(document, status)) is read
        assert type(told(document, status, write=True)) is write


def test_other_shapes_of_a_failure_are_understood() -> None:
    for document in (
        {"code": "TRANSACTION_NOT_FOUND", "message": "in words"},
        {"item": None, "code": "TRANSACTION_NOT_FOUND", "message": "in words"},
        {"error": "TRANSACTION_NOT_FOUND", "message": "in words"},
        {"error": {"error": "TRANSACTION_NOT_FOUND", "error_description": "in words"}},
    ):
        for status in (200, 400):
            error = told(document, status)
            assert isinstance(error, NotFound)
            assert error.detail == f"HTTP {status}: TRANSACTION_NOT_FOUND: in words"
    assert type(told({"error": True})) is Rejected
    assert type(told({"error": [1], "item": {}}, write=True)) is Rejected


def test_a_wait_is_told() -> None:
    for document, status in ((failure("SPAM"), 200), (failure("SOMETHING_NEW"), 429)):
        error = told(document, status, Retry_After="7")
        assert isinstance(error, RateLimited)
        assert error.retry_after == 7.0


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        (failure("MINIMUM_AMOUNT_REQUIRED"), {"amount": ("in words",)}),
        (failure("MINIMUM_AMOUNT_REQUIRED", None), {"amount": ("MINIMUM_AMOUNT_REQUIRED",)}),
        (failure("STORE_ID_INVALID"), {"store_id": ("in words",)}),
        (failure("VALIDATION_ERROR"), {}),
        (
            {"error": {"code": "VALIDATION_ERROR", "description": {"name": ["is required", 7, None], "city": "no"}}},
            {"name": ("is required", "7"), "city": ("no",)},
        ),
        (
            {"error": {"code": "VALIDATION_ERROR", "errors": [{"field": "name", "message": "no"}, "x", {"field": 1}]}},
            {"name": ("no",), "1": ()},
        ),
    ],
)
def test_complaints_are_told_field_by_field(document: dict[str, object], fields: dict[str, tuple[str, ...]]) -> None:
    error = told(document, 422, write=True)
    assert isinstance(error, Rejected)
    assert error.fields == fields


SIGNED = "c2lnbmVkIGJ5IHNvbWVib2R5IHdobyBoYXMgdGhlIHByaXZhdGUga2V5IG9mIHRoaXM="


def signature_failure(code: str = "INVALID_REQUEST_SIGNATURE", *, timely: object = True) -> dict[str, object]:
    header = {
        "X-Signature": {"currentValue": f"sha256 {SIGNED}", "isValid": False, "remark": ""},
        "X-Timestamp": {"currentValue": "1767225600", "isValid": timely, "remark": ""},
    }
    step = {"content": '{"authCode":"134650"}', "remark": ""}
    debug = {"requestHeader": header, "preVerifyContent": {"step1": step}}
    return failure(code, f"wrong: {SIGNED} for authCode 134650", debug=debug)


def date(seconds_ahead: float) -> str:
    return format_datetime(NOW - datetime.timedelta(seconds=seconds_ahead), usegmt=True)


@pytest.mark.parametrize(
    ("document", "headers", "ahead"),
    [
        (signature_failure(timely=False), {}, None),
        (signature_failure(timely=False), {"Date": date(130)}, 130),
        (signature_failure(timely=True), {"Date": date(-3600)}, -3600),
        (signature_failure("INVALID_TIMESTAMP"), {}, None),
        (failure("INVALID_REQUEST_SIGNATURE"), {"Date": date(121)}, 121),
    ],
)
def test_a_signature_refused_for_its_time_is_a_wrong_clock(
    document: dict[str, object], headers: dict[str, str], ahead: int | None
) -> None:
    for status in (200, 400, 401):
        error = told(document, status, write=True, **headers)
        assert isinstance(error, ClockWrong)
        assert error.ahead == (None if ahead is None else datetime.timedelta(seconds=ahead))


@pytest.mark.parametrize(
    "document",
    [
        signature_failure(),
        signature_failure("SIGNATURE_INVALID"),
        signature_failure(timely="no"),
        failure("CLIENT_NOT_SET_PUBLIC_KEY"),
        failure("INVALID_REQUEST_SIGNATURE", debug=[1]),
        failure("INVALID_REQUEST_SIGNATURE", debug={"requestHeader": {"X-Timestamp": 7}}),
    ],
)
def test_a_signature_refused_with_the_right_clock_is_a_wrong_key(document: dict[str, object]) -> None:
    for headers in ({}, {"Date": date(119)}, {"Date": "soon"}):
        error = told(document, 401, **headers)
        assert type(error) is SignatureRefused
        assert "HTTP 401" in error.detail


def test_no_detail_holds_debug_contents_signatures_or_bodies() -> None:
    for document in (signature_failure(), signature_failure("SOMETHING_NEW"), signature_failure("STORE_NOT_FOUND")):
        error = told(document, 400)
        assert isinstance(error, OperatorError)
        assert SIGNED not in error.detail
        assert "d-e-b-u-g" not in error.detail
        assert len(error.detail) <= 300
    error = told(failure("SOMETHING_NEW", "line\nbreak\x00" + "word " * 200), 400)
    assert isinstance(error, Rejected)
    assert error.detail.startswith("HTTP 400: SOMETHING_NEW: line break word")
    assert len(error.detail) <= 300
