"""Charging an order: written down first, asked once, looked up until it is certain, taken back where it is not.

What is never done: sending a charge or a refund a second time, and beginning another payment of an order while the end
of one is not certain. What ends every doubt is the service's own word on our reference.
"""

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import msgspec

from retm_desktop.domain.errors import (
    NotFound,
    OperatorError,
    OutcomeUnknown,
    PaymentRefused,
    PaymentsElsewhere,
    Rejected,
    ServerFault,
    UnreadableAnswer,
)
from retm_desktop.domain.payments import (
    CURRENCY,
    LEAST_AMOUNT,
    CheckoutStatus,
    NewPayment,
    Transaction,
    TransactionStatus,
)
from retm_desktop.domain.text import ascii_digits, plain
from retm_desktop.providers.payment_service import PaymentService
from retm_desktop.store.payments import PaymentRow, Payments, PaymentState, PaymentWay, Step
from retm_desktop.store.takings import Takings
from retm_desktop.sync.background import Background, carried_through

log = logging.getLogger(__name__)

CHECKOUT_LIFE = timedelta(minutes=10)
"""A sample session of the service runs so long; it names no other life."""
_REFERENCE_LENGTH = 24
_AUTH_CODE = re.compile(r"[0-9A-Za-z]{10,64}")
_LETTERS = "BCDFGHJKMNPQRTVWXZ23456789"
_UNDER_WAY = frozenset(state for state in PaymentState if state.is_open) - {PaymentState.REFUNDING}
"""What is asked for here; a refund has its own way of being looked up."""
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
    after_end: float = 20.0
    """So long after its end a checkout is still asked for."""
    offline: float = 5.0
    reversals: int = 3


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
        self._service = service
        self._payments = payments
        self._takings = takings
        self._background = background
        self._now = now
        self._return_address = return_address
        self._notify_address = notify_address
        self._pace = pace or ChargePace()
        self._pokes: dict[int, asyncio.Event] = {}

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
        if payment_id in self._pokes:
            self._pokes[payment_id].set()

    async def heard(self, reference: str) -> None:
        """The service called about our reference: a hint, no proof. Its own answer counts."""
        row = await self._payments.of_reference(reference)
        if row is not None and row.connection_id == self._connection_id and row.state in _UNDER_WAY:
            self._go_on(row)
            self.poke(row.id)

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
        work = self._scan(row, new, auth_code) if way is PaymentWay.SCAN else self._offer(row, new)
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
                self._spawn(row, self._fail(row, OutcomeUnknown("interrupted")))
            case PaymentState.WAITING:
                self._spawn(row, self._wait_for_customer(row))
            case PaymentState.REVERSING:
                self._spawn(row, self._reverse(row))
            case _:
                self._spawn(row, self._ask(row, arrived=row.state is not PaymentState.STARTING))

    def _spawn(self, row: PaymentRow, work: Awaitable[None]) -> None:
        name = f"payment {row.id}"
        if self._background.running(name):
            self.poke(row.id)
            if asyncio.iscoroutine(work):
                work.close()
            return
        self._pokes[row.id] = asyncio.Event()
        self._background.spawn(self._guarded(row, work), name=name)

    async def _guarded(self, row: PaymentRow, work: Awaitable[None]) -> None:
        try:
            await work
        except OperatorError as error:
            log.info("payment %d: %s: %s", row.id, error.code, error.detail)
            await self._step(row, Step(state=PaymentState.UNCLEAR, error_code=error.code))
        finally:
            self._pokes.pop(row.id, None)

    async def _offer(self, row: PaymentRow, new: NewPayment) -> None:
        """Make a checkout and wait for the customer. Until its address is here nobody can pay: any failure is final."""
        try:
            checkout = await self._service().start_checkout(
                new, redirect_url=self._return_address(), notify_url=self._notify_address()
            )
        except OperatorError as error:
            await self._fail(row, error)
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
        await self._wait_for_customer(await self._step(row, step))

    async def _wait_for_customer(self, row: PaymentRow) -> None:
        end = (row.ends_at or self._now()) + timedelta(seconds=self._pace.after_end)
        while True:
            wait = self._pace.checkout
            try:
                state = await self._service().checkout(row.checkout_id)
            except NotFound:
                await self._ask(row, arrived=True)
                return
            except OperatorError as error:
                log.info("payment %d: %s", row.id, error.code)
                wait = self._pace.offline
            else:
                if not state.is_waiting:
                    await self._after_checkout(row, state.status, state.transaction_id)
                    return
            if self._now() >= end:
                await self._ask(row, arrived=True)
                return
            await self._pause(row, wait)

    async def _after_checkout(self, row: PaymentRow, status: str, transaction_id: str) -> None:
        if status == CheckoutStatus.SUCCESS and transaction_id:
            transaction = await self._looked_up(row, self._service().transaction, transaction_id)
            if transaction is not None and await self._judge(row, transaction):
                return
            await self._ask(row, arrived=True)
            return
        try:
            transaction = await self._service().transaction_of_order(row.reference)
        except NotFound:
            ended = PaymentState.EXPIRED if status == CheckoutStatus.EXPIRED else PaymentState.FAILED
            await self._step(row, Step(state=ended, refusal="" if ended is PaymentState.EXPIRED else status))
            return
        except OperatorError:
            await self._ask(row, arrived=True)
            return
        if not await self._judge(row, transaction):
            await self._ask(row, arrived=True)

    async def _scan(self, row: PaymentRow, new: NewPayment, auth_code: str) -> None:
        try:
            transaction = await self._service().quick_pay(new, auth_code)
        except (OutcomeUnknown, UnreadableAnswer, ServerFault) as error:
            row = await self._step(row, Step(state=PaymentState.ASKING, error_code=error.code))
            await self._ask(row, arrived=False)
            return
        except PaymentRefused as error:
            if error.reason in _STILL_AT_WORK:
                row = await self._step(row, Step(state=PaymentState.ASKING, refusal=error.reason))
                await self._ask(row, arrived=True)
            else:
                await self._fail(row, error)
            return
        except OperatorError as error:
            await self._fail(row, error)
            return
        if not await self._judge(row, transaction):
            await self._ask(row, arrived=True)

    async def _ask(self, row: PaymentRow, *, arrived: bool) -> None:
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
                    await self._reverse(row)
                    return
            except OperatorError as error:
                if waited >= self._pace.patience:
                    await self._step(row, Step(state=PaymentState.UNCLEAR, error_code=error.code))
                    return
            else:
                if await self._judge(row, transaction):
                    return
                if waited >= self._pace.patience:
                    await self._reverse(row)
                    return
            await self._pause(row, self._pace.order)

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

    async def _reverse(self, row: PaymentRow) -> None:
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
                await self._fail(row, OutcomeUnknown("never arrived"))
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

    async def _fail(self, row: PaymentRow, error: OperatorError) -> None:
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


def _reference(number: str) -> str:
    """Return a reference no payment had before: the order's number as far as it fits, and twelve random letters."""
    chance = "".join(secrets.choice(_LETTERS) for _ in range(12))
    shown = re.sub(r"[^A-Za-z0-9]", "", ascii_digits(number))[-(_REFERENCE_LENGTH - 13) :]
    return f"{shown}-{chance}" if shown else chance


def _title(number: str) -> str:
    shown = " ".join(plain(number).split())[:20]
    return f"Order {shown}" if shown else "Order"
