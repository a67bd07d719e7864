"""The address the merchant's browser comes back to: shown, copied, and registered at the provider to the letter."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import frame, label


def redirect_address(desk: Desk, provider: str) -> str:
    """Return the address of ours that a provider's consent page leads to."""
    return f"{desk.house.listener_address}/install/{provider}"


class RedirectAddress(QWidget):
    """The redirect address with a button that copies it; it follows the listener."""

    def __init__(self, desk: Desk, provider: str, service: str) -> None:
        """`service` is the provider's name on screen."""
        super().__init__()
        self._desk = desk
        self._provider = provider
        theme = desk.theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        pad(column, theme, "l")
        column.setSpacing(theme.space("xs"))
        caption = label(self.tr("Redirect address"), "strong")
        column.addWidget(caption)
        column.addWidget(
            label(
                self.tr(
                    "Register it at {service} with the application. It must be the same to the letter: no slash at its"
                    " end, and no other port."
                ).format(service=service),
                "caption",
                name="connect_redirect_words",
                wrap=True,
            )
        )
        self.address = QLineEdit()
        self.address.setObjectName("connect_redirect_address")
        self.address.setReadOnly(True)
        # Addresses are read from left to right in either language.
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.address.setAccessibleName(self.tr("Redirect address"))
        caption.setBuddy(self.address)
        row = QHBoxLayout()
        row.setSpacing(theme.space("xs"))
        row.addWidget(self.address, 1)
        row.addWidget(
            CopyButton(theme, self.tr("the redirect address"), self.address.text, name="connect_copy_redirect")
        )
        column.addSpacing(theme.space("xs"))
        column.addLayout(row)
        desk.bridge.listener_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show where the listener is now."""
        self.address.setText(redirect_address(self._desk, self._provider))
        self.address.setCursorPosition(0)
