"""A field for a secret: covered until its eye is pressed, filled by a click from the clipboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import icon_button

_LONGEST = 2000


class SecretField(QLineEdit):
    """The field itself; `eye` and `paste_button` are its buttons, for whoever lays it out.

    Object names: `<prefix>_secret_show`, `<prefix>_secret_paste`.
    """

    def __init__(self, theme: Theme, text: str = "", *, prefix: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setMaxLength(_LONGEST)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.eye = icon_button(
            icon("eye", theme.color("muted")),
            self.tr("Show the secret"),
            name=f"{prefix}_secret_show",
            icon_size=theme.size("icon"),
        )
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._reveal)
        self.paste_button = icon_button(
            icon("clipboard-text", theme.color("muted")),
            self.tr("Paste the secret"),
            name=f"{prefix}_secret_paste",
            icon_size=theme.size("icon"),
        )
        self.paste_button.clicked.connect(lambda: self.setText(QGuiApplication.clipboard().text().strip()))

    @property
    def secret(self) -> str:
        """The secret, without the spaces that copying brings along."""
        return self.text().strip()

    def _reveal(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.setIcon(icon("eye-slash" if shown else "eye", self._theme.color("muted")))
        words = self.tr("Hide the secret") if shown else self.tr("Show the secret")
        self.eye.setToolTip(words)
        self.eye.setAccessibleName(words)
