"""The embedded browser on a page of a tiny server: pressed by a real click, kept at home, read for a refusal."""

import asyncio
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from retm_desktop.gui.connect.consent_view import BrowserUnavailable
from retm_desktop.gui.connect.embedded import embedded_browser
from retm_desktop.providers.retm.environment import sandbox_environment
from tests.gui.conftest import Show
from tests.waiting import until

_QUESTION = """<!doctype html><title>RETM Marketplace</title><body style="margin:0">
<form method="post"><button id="allow" name="decision" value="allow" style="margin:60px;width:160px;height:48px">Allow
</button><button id="deny" name="decision" value="deny" style="width:160px;height:48px">Deny</button></form>
<script>console.log("code=secret-from-the-page")</script></body>"""


class ConsentServer(ThreadingHTTPServer):
    """Serves a consent page and remembers what was asked of it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.posted: list[tuple[str, str]] = []
        self.languages: list[str] = []

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        where = urlsplit(self.path).path
        self.consent.languages.append(self.headers.get("Accept-Language", ""))
        if where == "/away":
            self.send_response(302)
            self.send_header("Location", "http://localhost:9/elsewhere?code=1")
            self.end_headers()
        elif where == "/file":
            self._answer(200, "x", "application/octet-stream")
        elif where == "/firewall":
            self._answer(403, "<title>Access denied</title>")
        else:
            self._answer(200, _QUESTION)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        title = "Access granted" if "allow" in body else "Access denied"
        self.consent.posted.append((self.path, body))
        self._answer(200, f"<!doctype html><title>{title}</title><div>{title}</div>")

    @property
    def consent(self) -> ConsentServer:
        assert isinstance(self.server, ConsentServer)
        return self.server

    def _answer(self, status: int, page: str, kind: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_words: object) -> None:
        """Write nothing."""


@pytest.fixture
def server() -> Iterator[ConsentServer]:
    serving = ConsentServer()
    thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield serving
    serving.shutdown()
    serving.server_close()
    thread.join(5)


class Watched:
    """A browser on screen and what it told."""

    def __init__(self, server: ConsentServer, show: Show) -> None:
        from retm_desktop.gui.connect.browser import ConsentBrowser

        browser = embedded_browser(sandbox_environment(server.address), "ar", 0.8)
        assert isinstance(browser, ConsentBrowser)
        self.browser = browser
        self.told: list[tuple[str, object]] = []
        self.loaded = 0
        browser.denied.connect(lambda: self.told.append(("denied", "")))
        browser.refused.connect(lambda host: self.told.append(("refused", host)))
        browser.failed.connect(lambda code: self.told.append(("failed", code)))
        browser.moved.connect(lambda address: self.told.append(("moved", address)))
        browser.progressed.connect(self._progressed)
        show(browser, 640, 480)

    def _progressed(self, percent: int) -> None:
        self.loaded += percent == 100

    async def press(self, selector: str, happened: Callable[[], object]) -> None:
        """Click the middle of an element with the mouse; the engine drops clicks until the page is painted."""
        answers: list[QRectF | None] = []
        self.browser.locate(selector, answers.append)
        await until(lambda: answers)
        box = answers[0]
        assert box is not None, selector
        view = self.browser.findChild(QWidget, "connect_browser")
        assert view is not None
        target = view.focusProxy()
        assert target is not None
        for _ in range(50):
            QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box.center().toPoint())
            await asyncio.sleep(0.1)
            if happened():
                return
        raise AssertionError(f"{selector} was pressed in vain")


@pytest.fixture
def watched(server: ConsentServer, show: Show) -> Watched:
    return Watched(server, show)


async def test_allow_is_pressed_with_the_mouse(server: ConsentServer, watched: Watched) -> None:
    watched.browser.open(f"{server.address}/integrations/authorized?client_id=app&state=s-1")
    await until(lambda: watched.loaded)
    assert ("moved", f"{server.address}/integrations/authorized") in watched.told
    assert server.languages[0].startswith("ar")
    await watched.press("#allow", lambda: server.posted)
    await until(lambda: watched.loaded == 2)
    assert server.posted == [("/integrations/authorized?client_id=app&state=s-1", "decision=allow")]
    assert not [told for told in watched.told if told[0] != "moved"]


async def test_the_profile_outlives_its_page(server: ConsentServer, watched: Watched) -> None:
    watched.browser.open(f"{server.address}/integrations/authorized")
    await until(lambda: watched.loaded)
    profile, page = watched.browser.parts
    assert profile.isOffTheRecord()
    gone: list[str] = []
    page.destroyed.connect(lambda: gone.append("page"))
    profile.destroyed.connect(lambda: gone.append("profile"))
    watched.browser.shut()
    watched.browser.shut()
    watched.browser.reload()
    await until(lambda: len(gone) == 2)
    assert gone == ["page", "profile"]


async def test_a_refusal_is_noticed_and_a_firewall_is_not_one(server: ConsentServer, watched: Watched) -> None:
    watched.browser.open(f"{server.address}/firewall")
    await until(lambda: ("failed", "403") in watched.told)
    watched.browser.open(f"{server.address}/integrations/authorized")
    await until(lambda: watched.loaded == 2)
    await asyncio.sleep(0.05)
    assert ("denied", "") not in watched.told
    await watched.press("#deny", lambda: ("denied", "") in watched.told)


async def test_it_stays_at_home(server: ConsentServer, watched: Watched) -> None:
    watched.browser.open(f"{server.address}/away")
    await until(lambda: ("refused", "localhost:9") in watched.told)
    watched.browser.open("file:///etc/hostname")
    await until(lambda: ("refused", "") in watched.told)
    watched.browser.open(f"{server.address}/file")
    await until(lambda: ("refused", "127.0.0.1") in watched.told)


def test_root_is_not_let_near_an_engine_that_would_end_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.delenv("QTWEBENGINE_CHROMIUM_FLAGS", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    with pytest.raises(BrowserUnavailable):
        embedded_browser(sandbox_environment("http://127.0.0.1:9"), "en")
