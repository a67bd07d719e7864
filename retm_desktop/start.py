"""From the command line to the window: one instance, exceptions caught, a store that opens or says why not."""

import asyncio
import logging
import signal
import sys
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from retm_desktop.app import Options, Program, prepare_qt, run_loop
from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui.instance import Instance
from retm_desktop.gui.language import Translations, system_language
from retm_desktop.gui.theme import load_fonts, theme_for
from retm_desktop.store.database import Damage

log = logging.getLogger(__name__)

EXIT_STORE = 3
"""Exit code where the folder, its store or the environments file cannot be used; nothing was changed."""


def open_window(
    home: Path, *, environments: Path | None = None, practise: bool = False, port: int | None = None
) -> int:
    """Open the window on `home`, or raise the one that is open there; return the exit code."""
    app = prepare_qt()
    # Orders carry names and phones: nobody else of this computer needs to read them.
    home.chmod(0o700)
    instance = Instance(home)
    options = Options(home=home, environments=environments, practise=practise, port=port)

    async def main() -> int:
        begun = options
        while True:
            try:
                program = _made(app, begun)
            except OperatorError as error:
                return await _refuse(app, error)
            code = await _run(program, instance)
            if not program.wants_repair:
                return code
            log.info("starting anew, to repair the store")
            begun = replace(options, practise=False)

    try:
        if not instance.own():
            return 0
        return run_loop(app, main)
    except OperatorError as error:
        refused = error
        return run_loop(app, lambda: _refuse(app, refused))
    finally:
        instance.close()


def _made(app: QApplication, options: Options) -> Program:
    """Return the program; damage that is met on the way to its window is noted then, and rescued at the second try."""
    try:
        return Program(app, options)
    except Damage as error:
        log.error("the store is damaged: %s", error.detail)
        return Program(app, options)


async def _run(program: Program, instance: Instance) -> int:
    """Run the program to its end: raised when it is started once more, its bugs reported."""
    raised = instance.raised.connect(program.raise_window)
    before = sys.excepthook

    def unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        program.report_bug(kind, error, trace)

    sys.excepthook = unexpected
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(
        lambda _loop, context: _from_loop(program, context.get("exception"), str(context.get("message")))
    )
    _listen_to_signals(program)
    ending = asyncio.ensure_future(_hushed(program, instance))
    try:
        return await program.run()
    finally:
        sys.excepthook = before
        ending.cancel()
        QObject.disconnect(raised)


async def _hushed(program: Program, instance: Instance) -> None:
    """Once the program is ending, a start in this moment waits for the folder instead of raising what goes away."""
    await program.quit_requested.wait()
    if not program.wants_repair:
        instance.hush()


def _from_loop(program: Program, error: object, message: str) -> None:
    if isinstance(error, BaseException):
        program.report_bug(type(error), error, error.__traceback__)
    else:
        log.error("event loop: %s", message)


def _listen_to_signals(program: Program) -> None:
    """End on Ctrl+C or a polite kill; the collector's timer gives Python the control it needs to notice."""

    def asked_to_end(_number: int, _frame: object) -> None:
        program.quit_requested.set()

    signal.signal(signal.SIGINT, asked_to_end)
    signal.signal(signal.SIGTERM, asked_to_end)


async def _refuse(app: QApplication, error: OperatorError) -> int:
    """Tell in a window of its own why the program cannot start; nothing was changed."""
    log.error("cannot start: %s: %s", error.code, error.detail)
    from retm_desktop.gui.refusal import RefusalWindow  # noqa: PLC0415 - a start has none as a rule

    load_fonts()
    Translations(app).use(system_language())
    theme = theme_for("system")
    theme.apply(app)
    window = RefusalWindow(theme, error)
    closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def ended(_code: int) -> None:
        if not closed.done():
            closed.set_result(None)

    window.finished.connect(ended)
    window.show()
    await closed
    window.deleteLater()
    return EXIT_STORE
