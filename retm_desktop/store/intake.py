"""How an order enters the store, whoever tells of it: which row it is, what it adds, and whether its stage counts."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any

import msgspec

from retm_desktop.domain.orders import Order, OrderCustomer
from retm_desktop.domain.stages import CODE_OF_STAGE, Stage, advances
from retm_desktop.store.database import new_id
from retm_desktop.store.documents import packed, squeezed, unpacked, unsqueezed
from retm_desktop.store.instants import from_text, to_text, utc_now
from retm_desktop.store.ledger_lines import join_lines, open_line
from retm_desktop.store.order_columns import SHOWN_COLUMNS, shown_columns
from retm_desktop.store.order_search import keep_in_step


class Source(StrEnum):
    """Who told of a change to an order."""

    WEBHOOK = "webhook"
    POLL = "poll"
    RECONCILE = "reconcile"
    OPERATOR = "operator"
    OUTBOX = "outbox"
    PAYMENT = "payment"


class Incoming(msgspec.Struct, frozen=True):
    """An order as somebody told of it.

    `raw` is RETM's own document, `at` when it was told (a webhook's time, or when the answer came), `event` the
    webhook's event name. `partial` says that the document carries little beside an id and a status; such a one
    never makes a new order.
    """

    order: Order
    raw: bytes
    source: Source
    at: datetime
    event: str = ""
    journal_id: int | None = None
    partial: bool = False


class Applied(msgspec.Struct, frozen=True):
    """What became of it: keys of new and of changed orders, and how many partials named an order we do not have."""

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    unknown: int = 0


NUMBER_REPEATS_AFTER = timedelta(hours=24)
"""RETM's order numbers are small and come again; within this time, number and branch mean one order (assumed)."""
_LISTS = (Source.POLL, Source.RECONCILE)

# How much the document we hold is worth. RETM's order document counts with the rank of its stage (0 to 6). Below it
# come an invoice (rank minus ten), which knows neither customer nor delivery, and our own estimate.
_INVOICE_WORTH = -10
_ESTIMATE_WORTH = -20

_MONEY = ("subtotal", "tax", "total", "discount", "taxes", "payments", "charges")
_CODES = ("status", "delivery_status")
_TEXT_FIELDS = (
    "id",
    "number",
    "invoice_id",
    "partner_reference",
    "branch_id",
    "device_id",
    "order_type_id",
    "created_at",
    "lines",
    "note",
    "driver_name",
    "driver_phone",
)

# RETM sends unset dates as year 1.
_FIRST_DAY = datetime(2, 1, 1, tzinfo=UTC)
_LAST_DAY = datetime(9998, 12, 31, tzinfo=UTC)


class _Held(msgspec.Struct):
    """An order row with its document, while it is being worked on."""

    key: int
    order: Order
    raw: bytes
    stage: Stage
    stage_since: datetime
    created_at: datetime
    worth: int
    estimated: bool
    digest: bytes


def take_in(connection: sqlite3.Connection, connection_id: int, incoming: Iterable[Incoming]) -> Applied:
    """Apply `incoming` in their order inside the caller's transaction; repeating any of it changes nothing more."""
    batch = list(incoming)
    known = _known(connection, connection_id, [one.order.id for one in batch if one.order.id])
    new: dict[int, None] = {}
    changed: dict[int, None] = {}
    unknown = 0
    for one in batch:
        hit = known.get(one.order.id.lower()) if one.order.id else None
        digest = _digest(one.raw)
        if hit and digest and hit[1] == digest and one.source is not Source.WEBHOOK:
            continue
        rows = _rows_of(connection, connection_id, one, hit[0] if hit else None)
        if not rows and one.partial:
            unknown += 1
            continue
        if rows:
            keys = _merge_into(connection, connection_id, rows, one, digest)
            changed.update(dict.fromkeys(keys))
            key = rows[0]
        else:
            key = _insert(connection, connection_id, one, digest)
            new[key] = None
        if one.order.id:
            known[one.order.id.lower()] = (key, b"" if one.partial else digest)
    keep_in_step(connection)
    return Applied(tuple(new), tuple(key for key in changed if key not in new), unknown)


def insert_own(connection: sqlite3.Connection, connection_id: int, order: Order, at: datetime) -> int:
    """Insert an order of ours that RETM has not heard of yet: stage NEW, figures estimated. Return its key."""
    return _insert(connection, connection_id, Incoming(order, b"", Source.OPERATOR, at), b"", own=True)


def answer(connection: sqlite3.Connection, connection_id: int, key: int, one: Incoming) -> None:
    """Apply what RETM answered about the order of `key`, whatever other row may already have been made from it."""
    hit = _known(connection, connection_id, [one.order.id]).get(one.order.id.lower()) if one.order.id else None
    rows = [key] + [row for row in _rows_of(connection, connection_id, one, hit[0] if hit else None) if row != key]
    _merge_into(connection, connection_id, rows, one, _digest(one.raw))


def move(
    connection: sqlite3.Connection,
    key: int,
    stage: Stage,
    at: datetime,
    *,
    driver_name: str = "",
    driver_phone: str = "",
) -> bool:
    """Apply a stage that RETM accepted from us, and the driver told with it; True when it changed the order."""
    held = _load(connection, key)
    if not advances(held.stage, stage):
        return False
    held.stage, held.stage_since = stage, at
    held.order = msgspec.structs.replace(
        held.order,
        stage=stage,
        delivery_status=CODE_OF_STAGE[stage],
        driver_name=driver_name or held.order.driver_name,
        driver_phone=driver_phone or held.order.driver_phone,
    )
    _save(connection, held, at)
    record(connection, key, _kind_of(stage), Source.OUTBOX, at, stage=stage)
    return True


def give_up_own(connection: sqlite3.Connection, key: int, at: datetime) -> None:
    """Close an order of ours that will not be sent. If RETM turns out to have it after all, RETM's stage counts."""
    held = _load(connection, key)
    if not held.order.id and held.stage is not Stage.CANCELLED:
        held.stage, held.stage_since = Stage.CANCELLED, at
        held.order = msgspec.structs.replace(held.order, stage=Stage.CANCELLED)
        _save(connection, held, at)


def record(
    connection: sqlite3.Connection,
    key: int,
    kind: str,
    source: Source,
    at: datetime,
    *,
    stage: Stage | None = None,
    applied: bool = True,
    detail: str = "",
    journal_id: int | None = None,
) -> None:
    """Add one line to an order's timeline."""
    connection.execute(
        "INSERT INTO order_events (order_key, at, source, kind, stage, applied, detail, journal_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (key, to_text(at), source, kind, stage, applied, detail, journal_id),
    )


def _record_once(
    connection: sqlite3.Connection, key: int, kind: str, one: Incoming, *, stage: Stage | None, detail: str
) -> None:
    """Record what changed nothing, once: polls and repeated webhooks say it again and again."""
    seen = connection.execute(
        "SELECT 1 FROM order_events WHERE order_key = ? AND kind = ? AND source = ? AND stage IS ? AND detail = ?",
        (key, kind, one.source, stage, detail),
    ).fetchone()
    if seen is None:
        record(
            connection,
            key,
            kind,
            one.source,
            one.at,
            stage=stage,
            applied=False,
            detail=detail,
            journal_id=one.journal_id,
        )


def _digest(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=16).digest() if raw else b""


def _known(connection: sqlite3.Connection, connection_id: int, ids: list[str]) -> dict[str, tuple[int, bytes]]:
    """Return key and digest of those of `ids` (RETM's, any case) that we have, by lower-case id."""
    if not ids:
        return {}
    rows = connection.execute(
        "SELECT o.retm_id, o.key, o.raw_digest FROM json_each(?) AS wanted"
        " CROSS JOIN orders AS o ON o.connection_id = ? AND o.retm_id = wanted.value AND o.retm_id <> ''",
        (msgspec.json.encode(ids).decode(), connection_id),
    )
    return {retm_id.lower(): (key, digest) for retm_id, key, digest in rows}


def _rows_of(connection: sqlite3.Connection, connection_id: int, one: Incoming, by_id: int | None) -> list[int]:
    """Return every row that is this order, the one to keep first.

    More than one happens when a webhook of an order we created overtook the answer to our call, or when the invoice
    came before the order. The row the operator made is kept: it is the one on screen and in the outbox.
    """
    order = one.order
    keys = [by_id] if by_id is not None else []
    if order.partner_reference:
        found = connection.execute(
            "SELECT key, retm_id FROM orders WHERE connection_id = ? AND partner_reference = ?"
            " AND partner_reference <> '' ORDER BY retm_id = '', key",
            (connection_id, order.partner_reference),
        ).fetchall()
        ours = [key for key, retm_id in found if not (retm_id and order.id) and key not in keys]
        keys = ours[:1] + keys
    if order.number and not (keys and not order.id):
        at = order.created_at or one.at
        found = connection.execute(
            "SELECT key, partner_reference, created_at FROM orders WHERE connection_id = ? AND number = ?"
            " AND created_at BETWEEN ? AND ? AND branch_id = ? AND (retm_id = '' OR ? = '')",
            (
                connection_id,
                order.number,
                to_text(max(at, _FIRST_DAY) - NUMBER_REPEATS_AFTER),
                to_text(min(at, _LAST_DAY) + NUMBER_REPEATS_AFTER),
                order.branch_id,
                order.id,
            ),
        ).fetchall()
        near = sorted(
            (abs(from_text(created) - at), key)
            for key, reference, created in found
            if key not in keys
            and (not reference or not order.partner_reference or reference == order.partner_reference)
        )
        keys += [key for _, key in near[:1]]
    return keys


def _insert(
    connection: sqlite3.Connection, connection_id: int, one: Incoming, digest: bytes, *, own: bool = False
) -> int:
    order, document = packed(_with_stage(one.order, one.order.stage or Stage.NEW))
    stage = order.stage or Stage.NEW
    created_at = order.created_at or one.at
    worth = _ESTIMATE_WORTH if own else _worth(one.order)
    columns = (
        *shown_columns(order, stage, created_at),
        to_text(one.at),
        to_text(one.at),
        own,
        worth,
        digest,
        connection_id,
    )
    key = new_id(connection.execute(_INSERT, columns))
    connection.execute(
        "INSERT INTO order_documents (order_key, document, raw) VALUES (?, ?, ?)",
        (key, squeezed(document, one.raw), squeezed(one.raw)),
    )
    open_line(connection, key, one.source, one.at, utc_now(), judged=one.source not in _LISTS)
    record(connection, key, "stored", one.source, one.at, stage=stage, detail=one.event, journal_id=one.journal_id)
    if one.order.stage is None and not own:
        _record_unknown_codes(connection, key, one)
    return key


def _merge_into(
    connection: sqlite3.Connection, connection_id: int, rows: Sequence[int], one: Incoming, digest: bytes
) -> list[int]:
    """Apply `one` to the first of `rows`, after taking the others into it; return the keys that changed or went."""
    held = _load(connection, rows[0])
    gone = list(rows[1:])
    for key in gone:
        _absorb(connection, held, key)
    changed = _apply(connection, held, one, digest, must_save=bool(gone))
    return [held.key, *gone] if changed else []


def _absorb(connection: sqlite3.Connection, held: _Held, key: int) -> None:
    """Take the row of `key`, the same order, into `held`: its document, its timeline and its actions."""
    other = _load(connection, key)
    # What we hold was a guess while RETM's own document of the order is the other one.
    guess = held.worth < 0 <= other.worth and other.order.delivery_status is not None
    if held.stage is Stage.CANCELLED:
        guess = bool(other.order.id) and not held.order.id and _was_given_up(connection, held.key)
    newer = other.worth >= held.worth
    held.order = _merged(
        held.order, other.order, newer=newer, codes=newer, money=held.estimated and not other.estimated
    )
    if newer:
        held.raw, held.digest = other.raw, other.digest
    if guess or advances(held.stage, other.stage):
        held.stage, held.stage_since = other.stage, other.stage_since
    held.worth = max(held.worth, other.worth)
    held.estimated = held.estimated and other.estimated
    held.created_at = held.order.created_at or held.created_at
    join_lines(connection, held.key, key)
    connection.execute("UPDATE order_events SET order_key = ? WHERE order_key = ?", (held.key, key))
    connection.execute("UPDATE outbox SET order_key = ? WHERE order_key = ?", (held.key, key))
    connection.execute("UPDATE payments SET order_key = ? WHERE order_key = ?", (held.key, key))
    connection.execute("DELETE FROM orders WHERE key = ?", (key,))


def _apply(
    connection: sqlite3.Connection, held: _Held, one: Incoming, digest: bytes, *, must_save: bool = False
) -> bool:
    """Bring `held` up to what `one` tells and save it; True when the order itself changed."""
    told, _ = packed(one.order)
    before_order, before_stage, before_estimated = held.order, held.stage, held.estimated
    stage, moved = _stage_after(connection, held, told)
    worth = _worth(told, held.worth)
    newer = worth >= held.worth
    codes = told.stage is None or told.stage is stage
    money = held.estimated and told.total is not None and not one.partial
    order = _merged(held.order, told, newer=newer, codes=codes and newer, money=money)
    order = _with_stage(order, stage)
    held.order, held.stage = order, stage
    if money:
        held.estimated = False
    if order.created_at is not None:
        held.created_at = order.created_at
    if stage is not before_stage:
        held.stage_since = one.at
    if newer and not one.partial:
        held.worth = worth
    new_raw = bool(newer and digest and not one.partial and digest != held.digest)
    if new_raw:
        held.raw, held.digest = one.raw, digest

    before = _with_stage(before_order, before_stage)
    changed = must_save or order != before or before_estimated is not held.estimated
    if changed:
        _save(connection, held, one.at)
    elif new_raw:
        connection.execute(
            "UPDATE orders SET raw_digest = ?, document_rank = ? WHERE key = ?", (digest, held.worth, held.key)
        )
        _save_documents(connection, held)
    _record_outcome(connection, held, one, before, moved)
    return changed


def _stage_after(connection: sqlite3.Connection, held: _Held, told: Order) -> tuple[Stage, str]:
    """Return the stage that counts from now on, and "", "moved", "late" or "ignored" for what was told."""
    if told.stage is None or told.stage is held.stage:
        return held.stage, ""
    first_word_of_retm = bool(told.id) and not held.order.id
    if first_word_of_retm and held.stage is Stage.CANCELLED and _was_given_up(connection, held.key):
        return told.stage, "moved"
    if _is_invoice(told) and held.order.delivery_status is not None and told.stage is not Stage.CANCELLED:
        # An invoice is closed when it is paid, which says nothing of where the food is.
        return held.stage, "ignored"
    if advances(held.stage, told.stage):
        return told.stage, "moved"
    if first_word_of_retm and told.delivery_status is not None and held.stage is not Stage.CANCELLED:
        # Until now only an invoice was known, and its stage was a guess.
        return told.stage, "moved"
    return held.stage, "late"


def _was_given_up(connection: sqlite3.Connection, key: int) -> bool:
    sql = "SELECT 1 FROM outbox WHERE order_key = ? AND kind = 'create_order' AND state = 'given_up'"
    return connection.execute(sql, (key,)).fetchone() is not None


def _record_outcome(connection: sqlite3.Connection, held: _Held, one: Incoming, before: Order, moved: str) -> None:
    def note(kind: str, stage: Stage | None, detail: str) -> None:
        record(connection, held.key, kind, one.source, one.at, stage=stage, detail=detail, journal_id=one.journal_id)

    told = one.order
    noted = False
    if moved == "moved":
        note(_kind_of(held.stage), held.stage, one.event)
        noted = True
    elif moved == "late":
        _record_once(connection, held.key, "late", one, stage=told.stage, detail=one.event)
        noted = True
    if held.order.refunded and not before.refunded:
        note("refunded", None, one.event)
        noted = True
    if told.stage is None and (told.status, told.delivery_status) != (None, None):
        _record_unknown_codes(connection, held.key, one)
        noted = True
    fields = [f for f in (*_TEXT_FIELDS, *_MONEY, "customer") if getattr(held.order, f) != getattr(before, f)]
    if fields:
        note("changed", None, " ".join(fields))
        noted = True
    if one.source is Source.WEBHOOK and one.event and not noted:
        _record_once(connection, held.key, "event", one, stage=told.stage, detail=one.event)


def _kind_of(stage: Stage) -> str:
    return "cancelled" if stage is Stage.CANCELLED else "stage"


def _record_unknown_codes(connection: sqlite3.Connection, key: int, one: Incoming) -> None:
    told = one.order
    if (told.delivery_status, told.status) == (None, None):
        return
    codes = f"delivery_status={told.delivery_status} status={told.status}"
    _record_once(connection, key, "event", one, stage=None, detail=f"{one.event} {codes}".strip())


def _is_invoice(order: Order) -> bool:
    return not order.id and order.delivery_status is None


def _worth(order: Order, without_stage: int = 0) -> int:
    if _is_invoice(order):
        return _INVOICE_WORTH + (order.stage.rank if order.stage else 0)
    return order.stage.rank if order.stage else max(0, without_stage)


def _merged(held: Order, told: Order, *, newer: bool, codes: bool, money: bool) -> Order:
    """Return both in one. What is told never blanks what is known, except estimated money once RETM tells a total."""
    first, second = (told, held) if newer else (held, told)
    values: dict[str, Any] = {f: getattr(first, f) or getattr(second, f) for f in _TEXT_FIELDS}
    if held.id and told.id:
        values["id"] = held.id
    if money:
        values |= {f: getattr(told, f) for f in _MONEY}
    else:
        values |= {f: _told(getattr(first, f), getattr(second, f)) for f in _MONEY}
    coded, other = (told, held) if codes else (held, told)
    values |= {f: _told(getattr(coded, f), getattr(other, f)) for f in _CODES}
    if held.refunded is not told.refunded:
        # Whichever told of the refund told the code that means it.
        values["status"] = _told(*((held.status, told.status) if held.refunded else (told.status, held.status)))
    values["customer"] = OrderCustomer(
        name=first.customer.name or second.customer.name,
        phone=first.customer.phone or second.customer.phone,
        address=first.customer.address or second.customer.address,
    )
    values["refunded"] = held.refunded or told.refunded
    return msgspec.structs.replace(held, **values)


def _told(first: object, second: object) -> object:
    return second if first is None or first == () else first


def _with_stage(order: Order, stage: Stage) -> Order:
    return order if order.stage is stage else msgspec.structs.replace(order, stage=stage)


_KEPT = ("stage_since", "updated_at", "estimated", "document_rank", "raw_digest")
_COLUMN_NAMES = (*SHOWN_COLUMNS, *_KEPT)
_INSERT = (
    f"INSERT INTO orders ({', '.join(_COLUMN_NAMES)}, connection_id)"  # noqa: S608 - names of ours
    f" VALUES ({', '.join('?' * (len(_COLUMN_NAMES) + 1))})"
)
_UPDATE = f"UPDATE orders SET {', '.join(f'{name} = ?' for name in _COLUMN_NAMES)} WHERE key = ?"  # noqa: S608


def _load(connection: sqlite3.Connection, key: int) -> _Held:
    row = connection.execute(
        "SELECT d.document, d.raw, o.stage, o.stage_since, o.created_at, o.document_rank, o.estimated, o.raw_digest"
        " FROM orders AS o JOIN order_documents AS d ON d.order_key = o.key WHERE o.key = ?",
        (key,),
    ).fetchone()
    document, raw, stage, stage_since, created_at, worth, estimated, digest = row
    order, raw = documents_of(document, raw)
    return _Held(
        key,
        order,
        raw,
        Stage(stage),
        from_text(stage_since),
        from_text(created_at),
        worth,
        bool(estimated),
        digest,
    )


def _save(connection: sqlite3.Connection, held: _Held, at: datetime) -> None:
    held.order, _ = packed(held.order)
    columns = (
        *shown_columns(held.order, held.stage, held.created_at),
        to_text(held.stage_since),
        to_text(at),
        held.estimated,
        held.worth,
        held.digest,
        held.key,
    )
    connection.execute(_UPDATE, columns)
    _save_documents(connection, held)


def _save_documents(connection: sqlite3.Connection, held: _Held) -> None:
    _, document = packed(held.order)
    connection.execute(
        "UPDATE order_documents SET document = ?, raw = ? WHERE order_key = ?",
        (squeezed(document, held.raw), squeezed(held.raw), held.key),
    )


def documents_of(document: bytes, raw: bytes) -> tuple[Order, bytes]:
    """Return an order and RETM's own document of it from the columns of `order_documents`."""
    told = unsqueezed(raw)
    return unpacked(unsqueezed(document, told), Order), told
