"""Setup's part on the payment account, as the owner uses it."""

import logging
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QToolButton, QWidget

from retm_desktop.domain.errors import KeyringUnavailable, Offline, PracticeFailed, SignInExpired
from retm_desktop.domain.payments import AccountUser, Grant, Merchant, Subscription
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_account.page import PaymentAccountPage
from retm_desktop.gui.setup.page import SetupPage
from retm_desktop.providers.revenue_monster.environment import PRODUCTION, SANDBOX, practice_environment
from retm_desktop.store.connections import ConnectionState
from retm_desktop.store.payment_stores import PaymentAccount
from retm_desktop.store.payments import PaymentWay
from tests.gui.conftest import START, Clock, FakeHouse, FakePrompter, MakeDesk, Show
from tests.gui.connect.found import found, is_there, press
from tests.gui.takings.account import STORES, PaymentDesk
from tests.waiting import until

MERCHANT = Merchant(
    id="7100000000000000001",
    company_name="Restoran Palm Grill Sdn. Bhd.",
    company_type="SDN_BHD",
    registration_number="201901000001",
    business_category="FOOD_AND_BEVERAGE",
    country_code="60",
    phone_number="320000100",
    address="12, Jalan Palma 1, 55100, KUALA LUMPUR",
    is_active=True,
    status="REVIEWING",
)
USER = AccountUser(
    id="7200000000000000001",
    name="Nurul Hassan",
    email="nurul@palmgrill.example",
    country_code="60",
    phone_number="120000100",
    status="ACTIVE",
    store_ids=(STORES[0].id, "7700000000000000099"),
)
PLANS = (
    Subscription(id=1001, status="ACTIVE", grace_days=90, expires_at=START + timedelta(days=200)),
    Subscription(id=1003, status="SUSPEND", expires_at=START, terminates_at=START + timedelta(days=90)),
    Subscription(id=1234, status="NEW_WORD"),
)
GRANT = Grant(scopes=("manage_payment", "get_merchant_profile", "extra"), expires_at=START + timedelta(days=30))
WHOLE = PaymentAccount(merchant=MERCHANT, user=USER, subscriptions=PLANS, grant=GRANT)


@pytest.fixture
def till(desk: Desk, clock: Clock, tmp_path: Path) -> PaymentDesk:
    """A desk without a payment account."""
    return PaymentDesk(desk, clock, tmp_path)


def said(page: QWidget, name: str) -> str:
    return plain(found(page, QLabel, name).text())


async def opened(desk: Desk, show: Show, width: int = 960, height: int = 1500) -> PaymentAccountPage:
    page = PaymentAccountPage(desk)
    show(page, width, height)
    return page


async def keep(till: PaymentDesk, account: PaymentAccount) -> None:
    await till.desk.payment_stores.replace(till.number, STORES)
    await till.desk.payment_stores.keep_account(till.number, account, till.clock())


async def test_two_doors_while_nothing_is_connected(desk: Desk, house: FakeHouse, show: Show) -> None:
    page = await opened(desk, show)
    asked: list[str] = []
    page.connect_requested.connect(lambda: asked.append("connect"))
    page.practice_payments_requested.connect(lambda: asked.append("practice"))
    assert said(page, "payments_empty_title") == "No payment account is connected"
    assert not is_there(page, "payments_environment")
    assert not is_there(page, "payments_as_of")
    press(page, "payments_empty_button")
    house.fail_with = PracticeFailed()
    press(page, "payments_practise")
    assert found(page, QAbstractButton, "payments_practise").text() == "Practice payments open…"
    await until(lambda: is_there(page, "payments_notice"))
    assert said(page, "payments_notice_title") == "The practice restaurant did not start."
    press(page, "payments_practise")
    await until(lambda: asked == ["connect", "practice"])
    assert not is_there(page, "payments_notice")
    assert house.calls == [("practice_payments",), ("practice_payments",)]


async def test_whose_account_it_is(desk: Desk, till: PaymentDesk, show: Show, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await till.connect()
    page = await opened(desk, show)
    await until(lambda: is_there(page, "payments_company_unread"))
    assert said(page, "payments_as_of") == "Not read from Revenue Monster yet"
    await keep(till, WHOLE)
    await until(lambda: is_there(page, "payments_company_name"))
    told = {
        name: said(page, f"payments_company_{name}")
        for name in ("name", "status", "registration", "type", "category", "address", "phone", "id")
    }
    assert told == {
        "name": "Restoran Palm Grill Sdn. Bhd.",
        "status": "Under review",
        "registration": "201901000001",
        "type": "SDN_BHD",
        "category": "FOOD_AND_BEVERAGE",
        "address": "12, Jalan Palma 1, 55100, KUALA LUMPUR",
        "phone": "+60 320000100",
        "id": "7100000000000000001",
    }
    assert not is_there(page, "payments_company_inactive")
    user = {name: said(page, f"payments_user_{name}") for name in ("name", "status", "email", "phone", "stores", "id")}
    assert user == {
        "name": "Nurul Hassan",
        "status": "Enabled",
        "email": "nurul@palmgrill.example",
        "phone": "+60 120000100",
        "stores": "Kedai Bangsar, 7700000000000000099",
        "id": "7200000000000000001",
    }
    found(page, QToolButton, "payments_company_copy_id").click()
    assert QGuiApplication.clipboard().text() == "7100000000000000001"
    assert said(page, "payments_environment") == "Revenue Monster"
    assert said(page, "payments_as_of") == "As of 01:14"
    await keep(till, msgspec.structs.replace(WHOLE, merchant=msgspec.structs.replace(MERCHANT, is_active=False)))
    await until(lambda: is_there(page, "payments_company_inactive"))
    for personal in ("Nurul", "palmgrill", "120000100"):
        assert personal not in caplog.text


async def test_what_is_allowed_and_until_when(desk: Desk, till: PaymentDesk, show: Show, clock: Clock) -> None:
    await till.connect()
    await keep(till, WHOLE)
    page = await opened(desk, show)
    await until(lambda: is_there(page, "payments_access_ends"))
    scopes = ("manage_payment", "manage_store", "get_merchant_profile", "get_user_profile", "extra")
    assert [said(page, f"payments_access_{scope}") for scope in scopes] == [
        "Allowed", "Not allowed", "Allowed", "Not allowed", "Allowed",
    ]  # fmt: skip
    assert said(page, "payments_access_ends") == "The token that is used now is good until 2026-03-06 01:14."
    told_with_it = {"grant": None, "refused": {"grant": "not_found"}, "token_ends_at": START + timedelta(days=10)}
    await keep(till, msgspec.structs.replace(WHOLE, **told_with_it))
    await until(lambda: "2026-02-14" in said(page, "payments_access_ends"))
    await keep(till, msgspec.structs.replace(WHOLE, grant=Grant(active=False)))
    await until(lambda: "is over" in said(page, "payments_access_ends"))
    clock.forward(hours=24 * 40)
    await keep(till, WHOLE)
    await until(lambda: said(page, "payments_access_ends").startswith("The token that was looked at ended"))


async def test_plans_and_the_warning_before_the_end(desk: Desk, till: PaymentDesk, show: Show, clock: Clock) -> None:
    await till.connect()
    await keep(till, WHOLE)
    page = await opened(desk, show)
    await until(lambda: is_there(page, "payments_plans_1001"))
    assert [said(page, f"payments_plans_{n}") for n in (1001, 1003, 1234)] == ["Enabled", "Suspended", "NEW_WORD"]
    assert said(page, "payments_plans_1001_ends") == "Ends on 2026-08-23, days of grace: 90"
    assert said(page, "payments_plans_1003_ends") == "Ends on 2026-02-04, goes on until 2026-05-05 at the latest"
    assert said(page, "payments_plans_1234_ends") == "Ends on not told"
    assert not is_there(page, "payments_plan")
    clock.forward(hours=24 * 180)
    await keep(till, WHOLE)
    await until(lambda: is_there(page, "payments_plan"))
    assert said(page, "payments_plan_title") == "The plan for payments ends on 2026-08-23. Days left: 20"


async def test_parts_that_are_not_told_are_said_to_be_so(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.connect()
    await keep(
        till,
        PaymentAccount(
            refused={
                "merchant": "forbidden",
                "user": "not_found",
                "subscriptions": "unreadable_answer",
                "grant": "server_fault",
                "stores": "forbidden",
            }
        ),
    )
    page = await opened(desk, show)
    await until(lambda: is_there(page, "payments_company_missing"))
    assert said(page, "payments_company_missing") == "Revenue Monster does not tell this to our sign-in."
    assert said(page, "payments_user_missing") == "Revenue Monster does not know this record."
    assert said(page, "payments_plans_missing") == "Revenue Monster's answer could not be read."
    assert said(page, "payments_access_missing") == "Revenue Monster tells nothing of this."
    assert said(page, "payments_access_no_stores") == "Stores: Revenue Monster does not tell this to our sign-in."
    assert not is_there(page, "payments_plan")


async def test_sandbox_and_practice_are_labelled(desk: Desk, till: PaymentDesk, show: Show) -> None:
    page = await opened(desk, show)
    for environment, words, tone in (
        (SANDBOX, "Revenue Monster sandbox", "warn"),
        (practice_environment("http://127.0.0.1:9"), "Practice payments", "warn"),
        (PRODUCTION, "Revenue Monster", "primary"),
    ):
        await till.connect(environment, merchant=environment.name)
        await until(lambda words=words: said(page, "payments_environment") == words)
        assert found(page, QLabel, "payments_environment").property("tone") == tone


async def test_the_account_is_read_now(desk: Desk, till: PaymentDesk, show: Show, clock: Clock) -> None:
    await till.connect()
    page = await opened(desk, show)
    await until(lambda: is_there(page, "payments_read"))
    assert not found(page, QAbstractButton, "payments_read").isEnabled(), "the network has not started"
    session = till.open()
    session.start()
    await until(lambda: is_there(page, "payments_company_name"))
    assert said(page, "payments_company_name") == "Kopitiam Sedap Sdn Bhd"
    clock.forward(minutes=9)
    till.counter.company = "Kopitiam Baru Sdn Bhd"
    press(page, "payments_read")
    assert said(page, "payments_as_of") == "Asking Revenue Monster…"
    await until(lambda: said(page, "payments_company_name") == "Kopitiam Baru Sdn Bhd")
    await until(lambda: said(page, "payments_as_of") == "As of 01:23")
    till.counter.fail("merchant", Offline())
    press(page, "payments_read")
    await until(lambda: is_there(page, "payments_trouble"))
    assert said(page, "payments_trouble_title") == "Revenue Monster cannot be reached."
    assert "no payment waits to be sent" in said(page, "payments_trouble_words")
    assert said(page, "payments_company_name") == "Kopitiam Baru Sdn Bhd", "what was read stays readable"
    await until(lambda: said(page, "payments_as_of") == "As of 01:23")
    await session.stop()


async def test_how_the_connection_stands(desk: Desk, till: PaymentDesk, show: Show) -> None:
    page = await opened(desk, show)
    for state, words, again in (
        (ConnectionState.CONNECTED, "Connected", False),
        (ConnectionState.NEW_SECRET, "New secret needed", True),
        (ConnectionState.SIGN_IN, "Sign in again", True),
    ):
        await till.connect(state=state)
        await until(lambda words=words: said(page, "payments_state") == words)
        assert is_there(page, "payments_sign_in") is again
        assert said(page, "payments_since") == "Connected since 2026-02-04 01:14"


async def test_signing_in_again_leads_where_the_account_came_from(
    desk: Desk, house: FakeHouse, till: PaymentDesk, show: Show
) -> None:
    await till.connect(state=ConnectionState.SIGN_IN)
    session = till.open()
    session.trouble = SignInExpired()
    page = await opened(desk, show)
    asked: list[str] = []
    page.connect_requested.connect(lambda: asked.append("connect"))
    page.practice_payments_requested.connect(lambda: asked.append("practice"))
    assert "Connect payments again in Setup" in said(page, "payments_trouble_words")
    press(page, "payments_sign_in")
    assert asked == ["connect"]
    await till.connect(practice_environment("http://127.0.0.1:9"), ConnectionState.SIGN_IN, "practice")
    await until(lambda: said(page, "payments_environment") == "Practice payments")
    press(page, "payments_sign_in")
    await until(lambda: asked == ["connect", "practice"])
    assert house.calls == [("practice_payments",)]


async def test_the_pin_is_chosen_and_changed(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.connect()
    session = till.open()
    page = await opened(desk, show)
    await until(lambda: found(page, QAbstractButton, "payments_pin").isEnabled())

    async def enter(**pins: str) -> None:
        press(page, "payments_pin")
        await until(lambda: is_there(page, "pin_dialog"))
        for name, pin in pins.items():
            QTest.keyClicks(found(page, QLineEdit, f"pin_{name}"), pin)
        press(found(page, QWidget, "pin_dialog"), "pin_save")
        await until(lambda: is_there(page, "payments_acts_notice"))

    await enter(new="4711", again="4711")
    assert said(page, "payments_acts_notice_title") == "The PIN for refunds is kept."
    await session.pin.check("4711")
    await enter(present="4711", new="2580", again="2580")
    await session.pin.check("2580")


async def test_disconnecting_asks_first_and_says_what_it_means(
    desk: Desk, till: PaymentDesk, prompter: FakePrompter, show: Show
) -> None:
    record, house = await till.connect(), till.house
    await desk.payments.begin(
        record.id,
        None,
        reference="1-ABC",
        way=PaymentWay.QR,
        title="Order 1",
        amount=100,
        store_id=STORES[0].id,
        at=till.clock(),
    )
    told: list[str] = []

    async def confirm(_parent: QWidget, title: str, text: str, **_answers: object) -> bool:
        told.append(plain(f"{title}\n{text}"))
        return prompter.answer

    prompter.__dict__["confirm"] = confirm
    page = await opened(desk, show)
    prompter.answer = False
    press(page, "payments_disconnect")
    await until(lambda: told and found(page, QAbstractButton, "payments_disconnect").isEnabled())
    assert house.calls == []
    assert told[0].startswith("Disconnect Kopitiam Sedap Sdn Bhd?")
    assert "My Account" in told[0]
    assert "not certain yet: 1" in told[0]
    prompter.answer = True
    press(page, "payments_disconnect")
    await until(lambda: ("disconnect", record.id) in house.calls)
    till.use(None)
    await until(lambda: is_there(page, "payments_empty"))


async def test_a_refused_disconnect_is_told(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.connect()

    async def refuse(_connection_id: int) -> None:
        raise KeyringUnavailable

    till.house.__dict__["disconnect"] = refuse
    page = await opened(desk, show)
    press(page, "payments_disconnect")
    await until(lambda: is_there(page, "payments_acts_notice"))
    assert "password store" in said(page, "payments_acts_notice_title")
    assert found(page, QAbstractButton, "payments_disconnect").isEnabled()


async def test_setup_has_the_part_and_passes_on_what_it_asks_for(desk: Desk, show: Show) -> None:
    page = SetupPage(desk)
    show(page)
    asked: list[str] = []
    page.connect_requested.connect(lambda: asked.append("connect"))
    page.practice_payments_requested.connect(lambda: asked.append("practice"))
    press(page, "setup_nav_payments")
    await until(lambda: is_there(page, "payments_page"))
    press(page, "payments_empty_button")
    press(page, "payments_practise")
    await until(lambda: asked == ["connect", "practice"])


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_narrow_part_sets_the_cards_below_each_other(
    make_desk: MakeDesk, show: Show, clock: Clock, tmp_path: Path, language: str
) -> None:
    desk = await make_desk(language)
    till = PaymentDesk(desk, clock, tmp_path)
    await till.connect()
    await keep(till, WHOLE)
    page = await opened(desk, show, 640, 760)
    await until(lambda: is_there(page, "payments_company_name"))
    company, acts = found(page, QWidget, "payments_company"), found(page, QWidget, "payments_acts")
    assert company.x() == acts.x()
    assert page.width() == 640, "the part never asks for more than it has"
    page.resize(1100, 760)
    await until(lambda: company.x() != acts.x())
