"""A home with a store in it, filled as the program would."""

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from retm_desktop.doctor.books import STORE_NAME
from retm_desktop.domain.intents import MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections, ConnectionState
from retm_desktop.store.database import Database
from retm_desktop.store.journal import Journal
from retm_desktop.store.orders import Orders
from retm_desktop.store.outbox import Action, Outbox
from retm_desktop.store.settings import Settings
from tests.store.samples import incoming, order


class Shop:
    """The store of one home; close it, and the program has ended."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.database = Database(home / STORE_NAME)
        self.database.open()
        changes = Changes()
        self.connections = Connections(self.database, changes)
        self.orders = Orders(self.database, changes)
        self.outbox = Outbox(self.database, changes)
        self.settings = Settings(self.database, changes)

    async def connect(self, url: str = "http://127.0.0.1:9", *, at: datetime | None = None) -> int:
        """Connect a restaurant of the practice kind at `url`."""
        number = await self.connections.add(
            "retm", "sandbox", "palmgrill", environment_document=msgspec.json.encode(sandbox_environment(url))
        )
        await self.connections.set_state(number, ConnectionState.CONNECTED, at)
        await self.connections.set_active(number)
        return number

    async def sell(self, connection_id: int, moments: Iterable[datetime]) -> None:
        """Let an order come at each of these moments."""
        batch = [
            incoming(order(Stage.DELIVERED, number=f"{place:05}", id=f"order-{place}", created_at=at))
            for place, at in enumerate(moments)
        ]
        await self.orders.apply(connection_id, batch)

    def hear(self, connection_id: int, kind: str, at: datetime) -> None:
        """Let the listener keep a webhook."""
        with closing(Journal(self.database.path)) as journal:
            journal.open()
            journal.append(kind, connection_id, b"{}", at)

    async def put(self, connection_id: int, at: datetime) -> Action:
        """Put an action into the outbox, for an order of its own."""
        number = f"9{at:%H%M%S}"
        one = order(Stage.NEW, number=number, id=f"order-{number}", created_at=at)
        applied = await self.orders.apply(connection_id, [incoming(one, at=at)])
        return await self.outbox.put(connection_id, MoveOrder(Stage.PREPARING), applied.new[0], at)

    def close(self) -> None:
        """End the program."""
        self.database.close()


def listing(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
