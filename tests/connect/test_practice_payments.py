"""Connecting the practice restaurant's payments: consent page, the browser's way back, and the first signed call."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import httpx
import pytest
import pytest_asyncio

from retm_desktop.connect.browser_rules import may_visit
from retm_desktop.connect.installer import Begun
from retm_desktop.domain.errors import ClockWrong
from retm_desktop.listener.server import Listener
from retm_desktop.providers.revenue_monster.environment import practice_environment
from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from retm_desktop.store.connections import ConnectionState
from retm_desktop.store.installs import InstallRecord, InstallStatus
from tests.connect.conftest import Office
from tests.waiting import until_async


@pytest_asyncio.fixture
async def listening(office: Office) -> AsyncIterator[Listener]:
    """Give a listener on the office's store, at the present time; what it stores is handed on as it comes."""
    office.time = datetime.now(UTC)
    loop = asyncio.get_running_loop()

    async def take_up() -> None:
        await office.apply()
        await office.installer.settle()

    def stored(kind: str) -> None:
        if kind == "install":
            loop.call_soon_threadsafe(lambda: office.background.spawn(take_up(), name="apply"))

    listener = Listener(
        port=0, store_path=office.home / "store.sqlite3", seal=office.vault.seal, on_stored=stored, now=office.now
    )
    listener.start()
    office.listener_address = listener.address
    yield listener
    listener.stop()


@pytest.fixture
def sandbox(listening: Listener) -> Iterator[Sandbox]:
    """Give a practice restaurant whose payments know where the browser is sent back to."""
    with running_sandbox(SandboxSettings(rate=0, orders=0, partner=listening.address)) as running:
        yield running


async def begin(office: Office, sandbox: Sandbox, **changed: str) -> Begun:
    issued = await asyncio.to_thread(sandbox.rm_application)
    entered = {name: issued[name] for name in ("client_id", "client_secret", "private_key", "server_public_key")}
    entered |= changed
    client_id, client_secret = entered.pop("client_id"), entered.pop("client_secret")
    return await office.installer.begin(practice_environment(sandbox.url), client_id, client_secret, entered)


async def decide(begun: Begun, decision: str) -> httpx.Response:
    """Open the consent page, press one of its buttons, and go where the browser is sent, as far as it may go."""
    async with httpx.AsyncClient(trust_env=False, timeout=10) as browser:
        page = await browser.get(begun.consent_address)
        assert page.status_code == 200
        answer = await browser.post(begun.consent_address, data={"decision": decision})
        if not answer.is_redirect:
            return answer
        assert may_visit(answer.headers["location"], begun.environment)
        return await browser.get(answer.headers["location"])


async def ended(office: Office, begun: Begun) -> InstallRecord:
    async def finished() -> bool:
        return (await office.install(begun)).status.is_finished

    await until_async(finished)
    await office.background.idle()  # What follows the end: the connection of a failed install is left.
    return await office.install(begun)


async def test_allow_leads_back_to_us_and_the_account_is_connected(office: Office, sandbox: Sandbox) -> None:
    begun = await begin(office, sandbox)
    page = await decide(begun, "allow")
    assert (page.status_code, "Access was allowed" in page.text) == (200, True)
    assert (await ended(office, begun)).status is InstallStatus.CONNECTED
    (connection,) = await office.connections.all("payments")
    assert connection.state is ConnectionState.CONNECTED
    assert connection.label not in ("", connection.business_id), "the merchant's name, by a signed call"
    books = await asyncio.to_thread(sandbox.rm_books)
    assert books["codes_tried"] == 1
    assert await office.connections.all() == []


async def test_cancel_that_leads_back_ends_the_install_at_once(office: Office, sandbox: Sandbox) -> None:
    await asyncio.to_thread(sandbox.rm_cancel_redirects, True)
    begun = await begin(office, sandbox)
    page = await decide(begun, "cancel")
    assert (page.status_code, "Access was not allowed" in page.text) == (200, True)
    assert (await ended(office, begun)).status is InstallStatus.DENIED

    async def forgotten() -> bool:
        return await office.vault.get(f"install.{begun.install_id}.client") is None

    await until_async(forgotten)


async def test_cancel_that_stays_on_its_page_leaves_the_install_waiting(office: Office, sandbox: Sandbox) -> None:
    begun = await begin(office, sandbox)
    await decide(begun, "cancel")
    assert (await office.install(begun)).status is InstallStatus.WAITING


async def test_a_wrong_secret_and_a_wrong_key_are_told_apart(office: Office, sandbox: Sandbox) -> None:
    other = await asyncio.to_thread(sandbox.rm_other_application)
    for changed, reason in (
        ({"client_secret": "wrong"}, "wrong_credentials"),
        ({"private_key": other["private_key"]}, "signature_refused"),
    ):
        begun = await begin(office, sandbox, **changed)
        await decide(begun, "allow")
        install = await ended(office, begun)
        assert (install.status, install.reason) == (InstallStatus.FAILED, reason)
        assert await office.connections.all("payments") == []


async def test_a_wrong_clock_is_told_before_anything_is_asked_of_the_merchant(office: Office, sandbox: Sandbox) -> None:
    await asyncio.to_thread(sandbox.rm_clock_skew, 600)
    with pytest.raises(ClockWrong):
        await begin(office, sandbox)
    assert await office.installs.latest() is None


async def test_the_address_can_be_pasted_where_the_browser_does_not_reach_us(office: Office, sandbox: Sandbox) -> None:
    begun = await begin(office, sandbox)
    async with httpx.AsyncClient(trust_env=False, timeout=10) as browser:
        answer = await browser.post(begun.consent_address, data={"decision": "allow"})
    await office.installer.paste(begun.install_id, answer.headers["location"])
    assert (await ended(office, begun)).status is InstallStatus.CONNECTED


async def test_an_exchange_whose_answer_is_lost_is_not_tried_again(office: Office, sandbox: Sandbox) -> None:
    await asyncio.to_thread(sandbox.rm_drop, "token", "after")
    begun = await begin(office, sandbox)
    await decide(begun, "allow")
    install = await ended(office, begun)
    assert (install.status, install.reason) == (InstallStatus.FAILED, "code_refused")
    assert (await asyncio.to_thread(sandbox.rm_books))["codes_tried"] == 1
