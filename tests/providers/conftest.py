"""A client whose repeats do not wait, a token source that shares its refreshes, and two whole RETMs."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from retm_desktop.providers import transport
from retm_desktop.providers.retm.client import RetmClient
from tests.providers.restaurants import RETMS, Retm, connected
from tests.providers.serving import stop_serving


class Source:
    """Tokens t0, t1, t2 …; counts how often each was renewed."""

    def __init__(self) -> None:
        self.number = 0
        self.asked = 0
        self.refreshes = 0
        self.fails_with: Exception | None = None
        self._lock = asyncio.Lock()

    async def token(self) -> str:
        return f"t{self.number}"

    async def renewed(self, stale: str) -> str:
        self.asked += 1
        async with self._lock:
            if stale == f"t{self.number}":
                self.refreshes += 1
                await asyncio.sleep(0.02)
                if self.fails_with:
                    raise self.fails_with
                self.number += 1
        return f"t{self.number}"


@pytest.fixture(scope="session", autouse=True)
def server_stopped_at_the_end() -> Iterator[None]:
    yield
    stop_serving()


@pytest.fixture
async def http(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    monkeypatch.setattr(transport, "_BACKOFF", 0.0)
    async with transport.http_client(timeout=5.0) as client:
        yield client


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture(params=sorted(RETMS))
def retm(request: pytest.FixtureRequest) -> Iterator[Retm]:
    with RETMS[request.param]() as running:
        yield running


@pytest.fixture
async def client(http: httpx.AsyncClient, retm: Retm) -> RetmClient:
    made, _ = await connected(http, retm)
    return made
