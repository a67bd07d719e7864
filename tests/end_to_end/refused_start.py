"""Runs the program's own command line in a process of its own; closes the refusal window after reading it aloud."""

import json
import sys
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton

from retm_desktop.__main__ import main
from retm_desktop.domain.text import plain
from retm_desktop.gui import refusal


class ReadRefusal(refusal.RefusalWindow):
    """Writes its words to `told`, then presses its own Close."""

    told: ClassVar[Path]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._read)

    def _read(self) -> None:
        words = [plain(one.text()) for one in self.findChildren(QLabel) if one.text()]
        self.told.write_text(json.dumps(words), "utf-8")
        close = self.findChild(QPushButton, "refusal_close")
        assert close is not None
        close.click()


if __name__ == "__main__":
    ReadRefusal.told = Path(sys.argv.pop(1))
    refusal.RefusalWindow = ReadRefusal  # type: ignore[misc]
    main()
