"""Applies what the listener stored: webhooks become orders and customers, install callbacks go to the installer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from retm_desktop.domain.business import Customer
from retm_desktop.domain.errors import OperatorError, UnreadableAnswer
from retm_desktop.domain.orders import Order
from retm_desktop.providers.retm import wire
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.connections import Connections
from retm_desktop.store.invoices import IncomingInvoice, Invoices
from retm_desktop.store.journal import JournalReader, JournalRow
from retm_desktop.store.orders import Incoming, Orders, Source
from retm_desktop.sync.alert import Undelivered
from retm_desktop.sync.pace import Bell

log = logging.getLogger(__name__)

BATCH = 200
BREATH = 0.02
"""Seconds between two batches, so that a burst is applied in few transactions."""
SWEEP = 30.0
"""Seconds after which the journal is looked at though nobody rang."""
AFTER_FAULT = 5.0
MANY = 8
"""From this many webhooks on, decoding leaves the loop."""


class Poke(StrEnum):
    """What the applier asks a session for."""

    UNKNOWN_ORDER = "unknown_order"
    MENU = "menu"
    ERROR = "error"


class Outcome(StrEnum):
    """What became of a journal row."""

    APPLIED = "applied"
    UNKNOWN_EVENT = "unknown event"
    UNKNOWN_ORDER = "unknown order: pulling"
    UNREADABLE = "unreadable"
    NO_CONNECTION = "no connection"
    FAILED = "failed"


KNOWN_EVENTS = {
    wire.HookKind.INVOICE: {"order.created", "order.refunded"},
    wire.HookKind.ORDER: {"order.delivery.created", "order.delivery.updated"},
    wire.HookKind.CUSTOMER: {"customer.created", "customer.updated", "customer.deleted"},
}
"""Event names of doc-400813 and doc-400819; those of orders are assumed (docs/retm-quirks.md)."""

HOOK_KINDS = frozenset(kind.value for kind in wire.HookKind)
_PAYMENT = "payment"
"""The kind of a hint that a payment of a payment account changed."""


class _Marks:
    """Collects the outcome of each row of a batch."""

    def __init__(self) -> None:
        self.by_outcome: dict[tuple[str, str], list[int]] = {}

    def add(self, row: JournalRow, outcome: Outcome, detail: str = "") -> None:
        self.by_outcome.setdefault((outcome.value, detail), []).append(row.id)


class Applier:
    """Empties the journal into the store, oldest first, for every connection. One bad row never blocks the rest."""

    def __init__(
        self,
        journal_reader: JournalReader,
        orders: Orders,
        catalogue: Catalogue,
        connections: Connections,
        *,
        invoices: Invoices,
        installer_received: Callable[[JournalRow], Awaitable[None]],
        now: Callable[[], datetime],
        poke: Callable[[int, str], None],
        alert: Callable[[Undelivered], None] = lambda _: None,
        payment_heard: Callable[[int, bytes], None] = lambda _connection_id, _body: None,
    ) -> None:
        """`poke` is called with the connection's id and a `Poke` when its session should read something again; `alert`
        when RETM says that it could not deliver messages; `payment_heard` with the connection's id and what the
        listener kept of a signed callback.
        """
        self._journal = journal_reader
        self._orders = orders
        self._catalogue = catalogue
        self._connections = connections
        self._installer_received = installer_received
        self._now = now
        self._invoices = invoices
        self._poke = poke
        self._alert = alert
        self._payment_heard = payment_heard
        self._bell = Bell()
        self._busy = asyncio.Lock()

    def ring(self) -> None:
        """A row was stored. Call it on the loop (from the listener's thread through `call_soon_threadsafe`)."""
        self._bell.ring()

    async def run(self) -> None:
        """Apply what comes until cancelled; a store that fails (disk full) is tried again, nothing is dropped."""
        while True:
            self._bell.clear()
            try:
                applied = await self.run_once()
            except OperatorError as error:
                log.warning("the journal waits: %s", error.code)
                await asyncio.sleep(AFTER_FAULT)
                continue
            except Exception:
                log.exception("the journal could not be applied")
                await asyncio.sleep(AFTER_FAULT)
                continue
            if applied:
                await asyncio.sleep(BREATH)
            await self._bell.wait(SWEEP)

    async def run_once(self) -> int:
        """Apply everything that waits; return how many rows it was.

        Raises:
            OperatorError: the store fails (DiskFull); the rows stay as they are.
        """
        count = 0
        async with self._busy:
            while rows := await self._journal.waiting(BATCH):
                await self._batch(rows)
                count += len(rows)
                await asyncio.sleep(0)
        return count

    async def _batch(self, rows: Sequence[JournalRow]) -> None:
        marks = _Marks()
        hooks: dict[int, list[JournalRow]] = {}
        for row in rows:
            if row.kind == "install":
                await self._install(row, marks)
            elif row.kind == _PAYMENT:
                self._payment(row, marks)
            else:
                hooks.setdefault(row.connection_id, []).append(row)
        for connection_id, own in hooks.items():
            await self._connection(connection_id, own, marks)
        for (outcome, detail), ids in marks.by_outcome.items():
            await self._journal.mark(ids, outcome, detail)

    async def _install(self, row: JournalRow, marks: _Marks) -> None:
        try:
            await self._installer_received(row)
        except OperatorError as error:
            marks.add(row, Outcome.FAILED, error.code)
        except Exception as error:
            log.exception("an install callback could not be taken up")
            marks.add(row, Outcome.FAILED, type(error).__name__)
        else:
            marks.add(row, Outcome.APPLIED)

    def _payment(self, row: JournalRow, marks: _Marks) -> None:
        try:
            self._payment_heard(row.connection_id, row.body)
        except Exception as error:
            log.exception("a payment's callback could not be handed on")
            marks.add(row, Outcome.FAILED, type(error).__name__)
        else:
            marks.add(row, Outcome.APPLIED)

    async def _connection(self, connection_id: int, rows: Sequence[JournalRow], marks: _Marks) -> None:
        record = await self._connections.get(connection_id)
        if record is None:
            for row in rows:
                marks.add(row, Outcome.NO_CONNECTION)
            return
        zone = _zone(record.time_zone)
        read = await asyncio.to_thread(_read, rows, zone) if len(rows) >= MANY else _read(rows, zone)
        about_orders: list[tuple[JournalRow, wire.Hook, Incoming]] = []
        pokes: set[Poke] = set()
        for row, hook in read:
            if isinstance(hook, UnreadableAnswer):
                marks.add(row, Outcome.UNREADABLE, hook.detail)
            elif (incoming := _incoming(row, hook)) is not None:
                about_orders.append((row, hook, incoming))
            elif hook.kind is wire.HookKind.CUSTOMER and hook.customer is not None and hook.customer.id:
                await self._customer(connection_id, row, hook, hook.customer, marks)
            elif hook.kind is wire.HookKind.MENU:
                pokes.add(Poke.MENU)
                marks.add(row, Outcome.APPLIED)
            elif hook.kind is wire.HookKind.ERROR:
                pokes.add(Poke.ERROR)
                marks.add(row, Outcome.APPLIED, f"{hook.error_code or ''} {hook.failed_endpoint}".strip())
                self._alert(
                    Undelivered(connection_id, hook.failed_endpoint, hook.error_code, hook.message, row.received_at)
                )
            else:
                marks.add(row, Outcome.UNKNOWN_EVENT, hook.event)
        await self._apply_invoices(connection_id, read)
        if about_orders and await self._apply_orders(connection_id, about_orders, marks):
            pokes.add(Poke.UNKNOWN_ORDER)
        for poke in sorted(pokes):
            self._poke(connection_id, poke)

    async def _apply_invoices(
        self, connection_id: int, read: Sequence[tuple[JournalRow, wire.Hook | UnreadableAnswer]]
    ) -> None:
        """Keep what the webhooks tell of invoices; one that meets a bug is left to the next reading of RETM's list."""
        told = [
            IncomingInvoice(hook.invoice, hook.order_document or row.body, row.received_at)
            for row, hook in read
            if isinstance(hook, wire.Hook) and hook.invoice is not None
        ]
        try:
            await self._invoices.apply(connection_id, told)
        except OperatorError:
            raise
        except Exception:
            log.exception("the invoices of %d webhooks could not be kept", len(told))
            self._poke(connection_id, Poke.ERROR)

    async def _apply_orders(
        self, connection_id: int, rows: Sequence[tuple[JournalRow, wire.Hook, Incoming]], marks: _Marks
    ) -> bool:
        """Apply in one go; when that meets a bug, one by one, so that only the bad row is left out."""
        try:
            applied = await self._orders.apply(connection_id, [incoming for _, _, incoming in rows])
        except OperatorError:
            raise
        except Exception as error:
            if len(rows) == 1:
                log.exception("a webhook could not be applied")
                marks.add(rows[0][0], Outcome.FAILED, type(error).__name__)
                return False
            return any([await self._apply_orders(connection_id, [row], marks) for row in rows])
        unknown = await self._unknown(connection_id, [i for _, _, i in rows]) if applied.unknown else set()
        for row, hook, _ in rows:
            if row.id in unknown:
                marks.add(row, Outcome.UNKNOWN_ORDER, hook.event)
            elif hook.event not in KNOWN_EVENTS.get(hook.kind, set()):
                marks.add(row, Outcome.UNKNOWN_EVENT, hook.event)
            else:
                marks.add(row, Outcome.APPLIED)
        return bool(unknown)

    async def _unknown(self, connection_id: int, incoming: Sequence[Incoming]) -> set[int]:
        """Return the journal ids of partials about orders the store does not have: it tells how many, not which.

        Each is asked for by a partial that says nothing, and so changes and records nothing.
        """
        unknown: set[int] = set()
        asked: dict[tuple[str, str, str], bool] = {}
        for one in incoming:
            if not one.partial:
                continue
            order = one.order
            name = (order.id, order.number, order.partner_reference)
            if name not in asked:
                silent = Order(
                    id=order.id,
                    number=order.number,
                    partner_reference=order.partner_reference,
                    branch_id=order.branch_id,
                    created_at=order.created_at,
                )
                probe = Incoming(order=silent, raw=b"", source=one.source, at=one.at, partial=True)
                asked[name] = (await self._orders.apply(connection_id, [probe])).unknown > 0
            if asked[name] and one.journal_id is not None:
                unknown.add(one.journal_id)
        return unknown

    async def _customer(
        self, connection_id: int, row: JournalRow, hook: wire.Hook, customer: Customer, marks: _Marks
    ) -> None:
        try:
            if hook.event == "customer.deleted":
                await self._catalogue.remove(connection_id, Kind.CUSTOMER, [customer.id])
            else:
                await self._catalogue.upsert(
                    connection_id, Kind.CUSTOMER, [(customer, _customer_document(row.body))], self._now()
                )
        except OperatorError:
            raise
        except Exception as error:
            log.exception("a customer webhook could not be applied")
            marks.add(row, Outcome.FAILED, type(error).__name__)
            return
        known = hook.event in KNOWN_EVENTS[wire.HookKind.CUSTOMER]
        marks.add(row, Outcome.APPLIED if known else Outcome.UNKNOWN_EVENT, "" if known else hook.event)


class _CustomerHook(msgspec.Struct):
    customer: msgspec.Raw = msgspec.Raw()


def _customer_document(body: bytes) -> bytes:
    """Return the customer of a webhook as it came."""
    try:
        return bytes(msgspec.json.decode(body, type=_CustomerHook).customer)
    except msgspec.DecodeError:
        return body


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("Asia/Riyadh")


def _read(rows: Sequence[JournalRow], zone: ZoneInfo) -> list[tuple[JournalRow, wire.Hook | UnreadableAnswer]]:
    read: list[tuple[JournalRow, wire.Hook | UnreadableAnswer]] = []
    for row in rows:
        if row.kind not in HOOK_KINDS:
            read.append((row, UnreadableAnswer(f"no such hook: {row.kind}")))
            continue
        try:
            read.append((row, wire.hook(wire.HookKind(row.kind), row.body, zone)))
        except UnreadableAnswer as error:
            read.append((row, error))
        except Exception as error:
            log.exception("a webhook of kind %s could not be read", row.kind)
            read.append((row, UnreadableAnswer(type(error).__name__)))
    return read


def _incoming(row: JournalRow, hook: wire.Hook) -> Incoming | None:
    """Return what the webhook tells of an order; None when it is about something else or names no order."""
    if hook.kind is wire.HookKind.INVOICE and hook.invoice is not None:
        order = hook.invoice.order
    elif hook.kind is wire.HookKind.ORDER and hook.order is not None:
        order = hook.order
    else:
        return None
    if not (order.id or order.number or order.partner_reference):
        return None
    return Incoming(
        order=order,
        raw=hook.order_document or row.body,
        source=Source.WEBHOOK,
        at=row.received_at,
        event=hook.event,
        journal_id=row.id,
        partial=not order.lines and order.total is None,
    )
