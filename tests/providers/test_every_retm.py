"""What the client does with a whole RETM, asked of the practice restaurant and of another that differs from it."""

import asyncio
import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import httpx
import msgspec
import pytest

from retm_desktop.domain.business import Charge, OrderType, PaymentMethod
from retm_desktop.domain.draft import ChosenModifier, Draft, DraftLine
from retm_desktop.domain.errors import (
    CodeRefused,
    NotFound,
    Offline,
    OperatorError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    ServerFault,
    SignInExpired,
    UnreadableAnswer,
    WrongCredentials,
)
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.menu import Product, Tax
from retm_desktop.domain.orders import Address, Invoice, NamedAmount, Order
from retm_desktop.domain.stages import DELIVERY_CODES, Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers import transport
from retm_desktop.providers.retm import install
from retm_desktop.providers.retm.client import RetmClient, every
from tests.providers.restaurants import RETMS, Retm, connected

PAGED = ("orders", "invoices", "customers", "products")
WHOLE = (
    "categories",
    "groups",
    "branches",
    "devices",
    "order_types",
    "price_lists",
    "payment_methods",
    "charges",
    "taxes",
    "simple_list",
    "menu",
)
NAME = BilingualText("Meal card", "بطاقة وجبات")


@pytest.fixture(params=sorted(RETMS))
def retm(request: pytest.FixtureRequest) -> Iterator[Retm]:
    with RETMS[request.param]() as running:
        yield running


@pytest.fixture
async def client(http: httpx.AsyncClient, retm: Retm) -> RetmClient:
    made, _ = await connected(http, retm)
    return made


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


async def listed(client: RetmClient, name: str, **more: int) -> list[Any]:
    method = getattr(client, name)
    if name in PAGED:
        return [item.value async for page in every(method, **more) for item in page.items]
    return [item.value for item in await method()]


def known_by(value: object) -> str:
    found = getattr(value, "category", value) if type(value).__name__ == "MenuSection" else value
    return str(getattr(found, "invoice_id", "") or getattr(found, "id", "")).casefold()


def folded(ids: object) -> set[str]:
    return {id_.casefold() for id_ in ids}  # type: ignore[attr-defined]


# Installing


async def test_a_code_is_good_for_one_exchange_with_the_right_secret(http: httpx.AsyncClient, retm: Retm) -> None:
    code = await asyncio.to_thread(retm.grant_access)
    where = (http, retm.environment, retm.business_id)
    for grant_id, secret in ((retm.client_id, "no"), ("nobody", retm.client_secret)):
        with pytest.raises(WrongCredentials):
            await install.exchange(*where, code, grant_id, secret, now())
    mine = (retm.client_id, retm.client_secret)
    tokens = await install.exchange(*where, code, *mine, now())
    assert tokens.access_token
    assert tokens.refresh_token
    assert tokens.expires_at > now() + datetime.timedelta(minutes=10)
    for useless in (code, "never-issued"):
        with pytest.raises(CodeRefused):
            await install.exchange(*where, useless, *mine, now())
    with pytest.raises(NotFound):
        await install.exchange(http, retm.environment, "somebody-else", code, *mine, now())
    renewed = await install.refresh(*where, tokens.refresh_token, *mine, now())
    assert renewed.access_token != tokens.access_token
    assert renewed.refresh_token
    with pytest.raises(SignInExpired):
        await install.refresh(*where, "never-issued", *mine, now())
    with pytest.raises(WrongCredentials):
        await install.refresh(*where, renewed.refresh_token, retm.client_id, "no", now())


async def test_the_other_grant_of_the_documentation_renews_without_a_refresh_token(
    http: httpx.AsyncClient, retm: Retm
) -> None:
    environment = msgspec.structs.replace(retm.environment, grant="client_credentials")
    given = (http, environment, retm.business_id)
    mine = (retm.client_id, retm.client_secret)
    first = await install.exchange(*given, "any", *mine, now())
    assert first.refresh_token == ""
    second = await install.refresh(*given, first.refresh_token, *mine, now())
    assert second.access_token not in ("", first.access_token)


# Reading


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


# Writing


async def menu_line(client: RetmClient, *, with_choices: bool) -> DraftLine:
    """Two of one product with everything it needs chosen; with a size and extras where these are wanted."""
    products: list[Product] = [item.value for page in [await client.products()] for item in page.items]
    product = next(p for p in products if bool(p.variations and p.modifiers) is with_choices)
    chosen = [
        ChosenModifier(number, item)
        for number, group in enumerate(product.modifiers)
        for item in group.items[: max(group.least, int(with_choices))]
    ]
    return DraftLine(product, product.variations[-1] if product.variations else None, tuple(chosen), quantity=2)


async def an_order(client: RetmClient, reference: str = "WEB-1", *, with_choices: bool = False) -> CreateOrder:
    draft = Draft(
        (await menu_line(client, with_choices=with_choices),),
        (await client.branches())[0].value.id,
        (await client.order_types())[0].value.id,
        "Huda",
        "+966 50 000 0002",
        (await client.payment_methods())[0].value.id,
    )
    assert draft.problems() == []
    return draft.intent(reference)


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


# Tokens


async def test_many_callers_share_one_refresh_and_a_write_is_done_once(http: httpx.AsyncClient, retm: Retm) -> None:
    client, source = await connected(http, retm)
    intent = await an_order(client)
    before = len(retm.orders())
    retm.expire_tokens()
    await asyncio.gather(*(client.branches() for _ in range(6)), client.create_order(intent))
    assert source.refreshes == 1
    assert len(retm.orders()) == before + 1
    retm.expire_tokens()
    await client.cancel_order((await client.find_order("WEB-1", since=now())).value.id, "no rice")  # type: ignore[union-attr]
    assert source.refreshes == 2


async def test_a_refresh_that_is_refused_asks_to_sign_in_again(http: httpx.AsyncClient, retm: Retm) -> None:
    client, source = await connected(http, retm)
    source.tokens = msgspec.structs.replace(source.tokens, refresh_token="never-issued")
    retm.expire_tokens()
    for call in (client.orders, client.branches):
        with pytest.raises(SignInExpired):
            await call()


async def test_a_changed_client_secret_is_told_as_such(http: httpx.AsyncClient, retm: Retm) -> None:
    client, _ = await connected(http, retm)
    retm.change_secret("rotated")
    await client.branches()
    retm.expire_tokens()
    with pytest.raises(WrongCredentials):
        await client.branches()


async def test_another_business_is_not_found(http: httpx.AsyncClient, retm: Retm) -> None:
    _, source = await connected(http, retm)
    with pytest.raises(NotFound):
        await RetmClient(http, retm.environment, "somebody-else", source).branches()


# Bad days


@pytest.mark.parametrize(
    ("fault", "read", "write"),
    [
        ("error", ServerFault, OutcomeUnknown),
        ("drop", Offline, OutcomeUnknown),
        ("truncate", UnreadableAnswer, OutcomeUnknown),
        ("expire", SignInExpired, SignInExpired),
    ],
)
async def test_a_bad_day_has_one_error_for_reads_and_one_for_writes_and_passes(
    client: RetmClient, retm: Retm, fault: str, read: type[OperatorError], write: type[OperatorError]
) -> None:
    retm.break_by(fault)
    for method in (*PAGED, "branches", "charges", "menu"):
        with pytest.raises(read) as told:
            await getattr(client, method)()
        assert type(told.value) is read, method
    with pytest.raises(write) as told:
        await client.create_tax(Tax(name=NAME, value=Decimal(5)))
    assert type(told.value) is write
    retm.break_by()
    assert len(await client.branches()) == retm.holds["branches"]


@pytest.mark.parametrize("fault", ["drop", "truncate"])
async def test_an_order_whose_answer_was_lost_is_found_and_was_made_once(
    client: RetmClient, retm: Retm, fault: str
) -> None:
    began, intent = now(), await an_order(client, "WEB-LOST")
    retm.break_by(fault)
    with pytest.raises(OutcomeUnknown):
        await client.create_order(intent)
    retm.break_by()
    found = await client.find_order("WEB-LOST", since=began)
    assert found is not None
    assert found.value.total == intent.total
    assert [order.partner_reference for order in retm.orders()].count("WEB-LOST") == 1


async def test_a_write_refused_for_haste_was_not_done(client: RetmClient, retm: Retm) -> None:
    intent, before = await an_order(client), len(retm.orders())
    retm.break_by("throttle")
    with pytest.raises(RateLimited) as told:
        await client.create_order(intent)
    assert told.value.retry_after is not None
    assert 0 <= told.value.retry_after <= 2
    retm.break_by()
    assert len(retm.orders()) == before


async def test_a_read_refused_for_haste_comes_back_when_it_may(
    client: RetmClient, retm: Retm, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = asyncio.Event()
    as_told = transport.ReadRetry.asleep

    async def noted(self: transport.ReadRetry, response: httpx.Response | Exception) -> None:
        waits.set()
        retm.break_by()
        await as_told(self, response)

    monkeypatch.setattr(transport.ReadRetry, "asleep", noted)
    retm.break_by("throttle")
    assert len(await client.branches()) == retm.holds["branches"]
    assert waits.is_set()


async def test_a_read_told_to_wait_too_long_says_how_long(
    client: RetmClient, retm: Retm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "WAIT_LIMIT", 0.01)
    retm.break_by("throttle")
    with pytest.raises(RateLimited) as told:
        await client.branches()
    assert told.value.retry_after is not None
    assert 0.01 < told.value.retry_after <= 2


async def test_every_call_is_told_of_and_the_clocks_are_compared(client: RetmClient, retm: Retm) -> None:
    told: list[tuple[str, int | None]] = []
    client.on_call = lambda endpoint, status, seconds: told.append((endpoint, status if seconds > 0 else -1))
    await client.taxes()
    assert set(told) == {("taxes", 200)}
    told.clear()
    await client.create_tax(Tax(name=NAME, value=Decimal(5)))
    with pytest.raises(NotFound):
        await client.product("01jnothere")
    retm.break_by("drop")
    with pytest.raises(Offline):
        await client.charges()
    assert told == [("create_tax", 201), ("product", 404), ("charges", None)]
    assert client.clock_skew is not None
    assert abs(client.clock_skew) < datetime.timedelta(minutes=1)
