"""A listener that runs, on a store of its own."""

import hashlib
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
import pytest_asyncio

from retm_desktop.listener.payment_hint import PaymentHint
from retm_desktop.listener.server import Listener
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.providers.revenue_monster.environment import practice_environment
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections
from retm_desktop.store.database import Database
from retm_desktop.store.installs import Installs
from retm_desktop.store.journal import Journal, JournalReader
from tests.waiting import until

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
ENVIRONMENT = msgspec.json.encode(sandbox_environment("http://127.0.0.1:9001"))
PAYMENTS_ENVIRONMENT = msgspec.json.encode(practice_environment("http://127.0.0.1:9001"))
SIGNATURE = "X-Signature"


def sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def sealed(body: bytes) -> bytes:
    """Stand in for the vault's seal: what goes in cannot be found in what comes out."""
    return b"sealed:" + bytes(255 - byte for byte in body)


class House:
    """A store, a running listener on it, and what the listener told."""

    def __init__(self, path: Path, open_journal: Callable[[Path], Journal]) -> None:
        self.path = path
        self.time = NOON
        self.database = Database(path)
        self.database.open()
        self.installs = Installs(self.database, Changes())
        self.connections = Connections(self.database, Changes())
        self.journal = JournalReader(self.database)
        self.told: list[tuple[str, str]] = []
        self.verified_on: set[str] = set()
        self.listener = Listener(
            port=0,
            store_path=path,
            seal=sealed,
            on_stored=lambda kind: self.told.append((kind, threading.current_thread().name)),
            now=lambda: self.time,
            open_journal=open_journal,
            verify_payment=self.verified,
        )
        self.listener.start()
        self.http = httpx.AsyncClient(base_url=self.listener.address, trust_env=False)

    async def begin(self, state: str) -> int:
        """Start an install that waits for `state`."""
        return await self.installs.begin(
            "retm", "sandbox", ENVIRONMENT, sha256(state), self.time + timedelta(minutes=10), self.time
        )

    async def begin_payments(self, state: str) -> int:
        """Start an install that waits for a browser with `state`."""
        until_then = self.time + timedelta(minutes=10)
        return await self.installs.begin(
            *("revenue-monster", "practice-payments", PAYMENTS_ENVIRONMENT, sha256(state), until_then, self.time),
            business_id="7000000000000000001",
        )

    async def come_back(self, **query: str) -> httpx.Response:
        """Call back as the merchant's browser does."""
        return await self.http.get("/install/revenue-monster", params=query)

    def verified(self, headers: Mapping[str, str], body: bytes) -> PaymentHint | None:
        """Stand in for the check of signatures: the header names the connection, or what goes wrong."""
        self.verified_on.add(threading.current_thread().name)
        said = headers.get(SIGNATURE, "")
        if said == "bug":
            raise RuntimeError("the keys cannot be read")
        return PaymentHint(int(said), b'{"kept": %d}' % len(body)) if said.isdecimal() else None

    async def install(self, state: str, code: str = "code-1", business: str = "palmgrill") -> httpx.Response:
        """Call back as RETM does once the merchant has allowed access."""
        return await self.http.post(
            "/install/retm", json={"code": code, "business_id": business, "data": {"state": state}}
        )

    async def connected(self) -> str:
        """Go through an install and return the bearer token webhooks have to carry."""
        await self.begin("first-state")
        answer = await self.install("first-state")
        assert answer.status_code == 200
        await until(lambda: self.told)  # Told after the answer: what is cleared has to be there.
        self.told.clear()
        token = answer.json()["token"]
        assert isinstance(token, str)
        return token

    async def rows(self, kind: str) -> list[bytes]:
        """Return the bodies of the journal's rows of a kind."""
        return [row.body for row in await self.journal.waiting() if row.kind == kind]

    async def close(self) -> None:
        await self.http.aclose()
        self.listener.stop()
        self.database.close()


@pytest.fixture
def open_journal() -> Callable[[Path], Journal]:
    """Return how the listener opens its journal; tests of a bad disk put another way here."""
    return Journal


@pytest_asyncio.fixture
async def house(tmp_path: Path, open_journal: Callable[[Path], Journal]) -> AsyncIterator[House]:
    """Give a listener that accepts calls, and stop it."""
    made = House(tmp_path / "store.sqlite3", open_journal)
    yield made
    await made.close()
