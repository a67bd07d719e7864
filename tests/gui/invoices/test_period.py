"""The days of a period, as the restaurant counts them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from retm_desktop.gui.widgets.period import Period, Span

RIYADH = ZoneInfo("Asia/Riyadh")
CAIRO = ZoneInfo("Africa/Cairo")


@pytest.mark.parametrize(
    ("span", "first", "last", "text"),
    [
        (Span.DAY, date(2026, 3, 5), date(2026, 3, 5), "2026-03-05"),
        (Span.WEEK, date(2026, 2, 27), date(2026, 3, 5), "2026-02-27 – 2026-03-05"),
        (Span.MONTH, date(2026, 3, 1), date(2026, 3, 31), "2026-03-01 – 2026-03-31"),
        (Span.ALL, date(2026, 3, 5), date(2026, 3, 5), ""),
    ],
)
def test_what_a_period_spans(span: Span, first: date, last: date, text: str) -> None:
    period = Period(span, date(2026, 3, 5))
    assert (period.first, period.last, period.text) == (first, last, text)
    assert period.holds(first)
    assert period.holds(last)
    assert period.holds(date(2020, 1, 1)) == (span is Span.ALL)


def test_a_day_begins_at_the_restaurants_own_midnight() -> None:
    since, until = Period(Span.DAY, date(2026, 2, 3)).bounds(RIYADH)
    assert (since, until) == (datetime(2026, 2, 2, 21, tzinfo=UTC), datetime(2026, 2, 3, 21, tzinfo=UTC))
    assert Period(Span.ALL, date(2026, 2, 3)).bounds(RIYADH) == (None, None)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 4, 24), 23), (date(2026, 10, 29), 25), (date(2026, 7, 1), 24)])
def test_a_day_may_have_23_or_25_hours(day: date, hours: int) -> None:
    since, until = Period(Span.DAY, day).bounds(CAIRO)
    assert since is not None
    assert until is not None
    assert (until.astimezone(UTC) - since.astimezone(UTC)).total_seconds() == hours * 3600


def test_earlier_and_later() -> None:
    day = date(2026, 1, 31)
    assert Period(Span.DAY, day).moved(1).day == date(2026, 2, 1)
    assert Period(Span.WEEK, day).moved(-1).text == "2026-01-18 – 2026-01-24"
    assert Period(Span.MONTH, day).moved(1).text == "2026-02-01 – 2026-02-28"
    assert Period(Span.MONTH, day).moved(-1).text == "2025-12-01 – 2025-12-31"
    assert Period(Span.MONTH, date(2028, 2, 29)).last == date(2028, 2, 29)
    assert Period(Span.ALL, day).moved(3) == Period(Span.ALL, day)
