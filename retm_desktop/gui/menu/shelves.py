"""The menu as shelves: every category and group with its products, and what a search finds on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

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


class Shelves:
    """Products in RETM's order, sorted onto shelves; built once a reading, off the window's thread."""

    def __init__(
        self, products: Sequence[Product] = (), categories: Sequence[Category] = (), groups: Sequence[Group] = ()
    ) -> None:
        self.products = tuple(products)
        self._names = [searchable(p.name.en, p.name.ar) for p in self.products]
        self._all_words = [
            f"{name} {_other_words(product)}" for name, product in zip(self._names, self.products, strict=True)
        ]
        on: dict[str, list[int]] = {}
        shelves = {c.key: c for c in (Shelf(ShelfKind.CATEGORY, each.id, each.name) for each in categories)}
        loose = Shelf(ShelfKind.LOOSE)
        for number, product in enumerate(self.products):
            shelf = Shelf(ShelfKind.CATEGORY, product.category_id, product.category) if product.category_id else loose
            shelves.setdefault(shelf.key, shelf)
            on.setdefault(shelf.key, []).append(number)
        if loose.key in shelves:
            shelves[loose.key] = shelves.pop(loose.key)
        places: dict[str, int] = {}
        for number, product in enumerate(self.products):
            places.setdefault(product.id.casefold(), number)
        for group in groups:
            shelf = Shelf(ShelfKind.GROUP, group.id, group.name)
            shelves[shelf.key] = shelf
            if group.product_ids:
                found = dict.fromkeys(places.get(each.casefold()) for each in group.product_ids)
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
        matching = [n for n in numbers if _holds(self._all_words[n], words)]
        matching.sort(key=lambda n: not _holds(self._names[n], words))
        return [self.products[n] for n in matching]

    def counts(self, text: str = "") -> dict[str, int]:
        """Return by key how many products `find` would return; a group whose products RETM did not list is left out."""
        words = fold(text).split()
        if not words:
            return {key: len(numbers) for key, numbers in self._on.items()}
        matching = {n for n, line in enumerate(self._all_words) if _holds(line, words)}
        return {key: sum(n in matching for n in numbers) for key, numbers in self._on.items()}

    def product(self, product_id: str) -> Product | None:
        """Return the product of this id, None when it is gone."""
        wanted = product_id.casefold()
        return next((p for p in self.products if p.id.casefold() == wanted), None)


def _holds(line: str, words: Sequence[str]) -> bool:
    return all(word in line for word in words)


def _other_words(product: Product) -> str:
    parts = [product.description.en, product.description.ar, product.category.en, product.category.ar, product.id]
    for variation in product.variations:
        parts += [variation.name.en, variation.name.ar, variation.sku]
    return searchable(*parts)
