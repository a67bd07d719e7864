"""Runs the measures: `python -m tests.benchmarks [--only NAME] [--repeats N] [--orders N] [--strict] [--explain]`.

`--homes DIR` keeps the stocked homes, so that the next run need not make them: for whoever measures again and again
after a change that leaves the store's file as it is.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.benchmarks.children import NotMeasured
from tests.benchmarks.figures import Figure, machine, table, write
from tests.benchmarks.growth import growth
from tests.benchmarks.lists import lists
from tests.benchmarks.measures import refusing, stall, start, webhook
from tests.benchmarks.memory import memory
from tests.benchmarks.pull import calls, pull
from tests.benchmarks.scroll import scroll
from tests.benchmarks.search import search
from tests.benchmarks.signing import signing
from tests.benchmarks.size import size
from tests.benchmarks.stocked import ORDERS, Homes
from tests.benchmarks.till import reward_check
from tests.benchmarks.webhook_rate import answers

REPEATS = {
    "start": 7,
    "search": 2,
    "scroll": 3,
    "pull": 3,
    "stall": 2,
    "calls": 3,
    "answers": 3,
    "webhook": 2,
    "memory": 2,
    "size": 1,
    "growth": 3,
    "reward": 2,
    "signing": 3,
    "lists": 1,
}
"""How often each is measured unless told otherwise; the median counts."""


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure how fast the program is.")
    made.add_argument("--only", choices=tuple(REPEATS), action="append", help="measure only this; repeatable")
    made.add_argument("--repeats", type=int, metavar="N", help="how often each is measured; the median counts")
    made.add_argument("--orders", type=int, default=ORDERS, metavar="N", help="orders in the store (100,000)")
    made.add_argument("--strict", action="store_true", help="exit 1 when a bar is missed")
    made.add_argument("--explain", action="store_true", help="name what the loop did during its stalls, and the costs")
    made.add_argument("--homes", type=Path, metavar="DIR", help="keep the stocked homes here and use those there are")
    made.add_argument("--out", type=Path, default=Path("out", "bench.json"), metavar="FILE")
    return made


def main() -> int:
    """Measure, print the table, write the JSON; 1 when something could not be measured."""
    given = parser().parse_args()
    begun = time.perf_counter()
    figures: list[Figure] = []
    failures: list[str] = []
    with ExitStack() as kept:
        folder = given.homes or Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="retm-bench-")))
        folder.mkdir(parents=True, exist_ok=True)
        homes = Homes(folder, kept.enter_context(refusing()))
        orders, explain = max(1_000, given.orders), given.explain
        with_homes = partial(partial, homes=homes, orders=orders)
        measures: dict[str, Callable[[int], list[Figure]]] = {
            "start": with_homes(start),
            "search": with_homes(search, explain=explain),
            "scroll": with_homes(scroll),
            "pull": with_homes(pull, explain=explain),
            "stall": with_homes(stall, explain=explain),
            "calls": calls,
            "answers": with_homes(answers),
            "webhook": webhook,
            "memory": with_homes(memory),
            "size": with_homes(size),
            "growth": with_homes(growth),
            "reward": reward_check,
            "signing": signing,
            "lists": partial(lists, explain=explain),
        }
        for name, measure in measures.items():
            if given.only and name not in given.only:
                continue
            sys.stderr.write(f"measuring {name} ...\n")
            try:
                figures += measure(max(1, given.repeats or REPEATS[name]))
            except NotMeasured as missing:
                failures.append(f"{name}: {missing}")
    write(given.out, figures, failures)
    told = machine()
    sys.stdout.write(f"{told['processor']}, {told['cores']} cores, load {told['load']}, Python {told['python']}, ")
    sys.stdout.write(f"PySide6 {told['pyside6']}; {time.perf_counter() - begun:.0f} s\n\n{table(figures)}\n")
    if explain:
        sys.stdout.write(_explained(figures))
    for failure in failures:
        sys.stdout.write(f"NOT MEASURED {failure}\n")
    missed = any(figure.passed is False for figure in figures)
    return 1 if failures or (given.strict and missed) else 0


def _explained(figures: list[Figure]) -> str:
    """Return what was seen on the threads during the longest stalls, and what a profiler saw."""
    lines: list[str] = []
    for figure in figures:
        stalls = figure.notes.get("stalls")
        for one in stalls if isinstance(stalls, list) else []:
            when = one["at"] if isinstance(one["at"], str) else f"{one['at']} s after the beginning"
            lines += ["", f"{one['ms']} ms, {when}", *(f"  {seen}" for seen in one["seen"])]
        collections = figure.notes.get("collections")
        for at, generation, pause in collections if isinstance(collections, list) else []:
            lines.append(f"collector: generation {generation}, {pause} ms, at {at} s")
        if profile := figure.notes.get("profile"):
            lines += ["", figure.measure, str(profile)]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
