"""What a request of the listener says: its bearer, its length, its body; and the refusal of what cannot be read."""

import codecs
import hashlib

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from retm_desktop.listener.answers import refusal

MOST_BODY_BYTES = 1024 * 1024
DRAINED_BYTES = 8 * 1024 * 1024
"""So much of a body that is too large is read and dropped, so that its sender gets to see the refusal."""
MOST_TEXT = 4096
"""Characters of a code, a state or a token at most; real ones have a few hundred."""


class Refused(Exception):
    """A request that ends here, with the answer it gets."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


def sha256(text: str) -> bytes:
    """Return the digest a secret is looked up by: the time of the look-up then says nothing about the secret."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def bearer(request: Request) -> str:
    """Return the bearer token. Raises Refused (401) where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > MOST_TEXT:
        raise Refused(refusal(401, "a bearer token is needed", headers={"WWW-Authenticate": "Bearer"}))
    return token


def unknown_token() -> Response:
    """Return the answer to a token that belongs to no restaurant."""
    return refusal(401, "the bearer token is not known", headers={"WWW-Authenticate": "Bearer"})


def is_object(body: bytes) -> bool:
    """Return whether `body` is one JSON object, with or without a byte order mark."""
    try:
        return isinstance(msgspec.json.decode(body.removeprefix(codecs.BOM_UTF8)), dict)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False


def refuse_asking_too_much(request: Request) -> None:
    """Raise Refused (413) for a client that asks before it sends too much: nothing has to be drained."""
    told = request.headers.get("content-length", "")
    if "expect" in request.headers and told.isdecimal() and int(told) > MOST_BODY_BYTES:
        raise Refused(_too_large())


async def body_of(request: Request) -> bytes:
    """Return the body, counted as it comes in: the length a client names may be missing or wrong.

    Raises Refused: 413 for one that is too large, 400 for one that breaks off.
    """
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > DRAINED_BYTES:
                break
            if size <= MOST_BODY_BYTES:
                parts.append(part)
    except ClientDisconnect as error:
        raise Refused(refusal(400, "the body is not complete", close=True)) from error
    if size > MOST_BODY_BYTES:
        raise Refused(_too_large())
    return b"".join(parts)


def _too_large() -> Response:
    return refusal(413, "the body is larger than 1 MiB", close=True)
