"""The log file: rotating, from the first moment, with secrets and phone numbers taken out before they reach it."""

import faulthandler
import logging
import logging.handlers
import re
import sys
from pathlib import Path
from typing import Final

_HIDDEN: Final = "[hidden]"
_PATTERNS: Final = (
    re.compile(r"(?i)\b(bearer\s+)[\w.~+/=-]+"),
    re.compile(
        r"(?i)([\"']?\b(?:access_token|refresh_token|client_secret|token|code|state|password|authorization)\b[\"']?"
        r"\s*[=:]\s*[\"']?)[^\s\"'&,;}\])]+"
    ),
    re.compile(r"()\b(?:eyJ[\w-]{8,}|whk_[\w-]{8,})[\w.-]*"),
    re.compile(r"()(?<![\w.-])(?:\+|00)?(?:966[\s-]?|0)5\d(?:[\s-]?\d){7}\b"),
)
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), 127))


def redacted(text: str) -> str:
    """Return `text` without bearer tokens, secrets, codes, Saudi mobile numbers and control characters."""
    for pattern in _PATTERNS:
        text = pattern.sub(lambda found: f"{found.group(1)}{_HIDDEN}", text)
    return text.translate(_CONTROL)


class RedactingFormatter(logging.Formatter):
    """Formats a record, trace included, and redacts the whole of it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the redacted line or lines of one record."""
        return redacted(super().format(record))


def start_log(folder: Path, *, verbose: bool = False) -> Path:
    """Write the log to `folder`/retm-desktop.log (three files of 2 MB) and crashes beside it; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "retm-desktop.log"
    form = RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    to_file = logging.handlers.RotatingFileHandler(path, maxBytes=2_000_000, backupCount=2, encoding="utf-8")
    to_file.setFormatter(form)
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(to_file)
    if sys.stderr is not None:
        to_screen = logging.StreamHandler(sys.stderr)
        to_screen.setFormatter(form)
        to_screen.setLevel(logging.DEBUG if verbose else logging.WARNING)
        root.addHandler(to_screen)
    for chatty in ("httpx", "httpcore", "uvicorn", "asyncio", "qasync"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
    return path


def log_tail(folder: Path, lines: int = 200) -> str:
    """Return the last lines of the log, for "copy report"."""
    path = folder / "retm-desktop.log"
    if not path.is_file():
        return ""
    return "\n".join(path.read_text("utf-8", errors="replace").splitlines()[-lines:])
