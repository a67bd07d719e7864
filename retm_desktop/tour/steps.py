"""The steps of the tour: what was expected, what was read on screen, how long it took, and a picture of each."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from retm_desktop.tour.hand import NotSeen, picture
from retm_desktop.tour.report import Step

_SETTLE = 0.6
"""Seconds a screen is given to fetch its pictures before one is taken of it."""


class Steps:
    """Collects the steps; `window` is photographed after each, into `out`."""

    def __init__(self, out: Path, window: Callable[[], QWidget]) -> None:
        self.walked: list[Step] = []
        self._out = out
        self._window = window

    @contextlib.asynccontextmanager
    async def step(self, name: str, expected: str) -> AsyncIterator[Step]:
        """Walk one step; it counts as seen when the block ends without NotSeen, which is raised on."""
        step = Step(name, expected)
        self.walked.append(step)
        begun = time.monotonic()
        try:
            yield step
            step.seen = True
        except NotSeen as missing:
            step.read = str(missing)
            raise
        finally:
            step.seconds = round(time.monotonic() - begun, 3)
            await asyncio.sleep(_SETTLE)
            step.picture = f"{len(self.walked):02d}-{name.replace(' ', '-')}.png"
            picture(self._window()).save(str(self._out / step.picture))
