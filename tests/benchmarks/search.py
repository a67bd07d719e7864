"""How long a keystroke in the search of the orders list takes, beside one frame and beside Qt's own filter."""

from tests.benchmarks.children import Child, Told
from tests.benchmarks.figures import Figure, Notes, at_rank
from tests.benchmarks.measures import STALL_BAR_MS
from tests.benchmarks.stocked import Homes

FRAME_MS = 16.0
"""One frame of a screen that shows sixty a second."""
FASTER_BAR = 50.0
"""Times faster than QSortFilterProxyModel."""
_MEASURE_SECONDS = 900.0


def search(repeats: int, homes: Homes, orders: int, *, explain: bool = False) -> list[Figure]:
    """Measure typing numbers, phones, names in both scripts and items key by key: p95 of all keystrokes.

    `search_window` says what is timed. Qt's filter is slow and the same at every turn: it is timed in the first one,
    for some of the texts, and compared with ours keystroke by keystroke: what counts is the median of these pairs. The
    stall is the longest of the window's loop while texts are typed as fast as people do, beside an idle window's.
    """
    wanted = ["stall", *(["explain"] if explain else [])]
    told = [searched(homes, orders, *wanted, *(["filter"] if turn == 0 else [])) for turn in range(repeats)]
    p95 = [at_rank(list(one["rows_ms"].values()), 0.95) for one in told]
    slowest = sorted(told[-1]["rows_ms"].items(), key=lambda pair: -pair[1])[:8]
    notes: Notes = {
        "keystrokes": len(told[-1]["rows_ms"]),
        "median_ms": at_rank(list(told[-1]["rows_ms"].values()), 0.5),
        "longest_ms": slowest[0][1],
        "total_known_p95_ms": at_rank(list(told[-1]["total_ms"].values()), 0.95),
        "total_known_median_ms": at_rank(list(told[-1]["total_ms"].values()), 0.5),
        "slowest": {text: round(ms, 1) for text, ms in slowest},
    }
    by_filter: dict[str, float] = told[0]["filter_ms"]
    common = [text for text in by_filter if text in told[0]["rows_ms"]]
    ours, filtered = [told[0]["rows_ms"][text] for text in common], [by_filter[text] for text in common]
    filter_notes: Notes = {
        "keystrokes": len(common),
        "p95_ms": at_rank(ours, 0.95),
        "filter_p95_ms": at_rank(filtered, 0.95),
        "p95_ratio": at_rank(filtered, 0.95) / at_rank(ours, 0.95),
    }
    stall_notes: Notes = {"stalls": told[-1]["stalls"]} if explain else {}
    return [
        Figure("search: a keystroke to its rows, p95", "ms", p95, [FRAME_MS] * repeats, FRAME_MS, notes=notes),
        Figure(
            "the same search beside QSortFilterProxyModel",
            "ms",
            ours,
            filtered,
            FASTER_BAR,
            bar_is_ratio=True,
            at_least=True,
            notes=filter_notes,
        ),
        Figure(
            "longest stall while searching",
            "ms",
            [one["longest_ms"] for one in told],
            [one["idle_ms"] for one in told],
            STALL_BAR_MS,
            notes=stall_notes,
        ),
    ]


def searched(homes: Homes, orders: int, *wanted: str) -> Told:
    """Return what `search_window` tells of a store with so many orders, and of what is wanted beside."""
    told: Told = {}
    with homes.copy_of(orders) as home, Child("tests.benchmarks.search_window", str(home), *wanted) as own:
        if "stall" in wanted:
            own.told("typing", _MEASURE_SECONDS)
            with Child("tests.benchmarks.bare_window", "beat") as idle:
                told |= own.told("longest_ms", _MEASURE_SECONDS)[1]
                idle.tell("end")
                told["idle_ms"] = idle.told("longest_ms", _MEASURE_SECONDS)[1]["longest_ms"]
        return told | own.told("rows_ms", _MEASURE_SECONDS)[1]
