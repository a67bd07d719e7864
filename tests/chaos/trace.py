"""What a process asked of the kernel, in the order in which it was done, out of strace's file."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = "read,recvfrom,recvmsg,write,sendto,sendmsg,writev,pwrite64,fsync,fdatasync"
_BYTES = 16_384
_LINE = re.compile(r"^(\d+)\s+(.*)$")
_RESUMED = re.compile(r"^<\.\.\. (\w+) resumed>(.*)$", re.DOTALL)
_CALL = re.compile(r"^(\w+)\((\d+)<([^>]*)>(.*)$", re.DOTALL)
_UNFINISHED = " <unfinished ...>"
_ANSWERED = re.compile(r"= (-?\d+)[^=]*$")


@dataclass(frozen=True)
class Call:
    """One call that has come back: `text` holds what was read or written, `answer` what the kernel said."""

    thread: int
    name: str
    file: int
    path: str
    text: str
    answer: int


def why_not() -> str:
    """Return why processes cannot be traced here, empty where they can."""
    if not sys.platform.startswith("linux") or shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not trace here"


def traced_by(file: Path) -> tuple[str, ...]:
    """Return what has to stand before a command so that it is traced, with all its threads, into `file`."""
    what = ("-e", f"trace={CALLS}", "-e", "signal=none", "-s", str(_BYTES))
    return ("strace", "-f", "-qq", "-y", *what, "-o", str(file))


def calls(file: Path) -> Iterator[Call]:
    """Yield the calls in the order in which they came back; a call that never did is left out."""
    begun: dict[int, str] = {}
    for line in file.read_text("utf-8", errors="replace").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        thread, text = int(found[1]), found[2]
        if text.endswith(_UNFINISHED):
            begun[thread] = text.removesuffix(_UNFINISHED)
            continue
        if (resumed := _RESUMED.match(text)) is not None:
            text = begun.pop(thread, "") + resumed[2]
        call, answered = _CALL.match(text), _ANSWERED.search(text)
        if call is not None and answered is not None:
            yield Call(thread, call[1], int(call[2]), call[3], call[4], int(answered[1]))
