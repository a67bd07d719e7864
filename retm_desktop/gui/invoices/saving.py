"""Saving the listed invoices as a file: asks where, writes off the loop, and says what became of it."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from retm_desktop.domain.errors import DiskFull
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.dialogs import ask
from retm_desktop.gui.invoices.export import as_csv, read_all, write_file
from retm_desktop.gui.invoices.names import InvoiceNames
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.invoices import InvoiceQuery

_FOLDER = "invoices.export_folder"


class Saving(QObject):
    """One export at a time; `changed` is told when one begins and when it is over."""

    changed = Signal()

    def __init__(self, desk: Desk, view: QWidget, notice: Notice) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._notice = notice
        self._tasks = ViewTasks(view, desk.background)
        self._saved = ""
        self.running = False
        notice.acted.connect(self._copy_path)

    def begin(self, query: InvoiceQuery, names: InvoiceNames, days: str) -> None:
        """Ask where to save the invoices of `query`; `days` goes into the name that is proposed."""
        if not self.running:
            self.running = True
            self.changed.emit()
            self._tasks.spawn(self._save(query, names, days), "export")

    async def _save(self, query: InvoiceQuery, names: InvoiceNames, days: str) -> None:
        try:
            path = await self._ask_where(days)
            if path is not None:
                rows = await read_all(self._desk, query)
                await self._write(path, await as_csv(self._desk, names, rows), len(rows))
        finally:
            self.running = False
            self.changed.emit()

    async def _ask_where(self, days: str) -> Path | None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = self._desk.settings.get(_FOLDER, str, "") or documents
        dialog = QFileDialog(self._view, self.tr("Export the invoices"), folder, self.tr("Table (*.csv)"))
        dialog.setObjectName("invoices_export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        # Qt's own dialog would ask in a loop of its own, in which everything else stands still.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile("-".join(part for part in ("invoices", days) if part) + ".csv")
        if await ask(dialog) != QDialog.DialogCode.Accepted or not dialog.selectedFiles():
            return None
        path = Path(dialog.selectedFiles()[0])
        self._desk.settings.set(_FOLDER, str(path.parent))
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
                self.tr("The invoices could not be written."),
                self.tr(
                    "The system says: {reason}. Nothing was changed at {path}. Choose another folder, or close the"
                    " program that has the file open, and export again."
                ).format(reason=bidi.auto(error.strerror or type(error).__name__), path=shown),
                tone="danger",
            )
        else:
            self._saved = str(path)
            self._notice.say(
                self.tr("Invoices exported: {n}").format(n=bidi.ltr(f"{count:,}")),
                shown,
                tone="good",
                act=self.tr("Copy the path"),
            )

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(self._saved)


def _shown(path: Path) -> str:
    return bidi.ltr(QDir.toNativeSeparators(str(path)))
