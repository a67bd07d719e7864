"""A field for one day: typed in figures, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QStyle, QToolButton

from retm_desktop.domain.text import Language
from retm_desktop.gui.icons import icon, paint_icon
from retm_desktop.gui.theme import Theme

_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)


class DateField(QDateEdit):
    """Shows and takes days as `2026-02-03`; `chosen` carries a `datetime.date` the operator typed or picked."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, language: Language, words: str, *, name: str) -> None:
        """`name` is its object name, `words` what a screen reader says; the calendar is called `<name>_calendar`."""
        super().__init__()
        self._theme = theme
        self._telling = True
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setToolTip(words)
        # Figures are 0-9 in either language, and the parts stand from left to right.
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        self.setDisplayFormat("yyyy-MM-dd")
        self.setKeyboardTracking(False)
        self.setDateRange(_qdate(_EARLIEST), _qdate(_LATEST))
        self.setCalendarPopup(True)
        self._calendar = _calendar(theme, language, name)
        self.setCalendarWidget(self._calendar)
        self.dateChanged.connect(self._tell)

    @property
    def day(self) -> date:
        """The day that is shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date) -> None:
        """Show a day without telling `chosen`; days outside 2000 to 2099 become the nearest inside."""
        self._telling = False
        self.setDate(_qdate(min(max(day, _EARLIEST), _LATEST)))
        self._telling = True

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling past the field must not change what was chosen.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side, inset = self._theme.size("icon_s"), self._theme.space("m")
        mark = QRect(self.width() - side - inset, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        color = self._theme.color("muted" if self.isEnabled() else "faint")
        paint_icon(painter, QStyle.visualRect(self.layoutDirection(), self.rect(), mark), "calendar-blank", color)
        painter.end()

    def _tell(self, _date: QDate) -> None:
        if self._telling:
            self.chosen.emit(self.day)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _calendar(theme: Theme, language: Language, name: str) -> QCalendarWidget:
    made = QCalendarWidget()
    made.setObjectName(f"{name}_calendar")
    # Of the Arabic locales this is one that writes 0-9; the names of months and days are the usual ones.
    arabic = QLocale(QLocale.Language.Arabic, QLocale.Country.UnitedArabEmirates)
    made.setLocale(arabic if language == "ar" else QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    made.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    made.setGridVisible(False)
    plain = QTextCharFormat()
    plain.setForeground(theme.color("text"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(day, plain)
    head = QTextCharFormat()
    head.setForeground(theme.color("muted"))
    made.setHeaderTextFormat(head)
    back, forth = ("caret-right", "caret-left") if language == "ar" else ("caret-left", "caret-right")
    for what, glyph in (("prevmonth", back), ("nextmonth", forth)):
        turn = made.findChild(QToolButton, f"qt_calendar_{what}")
        if turn is not None:
            turn.setIcon(icon(glyph, theme.color("text")))
    side = theme.size("control")
    made.setMinimumSize(8 * side, 8 * side)
    return made
