"""Sends the outbox to RETM: the actions of one order in sequence, different orders side by side."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import msgspec

from retm_desktop.domain.errors import (
    NotFound,
    Offline,
    OperatorError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    ServerFault,
    SignInExpired,
    UnreadableAnswer,
    WrongCredentials,
)
from retm_desktop.domain.intents import (
    CancelOrder,
    CreateCharge,
    CreateOrder,
    CreateOrderType,
    CreatePaymentMethod,
    CreateTax,
    MoveOrder,
    OrderIntent,
    RecordIntent,
    same_record,
)
from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.providers.retm.client import Received, RetmClient
from retm_desktop.store.orders import Incoming, Orders, Source
from retm_desktop.store.outbox import FARTHEST, Action, ActionState, Outbox
from retm_desktop.sync.background import Background
from retm_desktop.sync.pace import LONGEST_WAIT, Bell, Pace, backoff, jittered, later
from retm_desktop.sync.pull import REACH_PAGES
from retm_desktop.sync.status import Line, Link

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 4
LOOKED_UP_SIDE_BY_SIDE = 2
"""A look-up may read many pages of RETM's list: what was never sent does not wait behind all of them."""
LOOK_BACK = timedelta(minutes=5)
"""How much older than our action RETM's time of the order may be for the search to be certain of it."""
CLOCKS_APART = timedelta(hours=15)
"""RETM's times carry no zone; a wrong one in our settings shifts them by up to 14 hours."""
LOOK_UP_PAGES = REACH_PAGES
"""It ends by itself at orders that are too old; a busy chain has thousands younger than that after an outage."""
AFTER_BUG = 60.0
_EVER = datetime(1970, 1, 2, tzinfo=UTC)
LONGEST_SLEEP = 3600.0


class _WentAnotherWay(Rejected):
    """What was wanted of an order is not possible any more."""


class _Doubt(msgspec.Struct):
    """A write without an answer: since when, and how often looking it up failed."""

    since: float
    """On the clock that nobody can set."""
    looked: int = 0


class Push:
    """Sends the due actions of one connection.

    What becomes of a failure: offline, throttled and faults known to have done nothing are tried again with growing
    waits; a refusal is failed and shown, unless RETM holds what was wanted; a write without an answer is unknown and is
    looked up before it is repeated; an expired sign-in stops the sending and keeps the work.

    Other computers of the branch act too: a move is not sent to an order that is there already or further, and what
    waited is compared with RETM's own state first.
    """

    def __init__(
        self,
        connection_id: int,
        client: Callable[[], RetmClient],
        orders: Orders,
        outbox: Outbox,
        *,
        line: Line,
        background: Background,
        now: Callable[[], datetime],
        pace: Pace | None = None,
    ) -> None:
        """`client` is asked for at every request, since it is replaced after a sleep."""
        self._connection_id = connection_id
        self._client = client
        self._orders = orders
        self._outbox = outbox
        self._line = line
        self._background = background
        self._now = now
        self._pace = pace or Pace()
        self._bell = Bell()
        self._in_flight: dict[int, asyncio.Task[None]] = {}
        self._looking: set[int] = set()
        self._doubts: dict[int, _Doubt] = {}
        self._hurry = False
        self.on_sent: Callable[[], None] = lambda: None
        """Told after an action succeeded."""
        self.on_made: Callable[[], None] = lambda: None
        """Told after a record was made: its list has to be read again.

        The answer to the write may not tell the record's id, and a reading that was under way may not have it yet.
        """

    def ring(self) -> None:
        """Something was put into the outbox, or may be tried again."""
        self._bell.ring()

    def resume(self) -> None:
        """The line is back: send again, and what only waited for the line at once."""
        self._hurry = True
        self._bell.ring()

    async def run(self) -> None:
        """Send until cancelled; then wait for what is on its way, or note that its outcome is unknown."""
        taken_up = False
        try:
            while True:
                self._bell.clear()
                wait = self._pace.idle_poll
                if self._line.status.link is not Link.SIGN_IN:
                    try:
                        if not taken_up:
                            await self._take_up()
                            taken_up = True
                        await self._start_due()
                        wait = await self._until_next()
                    except OperatorError as error:
                        log.warning("the outbox waits: %s", error.code)
                        wait = self._pace.poll
                await self._bell.wait(wait)
        finally:
            for task in self._in_flight.values():
                task.cancel()
            if self._in_flight:
                await asyncio.wait(self._in_flight.values(), timeout=2.0)

    async def _take_up(self) -> None:
        """What was being sent when the program ended has an unknown outcome."""
        for action in await self._outbox.open(self._connection_id):
            if action.state is ActionState.SENDING and action.id not in self._in_flight:
                await self._outbox.unknown(action.id, OutcomeUnknown("the program ended while sending"), self._now())

    async def _start_due(self) -> None:
        now = self._now()
        due = await self._outbox.due(self._connection_id, now)
        if self._hurry:
            self._hurry = False
            known = {action.id for action in due}
            soon = await self._outbox.due(self._connection_id, later(now, 2 * self._pace.idle_poll))
            due += [a for a in soon if a.id not in known and a.error_code == Offline.code]
        for action in due:
            if len(self._in_flight) >= SIDE_BY_SIDE:
                break
            if action.id in self._in_flight:
                continue
            if action.state is ActionState.UNKNOWN:
                if len(self._looking) >= LOOKED_UP_SIDE_BY_SIDE:
                    continue
                self._looking.add(action.id)
            name = f"send {self._connection_id}/{action.id}"
            task = self._background.spawn(self._send(action), name=name)
            self._in_flight[action.id] = task
            task.add_done_callback(partial(self._landed, action.id))

    def _landed(self, action_id: int, _: asyncio.Task[None]) -> None:
        self._in_flight.pop(action_id, None)
        self._looking.discard(action_id)
        self._bell.ring()

    async def _until_next(self) -> float:
        if len(self._in_flight) >= SIDE_BY_SIDE:
            return LONGEST_SLEEP
        at = await self._outbox.next_due(self._connection_id)
        if at is None:
            return LONGEST_SLEEP
        ahead = at - self._now()
        # An action on its way may still count as due: its landing rings.
        least = 0.05 if not self._in_flight else 0.5
        return least if ahead > FARTHEST else max(ahead.total_seconds(), least)

    async def _send(self, action: Action) -> None:
        out = False
        try:
            if action.state is ActionState.UNKNOWN and await self._settled(action):
                return
            going = await self._outbox.sending(action.id)
            if going is None:
                # Withdrawn or given up in the meantime.
                return
            out = True
            # What it asks for may have been edited since it was read.
            action = msgspec.structs.replace(action, intent=going.intent)
            await self._perform(action)
            out = False
        except asyncio.CancelledError:
            if out:
                # The request may have been on its way: what became of it is looked up later.
                await self._outbox.unknown(action.id, OutcomeUnknown("stopped while sending"), self._now())
            raise
        except OperatorError as error:
            await self._after(action, error)
        except Exception:
            bug = OperatorError("a bug, see the log")
            if out or action.state is ActionState.UNKNOWN:
                # RETM may have done it: whatever the operator does next must begin with a look-up.
                await self._outbox.unknown(action.id, bug, later(self._now(), AFTER_BUG))
            else:
                await self._outbox.failed(action.id, bug, self._now())
            raise
        else:
            self._doubts.pop(action.id, None)
            self._line.answered()
            self.on_sent()

    async def _perform(self, action: Action) -> None:
        """Make the call and note what RETM told."""
        client = self._client()
        order: Order | None = None
        raw = b""
        match action.intent:
            case CreateOrder() as intent:
                if not await self._is_told(action):
                    received = await client.create_order(intent)
                    order, raw = received.value, received.raw
            case MoveOrder(stage, driver_name, driver_phone) as intent:
                known = await self._order_at_retm(action)
                if await self._brought_about(action, intent, known):
                    return
                await client.update_delivery_status(known.id, stage, driver_name, driver_phone)
            case CancelOrder(reason) as intent:
                known = await self._order_at_retm(action)
                if await self._brought_about(action, intent, known):
                    return
                await client.cancel_order(known.id, reason)
            case _ as intent:
                made = await _create(client, intent)
                await self._outbox.done_record(action.id, made.value, made.raw, self._now())
                self.on_made()
                return
        await self._outbox.done(action.id, order, raw, self._now())

    async def _is_told(self, action: Action) -> bool:
        """Tell whether RETM has told of the order meanwhile, by a webhook or its list: it is not made twice then."""
        details = await self._orders.details(action.order_key or 0)
        return details is not None and bool(details.row.id)

    async def _brought_about(self, action: Action, intent: MoveOrder | CancelOrder, known: Order) -> bool:
        """Note as done what somebody else did already, so that nothing is sent backwards.

        Raises:
            Rejected: the order was cancelled.
        """
        if _is_there(known, intent):
            await self._outbox.done(action.id, None, b"", self._now())
            return True
        waited = (self._now() - action.created_at).total_seconds()
        if not action.attempts and waited <= self._pace.poll:
            return False
        # What the store knows may be as old as the wish: another computer may have gone on meanwhile.
        found = await self._look_up(known, known.created_at or action.created_at)
        if found is None:
            return False
        if _is_there(found.value, intent):
            await self._outbox.done(action.id, found.value, found.raw, self._now())
            return True
        return False

    async def _after(self, action: Action, error: OperatorError) -> None:
        now = self._now()
        attempts = action.attempts + 1
        wait = self._pause(attempts)
        log.info("action %d (%s): %s", action.id, type(action.intent).__name__, error.code)
        match error:
            case SignInExpired() | WrongCredentials():
                self._line.failed(error)
                await self._outbox.later(action.id, error, now)
            case OutcomeUnknown() | UnreadableAnswer():
                self._doubts[action.id] = _Doubt(time.monotonic())
                await self._outbox.unknown(action.id, error, later(now, min(wait, self._pace.settle)))
            case RateLimited(retry_after=told):
                wait = max(wait, min(told or 0.0, LONGEST_WAIT))
                self._line.failed(error, later(now, wait))
                await self._outbox.later(action.id, error, later(now, wait))
            case Offline() | ServerFault():
                if isinstance(error, Offline):
                    self._line.failed(error)
                await self._outbox.later(action.id, error, later(now, wait))
            case _:
                if not await self._another_did_it(action, error):
                    await self._outbox.failed(action.id, error, now)
                # Perhaps another till was faster: what RETM holds now is the answer to show.
                self.on_sent()

    async def _another_did_it(self, action: Action, error: OperatorError) -> bool:
        """Look whether RETM refused an act because what it leads to is there; then it is done."""
        acts = isinstance(action.intent, MoveOrder | CancelOrder)
        if not acts or not isinstance(error, Rejected) or isinstance(error, _WentAnotherWay):
            return False
        try:
            return await self._found_done(action)
        except OperatorError:
            return False

    async def _settled(self, action: Action) -> bool:
        """Find out what became of a write without an answer; True when the action is settled or has to wait.

        Raises:
            Rejected: the order went another way meanwhile.
        """
        try:
            done = await self._found_done(action)
        except _WentAnotherWay:
            raise
        except OperatorError as error:
            # Only the question failed, or the list was too long to know: the write stays unknown.
            await self._still_unknown(action, error)
            return True
        if done:
            self._doubts.pop(action.id, None)
            self.on_sent()
            return True
        left = self._pace.settle - (time.monotonic() - self._doubt(action).since)
        if left > 0:
            # RETM may still be at work on it.
            await self._outbox.unknown(action.id, OutcomeUnknown("not found yet"), later(self._now(), left))
            return True
        return False

    async def _found_done(self, action: Action) -> bool:
        """Look at RETM whether a write without an answer happened, and note it if so."""
        intent = action.intent
        if isinstance(intent, CreateOrder) and await self._is_told(action):
            await self._outbox.done(action.id, None, b"", self._now())
            return True
        if isinstance(intent, CreateOrder | MoveOrder | CancelOrder):
            found = await self._look_for(action)
            if found is not None and _holds(found.value, intent):
                await self._outbox.done(action.id, found.value, found.raw, self._now())
                return True
            if found is not None and found.value.stage is Stage.CANCELLED:
                raise _WentAnotherWay("the order was cancelled meanwhile")
            return False
        made = await _find(self._client(), intent)
        self._line.answered()
        if made is None:
            return False
        await self._outbox.done_record(action.id, made.value, made.raw, self._now())
        self.on_made()
        return True

    def _pause(self, attempts: int) -> float:
        return jittered(backoff(attempts, self._pace.resend, self._pace.slowest_resend), self._pace.jitter)

    def _doubt(self, action: Action) -> _Doubt:
        return self._doubts.setdefault(action.id, _Doubt(time.monotonic()))

    async def _look_for(self, action: Action) -> Received[Order] | None:
        """Return the order of an action as RETM has it now.

        Raises:
            OutcomeUnknown: the list cannot show whether a created order is in it.
        """
        if isinstance(action.intent, CreateOrder):
            since = self._retm_time(action.created_at)
            # Our clock may have been set since: what RETM's list had before the action was put is older for certain.
            known = await self._orders.newest_known_before(action.order_key or 0)
            since = min(since, known - LOOK_BACK) if known is not None else _EVER
            reference = action.intent.partner_reference
            found = await self._client().find_order(reference, since=since, most_pages=LOOK_UP_PAGES)
            self._line.answered()
            return found
        order = await self._order_at_retm(action)
        return await self._look_up(order, order.created_at or action.created_at)

    async def _still_unknown(self, action: Action, error: OperatorError) -> None:
        doubt = self._doubt(action)
        doubt.looked += 1
        wait = self._pause(doubt.looked)
        if isinstance(error, RateLimited):
            wait = max(wait, min(error.retry_after or 0.0, LONGEST_WAIT))
        if isinstance(error, SignInExpired | WrongCredentials):
            self._line.failed(error)
            wait = 0.0
        if isinstance(error, Offline):
            self._line.failed(error)
        await self._outbox.unknown(action.id, error, later(self._now(), wait))

    async def _order_at_retm(self, action: Action) -> Order:
        """Return the stored order with RETM's id, which is looked up where RETM had not told it.

        Raises:
            NotFound: RETM's list has no such order.
        """
        details = await self._orders.details(action.order_key or 0)
        if details is None:
            raise NotFound("the order is not in the store")
        order = details.order
        row = details.row
        known = msgspec.structs.replace(
            order,
            id=row.id or order.id,
            number=row.number or order.number,
            partner_reference=row.partner_reference or order.partner_reference,
            created_at=row.created_at or order.created_at,
        )
        if known.id:
            return known
        found = await self._look_up(known, known.created_at or action.created_at)
        if found is None:
            raise NotFound(f"RETM's list has no order {known.number or known.partner_reference}")
        incoming = Incoming(order=found.value, raw=found.raw, source=Source.OUTBOX, at=self._now())
        await self._orders.apply(self._connection_id, [incoming])
        return found.value

    async def _look_up(self, wanted: Order, made_at: datetime) -> Received[Order] | None:
        """Read RETM's list, newest first, until it shows the order or all are older than it could be."""
        client = self._client()
        since = self._retm_time(made_at) - CLOCKS_APART
        async for page in client.every(client.orders, most_pages=LOOK_UP_PAGES):
            self._line.answered()
            for item in page.items:
                if _same(item.value, wanted):
                    return item
            made = [item.value.created_at for item in page.items if item.value.created_at is not None]
            if made and max(made) < since:
                break
        return None

    def _retm_time(self, at: datetime) -> datetime:
        """Return what RETM's clock showed when ours showed `at`, less a few minutes of doubt."""
        # The clock may have been right then and be wrong now, which the skew then tells of.
        return min(at, at + (self._client().clock_skew or timedelta())) - LOOK_BACK


def _same(candidate: Order, ours: Order) -> bool:
    if ours.id:
        return candidate.id.casefold() == ours.id.casefold()
    if ours.partner_reference:
        return candidate.partner_reference == ours.partner_reference
    return bool(ours.number) and candidate.number == ours.number and candidate.branch_id == ours.branch_id


async def _create(client: RetmClient, intent: RecordIntent) -> Received[Any]:
    match intent:
        case CreateOrderType(record=order_type):
            return await client.create_order_type(order_type)
        case CreatePaymentMethod(record=method):
            return await client.create_payment_method(method)
        case CreateCharge(record=charge):
            return await client.create_charge(charge)
        case CreateTax(record=tax):
            return await client.create_tax(tax)


async def _find(client: RetmClient, intent: RecordIntent) -> Received[Any] | None:
    """Return the record RETM's list has under both names, the one added last; forms refuse names that are taken."""
    lists: dict[type[Any], Callable[[], Awaitable[Sequence[Received[Any]]]]] = {
        CreateOrderType: client.order_types,
        CreatePaymentMethod: client.payment_methods,
        CreateCharge: client.charges,
        CreateTax: client.taxes,
    }
    listed = await lists[type(intent)]()
    return next((one for one in reversed(listed) if same_record(one.value, intent.record)), None)


def _is_there(order: Order, intent: MoveOrder | CancelOrder) -> bool:
    """Tell whether an order is where an act leads, by its delivery status: an invoice's state is a guess at it.

    Raises:
        Rejected: the order was cancelled, and cannot be moved.
    """
    if isinstance(intent, MoveOrder) and order.stage is Stage.CANCELLED:
        raise _WentAnotherWay("the order was cancelled meanwhile")
    if (
        isinstance(intent, MoveOrder)
        and order.stage is intent.stage
        and intent.driver_name not in ("", order.driver_name)
    ):
        # The stage is there, the driver is another.
        return False
    sure = order.delivery_status is not None or order.stage is Stage.CANCELLED
    return sure and _holds(order, intent)


def _holds(order: Order, intent: OrderIntent) -> bool:
    """Tell whether the order as RETM has it is what was wanted; a cancelled order was not moved on."""
    match intent:
        case MoveOrder(stage=wanted):
            stage = order.stage
            return stage is not None and stage is not Stage.CANCELLED and stage.rank >= wanted.rank
        case CancelOrder():
            return order.stage is Stage.CANCELLED
        case _:
            return True
