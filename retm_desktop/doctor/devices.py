"""Asking for sound and printers in a process of its own: their libraries may be missing, hang, or end a process."""

import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress

import msgspec

from retm_desktop.doctor.finding import LEVELS, NO_ANSWER, Check, Figure, Finding, finding
from retm_desktop.doctor.own_thread import in_own_thread

SECONDS = 12.0
"""How long the process may take; starting it is most of that on a slow computer."""
_CHECKS = (Check.SOUND, Check.PRINTER)
_MOST_BYTES = 64 * 1024


class _Line(msgspec.Struct, frozen=True):
    """What the process writes of one device."""

    check: Check
    code: str
    figures: dict[str, str | int] = {}


def devices_command() -> list[str]:
    """Return the command that asks for sound and printers and writes a line of JSON for each."""
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "retm_desktop"]
    return [*own, "doctor", "--devices"]


def line_of(check: Check, code: str, **figures: str | int) -> str:
    """Return the line that tells of a device."""
    return msgspec.json.encode(_Line(check, code, figures)).decode()


async def look_at_devices(command: Sequence[str], seconds: float = SECONDS) -> Mapping[Check, Finding]:
    """Return what is found of sound and printers; the process has ended when this returns or is cancelled."""
    child = _Child(command, seconds)
    try:
        return await in_own_thread(child.told)
    finally:
        child.end()


class _Child:
    """The process, ended from whichever thread wants its end first."""

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self._command = list(command)
        self._seconds = seconds
        self._lock = threading.Lock()
        self._unwanted = False
        self._process: subprocess.Popen[bytes] | None = None

    def told(self) -> dict[Check, Finding]:
        try:
            with self._lock:
                if self._unwanted:
                    return {}
                process = self._process = subprocess.Popen(  # noqa: S603 - our own program
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
        except OSError:
            return {check: finding(check, "missing") for check in _CHECKS}
        rest = "missing"
        try:
            written, _ = process.communicate(timeout=self._seconds)
        except subprocess.TimeoutExpired:
            rest = NO_ANSWER
            process.kill()
            written, _ = process.communicate()
        found = {line.check: finding(line.check, line.code, **_figures(line)) for line in _lines(written)}
        left: dict[str, Figure] = {"seconds": self._seconds} if rest == NO_ANSWER else {}
        return {check: found.get(check) or finding(check, rest, **left) for check in _CHECKS}

    def end(self) -> None:
        with self._lock:
            self._unwanted = True
            process = self._process
        if process is not None and process.poll() is None:
            with suppress(OSError):
                process.kill()


def _lines(written: bytes) -> list[_Line]:
    found = []
    for text in written[:_MOST_BYTES].splitlines():
        with suppress(msgspec.DecodeError):
            line = msgspec.json.decode(text, type=_Line)
            if line.code in LEVELS[line.check]:
                found.append(line)
    return found


def _figures(line: _Line) -> dict[str, Figure]:
    return dict(line.figures)
