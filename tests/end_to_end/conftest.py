"""A shop: the started program, connected to a quiet practice restaurant; it has to end without a trace."""

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from retm_desktop.gui.connect.dialog import ConnectDialog
from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from tests.end_to_end.shop import QUICK, Clock, Shop
from tests.end_to_end.told_browser import ToldBrowser
from tests.waiting import until

OpenShop = Callable[..., AbstractAsyncContextManager[Shop]]
OpenSandbox = Callable[..., Sandbox]


def lasting_threads() -> set[threading.Thread]:
    """Return the program's threads that run now.

    Left out are those of the Qt loop's own `to_thread`, which Python did not start, and the restaurants'.
    """
    return {one for one in threading.enumerate() if not one.name.startswith(("Dummy-", "practice restaurant"))}


async def no_thread_beyond(before: set[threading.Thread]) -> None:
    """Wait until no thread runs that was not in `before`."""
    try:
        await until(lambda: not lasting_threads() - before)
    except AssertionError:
        raise AssertionError(f"left behind: {sorted(t.name for t in lasting_threads() - before)}") from None


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The program's clock."""
    clock = Clock()
    monkeypatch.setattr("retm_desktop.app.now", clock)
    return clock


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the sync's waits, and let the test stand in for the browser engine (the tour has the real one)."""
    monkeypatch.setattr("retm_desktop.sync.session.Pace", lambda: QUICK)
    defaults = ConnectDialog.__init__.__kwdefaults__
    assert "browser" in defaults
    monkeypatch.setitem(defaults, "browser", ToldBrowser)
    monkeypatch.delenv("RETM_CLIENT_ID", raising=False)
    monkeypatch.delenv("RETM_CLIENT_SECRET", raising=False)


@pytest.fixture
def open_sandbox() -> Iterator[OpenSandbox]:
    """Open practice restaurants in which nothing happens by itself."""
    with ExitStack() as stack:

        def opened(**settings: object) -> Sandbox:
            chosen = {"orders": 8, "rate": 0, "speed": 0.001, "retry_spacing": 0.05, **settings}
            sandbox = stack.enter_context(running_sandbox(SandboxSettings(**chosen)))  # type: ignore[arg-type]
            sandbox.pause()
            return sandbox

        yield opened


@pytest.fixture
def open_shop(qapp: QApplication, tmp_path: Path, clock: Clock, open_sandbox: OpenSandbox) -> OpenShop:
    """Return the opener of shops that are connected, online and filled with orders.

    Use it as a context: `async with open_shop() as shop`.

    `home` names the folder, `connected=False` stops before the install; other words go to the sandbox. The program
    lives and ends inside the test itself: between a test's phases the Qt loop turns while no asyncio loop runs.
    """

    @asynccontextmanager
    async def opened(
        *,
        home: str = "home",
        connected: bool = True,
        wait: bool = True,
        port: int = 0,
        sandbox: Sandbox | None = None,
        **settings: object,
    ) -> AsyncIterator[Shop]:
        place = sandbox or open_sandbox(**settings)
        before = lasting_threads()
        shop = Shop(qapp, place, tmp_path / home, clock, port=port)
        try:
            await shop.start(wait=wait)
            if connected:
                await shop.install()
            yield shop
        finally:
            await shop.stop()
        assert shop.program.desk.background.names == []
        await no_thread_beyond(before)

    return opened
