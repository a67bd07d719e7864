"""What works by what it is used for: orders, invoices, menu and so on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from retm_desktop.gui import bidi
from retm_desktop.gui.connection.standing import by_area, standing
from retm_desktop.gui.connection.words import AREAS, area_name, endpoint_name, is_there
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import chip, label, retone
from retm_desktop.sync.inspector import EndpointState


class AreasCard(Section):
    """A line an area; `asked` carries the area whose endpoints are to be shown."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "check-circle",
            self.tr("What works"),
            self.tr("As RETM last answered, by what it is used for."),
            name="connection_areas",
        )
        self._theme = theme
        self._chips: dict[str, QLabel] = {}
        self._words: dict[str, QLabel] = {}
        for area in AREAS:
            self._add_area(area)

    def show_states(self, states: Sequence[EndpointState]) -> None:
        """Show what works of these."""
        for area, own in by_area(states).items():
            counted = standing(own)
            count = self.tr("{n} of {total}").format(
                n=bidi.ltr(str(counted.working)), total=bidi.ltr(str(len(AREAS[area])))
            )
            self._chips[area].setText(count)
            retone(self._chips[area], counted.tone)
            self._words[area].setText(self._told(own))

    def _told(self, states: Sequence[EndpointState]) -> str:
        failing = [state for state in states if state.last is not None and not is_there(state.last)]
        if failing:
            names = self.tr(", ").join(endpoint_name(state.endpoint.name) for state in failing)
            return self.tr("Does not work: {names}").format(names=names)
        working = [state for state in states if is_there(state.last)]
        if not working:
            return self.tr("Not tried yet")
        names = self.tr(", ").join(endpoint_name(state.endpoint.name) for state in working)
        return self.tr("Works: {names}").format(names=names)

    def _add_area(self, area: str) -> None:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        texts = QVBoxLayout()
        texts.setSpacing(theme.space("hair"))
        texts.addWidget(label(area_name(area), "strong"))
        self._words[area] = label("", "caption", name=f"connection_area_words_{area}", wrap=True)
        texts.addWidget(self._words[area])
        row.addLayout(texts, 1)
        self._chips[area] = chip("", name=f"connection_area_{area}")
        row.addWidget(self._chips[area], 0, Qt.AlignmentFlag.AlignVCenter)
        show = button(self.tr("Show"), "link", name=f"connection_area_show_{area}")
        show.setAccessibleName(self.tr("Show {name}").format(name=area_name(area)))
        show.clicked.connect(lambda: self.asked.emit(area))
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(row)
