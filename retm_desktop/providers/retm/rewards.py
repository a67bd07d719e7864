"""RETM's loyalty calls (doc-400818, api-5053406, api-5053407): what the till asks, and the documented answers."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from retm_desktop.domain.money import SCALE
from retm_desktop.domain.rewards import LONGEST_CODE, Reward, RewardKind
from retm_desktop.domain.text import plain
from retm_desktop.providers.retm.values import as_object, decode, first_text, moment


class AllowedProductsForm(StrEnum):
    """Which of the two documented forms of `allowed_products` is sent (quirk 27); which the till reads is unknown."""

    ARRAY = "array"
    """`[{product_id, quantity}]`, of doc-400818."""
    OBJECT = "object"
    """`{product_id: [...], quantity}`, of api-5053406."""


class Asked(msgspec.Struct, frozen=True):
    """What a loyalty call says; the last four only when a reward is redeemed. `used_at` is UTC, None if unreadable."""

    code: str
    branch_id: str = ""
    date: str = ""
    timestamp: str = ""
    used_at: datetime | None = None


def asked(body: bytes, zone: ZoneInfo) -> Asked:
    """Read a check or a redemption; the code is empty where there is none. Raises UnreadableAnswer for no JSON."""
    members = as_object(decode(body))
    timestamp, date = first_text(members, "timestamp"), first_text(members, "date")
    return Asked(
        code=plain(first_text(members, "reward_code", "code")).strip()[:LONGEST_CODE],
        branch_id=first_text(members, "branch_id"),
        date=date,
        timestamp=timestamp,
        used_at=moment(timestamp, zone) or moment(date, zone),
    )


def good(reward: Reward, form: AllowedProductsForm) -> dict[str, object]:
    """Return the body that tells the till a reward is good; amounts as text, as in the documented examples."""
    return {
        "data": {
            "type": int(reward.kind),
            "is_percentage": reward.is_percentage,
            "customer_number": plain(reward.customer_phone),
            "discount_amount": _amount(reward.amount),
            "max_discount_amount": _amount(reward.ceiling),
            "allowed_products": _products(reward, form),
            "button": {
                "label": {"ar": plain(reward.label.ar), "en": plain(reward.label.en)},
                "url": reward.address,
                "close_modal": reward.closes_dialog,
            },
        },
        "errors": [],
    }


def refused(message: str) -> dict[str, object]:
    """Return the body of HTTP 400: `data` is an array here and an object above, as documented."""
    return {"data": [], "message": message, "errors": []}


def _products(reward: Reward, form: AllowedProductsForm) -> object:
    products = reward.products if reward.kind is RewardKind.PRODUCTS else ()
    if form is AllowedProductsForm.OBJECT:
        # One quantity for all of them: the smallest, so that never more is given than was meant.
        quantity = min((product.quantity for product in products), default=0)
        return {"product_id": [product.product_id for product in products], "quantity": quantity}
    return [{"product_id": product.product_id, "quantity": str(product.quantity)} for product in products]


def _amount(amount: Decimal) -> str:
    return f"{amount.quantize(SCALE).normalize():f}"
