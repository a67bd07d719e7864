"""The sign-in: what RETM says to it, and that nothing ever asks for another token."""

from datetime import UTC, datetime, timedelta
from typing import cast

import msgspec
import pytest

from retm_desktop.connect.tokens import TokenState
from retm_desktop.doctor.books import Restaurant
from retm_desktop.doctor.finding import Level
from retm_desktop.doctor.sealed_file import Sealed
from retm_desktop.doctor.token import look_at_running_token, look_at_stored_token
from retm_desktop.domain.errors import Offline, OperatorError, RateLimited, ServerFault, SignInExpired, WrongCredentials
from retm_desktop.providers.retm.client import Probe
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.providers.tokens import Tokens
from retm_desktop.sync.inspector import Inspector
from tests.doctor.servers import HOST, free_port, web

NOW = datetime(2026, 2, 3, 17, 14, tzinfo=UTC)


def now() -> datetime:
    return NOW


def restaurant(url: str = f"http://{HOST}:9", state: str = "connected") -> Restaurant:
    return Restaurant(1, "retm", "palmgrill", "Asia/Riyadh", state, msgspec.json.encode(sandbox_environment(url)))


def sealed(ends: timedelta = timedelta(hours=1), renewal: str = "for-later") -> Sealed:
    tokens = Tokens(access_token="good", refresh_token=renewal, expires_at=NOW + ends)
    return Sealed("ok", "keys", {"connection.1.tokens": msgspec.json.encode(tokens).decode()})


# With the token that is stored


@pytest.mark.parametrize(
    ("status", "code", "level"),
    [
        (200, "ok", Level.OK),
        (401, "refused", Level.WARNING),
        (403, "forbidden", Level.FAULT),
        (404, "path_unknown", Level.FAULT),
        (429, "throttled", Level.WARNING),
        (500, "server_fault", Level.FAULT),
        (302, "waits", Level.WARNING),
    ],
)
def test_one_read_shows_what_retm_says_and_nothing_is_renewed(status: int, code: str, level: Level) -> None:
    with web() as server:
        server.status = status
        found = look_at_stored_token(restaurant(server.address), sealed(), now, {})
        assert [(method, path) for method, path, _headers in server.asked] == [
            ("GET", "/palmgrill/api/v2/orders/list?page=1&per_page=1")
        ]
        assert server.asked[0][2]["Authorization"] == "Bearer good"
    assert (found.code, found.level) == (code, level)
    assert "good" not in repr(found)


def test_a_path_that_was_changed_is_the_one_that_is_read() -> None:
    with web() as server:
        look_at_stored_token(restaurant(server.address), sealed(), now, {"orders": "/orders/all"})
        assert server.asked[0][1].startswith("/palmgrill/api/v2/orders/all?")


@pytest.mark.parametrize(("refresh_token", "code"), [("for-later", "renews"), ("", "ended")])
def test_a_token_that_ended_is_not_tried(refresh_token: str, code: str) -> None:
    with web() as server:
        kept = sealed(timedelta(seconds=2), refresh_token)
        assert look_at_stored_token(restaurant(server.address), kept, now, {}).code == code
        assert server.asked == []


def test_what_keeps_it_from_being_tried_is_told() -> None:
    nobody = restaurant(f"http://{HOST}:{free_port()}")
    for found, code in (
        (look_at_stored_token(None, sealed(), now, {}), "no_restaurant"),
        (look_at_stored_token(restaurant(state="sign_in"), sealed(), now, {}), "sign_in"),
        (look_at_stored_token(restaurant(state="new_secret"), sealed(), now, {}), "new_secret"),
        (look_at_stored_token(restaurant(), Sealed("locked"), now, {}), "locked"),
        (look_at_stored_token(restaurant(), Sealed("ok"), now, {}), "sign_in"),
        (look_at_stored_token(restaurant(), Sealed("ok", "", {"connection.1.tokens": "{"}), now, {}), "sign_in"),
        (look_at_stored_token(nobody, sealed(), now, {}), "waits"),
    ):
        assert found.code == code


# With the running program's own client


class FakeInspector:
    """Answers as the test says."""

    def __init__(self, answer: int | OperatorError = 200, state: TokenState | None = None) -> None:
        self.answer = answer
        self.state = state or TokenState(NOW + timedelta(hours=1), renewable=True)
        self.called: list[str] = []

    async def token(self) -> TokenState:
        return self.state

    async def call(self, name: str) -> Probe:
        self.called.append(name)
        if isinstance(self.answer, OperatorError):
            raise self.answer
        return Probe("GET", "http://x", self.answer, 0.01, "application/json", b"[]")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (200, "ok"),
        (403, "forbidden"),
        (404, "path_unknown"),
        (RateLimited("HTTP 429"), "throttled"),
        (ServerFault("HTTP 503", 503), "server_fault"),
        (SignInExpired("no"), "sign_in"),
        (WrongCredentials("no"), "new_secret"),
        (Offline("no"), "waits"),
    ],
)
async def test_the_running_program_is_asked_to_read_once(answer: int | OperatorError, code: str) -> None:
    inspector = FakeInspector(answer)
    found = await look_at_running_token(restaurant(), cast("Inspector", inspector))
    assert (found.code, inspector.called) == (code, ["orders"])


@pytest.mark.parametrize(
    ("refused", "code"),
    [("sign_in_expired", "sign_in"), ("wrong_credentials", "new_secret"), ("keyring_unavailable", "locked")],
)
async def test_a_token_that_was_refused_is_not_tried_again(refused: str, code: str) -> None:
    inspector = FakeInspector(state=TokenState(refused=refused))
    found = await look_at_running_token(restaurant(), cast("Inspector", inspector))
    assert (found.code, inspector.called) == (code, [])


async def test_before_there_is_a_client_it_says_so() -> None:
    assert (await look_at_running_token(None, None)).code == "no_restaurant"
    assert (await look_at_running_token(restaurant(), None)).code == "starting"
