"""What the self-test looks at, and how one process tells the other about it."""

import sys

import msgspec

NAMES = (
    "sqlite",
    "store",
    "tls",
    "system_keyring",
    "vault",
    "qt",
    "fonts",
    "icons",
    "illustrations",
    "sounds",
    "translations",
    "arabic_text",
    "printing",
    "window",
    "listener",
    "browser",
    "log",
)
"""Every item, in the order in which they are tried."""
INFORMATION = frozenset({"system_keyring"})
"""Items that tell of the computer rather than of the build: they break nothing."""


class Broken(Exception):
    """An item does not work; the message says why."""


class Item(msgspec.Struct, frozen=True):
    """How one item went; `information` marks what does not count."""

    name: str
    ok: bool
    detail: str
    seconds: float
    information: bool = False


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line between the processes: an item that begins, or one that has ended."""

    begins: str = ""
    item: Item | None = None


def tell(line: Line) -> None:
    """Write a line at once: the process may end with the next item."""
    sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    sys.stdout.flush()
