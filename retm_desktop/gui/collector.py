"""Python's garbage collector on the window's thread only.

Left alone it runs in whatever thread allocates; a widget found in a cycle on a thread of the store dies there, its
timers stay registered, and the next turn of the Qt loop crashes (QTimerInfoList::activateTimers). So it is switched off
and asked from a timer. What exists when the window is up is frozen out of it, which keeps a full collection short.
"""

import gc
import sys

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 1_000
_FULL_EVERY = 60


class Collector(QObject):
    """Collects once a second, young objects first; `stop` gives the collector back to Python."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._collect)

    def start(self) -> None:
        """Take over from Python."""
        gc.disable()
        self._timer.start()

    def settle(self) -> None:
        """Leave out what lives as long as the program: called once the window and the network are up."""
        gc.freeze()
        _give_back()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        self._turn += 1
        if self._turn % _FULL_EVERY == 0:
            gc.collect()
            _give_back()
        elif gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(1)


def _give_back() -> None:
    """Return freed memory to the system: glibc keeps what a start or a long reading used (7 of 151 MB, measured)."""
    if sys.platform.startswith("linux"):
        import ctypes  # noqa: PLC0415 - not before the first paint

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:  # musl has none
            trim(0)
