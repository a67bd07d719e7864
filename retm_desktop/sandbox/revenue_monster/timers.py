"""Things that happen by themselves after some real seconds, and no more once the practice ends."""

import asyncio
from collections.abc import Callable


class Timers:
    """Runs small actions later, on the server's loop."""

    def __init__(self) -> None:
        self._handles: set[asyncio.TimerHandle] = set()
        self._closed = False

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        """Run `action` after so many seconds, at once for none."""
        if self._closed:
            return
        if seconds <= 0:
            action()
            return

        def due() -> None:
            self._handles.discard(handle)
            action()

        handle = asyncio.get_running_loop().call_later(seconds, due)
        self._handles.add(handle)

    def close(self) -> None:
        """Forget all that is still to come."""
        self._closed = True
        for handle in self._handles:
            handle.cancel()
        self._handles.clear()
