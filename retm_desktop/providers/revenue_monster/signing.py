"""Signatures of requests and callbacks: canonical JSON, the string to sign, RSA PKCS#1 v1.5 with SHA-256."""

import base64
import binascii
import math
from collections.abc import Mapping
from decimal import Decimal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

LARGEST_CALLBACK = 1024 * 1024
"""Bytes of a callback that are looked at."""

_LONGEST_HEADER = 4096
_PADDING = PKCS1v15()
_HASH = SHA256()
_Sorted = msgspec.json.Encoder(order="sorted")
_Plain = msgspec.json.Decoder()
_ESCAPES = (
    (b"<", b"\\u003c"),
    (b">", b"\\u003e"),
    (b"&", b"\\u0026"),
    ("\u2028".encode(), b"\\u2028"),
    ("\u2029".encode(), b"\\u2029"),
)


def canonical(value: object, *, keep_null: bool = False) -> bytes:
    """Return JSON as both sides sign it: members sorted at every level, compact, raw UTF-8, `<`, `>`, `&` escaped.

    Numbers are written as the service's language does (3.0 is 3). Members that are null are left out unless
    `keep_null`. Raises ValueError for a number that is not finite and for text that is not Unicode.
    """
    written = _Sorted.encode(_plain(value, keep_null))
    for raw, escaped in _ESCAPES:
        # None of these stands outside a string in JSON.
        written = written.replace(raw, escaped)
    return written


def _plain(value: object, keep_null: bool) -> object:
    if isinstance(value, dict):
        return {name: _plain(inner, keep_null) for name, inner in value.items() if keep_null or inner is not None}
    if isinstance(value, list | tuple):
        return [_plain(inner, keep_null) for inner in value]
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> msgspec.Raw:
    if not math.isfinite(value):
        raise ValueError("a number that is not finite cannot be signed")
    written = repr(value + 0.0)  # without the sign of a zero, which not every reader of JSON keeps
    if "e" in written:
        # Go writes an exponent only below 1e-6 and from 1e21 on, and there one digit where one is enough.
        plain = 1e-6 <= abs(value) < 1e21
        written = format(Decimal(written), "f") if plain else written.replace("e-0", "e-")
    return msgspec.Raw(written.removesuffix(".0").encode())


def string_to_sign(method: str, url: str, body: bytes, *, nonce: str, timestamp: str) -> bytes:
    """Return the text that is signed; `data` is left out without a body, `requestUrl` without a `url`."""
    parts = [b"data=" + binascii.b2a_base64(body, newline=False)] if body and body not in (b"{}", b"null") else []
    parts += [f"method={method.lower()}".encode(), f"nonceStr={nonce}".encode()]
    if url:
        parts.append(f"requestUrl={url}".encode())
    parts += [b"signType=sha256", f"timestamp={timestamp}".encode()]
    return b"&".join(parts)


class Signer:
    """Signs requests with the application's private key."""

    def __init__(self, private_key: RSAPrivateKey) -> None:
        self._key = private_key

    def headers(self, method: str, url: str, body: bytes, *, nonce: str, timestamp: str) -> dict[str, str]:
        """Return the three headers of a request.

        `url` is the whole address as it is sent and `body` the canonical bytes that are sent; `timestamp` is Unix time
        in seconds, and `nonce` is used for one request only, for the service refuses it for 120 seconds.
        """
        signed = self._key.sign(string_to_sign(method, url, body, nonce=nonce, timestamp=timestamp), _PADDING, _HASH)
        return {
            "X-Signature": f"sha256 {binascii.b2a_base64(signed, newline=False).decode()}",
            "X-Nonce-Str": nonce,
            "X-Timestamp": timestamp,
        }


def verify(
    public_key: RSAPublicKey, headers: Mapping[str, str], body: bytes, method: str = "post", request_url: str = ""
) -> bool:
    """Tell whether a callback is signed with the server's key: without `requestUrl`, or with it where it is given.

    The pages disagree about `requestUrl`, and null members are signed by one SDK and not by the others: each form is
    tried. Never raises. Whether the callback is fresh, and new, is not told by this.
    """
    names = {name.lower(): value for name, value in headers.items()}
    sign_type, _, written = names.get("x-signature", "").partition(" ")
    nonce, timestamp = names.get("x-nonce-str", ""), names.get("x-timestamp", "")
    if sign_type != "sha256" or len(body) > LARGEST_CALLBACK or len(written + nonce + timestamp) > _LONGEST_HEADER:
        return False
    try:
        signature = base64.b64decode(written, validate=True)
        document = _Plain.decode(body) if body else None
        forms = {canonical(document, keep_null=keep) for keep in (True, False)}
        strings = {
            string_to_sign(method, url, form, nonce=nonce, timestamp=timestamp)
            for url in ("", request_url)
            for form in forms
        }
    except (ValueError, ArithmeticError, RecursionError):
        return False
    # All are tried: how long it takes tells nothing of which one matched.
    return True in {_is_signed(public_key, signature, string) for string in strings}


def _is_signed(public_key: RSAPublicKey, signature: bytes, string: bytes) -> bool:
    try:
        public_key.verify(signature, string, _PADDING, _HASH)
    except InvalidSignature:
        return False
    return True
