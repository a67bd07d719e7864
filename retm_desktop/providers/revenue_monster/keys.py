"""RSA keys as merchants paste them: PKCS#1, PKCS#8 and SPKI under any label, on one line, or without their wrapper."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import TypeVar

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_der_public_key

from retm_desktop.domain.errors import Rejected

LONGEST = 20_000
"""Letters of a pasted key that are looked at; a key of 8,192 bits has about 6,500."""
LEAST_BITS = 1024
"""2,048 bits are suggested, and no least is documented; shorter ones than this are not safe to use at all."""

_DASHES = "-\u2010-\u2015\u2212"
_MARK = re.compile(
    rf"[{_DASHES}]{{0,10}}\s{{0,3}}\b(?:BEGIN|END)\s{{1,3}}(?P<label>(?:[A-Z0-9]{{1,12}}\s{{1,3}}){{0,4}}KEY)\b"
    rf"\s{{0,3}}[{_DASHES}]{{0,10}}"
)
# Line breaks written as \n are what a key has that was copied out of a settings file.
_BETWEEN = re.compile(r"\\[nrt]|[\s\"'\u200b-\u200f\u2060\ufeff]+")

_Key = TypeVar("_Key", RSAPrivateKey, RSAPublicKey)


def private_key(text: str) -> RSAPrivateKey:
    """Return the private key in `text`.

    Raises Rejected with the field `private_key`, which holds one word: required, too_long, unreadable, encrypted,
    public_instead, not_rsa or too_short. Nothing of the key is ever repeated.
    """
    keys, reason = _read(text)
    for key in keys:
        if isinstance(key, RSAPrivateKey):
            return _long_enough(key, "private_key")
    raise _rejected("private_key", "public_instead" if keys else reason)


def public_key(text: str) -> RSAPublicKey:
    """Return the public key in `text`, which may also stand under a `BEGIN RSA PUBLIC KEY` label.

    Raises Rejected with the field `server_public_key`, which holds one word: required, too_long, unreadable,
    private_instead, not_rsa or too_short.
    """
    keys, reason = _read(text)
    for key in keys:
        if isinstance(key, RSAPublicKey):
            return _long_enough(key, "server_public_key")
    raise _rejected("server_public_key", "private_instead" if keys or reason == "encrypted" else reason)


def _long_enough(key: _Key, field: str) -> _Key:
    if key.key_size < LEAST_BITS:
        raise _rejected(field, "too_short")
    return key


def _rejected(field: str, reason: str) -> Rejected:
    return Rejected(f"{field}: {reason}", {field: (reason,)})


def _read(text: str) -> tuple[list[RSAPrivateKey | RSAPublicKey], str]:
    """Return the keys in `text`, and the reason's word where there are none."""
    if not text.strip():
        return [], "required"
    if len(text) > LONGEST:
        return [], "too_long"
    keys: list[RSAPrivateKey | RSAPublicKey] = []
    reasons: list[str] = []
    for body in _bodies(text):
        try:
            keys.append(_key(body))
        except ValueError as error:
            reasons.append(str(error))
    return keys, next((reason for reason in reasons if reason != "unreadable"), "unreadable")


def _bodies(text: str) -> Iterator[str]:
    """Yield what stands between the marks: the base64 of each key, or the whole where there are no marks."""
    begun = 0
    for mark in _MARK.finditer(text):
        if between := _BETWEEN.sub("", text[begun : mark.start()]):
            yield between
        begun = mark.end()
    if rest := _BETWEEN.sub("", text[begun:]):
        yield rest


def _key(body: str) -> RSAPrivateKey | RSAPublicKey:
    """Return the key in a base64 text; raises ValueError with the reason's word, and never with the text."""
    if "ENCRYPTED" in body:
        raise ValueError("encrypted")
    try:
        der = base64.b64decode(body.rstrip("=") + "=" * (-len(body.rstrip("=")) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("unreadable") from None
    return _loaded(der)


def _loaded(der: bytes) -> RSAPrivateKey | RSAPublicKey:
    key: object
    try:
        key = load_der_private_key(der, None)
    except TypeError:
        raise ValueError("encrypted") from None
    except (ValueError, UnsupportedAlgorithm):
        try:
            key = load_der_public_key(der)
        except (ValueError, UnsupportedAlgorithm):
            raise ValueError("unreadable") from None
    if not isinstance(key, RSAPrivateKey | RSAPublicKey):
        raise ValueError("not_rsa")
    return key
