"""What the client writes to a whole RETM: to the practice restaurant, and to another that differs from it."""

import asyncio
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from retm_desktop.domain.business import Charge, OrderType, PaymentMethod
from retm_desktop.domain.errors import (
    OutcomeUnknown,
    Rejected,
)
from retm_desktop.domain.menu import Tax
from retm_desktop.domain.orders import Address, NamedAmount
from retm_desktop.domain.stages import DELIVERY_CODES, Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers.retm.client import RetmClient
from tests.providers.asking import an_order, listed, now
from tests.providers.restaurants import Retm

NAME = BilingualText("Meal card", "بطاقة وجبات")


@pytest.mark.parametrize("with_choices", [False, True])
async def test_an_order_is_made_and_found_with_everything_it_said(client: RetmClient, *, with_choices: bool) -> None:
    began, intent = now(), await an_order(client, with_choices=with_choices)
    address = Address("adr-19", BilingualText("Home", "المنزل"), "12 Palm Street", "24.71", "46.67", "bell")
    customer = msgspec.structs.replace(intent.customer, address=address)
    intent = msgspec.structs.replace(intent, customer=customer, note="ring the bell")
    made = (await client.create_order(intent)).value
    assert made.id
    assert made.number
    assert made.stage is Stage.NEW
    assert made.partner_reference == "WEB-1"
    found = await client.find_order("WEB-1", since=began)
    assert found is not None
    order = found.value
    assert (order.id, order.number, order.total, order.stage) == (made.id, made.number, intent.total, Stage.NEW)
    assert (order.branch_id.casefold(), order.note) == (intent.branch_id.casefold(), "ring the bell")
    assert (order.customer.phone, order.customer.address) == ("0500000002", address)
    assert order.order_type_id.casefold() == intent.order_type_id.casefold()
    assert [payment.id.casefold() for payment in order.payments] == [intent.payments[0].id.casefold()]
    (line,), (wanted,) = order.lines, intent.lines
    assert (line.product_id.casefold(), line.quantity, line.total) == (
        wanted.product_id.casefold(),
        Decimal(2),
        wanted.total,
    )
    assert bool(line.variation) is with_choices
    assert [(m.id, m.quantity, m.price) for m in line.modifiers] == [
        (m.id, m.quantity, m.price) for m in wanted.modifiers
    ]
    assert await client.find_order("WEB-2", since=began) is None


async def test_an_order_is_refused_field_by_field(client: RetmClient, retm: Retm) -> None:
    before = len(retm.orders())
    intent = await an_order(client)
    nobody = msgspec.structs.replace(intent.customer, phone="")
    stranger = msgspec.structs.replace(intent.lines[0], product_id="01jnothere")
    nothing = msgspec.structs.replace(intent.lines[0], quantity=Decimal(0))
    for wrong, field in (
        ({"branch_id": "01jnothere"}, "branch"),
        ({"customer": nobody}, "customer.phone"),
        ({"lines": ()}, "products"),
        ({"lines": (stranger,)}, "products.0.id"),
        ({"lines": (intent.lines[0], nothing), "variation_ids": ()}, "products.1.quantity"),
        ({"variation_ids": ("01jnothere",)}, "products.0.variation"),
        ({"order_type_id": "01jnothere"}, "ordertype"),
        ({"payments": (NamedAmount("01jnothere"),)}, "payments.0.id"),
    ):
        with pytest.raises(Rejected) as refused:
            await client.create_order(msgspec.structs.replace(intent, **wrong))
        assert set(refused.value.fields) == {field}
        assert all(refused.value.fields[field])
    with pytest.raises(Rejected) as refused:
        await client.create_order(
            msgspec.structs.replace(intent, customer=nobody, lines=(intent.lines[0], nothing), variation_ids=())
        )
    assert set(refused.value.fields) == {"customer.phone", "products.1.quantity"}
    assert len(retm.orders()) == before


async def test_an_order_is_moved_along_and_never_back(client: RetmClient, retm: Retm) -> None:
    began = now()
    made = (await client.create_order(await an_order(client))).value
    for stage in (Stage.PREPARING, Stage.READY, Stage.ASSIGNED, Stage.OUT, Stage.DELIVERED):
        driver = ("Ali", "٠٥٠٠٠٠٠٠٠٣") if stage is Stage.ASSIGNED else ()
        await client.update_delivery_status(made.id, stage, *driver)
        assert DELIVERY_CODES[retm.orders()[0].delivery_status] is stage
        found = await client.find_order("WEB-1", since=began)
        assert found is not None
        assert found.value.stage is stage
    with pytest.raises(Rejected) as refused:
        await client.update_delivery_status(made.id, Stage.READY)
    assert set(refused.value.fields) == {"status"}
    with pytest.raises(Rejected):
        await client.cancel_order(made.id, "too late")


async def test_an_order_is_cancelled_once(client: RetmClient, retm: Retm) -> None:
    began = now()
    made = (await client.create_order(await an_order(client))).value
    await client.cancel_order(made.id, "no rice")
    found = await client.find_order("WEB-1", since=began)
    assert found is not None
    assert found.value.stage is Stage.CANCELLED
    assert retm.orders()[0].delivery_status == 3
    with pytest.raises(Rejected) as refused:
        await client.cancel_order(made.id, "no rice")
    assert refused.value.detail
    with pytest.raises(Rejected):
        await client.update_delivery_status(made.id, Stage.READY)


async def test_an_order_taken_by_the_restaurant_can_be_worked_on(client: RetmClient, retm: Retm) -> None:
    taken = await asyncio.to_thread(retm.arrive)
    first = (await client.orders(per_page=5)).items[0].value
    assert first.id.casefold() == taken
    assert first.stage is Stage.NEW
    await client.update_delivery_status(first.id, Stage.PREPARING)
    assert (await client.orders(per_page=5)).items[0].value.stage is Stage.PREPARING


CREATES: tuple[tuple[str, str, Callable[[Tax], Any]], ...] = (
    ("create_order_type", "order_types", lambda _t: OrderType(name=NAME, type=3)),
    ("create_payment_method", "payment_methods", lambda _t: PaymentMethod("", NAME, 6, True, False, "30")),
    ("create_charge", "charges", lambda tax: Charge(name=NAME, value=Decimal("7.25"), tax=tax)),
    ("create_tax", "taxes", lambda _t: Tax(name=NAME, kind=2, value=Decimal("5.5"))),
)


@pytest.mark.parametrize(("create", "listing", "wanted"), CREATES, ids=[entry[0] for entry in CREATES])
async def test_what_is_created_is_told_and_listed(
    client: RetmClient, create: str, listing: str, wanted: Callable[[Tax], Any]
) -> None:
    tax = (await client.taxes())[0].value
    before = await listed(client, listing)
    made = (await getattr(client, create)(wanted(tax))).value
    expected = wanted(tax)
    assert made.id
    after = await listed(client, listing)
    assert len(after) == len(before) + 1
    shown = next(value for value in after if value.id.casefold() == made.id.casefold())
    for value in (made, shown):
        compared = msgspec.structs.replace(value, id="")
        if isinstance(compared, Charge):
            assert compared.tax is not None
            assert compared.tax.id.casefold() == tax.id.casefold()
            compared = msgspec.structs.replace(compared, tax=tax)
        assert compared == expected


@pytest.mark.parametrize(("create", "listing", "wanted"), CREATES, ids=[entry[0] for entry in CREATES])
async def test_what_lacks_a_name_is_refused_and_not_listed(
    client: RetmClient, create: str, listing: str, wanted: Callable[[Tax], Any]
) -> None:
    before = await listed(client, listing)
    value = msgspec.structs.replace(wanted((await client.taxes())[0].value), name=BilingualText("Only English"))
    with pytest.raises(Rejected) as refused:
        await getattr(client, create)(value)
    assert set(refused.value.fields) <= {"name.ar"}
    assert refused.value.detail.startswith("HTTP 4")
    assert len(await listed(client, listing)) == len(before)


async def test_a_charge_with_a_tax_nobody_knows_is_refused_by_field(client: RetmClient) -> None:
    with pytest.raises(Rejected) as refused:
        await client.create_charge(Charge(name=NAME, value=Decimal(1), tax=Tax("01jnothere")))
    assert set(refused.value.fields) == {"tax"}


async def test_looking_for_an_order(client: RetmClient, retm: Retm) -> None:
    orders = retm.orders()
    oldest = next(order for order in reversed(orders) if order.partner_reference)
    found = await client.find_order(oldest.partner_reference, since=orders[-1].created_at)
    assert found is not None
    assert found.value.id.casefold() == oldest.id
    assert await client.find_order("WEB-404", since=orders[-1].created_at) is None
    with pytest.raises(OutcomeUnknown):
        await client.find_order("WEB-404", since=orders[-1].created_at, most_pages=1)
