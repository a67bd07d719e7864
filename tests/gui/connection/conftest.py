"""A connection to look behind: its calls answer as the test says, its paths are checked as the real one does."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest

from retm_desktop.connect.tokens import TokenState
from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui.desk import Desk
from retm_desktop.providers.retm.client import Probe
from retm_desktop.providers.retm.endpoints import ENDPOINTS
from retm_desktop.providers.retm.environment import check_path
from retm_desktop.sync.inspector import Call, EndpointState, Inspector
from tests.gui.conftest import Clock, FakeHouse

OK = 200


class FakeInspector:
    """Answers 200 with an empty list unless `answers` says otherwise; `hold` keeps calls waiting while it is clear."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._bridge, self._clock = desk.bridge, clock
        self.answers: dict[str, int | OperatorError | tuple[int, bytes]] = {}
        self.calls: list[tuple[str, str]] = []
        self.last: dict[str, Call] = {}
        self.paths: dict[str, str] = {}
        self.state = TokenState(clock() + timedelta(minutes=54), renewable=True)
        self.trouble: OperatorError | None = None
        """What renewing and entering a secret raise."""
        self.secrets: list[str] = []
        self.renewals = 0
        self.hold = asyncio.Event()
        self.hold.set()

    @property
    def endpoints(self) -> tuple[EndpointState, ...]:
        return tuple(
            EndpointState(endpoint, self.paths.get(name, endpoint.path), name in self.paths, self.last.get(name))
            for name, endpoint in ENDPOINTS.items()
        )

    def note(self, name: str, status: int | None, seconds: float = 0.012) -> None:
        self.last[name] = Call(self._clock(), status, seconds)
        self._bridge.inspection_changed.emit()

    async def set_path(self, name: str, path: str) -> None:
        path = path.strip()
        if path:
            check_path(name, path)
        self.paths.pop(name, None)
        if path and path != ENDPOINTS[name].path:
            self.paths[name] = path
        self.last.pop(name, None)
        self._bridge.inspection_changed.emit()

    async def call(self, name: str, id: str = "") -> Probe:  # noqa: A002
        self.calls.append((name, id))
        await self.hold.wait()
        answer = self.answers.get(name, OK)
        if isinstance(answer, OperatorError):
            self.note(name, None)
            raise answer
        status, body = answer if isinstance(answer, tuple) else (answer, b"[]")
        self.note(name, status)
        endpoint = ENDPOINTS[name]
        address = f"https://najd-kitchen.retm.sa/api/v2{endpoint.path}"
        return Probe(endpoint.method, address, status, 0.012, "application/json; charset=utf-8", body)

    async def token(self) -> TokenState:
        return self.state

    async def renew(self) -> None:
        self.renewals += 1
        await self.hold.wait()
        if self.trouble is not None:
            raise self.trouble
        self.state = TokenState(self._clock() + timedelta(hours=2), renewable=True)
        self.note("token", 200)

    async def use_secret(self, client_secret: str) -> None:
        self.secrets.append(client_secret)
        await self.hold.wait()
        if self.trouble is not None:
            raise self.trouble


Look = Callable[[], None]


@pytest.fixture
def inspector(desk: Desk, house: FakeHouse, clock: Clock) -> FakeInspector:
    """What `desk` looks behind."""
    return look_behind(desk, clock)


def look_behind(desk: Desk, clock: Clock) -> FakeInspector:
    made = FakeInspector(desk, clock)
    house = desk.house
    assert isinstance(house, FakeHouse)
    house.inspector = cast("Inspector", made)
    return made
