"""Everything a list of days is narrowed by: the days, the boxes and the search."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.filter_boxes import FilterBoxes
from retm_desktop.gui.widgets.period import Period, Span
from retm_desktop.gui.widgets.period_bar import PeriodBar
from retm_desktop.gui.widgets.search_box import SearchBox


class PeriodFilters(QObject):
    """Holds the widgets `periods`, `boxes` and `search`; `changed` is told when the operator changed any of them."""

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        view: QWidget,
        zone: Callable[[], ZoneInfo],
        boxes: FilterBoxes,
        search: str,
        *,
        name: str,
    ) -> None:
        """`search` says what may be typed; `zone` whose days they are."""
        super().__init__(view)
        theme = desk.theme
        self.periods = PeriodBar(desk, zone, name=name)
        self.boxes = boxes
        self.search = SearchBox(theme, search, name=f"{name}_search")
        self.search.setMinimumWidth(theme.size("product_card"))
        self.search.setMaximumWidth(theme.size("board_column_least"))
        for changed in (self.periods.changed, boxes.changed, self.search.searched):
            changed.connect(self.changed)

    @property
    def query(self) -> Any:  # noqa: ANN401 - whatever the list asks its store with
        """Which entries are listed and summed: a struct with `since`."""
        raise NotImplementedError

    @property
    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """The first instant of the days and the first one afterwards; None and None for all days."""
        return self.periods.period.bounds(self.periods.zone())

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    @property
    def narrow(self) -> bool:
        """Whether anything but the days leaves something out."""
        return self.boxes.narrow or bool(self.text)

    @property
    def days(self) -> str:
        """The days as words for the screen."""
        return bidi.ltr(self.periods.period.text) or self.tr("All days")

    @property
    def words(self) -> str:
        """What else was chosen, as words for the screen; empty for nothing."""
        chosen = self.boxes.words
        if self.text:
            chosen.append(self.tr("“{text}”").format(text=bidi.auto(self.text)))
        return " · ".join(chosen)

    def show_all(self) -> None:
        """Leave out nothing of these days."""
        self.boxes.clear()
        self.search.clear()
        self.changed.emit()

    def show_all_days(self) -> None:
        """Go through all days."""
        self.periods.show_period(Period(Span.ALL, self.periods.period.day))
        self.changed.emit()

    def make_way(self, at: datetime) -> None:
        """Let the list hold what is of this moment: its day, and no filter that might leave it out."""
        day = at.astimezone(self.periods.zone()).date()
        if not self.periods.period.holds(day):
            self.periods.show_period(Period(Span.DAY, day))
        self.show_all()
