"""The column of times in a list of days: it tells as much of the day as the listed days leave open."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from retm_desktop.gui import bidi
from retm_desktop.gui.widgets.paged_table import Column
from retm_desktop.gui.widgets.period import Span

T = TypeVar("T")


def moment_columns(
    at: Callable[[T], datetime], zone: Callable[[], ZoneInfo], span: Callable[[], Span]
) -> list[Column[T]]:
    """Return columns of which one is shown, according to `span()`; `at` gives a row's moment."""
    translate = QCoreApplication.translate
    day_and_time = translate("Periods", "Day and time")
    return [
        Column(
            translate("Periods", "Time"),
            lambda row: bidi.clock(at(row), zone()),
            1.6,
            shown=lambda: span() is Span.DAY,
        ),
        Column(
            day_and_time,
            lambda row: bidi.ltr(at(row).astimezone(zone()).strftime("%m-%d %H:%M")),
            2.6,
            shown=lambda: span() in (Span.WEEK, Span.MONTH),
        ),
        Column(
            day_and_time,
            lambda row: bidi.day_and_clock(at(row), zone()),
            3.4,
            shown=lambda: span() is Span.ALL,
        ),
    ]
