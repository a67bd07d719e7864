"""Bad days of an install: each is told in words, and neither orders nor secrets are lost or leaked."""

import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import keyring.errors
import pytest

from retm_desktop.store.installs import InstallStatus
from retm_desktop.tour.keys import MemoryKeyring
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Clock, Shop
from tests.end_to_end.told_browser import ToldBrowser

TYPED_SECRET = "typed-secret-5b1c"


async def open_consent(shop: Shop, secret: str) -> ToldBrowser:
    """Fill the form in as an operator does and return the consent page that opens."""
    await shop.click("connect_environment_trial")
    await shop.type("connect_client_id", shop.sandbox.client_id)
    await shop.type("connect_client_secret", secret)
    await shop.click("connect_continue")
    browser = await shop.see(ToldBrowser, "connect_browser")
    await shop.until(lambda: browser.address)
    await shop.ask(shop.sandbox.set_partner, shop.program.house.listener_address)
    return browser


async def journal_rows(shop: Shop) -> int:
    """Count what the listener stored, applied or not."""
    database = shop.program._database
    return await database.read(lambda c: int(c.execute("SELECT count(*) FROM journal").fetchone()[0]))


async def test_wrong_client_secret_is_told_and_the_right_one_connects(open_shop: OpenShop) -> None:
    async with open_shop(connected=False) as shop:
        await shop.click("welcome_connect")
        page = await open_consent(shop, "not-the-secret")
        await shop.allow(page.address)
        await shop.reads("connect_outcome", "RETM refuses the client id or the client secret.")
        assert "developer portal" in shop.text("connect_outcome_words")
        await shop.install_in(InstallStatus.FAILED)

        await shop.click("connect_again")
        page = await open_consent(shop, shop.sandbox.client_secret)
        assert (await shop.allow(page.address))["outcome"] == "granted"
        await shop.reads("connect_outcome", "is connected")
        await shop.click("connect_done")
        await shop.online()
        assert shop.text("header_environment") == "Trial"
        await shop.nothing_lost()


async def test_denied_consent_is_told_and_keeps_the_restaurant_that_is_connected(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        before = len(await shop.rows())
        shop.program.window.connect_restaurant()
        page = await open_consent(shop, shop.sandbox.client_secret)
        address = page.address
        async with httpx.AsyncClient(trust_env=False) as browser:
            answer = await browser.post(address, data={"decision": "deny"})
            assert 'id="denied"' in answer.text
        page.denied.emit()
        await shop.reads("connect_outcome", "Access was not granted.")
        await shop.install_in(InstallStatus.DENIED)
        assert (await shop.allow(address))["status"] == 403
        await shop.click("connect_close")
        assert len(await shop.rows()) == before
        placed = await shop.ask(shop.sandbox.place_order)
        await shop.stored(placed["id"])


async def test_consent_never_finished_expires_and_a_late_callback_is_refused(open_shop: OpenShop, clock: Clock) -> None:
    async with open_shop(connected=False) as shop:
        await shop.click("welcome_connect")
        page = await open_consent(shop, shop.sandbox.client_secret)
        address = page.address
        clock.ahead = timedelta(minutes=11)
        await shop.reads("connect_outcome", "ten minutes")
        record = await shop.install_in(InstallStatus.EXPIRED)
        assert record.reason == "consent_expired"
        assert (await shop.allow(address))["status"] == 403
        assert await journal_rows(shop) == 0


async def test_a_callback_with_a_wrong_or_used_state_stores_nothing(open_shop: OpenShop) -> None:
    async with open_shop(connected=False) as shop:
        begun = await shop.begin()
        state = parse_qs(urlsplit(begun.consent_address).query)["state"][0]
        install = f"{shop.program.house.listener_address}/install/retm"
        async with httpx.AsyncClient(trust_env=False) as stranger:

            async def call(code: str, business_id: str, data: object) -> int:
                answer = await stranger.post(install, json={"code": code, "business_id": business_id, "data": data})
                return answer.status_code

            business = shop.sandbox.business_id
            assert await call("guessed", business, {"state": "A" * 43}) == 403
            assert await call("guessed", business, []) == 403
            assert await journal_rows(shop) == 0
            assert (await shop.program.desk.installing.latest_install()).status is InstallStatus.WAITING  # type: ignore[union-attr]

            await shop.allow(begun.consent_address)
            await shop.install_in(InstallStatus.CONNECTED)
            stored = await journal_rows(shop)
            assert await call("another-code", business, {"state": state}) == 403
            assert await journal_rows(shop) == stored


async def test_a_code_can_be_pasted_where_the_port_is_taken(open_shop: OpenShop) -> None:
    """The install still works without a listener: the consent page shows the code."""
    async with open_shop(connected=False) as shop:
        begun = await shop.begin()
        await shop.ask(shop.sandbox.set_partner, "http://127.0.0.1:9")
        answer = await shop.allow(begun.consent_address)
        assert answer["outcome"] == "failed"
        await shop.program.desk.installing.paste_code(begun.install_id, answer["code"], shop.sandbox.business_id)
        await shop.program.house.switch(await shop.connected())
        await shop.online()
        await shop.nothing_lost()


async def test_secrets_are_nowhere_in_plain_text(open_shop: OpenShop, caplog: pytest.LogCaptureFixture) -> None:
    async with open_shop(client_secret=TYPED_SECRET) as shop:
        tokens = [value for value in await vault_values(shop) if len(value) > 12]
        assert TYPED_SECRET in tokens
        assert len(tokens) >= 3
        home = shop.home
    assert_nothing_plain(home, tokens)
    assert not [token for token in tokens if token in caplog.text]


@pytest.mark.parametrize("failure", ["locked", "absent", "forgetful"])
async def test_without_a_keyring_it_works_in_memory_and_says_so(
    open_shop: OpenShop, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    def refuse(*_arguments: str) -> None:
        if failure == "locked":
            raise keyring.errors.KeyringLocked("locked")
        if failure == "absent":
            raise keyring.errors.NoKeyringError("none")

    monkeypatch.setattr(memory_keyring, "set_password", refuse)
    async with open_shop(client_secret=TYPED_SECRET) as shop:
        assert shop.text("listener_notice_title") == "Sign-ins are kept in memory only."
        assert "sign in again after a restart" in shop.text("listener_notice_words")
        placed = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(placed["id"])
        await shop.open_order(row.number)
        await shop.click("order_main_action")
        await shop.until_async(lambda: _moved(shop, placed["id"]))
        tokens = [value for value in await vault_values(shop) if len(value) > 12]
        assert TYPED_SECRET in tokens
        stored = len(await shop.rows())
        assert_nothing_plain(shop.home, tokens)

        if failure == "absent":
            await shop.restart()
            await shop.reads("header_badge", "Sign in again")
            assert len(await shop.rows()) == stored


async def _moved(shop: Shop, retm_id: str) -> bool:
    return bool((await shop.book(retm_id))["delivery_status"] == 2)


async def vault_values(shop: Shop) -> list[str]:
    """Return every secret the vault holds now, taken out of its JSON."""
    found: list[str] = []
    network = shop.program._started.network
    assert network is not None
    for text in network.vault._secrets.values():
        found += [value for value in json.loads(text).values() if isinstance(value, str)]
    return found


def assert_nothing_plain(home: Path, secrets: list[str]) -> None:
    """Look through every byte the program left on the disk."""
    client_secrets = [secret.encode() for secret in secrets if secret != "practice-client"]
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [secret for secret in client_secrets if secret in content], path
