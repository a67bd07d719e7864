"""Two readings of the menu compared."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from retm_desktop.domain.menu import (
    MenuChange,
    ModifierGroup,
    ModifierItem,
    Product,
    Repriced,
    Tax,
    Variation,
    menu_change,
)
from retm_desktop.domain.text import BilingualText as Both

AT = datetime(2026, 2, 3, 17, 14, tzinfo=UTC)
TEA = Product("01TEA", Both("Tea", "شاي"), price=Decimal("5.000"), category_id="01HOT")
JUICE = Product(
    "01JUICE",
    Both("Juice", "عصير"),
    price=Decimal("9.000"),
    variations=(
        Variation("01S", Both("Small", "صغير"), Decimal("9.000"), "7001"),
        Variation("01L", Both("Large", "كبير"), Decimal("12.000"), "7002"),
    ),
    modifiers=(
        ModifierGroup(Both("Extras", "إضافات"), items=(ModifierItem("01M", Both("Mint", "نعناع"), Decimal(1)),)),
    ),
    taxes=(Tax("01T", Both("VAT", "ضريبة"), 2, Decimal(15)),),
)
replace = msgspec.structs.replace


def cheaper(product: Product) -> Product:
    return replace(product, price=product.price - 1)


def test_the_same_menu_is_no_change() -> None:
    assert menu_change([TEA, JUICE], [JUICE, TEA], AT) is None
    assert menu_change([], [], AT) is None


def test_what_came_went_and_costs_another_price_is_told_with_names_and_prices() -> None:
    cake = Product("01CAKE", Both("Cake", "كيك"))
    change = menu_change([TEA, JUICE], [cheaper(TEA), cake], AT)
    assert change == MenuChange(
        AT,
        added=(cake.name,),
        removed=(JUICE.name,),
        repriced=(Repriced(TEA.name, Decimal("5.000"), Decimal("4.000")),),
    )


@pytest.mark.parametrize(
    "dearer",
    [
        lambda p: replace(p, variations=(replace(p.variations[0], price=Decimal(10)), p.variations[1])),
        lambda p: replace(p, variations=p.variations[:1]),
        lambda p: replace(
            p, modifiers=(replace(p.modifiers[0], items=(replace(p.modifiers[0].items[0], extra_price=Decimal(2)),)),)
        ),
    ],
)
def test_the_price_of_a_size_or_an_extra_counts_as_a_price(dearer: Callable[[Product], Product]) -> None:
    change = menu_change([JUICE], [dearer(JUICE)], AT)
    assert change is not None and len(change.repriced) == 1 and not change.altered


@pytest.mark.parametrize(
    "other",
    [
        lambda p: replace(p, name=Both("Fresh juice", "عصير طازج")),
        lambda p: replace(p, description=Both("Cold", "بارد")),
        lambda p: replace(p, image="https://cdn.example/x.jpg"),
        lambda p: replace(p, taxes=()),
        lambda p: replace(p, modifiers=(replace(p.modifiers[0], minimum=1),)),
        lambda p: replace(p, category_id="01OTHER"),
    ],
)
def test_everything_else_an_operator_sees_is_an_alteration(other: Callable[[Product], Product]) -> None:
    change = menu_change([JUICE], [other(JUICE)], AT)
    assert change is not None and len(change.altered) == 1
    assert (change.added, change.removed, change.repriced) == ((), (), ())


@pytest.mark.parametrize(
    "same",
    [
        lambda p: replace(p, sku="7000"),
        lambda p: replace(p, variations=tuple(replace(v, stock=Decimal(3)) for v in p.variations)),
        lambda p: replace(p, price=Decimal("9")),
        lambda p: replace(p, id=p.id.lower(), category_id=p.category_id.lower()),
        lambda p: replace(p, variations=tuple(replace(v, id=v.id.lower()) for v in p.variations)),
        lambda p: replace(p, taxes=tuple(replace(tax, id=tax.id.lower()) for tax in p.taxes)),
        lambda p: replace(p, modifiers=(replace(p.modifiers[0], items=(replace(p.modifiers[0].items[0], id="01m"),)),)),
    ],
)
def test_what_only_some_answers_tell_and_the_case_of_ids_are_no_change(same: Callable[[Product], Product]) -> None:
    assert menu_change([JUICE], [same(JUICE)], AT) is None


def test_a_product_told_twice_is_one() -> None:
    assert menu_change([TEA], [TEA, replace(TEA, id="01tea")], AT) is None
