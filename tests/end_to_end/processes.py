"""The program in a process of its own."""

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LONGEST = 60.0
"""Seconds a process may take: a bound against hangs, not a measure."""


@dataclass(frozen=True)
class Ended:
    """How a process ended, and the words of the refusal window, if it showed one."""

    code: int
    output: str
    words: str


async def run_program(*arguments: str, told: Path | None = None, hand: str = "refused_start") -> Ended:
    """Run `retm-desktop` with these arguments; with `told` the module `hand` works its windows, and reads."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    program = ["-m", "retm_desktop"] if told is None else ["-m", f"tests.end_to_end.{hand}", str(told)]
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, *program, *arguments],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
        env=environment,
        cwd=Path(__file__).parents[2],
    )
    return Ended(done.returncode, done.stdout + done.stderr, _words(told))


def _words(told: Path | None) -> str:
    return " ".join(json.loads(told.read_text("utf-8"))) if told is not None and told.is_file() else ""
