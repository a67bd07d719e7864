"""Reads the menu and the restaurant around it from RETM: what a cashier needs first comes first."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import msgspec

from retm_desktop.domain.errors import (
    NotFound,
    Offline,
    OperatorError,
    RateLimited,
    SignInExpired,
    WrongCredentials,
)
from retm_desktop.domain.menu import Group, Product
from retm_desktop.providers.retm.client import Received, RetmClient
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.sync.menu import MOST_PAGES, PER_PAGE, Entries, MenuCalls, will_stay
from retm_desktop.sync.pace import LONGEST_WAIT, Bell, Pace, backoff, jittered, later
from retm_desktop.sync.status import Line

log = logging.getLogger(__name__)

T = TypeVar("T")

NEEDED_FIRST = (
    Kind.BRANCH,
    Kind.ORDER_TYPE,
    Kind.PRODUCT,
    Kind.PAYMENT_METHOD,
    Kind.CHARGE,
    Kind.CATEGORY,
    Kind.DEVICE,
    Kind.TAX,
    Kind.GROUP,
    Kind.PRICE_LIST,
    Kind.CUSTOMER,
)
"""The order of a reading: what making an order needs comes first."""
OF_THE_MENU = frozenset({Kind.PRODUCT, Kind.CATEGORY, Kind.GROUP})
"""What need not be read again where the simple list agrees with the store."""
MENU_IS_OLD = timedelta(hours=1)
"""The simple list tells of names and prices only: after this time the menu is read whole whatever it says."""
LONGEST_UNREST = 10
"""Times the debounce: how long a stream of menu webhooks may put a reading off."""
THROTTLED_TRIES = 3


class CataloguePull:
    """Keeps the catalogue of one connection up to date; one kind that fails never stops the others."""

    def __init__(
        self,
        connection_id: int,
        client: Callable[[], RetmClient],
        catalogue: Catalogue,
        line: Line,
        *,
        now: Callable[[], datetime],
        pace: Pace | None = None,
    ) -> None:
        """`client` is asked for at every reading, since it is replaced after a sleep."""
        self._connection_id = connection_id
        self._client = client
        self._catalogue = catalogue
        self._line = line
        self._now = now
        self._pace = pace or Pace()
        self._menu = MenuCalls(client, line)
        self._bell = Bell()
        self._held = self._looked = False
        self._customers_asked = False
        self.errors: dict[Kind, OperatorError] = {}
        """Why a kind could not be read the last time; a kind that was read is not in it."""
        self.on_errors: Callable[[], None] = lambda: None
        """Told when `errors` changed."""

    def ring(self, *, customers: bool = False) -> None:
        """Read everything soon: the menu changed, or the operator asked, who means the `customers` too."""
        self._customers_asked |= customers
        self._bell.ring()

    async def look_at(self, product_id: str) -> None:
        """Ask for one product; where it is another one than is stored, or gone, read everything soon."""
        # Who walks through the products with the arrow keys asks for the last one only.
        await asyncio.sleep(2 * self._pace.debounce)
        held = await self._catalogue.get(self._connection_id, Kind.PRODUCT, product_id, Product)
        if held is not None and await self._menu.differs(held[0]):
            self._looked = True
            self.ring()

    def line_is_back(self) -> None:
        """Read soon if something could not be read for want of a line or a sign-in."""
        if self._held or any(isinstance(error, Offline) for error in self.errors.values()):
            self.ring()

    async def run(self) -> None:
        """Read at once and then every quarter of an hour until cancelled; what failed is tried again earlier.

        The first reading, and each that somebody rang for, is whole; the others look first whether the menu changed.
        """
        failures = 0
        whole_at = 0.0
        rung = True
        while True:
            self._bell.clear()
            whole = time.monotonic() >= whole_at
            try:
                if whole:
                    await self.refresh(look_first=not rung)
                else:
                    await self.refresh([kind for kind in NEEDED_FIRST if self._worth_trying(kind)])
            except (SignInExpired, WrongCredentials) as error:
                self._line.failed(error)
                self._held = True
                await self._bell.wait(self._pace.idle_poll)
                continue
            self._held = False
            if whole:
                whole_at = time.monotonic() + self._pace.catalogue
            wait = whole_at - time.monotonic()
            failures = failures + 1 if any(map(self._worth_trying, NEEDED_FIRST)) else 0
            if failures:
                wait = min(wait, backoff(failures, 2 * self._pace.poll, self._pace.catalogue))
            rung = await self._bell.wait(jittered(wait, self._pace.jitter))
            if rung:
                whole_at = 0.0
                await self._rest()

    async def _rest(self) -> None:
        """Wait until nobody has rung for a moment: many changes of the menu are one reading."""
        latest = time.monotonic() + LONGEST_UNREST * self._pace.menu_debounce
        while time.monotonic() < latest:
            if not await self._bell.wait(self._pace.menu_debounce):
                return

    def _worth_trying(self, kind: Kind) -> bool:
        """Tell whether a kind that failed may work soon; a path RETM does not have will not come by asking often."""
        error = self.errors.get(kind)
        return error is not None and not will_stay(error)

    async def refresh(self, kinds: Sequence[Kind] = NEEDED_FIRST, *, look_first: bool = False) -> None:
        """Read the named kinds once and put each into the store as soon as it is whole.

        With `look_first` the menu is left as it is where the simple list agrees with it. Failures are kept in `errors`.
        Once the line is found broken, the remaining kinds are not tried.

        Raises:
            SignInExpired: nothing else can be read either.
        """
        broken: Offline | None = None
        unchanged = OF_THE_MENU if look_first and await self._menu_agrees() else frozenset[Kind]()
        for kind in kinds:
            if kind in unchanged:
                continue
            if kind is Kind.CUSTOMER and not await self._customers_due():
                continue
            if broken is not None:
                self._note(kind, broken)
                continue
            try:
                if kind is Kind.GROUP:
                    await self._take_groups()
                elif kind is Kind.PRODUCT:
                    await self._take_products()
                else:
                    begun = self._now()
                    await self._keep(kind, await self._patiently(partial(self._read, kind)), begun)
            except (SignInExpired, WrongCredentials):
                raise
            except Offline as error:
                broken = error
                self._note(kind, error)
            except OperatorError as error:
                log.info("%s could not be read: %s", kind, error.code)
                self._note(kind, error)
            else:
                self._note(kind, None)
                self._customers_asked &= kind is not Kind.CUSTOMER
            await asyncio.sleep(0)

    async def _customers_due(self) -> bool:
        """Customers are many and change rarely, and their webhook tells of changes: hourly is enough, unless asked."""
        least = self._pace.customers_asked if self._customers_asked else self._pace.customers
        at = await self._catalogue.refreshed_at(self._connection_id, Kind.CUSTOMER)
        due = at is None or abs((self._now() - at).total_seconds()) >= least
        # What was asked for and fails is tried again; what is new enough answers the operator.
        self._customers_asked &= due
        return due

    def _note(self, kind: Kind, error: OperatorError | None) -> None:
        before = self.errors.get(kind)
        if error is None:
            self.errors.pop(kind, None)
        else:
            self.errors[kind] = error
        if (before and before.code) != (error and error.code):
            self.on_errors()

    async def _menu_agrees(self) -> bool:
        """Tell whether a look at the simple list shows that the menu need not be read."""
        at = await self._catalogue.refreshed_at(self._connection_id, Kind.PRODUCT)
        if at is None or abs(self._now() - at) >= MENU_IS_OLD or OF_THE_MENU & self.errors.keys():
            return False
        held = await self._catalogue.all(self._connection_id, Kind.PRODUCT, Product)
        try:
            return await self._menu.agree(held)
        except (SignInExpired, WrongCredentials):
            raise
        except OperatorError as error:
            log.info("the menu could not be looked at: %s", error.code)
            return False

    async def _keep(self, kind: Kind, entries: Entries, begun: datetime) -> None:
        # The time it began: what changed at RETM meanwhile may not be in it.
        await self._catalogue.replace(self._connection_id, kind, entries, begun)

    async def _take_products(self) -> None:
        """Put the products into the store, unless another price list was chosen while they were read."""
        begun, prices = self._now(), self._client().price_list
        held = await self._catalogue.all(self._connection_id, Kind.PRODUCT, Product)
        skus = {product.id.casefold(): product.sku for product in held}
        entries = await self._patiently(lambda: self._menu.products(skus))
        if self._client().price_list != prices:
            return
        changed = await self._catalogue.replace(self._connection_id, Kind.PRODUCT, entries, begun, price_list=prices)
        if self._looked and not changed:
            self._menu.looked_in_vain()
        self._looked = False

    async def _patiently(self, read: Callable[[], Awaitable[T]]) -> T:
        for _ in range(THROTTLED_TRIES - 1):
            try:
                return await read()
            except RateLimited as error:
                wait = min(LONGEST_WAIT, error.retry_after or self._pace.poll)
                self._line.failed(error, later(self._now(), wait))
                await asyncio.sleep(wait)
        return await read()

    async def _read(self, kind: Kind) -> Entries:
        client = self._client()
        if kind is Kind.CATEGORY:
            return await self._categories(client)
        if kind is Kind.CUSTOMER:
            return await self._menu.paged(client.every(client.customers, most_pages=MOST_PAGES, per_page=PER_PAGE))
        plain: dict[Kind, Callable[[], Awaitable[Sequence[Received[Any]]]]] = {
            Kind.BRANCH: client.branches,
            Kind.ORDER_TYPE: client.order_types,
            Kind.PAYMENT_METHOD: client.payment_methods,
            Kind.CHARGE: client.charges,
            Kind.DEVICE: client.devices,
            Kind.TAX: client.taxes,
            Kind.GROUP: client.groups,
            Kind.PRICE_LIST: client.price_lists,
        }
        received = await plain[kind]()
        self._line.answered()
        return [(item.value, item.raw) for item in received]

    async def _categories(self, client: RetmClient) -> Entries:
        """Read the list of categories, empty ones among them; where RETM has none, take those of the whole menu."""
        try:
            received = await client.categories()
        except NotFound:
            if not self._menu.categories:
                raise
            return self._menu.categories
        self._line.answered()
        return [(item.value, item.raw) for item in received]

    async def _take_groups(self) -> None:
        """Put the groups into the store, each with the ids of its products, which only its own page tells.

        A group whose page fails keeps the products known before. Once the line is broken or RETM throttles, no further
        page is asked for.

        Raises:
            OperatorError: after the groups are stored, the failure of a page; one that may pass rather than one that
                will stay.
        """
        client, begun = self._client(), self._now()
        listed: Entries = await self._patiently(partial(self._read, Kind.GROUP))
        held = await self._catalogue.all(self._connection_id, Kind.GROUP, Group)
        known = {group.id: group.product_ids for group in held}
        entries: Entries = []
        failures: list[OperatorError] = []
        stopped = False
        for group, raw in listed:
            ids = known.get(group.id) or group.product_ids
            if not stopped:
                try:
                    ids = await self._patiently(partial(self._products_of, client, group.id))
                except (SignInExpired, WrongCredentials):
                    raise
                except OperatorError as error:
                    log.info("the products of group %s could not be read: %s", group.id, error.code)
                    failures.append(error)
                    stopped = isinstance(error, Offline | RateLimited)
            entries.append((msgspec.structs.replace(group, product_ids=ids), raw))
        await self._keep(Kind.GROUP, entries, begun)
        if failures:
            # The last one first: where it stopped the reading, it is the one the caller has to know of.
            raise next((error for error in reversed(failures) if not will_stay(error)), failures[0])

    async def _products_of(self, client: RetmClient, group_id: str) -> tuple[str, ...]:
        """Return the ids of a group's products in RETM's order (api-29527731)."""
        ids: dict[str, None] = {}
        page_of = partial(client.group, group_id)
        async for page in client.every(page_of, most_pages=MOST_PAGES, per_page=PER_PAGE):
            self._line.answered()
            ids.update(dict.fromkeys(item.value.id for item in page.items))
            await asyncio.sleep(0)
        return tuple(ids)
