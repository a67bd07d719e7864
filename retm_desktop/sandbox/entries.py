"""What the practice restaurant's lists hold: dishes, branches, customers and the like, as RETM shows them."""

from dataclasses import dataclass, field
from typing import Any

from retm_desktop.sandbox.money import three_decimals

Document = dict[str, Any]


@dataclass
class Words:
    """One text in English and Arabic. `arabic_first` is the order its keys are written in."""

    en: str
    ar: str
    arabic_first: bool = False

    def wire(self) -> dict[str, str]:
        """`{en, ar}` or `{ar, en}`: RETM's key order varies (api-11176971, api-5053421)."""
        return {"ar": self.ar, "en": self.en} if self.arabic_first else {"en": self.en, "ar": self.ar}


@dataclass
class Choice:
    """One item of a modifier group; `extra` in thousandths of a riyal."""

    id: str
    name: Words
    extra: int


@dataclass
class ModifierGroup:
    """A modifier group, which RETM gives no id. `most` None means no limit."""

    name: Words
    least: int
    most: int | None
    choices: list[Choice]

    def wire(self) -> Document:
        """The group as it stands inside a product (api-11176998)."""
        return {
            "name": self.name.wire(),
            "multiple": 0 if self.most == 1 else 1,
            "min_selection": self.least,
            "max_selection": self.most,
            "items": [
                {"id": choice.id, "name": choice.name.wire(), "extra_price": three_decimals(choice.extra)}
                for choice in self.choices
            ],
        }


@dataclass
class PriceList:
    """A price list: `percent` of the menu's own prices. What is added to a dish costs the same on all (assumed)."""

    id: str
    name: Words
    percent: int

    def price(self, amount: int) -> int:
        """The price of something that costs `amount` thousandths on the menu, to the half riyal."""
        return amount if self.percent == 100 else (amount * self.percent + 25_000) // 50_000 * 500

    def wire(self) -> Document:
        """Its entry in the list (assumed)."""
        return {"uuid": self.id, "name": self.name.wire()}


@dataclass
class Variation:
    """One size of a product; `price` in thousandths, VAT inside."""

    id: str
    sku: str
    name: Words
    price: int

    def wire(self, with_stock: bool, prices: PriceList) -> Document:
        """Five keys on a product, six (with `stock_qty`) inside a category (api-11176971)."""
        body: Document = {
            "id": self.id,
            "sku": self.sku,
            "name": self.name.wire(),
            "price": three_decimals(prices.price(self.price)),
            "image": None,
        }
        if with_stock:
            body["stock_qty"] = None
        return body


@dataclass
class Product:
    """One dish; `price` in thousandths, VAT inside. `id` is written as the catalogue writes it.

    `by_weight` products are priced by the kilo and sold in fractions.
    """

    id: str
    sku: str
    name: Words
    description: Words
    image: str | None
    price: int
    calories: int
    minutes: int
    category: str
    variations: list[Variation] = field(default_factory=list)
    modifiers: list[ModifierGroup] = field(default_factory=list)
    by_weight: bool = False

    @property
    def kind(self) -> int:
        """RETM's product type: 4 has variations, 2 has modifiers, 1 plain."""
        return 4 if self.variations else 2 if self.modifiers else 1


@dataclass
class Category:
    """A named list of products: a category, or a group that crosses categories."""

    id: str
    name: Words
    products: list[Product] = field(default_factory=list)

    def wire(self) -> Document:
        """As the lists of categories and groups show it."""
        return {"id": self.id, "name": self.name.wire()}


@dataclass
class Branch:
    """One branch with the ids of its devices; `wire` is its list entry."""

    id: str
    name: Words
    devices: list[str]
    wire: Document


@dataclass
class Named:
    """An entry of a reference list (order type, payment method): id, name, RETM's type, list entry."""

    id: str
    name: Words
    type: int
    wire: Document


@dataclass
class Customer:
    """A customer as the customer webhook shows one (api-5053408): integer id, two plain names."""

    id: int
    name: str
    name_localized: str
    phone: str
    email: str | None

    def wire(self) -> Document:
        """The five documented keys."""
        return {
            "id": self.id,
            "name": self.name,
            "name_localized": self.name_localized,
            "phone": self.phone,
            "email": self.email,
        }
