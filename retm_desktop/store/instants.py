"""Instants as the text SQLite keeps: UTC, always 27 characters, sorting as text sorts."""

from datetime import UTC, datetime

_LENGTH = len("2026-02-03T15:00:00.000000")


def utc_now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def to_text(at: datetime) -> str:
    """Return `at` (aware) as `YYYY-MM-DDTHH:MM:SS.ffffffZ`; ValueError for a time without a zone."""
    if at.tzinfo is not UTC:
        if at.tzinfo is None:
            raise ValueError("an instant needs a zone")
        at = at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")[:_LENGTH] + "Z"


def from_text(text: str) -> datetime:
    """Return the aware UTC instant that `to_text` wrote."""
    return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)


def from_text_or_none(text: str | None) -> datetime | None:
    """Return the instant of a column that may be NULL."""
    return from_text(text) if text else None
