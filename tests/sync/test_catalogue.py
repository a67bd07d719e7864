"""The menu and the restaurant around it are read whole, and one list that fails stops no other."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest

from retm_desktop.domain.business import Branch, Customer, Device, OrderType
from retm_desktop.domain.menu import Category, Group, Product
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync import catalogue
from retm_desktop.sync.apply import Poke
from retm_desktop.sync.catalogue import CataloguePull
from retm_desktop.sync.status import Line
from tests.sync.shop import QUICK, Shop
from tests.waiting import until, until_async

GROUPS = {
    "Offers": [
        "Classic Beef Burger",
        "Arabic Shawarma Plate",
        "Chicken Kabsa",
        "Kunafa with Cheese",
        "Karak Tea",
        "Fattoush",
    ],
    "Family meals": [
        "Mixed Grill Platter",
        "Charcoal Chicken",
        "Mini Burgers",
        "Lamb Mandi",
        "Chicken Mandi",
        "Breakfast Tray",
        "French Fries",
    ],
}
"""The groups of the practice restaurant and what belongs to them."""


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
    assert calls["groups/{id}"] == len(GROUPS)


async def test_without_a_products_list_the_categories_are_read(sandbox: Sandbox, tmp_path: Path) -> None:
    async with Shop(sandbox, tmp_path, paths={"menu": "/nothing/here", "products": "/nor/here"}) as shop:
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


async def test_the_operator_who_asks_gets_the_customers_too_but_not_twice_a_minute(shop: Shop) -> None:
    session = await shop.session()

    async def read_at(ahead: timedelta) -> bool:
        at = await shop.catalogue.refreshed_at(shop.id, Kind.CUSTOMER)
        return at is not None and at >= shop.now() - timedelta(seconds=50) and shop.ahead == ahead

    await until_async(lambda: read_at(timedelta()))
    once = shop.sandbox.books()["calls"]["customers/list"]
    session.refresh()
    # The lists before the customers are read again, and then nothing more is asked for.
    await until(lambda: shop.sandbox.books()["calls"]["pricelists/list"] == 2)
    await asyncio.sleep(0.2)
    assert shop.sandbox.books()["calls"]["customers/list"] == once
    shop.ahead = timedelta(minutes=2)
    session.refresh()
    await until_async(lambda: read_at(timedelta(minutes=2)))
    assert shop.sandbox.books()["calls"]["customers/list"] == 2 * once
    shop.ahead = timedelta(minutes=4)
    with shop.sandbox.offline():
        session.refresh()
        await until(lambda: Kind.CUSTOMER in session.catalogue_errors)
    await until_async(lambda: read_at(timedelta(minutes=4)))
    await until(lambda: not session.catalogue_errors)
    lists = shop.sandbox.books()["calls"]["pricelists/list"]
    shop.ahead = timedelta(minutes=6)
    session.poke(Poke.MENU)
    await until(lambda: shop.sandbox.books()["calls"]["pricelists/list"] > lists)
    await asyncio.sleep(0.2)
    assert shop.sandbox.books()["calls"]["customers/list"] == 3 * once


async def test_offline_stops_the_round_and_the_return_starts_another(sandbox: Sandbox, shop: Shop) -> None:
    with sandbox.offline():
        session = await shop.session()
        await until(lambda: len(session.catalogue_errors) == len(Kind))
        assert {error.code for error in session.catalogue_errors.values()} == {"offline"}
    await until(lambda: not session.catalogue_errors)
    assert await shop.catalogue.all(shop.id, Kind.PRODUCT, Product)


def _pull(shop: Shop) -> CataloguePull:
    pace = msgspec.structs.replace(QUICK, poll=0.01)
    line = Line(shop.now, shop.statuses.append)
    return CataloguePull(shop.id, lambda: shop.client, shop.catalogue, line, now=shop.now, pace=pace)


async def _groups(shop: Shop) -> dict[str, tuple[str, ...]]:
    return {g.name.en: g.product_ids for g in await shop.catalogue.all(shop.id, Kind.GROUP, Group)}


async def _known_before(shop: Shop) -> list[str]:
    """Store both groups as if each had one product the last time; return their ids in RETM's order."""
    listed = await shop.client.groups()
    old: Sequence[tuple[Group, bytes]] = [
        (msgspec.structs.replace(item.value, product_ids=("old",)), item.raw) for item in listed
    ]
    await shop.catalogue.replace(shop.id, Kind.GROUP, old, shop.now())
    return [item.value.id for item in listed]


def _spoil(shop: Shop, group: str, status: int) -> None:
    """Let the page of one group fail with `status`, or not be reached at all where it is 0."""

    async def unreachable(request: httpx.Request) -> None:
        if status == 0 and request.url.path.endswith(f"/groups/{group}"):
            raise httpx.ConnectError("no route")

    async def failing(response: httpx.Response) -> None:
        if status and response.request.url.path.endswith(f"/groups/{group}"):
            response.status_code = status

    shop.http.event_hooks = {"request": [unreachable], "response": [failing]}


@pytest.mark.parametrize("per_page", [100, 4])
async def test_groups_know_their_products_from_all_their_pages(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, per_page: int
) -> None:
    monkeypatch.setattr(catalogue, "PER_PAGE", per_page)
    pull = _pull(shop)
    await pull.refresh((Kind.PRODUCT, Kind.GROUP))
    assert pull.errors == {}
    named = {p.id: p.name.en for p in await shop.catalogue.all(shop.id, Kind.PRODUCT, Product)}
    assert {name: [named[each] for each in ids] for name, ids in (await _groups(shop)).items()} == GROUPS
    raws = await shop.database.read(
        lambda c: [row[0] for row in c.execute("SELECT raw FROM catalogue WHERE kind = 'group' ORDER BY position")]
    )
    assert raws == [item.raw for item in await shop.client.groups()]


@pytest.mark.parametrize(("status", "code"), [(404, "not_found"), (500, "server_fault")])
async def test_a_group_that_fails_keeps_its_products_and_stops_no_other(shop: Shop, status: int, code: str) -> None:
    first, _ = await _known_before(shop)
    _spoil(shop, first, status)
    pull = _pull(shop)
    await pull.refresh((Kind.GROUP, Kind.PRICE_LIST))
    groups = await _groups(shop)
    assert groups["Offers"] == ("old",)
    assert len(groups["Family meals"]) == len(GROUPS["Family meals"])
    assert {kind: error.code for kind, error in pull.errors.items()} == {Kind.GROUP: code}
    assert await shop.catalogue.refreshed_at(shop.id, Kind.PRICE_LIST) is not None

    shop.http.event_hooks = {}
    await pull.refresh((Kind.GROUP,))
    assert pull.errors == {}
    assert len((await _groups(shop))["Offers"]) == len(GROUPS["Offers"])


@pytest.mark.parametrize(
    ("status", "tries", "errors"),
    [
        (0, 0, {Kind.GROUP: "offline", Kind.PRICE_LIST: "offline"}),
        (429, catalogue.THROTTLED_TRIES, {Kind.GROUP: "rate_limited"}),
    ],
)
async def test_a_broken_line_or_a_throttle_ends_the_reading_of_groups(
    shop: Shop, status: int, tries: int, errors: dict[Kind, str]
) -> None:
    first, _ = await _known_before(shop)
    _spoil(shop, first, status)
    pull = _pull(shop)
    await pull.refresh((Kind.GROUP, Kind.PRICE_LIST))
    assert await _groups(shop) == {"Offers": ("old",), "Family meals": ("old",)}
    assert {kind: error.code for kind, error in pull.errors.items()} == errors
    assert shop.sandbox.books()["calls"].get("groups/{id}", 0) == tries


async def test_what_was_read_before_the_line_broke_is_kept(shop: Shop) -> None:
    _, second = await _known_before(shop)
    _spoil(shop, second, 0)
    pull = _pull(shop)
    await pull.refresh((Kind.GROUP,))
    groups = await _groups(shop)
    assert len(groups["Offers"]) == len(GROUPS["Offers"])
    assert groups["Family meals"] == ("old",)
    assert pull.errors[Kind.GROUP].code == "offline"
