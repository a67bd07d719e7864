"""Less, a number, more: how many of something."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.labels import label


class Stepper(QWidget):
    """A number between `least` and `most` (None is no limit); `changed` carries a number the operator chose."""

    changed = Signal(int)

    def __init__(
        self, theme: Theme, *, less: str, more: str, value: int = 1, least: int = 1, most: int | None = 99
    ) -> None:
        """`less` and `more` are the object names of the two buttons."""
        super().__init__()
        self._value, self._least, self._most = value, least, most
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        color = theme.color("text")
        self.less = icon_button(
            icon("minus", color), self.tr("Less"), name=less, icon_size=theme.size("icon_s"), role="step"
        )
        self.more = icon_button(
            icon("plus", color), self.tr("More"), name=more, icon_size=theme.size("icon_s"), role="step"
        )
        self._number = label("", "strong")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setMinimumWidth(theme.size("icon_l"))
        for widget in (self.less, self._number, self.more):
            row.addWidget(widget)
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        self._show()

    @property
    def value(self) -> int:
        """The number shown."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show another number without telling `changed`."""
        self._value = value
        self._show()

    def set_most(self, most: int | None) -> None:
        """Allow at most `most`; what is above it already stays until it is stepped down."""
        self._most = most
        self._show()

    def _step(self, by: int) -> None:
        self._value += by
        self._show()
        self.changed.emit(self._value)

    def _show(self) -> None:
        self._number.setText(bidi.ltr(str(self._value)))
        self.less.setEnabled(self._value > self._least)
        self.more.setEnabled(self._most is None or self._value < self._most)
