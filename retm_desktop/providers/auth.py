"""The bearer token on every call, and its one renewal after a 401."""

from collections.abc import AsyncGenerator
from typing import Protocol

import httpx

from retm_desktop.domain.errors import Offline, OutcomeUnknown


class TokenSource(Protocol):
    """Keeps the tokens of one connection; both methods may raise SignInExpired, Offline or WrongCredentials."""

    async def token(self) -> str:
        """Return an access token that is believed to be good, renewing it first when it is about to end."""
        ...

    async def renewed(self, stale: str) -> str:
        """Return a token other than `stale`, which was refused. Callers who name the same token share one refresh."""
        ...


async def token_of(source: TokenSource, *, stale: str = "") -> str:
    """Return a token of `source`, another than `stale` where one was refused; raises what the source raises.

    A refresh whose outcome is unknown is Offline here: the caller's own request was not sent or was refused, so it did
    nothing.
    """
    try:
        return await (source.renewed(stale) if stale else source.token())
    except OutcomeUnknown as unknown:
        raise Offline(unknown.detail) from unknown


class BearerAuth(httpx.Auth):
    """Puts the token on a request; on 401 asks once for another and repeats the request once.

    Repeating a write is safe here: a request refused for its token has not been acted on. A second 401 is the answer.
    """

    def __init__(self, source: TokenSource) -> None:
        self._source = source

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Yield the request once or twice; raises what the token source raises."""
        token = await token_of(self._source)
        request.headers["Authorization"] = f"Bearer {token}"
        response = yield request
        if response.status_code != 401:
            return
        token = await token_of(self._source, stale=token)
        request.headers["Authorization"] = f"Bearer {token}"
        yield request
