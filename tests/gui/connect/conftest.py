"""What tests of connecting share: a browser that is told what to say, and dialogs that are closed in their loop."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget

from retm_desktop.connect.provider import ConnectableEnvironment
from retm_desktop.domain.text import Language
from retm_desktop.gui.connect.consent_view import BrowserUnavailable, ConsentView
from retm_desktop.gui.connect.dialog import ConnectDialog
from retm_desktop.gui.desk import Desk, Practice
from retm_desktop.providers.retm.environment import sandbox_environment
from tests.gui.conftest import Show

PRACTICE = Practice(sandbox_environment("http://127.0.0.1:9"), "practice-client", "practice-secret")


class ToldBrowser(ConsentView):
    """A browser that shows nothing and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.reloads = 0
        self.is_shut = False

    def open(self, address: str) -> None:
        self.opened.append(address)

    def reload(self) -> None:
        self.reloads += 1

    def shut(self) -> None:
        self.is_shut = True


class Browsers:
    """Makes browsers for dialogs, and remembers what was opened outside."""

    def __init__(self) -> None:
        self.made: list[ToldBrowser] = []
        self.outside: list[str] = []
        self.broken = False
        self.desktop_has_one = True

    def make(self, environment: ConnectableEnvironment, language: Language, zoom: float) -> ConsentView:
        """Make a browser, or fail as QtWebEngine may."""
        if self.broken:
            raise BrowserUnavailable("not here")
        self.made.append(ToldBrowser())
        return self.made[-1]

    def open_outside(self, address: str) -> bool:
        """Stand in for the desktop's own browser."""
        self.outside.append(address)
        return self.desktop_has_one


@pytest.fixture
def browsers() -> Browsers:
    """The browsers of this test."""
    return Browsers()


OpenDialog = Callable[..., ConnectDialog]


@pytest.fixture
async def open_dialog(desk: Desk, browsers: Browsers, show: Show) -> AsyncIterator[OpenDialog]:
    """Open a connect dialog over a window, for example `open_dialog(practice=PRACTICE)`."""
    dialogs: list[ConnectDialog] = []
    window = QWidget()
    show(window)

    def opened(practice: Practice | None = None) -> ConnectDialog:
        dialog = ConnectDialog(desk, window, practice, browser=browsers.make, open_external=browsers.open_outside)
        dialogs.append(dialog)
        dialog.open()
        return dialog

    yield opened
    for dialog in dialogs:
        dialog.close()
    await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody's own credentials are filled in."""
    monkeypatch.delenv("RETM_CLIENT_ID", raising=False)
    monkeypatch.delenv("RETM_CLIENT_SECRET", raising=False)
    yield
