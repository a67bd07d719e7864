"""No limit, or a day and a time of day in the restaurant's zone."""

import re
from datetime import datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from retm_desktop.domain.text import ascii_digits, plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.date_field import DateField
from retm_desktop.gui.widgets.form import mark
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.one_of import OneOf

ALWAYS, AT = "always", "at"


class MomentField(QWidget):
    """Object names are `<name>_always`, `<name>_at`, `<name>_day` and `<name>_time`."""

    changed = Signal()

    def __init__(self, desk: Desk, words: str, free: str, bound: str, *, end: bool, name: str) -> None:
        """`free` and `bound` name the two choices; a new limit is the end of a day where `end`, else its beginning."""
        super().__init__()
        self._desk = desk
        self._end = end
        self._given: datetime | None = None
        theme = desk.theme
        self._choice = OneOf(theme, [(ALWAYS, free, ""), (AT, bound, "")], name=name, a_row=2)
        self._choice.chosen.connect(self._turn)
        self._day = DateField(theme, desk.language, words, name=f"{name}_day")
        self._time = _TimeField(words, f"{name}_time")
        self._day.chosen.connect(lambda _day: self.changed.emit())
        self._time.chosen.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(self._choice)
        self._moment = QWidget()
        row = QHBoxLayout(self._moment)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s"))
        row.addWidget(self._day, 3)
        row.addWidget(label(self.tr("at"), "muted"))
        row.addWidget(self._time, 2)
        column.addWidget(self._moment)
        self.show_moment(None)

    @property
    def moment(self) -> datetime | None:
        """What is chosen, None for no limit; the very moment that was shown where nothing of it was changed."""
        if self._choice.value != AT:
            return None
        chosen = datetime.combine(self._day.day, self._time.of_day, self._desk.zone)
        given = self._given
        if given is not None and given.astimezone(self._desk.zone).replace(second=0, microsecond=0) == chosen:
            return given
        return chosen

    def show_moment(self, at: datetime | None) -> None:
        """Show a limit, or that there is none."""
        self._given = at
        self._choice.choose(AT if at is not None else ALWAYS)
        zone = self._desk.zone
        local = at.astimezone(zone) if at is not None else self._usual()
        self._day.show_day(local.date())
        self._time.show_time(local.time())
        self._moment.setVisible(at is not None)

    def _usual(self) -> datetime:
        today = self._desk.now().astimezone(self._desk.zone)
        if self._end:
            return (today + timedelta(days=7)).replace(hour=23, minute=59)
        return today.replace(hour=0, minute=0)

    def _turn(self, value: str) -> None:
        self._moment.setVisible(value == AT)
        if value == AT:
            self._day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class _TimeField(QLineEdit):
    """Shows and takes a time of day as `18:30`, in figures of either script; `chosen` is told when a hand changed it.

    What is no time of day is taken back when the field is left.
    """

    chosen = Signal()

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self._time = time()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setMaxLength(5)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.editingFinished.connect(self._finish)
        self.textEdited.connect(lambda text: mark(self, invalid=_read(text) is None))

    @property
    def of_day(self) -> time:
        """The time of day that is shown."""
        return self._time

    def show_time(self, at: time) -> None:
        """Show a time of day without telling `chosen`."""
        self._time = at.replace(second=0, microsecond=0)
        self.setText(self._time.strftime("%H:%M"))
        mark(self, invalid=False)

    def _finish(self) -> None:
        before = self._time
        self.show_time(_read(self.text()) or before)
        if self._time != before:
            self.chosen.emit()


def _read(text: str) -> time | None:
    figures = re.fullmatch(r"(\d{1,2})[:.]?(\d{2})", plain(ascii_digits(text)).strip())
    try:
        return time(int(figures[1]), int(figures[2])) if figures else None
    except ValueError:
        return None
