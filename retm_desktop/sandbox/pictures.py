"""Product pictures: the files beside this module, and a drawn plate where one is missing."""

import hashlib
import json
import struct
import zlib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "images"
_KEPT = 300
_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


class Pictures:
    """Looks pictures up by slug ("kebab", "tea") in `index.json`: `{"slug": {"file": "..."}}`."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._folder = folder
        self._files: dict[str, str] = {}
        self._ready: dict[str, tuple[bytes, str, str]] = {}
        index = folder / "index.json"
        if index.is_file():
            entries: dict[str, Any] = json.loads(index.read_text("utf-8"))
            self._files = {slug: entry["file"] for slug, entry in entries.items() if "file" in entry}

    def file_of(self, slug: str) -> str:
        """The file name used in picture addresses for `slug`."""
        return self._files.get(slug, f"{slug}.png")

    def picture(self, file: str) -> tuple[bytes, str, str]:
        """Bytes, media type and ETag of `file`; a drawn plate if there is no such picture."""
        if file not in self._ready:
            path = self._folder / file
            if file in self._files.values() and path.is_file():
                body, kind = path.read_bytes(), _TYPES.get(path.suffix.lower(), "application/octet-stream")
            else:
                body, kind = _plate(file), "image/png"
            while len(self._ready) >= _KEPT:
                self._ready.pop(next(iter(self._ready)))
            self._ready[file] = body, kind, f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        return self._ready[file]


def _plate(name: str, side: int = 160) -> bytes:
    """A PNG of a plain plate on a table whose colour follows from `name`."""
    shade = hashlib.sha256(name.encode()).digest()
    table = (150 + shade[0] % 60, 120 + shade[1] % 60, 90 + shade[2] % 60)
    food = (120 + shade[3] % 120, 70 + shade[4] % 120, 40 + shade[5] % 80)
    rows = bytearray()
    for y in range(side):
        rows.append(0)
        for x in range(side):
            distance = (x - side / 2) ** 2 + (y - side / 2) ** 2
            rows += bytes(food if distance < 38**2 else (245, 243, 238) if distance < 66**2 else table)
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))
        for tag, data in ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    )
