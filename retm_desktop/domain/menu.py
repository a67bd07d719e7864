"""The menu: categories, groups, products, variations, modifiers and their taxes (api-11176998, api-11176971)."""

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

    @property
    def lowest_price(self) -> Decimal:
        """The price to show on a card: the cheapest variation where there are any."""
        return min((v.price for v in self.variations), default=self.price)


class Category(msgspec.Struct, frozen=True):
    """A category of the menu."""

    id: str = ""
    name: BilingualText = BilingualText()


class Group(msgspec.Struct, frozen=True):
    """A collection of products across categories (assumed meaning; api-29527731)."""

    id: str = ""
    name: BilingualText = BilingualText()
    product_ids: tuple[str, ...] = ()
