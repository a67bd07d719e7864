"""A whole install against the practice restaurant: consent page, callback, exchange, first calls, first webhook."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from retm_desktop.connect.browser_rules import may_visit
from retm_desktop.connect.installer import Begun
from retm_desktop.listener.server import Listener
from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from retm_desktop.store.connections import ConnectionState
from retm_desktop.store.installs import InstallStatus
from tests.connect.conftest import Office
from tests.waiting import until, until_async


@pytest_asyncio.fixture
async def listening(office: Office) -> AsyncIterator[Listener]:
    """Give a listener on the office's store; install rows are handed on as they come."""
    loop = asyncio.get_running_loop()

    def stored(kind: str) -> None:
        if kind == "install":
            loop.call_soon_threadsafe(lambda: office.background.spawn(office.apply(), name="apply"))

    listener = Listener(
        port=0, store_path=office.home / "store.sqlite3", seal=office.vault.seal, on_stored=stored, now=office.now
    )
    listener.start()
    yield listener
    listener.stop()


async def decide(begun: Begun, decision: str) -> httpx.Response:
    """Open the consent page and press one of its buttons."""
    async with httpx.AsyncClient(trust_env=False, timeout=10) as browser:
        page = await browser.get(begun.consent_address)
        assert page.status_code == 200
        return await browser.post(begun.consent_address, data={"decision": decision})


async def begin(office: Office, sandbox: Sandbox) -> Begun:
    office.environment = sandbox_environment(sandbox.url)
    begun = await office.installer.begin(office.environment, sandbox.client_id, sandbox.client_secret)
    assert may_visit(begun.consent_address, office.environment)
    return begun


async def test_practice_is_connected_through_its_consent_page(office: Office, listening: Listener) -> None:
    with running_sandbox(SandboxSettings(rate=0, orders=5, partner=listening.address)) as sandbox:
        begun = await begin(office, sandbox)
        page = await decide(begun, "allow")
        assert 'id="granted"' in page.text

        async def connected() -> bool:
            return (await office.install(begun)).status is InstallStatus.CONNECTED

        await until_async(connected)
        (connection,) = await office.connections.all()
        assert (connection.business_id, connection.state) == (sandbox.business_id, ConnectionState.CONNECTED)

        client = RetmClient(office.http, office.environment, connection.business_id, office.keeper(connection))
        branches = await client.branches()
        assert len(branches) == 5
        await asyncio.to_thread(sandbox.expire_tokens)
        again = await asyncio.gather(*(client.branches() for _ in range(5)))
        assert all(len(found) == 5 for found in again)
        assert office.signed_out == 0

        await asyncio.to_thread(sandbox.place_order)
        await until(lambda: "invoice" in listening.last_heard or "order" in listening.last_heard)
        assert {row.connection_id for row in await office.rows()} == {connection.id}


async def test_a_denied_consent_stores_nothing(office: Office, listening: Listener) -> None:
    with running_sandbox(SandboxSettings(rate=0, orders=0, partner=listening.address)) as sandbox:
        begun = await begin(office, sandbox)
        page = await decide(begun, "deny")
        assert 'id="denied"' in page.text
        assert (await office.install(begun)).status is InstallStatus.WAITING
        assert await office.rows() == []


async def test_a_wrong_secret_is_told(office: Office, listening: Listener) -> None:
    with running_sandbox(SandboxSettings(rate=0, orders=0, partner=listening.address)) as sandbox:
        office.environment = sandbox_environment(sandbox.url)
        begun = await office.installer.begin(office.environment, sandbox.client_id, "wrong")
        await decide(begun, "allow")

        async def failed() -> bool:
            return (await office.install(begun)).status is InstallStatus.FAILED

        await until_async(failed)
        assert (await office.install(begun)).reason == "wrong_credentials"


async def test_a_code_shown_by_the_practice_page_can_be_pasted(office: Office) -> None:
    """With no listener the page shows the code for pasting."""
    with running_sandbox(SandboxSettings(rate=0, orders=0, partner="http://127.0.0.1:9")) as sandbox:
        begun = await begin(office, sandbox)
        page = await decide(begun, "allow")
        code = page.text.split('<code id="code" dir="ltr">')[1].split("<")[0]
        await office.installer.paste(begun.install_id, code, sandbox.business_id)
        await office.background.idle()
        assert (await office.install(begun)).status is InstallStatus.CONNECTED
