"""Changes of the menu: kept with the menu itself, newest first, and a chosen price list told apart."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from retm_desktop.domain.menu import MenuChange, Product
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.changes import Topic
from retm_desktop.store.database import Database
from retm_desktop.store.journal import Journal
from retm_desktop.store.menu_changes import KEPT, MenuChanges
from tests.store.samples import NOW

MENU = [Product(f"p{n}", Both(f"Dish {n}", f"طبق {n}"), price=Decimal(10 + n)) for n in range(6)]


@pytest.fixture
def menu_changes(database: Database) -> MenuChanges:
    return MenuChanges(database)


def dearer(products: Sequence[Product], more: int = 1) -> list[Product]:
    return [msgspec.structs.replace(each, price=each.price + more) for each in products]


async def take(
    catalogue: Catalogue, restaurant: int, products: Sequence[Product], minute: int = 0, *, of: str = ""
) -> bool:
    entries = [(each, msgspec.json.encode(each)) for each in products]
    return await catalogue.replace(restaurant, Kind.PRODUCT, entries, NOW + timedelta(minutes=minute), price_list=of)


async def test_the_first_menu_is_no_change_and_later_ones_are_told_newest_first(
    catalogue: Catalogue, menu_changes: MenuChanges, restaurant: int
) -> None:
    await take(catalogue, restaurant, MENU)
    assert await menu_changes.latest(restaurant) == []
    await take(catalogue, restaurant, MENU[1:], 1)
    await take(catalogue, restaurant, [*MENU[1:5], *dearer(MENU[5:])], 2)
    newer, older = await menu_changes.latest(restaurant)
    assert older == MenuChange(NOW + timedelta(minutes=1), removed=(MENU[0].name,))
    assert (newer.at, [one.name for one in newer.repriced]) == (NOW + timedelta(minutes=2), [MENU[5].name])
    assert len(await menu_changes.latest(restaurant, 1)) == 1
    assert await menu_changes.latest(restaurant + 1) == []


async def test_another_order_or_another_document_of_the_same_products_is_no_change(
    catalogue: Catalogue, menu_changes: MenuChanges, restaurant: int
) -> None:
    await take(catalogue, restaurant, MENU)
    assert await take(catalogue, restaurant, MENU[::-1], 1)
    assert await catalogue.replace(restaurant, Kind.PRODUCT, [(each, b"{}") for each in MENU[::-1]], NOW)
    await take(catalogue, restaurant, [msgspec.structs.replace(each, sku="1") for each in MENU], 2)
    assert await menu_changes.latest(restaurant) == []


async def test_other_kinds_than_products_are_no_change_of_the_menu(
    catalogue: Catalogue, menu_changes: MenuChanges, restaurant: int
) -> None:
    for products in (MENU, MENU[1:]):
        await catalogue.replace(restaurant, Kind.CATEGORY, [(each, b"{}") for each in products], NOW)
    assert await menu_changes.latest(restaurant) == []


async def test_a_chosen_price_list_is_kept_once_even_where_its_prices_are_the_same(
    catalogue: Catalogue, menu_changes: MenuChanges, restaurant: int, told: list[frozenset[Topic]]
) -> None:
    await take(catalogue, restaurant, MENU)
    assert await take(catalogue, restaurant, MENU, 1, of="LIST-1"), "something was told"
    assert told[-1] == {Topic.CATALOGUE} and len(told) == 2
    assert not await take(catalogue, restaurant, MENU, 2, of="list-1"), "the same list in another case"
    await take(catalogue, restaurant, dearer(MENU), 3, of="list-2")
    await take(catalogue, restaurant, dearer(MENU), 4, of="")
    back, other, same = await menu_changes.latest(restaurant)
    assert (same.price_list, same.repriced, same.compared) == ("LIST-1", (), 6)
    assert (other.price_list, len(other.repriced), other.compared) == ("list-2", 6, 6)
    assert (back.price_list, back.repriced) == ("", ())


async def test_what_changed_at_retm_is_told_apart_from_the_choice(
    catalogue: Catalogue, menu_changes: MenuChanges, restaurant: int
) -> None:
    await take(catalogue, restaurant, MENU)
    await take(catalogue, restaurant, dearer(MENU[1:]), 1, of="list-1")
    change, choice = await menu_changes.latest(restaurant)
    assert change == MenuChange(NOW + timedelta(minutes=1), removed=(MENU[0].name,))
    assert (choice.price_list, len(choice.repriced), choice.compared) == ("list-1", 5, 5)
    await take(catalogue, restaurant, dearer(MENU[1:], 2), 2, of="list-1")
    newest = (await menu_changes.latest(restaurant))[0]
    assert newest.price_list is None and len(newest.repriced) == 5, "prices changed at RETM within the chosen list"


async def test_a_list_chosen_before_any_menu_came_compares_nothing(
    catalogue: Catalogue, menu_changes: MenuChanges, restaurant: int
) -> None:
    await take(catalogue, restaurant, MENU, of="list-1")
    [choice] = await menu_changes.latest(restaurant)
    assert (choice.price_list, choice.compared) == ("list-1", 0)


async def test_old_changes_are_let_go_but_never_the_last_choice(
    catalogue: Catalogue, menu_changes: MenuChanges, restaurant: int
) -> None:
    await take(catalogue, restaurant, MENU)
    await take(catalogue, restaurant, MENU, 1, of="list-1")
    for minute in range(KEPT + 5):
        await take(catalogue, restaurant, dearer(MENU, minute), minute + 2, of="list-1")
    kept = await menu_changes.latest(restaurant, 1000)
    assert len(kept) == KEPT + 1
    assert [one.price_list for one in kept] == [None] * KEPT + ["list-1"]


async def test_a_reading_that_fails_keeps_neither_menu_nor_change(
    catalogue: Catalogue, menu_changes: MenuChanges, restaurant: int, database: Database
) -> None:
    await take(catalogue, restaurant, MENU)
    await database.write(
        lambda c: c.execute(
            "CREATE TEMP TRIGGER full BEFORE INSERT ON catalogue BEGIN SELECT raise(ABORT, 'no room'); END"
        )
    )
    with pytest.raises(Exception, match="no room"):
        await take(catalogue, restaurant, MENU[1:], 1)
    assert await catalogue.all(restaurant, Kind.PRODUCT, Product) == MENU
    assert await menu_changes.latest(restaurant) == []


async def test_the_last_menu_webhook_is_known_whatever_became_of_it(
    menu_changes: MenuChanges, restaurant: int, path: Path, database: Database
) -> None:
    assert await menu_changes.told_at(restaurant) is None
    journal = Journal(path)
    journal.open()
    for minute, kind in enumerate(("menu", "menu", "order")):
        journal.append(kind, restaurant, b'{"event": "menu.changed"}', NOW + timedelta(minutes=minute))
    journal.close()
    assert await menu_changes.told_at(restaurant) == NOW + timedelta(minutes=1)
    assert await menu_changes.told_at(restaurant + 1) is None
