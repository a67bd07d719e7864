"""How long a page of the orders list takes to scroll among very many orders, beside the same list of a hundred."""

from contextlib import ExitStack
from statistics import mean, median

from tests.benchmarks.children import Child
from tests.benchmarks.figures import Figure, Notes, at_rank
from tests.benchmarks.stocked import Homes

SCROLL_BAR = 1.2
"""Times the same view with 100 rows."""
FEW = 100
_WARM_TURNS = 2
_TURNS = 24
_MEASURE_SECONDS = 120.0


def scroll(repeats: int, homes: Homes, orders: int) -> list[Figure]:
    """Measure a page's scroll from the bar's step until it stands painted with its rows: the mean of 144 pages.

    The mean, since only some pages have to be read from the store first, and those are what many rows cost more than
    few. Begun at the top, the thirds and the end of the list, again and again, but never where rows are held already.
    Both windows are open at once and scroll in turn, six pages each. The list of a hundred holds all its rows after the
    first turns, which do not count, so that its pages are painted and nothing else.
    """
    many: list[float] = []
    few: list[float] = []
    notes: Notes = {}
    for _ in range(repeats):
        taken: dict[str, list[float]] = {"few": [], "many": []}
        with ExitStack() as opened:
            windows = {
                name: opened.enter_context(
                    Child("tests.benchmarks.scroll_window", str(opened.enter_context(homes.copy_of(count))))
                )
                for name, count in (("few", FEW), ("many", orders))
            }
            for window in windows.values():
                window.told("ready", _MEASURE_SECONDS)
            for turn in range(_WARM_TURNS + _TURNS):
                for name, window in windows.items():
                    window.tell("go")
                    pages: list[float] = window.told("pages_ms", _MEASURE_SECONDS)[1]["pages_ms"]
                    taken[name] += pages if turn >= _WARM_TURNS else []
        few.append(mean(taken["few"]))
        many.append(mean(taken["many"]))
        notes = {"pages": len(taken["many"])}
        for name, pages in taken.items():
            notes |= {f"{name}_median_ms": median(pages), f"{name}_p95_ms": at_rank(pages, 0.95)}
    return [Figure(f"scroll a page, {orders:,} rows", "ms", many, few, SCROLL_BAR, True, notes=notes)]
