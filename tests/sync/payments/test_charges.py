"""Charging an order: every end there is, every answer that can be lost, and never twice."""

import asyncio
from datetime import timedelta

import msgspec
import pytest

from retm_desktop.domain.errors import (
    AlreadyPaid,
    ClockWrong,
    Forbidden,
    NotFound,
    Offline,
    OperatorError,
    OutcomeUnknown,
    PaymentOpen,
    PaymentRefused,
    PaymentsElsewhere,
    RateLimited,
    Rejected,
    ServerFault,
    SignatureRefused,
    SignInExpired,
    UnreadableAnswer,
)
from retm_desktop.domain.payments import NewPayment
from retm_desktop.store.payments import PaymentState, PaymentWay, Step
from tests.sync.payments.conftest import Till
from tests.waiting import until_async

CODE = "281234567890123456"
LOST = (OutcomeUnknown("no answer"), UnreadableAnswer("half an answer"), ServerFault("507", 507))
REFUSED: tuple[OperatorError, ...] = (
    PaymentRefused("scan", "AUTH_CODE_EXPIRED"),
    Rejected("input", {"order.amount": ("invalid",)}),
    Forbidden("scope"),
    SignInExpired("token"),
    RateLimited("slow", 3.0),
    ClockWrong("clock"),
    SignatureRefused("key"),
    Offline("nothing sent"),
)


async def test_a_scanned_code_is_charged_and_told_to_the_order(till: Till) -> None:
    row = await till.charges.by_scan(till.charge(), f" {CODE[:9]} {CODE[9:]}\n")
    paid = await till.becomes(row.id, PaymentState.PAID)
    assert (paid.method, paid.transaction_id) == ("TNG", "260302000000000000000001")
    assert await till.events() == [
        ("payment_starting", f"scan 2590 {row.reference}"),
        ("payment_paid", f"scan 2590 {row.reference}"),
    ]
    assert len(row.reference) <= 24
    assert row.reference.startswith("1043-")


async def test_arabic_digits_are_digits(till: Till) -> None:
    row = await till.charges.by_scan(till.charge(), CODE.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    await till.becomes(row.id, PaymentState.PAID)
    assert till.counter.codes == [CODE]


@pytest.mark.parametrize("code", ["", "12345", "x" * 65, "28123456789012345;", "<script>alert(1)</script>"])
async def test_what_is_no_code_is_not_sent(till: Till, code: str) -> None:
    with pytest.raises(Rejected) as told:
        await till.charges.by_scan(till.charge(), code)
    assert "auth_code" in told.value.fields
    assert till.counter.calls == []
    assert await till.payments.of_order(till.order_key) == []


async def test_below_ten_sen_another_currency_and_no_store_are_refused_before_anything(till: Till) -> None:
    with pytest.raises(Rejected) as told:
        await till.charges.by_qr(till.charge(9))
    assert told.value.fields == {"amount": ("minimum",)}
    with pytest.raises(PaymentsElsewhere):
        await till.charges.by_qr(msgspec.structs.replace(till.charge(), currency="SAR"))
    with pytest.raises(Rejected):
        await till.charges.by_qr(msgspec.structs.replace(till.charge(), store_id=""))
    assert till.counter.calls == []


async def test_a_shown_code_is_paid(till: Till) -> None:
    row = await till.charges.by_qr(till.charge())
    waiting = await till.becomes(row.id, PaymentState.WAITING)
    assert waiting.qr_data.startswith("000201")
    assert waiting.address.endswith("checkoutId=chk1")
    assert waiting.ends_at == till.at + timedelta(minutes=10)
    till.counter.pay(row.reference)
    paid = await till.becomes(row.id, PaymentState.PAID)
    assert paid.transaction_id
    assert [kind for kind, _ in await till.events()] == ["payment_starting", "payment_paid"]
    assert till.counter.charges == [row.reference]


async def test_without_a_code_of_its_own_the_page_is_shown(till: Till) -> None:
    till.counter.fail("qr_code", PaymentRefused("not active", "DUITNOW_NOT_ACTIVE"))
    row = await till.charges.by_qr(till.charge())
    waiting = await till.becomes(row.id, PaymentState.WAITING)
    assert waiting.qr_data == waiting.address != ""


@pytest.mark.parametrize(
    ("ended", "state"),
    [("EXPIRED", PaymentState.EXPIRED), ("CANCELLED", PaymentState.FAILED), ("FAILED", PaymentState.FAILED)],
)
async def test_a_checkout_that_ends_unpaid(till: Till, ended: str, state: PaymentState) -> None:
    row = await till.charges.by_page(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    till.counter.end(row.reference, ended)
    await till.becomes(row.id, state)
    await till.quiet(row.id)
    again = await till.charges.by_qr(till.charge())
    assert again.reference != row.reference, "a reference is never used twice"


async def test_a_checkout_that_fails_but_was_paid_is_paid(till: Till) -> None:
    """The books of the transaction count, whatever the checkout says."""
    row = await till.charges.by_page(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    till.counter.pay(row.reference)
    till.counter.end(row.reference, "EXPIRED")
    await till.becomes(row.id, PaymentState.PAID)


async def test_a_paid_checkout_whose_transaction_is_not_there_yet_is_not_called_expired(till: Till) -> None:
    row = await till.charges.by_page(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    till.counter.fail("transaction", Offline("x"))
    till.counter.fail("transaction_of_order", *[NotFound("not yet")] * 3)
    till.counter.pay(row.reference)
    await till.becomes(row.id, PaymentState.PAID)


async def test_a_paid_checkout_that_nobody_can_find_is_unclear(till: Till) -> None:
    row = await till.charges.by_page(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    till.counter.fail("transaction", *[Offline("x")] * 9)
    till.counter.fail("transaction_of_order", *[NotFound("none")] * 900)
    till.counter.pay(row.reference)
    await till.becomes(row.id, PaymentState.UNCLEAR)
    with pytest.raises(PaymentOpen):
        await till.charges.by_qr(till.charge())


async def test_a_service_that_never_says_how_a_checkout_ended_is_asked_no_longer_than_its_life(till: Till) -> None:
    row = await till.charges.by_qr(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    till.at += timedelta(minutes=11)
    await till.becomes(row.id, PaymentState.EXPIRED)
    await till.quiet(row.id)
    asked = len(till.counter.calls)
    await till.charges.resume()
    assert len(till.counter.calls) == asked


async def test_a_lost_network_while_a_code_waits_loses_nothing(till: Till) -> None:
    row = await till.charges.by_qr(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    till.counter.fail("checkout", *[Offline("cut")] * 5)
    till.counter.pay(row.reference)
    await till.becomes(row.id, PaymentState.PAID)


async def test_looking_away_keeps_asking_and_keeps_others_from_charging(till: Till) -> None:
    row = await till.charges.by_qr(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    await till.charges.let_go(row.id)
    with pytest.raises(PaymentOpen):
        await till.charges.by_scan(till.charge(), CODE)
    held = await till.payments.get(row.id)
    assert held is not None
    assert held.let_go
    assert held.state is PaymentState.WAITING
    await till.charges.take_up(row.id)
    till.counter.pay(row.reference)
    await till.becomes(row.id, PaymentState.PAID)
    with pytest.raises(AlreadyPaid):
        await till.charges.by_qr(till.charge())
    assert till.counter.charges == [row.reference]


async def test_two_clicks_make_one_payment(till: Till) -> None:
    begun = await asyncio.gather(*(till.charges.by_scan(till.charge(), CODE) for _ in range(5)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in begun) == ["PaymentOpen"] * 4 + ["PaymentRow"]
    row = next(one for one in begun if not isinstance(one, BaseException))
    await till.becomes(row.id, PaymentState.PAID)
    assert len(till.counter.charges) == 1


@pytest.mark.parametrize("error", REFUSED, ids=lambda error: error.code)
@pytest.mark.parametrize("way", ["scan", "qr"])
async def test_what_is_refused_charged_nothing_and_may_be_tried_again(
    till: Till, error: OperatorError, way: str
) -> None:
    till.counter.fail("quick_pay" if way == "scan" else "start_checkout", error)
    row = await (till.charges.by_scan(till.charge(), CODE) if way == "scan" else till.charges.by_qr(till.charge()))
    failed = await till.becomes(row.id, PaymentState.FAILED)
    assert failed.error_code == error.code
    await till.quiet(row.id)
    again = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(again.id, PaymentState.PAID)
    assert till.counter.charges == [again.reference]


async def test_declined_inside_a_success_is_declined(till: Till) -> None:
    till.counter.outcome = "FAILED"
    row = await till.charges.by_scan(till.charge(), CODE)
    failed = await till.becomes(row.id, PaymentState.FAILED)
    assert failed.refusal == "INSUFFICIENT_CARD_BALANCE"
    assert (await till.events())[-1] == ("payment_failed", f"scan 2590 {row.reference} INSUFFICIENT_CARD_BALANCE")


async def test_pending_then_paid(till: Till) -> None:
    till.counter.outcome = "IN_PROCESS"
    row = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(row.id, PaymentState.ASKING)
    till.counter.set_status(row.reference, "SUCCESS")
    await till.becomes(row.id, PaymentState.PAID)
    assert till.counter.reversals == []


async def test_pending_for_too_long_is_taken_back(till: Till) -> None:
    till.counter.outcome = "IN_PROCESS"
    row = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(row.id, PaymentState.REVERSED)
    assert till.counter.reversals == [row.reference]
    again = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(again.id, PaymentState.REVERSED)


@pytest.mark.parametrize("error", LOST, ids=lambda error: error.code)
async def test_an_answer_that_is_lost_after_the_charge_is_found_by_asking(till: Till, error: OperatorError) -> None:
    till.counter.fail_after("quick_pay", error)
    row = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(row.id, PaymentState.PAID)
    assert till.counter.charges == [row.reference]
    assert till.counter.calls.count("quick_pay") == 1


@pytest.mark.parametrize("error", LOST, ids=lambda error: error.code)
async def test_a_charge_that_never_arrived_is_reversed_before_it_counts_as_nothing(
    till: Till, error: OperatorError
) -> None:
    till.counter.fail("quick_pay", error)
    row = await till.charges.by_scan(till.charge(), CODE)
    failed = await till.becomes(row.id, PaymentState.FAILED)
    assert failed.error_code == "outcome_unknown"
    names = [name for name in till.counter.calls if name != "transaction_of_order"]
    assert names == ["quick_pay", "reverse"]
    assert till.counter.charges == []


async def test_a_charge_that_arrives_late_is_seen(till: Till) -> None:
    till.counter.fail("quick_pay", OutcomeUnknown("slow"))
    row = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(row.id, PaymentState.ASKING)
    await till.counter.quick_pay(_new(row.reference), CODE)
    await till.becomes(row.id, PaymentState.PAID)
    assert till.counter.reversals == []


async def test_a_reversal_without_an_answer_is_asked_for_and_repeated(till: Till) -> None:
    till.counter.outcome = "IN_PROCESS"
    till.counter.fail("reverse", OutcomeUnknown("cut"))
    till.counter.fail_after("reverse", OutcomeUnknown("cut after"))
    row = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(row.id, PaymentState.REVERSED)


async def test_paid_while_a_reversal_is_in_doubt_is_not_called_paid(till: Till) -> None:
    """The reversal may still be at work: only one that was refused leaves "paid" standing."""
    till.counter.outcome = "IN_PROCESS"
    till.counter.fail("reverse", *[OutcomeUnknown("cut")] * 3)
    paid_at_last(till, on="reverse")
    row = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(row.id, PaymentState.UNCLEAR)
    await till.quiet(row.id)
    await till.charges.ask_again(row.id)
    await till.becomes(row.id, PaymentState.PAID)


async def test_a_refused_reversal_of_a_paid_payment_leaves_it_paid(till: Till) -> None:
    till.counter.outcome = "IN_PROCESS"
    till.counter.fail("reverse", PaymentRefused("late", "EXCEED_TIME_FOR_REVERSE_TRANSACTION"))
    paid_at_last(till, on="reverse")
    row = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(row.id, PaymentState.PAID)


async def test_a_reversal_that_is_refused_is_unclear_and_holds_the_order(till: Till) -> None:
    till.counter.outcome = "IN_PROCESS"
    till.counter.fail("reverse", *[PaymentRefused("no", "UNSUPPORTED_METHOD_REVERSE")] * 3)
    row = await till.charges.by_scan(till.charge(), CODE)
    unclear = await till.becomes(row.id, PaymentState.UNCLEAR)
    assert unclear.refusal == "UNSUPPORTED_METHOD_REVERSE"
    await till.quiet(row.id)
    with pytest.raises(PaymentOpen):
        await till.charges.by_scan(till.charge(), CODE)
    till.counter.set_status(row.reference, "FAILED")
    await till.charges.ask_again(row.id)
    await till.becomes(row.id, PaymentState.FAILED)


async def test_an_unknown_status_decides_nothing(till: Till) -> None:
    till.counter.outcome = "ON_THE_MOON"
    row = await till.charges.by_scan(till.charge(), CODE)
    unclear = await till.becomes(row.id, PaymentState.UNCLEAR)
    assert (unclear.error_code, unclear.refusal) == ("unknown_status", "ON_THE_MOON")
    with pytest.raises(PaymentOpen):
        await till.charges.by_scan(till.charge(), CODE)


async def test_another_amount_than_was_asked_for_is_for_a_person(till: Till) -> None:
    row = await till.charges.by_qr(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    new = till.counter._references["chk1"]
    till.counter._references["chk1"] = type(new)(reference=new.reference, title="", amount=1, store_id="x")
    till.counter.pay(row.reference)
    unclear = await till.becomes(row.id, PaymentState.UNCLEAR)
    assert unclear.error_code == "other_amount"


async def test_a_call_of_the_service_is_a_hint_and_no_proof(till: Till) -> None:
    row = await till.charges.by_qr(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    await till.charges.heard(row.reference)
    await till.charges.heard("nobody's")
    assert await till.state(row.id) is PaymentState.WAITING
    till.counter.pay(row.reference)
    await till.charges.heard(row.reference)
    await till.becomes(row.id, PaymentState.PAID)


@pytest.mark.parametrize("paid", [True, False])
async def test_a_waiting_code_survives_the_end_of_the_program(till: Till, paid: bool) -> None:
    row = await till.charges.by_qr(till.charge())
    await till.becomes(row.id, PaymentState.WAITING)
    if paid:
        till.counter.pay(row.reference)
    else:
        till.counter.end(row.reference, "EXPIRED")
    await till.again()
    await till.charges.resume()
    await till.becomes(row.id, PaymentState.PAID if paid else PaymentState.EXPIRED)
    assert till.counter.calls.count("start_checkout") == 1


@pytest.mark.parametrize("charged", [True, False])
async def test_a_scan_cut_off_before_its_answer_is_looked_up_after_the_start(till: Till, charged: bool) -> None:
    """As after kill -9: the row says that it was begun, nothing else is known."""
    row = await till.payments.begin(
        till.account_id,
        till.order_key,
        reference="1043-ABCDEFGHJKLM",
        way=PaymentWay.SCAN,
        title="Order 1043",
        amount=2590,
        store_id="7700000000000000001",
        at=till.at,
    )
    if charged:
        await till.counter.quick_pay(_new(row.reference), CODE)
    await till.again()
    with pytest.raises(PaymentOpen):
        await till.charges.by_scan(till.charge(), CODE)
    await till.charges.resume()
    await till.becomes(row.id, PaymentState.PAID if charged else PaymentState.FAILED)
    assert till.counter.calls.count("quick_pay") == int(charged)


async def test_a_checkout_cut_off_before_its_answer_can_never_be_paid(till: Till) -> None:
    till.counter.fail_after("start_checkout", OutcomeUnknown("cut"))
    row = await till.charges.by_qr(till.charge())
    failed = await till.becomes(row.id, PaymentState.FAILED)
    assert failed.address == ""
    await till.quiet(row.id)
    again = await till.charges.by_qr(till.charge())
    await till.becomes(again.id, PaymentState.WAITING)


async def test_a_payment_thought_to_be_over_that_was_paid_is_seen(till: Till) -> None:
    """The customer paid in the last second: a call of the service, or its list of transactions, brings it to light."""
    for told_by in ("call", "list"):
        row = await till.charges.by_page(till.charge())
        await till.becomes(row.id, PaymentState.WAITING)
        till.counter.end(row.reference, "EXPIRED")
        await till.becomes(row.id, PaymentState.EXPIRED)
        await till.quiet(row.id)
        await till.charges.heard(row.reference)
        await till.quiet(row.id)
        assert await till.state(row.id) is PaymentState.EXPIRED, "nobody has paid yet"
        till.counter.pay(row.reference)
        if told_by == "call":
            await till.charges.heard(row.reference)
        else:
            await till.reader.refresh()
            await till.charges.reconcile()
        await till.becomes(row.id, PaymentState.PAID)
        await till.quiet(row.id)
        await till.payments.step(row.id, Step(state=PaymentState.REFUNDED), till.at)


async def test_what_has_ended_stays_ended(till: Till) -> None:
    row = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(row.id, PaymentState.PAID)
    for late in (PaymentState.WAITING, PaymentState.FAILED, PaymentState.EXPIRED, PaymentState.UNCLEAR):
        await till.payments.step(row.id, Step(state=late), till.at)
        assert await till.state(row.id) is PaymentState.PAID


def paid_at_last(till: Till, *, on: str) -> None:
    """Have everything in the books turn out as paid at the very moment of a call."""

    def turn(name: str) -> None:
        if name == on:
            for reference in till.counter.books:
                till.counter.set_status(reference, "SUCCESS")

    till.counter.on_call = turn


def _new(reference: str) -> NewPayment:
    return NewPayment(reference=reference, title="Order 1043", amount=2590, store_id="7700000000000000001")


async def test_a_refund_under_way_is_nobody_elses_business(till: Till) -> None:
    """A call of the service, or "ask again", must not turn it into a paid payment that could be refunded once more."""
    row = await till.charges.by_scan(till.charge(), CODE)
    await till.becomes(row.id, PaymentState.PAID)
    await till.quiet(row.id)
    assert await till.payments.begin_refund(row.id, till.at) is not None
    await till.charges.heard(row.reference)
    await till.charges.ask_again(row.id)
    await till.charges.resume()
    assert not till.background.running(f"payment {row.id}")
    assert await till.state(row.id) is PaymentState.REFUNDING


async def test_another_account_is_not_asked_about_a_payment(till: Till) -> None:
    other = await till.connections.add("revenue-monster", "practice-payments", "7000000000000000009", currency="MYR")
    row = await till.payments.begin(
        other,
        till.order_key,
        reference="1043-OTHER",
        way=PaymentWay.SCAN,
        title="Order 1043",
        amount=2590,
        store_id="1",
        at=till.at,
    )
    await till.charges.ask_again(row.id)
    await till.charges.heard(row.reference)
    await till.charges.resume()
    assert till.counter.calls == []
    assert await till.state(row.id) is PaymentState.STARTING


async def test_a_view_that_is_closed_at_the_worst_moment_cuts_no_charge_off(till: Till) -> None:
    waiting = asyncio.ensure_future(till.charges.by_scan(till.charge(), CODE))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await until_async(lambda: paid(till))
    assert len(till.counter.charges) == 1


async def test_what_the_service_waits_for_stays_readable_while_it_is_asked(till: Till) -> None:
    till.counter.fail("quick_pay", PaymentRefused("pin", "PASSWORD_REQUIRED"))
    till.counter.fail("transaction_of_order", *[Offline("cut")] * 3)
    row = await till.charges.by_scan(till.charge(), CODE)
    asking = await till.becomes(row.id, PaymentState.ASKING)
    assert asking.refusal == "PASSWORD_REQUIRED"
    await till.becomes(row.id, PaymentState.FAILED)


async def paid(till: Till) -> bool:
    return [row.state for row in await till.payments.of_order(till.order_key)] == [PaymentState.PAID]
