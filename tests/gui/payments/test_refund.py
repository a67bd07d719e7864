"""Giving a payment back by clicks: the PIN, the reason, and how it ends."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from retm_desktop.domain.errors import Offline, OutcomeUnknown, PaymentRefused
from retm_desktop.domain.payments import Transaction
from retm_desktop.gui.payments.fields import PinField
from retm_desktop.store.payments import PaymentRow, PaymentState, PaymentWay, Step
from tests.gui.payments.conftest import PIN, MakeTill, Till, arrived, press, seen, told, top, write
from tests.sync.payments.counter import Counter
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("qapp")


async def paid_order(till: Till) -> tuple[int, PaymentRow]:
    """Sell something, have it paid by a code, and show the order."""
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_qr")
    row = await till.paid(key)
    await until(lambda: seen(dialog, "payment_done"))
    press(dialog, "payment_done")
    await until(lambda: seen(till.page, "order_refund"))
    return key, row


def field(dialog: QWidget, name: str) -> PinField:
    found = seen(dialog, name)
    assert isinstance(found, PinField), name
    return found


async def choose_pin(pin: str = PIN) -> None:
    dialog = await arrived("pin_dialog")
    for name in ("pin_new", "pin_again"):
        write(field(dialog, name), pin)
    press(dialog, "pin_save")


async def asked(till: Till, pin: str = PIN, *, reason: int = 1) -> QWidget:
    """Press Refund and fill the dialog in; the PIN has been chosen before."""
    if not await till.session.pin.is_set():
        await till.session.pin.choose(PIN)
    press(till.page, "order_refund")
    dialog = await arrived("refund_dialog")
    press(dialog, f"refund_reason_{reason}")
    write(field(dialog, "refund_pin"), pin)
    return dialog


async def test_a_payment_is_given_back(till: Till) -> None:
    key, row = await paid_order(till)
    press(till.page, "order_refund")
    await choose_pin()
    dialog = await arrived("refund_dialog")
    assert told(dialog, "refund_title") == "Give RM 25.90 back?"
    assert told(dialog, "refund_order") == "#512"
    assert told(dialog, "refund_wallet") == "Touch 'n Go"
    assert told(dialog, "refund_transaction") == row.transaction_id
    confirm = seen(dialog, "refund_confirm")
    assert isinstance(confirm, QPushButton)
    assert not confirm.isEnabled()
    write(field(dialog, "refund_pin"), "٤٧١١")
    assert not confirm.isEnabled(), "a reason is wanted"
    text = seen(dialog, "refund_reason_text")
    assert isinstance(text, QLineEdit)
    text.setText("cold \u2067rice\u2069")
    press(dialog, "refund_reason_1")
    press(dialog, "refund_confirm")
    await until(lambda: top("refund_dialog") is None)
    await till.settled(key, PaymentState.REFUNDED)
    await until(lambda: told(till.page, "order_pay_0_state") == "Refunded")
    assert till.counter.refunds == [row.reference]
    assert seen(till.page, "order_refund") is None
    assert seen(till.page, "order_take_payment") is not None, "what was given back may be charged anew"
    lines = [told(till.page, f"order_event_{n}") for n in range(8)]
    assert "Refund of RM 25.90 begun – payment service" in lines
    assert f"Refunded RM 25.90 (reference {row.reference}) – payment service" in lines


async def test_keeping_it_gives_nothing_back(till: Till) -> None:
    key, _ = await paid_order(till)
    dialog = await asked(till)
    for name in ("refund_pin", "refund_reason_text", "refund_confirm", "refund_keep", "refund_reason_0"):
        focused = seen(dialog, name)
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Return)
        QTest.keyClick(dialog, Qt.Key.Key_Enter)
    assert top("refund_dialog") is dialog, "Enter neither refunds nor throws away"
    press(dialog, "refund_keep")
    await until(lambda: top("refund_dialog") is None)
    assert (await till.row(key)).state is PaymentState.PAID
    assert till.counter.refunds == []


async def test_without_a_pin_nothing_is_asked_further(till: Till) -> None:
    await paid_order(till)
    press(till.page, "order_refund")
    dialog = await arrived("pin_dialog")
    press(dialog, "pin_cancel")
    await until(lambda: top("pin_dialog") is None)
    assert top("refund_dialog") is None
    assert not await till.session.pin.is_set()
    await until(lambda: not any("refund" in name for name in till.desk.background.names))
    press(till.page, "order_refund")
    await arrived("pin_dialog")


async def test_a_pin_is_typed_twice_and_long_enough(till: Till) -> None:
    await paid_order(till)
    press(till.page, "order_refund")
    dialog = await arrived("pin_dialog")
    new, again = field(dialog, "pin_new"), field(dialog, "pin_again")
    write(new, "12a3")
    assert new.text() == "123", "letters are no part of a PIN"
    write(again, "123")
    press(dialog, "pin_save")
    assert told(dialog, "pin_new_error") == "A PIN has 4 to 12 digits."
    write(new, "1234")
    write(again, "5")
    press(dialog, "pin_save")
    assert told(dialog, "pin_again_error") == "This is not the same PIN as above."
    again.clear()
    write(again, "١٢٣٤")
    press(dialog, "pin_save")
    await arrived("refund_dialog")
    await till.session.pin.check("1234")


async def test_a_wrong_pin_refunds_nothing_and_too_many_make_one_wait(till: Till) -> None:
    key, _ = await paid_order(till)
    dialog = await asked(till, "0000")
    for _ in range(4):
        press(dialog, "refund_confirm")
        await until(lambda: told(dialog, "refund_pin_error").startswith("The PIN is not right. Nothing was refunded"))
        assert field(dialog, "refund_pin").text() == ""
        write(field(dialog, "refund_pin"), "0000")
        assert told(dialog, "refund_pin_error") == ""
    press(dialog, "refund_confirm")
    await until(lambda: "in 60 s" in told(dialog, "refund_pin_error"))
    write(field(dialog, "refund_pin"), PIN)
    confirm = seen(dialog, "refund_confirm")
    assert isinstance(confirm, QPushButton)
    assert not confirm.isEnabled()
    till.clock.forward(minutes=0.5)
    await until(lambda: "in 30 s" in told(dialog, "refund_pin_error"))
    till.clock.forward(minutes=0.6)
    await until(confirm.isEnabled)
    press(dialog, "refund_confirm")
    await until(lambda: top("refund_dialog") is None)
    await till.settled(key, PaymentState.REFUNDED)


async def test_the_pin_can_be_changed_with_the_present_one(till: Till) -> None:
    key, _ = await paid_order(till)
    dialog = await asked(till, "9999")
    press(dialog, "refund_change_pin")
    changing = await arrived("pin_dialog")
    write(field(changing, "pin_present"), "1111")
    for name in ("pin_new", "pin_again"):
        write(field(changing, name), "8888")
    press(changing, "pin_save")
    await until(lambda: told(changing, "pin_present_error") == "The PIN is not right.")
    write(field(changing, "pin_present"), PIN)
    press(changing, "pin_save")
    await until(lambda: top("pin_dialog") is None)
    assert field(dialog, "refund_pin").text() == ""
    write(field(dialog, "refund_pin"), "8888")
    press(dialog, "refund_confirm")
    await till.settled(key, PaymentState.REFUNDED)


async def test_a_refused_refund_says_so_and_can_be_tried_again(till: Till) -> None:
    key, row = await paid_order(till)
    till.clock.forward(minutes=7)
    till.counter.fail("refund", PaymentRefused("low", "INSUFFICIENT_MERCHANT_BALANCE"))
    press(await asked(till), "refund_confirm")
    await until(lambda: "The refund is refused" in told(till.page, "order_pay_0_words"))
    words = told(till.page, "order_pay_0_words")
    assert "balance at Revenue Monster is too low" in words
    assert "The payment stands: the customer has been charged." in words
    assert told(till.page, "order_pay_0_state") == "Paid"
    lines = [told(till.page, f"order_event_{n}") for n in range(8)]
    assert any(line.startswith("Refund of RM 25.90 did not happen. The account's balance") for line in lines)
    assert told(till.page, "order_pay_0_time") == "20:14", "paid when it was paid, not when the refund was refused"
    dialog = await asked(till)
    assert told(dialog, "refund_time") == "2026-02-03 20:14"
    press(dialog, "refund_confirm")
    await till.settled(key, PaymentState.REFUNDED)
    assert till.counter.refunds == [row.reference]
    await until(lambda: told(till.page, "order_pay_0_time") == "20:21")


async def test_a_refund_that_never_arrived_is_told(till: Till) -> None:
    await paid_order(till)
    till.counter.fail("refund", OutcomeUnknown())
    press(await asked(till), "refund_confirm")
    await until(lambda: "The refund did not happen" in told(till.page, "order_pay_0_words"))
    assert "shows the payment as it was before" in told(till.page, "order_pay_0_words")
    assert seen(till.page, "order_refund") is not None


async def test_offline_refunds_nothing(till: Till) -> None:
    await paid_order(till)
    till.counter.fail("refund", Offline())
    press(await asked(till), "refund_confirm")
    await until(lambda: "The refund did not happen" in told(till.page, "order_pay_0_words"))
    assert "Check the internet connection" in told(till.page, "order_pay_0_words")


class SlowCounter(Counter):
    """A service whose refund takes until `go` is set."""

    def __init__(self, till: Till) -> None:
        super().__init__(till.clock)
        self.go = asyncio.Event()

    async def refund(self, transaction_id: str, amount: int, reason: str) -> Transaction:
        await self.go.wait()
        return await super().refund(transaction_id, amount, reason)


async def test_it_is_not_offered_twice_while_it_is_under_way(till: Till) -> None:
    slow = till.counter = SlowCounter(till)
    key, row = await paid_order(till)
    dialog = await asked(till)
    confirm = seen(dialog, "refund_confirm")
    assert isinstance(confirm, QPushButton)
    confirm.click()
    confirm.clicked.emit()
    await until(lambda: told(till.page, "order_pay_0_state") == "Being refunded")
    assert seen(till.page, "order_refund") is None
    for name in ("order_take_payment", "order_show_payment", "order_ask_again"):
        assert seen(till.page, name) is None
    assert "It is sent once only" in told(till.page, "order_pay_0_words")
    slow.go.set()
    await till.settled(key, PaymentState.REFUNDED)
    await until(lambda: told(till.page, "order_pay_0_state") == "Refunded")
    assert till.counter.refunds == [row.reference]


async def test_what_was_given_back_elsewhere_cannot_be_refunded_from_an_open_dialog(till: Till) -> None:
    _, row = await paid_order(till)
    dialog = await asked(till)
    await till.desk.payments.step(row.id, Step(state=PaymentState.REFUNDED), till.clock())
    press(dialog, "refund_confirm")
    await until(lambda: told(dialog, "refund_notice_title") == "This payment cannot be refunded any more.")
    assert till.counter.refunds == []


async def test_only_the_account_that_took_it_can_give_it_back(till: Till) -> None:
    await paid_order(till)
    await till.connect_account("5500000000000000002")
    await until(lambda: seen(till.page, "order_refund") is None)
    assert told(till.page, "order_pay_0_state") == "Paid"
    assert seen(till.page, "order_pay_other_account") is not None
    assert seen(till.page, "order_take_payment") is None, "it is paid, whoever took it"


async def test_an_open_payment_of_another_account_offers_nothing(till: Till) -> None:
    key = await till.sell()
    row = await till.desk.payments.begin(
        till.session.connection.id, key, reference="512-B", way=PaymentWay.SCAN, title="Order 512", amount=2590,
        store_id="1", at=till.clock(),
    )  # fmt: skip
    await till.desk.payments.step(row.id, Step(state=PaymentState.UNCLEAR, error_code="offline"), till.clock())
    page = await till.open(key)
    await until(lambda: seen(page, "order_ask_again"))
    await till.connect_account("5500000000000000002")
    await until(lambda: seen(page, "order_ask_again") is None)
    assert seen(page, "order_take_payment") is None
    assert seen(page, "order_pay_other_account") is not None


async def test_both_dialogs_read_from_the_right_in_arabic(make_till: MakeTill) -> None:
    till = await make_till(language="ar", theme="dark", scale=1.25)
    key, _ = await paid_order(till)
    press(till.page, "order_refund")
    await choose_pin("٤٧١١")
    dialog = await arrived("refund_dialog")
    assert dialog.layoutDirection() is Qt.LayoutDirection.RightToLeft
    press(dialog, "refund_reason_0")
    write(field(dialog, "refund_pin"), PIN)
    press(dialog, "refund_confirm")
    await till.settled(key, PaymentState.REFUNDED)
