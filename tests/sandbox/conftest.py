"""A tiny partner that records what the practice restaurant sends it, and restaurants to talk to."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox

Document = dict[str, Any]


def eventually(predicate: Callable[[], object], timeout: float = 10.0) -> None:
    """Return once `predicate()` is true; fail after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not predicate():
        assert time.monotonic() < deadline, f"not true within {timeout} s"
        time.sleep(0.01)


@dataclass
class Received:
    """One request the partner got."""

    path: str
    bearer: str | None
    body: Document


@dataclass
class Partner:
    """The partner's side: `status` and `delay` by path decide its answers.

    Requests to a path of `meeting` are answered once as many wait there as its barrier wants.
    """

    url: str = ""
    received: list[Received] = field(default_factory=list)
    status: dict[str, int] = field(default_factory=dict)
    delay: dict[str, float] = field(default_factory=dict)
    meeting: dict[str, threading.Barrier] = field(default_factory=dict)
    answer: Document = field(default_factory=lambda: {"token": "hook-secret", "url": "https://app.example/settings"})

    def at(self, path: str) -> list[Received]:
        """What came to one path."""
        return [request for request in list(self.received) if request.path == path]

    def events(self, path: str) -> list[str]:
        """The event names that came to one path, in order."""
        return [request.body.get("event", "") for request in self.at(path)]


@contextlib.contextmanager
def listening_partner() -> Iterator[Partner]:
    partner = Partner()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            partner.received.append(Received(self.path, self.headers.get("Authorization"), body))
            time.sleep(partner.delay.get(self.path, 0))
            if barrier := partner.meeting.get(self.path):
                barrier.wait(10)
            content = json.dumps(partner.answer).encode()
            with contextlib.suppress(ConnectionError):
                self.send_response(partner.status.get(self.path, 200))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 64

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    partner.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield partner
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Visitor:
    """Speaks to a practice restaurant over real sockets, with or without a bearer token."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.http = httpx.Client(base_url=sandbox.url, trust_env=False, timeout=10)

    def token(self, **body: str) -> httpx.Response:
        """Ask the token endpoint; client id and secret are added."""
        credentials = {"client_id": self.sandbox.client_id, "client_secret": self.sandbox.client_secret}
        return self.http.post(f"/{self.sandbox.business_id}/api/oAuth/token", json=credentials | body)

    def sign_in(self) -> "Visitor":
        """Take a bearer token without an install."""
        answer = self.token(grant_type="client_credentials").json()
        self.http.headers["Authorization"] = f"Bearer {answer['access_token']}"
        return self

    def get(self, path: str, **query: str | int) -> httpx.Response:
        """GET below `/{business}/api/v2/`."""
        return self.http.get(f"/{self.sandbox.business_id}/api/v2/{path}", params=query)

    def post(self, path: str, body: object) -> httpx.Response:
        """POST below `/{business}/api/v2/`."""
        return self.http.post(f"/{self.sandbox.business_id}/api/v2/{path}", json=body)

    def new_order(self, **changes: object) -> Document:
        """A create-order body for one plain product of the menu, with `changes`."""
        branch = self.get("branches/list").json()[0]
        product = self.get("products/simple-list").json()[0]
        return {
            "branch": branch["uuid"],
            "customer": {"name": {"en": "Huda Nasser", "ar": "هدى ناصر"}, "phone": "0500000002"},
            "products": [{"id": product["id"], "quantity": 1, "total": 58.0}],
        } | changes


OpenSandbox = Callable[..., Visitor]


@pytest.fixture
def partner() -> Iterator[Partner]:
    """A listening partner."""
    with listening_partner() as found:
        yield found


@pytest.fixture
def open_sandbox(partner: Partner) -> Iterator[OpenSandbox]:
    """Opens practice restaurants that know the partner; quiet unless a rate is given."""
    with contextlib.ExitStack() as stack:

        def opened(**settings: Any) -> Visitor:  # noqa: ANN401
            chosen: dict[str, Any] = {
                "rate": 0.0,
                "orders": 5,
                "partner": partner.url,
                "retry_spacing": 0.02,
            } | settings
            visitor = Visitor(stack.enter_context(running_sandbox(SandboxSettings(**chosen))))
            stack.callback(visitor.http.close)
            return visitor

        yield opened


@pytest.fixture(scope="module")
def shop() -> Iterator[Visitor]:
    """One restaurant for all tests of a module that only read; signed in."""
    with running_sandbox(SandboxSettings(rate=0.0, orders=40, partner="http://127.0.0.1:9")) as sandbox:
        visitor = Visitor(sandbox).sign_in()
        yield visitor
        visitor.http.close()
