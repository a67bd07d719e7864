"""Whether secrets are safe, and where things lie."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from retm_desktop.domain.errors import KeyringUnavailable
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.sentences import sentence
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.labels import chip, label, retone
from retm_desktop.store.vault_state import VaultState


class Safety(Section):
    """The vault's state in words, and the data folder."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            "shield-check",
            self.tr("Safety"),
            self.tr("Secrets are sealed; orders stay on this computer."),
            name="setup_safety",
        )
        self._desk = desk
        self.state = chip("", name="setup_vault_state")
        self.add_line(self.tr("Sign-ins and secrets"), "", self.state)
        self.words = label("", "muted", name="setup_vault_words", wrap=True)
        self.add(self.words)
        home = desk.house.particulars.home
        if home is not None:
            folder = QLineEdit(str(home))
            folder.setObjectName("setup_data_folder")
            folder.setReadOnly(True)
            folder.setAccessibleName(self.tr("Data folder"))
            folder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            folder.setMinimumWidth(theme.size("detail"))
            folder.setCursorPosition(0)
            self.add_line(
                self.tr("Data folder"),
                self.tr("Orders, menu and settings. Copy the folder to keep a backup."),
                folder,
                CopyButton(theme, self.tr("the folder's path"), lambda: str(home), name="setup_copy_data_folder"),
            )
        desk.bridge.listener_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the vault's state as it is now."""
        state = self._desk.house.vault_state
        backend = self._desk.house.particulars.vault_backend
        if state is None:
            self.state.setText(self.tr("Opening…"))
            retone(self.state, "")
            self.words.setText(self.tr("The system's password store is being asked."))
            return
        safe = state == VaultState.OK
        self.state.setText(self.tr("Safe") if safe else self.tr("In memory only"))
        retone(self.state, "good" if safe else "warn")
        if safe and backend:
            words = self.tr("Kept in a sealed file; its key is in the system's password store ({backend}).").format(
                backend=bidi.auto(backend)
            )
        elif safe:
            words = self.tr("Kept in a sealed file; its key is in the system's password store.")
        else:
            told = sentence(KeyringUnavailable())
            words = f"{self._why(state)} {told.safe} {told.next}"
        self.words.setText(words)

    def _why(self, state: VaultState) -> str:
        match state:
            case VaultState.LOCKED:
                return self.tr("The system's password store is locked or does not answer.")
            case VaultState.ABSENT:
                return self.tr("This system has no password store.")
            case VaultState.REFUSED:
                return self.tr("The system's password store does not keep what it is given.")
            case _:
                return self.tr("Nothing is remembered in this run.")
