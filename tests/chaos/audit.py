"""The store beside the restaurant's own books: every difference in words."""

import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from retm_desktop.domain.stages import DELIVERY_CODES, Stage
from tests.chaos.wreck import whole

_MOVED = "delivery "
_ABOUT_ORDERS = ("order", "invoice")

Document = dict[str, Any]


@dataclass
class Act:
    """What the cashier asked for; `action` is the outbox's number once the program had kept it."""

    kind: str
    reference: str
    stage: str
    action: int | None = None


@dataclass(frozen=True)
class _Row:
    """An action of the outbox."""

    state: str
    kind: str
    target: str
    retm_id: str
    reference: str
    error: str


def differences(
    path: Path,
    books: Document,
    acts: dict[str, Act],
    giving_up: set[int],
    *,
    relay: str,
    totals: dict[str, int],
) -> list[str]:
    """Return every difference between the store and the books; `totals` is filled with what was compared.

    `acts` are the cashier's by name, `giving_up` the actions the cashier let go, `relay` is the address of somebody
    else who answered webhooks.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as store:
        found = whole(store)
        found += _orders(store, books)
        found += _creations(books, acts)
        found += _actions(store, books, acts, giving_up)
        found += _courses(store, books)
        found += _webhooks(store, books, relay, totals)
    totals |= {
        "orders": len(books["orders"]),
        "asked": len(acts),
        "kept": sum(act.action is not None for act in acts.values()),
        "created": len(books["created_references"]),
        "refused": len(giving_up),
    }
    return found


def _orders(store: sqlite3.Connection, books: Document) -> list[str]:
    """Every order of the books is in the store once, in the same stage and in the ledger, and there are no others."""
    wanted = {order["id"].lower(): order for order in books["orders"]}
    stored: defaultdict[str, list[str]] = defaultdict(list)
    found = []
    for key, retm_id, reference, stage in store.execute("SELECT key, retm_id, partner_reference, stage FROM orders"):
        if retm_id:
            stored[retm_id.lower()].append(stage)
        else:
            found.append(f"order {key} ({reference or 'no reference'}) is in the store without an id, {stage}")
    found += [f"order {_name(wanted[one])} is LOST: the store has no such order" for one in wanted if one not in stored]
    found += [f"order {one} is in the store and not in the books" for one in stored if one not in wanted]
    for retm_id, stages in stored.items():
        if len(stages) > 1:
            found.append(f"order {retm_id} is DOUBLED in the store: {stages}")
        if retm_id in wanted and stages[0] != (stage := DELIVERY_CODES[wanted[retm_id]["delivery_status"]]):
            found.append(f"order {_name(wanted[retm_id])} is {stage} in the books and {stages[0]} in the store")
    unnoted = "SELECT retm_id FROM orders WHERE NOT EXISTS (SELECT 1 FROM order_ledger WHERE order_key = orders.key)"
    return found + [f"order {retm_id} has no line in the ledger" for (retm_id,) in store.execute(unnoted)]


def _creations(books: Document, acts: dict[str, Act]) -> list[str]:
    """What was kept was made once; what was only asked for at most once; nothing nobody asked for."""
    made = Counter(order["partner_reference"] for order in books["orders"] if order["origin"] == "partner")
    asked = {act.reference: act for act in acts.values() if act.kind == "CreateOrder"}
    found = [f"{reference} was made {times} times" for reference, times in made.items() if times > 1]
    found += [f"{reference} was made, and nobody asked for it" for reference in made if reference not in asked]
    found += [
        f"{reference} was kept as action {act.action} and never made"
        for reference, act in asked.items()
        if act.action is not None and not made[reference]
    ]
    told = books["created_references"]
    return found + [f"{one} was created {n} times over the API" for one, n in told.items() if n > 1]


def _actions(store: sqlite3.Connection, books: Document, acts: dict[str, Act], giving_up: set[int]) -> list[str]:
    """Every act that was kept is in the outbox, has come to its end, and the books show that it happened."""
    rows = {
        number: _Row(*rest)
        for number, *rest in store.execute(
            "SELECT a.id, a.state, a.kind, coalesce(a.target_stage, ''), coalesce(o.retm_id, ''),"
            " coalesce(o.partner_reference, ''), a.error_code"
            " FROM outbox AS a LEFT JOIN orders AS o ON o.key = a.order_key"
        )
    }
    of_id = {order["id"].lower(): order for order in books["orders"]}
    found = []
    for name, act in acts.items():
        if act.action is None:
            continue
        row = rows.get(act.action)
        if row is None:
            found.append(f"act {name} ({act.kind}) was kept as action {act.action}, which is gone")
        elif act.stage and row.target != act.stage:
            found.append(f"act {name} wanted {act.stage}, action {act.action} leads to {row.target}")
        elif act.reference and row.reference != act.reference:
            found.append(f"act {name} made {act.reference}, action {act.action} is of order {row.reference!r}")
    for number, row in rows.items():
        order = of_id.get(row.retm_id.lower())
        if row.state not in ("done", "given_up"):
            found.append(f"action {number} ({row.kind} {row.target}) is STUCK: {row.state} {row.error}")
        elif row.state == "given_up" and number not in giving_up:
            found.append(f"action {number} was given up, and not by the cashier")
        elif row.state == "given_up" and not (order and _overtaken(order, row)):
            found.append(f"action {number} ({row.kind} {row.target}) was refused ({row.error}) without need: {order}")
        elif row.state == "done" and not (order and _happened(order, row)):
            found.append(f"action {number} ({row.kind} {row.target}) counts as done, the books say {order}")
    return found


def _happened(order: Document, row: _Row) -> bool:
    """Tell whether the books show the act, or that the order has gone further since."""
    stage = DELIVERY_CODES[order["delivery_status"]]
    if row.kind == "create_order":
        return bool(order["partner_reference"] == row.reference)
    if row.kind == "cancel_order":
        return stage is Stage.CANCELLED
    return Stage(row.target) in _course(order) or stage.rank > Stage(row.target).rank


def _overtaken(order: Document, row: _Row) -> bool:
    """Tell whether RETM had to refuse the act: the order is closed, or has gone as far already."""
    stage = DELIVERY_CODES[order["delivery_status"]]
    return not stage.is_open or (row.kind == "move_order" and stage.rank >= Stage(row.target).rank)


def _course(order: Document) -> list[Stage]:
    told = [event["what"] for event in order["events"]]
    return [DELIVERY_CODES[int(what.removeprefix(_MOVED))] for what in told if what.startswith(_MOVED)]


def _courses(store: sqlite3.Connection, books: Document) -> list[str]:
    """No order went back, in the books or in what the store applied."""
    found = []
    for order in books["orders"]:
        ranks = [stage.rank for stage in _course(order)]
        if ranks != sorted(ranks):
            found.append(f"order {_name(order)} went back in the books: {_course(order)}")
    applied: defaultdict[int, list[Stage]] = defaultdict(list)
    sql = "SELECT order_key, stage FROM order_events WHERE applied AND kind IN ('stage', 'cancelled') ORDER BY id"
    for key, stage in store.execute(sql):
        applied[key].append(Stage(stage))
    for key, stages in applied.items():
        ranks = [stage.rank for stage in stages]
        if ranks != sorted(ranks):
            found.append(f"order {key} of the store went back: {stages}")
    return found


def _webhooks(store: sqlite3.Connection, books: Document, relay: str, totals: dict[str, int]) -> list[str]:
    """Every webhook the program answered 200 is in the journal, and every row of the journal was worked on."""
    kept: Counter[str] = Counter()
    found = []
    for number, body, applied_at, outcome in store.execute(
        "SELECT id, body, applied_at, outcome FROM journal WHERE kind IN ('order', 'invoice')"
    ):
        kept[msgspec.json.decode(body)["reference"]] += 1
        if applied_at is None:
            found.append(f"journal row {number} waits")
        elif outcome in ("failed", "unreadable", "no connection"):
            found.append(f"journal row {number}: {outcome}")
    answered: Counter[str] = Counter()
    attempts = repeated = 0
    for delivery in books["deliveries"]:
        if delivery["kind"] in _ABOUT_ORDERS and not delivery["url"].startswith(relay):
            statuses = [attempt["status"] for attempt in delivery["attempts"]]
            answered[delivery["reference"]] += statuses.count(200)
            attempts += len(statuses)
            repeated += len(statuses) > 1
            if delivery["outcome"] == "waiting":
                found.append(f"webhook {delivery['reference']} of {delivery['order_id']} is still on its way")
    found += [
        f"webhook {reference} was answered 200 and is not in the journal"
        for reference, times in answered.items()
        if times and not kept[reference]
    ]
    totals |= {"webhooks": len(answered), "attempts": attempts, "repeated": repeated}
    totals |= {"answered": sum(answered.values()), "journalled": sum(kept.values())}
    return found


def _name(order: Document) -> str:
    return f"{order['id']} (number {order['number']}, {order['origin']})"
