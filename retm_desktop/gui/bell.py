"""The sound for new orders: once when they come, and again until somebody has seen or acted on them."""

import asyncio
import io
import logging
import shutil
import sys
import wave
from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTimer

from retm_desktop.domain.stages import Stage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.resources import resource
from retm_desktop.store.intake import Source
from retm_desktop.store.ledger import LedgerRow, Missed

log = logging.getLogger(__name__)

ON = "sound.on"
"""Key of the setting: whether new orders sound."""
VOLUME = "sound.volume"
"""Key of the setting: how loud, in percent."""
USUAL_VOLUME = 80
TROUBLE = "sound.trouble"
"""Key of the setting: the `Trouble` of the last attempt to play."""

_AGAIN_MS = 30_000
_APART_MS = 5_000
"""A burst of webhooks rings once: the next sound waits for so long."""
_JUST = timedelta(minutes=1)
"""An order that was sent so shortly before the program began is as good as new."""
_BEFORE = timedelta(minutes=5)
"""What came so shortly before the start is rung for as well, where it was not: the program may have crashed."""
_FRESH = timedelta(hours=24)
"""Older orders are history, whatever their stage."""
_MOST_RINGING = 200
_LONGEST_SECONDS = 10.0


class Trouble(StrEnum):
    """Why a sound was not played; the words are kept in the settings."""

    NONE = ""
    NO_DEVICE = "no_device"
    NO_PLAYER = "no_player"


def trouble_words(trouble: str) -> str:
    """Return in a sentence why sounds do not play, empty where they do."""
    translate = QCoreApplication.translate
    match trouble:
        case Trouble.NO_DEVICE:
            return translate(
                "Bell", "No sound device plays. Connect a loudspeaker, and look at the system's sound settings."
            )
        case Trouble.NO_PLAYER:
            return translate(
                "Bell", "No program that plays sounds was found. On Linux install pulseaudio-utils or alsa-utils."
            )
        case _:
            return ""


class Player(Protocol):
    """What plays the sound."""

    async def play(self, volume: float) -> Trouble:
        """Play, `volume` from 0 to 1; NONE only once it has been played."""


Command = tuple[str, Sequence[str]]
"""A program and its arguments."""


def system_players(file: Path, volume: float) -> list[Command]:
    """Return what may play a file on this system, the first that is there to be tried first."""
    if sys.platform == "darwin":
        known: list[Command] = [("afplay", ("-v", f"{volume:.2f}", str(file)))]
    else:
        known = [
            ("pw-play", (f"--volume={volume:.2f}", str(file))),
            # PulseAudio counts from 0 to 65,536; ALSA's own player knows no loudness.
            ("paplay", (f"--volume={round(volume * 65_536)}", str(file))),
            ("aplay", ("-q", str(file))),
        ]
    return [(found, arguments) for name, arguments in known if (found := shutil.which(name))]


class Chime:
    """Plays the sound with the system's own player.

    Not in this process: QtMultimedia 6.11 aborts it when the PulseAudio server goes ("Assertion 'c' failed"), and its
    QSoundEffect now and then leaves a socket notifier behind over which the window's loop spins ("Invalid socket").
    """

    def __init__(self, players: Callable[[Path, float], Sequence[Command]] = system_players) -> None:
        """`players` returns the programs to try, given the file and the volume."""
        self._players = players
        self._file = resource("sounds", "new-order.wav")

    async def play(self, volume: float) -> Trouble:
        """Play; NONE only once it has been played."""
        if sys.platform == "win32":
            return await asyncio.to_thread(_play_on_windows, self._file, volume)
        players = self._players(self._file, volume)
        for program, arguments in players:
            if await _succeeds(program, arguments):
                return Trouble.NONE
        return Trouble.NO_DEVICE if players else Trouble.NO_PLAYER


async def _succeeds(program: str, arguments: Sequence[str]) -> bool:
    """Run a program; tell whether it ended well within its time, and end it where it did not."""
    process = QProcess()
    process.setProcessEnvironment(_environment())
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    over = asyncio.Event()
    process.finished.connect(lambda _code, _status: over.set())
    process.errorOccurred.connect(lambda _error: over.set())
    process.start(program, list(arguments))
    try:
        async with asyncio.timeout(_LONGEST_SECONDS):
            await over.wait()
    except TimeoutError:
        return False
    finally:
        if process.state() != QProcess.ProcessState.NotRunning:
            process.kill()
            process.waitForFinished(1000)
    ran = process.error() == QProcess.ProcessError.UnknownError
    return ran and process.exitStatus() == QProcess.ExitStatus.NormalExit and process.exitCode() == 0


def _environment() -> QProcessEnvironment:
    """Return the environment for a program of the system: a packaged build's own libraries are not for it."""
    environment = QProcessEnvironment.systemEnvironment()
    if getattr(sys, "frozen", False):
        original = environment.value("LD_LIBRARY_PATH_ORIG")
        environment.remove("LD_LIBRARY_PATH")
        if original:
            environment.insert("LD_LIBRARY_PATH", original)
    return environment


def softened(file: bytes, volume: float) -> bytes:
    """Return a wave file of 16-bit samples with its samples made softer, `volume` from 0 to 1."""
    with wave.open(io.BytesIO(file)) as read:
        parameters, samples = read.getparams(), array("h", read.readframes(read.getnframes()))
    out = io.BytesIO()
    with wave.open(out, "wb") as written:
        written.setparams(parameters)
        written.writeframes(array("h", (round(sample * volume) for sample in samples)).tobytes())
    return out.getvalue()


def _play_on_windows(file: Path, volume: float) -> Trouble:
    if sys.platform != "win32":
        return Trouble.NO_PLAYER
    import winsound  # noqa: PLC0415 - there is none elsewhere

    try:
        winsound.PlaySound(softened(file.read_bytes(), volume), winsound.SND_MEMORY | winsound.SND_NODEFAULT)
    except RuntimeError:
        return Trouble.NO_DEVICE
    return Trouble.NONE


class Bell(QObject):
    """Rings for the active restaurant's new orders.

    The first reading of a restaurant is silent; what came while the program was closed is rung for once, when it is
    all there. Everything else rings until it is seen or acted on.
    """

    def __init__(
        self,
        desk: Desk,
        player: Player,
        parent: QObject | None = None,
        *,
        again_ms: int = _AGAIN_MS,
        apart_ms: int = _APART_MS,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._player = player
        tasks = ViewTasks(self, desk.background)
        self._looking = Rereading(tasks, "new", self._look)
        self._ringing_again = Rereading(tasks, "again", self._ring_again)
        self._again = QTimer(self, interval=again_ms)
        self._again.timeout.connect(self._ringing_again.ask)
        self._apart = QTimer(self, singleShot=True, interval=apart_ms)
        self._apart.timeout.connect(self._looking.ask)
        bridge = desk.bridge
        bridge.orders_changed.connect(self._looking.ask)
        bridge.status_changed.connect(lambda _status: self._settle())
        bridge.active_changed.connect(self._begin)
        self._begin()

    @property
    def ringing(self) -> tuple[int, ...]:
        """Keys of the orders that it rings for again, as far as is known."""
        return tuple(self._ringing)

    def _begin(self) -> None:
        self._begun = self._desk.now()
        self._since = self._begun - _BEFORE
        self._whole_at: datetime | None = None
        self._tried: dict[int, None] = {}
        self._ringing: dict[int, None] = {}
        self._again.stop()
        self._settle()

    def _settle(self) -> None:
        """Notice that the orders have been read whole for the first time."""
        read_at = self._desk.house.status.updated_at
        if self._whole_at is None and read_at is not None and read_at >= self._begun:
            self._whole_at = read_at
            self._looking.ask()

    async def _look(self) -> None:
        connection_id, whole_at = self._desk.connection_id, self._whole_at
        # Its end asks again.
        if not connection_id or self._apart.isActive():
            return
        rows = await self._desk.ledger.silent(connection_id, self._since)
        if connection_id != self._desk.connection_id:
            return
        live = [row.key for row in rows if self._is_live(row) and row.key not in self._tried]
        missed = [row.key for row in rows if whole_at and self._is_missed_backlog(row) and row.key not in self._tried]
        if whole_at:
            # What the first reading brought is dealt with.
            self._since = max(self._since, whole_at)
        if not live and not missed:
            return
        for key in (*live, *missed):
            _remember(self._tried, key)
        for key in live:
            _remember(self._ringing, key)
        self._apart.start()
        if self._ringing:
            self._again.start()
        await self._ring((*live, *missed))

    def _is_live(self, row: LedgerRow) -> bool:
        if self._desk.now() - row.sent_at > _FRESH:
            return False
        if row.how is Source.WEBHOOK or row.sent_at >= self._begun - _JUST:
            return True
        return self._whole_at is not None and row.received_at > self._whole_at

    def _is_missed_backlog(self, row: LedgerRow) -> bool:
        return row.missed is not Missed.NOT and self._desk.now() - row.sent_at <= _FRESH and not self._is_live(row)

    async def _ring_again(self) -> None:
        waiting = []
        for key in tuple(self._ringing):
            row = await self._desk.ledger.row(key)
            if row is None or row.seen_at or row.acted_at or row.stage is not Stage.NEW:
                self._ringing.pop(key, None)
            else:
                waiting.append(key)
        if waiting:
            await self._ring(waiting)
        elif not self._ringing:
            self._again.stop()

    async def _ring(self, keys: Iterable[int]) -> None:
        settings = self._desk.settings
        if not settings.get(ON, bool, True):
            return
        began = self._desk.now()
        trouble = await self._player.play(settings.get(VOLUME, int, USUAL_VOLUME) / 100)
        if settings.get(TROUBLE, str, "") != trouble.value:
            log.info("sound for new orders: %s", trouble.value or "plays")
            settings.set(TROUBLE, trouble.value)
        if trouble is Trouble.NONE:
            await self._desk.ledger.sounded(list(keys), began)


def _remember(keys: dict[int, None], key: int) -> None:
    keys[key] = None
    if len(keys) > _MOST_RINGING:
        del keys[next(iter(keys))]
