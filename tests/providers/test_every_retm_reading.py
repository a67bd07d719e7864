"""What the client reads of a whole RETM: of the practice restaurant, and of another that differs from it."""

import asyncio
import datetime
from decimal import Decimal

import pytest

from retm_desktop.domain.business import Charge
from retm_desktop.domain.errors import (
    NotFound,
)
from retm_desktop.domain.menu import Product
from retm_desktop.domain.orders import Invoice, Order
from retm_desktop.domain.stages import DELIVERY_CODES, Stage
from retm_desktop.providers.retm.client import RetmClient, every
from tests.providers.asking import PAGED, WHOLE, folded, known_by, listed
from tests.providers.restaurants import Retm


async def test_every_list_is_read_to_its_end_without_repeats(client: RetmClient, retm: Retm) -> None:
    for name in PAGED + WHOLE:
        found = await listed(client, name)
        assert len(found) == retm.holds[name], name
        assert len({known_by(value) for value in found}) == len(found), name


@pytest.mark.parametrize("per_page", [7, 100])
async def test_lists_are_read_to_their_end_whatever_the_size_of_a_page(
    client: RetmClient, retm: Retm, per_page: int
) -> None:
    for name in PAGED:
        found = await listed(client, name, per_page=per_page)
        assert len({known_by(value) for value in found}) == len(found) == retm.holds[name], name


async def test_orders_are_what_the_restaurant_says_they_are(client: RetmClient, retm: Retm) -> None:
    read: list[Order] = await listed(client, "orders")
    for order, told in zip(read, retm.orders(), strict=True):
        assert (order.id.casefold(), order.number, order.partner_reference) == (
            told.id,
            told.number,
            told.partner_reference,
        )
        assert order.branch_id.casefold() == told.branch_id
        assert (order.delivery_status, order.stage) == (told.delivery_status, DELIVERY_CODES[told.delivery_status])
        assert order.created_at is not None
        assert order.created_at.replace(microsecond=0) == told.created_at
        assert order.lines
        assert order.total == sum(line.total or 0 for line in order.lines) > 0
        assert order.subtotal is not None
        assert order.tax is not None
        assert order.subtotal + order.tax == order.total


async def test_orders_point_at_branches_devices_types_payments_and_products_of_the_other_lists(
    client: RetmClient,
) -> None:
    orders: list[Order] = await listed(client, "orders")
    for pointed, name in (
        ([order.branch_id for order in orders], "branches"),
        ([order.device_id for order in orders if order.device_id], "devices"),
        ([order.order_type_id for order in orders if order.order_type_id], "order_types"),
        ([payment.id for order in orders for payment in order.payments], "payment_methods"),
        ([line.product_id for order in orders for line in order.lines], "products"),
    ):
        assert pointed, name
        assert folded(pointed) <= {known_by(value) for value in await listed(client, name)}, name
    products: list[Product] = await listed(client, "products")
    extras = {item.id.casefold() for product in products for group in product.modifiers for item in group.items}
    chosen = [modifier.id for order in orders for line in order.lines for modifier in line.modifiers]
    assert chosen
    assert folded(chosen) <= extras
    named = [order.customer for order in orders if order.customer.phone]
    assert all(customer.name.en or customer.name.ar for customer in named)
    assert named


async def test_invoices_bill_the_orders(client: RetmClient) -> None:
    orders = {order.number: order for order in await listed(client, "orders")}
    invoices: list[Invoice] = await listed(client, "invoices")
    for invoice in invoices:
        order = orders[invoice.order.number]
        assert invoice.invoice_id
        assert invoice.order.id == ""
        assert (invoice.order.total, invoice.order.tax, invoice.order.status) == (order.total, order.tax, order.status)
        assert invoice.order.created_at is not None
        assert order.created_at is not None
        assert abs(invoice.order.created_at - order.created_at) < datetime.timedelta(seconds=2)
        assert len(invoice.order.lines) == len(order.lines)
        assert invoice.order.taxes[0].amount == order.tax


async def test_names_come_in_both_languages(client: RetmClient) -> None:
    for name in ("products", "categories", "groups", "branches", "order_types", "price_lists", "payment_methods"):
        names = [value.name for value in await listed(client, name)]
        assert all(names), name
        both = [one for one in names if one.en and one.ar and not one.ar.isascii()]
        assert len(both) > 0.8 * len(names), name
    for name in ("charges", "taxes", "simple_list", "customers"):
        assert all(value.name for value in await listed(client, name)), name


async def test_the_menu_is_the_same_by_whichever_call(client: RetmClient) -> None:
    products: dict[str, Product] = {known_by(product): product for product in await listed(client, "products")}
    assert {known_by(product) for product in await listed(client, "simple_list")} == set(products)
    shelves = {known_by(category): category for category in await listed(client, "categories")}
    assert {product.category_id.casefold() for product in products.values()} == set(shelves)

    def as_sold(product: Product) -> object:
        sizes = [(size.id, size.name, size.price, size.sku) for size in product.variations]
        return product.id.casefold(), product.name, product.price, sizes, product.modifiers, product.type

    whole: dict[str, Product] = {}
    for section in await listed(client, "menu"):
        paged = every(lambda page, section=section: client.category(section.category.id, page=page))
        on_it = [item.value async for page in paged for item in page.items]
        assert [as_sold(product) for product in on_it] == [as_sold(product) for product in section.products]
        whole |= {known_by(product): product for product in section.products}
    assert {id_: as_sold(product) for id_, product in whole.items()} == {
        id_: as_sold(product) for id_, product in products.items()
    }
    assert any(product.variations for product in whole.values())
    assert any(group.least > 0 for product in whole.values() for group in product.modifiers)
    assert any(group.most is None for product in whole.values() for group in product.modifiers)
    some = next(product for product in whole.values() if product.variations and product.modifiers)
    for spelling in (some.id, products[some.id.casefold()].id):
        assert as_sold((await client.product(spelling)).value) == as_sold(some)
    assert {tax.value for product in products.values() for tax in product.taxes} == {Decimal(15)}


async def test_groups_hold_products_of_the_menu(client: RetmClient) -> None:
    menu = {known_by(product) for product in await listed(client, "products")}
    for group in await listed(client, "groups"):
        paged = every(lambda page, group=group: client.group(group.id, page=page))
        held = [known_by(item.value) async for page in paged for item in page.items]
        assert len(set(held)) == len(held) > 0
        assert set(held) <= menu


async def test_what_stands_around_the_menu(client: RetmClient) -> None:
    branches = {known_by(branch) for branch in await listed(client, "branches")}
    assert {device.branch_id.casefold() for device in await listed(client, "devices")} == branches
    assert {kind.type for kind in await listed(client, "order_types")} >= {1, 2, 3}
    methods = await listed(client, "payment_methods")
    assert {method.kind for method in methods} >= {1, 2}
    assert any(method.opens_drawer for method in methods)
    assert not all(method.opens_drawer for method in methods)
    assert "10" in {method.zatca_code for method in methods}
    taxes = {known_by(tax): tax for tax in await listed(client, "taxes")}
    charges: list[Charge] = await listed(client, "charges")
    assert all(charge.value > 0 for charge in charges)
    assert all(charge.tax is None or taxes[known_by(charge.tax)].value == charge.tax.value for charge in charges)
    assert any(charge.tax for charge in charges)
    people = await listed(client, "customers")
    assert all(person.phone.startswith("05") for person in people)
    assert any(person.email for person in people)


async def test_orders_that_arrive_during_a_reading_hide_none_of_the_others(client: RetmClient, retm: Retm) -> None:
    before = {order.id for order in retm.orders()}
    seen: list[str] = []
    async for page in every(client.orders, per_page=20):
        seen += [item.value.id.casefold() for item in page.items]
        await asyncio.to_thread(retm.arrive)
    assert before <= set(seen)


@pytest.mark.parametrize("id_", ["01jnothere", "../secret", "رقم", "a/b?c#d"])
async def test_an_id_the_restaurant_does_not_know(client: RetmClient, id_: str) -> None:
    for read in (client.product, client.category, client.group):
        with pytest.raises(NotFound):
            await read(id_)
    with pytest.raises(NotFound):
        await client.cancel_order(id_, "no rice")
    with pytest.raises(NotFound):
        await client.update_delivery_status(id_, Stage.READY)
