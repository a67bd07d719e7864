"""A store, a vault and an installer on them, beside a token endpoint of the tests' own."""

import hashlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest_asyncio

from retm_desktop.connect.installer import Begun, Installer
from retm_desktop.connect.tokens import TokenKeeper
from retm_desktop.domain.errors import OperatorError
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.providers.transport import http_client
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import ConnectionRecord, Connections, ConnectionState
from retm_desktop.store.database import Database
from retm_desktop.store.installs import InstallRecord, Installs
from retm_desktop.store.journal import InstallVerdict, Journal, JournalReader, JournalRow
from retm_desktop.store.vault import Vault
from tests.connect.spawned import Spawned
from tests.connect.token_desk import NOON, TokenDesk


def sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


class Office:
    """Everything that connects a restaurant, on one home folder; `restart` is what a crash and a new start do."""

    def __init__(self, home: Path, desk: TokenDesk) -> None:
        self.home = home
        self.desk = desk
        self.time = NOON
        self.pauses: list[float] = []
        self.listener_address = "http://127.0.0.1:47600"
        self.public_address = ""
        self.environment = sandbox_environment(desk.url)
        self.signed_out = 0
        self.accepted = 0
        self.refusals: list[str] = []

    async def open(self) -> None:
        """Open the store and the vault, as the program does at start."""
        self.database = Database(self.home / "store.sqlite3")
        self.database.open()
        self.installs = Installs(self.database, Changes(), self.now)
        self.connections = Connections(self.database, Changes())
        self.journal = JournalReader(self.database)
        self.vault = Vault(self.home)
        await self.vault.open()
        self.http: httpx.AsyncClient = http_client(timeout=5, repeat_reads=False)
        self.background = Spawned()
        self.installer = Installer(
            installs=self.installs,
            connections=self.connections,
            vault=self.vault,
            http=self.http,
            now=self.now,
            background=self.background,
            listener_address=lambda: self.listener_address,
            public_address=lambda: self.public_address,
            pause=lambda seconds: self.pause(seconds),  # noqa: PLW0108 - a test may put another in its place
        )

    def now(self) -> datetime:
        return self.time

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time += timedelta(seconds=seconds)

    async def close(self) -> None:
        """End everything at once: what runs is cut off."""
        await self.background.close()
        await self.http.aclose()
        self.database.close()

    async def restart(self) -> None:
        """Die and start again on the same home."""
        await self.close()
        await self.open()

    async def begin(self, client_secret: str = "client-secret") -> Begun:  # noqa: S107
        return await self.installer.begin(self.environment, "client-id", client_secret)

    @staticmethod
    def state_of(begun: Begun) -> str:
        """Return the state a consent page would be given."""
        return parse_qs(urlsplit(begun.consent_address).query)["state"][0]

    def call_back(self, begun: Begun, code: str = "the-code", business: str = "palmgrill") -> InstallVerdict:
        """Store a callback as the listener does."""
        body = msgspec.json.encode({"code": code, "business_id": business, "data": {"state": self.state_of(begun)}})
        journal = Journal(self.home / "store.sqlite3")
        journal.open()
        try:
            return journal.accept_install(
                sha256(self.state_of(begun)), business, sha256(code), self.vault.seal(body), sha256("hook"), self.time
            )
        finally:
            journal.close()

    async def rows(self) -> list[JournalRow]:
        return await self.journal.waiting()

    async def apply(self) -> None:
        """Hand the journal's install rows on, as the applier does."""
        for row in await self.rows():
            await self.installer.received(row)
            await self.journal.mark([row.id], "applied")

    async def install(self, begun: Begun) -> InstallRecord:
        record = await self.installs.get(begun.install_id)
        assert record is not None
        return record

    async def connected(self) -> ConnectionRecord:
        """Go through a whole install and return the connection."""
        begun = await self.begin()
        self.call_back(begun)
        await self.apply()
        await self.background.idle()
        (connection,) = await self.connections.all()
        assert connection.state is ConnectionState.CONNECTED
        return connection

    def keeper(
        self,
        connection: ConnectionRecord,
        on_asked: Callable[[int | None, float], None] = lambda _status, _seconds: None,
        environment: msgspec.Raw | None = None,
    ) -> TokenKeeper:
        async def on_refused(why: OperatorError) -> None:
            self.signed_out += 1
            self.refusals.append(why.code)
            await self.connections.set_state(connection.id, ConnectionState.SIGN_IN)

        async def on_accepted() -> None:
            self.accepted += 1
            await self.connections.set_state(connection.id, ConnectionState.CONNECTED)

        return TokenKeeper(
            connection,
            environment if environment is not None else self.environment,
            vault=self.vault,
            http=self.http,
            now=self.now,
            on_refused=on_refused,
            on_accepted=on_accepted,
            on_asked=on_asked,
            background=self.background,
            monotonic=lambda: self.ticks,
        )

    ticks = 0.0


@pytest_asyncio.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Give an office on an empty home, and a token endpoint that answers."""
    desk = TokenDesk()
    await desk.open()
    made = Office(tmp_path, desk)
    await made.open()
    yield made
    await made.close()
    await desk.close()
