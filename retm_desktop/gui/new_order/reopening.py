"""An order that waits in the outbox, as a draft again, so that it can be changed before RETM has it."""

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from retm_desktop.domain.business import Charge
from retm_desktop.domain.draft import ChosenModifier, Draft, DraftLine
from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.menu import ModifierGroup, ModifierItem, Product, Variation
from retm_desktop.domain.money import rounded
from retm_desktop.domain.orders import Line, LineModifier, NamedAmount
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.new_order.pad import OrderPad, new_reference
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.outbox import Action, ActionState

translate = QCoreApplication.translate


class Reopening:
    """Puts an order of the outbox on the pad, and back into its place when it is sent.

    Whose order the pad has is kept in the settings, as the draft is. The draft ends first: should the program end in
    between, a full draft never forgets whose order it is.
    """

    def __init__(self, desk: Desk, pad: OrderPad, page: QWidget, notice: Notice) -> None:
        self._desk = desk
        self._pad = pad
        self._page = page
        self._notice = notice

    @property
    def replaces(self) -> int:
        """Id of the action whose order the draft is to be instead; 0 for an order of its own."""
        return self._desk.settings.get(self._key, int, 0) if self._pad.is_begun else 0

    def end(self) -> None:
        """The pad is empty again."""
        self._desk.settings.set(self._key, 0)

    async def take_up(self, action: Action) -> bool:
        """Fill the pad with the order of an action; False, with words where they are needed, when it stays as it is.

        What waits to be sent is held meanwhile.
        """
        try:
            return await self._take_up(action)
        except OperatorError as error:
            self._notice.tell(error)
            return False

    async def _take_up(self, action: Action) -> bool:
        intent, pad, at = action.intent, self._pad, self._desk.connection_id
        if not isinstance(intent, CreateOrder) or self.replaces == action.id:
            return False
        if pad.is_begun and not await self._may_discard():
            return False
        await self.release()
        # What the view that asked for it was made of may be some time ago.
        now = await self._desk.outbox.get(action.id)
        state = now.state if now is not None else ActionState.GIVEN_UP
        held = state is ActionState.PENDING and await self._desk.house.hold(action.id)
        if not (held or state in (ActionState.FAILED, ActionState.GIVEN_UP)):
            self._too_late()
            return False
        if now is not None and isinstance(now.intent, CreateOrder):
            intent = now.intent
        products = await self._desk.catalogue.all(at, Kind.PRODUCT, Product)
        charges = await self._desk.catalogue.all(at, Kind.CHARGE, Charge)
        if at != self._desk.connection_id:
            return False
        self._desk.settings.set(self._key, 0 if state is ActionState.GIVEN_UP else action.id)
        pad.take(reopened(intent, products, charges))
        return True

    async def release(self) -> None:
        """Have what was held for the draft on the pad sent as it was."""
        held = await self._desk.outbox.get(self.replaces) if self.replaces else None
        if held is not None and held.state is ActionState.PENDING:
            await self._desk.house.retry(held.id)

    async def put(self, draft: Draft) -> Action | None:
        """Put the order into the outbox, or in the place of the one it was; None, with words, where RETM may have that.

        Raises OperatorError when it could not be kept.
        """
        house, replaces = self._desk.house, self.replaces
        before = await self._desk.outbox.get(replaces) if replaces else None
        if before is None or before.state is ActionState.GIVEN_UP:
            return await house.do(draft.intent(new_reference()))
        replaced = await house.replace(replaces, draft.intent(new_reference()))
        if replaced is None:
            self._too_late()
        return replaced

    @property
    def _key(self) -> str:
        return f"new_order.replaces.{self._desk.connection_id}"

    def _too_late(self) -> None:
        self._notice.say(
            translate("NewOrderPage", "It is too late to change this order."),
            translate("NewOrderPage", "It was sent to RETM meanwhile, as it was; what you changed was not sent."),
            tone="warn",
        )

    async def _may_discard(self) -> bool:
        return await self._desk.prompter.confirm(
            self._page,
            translate("NewOrderPage", "Discard the order on this page?"),
            translate("NewOrderPage", "It has not been sent. The order you want to edit takes its place here."),
            yes=translate("NewOrderPage", "Discard"),
            no=translate("NewOrderPage", "Keep it"),
            dangerous=True,
        )


def reopened(intent: CreateOrder, products: Iterable[Product], charges: Iterable[Charge]) -> Draft:
    """Return the draft an order was made of, with the products and charges as the menu has them now.

    What the menu has no more stays as it was written, at the price it had; RETM then says whether it still takes it.
    """
    by_id = {product.id: product for product in products}
    known = {charge.id: charge for charge in charges}
    chosen = tuple(known.get(one.id) or Charge(one.id, one.name, one.amount) for one in intent.charges)
    # `Draft.intent` writes the charges behind the note.
    noted = "; ".join(f"{one.name.in_language('en')} {rounded(one.amount)}" for one in intent.charges)
    payment = intent.payments[0] if intent.payments else NamedAmount()
    return Draft(
        lines=tuple(
            _line(line, variation, by_id.get(line.product_id))
            for line, variation in zip(intent.lines, intent.variation_ids, strict=True)
        ),
        branch_id=intent.branch_id,
        order_type_id=intent.order_type_id,
        customer_name=intent.customer.name.en or intent.customer.name.ar,
        customer_phone=intent.customer.phone,
        payment_id=payment.id,
        payment_name=payment.name,
        charges=chosen,
        note=intent.note.removesuffix(noted).removesuffix(" | ") if noted else intent.note,
    )


def _line(line: Line, variation_id: str, product: Product | None) -> DraftLine:
    pieces = max(1, int(line.quantity))
    if product is None:
        price = (line.total or Decimal(0)) / pieces
        return DraftLine(Product(line.product_id, line.name, price=price), quantity=pieces, note=line.note)
    variation: Variation | None = next((one for one in product.variations if one.id == variation_id), None)
    modifiers = (_modifier(one, product.modifiers) for one in line.modifiers)
    return DraftLine(
        product, variation, tuple(one for one in modifiers if one is not None), quantity=pieces, note=line.note
    )


def _modifier(modifier: LineModifier, groups: tuple[ModifierGroup, ...]) -> ChosenModifier | None:
    """Return what was chosen, in the first group that offers it; None where no group does any more."""
    for number, group in enumerate(groups):
        item: ModifierItem | None = next((one for one in group.items if one.id == modifier.id), None)
        if item is not None:
            return ChosenModifier(number, item, max(1, int(modifier.quantity)))
    return None
