"""Runs the program's own command line; lets damage be found, presses "Repair now" and reads what is said then."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from retm_desktop import start
from retm_desktop.__main__ import main
from retm_desktop.app import STORE_NAME, Program
from retm_desktop.domain.text import plain
from retm_desktop.gui.store_notice import StoreNotice
from retm_desktop.store.database import marker_of

_EVERY_MS = 50


def _notice() -> StoreNotice | None:
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return next((one for window in windows for one in window.findChildren(StoreNotice) if one.isVisible()), None)


class Hand(QTimer):
    """Looks at the windows again and again, and acts once it sees what it waits for."""

    def __init__(self, home: Path, told: Path) -> None:
        super().__init__()
        self._home = home
        self._told = told
        self._words: list[str] = []
        self.timeout.connect(self._look)
        self.start(_EVERY_MS)

    def _look(self) -> None:
        notice = _notice()
        if notice is None:
            if not self._words:
                marker_of(self._home / STORE_NAME).write_text("\ndatabase disk image is malformed", "utf-8")
            return
        title = plain(notice.title.text())
        if title in self._words:
            return
        self._words.append(title)
        if notice.button.isVisible():
            notice.button.click()
            return
        self._told.write_text(json.dumps(self._words), "utf-8")
        self.stop()
        for window in QApplication.topLevelWidgets():
            window.close()


class Watched(Program):
    """The program, with a hand at its windows."""

    hand: Hand | None = None

    def show(self) -> None:
        super().show()
        if Watched.hand is None:
            Watched.hand = Hand(self._options.home, told)


if __name__ == "__main__":
    told = Path(sys.argv.pop(1))
    start.Program = Watched  # type: ignore[misc]
    main()
