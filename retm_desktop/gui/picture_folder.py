"""The folder of downloaded pictures: bounded in bytes, the least recently used go first. Every method may block."""

import contextlib
import hashlib
import logging
import os
import threading
from collections import OrderedDict
from pathlib import Path

log = logging.getLogger(__name__)

_UNFINISHED = ".part"


class PictureFolder:
    """Bodies by address, of at most `limit` bytes together; what the disk refuses is simply not kept.

    Safe from several threads. When a picture was last used is the time of its file, and so outlives the program.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._lock = threading.Lock()
        self._sizes: OrderedDict[str, int] | None = None
        self._total = 0

    @property
    def limit(self) -> int:
        """Bytes the files may take together."""
        return self._limit

    def read(self, address: str) -> bytes | None:
        """Return a body that is kept, which makes it the most recently used, or None."""
        name = _name_of(address)
        with self._lock:
            if name not in self._known():
                return None
        try:
            body = (self._folder / name).read_bytes()
            os.utime(self._folder / name)
        except OSError as error:
            log.info("a kept picture cannot be read: %s", type(error).__name__)
            self.drop(address)
            return None
        with self._lock, contextlib.suppress(KeyError):
            self._known().move_to_end(name)
        return body

    def keep(self, address: str, body: bytes) -> None:
        """Keep a body, whole or not at all, and let go of others beyond the limit."""
        name = _name_of(address)
        if len(body) > self._limit:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = self._folder / (name + _UNFINISHED)
            unfinished.write_bytes(body)
            unfinished.replace(self._folder / name)
        except OSError as error:
            log.info("a picture cannot be kept: %s", type(error).__name__)
            return
        with self._lock:
            known = self._known()
            self._total += len(body) - known.pop(name, 0)
            known[name] = len(body)
            self._trim()

    def drop(self, address: str) -> None:
        """Let go of one body."""
        with self._lock:
            self._remove(_name_of(address))

    def keep_within(self, limit: int) -> None:
        """Take another limit, and let go of what is beyond it."""
        with self._lock:
            self._limit = limit
            self._trim()

    def _known(self) -> OrderedDict[str, int]:
        """Return size by file name, the least recently used first; looked up in the folder once."""
        if self._sizes is None:
            found: list[tuple[float, str, int]] = []
            with contextlib.suppress(OSError):
                for entry in os.scandir(self._folder):
                    if entry.name.endswith(_UNFINISHED):
                        # Left by a program that ended in the middle of writing.
                        Path(entry.path).unlink(missing_ok=True)
                    elif entry.is_file():
                        told = entry.stat()
                        found.append((told.st_mtime, entry.name, told.st_size))
            self._sizes = OrderedDict((name, size) for _, name, size in sorted(found))
            self._total = sum(self._sizes.values())
        return self._sizes

    def _trim(self) -> None:
        known = self._known()
        while self._total > self._limit and known:
            self._remove(next(iter(known)))

    def _remove(self, name: str) -> None:
        known = self._known()
        self._total -= known.pop(name, 0)
        with contextlib.suppress(OSError):
            (self._folder / name).unlink(missing_ok=True)


def _name_of(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:32]
