"""Giving back: after the PIN, once, and only "done" when the service's books say so."""

import asyncio
from datetime import timedelta

import pytest

from retm_desktop.domain.errors import (
    Offline,
    OperatorError,
    OutcomeUnknown,
    PaymentRefused,
    Rejected,
    ServerFault,
    SignInExpired,
    UnreadableAnswer,
    WrongPin,
)
from retm_desktop.store.payments import PaymentRow, PaymentState
from tests.sync.payments.conftest import PIN, Till

LOST = (OutcomeUnknown("no answer"), UnreadableAnswer("half"), ServerFault("507", 507))


async def paid(till: Till) -> PaymentRow:
    row = await till.charges.by_scan(till.charge(), "281234567890123456")
    await till.pin.choose(PIN)
    return await till.becomes(row.id, PaymentState.PAID)


async def test_a_payment_is_given_back_and_told_to_the_order(till: Till) -> None:
    row = await paid(till)
    assert (await till.refunds.refund(row.id, "٢٥٨٠", "  Sold\u200f out ")).state is PaymentState.REFUNDING
    await till.becomes(row.id, PaymentState.REFUNDED)
    assert [kind for kind, _ in await till.events()][-2:] == ["payment_refunding", "payment_refunded"]
    assert till.counter.refunds == [row.reference]


async def test_without_reason_or_pin_nothing_is_sent(till: Till) -> None:
    row = await paid(till)
    with pytest.raises(Rejected):
        await till.refunds.refund(row.id, PIN, " \u200f ")
    with pytest.raises(WrongPin):
        await till.refunds.refund(row.id, "0000", "Sold out")
    assert "refund" not in till.counter.calls
    assert await till.state(row.id) is PaymentState.PAID


async def test_two_clicks_give_back_once(till: Till) -> None:
    row = await paid(till)
    asked = await asyncio.gather(*(till.refunds.refund(row.id, PIN, "Twice") for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(one, PaymentRow) for one in asked) >= 1
    await till.becomes(row.id, PaymentState.REFUNDED)
    assert till.counter.calls.count("refund") == 1


@pytest.mark.parametrize("error", LOST, ids=lambda error: error.code)
async def test_a_refund_whose_answer_is_lost_is_looked_up(till: Till, error: OperatorError) -> None:
    row = await paid(till)
    till.counter.fail_after("refund", error)
    await till.refunds.refund(row.id, PIN, "Sold out")
    await till.becomes(row.id, PaymentState.REFUNDED)
    assert till.counter.calls.count("refund") == 1


@pytest.mark.parametrize("error", LOST, ids=lambda error: error.code)
async def test_a_refund_that_never_arrived_is_not_sent_again_by_itself(till: Till, error: OperatorError) -> None:
    row = await paid(till)
    till.counter.fail("refund", error)
    await till.refunds.refund(row.id, PIN, "Sold out")
    await till.background_quiet(row.id)
    still = await till.becomes(row.id, PaymentState.PAID)
    assert still.error_code == "not_refunded"
    assert till.counter.calls.count("refund") == 1
    assert till.counter.refunds == []
    await till.refunds.refund(row.id, PIN, "Sold out")
    await till.becomes(row.id, PaymentState.REFUNDED)


async def test_a_refusal_leaves_it_paid_and_says_why(till: Till) -> None:
    row = await paid(till)
    till.counter.fail("refund", PaymentRefused("no", "UNSUPPORTED_METHOD_PAYMENT_REFUND"))
    await till.refunds.refund(row.id, PIN, "Sold out")
    await till.background_quiet(row.id)
    still = await till.becomes(row.id, PaymentState.PAID)
    assert (still.error_code, still.refusal) == ("payment_refused", "UNSUPPORTED_METHOD_PAYMENT_REFUND")


async def test_given_back_elsewhere_counts_as_given_back(till: Till) -> None:
    row = await paid(till)
    till.counter.set_status(row.reference, "FULL_REFUNDED")
    await till.refunds.refund(row.id, PIN, "Sold out")
    await till.becomes(row.id, PaymentState.REFUNDED)
    assert till.counter.refunds == []


@pytest.mark.parametrize("error", [Offline("nothing sent"), SignInExpired("token")], ids=lambda error: error.code)
async def test_what_was_never_sent_leaves_it_paid(till: Till, error: OperatorError) -> None:
    row = await paid(till)
    till.counter.fail("refund", error)
    await till.refunds.refund(row.id, PIN, "Sold out")
    await till.background_quiet(row.id)
    assert (await till.becomes(row.id, PaymentState.PAID)).error_code == error.code


@pytest.mark.parametrize("happened", [True, False])
async def test_a_refund_cut_off_by_the_end_of_the_program_is_looked_up(till: Till, happened: bool) -> None:
    row = await paid(till)
    if happened:
        till.counter.fail_after("refund", OutcomeUnknown("cut"))
    else:
        till.counter.fail("refund", OutcomeUnknown("cut"))
    till.counter.fail("transaction", *[Offline("cut")] * 1000)
    await till.refunds.refund(row.id, PIN, "Sold out")
    await till.becomes(row.id, PaymentState.REFUNDING)
    await till.again()
    till.counter.trouble["transaction"].clear()
    await till.refunds.resume()
    await till.background_quiet(row.id)
    await till.becomes(row.id, PaymentState.REFUNDED if happened else PaymentState.PAID)
    assert till.counter.calls.count("refund") == 1


async def test_a_wrong_pin_makes_one_wait_longer_each_time(till: Till) -> None:
    await till.pin.choose(PIN)
    for _ in range(4):
        with pytest.raises(WrongPin) as told:
            await till.pin.check("1111")
        assert told.value.retry_after is None
    with pytest.raises(WrongPin) as told:
        await till.pin.check("1111")
    assert told.value.retry_after == pytest.approx(60)
    with pytest.raises(WrongPin):
        await till.pin.check(PIN)
    till.at += timedelta(seconds=61)
    with pytest.raises(WrongPin) as told:
        await till.pin.check("1111")
    assert told.value.retry_after == pytest.approx(120)
    till.at += timedelta(seconds=121)
    await till.pin.check(PIN)
    with pytest.raises(WrongPin) as told:
        await till.pin.check("1111")
    assert told.value.retry_after is None


async def test_a_clock_set_back_locks_nobody_out_for_long(till: Till) -> None:
    await till.pin.choose(PIN)
    for _ in range(5):
        with pytest.raises(WrongPin):
            await till.pin.check("1111")
    till.at -= timedelta(days=400)
    with pytest.raises(WrongPin) as told:
        await till.pin.check(PIN)
    assert told.value.retry_after is not None
    assert told.value.retry_after <= 60


async def test_a_pin_is_four_to_twelve_digits_and_is_changed_with_the_present_one(till: Till) -> None:
    for bad in ("", "123", "12a4", "1" * 13, "12 34"):
        with pytest.raises(Rejected):
            await till.pin.choose(bad)
    assert not await till.pin.is_set()
    await till.pin.choose("١٢٣٤")
    with pytest.raises(WrongPin):
        await till.pin.choose("9999", "0000")
    await till.pin.choose("9999", "1234")
    await till.pin.check("9999")
    kept = await till.vault.get(f"connection.{till.account_id}.refund_pin")
    assert kept is not None
    assert "9999" not in kept
