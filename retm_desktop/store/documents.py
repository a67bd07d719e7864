"""Domain values as JSON for the store, without the direction marks of the screen, and what makes them small."""

import zlib
from typing import Any, TypeVar

import msgspec

from retm_desktop.domain.text import plain

T = TypeVar("T", bound=msgspec.Struct)

_ENCODER = msgspec.json.Encoder()
# UTF-8 beginnings of the marks U+200E..U+202E, U+2066..U+2069 and U+061C: looking for them in the bytes is far cheaper
# than translating every text of every order.
_MARK_BEGINNINGS = (b"\xe2\x80", b"\xe2\x81", b"\xd8\x9c")

# Level 1: an order's document shrinks to a third in 15 µs, and a smaller row costs less to write than that.
_LEVEL = 1

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


def squeezed(document: bytes, beside: bytes = b"") -> bytes:
    """Return `document` compressed; `beside` is a text that says much of the same and is needed to get it back."""
    squeeze = zlib.compressobj(_LEVEL, zdict=beside) if beside else zlib.compressobj(_LEVEL)
    return squeeze.compress(document) + squeeze.flush()


def unsqueezed(squeezed_document: bytes, beside: bytes = b"") -> bytes:
    """Return the document that `squeezed` made small, given the same text beside it."""
    back = zlib.decompressobj(zdict=beside) if beside else zlib.decompressobj()
    return back.decompress(squeezed_document) + back.flush()
