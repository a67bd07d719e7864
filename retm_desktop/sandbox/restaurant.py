"""The practice restaurant itself: its menu, branches, devices, customers and reference lists."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from retm_desktop.sandbox.dice import dice
from retm_desktop.sandbox.money import mills, three_decimals, two_decimals
from retm_desktop.sandbox.pictures import Pictures
from retm_desktop.sandbox.ulid import ulid

Document = dict[str, Any]

_FOLDER = Path(__file__).parent
_OPENED = datetime(2025, 6, 1, tzinfo=UTC)


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
class Variation:
    """One size of a product; `price` in thousandths, VAT inside."""

    id: str
    sku: str
    name: Words
    price: int

    def wire(self, with_stock: bool) -> Document:
        """Five keys on a product, six (with `stock_qty`) inside a category (api-11176971)."""
        body: Document = {
            "id": self.id,
            "sku": self.sku,
            "name": self.name.wire(),
            "price": three_decimals(self.price),
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


class Restaurant:
    """Everything a seed decides. `origin` is the sandbox's own address, used in picture addresses."""

    def __init__(self, seed: int, origin: str, pictures: Pictures) -> None:
        self._random = dice("palm grill", seed)
        self._origin = origin
        self._pictures = pictures
        self._skus = iter(range(70010001, 79999999))
        business = _read("business.toml")
        self.words = business
        self.id: str = business["id"]
        self.name = Words(business["name"]["en"], business["name"]["ar"])
        self.tax_id = self.new_id().upper()
        self.taxes: list[Document] = [
            {
                "uuid": self.tax_id,
                "name": {"en": row["en"], "ar": row["ar"]},
                "type": row["type"],
                "value": row["value"],
            }
            for row in business["taxes"]
        ]
        self.charges: list[Document] = [
            self.charge(self._words(row), mills(row["value"]) or 0, self.taxes[0]) for row in business["charges"]
        ]
        self.price_lists: list[Document] = [
            {"uuid": self.new_id(), "name": self._words(row).wire()} for row in business["price_lists"]
        ]
        self.order_types = [self.order_type(self._words(row), row["type"]) for row in business["order_types"]]
        self.payment_methods = [
            self.payment_method(self._words(row), row["type"], row["drawer"], row["ecr"], row["zatca"])
            for row in business["payment_methods"]
        ]
        self.devices: list[Document] = []
        self.branches = [self._branch(row, business["device_names"]) for row in business["branches"]]
        self.customers = self._people(business["first_names"], business["family_names"], 200)
        self._last_customer = self.customers[-1].id
        menu = _read("menu.toml")
        self._sets = {key: self._modifier_group(row) for key, row in menu["modifier_sets"].items()}
        self.categories: list[Category] = []
        for row in menu["categories"]:
            category = Category(self.new_id(), self._words(row))
            category.products = [self._product(entry, category.id) for entry in row["products"]]
            self.categories.append(category)
        self._odd_entries()
        by_name = {product.name.en: product for product in self.products()}
        self.groups = [
            Category(
                self.new_id(),
                self._words(row),
                [by_name[name] for name in row["products"] if name in by_name],
            )
            for row in menu["groups"]
        ]

    def new_id(self) -> str:
        """A fresh lower-case ULID from the time the restaurant was set up."""
        return ulid(self._random, _OPENED + timedelta(seconds=self._random.randrange(8_000_000)))

    def products(self) -> Iterator[Product]:
        """Every product, category by category."""
        for category in self.categories:
            yield from category.products

    def product(self, product_id: str) -> Product | None:
        """The product an answer named `product_id`: the catalogue's spelling or an invoice line's."""
        return next((p for p in self.products() if product_id in (p.id, p.id.lower())), None)

    def branch(self, branch_id: str) -> Branch | None:
        """The branch of that id, or None."""
        return next((branch for branch in self.branches if branch.id == branch_id), None)

    def payment_method_of(self, method_id: str) -> Named | None:
        """The payment method of that id, or None."""
        return next((method for method in self.payment_methods if method.id == method_id), None)

    def order_type_of(self, type_id: str) -> Named | None:
        """The order type of that id, or None."""
        return next((kind for kind in self.order_types if kind.id == type_id), None)

    def product_wire(self, product: Product, within_category: bool = False) -> Document:
        """The 13 keys of api-11176998; inside a category (api-11176971) an empty text is `[]`."""
        description: Document | list[object] = product.description.wire()
        if within_category and not (product.description.en or product.description.ar):
            description = []
        category = next(c for c in self.categories if c.id == product.category)
        tax = self.taxes[0]
        return {
            "id": product.id,
            "name": product.name.wire(),
            "description": description,
            "image": f"{self._origin}/images/{product.image}" if product.image else None,
            "price": three_decimals(product.price),
            "calories": f"{product.calories}.00",
            "estimated_time": f"{product.minutes}.00",
            "type": product.kind,
            "over_stock": 1,
            "variations": [variation.wire(within_category) for variation in product.variations],
            "modifiers": [group.wire() for group in product.modifiers],
            "category": {"id": category.id, "title": category.name.wire()},
            "taxes": [
                {
                    "id": tax["uuid"],
                    "name": tax["name"],
                    "value": tax["value"],
                    "type": tax["type"],
                    "from_final_total": 1,
                }
            ],
        }

    def charge(self, name: Words, value: int, tax: Document | None) -> Document:
        """A new order charge in the shape of api-5053421; an untaxed one has `tax` null (assumed)."""
        return {"uuid": self.new_id(), "name": name.wire(), "value": two_decimals(value), "tax": tax}

    def order_type(self, name: Words, kind: int) -> Named:
        """A new order type with its list entry."""
        entry = {"uuid": self.new_id(), "name": name.wire(), "type": kind}
        return Named(str(entry["uuid"]), name, kind, entry)

    def payment_method(self, name: Words, kind: int, drawer: int, ecr: int, zatca: str) -> Named:
        """A new payment method with its list entry; its ids are upper case."""
        method_id = self.new_id().upper()
        entry: Document = {
            "uuid": method_id,
            "name": name.wire(),
            "type": kind,
            "auto_open_drawer": drawer,
            "ecr_enabled": ecr,
            "zatca_payment_code": zatca,
        }
        return Named(method_id, name, kind, entry)

    def add_seasonal_dish(self, words: Words, price: int, slug: str) -> Product:
        """Put a new dish at the end of any category and return it; `slug` names its picture."""
        category = self._random.choice(self.categories)
        row: Document = {"en": words.en, "ar": words.ar, "price": price / 1000, "kcal": 420, "minutes": 9}
        product = self._product(row | {"image": slug}, category.id)
        category.products.append(product)
        return product

    def new_customer(self, name: str, name_localized: str, phone: str, email: str | None) -> Customer:
        """Put a customer at the end of the list, with an id no one had before."""
        self._last_customer += 1
        customer = Customer(self._last_customer, name, name_localized, phone, email)
        self.customers.append(customer)
        return customer

    def remove(self, product: Product) -> None:
        """Take a dish off the menu and out of the groups."""
        for shelf in (*self.categories, *self.groups):
            shelf.products = [kept for kept in shelf.products if kept is not product]

    def _words(self, row: Document) -> Words:
        return Words(row["en"], row["ar"], self._random.random() < 0.5)

    def _branch(self, row: Document, device_names: list[str]) -> Branch:
        branch_id, name = self.new_id(), self._words(row)
        brief = {"uuid": branch_id, "name": name.wire()}
        devices = []
        for label in device_names[: row["devices"]]:
            devices.append(self.new_id())
            self.devices.append({"uuid": devices[-1], "name": label, "branch": brief})
        return Branch(
            branch_id,
            name,
            devices,
            brief
            | {
                "phone": row["phone"],
                "address": {"en": row["aen"], "ar": row["aar"]},
                "latitude": row["latitude"],
                "longitude": row["longitude"],
            },
        )

    def _people(self, first: list[list[str]], family: list[list[str]], count: int) -> list[Customer]:
        pairs = self._random.sample([(a, b) for a in first for b in family], count)
        phones = self._random.sample(range(500_000_000, 599_999_999), count)
        return [
            Customer(
                id=3000 + number,
                name=f"{a[0]} {b[0]}",
                name_localized=f"{a[1]} {b[1]}",
                phone=f"0{phone}",
                email=f"{a[0]}.{number}@example.com".lower() if number % 3 else None,
            )
            for number, ((a, b), phone) in enumerate(zip(pairs, phones, strict=True), start=1)
        ]

    def _modifier_group(self, row: Document) -> ModifierGroup:
        choices = [
            Choice(self.new_id(), Words(en, ar, self._random.random() < 0.5), mills(extra) or 0)
            for en, ar, extra in row["choices"]
        ]
        return ModifierGroup(self._words(row), row["least"], row["most"] or None, choices)

    def _product(self, row: Document, category_id: str) -> Product:
        product_id = self.new_id()
        return Product(
            # Upper case as in api-11176998's example, but not everywhere: a third stays lower.
            id=product_id.upper() if self._random.random() < 0.66 else product_id,
            sku=str(next(self._skus)),
            name=self._words(row),
            description=Words(row.get("den", ""), row.get("dar", "")),
            image=self._pictures.file_of(row["image"]) if "image" in row else None,
            price=mills(row["price"]) or 0,
            calories=row["kcal"],
            minutes=row["minutes"],
            category=category_id,
            variations=[
                Variation(self.new_id(), str(next(self._skus)), Words(en, ar, True), mills(price) or 0)
                for en, ar, price in row.get("sizes", [])
            ],
            modifiers=[self._sets[key] for key in row.get("modifiers", [])],
            by_weight=row.get("by_weight", False),
        )

    def _odd_entries(self) -> None:
        """Leave the untidiness real menus have: a name in one language or in
        Arabic twice, a dish with no picture.
        """
        by_name = {product.name.en: product for product in self.products()}
        by_name["V60 Filter Coffee"].name.ar = ""
        by_name["Laban"].image = None
        by_name["Areeka"].name.en = by_name["Areeka"].name.ar


def _read(name: str) -> Document:
    return tomllib.loads((_FOLDER / name).read_text("utf-8"))
