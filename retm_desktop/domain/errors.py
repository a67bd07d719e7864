"""Everything that can go wrong and has a sentence for the operator: one class a kind, each with a stable code.

Whatever is not one of these is a bug: logged with its trace and shown once with "copy report".
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar


class OperatorError(Exception):
    """Base of the failures an operator is told about; `code` is stable and names the sentence on screen."""

    code: ClassVar[str] = "error"
    detail: str

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        """Technical words for the log and the "details" fold; never a secret, never personal."""


class Offline(OperatorError):
    """The service could not be reached: no network, no name, refused, or no answer in time on a read."""

    code = "offline"


class SignInExpired(OperatorError):
    """The token is refused and cannot be renewed; the restaurant has to be connected again. Pending work is kept."""

    code = "sign_in_expired"


class WrongCredentials(OperatorError):
    """Client id or secret is refused by the token endpoint."""

    code = "wrong_credentials"


class CodeRefused(OperatorError):
    """The authorization code is refused: used, expired or never issued. Connect again."""

    code = "code_refused"


class Forbidden(OperatorError):
    """The service understood and does not allow it (403)."""

    code = "forbidden"


class NotFound(OperatorError):
    """The service does not know this record or this path (404)."""

    code = "not_found"


class RateLimited(OperatorError):
    """Too many requests (429); `retry_after` is in seconds, None where the service did not say."""

    code = "rate_limited"

    def __init__(self, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Rejected(OperatorError):
    """The service refuses the content (400, 422); `fields` maps a field's name to what is said of it."""

    code = "rejected"

    def __init__(self, detail: str = "", fields: Mapping[str, tuple[str, ...]] | None = None) -> None:
        super().__init__(detail)
        self.fields = dict(fields or {})


class ServerFault(OperatorError):
    """The service failed (5xx); `status` is the HTTP status."""

    code = "server_fault"

    def __init__(self, detail: str = "", status: int = 500) -> None:
        super().__init__(detail)
        self.status = status


class UnreadableAnswer(OperatorError):
    """The service answered with success but not in a form that can be read (truncated JSON, wrong shape)."""

    code = "unreadable_answer"


class OutcomeUnknown(OperatorError):
    """A write was sent and no answer came: it may or may not have happened. Look it up before sending again."""

    code = "outcome_unknown"


class ClockWrong(OperatorError):
    """This computer's clock is too far from the service's for a signed request.

    `ahead` is how far it is ahead of the service (negative: behind), None where the service did not tell its time.
    """

    code = "clock_wrong"

    def __init__(self, detail: str = "", ahead: timedelta | None = None) -> None:
        super().__init__(detail)
        self.ahead = ahead


class SignatureRefused(OperatorError):
    """The service refuses our signature although the clock is right: the private key is not the application's."""

    code = "signature_refused"


class PaymentRefused(OperatorError):
    """A payment, refund or reversal is refused for a business reason; nothing was charged by this call.

    `reason` is the service's own code in capitals (`AUTH_CODE_EXPIRED`).
    """

    code = "payment_refused"

    def __init__(self, detail: str = "", reason: str = "") -> None:
        super().__init__(detail)
        self.reason = reason


class ConsentDenied(OperatorError):
    """The merchant refused access on the consent page."""

    code = "consent_denied"


class ConsentExpired(OperatorError):
    """Consent was not finished within ten minutes."""

    code = "consent_expired"


class StateMismatch(OperatorError):
    """An install callback came with a state that is not ours, was used before, or is too old."""

    code = "state_mismatch"


class PortTaken(OperatorError):
    """The listener's port is used by another program; `port` says which."""

    code = "port_taken"

    def __init__(self, detail: str = "", port: int = 0) -> None:
        super().__init__(detail)
        self.port = port


class KeyringUnavailable(OperatorError):
    """The system's keyring is locked, absent or refuses: secrets live in memory until the program ends."""

    code = "keyring_unavailable"


class DiskFull(OperatorError):
    """The disk is full: nothing was changed."""

    code = "disk_full"


class StoreNewer(OperatorError):
    """The database was written by a newer version of the program; it was not touched."""

    code = "store_newer"


class StoreDamaged(OperatorError):
    """The database cannot be read."""

    code = "store_damaged"


class BadEnvironments(OperatorError):
    """The environments file cannot be read or names an address that is not allowed."""

    code = "bad_environments"


class PracticeFailed(OperatorError):
    """The practice restaurant did not start."""

    code = "practice_failed"


class PaymentOpen(OperatorError):
    """A payment of this order has not come to its end: another is begun only when nothing can be charged twice."""

    code = "payment_open"


class AlreadyPaid(OperatorError):
    """This order is paid already."""

    code = "already_paid"


class WrongPin(OperatorError):
    """The PIN for refunds is not right; `retry_after` is in seconds, None while it may be tried again at once."""

    code = "wrong_pin"

    def __init__(self, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class PaymentsElsewhere(OperatorError):
    """The restaurant's currency is none the payment service takes."""

    code = "payments_elsewhere"


class NoPayments(OperatorError):
    """No payment account is connected, or it has to be connected again."""

    code = "no_payments"
