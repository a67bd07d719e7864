"""Child processes that tell what they do in lines of JSON on standard output, and end when standard input does."""

import asyncio
import atexit
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
_END_SECONDS = 15.0
_COMPILED = Path(tempfile.gettempdir(), f"retm-bench-compiled-{os.getpid()}")
atexit.register(shutil.rmtree, _COMPILED, ignore_errors=True)

SCREEN = (1920, 1080)
"""The size of every measured window: a full-HD screen, on which the whole board stands."""

Told = dict[str, Any]


class NotMeasured(Exception):
    """A measure could not be taken; the text says why."""


class Child:
    """A module of this folder (or any other) run by the same Python; `begun` is when it was started."""

    def __init__(self, module: str, *arguments: str) -> None:
        environment = os.environ | {
            "QT_API": "pyside6",
            "PYTHONUNBUFFERED": "1",
            "PYTHON_KEYRING_BACKEND": "retm_desktop.tour.keys.MemoryKeyring",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
        }
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        # An installed program has its modules compiled; a developer's settings must not change what is measured.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(_COMPILED)
        self._module = module
        self._lines: Queue[tuple[float, str]] = Queue()
        self._stray: list[str] = []
        self.begun = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for pipe, take in ((self._process.stdout, self._line), (self._process.stderr, self._stray.append)):
            threading.Thread(target=self._read, args=(pipe, take), daemon=True).start()

    def __enter__(self) -> Self:
        """Hand the child out; it is ended with the block."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End the child: ask first, insist after some seconds."""
        self.tell("end")
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def tell(self, word: str) -> None:
        """Write a line to the child; one that has ended already is left alone."""
        with contextlib.suppress(OSError, ValueError):
            if self._process.stdin is not None:
                self._process.stdin.write(word + "\n")
                self._process.stdin.flush()

    def told(self, key: str, seconds: float) -> tuple[float, Told]:
        """Return the next line that has `key`, and the moment it came on the clock of `begun`.

        Raises NotMeasured when the child ends before, or says nothing for `seconds`.
        """
        deadline = time.perf_counter() + seconds
        while True:
            try:
                at, line = self._lines.get(timeout=min(0.5, max(0.01, deadline - time.perf_counter())))
            except Empty:
                if self._process.poll() is not None and self._lines.empty():
                    raise NotMeasured(f"{self._module} ended with {self._process.returncode}: {self.stray}") from None
                if time.perf_counter() > deadline:
                    raise NotMeasured(f"{self._module} did not tell {key!r} in {seconds:.0f} s: {self.stray}") from None
                continue
            with contextlib.suppress(ValueError):
                document = json.loads(line)
                if isinstance(document, dict) and key in document:
                    return at, document

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def stray(self) -> str:
        """The end of what the child wrote to standard error."""
        return "".join(self._stray)[-1500:].strip()

    def _line(self, line: str) -> None:
        self._lines.put((time.perf_counter(), line))

    @staticmethod
    def _read(pipe: Any, take: Any) -> None:  # noqa: ANN401 - a text pipe and a function of a line
        for line in pipe:
            take(line)


def say(**what: object) -> None:
    """In a child: tell the parent."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def heard() -> asyncio.Queue[str]:
    """In a child, on its loop: return what the parent writes, line by line; an empty word says that it is gone."""
    loop, words = asyncio.get_running_loop(), asyncio.Queue[str]()

    def read() -> None:
        kept = b""
        while part := os.read(0, 4096):
            *lines, kept = (kept + part).split(b"\n")
            for line in lines:
                with contextlib.suppress(RuntimeError):
                    loop.call_soon_threadsafe(words.put_nowait, line.decode())
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(words.put_nowait, "")

    threading.Thread(target=read, daemon=True).start()
    return words


def asked(word: str) -> asyncio.Event:
    """In a child, on its loop: return an event that is set when the parent writes `word`, or is gone."""
    loop, event = asyncio.get_running_loop(), asyncio.Event()

    def read() -> None:
        # Read past `sys.stdin`: a thread that holds its lock at exit makes Python abort.
        heard = b""
        while word.encode() not in heard:
            part = os.read(0, 4096)
            if not part:
                break
            heard += part
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(event.set)

    threading.Thread(target=read, daemon=True).start()
    return event
