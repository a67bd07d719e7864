"""Where the items of a list answer are, and whether more pages follow."""

from collections.abc import Iterator

import msgspec

from retm_desktop.domain.errors import UnreadableAnswer
from retm_desktop.providers.retm.values import as_object, code, decode

_CONTAINERS = ("items", "data", "products", "orders", "invoices", "customers", "result", "results")
_RESOURCES = (
    *("categories", "groups", "menu", "branches", "devices", "taxes", "charges", "order_charges", "payments"),
    *("payment_methods", "ordertypes", "order_types", "pricelists", "price_lists"),
)
_PAGINATION = ("pagination", "meta")
_ENDS = ("total_pages", "last_page", "pages")
_NEXT = ("next", "next_page_url", "next_page")
_TOLD = (*_PAGINATION, *_ENDS, *_NEXT, "links", "current_page", "total", "per_page")
_ASIDE = frozenset({*_CONTAINERS, *_RESOURCES, *_TOLD, "error", "errors", "warnings", "messages", "trace"})
_DEPTH = 5

_Raw = msgspec.Raw
_RawObject = msgspec.json.Decoder(dict[str, _Raw])
_RawList = msgspec.json.Decoder(list[_Raw])

_Members = dict[str, _Raw]
_Found = tuple[tuple[bytes, ...], tuple[_Members, ...]]


class Documents(msgspec.Struct, frozen=True):
    """The items of one list answer, each as the bytes that came; `paged` is False for a bare array."""

    items: tuple[bytes, ...]
    paged: bool
    last: bool


def split(body: bytes, page: int) -> Documents:
    """Return the items of the list answer in `body`, unchanged, and whether nothing follows `page` (1-based).

    The list is a bare array, or stands inside `items`, `data`, the resource's own name or any other key that holds
    records, up to four objects deep (quirk 25). It ends with no items, `current_page` at `total_pages` or `last_page`,
    a `next` that is null, a `total` that is reached, or a bare array, which is not paginated (api-5053421).
    Raises UnreadableAnswer for anything that is not JSON or holds no list.
    """
    try:
        found = _found(body.lstrip(b"\xef\xbb\xbf \t\r\n"), _DEPTH)
        if found is None:
            raise UnreadableAnswer("the answer holds no list")
        items, around = found
        holders = [{key: decode(bytes(members[key])) for key in _TOLD if key in members} for members in around]
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer(f"not a JSON list: {type(error).__name__}") from error
    last = not holders or not items or any(_says_last(told, page, len(items)) for told in _tellers(holders))
    return Documents(items, bool(holders), last)


def _found(part: bytes, depth: int) -> _Found | None:
    """Return the items in `part` and the objects around them, the outermost first."""
    if part[:1] == b"[":
        return tuple(bytes(item) for item in _RawList.decode(part)), ()
    if part[:1] != b"{" or depth <= 1:
        return None
    members = _RawObject.decode(part)
    if members and all(key.isdecimal() and bytes(value)[:1] == b"{" for key, value in members.items()):
        return tuple(bytes(value) for value in members.values()), ()  # a list with gaps, as PHP writes it
    for key in _CONTAINERS:
        found = _inside(members, key, depth)
        if found is not None:
            return found[0], (members, *found[1])
    # A record has lists of its own; only what is none of these is about the answer as a whole.
    if "id" in members or "uuid" in members:
        return None
    named = [found for key in _RESOURCES if (found := _inside(members, key, depth)) is not None]
    others = (_inside(members, key, depth) for key in members if key not in _ASIDE)
    candidates = named or [found for found in others if found is not None and _are_records(found[0])]
    if len(candidates) != 1:
        return None
    items, around = candidates[0]
    return items, (members, *around)


def _inside(members: _Members, key: str, depth: int) -> _Found | None:
    raw = members.get(key)
    return None if raw is None else _found(bytes(raw), depth - 1)


def _are_records(items: tuple[bytes, ...]) -> bool:
    """Tell whether a list under a name that says nothing holds records: what can be known by an id."""
    if not items or items[0][:1] != b"{":
        return False
    return any(key in ("id", "uuid") or key.endswith("_id") for key in _RawObject.decode(items[0]))


def _tellers(holders: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Yield every object that may tell of the pages: each around the items, and what it has of pagination."""
    for holder in holders:
        yield holder
        for key in _PAGINATION:
            about = as_object(holder.get(key))
            yield about
            yield as_object(about.get("pagination"))


def _says_last(told: dict[str, object], page: int, received: int) -> bool:
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
    if total is None or size is None or size <= 0:
        return False
    # A size that was asked for may be repeated back while smaller pages are sent: then the sum does not come out.
    return current * size >= total and received == total - (current - 1) * size
