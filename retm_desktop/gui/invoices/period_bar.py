"""Which days are listed: a day, seven of them, a month or all, and the way to the days before and after."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.invoices.period import Period, Span
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.date_field import DateField

_SPAN = "invoices.span"


class PeriodBar(QWidget):
    """Begins with today, and goes on to the next day at the restaurant's midnight while today is shown.

    How long the period is, is remembered; which day, is not: tomorrow one wants tomorrow.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        remembered = desk.settings.get(_SPAN, str, "")
        self._period = Period(Span(remembered) if remembered in set(Span) else Span.DAY, self.today)
        self._today_was = self.today
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("xs"))
        self._spans = QButtonGroup(self)
        for n, (span, words) in enumerate(self._words()):
            choice = button(words, "segment", name=f"invoices_span_{span}")
            choice.setChecked(span is self._period.span)
            self._spans.addButton(choice, n)
            row.addWidget(choice)
        self._spans.idClicked.connect(self._take_span)
        row.addSpacing(theme.space("m"))
        self._earlier = self._turn("invoices_earlier", self.tr("Earlier"), -1)
        self._field = DateField(theme, desk.language, self.tr("Day"), name="invoices_day")
        self._field.setFixedWidth(theme.size("product_card"))
        self._field.chosen.connect(self._take_day)
        self._later = self._turn("invoices_later", self.tr("Later"), 1)
        self._now = button(self.tr("Today"), name="invoices_today")
        self._now.clicked.connect(lambda: self._take_day(self.today))
        for each in (self._earlier, self._field, self._later, self._now):
            row.addWidget(each)
        row.addStretch(1)
        self._show()

    @property
    def period(self) -> Period:
        """What was chosen."""
        return self._period

    @property
    def today(self) -> date:
        """The restaurant's day."""
        return self._desk.now().astimezone(self._desk.zone).date()

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

    def _turn(self, name: str, words: str, steps: int) -> QToolButton:
        theme = self._desk.theme
        forwards = (steps > 0) != (self._desk.language == "ar")
        glyph = icon("caret-right" if forwards else "caret-left", theme.color("text"))
        made = icon_button(glyph, words, name=name, icon_size=theme.size("icon"), role="step")
        made.clicked.connect(lambda: self._take(self._period.moved(steps)))
        return made

    def _take_span(self, number: int) -> None:
        span = self._words()[number][0]
        self._desk.settings.set(_SPAN, str(span))
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
        self._field.show_day(self._period.day)
        dated = span is not Span.ALL
        for each_widget in (self._earlier, self._field, self._later, self._now):
            each_widget.setEnabled(dated)
        self._later.setEnabled(dated and self._period.last < today)
        self._now.setEnabled(dated and self._period.day != today)
