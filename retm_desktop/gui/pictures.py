"""Product pictures: fetched once, kept on disk within a limit, never blocking, never fetched twice."""

import asyncio
import contextlib
import hashlib
import logging
import os
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from retm_desktop.domain.errors import OperatorError
from retm_desktop.sync.background import Background

log = logging.getLogger(__name__)

_DISK_LIMIT = 200 * 1024 * 1024
_PICTURE_LIMIT = 8 * 1024 * 1024
_IN_MEMORY = 300
_AT_ONCE = 4


class Fetch(Protocol):
    """Downloads one address; at most `limit` bytes. Raises an OperatorError."""

    async def __call__(self, address: str, limit: int) -> bytes:
        """Return the body."""


class Pictures(QObject):
    """Hands out pixmaps by address; `arrived` tells the address of one that has come in since."""

    arrived = Signal(str)

    def __init__(self, folder: Path, background: Background, fetch: Callable[[], Fetch | None]) -> None:
        """`fetch` returns None while there is no network part yet: what is on disk is shown all the same."""
        super().__init__()
        self._folder = folder
        self._background = background
        self._fetch = fetch
        self._ready: OrderedDict[tuple[str, int, int], QPixmap] = OrderedDict()
        self._wanted: set[str] = set()
        self._failed: set[str] = set()
        self._slots = asyncio.Semaphore(_AT_ONCE)

    def pixmap(self, address: str, size: QSize) -> QPixmap | None:
        """Return the picture cut to `size` (device pixels), or None; a missing one is fetched in the background."""
        key = (address, size.width(), size.height())
        if key in self._ready:
            self._ready.move_to_end(key)
            return self._ready[key]
        if not address or address in self._failed:
            return None
        if address not in self._wanted:
            self._wanted.add(address)
            self._background.spawn(self._bring(address, size), name=f"picture.{_digest(address)}.{key[1]}x{key[2]}")
        return None

    def retry_failed(self) -> None:
        """Allow pictures that could not be fetched to be asked for again (the network is back)."""
        self._failed.clear()

    async def _bring(self, address: str, size: QSize) -> None:
        try:
            async with self._slots:
                image = await asyncio.to_thread(self._from_disk, address, size)
                if image is None:
                    fetch = self._fetch()
                    if fetch is None:
                        return
                    body = await fetch(address, _PICTURE_LIMIT)
                    image = await asyncio.to_thread(self._keep, address, body, size)
        except OperatorError as error:
            log.info("a picture could not be fetched: %s", error.code)
            image = None
        finally:
            self._wanted.discard(address)
        if image is None or image.isNull():
            self._failed.add(address)
            return
        self._ready[(address, size.width(), size.height())] = QPixmap.fromImage(image)
        while len(self._ready) > _IN_MEMORY:
            self._ready.popitem(last=False)
        self.arrived.emit(address)

    def _path(self, address: str) -> Path:
        return self._folder / _digest(address)

    def _from_disk(self, address: str, size: QSize) -> QImage | None:
        path = self._path(address)
        if not path.is_file():
            return None
        os.utime(path)
        return _cut(QImage.fromData(path.read_bytes()), size)

    def _keep(self, address: str, body: bytes, size: QSize) -> QImage:
        image = QImage.fromData(body)
        if image.isNull():
            return image
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(address)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(body)
        unfinished.replace(path)
        self._trim()
        return _cut(image, size)

    def _trim(self) -> None:
        entries = []
        for path in self._folder.iterdir():
            with contextlib.suppress(FileNotFoundError):  # Another picture's unfinished file has just got its name.
                told = path.stat()
                entries.append((told.st_mtime, told.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= _DISK_LIMIT:
                break
            path.unlink(missing_ok=True)
            total -= size


def _digest(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:32]


def _cut(image: QImage, size: QSize) -> QImage:
    if image.isNull() or size.isEmpty():
        return image
    filled = image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left = (filled.width() - size.width()) // 2
    top = (filled.height() - size.height()) // 2
    return filled.copy(left, top, size.width(), size.height())
