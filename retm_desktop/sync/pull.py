"""Reads orders and invoices from RETM, newest first, as far back as there is anything new."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from retm_desktop.domain.errors import OperatorError, RateLimited, SignInExpired, WrongCredentials
from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.providers.retm.client import Page, RetmClient
from retm_desktop.store.ledger import Occasion
from retm_desktop.store.orders import Applied, Incoming, OrderQuery, Orders, Source
from retm_desktop.store.settings import Settings
from retm_desktop.sync.gaps import Gaps
from retm_desktop.sync.pace import Bell, Pace, jittered, later, wait_after
from retm_desktop.sync.status import Line

log = logging.getLogger(__name__)

PER_PAGE = 50
REACH_PAGES = 400
"""How many pages are read at the most to get back to what is known, after days without a connection."""
MOST_STRAIN = 6.0
CLOCK_DOUBT = timedelta(minutes=5)
RECONCILE_SPAN = timedelta(hours=24)
"""How far back a reconciliation goes for an order that is still open; older ones are found when somebody acts."""
COMPARED_SPAN = timedelta(hours=2)
"""How far back a reconciliation compares RETM's list with the store at least."""
OPEN_STAGES = tuple(stage for stage in Stage if stage.is_open)


class ReadInvoices(Protocol):
    """Reads the invoices that go with the orders; `reconcile` asks for a look further back."""

    def __call__(self, *, reconcile: bool) -> Awaitable[object]:
        """Read them."""


class Pulled(msgspec.Struct, frozen=True):
    """What a reading brought: pages read, orders new to the store, orders changed, orders listed in all."""

    pages: int = 0
    new: int = 0
    changed: int = 0
    listed: int = 0


def forget_mark(settings: Settings, connection_id: int) -> None:
    """Have the next reading of this connection's orders begin as if it were the first."""
    settings.set(_mark_key(connection_id), "")


def _mark_key(connection_id: int) -> str:
    return f"pull.{connection_id}.mark"


class _Tally:
    """What a reading has met so far."""

    def __init__(self) -> None:
        self.pages = self.new = self.changed = 0
        self.newest: datetime | None = None
        self.oldest: datetime | None = None
        self.last_made: datetime | None = None
        self.seen: set[str] = set()
        self.whole = False
        """The end of the list was reached."""

    def meet(self, page: Page[Order]) -> bool:
        """Count a page; False when every order on it was met before, as after the end of a list."""
        self.pages += 1
        ids = {order_key(item.value) for item in page.items}
        if ids <= self.seen:
            return False
        self.seen |= ids
        made = [item.value.created_at for item in page.items if item.value.created_at is not None]
        if made:
            self.newest = self.newest or max(made)
            self.oldest = min([*made, self.oldest] if self.oldest else made)
        self.last_made = made[-1] if made else None
        return True


class OrderPull:
    """Keeps the orders of one connection up to date by reading RETM's list.

    A reading begins at the newest page and goes on while a page holds anything new, and at least down to the newest
    order of the last reading that came to its end (the mark). So a reading that is broken off leaves no gap: what it
    had stored does not stop the next one. The mark is kept in `settings` to outlive the program.
    """

    def __init__(
        self,
        connection_id: int,
        client: Callable[[], RetmClient],
        orders: Orders,
        line: Line,
        *,
        now: Callable[[], datetime],
        pace: Pace | None = None,
        settings: Settings | None = None,
        gaps: Gaps | None = None,
        most_pages: int = 40,
        per_page: int = PER_PAGE,
    ) -> None:
        """`client` is asked for at every reading, since it is replaced after a sleep; one reading has `most_pages`."""
        self._connection_id = connection_id
        self._client = client
        self._orders = orders
        self._line = line
        self._now = now
        self._pace = pace or Pace()
        self._settings = settings
        self._gaps = gaps
        self._most_pages = most_pages
        self._per_page = per_page
        self._bell = Bell()
        self._reconcile: Occasion | None = Occasion.START
        self._kept_mark = ""
        self._moved_at = time.monotonic()
        self._strain = 1.0
        self.on_pulled: Callable[[Pulled], None] = lambda _: None
        """Told after every reading that succeeded."""
        self.read_invoices: ReadInvoices = _nothing
        """Awaited after a reading now and then: invoices come behind the orders they bill."""

    def ring(self) -> None:
        """Read soon: the operator asked, an action was sent, or a webhook told of something we do not know."""
        self._moved_at = time.monotonic()
        self._bell.ring()

    def reconcile(self, occasion: Occasion, *, soon: bool = True) -> None:
        """Compare RETM's list with the store, at once or when the next reading is due anyway.

        It is read down to the oldest order that is still open, and some hours at least.
        """
        self._reconcile = occasion
        if soon:
            self.ring()

    async def run(self) -> None:
        """Read again and again until cancelled."""
        failures = 0
        invoices_at = 0.0
        reconcile_at = 0.0
        while True:
            # What rings from here on may be younger than the page we are about to get.
            self._bell.clear()
            started = time.monotonic()
            if started >= reconcile_at:
                self._reconcile = self._reconcile or Occasion.REGULAR
            try:
                deep, self._reconcile = self._reconcile, None
                try:
                    await self.pull(reconcile=deep)
                except BaseException:
                    self._reconcile = self._reconcile or deep
                    raise
                if deep:
                    reconcile_at = started + self._pace.reconcile
                failures = 0
                self._strain = max(1.0, self._strain * 0.8)
                if deep or started >= invoices_at:
                    invoices_at = started + self._pace.invoices
                    await self.read_invoices(reconcile=deep is not None)
            except (SignInExpired, WrongCredentials) as error:
                self._line.failed(error)
                # Asking again is cheap: without other tokens the request does not even go out.
                await self._bell.wait(self._pace.idle_poll)
                continue
            except OperatorError as error:
                failures += 1
                if isinstance(error, RateLimited):
                    self._strain = min(MOST_STRAIN, self._strain * 2)
                wait = jittered(wait_after(error, failures, self._pace), self._pace.jitter)
                self._line.failed(error, later(self._now(), wait))
                log.info("orders: %s, again in %.1f s", error.code, wait)
                await self._rest(wait, held=isinstance(error, RateLimited))
                continue
            await self._rest(self._usual_wait())
            left = started + self._pace.shortest - time.monotonic()
            await asyncio.sleep(max(left, 0.0))

    async def _rest(self, seconds: float, *, held: bool = False) -> None:
        """Wait `seconds`, or less when it rings; a wait that RETM imposed (`held`) is kept to the end."""
        if held:
            await asyncio.sleep(seconds)
        elif await self._bell.wait(seconds):
            await asyncio.sleep(self._pace.debounce)

    def _usual_wait(self) -> float:
        idle = time.monotonic() - self._moved_at > self._pace.idle_after
        # Once throttled, RETM is asked less often for a while.
        usual = self._pace.idle_poll if idle else min(self._pace.idle_poll, self._pace.poll * self._strain)
        return jittered(usual, self._pace.jitter)

    async def pull(self, *, reconcile: Occasion | None = None) -> Pulled:
        """Read the newest orders once and store them.

        Args:
            reconcile: go down at least to the oldest order that is still open (a day at the most), and two hours.

        Raises:
            OperatorError: as the client does; what was read before stays stored, and the rest is owed.
        """
        depth = await self._depth(reconcile=reconcile is not None)
        first = self._mark() is None
        try:
            pulled, tally = await self._read(depth, Source.RECONCILE if reconcile else Source.POLL, first=first)
        finally:
            self._line.pulling(False)
        ahead = self._client().clock_skew or timedelta()
        if self._gaps is not None:
            await self._gaps.judge(ahead, history=first)
        # A date in the future (a wrong clock somewhere) must not hide what comes after it.
        latest = self._now() + ahead + CLOCK_DOUBT
        self._set_mark(min(tally.newest or self._now(), latest))
        self._line.updated()
        if reconcile is not None and self._gaps is not None:
            await self._gaps.compared(reconcile, tally.oldest or self._now(), pulled.listed, whole=tally.whole)
        if pulled.new or pulled.changed:
            self._moved_at = time.monotonic()
        self._strain = 1.0
        self.on_pulled(pulled)
        return pulled

    async def _read(self, depth: datetime | None, source: Source, *, first: bool) -> tuple[Pulled, _Tally]:
        """Return what the reading brought, and what it met."""
        tally = _Tally()
        # With a mark the end is known, however many orders came meanwhile; without one this is the first reading.
        most = self._most_pages if first else max(self._most_pages, REACH_PAGES)
        page = await self._ask(1, backlog=first)
        while tally.meet(page):
            # A backlog's next page is on its way while this one is stored.
            ahead = (first or tally.pages > 1) and not page.last and tally.pages < most
            following: Page[Order] | BaseException | None = None
            if ahead:
                stored, following = await asyncio.gather(
                    self._store(page, source), self._ask(tally.pages + 1, backlog=True), return_exceptions=True
                )
                if isinstance(stored, BaseException):
                    raise stored
                applied = stored
            else:
                applied = await self._store(page, source)
            tally.new += len(applied.new)
            tally.changed += len(applied.changed)
            deep_enough = depth is not None and tally.last_made is not None and tally.last_made < depth
            tally.whole = page.last
            if page.last or tally.pages >= most or (deep_enough and not applied.new and not applied.changed):
                break
            if isinstance(following, BaseException):
                raise following
            page = following or await self._ask(tally.pages + 1, backlog=True)
        else:
            tally.whole = True
        return Pulled(tally.pages, tally.new, tally.changed, len(tally.seen)), tally

    async def _ask(self, number: int, *, backlog: bool) -> Page[Order]:
        if backlog:
            # The usual reading of one page would only make the badge flicker.
            self._line.pulling(True)
        self._line.asked()
        page = await self._client().orders(page=number, per_page=self._per_page)
        self._line.answered()
        return page

    async def _store(self, page: Page[Order], source: Source) -> Applied:
        if self._gaps is not None:
            await self._gaps.keep_absences()
        at = self._now()
        incoming = [Incoming(order=item.value, raw=item.raw, source=source, at=at) for item in page.items]
        return await self._orders.apply(self._connection_id, incoming)

    async def _depth(self, *, reconcile: bool) -> datetime | None:
        """Return how far back this reading has to go at least; None is as far as it may."""
        mark = self._mark()
        if mark is None or not reconcile:
            return mark
        now = self._now()
        since = now - RECONCILE_SPAN
        query = OrderQuery(connection_id=self._connection_id, stages=OPEN_STAGES, oldest_first=True, since=since)
        rows = await self._orders.page(query, 0, 1)
        return min([mark, now - COMPARED_SPAN, *(row.created_at for row in rows if row.created_at is not None)])

    @property
    def _key(self) -> str:
        return _mark_key(self._connection_id)

    def _mark(self) -> datetime | None:
        text = self._settings.get(self._key, str, "") if self._settings else self._kept_mark
        return datetime.fromisoformat(text) if text else None

    def _set_mark(self, at: datetime) -> None:
        self._kept_mark = at.isoformat()
        if self._settings and self._settings.get(self._key, str, "") != self._kept_mark:
            self._settings.set(self._key, self._kept_mark)


async def _nothing(*, reconcile: bool) -> None:
    del reconcile


def order_key(order: Order) -> str:
    """Return what tells one order of a page from another."""
    return order.id or f"{order.number}|{order.invoice_id}|{order.partner_reference}"
