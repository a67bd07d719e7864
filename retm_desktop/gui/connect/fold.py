"""A part of a form that is folded away until it is asked for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button


class Fold(QWidget):
    """A caption that shows and hides `body`."""

    def __init__(self, theme: Theme, caption: str, body: QWidget, *, name: str, opened: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._body = body
        self.button = button(caption, "link", name=name)
        self.button.setCheckable(True)
        self.button.setChecked(opened)
        self.button.setIconSize(QSize(theme.size("icon_s"), theme.size("icon_s")))
        self.button.toggled.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(body)
        self._turn(opened)

    def _turn(self, opened: bool) -> None:
        closed = "caret-left" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "caret-right"
        self.button.setIcon(icon("caret-down" if opened else closed, self._theme.color("primary")))
        self._body.setVisible(opened)
