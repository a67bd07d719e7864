"""The menu and the restaurant around it are read whole, and one list that fails stops no other."""

from pathlib import Path

from retm_desktop.domain.business import Branch, Customer, Device, OrderType
from retm_desktop.domain.menu import Category, Product
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.apply import Poke
from tests.sync.shop import Shop
from tests.waiting import until, until_async


async def test_everything_is_read_at_the_start(shop: Shop) -> None:
    session = await shop.session()

    async def whole() -> bool:
        return await shop.catalogue.refreshed_at(shop.id, Kind.CUSTOMER) is not None

    await until_async(whole)
    assert session.catalogue_errors == {}
    assert len(await shop.catalogue.all(shop.id, Kind.PRODUCT, Product)) >= 60
    assert len(await shop.catalogue.all(shop.id, Kind.CATEGORY, Category)) >= 8
    assert len(await shop.catalogue.all(shop.id, Kind.BRANCH, Branch)) == 5
    assert len(await shop.catalogue.all(shop.id, Kind.DEVICE, Device)) == 12
    assert len(await shop.catalogue.all(shop.id, Kind.CUSTOMER, Customer)) == 200
    assert await shop.catalogue.all(shop.id, Kind.ORDER_TYPE, OrderType)
    calls = shop.sandbox.books()["calls"]
    for path in ("pricelists/list", "payments/list", "charges/list", "taxes/list", "groups/list"):
        assert calls[path] == 1


async def test_without_a_products_list_the_categories_are_read(sandbox: Sandbox, tmp_path: Path) -> None:
    async with Shop(sandbox, tmp_path, paths={"products": "/nothing/here"}) as shop:
        await shop.session()

        async def whole() -> bool:
            return await shop.catalogue.refreshed_at(shop.id, Kind.PRODUCT) is not None

        await until_async(whole)
        found = {p.id for p in await shop.catalogue.all(shop.id, Kind.PRODUCT, Product)}
        listed = {item.value.id async for page in shop.client.every(_all_products(shop)) for item in page.items}
        assert found == listed


def _all_products(shop: Shop):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from retm_desktop.providers.retm.client import RetmClient
    from retm_desktop.providers.retm.environment import sandbox_environment

    client = RetmClient(shop.http, sandbox_environment(shop.sandbox.url), shop.sandbox.business_id, shop.keys)
    return client.products


async def test_one_list_that_fails_stops_no_other_and_says_why(sandbox: Sandbox, tmp_path: Path) -> None:
    async with Shop(sandbox, tmp_path, paths={"branches": "/nothing/here"}) as shop:
        session = await shop.session()
        told: list[bool] = []
        session.on_catalogue_errors = lambda: told.append(True)

        async def whole() -> bool:
            return await shop.catalogue.refreshed_at(shop.id, Kind.CUSTOMER) is not None

        await until_async(whole)
        assert {kind: error.code for kind, error in session.catalogue_errors.items()} == {Kind.BRANCH: "not_found"}
        assert told
        assert await shop.catalogue.all(shop.id, Kind.PRODUCT, Product)


async def test_lists_that_failed_are_tried_again_alone(shop: Shop) -> None:
    await shop.keys.token()
    shop.sandbox.set_faults({"error": 1.0})
    session = await shop.session()
    await until(lambda: len(session.catalogue_errors) == len(Kind))
    assert {error.code for error in session.catalogue_errors.values()} == {"server_fault"}
    shop.sandbox.set_faults({})
    await until(lambda: not session.catalogue_errors)
    assert shop.sandbox.books()["calls"]["branches/list"] == 1


async def test_a_menu_webhook_brings_the_new_menu(shop: Shop) -> None:
    session = await shop.session()

    async def whole() -> bool:
        return await shop.catalogue.refreshed_at(shop.id, Kind.CUSTOMER) is not None

    await until_async(whole)
    before = {p.id for p in await shop.catalogue.all(shop.id, Kind.PRODUCT, Product)}
    change = shop.sandbox.change_menu()
    assert change["change"] == "added"
    shop.arrive("menu", {"event": "menu.updated"})
    await shop.applier.run_once()
    assert shop.pokes == [Poke.MENU]
    session.poke(shop.pokes[0])

    async def added() -> bool:
        return change["product"] in {p.id for p in await shop.catalogue.all(shop.id, Kind.PRODUCT, Product)} - before

    await until_async(added)
    # Customers change rarely and are many: a new menu does not read them again.
    assert shop.sandbox.books()["calls"]["customers/list"] == 2


async def test_offline_stops_the_round_and_the_return_starts_another(sandbox: Sandbox, shop: Shop) -> None:
    with sandbox.offline():
        session = await shop.session()
        await until(lambda: len(session.catalogue_errors) == len(Kind))
        assert {error.code for error in session.catalogue_errors.values()} == {"offline"}
    await until(lambda: not session.catalogue_errors)
    assert await shop.catalogue.all(shop.id, Kind.PRODUCT, Product)
