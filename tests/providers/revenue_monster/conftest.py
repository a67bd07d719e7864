"""A key of the application, a service that knows it, and a client that repeats nothing behind the signing."""

from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from retm_desktop.providers import transport
from retm_desktop.providers.revenue_monster.client import RevenueMonsterClient
from retm_desktop.providers.revenue_monster.signing import Signer
from tests.providers.conftest import Source
from tests.providers.revenue_monster.service import NOW, Service, running


@pytest.fixture(scope="session")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="session")
def other_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with transport.http_client(timeout=5.0, repeat_reads=False) as client:
        yield client


@pytest.fixture
def service(key: rsa.RSAPrivateKey) -> Iterator[Service]:
    with running(key.public_key()) as service:
        yield service


class Pauses(list[float]):
    """What was waited for, in seconds, without waiting."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


MakeClient = Callable[..., RevenueMonsterClient]


@pytest.fixture
def make(
    http: httpx.AsyncClient, key: rsa.RSAPrivateKey, source: Source, service: Service, pauses: Pauses
) -> MakeClient:
    def made(**changed: object) -> RevenueMonsterClient:
        settings: dict[str, object] = {"now": lambda: NOW, "pause": pauses, **changed}
        environment = settings.pop("environment", service.environment)
        signer = settings.pop("signer", Signer(key))
        return RevenueMonsterClient(http, environment, source, signer, **settings)  # type: ignore[arg-type]

    return made


@pytest.fixture
def client(make: MakeClient) -> RevenueMonsterClient:
    return make()
