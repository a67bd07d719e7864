"""A child process that tells what it does, one JSON line at a time, and can be killed at any moment."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.benchmarks.children import ROOT

Told = dict[str, Any]

PLACE = "CHAOS_KEYRING"
"""The environment variable that names the keyring's file."""
LONGEST = 60.0
"""Seconds after which what is waited for counts as never told: a bound against hangs, not a measure."""
_END_SECONDS = 30.0
_STRAY_LINES = 200


class NeverTold(Exception):
    """A child ended, or was silent, before it told what was waited for; the text has the end of its error output."""


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a program whose home is `home`; the keyring's file stands beside it."""
    return os.environ | {
        "QT_API": "pyside6",
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "PYTHON_KEYRING_BACKEND": "tests.chaos.keys.FileKeyring",
        PLACE: str(home.with_name(home.name + "-keyring.json")),
    }


def tell(**what: object) -> None:
    """In a child: tell the parent, from any thread; the line is in the pipe as a whole when this returns."""
    os.write(1, json.dumps(what).encode() + b"\n")


class Killable:
    """`python -m module arguments`; `begun` is when it was started, on the monotonic clock."""

    def __init__(
        self,
        module: str,
        *arguments: str,
        environment: Mapping[str, str],
        heard: Callable[[Told], None] = lambda _: None,
        before: tuple[str, ...] = (),
    ) -> None:
        """`heard` is called with everything the child tells, on a thread; `before` is what runs the interpreter."""
        self._module = module
        self._heard = heard
        self._told: list[Told] = []
        self._news = threading.Condition()
        self._over = False
        self._stray: list[str] = []
        self.begun = time.monotonic()
        self._process = subprocess.Popen(
            [*before, sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._readers = [
            threading.Thread(target=self._read, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def __enter__(self) -> Self:
        """Hand the child out; what is left of it at the end of the block is killed."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Kill it, if it still runs."""
        self.kill()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll()

    @property
    def stray(self) -> str:
        """The end of what the child wrote to standard error."""
        return "".join(self._stray)[-3000:].strip()

    def kill(self) -> None:
        """Kill -9, and return once everything it had told by then was heard."""
        self._process.kill()
        self._gather()

    def end(self) -> int:
        """Ask it to end and return its code. Raises NeverTold, and kills it, when it does not."""
        with contextlib.suppress(OSError):
            os.write(self._process.stdin.fileno(), b"end\n")  # type: ignore[union-attr]
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise NeverTold(f"{self._module} does not end: {self.stray}") from None
        self._gather()
        return int(self._process.returncode)

    def wait(self, key: str, seconds: float = LONGEST) -> Told:
        """Return the first thing told that has `key`. Raises NeverTold when the child ends or `seconds` pass before."""
        return self.wait_for(lambda told: next((one for one in told if key in one), None), key, seconds)

    def wait_for(self, found: Callable[[list[Told]], Told | None], what: str, seconds: float = LONGEST) -> Told:
        """Return what `found` finds in everything told so far; raises NeverTold as `wait` does."""
        deadline = time.monotonic() + seconds
        with self._news:
            while (one := found(self._told)) is None:
                if self._over:
                    raise NeverTold(f"{self._module} ended with {self.code} before {what}: {self.stray}")
                if not self._news.wait(max(0.0, deadline - time.monotonic())) and time.monotonic() >= deadline:
                    raise NeverTold(f"{self._module} did not tell {what} in {seconds:.0f} s: {self.stray}")
        return one

    def has_told(self, key: str) -> bool:
        """Tell whether the child told anything with this key."""
        with self._news:
            return any(key in one for one in self._told)

    def _gather(self) -> None:
        self._process.wait(_END_SECONDS)
        for reader in self._readers:
            reader.join(_END_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _read(self) -> None:
        for line in self._process.stdout or ():
            with contextlib.suppress(ValueError):
                document = json.loads(line)
                if isinstance(document, dict):
                    with self._news:
                        self._told.append(document)
                        self._news.notify_all()
                    self._heard(document)
        with self._news:
            self._over = True
            self._news.notify_all()

    def _read_errors(self) -> None:
        for line in self._process.stderr or ():
            self._stray.append(line.decode("utf-8", "replace"))
            del self._stray[:-_STRAY_LINES]
