"""Where the items of a list answer are, and whether more pages follow."""

import msgspec

from retm_desktop.domain.errors import UnreadableAnswer
from retm_desktop.providers.retm.values import as_object, code, decode

_CONTAINERS = ("items", "data", "products", "orders", "invoices", "customers", "result", "results")
_PAGINATION = ("pagination", "meta")
_ENDS = ("total_pages", "last_page", "pages")
_NEXT = ("next", "next_page_url", "next_page")
_DEPTH = 3

_Raw = msgspec.Raw
_RawObject = msgspec.json.Decoder(dict[str, _Raw])
_RawList = msgspec.json.Decoder(list[_Raw])


class Documents(msgspec.Struct, frozen=True):
    """The items of one list answer, each as the bytes that came; `paged` is False for a bare array."""

    items: tuple[bytes, ...]
    paged: bool
    last: bool


def items_of(document: object) -> list[object]:
    """Return the items of a list answer: a bare array, `{items}`, `{data}`, `{products: {items}}` (quirk 25).

    Raises UnreadableAnswer where there is no list at all.
    """
    return _items(document, _DEPTH)[0]


def is_last_page(document: object, page: int) -> bool:
    """Tell whether nothing follows `page` (1-based): no items, `current_page` at `total_pages` or `last_page`, a
    `next` that is null, or a bare array, which is not paginated (api-5053421). Raises UnreadableAnswer as `items_of`.
    """
    items, holders = _items(document, _DEPTH)
    return not holders or not items or _ends(holders, page)


def split(body: bytes, page: int) -> Documents:
    """Return the items of the list answer in `body`, unchanged, and whether it is the last page.

    Raises UnreadableAnswer for anything that is not JSON or holds no list.
    """
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        return _split(start, page)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer(f"not a JSON list: {type(error).__name__}") from error


def _split(body: bytes, page: int) -> Documents:
    holders: list[dict[str, object]] = []
    part = body
    for _ in range(_DEPTH):
        if part[:1] == b"[":
            items = tuple(bytes(item) for item in _RawList.decode(part))
            return Documents(items, bool(holders), not holders or not items or _ends(holders, page))
        if part[:1] != b"{":
            break
        members = _RawObject.decode(part)
        told = (*_PAGINATION, *_ENDS, *_NEXT, "links", "current_page", "total", "per_page")
        holders.append({key: decode(bytes(members[key])) for key in told if key in members})
        inner = next(
            (raw for key in _CONTAINERS if (raw := members.get(key)) is not None and bytes(raw)[:1] in b"[{"), None
        )
        if inner is None:
            break
        part = bytes(inner)
    raise UnreadableAnswer("the answer holds no list")


def _items(document: object, depth: int) -> tuple[list[object], list[dict[str, object]]]:
    """Return the items and the objects around them, the outermost first."""
    if isinstance(document, list):
        return document, []
    if isinstance(document, dict) and depth > 1:
        for key in _CONTAINERS:
            inner = document.get(key)
            if isinstance(inner, list | dict):
                items, holders = _items(inner, depth - 1)
                return items, [document, *holders]
    raise UnreadableAnswer("the answer holds no list")


def _ends(holders: list[dict[str, object]], page: int) -> bool:
    for holder in holders:
        for told in (holder, *(as_object(holder.get(key)) for key in _PAGINATION)):
            if _says_last(told, page):
                return True
    return False


def _says_last(told: dict[str, object], page: int) -> bool:
    current = code(told.get("current_page"))
    current = page if current is None else current
    for key in _ENDS:
        end = code(told.get(key))
        if end is not None:
            return current >= end
    for source in (told, as_object(told.get("links"))):
        if any(key in source and source[key] in (None, "", False) for key in _NEXT):
            return True
    total, size = code(told.get("total")), code(told.get("per_page"))
    return total is not None and size is not None and size > 0 and current * size >= total
