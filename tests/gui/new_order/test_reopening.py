"""An order that RETM does not have yet is opened again, and sent in its own place: one order, never two."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from retm_desktop.domain.draft import ChosenModifier, Draft, DraftLine
from retm_desktop.domain.errors import OutcomeUnknown, Rejected
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.menu import Product
from retm_desktop.domain.orders import Line
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.new_order.reopening import reopened
from retm_desktop.store.orders import OrderQuery
from retm_desktop.store.outbox import Action, ActionState
from tests.gui.conftest import START, FakeHouse, FakePrompter, Show
from tests.gui.new_order.test_page import Counter, come_back
from tests.gui.shop import CHARGES, PRODUCTS, stock
from tests.waiting import until

MIXED_GRILL = next(product for product in PRODUCTS if product.id == "prod-mixed-grill")
KABSA = next(product for product in PRODUCTS if product.id == "prod-kabsa")
DRAFT = Draft(
    lines=(
        DraftLine(MIXED_GRILL, modifiers=(ChosenModifier(0, MIXED_GRILL.modifiers[0].items[1]),), quantity=2),
        DraftLine(KABSA, variation=KABSA.variations[1], note="no raisins"),
    ),
    branch_id="branch-olaya",
    order_type_id="type-pickup",
    customer_name="Huda",
    customer_phone="0551234567",
    payment_id="pay-mada",
    payment_name=BilingualText("mada card", "بطاقة مدى"),
    charges=(CHARGES[0],),
    note="Call first",
)


async def test_a_draft_comes_back_as_it_was() -> None:
    assert reopened(DRAFT.intent("RD-1"), PRODUCTS, CHARGES) == DRAFT


async def test_what_the_menu_has_no_more_keeps_its_name_and_price() -> None:
    line = Line("gone", name=BilingualText("Old dish", "طبق قديم"), quantity=Decimal(2), total=Decimal(30))
    draft = reopened(
        CreateOrder("RD-1", "b", DRAFT.intent("x").customer, (line,), ("",), Decimal(26), Decimal(4), Decimal(30)),
        PRODUCTS,
        (),
    )
    assert draft.lines == (DraftLine(Product("gone", line.name, price=Decimal(15)), quantity=2),)
    assert draft.estimate().total == Decimal("30.00")


@pytest.fixture
async def refused(desk: Desk) -> Action:
    """An order that RETM refused."""
    await stock(desk)
    action = await desk.house.do(DRAFT.intent("RD-OLD"))
    assert await desk.outbox.sending(action.id)
    await desk.outbox.failed(action.id, Rejected("no"), START)
    return await now(desk, action)


async def now(desk: Desk, action: Action) -> Action:
    read = await desk.outbox.get(action.id)
    assert read is not None
    return read


async def editing(desk: Desk, show: Show, action: Action) -> Counter:
    counter = await come_back(desk, show)
    counter.page.edit(action)
    await until(lambda: len(counter.lines) == 2)
    return counter


def title(counter: Counter) -> str:
    return counter.part(QLabel, "new_order_title").text()


async def test_a_refused_order_is_filled_in_and_sent_in_its_place(
    desk: Desk, house: FakeHouse, refused: Action, show: Show
) -> None:
    counter = await editing(desk, show, refused)
    assert counter.lines == [("Mixed grill", 2), ("Chicken kabsa", 1)]
    assert counter.part(QLineEdit, "new_order_phone").text() == "0551234567"
    assert counter.part(QLineEdit, "new_order_note").text() == "Call first"
    assert counter.part(QComboBox, "new_order_payment").currentData() == "pay-mada"
    assert title(counter) == "Edit order"
    assert counter.part(QWidget, "new_order_replacing").isVisible()
    counter.press("new_order_less_0")
    counter.press("new_order_send")
    await until(lambda: counter.placed == [refused.order_key])
    (action,) = await desk.outbox.open(desk.connection_id)
    assert (action.id, action.state) == (refused.id, ActionState.PENDING)
    assert isinstance(action.intent, CreateOrder)
    assert action.intent.partner_reference == "RD-OLD"
    assert [line.quantity for line in action.intent.lines] == [1, 1]
    assert await desk.orders.count(OrderQuery(desk.connection_id)) == 1
    # The next order is one of its own again.
    assert title(counter) == "New order"
    assert counter.lines == []


async def test_whose_order_it_is_outlives_the_page(desk: Desk, house: FakeHouse, refused: Action, show: Show) -> None:
    before = await editing(desk, show, refused)
    before.page.close()
    counter = await come_back(desk, show)
    assert title(counter) == "Edit order"
    counter.press("new_order_send")
    await until(lambda: counter.placed == [refused.order_key])
    assert len(await desk.outbox.open(desk.connection_id)) == 1


async def test_what_waits_is_held_while_it_is_edited_and_goes_out_when_it_is_not(
    desk: Desk, house: FakeHouse, show: Show, prompter: FakePrompter
) -> None:
    await stock(desk)
    house.grace = timedelta(seconds=5)
    action = await desk.house.do(DRAFT.intent("RD-OLD"))
    counter = await editing(desk, show, action)
    assert await desk.outbox.due(desk.connection_id, START + timedelta(minutes=5)) == []
    counter.press("new_order_leave")
    await until(lambda: counter.left == [True])
    assert prompter.asked == ["Discard the changes?"]
    assert [one.id for one in await desk.outbox.due(desk.connection_id, START)] == [action.id]
    assert title(counter) == "New order"


async def test_what_was_sent_meanwhile_is_not_sent_again(
    desk: Desk, house: FakeHouse, refused: Action, show: Show
) -> None:
    counter = await editing(desk, show, refused)
    # Somebody pressed Retry, and RETM did not answer.
    await desk.outbox.retry(refused.id)
    assert await desk.outbox.sending(refused.id)
    await desk.outbox.unknown(refused.id, OutcomeUnknown(), START)
    counter.press("new_order_send")
    await until(lambda: counter.part(QWidget, "new_order_notice").isVisible())
    assert counter.words("new_order_notice_title") == "It is too late to change this order."
    assert len(counter.lines) == 2
    counter.press("new_order_send")
    await until(lambda: house.calls.count(("replace", refused.id)) == 2)
    assert [one.id for one in await desk.outbox.open(desk.connection_id)] == [refused.id]


async def test_what_retm_may_have_is_not_opened(desk: Desk, refused: Action, show: Show) -> None:
    await desk.outbox.retry(refused.id)
    assert await desk.outbox.sending(refused.id)
    counter = await come_back(desk, show)
    counter.page.edit(refused)
    await until(lambda: counter.part(QWidget, "new_order_notice").isVisible())
    assert counter.lines == []


async def test_an_order_that_was_taken_back_is_a_new_one(desk: Desk, house: FakeHouse, show: Show) -> None:
    await stock(desk)
    action = await desk.house.do(DRAFT.intent("RD-OLD"))
    assert await desk.outbox.withdraw(action.id)
    counter = await editing(desk, show, action)
    assert title(counter) == "New order"
    counter.press("new_order_send")
    await until(lambda: len(counter.placed) == 1)
    (sent,) = await desk.outbox.open(desk.connection_id)
    assert isinstance(sent.intent, CreateOrder)
    assert sent.id != action.id
    assert sent.intent.partner_reference != "RD-OLD"


async def test_an_order_that_is_being_taken_is_not_lost_without_a_question(
    desk: Desk, refused: Action, show: Show, prompter: FakePrompter
) -> None:
    counter = await come_back(desk, show)
    counter.fill()
    prompter.answer = False
    counter.page.edit(refused)
    await until(lambda: prompter.asked == ["Discard the order on this page?"])
    assert counter.lines == [("Shish tawook", 1)]
    prompter.answer = True
    counter.page.edit(refused)
    await until(lambda: len(counter.lines) == 2)
