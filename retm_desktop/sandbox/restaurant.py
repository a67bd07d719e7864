"""The practice restaurant itself: its menu, branches, devices, customers and reference lists."""

import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from retm_desktop.sandbox.dice import dice
from retm_desktop.sandbox.entries import (
    Branch,
    Category,
    Choice,
    Customer,
    ModifierGroup,
    Named,
    PriceList,
    Product,
    Variation,
    Words,
)
from retm_desktop.sandbox.money import mills, three_decimals, two_decimals
from retm_desktop.sandbox.pictures import Pictures
from retm_desktop.sandbox.ulid import ulid

__all__ = ["Restaurant", "Words"]

Document = dict[str, Any]

_FOLDER = Path(__file__).parent
_OPENED = datetime(2025, 6, 1, tzinfo=UTC)


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
        self.taxes = [self.tax(Words(row["en"], row["ar"]), row["type"], row["value"]) for row in business["taxes"]]
        self.charges: list[Document] = [
            self.charge(self._words(row), mills(row["value"]) or 0, self.taxes[0]) for row in business["charges"]
        ]
        self.price_lists = [
            PriceList(self.new_id(), self._words(row), row["percent"]) for row in business["price_lists"]
        ]
        self.order_types = [self.order_type(self._words(row), row["type"]) for row in business["order_types"]]
        self.payment_methods = [
            self.payment_method(self._words(row), row["type"], row["drawer"], row["ecr"], row["zatca"])
            for row in business["payment_methods"]
        ]
        self.devices: list[Document] = []
        self.branches: list[Branch] = []
        for row in business["branches"]:
            self.open_branch(row, business["device_names"][: row["devices"]])
        self.customers = _people(self._random, business["first_names"], business["family_names"], 200)
        self._last_customer = self.customers[-1].id
        menu = _read("menu.toml")
        self._sets = {key: self._modifier_group(row) for key, row in menu["modifier_sets"].items()}
        self.categories: list[Category] = []
        self._all_products: list[Product] = []
        self._products_by_id: dict[str, Product] = {}
        for row in menu["categories"]:
            category = Category(self.new_id(), self._words(row))
            category.products = [self._product(entry, category.id) for entry in row["products"]]
            self.categories.append(category)
        _make_untidy(self.products())
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

    def new_sku(self) -> str:
        """A fresh stock number."""
        return str(next(self._skus))

    def products(self) -> Sequence[Product]:
        """Every product, category by category."""
        if not self._all_products:
            self._all_products = [product for category in self.categories for product in category.products]
            self._products_by_id = {
                key: product for product in self._all_products for key in (product.id, product.id.lower())
            }
        return self._all_products

    def product(self, product_id: str) -> Product | None:
        """The product an answer named `product_id`: the catalogue's spelling or an invoice line's."""
        return self._products_by_id.get(product_id) if self.products() else None

    def branch(self, branch_id: str) -> Branch | None:
        """The branch of that id, or None."""
        return next((branch for branch in self.branches if branch.id == branch_id), None)

    def payment_method_of(self, method_id: str) -> Named | None:
        """The payment method of that id, or None."""
        return next((method for method in self.payment_methods if method.id == method_id), None)

    def order_type_of(self, type_id: str) -> Named | None:
        """The order type of that id, or None."""
        return next((kind for kind in self.order_types if kind.id == type_id), None)

    def prices(self, list_id: str | None) -> PriceList:
        """The price list of that id; the first one for none, and for one that is not known."""
        known = (found for found in self.price_lists if list_id and found.id == list_id.lower())
        return next(known, self.price_lists[0])

    def product_wire(
        self, product: Product, within_category: bool = False, prices: PriceList | None = None
    ) -> Document:
        """The 13 keys of api-11176998; inside a category (api-11176971) an empty text is `[]`."""
        prices = prices or self.price_lists[0]
        description: Document | list[object] = product.description.wire()
        if within_category and not (product.description.en or product.description.ar):
            description = []
        category = self.category(product)
        tax = self.taxes[0]
        return {
            "id": product.id,
            "name": product.name.wire(),
            "description": description,
            "image": f"{self._origin}/images/{product.image}" if product.image else None,
            "price": three_decimals(prices.price(product.price)),
            "calories": f"{product.calories}.00",
            "estimated_time": f"{product.minutes}.00",
            "type": product.kind,
            "over_stock": 1,
            "variations": [variation.wire(within_category, prices) for variation in product.variations],
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

    def tax(self, name: Words, kind: int, value: str) -> Document:
        """A new tax in the shape api-5053421 shows one in; its ids are upper case. `value` has 3 decimals."""
        return {"uuid": self.new_id().upper(), "name": name.wire(), "type": kind, "value": value}

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
        self.add_product(product)
        return product

    def add_product(self, product: Product) -> None:
        """Put a dish at the end of its category."""
        self.category(product).products.append(product)
        self._all_products = []

    def category(self, product: Product) -> Category:
        """The category a dish stands in."""
        return next(category for category in self.categories if category.id == product.category)

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
        self._all_products = []

    def _words(self, row: Document) -> Words:
        return Words(row["en"], row["ar"], self._random.random() < 0.5)

    def open_branch(self, row: Document, device_names: Sequence[str]) -> Branch:
        """A new branch with its devices; `row` as in `business.toml`."""
        branch_id, name = self.new_id(), self._words(row)
        entry = {
            "uuid": branch_id,
            "name": name.wire(),
            "phone": row["phone"],
            "address": {"en": row["aen"], "ar": row["aar"]},
            "latitude": row["latitude"],
            "longitude": row["longitude"],
        }
        branch = Branch(branch_id, name, [], entry)
        self.branches.append(branch)
        for label in device_names:
            self.add_device(branch, label)
        return branch

    def add_device(self, branch: Branch, label: str) -> None:
        """Put one more device into a branch."""
        device_id = self.new_id()
        branch.devices.append(device_id)
        brief = {"uuid": branch.id, "name": branch.name.wire()}
        self.devices.append({"uuid": device_id, "name": label, "branch": brief})

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
            sku=self.new_sku(),
            name=self._words(row),
            description=Words(row.get("den", ""), row.get("dar", "")),
            image=self._pictures.file_of(row["image"]) if "image" in row else None,
            price=mills(row["price"]) or 0,
            calories=row["kcal"],
            minutes=row["minutes"],
            category=category_id,
            variations=[
                Variation(self.new_id(), self.new_sku(), Words(en, ar, True), mills(price) or 0)
                for en, ar, price in row.get("sizes", [])
            ],
            modifiers=[self._sets[key] for key in row.get("modifiers", [])],
            by_weight=row.get("by_weight", False),
        )


def _people(random: Random, first: list[list[str]], family: list[list[str]], count: int) -> list[Customer]:
    pairs = random.sample([(a, b) for a in first for b in family], count)
    phones = random.sample(range(500_000_000, 599_999_999), count)
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


def _make_untidy(products: Sequence[Product]) -> None:
    """Leave what real menus have: a name in one language or in Arabic twice, a dish with no picture."""
    by_name = {product.name.en: product for product in products}
    by_name["V60 Filter Coffee"].name.ar = ""
    by_name["Laban"].image = None
    by_name["Areeka"].name.en = by_name["Areeka"].name.ar


def _read(name: str) -> Document:
    return tomllib.loads((_FOLDER / name).read_text("utf-8"))
