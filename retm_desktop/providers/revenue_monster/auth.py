"""The token and the signature on every call of the open API."""

import secrets
from collections.abc import AsyncGenerator, Callable
from datetime import datetime

import httpx

from retm_desktop.providers.auth import TokenSource, token_of
from retm_desktop.providers.revenue_monster.signing import Signer

_BEARER = "Bearer "


class SignedBearer(httpx.Auth):
    """Puts the token and a signature of its own on each try of a request, with a nonce that was never used before.

    Whether a refusal is about the token is told by the answer's content, so that it is the client that reads it,
    asks for another token with `renew`, and tries again.
    """

    def __init__(self, source: TokenSource, signer: Signer, *, now: Callable[[], datetime]) -> None:
        self._source = source
        self._signer = signer
        self._now = now

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Yield the request once; raises what the token source raises."""
        request.headers["Authorization"] = f"{_BEARER}{await token_of(self._source)}"
        # After the token, which may have had to be fetched first: the service compares with its time of receipt.
        signed = self._signer.headers(
            request.method,
            str(request.url),
            request.content,
            nonce=secrets.token_hex(16),
            timestamp=str(int(self._now().timestamp())),
        )
        request.headers.update(signed)
        yield request

    async def renew(self, refused: httpx.Request) -> None:
        """Have the source renew the token that `refused` was sent with; raises what the token source raises."""
        await token_of(self._source, stale=refused.headers["Authorization"].removeprefix(_BEARER))
