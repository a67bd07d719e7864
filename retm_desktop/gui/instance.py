"""One running program for each data folder: a second start raises the first window and ends."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_RAISE = b"raise\n"
_WAIT_MS = 1_000


def _name(home: Path) -> str:
    return f"retm-desktop-{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]}"


def raise_running(home: Path) -> bool:
    """Ask a running program of this folder to come to the front; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(home))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(_RAISE)
    socket.waitForBytesWritten(_WAIT_MS)
    socket.disconnectFromServer()
    return True


class Instance(QObject):
    """Holds the name while the program runs; `raised` is told when somebody starts it again."""

    raised = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(_name(home)):
            # A program that was killed leaves its socket file behind; nobody answered on it, so it is stale.
            QLocalServer.removeServer(_name(home))
            self._server.listen(_name(home))

    def close(self) -> None:
        """Give the name up."""
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raised.emit()
