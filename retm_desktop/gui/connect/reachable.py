"""What must be reachable so that RETM can tell us about consent and orders: addresses to copy, and how."""

from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.form import mark
from retm_desktop.gui.widgets.labels import label
from retm_desktop.store.settings import PUBLIC_ADDRESS

INSTALL_PATH = "/install/retm"
HOOK_PATHS = (
    *("/hooks/order", "/hooks/invoice", "/hooks/menu", "/hooks/customer", "/hooks/error"),
    *("/hooks/reward/check", "/hooks/reward/redeem"),
)
"""What is registered with RETM below the public address (doc-400757, doc-400819, doc-400818)."""


def public_address(text: str) -> str | None:
    """Return `text` as an address RETM's servers could call, without a slash at its end; None where it is none."""
    address = text.strip()
    if not address:
        return ""
    if "://" not in address:
        address = f"https://{address}"
    address = address.rstrip("/")
    try:
        parts = urlsplit(address)
        port_is_readable = parts.port is None or parts.port > 0
    except ValueError:
        return None
    clean = not (parts.query or parts.fragment or parts.username) and address.isascii() and " " not in address
    return address if parts.scheme in ("http", "https") and parts.hostname and clean and port_is_readable else None


class Reachable(QWidget):
    """The local and the public address, what is registered with RETM, and a paragraph on how one leads to the other."""

    def __init__(self, desk: Desk, *, prefix: str) -> None:
        """`prefix` begins the object names: "connect" or "setup"."""
        super().__init__()
        self._desk = desk
        self._prefix = prefix
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        column.addWidget(self._explained())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.space("m"))
        self._grid.setVerticalSpacing(theme.space("s"))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)

        self.local = self._shown(self.tr("On this computer"), self.tr("local address"), "listener_address")
        self.local.setText(desk.house.listener_address)
        self.public = QLineEdit(desk.settings.get(PUBLIC_ADDRESS, str, ""))
        self.public.setPlaceholderText("https://orders.example.com")
        self._add(self.tr("Public address"), self.tr("public address"), self.public, "public_address")
        self.public.setReadOnly(False)
        self.public.editingFinished.connect(self._keep)
        self._error = label("", "caption", name=f"{prefix}_public_address_error", tone="danger", wrap=True)
        self._error.hide()
        self._grid.addWidget(self._error, self._grid.rowCount(), 1, 1, 2)
        self.install = self._shown(self.tr("Success address"), self.tr("success address"), "install_address")
        self.hooks = self._shown(self.tr("Webhooks"), self.tr("webhook addresses, one a line"), "hook_addresses")
        desk.bridge.listener_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what the listener and the settings say now."""
        self.local.setText(self._desk.house.listener_address)
        base = self._base()
        self.install.setText(f"{base}{INSTALL_PATH}")
        self.hooks.setText(f"{base}{HOOK_PATHS[0]} …")
        for field in (self.local, self.install, self.hooks):
            field.setCursorPosition(0)

    def _base(self) -> str:
        return self._desk.settings.get(PUBLIC_ADDRESS, str, "") or self._desk.house.listener_address

    def _keep(self) -> None:
        address = public_address(self.public.text())
        mark(self.public, invalid=address is None)
        self._error.setText("" if address is not None else self.tr("An address such as https://orders.example.com"))
        self._error.setVisible(address is None)
        if address is None:
            return
        self.public.setText(address)
        if address != self._desk.settings.get(PUBLIC_ADDRESS, str, ""):
            self._desk.settings.set(PUBLIC_ADDRESS, address)
        self.refresh()

    def _explained(self) -> QLabel:
        text = self.tr(
            "When Allow is pressed, RETM's servers call the success address below, and later the webhook addresses. "
            "Both begin with a public address that must lead, over HTTPS, to the local address of this computer: "
            "through a tunnel, or a port forward in the router with a certificate in front of it. Enter the public "
            "address here and register the others in RETM's developer portal. Without all this, paste the code by "
            "hand; orders still arrive, because the program asks RETM every few seconds."
        )
        return label(text, "muted", name=f"{self._prefix}_reachable_words", wrap=True)

    def _shown(self, caption: str, what: str, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setReadOnly(True)
        self._add(caption, what, field, name)
        return field

    def _add(self, caption: str, what: str, field: QLineEdit, name: str) -> None:
        """Addresses are read from left to right in either language."""
        field.setObjectName(f"{self._prefix}_{name}")
        field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        field.setAccessibleName(caption)
        words = label(caption)
        words.setBuddy(field)
        row = self._grid.rowCount()
        line = QHBoxLayout()
        line.setSpacing(self._desk.theme.space("xs"))
        line.addWidget(field, 1)
        copied = self._all_hooks if name == "hook_addresses" else field.text
        line.addWidget(CopyButton(self._desk.theme, what, copied, name=f"{self._prefix}_copy_{name}"))
        self._grid.addWidget(words, row, 0)
        self._grid.addLayout(line, row, 1)

    def _all_hooks(self) -> str:
        base = self._base()
        return "\n".join(f"{base}{path}" for path in HOOK_PATHS)
