"""Payments beside the orders: connected by the browser's way back, kept apart, used, and left again."""

from urllib.parse import urlsplit

import httpx
import pytest

from retm_desktop.connect.browser_rules import may_visit
from retm_desktop.domain.errors import PracticeFailed
from retm_desktop.providers.revenue_monster.environment import practice_environment
from retm_desktop.store.connections import ConnectionState
from retm_desktop.store.installs import InstallStatus
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Shop
from tests.end_to_end.test_connecting import assert_nothing_plain, vault_values


async def press(shop: Shop, address: str, decision: str) -> httpx.Response:
    """Press a button of the consent page, and go where the browser is sent."""
    async with httpx.AsyncClient(trust_env=False, timeout=20) as browser:
        answer = await browser.post(address, data={"decision": decision})
        return await browser.get(answer.headers["location"]) if answer.is_redirect else answer


async def connect(shop: Shop) -> int:
    """Connect the sandbox's payments and use them; return the connection's id."""
    await shop.ask(shop.sandbox.rm_register_redirect, f"{shop.program.house.listener_address}/install/revenue-monster")
    issued = await shop.ask(shop.sandbox.rm_application)
    keys = {name: issued[name] for name in ("private_key", "server_public_key")}
    begun = await shop.program.desk.installing.begin_install(
        practice_environment(shop.sandbox.url), issued["client_id"], issued["client_secret"], keys
    )
    page = await press(shop, begun.consent_address, "allow")
    assert (page.status_code, "You can close this window." in page.text) == (200, True)
    number = await shop.connected()
    await shop.program.house.use_payments(number)
    return number


async def test_payments_are_connected_beside_the_orders_and_left_alone_by_them(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        house = shop.program.house
        restaurant = house.active
        assert house.payments_connection is None
        told: list[object] = []
        shop.program.desk.bridge.active_changed.connect(lambda: told.append("active"))
        number = await connect(shop)
        assert house.payments_connection is not None
        assert house.payments_connection.id == number
        assert (house.payments_connection.serves, house.payments_connection.state) == (
            "payments",
            ConnectionState.CONNECTED,
        )
        assert house.active == restaurant
        assert told == [], "the restaurant on screen is the same"
        assert [one.id for one in await shop.program.desk.connections.all()] == [restaurant.id]  # type: ignore[union-attr]
        placed = await shop.ask(shop.sandbox.place_order)
        await shop.stored(placed["id"])

        await shop.restart()
        again = shop.program.house
        assert again.payments_connection is not None
        assert again.payments_connection.id == number
        assert again.active is not None
        assert again.active.id == restaurant.id  # type: ignore[union-attr]

        await again.disconnect(number)
        assert again.payments_connection is None
        assert again.active is not None
        assert await shop.program.desk.connections.all("payments") == []
        network = shop.program._started.network
        assert network is not None
        assert not [name for name in network.vault._secrets if name.startswith(f"connection.{number}.")]
        await shop.online()


async def test_leaving_the_restaurant_leaves_the_payments(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        house = shop.program.house
        number = await connect(shop)
        assert house.active is not None
        await house.disconnect(house.active.id)
        assert house.active is None, "an account of payments is no restaurant to be shown"
        assert house.payments_connection is not None
        assert house.payments_connection.id == number


async def test_another_state_of_the_account_is_told(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        house = shop.program.house
        number = await connect(shop)
        told: list[ConnectionState] = []

        def changed() -> None:
            if house.payments_connection is not None:
                told.append(house.payments_connection.state)

        shop.program.desk.bridge.payments_changed.connect(changed)
        await shop.program.desk.connections.set_state(number, ConnectionState.SIGN_IN)
        await shop.until(lambda: ConnectionState.SIGN_IN in told)


async def test_a_refusal_in_the_browser_is_told_without_a_word_of_the_operator(open_shop: OpenShop) -> None:
    async with open_shop(connected=False) as shop:
        await shop.ask(shop.sandbox.rm_cancel_redirects, True)
        house = shop.program.house
        address = f"{house.listener_address}/install/revenue-monster"
        await shop.ask(shop.sandbox.rm_register_redirect, address)
        issued = await shop.ask(shop.sandbox.rm_application)
        keys = {name: issued[name] for name in ("private_key", "server_public_key")}
        told: list[object] = []
        shop.program.desk.bridge.installs_changed.connect(lambda: told.append("installs"))
        begun = await shop.program.desk.installing.begin_install(
            practice_environment(shop.sandbox.url), issued["client_id"], issued["client_secret"], keys
        )
        await shop.until(lambda: told)
        told.clear()
        page = await press(shop, begun.consent_address, "cancel")
        assert "Access was not allowed" in page.text
        assert (await shop.install_in(InstallStatus.DENIED)).reason == "consent_denied"
        await shop.until(lambda: told)
        network = shop.program._started.network
        assert network is not None
        await shop.until(lambda: f"install.{begun.install_id}.client" not in network.vault._secrets)


async def test_keys_and_tokens_are_nowhere_in_plain_text(open_shop: OpenShop, caplog: pytest.LogCaptureFixture) -> None:
    async with open_shop() as shop:
        number = await connect(shop)
        network = shop.program._started.network
        assert network is not None
        assert "PRIVATE KEY" in network.vault._secrets[f"connection.{number}.client"]
        secrets = [value for value in await vault_values(shop) if len(value) > 25]
        home = shop.home
    assert_nothing_plain(home, [*secrets, "PRIVATE KEY"])
    assert not [secret for secret in [*secrets, "PRIVATE KEY"] if secret in caplog.text]


async def test_practice_payments_are_there_for_the_asking(open_shop: OpenShop) -> None:
    async with open_shop(connected=False) as shop:
        installing = shop.program.desk.installing
        practice = await installing.practice_payments()
        assert practice.environment.serves == "payments"
        assert set(practice.keys) == {"private_key", "server_public_key"}
        assert practice.client_secret not in repr(practice)
        assert "PRIVATE" not in repr(practice)
        begun = await installing.begin_install(
            practice.environment, practice.client_id, practice.client_secret, practice.keys
        )
        assert may_visit(begun.consent_address, begun.environment)
        page = await press(shop, begun.consent_address, "allow")
        assert page.status_code == 200
        await shop.program.house.use_payments(await shop.connected())
        assert shop.program.house.payments_connection is not None
        # The restaurant that runs is asked, not another one started.
        again = await installing.practice_payments()
        assert urlsplit(again.environment.consent_url) == urlsplit(practice.environment.consent_url)
        assert again.client_id == practice.client_id


async def test_practice_payments_that_do_not_answer_are_told(
    open_shop: OpenShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_shop(connected=False) as shop:
        await shop.program.desk.installing.start_practice()
        monkeypatch.setattr("retm_desktop.installing._PAYMENTS_LEVER", "/_sandbox/nothing-of-the-kind")
        with pytest.raises(PracticeFailed):
            await shop.program.desk.installing.practice_payments()
