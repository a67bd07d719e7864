"""Refusals as Revenue Monster words them (reference 3.6, 4.4, 5.1)."""

from collections.abc import Mapping
from typing import Any

Document = dict[str, Any]

# Only 401 for tokens, 422 for VALIDATION_ERROR and 429 are known; the other statuses are assumed.
_STATUS: Mapping[str, int] = {
    "INVALID_CLIENT": 401,
    "TOKEN_EXPIRED": 401,
    "TOKEN_INVALID": 401,
    "CLIENT_NO_PERMISSION": 403,
    "NOT_PERMITTED": 403,
    "API_ENDPOINT_NOT_FOUND": 404,
    "ORDER_NOT_EXIST": 404,
    "STORE_NOT_FOUND": 404,
    "TRANSACTION_NOT_FOUND": 404,
    "VALIDATION_ERROR": 422,
    "TOO_MANY_REQUEST_PER_SECOND": 429,
    "INTERNAL_ERROR": 500,
    "SYSTEM_ERROR": 500,
    "OVERLOAD": 503,
}

_MESSAGES: Mapping[str, str] = {
    "AUTH_CODE_EXPIRED": "The auth code has expired",
    "AUTH_CODE_INVALID": "The auth code is invalid",
    "AUTH_CODE_USED": "The auth code has been used",
    "BUYER_ACCOUNT_ERROR": "The buyer's wallet declined the payment",
    "CLIENT_NO_PERMISSION": "The client has no permission to access this resource",
    "EXCEED_TIME_FOR_REVERSE_TRANSACTION": "Exceeded the time in which a transaction can be reversed",
    "INVALID_CODE": "The authorization code is invalid or was used",
    "INVALID_REQUEST_SIGNATURE": "The request signature is invalid",
    "MINIMUM_AMOUNT_REQUIRED": "Minimum amount required is RM 0.10",
    "ORDER_ID_DUPLICATE": "The order id is duplicate",
    "PAYMENT_TIMEOUT": "The payment timed out",
    "STORE_MAXIMUM": "The maximum number of stores is reached",
    "TOO_MANY_REQUEST_PER_SECOND": "Too many requests, please try again later",
    "TRANSACTION_NOT_FOUND": "Transaction not found",
}


def message_of(code: str) -> str:
    """A sentence for a code; one made from the code itself where there is none."""
    return _MESSAGES.get(code) or code.replace("_", " ").capitalize()


class Refused(Exception):
    """A call refused with a code. `debug` as text goes inside the error, as an object beside it (4.4)."""

    def __init__(
        self, code: str, message: str = "", *, status: int | None = None, debug: str | Document | None = None
    ) -> None:
        self.code = code
        self.message = message or message_of(code)
        self.status = _STATUS.get(code, 400) if status is None else status
        self._debug = debug
        super().__init__(f"{code}: {self.message}")

    def body(self) -> Document:
        """The envelope: `{"error": {"code", "message"}}`, with what helps in a sandbox."""
        error: Document = {"code": self.code, "message": self.message}
        if isinstance(self._debug, dict):
            return {"debug": self._debug, "error": error}
        return {"error": error | ({"debug": self._debug} if self._debug else {})}
