"""Where the time of every thread goes, looked at many times a second: cProfile sees one thread only."""

import sys
import threading
from collections import Counter
from types import FrameType

_LOOK_SECONDS = 0.002
_IDLE = frozenset({"wait", "select", "_worker", "poll", "accept", "_wait_for_tstate_lock"})
_LISTED = 40
_OURS = "retm_desktop"


class Sampler:
    """Counts by thread the function that was running and the function of ours that had called it."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._looks = 0
        self._seen: Counter[str] = Counter()
        self._thread = threading.Thread(target=self._look, name="sampler", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> str:
        """End; return what was seen most, in shares of all looks."""
        self._over.set()
        self._thread.join()
        shares = [(100 * count / max(1, self._looks), what) for what, count in self._seen.most_common(_LISTED)]
        return "\n".join(f"{share:5.1f} %  {what}" for share, what in shares)

    def _look(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            self._looks += 1
            names = {thread.ident: thread.name for thread in threading.enumerate()}
            for ident, frame in sys._current_frames().items():
                if ident != threading.get_ident() and frame.f_code.co_name not in _IDLE:
                    self._seen[f"{names.get(ident, '?')}: {_where(frame)}{_caller(frame)}"] += 1


def _where(frame: FrameType) -> str:
    code = frame.f_code
    return f"{code.co_filename.rsplit('/', 1)[-1]}:{frame.f_lineno} {code.co_name}"


def _caller(frame: FrameType) -> str:
    """Return the nearest function of ours above a frame that is not ours."""
    above: FrameType | None = frame
    while above is not None and _OURS not in above.f_code.co_filename:
        above = above.f_back
    return "" if above is None or above is frame else f" < {_where(above)}"
