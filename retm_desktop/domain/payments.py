"""Payments beside the orders: accounts, stores, transactions, settlements. Money is whole sen, ids are text."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

SEN = Decimal("0.01")
LEAST_AMOUNT = 10
"""The smallest amount that can be charged, in sen (MINIMUM_AMOUNT_REQUIRED)."""
CURRENCY = "MYR"
"""The one currency of the payment service."""
MOST_STORES = 10
"""Stores one account can have (STORE_MAXIMUM)."""


class TransactionStatus(StrEnum):
    """How a transaction stands; a word not listed here stays text and is shown as it came."""

    SUCCESS = "SUCCESS"
    FAILED = "FAILED"
    IN_PROCESS = "IN_PROCESS"
    FULL_REFUNDED = "FULL_REFUNDED"
    PARTIAL_REFUNDED = "PARTIAL_REFUNDED"
    REVERSED = "REVERSED"


class CheckoutStatus(StrEnum):
    """How a checkout ended. The word while it waits is not documented: any other means that it waits."""

    SUCCESS = "SUCCESS"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


class Transaction(msgspec.Struct, frozen=True, kw_only=True):
    """One payment as the service tells it. `amount`, `balance` (still refundable) and `final_amount` are sen.

    `status` is a `TransactionStatus` or a word we do not know; who paid is never kept.
    """

    id: str
    order_id: str = ""
    title: str = ""
    amount: int = 0
    balance: int | None = None
    final_amount: int | None = None
    currency: str = CURRENCY
    status: str = ""
    method: str = ""
    region: str = ""
    type: str = ""
    reference_id: str = ""
    terminal_id: str = ""
    store_id: str = ""
    store_name: str = ""
    error: str = ""
    paid_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


class NewPayment(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be charged. `reference` is our unique id of it (letters, digits, hyphens, at most 24).

    `title` has at most 32 letters, `detail` at most 600; `amount` is sen.
    """

    reference: str
    title: str
    amount: int
    store_id: str
    detail: str = ""


class Checkout(msgspec.Struct, frozen=True):
    """A hosted checkout that waits for the customer; `url` is the page, taken as it came."""

    id: str
    url: str


class CheckoutState(msgspec.Struct, frozen=True, kw_only=True):
    """How a checkout stands; `status` is a `CheckoutStatus`, or any other word while it waits."""

    id: str
    status: str = ""
    transaction_id: str = ""
    ends_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        """True until the service said how it ended."""
        return self.status not in tuple(CheckoutStatus)


class QrCode(msgspec.Struct, frozen=True):
    """A code for the customer's app: what it says, and the service's own PNG where it sent one."""

    data: str
    image: bytes = b""


class GeoLocation(msgspec.Struct, frozen=True):
    """A place on the map, in degrees."""

    latitude: float
    longitude: float


class PaymentStore(msgspec.Struct, frozen=True, kw_only=True):
    """A store of the payment account; `status` as it came (ACTIVE seen)."""

    id: str = ""
    name: str = ""
    address_line_1: str = ""
    address_line_2: str = ""
    post_code: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    country_code: str = ""
    phone_number: str = ""
    location: GeoLocation | None = None
    status: str = ""
    is_default: bool = False
    created_at: datetime | None = None
    updated_at: datetime | None = None


class StorePage(msgspec.Struct, frozen=True):
    """Some stores; `cursor` is empty on the last page, `total` None where it was not told."""

    stores: tuple[PaymentStore, ...]
    cursor: str = ""
    total: int | None = None


class TransactionPage(msgspec.Struct, frozen=True):
    """Some transactions; `cursor` is empty on the last page."""

    transactions: tuple[Transaction, ...]
    cursor: str = ""


class Merchant(msgspec.Struct, frozen=True, kw_only=True):
    """Whose account it is; `status` as it came (REVIEWING, VERIFIED seen)."""

    id: str
    company_name: str = ""
    company_type: str = ""
    registration_number: str = ""
    business_category: str = ""
    country_code: str = ""
    phone_number: str = ""
    address: str = ""
    """The parts of the address joined by commas, as they came."""
    is_active: bool | None = None
    status: str = ""


class AccountUser(msgspec.Struct, frozen=True, kw_only=True):
    """Who allowed access; `store_ids` are the stores this user may act for, empty where it was not told."""

    id: str
    name: str = ""
    email: str = ""
    country_code: str = ""
    phone_number: str = ""
    status: str = ""
    store_ids: tuple[str, ...] = ()


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """A product of the account: 1000 loyalty, 1001 payment, 1002 market place, 1003 social media. Days of grace."""

    id: int
    status: str = ""
    grace_days: int | None = None
    expires_at: datetime | None = None
    terminates_at: datetime | None = None


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """What the token endpoint says of our token (`/v1/token-info`, known from an SDK only)."""

    active: bool = True
    scopes: tuple[str, ...] = ()
    expires_at: datetime | None = None


class SettlementKind(StrEnum):
    """Which half of a day's settlement."""

    PAYMENT = "PAYMENT"
    REFUND = "REFUND"


class SettlementLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a day's settlement. Unlike everywhere else these amounts are ringgit with decimals.

    `rate` (mdr) is a percentage by the samples; `fee` is negative.
    """

    kind: str
    transaction_id: str
    order_id: str = ""
    store_id: str = ""
    store_name: str = ""
    method: str = ""
    region: str = ""
    type: str = ""
    currency: str = CURRENCY
    gross: Decimal | None = None
    rate: Decimal | None = None
    fee: Decimal | None = None
    net: Decimal | None = None
    at: datetime | None = None


class Settlement(msgspec.Struct, frozen=True):
    """The settlement of one day, payments and refunds."""

    day: date
    lines: tuple[SettlementLine, ...]


def sen_of(amount: Decimal) -> int | None:
    """Return an amount of ringgit as whole sen; None where it is not a whole number of them, or not finite."""
    if not amount.is_finite():
        return None
    sen = amount / SEN
    return int(sen) if sen == sen.to_integral_value() else None


def ringgit_of(sen: int) -> Decimal:
    """Return whole sen as ringgit with two decimals."""
    return (Decimal(sen) * SEN).quantize(SEN)
