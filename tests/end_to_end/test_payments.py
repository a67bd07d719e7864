"""The whole program and practice payments: connected by its form, charged, called, given back, and the bad days."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from retm_desktop.domain.payments import sen_of
from retm_desktop.store.connections import PAYMENTS
from retm_desktop.store.installs import InstallStatus
from retm_desktop.store.payments import PaymentRow, PaymentState
from retm_desktop.sync.payments import charges
from retm_desktop.sync.payments.charges import Charge
from retm_desktop.sync.payments.follow_up import ChargePace
from retm_desktop.sync.payments.session import PaymentSession
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Shop
from tests.end_to_end.told_browser import ToldBrowser

PACE = ChargePace(checkout=0.1, order=0.1, patience=2.0, arrival=0.3, after_end=0.2, offline=0.1)

LOCKED_KEY = (
    rsa.generate_private_key(65537, 2048)
    .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"locked"))
    .decode()
)


@pytest.fixture(autouse=True)
def _quick_charges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charges, "ChargePace", lambda: PACE)


async def pull(shop: Shop, lever: str, *values: object, **named: object) -> Any:  # noqa: ANN401 - the lever's JSON
    return await shop.ask(shop.sandbox.pull, lever, *values, **named)


async def fill_in(shop: Shop, application: Mapping[str, str], **changed: str) -> None:
    """Fill the form in as an operator does: the keys come from the clipboard."""
    entered = {**application, **changed}
    await shop.click("connect_provider_revenue-monster")
    await shop.click("connect_environment_trial-payments")
    await shop.type("connect_client_id", entered["client_id"])
    await shop.type("connect_client_secret", entered["client_secret"])
    for name in ("private_key", "server_public_key"):
        QGuiApplication.clipboard().setText(entered[name])
        await shop.click(f"connect_{name}_paste")


async def open_consent(shop: Shop, **changed: str) -> str:
    """Fill the form in and go on; return the address of the consent page that opens."""
    application = await pull(shop, "rm_application")
    await pull(shop, "rm_register_redirect", redirect_of(shop))
    await fill_in(shop, application, **changed)
    await shop.click("connect_continue")
    browser = await shop.see(ToldBrowser, "connect_browser")
    await shop.until(lambda: browser.address)
    return browser.address


async def allow(shop: Shop, address: str) -> str:
    """Press Allow in the merchant's place; return where the browser is sent."""
    query = parse_qs(urlsplit(address).query)
    return str(await pull(shop, "rm_consent", query["redirectUri"][0], query["state"][0]))


async def land(address: str) -> httpx.Response:
    """Follow the redirect as the browser does."""
    async with httpx.AsyncClient(trust_env=False) as browser:
        return await browser.get(address, follow_redirects=False)


def redirect_of(shop: Shop) -> str:
    return f"{shop.program.house.listener_address}/install/revenue-monster"


async def connect(shop: Shop) -> int:
    """Connect practice payments by the form; return the connection's id."""
    shop.program.window.connect_restaurant()
    landed = await allow(shop, await open_consent(shop))
    answer = await land(landed)
    assert answer.status_code == 200
    await shop.reads("connect_outcome", "is connected")
    await shop.click("connect_done")
    await shop.until(lambda: shop.program.house.payments is not None)
    session = session_of(shop)
    await shop.until(lambda: session.read_at is not None)
    return session.connection.id


def session_of(shop: Shop) -> PaymentSession:
    session = shop.program.house.payments
    assert session is not None
    return session


async def charge_of(shop: Shop) -> Charge:
    """What is charged for the newest order: its own total, at the default store."""
    desk = shop.program.desk
    row = (await shop.rows())[0]
    assert row.total is not None
    stores = await desk.payment_stores.all(session_of(shop).connection.id)
    return Charge(
        order_key=row.key,
        number=row.number,
        amount=sen_of(row.total) or 0,
        currency="MYR",
        store_id=next(store.id for store in stores if store.is_default),
    )


async def becomes(shop: Shop, payment: PaymentRow, state: PaymentState) -> PaymentRow:
    found: list[PaymentRow] = []

    async def stands() -> bool:
        row = await shop.program.desk.payments.get(payment.id)
        assert row is not None
        found.append(row)
        return row.state is state

    await shop.until_async(stands)
    return found[-1]


async def test_revenue_monster_is_connected_by_its_form_beside_the_restaurant(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        restaurant = shop.program.desk.connection_id
        shop.program.window.connect_restaurant()
        address = await open_consent(shop)
        assert urlsplit(address).path.endswith("/authorize")
        query = parse_qs(urlsplit(address).query)
        assert query["redirectUri"] == [redirect_of(shop)]
        assert query["scope"] == ["manage_payment,get_merchant_profile,get_user_profile,manage_store"] or set(
            query["scope"][0].split(",")
        ) == {"manage_payment", "get_merchant_profile", "get_user_profile", "manage_store"}
        page = await land(await allow(shop, address))
        assert page.status_code == 200
        assert 'lang="ar"' in page.text
        assert 'lang="en"' in page.text
        await shop.reads("connect_outcome", "is connected")
        await shop.click("connect_done")
        await shop.until(lambda: shop.text("payments_company_name"))
        assert shop.program.desk.connection_id == restaurant, "the restaurant on screen stays the same"
        (record,) = await shop.program.desk.connections.all(PAYMENTS)
        assert record.label == shop.text("payments_company_name")
        assert len(await shop.program.desk.connections.all()) == 1
        await shop.nothing_lost()


async def test_it_is_still_there_after_a_restart_and_forgotten_after_disconnecting(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        account = await connect(shop)
        await shop.restart()
        await shop.until(lambda: shop.program.house.payments is not None)
        session = session_of(shop)
        await shop.until(lambda: session.read_at is not None)
        assert session.trouble is None
        await shop.program.house.disconnect(account)
        assert shop.program.house.payments is None
        network = await shop.program._started.whole()
        assert not [name for name in network.vault._secrets if name.startswith(f"connection.{account}.")]


async def test_a_key_of_another_application_is_told(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        other = await pull(shop, "rm_other_application")
        shop.program.window.connect_restaurant()
        address = await open_consent(shop, private_key=other["private_key"])
        await land(await allow(shop, address))
        said = await shop.reads("connect_outcome", "signature")
        assert said
        await shop.install_in(InstallStatus.FAILED)
        assert await shop.program.desk.connections.all(PAYMENTS) == []


@pytest.mark.parametrize(
    ("key", "words"), [("not a key at all", "BEGIN"), (LOCKED_KEY, "password")], ids=["no key", "locked"]
)
async def test_what_is_no_key_is_told_before_anything_is_sent(open_shop: OpenShop, key: str, words: str) -> None:
    async with open_shop() as shop:
        application = await pull(shop, "rm_application")
        shop.program.window.connect_restaurant()
        await fill_in(shop, application, private_key=key)
        await shop.until(lambda: shop.text("connect_private_key_error"))
        assert words in shop.text("connect_private_key_error")
        assert shop.find(ToldBrowser, "connect_browser") is None


async def test_a_wrong_clock_is_told_before_consent_and_by_how_much(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        await pull(shop, "rm_clock_skew", 7 * 60.0)
        application = await pull(shop, "rm_application")
        shop.program.window.connect_restaurant()
        await fill_in(shop, application)
        await shop.click("connect_continue")
        await shop.until(lambda: "clock" in shop.words("connect_notice"))
        assert "7" in shop.words("connect_notice")
        assert shop.find(ToldBrowser, "connect_browser") is None


async def test_a_state_that_is_replayed_and_one_that_is_not_ours_are_refused(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        shop.program.window.connect_restaurant()
        address = await open_consent(shop)
        landed = await allow(shop, address)
        forged = landed.replace(parse_qs(urlsplit(landed).query)["state"][0], "x" * 43)
        assert (await land(forged)).status_code == 403
        assert (await land(landed)).status_code == 200
        await shop.reads("connect_outcome", "is connected")
        other = landed.replace(parse_qs(urlsplit(landed).query)["code"][0], "another-code")
        assert (await land(other)).status_code == 403
        assert (await pull(shop, "rm_books"))["codes_tried"] == 1


async def test_a_code_that_was_used_means_connect_again(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        shop.program.window.connect_restaurant()
        address = await open_consent(shop)
        landed = await allow(shop, address)
        await pull(shop, "rm_drop", "token", "after")
        await land(landed)
        await shop.until(lambda: shop.text("connect_outcome"))
        await shop.install_in(InstallStatus.FAILED)
        assert "gain" in shop.text("connect_outcome_words") + shop.text("connect_again")
        assert (await pull(shop, "rm_books"))["codes_tried"] == 1


async def test_cancel_that_never_comes_back_is_left_by_the_cancel_button(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        shop.program.window.connect_restaurant()
        await open_consent(shop)
        await shop.click("connect_cancel")
        await shop.install_in(InstallStatus.CANCELLED)
        await pull(shop, "rm_cancel_redirects", True)
        shop.program.window.connect_restaurant()
        address = await open_consent(shop)
        state = parse_qs(urlsplit(address).query)["state"][0]
        page = await land(f"{redirect_of(shop)}?error=access_denied&state={state}")
        assert page.status_code == 200
        await shop.install_in(InstallStatus.DENIED)
        await shop.reads("connect_outcome", "Access was not granted.")


async def test_a_genuine_call_brings_a_payment_at_once_and_a_forged_one_nothing(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        await connect(shop)
        session = session_of(shop)
        row = await session.charges.by_page(await charge_of(shop))
        await becomes(shop, row, PaymentState.WAITING)
        forged = await pull(shop, "rm_callback", row.reference, True)
        assert forged["status"] == 403
        await pull(shop, "rm_pay", row.reference)
        await becomes(shop, row, PaymentState.PAID)

        async def heard() -> list[bytes]:
            database = shop.program._database
            return await database.read(
                lambda c: [bytes(body) for (body,) in c.execute("SELECT body FROM journal WHERE kind = 'payment'")]
            )

        await shop.until_async(heard)
        assert {msgspec.json.decode(body)["reference"] for body in await heard()} == {row.reference}
        assert all(b"payee" not in body and b"userId" not in body for body in await heard())


async def test_the_end_of_the_program_between_charge_and_answer_charges_once(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        await connect(shop)
        session = session_of(shop)
        await pull(shop, "rm_next_payment", "pending", 3.0)
        row = await session.charges.by_scan(await charge_of(shop), "281111111111111191")
        await becomes(shop, row, PaymentState.ASKING)
        await shop.restart()
        await becomes(shop, row, PaymentState.PAID)
        books = await pull(shop, "rm_books")
        assert books["charged"][row.reference] == row.amount
        assert len([one for one in books["transactions"] if not one["past"]]) == 1


async def test_an_order_is_paid_and_given_back_by_clicks(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        await connect(shop)
        desk = shop.program.desk
        await desk.connections.set_currency(desk.connection_id, "MYR")
        await shop.program.house.switch(desk.connection_id)
        await shop.click("tab_orders")
        number = (await shop.rows())[0].number
        key = await shop.open_order(number)
        await shop.click("order_take_payment")
        await shop.click("payment_way_scan")
        await shop.type("payment_code", "281111111111111199\r")
        await shop.see(QWidget, "payment_done")
        (row,) = await desk.payments.of_order(key)
        assert row.state is PaymentState.PAID
        await shop.click("payment_done")
        await shop.click("order_refund")
        await shop.type("pin_new", "2580")
        await shop.type("pin_again", "2580")
        await shop.click("pin_save")
        await shop.click("refund_reason_0")
        await shop.type("refund_pin", "2580")
        await shop.click("refund_confirm")
        await becomes(shop, row, PaymentState.REFUNDED)
        books = await pull(shop, "rm_books")
        assert [one["reference"] for one in books["refunds"]] == [row.reference]
        details = await shop.details(key)
        assert [event.kind for event in details.events][-2:] == ["payment_refunding", "payment_refunded"]
        assert datetime.now(UTC) > row.created_at
