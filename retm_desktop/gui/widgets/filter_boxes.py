"""Boxes that narrow a list, as they were chosen the last time."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.combo import Combo

Offers = Sequence[tuple[str, str]]
"""What is chosen, and the words for it."""


class FilterBoxes(QWidget):
    """A subclass adds its boxes; `changed` is told when the operator chose in one.

    Object names are `<name>_<part>`, the settings are called `<name>.<part>`.
    """

    changed = Signal()

    def __init__(self, desk: Desk, *, name: str) -> None:
        super().__init__()
        self._settings = desk.settings
        self._theme = desk.theme
        self._name = name
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(desk.theme.space("m"))
        self._boxes: dict[str, QComboBox] = {}

    def add_box(self, part: str, words: str) -> None:
        """Add the box of a part; `words` are what a screen reader says of it."""
        theme = self._theme
        box = Combo(theme, words, name=f"{self._name}_{part}")
        box.setMinimumWidth(theme.size("rail") + theme.space("xxl"))
        box.setMaximumWidth(theme.size("board_column_least"))
        box.setToolTip(words)
        box.activated.connect(partial(self._chose, part))
        self._boxes[part] = box
        self._row.addWidget(box, 1)
        # Where there is more room than the boxes take, they stay together.
        count, gap = len(self._boxes), self._row.spacing()
        self.setMaximumWidth(count * box.maximumWidth() + (count - 1) * gap)

    def fill(self, part: str, everything: str, offers: Offers) -> None:
        """Offer `everything` and these; what was chosen the last time is chosen."""
        _fill(self._boxes[part], everything, offers, self._settings.get(self._setting(part), str, ""))

    def chosen(self, part: str) -> str:
        """What is chosen in a box, empty for everything."""
        return str(self._boxes[part].currentData() or "")

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return any(self.chosen(part) for part in self._boxes)

    @property
    def words(self) -> list[str]:
        """What was chosen, in the boxes' own words."""
        return [box.currentText() for part, box in self._boxes.items() if self.chosen(part)]

    def clear(self) -> None:
        """Choose everything, without telling `changed`."""
        for part, box in self._boxes.items():
            box.setCurrentIndex(0)
            self._settings.set(self._setting(part), "")

    def _setting(self, part: str) -> str:
        return f"{self._name}.{part}"

    def _chose(self, part: str, _number: int) -> None:
        self._settings.set(self._setting(part), self.chosen(part))
        self.changed.emit()


def _fill(box: QComboBox, first: str, offers: Offers, chosen: str) -> None:
    # An open list of choices must not be emptied under the pointer for nothing.
    wanted = [("", first), *offers]
    if [(box.itemData(n), box.itemText(n)) for n in range(box.count())] == wanted:
        return
    box.clear()
    for key, words in wanted:
        box.addItem(words, key)
    folded = [key.casefold() for key, _ in wanted]
    box.setCurrentIndex(folded.index(chosen.casefold()) if chosen.casefold() in folded else 0)
