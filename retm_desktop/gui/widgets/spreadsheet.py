"""A table as a file for a spreadsheet: comma-separated, UTF-8 with a mark that tells spreadsheets so."""

import csv
import io
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from retm_desktop.domain.text import plain
from retm_desktop.slices import in_slices
from retm_desktop.store.database import told_errors

Cells = Sequence[str]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a text for something to calculate."""
_LONGEST_NUMBER = 15
"""A spreadsheet rounds whatever has more digits."""


def as_words(text: str) -> str:
    """Return a text a spreadsheet neither calculates nor rounds: an apostrophe stands before it where it would."""
    text = plain(text)
    is_number = text.isdigit() and len(text) > _LONGEST_NUMBER
    return f"'{text}" if is_number or text.startswith(_FORMULA) else text


async def csv_file(headings: Cells, lines: Sequence[Cells]) -> bytes:
    """Return the file, made without holding up the window."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)

    def write(line: Cells) -> None:
        writer.writerow([plain(cell) for cell in line])

    await in_slices(write, lines)
    return out.getvalue().encode("utf-8-sig")


def write_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all.

    Raises DiskFull, and OSError for anything else that is wrong with the place.
    """
    with told_errors():
        number, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        unfinished = Path(name)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            # A file made for one's own use only would puzzle whoever one hands it to.
            unfinished.chmod(0o644)
            unfinished.replace(path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
