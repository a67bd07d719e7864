"""How long 20,000 orders take into the store beside downloading them alone, and one call beside a bare one."""

from tests.benchmarks.children import Child, Told
from tests.benchmarks.figures import Figure, Notes
from tests.benchmarks.practice import PracticeRestaurant
from tests.benchmarks.stocked import Homes

PULL_BAR = 2.0
"""Times the bare download of the same pages."""
CALL_BAR = 1.25
"""Times a bare GET."""
PULLED_ORDERS = 20_000
_MEASURE_SECONDS = 300.0


def pull(repeats: int, homes: Homes, orders: int, *, explain: bool = False) -> list[Figure]:
    """Measure a pull of 20,000 orders (a fifth of the stored ones at the most) into a store of so many orders.

    The reference downloads the same pages from the same server, one after the other, with bare httpx and json.loads, in
    the same process just before. The practice restaurant runs in its own process and has written its documents by then.
    """
    pulled = min(PULLED_ORDERS, orders // 5 // 50 * 50)
    with PracticeRestaurant(pulled) as restaurant:
        told = [pulled_into(homes, orders, restaurant, pulled, explain=explain) for _ in range(repeats)]
    ours, bare = [one["pull_seconds"] for one in told], [one["download_seconds"] for one in told]
    notes: Notes = {"orders_a_second": round(pulled / min(ours)), "profile": told[-1]["profile"]}
    return [Figure(f"pull {pulled:,} orders into the store", "s", ours, bare, PULL_BAR, True, notes=notes)]


def pulled_into(
    homes: Homes, orders: int, restaurant: PracticeRestaurant, pulled: int, *, explain: bool = False
) -> Told:
    """Return what `pulling` tells of pulling all of the restaurant's orders into a store with so many."""
    more = ["explain"] if explain else []
    with (
        homes.copy_of(orders) as home,
        Child("tests.benchmarks.pulling", str(home), restaurant.url, restaurant.business_id, str(pulled), *more) as own,
    ):
        return own.told("pull_seconds", _MEASURE_SECONDS)[1]


def calls(repeats: int) -> list[Figure]:
    """Measure RetmClient.orders(page) beside a bare httpx GET of the same address, in turn; medians of many calls.

    The bare call is answered with bytes, ours with the page's orders in the program's own types: a usual page of fifty
    measures that reading, a page of one order the call itself. The notes compare with a bare call whose JSON is read.
    """
    told: list[Told] = []
    with PracticeRestaurant(200) as restaurant:
        for _ in range(repeats):
            with Child("tests.benchmarks.calling", restaurant.url, restaurant.business_id) as own:
                told.append(own.told("pages", _MEASURE_SECONDS)[1]["pages"])
    figures = []
    for per_page in ("1", "50"):
        taken = [one[per_page] for one in told]
        ours, bare = [one["ours_ms"] for one in taken], [one["bare_ms"] for one in taken]
        notes: Notes = {"read_ms": taken[-1]["read_ms"], "beside_get_and_loads": ours[-1] / taken[-1]["read_ms"]}
        measure = f"client call, {per_page} order{'s' if per_page != '1' else ''} a page"
        figures.append(Figure(measure, "ms", ours, bare, CALL_BAR, True, notes=notes))
    return figures
