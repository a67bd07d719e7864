"""A heartbeat of the window's loop: how long it was not free to answer, and what it did then."""

import gc
import sys
import threading
import time
import traceback
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 2
_SUSPECT_MS = 20.0
_LOOK_SECONDS = 0.004
_IDLE = frozenset({"wait", "select", "_worker", "poll", "accept"})
"""Functions of the standard library in which a thread that has nothing to do is found."""


@dataclass
class Stall:
    """One gap: when it began (seconds after the first beat), how long, and the stacks seen during it."""

    at: float
    ms: float
    seen: list[str] = field(default_factory=list)


class Heartbeat:
    """A timer of 2 ms on the window's thread; a gap, less the interval, is the time the loop was held up.

    With `explain` a second thread looks at the stacks while a beat is late and the collector's pauses are noted. Both
    disturb what they watch a little, so that figures are taken without.
    """

    def __init__(self, parent: QObject, *, explain: bool = False) -> None:
        self.gaps: list[float] = []
        """Every gap in milliseconds."""
        self.stalls: list[Stall] = []
        self.collections: list[tuple[float, int, float]] = []
        """Of the collector: begin (seconds after the first beat), generation, milliseconds."""
        self._explain = explain
        self._begun = self._last = time.perf_counter()
        self._collecting = 0.0
        self._seen: list[str] = []
        self._over = threading.Event()
        self._window_thread = threading.get_ident()
        self._timer = QTimer(parent)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to beat."""
        self._begun = self._last = time.perf_counter()
        self._timer.start()
        if self._explain:
            gc.callbacks.append(self._collected)
            threading.Thread(target=self._look, name="heartbeat-look", daemon=True).start()

    def stop(self) -> None:
        """End; the gap that is open counts."""
        self._beat()
        self._timer.stop()
        self._over.set()
        if self._collected in gc.callbacks:
            gc.callbacks.remove(self._collected)

    @property
    def longest_ms(self) -> float:
        """The longest stall in milliseconds."""
        return max(self.gaps, default=0.0)

    @property
    def worst(self) -> list[Stall]:
        """The stalls from the longest on."""
        return sorted(self.stalls, key=lambda stall: -stall.ms)

    def _beat(self) -> None:
        now = time.perf_counter()
        gap = max(0.0, (now - self._last) * 1000 - INTERVAL_MS)
        self.gaps.append(gap)
        if gap > _SUSPECT_MS:
            self.stalls.append(Stall(round(self._last - self._begun, 3), round(gap, 1), self._seen))
        if self._seen:
            self._seen = []
        self._last = now

    def _look(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            if (time.perf_counter() - self._last) * 1000 < _SUSPECT_MS / 2:
                continue
            names = {thread.ident: thread.name for thread in threading.enumerate()}
            for ident, frame in sys._current_frames().items():
                if ident != threading.get_ident() and frame.f_code.co_name not in _IDLE:
                    stack = traceback.extract_stack(frame)[-7:]
                    where = " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno} {f.name}" for f in reversed(stack))
                    mine = "WINDOW" if ident == self._window_thread else names.get(ident, "?")
                    self._seen.append(f"{mine}: {where}")

    def _collected(self, phase: str, info: dict[str, int]) -> None:
        now = time.perf_counter()
        if phase == "start":
            self._collecting = now
        else:
            pause = (now - self._collecting) * 1000
            self.collections.append((round(self._collecting - self._begun, 3), info["generation"], round(pause, 2)))
