"""Pictures of the ledger: an evening with missed orders, one of them whole, the notice, and the sound's card."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from retm_desktop.domain.stages import Stage
from retm_desktop.store.intake import Incoming, Source
from retm_desktop.store.ledger import Comparison, LedgerQuery, Missed, Occasion
from retm_desktop.store.orders import OrderQuery

if TYPE_CHECKING:
    from tests.pictures import Studio

_MISSED = (Missed.OFFLINE, Missed.OFFLINE, Missed.CLOSED)


class LedgerPictures:
    """Photographs the ledger of a studio's program."""

    def __init__(self, studio: "Studio") -> None:
        self._studio = studio
        self._taken = 0

    async def take(self) -> None:
        """The list, one missed order whole, only what was missed, the notice over the orders, and the sound."""
        hand = self._studio.hand
        await self._miss()
        await hand.click("tab_orders")
        await hand.see(QWidget, "missed_notice")
        await self._studio.shoot("ledger-notice")
        await hand.click("tab_setup")
        await hand.click("setup_nav_ledger")
        await hand.click("ledger_span_all")
        await self._studio.rows("ledger_list")
        await self._studio.shoot("ledger")
        await hand.click("tab_orders")
        await hand.click("missed_notice_button")
        table = await self._studio.rows("ledger_list")
        await self._studio.shoot("ledger-missed")
        await hand.click_row(table, table.model().index(0, 0))
        await hand.see(QWidget, "ledger_detail")
        await self._studio.shoot("ledger-order")
        await hand.key("ledger_list", Qt.Key.Key_Escape)
        await hand.click("ledger_missed")
        await hand.click("setup_nav_program")
        scroll = await hand.see(QScrollArea, "setup_scroll")
        scroll.ensureWidgetVisible(await hand.see(QWidget, "setup_sound"), 0, 40)
        await self._studio.shoot("setup-sound")

    async def _miss(self) -> None:
        """Have orders come late, as after an outage; the gap detector does the same from RETM's list."""
        desk = self._studio.program.desk
        (row,) = await desk.orders.page(OrderQuery(desk.connection_id, stages=(Stage.DELIVERED,)), 0, 1)
        details = await desk.orders.details(row.key)
        if details is None:
            return
        now = desk.now()
        branches = sorted({one.branch_id for one in await desk.ledger.page(LedgerQuery(desk.connection_id), 0, 50)})
        for n, why in enumerate(_MISSED):
            self._taken += 1
            order = msgspec.structs.replace(
                details.order,
                id=f"missed-{self._taken}",
                number=str(1042 + self._taken),
                branch_id=branches[n % len(branches)],
                created_at=now - timedelta(minutes=16 + n),
            )
            told = Incoming(order=order, raw=msgspec.json.encode(order), source=Source.RECONCILE, at=now)
            applied = await desk.orders.apply(desk.connection_id, [told])
            await desk.ledger.judged(applied.new, why)
        reached = now - timedelta(hours=2)
        found = Comparison(now, Occasion.RECONNECT, reached, 312, len(_MISSED), reached)
        await desk.ledger.compared(desk.connection_id, found)
        await asyncio.sleep(0.3)
