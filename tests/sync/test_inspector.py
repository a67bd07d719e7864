"""What a technician sees behind a connection, and mends: the network part before the practice restaurant."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from retm_desktop.connect.provider import Tokens
from retm_desktop.connect.sealed import ClientCredentials, connection_client, connection_tokens, keep
from retm_desktop.domain.business import Branch
from retm_desktop.domain.errors import NotFound, Offline, Rejected, SignInExpired, WrongCredentials
from retm_desktop.network import Network
from retm_desktop.providers.retm.endpoints import ENDPOINTS
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections, ConnectionState
from retm_desktop.store.database import Database
from retm_desktop.store.events import Events
from retm_desktop.store.installs import Installs
from retm_desktop.store.invoices import Invoices
from retm_desktop.store.journal import JournalReader
from retm_desktop.store.ledger import Ledger
from retm_desktop.store.orders import Orders
from retm_desktop.store.outbox import Outbox
from retm_desktop.store.payment_stores import PaymentStores
from retm_desktop.store.payments import Payments
from retm_desktop.store.rewards import Rewards
from retm_desktop.store.settings import Settings
from retm_desktop.store.takings import Takings
from retm_desktop.sync.background import Background
from retm_desktop.sync.inspector import EndpointState, Inspector
from retm_desktop.sync.status import Link, Status
from tests.sync.shop import QUICK
from tests.waiting import until, until_async

READINGS = [name for name, endpoint in ENDPOINTS.items() if endpoint.method == "GET"]
WRITINGS = [name for name, endpoint in ENDPOINTS.items() if endpoint.method == "POST" and name != "token"]


class House:
    """The network part on a store, connected to the restaurant with tokens it gave out."""

    def __init__(self, sandbox: Sandbox, home: Path) -> None:
        self.sandbox = sandbox
        self.environment = sandbox_environment(sandbox.url)
        self.statuses: list[Status] = []
        self.told = 0
        self.database = Database(home / "store.sqlite3")
        self.database.open()
        changes = Changes()
        self.failures: list[tuple[str, BaseException]] = []
        self.background = Background(lambda name, error: self.failures.append((name, error)))
        self.connections = Connections(self.database, changes)
        self.catalogue = Catalogue(self.database, changes)
        self.network = Network(
            home=home,
            store_path=home / "store.sqlite3",
            port=0,
            environments={"sandbox": self.environment},
            orders=Orders(self.database, changes),
            invoices=Invoices(self.database, changes),
            catalogue=self.catalogue,
            rewards=Rewards(self.database, changes),
            payments=Payments(self.database, changes),
            payment_stores=PaymentStores(self.database, changes),
            takings=Takings(self.database, changes),
            changes=changes,
            events=Events(self.database, changes),
            outbox=Outbox(self.database, changes),
            connections=self.connections,
            installs=Installs(self.database, changes),
            journal=JournalReader(self.database),
            write_turn=self.database.turn,
            ledger=Ledger(self.database, changes),
            settings=Settings(self.database, changes),
            background=self.background,
            now=lambda: datetime.now(UTC),
            on_status=self.statuses.append,
            on_vault=lambda: None,
            on_alert=lambda _alert: None,
            on_inspection=self._tell,
        )

    def _tell(self) -> None:
        self.told += 1

    async def connect(self) -> None:
        """Take tokens without a consent page, and serve the restaurant."""
        sandbox, vault = self.sandbox, self.network.vault
        number = await self.connections.add(
            "retm",
            "sandbox",
            sandbox.business_id,
            environment_document=msgspec.json.encode(self.environment),
        )
        client = ClientCredentials(sandbox.client_id, sandbox.client_secret)
        async with httpx.AsyncClient(trust_env=False) as http:
            url = sandbox.token_url.format(business_id=sandbox.business_id)
            code = sandbox._house.tokens.new_code()
            answer = await http.post(
                url, json={"grant_type": "authorization_code", "code": code, **msgspec.to_builtins(client)}
            )
        tokens = answer.json()
        ends = datetime.now(UTC) + timedelta(seconds=tokens["expires_in"])
        await keep(
            vault,
            connection_tokens(number),
            Tokens(access_token=tokens["access_token"], refresh_token=tokens["refresh_token"], expires_at=ends),
        )
        await keep(vault, connection_client(number), client)
        await self.connections.set_state(number, ConnectionState.CONNECTED, datetime.now(UTC))

    async def serve(self) -> None:
        (connection,) = await self.connections.all()
        await self.network.serve(connection)

    @property
    def inspector(self) -> Inspector:
        assert self.network.inspector is not None
        return self.network.inspector

    def endpoint(self, name: str) -> EndpointState:
        return next(one for one in self.inspector.endpoints if one.endpoint.name == name)

    def status_of(self, name: str) -> int | None:
        last = self.endpoint(name).last
        return last.status if last else -1

    async def state(self) -> ConnectionState:
        (connection,) = await self.connections.all()
        return connection.state

    async def branches(self) -> list[Branch]:
        (connection,) = await self.connections.all()
        return await self.catalogue.all(connection.id, Kind.BRANCH, Branch)

    async def close(self) -> None:
        await self.network.stop()
        await self.background.close()
        self.database.close()


@asynccontextmanager
async def opened(sandbox: Sandbox, home: Path, *, anew: bool = True) -> AsyncIterator[House]:
    house = House(sandbox, home)
    try:
        await house.network.start()
        if anew:
            await house.connect()
        await house.serve()
        yield house
    finally:
        await house.close()
    assert house.failures == []


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retm_desktop.sync.session.Pace", lambda: QUICK)


def test_every_endpoint_of_the_reference_is_in_the_table() -> None:
    assert len(ENDPOINTS) == 26
    assert len(READINGS) == 18
    assert len(WRITINGS) == 7


async def test_every_call_is_noted_with_status_and_latency(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        states = house.inspector.endpoints
        assert [state.endpoint.name for state in states] == list(ENDPOINTS)
        assert not any(state.overridden for state in states)
        # The session itself reads: what it called is noted without anybody's help.
        await until(lambda: house.status_of("orders") == house.status_of("branches") == 200)
        last = house.endpoint("orders").last
        assert last is not None
        assert last.works
        assert 0 < last.seconds < 60
        assert abs((datetime.now(UTC) - last.at).total_seconds()) < 60
        before = house.told
        await house.inspector.call("customers")
        await until(lambda: house.told > before)
        assert house.endpoint("create_tax").last is None


async def test_every_reading_answers_raw(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        call = house.inspector.call
        menu: list[dict[str, Any]] = msgspec.json.decode((await call("menu")).body)
        groups = msgspec.json.decode((await call("groups")).body)
        ids = {"category": menu[0]["id"], "group": groups[0]["id"], "product": menu[0]["products"][0]["id"]}
        for name in READINGS:
            answer = await call(name, ids.get(name, ""))
            assert (answer.status, answer.method) == (200, "GET"), name
            assert answer.kind.startswith("application/json")
            assert answer.address.startswith(sandbox.api_url.format(business_id=sandbox.business_id))
            assert answer.seconds > 0
            assert msgspec.json.decode(answer.body)
        assert {house.status_of(name) for name in READINGS} == {200}


async def test_one_record_wants_an_id(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        for name in ("product", "category", "group"):
            with pytest.raises(Rejected) as refused:
                await house.inspector.call(name, "  ")
            assert "id" in refused.value.fields
        assert (await house.inspector.call("product", "no/such id")).status == 404
        assert house.status_of("product") == 404
        with pytest.raises(NotFound):
            await house.inspector.call("product", "..")


@pytest.mark.parametrize("name", WRITINGS)
async def test_the_probe_of_a_write_is_refused_and_makes_nothing(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    async with opened(sandbox, tmp_path) as house:
        lists = ("orders", "order_types", "payment_methods", "charges", "taxes")
        before = [(await house.inspector.call(one)).body for one in lists]
        answer = await house.inspector.call(name)
        assert (answer.status, answer.method) == (422, "POST")
        assert "errors" in msgspec.json.decode(answer.body)
        assert house.status_of(name) == 422
        assert [(await house.inspector.call(one)).body for one in lists] == before
        assert len(sandbox.books()["orders"]) == 12


async def test_a_wrong_path_of_a_write_is_told_by_404(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        sandbox.move_path("orders/cancel", "orders/void")
        assert (await house.inspector.call("cancel_order")).status == 404
        await house.inspector.set_path("cancel_order", "/orders/void")
        assert (await house.inspector.call("cancel_order")).status == 422


async def test_a_moved_path_is_mended_without_a_restart_and_stays_mended(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.move_path("branches/list", "stores/all")
    async with opened(sandbox, tmp_path) as house:
        await until(lambda: house.status_of("branches") == 404)
        assert (await house.inspector.call("branches")).status == 404
        assert await house.branches() == []

        await house.inspector.set_path("branches", "  /stores/all ")
        state = house.endpoint("branches")
        assert (state.path, state.overridden) == ("/stores/all", True)
        # The session goes on with it by itself, and the list comes.
        await until_async(house.branches)
        assert house.status_of("branches") == 200
        assert (await house.inspector.call("branches")).address.endswith("/stores/all")
        assert house.statuses[-1].link is Link.ONLINE

    async with opened(sandbox, tmp_path, anew=False) as house:
        assert house.endpoint("branches").path == "/stores/all"
        await until(lambda: house.status_of("branches") == 200)
        # Back to the usual path, which is wrong now.
        await house.inspector.set_path("branches", "")
        state = house.endpoint("branches")
        assert (state.path, state.overridden) == ("/branches/list", False)
        assert (await house.inspector.call("branches")).status == 404


async def test_the_usual_path_is_no_change(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        await house.inspector.set_path("branches", "/branches/list")
        assert not house.endpoint("branches").overridden


async def test_a_path_of_the_environment_is_the_usual_one(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.move_path("branches/list", "stores")
    house = House(sandbox, tmp_path)
    own = msgspec.structs.replace(house.environment, paths={"branches": "/stores"})
    house.network._environments["sandbox"] = own
    try:
        await house.network.start()
        await house.connect()
        await house.serve()
        state = house.endpoint("branches")
        assert (state.path, state.overridden) == ("/stores", False)
        assert (await house.inspector.call("branches")).status == 200
        await house.inspector.set_path("branches", "/shops")
        assert (await house.inspector.call("branches")).status == 404
        await house.inspector.set_path("branches", "")
        assert house.endpoint("branches").path == "/stores"
    finally:
        await house.close()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("branches", "branches/list"),
        ("branches", "https://evil.example/branches"),
        ("branches", "/branches?x=1"),
        ("branches", "/../token"),
        ("branches", "/branches/{id}"),
        ("branches", "/branches list"),
        ("branches", "/" + "b" * 300),
        ("product", "/products/one"),
        ("product", "/products/{id}/{id}"),
    ],
)
async def test_a_path_that_cannot_be_one_is_refused(sandbox: Sandbox, tmp_path: Path, name: str, path: str) -> None:
    async with opened(sandbox, tmp_path) as house:
        with pytest.raises(Rejected) as refused:
            await house.inspector.set_path(name, path)
        assert "path" in refused.value.fields
        assert not house.endpoint(name).overridden


async def test_a_forbidden_endpoint_is_noted_as_such(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.forbid("customers/list")
    async with opened(sandbox, tmp_path) as house:
        answer = await house.inspector.call("customers")
        assert answer.status == 403
        last = house.endpoint("customers").last
        assert last is not None
        assert (last.status, last.works) == (403, False)
        # Nothing else suffers.
        await until(lambda: house.status_of("orders") == 200)
        assert house.statuses[-1].link is Link.ONLINE


async def test_no_answer_is_noted_as_none(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        with sandbox.offline():
            with pytest.raises(Offline):
                await house.inspector.call("taxes")
            assert house.status_of("taxes") is None


async def test_the_token_is_told_and_renewed(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        state = await house.inspector.token()
        assert state.renewable
        assert state.refused == ""
        assert state.expires_at is not None
        assert house.endpoint("token").last is None
        before = house.told
        await house.inspector.renew()
        assert house.told > before
        renewed = await house.inspector.token()
        assert renewed.expires_at is not None
        assert renewed.expires_at > state.expires_at
        assert house.status_of("token") == 200
        assert (await house.inspector.call("orders")).status == 200


async def test_a_new_secret_is_entered(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        await until(lambda: house.statuses and house.statuses[-1].link is Link.ONLINE)
        sandbox.set_client_secret("issued anew", end_tokens=True)
        await until(lambda: house.statuses[-1].error_code == WrongCredentials.code)
        await until_async(lambda: _in(house, ConnectionState.NEW_SECRET))
        assert house.status_of("token") == 401
        await until(lambda: house.status_of("orders") == 401)
        assert (await house.inspector.token()).refused == WrongCredentials.code
        # A path can be mended meanwhile; what is known of the token stays known.
        await house.inspector.set_path("menu", "/menus")
        await house.inspector.set_path("menu", "")
        with pytest.raises(WrongCredentials):
            await house.inspector.use_secret("wrong")
        with pytest.raises(Rejected) as refused:
            await house.inspector.use_secret("   ")
        assert "client_secret" in refused.value.fields
        assert await house.state() is ConnectionState.NEW_SECRET
        assert (await house.inspector.token()).refused == WrongCredentials.code

        await house.inspector.use_secret(" issued anew ")
        await until(lambda: house.statuses[-1].link is Link.ONLINE)
        assert await house.state() is ConnectionState.CONNECTED
        assert (await house.inspector.token()).refused == ""


async def test_a_new_secret_does_not_help_without_the_merchant(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        sandbox.set_client_secret("issued anew", end_tokens=True)
        sandbox.refuse_refresh()
        await until_async(lambda: _in(house, ConnectionState.NEW_SECRET))
        with pytest.raises(SignInExpired):
            await house.inspector.use_secret("issued anew")
        assert await house.state() is ConnectionState.SIGN_IN


async def _in(house: House, state: ConnectionState) -> bool:
    return await house.state() is state


async def test_trying_the_token_with_a_rotated_secret_keeps_what_works(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        sandbox.set_client_secret("issued anew")
        with pytest.raises(WrongCredentials):
            await house.inspector.renew()
        assert (await house.inspector.call("orders")).status == 200
        assert await house.state() is ConnectionState.CONNECTED
        assert (await house.inspector.token()).doubted == WrongCredentials.code


async def test_a_call_can_be_given_up(sandbox: Sandbox, tmp_path: Path) -> None:
    async with opened(sandbox, tmp_path) as house:
        await until(lambda: house.status_of("orders") == 200)
        sandbox.set_latency(30_000)
        asking = asyncio.create_task(house.inspector.call("taxes"))
        await asyncio.sleep(0.1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        # That nobody waited says nothing of RETM.
        assert house.status_of("taxes") in (-1, 200)
        sandbox.set_latency(0)
