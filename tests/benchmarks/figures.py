"""What was measured, as a table for people and as JSON for comparison."""

import json
import math
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

Notes = dict[str, object]


@dataclass(frozen=True)
class Figure:
    """One measure. `bar` bounds `ratio` where `bar_is_ratio`, else `ours`; None bounds nothing.

    `ours` and `reference` are medians over the repeats, in `unit`; `samples` holds every repeat as it came. The ratio
    says how many times the reference ours is and may be the bar at the most; with `at_least` it says how many times
    faster than the reference ours is, and has to be the bar at the least.
    """

    measure: str
    unit: str
    samples: list[float]
    reference_samples: list[float] = field(default_factory=list)
    bar: float | None = None
    bar_is_ratio: bool = False
    notes: Notes = field(default_factory=dict)
    at_least: bool = False

    @property
    def ours(self) -> float:
        """The program's figure."""
        return median(self.samples)

    @property
    def reference(self) -> float | None:
        """What it is compared with, None where there is nothing to compare with."""
        return median(self.reference_samples) if self.reference_samples else None

    @property
    def ratio(self) -> float | None:
        """How many times the reference; the median of the pairs where both were measured in turn."""
        pairs = list(zip(self.samples, self.reference_samples, strict=False))
        if self.at_least:
            pairs = [(other, ours) for ours, other in pairs]
        return median(one / other for one, other in pairs) if pairs and all(other for _, other in pairs) else None

    @property
    def passed(self) -> bool | None:
        """Whether the bar is kept, None without a bar."""
        if self.bar is None:
            return None
        held = self.ratio if self.bar_is_ratio else self.ours
        return held is not None and (held >= self.bar if self.at_least else held <= self.bar)


def at_rank(values: Sequence[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of `values` do not exceed, by the nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def machine() -> Notes:
    """Return what the figures depend on: processor, cores, load, versions."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else [],
        "python": platform.python_version(),
        "pyside6": version("PySide6"),
        "qasync": version("qasync"),
        "qt_platform": os.environ.get("QT_QPA_PLATFORM", ""),
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.is_file():
        for line in told.read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of text."""
    rows = [("measure", "ours", "reference", "ratio", "bar", "")]
    rows += [_row(figure) for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def _row(figure: Figure) -> tuple[str, str, str, str, str, str]:
    def amount(value: float | None) -> str:
        if value is None:
            return ""
        places = 2 if figure.unit in ("s", "") else 1 if abs(value) < 100 and value != int(value) else 0
        return f"{value:,.{places}f} {figure.unit}".rstrip()

    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    sign = ">=" if figure.at_least else "<="
    bar = "" if figure.bar is None else f"{figure.bar:g} times" if figure.bar_is_ratio else amount(figure.bar)
    bar = f"{sign} {bar}" if bar else ""
    verdict = "" if figure.passed is None else "pass" if figure.passed else "MISSED"
    return figure.measure, amount(figure.ours), amount(figure.reference), ratio, bar, verdict


def write(path: Path, figures: Sequence[Figure], failures: Sequence[str]) -> None:
    """Write everything to `path` as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = [
        asdict(f) | {"ours": f.ours, "reference": f.reference, "ratio": f.ratio, "passed": f.passed} for f in figures
    ]
    document = {"machine": machine(), "figures": told, "failures": list(failures)}
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
