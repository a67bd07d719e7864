"""Which days are listed: a day, seven of them, a month or all, and the way to the days before and after."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.day_bar import DayBar
from retm_desktop.gui.widgets.period import Period, Span


class PeriodBar(QWidget):
    """Begins with today, and goes on to the next day at midnight while today is shown.

    How long the period is, is remembered; which day, is not: tomorrow one wants tomorrow.
    """

    changed = Signal()

    def __init__(self, desk: Desk, zone: Callable[[], ZoneInfo], *, name: str) -> None:
        """`zone` tells whose days they are; object names and the setting begin with `name`."""
        super().__init__()
        self._desk = desk
        self.zone = zone
        self._setting = f"{name}.span"
        remembered = desk.settings.get(self._setting, str, "")
        self._period = Period(Span(remembered) if remembered in set(Span) else Span.DAY, self.today)
        self._today_was = self.today
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("xs"))
        self._spans = QButtonGroup(self)
        for n, (span, words) in enumerate(self._words()):
            choice = button(words, "segment", name=f"{name}_span_{span}")
            choice.setChecked(span is self._period.span)
            self._spans.addButton(choice, n)
            row.addWidget(choice)
        self._spans.idClicked.connect(self._take_span)
        row.addSpacing(theme.space("m"))
        self._days = DayBar(theme, desk.language, name=name, usual="today", caption=self.tr("Today"))
        self._days.turned.connect(lambda steps: self._take(self._period.moved(steps)))
        self._days.chosen.connect(self._take_day)
        self._days.returned.connect(lambda: self._take_day(self.today))
        row.addWidget(self._days)
        row.addStretch(1)
        self._show()

    @property
    def period(self) -> Period:
        """What was chosen."""
        return self._period

    @property
    def today(self) -> date:
        """The day it is in the bar's zone."""
        return self._desk.now().astimezone(self.zone()).date()

    def show_period(self, period: Period) -> None:
        """Choose a period without telling `changed`."""
        self._period = period
        self._show()

    def tick(self) -> None:
        """Notice that midnight has passed, or that another restaurant's day is another one."""
        today, was = self.today, self._today_was
        if today == was:
            return
        self._today_was = today
        if self._period.day == was:
            self._take(Period(self._period.span, today))
        else:
            self._show()

    def _words(self) -> list[tuple[Span, str]]:
        return [
            (Span.DAY, self.tr("Day")),
            (Span.WEEK, self.tr("7 days")),
            (Span.MONTH, self.tr("Month")),
            (Span.ALL, self.tr("All")),
        ]

    def _take_span(self, number: int) -> None:
        span = self._words()[number][0]
        self._desk.settings.set(self._setting, str(span))
        self._take(Period(span, self._period.day))

    def _take_day(self, day: date) -> None:
        self._take(Period(self._period.span, day))

    def _take(self, period: Period) -> None:
        before, self._period = self._period, period
        self._show()
        if period != before:
            self.changed.emit()

    def _show(self) -> None:
        span, today = self._period.span, self.today
        for n, (each, _) in enumerate(self._words()):
            self._spans.button(n).setChecked(each is span)
        self._days.show_day(
            self._period.day,
            dated=span is not Span.ALL,
            is_last=self._period.last >= today,
            is_usual=self._period.day == today,
        )
