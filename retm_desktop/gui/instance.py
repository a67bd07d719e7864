"""One running program for each data folder: a second start raises the first window and ends.

The lock file is the one truth about who owns the folder; the local socket only carries "come to the front".
"""

import hashlib
import logging
import time
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QLockFile, QObject, QSysInfo, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from retm_desktop.domain.errors import DiskFull, OperatorError
from retm_desktop.store.database import has_room

log = logging.getLogger(__name__)

LOCK_NAME = "owner.lock"
"""The file in the data folder that names the owner: process, program, computer (QLockFile's own format)."""
PATIENCE = 10.0
"""Seconds an owner has to answer; one that is just starting, just ending or busy for a moment gets them."""
_RAISED = b"raised\n"
_CONNECT_MS = 300
_ANSWER_MS = 1_000
_PAUSE_MS = 50
_HALF_WRITTEN_SECONDS = 5.0
"""A lock file that names nobody is being written, unless it is older: then its writer was killed half way."""


class OwnerSilent(OperatorError):
    """The program is running on this folder and does not answer; `process` is its number, 0 where it is not known."""

    code: ClassVar[str] = "owner_silent"

    def __init__(self, detail: str = "", process: int = 0) -> None:
        super().__init__(detail)
        self.process = process


class OwnerElsewhere(OperatorError):
    """The program is running on this folder on another computer, named `computer`."""

    code: ClassVar[str] = "owner_elsewhere"

    def __init__(self, detail: str = "", computer: str = "") -> None:
        super().__init__(detail)
        self.computer = computer


def _name(home: Path) -> str:
    return f"retm-desktop-{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]}"


def raise_running(home: Path) -> bool:
    """Ask a running program of this folder to come to the front, by connecting; True only once it has answered.

    A program that is stopped or stuck still lets one connect: the system does that in its place.
    """
    caller = QLocalSocket()
    caller.connectToServer(_name(home))
    if not caller.waitForConnected(_CONNECT_MS):
        return False
    # The answer may have come with the connection: waiting for more would wait for nothing.
    if not caller.bytesAvailable():
        caller.waitForReadyRead(_ANSWER_MS)
    answered = caller.readAll().data() == _RAISED
    caller.disconnectFromServer()
    return answered


class Instance(QObject):
    """Owns the data folder while the program runs; `raised` is told when somebody starts it again."""

    raised = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._home = home
        self._lock = QLockFile(str(home / LOCK_NAME))
        # A lock never grows stale by age, only by the end of its process: an owner may run for weeks.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def own(self, patience: float = PATIENCE) -> bool:
        """Become the owner of the folder; False when another program is and has come to the front.

        Raises:
            OwnerSilent: the owner has not answered within `patience` seconds.
            OwnerElsewhere: the owner is another computer (the folder is on a drive both can reach).
            DiskFull: there is no room for the lock.
            OSError: the lock cannot be written for another reason.
        """
        deadline = time.monotonic() + patience
        while not self._lock.tryLock(_PAUSE_MS):
            self._blame()
            if raise_running(self._home):
                return False
            process, computer = self._owner()
            if computer and computer != QSysInfo.machineHostName():
                raise OwnerElsewhere(f"process {process} on {computer}", computer)
            if time.monotonic() >= deadline:
                raise OwnerSilent(f"process {process}", process)
        # Whatever socket there is belongs to nobody that lives.
        QLocalServer.removeServer(_name(self._home))
        if not self._server.listen(_name(self._home)):
            log.info("a second start cannot raise this window: %s", self._server.errorString())
        return True

    def hush(self) -> None:
        """Answer nobody any more: the program is about to end, and a start in this moment waits for the folder."""
        self._server.close()

    def close(self) -> None:
        """Give the folder up; safe to call twice and without having owned it."""
        self._server.close()
        self._lock.unlock()

    def _blame(self) -> None:
        """Raise unless it is somebody else's lock that was in the way; clear one whose writer was killed half way."""
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            if not has_room(self._home):
                raise DiskFull("no room for the lock of the data folder")
            raise PermissionError(f"the lock of {self._home} cannot be written")
        if not self._owner()[0]:
            try:
                age = time.time() - (self._home / LOCK_NAME).stat().st_mtime
            except OSError:
                return
            if age > _HALF_WRITTEN_SECONDS:
                self._lock.removeStaleLockFile()

    def _owner(self) -> tuple[int, str]:
        """Return process and computer of the lock's owner; (0, "") where the file does not say."""
        process, computer, _program = self._lock.getLockInfo()
        return process, computer

    def _answer(self) -> None:
        caller = self._server.nextPendingConnection()
        if caller is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.write(_RAISED)
            caller.flush()
            self.raised.emit()
