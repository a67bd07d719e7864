"""The embedded browser itself, on a page of a tiny server: pressed by a real click, kept at home, read for a refusal."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import QPointF, Qt
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
        self.seen: list[tuple[str, str, str]] = []

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        where = urlsplit(self.path).path
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
        self._answer(200, f"<!doctype html><title>{title}</title><div>{title}</div>", body=body)

    def _answer(self, status: int, page: str, kind: str = "text/html", body: str = "") -> None:
        assert isinstance(self.server, ConsentServer)
        self.server.seen.append((self.command, self.path, body or self.headers.get("Accept-Language", "")))
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

        browser = embedded_browser(sandbox_environment(server.address), "ar")
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

    async def press(self, selector: str) -> None:
        """Click the middle of an element of the page with the mouse."""
        answers: list[object] = []
        self.browser.locate(selector, answers.append)
        await until(lambda: answers)
        box = answers[0]
        assert isinstance(box, list), selector
        x, y, width, height = (float(edge) for edge in box)
        target = self.browser.findChild(QWidget, "connect_browser")
        assert target is not None and target.focusProxy() is not None
        QTest.mouseClick(
            target.focusProxy(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPointF(x + width / 2, y + height / 2).toPoint(),
        )


@pytest.fixture
async def watched(server: ConsentServer, show: Show) -> AsyncIterator[Watched]:
    made = Watched(server, show)
    yield made
    gone: list[bool] = []
    profile, page = made.browser.parts
    order: list[str] = []
    page.destroyed.connect(lambda: order.append("page"))
    profile.destroyed.connect(lambda: (order.append("profile"), gone.append(True)))
    made.browser.shut()
    made.browser.shut()
    await until(lambda: gone)
    assert order == ["page", "profile"]


async def test_allow_is_pressed_with_the_mouse(server: ConsentServer, watched: Watched) -> None:
    watched.browser.open(f"{server.address}/integrations/authorized?client_id=app&state=s-1")
    await until(lambda: watched.loaded)
    assert ("moved", f"{server.address}/integrations/authorized") in watched.told
    assert server.seen[0][2].startswith("ar")
    await watched.press("#allow")
    await until(lambda: server.seen[-1][0] == "POST" and watched.loaded == 2)
    assert server.seen[-1] == ("POST", "/integrations/authorized?client_id=app&state=s-1", "decision=allow")
    assert not [told for told in watched.told if told[0] != "moved"]


async def test_a_refusal_is_noticed_and_a_firewall_is_not_one(server: ConsentServer, watched: Watched) -> None:
    watched.browser.open(f"{server.address}/firewall")
    await until(lambda: ("failed", "403") in watched.told)
    watched.browser.open(f"{server.address}/integrations/authorized")
    await until(lambda: watched.loaded == 2)
    await asyncio.sleep(0.05)
    assert ("denied", "") not in watched.told
    await watched.press("#deny")
    await until(lambda: ("denied", "") in watched.told)


async def test_it_stays_at_home(server: ConsentServer, watched: Watched) -> None:
    watched.browser.open(f"{server.address}/away")
    await until(lambda: ("refused", "localhost:9") in watched.told)
    watched.browser.open("file:///etc/hostname")
    await until(lambda: ("refused", "") in watched.told)
    watched.browser.open(f"{server.address}/file")
    await until(lambda: ("refused", "127.0.0.1") in watched.told)


def test_root_is_not_let_near_an_engine_that_would_end_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    with pytest.raises(BrowserUnavailable):
        embedded_browser(sandbox_environment("http://127.0.0.1:9"), "en")
