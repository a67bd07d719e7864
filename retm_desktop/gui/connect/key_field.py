"""A field for a key in PEM form: taken from a file or the clipboard, checked at once, and never shown again."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from retm_desktop.gui import bidi
from retm_desktop.gui.dialogs import ask
from retm_desktop.gui.icons import icon
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import mark
from retm_desktop.gui.widgets.labels import frame, label
from retm_desktop.sync.background import Background

MOST_BYTES = 20_000
"""Bytes of a file that are read; a key of 8,192 bits has about 6,500."""
_END = "-----END "


def key_refusal(reason: str) -> str:
    """Return the words for why a key is refused; empty where it is not. The reasons are those of `Provider.checked`."""
    translate = QCoreApplication.translate
    match reason:
        case "":
            return ""
        case "required":
            return translate("KeyField", "Choose or paste the key.")
        case "encrypted":
            return translate("KeyField", "This key is protected with a password. Export it without one.")
        case "public_instead":
            return translate("KeyField", "This is a public key. The private one that belongs to it is wanted here.")
        case "private_instead":
            return translate("KeyField", "This is a private key, which stays secret. The public key is wanted here.")
        case "not_rsa":
            return translate("KeyField", "This key is not of the kind RSA. Make an RSA key of 2048 bits.")
        case "too_short":
            return translate("KeyField", "This key is too short to be safe. Make one of 2048 bits.")
        case "too_long":
            return translate("KeyField", "This is too long for a key.")
        case _:
            return translate("KeyField", "No key can be read in this. Take all of it, from BEGIN to END.")


class KeyField(QWidget):
    """A small box for the key, "Choose a file…" and "Paste"; a key that was taken gives way to a line and "Clear".

    Object names: `<name>_box`, `_file`, `_paste`, `_clear`, `_state`, and `_file_dialog` while it is open.
    """

    refused = Signal(str)
    """What is wrong with what was offered, in words; empty once nothing is."""

    def __init__(
        self,
        theme: Theme,
        background: Background,
        *,
        name: str,
        caption: str,
        words: str,
        check: Callable[[str], str],
    ) -> None:
        """`caption` names the key, `words` stand in its place; `check` gives the reason of `key_refusal` or nothing."""
        super().__init__()
        self._theme = theme
        self._name = name
        self._check = check
        self._tasks = ViewTasks(self, background)
        self._taken = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._empty = self._offer(caption)
        self._full = self._summary(words)
        column.addWidget(self._empty)
        column.addWidget(self._full)
        self._show()

    @property
    def key(self) -> str:
        """The key that was taken, or else what stands in the box."""
        return self._taken or self.box.toPlainText()

    def take(self, text: str) -> None:
        """Take `text` as the key if it is a good one; otherwise say what is wrong and keep nothing of it."""
        reason = self._check(text)
        self.refuse(key_refusal(reason))
        if not reason:
            self._taken = text
            self.box.clear()
            self._show()

    def settle(self) -> None:
        """Take what stands in the box, if anything does: nobody has said yet that it is whole."""
        if self.box.toPlainText().strip():
            self.take(self.box.toPlainText())

    def refuse(self, words: str) -> None:
        """Draw the box as refused and tell why; no words take it back. A key that was taken has to be given anew."""
        if words and self._taken:
            self._taken = ""
            self._show()
        mark(self.box, invalid=bool(words))
        self.refused.emit(words)

    def _show(self) -> None:
        """Show the state, the new one first and with the keyboard in it if the old one had it."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        shown, hidden = (self._full, self._empty) if self._taken else (self._empty, self._full)
        self.setFocusProxy(self.clear if self._taken else self.box)
        shown.show()
        if had_focus:
            self.setFocus()
        hidden.hide()

    def _offer(self, caption: str) -> QWidget:
        theme = self._theme
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        self.box = _Box()
        self.box.setObjectName(f"{self._name}_box")
        self.box.setFixedHeight(theme.size("main_action"))
        self.box.setAccessibleName(caption)
        self.box.offered.connect(self.take)
        self.box.textChanged.connect(self._typed)
        column.addWidget(self.box)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        self.file_button = button(
            self.tr("Choose a file…"),
            name=f"{self._name}_file",
            icon=icon("folder-open", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self.file_button.clicked.connect(self._choose)
        self.paste_button = button(
            self.tr("Paste"),
            name=f"{self._name}_paste",
            icon=icon("clipboard-text", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self.paste_button.clicked.connect(self._paste)
        for each in (self.file_button, self.paste_button):
            each.setAutoDefault(False)
            each.setAccessibleName(f"{caption}: {each.text()}")
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _summary(self, words: str) -> QWidget:
        theme = self._theme
        made = frame("sunken")
        row = QHBoxLayout(made)
        row.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("s"), theme.space("s"))
        row.setSpacing(theme.space("s"))
        tick = QLabel()
        edge = theme.size("icon")
        tick.setPixmap(icon("check-circle", theme.color("good")).pixmap(QSize(edge, edge)))
        row.addWidget(tick)
        row.addWidget(label(words, "strong", name=f"{self._name}_state"), 1)
        self.clear = button(self.tr("Clear"), "quiet", name=f"{self._name}_clear")
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self._forget)
        row.addWidget(self.clear)
        return made

    def _forget(self) -> None:
        self._taken = ""
        self._show()
        self.refuse("")

    def _typed(self) -> None:
        text = self.box.toPlainText()
        if len(text) > MOST_BYTES:
            self.box.clear()
            self.refuse(key_refusal("too_long"))
        elif _END in text and text.rstrip().endswith("-----"):
            self.take(text)

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.take(text)
        else:
            self.refuse(self.tr("There is no text to paste: copy the key first."))

    def _choose(self) -> None:
        self._tasks.spawn(self._from_file(), "file")

    async def _from_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        keys, everything = self.tr("Keys"), self.tr("All files")
        kinds = f"{keys} (*.pem *.key *.pub *.txt);;{everything} (*)"
        dialog = QFileDialog(self, self.tr("Choose the file with the key"), folder, kinds)
        dialog.setObjectName(f"{self._name}_file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if await ask(dialog) != QDialog.DialogCode.Accepted or not dialog.selectedFiles():
            return
        path = Path(dialog.selectedFiles()[0])
        try:
            content = await asyncio.to_thread(_read, path)
        except OSError:
            self.refuse(self.tr("The file cannot be read. Look whether it is still there and may be opened."))
            return
        if len(content) > MOST_BYTES:
            self.refuse(self.tr("This file is too large for a key: more than 20 kB."))
            return
        self.take(content.decode("utf-8-sig", "replace"))


class _Box(QPlainTextEdit):
    """Hands on what is pasted or dropped into it while it is empty, without showing it."""

    offered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setPlaceholderText(bidi.ltr("-----BEGIN …"))

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText() and self.document().isEmpty():
            self.offered.emit(source.text())
        else:
            super().insertFromMimeData(source)


def _read(path: Path) -> bytes:
    """Return the beginning of a file, one byte more than a key may have; raises OSError."""
    if not path.is_file():
        raise FileNotFoundError(path.name)
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
