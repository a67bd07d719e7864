"""A quiet practice restaurant and a shop connected to it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from tests.sync.shop import Shop


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Give a practice restaurant with 12 orders in which nothing happens by itself."""
    with running_sandbox(SandboxSettings(orders=12, rate=0, speed=0.001)) as sandbox:
        sandbox.pause()
        yield sandbox


@pytest_asyncio.fixture
async def shop(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Shop]:
    """Give a shop whose session is not started."""
    async with Shop(sandbox, tmp_path) as shop:
        yield shop
