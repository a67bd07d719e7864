"""The fields of a store's form."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_stores.draft import (
    ADDRESS_1,
    ADDRESS_2,
    CITY,
    COUNTRY,
    COUNTRY_CODE,
    LATITUDE,
    LONGITUDE,
    MALAYSIA_CODE,
    MOST_LETTERS,
    NAME,
    PHONE,
    POST_CODE,
    STATE,
    StoreDraft,
    pair_of,
)
from retm_desktop.gui.payment_stores.state_field import StateField
from retm_desktop.gui.payment_stores.words import field_words
from retm_desktop.gui.widgets.form import Field
from retm_desktop.gui.widgets.labels import label

_ROWS = (
    ((NAME, 1),),
    ((ADDRESS_1, 1),),
    ((ADDRESS_2, 1),),
    ((POST_CODE, 2), (CITY, 3), (STATE, 4)),
    ((COUNTRY, 3), (COUNTRY_CODE, 2), (PHONE, 4)),
    ((LATITUDE, 1), (LONGITUDE, 1)),
)
"""What stands beside each other, and how wide."""
_LEFT_TO_RIGHT = (POST_CODE, COUNTRY_CODE, PHONE, LATITUDE, LONGITUDE)


class StoreFields(QWidget):
    """Inputs called `store_form_<field>`; `changed` carries the field that was changed by hand, `left` one left."""

    changed = Signal(str)
    left = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self._inputs: dict[str, QLineEdit] = {}
        self._fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        for shares in _ROWS:
            row = QHBoxLayout()
            row.setSpacing(theme.space("m"))
            for field, share in shares:
                row.addWidget(self._made(desk, field), share, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
            if shares[0][0] == LATITUDE:
                hint = self.tr(
                    "Coordinates may be left empty. A pair copied from a map can be pasted into either field."
                )
                column.addWidget(label(hint, "caption", name="store_form_place_hint", wrap=True))

    @property
    def draft(self) -> StoreDraft:
        """What is typed."""
        return StoreDraft(**{field: typed.text() for field, typed in self._inputs.items()})

    def take(self, draft: StoreDraft) -> None:
        """Show a draft."""
        for field, typed in self._inputs.items():
            typed.setText(getattr(draft, field))
            typed.setCursorPosition(0)

    def refuse(self, field: str, words: str) -> None:
        """Say what is wrong with a field; no words take it back."""
        self._fields[field].refuse(words)

    def go_to(self, field: str) -> QWidget:
        """Put the cursor into a field and return what is to be seen of it."""
        self._inputs[field].setFocus(Qt.FocusReason.OtherFocusReason)
        return self._fields[field]

    def _made(self, desk: Desk, field: str) -> Field:
        typed = StateField(desk.theme) if field == STATE else QLineEdit()
        typed.setMaxLength(MOST_LETTERS[field])
        if field in _LEFT_TO_RIGHT:
            typed.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if field == ADDRESS_2:
            typed.setPlaceholderText(self.tr("Optional"))
        elif field in (LATITUDE, LONGITUDE):
            typed.setPlaceholderText(bidi.ltr("3.1579" if field == LATITUDE else "101.7116"))
        elif field == COUNTRY_CODE:
            typed.setPlaceholderText(bidi.ltr(MALAYSIA_CODE))
        typed.textEdited.connect(lambda text: self._typed(field, text))
        typed.editingFinished.connect(lambda: self.left.emit(field))
        made = Field(desk.theme, field_words(field), typed, name=f"store_form_{field}")
        self._inputs[field], self._fields[field] = typed, made
        return made

    def _typed(self, field: str, text: str) -> None:
        pair = pair_of(text) if field in (LATITUDE, LONGITUDE) else None
        if pair is not None:
            self._inputs[LATITUDE].setText(pair[0])
            self._inputs[LONGITUDE].setText(pair[1])
        for told in (LATITUDE, LONGITUDE) if field in (LATITUDE, LONGITUDE) else (field,):
            self.changed.emit(told)
