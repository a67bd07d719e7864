"""Which days are looked at, in the restaurant's own days."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_WEEK = timedelta(days=6)
_DAY = timedelta(days=1)


class Span(StrEnum):
    """How long a period is; the words are kept in the settings."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"


@dataclass(frozen=True)
class Period:
    """The day `day`, the seven days that end with it, its month, or all days."""

    span: Span
    day: date

    @property
    def first(self) -> date:
        """The first day; of all days, `day` itself."""
        match self.span:
            case Span.WEEK:
                return self.day - _WEEK
            case Span.MONTH:
                return self.day.replace(day=1)
            case _:
                return self.day

    @property
    def last(self) -> date:
        """The last day; of all days, `day` itself."""
        if self.span is not Span.MONTH:
            return self.day
        return (self.first + timedelta(days=31)).replace(day=1) - _DAY

    def bounds(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """Return the first instant and the first instant afterwards; None and None for all days.

        A day ends at the next midnight of `zone`, be it 23 or 25 hours later.
        """
        if self.span is Span.ALL:
            return None, None
        since, until = (datetime.combine(day, time.min, zone) for day in (self.first, self.last + _DAY))
        return since, until

    def moved(self, steps: int) -> "Period":
        """Return the period so many days, weeks or months later; earlier for a negative number."""
        match self.span:
            case Span.DAY:
                return replace(self, day=self.day + steps * _DAY)
            case Span.WEEK:
                return replace(self, day=self.day + steps * 7 * _DAY)
            case Span.MONTH:
                months = self.day.year * 12 + self.day.month - 1 + steps
                return replace(self, day=date(months // 12, months % 12 + 1, 1))
            case Span.ALL:
                return self

    def holds(self, day: date) -> bool:
        """Tell whether a day is in it."""
        return self.span is Span.ALL or self.first <= day <= self.last

    @property
    def text(self) -> str:
        """The days as figures, `2026-02-03` or `2026-01-28 – 2026-02-03`; empty for all days."""
        match self.span:
            case Span.DAY:
                return self.day.isoformat()
            case Span.ALL:
                return ""
            case _:
                return f"{self.first.isoformat()} – {self.last.isoformat()}"
