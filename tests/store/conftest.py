"""A real database file, repositories over it, and a list of what they told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retm_desktop.store.catalogue import Catalogue
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.connections import Connections, connection_for
from retm_desktop.store.database import Database
from retm_desktop.store.orders import Orders
from retm_desktop.store.outbox import Outbox
from tests.store.samples import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "store.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path)
    database.open()
    yield database
    database.close()


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def told(changes: Changes) -> list[frozenset[Topic]]:
    """What was published, in order."""
    heard: list[frozenset[Topic]] = []
    changes.subscribe(heard.append)
    return heard


@pytest.fixture
def restaurant(database: Database) -> int:
    """The id of a connection."""
    return database.write_soon(
        lambda c: connection_for(
            c,
            "retm",
            "sandbox",
            "palmgrill",
            label="",
            currency="SAR",
            time_zone="Asia/Riyadh",
            environment_document=b"{}",
        )
    ).result()


@pytest.fixture
def connections(database: Database, changes: Changes) -> Connections:
    return Connections(database, changes)


@pytest.fixture
def orders(database: Database, changes: Changes) -> Orders:
    return Orders(database, changes)


@pytest.fixture
def outbox(database: Database, changes: Changes) -> Outbox:
    return Outbox(database, changes, now=lambda: NOW)


@pytest.fixture
def catalogue(database: Database, changes: Changes) -> Catalogue:
    return Catalogue(database, changes)
