"""Which of RETM's calls the menu is read with: the whole menu, else the list, else by category (decision 0011)."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

import msgspec

from retm_desktop.domain.errors import (
    Forbidden,
    NotFound,
    Offline,
    OperatorError,
    RateLimited,
    Rejected,
    SignInExpired,
    UnreadableAnswer,
    WrongCredentials,
)
from retm_desktop.domain.menu import Category, Product, menu_change
from retm_desktop.providers.retm import wire
from retm_desktop.providers.retm.client import Page, Received, RetmClient
from retm_desktop.providers.retm.pages import split
from retm_desktop.providers.retm.values import decode, identity
from retm_desktop.slices import in_slices
from retm_desktop.sync.status import Line

log = logging.getLogger(__name__)

T = TypeVar("T")
Entries = list[tuple[Any, bytes]]
"""Values with RETM's own documents."""

PER_PAGE = 100
MOST_PAGES = 400
LOOK_EVERY = 60.0
"""Seconds between two looks at the same product."""

_MENU, _PRODUCTS, _SIMPLE = "menu", "products", "simple_list"
_NOTHING_ELSE_WORKS = (Offline, RateLimited, SignInExpired, WrongCredentials)
"""After these another call would fail as well, or must not be made."""


def will_stay(error: OperatorError) -> bool:
    """Tell whether a call that failed so fails again until somebody at RETM, or a path here, is changed."""
    return isinstance(error, NotFound | Forbidden | Rejected)


class MenuCalls:
    """Reads the products of one connection. What RETM turns out not to have is not asked for again in this run."""

    def __init__(self, client: Callable[[], RetmClient], line: Line) -> None:
        """`client` is asked for at every reading; another one (other paths) is asked for everything again."""
        self._client = client
        self._line = line
        self._asked: RetmClient | None = None
        self._absent: set[str] = set()
        self._looked: dict[str, float] = {}
        self._single_serves: bool | None = None
        self._single_misleads = False
        self.categories: Entries = []
        """The categories as the whole menu listed them the last time; none where it was not read."""

    async def products(self, known_skus: Mapping[str, str]) -> Entries:
        """Return every product in RETM's order, with the SKU the simple list tells.

        `known_skus` are those stored before, by folded id, for a simple list that fails this time.

        Raises:
            OperatorError: no call brought the products.
        """
        client = self._present()
        simple = await self._simple(client)
        skus = known_skus if simple is None else {_key(item.value): item.value.sku for item in simple}
        entries = await self._whole_menu(client)
        if not entries or not _holds_all(entries, simple or ()):
            entries = await self._listed_instead(client, entries)
        return await in_slices(lambda entry: (_with_sku(entry[0], skus), entry[1]), entries)

    async def agree(self, held: Sequence[Product]) -> bool:
        """Look at the simple list: do ids, names and prices there agree with the stored products?

        False as well where RETM has no such list, or one that tells no prices.

        Raises:
            OperatorError: the line or the sign-in is broken, or RETM throttles.
        """
        simple = await self._simple(self._present())
        if not simple or len(simple) != len(held):
            return False
        stored = {_key(product): product for product in held}

        def agrees(item: Received[Product]) -> bool:
            product = stored.get(_key(item.value))
            return (
                product is not None
                and _tells_price(item.raw)
                and (product.name, product.price) == (item.value.name, item.value.price)
            )

        return all(await in_slices(agrees, simple))

    async def differs(self, held: Product) -> bool:
        """Ask for one product (api-11176998): is it another one, or gone, so that the menu has to be read again?

        The same product is asked for once a minute at most. An answer that does not come says nothing; nor does a 404,
        after the first one, while no product was ever answered: then it is the path that RETM does not have.
        """
        client, now, key = self._present(), time.monotonic(), _key(held)
        if self._single_misleads:
            return False
        self._looked = {one: at for one, at in self._looked.items() if now - at < LOOK_EVERY}
        if key in self._looked:
            return False
        self._looked[key] = now
        try:
            told = (await client.product(held.id)).value
        except NotFound:
            first, self._single_serves = self._single_serves is None, self._single_serves or False
            return first or self._single_serves
        except OperatorError as error:
            log.info("a product could not be looked at: %s", error.code)
            return False
        self._line.answered()
        self._single_serves = True
        return menu_change([held], [told], datetime.now(UTC)) is not None

    def looked_in_vain(self) -> None:
        """A product differed and the menu read for it did not: RETM tells it in two ways, and is not asked again."""
        self._single_misleads = True

    async def paged(self, pages: AsyncIterator[Page[Any]]) -> Entries:
        """Return the entries of all pages."""
        entries: Entries = []
        async for page in pages:
            self._line.answered()
            entries += [(item.value, item.raw) for item in page.items]
            await asyncio.sleep(0)
        return entries

    def _present(self) -> RetmClient:
        client = self._client()
        if client is not self._asked:
            self._asked = client
            self._absent.clear()
            self._single_serves = None
        return client

    async def _simple(self, client: RetmClient) -> Sequence[Received[Product]] | None:
        """Return the simple list; None where RETM has none, or it fails for itself alone."""
        if _SIMPLE in self._absent:
            return None
        try:
            found = await client.simple_list()
        except _NOTHING_ELSE_WORKS:
            raise
        except OperatorError as error:
            self._note_absent(_SIMPLE, error)
            return None
        self._line.answered()
        return found

    async def _whole_menu(self, client: RetmClient) -> Entries | None:
        """Return the products of the whole-menu call; None where it fails for itself alone."""
        self.categories = []
        if _MENU in self._absent:
            return None
        try:
            sections = await client.menu()
        except _NOTHING_ELSE_WORKS:
            raise
        except OperatorError as error:
            self._note_absent(_MENU, error)
            return None
        self._line.answered()
        entries: dict[str, tuple[Product, bytes]] = {}
        for section in sections:
            category = section.value.category
            members = _members(section.raw)
            self.categories.append((category, _without_products(members)))
            await asyncio.sleep(0)
            for product, raw in await in_slices(partial(_placed, category), _documents(section.value, members)):
                entries.setdefault(_key(product), (product, raw))
        return list(entries.values())

    async def _listed_instead(self, client: RetmClient, of_menu: Entries | None) -> Entries:
        """Return what the other calls list, where the whole menu failed (None), is empty, or leaves products out."""
        try:
            listed = await self._listed(client)
        except OperatorError as error:
            if of_menu is None or not will_stay(error):
                raise
            return of_menu
        if listed and of_menu == []:
            log.info("the whole menu holds no product")
            self._absent.add(_MENU)
        return listed

    async def _listed(self, client: RetmClient) -> Entries:
        """Read the products list; where RETM has none (its path is assumed), category by category (api-11176971)."""
        if _PRODUCTS not in self._absent:
            try:
                found = await self.paged(client.every(client.products, most_pages=MOST_PAGES, per_page=PER_PAGE))
            except (NotFound, Forbidden, Rejected, UnreadableAnswer) as error:
                self._note_absent(_PRODUCTS, error)
            else:
                if found:
                    return found
        entries: dict[str, tuple[Product, bytes]] = {}
        for category in await client.categories():
            shelf = partial(client.category, category.value.id)
            found = await self.paged(client.every(shelf, most_pages=MOST_PAGES, per_page=PER_PAGE))
            for product, raw in await in_slices(partial(_placed, category.value), found):
                entries.setdefault(_key(product), (product, raw))
        return list(entries.values())

    def _note_absent(self, call: str, error: OperatorError) -> None:
        log.info("%s does not serve: %s", call, error.code)
        if will_stay(error) or isinstance(error, UnreadableAnswer):
            self._absent.add(call)


class _Simple(msgspec.Struct):
    price: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


def _tells_price(raw: bytes) -> bool:
    try:
        return msgspec.json.decode(raw, type=_Simple).price is not msgspec.UNSET
    except (msgspec.DecodeError, ValueError):
        return False


def _key(product: Product) -> str:
    """Return what a product is known by: RETM writes one id in either letter case."""
    return product.id.casefold()


def _holds_all(entries: Entries, simple: Sequence[Received[Product]]) -> bool:
    """Tell whether the whole menu leaves out no product that the simple list names."""
    held = {_key(product) for product, _ in entries}
    missing = sum(_key(item.value) not in held for item in simple)
    if missing:
        log.info("the whole menu leaves out %d products of the simple list", missing)
    return not missing


def _with_sku(product: Product, skus: Mapping[str, str]) -> Product:
    sku = "" if product.sku else skus.get(_key(product), "")
    return msgspec.structs.replace(product, sku=sku) if sku else product


def _placed(category: Category, entry: tuple[Product, bytes]) -> tuple[Product, bytes]:
    """Return a product with the category it was found in, where its own document names none."""
    product, raw = entry
    if product.category_id:
        return entry
    return msgspec.structs.replace(product, category_id=category.id, category=product.category or category.name), raw


def _members(section: bytes) -> dict[str, msgspec.Raw]:
    """Return the members of one category of the menu, none where they stand inside something else."""
    try:
        return msgspec.json.decode(section, type=dict[str, msgspec.Raw])
    except ValueError:
        return {}


def _without_products(members: dict[str, msgspec.Raw]) -> bytes:
    return msgspec.json.encode({key: value for key, value in members.items() if key != "products"})


def _documents(section: wire.MenuSection, members: dict[str, msgspec.Raw]) -> list[tuple[Product, bytes]]:
    """Return the products of one category of the menu, each with its own part of RETM's document."""
    products = section.products
    try:
        raws = split(bytes(members["products"]), 1).items
    except (KeyError, UnreadableAnswer):
        raws = ()
    if len(raws) == len(products):
        return list(zip(products, raws, strict=True))
    # What could not be read was left out of the values.
    by_id = {_id_in(raw): raw for raw in raws}
    return [(product, by_id.get(_key(product), b"{}")) for product in products]


def _id_in(product: bytes) -> str:
    try:
        return identity(decode(product)).casefold()
    except UnreadableAnswer:
        return ""
