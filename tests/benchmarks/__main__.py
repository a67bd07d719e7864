"""Runs the measures: `python -m tests.benchmarks [--only NAME] [--repeats N] [--strict] [--explain] [--out FILE]`."""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks.children import NotMeasured
from tests.benchmarks.figures import Figure, machine, table, write
from tests.benchmarks.lists import lists
from tests.benchmarks.measures import stall, start, webhook
from tests.benchmarks.signing import signing
from tests.benchmarks.till import reward_check

REPEATS = {"start": 7, "webhook": 2, "stall": 3, "reward": 3, "signing": 3, "lists": 3}
"""How often each is measured unless told otherwise; the median counts."""


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure how fast the program is.")
    made.add_argument("--only", choices=tuple(REPEATS), action="append", help="measure only this; repeatable")
    made.add_argument("--repeats", type=int, metavar="N", help="how often each is measured; the median counts")
    made.add_argument("--strict", action="store_true", help="exit 1 when a bar is missed")
    made.add_argument("--explain", action="store_true", help="name what the loop did during its stalls")
    made.add_argument("--out", type=Path, default=Path("out", "bench.json"), metavar="FILE")
    return made


def main() -> int:
    """Measure, print the table, write the JSON; 1 when something could not be measured."""
    given = parser().parse_args()
    measures: dict[str, Callable[[int], list[Figure]]] = {
        "start": start,
        "webhook": webhook,
        "stall": partial(stall, explain=given.explain),
        "reward": reward_check,
        "signing": signing,
        "lists": partial(lists, explain=given.explain),
    }
    figures: list[Figure] = []
    failures: list[str] = []
    begun = time.perf_counter()
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
    if given.explain:
        sys.stdout.write(_explained(figures))
    for failure in failures:
        sys.stdout.write(f"NOT MEASURED {failure}\n")
    missed = any(figure.passed is False for figure in figures)
    return 1 if failures or (given.strict and missed) else 0


def _explained(figures: list[Figure]) -> str:
    """Return what was seen on the threads during the longest stalls."""
    lines: list[str] = []
    for figure in figures:
        stalls = figure.notes.get("stalls")
        for one in stalls if isinstance(stalls, list) else []:
            when = one["at"] if isinstance(one["at"], str) else f"{one['at']} s after the beginning"
            lines += ["", f"{one['ms']} ms, {when}", *(f"  {seen}" for seen in one["seen"])]
        collections = figure.notes.get("collections")
        for at, generation, pause in collections if isinstance(collections, list) else []:
            lines.append(f"collector: generation {generation}, {pause} ms, at {at} s")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
