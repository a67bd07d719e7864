"""The process that starts the test, reads what it tells, and cleans up; it knows no Qt, which may be broken.

A library that ends its process (a missing platform, a broken browser engine) is an item that is broken, not silence.
"""

import importlib.metadata
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from retm_desktop.log import redacted
from retm_desktop.self_test.items import INFORMATION, NAMES, Item, Line

LONGEST = 240.0
"""Seconds for the whole test; a computer that is slow and busy needs some thirty."""
_TAIL = 600


class Report(msgspec.Struct, frozen=True):
    """What a packaging script reads."""

    ok: bool
    version: str
    system: str
    seconds: float
    items: list[Item]


def run_outside(*, as_json: bool, command: Sequence[str] | None = None, longest: float = LONGEST) -> int:
    """Run the test and print its report; return 0 where everything works, 1 where something is broken.

    Nothing is left behind, neither files nor processes. `command` starts the process that is tested; the folder it
    may use is added to it.
    """
    begun = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="retm-self-test-"))
    try:
        told, problem = _run([*(command or _own_command()), str(folder)], folder, longest)
    finally:
        left = _remove(folder)
    items = _items(told, problem)
    items.append(Item("clean", not left, left, 0.0))
    ok = all(item.ok or item.information for item in items)
    report = Report(ok, _version(), platform.platform(), round(time.monotonic() - begun, 2), items)
    sys.stdout.write(_json(report) if as_json else _lines(report))
    sys.stdout.flush()
    return 0 if ok else 1


def _own_command() -> list[str]:
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "retm_desktop"]
    return [*own, "self-test", "--inside"]


def _run(command: list[str], folder: Path, longest: float) -> tuple[list[Line], str]:
    """Return what was told, and why it ended where that was not as it should be."""
    temporary = folder / "temporary"
    temporary.mkdir()
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "TMPDIR": str(temporary)}
    # Caches and profiles of the libraries go with the folder, too.
    environment |= {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_DATA_HOME": str(folder / "data")}
    no_screen = sys.platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
    if no_screen:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        return [], f"the program cannot be started: {error.strerror}"
    problem = ""
    try:
        written, complaints = process.communicate(timeout=longest)
    except subprocess.TimeoutExpired:
        problem = f"not done after {longest:.0f} s"
        _end(process)
        written, complaints = process.communicate()
    _end(process)
    if not problem and process.returncode not in (0, 1):
        problem = f"the process ended with {_ending(process.returncode)}"
    said = redacted(complaints.decode("utf-8", "replace")).strip()[-_TAIL:]
    return _read(written), f"{problem}: {said}" if problem and said else problem


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and every process it started."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _ending(code: int) -> str:
    try:
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
    except ValueError:
        return f"code {code}"


def _read(written: bytes) -> list[Line]:
    lines = []
    for text in written.splitlines():
        with suppress(msgspec.DecodeError):
            lines.append(msgspec.json.decode(text, type=Line))
    return lines


def _items(told: list[Line], problem: str) -> list[Item]:
    """Return an item for every name: those told, the one under way at the end, and those never reached."""
    ended = {line.item.name: line.item for line in told if line.item is not None}
    begun = [line.begins for line in told if line.begins and line.begins not in ended]
    items = []
    for name in NAMES:
        detail = problem or "it ended without a word" if name in begun else "not reached"
        if not told and name == NAMES[0]:
            detail = problem or "the program told nothing"
        items.append(ended.get(name) or Item(name, False, detail, 0.0, name in INFORMATION))
    return items


def _remove(folder: Path) -> str:
    """Remove the folder; return what is in the way, empty where nothing is."""
    import shutil  # noqa: PLC0415 - needed once

    deadline = time.monotonic() + 5.0
    while True:
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return ""
        if time.monotonic() > deadline:
            return f"{folder} cannot be removed"
        time.sleep(0.1)  # On Windows a process that has just ended holds its files for a moment.


def _version() -> str:
    try:
        return importlib.metadata.version("retm-desktop")
    except importlib.metadata.PackageNotFoundError:
        return ""


def _json(report: Report) -> str:
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def _lines(report: Report) -> str:
    lines = []
    for item in report.items:
        word = "ok" if item.ok else "note" if item.information else "BROKEN"
        lines.append(f"{word:7}{item.name:16}{item.seconds:6.2f} s  {item.detail}".rstrip())
    broken = sum(not item.ok and not item.information for item in report.items)
    lines.append(f"{'ok' if report.ok else f'{broken} broken'} after {report.seconds:.1f} s")
    return "\n".join(lines) + "\n"
