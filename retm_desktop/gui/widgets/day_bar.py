"""One day, and the way to those before and after it and back to the usual one."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from retm_desktop.domain.text import Language
from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.date_field import DateField


class DayBar(QWidget):
    """Shows what it is told; object names are `<name>_earlier`, `<name>_day`, `<name>_later` and `<name>_<usual>`."""

    turned = Signal(int)
    """-1 for what is before, 1 for what is after."""
    chosen = Signal(object)
    """Carries the `datetime.date` that was typed or picked."""
    returned = Signal()
    """The usual day is wanted."""

    def __init__(self, theme: Theme, language: Language, *, name: str, usual: str, caption: str) -> None:
        """`usual` and `caption` name the button that leads back to the usual day."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("xs"))
        forwards, backwards = ("caret-left", "caret-right") if language == "ar" else ("caret-right", "caret-left")
        self._earlier = self._turn(theme, f"{name}_earlier", self.tr("Earlier"), backwards, -1)
        self._field = DateField(theme, language, self.tr("Day"), name=f"{name}_day")
        self._field.setFixedWidth(theme.size("product_card"))
        self._field.chosen.connect(self.chosen)
        self._later = self._turn(theme, f"{name}_later", self.tr("Later"), forwards, 1)
        self._usual = button(caption, name=f"{name}_{usual}")
        self._usual.clicked.connect(self.returned)
        for each in (self._earlier, self._field, self._later, self._usual):
            row.addWidget(each)

    def show_day(self, day: date, *, dated: bool = True, is_last: bool, is_usual: bool) -> None:
        """Show a day; there is nothing to look at after the `is_last` one, and none can be chosen unless `dated`."""
        self._field.show_day(day)
        for each in (self._earlier, self._field):
            each.setEnabled(dated)
        self._later.setEnabled(dated and not is_last)
        self._usual.setEnabled(dated and not is_usual)

    def _turn(self, theme: Theme, name: str, words: str, glyph: str, steps: int) -> QToolButton:
        drawn = icon(glyph, theme.color("text"))
        made = icon_button(drawn, words, name=name, icon_size=theme.size("icon"), role="step")
        made.clicked.connect(lambda: self.turned.emit(steps))
        return made
