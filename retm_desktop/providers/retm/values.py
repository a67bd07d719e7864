"""One JSON value as RETM may have written it: text, money, flags, codes, dates, names; nothing here ever fails.

The numbers in the comments are those of docs/retm-quirks.md.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from retm_desktop.domain.text import BilingualText, ascii_digits
from retm_desktop.providers import documents

NOTHING: dict[str, object] = {}
NO_NAME = BilingualText()

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_NUMBER = 40
_LARGEST_CODE = 2**31
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


def decode(body: bytes) -> object:
    """Return the document in `body`, with or without a byte order mark (see `documents.decode`)."""
    return documents.decode(body[3:] if body[:3] == _BYTE_ORDER_MARK else body)


def as_object(value: object) -> dict[str, object]:
    """Return the object `value` is (12), or the first of a list of objects (26); `[]` and everything else is empty."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return value[0]
    return NOTHING


def as_list(value: object) -> list[object]:
    """Return the list `value` is; `{items}` and `{data}` are looked into, and so is an object keyed by numbers, which
    is what PHP makes of a list with gaps. Everything else is empty.
    """
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and value:
        for key in ("items", "data"):
            inner = value.get(key)
            if isinstance(inner, list):
                return inner
        if all(key.isdecimal() for key in value):
            return list(value.values())
    return []


def text(value: object) -> str:
    """Return `value` as text: ids and references come as string, integer or null (3, 17); the rest is empty."""
    if type(value) is str:
        return value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int | Decimal):
        written = str(value)
        return written if len(written) <= _LONGEST_NUMBER else ""
    return ""


def first_text(document: dict[str, object], *keys: str) -> str:
    """Return the first of `keys` that has any text."""
    for key in keys:
        found = text(document.get(key))
        if found:
            return found
    return ""


def identity(value: object) -> str:
    """Return the id in an object (`id`, then `uuid`: 14), or `value` itself where it is the id."""
    if isinstance(value, dict):
        return text(value.get("id")) or text(value.get("uuid"))
    return text(value)


def money(value: object) -> Decimal | None:
    """Return an amount or quantity from a decimal string or a number (4, 5, 7, 8); None for anything that is neither,
    is not finite, or is beyond any sum of money (10^15).
    """
    if type(value) is str:
        if len(value) > _LONGEST_NUMBER:
            return None
        try:
            amount = Decimal(value)
        except InvalidOperation:
            cleaned = ascii_digits(value).strip()
            grouped = _THOUSANDS.fullmatch(cleaned)
            exact = documents.exact(cleaned.replace(",", "") if grouped else cleaned)
            if exact is None:
                return None
            amount = exact
    elif isinstance(value, Decimal):
        if len(str(value)) > _LONGEST_NUMBER:
            return None
        amount = value
    elif isinstance(value, int) and not isinstance(value, bool):
        amount = Decimal(value)
    else:
        return None
    return amount if amount.is_finite() and -16 < amount.adjusted() < 15 else None


def code(value: object) -> int | None:
    """Return a code from an integer or its text; None for anything else. Unknown codes are kept as they are."""
    if type(value) is int:
        return value if -_LARGEST_CODE < value < _LARGEST_CODE else None
    amount = money(value)
    if amount is None or amount.adjusted() > 9 or amount != amount.to_integral_value():
        return None
    return code(int(amount))


def flag(value: object, *, default: bool = False) -> bool:
    """Return a flag from true/false, 0/1 or their text (9); `default` for anything else."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return value != 0
    if isinstance(value, str):
        word = value.strip().casefold()
        if word in ("1", "true", "yes", "on"):
            return True
        if word in ("0", "false", "no", "off"):
            return False
    return default


def name(value: object, localized: object = None) -> BilingualText:
    """Return a name from `{en, ar}` in any order, a plain string, null or `[]` (10, 11, 13).

    `localized` is the Arabic text that stands beside a plain string (`name_localized`).
    """
    if type(value) is dict:
        en, ar = value.get("en"), value.get("ar")
        en = en if type(en) is str else text(en)
        ar = ar if type(ar) is str else text(ar)
    else:
        en, ar = text(value), ""
    ar = ar or text(localized)
    return BilingualText(en, ar) if en or ar else NO_NAME


def label(value: object) -> str:
    """Return one line of text where RETM may send a string or a bilingual object."""
    return name(value).in_language("en") if isinstance(value, dict) else text(value)


def moment(value: object, zone: ZoneInfo) -> datetime | None:
    """Return a date as aware UTC: with a space or `T`, with or without an offset; without one it is in `zone` (23).

    None for anything else and for years before 1970, which RETM writes for "not set".
    """
    if type(value) is not str or len(value) < 10:
        return None
    try:
        written = datetime.fromisoformat(value)
        if written.year < 1970:
            return None
        return (written if written.tzinfo is not None else written.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
