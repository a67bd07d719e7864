"""Pages of a list, with an opaque cursor that stays right when entries are added meanwhile."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from retm_desktop.sandbox.revenue_monster.errors import Refused

Document = dict[str, Any]


class Numbered(Protocol):
    """An entry with its place in the order of making."""

    @property
    def number(self) -> int:
        """Its place, from 1."""


N = TypeVar("N", bound=Numbered)


def page_of(entries: Sequence[N], cursor: str, limit: int, *, newest_first: bool = False) -> tuple[list[N], str]:
    """Up to `limit` of `entries` (oldest first as given) behind `cursor`, and the next cursor, empty at the end.

    Raises Refused for a cursor that was never given out.
    """
    ordered = list(reversed(entries)) if newest_first else list(entries)
    if cursor:
        last = _number_in(cursor)
        ordered = [entry for entry in ordered if (entry.number < last if newest_first else entry.number > last)]
    page = ordered[:limit]
    return page, _cursor_of(page[-1].number) if len(ordered) > limit else ""


def limit_in(text: str | None, usual: int, most: int) -> int:
    """The `limit` of a query, at most `most` (its maximum is not documented); raises Refused."""
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0):
        raise Refused("INVALID_PARAMETER", debug="limit")
    return min(int(text), most)


def meta(count: int, cursor: str, total: int | None = None) -> Document:
    """The `meta` of a list; every member is optional and the last page has no cursor."""
    found: Document = {"count": count}
    if total is not None:
        found["total"] = total
    return found | ({"cursor": cursor} if cursor else {})


def _cursor_of(number: int) -> str:
    return base64.urlsafe_b64encode(f"n{number}".encode()).decode()


def _number_in(cursor: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor).decode("ascii")
    except (ValueError, binascii.Error):
        text = ""
    if text[:1] != "n" or not text[1:].isdecimal() or len(text) > 12:
        raise Refused("INVALID_PARAMETER", debug="cursor")
    return int(text[1:])
