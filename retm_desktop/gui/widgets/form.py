"""Fields of a form with their caption above and what is wrong with them below."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.labels import label


def mark(field: QWidget, *, invalid: bool) -> None:
    """Draw a field as refused, or no longer."""
    if bool(field.property("invalid")) == invalid:
        return
    field.setProperty("invalid", invalid)
    field.style().unpolish(field)
    field.style().polish(field)


class Field(QWidget):
    """A caption, one input with what belongs beside it, and a line for what is wrong.

    An input that says by itself what it is needs no caption.
    """

    def __init__(self, theme: Theme, caption: str, field: QWidget, *beside: QWidget, name: str) -> None:
        super().__init__()
        self._field = field
        field.setObjectName(name)
        if caption:
            field.setAccessibleName(caption)
        words = label(caption, "strong")
        words.setBuddy(field)
        if not caption:
            words.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.space("xs"))
        row.addWidget(field, 1)
        for widget in beside:
            row.addWidget(widget)
        self._error = label("", "caption", name=f"{name}_error", tone="danger", wrap=True)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(self._error)

    def refuse(self, words: str) -> None:
        """Say what is wrong with the input; no words take it back."""
        mark(self._field, invalid=bool(words))
        self._error.setText(words)
        self._error.setVisible(bool(words))


class HintedField(Field):
    """A field with a sentence above its input, or below it (`under`)."""

    def __init__(
        self, theme: Theme, caption: str, hint: str, field: QWidget, *beside: QWidget, name: str, under: bool = False
    ) -> None:
        super().__init__(theme, caption, field, *beside, name=name)
        column = self.layout()
        if isinstance(column, QBoxLayout):
            column.insertWidget(2 if under else 1, label(hint, "caption", name=f"{name}_hint", wrap=True))


def pad(layout: QBoxLayout, theme: Theme, distance: str = "xl") -> None:
    """Give a layout the same margin on all sides."""
    edge = theme.space(distance)
    layout.setContentsMargins(edge, edge, edge, edge)
