"""An asyncio loop whose time does not pass but jumps to whatever is due next: hours in a moment, the same each time."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its `time` begins at 0; nothing on it may wait for a socket or for another thread."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        selector: Any = self._selector  # type: ignore[attr-defined]
        select = selector.select

        def jump(timeout: float | None = None) -> Any:  # noqa: ANN401 - what the selector answers
            assert timeout is not None, "nothing is due: this would hang"
            self._now += max(timeout, 0.0)
            return select(0)

        selector.select = jump

    def time(self) -> float:
        """Return the virtual seconds."""
        return self._now


def run_virtually(main: Coroutine[Any, Any, T]) -> T:
    """Run `main` to its end on a loop of its own."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
