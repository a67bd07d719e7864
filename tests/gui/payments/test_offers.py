"""What the detail of an order offers and tells of payments, and where it keeps silent."""

from decimal import Decimal

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.payments import CURRENCY
from retm_desktop.domain.stages import Stage
from retm_desktop.gui.payments.due import Offer, due_of, offered, telling
from retm_desktop.store.orders import OrderDetails
from retm_desktop.store.payments import PaymentState
from tests.gui import shop
from tests.gui.conftest import START
from tests.gui.payments.conftest import MakeTill, Till, press, seen, title, told
from tests.gui.payments.rows import payment
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("qapp")

OFFERS = ("order_take_payment", "order_show_code", "order_show_payment", "order_ask_again", "order_refund")


def offers(till: Till) -> list[str]:
    return [name for name in OFFERS if seen(till.page, name) is not None]


async def test_without_an_account_nothing_is_shown_at_all(make_till: MakeTill) -> None:
    till = await make_till(account=False)
    await till.open(await till.sell())
    assert offers(till) == []
    assert seen(till.page, "order_pay_elsewhere") is None
    assert seen(till.page, "order_paid") is None


async def test_other_money_than_ringgit_is_said_in_one_line(make_till: MakeTill) -> None:
    till = await make_till(currency="SAR")
    await till.open(await till.sell())
    assert offers(till) == []
    assert told(till.page, "order_pay_elsewhere") == (
        "Revenue Monster takes payments in ringgit (MYR); this restaurant's prices are in SAR."
    )


async def test_other_money_without_an_account_is_not_said(make_till: MakeTill) -> None:
    till = await make_till(account=False, currency="SAR")
    await till.open(await till.sell())
    assert seen(till.page, "order_pay_elsewhere") is None


async def test_an_account_that_comes_and_goes_is_noticed(make_till: MakeTill) -> None:
    till = await make_till(account=False)
    await till.open(await till.sell())
    assert offers(till) == []
    session = await till.connect_account()
    await until(lambda: offers(till) == ["order_take_payment"])
    till.house.payments = None
    till.desk.bridge.payments_changed.emit()
    await until(lambda: offers(till) == [])
    assert session.trouble is None


async def test_an_estimate_is_not_charged(till: Till) -> None:
    usual = till.order()
    intent = CreateOrder(
        partner_reference="ours-1",
        branch_id=usual.branch_id,
        customer=usual.customer,
        lines=usual.lines,
        variation_ids=("",),
        subtotal=Decimal("24.43"),
        tax=Decimal("1.47"),
        total=Decimal("25.90"),
    )
    action = await till.desk.outbox.put(till.desk.connection_id, intent, None, till.clock())
    assert action.order_key is not None
    await till.open(action.order_key)
    assert offers(till) == []


async def test_a_cancelled_order_is_not_charged(till: Till) -> None:
    await till.open(await till.sell(stage=Stage.CANCELLED))
    assert offers(till) == []


async def test_an_order_that_is_handed_over_can_still_be_paid(till: Till) -> None:
    await till.open(await till.sell(stage=Stage.DELIVERED))
    assert offers(till) == ["order_take_payment"]


async def test_the_offer_goes_with_the_payment(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_qr")
    await until(lambda: title(dialog) == "QR")
    await until(lambda: offers(till) == ["order_show_code"])
    await until(lambda: told(till.page, "order_paid") == "Waits for the customer")
    await until(lambda: told(till.page, "order_pay_0_time") == "20:14")
    await till.paid(key)
    await until(lambda: offers(till) == ["order_refund"])


async def test_the_copied_text_tells_what_was_paid(till: Till) -> None:
    key = await till.sell()
    dialog = await till.dialog(key)
    press(dialog, "payment_way_qr")
    row = await till.paid(key)
    copy = seen(till.page, "order_copy")
    assert isinstance(copy, QToolButton)
    copy.click()
    wanted = f"RM\u00a025.90 · Paid · Touch 'n Go · {row.transaction_id}"
    await until(lambda: QGuiApplication.clipboard().text().endswith(wanted))


# The rules behind it


async def details(till: Till, key: int) -> OrderDetails:
    found = await till.desk.orders.details(key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("total", "sen"), [("25.90", 2590), ("0.10", 10), ("0.09", None), ("0", None), ("25.905", 2591), ("1234.5", 123450)]
)
async def test_the_amount_is_what_the_screen_shows_as_total(till: Till, total: str, sen: int | None) -> None:
    whole = await details(till, await till.sell())
    changed = msgspec.structs.replace(whole, order=msgspec.structs.replace(whole.order, total=Decimal(total)))
    due = due_of(changed)
    assert (due.amount if due is not None else None) == sen


@pytest.mark.parametrize("total", [None, Decimal("NaN"), Decimal("Infinity"), Decimal("-5")])
async def test_without_a_total_nothing_is_due(till: Till, total: Decimal | None) -> None:
    whole = await details(till, await till.sell())
    assert due_of(msgspec.structs.replace(whole, order=msgspec.structs.replace(whole.order, total=total))) is None


@pytest.mark.parametrize(
    ("states", "offer"),
    [
        ((), Offer.TAKE),
        ((PaymentState.FAILED, PaymentState.EXPIRED, PaymentState.REVERSED, PaymentState.REFUNDED), Offer.TAKE),
        ((PaymentState.PAID,), None),
        ((PaymentState.FAILED, PaymentState.PAID), None),
        ((PaymentState.WAITING,), Offer.SHOW),
        ((PaymentState.FAILED, PaymentState.UNCLEAR), Offer.ASK),
        ((PaymentState.STARTING,), Offer.FOLLOW),
        ((PaymentState.ASKING,), Offer.FOLLOW),
        ((PaymentState.REVERSING,), Offer.FOLLOW),
        ((PaymentState.REFUNDING,), None),
    ],
)
async def test_what_is_offered_follows_from_the_payments(
    till: Till, states: tuple[PaymentState, ...], offer: Offer | None
) -> None:
    whole = await details(till, await till.sell())
    rows = [payment(state) for state in states]
    assert offered(whole, rows, account=rows[0].connection_id if rows else 9, currency=CURRENCY) is offer
    assert offered(whole, rows, account=None, currency=CURRENCY) is None
    if offer is not Offer.TAKE:
        assert offered(whole, rows, account=1234, currency=CURRENCY) is None, "another account"


def test_an_open_payment_tells_more_than_a_paid_one() -> None:
    paid, open_one = payment(PaymentState.PAID), payment(PaymentState.UNCLEAR)
    assert telling([paid, open_one]) is open_one
    assert telling([payment(PaymentState.FAILED)]) is None


async def test_the_time_of_the_day_is_the_restaurants(till: Till) -> None:
    (key,) = await shop.deliver(till.desk, till.order(number="600"))
    row = await till.desk.payments.begin(
        till.session.connection.id, key, reference="600-A", way=payment(PaymentState.PAID).way, title="Order 600",
        amount=2590, store_id="1", at=START,
    )  # fmt: skip
    await till.open(key)
    await until(lambda: told(till.page, "order_pay_0_time") == "20:14")
    assert row.state is PaymentState.STARTING
