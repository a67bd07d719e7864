"""In a child process: opens a store, which migrates it, and says so; `python -m tests.chaos.opening FILE`."""

import sys
from pathlib import Path

from retm_desktop.store.database import Database
from tests.chaos.killable import tell


def main(path: Path) -> None:
    """Open the store and close it again."""
    tell(begun=True)
    database = Database(path)
    database.open()
    tell(opened=True)
    database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
