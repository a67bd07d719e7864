"""Making a record: the form checks, the outbox keeps, and nothing is called made before RETM has made it."""

import asyncio
from decimal import Decimal

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from retm_desktop.domain.business import Charge, OrderType, PaymentMethod
from retm_desktop.domain.errors import DiskFull, Offline, OutcomeUnknown, Rejected
from retm_desktop.domain.intents import CreateCharge, CreateOrderType, CreatePaymentMethod, CreateTax, RecordIntent
from retm_desktop.domain.menu import Tax
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.records.form import RecordForm
from retm_desktop.gui.records.page import RecordsPage
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.outbox import Action, ActionState
from retm_desktop.sync.status import Link, Status
from tests.gui import shop
from tests.gui.conftest import FakeHouse, FakePrompter, Show
from tests.gui.connect.found import found, is_there, press, words
from tests.gui.records.hands import error, form_of, make_at_retm, model, opened, put, table, type_in
from tests.waiting import until, until_async

MEAL_CARD = PaymentMethod("", Both("Meal card", "بطاقة وجبات"), 6, zatca_code="30")


async def new_form(desk: Desk, show: Show, kind: Kind) -> tuple[RecordsPage, RecordForm]:
    """Return the page of a kind in a stocked restaurant, and its form for a new record."""
    await shop.stock(desk)
    page = await opened(desk, show, kind)
    await until(lambda: model(page).index(0, 0).data())
    return page, await form_of(page, f"{page.objectName().removesuffix('_page')}_new")


def name_it(form: RecordForm, en: str = "Meal card", ar: str = "بطاقة وجبات") -> None:
    type_in(form, "record_name_en", en)
    type_in(form, "record_name_ar", ar)


async def sent(page: RecordsPage, form: RecordForm, house: FakeHouse) -> RecordIntent:
    """Press the button that sends and return what went into the outbox."""
    press(form, "record_send")
    await until(lambda: house.done)
    ((intent, order_key),) = house.done
    assert order_key is None
    await until(lambda: not is_there(page, "record_form"))
    return intent  # type: ignore[return-value]


async def test_a_payment_method_is_suggested_its_code_and_sent(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.PAYMENT_METHOD)
    name_it(form)
    press(form, "record_type_1")
    assert found(form, QAbstractButton, "record_zatca_10").isChecked()
    assert found(form, QAbstractButton, "record_drawer").isChecked()
    press(form, "record_type_6")
    assert found(form, QAbstractButton, "record_zatca_30").isChecked()
    assert not found(form, QAbstractButton, "record_drawer").isChecked()
    press(form, "record_terminal")
    assert await sent(page, form, house) == CreatePaymentMethod(
        PaymentMethod("", Both("Meal card", "بطاقة وجبات"), 6, False, True, "30")
    )


async def test_a_code_chosen_by_hand_is_not_taken_back(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.PAYMENT_METHOD)
    name_it(form)
    press(form, "record_type_6")
    press(form, "record_zatca_42")
    press(form, "record_type_2")
    assert found(form, QAbstractButton, "record_zatca_42").isChecked()
    intent = await sent(page, form, house)
    assert isinstance(intent, CreatePaymentMethod)
    assert (intent.record.zatca_code, intent.record.uses_terminal) == ("42", True)


async def test_an_order_types_code_is_chosen_by_those_that_have_it(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.ORDER_TYPE)
    name_it(form, "Garden", "الحديقة")
    assert "Dine in" in found(form, QAbstractButton, "record_type_1").accessibleName()
    press(form, "record_type_1")
    assert not is_there(form, "record_type_number")
    assert await sent(page, form, house) == CreateOrderType(OrderType("", Both("Garden", "الحديقة"), 1))


async def test_an_order_type_takes_another_number_in_either_digits(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.ORDER_TYPE)
    name_it(form, "Garden", "الحديقة")
    press(form, "record_type_another")
    assert found(form, QLineEdit, "record_type_number").hasFocus()
    type_in(form, "record_type_number", "250")
    assert "1 to 99" in error(form, "record_type")
    press(form, "record_send")
    await until(lambda: found(form, QAbstractButton, "record_send").isEnabled())
    assert house.done == []
    type_in(form, "record_type_number", "١٢")
    assert error(form, "record_type") == ""
    assert await sent(page, form, house) == CreateOrderType(OrderType("", Both("Garden", "الحديقة"), 12))


async def test_a_charge_has_its_total_estimated(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.CHARGE)
    name_it(form, "Far delivery", "توصيل بعيد")
    taxes = found(form, QComboBox, "record_tax")
    assert [taxes.itemText(n) for n in range(taxes.count())] == ["No tax", "\u2068VAT 15%\u2069"]
    assert taxes.currentIndex() == 1
    assert words(form, "record_total") == "–"
    type_in(form, "record_value", "١٢٫٥٠")
    assert plain(words(form, "record_total")) == "14.38\u00a0SAR"
    taxes.setCurrentIndex(0)
    assert plain(words(form, "record_total")) == "12.50\u00a0SAR"
    taxes.setCurrentIndex(1)
    assert await sent(page, form, house) == CreateCharge(
        Charge("", Both("Far delivery", "توصيل بعيد"), Decimal("12.50"), shop.VAT)
    )


async def test_a_percentage_above_a_hundred_is_refused(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.TAX)
    name_it(form, "Sugar", "السكر")
    type_in(form, "record_value", "120")
    assert "at most 100" in error(form, "record_value")
    assert words(form, "record_unit") == "%"
    press(form, "record_type_1")
    assert error(form, "record_value") == ""
    assert plain(words(form, "record_unit")) == "SAR"
    assert await sent(page, form, house) == CreateTax(Tax("", Both("Sugar", "السكر"), 1, Decimal(120)))


async def test_nothing_is_sent_with_flaws_and_the_first_is_gone_to(desk: Desk, house: FakeHouse, show: Show) -> None:
    _, form = await new_form(desk, show, Kind.PAYMENT_METHOD)
    press(form, "record_send")
    await until(lambda: error(form, "record_name_en"))
    for name in ("record_name_en", "record_name_ar", "record_type", "record_zatca"):
        assert error(form, name)
    await until(lambda: found(form, QLineEdit, "record_name_en").hasFocus())
    type_in(form, "record_name_en", "Meal card")
    assert error(form, "record_name_en") == ""
    assert error(form, "record_name_ar")
    press(form, "record_type_4")
    assert error(form, "record_type") == error(form, "record_zatca") == ""
    assert house.done == []


@pytest.mark.parametrize(("field", "typed"), [("record_name_en", "  MADA   card "), ("record_name_ar", "بطاقه مدى")])
async def test_a_name_of_the_list_is_refused(desk: Desk, house: FakeHouse, show: Show, field: str, typed: str) -> None:
    _, form = await new_form(desk, show, Kind.PAYMENT_METHOD)
    type_in(form, field, typed)
    await until(lambda: "has this name" in error(form, field))
    name_it(form)
    type_in(form, field, typed)
    press(form, "record_type_2")
    press(form, "record_send")
    await until(lambda: "has this name" in error(form, field))
    await until(lambda: found(form, QAbstractButton, "record_send").isEnabled())
    assert house.done == []


async def test_a_name_that_waits_to_be_made_is_taken_too(desk: Desk, house: FakeHouse, show: Show) -> None:
    await desk.outbox.put(desk.connection_id, CreatePaymentMethod(MEAL_CARD), None, desk.now())
    _, form = await new_form(desk, show, Kind.PAYMENT_METHOD)
    name_it(form, "Another", "بطاقة وجبات")
    await until(lambda: "has this name" in error(form, "record_name_ar"))
    assert house.done == []


async def test_the_names_of_a_long_list_are_all_looked_at(desk: Desk, show: Show) -> None:
    records = [PaymentMethod(f"p{n}", Both(f"Card {n}", f"بطاقة {n}"), 2) for n in range(1200)]
    pairs = [(one, b"{}") for one in [*records, PaymentMethod("last", Both("Card", "بطاقة"), 2)]]
    await desk.catalogue.replace(desk.connection_id, Kind.PAYMENT_METHOD, pairs, desk.now())
    page = await opened(desk, show, Kind.PAYMENT_METHOD)
    form = await form_of(page, "payment_methods_new")
    type_in(form, "record_name_en", "card")
    await until(lambda: "has this name" in error(form, "record_name_en"))


async def test_what_waits_is_shown_first_and_called_made_only_when_it_is(
    desk: Desk, house: FakeHouse, show: Show
) -> None:
    page, form = await new_form(desk, show, Kind.PAYMENT_METHOD)
    name_it(form)
    press(form, "record_type_6")
    await sent(page, form, house)
    action = await put(page, desk, Kind.PAYMENT_METHOD)
    said = plain(words(page, f"payment_methods_action_asked_{action.id}"))
    assert said == "New payment method: Meal card · بطاقة وجبات"
    assert "kept here" in words(page, f"payment_methods_action_state_{action.id}")
    assert model(page).rowCount() == 2
    assert not is_there(page, "payment_methods_notice")
    await make_at_retm(desk, action, msgspec.structs.replace(MEAL_CARD, id="made-at-retm"))
    await until(lambda: is_there(page, "payment_methods_notice"))
    assert plain(words(page, "payment_methods_notice_title")) == "Created at RETM: Meal card"
    await until(lambda: is_there(page, "payment_methods_detail"))
    assert plain(words(page, "payment_methods_detail_id")) == "made-at-retm"
    await until(lambda: table(page).key == "made-at-retm")
    assert not is_there(page, "payment_methods_waiting")


async def test_a_record_made_in_a_long_list_is_scrolled_to(desk: Desk, house: FakeHouse, show: Show) -> None:
    pairs = [(Tax(f"t{n}", Both(f"Tax {n}", f"ضريبة {n}")), b"{}") for n in range(900)]
    await desk.catalogue.replace(desk.connection_id, Kind.TAX, pairs, desk.now())
    page = await opened(desk, show, Kind.TAX)
    found(page, QLineEdit, "taxes_search").setText("899")
    await until(lambda: model(page).rowCount() == 1)
    form = await form_of(page, "taxes_new")
    name_it(form, "Sugar", "السكر")
    type_in(form, "record_value", "50")
    await sent(page, form, house)
    action = await put(page, desk, Kind.TAX)
    await make_at_retm(desk, action, Tax("sugar", Both("Sugar", "السكر"), 2, Decimal(50)))
    await until(lambda: table(page).key == "sugar")
    assert found(page, QLineEdit, "taxes_search").text() == ""
    row = table(page).visualRect(model(page).index(900, 0))
    assert table(page).viewport().rect().contains(row)


async def test_a_record_whose_id_comes_later_is_selected_then(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.TAX)
    name_it(form, "Sugar", "السكر")
    type_in(form, "record_value", "50")
    await sent(page, form, house)
    action = await put(page, desk, Kind.TAX)
    made = Tax("", Both("Sugar", "السكر"), 2, Decimal(50))
    await make_at_retm(desk, action, made)
    await until(lambda: is_there(page, "taxes_notice"))
    assert not is_there(page, "taxes_detail")
    whole = [(shop.VAT, b"{}"), (msgspec.structs.replace(made, id="sugar"), b"{}")]
    await desk.catalogue.replace(desk.connection_id, Kind.TAX, whole, desk.now())
    await until(lambda: table(page).key == "sugar")
    assert plain(words(page, "taxes_detail_name")) == "Sugar"


async def waiting(desk: Desk, show: Show) -> tuple[RecordsPage, Action]:
    """Return a page above whose list a meal card waits to be made."""
    await shop.stock(desk)
    page = await opened(desk, show, Kind.PAYMENT_METHOD)
    await desk.house.do(CreatePaymentMethod(MEAL_CARD))
    return page, await put(page, desk, Kind.PAYMENT_METHOD)


async def refused(desk: Desk, action: Action, **fields: str) -> None:
    """Play RETM: it refuses the record."""
    assert await desk.outbox.sending(action.id)
    error = Rejected("no", {name.replace("__", "."): (words,) for name, words in fields.items()})
    await desk.outbox.failed(action.id, error, desk.now())


async def test_what_was_never_sent_can_be_undone(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, action = await waiting(desk, show)
    press(page, f"payment_methods_undo_{action.id}")
    await until(lambda: not is_there(page, "payment_methods_waiting"))
    assert house.calls == [("withdraw", action.id)]
    assert (await desk.outbox.get(action.id)).state is ActionState.GIVEN_UP  # type: ignore[union-attr]
    assert not is_there(page, "payment_methods_notice")


async def test_states_are_told_in_words(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, action = await waiting(desk, show)
    state = f"payment_methods_action_state_{action.id}"
    assert await desk.outbox.sending(action.id)
    await until(lambda: "being sent" in words(page, state))
    assert not is_there(page, f"payment_methods_undo_{action.id}")
    await desk.outbox.later(action.id, Offline(), desk.now())
    await until(lambda: "cannot be reached" in words(page, state) and "20:14" in words(page, state))
    press(page, f"payment_methods_retry_{action.id}")
    await until(lambda: ("retry", action.id) in house.calls)
    assert await desk.outbox.sending(action.id)
    await desk.outbox.unknown(action.id, OutcomeUnknown(), desk.now())
    await until(lambda: "looks it up first" in words(page, state))


async def test_giving_up_what_may_be_made_asks_first(
    desk: Desk, house: FakeHouse, prompter: FakePrompter, show: Show
) -> None:
    page, action = await waiting(desk, show)
    assert await desk.outbox.sending(action.id)
    await desk.outbox.unknown(action.id, OutcomeUnknown(), desk.now())
    await until(lambda: is_there(page, f"payment_methods_give_up_{action.id}"))
    prompter.answer = False
    press(page, f"payment_methods_give_up_{action.id}")
    await until(lambda: prompter.asked)
    prompter.answer = True
    press(page, f"payment_methods_give_up_{action.id}")
    await until(lambda: not is_there(page, "payment_methods_waiting"))
    assert house.calls == [("give_up", action.id)]


async def test_what_retm_refused_is_edited_with_its_complaints_at_the_fields(
    desk: Desk, house: FakeHouse, show: Show
) -> None:
    page, action = await waiting(desk, show)
    await refused(desk, action, name__en="This name is reserved.", zatca_payment_code="Unknown.", colour="Too loud.")
    state = f"payment_methods_action_state_{action.id}"
    await until(lambda: "RETM refused" in words(page, state))
    assert "Name in English: This name is reserved." in plain(words(page, state))
    form = await form_of(page, f"payment_methods_edit_{action.id}")
    assert found(form, QLineEdit, "record_name_en").text() == "Meal card"
    assert found(form, QLineEdit, "record_name_ar").text() == "بطاقة وجبات"
    assert found(form, QAbstractButton, "record_type_6").isChecked()
    assert found(form, QAbstractButton, "record_zatca_30").isChecked()
    assert "This name is reserved." in error(form, "record_name_en")
    assert "Unknown." in error(form, "record_zatca")
    assert "Too loud." in words(form, "record_notice_words")
    house.done.clear()
    type_in(form, "record_name_en", "Lunch card")
    assert error(form, "record_name_en") == ""
    press(form, "record_zatca_1")
    intent = await sent(page, form, house)
    assert isinstance(intent, CreatePaymentMethod)
    assert (intent.record.name.en, intent.record.zatca_code) == ("Lunch card", "1")
    assert house.calls == [("give_up", action.id)]
    again = await put(page, desk, Kind.PAYMENT_METHOD)
    assert again.id != action.id
    assert not is_there(page, f"payment_methods_action_{action.id}")


async def test_what_waits_is_edited_by_taking_it_back(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, action = await waiting(desk, show)
    form = await form_of(page, f"payment_methods_edit_{action.id}")
    house.done.clear()
    press(form, "record_drawer")
    intent = await sent(page, form, house)
    assert isinstance(intent, CreatePaymentMethod)
    assert intent.record.opens_drawer
    assert house.calls == [("withdraw", action.id)]


async def test_an_edit_that_comes_too_late_is_not_sent_beside_the_first(
    desk: Desk, house: FakeHouse, show: Show
) -> None:
    page, action = await waiting(desk, show)
    form = await form_of(page, f"payment_methods_edit_{action.id}")
    house.done.clear()
    press(form, "record_drawer")
    await make_at_retm(desk, action, msgspec.structs.replace(MEAL_CARD, name=Both("Renamed", "آخر"), id="made"))
    press(form, "record_send")
    await until(lambda: is_there(form, "record_notice"))
    assert "made it already" in words(form, "record_notice_title")
    await until(lambda: found(form, QAbstractButton, "record_send").isEnabled())
    assert house.done == []


async def test_a_full_disk_keeps_the_form_open(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.TAX)
    name_it(form, "Sugar", "السكر")
    type_in(form, "record_value", "50")
    house.fail_with = DiskFull()
    press(form, "record_send")
    await until(lambda: is_there(form, "record_notice"))
    assert "disk is full" in words(form, "record_notice_title")
    assert found(form, QLineEdit, "record_name_en").text() == "Sugar"
    await until(lambda: found(form, QAbstractButton, "record_send").isEnabled())
    await sent(page, form, house)


async def test_escape_asks_before_it_discards(desk: Desk, prompter: FakePrompter, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.TAX)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    await until(lambda: not is_there(page, "record_form"))
    assert prompter.asked == []
    form = await form_of(page, "taxes_new")
    type_in(form, "record_name_en", "Sugar")
    prompter.answer = False
    QTest.keyClick(form, Qt.Key.Key_Escape)
    await until(lambda: len(prompter.asked) == 1)
    await asyncio.sleep(0.05)
    assert form.isVisible()
    prompter.answer = True
    QTest.keyClick(form, Qt.Key.Key_Escape)
    await until(lambda: not is_there(page, "record_form"))


async def test_the_form_says_when_it_will_wait(desk: Desk, house: FakeHouse, show: Show) -> None:
    _, form = await new_form(desk, show, Kind.TAX)
    assert words(form, "record_waits") == ""
    house.tell_status(Status(link=Link.OFFLINE, since=desk.now()))
    assert "goes out by itself" in words(form, "record_waits")


async def test_a_form_closes_with_its_restaurant(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.TAX)
    type_in(form, "record_name_en", "Sugar")
    other = await desk.connections.add("retm", "sandbox", "other")
    house.active = await desk.connections.get(other)
    desk.bridge.active_changed.emit()
    await until(lambda: not is_there(page, "record_form"))


async def test_enter_sends_and_keys_walk_the_choices(desk: Desk, house: FakeHouse, show: Show) -> None:
    page, form = await new_form(desk, show, Kind.TAX)
    name_it(form, "Sugar", "السكر")
    first = found(form, QAbstractButton, "record_type_2")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert found(form, QAbstractButton, "record_type_1").isChecked()
    type_in(form, "record_value", "2.5")
    QTest.keyClick(found(form, QLineEdit, "record_value"), Qt.Key.Key_Return)
    await until(lambda: house.done)
    assert house.done == [(CreateTax(Tax("", Both("Sugar", "السكر"), 1, Decimal("2.5"))), None)]

    async def waits() -> bool:
        return len(await desk.outbox.open_records(desk.connection_id, Kind.TAX)) == 1

    await until_async(waits)
    await put(page, desk, Kind.TAX)
