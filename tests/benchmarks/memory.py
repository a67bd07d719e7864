"""How much memory the open window takes: with many orders, with few, and a bare window's.

Of each process the parent reads `/proc/PID/smaps_rollup` once the window is painted, its network has started and some
seconds have passed. What counts is RSS, the resident set size, in which the pages of Qt's libraries count whole: on a
restaurant's computer no other program shares them. PSS (each process's share of shared pages, here with three windows
open at once) and USS (private pages alone) are in the notes.
"""

import time
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.children import Child, NotMeasured
from tests.benchmarks.figures import Figure, Notes
from tests.benchmarks.stocked import Homes

MEMORY_BAR = 2.0
"""Times the bare window."""
SIZE_INDEPENDENT_BAR = 1.1
"""Times the same window with a hundredth of the orders."""
_SETTLE_SECONDS = 6.0
_START_SECONDS = 60.0
_MEGABYTE = 1024.0


def memory(repeats: int, homes: Homes, orders: int) -> list[Figure]:
    """Measure the window with so many orders beside the bare window, and beside itself with a hundredth of them."""
    few = max(1, orders // 100)
    taken: dict[str, list[dict[str, float]]] = {"many": [], "few": [], "bare": []}
    for _ in range(repeats):
        with ExitStack() as open_windows:
            windows = {
                "bare": open_windows.enter_context(Child("tests.benchmarks.bare_window", "rest")),
                "few": open_windows.enter_context(Child("tests.benchmarks.own_window", str(homes.of(few)), "rest")),
                "many": open_windows.enter_context(Child("tests.benchmarks.own_window", str(homes.of(orders)), "rest")),
            }
            for window in windows.values():
                window.told("resting", _START_SECONDS)
            time.sleep(_SETTLE_SECONDS)
            for name, window in windows.items():
                taken[name].append(memory_of(window.pid))
    rss = {name: [one["rss"] for one in each] for name, each in taken.items()}
    notes: Notes = {name: each[-1] for name, each in taken.items()}
    for kind in ("pss", "uss"):
        notes[f"{kind}_ratio"] = round(taken["many"][-1][kind] / taken["bare"][-1][kind], 2)
    return [
        Figure(f"memory (RSS), {orders:,} orders", "MB", rss["many"], rss["bare"], MEMORY_BAR, True, notes=notes),
        Figure(
            f"memory (RSS), {orders:,} beside {few:,} orders",
            "MB",
            rss["many"],
            rss["few"],
            SIZE_INDEPENDENT_BAR,
            True,
        ),
    ]


def memory_of(pid: int) -> dict[str, float]:
    """Return RSS, PSS and USS of a process in MB; raises NotMeasured where the system does not tell."""
    told = Path(f"/proc/{pid}/smaps_rollup")
    if not told.exists():
        raise NotMeasured("this system has no smaps_rollup")
    pages: dict[str, float] = {}
    for line in told.read_text("utf-8").splitlines()[1:]:
        name, _, amount = line.partition(":")
        pages[name] = float(amount.split()[0]) / _MEGABYTE
    private = pages["Private_Clean"] + pages["Private_Dirty"]
    return {name: round(value, 1) for name, value in (("rss", pages["Rss"]), ("pss", pages["Pss"]), ("uss", private))}
