"""The program itself, as `retm-desktop --home DIR` starts it, telling when the board stands painted with cards.

It then ends by itself, or with `rest` stays open until the parent ends it.
"""

import sys
from pathlib import Path

from retm_desktop.cli import prepare_process
from retm_desktop.log import start_log


def main(home: Path, *, rest: bool) -> int:
    """Open the window on `home` through the program's own entry and end it once it is painted, or later."""
    prepare_process()
    # What only a developer's tools bring is on no restaurant's computer; httpx imports it where it is.
    sys.modules.update(dict.fromkeys(("rich", "pygments")))  # type: ignore[arg-type]
    start_log(home / "log")
    from retm_desktop import start
    from tests.benchmarks.painted_program import PaintedProgram, RestingProgram

    vars(start)["Program"] = RestingProgram if rest else PaintedProgram
    return start.open_window(home, port=0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), rest=sys.argv[2:] == ["rest"]))
