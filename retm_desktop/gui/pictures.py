"""Product pictures: fetched once, kept on disk within a limit, never blocking, a stand-in where there is none."""

import asyncio
import itertools
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPixmap

from retm_desktop.domain.errors import Offline, OperatorError, RateLimited, ServerFault
from retm_desktop.gui.picture_folder import PictureFolder
from retm_desktop.store.settings import Settings
from retm_desktop.sync.background import Background

log = logging.getLogger(__name__)

LIMIT_KEY = "pictures.limit_mb"
"""Key of the setting: how many megabytes the folder of pictures may take."""
DISK_LIMIT_MB = 200
_MB = 1024 * 1024
_PICTURE_LIMIT = 8 * _MB
_MOST_PIXELS = 40_000_000
"""A small file can hold an enormous picture; one of 8,000 by 5,000 is the largest that is opened."""
_IN_MEMORY = 300
_AT_ONCE = 4
_MOST_WAITING = 120
"""More than a screen of cards; what was scrolled past long ago asks again when it is seen again."""
_TRY_AGAIN_S = 60.0
_MAY_PASS = (Offline, RateLimited, ServerFault)
_UPRIGHT = QImageIOHandler.Transformation.TransformationNone


class Fetch(Protocol):
    """Downloads one address; at most `limit` bytes. Raises an OperatorError."""

    async def __call__(self, address: str, limit: int) -> bytes:
        """Return the body."""


class Pictures(QObject):
    """Hands out pixmaps by address; `arrived` tells the address of one that has come in since.

    An address is fetched once, whoever wants it in whatever size, and never again once it is on disk. One that RETM
    does not have, that is no picture or too large is not asked for again in this run.
    """

    arrived = Signal(str)

    def __init__(self, folder: Path, background: Background, fetch: Callable[[], Fetch | None]) -> None:
        """`fetch` returns None while there is no network part yet: what is on disk is shown all the same."""
        super().__init__()
        self._folder = PictureFolder(folder, DISK_LIMIT_MB * _MB)
        self._background = background
        self._fetch = fetch
        self._ready: OrderedDict[tuple[str, int, int], QPixmap] = OrderedDict()
        self._waiting: OrderedDict[str, QSize] = OrderedDict()
        self._busy: set[str] = set()
        self._gone: set[str] = set()
        self._failed: dict[str, float] = {}
        self._numbers = itertools.count()
        self._workers = 0

    def pixmap(self, address: str, size: QSize) -> QPixmap | None:
        """Return the picture cut to `size` (device pixels), or None; a missing one is fetched in the background."""
        key = (address, size.width(), size.height())
        if key in self._ready:
            self._ready.move_to_end(key)
            return self._ready[key]
        if not address or address in self._gone or address in self._busy:
            return None
        if self._failed.get(address, 0.0) > time.monotonic():
            return None
        # What is on screen now comes first.
        self._waiting[address] = size
        self._waiting.move_to_end(address)
        if len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        if self._workers < _AT_ONCE:
            self._workers += 1
            self._background.spawn(self._work(), name=f"pictures.{next(self._numbers)}").add_done_callback(self._ended)
        return None

    def keep_within(self, settings: Settings) -> None:
        """Keep the folder within the limit that was set."""
        limit = max(1, settings.get(LIMIT_KEY, int, DISK_LIMIT_MB)) * _MB
        if limit != self._folder.limit:
            self._background.spawn(asyncio.to_thread(self._folder.keep_within, limit), name="pictures.limit")

    def retry_failed(self) -> None:
        """Allow pictures that could not be fetched to be asked for again (the network is back)."""
        failed, self._failed = self._failed, {}
        for address in failed:
            self.arrived.emit(address)

    def _ended(self, _task: asyncio.Task[None]) -> None:
        self._workers -= 1

    async def _work(self) -> None:
        while self._waiting:
            address, size = self._waiting.popitem()
            self._busy.add(address)
            try:
                await self._bring(address, size)
            finally:
                self._busy.discard(address)

    async def _bring(self, address: str, size: QSize) -> None:
        image = await asyncio.to_thread(self._from_disk, address, size)
        if image is None:
            image = await self._from_afar(address, size)
        if image is None:
            return
        self._ready[(address, size.width(), size.height())] = QPixmap.fromImage(image)
        while len(self._ready) > _IN_MEMORY:
            self._ready.popitem(last=False)
        self.arrived.emit(address)

    async def _from_afar(self, address: str, size: QSize) -> QImage | None:
        fetch = self._fetch()
        if fetch is None:
            self._failed[address] = time.monotonic() + _TRY_AGAIN_S
            return None
        try:
            body = await fetch(address, _PICTURE_LIMIT)
        except _MAY_PASS as error:
            log.info("a picture could not be fetched: %s", error.code)
            self._failed[address] = time.monotonic() + _TRY_AGAIN_S
            return None
        except OperatorError as error:
            log.info("a picture cannot be fetched: %s", error.code)
            self._gone.add(address)
            return None
        except Exception as error:
            # An address comes from outside, and there is no end to what may be wrong with one.
            log.info("a picture's address cannot be used: %s", type(error).__name__)
            self._gone.add(address)
            return None
        image = await asyncio.to_thread(self._take_in, address, body, size)
        if image.isNull():
            log.info("a picture cannot be opened")
            self._gone.add(address)
            return None
        return image

    def _from_disk(self, address: str, size: QSize) -> QImage | None:
        body = self._folder.read(address)
        if body is None:
            return None
        image = opened(body, size)
        if image.isNull():
            # Damaged since it was kept: only another copy helps.
            self._folder.drop(address)
            return None
        return image

    def _take_in(self, address: str, body: bytes, size: QSize) -> QImage:
        image = opened(body, size)
        if not image.isNull():
            self._folder.keep(address, body)
        return image


def opened(body: bytes, size: QSize) -> QImage:
    """Return the picture in `body` cut to `size`, whole where that is empty; a null image for what cannot be opened."""
    data = QByteArray(body)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid():
        if whole.width() * whole.height() > _MOST_PIXELS:
            return QImage()
        wanted = whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        if not size.isEmpty() and wanted.width() < whole.width() and reader.transformation() == _UPRIGHT:
            # Read small: a photograph of twelve million pixels takes fifty milliseconds less so.
            reader.setScaledSize(wanted)
    return _cut(reader.read(), size)


def _cut(image: QImage, size: QSize) -> QImage:
    if image.isNull() or size.isEmpty():
        return image
    filled = image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left = (filled.width() - size.width()) // 2
    top = (filled.height() - size.height()) // 2
    return filled.copy(left, top, size.width(), size.height())
