"""Making and changing a store: checked, asked, written down, sent; and nothing is called done before it is."""

import asyncio
import dataclasses

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from retm_desktop.domain.errors import Forbidden, Offline, OutcomeUnknown, Rejected
from retm_desktop.domain.payments import GeoLocation, PaymentStore
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.store.payment_stores import EditState
from retm_desktop.sync.payments.session import PaymentSession
from tests.gui.conftest import Clock, FakePrompter, MakeDesk, Show
from tests.gui.payment_stores.account import Screen, connect_account, opened_stores, put_account
from tests.sync.payments.counter import Counter, shop
from tests.waiting import until, until_async


class SlowCounter(Counter):
    """Answers a new store only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = asyncio.Event()

    async def create_store(self, store: PaymentStore) -> PaymentStore:
        await self.let.wait()
        return await super().create_store(store)


class Reader(FakePrompter):
    """Remembers what it was asked, word by word."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    async def confirm(
        self, parent: QWidget, title: str, text: str, *, yes: str, no: str, dangerous: bool = False
    ) -> bool:
        self.texts.append(plain(text))
        return await super().confirm(parent, title, text, yes=yes, no=no, dangerous=dangerous)


@pytest.fixture
def counter() -> Counter:
    """A service with two stores."""
    return Counter()


@pytest.fixture
async def session(desk: Desk, counter: Counter) -> PaymentSession:
    """The connected account."""
    return await connect_account(desk, counter)


@pytest.fixture
def reader(desk: Desk) -> Reader:
    """Who answers the questions in `asked_desk`."""
    return Reader()


@pytest.fixture
def asked_desk(desk: Desk, reader: Reader) -> Desk:
    """The desk with somebody who remembers the words of each question."""
    return dataclasses.replace(desk, prompter=reader)


async def listed(desk: Desk, show: Show, count: int = 2) -> Screen:
    screen = await opened_stores(desk, show)
    await until(lambda: len(screen.names()) == count)
    return screen


def lines(screen: Screen) -> list[str]:
    """What is said in the notice above the list."""
    return [screen.said("stores_notice_title")] if screen.there("stores_notice") else []


async def state_of(desk: Desk, session: PaymentSession, state: EditState) -> None:
    """Wait until the one edit there is stands so."""

    async def stands() -> bool:
        edits = await desk.payment_stores.edits(session.connection.id)
        return [edit.state for edit in edits] == [state]

    await until_async(stands)


async def test_a_new_store_is_pending_until_the_account_has_it(desk: Desk, show: Show) -> None:
    counter = SlowCounter()
    session = await connect_account(desk, counter)
    screen = await listed(desk, show)
    await screen.form("stores_new")
    assert screen.find(QLineEdit, "store_form_name").hasFocus()
    assert (screen.typed("country"), screen.typed("country_code")) == ("Malaysia", "60")
    screen.fill(latitude="3.1", longitude="101.7")
    await screen.save()
    edit = await screen.edit()
    assert edit.state is EditState.PENDING
    assert screen.said(f"store_edit_asked_{edit.id}") == "New store: Kedai Cheras"
    assert "has not answered yet" in screen.said(f"store_edit_state_{edit.id}")
    assert screen.find(QWidget, f"store_edit_{edit.id}").findChildren(QPushButton) == []
    assert screen.names() == ["Kedai Bangsar", "Kedai Ampang"] and lines(screen) == []
    counter.let.set()
    await until(lambda: lines(screen) == ["Made at Revenue Monster: Kedai Cheras"])
    assert not screen.there(f"store_edit_{edit.id}")
    await until(lambda: screen.names()[-1] == "Kedai Cheras")
    assert screen.said("store_name") == "Kedai Cheras"
    made = counter.shops[-1]
    assert (made.city, made.phone_number, made.location) == ("Kuala Lumpur", "391234567", GeoLocation(3.1, 101.7))
    assert await desk.payment_stores.edits(session.connection.id) == []


async def test_the_form_checks_before_anything_is_sent_and_keeps_what_was_typed(
    desk: Desk, counter: Counter, session: PaymentSession, show: Show
) -> None:
    screen = await listed(desk, show)
    await screen.form("stores_new")
    screen.click("store_form_save")
    await until(lambda: screen.error("name"))
    for field in ("name", "address_line_1", "post_code", "city", "state", "phone_number"):
        assert screen.error(field) == "This has to be filled in.", field
    assert screen.error("address_line_2") == screen.error("country") == screen.error("latitude") == ""
    assert screen.find(QLineEdit, "store_form_name").hasFocus()
    screen.fill(phone_number="3912 34x", latitude="3.1")
    assert screen.error("name") == ""
    assert screen.error("phone_number") == "Digits only."
    assert screen.error("longitude") == "Enter both coordinates, or leave both empty."
    screen.click("store_form_save")
    await until(lambda: screen.find(QLineEdit, "store_form_phone_number").hasFocus())
    screen.type("phone_number", "+60391234567")
    assert "Without the country code" in screen.error("phone_number")
    screen.type("longitude", "190")
    assert "longitude from -180 to 180" in screen.error("longitude")
    screen.type("phone_number", "391234567")
    assert screen.typed("name") == "Kedai Cheras"
    assert "create_store" not in counter.calls
    assert await desk.payment_stores.edits(session.connection.id) == []


async def test_what_the_service_refuses_is_told_by_field_and_can_be_put_right(
    desk: Desk, counter: Counter, session: PaymentSession, show: Show
) -> None:
    said = {"postCode": ("five digits, please",), "merchantSettlementId": ("unknown account",)}
    counter.fail("create_store", Rejected("no", said))
    screen = await listed(desk, show)
    await screen.form("stores_new")
    screen.fill()
    await screen.save()
    await state_of(desk, session, EditState.FAILED)
    edit = await screen.edit()
    await until(lambda: screen.there(f"store_edit_retry_{edit.id}"))
    words = screen.said(f"store_edit_state_{edit.id}")
    assert "Post code: five digits, please" in words
    assert "merchantSettlementId: unknown account" in words
    assert "Nothing was changed" in words
    assert lines(screen) == [] and len(screen.names()) == 2
    await screen.form(f"store_edit_edit_{edit.id}")
    assert screen.typed("name") == "Kedai Cheras" and screen.typed("post_code") == "56000"
    assert screen.error("post_code") == "Revenue Monster says: five digits, please"
    assert screen.find(QLineEdit, "store_form_post_code").hasFocus()
    assert "merchantSettlementId: Revenue Monster says: unknown account" in screen.said("store_form_notice_words")
    screen.type("post_code", "56100")
    assert screen.error("post_code") == ""
    await screen.save()
    await until(lambda: lines(screen) == ["Made at Revenue Monster: Kedai Cheras"])
    assert [one.post_code for one in counter.shops[2:]] == ["56100"]
    assert await desk.payment_stores.edits(session.connection.id) == []
    assert not screen.there("store_edits")


async def test_what_is_not_allowed_is_retried_or_given_up(
    desk: Desk, counter: Counter, session: PaymentSession, prompter: FakePrompter, show: Show
) -> None:
    counter.fail("create_store", Forbidden("no"), Forbidden("no"))
    screen = await listed(desk, show)
    await screen.form("stores_new")
    screen.fill()
    await screen.save()
    await state_of(desk, session, EditState.FAILED)
    edit = await screen.edit()
    await until(lambda: screen.there(f"store_edit_retry_{edit.id}"))
    assert "does not allow this" in screen.said(f"store_edit_state_{edit.id}")
    screen.click(f"store_edit_retry_{edit.id}")
    await until(lambda: counter.calls.count("create_store") == 2)
    await until(lambda: screen.there(f"store_edit_give_up_{edit.id}"))
    screen.click(f"store_edit_give_up_{edit.id}")
    await until(lambda: not screen.there("store_edits"))
    assert await desk.payment_stores.edits(session.connection.id) == []
    assert prompter.asked == [] and lines(screen) == [] and len(counter.shops) == 2


async def test_a_lost_answer_is_looked_for_and_found(
    desk: Desk, counter: Counter, session: PaymentSession, show: Show
) -> None:
    counter.fail_after("create_store", OutcomeUnknown("lost"))
    screen = await listed(desk, show)
    await screen.form("stores_new")
    screen.fill()
    await screen.save()
    await until(lambda: lines(screen) == ["Made at Revenue Monster: Kedai Cheras"])
    assert counter.calls.count("create_store") == 1
    assert [one.name for one in counter.shops] == ["Kedai Bangsar", "Kedai Ampang", "Kedai Cheras"]


async def test_while_it_cannot_be_looked_for_it_is_unknown_and_never_sent_again(
    desk: Desk, counter: Counter, session: PaymentSession, clock: Clock, show: Show
) -> None:
    screen = await listed(desk, show)
    counter.fail_after("create_store", OutcomeUnknown("lost"))
    counter.fail("stores", Offline("no way"))
    await screen.form("stores_new")
    screen.fill()
    await screen.save()
    await state_of(desk, session, EditState.UNKNOWN)
    edit = await screen.edit()
    await until(lambda: screen.there(f"store_edit_look_{edit.id}"))
    assert "not known whether this happened" in screen.said(f"store_edit_state_{edit.id}")
    assert not screen.there(f"store_edit_retry_{edit.id}")
    assert lines(screen) == [] and len(screen.names()) == 2
    clock.forward(minutes=1)
    screen.click(f"store_edit_look_{edit.id}")
    await until(lambda: lines(screen) == ["Made at Revenue Monster: Kedai Cheras"])
    assert counter.calls.count("create_store") == 1


async def test_what_was_looked_for_and_not_found_is_sent_again_only_by_hand(
    desk: Desk, counter: Counter, session: PaymentSession, show: Show
) -> None:
    screen = await listed(desk, show)
    counter.fail("create_store", OutcomeUnknown("lost"))
    await screen.form("stores_new")
    screen.fill()
    await screen.save()
    await state_of(desk, session, EditState.FAILED)
    edit = await screen.edit()
    await until(lambda: screen.there(f"store_edit_retry_{edit.id}"))
    assert "the store was not found there afterwards" in screen.said(f"store_edit_state_{edit.id}")
    assert counter.calls.count("create_store") == 1
    screen.click(f"store_edit_retry_{edit.id}")
    await until(lambda: lines(screen) == ["Made at Revenue Monster: Kedai Cheras"])
    assert len(counter.shops) == 3


async def test_looking_for_it_is_given_up_only_after_a_question(
    desk: Desk, counter: Counter, session: PaymentSession, prompter: FakePrompter, show: Show
) -> None:
    screen = await listed(desk, show)
    counter.fail_after("create_store", OutcomeUnknown("lost"))
    counter.fail("stores", Offline("no way"))
    await screen.form("stores_new")
    screen.fill()
    await screen.save()
    await state_of(desk, session, EditState.UNKNOWN)
    edit = await screen.edit()
    await until(lambda: screen.there(f"store_edit_give_up_{edit.id}"))
    prompter.answer = False
    screen.click(f"store_edit_give_up_{edit.id}")
    await until(lambda: prompter.asked == ["Stop looking for it?"])
    assert await desk.payment_stores.edits(session.connection.id) != []
    prompter.answer = True
    screen.click(f"store_edit_give_up_{edit.id}")
    await until(lambda: not screen.there("store_edits"))
    assert lines(screen) == []
    session.refresh()
    await until(lambda: len(screen.names()) == 3)
    assert lines(screen) == []


async def test_a_change_is_sent_whole_after_a_look_at_what_it_changes(
    asked_desk: Desk, counter: Counter, session: PaymentSession, reader: Reader, show: Show
) -> None:
    counter.shops[0] = msgspec.structs.replace(counter.shops[0], location=GeoLocation(3.1579, 101.7116))
    session.refresh()
    screen = await listed(asked_desk, show)
    await screen.open(0)
    await until(lambda: screen.there("store_coordinates"))
    before = counter.shops[0]
    await screen.form("store_change")
    assert screen.typed("latitude") == "3.1579"
    screen.type("name", "Kedai Bangsar Baru")
    screen.type("phone_number", "377771234")
    screen.type("address_line_2", "Tingkat 2")
    reader.answer = False
    await screen.save()
    assert reader.asked == ["Change this store at Revenue Monster?"]
    assert reader.texts == [
        "Name: Kedai Bangsar → Kedai Bangsar Baru\nAddress, second line: – → Tingkat 2\nPhone: 321234567 → 377771234"
    ]
    assert screen.there("store_form") and screen.typed("name") == "Kedai Bangsar Baru"
    assert "update_store" not in counter.calls
    reader.answer = True
    await screen.save()
    await until(lambda: lines(screen) == ["Changed at Revenue Monster: Kedai Bangsar Baru"])
    assert counter.shops[0] == msgspec.structs.replace(
        before, name="Kedai Bangsar Baru", phone_number="377771234", address_line_2="Tingkat 2"
    )
    assert screen.said("store_name") == "Kedai Bangsar Baru"


async def test_what_the_account_has_meanwhile_is_told_before_it_is_written_over(
    asked_desk: Desk, counter: Counter, session: PaymentSession, reader: Reader, show: Show
) -> None:
    screen = await listed(asked_desk, show)
    await screen.open(1)
    await screen.form("store_change")
    screen.type("name", "Kedai Ampang Baru")
    counter.shops[1] = msgspec.structs.replace(counter.shops[1], post_code="68000")
    session.refresh()
    await until_async(lambda: _post_code(asked_desk, session, "68000"))
    reader.answer = False
    await screen.save()
    assert reader.texts == ["Name: Kedai Ampang → Kedai Ampang Baru\nPost code: 68000 → 59100"]


async def _post_code(desk: Desk, session: PaymentSession, wanted: str) -> bool:
    return (await desk.payment_stores.all(session.connection.id))[1].post_code == wanted


async def test_nothing_to_change_and_a_store_that_is_gone_are_said(
    asked_desk: Desk, counter: Counter, session: PaymentSession, reader: Reader, show: Show
) -> None:
    screen = await listed(asked_desk, show)
    await screen.open(1)
    await screen.form("store_change")
    await screen.save()
    assert screen.said("store_form_notice_title") == "There is nothing to change."
    screen.type("name", "Kedai Baru")
    await asked_desk.payment_stores.replace(session.connection.id, counter.shops[:1])
    await screen.save()
    assert "does not have this store any more" in screen.said("store_form_notice_title")
    assert screen.typed("name") == "Kedai Baru"
    assert reader.asked == [] and "update_store" not in counter.calls


async def test_coordinates_cannot_be_taken_away(
    desk: Desk, counter: Counter, session: PaymentSession, show: Show
) -> None:
    counter.shops[0] = msgspec.structs.replace(counter.shops[0], location=GeoLocation(3.1579, 101.7116))
    session.refresh()
    screen = await listed(desk, show)
    await screen.open(0)
    await until(lambda: screen.there("store_coordinates"))
    await screen.form("store_change")
    screen.type("latitude", "")
    screen.type("longitude", "")
    await screen.save()
    assert "taken away only in Revenue Monster's portal" in screen.error("latitude")
    assert "update_store" not in counter.calls


async def test_a_change_that_fails_stays_with_the_store_until_it_is_given_up(
    desk: Desk, counter: Counter, session: PaymentSession, show: Show
) -> None:
    counter.fail("update_store", OutcomeUnknown("lost"))
    screen = await listed(desk, show)
    await screen.open(0)
    await screen.form("store_change")
    screen.type("city", "Subang Jaya")
    await screen.save()
    await state_of(desk, session, EditState.FAILED)
    edit = await screen.edit()
    await until(lambda: screen.there(f"store_edit_retry_{edit.id}"))
    assert screen.said(f"store_edit_asked_{edit.id}") == "Change of Kedai Bangsar"
    assert "the change was not found there" in screen.said(f"store_edit_state_{edit.id}")
    assert screen.rows()[0][1] == "KUALA LUMPUR" and lines(screen) == []
    await screen.form(f"store_edit_edit_{edit.id}")
    assert screen.typed("city") == "Subang Jaya"
    await screen.save()
    await until(lambda: lines(screen) == ["Changed at Revenue Monster: Kedai Bangsar"])
    await until(lambda: screen.rows()[0][1] == "Subang Jaya")
    assert await desk.payment_stores.edits(session.connection.id) == []


async def test_while_a_change_may_have_happened_there_is_no_other(
    desk: Desk, counter: Counter, session: PaymentSession, clock: Clock, show: Show
) -> None:
    screen = await listed(desk, show)
    counter.fail("update_store", OutcomeUnknown("lost"))
    counter.fail("stores", Offline("no way"))
    await screen.open(0)
    await screen.form("store_change")
    screen.type("city", "Subang Jaya")
    await screen.save()
    await state_of(desk, session, EditState.UNKNOWN)
    await until(lambda: not screen.find(QPushButton, "store_change").isEnabled())
    assert screen.there("store_waiting")
    await screen.open(1)
    assert screen.find(QPushButton, "store_change").isEnabled() and not screen.there("store_waiting")


async def test_the_tenth_that_came_meanwhile_is_told_in_the_form(
    desk: Desk, counter: Counter, session: PaymentSession, show: Show
) -> None:
    screen = await listed(desk, show)
    await screen.form("stores_new")
    screen.fill()
    await desk.payment_stores.replace(session.connection.id, [shop(f"77{n}", f"Kedai {n}") for n in range(10)])
    await screen.save()
    assert "at most 10 stores" in screen.said("store_form_notice_title")
    assert screen.typed("name") == "Kedai Cheras"
    assert "create_store" not in counter.calls
    assert await desk.payment_stores.edits(session.connection.id) == []


async def test_escape_asks_only_where_something_was_typed(
    desk: Desk, session: PaymentSession, prompter: FakePrompter, show: Show
) -> None:
    screen = await listed(desk, show)
    form = await screen.form("stores_new")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not screen.there("store_form") and prompter.asked == []
    form = await screen.form("stores_new")
    screen.type("name", "Kedai")
    prompter.answer = False
    QTest.keyClick(form, Qt.Key.Key_Escape)
    await until(lambda: prompter.asked == ["Discard what you entered?"])
    assert screen.there("store_form") and screen.typed("name") == "Kedai"
    prompter.answer = True
    QTest.keyClick(form, Qt.Key.Key_Escape)
    await until(lambda: not screen.there("store_form"))


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
async def test_states_are_offered_and_any_other_text_is_taken(
    desk: Desk, counter: Counter, session: PaymentSession, show: Show
) -> None:
    screen = await listed(desk, show)
    await screen.form("stores_new")
    screen.type("state", "sel")
    assert screen.typed("state") == "Selangor"
    screen.type("state", "LABUAN")
    assert screen.typed("state") == "Labuan"
    field = screen.find(QLineEdit, "store_form_state")
    QTest.keyClick(field, Qt.Key.Key_Down)
    menu = screen.find(QMenu, "store_form_state_list")
    assert menu.isVisible() and len(menu.actions()) == 16
    next(action for action in menu.actions() if action.text() == "Sabah").trigger()
    menu.close()
    assert screen.typed("state") == "Sabah"
    screen.fill(state="Singapura", country="Singapore", country_code="65")
    await screen.save()
    await until(lambda: len(counter.shops) == 3)
    assert (counter.shops[2].state, counter.shops[2].country_code) == ("Singapura", "65")


async def test_a_pair_of_coordinates_fills_both_fields(desk: Desk, session: PaymentSession, show: Show) -> None:
    screen = await listed(desk, show)
    await screen.form("stores_new")
    screen.type("longitude", "3.1579, 101.7116")
    assert (screen.typed("latitude"), screen.typed("longitude")) == ("3.1579", "101.7116")
    assert screen.error("latitude") == screen.error("longitude") == ""


async def test_a_form_of_an_account_that_is_gone_closes(desk: Desk, session: PaymentSession, show: Show) -> None:
    screen = await listed(desk, show)
    await screen.form("stores_new")
    screen.type("name", "Kedai")
    put_account(desk, None)
    await until(lambda: not screen.there("store_form"))


async def test_an_interrupted_edit_is_looked_for_after_a_start(desk: Desk, counter: Counter, show: Show) -> None:
    session = await connect_account(desk, counter, start=False)
    await desk.payment_stores.put_edit(
        session.connection.id, msgspec.structs.replace(shop("", "Kedai Cheras"), status=""), desk.now()
    )
    screen = await opened_stores(desk, show)
    edit = await screen.edit()
    counter.shops.append(shop("7700000000000000003", "Kedai Cheras"))
    session.start()
    await until(lambda: len(screen.names()) == 3 and not screen.there(f"store_edit_{edit.id}"))
    assert "create_store" not in counter.calls


async def test_in_arabic_a_store_is_made_as_well(make_desk: MakeDesk, counter: Counter, show: Show) -> None:
    desk = await make_desk(language="ar", theme="dark")
    session = await connect_account(desk, counter)
    screen = await listed(desk, show)
    form = await screen.form("stores_new")
    assert form.layoutDirection() == Qt.LayoutDirection.RightToLeft
    screen.fill(name="كشك الشاي", phone_number="٣٩١٢٣٤٥٦٧")
    form.grab()
    await screen.save()
    await until(lambda: lines(screen))
    assert "كشك الشاي" in lines(screen)[0]
    assert counter.shops[2].phone_number == "391234567"
    assert await desk.payment_stores.edits(session.connection.id) == []
