"""The command line: `retm-desktop [--home DIR] [--environments FILE] [--sandbox] [COMMAND]`."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from retm_desktop.log import start_log


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    made = argparse.ArgumentParser(prog="retm-desktop", description="Order management for restaurants on RETM.")
    made.add_argument("--home", type=Path, help="folder of the store, the log and pictures")
    made.add_argument("--environments", type=Path, metavar="FILE", help="TOML file with more environments")
    made.add_argument("--sandbox", action="store_true", help="start the practice restaurant at once")
    made.add_argument("--port", type=int, help="port of the local listener (47600)")
    made.add_argument("--verbose", action="store_true", help="write the log to the screen too")
    commands = made.add_subparsers(dest="command", metavar="COMMAND")
    tour = commands.add_parser("tour", help="walk the main job on the real window, with pictures and a report")
    tour.add_argument("--out", type=Path, required=True, help="folder for the pictures and report.json")
    doctor = commands.add_parser("doctor", help="say why no orders come, and what to do")
    doctor.add_argument("--json", action="store_true", help="print JSON and nothing else")
    # Given before the command or after it; one that is not given here must not undo the other.
    doctor.add_argument("--home", type=Path, default=argparse.SUPPRESS, help="folder of the program to be examined")
    doctor.add_argument("--devices", action="store_true", help=argparse.SUPPRESS)
    self_test = commands.add_parser("self-test", help="start everything without a network and say what is broken")
    self_test.add_argument("--json", action="store_true", help="print JSON and nothing else")
    self_test.add_argument("--inside", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    sandbox = commands.add_parser("sandbox", help="run the practice restaurant (see retm-sandbox)", add_help=False)
    sandbox.add_argument("rest", nargs=argparse.REMAINDER)
    return made


def default_home() -> Path:
    """Return the folder the system keeps programs' data in for this user."""
    import platformdirs  # noqa: PLC0415 - not needed when --home is given

    return platformdirs.user_data_path("retm-desktop", "RETM Desktop")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["sandbox"]:
        # A packaged program has no python of its own to start the practice restaurant with.
        from retm_desktop.sandbox.__main__ import main as sandbox_main  # noqa: PLC0415

        return sandbox_main(words[1:])
    options = parser().parse_args(words)
    prepare_process()
    if options.command == "doctor":
        return _examine(options)
    if options.command == "self-test":
        return _test_self(options)
    if options.command == "tour":
        from retm_desktop.tour.walk import run_tour  # noqa: PLC0415

        return run_tour(options.out, home=options.home)
    return _open_window(options)


def _examine(options: argparse.Namespace) -> int:
    if options.devices:
        from retm_desktop.gui.doctor.devices import tell_devices  # noqa: PLC0415

        return tell_devices()
    from retm_desktop.doctor_command import examine  # noqa: PLC0415

    return examine((options.home or default_home()).absolute(), port=options.port, as_json=options.json)


def _test_self(options: argparse.Namespace) -> int:
    if options.inside is not None:
        from retm_desktop.self_test.inside import run_inside  # noqa: PLC0415

        return run_inside(options.inside)
    from retm_desktop.self_test.outside import run_outside  # noqa: PLC0415 - knows no Qt, which may be broken

    return run_outside(as_json=options.json)


def prepare_process() -> None:
    """Set what has to stand before Qt is imported."""
    os.environ["QT_API"] = "pyside6"
    _allow_root_in_container()
    # Some hundred thousand objects are made on the way to the window and nearly all of them stay: collecting among
    # them is wasted time. The window's own collector takes over when it is up.
    gc.disable()


def _allow_root_in_container() -> None:
    """Chromium refuses to start as root with its sandbox on; that one case is told and switched off for this run."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if sys.platform.startswith("linux") and is_root and "QTWEBENGINE_DISABLE_SANDBOX" not in os.environ:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        sys.stderr.write(
            "retm-desktop: started as root, where the browser engine's own sandbox cannot work;"
            " it is off for this run only.\n"
        )


def _open_window(options: argparse.Namespace) -> int:
    home: Path = (options.home or default_home()).absolute()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    start_log(home / "log", verbose=options.verbose)
    from retm_desktop import start  # noqa: PLC0415 - Qt is imported only when a window is wanted

    return start.open_window(
        home,
        environments=options.environments,
        practise=options.sandbox,
        port=options.port,
    )
