"""Invoices in the store: what is told again, in part, late or in another order leads to one and the same."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from retm_desktop.domain.orders import Invoice, NamedAmount, Order, RefundState
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database
from retm_desktop.store.invoices import IncomingInvoice, InvoiceQuery, InvoiceRow, Invoices
from retm_desktop.store.orders import Orders
from tests.store.samples import NOW, incoming, invoice, order

BRANCH = "01h0dd3yrst4chn5kn0t78f603"
OTHER_BRANCH = "01h0dd3yrst4chn5kn0t78f999"
CASH = NamedAmount("01PAYCASH", BilingualText("Cash", "نقدًا"), Decimal("20.000"))
CARD = NamedAmount("01PAYMADA", BilingualText("mada", "مدى"), Decimal("32.000"))
VAT = NamedAmount("vat", BilingualText("VAT", "ضريبة"), Decimal("6.783"))


@pytest.fixture
def invoices(database: Database, changes: Changes) -> Invoices:
    return Invoices(database, changes)


def billed(
    invoice_id: str = "908",
    *,
    refunded_amount: str | None = None,
    event: str = "",
    **fields: Any,  # noqa: ANN401
) -> Invoice:
    """Return an invoice as RETM's list has it; `fields` are those of the order in it."""
    values: dict[str, Any] = {"status": 1, "payments": (CASH, CARD)} | fields
    amount = None if refunded_amount is None else Decimal(refunded_amount)
    return Invoice(
        invoice_id, invoice(Stage.DELIVERED, invoice_id=invoice_id, **values), event=event, refunded_amount=amount
    )


def short(invoice_id: str = "908", *, event: str = "order.created", **fields: Any) -> Invoice:  # noqa: ANN401
    """Return what the readable part of the webhook's page has: numbers and the event (api-5053401)."""
    refunded = event == "order.refunded"
    values: dict[str, Any] = {"number": "512", "invoice_id": invoice_id, "refunded": refunded} | fields
    return Invoice(invoice_id, Order(**values), event=event)


def told_as(one: Invoice, at: datetime = NOW, raw: bytes = b"") -> IncomingInvoice:
    return IncomingInvoice(one, raw or msgspec.json.encode(one), at)


async def all_of(invoices: Invoices, restaurant: int, **query: Any) -> list[InvoiceRow]:  # noqa: ANN401
    return await invoices.page(InvoiceQuery(restaurant, **query), 0, 10_000)


async def only(invoices: Invoices, restaurant: int) -> InvoiceRow:
    (row,) = await all_of(invoices, restaurant)
    return row


async def test_an_invoice_comes_in_whole_and_is_told_once(
    invoices: Invoices, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    one = billed()
    assert await invoices.apply(restaurant, [told_as(one, raw=b'{"invoice_id": 908}')]) == 1
    row = await only(invoices, restaurant)
    assert (row.invoice_id, row.order_number, row.branch_id, row.created_at) == ("908", "512", BRANCH, NOW)
    assert (row.status, row.refund, row.refunded_at) == (1, RefundState.NONE, None)
    assert (row.total, row.subtotal, row.tax, row.refunded_amount) == (
        *(Decimal(figure) for figure in ("52.000", "45.217", "6.783")),
        None,
    )
    assert row.payments == (CASH, CARD)
    details = await invoices.details(row.key)
    assert details is not None
    assert (details.row, details.invoice, details.raw) == (row, one, b'{"invoice_id": 908}')
    assert details.order_key is None
    assert await invoices.apply(restaurant, [told_as(one, raw=b'{"invoice_id": 908}')]) == 0
    assert await invoices.apply(restaurant, []) == 0
    assert told == [{Topic.INVOICES}]
    assert await invoices.details(row.key + 1) is None


async def test_the_same_in_other_words_is_told_to_nobody_and_the_newest_words_are_kept(
    invoices: Invoices, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    await invoices.apply(restaurant, [told_as(billed(), raw=b'{"a": 1}')])
    assert await invoices.apply(restaurant, [told_as(billed(), raw=b'{"a": 2}')]) == 0
    assert told == [{Topic.INVOICES}]
    details = await invoices.details((await only(invoices, restaurant)).key)
    assert details is not None
    assert (details.raw, details.invoice) == (b'{"a": 2}', billed())


async def test_one_bad_invoice_of_a_batch_leaves_nothing_behind(invoices: Invoices, restaurant: int) -> None:
    naive = billed("909", created_at=datetime(2026, 2, 3, 12, 0))
    with pytest.raises((TypeError, ValueError)):
        await invoices.apply(restaurant, [told_as(billed()), told_as(naive)])
    assert await all_of(invoices, restaurant) == []


async def test_a_short_webhook_leaves_what_is_known_as_it_is(invoices: Invoices, restaurant: int) -> None:
    await invoices.apply(restaurant, [told_as(billed(note="no ice"))])
    before = await only(invoices, restaurant)
    assert await invoices.apply(restaurant, [told_as(short(), NOW + timedelta(days=4))]) == 1, "its event is news"
    assert await only(invoices, restaurant) == before
    details = await invoices.details(before.key)
    assert details is not None
    assert details.invoice == msgspec.structs.replace(billed(note="no ice"), event="order.created")


async def test_a_webhook_ahead_of_the_list_is_filled_in_by_it(invoices: Invoices, restaurant: int) -> None:
    await invoices.apply(restaurant, [told_as(short())])
    row = await only(invoices, restaurant)
    assert (row.invoice_id, row.branch_id, row.total, row.created_at) == ("908", "", None, NOW)
    made = NOW - timedelta(minutes=3)
    await invoices.apply(restaurant, [told_as(billed(created_at=made), NOW + timedelta(minutes=1))])
    full = await only(invoices, restaurant)
    assert (full.key, full.branch_id, full.total, full.created_at) == (row.key, BRANCH, Decimal("52.000"), made)


async def test_an_undated_invoice_stays_on_its_day_whatever_is_told_later(invoices: Invoices, restaurant: int) -> None:
    await invoices.apply(restaurant, [told_as(short())])
    later = NOW + timedelta(days=5)
    assert await invoices.apply(restaurant, [told_as(short(event="order.refunded"), later)]) == 1
    row = await only(invoices, restaurant)
    assert (row.created_at, row.refund, row.refunded_at) == (NOW, RefundState.UNTOLD, later)


async def test_an_invoice_without_id_is_known_by_its_order_the_nearest_in_time(
    invoices: Invoices, restaurant: int
) -> None:
    morning, evening = NOW - timedelta(hours=20), NOW
    await invoices.apply(
        restaurant, [told_as(billed("1", created_at=morning)), told_as(billed("2", created_at=evening))]
    )
    await invoices.apply(restaurant, [told_as(billed("", created_at=evening + timedelta(seconds=5), note="rushed"))])
    rows = await all_of(invoices, restaurant)
    assert [row.invoice_id for row in rows] == ["2", "1"]
    found = [await invoices.details(row.key) for row in rows]
    assert [each.invoice.order.note for each in found if each] == ["rushed", ""]


async def test_one_order_may_have_two_invoices_and_numbers_come_again(invoices: Invoices, restaurant: int) -> None:
    await invoices.apply(
        restaurant,
        [
            told_as(billed("1")),
            told_as(billed("2")),
            told_as(billed("", created_at=NOW + timedelta(hours=25))),
            told_as(billed("", branch_id=OTHER_BRANCH)),
        ],
    )
    assert len(await all_of(invoices, restaurant)) == 4


async def test_an_explicit_zero_is_a_word_and_no_gap(invoices: Invoices, restaurant: int) -> None:
    await invoices.apply(restaurant, [told_as(billed(discount=Decimal("5.000")))])
    nothing = Decimal("0.000")
    await invoices.apply(restaurant, [told_as(billed(discount=nothing, tax=nothing, status=0))])
    row = await only(invoices, restaurant)
    details = await invoices.details(row.key)
    assert details is not None
    assert (details.invoice.order.discount, row.tax, row.status) == (nothing, nothing, 0)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ({"status": 4}, RefundState.WHOLE),
        ({"refunded_amount": "52.000"}, RefundState.WHOLE),
        ({"refunded_amount": "12.500"}, RefundState.PART),
        ({"refunded": True}, RefundState.UNTOLD),
    ],
)
async def test_a_refund_stays_told_and_is_dated_by_when_it_was_first_heard_of(
    invoices: Invoices, restaurant: int, words: dict[str, Any], state: RefundState
) -> None:
    await invoices.apply(restaurant, [told_as(billed())])
    heard = NOW + timedelta(hours=2)
    assert await invoices.apply(restaurant, [told_as(billed(**words), heard)]) == 1
    row = await only(invoices, restaurant)
    assert (row.refund, row.refunded_at, row.created_at) == (state, heard, NOW)
    # The webhook of the sale comes late, then the list comes once more: as if nothing was ever given back.
    late = heard + timedelta(hours=1)
    await invoices.apply(restaurant, [told_as(short(), late)])
    await invoices.apply(restaurant, [told_as(billed(), late)])
    await invoices.apply(restaurant, [told_as(billed(refunded_amount="0.000"), late)])
    after = await only(invoices, restaurant)
    assert (after.refund, after.refunded_at, after.status) == (state, heard, row.status)
    assert (after.refunded_amount or None) == row.refunded_amount


async def test_how_much_was_given_back_may_be_told_later_and_may_grow(invoices: Invoices, restaurant: int) -> None:
    states: list[tuple[RefundState, Decimal | None]] = []
    for one in (
        short(event="order.refunded"),
        billed(refunded_amount="12.500"),
        billed(refunded_amount="20.000"),
        billed(refunded_amount="12.500", note="late"),
        billed(refunded_amount="52.000", status=4),
    ):
        await invoices.apply(restaurant, [told_as(one)])
        row = await only(invoices, restaurant)
        states.append((row.refund, row.refunded_amount))
    assert states == [
        (RefundState.UNTOLD, None),
        (RefundState.PART, Decimal("12.500")),
        (RefundState.PART, Decimal("20.000")),
        (RefundState.PART, Decimal("20.000")),
        (RefundState.WHOLE, Decimal("52.000")),
    ]
    assert row.refunded_at == NOW


async def test_a_void_invoice_stays_void_and_other_codes_follow_the_newest_word(
    invoices: Invoices, restaurant: int
) -> None:
    seen = []
    for status in (2, 3, 1, 3, 9, 1, 5, 2, 1):
        await invoices.apply(restaurant, [told_as(billed(status=status))])
        seen.append((await only(invoices, restaurant)).status)
    assert seen == [2, 3, 1, 3, 9, 1, 5, 5, 5]
    await invoices.apply(restaurant, [told_as(billed(status=4))])
    assert (await only(invoices, restaurant)).status == 4


async def test_odd_figures_and_far_dates_do_no_harm(invoices: Invoices, restaurant: int) -> None:
    odd = [
        billed("1", status=2**40, total=Decimal("1E+14")),
        billed("", created_at=datetime.fromisoformat("9999-12-31T23:00:00+00:00")),
        billed("", number="", created_at=datetime.fromisoformat("1970-01-01T00:00:00+00:00")),
        billed("4", number="۵۱۲", total=Decimal("-3.500")),
    ]
    assert await invoices.apply(restaurant, [told_as(one) for one in odd]) == 4
    rows = await all_of(invoices, restaurant)
    assert [(row.status, row.total) for row in rows if row.invoice_id == "1"] == [(None, Decimal("1E+14"))]
    for row in rows:
        assert await invoices.details(row.key) is not None


async def test_filters_by_time_branch_status_refund_payment_and_words(invoices: Invoices, restaurant: int) -> None:
    day = timedelta(days=1)
    only_cash = (msgspec.structs.replace(CASH, amount=Decimal("52.000")),)
    await invoices.apply(
        restaurant,
        [
            told_as(billed("1", number="1", created_at=NOW - day)),
            told_as(billed("2", number="2", branch_id=OTHER_BRANCH, payments=only_cash)),
            told_as(billed("3", number="3", status=4)),
            told_as(billed("4", number="4", status=5, created_at=NOW + timedelta(seconds=1))),
            told_as(billed("5", number="5", refunded_amount="1.000", created_at=NOW + day)),
        ],
    )

    async def found(**query: Any) -> list[str]:  # noqa: ANN401
        asked = InvoiceQuery(restaurant, **query)
        rows = await invoices.page(asked, 0, 100)
        assert await invoices.count(asked) == len(rows)
        totals = await invoices.totals(asked)
        assert totals.count + totals.void_count == len(rows)
        return [row.invoice_id for row in rows]

    assert await found() == ["5", "4", "3", "2", "1"]
    assert await found(since=NOW) == ["5", "4", "3", "2"]
    assert await found(since=NOW, until=NOW + day) == ["4", "3", "2"], "the end of a day is the beginning of the next"
    assert await found(branch_id=OTHER_BRANCH.upper()) == ["2"]
    assert await found(status=5) == ["4"]
    assert await found(refunded=True) == ["5", "3"]
    assert await found(payment_id="01paymada") == ["5", "4", "3", "1"]
    assert await found(payment_id="01PAYCASH", branch_id=OTHER_BRANCH) == ["2"]
    assert await found(text="70010002") == ["5", "4", "3", "2", "1"], "the sku"
    assert await found(text="BURGER بالنعناع") == ["5", "4", "3", "2", "1"]
    assert await found(text="burger pizza") == []
    assert await found(text="#2") == ["5", "4", "3", "2", "1"], "every sku holds a 2"
    assert [row.invoice_id for row in await invoices.page(InvoiceQuery(restaurant), 1, 2)] == ["4", "3"]
    assert await invoices.page(InvoiceQuery(restaurant + 1), 0, 100) == []


async def test_totals_are_sums_of_retms_own_figures(invoices: Invoices, restaurant: int) -> None:
    await invoices.apply(
        restaurant,
        [
            told_as(billed("1", number="1")),
            told_as(billed("2", number="2", status=4)),
            told_as(billed("3", number="3", refunded_amount="12.500")),
            told_as(billed("4", number="4", refunded=True)),
            told_as(billed("5", number="5", status=5)),
            told_as(billed("6", number="6", total=None, subtotal=None, tax=None, payments=(), taxes=())),
        ],
    )
    totals = await invoices.totals(InvoiceQuery(restaurant))
    assert (totals.count, totals.void_count, totals.refunded_count, totals.untold_refunds) == (5, 1, 3, 1)
    assert (totals.total, totals.subtotal, totals.tax) == tuple(4 * Decimal(x) for x in ("52.000", "45.217", "6.783"))
    assert totals.refunded == Decimal("64.500")
    assert [(one.id, one.count, one.amount, one.refunded) for one in totals.payments] == [
        (CARD.id, 4, 4 * CARD.amount, CARD.amount),
        (CASH.id, 4, 4 * CASH.amount, CASH.amount),
    ]
    assert [(one.name.en, one.count, one.amount, one.refunded) for one in totals.taxes] == [
        ("VAT", 4, 4 * VAT.amount, VAT.amount)
    ]
    nothing = await invoices.totals(InvoiceQuery(restaurant, text="nothing"))
    assert (nothing.count, nothing.total, nothing.payments, nothing.taxes) == (0, 0, (), ())


async def test_payments_are_summed_by_id_in_any_case_and_by_name_where_there_is_no_id(
    invoices: Invoices, restaurant: int
) -> None:
    nameless = NamedAmount("", BilingualText("Voucher"), Decimal("1.005"))
    small = msgspec.structs.replace(CASH, id=CASH.id.lower(), amount=Decimal("0.005"))
    await invoices.apply(
        restaurant,
        [
            told_as(billed("1", number="1", payments=(CASH, nameless))),
            told_as(billed("2", number="2", payments=(small, nameless, small))),
        ],
    )
    totals = await invoices.totals(InvoiceQuery(restaurant))
    assert [(one.name.en, one.count, one.amount) for one in totals.payments] == [
        ("Cash", 2, Decimal("20.010")),
        ("Voucher", 2, Decimal("2.010")),
    ]


async def test_an_invoice_leads_to_its_order_and_back(invoices: Invoices, orders: Orders, restaurant: int) -> None:
    applied = await orders.apply(restaurant, [incoming(order(Stage.DELIVERED))])
    (order_key,) = applied.new
    await invoices.apply(
        restaurant,
        [
            told_as(billed("1", created_at=NOW + timedelta(minutes=30))),
            told_as(billed("2", created_at=NOW + timedelta(minutes=31))),
            told_as(billed("3", branch_id=OTHER_BRANCH)),
            told_as(billed("4", number="513")),
        ],
    )
    assert [row.invoice_id for row in await invoices.of_order(order_key)] == ["2", "1"]
    led = {}
    for row in await all_of(invoices, restaurant):
        details = await invoices.details(row.key)
        assert details is not None
        led[row.invoice_id] = details.order_key
    assert led == {"1": order_key, "2": order_key, "3": None, "4": None}
    assert await invoices.of_order(order_key + 1) == []


async def test_a_number_that_comes_again_within_a_day_leads_to_the_nearest(
    invoices: Invoices, orders: Orders, restaurant: int
) -> None:
    tonight = NOW + timedelta(hours=20)
    applied = await orders.apply(
        restaurant,
        [incoming(order(id="first")), incoming(order(id="second", created_at=tonight))],
    )
    first, second = applied.new
    await invoices.apply(
        restaurant,
        [
            told_as(billed("1", created_at=NOW + timedelta(minutes=5))),
            told_as(billed("2", created_at=tonight + timedelta(minutes=5))),
        ],
    )
    assert [row.invoice_id for row in await invoices.of_order(first)] == ["1"]
    assert [row.invoice_id for row in await invoices.of_order(second)] == ["2"]


async def test_five_thousand_invoices_are_paged_counted_and_summed(invoices: Invoices, restaurant: int) -> None:
    made = [
        billed(
            str(n),
            number=str(n % 900),
            created_at=NOW - timedelta(minutes=n),
            status=(1, 1, 1, 4, 5)[n % 5],
            payments=(CASH, CARD),
        )
        for n in range(5000)
    ]
    assert await invoices.apply(restaurant, [told_as(one, NOW) for one in made]) == 5000
    query = InvoiceQuery(restaurant)
    assert await invoices.count(query) == 5000
    last = await invoices.page(query, 4950, 50)
    assert [row.invoice_id for row in last] == [str(n) for n in range(4950, 5000)]
    totals = await invoices.totals(query)
    assert (totals.count, totals.void_count, totals.refunded_count) == (4000, 1000, 1000)
    assert totals.total == 4000 * Decimal("52.000")
    assert totals.refunded == 1000 * Decimal("52.000")
    assert sum(one.amount for one in totals.payments) == totals.total
    assert sum(one.amount for one in totals.taxes) == totals.tax
    one_day = InvoiceQuery(restaurant, since=NOW - timedelta(days=1), until=NOW)
    assert await invoices.count(one_day) == 1440
