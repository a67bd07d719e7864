"""The service's envelope: what it answered, or the domain error that its refusal means.

The codes are those of the documentation's page of error codes. They are matched without regard to case and
underscores, since some pages write them in capitals and others not; some are misspelt there, and so they are here.
"""

import re
from datetime import datetime

import httpx
import msgspec

from retm_desktop.domain.errors import (
    ClockWrong,
    Forbidden,
    NotFound,
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
from retm_desktop.providers import transport
from retm_desktop.providers.documents import decode
from retm_desktop.providers.revenue_monster.clock import LIMIT, clock_ahead
from retm_desktop.providers.revenue_monster.values import members, text, told

_SUCCESS = "success"
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,79}")
_DETAIL_LENGTH = 300
_MOST_FIELDS = 50


def plain(code: str) -> str:
    """Return a code as it is compared: without underscores and case (`InvalidClient` is INVALID_CLIENT)."""
    return code.replace("_", "").casefold()


def _codes(words: str) -> dict[str, str]:
    return {plain(code): code for code in words.split()}


_SIGN_IN = _codes("TOKEN_EXPIRED TOKEN_INVALID TOKEN_SUSPENDED UNAUTHORIZED NOT_AUTH EMPTY_TOKEN INVALID_TOKEN")
_FORBIDDEN = _codes(
    """
    CLIENT_NO_PERMISSION NOT_PERMITTED NO_ACCESS INSUFFICIENT_PERMISSION_LEVEL USER_NO_PERMISSION
    CLIENT_NOT_AUTHORIZE_STORE NOT_AUTHORIZE_USER_STORE NOT_USER_STORE INVALID_SCOPE SCOPE_NOT_FOUND
    CLIENT_PRODUCT_NOT_SETUP ACCESS_DENIED
    """
)
_CREDENTIALS = _codes("CLIENT_NOT_FOUND CLIENT_INVALID INVALID_CLIENT INACTIVE_CLIENT")
_ABSENT = _codes("ORDER_NOT_EXIST")
_NO_SUCH_CALL = _codes("API_INACTIVE API_ENDPOINT_NOT_FOUND")
"""It is our path that is not known, which says nothing of any payment."""
_SIGNATURE = _codes(
    """
    INVALID_REQUEST_SIGNATURE INVALID_SIGNATURE SIGNATURE_INVALID INVALID_TIMESTAMP
    CLIENT_NOT_SET_PUBLIC_KEY INVALID_PUBLIC_KEY INVALID_PRIVATE_KEY
    """
)
_TIMESTAMP = plain("INVALID_TIMESTAMP")
_SLOW_DOWN = _codes("TOO_MANY_REQUEST_PER_SECOND TOO_MANY_REQUESTS EXCEEDED_LIMIT SPAM")
_FAULT = _codes("SYSTEM_ERROR INTERNAL_ERROR OVERLOAD BANK_ERROR TEMPORARY_UNAVAILABLE")
_PASSING = _codes("OVERLOAD TEMPORARY_UNAVAILABLE")
_INPUT = {
    plain("PAYMENT_AMT_INVALID"): "amount",
    plain("MINIMUM_AMOUNT_REQUIRED"): "amount",
    plain("MAX_VALUE"): "amount",
    plain("PAYMENT_CURRENCY_INVALID"): "currency",
    plain("STORE_ID_INVALID"): "store_id",
    plain("STORE_KEY_INVALID"): "store_id",
    plain("STORE_NOT_SET"): "store_id",
    plain("STORE_INVALID_FORMAT"): "store_id",
    plain("INVALID_ID"): "id",
    plain("STORE_MAXIMUM"): "name",
}
"""Refused content whose field the code tells; the others of the page's input group name none."""
_PAYMENT = _codes(
    """
    ORDER_ID_DUPLICATE TRANSACTION_DUPLICATE TRANSACTION_EXPIRED TRANSACTION_PAID ORDER_PAID ORDER_NOT_PAID
    ORDER_CANCELLED ORDER_CLOSED TRANSACTION_STATUS_FAILED TRANSACTION_STATUS_NOT_IN_PROCESS
    TRANSACTION_STATUS_NOT_IN_PROCCESS TRANSACTIN_STATUS_NOT_SUCCESS
    AUTH_CODE_EXPIRED AUTH_CODE_INVALID AUTH_CODE_MIS_MATCH AUTH_CODE_USED INSUFFICIENT_CARD_BALANCE
    BUYER_ACCOUNT_ERROR CUSTOMER_REACHED_TRANSACTION_LIMIT PAYMENT_SCAN_INVALID
    NOT_ALLOW_REFUND PAYMENT_FULLY_REFUNDED PAYMENT_REFUNDING REFUND_AMT_NOT_SAME_AS_TOTAL_AMOUNT
    REFUND_AMT_NOT_SAME_AS_TRANSACTION REFUND_PAYMENT_NOT_FOUND REFUND_PIN_INVALID INSUFFICIENT_REFUND_AMOUNT
    INSUFFICIENT_MERCHANT_BALANCE PAYMENT_REFUND_AMOUNT_EXCEED_PER_DAY UNSUPPORTED_METHOD_PAYMENT_REFUND
    UNSUPPORTED_METHOD_REVERSE EXCEED_TIME_FOR_REVERSE_TRANSACTION FAILED_TO_REVERSE_ORDER
    DAILY_PAYMENT_EXCEEDED PAYMENT_EXCEED_AMOUNT_LIMIT_PER_TRANSACTION PAYMENT_EXCEED_AMOUNT_PER_DAY
    PAYMENT_EXCEED_AMOUNT_PER_MONTH PAYMENT_EXCEED_NO_TRANSACTION_PER_DAY
    MERCHANT_NOT_ACTIVE MERCHANT_INACTIVE MERCHANT_SUSPENDED MERCHANT_NOT_FOUND SUBSCRIPTION_EXPIRED
    SUBSCRIPTION_NOT_ACTIVE SUBSCRIPTION_NOT_FOUND NOT_SUBSCRIBE DOES_NOT_HAVE_ACTIVE_WALLET
    """
)
_WALLET = tuple(map(plain, ("NOT_ACTIVE", "MERCHANT_ID_NOT_SET", "MDR_NOT_SET")))
"""How the codes end that a wallet of the merchant is refused with."""
_UNDER_WAY = _codes("PAYMENT_IN_PROCESS PASSWORD_REQUIRED PAYMENT_TIMEOUT")
"""The customer may yet confirm, or has: only a look-up tells."""


class Complaint(msgspec.Struct, frozen=True):
    """What a failed answer says: its code (empty where there is none), its words, and what it says of fields."""

    code: str
    message: str
    fields: dict[str, tuple[str, ...]] = {}

    def detail(self, status: int) -> str:
        """Return the words for the log; they hold nothing of debug contents, signatures or bodies."""
        return ": ".join(part for part in (f"HTTP {status}", self.code, self.message) if part)[:_DETAIL_LENGTH]


def complaint(document: object, status: int) -> Complaint | None:
    """Return what an answer complains of, whatever its status; None where it says success."""
    envelope = members(document)
    error, code = envelope.get("error"), _code(envelope.get("code"))
    if isinstance(error, dict) and error:
        words = told(error.get("message")) or told(error.get("error_description"))
        fields = _fields(error.get("description")) or _fields(error.get("errors"))
        return Complaint(_code(error.get("code")) or _code(error.get("error")), words, fields)
    if error:
        return Complaint(_code(error), told(envelope.get("message")) or told(envelope.get("error_description")))
    has_content = envelope.get("item") is not None or envelope.get("items") is not None
    is_success = plain(code) in ("", _SUCCESS)
    if 200 <= status < 300 and (has_content or is_success):
        return None
    return Complaint("" if is_success else code, told(envelope.get("message")))


def answer(response: httpx.Response, *, write: bool, now: datetime) -> dict[str, object]:
    """Return the envelope of an answer that says success.

    Raises what its code means, or else what `transport.require_success` raises for its status; for a write an answer
    that leaves open what happened is OutcomeUnknown. A success that cannot be read is UnreadableAnswer, for a write
    OutcomeUnknown. `now` is this computer's time at the answer.
    """
    status = response.status_code
    try:
        document = decode(response.content)
    except UnreadableAnswer as unreadable:
        if 200 <= status < 300:
            raise OutcomeUnknown(unreadable.detail) if write else unreadable from unreadable
        document = None
    said = complaint(document, status)
    if said is not None:
        raise _refusal(response, document, said, write=write, now=now)
    envelope = members(document)
    if envelope.keys().isdisjoint(("item", "items", "code")):
        raise (OutcomeUnknown if write else UnreadableAnswer)("an answer without item, items or code")
    return envelope


def _refusal(
    response: httpx.Response, document: object, said: Complaint, *, write: bool, now: datetime
) -> OperatorError:
    status = response.status_code
    # A success that is none after all: its status means nothing.
    otherwise: OperatorError = Rejected(said.detail(status), said.fields)
    if not 200 <= status < 300:
        wait = transport.retry_after(response.headers)
        otherwise = transport.refusal(status, said.detail(status), wait, said.fields, write=write)
    if isinstance(otherwise, OutcomeUnknown | RateLimited):
        return otherwise
    if plain(said.code) in _SIGNATURE:
        return _signature_refusal(response, document, said.code, now)
    known = _by_code(response, said, write=write)
    if known is None and isinstance(otherwise, NotFound):
        # "Not found" decides whether somebody was charged: it has to be the service's own word on the record.
        return OutcomeUnknown(otherwise.detail) if write else ServerFault(otherwise.detail, status)
    return known or otherwise


def _by_code(response: httpx.Response, said: Complaint, *, write: bool) -> OperatorError | None:
    status, code = response.status_code, plain(said.code)
    detail = said.detail(status)
    if code in _SIGN_IN or said.code.upper().startswith("TOKEN_"):
        return SignInExpired(detail)
    if code in _SLOW_DOWN:
        return RateLimited(detail, transport.retry_after(response.headers))
    if code in _FORBIDDEN:
        return Forbidden(detail)
    if code in _CREDENTIALS:
        return WrongCredentials(detail)
    if code in _FAULT:
        usual = 503 if code in _PASSING else 500
        return OutcomeUnknown(detail) if write else ServerFault(detail, status if status >= 500 else usual)
    if code in _UNDER_WAY:
        return OutcomeUnknown(detail) if write else PaymentRefused(detail, _UNDER_WAY[code])
    if code in _PAYMENT or code.endswith(_WALLET):
        return PaymentRefused(detail, _PAYMENT.get(code, said.code.upper()))
    if code in _NO_SUCH_CALL:
        return Rejected(detail) if write else ServerFault(detail, status)
    if code in _ABSENT or code.endswith("notfound"):
        return NotFound(detail)
    if code in _INPUT:
        return Rejected(detail, said.fields or {_INPUT[code]: (said.message or said.code,)})
    return None


def _signature_refusal(response: httpx.Response, document: object, code: str, now: datetime) -> OperatorError:
    """Tell a wrong clock from a wrong key; the words of the answer may repeat what was signed and are left out."""
    ahead = clock_ahead(response.headers, now)
    debug = members(members(document).get("debug"))
    timestamp = members(members(debug.get("requestHeader")).get("X-Timestamp"))
    detail = f"HTTP {response.status_code}: {code}"
    far = ahead is not None and abs(ahead) > LIMIT
    if far or timestamp.get("isValid") is False or plain(code) == _TIMESTAMP:
        return ClockWrong(detail, ahead)
    return SignatureRefused(detail)


def _code(value: object) -> str:
    written = text(value)
    return written if _CODE.fullmatch(written) else ""


def _fields(value: object) -> dict[str, tuple[str, ...]]:
    """Return the complaints by field where the description has that shape, which no page tells."""
    if isinstance(value, list):
        pairs = [(entry.get("field"), entry.get("message")) for entry in value if isinstance(entry, dict)]
    else:
        pairs = list(members(value).items())
    return {
        told(name, 60): tuple(filter(None, map(told, words if isinstance(words, list) else [words])))[:_MOST_FIELDS]
        for name, words in pairs[:_MOST_FIELDS]
        if told(name, 60)
    }
