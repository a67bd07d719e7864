"""The bodies RETM documents for what is sent to it, as rules that name every field that breaks them.

Where a page was cut, the shape is the assumed one (docs/retm-quirks.md). Nothing here knows the program's own code.
"""

import re
from collections.abc import Callable, Mapping

Complaints = dict[str, str]
Rule = Callable[[object, str], Complaints]


def _rule(holds: Callable[[object], bool], wanted: str) -> Rule:
    return lambda value, at: {} if holds(value) else {at: f"{at} must be {wanted}"}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _matching(pattern: str, wanted: str) -> Rule:
    return _rule(lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None, wanted)


def _one_of(*codes: int) -> Rule:
    return _rule(lambda value: type(value) is int and value in codes, f"one of {codes}")


def _object(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    known = {**required, **(optional or {})}

    def check(value: object, at: str) -> Complaints:
        if not isinstance(value, dict):
            return {at: f"{at} must be an object"}
        before = f"{at}." if at else ""
        found = {f"{before}{key}": f"{before}{key} is required" for key in required if key not in value}
        for key, inner in value.items():
            found |= known[key](inner, f"{before}{key}") if key in known else {f"{before}{key}": "not a field"}
        return found

    return check


def _array(of: Rule, *, least: int = 0) -> Rule:
    def check(value: object, at: str) -> Complaints:
        if not isinstance(value, list) or len(value) < least:
            return {at: f"{at} must be an array of at least {least}"}
        return {key: said for place, entry in enumerate(value) for key, said in of(entry, f"{at}.{place}").items()}

    return check


_TEXT = _rule(lambda value: isinstance(value, str), "a string")
_WORDS = _rule(lambda value: isinstance(value, str) and value.strip() != "", "a string with something in it")
_ASCII = _matching(r"[ -~]+", "a string of plain characters")
_NUMBER = _rule(_is_number, "a number")
_ABOVE_ZERO = _rule(lambda value: _is_number(value) and value > 0, "a number above zero")  # type: ignore[operator]
_FLAG = _one_of(0, 1)
_PHONE = _matching(r"\+?[0-9]{7,15}", "a phone number in 0-9")
_NAME = _object({}, {"en": _TEXT, "ar": _TEXT})
_BOTH_NAMES = _object({"en": _WORDS, "ar": _WORDS})
_PART = _object({"id": _WORDS, "amount": _NUMBER})

_ADDRESS = _object(
    {"address": _TEXT, "id": _TEXT, "latitude": _TEXT, "longitude": _TEXT, "name": _NAME},
    {"note": _TEXT},
)
_LINE = _object(
    {"id": _WORDS, "quantity": _ABOVE_ZERO, "total": _NUMBER},
    {
        "discount": _NUMBER,
        "note": _TEXT,
        "variation": _WORDS,
        "modifiers": _array(_object({"id": _WORDS, "quantity": _ABOVE_ZERO, "price": _NUMBER})),
    },
)

BODIES: dict[str, Rule] = {
    # api-5053414: the twelve root fields are all there are; the line's table is cut after `note`
    "create_order": _object(
        {
            "branch": _WORDS,
            "customer": _object({"phone": _PHONE}, {"name": _NAME, "address": _ADDRESS}),
            "products": _array(_LINE, least=1),
        },
        {
            "discount": _object({"type": _one_of(1, 2), "value": _NUMBER, "amount": _NUMBER}),
            "note": _TEXT,
            "ordertype": _WORDS,
            "partner_reference": _WORDS,
            "payments": _array(_PART),
            "subtotal": _NUMBER,
            "tax": _NUMBER,
            "taxes": _array(_PART),
            "total": _NUMBER,
        },
    ),
    "cancel_order": _object({"order_id": _WORDS, "reason": _WORDS}),
    "update_delivery_status": _object(
        {"order_id": _WORDS, "status": _one_of(1, 2, 3, 4, 5, 6, 7)},
        {"driver": _object({"name": _TEXT, "phone": _TEXT})},
    ),
    # api-5053420: all required, the type an integer, the flags 0 or 1 (assumed)
    "create_payment_method": _object(
        {
            "name": _BOTH_NAMES,
            "type": _one_of(1, 2, 3, 4, 5, 6),
            "auto_open_drawer": _FLAG,
            "ecr_enabled": _FLAG,
            "zatca_payment_code": _ASCII,
        }
    ),
    "create_order_type": _object({"name": _BOTH_NAMES, "type": _one_of(*range(1, 100))}),
    "create_charge": _object({"name": _BOTH_NAMES, "value": _matching(r"\d+\.\d{2}", "12.00")}, {"tax": _WORDS}),
    "create_tax": _object({"name": _BOTH_NAMES, "type": _one_of(1, 2), "value": _matching(r"\d+\.\d{3}", "15.000")}),
    "token": _object(
        {"grant_type": _WORDS, "client_id": _WORDS, "client_secret": _WORDS}, {"code": _WORDS, "refresh_token": _WORDS}
    ),
}
"""The rule of each endpoint that takes a body: given the body and `""`, it tells what is wrong by dotted field name."""
