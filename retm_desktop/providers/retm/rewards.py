"""RETM's loyalty calls (doc-400818, api-5053406, api-5053407): what the till asks, and the documented answers."""

import re
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from retm_desktop.domain.money import SCALE
from retm_desktop.domain.rewards import LONGEST_CODE, Reward, RewardKind
from retm_desktop.domain.text import ascii_digits, plain
from retm_desktop.providers.retm.values import as_object, decode, first_text, moment

_NO_TIME_OF_DAY = re.compile(
    r"0001-.*|(\d{4}-\d\d-\d\d)?([T ]?00:00(:00(\.0+)?)?)?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE | re.DOTALL
)
"""Timestamps that tell one use of a day from another by nothing: none, a day, midnight, RETM's "not set" (quirk 23)."""
_EPOCH = re.compile(r"\d{10}(\d{3})?")
_LONGEST_TEXT = 200


class AllowedProductsForm(StrEnum):
    """Which of the two documented forms of `allowed_products` is sent (quirk 27); which the till reads is unknown."""

    ARRAY = "array"
    """`[{product_id, quantity}]`, of doc-400818."""
    OBJECT = "object"
    """`{product_id: [...], quantity}`, of api-5053406."""


class Asked(msgspec.Struct, frozen=True):
    """What a loyalty call says; the last four only when a reward is redeemed.

    `timestamp` is empty where it names no time of day. `used_at` is UTC: the time the till names, the end of the day
    where it names only that, None where neither can be read.
    """

    code: str
    branch_id: str = ""
    date: str = ""
    timestamp: str = ""
    used_at: datetime | None = None


def asked(body: bytes, zone: ZoneInfo) -> Asked:
    """Read a check or a redemption; the code is empty where there is none. Raises UnreadableAnswer for no JSON."""
    members = as_object(decode(body))
    code = plain(first_text(members, "reward_code", "code")).strip()
    timestamp, date = (
        ascii_digits(plain(first_text(members, key))).strip()[:_LONGEST_TEXT] for key in ("timestamp", "date")
    )
    if _NO_TIME_OF_DAY.fullmatch(timestamp):
        date, timestamp = date or timestamp, ""
    return Asked(
        # A longer one is none of ours: cut off it might become one.
        code=code if len(code) <= LONGEST_CODE else f"{code[:LONGEST_CODE]}…",
        branch_id=first_text(members, "branch_id").strip()[:_LONGEST_TEXT],
        date=date,
        timestamp=timestamp,
        used_at=_used_at(timestamp, date, zone),
    )


def good(reward: Reward, form: AllowedProductsForm) -> dict[str, object]:
    """Return the body that tells the till a reward is good; amounts as text, as in the documented examples.

    Every documented key is always there: which of them the till can do without is not documented.
    """
    return {
        "data": {
            "type": int(reward.kind),
            "is_percentage": reward.is_percentage,
            "customer_number": ascii_digits(plain(reward.customer_phone)),
            "discount_amount": _amount(reward.amount),
            "max_discount_amount": _amount(reward.ceiling),
            "allowed_products": _products(reward, form),
            "button": {
                "label": {"ar": plain(reward.label.ar), "en": plain(reward.label.en)},
                "url": plain(reward.address),
                "close_modal": reward.closes_dialog,
            },
        },
        "errors": [],
    }


def redeemed(code: str) -> dict[str, object]:
    """Return the body that says a redemption is recorded; its shape is not documented (api-5053407), any 2xx counts."""
    return {"data": {"reward_code": code}, "errors": []}


def refused(message: str) -> dict[str, object]:
    """Return the body of HTTP 400: `data` is an array here and an object above, as documented."""
    return {"data": [], "message": message, "errors": []}


def _used_at(timestamp: str, date: str, zone: ZoneInfo) -> datetime | None:
    if _EPOCH.fullmatch(timestamp):
        return datetime.fromtimestamp(int(timestamp[:10]), UTC)
    day = moment(date[:10], zone)
    told = moment(timestamp, zone) or (moment(f"{date[:10]}T{timestamp}", zone) if timestamp else None)
    if told is not None or day is None:
        return told
    try:
        next_day = datetime.combine(day.astimezone(zone).date() + timedelta(days=1), time(), zone)
        return next_day.astimezone(UTC) - timedelta(microseconds=1)
    except OverflowError:
        return None


def _products(reward: Reward, form: AllowedProductsForm) -> object:
    products = reward.products if reward.kind is RewardKind.PRODUCTS else ()
    if form is AllowedProductsForm.OBJECT:
        # One quantity for all of them: the smallest, so that never more is given than was meant.
        quantity = min((product.quantity for product in products), default=0)
        return {"product_id": [product.product_id for product in products], "quantity": quantity}
    return [{"product_id": product.product_id, "quantity": str(product.quantity)} for product in products]


def _amount(amount: Decimal) -> str:
    return f"{amount.quantize(SCALE, ROUND_HALF_UP).normalize():f}"
