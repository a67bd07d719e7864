"""The account's transactions and settlements, read into the store."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import pairwise

from retm_desktop.domain.payments import Settlement, SettlementKind, SettlementLine, Transaction
from retm_desktop.providers.payment_service import PaymentService
from retm_desktop.store.takings import Takings

_MOST_PAGES = 100
_PAGES_ANEW = 2
"""So many pages are always read: what was paid today may have been given back today."""


class TakingsReader:
    """Reads what an account took."""

    def __init__(
        self,
        connection_id: int,
        service: Callable[[], PaymentService],
        takings: Takings,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._connection_id = connection_id
        self._service = service
        self._takings = takings
        self._now = now
        self._reading = asyncio.Lock()

    async def refresh(self) -> None:
        """Read transactions until a page brings nothing that is not kept; raises Offline and others.

        In which order they come is not documented: where it is not the newest first, every page is read. So it is
        after a reading that broke off, since what lies below it may be missing.
        """
        async with self._reading:
            cursor, seen = "", set[str]()
            whole = await self._takings.is_whole(self._connection_id)
            for number in range(_MOST_PAGES):
                page = await self._service().transactions(cursor)
                ids = [one.id for one in page.transactions if one.id]
                known = await self._takings.known(self._connection_id, ids)
                if whole and not set(ids) <= known:
                    await self._takings.set_whole(self._connection_id, False)
                await self._takings.put(self._connection_id, [one for one in page.transactions if one.id])
                cursor = page.cursor
                nothing_new = whole and set(ids) <= known and number + 1 >= _PAGES_ANEW
                if not cursor or cursor in seen or not ids or (nothing_new and _newest_first(page.transactions)):
                    await self._takings.set_whole(self._connection_id, True)
                    return
                seen.add(cursor)

    async def settle(self, day: date) -> None:
        """Read a day's settlement, payments and refunds; raises Offline and others."""
        lines: list[SettlementLine] = []
        for kind in SettlementKind:
            lines += await self._service().settlement(day, kind)
        await self._takings.put_settlement(self._connection_id, Settlement(day, tuple(lines)), self._now())


def _newest_first(transactions: Sequence[Transaction]) -> bool:
    moments = [one.created_at for one in transactions if one.created_at is not None]
    return all(earlier <= later for later, earlier in pairwise(moments))
