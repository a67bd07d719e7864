"""The menu as shelves: every category and group with its products, and what a search finds on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from retm_desktop.domain.menu import Category, Group, Product
from retm_desktop.domain.text import BilingualText, fold, searchable


class ShelfKind(StrEnum):
    """What keeps the products of a shelf together."""

    ALL = "all"
    CATEGORY = "category"
    LOOSE = "loose"
    """Products that name no category."""
    GROUP = "group"


_NAMELESS = BilingualText()


@dataclass(frozen=True)
class Shelf:
    """One entry of the side list; `key` stays the same as long as RETM keeps the id."""

    kind: ShelfKind
    id: str = ""
    name: BilingualText = _NAMELESS

    @property
    def key(self) -> str:
        """What tells shelves apart; ids differ in case between RETM's own documents."""
        return f"{self.kind}:{self.id.casefold()}"


ALL = Shelf(ShelfKind.ALL)


class SearchLine(NamedTuple):
    """What a search looks through for one product: its name, and everything else that tells of it."""

    name: str
    rest: str

    def holds(self, words: Sequence[str]) -> bool:
        """Tell whether every one of the folded `words` is somewhere in it."""
        return all(word in self.name or word in self.rest for word in words)


def search_line(product: Product) -> SearchLine:
    """Return the folded texts of a product."""
    parts = [product.description.en, product.description.ar, product.category.en, product.category.ar, product.id]
    for variation in product.variations:
        parts += [variation.name.en, variation.name.ar, variation.sku]
    return SearchLine(searchable(product.name.en, product.name.ar), searchable(*parts))


class Shelves:
    """Products in RETM's order, sorted onto shelves; built once a reading."""

    def __init__(
        self,
        products: Sequence[Product] = (),
        categories: Sequence[Category] = (),
        groups: Sequence[Group] = (),
        lines: Sequence[SearchLine] | None = None,
    ) -> None:
        """`lines` run beside `products`; folding thousands takes its time, so a view has them made in slices."""
        self.products = tuple(products)
        self._lines = [search_line(product) for product in products] if lines is None else lines
        on: dict[str, list[int]] = {}
        shelves = {c.key: c for c in (Shelf(ShelfKind.CATEGORY, each.id, each.name) for each in categories)}
        loose = Shelf(ShelfKind.LOOSE)
        key_of: dict[str, str] = {}
        for number, product in enumerate(self.products):
            key = key_of.get(product.category_id)
            if key is None:
                named = Shelf(ShelfKind.CATEGORY, product.category_id, product.category)
                shelf = named if product.category_id else loose
                key = key_of[product.category_id] = shelf.key
                shelves.setdefault(key, shelf)
                on.setdefault(key, [])
            on[key].append(number)
        if loose.key in shelves:
            shelves[loose.key] = shelves.pop(loose.key)
        self._places: dict[str, int] = {}
        for number, product in enumerate(self.products):
            self._places.setdefault(product.id.casefold(), number)
        for group in groups:
            shelf = Shelf(ShelfKind.GROUP, group.id, group.name)
            shelves[shelf.key] = shelf
            if group.product_ids:
                found = dict.fromkeys(self._places.get(each.casefold()) for each in group.product_ids)
                on[shelf.key] = [number for number in found if number is not None]
        on[ALL.key] = list(range(len(self.products)))
        for shelf in shelves.values():
            if shelf.kind is not ShelfKind.GROUP:
                on.setdefault(shelf.key, [])
        self.shelves: tuple[Shelf, ...] = (ALL, *shelves.values())
        """"All" first, then categories in RETM's order, then products without one, then groups."""
        self._on = on

    def find(self, key: str, text: str = "") -> list[Product]:
        """Return what stands on a shelf and holds every word of `text`; names that match come first."""
        words = fold(text).split()
        numbers = self._on.get(key, [])
        if not words:
            return [self.products[n] for n in numbers]
        matching = [n for n in numbers if self._lines[n].holds(words)]
        matching.sort(key=lambda n: not all(word in self._lines[n].name for word in words))
        return [self.products[n] for n in matching]

    def counts(self, text: str = "") -> dict[str, int]:
        """Return by key how many products `find` would return; a group whose products RETM did not list is left out."""
        words = fold(text).split()
        if not words:
            return {key: len(numbers) for key, numbers in self._on.items()}
        matching = {n for n, line in enumerate(self._lines) if line.holds(words)}
        return {key: sum(n in matching for n in numbers) for key, numbers in self._on.items()}

    def product(self, product_id: str) -> Product | None:
        """Return the product of this id, None when it is gone."""
        place = self._places.get(product_id.casefold())
        return None if place is None else self.products[place]

    def groups_of(self, product: Product) -> list[Shelf]:
        """Return the groups a product is in, as far as RETM lists what belongs to them."""
        place = self._places.get(product.id.casefold())
        groups = (shelf for shelf in self.shelves if shelf.kind is ShelfKind.GROUP)
        return [shelf for shelf in groups if place in self._on.get(shelf.key, ())]
