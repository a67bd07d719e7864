"""Coupons that RETM's till asks us about while a cashier waits (doc-400818, api-5053406, api-5053407)."""

import secrets
import unicodedata
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum, StrEnum
from urllib.parse import urlsplit

import msgspec

from retm_desktop.domain.money import SCALE, ZERO
from retm_desktop.domain.text import BilingualText, ascii_digits, fold

LONGEST_CODE = 64
"""Characters of a coupon's code at most; a cashier types it."""
MOST_PERCENT = Decimal(100)
MOST_MONEY = Decimal(1_000_000)
"""More than this off one order is a slip of the finger."""
_LETTERS, _DIGITS = "BCDFGHJKMNPQRTVWXZ", "23456789"
"""Of suggested codes: nothing that looks like something else, and no vowels, so that they spell no word."""


class RewardKind(IntEnum):
    """What a reward lowers the price of: codes of `data.type` (doc-400818)."""

    ORDER = 1
    PRODUCTS = 2


class AllowedProduct(msgspec.Struct, frozen=True):
    """A product a reward counts for, and how many of it."""

    product_id: str
    quantity: int = 1


class Reward(msgspec.Struct, frozen=True):
    """One coupon of the restaurant's book; `id` is ours and 0 for one that is not kept yet.

    `amount` is in per cent or in the account's currency; `ceiling` is the most it takes off, 0 for no ceiling, as RETM
    means it (doc-400818). `uses_left` None is as often as one likes. No branch in `branch_ids` means every branch; RETM
    tells the branch only when a reward is redeemed. `label` and `address` are of the extra button on the till.
    """

    id: int = 0
    code: str = ""
    kind: RewardKind = RewardKind.ORDER
    is_percentage: bool = True
    amount: Decimal = ZERO
    ceiling: Decimal = ZERO
    products: tuple[AllowedProduct, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    uses_left: int | None = None
    branch_ids: tuple[str, ...] = ()
    customer_phone: str = ""
    label: BilingualText = BilingualText()
    address: str = ""
    closes_dialog: bool = True
    note: str = ""
    active: bool = True


class Refusal(StrEnum):
    """Why a reward is not good."""

    UNKNOWN = "unknown"
    INACTIVE = "inactive"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    USED_UP = "used_up"
    OTHER_BRANCH = "other_branch"


class RewardProblem(StrEnum):
    """What keeps a reward from being kept."""

    CODE_MISSING = "code_missing"
    CODE_TOO_LONG = "code_too_long"
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_TOO_LARGE = "amount_too_large"
    PERCENT_TOO_LARGE = "percent_too_large"
    CEILING_NEGATIVE = "ceiling_negative"
    CEILING_TOO_LARGE = "ceiling_too_large"
    PRODUCTS_MISSING = "products_missing"
    QUANTITY_TOO_SMALL = "quantity_too_small"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    USES_NEGATIVE = "uses_negative"
    PHONE_UNREADABLE = "phone_unreadable"
    LABEL_MISSING = "label_missing"
    ADDRESS_MISSING = "address_missing"
    ADDRESS_NOT_HTTPS = "address_not_https"


def folded_code(code: str) -> str:
    """Return the form of a code that two ways of typing it share.

    Case, digits and letter forms of either script, and wide letters are evened out; spaces, dashes and what cannot be
    seen (a byte order mark, direction marks) do not count.
    """
    evened = fold(unicodedata.normalize("NFKC", code))
    return "".join(c for c in evened if (kind := unicodedata.category(c)) != "Pd" and kind[0] not in "CZ")


def suggested_code() -> str:
    """Return a random code such as `KTPR-4827`: easy to read out, one of 430 million."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(4))
    return f"{letters}-{''.join(secrets.choice(_DIGITS) for _ in range(4))}"


def refusal_of(reward: Reward, now: datetime, branch_id: str | None = None) -> Refusal | None:
    """Return why `reward` is not good at `now`, None when it is; `branch_id` None is a branch that is not told."""
    if not reward.active:
        return Refusal.INACTIVE
    if reward.valid_from is not None and now < reward.valid_from:
        return Refusal.NOT_YET
    if reward.valid_until is not None and now >= reward.valid_until:
        return Refusal.EXPIRED
    if reward.uses_left is not None and reward.uses_left <= 0:
        return Refusal.USED_UP
    allowed = {branch.casefold() for branch in reward.branch_ids}
    if branch_id is not None and allowed and branch_id.casefold() not in allowed:
        return Refusal.OTHER_BRANCH
    return None


def problems_of(reward: Reward) -> list[RewardProblem]:
    """Return everything that keeps a reward from being kept, in the order of the form."""
    found = []
    if not folded_code(reward.code):
        found.append(RewardProblem.CODE_MISSING)
    elif len(reward.code) > LONGEST_CODE:
        found.append(RewardProblem.CODE_TOO_LONG)
    found += _amount_problems(reward)
    if reward.kind is RewardKind.PRODUCTS and not reward.products:
        found.append(RewardProblem.PRODUCTS_MISSING)
    if any(product.quantity < 1 for product in reward.products):
        found.append(RewardProblem.QUANTITY_TOO_SMALL)
    if reward.valid_from and reward.valid_until and reward.valid_until <= reward.valid_from:
        found.append(RewardProblem.ENDS_BEFORE_IT_BEGINS)
    if reward.uses_left is not None and reward.uses_left < 0:
        found.append(RewardProblem.USES_NEGATIVE)
    if not _is_phone(reward.customer_phone):
        found.append(RewardProblem.PHONE_UNREADABLE)
    if reward.address and not (reward.label.en.strip() and reward.label.ar.strip()):
        found.append(RewardProblem.LABEL_MISSING)
    if reward.label and not reward.address:
        found.append(RewardProblem.ADDRESS_MISSING)
    if reward.address and not _is_https(reward.address):
        found.append(RewardProblem.ADDRESS_NOT_HTTPS)
    return found


def _amount_problems(reward: Reward) -> list[RewardProblem]:
    found = []
    # At the scale it is sent with: 0.0001 would reach the till as nothing at all.
    if reward.amount < 1 and (reward.amount <= 0 or reward.amount.quantize(SCALE, ROUND_HALF_UP) <= 0):
        found.append(RewardProblem.AMOUNT_MISSING)
    elif reward.is_percentage and reward.amount > MOST_PERCENT:
        found.append(RewardProblem.PERCENT_TOO_LARGE)
    elif reward.amount > MOST_MONEY:
        found.append(RewardProblem.AMOUNT_TOO_LARGE)
    if reward.ceiling < 0:
        found.append(RewardProblem.CEILING_NEGATIVE)
    elif reward.ceiling > MOST_MONEY:
        found.append(RewardProblem.CEILING_TOO_LARGE)
    return found


def _is_phone(phone: str) -> bool:
    """Return whether `phone` is empty or can be dialled, in whatever way it is written."""
    if not phone:
        return True
    written = ascii_digits(phone).strip().removeprefix("+")
    digits = "".join(c for c in written if c.isascii() and c.isdigit())
    return 7 <= len(digits) <= 15 and all(c in "0123456789 -()" for c in written)


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
        readable = parts.port is None or parts.port > 0
    except ValueError:
        return False
    unbroken = not any(c.isspace() for c in address)
    return parts.scheme == "https" and bool(parts.hostname) and readable and unbroken
