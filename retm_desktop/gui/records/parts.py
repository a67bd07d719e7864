"""The parts a form is put together from, the two names among them."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from retm_desktop.domain.records import LONGEST_NAME, NAME_AR, NAME_EN, RecordDraft
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.records.words import field_words
from retm_desktop.gui.widgets.form import Field
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
