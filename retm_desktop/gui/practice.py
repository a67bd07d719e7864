"""The practice restaurant as a process of its own: started on demand, ended with the program."""

import asyncio
import json
import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

from retm_desktop.domain.errors import PracticeFailed
from retm_desktop.gui.desk import Practice
from retm_desktop.providers.retm.environment import sandbox_environment

_START_SECONDS = 30.0
_END_MS = 3_000


class PracticeRestaurant(QObject):
    """Runs `retm-sandbox`; it ends by itself when its standard input closes, so it never outlives us."""

    def __init__(self, arguments: Sequence[str] = ("--orders", "60", "--rate", "6")) -> None:
        super().__init__()
        self._arguments = list(arguments)
        self._process: QProcess | None = None
        self._practice: Practice | None = None
        self.address = ""
        """Where it serves; empty before it was started."""

    @property
    def running(self) -> Practice | None:
        """The restaurant while it runs."""
        alive = self._process is not None and self._process.state() == QProcess.ProcessState.Running
        return self._practice if alive else None

    async def start(self, partner: str) -> Practice:
        """Start it, or return the running one; `partner` is our listener's address. Raises PracticeFailed."""
        if self.running is not None:
            return self.running
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        told: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def line_came() -> None:
            if process.canReadLine() and not told.done():
                told.set_result(process.readLine().toStdString())

        def ended() -> None:
            if not told.done():
                told.set_exception(PracticeFailed(process.readAllStandardError().toStdString()[-500:]))

        process.readyReadStandardOutput.connect(line_came)
        process.finished.connect(ended)
        process.errorOccurred.connect(ended)
        frozen = getattr(sys, "frozen", False)
        module = ["sandbox"] if frozen else ["-m", "retm_desktop.sandbox"]
        seed = str(int.from_bytes(os.urandom(3)))
        process.start(
            sys.executable,
            [*module, "--port", "0", "--partner", partner, "--seed", seed, "--until-stdin-closes", *self._arguments],
        )
        self._process = process
        try:
            started = json.loads(await asyncio.wait_for(told, _START_SECONDS))
            self.address = started["listening"]
            self._practice = Practice(
                sandbox_environment(started["listening"]), started["client_id"], started["client_secret"]
            )
        except (TimeoutError, ValueError, KeyError) as error:
            self.stop()
            raise PracticeFailed(str(error)) from error
        # What it writes afterwards is not needed; read so that its pipe never fills.
        process.readyReadStandardError.connect(process.readAllStandardError)
        return self._practice

    def stop(self) -> None:
        """End it, gently first."""
        process, self._process, self._practice = self._process, None, None
        if process is None:
            return
        process.blockSignals(True)
        process.closeWriteChannel()
        process.terminate()
        if not process.waitForFinished(_END_MS):
            process.kill()
            process.waitForFinished(_END_MS)
        process.deleteLater()
