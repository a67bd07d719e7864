"""The tour's report: each step, what was expected, what was read back from the screen, and how long it took."""

from pathlib import Path

import msgspec


class Step(msgspec.Struct):
    """One step; `read` is what the screen showed, `seconds` the time from the act to the sight."""

    name: str
    expected: str
    read: str = ""
    seen: bool = False
    seconds: float = 0.0
    picture: str = ""


class Report(msgspec.Struct):
    """All steps in order; `ok` only where every one was seen and nothing unexpected happened."""

    ok: bool
    seconds: float
    steps: list[Step]
    unexpected: list[str]

    def write(self, path: Path) -> None:
        """Write the report as indented JSON."""
        path.write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n")
