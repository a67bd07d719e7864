"""Saving what is listed as a file: asks where, writes off the loop, and says what became of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from retm_desktop.domain.errors import DiskFull
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.dialogs import ask
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.spreadsheet import write_file


@dataclass(frozen=True)
class SavingWords:
    """What is said of the things that are saved."""

    title: str
    """Of the dialog."""
    saved: str
    """Has a `{n}`."""
    failed: str


class Saving(QObject):
    """One export at a time; `changed` is told when one begins and when it is over.

    The file is proposed to be called after `name`, the dialog is called `<name>_export_dialog`, and the folder is
    remembered as `<name>.export_folder`.
    """

    changed = Signal()

    def __init__(self, desk: Desk, view: QWidget, notice: Notice, words: SavingWords, *, name: str) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._notice = notice
        self._words = words
        self._name = name
        self._tasks = ViewTasks(view, desk.background)
        self._saved = ""
        self.running = False
        notice.acted.connect(self._copy_path)

    def begin(self, make: Callable[[], Awaitable[tuple[bytes, int]]], days: str) -> None:
        """Ask where, then save what `make` returns: the file, and how many things are in it.

        `days` goes into the name that is proposed.
        """
        if not self.running:
            self.running = True
            self.changed.emit()
            self._tasks.spawn(self._save(make, days), "export")

    async def _save(self, make: Callable[[], Awaitable[tuple[bytes, int]]], days: str) -> None:
        try:
            path = await self._ask_where(days)
            if path is not None:
                await self._write(path, *await make())
        finally:
            self.running = False
            self.changed.emit()

    async def _ask_where(self, days: str) -> Path | None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        setting = f"{self._name}.export_folder"
        folder = self._desk.settings.get(setting, str, "") or documents
        dialog = QFileDialog(self._view, self._words.title, folder, self.tr("Table (*.csv)"))
        dialog.setObjectName(f"{self._name}_export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        # Qt's own dialog would ask in a loop of its own, in which everything else stands still.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile("-".join(part for part in (self._name, days) if part) + ".csv")
        if await ask(dialog) != QDialog.DialogCode.Accepted or not dialog.selectedFiles():
            return None
        path = Path(dialog.selectedFiles()[0])
        self._desk.settings.set(setting, str(path.parent))
        if await asyncio.to_thread(path.exists) and not await self._may_replace(path):
            return None
        return path

    async def _may_replace(self, path: Path) -> bool:
        return await self._desk.prompter.confirm(
            self._view,
            self.tr("Replace the file?"),
            self.tr("There is a file at {path} already. What is in it is lost.").format(path=_shown(path)),
            yes=self.tr("Replace"),
            no=self.tr("Keep it"),
            dangerous=True,
        )

    async def _write(self, path: Path, content: bytes, count: int) -> None:
        shown = _shown(path)
        try:
            await asyncio.to_thread(write_file, path, content)
        except DiskFull as error:
            self._notice.tell(error)
        except OSError as error:
            self._notice.say(
                self._words.failed,
                self.tr(
                    "The system says: {reason}. Nothing was changed at {path}. Choose another folder, or close the"
                    " program that has the file open, and export again."
                ).format(reason=bidi.auto(error.strerror or type(error).__name__), path=shown),
                tone="danger",
            )
        else:
            self._saved = str(path)
            self._notice.say(
                self._words.saved.format(n=bidi.ltr(f"{count:,}")),
                shown,
                tone="good",
                act=self.tr("Copy the path"),
            )

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(self._saved)


def _shown(path: Path) -> str:
    return bidi.ltr(QDir.toNativeSeparators(str(path)))
