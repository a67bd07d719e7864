"""What the page tells of the till: a try, the addresses, the form of the answer."""

import json
from datetime import timedelta
from decimal import Decimal

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from retm_desktop.domain.errors import PortTaken
from retm_desktop.domain.rewards import AllowedProduct, RewardKind
from retm_desktop.gui.desk import Desk
from retm_desktop.providers.retm.rewards import AllowedProductsForm
from retm_desktop.store.settings import ALLOWED_PRODUCTS, PUBLIC_ADDRESS
from tests.gui import shop
from tests.gui.conftest import FakeHouse, Show
from tests.gui.rewards.screen import Screen, keep, opened
from tests.waiting import until


async def till(desk: Desk, show: Show) -> Screen:
    screen = await opened(desk, show, height=1400)
    screen.click("rewards_show_till")
    return screen


async def tried(screen: Screen, code: str) -> tuple[str, str]:
    """Try a code; return what is said of it."""
    screen.type("rewards_trial_code", code)
    assert not screen.there("rewards_trial_outcome")
    QTest.keyClick(screen.find(QLineEdit, "rewards_trial_code"), Qt.Key.Key_Return)
    await until(lambda: screen.there("rewards_trial_outcome"))
    return screen.said("rewards_trial_outcome_title"), screen.said("rewards_trial_outcome_words")


async def test_a_try_tells_what_the_till_would_and_counts_nothing(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    number = await keep(desk, ceiling=Decimal(30), uses_left=1)
    await keep(desk, "OLD", valid_until=desk.now() - timedelta(minutes=1))
    await keep(desk, "OLAYA", branch_ids=("branch-olaya",))
    screen = await till(desk, show)
    takes = "The till would take it (answer 200)."
    refuses = "The till would refuse it (answer 400)."
    assert await tried(screen, "summer ٢٠٤") == (takes, "20% off the order, at most 30.00\u00a0SAR")
    screen.find(QPushButton, "rewards_trial_show").click()
    assert json.loads(screen.document("rewards_trial_told"))["data"]["max_discount_amount"] == "30"
    assert await tried(screen, "OLD") == (
        refuses,
        "The cashier would read: This coupon has expired · انتهت صلاحية هذا الكوبون",
    )
    assert json.loads(screen.document("rewards_trial_told"))["data"] == []
    assert (await tried(screen, "who?"))[0] == refuses
    assert "refused only when it is redeemed" in (await tried(screen, "olaya"))[1]
    kept = await desk.rewards.get(number)
    assert kept is not None
    assert kept.uses_left == 1
    assert await desk.rewards.history_count(desk.connection_id) == 0


async def test_what_was_tried_follows_the_book(desk: Desk, show: Show) -> None:
    number = await keep(desk)
    screen = await till(desk, show)
    await tried(screen, "SUMMER-204")
    await desk.rewards.switch(number, on=False)
    await until(lambda: "switched off" in screen.said("rewards_trial_outcome_words"))
    screen.type("rewards_trial_code", "   ")
    screen.click("rewards_trial_go")
    assert not screen.there("rewards_trial_outcome")


async def test_the_addresses_to_register_are_told_and_copied(desk: Desk, show: Show) -> None:
    await keep(desk)
    screen = await till(desk, show)
    assert screen.said("rewards_addresses_state_title").startswith("No public address is set")
    assert screen.typed("rewards_check_address") == "http://127.0.0.1:47600/hooks/reward/check"
    screen.type("rewards_public_address", "till.example.com")
    await until(lambda: not screen.there("rewards_addresses_state"))
    assert screen.typed("rewards_check_address") == "https://till.example.com/hooks/reward/check"
    screen.click("rewards_redeem_address_copy")
    assert QGuiApplication.clipboard().text() == "https://till.example.com/hooks/reward/redeem"
    screen.click("rewards_addresses_copy")
    assert QGuiApplication.clipboard().text() == (
        "https://till.example.com/hooks/reward/check\nhttps://till.example.com/hooks/reward/redeem"
    )
    assert desk.settings.get(PUBLIC_ADDRESS, str, "") == "https://till.example.com"


async def test_an_address_entered_in_setup_shows_here(desk: Desk, show: Show) -> None:
    await keep(desk)
    screen = await till(desk, show)
    desk.settings.set(PUBLIC_ADDRESS, "https://other.example.com")
    await until(lambda: screen.typed("rewards_public_address") == "https://other.example.com")
    assert screen.typed("rewards_check_address") == "https://other.example.com/hooks/reward/check"


async def test_a_listener_that_does_not_run_is_told(desk: Desk, house: FakeHouse, show: Show) -> None:
    await keep(desk)
    screen = await till(desk, show)
    house.listener_error = PortTaken(47600)
    desk.bridge.listener_changed.emit()
    assert "port" in screen.said("rewards_addresses_state_title")
    assert screen.said("rewards_addresses_state_words").startswith("The till gets no answer")


async def test_the_practice_restaurant_needs_no_public_address(desk: Desk, house: FakeHouse, show: Show) -> None:
    await keep(desk)
    assert house.active is not None
    house.active = msgspec.structs.replace(house.active, environment="sandbox")
    screen = await opened(desk, show)
    assert not screen.there("rewards_address_notice")
    screen.click("rewards_show_till")
    assert not screen.there("rewards_addresses_state")


async def test_the_form_of_the_answer_is_a_setting(desk: Desk, show: Show) -> None:
    await keep(desk, kind=RewardKind.PRODUCTS, products=(AllowedProduct("01k4"),))
    screen = await till(desk, show)
    assert screen.chosen("rewards_form_array")
    await tried(screen, "SUMMER-204")
    screen.click("rewards_form_object")
    assert desk.settings.get(ALLOWED_PRODUCTS, AllowedProductsForm, AllowedProductsForm.ARRAY) == "object"

    def products() -> object:
        return json.loads(screen.document("rewards_trial_told"))["data"]["allowed_products"]

    await until(lambda: products() == {"product_id": ["01k4"], "quantity": 1})
    screen.click("rewards_form_array")
    await until(lambda: products() == [{"product_id": "01k4", "quantity": "1"}])
