"""A field for one day: typed in figures of either script, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QTableView, QToolButton, QVBoxLayout

from retm_desktop.domain.text import Language, ascii_digits, plain
from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme

_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)


class DateField(QLineEdit):
    """Shows and takes days as `2026-02-03`; `chosen` carries a `datetime.date` the operator typed or picked.

    Arrow down opens the calendar, called `<name>_calendar`. What is no day is taken back when the field is left.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, language: Language, words: str, *, name: str) -> None:
        """`name` is its object name, `words` what a screen reader says."""
        super().__init__()
        self._theme = theme
        self._day = date.today()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setMaxLength(12)
        self._open = self.addAction(
            icon("calendar-blank", theme.color("muted")), QLineEdit.ActionPosition.TrailingPosition
        )
        self._open.setToolTip(self.tr("Calendar"))
        self._open.triggered.connect(self._show_calendar)
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setProperty("role", "card")
        column = QVBoxLayout(self._popup)
        column.setContentsMargins(*(theme.space("s"),) * 4)
        self._calendar = _calendar(theme, language, f"{name}_calendar")
        self._calendar.clicked.connect(self._pick)
        self._calendar.activated.connect(self._pick)
        column.addWidget(self._calendar)
        self.editingFinished.connect(self._finish)
        self.textEdited.connect(self._weigh)
        self.show_day(self._day)

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self._day

    def show_day(self, day: date) -> None:
        """Show a day without telling `chosen`; days outside 2000 to 2099 become the nearest inside."""
        self._day = min(max(day, _EARLIEST), _LATEST)
        self.setText(self._day.isoformat())
        self._weigh(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._show_calendar()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._open.setEnabled(self.isEnabled())

    def _weigh(self, text: str) -> None:
        invalid = _read(text) is None
        if self.property("invalid") != invalid:
            self.setProperty("invalid", invalid)
            self.style().unpolish(self)
            self.style().polish(self)

    def _finish(self) -> None:
        self._take(_read(self.text()) or self._day)

    def _pick(self, picked: QDate) -> None:
        self._popup.hide()
        self._take(date(picked.year(), picked.month(), picked.day()))

    def _take(self, day: date) -> None:
        before = self._day
        self.show_day(day)
        if self._day != before:
            self.chosen.emit(self._day)

    def _show_calendar(self) -> None:
        self._calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        self._popup.adjustSize()
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        across = self.width() - self._popup.width() if right_to_left else 0
        place = self.mapToGlobal(QPoint(across, self.height() + self._theme.space("xs")))
        free = self.screen().availableGeometry()
        place.setX(max(free.left(), min(place.x(), free.right() - self._popup.width())))
        if place.y() + self._popup.height() > free.bottom():
            place.setY(self.mapToGlobal(QPoint(0, 0)).y() - self._popup.height() - self._theme.space("xs"))
        self._popup.move(place)
        self._popup.show()
        self._calendar.setFocus()


def _read(text: str) -> date | None:
    try:
        day = date.fromisoformat(plain(ascii_digits(text)).strip())
    except ValueError:
        return None
    return day if _EARLIEST <= day <= _LATEST else None


def _calendar(theme: Theme, language: Language, name: str) -> QCalendarWidget:
    made = QCalendarWidget()
    made.setObjectName(name)
    # Of the Arabic locales this is one that writes 0-9; its names of months and days are the usual ones.
    arabic = QLocale(QLocale.Language.Arabic, QLocale.Country.UnitedArabEmirates)
    made.setLocale(arabic if language == "ar" else QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    made.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
    made.setDateRange(QDate(_EARLIEST.year, 1, 1), QDate(_LATEST.year, 12, 31))
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    made.setGridVisible(False)
    plain_words = QTextCharFormat()
    plain_words.setForeground(theme.color("text"))
    plain_words.setBackground(theme.color("surface"))
    made.setHeaderTextFormat(plain_words)
    for day in Qt.DayOfWeek:
        # Qt writes the days of the Western weekend in red.
        made.setWeekdayTextFormat(day, plain_words)
    back, forth = ("caret-right", "caret-left") if language == "ar" else ("caret-left", "caret-right")
    for what, glyph in (("prevmonth", back), ("nextmonth", forth)):
        turn = made.findChild(QToolButton, f"qt_calendar_{what}")
        if turn is not None:
            turn.setIcon(icon(glyph, theme.color("text")))
    side = theme.size("control")
    view = made.findChild(QTableView)
    if view is not None:
        # By its font a column would be as wide as the widest letter there is.
        view.horizontalHeader().setMinimumSectionSize(side)
        view.verticalHeader().setMinimumSectionSize(theme.size("icon_l"))
    made.setFixedSize(7 * (side + theme.space("m")), 8 * side)
    return made
