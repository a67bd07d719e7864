"""A tile that is chosen or not: a sign beside the colour tells which."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from retm_desktop.domain.text import plain
from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.labels import chip, label


class Option(QPushButton):
    """A tile with a sign, a name, what there is to say of it below, and a tag at the reading end where one is set."""

    def __init__(self, theme: Theme, name: str, under: str, object_name: str) -> None:
        super().__init__()
        self.setProperty("role", "option")
        self.setObjectName(object_name)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(plain(f"{name} {under}".strip()))
        self._signs = {
            False: icon("circle", theme.color("border_input")),
            True: icon("check-circle", theme.color("primary")),
        }
        self._sign = label()
        self._sign_size = QSize(theme.size("icon"), theme.size("icon"))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space("m"), theme.space("xs")) * 2)
        row.setSpacing(theme.space("s"))
        row.addWidget(self._sign)
        words = QVBoxLayout()
        words.setSpacing(0)
        parts = [label(name, wrap=True)]
        if under:
            parts.append(label(under, "caption", wrap=True))
        words.addStretch(1)
        for part in parts:
            words.addWidget(part)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._tag = chip("", "primary")
        self._tag.hide()
        row.addWidget(self._tag)
        for part in (self._sign, self._tag, *parts):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self.show_sign)
        self.show_sign()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self._row.sizeHint())

    def set_tag(self, words: str) -> None:
        """Show a word at the reading end, for example that this one is suggested; no word takes it away."""
        self._tag.setText(words)
        self._tag.setVisible(bool(words))

    def show_sign(self, _checked: bool = False) -> None:
        """Show whether it is chosen by a sign beside the colour."""
        self._sign.setPixmap(self._signs[self.isChecked()].pixmap(self._sign_size))
