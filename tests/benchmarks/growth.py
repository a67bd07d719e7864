"""How starting, searching and pulling grow with the number of stored orders: none worse than n log n.

For a hundredth, a tenth and all of the orders. What is fitted is the exponent b of t = a * n ** b, by least squares
over the logarithms. Of start and search t is the time of one start and the mean of all keystrokes. Of the pull t is
the time of pulling n orders: what a thousand take into a store that holds n, times n. The reference is the exponent
that n log n has between the same sizes; the notes tell what was measured and how much each step of ten costs.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import linear_regression, mean, median

from tests.benchmarks.figures import Figure, Notes
from tests.benchmarks.measures import starts
from tests.benchmarks.practice import PracticeRestaurant
from tests.benchmarks.pull import pulled_into
from tests.benchmarks.search import searched
from tests.benchmarks.stocked import Homes

_PULLED = 1_000


def growth(repeats: int, homes: Homes, orders: int) -> list[Figure]:
    """Measure start, search and pull at three sizes, turn by turn, and fit how they grow.

    A machine is not equally fast all the time: a start is taken in times of the bare window's and a pull in times of
    the bare download's, which were measured beside it and do not depend on the stored orders.
    """
    sizes = [max(10, orders // part) for part in (100, 10, 1)]
    taken: dict[str, dict[int, list[float]]] = {what: {n: [] for n in sizes} for what in ("start", "search", "pull")}
    with PracticeRestaurant(_PULLED) as restaurant:
        for _ in range(repeats):
            for n in sizes:
                ours, bare, _cards = starts(1, homes.of(n))
                taken["start"][n].append(ours[0] / bare[0])
                taken["search"][n].append(mean(searched(homes, n)["rows_ms"].values()))
                told = pulled_into(homes, n, restaurant, _PULLED)
                taken["pull"][n].append(told["pull_seconds"] / told["download_seconds"] * n)
    allowed = exponent(sizes, [n * math.log(n) for n in sizes])
    figures = []
    for what, by_size in taken.items():
        amounts = [median(each) for each in by_size.values()]
        notes: Notes = {"amounts": dict(zip(map(str, sizes), amounts, strict=True))}
        notes["times_for_ten_times"] = [round(later / earlier, 2) for earlier, later in pairwise(amounts)]
        measure = f"growth of {what}, {sizes[0]:,} to {sizes[-1]:,} orders: exponent"
        figures.append(Figure(measure, "", [exponent(sizes, amounts)], [allowed], allowed, notes=notes))
    return figures


def exponent(sizes: Sequence[int], amounts: Sequence[float]) -> float:
    """Return b of the curve a * n ** b that fits best."""
    return linear_regression([math.log(n) for n in sizes], [math.log(amount) for amount in amounts]).slope
