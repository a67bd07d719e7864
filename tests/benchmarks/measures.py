"""Start, webhook and stall: each in child processes of its own, ours and the reference in turn or side by side."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.benchmarks.children import Child, NotMeasured, Told
from tests.benchmarks.figures import Figure, Notes, at_rank
from tests.benchmarks.practice import PracticeRestaurant
from tests.benchmarks.stocked import Homes

START_BAR = 2.0
"""Times the bare window."""
WEBHOOK_BAR_MS = 200.0
STALL_BAR_MS = 50.0

_PAINT_SECONDS = 30.0
_CONNECT_SECONDS = 90.0
_PAST_ORDERS = 300
_PULLED_ORDERS = 20_000
_PULL_SECONDS = 450.0
_OUTAGE_SECONDS = 4.0
_CUT_SECONDS = 0.3
"""Until the practice restaurant is out of reach, once it was told to be."""
_HOOKS_A_SECOND = 20.0
_HOOKS_AN_ORDER = 3
"""The invoice and the order webhook of a new order, and one that says it is delivered."""
_SENDING_SECONDS = 10.0
_UNTIL_DELIVERED = 0.5
"""Seconds an order stays new: few enough stand in the column for every new card to be on screen."""
_DELIVERED = 7
_ENDED = (3, _DELIVERED)
"""Delivery statuses of a cancelled and of a delivered order."""


def start(repeats: int, homes: Homes, orders: int) -> list[Figure]:
    """Measure from process start to the painted window with so many stored orders, and the bare window, in turn."""
    ours, bare, cards = starts(repeats, homes.of(orders))
    notes: Notes = {"stored_orders": orders, "cards_on_screen": cards}
    return [Figure(f"start: window with {orders:,} orders", "s", ours, bare, START_BAR, True, notes=notes)]


def starts(repeats: int, home: Path, *, bare_too: bool = True) -> tuple[list[float], list[float], int]:
    """Return the seconds of each start of ours on `home` and of the bare window, and the cards that were painted.

    A start writes little and is asked for again and again: every turn is on the same home.
    """
    ours: list[float] = []
    bare: list[float] = []
    cards = 0
    for _ in range(repeats + 1):
        if bare_too:
            with Child("tests.benchmarks.bare_window") as reference:
                at, _told = reference.told("painted", _PAINT_SECONDS)
                bare.append(at - reference.begun)
        with Child("tests.benchmarks.own_window", str(home)) as own:
            at, told = own.told("painted", _PAINT_SECONDS)
            ours.append(at - own.begun)
            cards = told["painted"]
    if not cards:
        raise NotMeasured("the board was painted without cards")
    # The first turn fills the system's file cache and compiles modules.
    return ours[1:], bare[1:], cards


def webhook(repeats: int) -> list[Figure]:
    """Measure from a webhook's receipt to the painted card, at 20 webhooks a second."""
    worst: list[float] = []
    notes: Notes = {}
    for _ in range(repeats):
        told = _webhooks_once()
        latencies: list[float] = told["latencies_ms"]
        if told["unseen"] or not latencies:
            raise NotMeasured(f"{len(told['unseen'])} webhooks never showed on screen: {told['unseen'][:5]}")
        worst.append(at_rank(latencies, 0.95))
        notes = {
            "webhooks": told["hooks"],
            "webhooks_a_second": round(told["hooks"] / told["sending_seconds"], 1),
            "median_ms": median(latencies),
            "longest_ms": max(latencies),
            "applied_median_ms": median(told["applied_ms"]),
            "applied_p95_ms": at_rank(told["applied_ms"], 0.95),
        }
    return [Figure("webhook to visible row, p95", "ms", worst, bar=WEBHOOK_BAR_MS, notes=notes)]


def stall(repeats: int, homes: Homes, orders: int, *, explain: bool = False) -> list[Figure]:
    """Measure the longest stall of the loop while 20,000 orders (a fifth of the stored ones at the most) are pulled.

    The program is on screen with so many stored orders of the same restaurant. An idle window beside it is the
    reference.
    """
    pulled = min(_PULLED_ORDERS, orders // 5 // 50 * 50)
    told = [_pull_once(homes, orders, pulled, explain=explain) for _ in range(repeats)]
    notes = {key: told[-1][key] for key in ("cards", "p99_ms", "over_20_ms", "over_50_ms", "stalls", "collections")}
    idle = [one["idle_ms"] for one in told]
    longest = [one["longest_ms"] for one in told]
    return [
        Figure(f"longest stall, {pulled:,} orders pulled", "ms", longest, idle, STALL_BAR_MS, notes=notes),
        Figure("the pull itself, window on screen", "s", [one["pull_seconds"] for one in told]),
        Figure("longest stall while the network opens", "ms", [one["while_opening_ms"] for one in told]),
    ]


@contextmanager
def refusing() -> Iterator[int]:
    """Hold a loopback port where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def _webhooks_once() -> Told:
    with (
        PracticeRestaurant(_PAST_ORDERS) as restaurant,
        Child("tests.benchmarks.webhook_window", restaurant.url, str(_PAST_ORDERS)) as own,
    ):
        _, told = own.told("consent", _CONNECT_SECONDS)
        _clear_the_board(restaurant)
        restaurant.consent(told["listener"], told["consent"])
        own.told("ready", _CONNECT_SECONDS)
        sending = _send_orders(restaurant)
        own.tell("end")
        _, told = own.told("latencies_ms", _CONNECT_SECONDS)
        return told | {"sending_seconds": sending}


def _clear_the_board(restaurant: PracticeRestaurant) -> None:
    """Deliver what is open: below older cards a new one would wait outside the screen for an operator to scroll."""
    for order in restaurant.pull("books")["orders"]:
        if order["delivery_status"] not in _ENDED:
            restaurant.pull("advance", order_id=order["id"], delivery_status=_DELIVERED)


def _send_orders(restaurant: PracticeRestaurant) -> float:
    """Let orders come and go evenly for the sending time; return how many seconds it took."""
    every = _HOOKS_AN_ORDER / _HOOKS_A_SECOND
    count = int(_SENDING_SECONDS / every)
    placed: dict[int, str] = {}
    acts = sorted((n * every + wait, n, wait > 0) for n in range(count) for wait in (0.0, _UNTIL_DELIVERED))
    begun = time.perf_counter()
    for at, n, delivered in acts:
        time.sleep(max(0.0, begun + at - time.perf_counter()))
        if delivered:
            restaurant.pull("advance", order_id=placed[n], delivery_status=_DELIVERED)
        else:
            placed[n] = restaurant.pull("place_order")["id"]
    return time.perf_counter() - begun


def _pull_once(homes: Homes, orders: int, pulled: int, *, explain: bool) -> Told:
    more = ["explain"] if explain else []
    with (
        PracticeRestaurant(pulled) as restaurant,
        homes.copy_of(orders) as home,
        Child(
            "tests.benchmarks.pull_window", str(home), restaurant.url, str(pulled), str(_OUTAGE_SECONDS), *more
        ) as own,
    ):
        _, told = own.told("consent", _CONNECT_SECONDS)
        restaurant.consent(told["listener"], told["consent"])
        own.told("ready", _CONNECT_SECONDS)
        with Child("tests.benchmarks.bare_window", "beat") as idle:
            idle.told("beating", _PAINT_SECONDS)
            restaurant.pull("offline", seconds=_OUTAGE_SECONDS)
            time.sleep(_CUT_SECONDS)
            own.tell("go")
            _, told = own.told("longest_ms", _PULL_SECONDS)
            idle.tell("end")
            _, beside = idle.told("longest_ms", _PAINT_SECONDS)
        return told | {"idle_ms": beside["longest_ms"]}
