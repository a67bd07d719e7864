"""Giving a payment back: after the PIN, sent once, and looked up where no answer came."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

import msgspec

from retm_desktop.domain.errors import (
    NotFound,
    OperatorError,
    OutcomeUnknown,
    PaymentRefused,
    Rejected,
    ServerFault,
    UnreadableAnswer,
)
from retm_desktop.domain.payments import Transaction, TransactionStatus
from retm_desktop.domain.text import plain
from retm_desktop.providers.payment_service import PaymentService
from retm_desktop.store.payments import PaymentRow, Payments, PaymentState, Step
from retm_desktop.store.takings import Takings
from retm_desktop.sync.background import Background, carried_through
from retm_desktop.sync.payments.pin import RefundPin

log = logging.getLogger(__name__)

_LONGEST_REASON = 200


class RefundPace(msgspec.Struct, frozen=True, kw_only=True):
    """Waiting times in seconds; `looks` is how often a refund without an answer is looked up before "it did not happen"
    is believed.
    """

    between: float = 3.0
    looks: int = 3
    offline: float = 10.0


class Refunds:
    """Refunds payments that were taken here. Nothing repeats a refund by itself."""

    def __init__(
        self,
        connection_id: int,
        service: Callable[[], PaymentService],
        payments: Payments,
        takings: Takings,
        pin: RefundPin,
        *,
        background: Background,
        now: Callable[[], datetime],
        pace: RefundPace | None = None,
    ) -> None:
        self._connection_id = connection_id
        self._service = service
        self._payments = payments
        self._takings = takings
        self._pin = pin
        self._background = background
        self._now = now
        self._pace = pace or RefundPace()

    async def refund(self, payment_id: int, pin: str, reason: str) -> PaymentRow:
        """Give a paid payment back whole and return its row, REFUNDING; its end is told by the row.

        Raises WrongPin, and Rejected (field "reason": "required"; field "payment": "not_paid").
        """
        words = " ".join(plain(reason).split())[:_LONGEST_REASON]
        if not words:
            raise Rejected("no reason", {"reason": ("required",)})
        await self._pin.check(pin)
        return await carried_through(self._background, self._begun(payment_id, words), f"refund of {payment_id}")

    async def _begun(self, payment_id: int, words: str) -> PaymentRow:
        known = await self._payments.get(payment_id)
        own = known is not None and known.connection_id == self._connection_id
        row = await self._payments.begin_refund(payment_id, self._now()) if own else None
        if row is None:
            raise Rejected("not a paid payment", {"payment": ("not_paid",)})
        self._background.spawn(self._send(row, words), name=f"refund {row.id}")
        return row

    async def resume(self) -> None:
        """Look up refunds whose end a crash or a lost network kept from us."""
        for row in await self._payments.open(self._connection_id):
            if row.state is PaymentState.REFUNDING and not self._background.running(f"refund {row.id}"):
                self._background.spawn(self._look(row), name=f"refund {row.id}")

    async def _send(self, row: PaymentRow, reason: str) -> None:
        try:
            transaction = await self._service().refund(row.transaction_id, row.amount, reason)
        except (OutcomeUnknown, UnreadableAnswer, ServerFault) as error:
            log.info("refund %d: %s", row.id, error.code)
            await self._look(row)
        except PaymentRefused as error:
            await self._refused(row, error)
        except OperatorError as error:
            await self._step(row, PaymentState.PAID, error=error.code)
        else:
            if not await self._judge(row, transaction):
                await self._look(row)

    async def _refused(self, row: PaymentRow, error: PaymentRefused) -> None:
        """A refusal may mean that it has been given back before: the transaction itself says so."""
        try:
            if await self._judge(row, await self._service().transaction(row.transaction_id)):
                return
        except OperatorError as other:
            log.info("refund %d: %s", row.id, other.code)
        await self._step(row, PaymentState.PAID, error=error.code, refusal=error.reason)

    async def _look(self, row: PaymentRow) -> None:
        """Look until the service says how it ended; a balance that stays whole means that it did not happen."""
        untouched = 0
        while untouched < self._pace.looks:
            await asyncio.sleep(self._pace.between)
            try:
                transaction = await self._service().transaction(row.transaction_id)
            except NotFound as error:
                await self._step(row, PaymentState.PAID, error=error.code)
                return
            except OperatorError as error:
                log.info("refund %d cannot be looked up: %s", row.id, error.code)
                await asyncio.sleep(self._pace.offline)
                continue
            if await self._judge(row, transaction):
                return
            untouched += 1
        await self._step(row, PaymentState.PAID, error="not_refunded")

    async def _judge(self, row: PaymentRow, transaction: Transaction) -> bool:
        """Note a refund that happened; return False where the transaction shows none."""
        if transaction.status in (TransactionStatus.FULL_REFUNDED, TransactionStatus.REVERSED):
            await self._step(row, PaymentState.REFUNDED)
        else:
            return False
        await self._takings.put(self._connection_id, [transaction])
        return True

    async def _step(self, row: PaymentRow, state: PaymentState, *, error: str = "", refusal: str = "") -> PaymentRow:
        return await self._payments.step(row.id, Step(state=state, error_code=error, refusal=refusal), self._now())
