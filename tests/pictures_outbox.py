"""Pictures of unsent work: the seconds to take something back, the outbox, an order that is edited, and leaving."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from retm_desktop.domain.business import OrderType
from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import CancelOrder, CreateOrder, CreateOrderType, MoveOrder
from retm_desktop.domain.menu import Product
from retm_desktop.domain.orders import Line, OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.orders import OrderQuery
from retm_desktop.store.outbox import Action, ActionState
from retm_desktop.tour.hand import NotSeen

if TYPE_CHECKING:
    from tests.pictures import Studio

_PATIENCE = 300


class OutboxPictures:
    """Photographs the unsent work of a studio's program; it leaves the outbox empty."""

    def __init__(self, studio: "Studio", sandbox: Sandbox) -> None:
        self._studio = studio
        self._sandbox = sandbox

    async def take(self) -> None:
        """Every screen of unsent work in the present look."""
        await self._empty()
        await self._undo()
        await self._list_and_leaving()

    async def _empty(self) -> None:
        self._studio.program.window.tabs.show_unsent()
        await self._studio.hand.see(QWidget, "outbox_page")
        await self._studio.shoot("outbox-empty")

    async def _undo(self) -> None:
        hand, house = self._studio.hand, self._studio.program.house
        await hand.click("tab_orders")
        page = await hand.see(OrdersPage, "orders_page")
        first, second, third = await self._open_orders(3)
        page.show_order(first)
        cancel = await house.do(CancelOrder("The customer asked for it"), first)
        other = await house.do(MoveOrder(Stage.DELIVERED), second)
        await hand.see(QWidget, f"undo_{other.id}")
        await self._studio.shoot("outbox-undo")
        await hand.click(f"undo_{cancel.id}")
        await house.withdraw(other.id)
        create = await house.do(await self._intent("RD-PICTURE", third))
        await hand.click(f"undo_{create.id}")
        await hand.see(QWidget, f"undo_edit_{create.id}")
        await self._studio.shoot("outbox-taken-back")
        await hand.click(f"undo_edit_{create.id}")
        await hand.see(QWidget, "new_order_total")
        await self._studio.shoot("outbox-edit-taken-back")
        await self._studio.discard_ticket()

    async def _list_and_leaving(self) -> None:
        hand, house = self._studio.hand, self._studio.program.house
        keys = await self._open_orders(3)
        refused = await house.do(await self._intent("RD-REFUSED", keys[0], product_id="no-longer-there"))
        await house.retry(refused.id)
        await self._in_state(refused, ActionState.FAILED)
        self._sandbox.set_faults({"drop": 1.0})
        unknown = await house.do(await self._intent("RD-UNKNOWN", keys[0]))
        await house.retry(unknown.id)
        await self._in_state(unknown, ActionState.UNKNOWN)
        offline = self._sandbox.offline()
        await asyncio.to_thread(offline.__enter__)
        try:
            self._sandbox.set_faults({})
            made: list[Action] = [
                await house.do(MoveOrder(Stage.OUT, "Salem", "0500000003"), keys[1]),
                await house.do(CreateOrderType(OrderType("", BilingualText("Curbside", "من السيارة"), 4))),
                await house.do(CancelOrder("The customer asked for it"), keys[2]),
            ]
            await self._tried(made[0])
            self._studio.program.window.tabs.show_unsent()
            await hand.see(QWidget, f"outbox_action_{made[-1].id}")
            await self._studio.shoot("outbox-list")
            await hand.click(f"outbox_edit_{made[0].id}")
            await hand.see(QWidget, "driver_dialog")
            await self._studio.shoot("outbox-driver")
            await hand.click("driver_leave")
            await hand.click(f"outbox_edit_{refused.id}")
            await hand.see(QWidget, "new_order_replacing")
            await self._studio.shoot("outbox-edit")
            await self._studio.discard_ticket()
            self._studio.program.window.close()
            await hand.see(QWidget, "leave_dialog")
            await self._studio.shoot("outbox-leave")
            await hand.click("leave_stay")
            for action in (refused, *made):
                await house.give_up(action.id)
        finally:
            await asyncio.to_thread(offline.__exit__, None, None, None)
        await house.retry(unknown.id)
        await self._in_state(unknown, ActionState.DONE)

    async def _open_orders(self, count: int) -> list[int]:
        desk = self._studio.program.desk
        rows = await desk.orders.page(OrderQuery(desk.connection_id, stages=(Stage.PREPARING, Stage.READY)), 0, 20)
        return [row.key for row in rows if not row.pending][:count]

    async def _intent(self, reference: str, like: int, product_id: str = "") -> CreateOrder:
        desk = self._studio.program.desk
        details = await desk.orders.details(like)
        products = await desk.catalogue.all(desk.connection_id, Kind.PRODUCT, Product)
        if details is None or not products:
            raise OperatorError("nothing to make an order like")
        chosen = [product for product in products if not product.variations and not product.modifiers][:2]
        lines = tuple(
            Line(product_id or one.id, name=one.name, unit_price=one.price, total=one.price) for one in chosen
        )
        total = sum((one.price for one in chosen), start=chosen[0].price * 0)
        return CreateOrder(
            partner_reference=f"{reference}-{desk.language}-{desk.theme.name}",
            branch_id=details.row.branch_id,
            customer=OrderCustomer(BilingualText("Huda Nasser", "هدى ناصر"), "0551234567"),
            lines=lines,
            variation_ids=("",) * len(lines),
            subtotal=total,
            tax=total * 0,
            total=total,
        )

    async def _in_state(self, action: Action, state: ActionState) -> None:
        await self._until(action, lambda now: now.state is state)

    async def _tried(self, action: Action) -> None:
        await self._until(action, lambda now: bool(now.error_code))

    async def _until(self, action: Action, seen: Callable[[Action], bool]) -> None:
        read: Callable[[int], Awaitable[Action | None]] = self._studio.program.desk.outbox.get
        for _ in range(_PATIENCE):
            now = await read(action.id)
            if now is not None and seen(now):
                return
            await asyncio.sleep(0.1)
        raise NotSeen(f"action {action.id}")
