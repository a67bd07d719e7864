"""Which calls the menu is read with, when it is only looked at, and what a change of it or of its prices is told as."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest

from retm_desktop.domain.menu import Category, MenuChange, Product
from retm_desktop.providers.retm import wire
from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.providers.retm.values import decode
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.menu_changes import MenuChanges
from retm_desktop.sync.catalogue import CataloguePull
from retm_desktop.sync.status import Line
from tests.sync.shop import QUICK, Shop
from tests.waiting import until, until_async

MENU = (Kind.PRODUCT, Kind.CATEGORY, Kind.GROUP)


class Bent(httpx.AsyncHTTPTransport):
    """The real line to the practice restaurant, on which some answers are replaced: path ending to a function."""

    def __init__(self, answers: dict[str, Callable[[bytes], bytes]]) -> None:
        super().__init__()
        self.answers = answers

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        for ending, other in self.answers.items():
            if request.url.path.endswith(ending):
                body = await response.aread()
                return httpx.Response(response.status_code, content=other(body), request=request)
        return response


async def bend(shop: Shop, answers: dict[str, Callable[[bytes], bytes]]) -> None:
    """Let the shop's client hear other answers."""
    await shop.http.aclose()
    shop.http = httpx.AsyncClient(transport=Bent(answers), timeout=5.0)
    shop.client = RetmClient(shop.http, shop.environment, shop.sandbox.business_id, shop.keys)


def pull_of(shop: Shop) -> CataloguePull:
    line = Line(shop.now, shop.statuses.append)
    pace = msgspec.structs.replace(QUICK, poll=0.01)
    return CataloguePull(shop.id, lambda: shop.client, shop.catalogue, line, now=shop.now, pace=pace)


def calls(shop: Shop) -> dict[str, int]:
    found: dict[str, int] = shop.sandbox.books()["calls"]
    return {path: found.get(path, 0) for path in ("menu", "products/simple-list", "products/list", "categories/{id}")}


async def products(shop: Shop) -> list[Product]:
    return await shop.catalogue.all(shop.id, Kind.PRODUCT, Product)


async def changes(shop: Shop) -> list[MenuChange]:
    return await MenuChanges(shop.database).latest(shop.id)


def sums(change: MenuChange) -> tuple[int, int, int, int]:
    return len(change.added), len(change.removed), len(change.repriced), len(change.altered)


# Which calls


async def test_the_whole_menu_is_one_call_and_the_simple_list_brings_the_skus(shop: Shop) -> None:
    pull = pull_of(shop)
    await pull.refresh(MENU)
    assert pull.errors == {}
    assert calls(shop) == {"menu": 1, "products/simple-list": 1, "products/list": 0, "categories/{id}": 0}
    held = await products(shop)
    listed = {item.value.id: item async for page in shop.client.every(shop.client.products) for item in page.items}
    assert [product.id for product in held] == list(listed)
    assert len({product.sku for product in held}) == len(held) and all(product.sku for product in held)
    assert [msgspec.structs.replace(product, sku="") for product in held] == [one.value for one in listed.values()]
    for product in held[:5]:
        found = await shop.catalogue.get(shop.id, Kind.PRODUCT, product.id, Product)
        assert found is not None and wire.product(decode(found[1])).id == product.id


@pytest.mark.expects_log
async def test_a_product_is_placed_in_the_category_the_menu_lists_it_under(shop: Shop) -> None:
    def nameless(body: bytes) -> bytes:
        sections = msgspec.json.decode(body)
        for section in sections:
            for product in section["products"]:
                del product["category"]
            section["products"].insert(0, {"id": None, "name": "no id"})
        return msgspec.json.encode(sections)

    await pull_of(shop).refresh(MENU)
    before = await products(shop)
    await bend(shop, {"/menu": nameless})
    await pull_of(shop).refresh(MENU)
    assert await products(shop) == before
    found = await shop.catalogue.get(shop.id, Kind.PRODUCT, before[-1].id, Product)
    assert found is not None and wire.product(decode(found[1])).id == before[-1].id
    assert await changes(shop) == []


async def test_empty_categories_stay_listed(shop: Shop) -> None:
    def only_full(body: bytes) -> bytes:
        first, *others = msgspec.json.decode(body)
        return msgspec.json.encode([first | {"products": []}, *others])

    listed = [item.value.id for item in await shop.client.categories()]
    await bend(shop, {"/menu": only_full, "/products/simple-list": lambda _: b"{}"})
    await pull_of(shop).refresh(MENU)
    found = [category.id for category in await shop.catalogue.all(shop.id, Kind.CATEGORY, Category)]
    assert found == listed
    assert not [product for product in await products(shop) if product.category_id == listed[0]]


async def test_without_a_list_of_categories_those_of_the_menu_are_taken(sandbox: Sandbox, tmp_path: Path) -> None:
    async with Shop(sandbox, tmp_path, paths={"categories": "/nothing/here"}) as shop:
        pull = pull_of(shop)
        await pull.refresh(MENU)
        assert pull.errors == {}
        found = await shop.catalogue.all(shop.id, Kind.CATEGORY, Category)
        assert [category.id for category in found] == [c.id for c in sandbox_categories(sandbox)]
        raw = await shop.catalogue.get(shop.id, Kind.CATEGORY, found[0].id, Category)
        assert raw is not None and "products" not in msgspec.json.decode(raw[1])


def sandbox_categories(sandbox: Sandbox) -> list[Category]:
    answer = httpx.get(f"{sandbox.url}/{sandbox.business_id}/api/v2/categories/list", headers=bearer(sandbox))
    return [wire.category(entry) for entry in answer.json()]


def bearer(sandbox: Sandbox) -> dict[str, str]:
    body = {
        "grant_type": "client_credentials",
        "client_id": sandbox.client_id,
        "client_secret": sandbox.client_secret,
    }
    token = httpx.post(sandbox.token_url.format(business_id=sandbox.business_id), json=body).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("answer", [b"[]", b"{}", b'[{"id": "c1", "products": []}]', b"<html>", b'{"menu": 7}'])
async def test_a_menu_that_is_unreadable_or_holds_nothing_is_asked_for_once(shop: Shop, answer: bytes) -> None:
    await bend(shop, {"/menu": lambda _: answer})
    pull = pull_of(shop)
    for _ in range(2):
        await pull.refresh(MENU)
    assert pull.errors == {}
    assert len(await products(shop)) >= 60
    assert calls(shop)["menu"] == 1
    assert calls(shop)["products/list"] == 2 * -(-len(await products(shop)) // 100)


async def test_what_retm_does_not_have_is_asked_for_again_over_another_client(sandbox: Sandbox, tmp_path: Path) -> None:
    paths = {"menu": "/nothing/here", "simple_list": "/nor/here", "products": "/nor/there"}
    async with Shop(sandbox, tmp_path, paths=paths) as shop:
        pull = pull_of(shop)
        await pull.refresh(MENU)
        assert pull.errors == {}
        by_category = await products(shop)
        assert len(by_category) >= 60 and not any(product.sku for product in by_category)
        seen: list[str] = []

        async def note(request: httpx.Request) -> None:
            seen.append(request.url.path.partition("/api/v2")[2])

        shop.http.event_hooks = {"request": [note]}
        await pull.refresh(MENU)
        assert not set(paths.values()) & set(seen)
        shop.client = RetmClient(shop.http, shop.environment, sandbox.business_id, shop.keys)
        await pull.refresh(MENU)
        assert set(paths.values()) <= set(seen)
        assert await products(shop) == by_category


async def test_a_fault_is_no_sign_that_the_call_does_not_exist(shop: Shop) -> None:
    failing = {"/menu": 500}

    async def spoil(response: httpx.Response) -> None:
        for ending, status in failing.items():
            if response.request.url.path.endswith(ending):
                response.status_code = status

    shop.http.event_hooks = {"response": [spoil]}
    pull = pull_of(shop)
    await pull.refresh(MENU)
    assert pull.errors == {} and len(await products(shop)) >= 60
    failing.clear()
    before = calls(shop)["products/list"]
    await pull.refresh(MENU)
    assert calls(shop)["products/list"] == before


async def test_a_menu_that_leaves_products_out_is_completed_by_the_list(shop: Shop) -> None:
    def short(body: bytes) -> bytes:
        sections = msgspec.json.decode(body)
        del sections[0]["products"][0]
        return msgspec.json.encode(sections)

    await bend(shop, {"/menu": short})
    await pull_of(shop).refresh(MENU)
    simple = {item.value.id.casefold() for item in await shop.client.simple_list()}
    assert {product.id.casefold() for product in await products(shop)} == simple


async def test_skus_stay_when_the_simple_list_fails_once(shop: Shop) -> None:
    pull = pull_of(shop)
    await pull.refresh(MENU)
    before = await products(shop)

    async def spoil(response: httpx.Response) -> None:
        if response.request.url.path.endswith("/simple-list"):
            response.status_code = 500

    shop.http.event_hooks = {"response": [spoil]}
    shop.sandbox.change_menu("repriced")
    await pull.refresh(MENU)
    after = await products(shop)
    assert after != before and [product.sku for product in after] == [product.sku for product in before]


# When it is only looked at


async def test_a_simple_list_that_agrees_saves_the_reading_for_an_hour(shop: Shop) -> None:
    pull = pull_of(shop)
    await pull.refresh(look_first=True)
    assert calls(shop)["menu"] == 1, "nothing was stored to compare with"
    read_at = await shop.catalogue.refreshed_at(shop.id, Kind.PRODUCT)
    groups, branches = (shop.sandbox.books()["calls"][path] for path in ("groups/list", "branches/list"))
    shop.ahead = timedelta(minutes=59)
    await pull.refresh(look_first=True)
    after = shop.sandbox.books()["calls"]
    assert (after["menu"], after["products/simple-list"], after["categories/list"]) == (1, 2, 1)
    assert after["groups/list"] == groups and after["branches/list"] == branches + 1
    assert await shop.catalogue.refreshed_at(shop.id, Kind.PRODUCT) == read_at, "a look is no reading"
    shop.ahead = timedelta(minutes=61)
    await pull.refresh(look_first=True)
    assert calls(shop)["menu"] == 2


@pytest.mark.parametrize("what", ["added", "removed", "repriced", "renamed"])
async def test_a_simple_list_that_differs_brings_the_menu(shop: Shop, what: str) -> None:
    pull = pull_of(shop)
    await pull.refresh(MENU)
    shop.sandbox.change_menu(what)
    await pull.refresh(MENU, look_first=True)
    assert calls(shop)["menu"] == 2
    assert sum(sums((await changes(shop))[0])) == 1


async def test_a_simple_list_without_prices_is_no_look(shop: Shop) -> None:
    def without_price(body: bytes) -> bytes:
        return msgspec.json.encode([{"id": p["id"], "name": p["name"]} for p in msgspec.json.decode(body)])

    await bend(shop, {"/products/simple-list": without_price})
    pull = pull_of(shop)
    await pull.refresh(MENU)
    await pull.refresh(MENU, look_first=True)
    assert calls(shop)["menu"] == 2


async def test_a_running_session_looks_by_itself_and_reads_whole_when_asked(shop: Shop) -> None:
    shop.pace = msgspec.structs.replace(QUICK, catalogue=0.3)
    session = await shop.session()
    await until(lambda: calls(shop)["products/simple-list"] >= 4)
    assert calls(shop)["menu"] == 1
    session.read_menu()
    await until(lambda: calls(shop)["menu"] == 2)


async def test_many_webhooks_are_one_reading(shop: Shop) -> None:
    shop.pace = msgspec.structs.replace(QUICK, menu_debounce=0.2)
    session = await shop.session()

    async def whole() -> bool:
        return await shop.catalogue.refreshed_at(shop.id, Kind.CUSTOMER) is not None

    await until_async(whole)
    assert calls(shop)["menu"] == 1
    for number in range(30):
        shop.arrive("menu", {"event": "menu.updated", "reference": f"r{number}"})
        await shop.applier.run_once()
        session.poke(shop.pokes[-1])
        await asyncio.sleep(0.01)
    assert len(shop.pokes) == 30
    await until(lambda: calls(shop)["menu"] == 2)
    await asyncio.sleep(0.5)
    assert calls(shop)["menu"] == 2


# What changed


async def test_a_changed_menu_is_told_in_exact_numbers(shop: Shop) -> None:
    session = await shop.session()
    told = MenuChanges(shop.database)

    async def whole() -> bool:
        return await shop.catalogue.refreshed_at(shop.id, Kind.CUSTOMER) is not None

    await until_async(whole)
    assert await told.told_at(shop.id) is None
    names = {product.id.casefold(): product for product in await products(shop)}
    made = shop.sandbox.change_menu_many(added=3, removed=1, repriced=5, renamed=2)
    shop.arrive("menu", {"event": "menu.updated"})
    said_at = await told.told_at(shop.id)
    read_at = await shop.catalogue.refreshed_at(shop.id, Kind.PRODUCT)
    assert said_at is not None and read_at is not None and said_at > read_at, "the menu is known to be stale"
    await shop.applier.run_once()
    session.poke(shop.pokes[-1])

    async def kept() -> bool:
        return bool(await changes(shop))

    await until_async(kept)
    [change] = await changes(shop)
    assert sums(change) == (3, 1, 5, 2)
    assert change.price_list is None
    assert [name.en for name in change.removed] == [names[made["removed"][0].casefold()].name.en]
    repriced = {names[key.casefold()].name.en: names[key.casefold()].lowest_price for key in made["repriced"]}
    assert {one.name.en: one.before for one in change.repriced} == repriced
    assert all(one.after == one.before + 1 for one in change.repriced)
    assert (await shop.catalogue.refreshed_at(shop.id, Kind.PRODUCT) or said_at) > said_at
    assert change.at == await shop.catalogue.refreshed_at(shop.id, Kind.PRODUCT)


async def test_another_price_list_is_a_choice_and_no_change_of_the_menu(shop: Shop) -> None:
    pull = pull_of(shop)
    await pull.refresh(MENU)
    own, delivery, _ = (item.value.id for item in await shop.client.price_lists())
    before = {product.id: product.lowest_price for product in await products(shop)}
    shop.client.price_list = delivery
    await pull.refresh(MENU)
    [change] = await changes(shop)
    assert (change.price_list, change.compared) == (delivery, len(before))
    after = {product.id: product.lowest_price for product in await products(shop)}
    dearer = [key for key in before if after[key] != before[key]]
    assert len(dearer) > 50 and sums(change) == (0, 0, len(dearer), 0)

    await pull.refresh(MENU)
    assert len(await changes(shop)) == 1, "the same list again is no choice"
    shop.client.price_list = own
    await pull.refresh(MENU)
    shop.client.price_list = ""
    await pull.refresh(MENU)
    newest, back, _ = await changes(shop)
    assert back.price_list == own and len(back.repriced) == len(dearer)
    assert (newest.price_list, newest.repriced, newest.compared) == ("", (), len(before)), "the same prices are told"


async def test_what_changed_at_retm_meanwhile_is_told_beside_the_choice(shop: Shop) -> None:
    pull = pull_of(shop)
    await pull.refresh(MENU)
    shop.client.price_list = [item.value.id for item in await shop.client.price_lists()][1]
    shop.sandbox.change_menu_many(added=2, removed=1, renamed=1)
    await pull.refresh(MENU)
    change, choice = await changes(shop)
    assert change.price_list is None and sums(change) == (2, 1, 0, 0)
    assert choice.price_list == shop.client.price_list and len(choice.repriced) > 50


async def test_a_list_chosen_during_a_reading_throws_that_reading_away(shop: Shop) -> None:
    lists = [item.value.id for item in await shop.client.price_lists()]

    async def choose(request: httpx.Request) -> None:
        if request.url.path.endswith("/menu") and not shop.client.price_list:
            shop.client.price_list = lists[1]

    shop.http.event_hooks = {"request": [choose]}
    pull = pull_of(shop)
    await pull.refresh((Kind.PRODUCT,))
    assert await products(shop) == []
    await pull.refresh((Kind.PRODUCT,))
    assert len(await products(shop)) >= 60
    [choice] = await changes(shop)
    assert (choice.price_list, choice.compared) == (lists[1], 0)


# One product


async def test_one_product_is_looked_at_once_a_minute(shop: Shop) -> None:
    session = await shop.session()

    async def whole() -> bool:
        return await shop.catalogue.refreshed_at(shop.id, Kind.CUSTOMER) is not None

    await until_async(whole)
    first, second, *_ = await products(shop)
    for _ in range(3):
        session.look_at_product(first.id)
        await asyncio.sleep(0.1)
    assert shop.sandbox.books()["calls"]["products/{id}"] == 1
    for product in (first, second):
        session.look_at_product(product.id)
    await until(lambda: shop.sandbox.books()["calls"]["products/{id}"] == 2)
    await asyncio.sleep(0.2)
    assert calls(shop)["menu"] == 1, "a product that is as it is stored reads nothing more"


async def test_a_product_that_differs_brings_the_whole_menu(shop: Shop) -> None:
    session = await shop.session()

    async def whole() -> bool:
        return await shop.catalogue.refreshed_at(shop.id, Kind.CUSTOMER) is not None

    await until_async(whole)
    made = shop.sandbox.change_menu("repriced")
    session.look_at_product(made["product"])

    async def told() -> bool:
        return bool(await changes(shop))

    await until_async(told)
    assert sums((await changes(shop))[0]) == (0, 0, 1, 0)


async def test_a_single_product_that_is_told_in_another_way_does_not_read_the_menu_for_ever(shop: Shop) -> None:
    def other(body: bytes) -> bytes:
        return msgspec.json.encode(msgspec.json.decode(body) | {"calories": "1.00"})

    await pull_of(shop).refresh(MENU)
    kept = [product.id for product in await products(shop)]
    await bend(shop, {f"/products/{key}": other for key in kept})
    session = await shop.session()

    async def whole() -> bool:
        return await shop.catalogue.refreshed_at(shop.id, Kind.CUSTOMER) is not None

    await until_async(whole)
    before = calls(shop)["menu"]
    session.look_at_product(kept[0])
    await until(lambda: calls(shop)["menu"] == before + 1)
    await asyncio.sleep(0.2)
    session.look_at_product(kept[1])
    await asyncio.sleep(0.3)
    assert shop.sandbox.books()["calls"]["products/{id}"] == 1
    assert calls(shop)["menu"] == before + 1


async def test_a_path_for_single_products_that_is_not_there_reads_the_menu_once(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with Shop(sandbox, tmp_path, paths={"product": "/nothing/{id}"}) as shop:
        pull = pull_of(shop)
        await pull.refresh(MENU)
        first, second, *_ = await products(shop)
        rung: list[str] = []
        pull.ring = lambda **_: rung.append("rung")  # type: ignore[method-assign, assignment, misc]
        await pull.look_at(first.id)
        await pull.look_at(second.id)
        await pull.look_at("not stored")
        assert rung == ["rung"]
