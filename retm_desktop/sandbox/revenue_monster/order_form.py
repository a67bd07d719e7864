"""Reads the order inside a payment request, with the limits of the reference (8.1, 8.2, 8.5)."""

from typing import Any
from urllib.parse import urlsplit

from retm_desktop.sandbox.revenue_monster.errors import Refused

Document = dict[str, Any]

LEAST_AMOUNT, MOST_AMOUNT = 10, 99_999_999
_LONGEST = {"id": 24, "title": 32, "detail": 600, "additionalData": 128}
_REQUIRED = ("id", "title")
_LONGEST_URL = 2000


def order_in(body: Document) -> Document:
    """The order of a request. Amounts are sen.

    Raises Refused: VALIDATION_ERROR names what is missing or too long in `debug`, then PAYMENT_CURRENCY_INVALID,
    PAYMENT_AMT_INVALID and MINIMUM_AMOUNT_REQUIRED.
    """
    order = body.get("order")
    if not isinstance(order, dict):
        raise Refused("VALIDATION_ERROR", debug="order")
    texts: Document = {}
    wrong: list[str] = []
    for name, most in _LONGEST.items():
        value = order.get(name, None if name in _REQUIRED else "")
        if isinstance(value, str) and len(value) <= most and (value.strip() or name not in _REQUIRED):
            texts[name] = value
        else:
            wrong.append(f"order.{name}")
    if wrong:
        raise Refused("VALIDATION_ERROR", debug=", ".join(wrong))
    if order.get("currencyType") != "MYR":
        raise Refused("PAYMENT_CURRENCY_INVALID")
    return texts | {"currencyType": "MYR", "amount": amount_in(order)}


def amount_in(part: Document) -> int:
    """Whole sen; raises Refused."""
    amount = part.get("amount")
    if isinstance(amount, bool) or not isinstance(amount, int) or amount > MOST_AMOUNT:
        raise Refused("PAYMENT_AMT_INVALID")
    if amount < LEAST_AMOUNT:
        raise Refused("MINIMUM_AMOUNT_REQUIRED")
    return amount


def text_in(body: Document, name: str, longest: int = 200) -> str:
    """A text that must be there; raises Refused with VALIDATION_ERROR."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise Refused("VALIDATION_ERROR", debug=name)
    return value


def address_in(body: Document, name: str) -> str:
    """An http(s) address; raises Refused with VALIDATION_ERROR."""
    value = text_in(body, name, _LONGEST_URL)
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and value.isprintable() and " " not in value
    except ValueError:
        good = False
    if not good:
        raise Refused("VALIDATION_ERROR", debug=name)
    return value


def words_in(body: Document, name: str) -> list[str]:
    """A list of words that may be left out; raises Refused with VALIDATION_ERROR."""
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value) or len(value) > 100:
        raise Refused("VALIDATION_ERROR", debug=name)
    return value
