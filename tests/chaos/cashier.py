"""A scripted cashier inside the program: orders by phone, moves, cancellations, told before and after they are kept."""

import asyncio
import random
from decimal import Decimal

from retm_desktop.app import Program
from retm_desktop.domain.business import Branch
from retm_desktop.domain.intents import CancelOrder, CreateOrder, Intent, MoveOrder
from retm_desktop.domain.menu import Product
from retm_desktop.domain.orders import Line, OrderCustomer
from retm_desktop.domain.stages import Stage, next_stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.orders import OrderQuery, OrderRow
from retm_desktop.store.outbox import ActionState
from tests.chaos.killable import tell

_LATEST = 60
"""So many of the newest open orders are worked on."""
_OPEN = tuple(stage for stage in Stage if stage.is_open)
_OVERTAKEN = frozenset({"rejected", "not_found"})


def moved_by_restaurant(retm_id: str) -> bool:
    """Tell whether the restaurant itself moves this order; the cashier then leaves it alone."""
    return sum(map(ord, retm_id)) % 4 != 0


class Cashier:
    """Acts as fast as a person never could, every act through the door the views use: `house.do`."""

    def __init__(self, program: Program, chance: random.Random, run: str) -> None:
        """`run` is part of the references of this run's orders."""
        self._program = program
        self._desk = program.desk
        self._chance = chance
        self._run = run
        self._made = 0

    async def work(self) -> None:
        """Act until the program ends."""
        products = await self._desk.catalogue.all(self._desk.connection_id, Kind.PRODUCT, Product)
        branches = await self._desk.catalogue.all(self._desk.connection_id, Kind.BRANCH, Branch)
        simple = [one for one in products if not one.variations and not one.modifiers and one.price]
        while True:
            share = self._chance.random()
            if share < 0.35:
                await self._ask(self._order_by_phone(self._chance.choice(simple), self._chance.choice(branches)), None)
            elif share < 0.9:
                await self._act_on_an_order()
            else:
                await self.clear_refused()
            await asyncio.sleep(self._chance.uniform(0.01, 0.12))

    async def clear_refused(self) -> None:
        """Give up what RETM refused because the order had gone another way; everything else stays."""
        for action in await self._desk.outbox.open(self._desk.connection_id):
            if action.state is not ActionState.FAILED or isinstance(action.intent, CreateOrder):
                continue
            if action.error_code in _OVERTAKEN:
                tell(giving_up=action.id, code=action.error_code)
                await self._program.house.give_up(action.id)

    async def _act_on_an_order(self) -> None:
        query = OrderQuery(self._desk.connection_id, stages=_OPEN)
        rows = await self._desk.orders.page(query, 0, _LATEST)
        ours = [row for row in rows if not moved_by_restaurant(row.id) or row.partner_reference]
        if not ours:
            return
        row = self._chance.choice(ours)
        if row.partner_reference and self._chance.random() < 0.4:
            # Their own only: the restaurant may deliver any other, and its lever would bring a cancelled one back.
            await self._ask(CancelOrder("the guest changed their mind"), row)
            return
        stage = next_stage(row.pending_stage or row.stage, delivered_by_driver=False)
        if stage is not None:
            await self._ask(MoveOrder(stage), row)

    async def _ask(self, intent: Intent, row: OrderRow | None) -> None:
        self._made += 1
        name = f"{self._run}-{self._made}"
        wanted = intent.partner_reference if isinstance(intent, CreateOrder) else ""
        stage = intent.stage if isinstance(intent, MoveOrder) else ""
        tell(asked=name, reference=wanted, stage=stage, kind=type(intent).__name__)
        action = await self._program.house.do(intent, row.key if row is not None else None)
        tell(kept=name, action=action.id)

    def _order_by_phone(self, product: Product, branch: Branch) -> CreateOrder:
        price = product.price or Decimal()
        return CreateOrder(
            partner_reference=f"chaos-{self._run}-{self._made + 1}",
            branch_id=branch.id,
            customer=OrderCustomer(BilingualText("Huda", "هدى"), f"05{self._chance.randrange(10**8):08}"),
            lines=(Line(product_id=product.id, name=product.name, unit_price=price, total=price),),
            variation_ids=("",),
            subtotal=price,
            tax=Decimal(),
            total=price,
        )
