"""The connection page: what it tells of the token, of receiving, and of what works."""

import asyncio
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPushButton

from retm_desktop.connect.tokens import TokenState
from retm_desktop.domain.errors import Offline, PortTaken, SignInExpired, WrongCredentials
from retm_desktop.gui.connection.words import AREA_OF, READINGS
from retm_desktop.gui.desk import Desk
from retm_desktop.providers.retm.endpoints import ENDPOINTS
from retm_desktop.providers.retm.environment import PRODUCTION
from retm_desktop.store.journal import Journal
from retm_desktop.store.settings import PUBLIC_ADDRESS
from tests.gui.conftest import Clock, FakeHouse, Show
from tests.gui.connect.found import found, is_there, press
from tests.gui.connection.conftest import FakeInspector, look_behind
from tests.gui.connection.screen import on_screen, row_text, rows, words
from tests.gui.shop import stock
from tests.waiting import until

# Before the network has started


async def test_before_the_network_has_started_it_says_so_and_catches_up(
    desk: Desk, house: FakeHouse, clock: Clock, show: Show
) -> None:
    page = await on_screen(desk, show, endpoints=True)
    assert is_there(page, "connection_starting")
    assert not found(page, QPushButton, "connection_try_all").isEnabled()
    press(page, "connection_view_overview")
    assert words(page, "connection_token_state") == "Opening…"
    assert not found(page, QPushButton, "connection_refresh_token").isEnabled()
    assert not is_there(page, "connection_enter_secret")

    look_behind(desk, clock)
    await until(lambda: words(page, "connection_token_state") == "Good")
    assert found(page, QPushButton, "connection_try_all").isEnabled()
    press(page, "connection_view_endpoints")
    await until(lambda: page.endpoints.table.total == 26)
    assert is_there(page, "connection_endpoints")


# The token


async def test_a_good_token_tells_its_end_and_that_it_renews_itself(
    desk: Desk, inspector: FakeInspector, clock: Clock, show: Show
) -> None:
    page = await on_screen(desk, show)
    await until(lambda: words(page, "connection_token_state") == "Good")
    assert words(page, "connection_token_ends") == "Ends at 21:08, in 54 min."
    assert words(page, "connection_token_renewal") == "Renews itself shortly before it ends."
    assert "authorization code" in words(page, "connection_token_grant")
    assert not is_there(page, "connection_enter_secret")
    assert not is_there(page, "connection_connect_again")
    clock.forward(minutes=53.5)
    page.token._timer.timeout.emit()
    assert words(page, "connection_token_ends") == "Ends at 21:08, in less than a minute."
    clock.forward(minutes=1)
    page.token._timer.timeout.emit()
    assert words(page, "connection_token_state") == "Ended"
    assert "renewed with the next request" in words(page, "connection_token_ends")


async def test_a_token_that_does_not_renew_itself_says_what_is_coming(
    desk: Desk, inspector: FakeInspector, clock: Clock, show: Show
) -> None:
    inspector.state = TokenState(clock() + timedelta(days=2))
    page = await on_screen(desk, show)
    asked: list[str] = []
    page.connect_requested.connect(lambda: asked.append("connect"))
    await until(lambda: words(page, "connection_token_state") == "Good")
    assert words(page, "connection_token_ends").startswith("Ends at 2026-02-05 20:14")
    assert "the merchant has to allow access again when it ends" in words(page, "connection_token_renewal")
    assert not found(page, QPushButton, "connection_refresh_token").isEnabled()
    press(page, "connection_connect_again")
    assert asked == ["connect"]


@pytest.mark.parametrize(
    "told",
    [
        ("sign_in_expired", "Refused", "RETM no longer accepts this sign-in.", "connection_connect_again"),
        ("wrong_credentials", "New secret needed", "it replaces secrets", "connection_enter_secret"),
        ("keyring_unavailable", "Password store locked", "password store", ""),
    ],
)
async def test_a_refused_token_says_why_and_what_helps(
    desk: Desk, inspector: FakeInspector, show: Show, told: tuple[str, str, str, str]
) -> None:
    refused, state, said, button = told
    page = await on_screen(desk, show)
    asked: list[str] = []
    page.secret_requested.connect(lambda: asked.append("connection_enter_secret"))
    page.connect_requested.connect(lambda: asked.append("connection_connect_again"))
    inspector.state = TokenState(renewable=True, refused=refused)
    desk.bridge.inspection_changed.emit()
    await until(lambda: words(page, "connection_token_state") == state)
    assert said in words(page, "connection_token_ends")
    for name in ("connection_enter_secret", "connection_connect_again"):
        assert is_there(page, name) == (name == button)
    if button:
        press(page, button)
        assert asked == [button]


async def test_a_renewal_that_was_refused_is_told_while_the_token_goes_on(
    desk: Desk, inspector: FakeInspector, clock: Clock, show: Show
) -> None:
    inspector.state = TokenState(clock() + timedelta(minutes=20), renewable=True, doubted="wrong_credentials")
    page = await on_screen(desk, show)
    await until(lambda: words(page, "connection_token_state") == "Good")
    assert "orders go on until then" in words(page, "connection_token_renewal")
    assert is_there(page, "connection_enter_secret")


async def test_refreshing_shows_that_it_goes_on_and_its_outcome(
    desk: Desk, inspector: FakeInspector, show: Show
) -> None:
    page = await on_screen(desk, show)
    refresh = found(page, QPushButton, "connection_refresh_token")
    await until(refresh.isEnabled)
    inspector.hold.clear()
    press(page, "connection_refresh_token")
    assert refresh.text() == "Refreshing…"
    assert not refresh.isEnabled()
    inspector.hold.set()
    await until(lambda: is_there(page, "connection_token_notice"))
    assert words(page, "connection_token_notice_title") == "RETM gave a new token."
    await until(lambda: "22:14" in words(page, "connection_token_ends"))
    assert refresh.text() == "Refresh now"

    for trouble, said in (
        (Offline(), "RETM cannot be reached."),
        (WrongCredentials(), "it replaces secrets that others may have seen"),
        (SignInExpired(), "RETM no longer accepts this sign-in."),
    ):
        inspector.trouble = trouble
        press(page, "connection_refresh_token")
        await until(lambda said=said: said in words(page, "connection_token_notice_title"))
        await until(refresh.isEnabled)


async def test_the_grant_of_the_environment_is_told(desk: Desk, house: FakeHouse, clock: Clock, show: Show) -> None:
    house.environments = {"production": msgspec.structs.replace(PRODUCTION, grant="client_credentials")}
    look_behind(desk, clock)
    page = await on_screen(desk, show)
    assert "client credentials" in words(page, "connection_token_grant")


# Receiving


async def test_receiving_tells_addresses_and_the_last_message_of_each_kind(
    desk: Desk, house: FakeHouse, inspector: FakeInspector, clock: Clock, show: Show
) -> None:
    page = await on_screen(desk, show)
    assert words(page, "connection_listener_state") == "Listening"
    assert words(page, "connection_listener_address") == "http://127.0.0.1:47600"
    assert words(page, "connection_listener_port") == "47600"
    assert "none set" in words(page, "connection_public_address")
    kinds = ("install", "order", "invoice", "menu", "customer", "error", "reward_check", "reward_redeem")
    assert {words(page, f"connection_last_{kind}") for kind in kinds} == {"never"}

    journal = Journal(desk.events._database.path)
    journal.open()
    journal.append("order", desk.connection_id, b"{}", clock())
    journal.append("reward/check", desk.connection_id, b"{}", clock() - timedelta(days=1))
    journal.close()
    desk.events.heard()
    await until(lambda: words(page, "connection_last_order") == "20:14")
    assert words(page, "connection_last_reward_check") == "2026-02-02 20:14"
    assert words(page, "connection_last_menu") == "never"

    found(page, QAbstractButton, "connection_copy_order").click()
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:47600/hooks/order"
    desk.settings.set(PUBLIC_ADDRESS, "https://orders.example.com")
    await until(lambda: words(page, "connection_public_address") == "https://orders.example.com")
    found(page, QAbstractButton, "connection_copy_reward_redeem").click()
    assert QGuiApplication.clipboard().text() == "https://orders.example.com/hooks/reward/redeem"
    found(page, QAbstractButton, "connection_copy_install").click()
    assert QGuiApplication.clipboard().text() == "https://orders.example.com/install/retm"

    house.listener_error = PortTaken(port=47600)
    desk.bridge.listener_changed.emit()
    assert words(page, "connection_listener_state") == "Not listening"
    said = words(page, "connection_listener_words")
    assert "Another program uses the port" in said
    assert "asking RETM every few seconds" in said


# What works


async def test_one_sentence_says_what_works(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    page = await on_screen(desk, show)
    assert words(page, "connection_sentence") == "0 of 26 endpoints work, 26 not tried yet"
    for name in READINGS:
        inspector.note(name, 200)
    inspector.note("customers", 403)
    inspector.note("branches", 404)
    inspector.note("menu", None)
    inspector.note("create_order", 422)
    assert words(page, "connection_sentence") == (
        "16 of 26 endpoints work, 1 refused (403), 1 not there (404), 1 with another failure, 7 not tried yet"
    )
    assert words(page, "connection_area_orders") == "2 of 4"
    assert words(page, "connection_area_words_customers") == "Does not work: Customers"
    assert words(page, "connection_area_invoices") == "1 of 1"
    assert words(page, "connection_area_words_sign_in") == "Not tried yet"
    assert "Does not work: Whole menu" in words(page, "connection_area_words_menu")


def test_every_endpoint_belongs_to_an_area() -> None:
    assert set(AREA_OF) == set(ENDPOINTS)


async def test_an_area_leads_to_its_endpoints(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    page = await on_screen(desk, show)
    found(page, QAbstractButton, "connection_area_show_branches").click()
    await until(lambda: [row.endpoint.name for row in rows(page) if row] == ["branches", "devices"])
    assert is_there(page, "connection_endpoints")
    assert found(page, QComboBox, "connection_area").currentText() == "Branches and devices"


async def test_all_readings_are_tried_one_after_another_with_progress(
    desk: Desk, inspector: FakeInspector, show: Show
) -> None:
    await stock(desk)
    inspector.answers = {"customers": 403, "branches": 404}
    page = await on_screen(desk, show, endpoints=True)
    inspector.hold.clear()
    press(page, "connection_try_all")
    await until(lambda: "Trying 1 of 18: Orders" in words(page, "connection_progress"))
    assert len(inspector.calls) == 1
    assert is_there(page, "connection_bar")
    assert is_there(page, "connection_try_cancel")
    assert not is_there(page, "connection_try_all")
    inspector.hold.set()
    await until(lambda: is_there(page, "connection_try_all"))
    assert [name for name, _ in inspector.calls] == list(READINGS)
    ids = dict(inspector.calls)
    assert ids["category"] == "cat-grill"
    assert ids["group"] == "group-1"
    assert ids["product"] == "prod-mixed-grill"
    assert words(page, "connection_progress") == "All readings were tried: 16 of 18 work."
    await until(lambda: "Refused (403)" in row_text(page, "customers"))
    assert "Not there (404)" in row_text(page, "branches")


async def test_results_are_shown_as_they_come_and_the_trial_can_be_cancelled(
    desk: Desk, inspector: FakeInspector, show: Show
) -> None:
    await stock(desk)
    page = await on_screen(desk, show, endpoints=True)
    inspector.hold.clear()
    press(page, "connection_try_all")
    await until(lambda: inspector.calls)
    inspector.hold.set()
    await until(lambda: len(inspector.calls) >= 2)
    inspector.hold.clear()
    tried = len(inspector.calls)
    await until(lambda: "Works (200)" in row_text(page, "orders"))
    press(page, "connection_try_cancel")
    inspector.hold.set()
    await asyncio.sleep(0.05)
    assert len(inspector.calls) <= tried + 1
    assert "Cancelled" in words(page, "connection_progress")
    assert is_there(page, "connection_try_all")


async def test_what_asks_for_an_unknown_id_is_left_out(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    page = await on_screen(desk, show)
    press(page, "connection_try_all")
    await until(lambda: "Left out" in words(page, "connection_progress"))
    assert "One category, One group, One product" in words(page, "connection_progress")
    assert not {"category", "group", "product"} & {name for name, _ in inspector.calls}


@pytest.mark.parametrize(
    "told",
    [
        (SignInExpired(), 1, "RETM no longer accepts this sign-in."),
        (WrongCredentials(), 1, "it replaces secrets"),
        (Offline(), 2, "RETM cannot be reached."),
    ],
)
async def test_a_trial_that_makes_no_sense_ends_early_in_words(
    desk: Desk, inspector: FakeInspector, show: Show, told: tuple[Offline | SignInExpired, int, str]
) -> None:
    error, calls, said = told
    inspector.answers = dict.fromkeys(READINGS, error)
    page = await on_screen(desk, show)
    press(page, "connection_try_all")
    await until(lambda: "Ended early." in words(page, "connection_progress"))
    assert said in words(page, "connection_progress")
    assert len(inspector.calls) == calls
