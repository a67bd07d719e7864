"""Reads the invoices from RETM, newest first, as far back as there is anything new."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from retm_desktop.domain.errors import OperatorError, SignInExpired, WrongCredentials
from retm_desktop.domain.orders import Invoice
from retm_desktop.providers.retm.client import Page, RetmClient
from retm_desktop.store.invoices import IncomingInvoice, Invoices
from retm_desktop.store.orders import Incoming, Orders, Source
from retm_desktop.store.settings import Settings

log = logging.getLogger(__name__)

PER_PAGE = 100
MOST_PAGES = 400
"""40,000 invoices at the most in one reading; the next goes on where RETM's list has news."""
RECONCILED = timedelta(hours=24)
LOOKED_BACK = timedelta(days=7)
"""How far back a reading looks for refunds, which change an invoice in the middle of the list without a word if no
webhook reaches us: with every reconciliation, and once in `LOOK_BACK_EVERY` seconds."""
LOOK_BACK_EVERY = 3600.0


class InvoicePull:
    """Keeps the invoices of one connection up to date; what an invoice tells of its order goes to the orders too.

    A reading goes on while a page holds anything new, and as far back as refunds are looked for; and to the end of the
    list as long as no reading ever got there: one that was broken off leaves no gap.
    """

    def __init__(
        self,
        connection_id: int,
        client: Callable[[], RetmClient],
        invoices: Invoices,
        orders: Orders,
        *,
        now: Callable[[], datetime],
        settings: Settings | None = None,
    ) -> None:
        """`client` is asked for at every reading; `settings` remember that the list was read to its end once."""
        self._connection_id = connection_id
        self._client = client
        self._invoices = invoices
        self._orders = orders
        self._now = now
        self._settings = settings
        self._whole = False
        self._look_back_at = 0.0

    async def pull(self, *, reconcile: bool = False) -> int:
        """Read once and return how many pages.

        A failure is logged and left to the next reading, since orders are whole without invoices.

        Raises:
            SignInExpired, WrongCredentials: nothing else can be read either.
        """
        pages = 0
        client = self._client()
        started = time.monotonic()
        far = started >= self._look_back_at
        depth = self._now() - (LOOKED_BACK if far else RECONCILED if reconcile else timedelta())
        known = self._was_whole
        try:
            async for page in client.every(client.invoices, most_pages=MOST_PAGES, per_page=PER_PAGE):
                pages += 1
                news = await self._take_in(page)
                if known and not news and _is_older(page, depth):
                    break
        except (SignInExpired, WrongCredentials):
            raise
        except OperatorError as error:
            log.info("invoices: %s after %d pages", error.code, pages)
            return pages
        if far:
            self._look_back_at = started + LOOK_BACK_EVERY
        self._was_whole = True
        return pages

    async def _take_in(self, page: Page[Invoice]) -> int:
        at = self._now()
        changed = await self._invoices.apply(
            self._connection_id, [IncomingInvoice(item.value, item.raw, at) for item in page.items]
        )
        if changed:
            await self._orders.apply(
                self._connection_id,
                [
                    Incoming(order=item.value.order, raw=item.raw, source=Source.POLL, at=at, event=item.value.event)
                    for item in page.items
                ],
            )
        return changed

    @property
    def _was_whole(self) -> bool:
        return self._settings.get(self._key, bool, False) if self._settings else self._whole

    @_was_whole.setter
    def _was_whole(self, whole: bool) -> None:
        self._whole = whole
        if self._settings:
            self._settings.set(self._key, whole)

    @property
    def _key(self) -> str:
        return f"invoices.{self._connection_id}.whole"


def _is_older(page: Page[Invoice], depth: datetime) -> bool:
    """Tell whether the list has come to `depth`; what RETM gives no date says nothing."""
    made = [item.value.order.created_at for item in page.items if item.value.order.created_at is not None]
    return not made or made[-1] < depth
