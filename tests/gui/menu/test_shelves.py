"""Which products stand on which shelf, and what a search finds."""

from decimal import Decimal

import msgspec

from retm_desktop.domain.menu import Category, Group, ModifierGroup, ModifierItem, Product, RateKind, Tax, Variation
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.shelves import ALL, Shelf, ShelfKind, Shelves
from retm_desktop.gui.menu.words import extra_words, included_words, price_words, rate_words, rule_words
from tests.gui import shop
from tests.gui.conftest import MakeDesk


def names(products: list[Product]) -> list[str]:
    return [product.name.en or product.name.ar for product in products]


def the_menu() -> Shelves:
    return Shelves(shop.PRODUCTS, shop.CATEGORIES, shop.GROUPS)


def test_every_product_stands_on_all_and_on_the_shelf_of_its_category() -> None:
    menu = the_menu()
    counts = menu.counts()
    assert counts[ALL.key] == len(shop.PRODUCTS)
    assert names(menu.find("category:cat-rice")) == ["Chicken kabsa", "Lamb mandi"]
    assert sum(counts[f"category:{each.id}"] for each in shop.CATEGORIES) == len(shop.PRODUCTS)


def test_ids_that_differ_in_case_are_one_category_and_one_product() -> None:
    products = [Product(id="P1", name=Both("One"), category_id="CAT-A"), Product(id="P2", category_id="cat-a")]
    menu = Shelves(products, [Category("Cat-A", Both("A"))], [Group("g", Both("G"), ("p2", "P2", "p1", "gone"))])
    assert menu.counts()["category:cat-a"] == 2
    assert [product.id for product in menu.find("group:g")] == ["P2", "P1"]


def test_a_category_that_only_products_name_is_listed_and_products_without_one_come_after_it() -> None:
    products = [Product(id="1"), Product(id="2", category_id="new", category=Both("Soups", "شوربات"))]
    menu = Shelves(products, [Category("old", Both("Old"))], [Group("g", Both("Offers"))])
    assert [(shelf.kind, shelf.name.en) for shelf in menu.shelves] == [
        (ShelfKind.ALL, ""),
        (ShelfKind.CATEGORY, "Old"),
        (ShelfKind.CATEGORY, "Soups"),
        (ShelfKind.LOOSE, ""),
        (ShelfKind.GROUP, "Offers"),
    ]
    assert menu.counts() == {ALL.key: 2, "category:old": 0, "category:new": 1, "loose:": 1}


def test_a_group_whose_products_are_not_told_has_no_count_rather_than_none() -> None:
    menu = Shelves(shop.PRODUCTS, shop.CATEGORIES, [Group("g", Both("Offers")), *shop.GROUPS])
    assert "group:g" not in menu.counts()
    assert menu.counts()["group:group-1"] == 2


def test_search_reads_both_scripts_and_every_spelling() -> None:
    menu = the_menu()
    assert names(menu.find(ALL.key, "KABSA")) == ["Chicken kabsa"]
    assert names(menu.find(ALL.key, "كبسه")) == ["Chicken kabsa"]
    assert names(menu.find(ALL.key, "kab-w")) == ["Chicken kabsa"]
    assert names(menu.find(ALL.key, "basmati raisins")) == ["Chicken kabsa"]
    assert menu.find(ALL.key, "kabsa tea") == []


def test_names_that_match_come_before_descriptions_that_do() -> None:
    products = [
        Product(id="1", name=Both("Mixed plate"), description=Both("with falafel")),
        Product(id="2", name=Both("Falafel")),
    ]
    assert names(Shelves(products).find(ALL.key, "falafel")) == ["Falafel", "Mixed plate"]


def test_counts_follow_the_search() -> None:
    counts = the_menu().counts("chicken")
    assert counts[ALL.key] == 2
    assert (counts["category:cat-rice"], counts["category:cat-sandwich"], counts["category:cat-drinks"]) == (1, 1, 0)


def test_the_key_of_a_shelf_ignores_the_case_of_its_id() -> None:
    assert Shelf(ShelfKind.GROUP, "AbC").key == Shelf(ShelfKind.GROUP, "abc", Both("x")).key


def test_rules_say_whether_and_how_many() -> None:
    def said(*, multiple: bool = True, minimum: int = 0, maximum: int | None = None) -> str:
        items = (ModifierItem("a"), ModifierItem("b"), ModifierItem("c"))
        return plain(rule_words(ModifierGroup(multiple=multiple, minimum=minimum, maximum=maximum, items=items)))

    assert said() == "Optional, any number"
    assert said(maximum=3) == "Optional, choose up to 3"
    assert said(multiple=False) == "Optional, one at most"
    assert said(multiple=False, minimum=1) == "Required, choose 1"
    assert said(minimum=1, maximum=2) == "Required, choose 1 to 2"
    assert said(minimum=2) == "Required, choose at least 2"
    assert said(minimum=3, maximum=1) == "Required, choose 1"


def test_prices_extras_and_rates(desk: Desk) -> None:
    kabsa = next(product for product in shop.PRODUCTS if product.id == "prod-kabsa")
    assert plain(price_words(desk, kabsa)) == "from 32.00\u00a0SAR"
    one_price = msgspec.structs.replace(kabsa, variations=(Variation("v", price=Decimal("7")),))
    assert plain(price_words(desk, one_price)) == "7.00\u00a0SAR"
    assert plain(extra_words(desk, Decimal("1.5"))) == "+1.50\u00a0SAR"
    assert plain(extra_words(desk, Decimal("-2"))) == "−2.00\u00a0SAR"
    assert extra_words(desk, Decimal("0.000")) == "no extra"
    assert plain(rate_words(desk, shop.VAT)) == "15%"
    assert plain(rate_words(desk, Tax(kind=RateKind.AMOUNT, value=Decimal("2.5")))) == "2.50\u00a0SAR"
    assert included_words(shop.VAT) != included_words(Tax(included=False))


async def test_an_arabic_amount_is_set_right_to_left_with_its_sign_beside_the_figures(make_desk: MakeDesk) -> None:
    desk = await make_desk(language="ar")
    words = extra_words(desk, Decimal("3"))
    assert words.startswith("\u2067\u2066+3.00\u2069")
