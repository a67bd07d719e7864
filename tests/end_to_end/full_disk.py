"""A disk that fills up and gets room again: a small one where the system allows that, and the store's own limit."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.end_to_end.shop import Shop

_BALLAST = "ballast"
_PLENTY = 1 << 30


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """Put a disk of so many megabytes at `place`; skips where the system does not let us."""
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    except OSError as error:
        pytest.skip(f"a small disk cannot be mounted here: {error}")
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True, timeout=30)


def fill(place: Path) -> None:
    """Leave not a byte on the disk."""
    with (place / _BALLAST).open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1 << 6, 1):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))


def make_room(place: Path) -> None:
    """Take the ballast away again."""
    (place / _BALLAST).unlink()


class SmallDisk:
    """The real thing: the data folder is on a disk of its own."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    async def fill(self) -> None:
        fill(self._shop.home)

    async def make_room(self) -> None:
        make_room(self._shop.home)


class SmallStore:
    """What always works: the store's connections may not grow their file any more."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    async def fill(self) -> None:
        pages = await self._shop.program._database.read(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
        await self._limit(pages)

    async def make_room(self) -> None:
        await self._limit(_PLENTY)

    async def _limit(self, pages: int) -> None:
        sql = f"PRAGMA max_page_count = {pages}"
        await self._shop.program._database.write(lambda c: c.execute(sql).fetchone())
        listener = self._shop.program._started.network.listener  # type: ignore[union-attr]
        journal = listener._journal  # type: ignore[union-attr]
        await self._shop.until_async(lambda: journal.do(lambda j: j._open().execute(sql).fetchone()))
