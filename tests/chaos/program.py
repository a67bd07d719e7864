"""The program itself, as `retm-desktop --home DIR --port N` starts it, telling what it has reached.

`python -m tests.chaos.program HOME PORT TASK SEED [EXTRA]`; TASK is one of

* `work`: a cashier acts; EXTRA is how many seconds the listener rests between the commit of a webhook and its answer,
* `watch`: nobody acts, but what was refused is given up; EXTRA as above,
* `install`: the restaurant of the sandbox at EXTRA is connected,
* `resume`: nothing; what is told is how the latest install stands.
"""

import sys
from functools import partial
from pathlib import Path

from retm_desktop.cli import prepare_process
from retm_desktop.log import start_log


def main(home: Path, port: int, task: str, seed: str, extra: str) -> int:
    """Open the window on `home` through the program's own entry; return its exit code."""
    prepare_process()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    start_log(home / "log")
    from retm_desktop import start
    from tests.chaos.watched_program import WatchedProgram

    vars(start)["Program"] = partial(WatchedProgram, task=task, seed=seed, extra=extra)
    return start.open_window(home, port=port)


if __name__ == "__main__":
    home, port, task, seed, *extra = sys.argv[1:]
    sys.exit(main(Path(home), int(port), task, seed, extra[0] if extra else ""))
