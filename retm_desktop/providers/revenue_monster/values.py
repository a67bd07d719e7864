"""One JSON value as the service may have written it: ids, sen, decimals, flags, times; nothing here ever fails."""

import math
import re
from datetime import UTC, datetime
from decimal import Decimal

from retm_desktop.providers.documents import exact

NOTHING: dict[str, object] = {}

_LONGEST_NUMBER = 40
_LARGEST_INTEGER = 10**15
_HIDDEN = re.compile(r"[A-Za-z0-9+/=_-]{40,}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def members(value: object) -> dict[str, object]:
    """Return the object `value` is; everything else is empty."""
    return value if isinstance(value, dict) else NOTHING


def text(value: object) -> str:
    """Return `value` as text; an id that came as a whole number is its digits, the rest is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return ""
    written = whole(value)
    return "" if written is None else str(written)


def whole(value: object) -> int | None:
    """Return a whole number from a number or its text; None for anything else and for numbers beyond 40 digits."""
    amount = decimal(value)
    if amount is None or amount.adjusted() >= _LONGEST_NUMBER or amount != amount.to_integral_value():
        return None
    return int(amount)


def integer(value: object) -> int | None:
    """Return a count or an amount of sen; None for what is no whole number, or beyond any sum of money (10^15)."""
    amount = whole(value)
    return amount if amount is not None and abs(amount) < _LARGEST_INTEGER else None


def decimal(value: object) -> Decimal | None:
    """Return a number from a number or its text (the settlement report has both); None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value) if value.bit_length() < 128 else None
    if isinstance(value, str):
        value = exact(value.strip()) if len(value) <= _LONGEST_NUMBER else None
    if not isinstance(value, Decimal) or not value.is_finite():
        return None
    return value if -_LONGEST_NUMBER < value.adjusted() < _LONGEST_NUMBER else None


def degrees(value: object) -> float | None:
    """Return a coordinate; None for what is none."""
    amount = decimal(value)
    degree = math.nan if amount is None else float(amount)
    return degree if -180 <= degree <= 180 else None


def flag(value: object) -> bool | None:
    """Return a flag from true/false or their text (`isDefault` is typed String); None for anything else."""
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.strip().casefold()) if isinstance(value, str) else None


def moment(value: object) -> datetime | None:
    """Return an RFC 3339 time, with up to nanoseconds, as aware UTC to the microsecond; without a zone it is UTC.

    None for anything else, and for years before 1970: the zero time of the service's language is in the year 1.
    """
    if not isinstance(value, str) or not 10 <= len(value) <= _LONGEST_NUMBER:
        return None
    try:
        written = datetime.fromisoformat(value)
        if written.year < 1970:
            return None
        return (written if written.tzinfo is not None else written.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def clean(written: str, longest: int) -> str:
    """Return text that can be signed without doubt: no control characters, no line separators, cut to `longest`."""
    return _UNPRINTABLE.sub(" ", written).strip()[:longest].rstrip()


def told(value: object, longest: int = 200) -> str:
    """Return what the service says in words, without what could be a signature, a token or a key."""
    return clean(_HIDDEN.sub("…", text(value)[: 4 * longest]), longest)
