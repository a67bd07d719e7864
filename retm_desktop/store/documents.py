"""Domain values as JSON for the store, without the invisible direction marks that belong to the screen only."""

from typing import Any, TypeVar

import msgspec

from retm_desktop.domain.text import plain

T = TypeVar("T", bound=msgspec.Struct)

_ENCODER = msgspec.json.Encoder()
# UTF-8 beginnings of the marks U+200E..U+202E, U+2066..U+2069 and U+061C: looking for them in the bytes is far cheaper
# than translating every text of every order.
_MARK_BEGINNINGS = (b"\xe2\x80", b"\xe2\x81", b"\xd8\x9c")

_decoders: dict[type[Any], msgspec.json.Decoder[Any]] = {}


def unpacked(document: bytes, type_: type[T]) -> T:
    """Return the value that `packed` wrote; msgspec.DecodeError when the bytes are something else."""
    decoder = _decoders.get(type_)
    if decoder is None:
        decoder = _decoders[type_] = msgspec.json.Decoder(type_)
    value: T = decoder.decode(document)
    return value


def packed(value: T) -> tuple[T, bytes]:
    """Return `value` free of direction marks, and its JSON."""
    document = _ENCODER.encode(value)
    if any(beginning in document for beginning in _MARK_BEGINNINGS):
        cleaned = plain(document.decode()).encode()
        if cleaned != document:
            return unpacked(cleaned, type(value)), cleaned
    return value, document
