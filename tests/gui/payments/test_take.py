"""Taking an order's payment by clicks: each way to each of its ends."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QToolButton, QWidget

from retm_desktop.domain.errors import Offline, OutcomeUnknown, PaymentRefused, ServerFault
from retm_desktop.domain.stages import Stage
from retm_desktop.gui.payments.fields import CodeField
from retm_desktop.gui.payments.qr import QrPicture
from retm_desktop.store.payments import PaymentState, PaymentWay, Step
from tests.gui.payments.conftest import MakeTill, Till, press, seen, shown_dialog, title, told, write
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("qapp")

CODE = "281012345678901234"


def scan(field: QWidget, code: str = CODE) -> None:
    """Type as a scanner does, the code and Enter, each key into what has the keyboard then."""
    for sign in code:
        QTest.keyClicks(QApplication.focusWidget() or field, sign)
    QTest.keyClick(QApplication.focusWidget() or field, Qt.Key.Key_Return)


def code_field(dialog: QWidget) -> CodeField:
    found = dialog.findChild(CodeField, "payment_code")
    assert found is not None
    return found


async def choose_scan(dialog: QWidget) -> CodeField:
    press(dialog, "payment_way_scan")
    await until(lambda: seen(dialog, "payment_code"))
    return code_field(dialog)


async def test_a_code_is_shown_and_paid(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    assert told(dialog, "payment_amount") == "RM 25.90"
    assert told(dialog, "payment_order") == "Order #512"
    press(dialog, "payment_way_qr")
    await until(lambda: title(dialog) == "QR")
    row = await till.settled(key, PaymentState.WAITING)
    assert (row.way, row.amount, row.store_id) == (PaymentWay.QR, 2590, till.counter.shops[0].id)
    picture = dialog.findChild(QrPicture, "payment_qr")
    assert picture is not None
    assert picture.data == row.qr_data != row.address
    assert min(picture.width(), picture.height()) >= 260
    assert told(dialog, "payment_left") == "10:00 left"
    till.clock.forward(minutes=1.5)
    await until(lambda: told(dialog, "payment_left") == "8:30 left")
    till.counter.pay(row.reference)
    await until(lambda: title(dialog) == "Paid")
    row = await till.settled(key, PaymentState.PAID)
    assert told(dialog, "payment_wallet") == "Touch 'n Go"
    assert told(dialog, "payment_transaction") == row.transaction_id
    assert "The customer has been charged RM 25.90." in told(dialog, "payment_words")
    copy = seen(dialog, "payment_copy_transaction")
    assert isinstance(copy, QToolButton)
    copy.click()
    assert QGuiApplication.clipboard().text() == row.transaction_id
    press(dialog, "payment_done")
    await until(lambda: shown_dialog() is None)
    page = till.page
    await until(lambda: told(page, "order_pay_0_state") == "Paid")
    await until(lambda: seen(page, "order_refund"))
    assert told(page, "order_paid") == "Paid"
    assert told(page, "order_pay_0_amount") == "RM 25.90"
    assert seen(page, "order_take_payment") is None
    lines = [told(page, f"order_event_{n}") for n in range(6)]
    assert f"Paid RM 25.90 by QR code (reference {row.reference}) – payment service" in lines
    assert till.counter.charges == [row.reference]


async def test_ask_now_asks_once_and_rests_for_three_seconds(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_qr")
    await until(lambda: title(dialog) == "QR")
    press(dialog, "payment_ask_now")
    asked = seen(dialog, "payment_ask_now")
    assert isinstance(asked, QPushButton)
    assert not asked.isEnabled()
    assert asked.text() == "Asking…"
    calls = till.counter.calls.count("checkout")
    await until(lambda: till.counter.calls.count("checkout") > calls)
    await till.paid(key)


async def test_the_page_is_opened_once_and_can_be_sent_on(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_page")
    await until(lambda: till.opened)
    row = await till.settled(key, PaymentState.WAITING)
    assert till.opened == [row.address]
    await until(lambda: title(dialog) == "The customer can pay now.")
    copy = seen(dialog, "payment_copy_link")
    assert isinstance(copy, QToolButton)
    copy.click()
    assert QGuiApplication.clipboard().text() == row.address
    press(dialog, "payment_open_page")
    assert till.opened == [row.address] * 2
    till.opens = False
    press(dialog, "payment_open_page")
    assert told(dialog, "payment_notice_title") == "The browser could not be opened."
    till.counter.pay(row.reference)
    await until(lambda: title(dialog) == "Paid")
    assert till.opened == [row.address] * 3


async def test_a_page_with_an_odd_address_is_not_opened(till: Till) -> None:
    key = await till.sell()
    session = till.session
    row = await till.desk.payments.begin(
        session.connection.id, key, reference="512-A", way=PaymentWay.PAGE, title="Order 512", amount=2590,
        store_id="1", at=till.clock(),
    )  # fmt: skip
    await till.desk.payments.step(
        row.id, Step(state=PaymentState.WAITING, address="file:///etc/passwd", ends_at=till.clock()), till.clock()
    )
    till.clock.forward(minutes=-5)
    dialog = await till.dialog(key)
    await until(lambda: seen(dialog, "payment_open_page"))
    press(dialog, "payment_open_page")
    assert till.opened == []
    assert told(dialog, "payment_notice_title") == "The browser could not be opened."


async def test_a_scanned_code_is_charged(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    field = await choose_scan(dialog)
    assert field.hasFocus()
    write(field, "٢٨١٠12345678901234")
    assert field.text() == "2810 1234 5678 9012 34"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "•••• •••• •••• ••12 34"
    assert field.isReadOnly()
    assert field.code == ""
    await until(lambda: title(dialog) == "Paid")
    row = await till.settled(key, PaymentState.PAID)
    assert row.way is PaymentWay.SCAN
    assert till.counter.charges == [row.reference]


async def test_the_scanner_is_heard_wherever_the_keyboard_is(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    await choose_scan(dialog)
    close = seen(dialog, "payment_close")
    assert close is not None
    close.setFocus()
    scan(close)
    await until(lambda: title(dialog) == "Paid")
    assert (await till.settled(key, PaymentState.PAID)).way is PaymentWay.SCAN


async def test_another_way_can_be_chosen_before_anything_is_scanned(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    field = await choose_scan(dialog)
    write(field, "2810")
    assert seen(dialog, "payment_way_qr") is None
    press(dialog, "payment_other_way")
    assert seen(dialog, "payment_code") is None
    assert field.text() == ""
    press(dialog, "payment_way_qr")
    assert (await till.paid(key)).way is PaymentWay.QR


async def test_what_retm_tells_of_payments_is_said_beforehand(till: Till) -> None:
    dialog = await till.dialog(await till.sell())
    await until(lambda: "mada card 25.90 MYR. See that the customer pays only once" in told(dialog, "payment_told"))


async def test_what_is_no_code_is_not_sent(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    field = await choose_scan(dialog)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "no payment code" in told(dialog, "payment_code_error")
    scan(field, "123 456 78")
    assert "no payment code" in told(dialog, "payment_code_error")
    assert await till.desk.payments.of_order(key) == []
    scan(field, CODE)
    await until(lambda: title(dialog) == "Paid")


async def test_a_declined_payment_says_why_and_can_be_tried_again(till: Till) -> None:
    key = await till.sell()
    till.counter.outcome = "FAILED"
    dialog = await till.dialog(key)
    scan(await choose_scan(dialog))
    await until(lambda: title(dialog) == "The customer's balance is too low.")
    assert "Nothing was charged." in told(dialog, "payment_words")
    till.counter.outcome = "SUCCESS"
    press(dialog, "payment_try_again")
    await until(lambda: seen(dialog, "payment_way_qr"))
    assert seen(dialog, "payment_code") is None, "a code of before must not be at hand"
    scan(await choose_scan(dialog))
    await until(lambda: title(dialog) == "Paid")
    assert len(till.counter.charges) == 2
    press(dialog, "payment_done")
    await until(lambda: told(till.page, "order_pay_1_state") == "Not paid")
    await until(lambda: told(till.page, "order_pay_0_state") == "Paid")
    assert "The customer's balance is too low. Nothing was charged." in told(till.page, "order_pay_1_words")


async def test_a_refused_code_charges_nothing(till: Till) -> None:
    key = await till.sell()
    till.counter.fail("quick_pay", PaymentRefused("used", "AUTH_CODE_USED"))
    dialog = await till.dialog(key)
    scan(await choose_scan(dialog))
    await until(lambda: title(dialog) == "The customer's code was used before.")
    assert told(dialog, "payment_words").startswith("Nothing was charged. Ask for a new code")


async def test_without_an_answer_it_is_looked_up(till: Till) -> None:
    key = await till.sell()
    till.counter.fail_after("quick_pay", OutcomeUnknown())
    till.counter.fail("transaction_of_order", Offline())
    dialog = await till.dialog(key)
    scan(await choose_scan(dialog))
    await until(lambda: title(dialog) == "Paid")
    assert len(till.counter.charges) == 1


async def test_what_stays_under_way_is_taken_back(till: Till) -> None:
    key = await till.sell()
    till.counter.outcome = "IN_PROCESS"
    dialog = await till.dialog(key)
    scan(await choose_scan(dialog))
    await until(lambda: title(dialog) == "Revenue Monster is asked how the payment ended.")
    assert "do not take another payment" in told(dialog, "payment_words")
    assert seen(dialog, "payment_try_again") is None
    await until(lambda: title(dialog) == "The payment was taken back.")
    row = await till.settled(key, PaymentState.REVERSED)
    assert till.counter.reversals == [row.reference]
    assert seen(dialog, "payment_try_again") is not None


async def test_the_time_of_asking_is_told(till: Till) -> None:
    key = await till.sell()
    till.counter.outcome = "IN_PROCESS"
    dialog = await till.dialog(key)
    scan(await choose_scan(dialog))
    await until(lambda: seen(dialog, "payment_bar"))
    assert told(dialog, "payment_left") == "0 s so far"
    till.clock.forward(minutes=0.2)
    dialog.follow.tick()
    assert told(dialog, "payment_left") == "12 s so far"
    await till.settled(key, PaymentState.REVERSED)


async def test_a_code_that_nobody_pays_runs_out(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_qr")
    await until(lambda: title(dialog) == "QR")
    till.counter.fail("checkout", *[Offline()] * 3)
    till.clock.forward(minutes=11)
    await until(lambda: title(dialog) == "The customer did not pay in time.")
    assert told(dialog, "payment_words").startswith("Nothing was charged.")
    press(dialog, "payment_try_again")
    await until(lambda: seen(dialog, "payment_way_qr"))


async def test_a_customer_who_cancels_is_told(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_page")
    row = await till.settled(key, PaymentState.WAITING)
    till.counter.end(row.reference, "CANCELLED")
    await until(lambda: title(dialog) == "This payment was cancelled.")
    assert "Nothing was charged." in told(dialog, "payment_words")


async def test_a_code_that_cannot_be_made_charges_nothing(till: Till) -> None:
    key = await till.sell()
    till.counter.fail("start_checkout", ServerFault())
    dialog = await till.dialog(key)
    press(dialog, "payment_way_qr")
    await until(lambda: "fault of its own" in title(dialog))
    assert told(dialog, "payment_words") == "Nothing was charged. Try again, or let the customer pay another way."
    till.counter.fail("start_checkout", OutcomeUnknown())
    press(dialog, "payment_try_again")
    await until(lambda: seen(dialog, "payment_way_qr"))
    press(dialog, "payment_way_qr")
    await until(lambda: "did not answer" in title(dialog))
    assert till.counter.charges == []


async def test_looking_away_keeps_the_payment_open_until_its_end(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_qr")
    await until(lambda: title(dialog) == "QR")
    press(dialog, "payment_stop")
    await until(lambda: title(dialog) == "The code is not shown any more.")
    words = told(dialog, "payment_words")
    assert "It can still be paid until 20:24." in words
    assert "Another payment of this order can only begin after that." in words
    assert seen(dialog, "payment_try_again") is None
    assert (await till.row(key)).let_go
    await until(lambda: told(till.page, "order_pay_0_state") == "Can still be paid")
    press(dialog, "payment_show_again")
    await until(lambda: title(dialog) == "QR")
    assert not (await till.row(key)).let_go
    assert len(await till.desk.payments.of_order(key)) == 1
    await till.paid(key)


async def test_it_can_be_closed_and_opened_again_at_any_moment(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_qr")
    await until(lambda: title(dialog) == "QR")
    press(dialog, "payment_stop")
    await until(lambda: title(dialog) == "The code is not shown any more.")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await until(lambda: shown_dialog() is None)
    await until(lambda: told(till.page, "order_paid") == "Can still be paid")
    again = await till.dialog(key)
    await until(lambda: title(again) == "QR")
    assert seen(again, "payment_way_qr") is None, "one payment is open: there is nothing to choose"
    row = await till.row(key)
    press(again, "payment_close")
    await until(lambda: shown_dialog() is None)
    till.counter.pay(row.reference)
    await until(lambda: told(till.page, "order_paid") == "Paid")


async def test_closing_while_it_begins_leaves_nothing_half_done(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_qr")
    await until(lambda: "charge 512" in till.desk.background.names, step=0)
    assert await till.desk.payments.of_order(key) == []
    dialog.reject()
    await until(lambda: shown_dialog() is None)
    await till.paid(key)
    await until(lambda: told(till.page, "order_paid") == "Paid")


async def test_a_double_click_makes_one_payment(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    card = seen(dialog, "payment_way_qr")
    assert isinstance(card, QPushButton)
    card.click()
    card.clicked.emit()
    other = seen(dialog, "payment_way_page")
    assert isinstance(other, QPushButton)
    other.clicked.emit()
    await until(lambda: title(dialog) == "QR")
    assert len(await till.desk.payments.of_order(key)) == 1
    assert till.counter.calls.count("start_checkout") == 1
    await till.paid(key)


async def test_enter_begins_nothing(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    for name in ("payment_way_qr", "payment_way_page", "payment_way_scan", "payment_store", "payment_close"):
        focused = seen(dialog, name)
        assert focused is not None
        focused.setFocus()
        QTest.keyClick(focused, Qt.Key.Key_Return)
        QTest.keyClick(focused, Qt.Key.Key_Enter)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert shown_dialog() is dialog
    assert await till.desk.payments.of_order(key) == []


async def test_what_is_not_certain_can_be_asked_again(till: Till) -> None:
    key = await till.sell()
    till.counter.fail_after("quick_pay", OutcomeUnknown())
    till.counter.fail("transaction_of_order", *[Offline()] * 1000)
    dialog = await till.dialog(key)
    scan(await choose_scan(dialog))
    await until(lambda: title(dialog) == "It is not certain whether the customer has been charged.")
    row = await till.settled(key, PaymentState.UNCLEAR)
    words = told(dialog, "payment_words")
    assert "Do not take another payment of this order yet." in words
    assert row.reference in words
    assert seen(dialog, "payment_try_again") is None
    await until(lambda: seen(till.page, "order_ask_again"))
    assert seen(till.page, "order_take_payment") is None
    till.clock.forward(minutes=1)
    press(dialog, "payment_ask_again")
    await until(lambda: title(dialog) == "Asking again…")
    assert seen(dialog, "payment_ask_again") is None
    await until(lambda: seen(dialog, "payment_ask_again"))
    assert title(dialog) == "It is not certain whether the customer has been charged."
    press(dialog, "payment_close")
    await until(lambda: shown_dialog() is None)
    till.counter.trouble.clear()
    till.clock.forward(minutes=1)
    again = await till.dialog(key)
    await until(lambda: title(again) == "Paid")
    assert len(till.counter.charges) == 1


async def test_another_account_is_not_asked_for_it(till: Till) -> None:
    key = await till.sell()
    till.counter.fail_after("quick_pay", OutcomeUnknown())
    till.counter.fail("transaction_of_order", *[Offline()] * 1000)
    dialog = await till.dialog(key)
    scan(await choose_scan(dialog))
    row = await till.settled(key, PaymentState.UNCLEAR)
    await until(lambda: seen(dialog, "payment_ask_again"))
    till.counter.trouble.clear()
    await till.connect_account("5500000000000000002")
    calls = len(till.counter.calls)
    press(dialog, "payment_ask_again")
    await until(lambda: "account is connected" in told(dialog, "payment_notice_title"))
    assert len(till.counter.calls) == calls
    assert seen(dialog, "payment_ask_again"), "nothing is asked, so nothing may look as if it were"
    assert await till.row(key) == row


async def test_another_amount_is_no_payment(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_qr")
    row = await till.settled(key, PaymentState.WAITING)
    till.counter.pay(row.reference)
    till.counter.books[row.reference] = msgspec.structs.replace(till.counter.books[row.reference], amount=100)
    await until(lambda: "another amount" in title(dialog))
    assert "but not RM 25.90: do not take another payment" in told(dialog, "payment_words")


async def test_a_changed_order_is_not_charged_the_old_amount(till: Till) -> None:
    key = await till.sell("25.90")
    dialog = await till.dialog(key)
    card = seen(dialog, "payment_way_qr")
    assert isinstance(card, QPushButton)
    await till.sell("30.00")
    # Pressed before the screen has heard of it.
    card.clicked.emit()
    await until(lambda: told(dialog, "payment_notice_title") == "The order changed meanwhile.")
    assert await till.desk.payments.of_order(key) == []
    await until(lambda: told(dialog, "payment_amount") == "RM 30.00")
    assert told(dialog, "payment_notice_title") == "The order changed meanwhile."
    press(dialog, "payment_way_qr")
    await until(lambda: title(dialog) == "QR")
    assert (await till.paid(key)).amount == 3000


async def test_a_cancelled_order_cannot_be_charged_any_more(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    await till.sell(stage=Stage.CANCELLED)
    await until(lambda: told(dialog, "payment_notice_title") == "This order cannot be charged any more.")
    card = seen(dialog, "payment_way_qr")
    assert card is not None
    assert not card.isEnabled()
    await until(lambda: seen(till.page, "order_take_payment") is None)


async def test_each_order_has_one_dialog_and_orders_go_on_beside_it(till: Till) -> None:
    first, second = await till.sell(), await till.sell("8.00", "513")
    dialog = await till.dialog(first)
    press(till.page, "order_take_payment")
    await until(lambda: shown_dialog() is dialog)
    assert not dialog.isModal()
    await till.open(second)
    press(till.page, "order_take_payment")
    dialogs = till.page.findChildren(type(dialog))
    await until(lambda: len(till.page.findChildren(type(dialog))) == 2)
    assert dialog in dialogs


async def test_the_dialog_remembers_its_size(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    dialog.resize(640, 720)
    dialog.reject()
    await until(lambda: shown_dialog() is None)
    again = await till.dialog(key)
    assert (again.width(), again.height()) == (640, 720)


# Stores


async def stores_told(till: Till, key: int) -> tuple[QComboBox, str]:
    dialog = await till.dialog(key)
    combo = seen(dialog, "payment_store")
    assert isinstance(combo, QComboBox)
    await until(combo.count)
    return combo, told(dialog, "payment_store_words")


async def test_the_store_of_the_branch_takes_the_payment(till: Till) -> None:
    wanted = till.counter.shops[1]
    branch = "branch-olaya"
    await till.desk.payment_stores.link(till.session.connection.id, till.desk.connection_id, branch.upper(), wanted.id)
    key = await till.sell()
    combo, words = await stores_told(till, key)
    assert combo.currentData() == wanted.id
    assert words == ""
    dialog = shown_dialog()
    assert dialog is not None
    press(dialog, "payment_way_qr")
    assert (await till.paid(key)).store_id == wanted.id


async def test_without_a_link_the_default_store_is_chosen_and_said(till: Till) -> None:
    combo, words = await stores_told(till, await till.sell())
    assert combo.currentData() == till.counter.shops[0].id
    assert "Riyadh – Olaya is not linked to a store; the account's default store is chosen." in words


async def test_without_a_default_a_store_has_to_be_chosen(till: Till) -> None:
    till.counter.shops = [msgspec.structs.replace(shop, is_default=False) for shop in till.counter.shops]
    await till.session.account.read()
    key = await till.sell()
    combo, words = await stores_told(till, key)
    assert combo.currentIndex() == -1
    assert "choose the one that takes the payment" in words
    dialog = shown_dialog()
    assert dialog is not None
    card = seen(dialog, "payment_way_qr")
    assert card is not None
    assert not card.isEnabled()
    combo.setCurrentIndex(1)
    assert card.isEnabled()


async def test_the_only_store_is_taken(till: Till) -> None:
    till.counter.shops = till.counter.shops[1:]
    await till.session.account.read()
    combo, words = await stores_told(till, await till.sell())
    assert combo.currentData() == till.counter.shops[0].id
    assert "only this one" in words


async def test_a_scan_never_chooses_a_store(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    field = await choose_scan(dialog)
    combo = seen(dialog, "payment_store")
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert field.hasFocus()
    scan(field)
    await until(lambda: title(dialog) == "Paid")
    assert (await till.row(key)).store_id == till.counter.shops[1].id


async def test_without_any_store_nothing_can_begin(till: Till) -> None:
    await till.desk.payment_stores.replace(till.session.connection.id, [])
    dialog = await till.dialog(await till.sell())
    await until(lambda: "No store of the account is known here yet." in told(dialog, "payment_store_words"))
    card = seen(dialog, "payment_way_qr")
    assert card is not None
    assert not card.isEnabled()


async def test_what_keeps_the_account_from_the_service_is_said_beforehand(till: Till) -> None:
    till.session.trouble = Offline()
    dialog = await till.dialog(await till.sell())
    await until(lambda: told(dialog, "payment_notice_title") == "Revenue Monster cannot be reached.")
    till.session.trouble = None
    await till.desk.payment_stores.link(till.session.connection.id, till.desk.connection_id, "another", "1")
    await until(lambda: told(dialog, "payment_notice_title") == "")


# Both languages


@pytest.mark.parametrize(("language", "theme"), [("ar", "dark"), ("ar", "light"), ("en", "dark")])
async def test_it_is_taken_in_both_languages(make_till: MakeTill, language: str, theme: str) -> None:
    till = await make_till(language=language, theme=theme, scale=1.25)
    key = await till.sell()
    page = await till.open(key)
    await until(lambda: seen(page, "order_take_payment"))
    press(page, "order_take_payment")
    await until(lambda: shown_dialog() is not None)
    dialog = shown_dialog()
    assert dialog is not None
    right_to_left = dialog.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert right_to_left is (language == "ar")
    await until(lambda: seen(dialog, "payment_way_scan"))
    assert "25.90" in told(dialog, "payment_amount")
    field = await choose_scan(dialog)
    assert field.layoutDirection() is Qt.LayoutDirection.LeftToRight, "digits are typed from the left in both"
    scan(field)
    await until(lambda: seen(dialog, "payment_done"))
    row = await till.settled(key, PaymentState.PAID)
    assert told(dialog, "payment_transaction") == row.transaction_id
    for name in ("payment_close", "payment_hint"):
        assert dialog.findChild(QWidget, name) is not None
