"""Tiles of which one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.option import Option


class OneOf(QWidget):
    """Tiles of which one is chosen; `chosen` carries its value when a hand chose it. Arrows walk and choose."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, options: Sequence[tuple[str, str, str]], *, name: str, a_row: int) -> None:
        """An option is its value, its name, and what is said of it below; the tiles are called `<name>_<value>`."""
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.space("s"))
        self._group = QButtonGroup(self)
        self.tiles: dict[str, Option] = {}
        for number, (value, words, under) in enumerate(options):
            tile = Option(theme, words, under, f"{name}_{value}")
            tile.clicked.connect(lambda _on=False, value=value: self.chosen.emit(value))
            self._group.addButton(tile)
            self.tiles[value] = tile
            grid.addWidget(tile, number // a_row, number % a_row)
        for place in range(a_row):
            grid.setColumnStretch(place, 1)

    @property
    def value(self) -> str:
        """The value of the tile that is chosen, "" where none is."""
        return next((value for value, tile in self.tiles.items() if tile.isChecked()), "")

    def choose(self, value: str) -> None:
        """Choose a tile without telling; a value there is no tile of leaves none chosen."""
        tile = self.tiles.get(value)
        if tile is not None:
            tile.setChecked(True)
            return
        self._group.setExclusive(False)
        for each in self.tiles.values():
            each.setChecked(False)
        self._group.setExclusive(True)
