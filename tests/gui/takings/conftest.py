"""What the tests of the takings share."""

from pathlib import Path

import pytest

from retm_desktop.gui.desk import Desk
from tests.gui.conftest import Clock
from tests.gui.takings.account import PaymentDesk


@pytest.fixture
async def till(desk: Desk, clock: Clock, tmp_path: Path) -> PaymentDesk:
    """A connected payment account of which nothing has been read."""
    made = PaymentDesk(desk, clock, tmp_path)
    await made.connect()
    return made
