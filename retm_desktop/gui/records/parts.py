"""The parts a form is put together from: one of several, a hint beside a caption, the two names."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from retm_desktop.domain.records import LONGEST_NAME, NAME_AR, NAME_EN, RecordDraft
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui.connect.form import Field
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.records.words import field_words
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.option import Option


class Part(QWidget):
    """Some fields of a form; `changed` carries the field that was changed by hand, `left` one that was gone from."""

    changed = Signal(str)
    left = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        """What is wrong with a field is shown at it; keys as RETM names them."""
        self.beside: QWidget | None = None
        """What stands in a second column where there is room for one."""
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.space("l"))

    def take(self, draft: RecordDraft) -> None:
        """Show what a draft has of these fields."""
        raise NotImplementedError

    def put(self, draft: RecordDraft) -> RecordDraft:
        """Return the draft with what is typed and chosen here."""
        raise NotImplementedError

    def focus_field(self, field: str) -> None:
        """Put the cursor into a field."""
        first = _first_input(self.fields[field])
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def listen(self, typed: QLineEdit, field: str) -> None:
        """Tell of a field what is typed into its input."""
        typed.textEdited.connect(lambda _text: self.changed.emit(field))
        typed.editingFinished.connect(lambda: self.left.emit(field))


class HintedField(Field):
    """A field with a sentence above its input, or below it (`under`)."""

    def __init__(
        self, theme: Theme, caption: str, hint: str, field: QWidget, *beside: QWidget, name: str, under: bool = False
    ) -> None:
        super().__init__(theme, caption, field, *beside, name=name)
        column = self.layout()
        if isinstance(column, QBoxLayout):
            column.insertWidget(2 if under else 1, label(hint, "caption", name=f"{name}_hint", wrap=True))


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


class NamesPart(Part):
    """The name in both languages, side by side or one below the other."""

    def __init__(self, desk: Desk, *, side_by_side: bool) -> None:
        super().__init__(desk)
        along, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(along if side_by_side else down)
        row.setSpacing(desk.theme.space("l"))
        self._typed: dict[str, QLineEdit] = {}
        for field, name, direction in (
            (NAME_EN, "record_name_en", Qt.LayoutDirection.LeftToRight),
            (NAME_AR, "record_name_ar", Qt.LayoutDirection.RightToLeft),
        ):
            typed = QLineEdit()
            typed.setMaxLength(2 * LONGEST_NAME)
            typed.setLayoutDirection(direction)
            self.listen(typed, field)
            self._typed[field] = typed
            self.fields[field] = Field(desk.theme, field_words(field), typed, name=name)
            row.addWidget(self.fields[field], 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def take(self, draft: RecordDraft) -> None:
        self._typed[NAME_EN].setText(draft.name.en)
        self._typed[NAME_AR].setText(draft.name.ar)

    def put(self, draft: RecordDraft) -> RecordDraft:
        name = BilingualText(self._typed[NAME_EN].text(), self._typed[NAME_AR].text())
        return msgspec.structs.replace(draft, name=name)


def _first_input(field: QWidget) -> QWidget | None:
    """Return what of a field takes the cursor: its input, or the tile that is chosen, or the first one."""
    typed = field.findChild(QLineEdit)
    if typed is not None:
        return typed
    tiles = field.findChildren(Option)
    return next((tile for tile in tiles if tile.isChecked()), tiles[0] if tiles else None)
