"""How long the window's loop is held up by each tab that lists 5,000 records."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from tests.benchmarks.children import Child, NotMeasured, Told
from tests.benchmarks.figures import Figure, Notes
from tests.benchmarks.measures import STALL_BAR_MS, refusing

_MEASURE_SECONDS = 400.0


def lists(repeats: int, *, explain: bool = False) -> list[Figure]:
    """Measure every tab in one window: opening, choosing rows, scrolling, searching and reading anew.

    A figure is the longest stall of all of these; each is in the notes. The idle window is measured beside it.
    """
    from tests.benchmarks.many import RECORDS, stock_many

    told: list[Told] = []
    with tempfile.TemporaryDirectory(prefix="retm-bench-", ignore_cleanup_errors=True) as folder, refusing() as port:
        home = Path(folder, "stocked")
        asyncio.run(stock_many(home, port))
        for turn in range(repeats):
            used = Path(folder, f"turn-{turn}")
            shutil.copytree(home, used)
            with Child("tests.benchmarks.lists_window", str(used), *(["explain"] if explain else [])) as own:
                told.append(own.told("tabs", _MEASURE_SECONDS)[1])
    if missing := told[-1]["skipped"]:
        raise NotMeasured(f"no such tabs: {', '.join(missing)}")
    idle = [one["idle_ms"] for one in told]
    figures = []
    for name, phases in told[-1]["tabs"].items():
        worst = [max(one["tabs"][name].values()) for one in told]
        notes: Notes = dict(phases)
        if explain:
            notes["stalls"] = [one for one in told[-1]["stalls"] if str(one["at"]).startswith(f"{name}: ")]
        measure = f"longest stall with {RECORDS:,} records: {name}"
        figures.append(Figure(measure, "ms", worst, idle, STALL_BAR_MS, notes=notes))
    return figures
