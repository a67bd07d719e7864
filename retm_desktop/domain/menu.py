"""The menu: categories, groups, products, variations, modifiers and their taxes (api-11176998, api-11176971)."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import IntEnum

import msgspec

from retm_desktop.domain.money import ZERO
from retm_desktop.domain.text import BilingualText


class RateKind(IntEnum):
    """How a tax value is meant: 2 is a percentage (derived from api-5053421), 1 an amount (assumed)."""

    AMOUNT = 1
    PERCENTAGE = 2


class Tax(msgspec.Struct, frozen=True):
    """A tax; `included` means it is taken out of a tax-inclusive price (`from_final_total`, assumed)."""

    id: str = ""
    name: BilingualText = BilingualText()
    kind: int = RateKind.PERCENTAGE
    value: Decimal = ZERO
    included: bool = True


class Variation(msgspec.Struct, frozen=True):
    """One size or kind of a product, with its own price."""

    id: str = ""
    name: BilingualText = BilingualText()
    price: Decimal = ZERO
    sku: str = ""
    image: str = ""
    stock: Decimal | None = None


class ModifierItem(msgspec.Struct, frozen=True):
    """Something that can be added to a product, and what it costs more."""

    id: str = ""
    name: BilingualText = BilingualText()
    extra_price: Decimal = ZERO


class ModifierGroup(msgspec.Struct, frozen=True):
    """A choice on a product. RETM gives groups no id: a group is its place in the product (quirk 19)."""

    name: BilingualText = BilingualText()
    multiple: bool = True
    minimum: int = 0
    maximum: int | None = None
    items: tuple[ModifierItem, ...] = ()

    @property
    def most(self) -> int | None:
        """How many may be chosen at the most; None is no limit."""
        return self.maximum if self.multiple else 1

    @property
    def least(self) -> int:
        """How many have to be chosen: RETM's minimum, as far as the group can satisfy it at all."""
        if not self.items:
            return 0
        return self.minimum if self.most is None else min(self.minimum, self.most)


class Product(msgspec.Struct, frozen=True):
    """A product; whether it has variations or modifiers is told by the lists, not by `type` (api-11176998)."""

    id: str = ""
    name: BilingualText = BilingualText()
    description: BilingualText = BilingualText()
    image: str = ""
    price: Decimal = ZERO
    calories: Decimal | None = None
    estimated_minutes: Decimal | None = None
    type: int = 1
    sells_beyond_stock: bool = False
    category_id: str = ""
    category: BilingualText = BilingualText()
    variations: tuple[Variation, ...] = ()
    modifiers: tuple[ModifierGroup, ...] = ()
    taxes: tuple[Tax, ...] = ()
    sku: str = ""
    """Not in RETM's product (api-11176998); the simple list may tell it."""

    @property
    def lowest_price(self) -> Decimal:
        """The price to show on a card: the cheapest variation where there are any."""
        return min((v.price for v in self.variations), default=self.price)


class Repriced(msgspec.Struct, frozen=True):
    """A product whose price, or that of a variation or extra, is another one; the lowest prices, before and after."""

    name: BilingualText
    before: Decimal
    after: Decimal


class Category(msgspec.Struct, frozen=True):
    """A category of the menu."""

    id: str = ""
    name: BilingualText = BilingualText()


class Group(msgspec.Struct, frozen=True):
    """A collection of products across categories (assumed meaning; api-29527731)."""

    id: str = ""
    name: BilingualText = BilingualText()
    product_ids: tuple[str, ...] = ()


class MenuChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was different when the menu was read again at `at` (UTC, when that reading began)."""

    at: datetime
    added: tuple[BilingualText, ...] = ()
    removed: tuple[BilingualText, ...] = ()
    repriced: tuple[Repriced, ...] = ()
    altered: tuple[BilingualText, ...] = ()
    """Products with another name, description, picture, choice or tax, and the same price."""
    price_list: str | None = None
    """Id of the price list the operator chose, empty for RETM's own: then `repriced` is what that changed, and nothing
    changed at RETM. None for every other change."""
    compared: int = 0
    """How many products had a price in the list before and in the one chosen."""


def menu_change(before: Sequence[Product], after: Sequence[Product], at: datetime) -> MenuChange | None:
    """Compare two readings of the menu by product id; None where nothing an operator would notice is different.

    Ids are compared in any letter case, and what only some of RETM's answers tell (stock, SKU) is left aside.
    """
    old = {product.id.casefold(): product for product in before}
    new = {product.id.casefold(): product for product in after}
    both = [(old[key], product) for key, product in new.items() if key in old and old[key] != product]
    repriced, altered = [], []
    for b, a in both:
        if _prices(b) != _prices(a):
            repriced.append(Repriced(a.name, b.lowest_price, a.lowest_price))
        elif _priceless(b) != _priceless(a):
            altered.append(a.name)
    change = MenuChange(
        at,
        tuple(product.name for key, product in new.items() if key not in old),
        tuple(product.name for key, product in old.items() if key not in new),
        tuple(repriced),
        tuple(altered),
    )
    return change if change.added or change.removed or change.repriced or change.altered else None


def _prices(product: Product) -> tuple[object, ...]:
    extras = tuple(item.extra_price for group in product.modifiers for item in group.items)
    kinds = tuple((variation.id.casefold(), variation.price) for variation in product.variations)
    return product.price, kinds, extras


def _priceless(product: Product) -> Product:
    # Some answers tell stock and SKU and others leave them out (quirks 20, 21), and one id comes in either letter case
    # (quirk 15): the menu is the same for that.
    replace = msgspec.structs.replace
    return replace(
        product,
        id=product.id.casefold(),
        category_id=product.category_id.casefold(),
        sku="",
        variations=tuple(replace(each, id=each.id.casefold(), stock=None) for each in product.variations),
        modifiers=tuple(
            replace(group, items=tuple(replace(item, id=item.id.casefold()) for item in group.items))
            for group in product.modifiers
        ),
        taxes=tuple(replace(tax, id=tax.id.casefold()) for tax in product.taxes),
    )
