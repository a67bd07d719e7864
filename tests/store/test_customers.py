"""Customers as people look for them, in thousands, and the orders of one of them."""

from datetime import timedelta

import msgspec
import pytest

from retm_desktop.domain.business import Customer
from retm_desktop.domain.orders import OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.changes import Topic
from retm_desktop.store.orders import OrderQuery, Orders
from tests.store.samples import NOW, incoming, order

HUDA = Customer("3071", BilingualText("Huda Nasser", "هُدى ناصر"), "+966 55 123 4567", "Huda.Nasser@Example.com")
SAMI = Customer("3072", BilingualText("", "سامي الأحمد"), "0500000002", "guest.55@example.com")
MONA = Customer("3073", BilingualText("Mona O'Hara"), "+1 (212) 555-0100")
NOUR = Customer("3074", BilingualText("Nour", "نورة"), "", "نورة@مثال.com")
JEDDAH = Customer("3075", BilingualText("Café Jeddah", "مقهى جدة"), "012 607 1234")
EVERYONE = (HUDA, SAMI, MONA, NOUR, JEDDAH)
HUDA_S_PHONE = (
    "0551234567",
    "551234567",
    "+966551234567",
    "00966551234567",
    "966551234567",
    "+966 (0)55 123 4567",
    "055 123 4567",
    "055-123-4567",
    "٠٥٥١٢٣٤٥٦٧",
    "+٩٦٦ ٥٥ ١٢٣ ٤٥٦٧",
    "۰۵۵۱۲۳۴۵۶۷",
    "\u202a+966 55 123 4567\u202c",
)


@pytest.fixture
async def stocked(catalogue: Catalogue, restaurant: int) -> Catalogue:
    await catalogue.replace(restaurant, Kind.CUSTOMER, with_raw(*EVERYONE), NOW)
    return catalogue


def with_raw(*customers: Customer) -> list[tuple[msgspec.Struct, bytes]]:
    return [(one, msgspec.json.encode(one)) for one in customers]


async def found(catalogue: Catalogue, restaurant: int, text: str) -> list[Customer]:
    """Return whom a text finds, after counting them as well."""
    page = await catalogue.page(restaurant, Kind.CUSTOMER, Customer, text=text, limit=1000)
    assert await catalogue.count(restaurant, Kind.CUSTOMER, text) == len(page)
    return page


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("huda", [HUDA]),
        ("NASSER hud", [HUDA]),
        ("هدى", [HUDA]),
        ("هدي ناصر", [HUDA]),
        ("الاحمد", [SAMI]),
        ("سـامـى", [SAMI]),
        ("نوره", [NOUR]),
        ("جده", [JEDDAH]),
        ("CAFÉ", [JEDDAH]),
        ("o'hara", [MONA]),
        ("huda 055", []),
        ("huda 551", [HUDA]),
        ("huda.nasser@example.COM", [HUDA]),
        ("@example", [HUDA, SAMI]),
        ("مثال", [NOUR]),
        ("3071", []),
        ("%", []),
        ("_", []),
        ("", list(EVERYONE)),
        ("   ", list(EVERYONE)),
    ],
)
async def test_names_in_either_script_and_e_mail(
    stocked: Catalogue, restaurant: int, text: str, whom: list[Customer]
) -> None:
    assert await found(stocked, restaurant, text) == whom


@pytest.mark.parametrize("written", HUDA_S_PHONE)
async def test_a_phone_is_found_however_it_is_written_and_at_every_key_on_the_way(
    stocked: Catalogue, restaurant: int, written: str
) -> None:
    for typed in range(1, len(written) + 1):
        assert HUDA in await found(stocked, restaurant, written[:typed]), written[:typed]
    assert await found(stocked, restaurant, written) == [HUDA]


@pytest.mark.parametrize("written", ["+12125550100", "0012125550100", "12125550100", "+1 (212) 555-0100"])
async def test_a_number_from_abroad_is_found_at_every_key_on_the_way(
    stocked: Catalogue, restaurant: int, written: str
) -> None:
    for typed in range(1, len(written) + 1):
        assert MONA in await found(stocked, restaurant, written[:typed]), written[:typed]
    assert await found(stocked, restaurant, written) == [MONA]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("05", [HUDA, SAMI]),
        ("055", [HUDA]),
        ("+966 5", [HUDA, SAMI]),
        ("0096612", [JEDDAH]),
        ("01", [JEDDAH, MONA]),
        ("966", [HUDA, SAMI, MONA, JEDDAH]),
        ("+1 21", [MONA]),
        ("4567", [HUDA]),
        ("٤٥٦٧", [HUDA]),
        ("12 34", [HUDA, JEDDAH]),
        ("0559", []),
        ("055 55", []),
        ("45 67", [HUDA]),
    ],
)
async def test_the_first_digits_are_those_at_the_beginning_and_others_may_stand_anywhere(
    stocked: Catalogue, restaurant: int, text: str, whom: list[Customer]
) -> None:
    assert set(await found(stocked, restaurant, text)) == set(whom)


async def test_the_sign_of_a_phone_alone_asks_for_nothing_yet(stocked: Catalogue, restaurant: int) -> None:
    assert await found(stocked, restaurant, "-") == list(EVERYONE)
    assert await found(stocked, restaurant, "+") == [HUDA, SAMI, MONA, JEDDAH]


async def test_thousands_are_paged_in_retms_order_and_found_among_each_other(
    catalogue: Catalogue, restaurant: int
) -> None:
    crowd = [
        Customer(str(n), BilingualText(f"Guest {n}", f"ضيف {n}"), f"05{n:08d}", f"guest.{n}@example.com")
        for n in range(6000)
    ]
    await catalogue.replace(restaurant, Kind.CUSTOMER, with_raw(*crowd), NOW)
    pages = [
        await catalogue.page(restaurant, Kind.CUSTOMER, Customer, offset=offset, limit=50)
        for offset in range(0, 6050, 50)
    ]
    assert [one for page in pages for one in page] == crowd
    assert pages[-1] == []
    assert await catalogue.count(restaurant, Kind.CUSTOMER) == 6000
    assert await found(catalogue, restaurant, "+966 50 000 4711") == [crowd[4711]]
    assert await found(catalogue, restaurant, "ضيف 599") == [one for one in crowd if "599" in one.phone]
    second = await catalogue.page(restaurant, Kind.CUSTOMER, Customer, text="guest.59", offset=50, limit=50)
    assert [one.id for one in second] == [str(n) for n in range(5939, 5989)]


async def test_webhooks_change_one_customer_in_place_and_take_one_away(
    stocked: Catalogue, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    told.clear()
    moved = msgspec.structs.replace(HUDA, phone="0569876543", email="")
    assert await stocked.upsert(restaurant, Kind.CUSTOMER, with_raw(moved), NOW)
    assert await found(stocked, restaurant, "") == [moved, *EVERYONE[1:]]
    assert await found(stocked, restaurant, "055") == []
    assert await found(stocked, restaurant, "056 987") == [moved]
    assert await found(stocked, restaurant, "huda.nasser@") == []
    assert await stocked.remove(restaurant, Kind.CUSTOMER, [HUDA.id])
    assert not await stocked.remove(restaurant, Kind.CUSTOMER, [HUDA.id])
    assert await stocked.get(restaurant, Kind.CUSTOMER, HUDA.id, Customer) is None
    assert await found(stocked, restaurant, "huda") == []
    assert await found(stocked, restaurant, "") == list(EVERYONE[1:])
    again = await stocked.upsert(restaurant, Kind.CUSTOMER, with_raw(HUDA), NOW)
    assert again
    assert await found(stocked, restaurant, "") == [*EVERYONE[1:], HUDA]
    assert told == [{Topic.CUSTOMERS}] * 3


async def test_a_restaurants_customers_are_its_own(stocked: Catalogue, restaurant: int) -> None:
    assert await found(stocked, restaurant + 1, "") == []
    assert await stocked.get(restaurant + 1, Kind.CUSTOMER, HUDA.id, Customer) is None
    assert not await stocked.remove(restaurant + 1, Kind.CUSTOMER, [HUDA.id])


@pytest.mark.parametrize("written", HUDA_S_PHONE)
async def test_the_orders_of_a_customer_are_found_by_phone(orders: Orders, restaurant: int, written: str) -> None:
    phones = ("0551234567", "+966 55 123 4567", "00966551234567", "0500000002", "", "0551234568")
    batch = [
        order(number=str(n), minutes=n, customer=OrderCustomer(BilingualText("Somebody"), phone))
        for n, phone in enumerate(phones * 2)
    ]
    await orders.apply(restaurant, [incoming(one) for one in batch])
    query = OrderQuery(restaurant, phone=written)
    assert [row.number for row in await orders.page(query, 0, 50)] == ["8", "7", "6", "2", "1", "0"]
    assert [row.number for row in await orders.page(query, 2, 2)] == ["6", "2"]
    assert await orders.count(query) == sum((await orders.counts(query)).values()) == 6
    first = await orders.page(msgspec.structs.replace(query, oldest_first=True), 0, 1)
    assert [row.created_at for row in first] == [NOW]


async def test_the_orders_of_a_customer_are_narrowed_like_any_others(orders: Orders, restaurant: int) -> None:
    stages = (Stage.NEW, Stage.DELIVERED, Stage.CANCELLED, Stage.DELIVERED)
    batch = [order(stage, number=str(n), minutes=n, branch_id=f"b{n % 2}") for n, stage in enumerate(stages)]
    await orders.apply(restaurant, [incoming(one) for one in batch])
    query = OrderQuery(restaurant, phone="0551234567")
    delivered = msgspec.structs.replace(query, stages=(Stage.DELIVERED,))
    assert [row.number for row in await orders.page(delivered, 0, 9)] == ["3", "1"]
    assert await orders.count(delivered) == 2
    assert (await orders.counts(query))[Stage.CANCELLED] == 1
    assert await orders.count(msgspec.structs.replace(query, branch_id="b0")) == 2
    assert await orders.count(msgspec.structs.replace(query, since=NOW + timedelta(minutes=2))) == 2
    assert await orders.count(msgspec.structs.replace(query, text="burger")) == 4


@pytest.mark.parametrize("phone", ["no number", "-", "+"])
async def test_a_phone_without_a_digit_has_no_orders(orders: Orders, restaurant: int, phone: str) -> None:
    await orders.apply(restaurant, [incoming(order(customer=OrderCustomer(BilingualText("Huda"), phone)))])
    query = OrderQuery(restaurant, phone=phone)
    assert await orders.page(query, 0, 9) == []
    assert await orders.count(query) == 0


async def test_an_order_whose_customer_corrects_the_phone_moves_to_the_new_one(orders: Orders, restaurant: int) -> None:
    await orders.apply(restaurant, [incoming(order())])
    corrected = order(customer=OrderCustomer(BilingualText("Huda Nasser"), "0569876543"))
    await orders.apply(restaurant, [incoming(corrected, at=NOW + timedelta(minutes=1))])
    assert await orders.count(OrderQuery(restaurant, phone="0551234567")) == 0
    assert await orders.count(OrderQuery(restaurant, phone="056 987 6543")) == 1
