"""Turning an authorization code into tokens: repeated where that does no harm, once where an attempt burns it."""

import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import count

import httpx

from retm_desktop.connect.provider import Provider
from retm_desktop.connect.sealed import ClientCredentials, ReceivedCode
from retm_desktop.domain.errors import (
    ClockWrong,
    CodeRefused,
    Forbidden,
    Offline,
    OperatorError,
    OutcomeUnknown,
    RateLimited,
    ServerFault,
    SignatureRefused,
    WrongCredentials,
)
from retm_desktop.providers.tokens import Tokens

CODE_LIFE = timedelta(minutes=10)
"""A code is tried for so long; no provider names a lifetime, ten minutes is the most RFC 6749 (4.1.2) recommends."""
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between attempts while the provider cannot be reached; the last one repeats."""
MOST_SERVER_FAULTS = 3
"""Attempts that may end in "server fault" before the exchange is given up."""

_SAY_MORE = (ClockWrong, CodeRefused, Forbidden, SignatureRefused, WrongCredentials)
"""What an operator has to know beyond "connect again" when the one exchange of a code failed."""


class Exchange:
    """Exchanges codes at a provider's token endpoint.

    An exchange of unknown outcome (sent, no answer) is repeated once. A repeat can do no harm: a code works
    once, so either the first attempt never arrived and the second is good, or the second is answered
    "code refused" and the operator connects again. After a crash during the exchange the resumed attempt is
    that repeat. Where any attempt burns the code there is one exchange and no repeat, not after a crash either: what
    could make it fail is asked first (`ready`), and whatever comes of it but tokens means "connect again".
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        now: Callable[[], datetime],
        pause: Callable[[float], Awaitable[object]],
    ) -> None:
        """`pause` waits seconds between attempts."""
        self._http = http
        self._now = now
        self._pause = pause

    async def tokens(
        self,
        provider: Provider,
        environment: bytes,
        code: ReceivedCode,
        client: ClientCredentials,
        *,
        interrupted: bool,
        begins: Callable[[], Awaitable[object]],
    ) -> Tokens:
        """Return the tokens the code stands for; raises what ended the attempts.

        `interrupted` says that an exchange of this code was begun by an earlier run of the program. `begins` is awaited
        before the first that is begun now: after a crash somebody has to know.
        """
        if interrupted and provider.code_burns:
            raise CodeRefused("the exchange was interrupted, and a code is good for one")
        give_up_at = code.received_at + CODE_LIFE

        async def exchange() -> Tokens:
            return await provider.exchange(
                self._http,
                environment,
                business_id=code.business_id,
                code=code.code,
                credentials=client,
                now=self._now(),
            )

        await self._until_ready(provider, environment, give_up_at)
        await begins()
        if not provider.code_burns:
            return await self._repeatedly(exchange, give_up_at, repeated=interrupted)
        try:
            return await exchange()
        except _SAY_MORE:
            raise
        except OperatorError as error:
            raise CodeRefused(f"{error.code}: {error.detail}") from error

    async def _until_ready(self, provider: Provider, environment: bytes, give_up_at: datetime) -> None:
        """Wait until an exchange can succeed; while there is no network, nothing has been used up."""
        for attempt in count():
            try:
                await provider.ready(self._http, environment, self._now())
            except Offline:
                await self._wait(_pause_after(attempt), give_up_at)
            else:
                break

    async def _repeatedly(
        self, exchange: Callable[[], Awaitable[Tokens]], give_up_at: datetime, *, repeated: bool
    ) -> Tokens:
        """Exchange until there are tokens; `repeated` says that the one repeat of an unknown outcome is used up."""
        faults = attempt = 0
        while True:
            wait = _pause_after(attempt)
            attempt += 1
            try:
                return await exchange()
            except OutcomeUnknown:
                if repeated:
                    raise
                repeated = True
                await self._pause(wait)
            except ServerFault:
                faults += 1
                if faults >= MOST_SERVER_FAULTS:
                    raise
                await self._pause(wait)
            except RateLimited as error:
                await self._wait(max(wait, error.retry_after or 0.0), give_up_at)
            except Offline:
                await self._wait(wait, give_up_at)

    async def _wait(self, seconds: float, give_up_at: datetime) -> None:
        """Wait, or raise the error that is being handled where the code would be too old then."""
        if self._now() + timedelta(seconds=seconds) >= give_up_at:
            raise  # noqa: PLE0704 - called while the failure of an attempt is handled
        await self._pause(seconds)


def _pause_after(attempt: int) -> float:
    """Return the seconds to wait after an attempt, the first of which is 0; spread, so that not all come at once."""
    return PAUSES[min(attempt, len(PAUSES) - 1)] * random.uniform(0.8, 1.2)  # noqa: S311
