"""How far this computer's clock is from the service's, by the `Date` of its answers."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LIMIT = timedelta(seconds=120)
"""How far the timestamp of a signed request may be from the service's time."""


def clock_ahead(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how far `now` is ahead of the `Date` of an answer, to the second; None where there is none."""
    try:
        date = parsedate_to_datetime(headers.get("Date", ""))
        return now.replace(microsecond=0) - (date if date.tzinfo is not None else date.replace(tzinfo=UTC))
    except (ValueError, TypeError, OverflowError):
        return None
