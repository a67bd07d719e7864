"""Charging an order: written down first, asked once, looked up until it is certain, taken back where it is not.

What is never done: sending a charge or a refund a second time, and beginning another payment of an order while the end
of one is not certain. What ends every doubt is the service's own word on our reference.
"""

import logging
import re
import secrets
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import msgspec

from retm_desktop.domain.errors import (
    OutcomeUnknown,
    PaymentsElsewhere,
    Rejected,
)
from retm_desktop.domain.payments import (
    CURRENCY,
    LEAST_AMOUNT,
    NewPayment,
)
from retm_desktop.domain.text import ascii_digits, plain
from retm_desktop.providers.payment_service import PaymentService
from retm_desktop.store.payments import PaymentRow, Payments, PaymentState, PaymentWay, Step
from retm_desktop.store.takings import Takings
from retm_desktop.sync.background import Background, carried_through
from retm_desktop.sync.payments.follow_up import ChargePace, FollowUp

log = logging.getLogger(__name__)

_REFERENCE_LENGTH = 24
_AUTH_CODE = re.compile(r"[0-9A-Za-z]{10,64}")
_LETTERS = "BCDFGHJKMNPQRTVWXZ23456789"
_UNDER_WAY = frozenset(state for state in PaymentState if state.is_open) - {PaymentState.REFUNDING}
"""What is asked for here; a refund has its own way of being looked up."""
_OVER = (PaymentState.EXPIRED, PaymentState.FAILED)


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be charged; `amount` is sen, `number` the order's number as it is shown to people."""

    order_key: int | None
    number: str
    amount: int
    currency: str
    store_id: str
    detail: str = ""


class Charges:
    """Takes payments of one account. A view asks for one and follows its row in the store."""

    def __init__(
        self,
        connection_id: int,
        service: Callable[[], PaymentService],
        payments: Payments,
        takings: Takings,
        *,
        background: Background,
        now: Callable[[], datetime],
        return_address: Callable[[], str],
        notify_address: Callable[[], str],
        pace: ChargePace | None = None,
    ) -> None:
        """`return_address` is where the customer's browser goes afterwards, `notify_address` where the service calls;
        neither is trusted.
        """
        self._connection_id = connection_id
        self._payments = payments
        self._background = background
        self._now = now
        self._follow_up = FollowUp(
            connection_id,
            service,
            payments,
            takings,
            now=now,
            return_address=return_address,
            notify_address=notify_address,
            pace=pace or ChargePace(),
        )

    # What a view asks for

    async def by_qr(self, charge: Charge) -> PaymentRow:
        """Show a code that the customer's app reads. Raises as `_begin` does."""
        return await self._begin(charge, PaymentWay.QR)

    async def by_page(self, charge: Charge) -> PaymentRow:
        """Have the customer pay on the service's own page. Raises as `_begin` does."""
        return await self._begin(charge, PaymentWay.PAGE)

    async def by_scan(self, charge: Charge, auth_code: str) -> PaymentRow:
        """Charge by the code a scanner read. Raises as `_begin` does, and Rejected (field "auth_code")."""
        code = "".join(ascii_digits(plain(auth_code)).split())
        if not _AUTH_CODE.fullmatch(code):
            raise Rejected("not a payment code", {"auth_code": ("invalid",)})
        return await self._begin(charge, PaymentWay.SCAN, code)

    async def let_go(self, payment_id: int) -> None:
        """Look away from a code that waits: it goes on being asked for, since it can still be paid until it ends."""
        row = await self._own(payment_id)
        if row is not None and row.state is PaymentState.WAITING:
            await self._payments.step(payment_id, Step(state=row.state, let_go=True), self._now())

    async def take_up(self, payment_id: int) -> None:
        """Look at a waiting code again."""
        row = await self._own(payment_id)
        if row is not None and row.state is PaymentState.WAITING:
            await self._payments.step(payment_id, Step(state=row.state, let_go=False), self._now())
            self.poke(payment_id)

    async def ask_again(self, payment_id: int) -> None:
        """Find out once more what became of a payment; its row tells."""
        row = await self._own(payment_id)
        if row is not None and row.state in _UNDER_WAY:
            self._go_on(row)

    def poke(self, payment_id: int) -> None:
        """Ask for this payment now rather than at its next turn."""
        self._follow_up.poke(payment_id)

    async def heard(self, reference: str) -> None:
        """The service called about our reference: a hint, no proof. Its own answer counts."""
        row = await self._payments.of_reference(reference)
        if row is None or row.connection_id != self._connection_id:
            return
        if row.state in _UNDER_WAY:
            self._go_on(row)
            self.poke(row.id)
        elif row.state in _OVER:
            self._spawn(row, self._follow_up.look(row))

    async def reconcile(self) -> None:
        """Look again at payments thought to be over of which the account's transactions say that they were paid."""
        for reference in await self._payments.paid_after_all(self._connection_id):
            await self.heard(reference)

    async def resume(self) -> None:
        """Go on with what a crash, an end or a lost network interrupted; nothing is charged by it."""
        for row in await self._payments.open(self._connection_id):
            if row.state in _UNDER_WAY:
                self._go_on(row)

    # One payment from its row to its end

    async def _begin(self, charge: Charge, way: PaymentWay, auth_code: str = "") -> PaymentRow:
        """Write the payment down and start it; returns its row at once.

        Raises PaymentsElsewhere, Rejected (fields "amount", "store_id"), PaymentOpen, AlreadyPaid, DiskFull.
        """
        if charge.currency != CURRENCY:
            raise PaymentsElsewhere(charge.currency)
        if charge.amount < LEAST_AMOUNT:
            raise Rejected(f"{charge.amount} sen", {"amount": ("minimum",)})
        if not charge.store_id:
            raise Rejected("no store", {"store_id": ("required",)})
        return await carried_through(self._background, self._begun(charge, way, auth_code), f"charge {charge.number}")

    async def _begun(self, charge: Charge, way: PaymentWay, auth_code: str) -> PaymentRow:
        row = await self._payments.begin(
            self._connection_id,
            charge.order_key,
            reference=_reference(charge.number),
            way=way,
            title=_title(charge.number),
            amount=charge.amount,
            store_id=charge.store_id,
            at=self._now(),
        )
        new = NewPayment(
            reference=row.reference, title=row.title, amount=row.amount, store_id=row.store_id, detail=charge.detail
        )
        work = self._follow_up.scan(row, new, auth_code) if way is PaymentWay.SCAN else self._follow_up.offer(row, new)
        self._spawn(row, work)
        return row

    async def _own(self, payment_id: int) -> PaymentRow | None:
        """Return a payment of this account: another service knows nothing of it, which would read as "not charged"."""
        row = await self._payments.get(payment_id)
        return row if row is not None and row.connection_id == self._connection_id else None

    def _go_on(self, row: PaymentRow) -> None:
        match row.state:
            case PaymentState.STARTING if row.way is not PaymentWay.SCAN:
                # The address of that checkout never came back: nobody can have paid there.
                self._spawn(row, self._follow_up.fail(row, OutcomeUnknown("interrupted")))
            case PaymentState.WAITING:
                self._spawn(row, self._follow_up.wait_for_customer(row))
            case PaymentState.REVERSING:
                self._spawn(row, self._follow_up.reverse(row))
            case _:
                self._spawn(row, self._follow_up.ask(row, arrived=row.state is not PaymentState.STARTING))

    def _spawn(self, row: PaymentRow, work: Coroutine[Any, Any, None]) -> None:
        name = f"payment {row.id}"
        if self._background.running(name):
            self.poke(row.id)
            work.close()
            return
        self._background.spawn(self._follow_up.follow(row, work), name=name)


def _reference(number: str) -> str:
    """Return a reference no payment had before: the order's number as far as it fits, and twelve random letters."""
    chance = "".join(secrets.choice(_LETTERS) for _ in range(12))
    shown = re.sub(r"[^A-Za-z0-9]", "", ascii_digits(number))[-(_REFERENCE_LENGTH - 13) :]
    return f"{shown}-{chance}" if shown else chance


def _title(number: str) -> str:
    shown = " ".join(plain(number).split())[:20]
    return f"Order {shown}" if shown else "Order"
