"""Dialogs without nested event loops, and the prompter that tests answer in a person's place."""

import asyncio
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label


async def ask(dialog: QDialog) -> int:
    """Show a dialog and await its answer (`QDialog.DialogCode`) while everything else goes on."""
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def answered(code: int) -> None:
        if not answer.done():
            answer.set_result(code)

    dialog.finished.connect(answered)
    dialog.open()
    try:
        return await answer
    finally:
        dialog.close()
        dialog.deleteLater()


class Prompter(Protocol):
    """Asks the operator something."""

    async def confirm(
        self, parent: QWidget, title: str, text: str, *, yes: str, no: str, dangerous: bool = False
    ) -> bool:
        """Ask a question with two answers; closing the dialog is a no."""


class DialogPrompter:
    """The prompter of the real window."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    async def confirm(
        self, parent: QWidget, title: str, text: str, *, yes: str, no: str, dangerous: bool = False
    ) -> bool:
        """Ask a question with two answers; closing the dialog is a no."""
        dialog = ConfirmDialog(parent, self._theme, title, text, yes=yes, no=no, dangerous=dangerous)
        return await ask(dialog) == QDialog.DialogCode.Accepted


class ConfirmDialog(QDialog):
    """A question with two answers; the harmless one has the focus when the other is dangerous."""

    def __init__(
        self, parent: QWidget, theme: Theme, title: str, text: str, *, yes: str, no: str, dangerous: bool
    ) -> None:
        super().__init__(parent)
        self.setObjectName("confirm_dialog")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("xl"),) * 4)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(title, "heading"))
        words = label(text)
        words.setWordWrap(True)
        words.setMinimumWidth(theme.size("detail"))
        column.addWidget(words)
        column.addSpacing(theme.space("s"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addStretch(1)
        refuse = button(no, name="confirm_no")
        accept = button(yes, "danger_fill" if dangerous else "primary", name="confirm_yes")
        refuse.clicked.connect(self.reject)
        accept.clicked.connect(self.accept)
        row.addWidget(refuse)
        row.addWidget(accept)
        column.addLayout(row)
        (refuse if dangerous else accept).setDefault(True)
        (refuse if dangerous else accept).setFocus()
