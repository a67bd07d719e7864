"""One payment from its first request to a certain end: asked, looked up, and taken back where doubt remains."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import msgspec

from retm_desktop.domain.errors import (
    NotFound,
    OperatorError,
    OutcomeUnknown,
    PaymentRefused,
    ServerFault,
    UnreadableAnswer,
)
from retm_desktop.domain.payments import CheckoutStatus, NewPayment, Transaction, TransactionStatus
from retm_desktop.providers.payment_service import PaymentService
from retm_desktop.store.payments import PaymentRow, Payments, PaymentState, PaymentWay, Step
from retm_desktop.store.takings import Takings

log = logging.getLogger(__name__)

CHECKOUT_LIFE = timedelta(minutes=10)
"""A sample session of the service runs so long; it names no other life."""
_STILL_AT_WORK = ("PASSWORD_REQUIRED", "PAYMENT_IN_PROCESS", "TRANSACTION_STATUS_NOT_IN_PROCESS")
"""Refusals of a charge or a reversal that do not say that nothing is charged."""


class ChargePace(msgspec.Struct, frozen=True, kw_only=True):
    """Waiting times in seconds. A checkout is asked for no faster than every three seconds; order queries keep the
    service's own limit by themselves.
    """

    checkout: float = 4.0
    order: float = 2.0
    patience: float = 90.0
    """So long a charge may be under way before it is taken back."""
    arrival: float = 15.0
    """So long a charge that got no answer may still be on its way to the service."""
    after_end: float = 130.0
    """So long after its end a checkout that is still said to wait is asked for: the clocks may be two minutes apart."""
    offline: float = 5.0
    reversals: int = 3


class FollowUp:
    """Follows payments of one account, each call one payment until nothing is left to find out.

    Every method ends with the row in a state that is certain, UNCLEAR, or WAITING for the next start of the program.
    """

    def __init__(
        self,
        connection_id: int,
        service: Callable[[], PaymentService],
        payments: Payments,
        takings: Takings,
        *,
        now: Callable[[], datetime],
        return_address: Callable[[], str],
        notify_address: Callable[[], str],
        pace: ChargePace,
    ) -> None:
        """`return_address` is where the customer's browser goes afterwards, `notify_address` where the service calls;
        neither is trusted.
        """
        self._connection_id = connection_id
        self._service = service
        self._payments = payments
        self._takings = takings
        self._now = now
        self._return_address = return_address
        self._notify_address = notify_address
        self._pace = pace
        self._pokes: dict[int, asyncio.Event] = {}

    def poke(self, payment_id: int) -> None:
        """Ask for this payment now rather than at its next turn."""
        if payment_id in self._pokes:
            self._pokes[payment_id].set()

    async def follow(self, row: PaymentRow, work: Awaitable[None]) -> None:
        """Await `work`, one of the methods below, so that `poke` reaches it; what it fails with leaves doubt."""
        self._pokes[row.id] = asyncio.Event()
        try:
            await work
        except OperatorError as error:
            log.info("payment %d: %s: %s", row.id, error.code, error.detail)
            await self._step(row, Step(state=PaymentState.UNCLEAR, error_code=error.code))
        finally:
            self._pokes.pop(row.id, None)

    async def offer(self, row: PaymentRow, new: NewPayment) -> None:
        """Make a checkout and wait for the customer. Until its address is here nobody can pay: any failure is final."""
        try:
            checkout = await self._service().start_checkout(
                new, redirect_url=self._return_address(), notify_url=self._notify_address()
            )
        except OperatorError as error:
            await self.fail(row, error)
            return
        step = Step(
            state=PaymentState.WAITING,
            checkout_id=checkout.id,
            address=checkout.url,
            qr_data=checkout.url,
            ends_at=self._now() + CHECKOUT_LIFE,
        )
        if row.way is PaymentWay.QR:
            try:
                step = msgspec.structs.replace(step, qr_data=(await self._service().qr_code(checkout.id)).data)
            except OperatorError as error:
                # The page of the same checkout takes the payment as well; its address is what is shown then.
                log.info("payment %d has no code of its own: %s", row.id, error.code)
        await self.wait_for_customer(await self._step(row, step))

    async def wait_for_customer(self, row: PaymentRow) -> None:
        """Ask for a checkout until the customer has paid, or can no longer pay."""
        end = (row.ends_at or self._now()) + timedelta(seconds=self._pace.after_end)
        while True:
            wait = self._pace.checkout
            try:
                state = await self._service().checkout(row.checkout_id)
            except NotFound:
                await self.ask(row, arrived=True)
                return
            except OperatorError as error:
                log.info("payment %d: %s", row.id, error.code)
                wait = self._pace.offline
            else:
                if not state.is_waiting:
                    await self._after_checkout(row, state.status, state.transaction_id)
                    return
            if self._now() >= end:
                await self.ask(row, arrived=True)
                return
            await self._pause(row, wait)

    async def _after_checkout(self, row: PaymentRow, status: str, transaction_id: str) -> None:
        if status == CheckoutStatus.SUCCESS and transaction_id:
            transaction = await self._looked_up(row, self._service().transaction, transaction_id)
            if transaction is not None and await self._judge(row, transaction):
                return
            await self.ask(row, arrived=True)
            return
        try:
            transaction = await self._service().transaction_of_order(row.reference)
        except NotFound:
            ended = PaymentState.EXPIRED if status == CheckoutStatus.EXPIRED else PaymentState.FAILED
            await self._step(row, Step(state=ended, refusal="" if ended is PaymentState.EXPIRED else status))
            return
        except OperatorError:
            await self.ask(row, arrived=True)
            return
        if not await self._judge(row, transaction):
            await self.ask(row, arrived=True)

    async def scan(self, row: PaymentRow, new: NewPayment, auth_code: str) -> None:
        """Charge by a scanned code, once; what comes back without an end is looked up."""
        try:
            transaction = await self._service().quick_pay(new, auth_code)
        except (OutcomeUnknown, UnreadableAnswer, ServerFault) as error:
            row = await self._step(row, Step(state=PaymentState.ASKING, error_code=error.code))
            await self.ask(row, arrived=False)
            return
        except PaymentRefused as error:
            if error.reason in _STILL_AT_WORK:
                row = await self._step(row, Step(state=PaymentState.ASKING, refusal=error.reason))
                await self.ask(row, arrived=True)
            else:
                await self.fail(row, error)
            return
        except OperatorError as error:
            await self.fail(row, error)
            return
        if not await self._judge(row, transaction):
            await self.ask(row, arrived=True)

    async def ask(self, row: PaymentRow, *, arrived: bool) -> None:
        """Ask how a payment ended until that is certain; in the end take it back.

        `arrived` says that the service is known to have our reference, so that "not found" is certain at once only for
        what can no longer be paid; a charge that got no answer may still be on its way.
        """
        if row.state is not PaymentState.UNCLEAR:
            asking = Step(state=PaymentState.ASKING, error_code=row.error_code, refusal=row.refusal)
            row = await self._step(row, asking)
        begun = asyncio.get_running_loop().time()
        while True:
            waited = asyncio.get_running_loop().time() - begun
            try:
                transaction = await self._service().transaction_of_order(row.reference)
            except NotFound:
                if row.way is not PaymentWay.SCAN:
                    if await self._checkout_ended(row):
                        return
                    if waited >= self._pace.patience:
                        await self._step(row, Step(state=PaymentState.UNCLEAR, error_code=NotFound.code))
                        return
                elif waited >= (self._pace.order if arrived else self._pace.arrival):
                    await self.reverse(row)
                    return
            except OperatorError as error:
                if waited >= self._pace.patience:
                    await self._step(row, Step(state=PaymentState.UNCLEAR, error_code=error.code))
                    return
            else:
                if await self._judge(row, transaction):
                    return
                if waited >= self._pace.patience:
                    await self.reverse(row)
                    return
            await self._pause(row, self._pace.order)

    async def look(self, row: PaymentRow) -> None:
        """Ask once how a payment stands that was thought to be over: paid all the same, it has to be seen."""
        try:
            transaction = await self._service().transaction_of_order(row.reference)
        except OperatorError as error:
            log.info("payment %d: %s", row.id, error.code)
            return
        if transaction.status == TransactionStatus.SUCCESS:
            await self._judge(row, transaction)

    async def _checkout_ended(self, row: PaymentRow) -> bool:
        """Tell whether a checkout without a transaction is over unpaid, and note it. One that says "paid" is not."""
        try:
            status = (await self._service().checkout(row.checkout_id)).status
        except NotFound:
            status = CheckoutStatus.EXPIRED
        except OperatorError:
            return False
        if status == CheckoutStatus.EXPIRED or self._is_over(row, status):
            await self._step(row, Step(state=PaymentState.EXPIRED))
            return True
        if status in (CheckoutStatus.FAILED, CheckoutStatus.CANCELLED):
            await self._step(row, Step(state=PaymentState.FAILED, refusal=status))
            return True
        return False

    def _is_over(self, row: PaymentRow, status: str) -> bool:
        """Tell whether a checkout that is said to wait can no longer be paid."""
        late = timedelta(seconds=self._pace.after_end)
        return status not in tuple(CheckoutStatus) and row.ends_at is not None and self._now() >= row.ends_at + late

    async def reverse(self, row: PaymentRow) -> None:
        """Take the payment back. Repeating this charges nothing: between two tries the service is asked how it stands.

        A reference the service still does not know after that was never charged. "Paid" counts only after a reversal
        was refused: after one without an answer it may be taken back the next moment.
        """
        await self._step(row, Step(state=PaymentState.REVERSING))
        trouble: OperatorError = OutcomeUnknown()
        for _ in range(self._pace.reversals):
            try:
                if await self._judge(row, await self._service().reverse(row.reference), reversing=True):
                    return
            except NotFound:
                await self.fail(row, OutcomeUnknown("never arrived"))
                return
            except OperatorError as error:
                trouble = error
            await self._pause(row, self._pace.order)
            try:
                transaction = await self._service().transaction_of_order(row.reference)
            except OperatorError as error:
                log.info("payment %d: %s", row.id, error.code)
                continue
            refused = isinstance(trouble, PaymentRefused)
            if transaction.status == TransactionStatus.SUCCESS and not refused:
                continue
            if await self._judge(row, transaction, reversing=True):
                return
        refusal = trouble.reason if isinstance(trouble, PaymentRefused) else ""
        await self._step(row, Step(state=PaymentState.UNCLEAR, error_code=trouble.code, refusal=refusal))

    async def _judge(self, row: PaymentRow, transaction: Transaction, *, reversing: bool = False) -> bool:
        """Note how the service says a payment stands; return False while it is under way."""
        known = Step(state=row.state, transaction_id=transaction.id or None, method=transaction.method or None)
        if transaction.order_id and transaction.order_id != row.reference:
            await self._step(row, _with(known, PaymentState.UNCLEAR, error="unreadable_answer"))
            return True
        match transaction.status:
            case TransactionStatus.SUCCESS if transaction.amount and transaction.amount != row.amount:
                await self._step(row, _with(known, PaymentState.UNCLEAR, error="other_amount"))
            case TransactionStatus.SUCCESS | TransactionStatus.PARTIAL_REFUNDED:
                await self._step(row, _with(known, PaymentState.PAID))
            case TransactionStatus.FULL_REFUNDED:
                await self._step(row, _with(known, PaymentState.REFUNDED))
            case TransactionStatus.REVERSED:
                await self._step(row, _with(known, PaymentState.REVERSED))
            case TransactionStatus.FAILED:
                await self._step(row, _with(known, PaymentState.FAILED, refusal=transaction.error or "FAILED"))
            case TransactionStatus.IN_PROCESS:
                if not reversing and row.state is not PaymentState.UNCLEAR:
                    await self._step(row, _with(known, PaymentState.ASKING))
                return False
            case status:
                # A word this program does not know decides nothing: a person has to look.
                await self._step(row, _with(known, PaymentState.UNCLEAR, error="unknown_status", refusal=status))
        await self._takings.put(self._connection_id, [transaction] if transaction.id else [])
        return True

    async def _looked_up(
        self, row: PaymentRow, look_up: Callable[[str], Awaitable[Transaction]], name: str
    ) -> Transaction | None:
        try:
            return await look_up(name)
        except OperatorError as error:
            log.info("payment %d cannot be looked up: %s", row.id, error.code)
            return None

    async def fail(self, row: PaymentRow, error: OperatorError) -> None:
        """Note that nothing was charged, and why."""
        log.info("payment %d: %s: %s", row.id, error.code, error.detail)
        reason = error.reason if isinstance(error, PaymentRefused) else ""
        await self._step(row, Step(state=PaymentState.FAILED, error_code=error.code, refusal=reason))

    async def _step(self, row: PaymentRow, step: Step) -> PaymentRow:
        return await self._payments.step(row.id, step, self._now())

    async def _pause(self, row: PaymentRow, seconds: float) -> None:
        """Wait for the next turn, or until somebody wants to know now."""
        poke = self._pokes.get(row.id)
        if poke is None:
            await asyncio.sleep(seconds)
            return
        try:
            await asyncio.wait_for(poke.wait(), seconds)
            poke.clear()
        except TimeoutError:
            pass


def _with(step: Step, state: PaymentState, *, error: str = "", refusal: str = "") -> Step:
    return msgspec.structs.replace(step, state=state, error_code=error, refusal=refusal)
