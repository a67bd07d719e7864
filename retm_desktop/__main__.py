"""Starts the program: `python -m retm_desktop`."""

import sys

from retm_desktop.cli import main as run


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
